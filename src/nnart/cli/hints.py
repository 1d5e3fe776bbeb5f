"""Hints: what to say of commands, options and words that mean nothing here, so that the next try works."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from nnart.cli.concepts import BY_WORD, concept_of, says
from nnart.cli.helptexts import find_in_help
from nnart.cli.strays import TURNS, hint_for_strays, meanings, named, quoted, turned
from nnart.cli.usage import Parameter, lone_words, options_of, own_option, own_words
from nnart.errors import InputError, NnartError
from nnart.explore.words import NAMES, PREFERENCES, wishes_of
from nnart.recipe.kinds import Choice, Names, Real, Whole
from nnart.recipe.knobs import KNOBS
from nnart.recipe.sizes import parse_size, pixels_for, with_bleed
from nnart.words import COMMANDS, FLAGS, LETTERS, OPTIONS, WISHES, fold, guess, match, misspelt

_SIDES = ("width", "height")
_LETTERS_OF_SIDES = ("w", "W", "h", "H")
_BLEEDS = ("bleed", "border", "margin")
_REAL = r"[+-]?[0-9]*\.?[0-9]+"
_DETAIL: Final = re.compile(r"--detail ([0-9]+) \(the default is 6\)")
_USUAL_DETAIL: Final = 6  # the default, which the rows tell
MIN_ALIAS: Final = 5  # letters of other programs' words, which a slip may be in
_SOFTEST = 3  # detail below which pictures hardly get any softer
# What to write where a command takes something, and nothing was given.
_PICTURE: Final = "write {0} picture.png, or {0} - for standard input"
_MISSING: Final[Mapping[str, str]] = {
    "show": _PICTURE,
    "verify": _PICTURE,
    "tiles": _PICTURE,
    "vary": _PICTURE,
    "breed": "write two pictures or seeds: {0} 3 9",
    "open": "write {0} picture.png",
    "gallery": "write {0} FOLDER, with pictures in it",
}
# What stands behind options, to be typed.
EXAMPLES: Final[Mapping[str, str]] = {
    "--qr": "code.png",
    "--output": "picture.png",
    "-o": "picture.png",
    "--size": "4k",
    "--seed": "7",
    "--preset": "silk",
    "--format": "jpg",
    "--from": "picture.png",
    "--recipe": "mine.toml",
    "--network": "network.toml",
    "--prefer": "calm,blue",
    "--like": "photo.jpg",
    "--change": "some",
    "--name": "dusk",
    "--remove": "dusk",
    "--symmetry": "kaleidoscope-6",
    "--center": "0.5,0",
    "--zoom": "2",
    "--rotate": "30",
    "--sheet": "favourites.png",
    "--genome": "'cross(7,12,3)'",
}
_PRINTS: Final = ("show", "presets", "knobs", "verify", "bench")  # text, which a shell puts into a file
_NUMBERS: Final[Mapping[str, str]] = {"N": "a whole number", "X": "a number"}


def hint_for_option(
    word: str, words: Sequence[str], parameters: Sequence[Parameter], command: str = "render"
) -> str:
    """Return what to write in the place of an option that a command does not have; empty if nobody can tell.

    Args:
        word: the option.
        words: all of the command's.
        parameters: what it takes.
        command: by nnart's name.
    """
    options = options_of(parameters)
    word = _uncut(word, words)
    name, value = fold(word.lstrip("-")), _value_behind(word, words)
    if hint := _of_printed(word, words, command, options):
        return hint
    if hint := _of_place(name, words, options) or _of_columns(name, value, command, options):
        return hint
    if re.fullmatch("--?[A-Za-z]", word) and (command != "sweep" or name not in BY_WORD):
        if word == "--v" and value:
            return "networks are random, so there is no version of a model to choose; leave it out"
        return _of_letter(word[-1], words, options)
    if "--count {" in says(name, command, options):  # for another command
        value = value or _value_behind("--count", words)
    hint = _of_size(name, value, words, parameters) or idea_of(name, value, command, options)
    hint = _beside_picture(hint, words, options)
    hint = hint or _meant(name, options) or _misspelt(name, options) or _of_value(value, options)
    if not hint and name == "mode" and concept_of(fold(value)) is BY_WORD["cmyk"]:
        hint = idea_of("cmyk", "", command, options)
    near = [idea for idea in misspelt(name, BY_WORD, 1) if len(idea) > MIN_ALIAS]
    return hint or (idea_of(near[0], value, command, options) if near else "")


def _of_printed(word: str, words: Sequence[str], command: str, options: dict[str, Parameter]) -> str:
    """Return how what a command prints goes into a file, where it has no option for one."""
    own = {"-o": "--output"}.get(word) or next(iter(own_option(word, {"--output": None})), "")
    if own != "--output" or own in options or command not in _PRINTS:
        return ""
    path = _value_behind(word, words)
    rest = [each for each in words if each not in (word, path) and not each.startswith(f"{word}=")]
    toml = ["--toml"] * (command == "show" and "--json" not in rest)
    return f"write nnart {quoted([command, *toml, *rest])} > {quoted([path or 'recipe.txt'])}"


def _uncut(word: str, words: Sequence[str]) -> str:
    """Return the word behind one dash that Typer took for several letters, if more is known of it."""
    whole = (each for each in words if re.match("-[A-Za-z]$", word) and each.startswith(word))
    return next((each for each in whole if fold(each.lstrip("-")) in BY_WORD), word)


def idea_of(name: str, value: str, command: str, options: dict[str, Parameter]) -> str:
    """Return what is said of an idea of other programs, with the value that was given if it fits."""
    text = says(name, command, options)
    own = filled(text, [value] if value else [])
    return own if _works(own) else filled(text, [])


def _beside_picture(hint: str, words: Sequence[str], options: dict[str, Parameter]) -> str:
    """Return what is said of detail with a value below or above that of the picture among the words."""
    found = _DETAIL.search(hint)
    alone = lone_words(words, options)
    if found is None or not alone:
        return hint
    from nnart.sources.opening import open_source

    with suppress(NnartError, OSError):
        own = open_source(alone[0]).values.get("detail") or _USUAL_DETAIL
        softer = int(found[1]) < _USUAL_DETAIL
        if softer and own <= _SOFTEST:
            rest = hint[found.end() :].lstrip(";, ")
            return "; ".join(filter(None, (f"its detail is {own:g}, and lower is hardly softer", rest)))
        told = f"--detail {own / 2 if softer else own * 2:.3g} (it has {own:g})"
        return hint[: found.start()] + told + hint[found.end() :]
    return hint


def _works(text: str) -> bool:
    """Return whether the values in what is said are such as nnart takes."""
    try:
        for option, value in re.findall(r"--([a-z]+) ('[^']*'|[^ ;]+)", text):
            _check_told(option, value.strip("',"))
        shares = [float(share) for share in re.findall(r"mix\(3,9,([^)]*)\)", text)]
    except (InputError, ValueError):
        return False
    return all(0 <= share <= 1 for share in shares)


def _check_told(option: str, value: str) -> None:
    """Refuse the value of an option as the command would, where it may be one that was given."""
    knob = KNOBS.get(option)
    if option == "prefer":
        wishes_of(value)
    elif option == "size":
        parse_size(value)
    elif option in ("count", "keep"):
        int(value)
    elif knob is not None and isinstance(knob.kind, (Real, Whole)) and option != "seed" and ".." not in value:
        knob.kind.read(int(value) if isinstance(knob.kind, Whole) else float(Fraction(value)))


def _of_place(name: str, words: Sequence[str], options: dict[str, Parameter]) -> str:
    """Return the point that two options give together, one for each of its coordinates."""
    given = {side: _value_behind(f"--{side}", words) for side in ("x", "y")}
    if name not in given or "--center" not in options or not re.fullmatch(_REAL, given[name]):
        return ""
    return f"write --center {given['x'] or 0},{given['y'] or 0}"


def _of_columns(name: str, value: str, command: str, options: dict[str, Parameter]) -> str:
    """Return how many tiles are side by side where an option says them as 4x3."""
    found = re.fullmatch("([0-9]{1,4})[x,]([0-9]{0,4})", value)
    row = concept_of(name)
    if found is None or row is None or not {"tile", "layout"} & set(row.words.split()):
        return ""
    if "--columns" in options:
        return f"write --columns {found[1]}"
    return f"nnart sheet --columns {found[1]} paints several side by side" if command == "render" else ""


def _meant(name: str, options: dict[str, Parameter]) -> str:
    """Return the option that a value's name was written in the place of, or what looks for such pictures."""
    if meant := list(meanings(name, options)):
        return f"write {' or '.join(meant[:2])}"
    asked = match(name, (*PREFERENCES, *NAMES)) or WISHES.get(name)
    return f"nnart explore --prefer {asked} looks for such pictures" if asked else ""


def filled(text: str, words: Sequence[str]) -> str:
    """Return what is said instead, with words that were typed in the place of the example in braces."""
    if "{restores}" in text:
        return _restores(words[0] if words else "dusk")

    text = text.replace("{PICTURE}", quoted(words[:1]) or "PICTURE")
    text = text.replace("{NEW}", quoted(words[1:2]) or "out.png")
    return re.sub(r"\{(.*?)\}", lambda example: quoted(words) if words else example[1], text)


def _restores(name: str) -> str:
    """Return how a favourite that was removed comes back."""
    from nnart.sources.favourites import REMOVED, favourites_folder, removed_file

    path = removed_file(name)
    if path is None:
        folder = quoted([str(favourites_folder() / REMOVED)])
        return f"no favourite of the name {name} was removed; removed ones lie in {folder}"
    return f"write nnart keep {quoted([str(path)])} --name {name}, where removed ones are kept"


def _value_behind(word: str, words: Sequence[str]) -> str:
    """Return the value of an option that a command does not have; empty if it has none."""
    for one, other in pairwise([*words, "-"]):
        if one == word and not other.startswith("-"):
            return other
        if one.startswith(f"{word}="):
            return one.partition("=")[2]
    return ""


def _of_size(name: str, value: str, words: Sequence[str], parameters: Sequence[Parameter]) -> str:
    """Return the size that is wanted, where an option says a side of it, turns it or gives it a bleed."""
    given = own_words(words, parameters)
    sizes = [text for option, text in pairwise(given) if option == "--size"]
    is_side = name in _SIDES or misspelt(name, ("height",), 1)
    if is_side and "--size" in options_of(parameters):
        return _of_sides(words)
    if name in TURNS and sizes:
        return f"write it behind the size: --size {turned(given, name)}"
    larger = with_bleed(sizes[-1], value or "3mm") if name in _BLEEDS and sizes else None
    return f"write --size {larger}: it has {value or '3mm'} more on every side" if larger else ""


def _of_value(value: str, options: dict[str, Parameter]) -> str:
    """Return the option that takes the value of one that a command does not have, which nothing but it does."""
    is_name = bool(own_option(f"--{value}", options))  # of what it is for, as in --only palette
    meant = list(named(value, options)) if re.search("[^0-9]", value) and not is_name else []
    return f"write {meant[0]}" if len(meant) == 1 else ""


def _misspelt(name: str, options: dict[str, Parameter]) -> str:
    """Return which option a name was meant as; a synonym is not cut."""
    own = {option[2:]: option for option in options if option.startswith("--")}
    others = {alias: f"--{option}" for alias, option in OPTIONS.items() if f"--{option}" in options}
    others |= {flag: f"--{name} {value}" for flag, (name, value) in FLAGS.items() if f"--{name}" in options}
    slips = [alias for alias in misspelt(name, others, 1) if not alias.startswith(name)]
    close = guess(name, own) or slips
    found = list(dict.fromkeys((own | others)[each] for each in close))[:3]
    return f"did you mean {' or '.join(found)}" if found else ""


def _of_letter(letter: str, words: Sequence[str], options: dict[str, Parameter]) -> str:
    if letter in _LETTERS_OF_SIDES and "--size" in options:
        return _of_sides(words)
    if letter in "vV":
        return "nnart --version prints the version; --json says most, --quiet least"[
            : None if "--json" in options else 34
        ]
    meant = [f"--{name}" for name in LETTERS.get(letter, "").split() if f"--{name}" in options]
    meant = [f"-{letter}"] * (f"-{letter}" in options) or meant  # behind two dashes
    meant = meant or [f"-{letter.lower()}"] * (f"-{letter.lower()}" in options)
    return f"did you mean {' or '.join(meant)}" if meant else ""


def _of_sides(words: Sequence[str]) -> str:
    """Return the size to write, by the sides that the words give."""
    width, height = (_number_behind(words, name) for name in _SIDES)
    size = f"{width}x{height}"
    if not (width and height):
        size = pixels_for(columns=int(width or 0), rows=int(height or 0)) if width or height else "1920x1080"
    return f"width counts neurons; pixels are --size {size}"


def _number_behind(words: Sequence[str], name: str) -> str | None:
    """Return the digits that a side of a picture is given, by its name or its first letter."""
    text = " ".join(words)
    found = re.search(
        rf"(?:^| )(?:--?{name}|--?{name[0]}|--?{name[0].upper()})[ =]?([0-9]{{1,7}})(?![^ ])", text
    )
    return found[1] if found else None


def hint_for(
    error: Any, words: Sequence[str], command: str | None, commands: Mapping[str, Sequence[Parameter]]
) -> tuple[str, str]:
    """Return what Typer found wrong, and what to write instead; empty if nobody can tell.

    Args:
        error: Typer's.
        words: behind the command, or all where there is none.
        command: by nnart's name; None where there is none.
        commands: the parameters of all.
    """
    parameters = commands[command or "render"]
    options = options_of(parameters)
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    option: Any = getattr(error, "option_name", None)
    if hasattr(error, "possibilities"):  # Typer's own share a letter or two with what was typed
        message = f"No such option: {option}"
        if command is None:
            return message, _behind_command(option, words, commands)
        known, others = (
            hint_for_option(option, words, parameters, command),
            _of_others(option, _value_behind(option, words), commands),
        )
        slip = known.startswith("did you mean") and not known.startswith(f"did you mean {option}")
        if (
            option[:2] == "--" and slip and (others.endswith(" it") or " it: " in others)
        ):  # it is a name of nnart's own
            known = ""
        return f"No such option: {_uncut(option, words)}", known or others or find_in_help(option, parameters)
    if option == "--palette" or _has_blank(words):
        return message, "colours need quotes: '#0b132b,#f5cb5c'"
    if option is not None:
        return message, _needed(option, options.get(option))
    return message, _of_arguments(message, own_words(words, parameters), command or "render", options)


def _of_arguments(message: str, words: Sequence[str], command: str, options: dict[str, Parameter]) -> str:
    """Return what to write where there are too many words."""
    alone = lone_words(words, options)
    if "unexpected extra argument" in message:
        return hint_for_strays(alone, words, command, options)
    return _MISSING.get(command, "").format(f"nnart {command}") if "Missing argument" in message else ""


def _behind_command(option: str, words: Sequence[str], commands: Mapping[str, Sequence[Parameter]]) -> str:
    """Return the words with options behind the command, which stand before it."""
    own = {name: name for name in commands}
    names = [{**COMMANDS, **own}.get(fold(word), "") for word in words]
    command, place = next(((name, i) for i, name in enumerate(names) if name), ("render", -1))
    if not own_option(option, options_of(commands[command])):
        return hint_for_option(option, words, commands[command], command)
    behind = [*words[place + 1 :], *words[: max(place, 0)]]
    return f"options follow a command: nnart {command} {quoted(behind)}"


def _has_blank(words: Sequence[str]) -> bool:
    """Return whether a list of colours or palettes ends in a comma, as if a blank had cut it."""
    return any(option == "--palette" and text.endswith((",", ";")) for option, text in pairwise(words))


def _of_others(word: str, value: str, commands: Mapping[str, Sequence[Parameter]]) -> str:
    """Return which other commands have an option."""
    found = {name: own for name in commands if (own := own_option(word, options_of(commands[name])))}
    have = f"{' and others' * (len(found) > 2)} {'has' if len(found) == 1 else 'have'} it"
    if not found:
        return ""
    names = {own[0] for own in found.values()}
    if len(names) == 1 and word not in names and len(word) > 2:
        have = have.removesuffix("it") + names.pop()
    if len(found) == 1 and value:
        (name, own), *_ = found.items()
        have = f" has it: nnart {name} {quoted([*own[:1], value])}"
    return f"nnart {' and '.join([*found][:2])}{have}"


def _needed(name: str, option: Parameter) -> str:
    """Return what an option takes, of which nothing was given."""
    knob = KNOBS.get(option.name) if option is not None else None
    if knob is not None and isinstance(knob.kind, (Choice, Names)):
        return f"it takes one of {', '.join(knob.kind.choices)}"
    if name in EXAMPLES:
        return f"write {name} {EXAMPLES[name]}"
    kind = _NUMBERS.get(getattr(option, "metavar", None) or "")
    return f"{name} needs {kind}" if kind else ""
