"""Shells: how each asks what Tab offers, and how it reads the answer.

Typer writes the scripts that `nnart --install-completion` installs; this answers them. Typer's own answers lack
the values of options that take text, misread the words that bash splits at = and :, and load Rich to print.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from nnart.errors import NnartError

VARIABLE = "_NNART_COMPLETE"  # in which Typer's scripts say what they want
_ASKS = "complete_"
_BREAKS = "=:@"  # at which bash takes words apart
_MAX_HELP = 80  # characters
Environment = Mapping[str, str]
Offers = Sequence[tuple[str, str]]  # words, and what they mean; empty where the name says it


class Line(NamedTuple):
    """What is typed, up to the cursor.

    Attributes:
        words: those before the last, without the program's name.
        incomplete: the last word, or as much of it as there is.
        kept: how many of its characters the shell leaves where they are.
        quoted: whether it begins with a quote.
    """

    words: list[str]
    incomplete: str
    kept: int = 0
    quoted: bool = False


class Shell(NamedTuple):
    """A shell's protocol.

    Attributes:
        read: what is typed, from the variables that the script sets.
        write: the lines that the script reads.
    """

    read: Callable[[Environment], Line]
    write: Callable[[Offers, Line], Iterator[str]]


def asked(environment: Environment) -> bool:
    """Return whether a script asks for what Tab offers."""
    return environment.get(VARIABLE, "").startswith(_ASKS)


def complete(environment: Environment) -> int:
    """Print what Tab offers for the words that a script gives, as its shell reads it; return the exit code."""
    name = environment[VARIABLE].removeprefix(_ASKS)
    if name not in SHELLS:
        return 1
    # fish asks first whether there is anything, and lists files if not. To find out would take as long as the
    # answer itself; so the answer is always yes, and the files are listed here.
    if name == "fish" and environment.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return 0
    from nnart.cli.completion import files, offers

    shell = SHELLS[name]
    line = shell.read(environment)
    try:
        found = offers(line.words, line.incomplete)
        if name == "fish":
            found = found or files(line.incomplete)
    except (NnartError, OSError, ValueError):  # there is nobody to tell
        found = []
    for text in shell.write(found, line):
        print(text)
    return 0


def _read_line(environment: Environment) -> Line:
    """Return what zsh and fish give: a line up to the cursor."""
    line = environment.get("_TYPER_COMPLETE_ARGS", "")
    words = _split(line)[1:]
    if words and not re.search(r"(?<!\\)\s$", line):
        return Line(words[:-1], words[-1])
    return Line(words, "")


def _read_powershell(environment: Environment) -> Line:
    """Return what PowerShell gives: a line without the blank at its end, and the word that will be replaced."""
    words = _split(environment.get("_TYPER_COMPLETE_ARGS", ""))[1:]
    replaced = environment.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", "")
    if not replaced or not words:
        return Line(words, "")
    last = words[-1]  # of which it replaces what is behind a comma
    return Line(words[:-1], last, len(last) - len(replaced) if last.endswith(replaced) else 0)


def _read_bash(environment: Environment) -> Line:
    """Return what bash gives: words, which it has taken apart at =, : and @."""
    pieces = environment.get("COMP_WORDS", "").split("\n")
    at = int(environment.get("COMP_CWORD", "0"))
    pieces, last = pieces[:at], pieces[at] if at < len(pieces) else ""
    words: list[str] = []
    joined = False
    for piece in [*pieces, last]:
        breaks = bool(piece) and not piece.strip(_BREAKS)
        if words and (breaks or joined):
            words[-1] += piece
        else:
            words.append(piece)
        joined = breaks
    raw, quoted = words.pop() if words else "", last[:1] in ("'", '"')
    kept = len(raw) if last and not last.strip(_BREAKS) else len(raw) - len(last)
    return Line([_unquoted(word) for word in words[1:]], _unquoted(raw), kept, quoted)


def _split(line: str) -> list[str]:
    """Return the words of a line, the last of which may have an open quote."""
    words = shlex.shlex(line, posix=True)
    words.whitespace_split, words.commenters = True, ""
    found: list[str] = []
    try:
        found.extend(words)
    except ValueError:
        found.append(words.token)
    return found


def _unquoted(word: str) -> str:
    return "".join(_split(word))


def _write_bash(found: Offers, line: Line) -> Iterator[str]:
    """Yield words as bash reads them: escaped, unless they stand in quotes."""
    rest = (word[line.kept :] for word, _ in found)
    return rest if line.quoted else (re.sub(r"([^\w,%+=:./#~@-])", r"\\\1", word) for word in rest)


def _write_zsh(found: Offers, _: Line) -> Iterator[str]:
    """Yield a command that zsh evaluates."""
    rows = (f'"{_for_zsh(word)}"' + (f':"{_plain(said)}"' if said else "") for word, said in found)
    yield f"_arguments '*: :(({chr(10).join(rows)}))'" if found else "_files"


def _write_fish(found: Offers, _: Line) -> Iterator[str]:
    """Yield words, each with a tab before what it means."""
    return (f"{word}\t{_short(said)}" if said else word for word, said in found)


def _write_powershell(found: Offers, line: Line) -> Iterator[str]:
    """Yield words, each with colons before what it means, which must not be empty."""
    return (f"{_for_powershell(word[line.kept :])}:::{_short(said) or ' '}" for word, said in found)


def _for_zsh(word: str) -> str:
    """Return a word as Typer's script for zsh reads it: evaluated once, between quotes."""
    word = word.replace('"', '""').replace("'", "''").replace("$", "\\$").replace("`", "\\`")
    return word.replace(":", r"\\:")


def _for_powershell(word: str) -> str:
    """Return a word as PowerShell reads it, which takes a comma without quotes for an array's."""
    return word if re.fullmatch(r"[\w.:/\\=~#+-]*", word) else "'{}'".format(word.replace("'", "''"))


def _plain(said: str) -> str:
    """Return a help's beginning without what means something to zsh."""
    return _short(re.sub(r"[^\w .,;/…×%–’-]+", " ", re.sub(r":\s", " – ", said).replace("'", "’")))


def _short(said: str) -> str:
    """Return a help's beginning, on one line."""
    text = " ".join(said.split())
    return text if len(text) <= _MAX_HELP else f"{text[: _MAX_HELP - 1]}…"


_POWERSHELL = Shell(_read_powershell, _write_powershell)
SHELLS: Final[Mapping[str, Shell]] = {
    "bash": Shell(_read_bash, _write_bash),
    "zsh": Shell(_read_line, _write_zsh),
    "fish": Shell(_read_line, _write_fish),
    "powershell": _POWERSHELL,
    "pwsh": _POWERSHELL,
}
