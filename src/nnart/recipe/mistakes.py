"""Mistakes: what to write in the place of what is no TOML or JSON, by the line that parsers stop at."""

from __future__ import annotations

import re

from nnart.errors import shown

_LINE = re.compile(r"\s*(?P<name>[\w.\"-]+)\s*(?P<mark>[=:])(?P<value>.*)")
_WORDS = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}
_NOTHING = ("none", "null", "nil")
_COMMENT = re.compile(r"\s(?://|;|--|/\*)")  # of other languages
_MAX_SHOWN = 300  # characters of what to write
_TWICE = "Cannot overwrite a value"  # as tomllib says it


def mistake_in_toml(text: str, line: int, message: str) -> str:
    """Return what to write in the place of a line that is no TOML; empty if nobody can tell.

    Args:
        text: all of it.
        line: the number of that line, from 1.
        message: of tomllib.
    """
    says = _mistake(text, line, message)
    return says if len(says) <= _MAX_SHOWN else ""


def _mistake(text: str, line: int, message: str) -> str:
    found = _LINE.fullmatch((text.split("\n") + [""] * line)[line - 1])
    if found is None:
        return ""
    name, value = found["name"], found["value"].strip()
    if _COMMENT.search(value) and "#" not in value:
        return f"a comment begins with #: {name} = {_COMMENT.split(value)[0].rstrip()}"
    if message == _TWICE:
        return f"{name} is there twice: leave one of them out"
    if found["mark"] == ":":
        return f"write {name} = …, not {name}: …"
    return _value(name, value)


def _value(name: str, value: str) -> str:
    """Return what to write in the place of a value that is no TOML."""
    if (word := _word(value)) is not None:
        return f"write {name} = {word}" if word else f"leave {name} out"
    if re.fullmatch(r"[+-]?0[0-9]+", value):  # which may be too long for `int`
        return f"write {name} = {value[0].strip('+0')}{value.lstrip('+-0') or '0'}"
    if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", value):
        return f"write {name} = {value.replace(',', '.')}, or of several numbers [{value.replace(',', ', ')}]"
    if value.startswith(('"', "'")):
        return "the quotes do not end" if value.count(value[0]) == 1 else ""
    return (
        f"text needs quotes: {name} = {_quoted(value)}" if re.fullmatch(r"[#\w][^\"'\[\]{}=]*", value) else ""
    )


def mistake_in_json(text: str, place: int, message: str) -> str:
    """Return what is wrong at a place of a text that is no JSON, and what to write there.

    Args:
        text: all of it.
        place: the number of the character that a parser stops at.
        message: of the parser, for what has no other words.
    """
    rest, before = text[place:].lstrip(), text[:place].rstrip()
    if rest.startswith("'"):
        text = re.split("['\n]", rest[1:], maxsplit=1)[0]
        return f"quotes are double: {_quoted(text)}"
    if re.match(r",\s*[}\]]", rest) or (rest.startswith(("}", "]")) and before.endswith(",")):
        return "the comma before the end is too many"
    if missing := re.match("Expecting '([,:])'", message):
        return f"a {'comma' if missing[1] == ',' else 'colon'} is missing" if rest else "it ends too early"
    name = re.split(r"(?<!^)[^\w.-]|^[^\w.#-]", rest, maxsplit=1)[0]
    if (word := _word(name)) is not None:
        return f"write {word or 'nothing of that name'}"
    return f"text needs quotes: {_quoted(name)}" if name else shown(message)


def _word(text: str) -> str | None:
    """Return how TOML and JSON write a word such as True; empty for None, and None for all others."""
    return "" if text.lower() in _NOTHING else _WORDS.get(text.lower())


def _quoted(text: str) -> str:
    """Return text in the quotes that TOML and JSON have."""
    return f'"{shown(text)[1:-1]}"'
