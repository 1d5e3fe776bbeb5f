"""Completion: what Tab offers in a place of the command line. It loads neither NumPy nor Rich."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from glob import escape
from pathlib import Path
from typing import Final

from nnart.cli.app import PARAMETERS, SUMMARIES, command_named
from nnart.cli.endings import ENDINGS
from nnart.cli.strays import TURNS
from nnart.cli.usage import Parameter, options_of, own_option, own_words, takes_value
from nnart.errors import NnartError
from nnart.recipe import palettes
from nnart.recipe.colournames import COLOURS
from nnart.recipe.kinds import Choice, Names, Text
from nnart.recipe.knobs import KNOBS
from nnart.recipe.presets import LISTED, Preset
from nnart.recipe.sizes import NAMED
from nnart.words import VALUES, fold

Offer = tuple[str, str]  # a word, and what it means; empty where its name says it

_ORDERS = (3, 4, 5, 6, 8, 12)  # of rotations and kaleidoscopes, of those up to 64
_GENERAL: Final[tuple[Offer, ...]] = (
    ("--version", "Print the version."),
    ("--install-completion", "Install completion for the current shell."),
    ("--show-completion", "Show completion for the current shell."),
    ("--help", "Show this help and exit."),
)
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".tif", ".tiff", ".toml", ".json")


def offers(words: Sequence[str], incomplete: str) -> list[Offer]:
    """Return what may stand in the place of a word; nothing where only files can, which shells know better.

    Args:
        words: before it, without the program's name.
        incomplete: the part typed so far.
    """
    if not words or all(word.startswith("-") for word in words) or words == ["help"]:
        general = list(_GENERAL) if incomplete.startswith("-") else list(SUMMARIES.items())
        return _begun(general, incomplete)
    command = command_named(words[0])
    if command is None:
        return []
    parameters = PARAMETERS[command]
    options = options_of(parameters)
    given = own_words(words[1:], parameters)
    option, before = _waiting(given, options)
    if option is not None:
        return [] if before else _values(option, command, incomplete)  # --rename takes a new name, too
    name, equals, value = incomplete.partition("=")
    own = own_option(name, options) if equals and name.startswith("--") else []
    if len(own) == 1 and takes_value(options[own[0]]):
        return [(f"{name}={word}", said) for word, said in _values(options[own[0]], command, value)]
    if incomplete.startswith("-"):
        return _begun(
            [(option, _sentence(each)) for option, each in options.items() if option[:2] == "--"], incomplete
        )
    arguments = [each for each in parameters if not each.opts[0].startswith("-")]
    if arguments and arguments[-1].nargs == -1:
        before = min(before, len(arguments) - 1)
    return _values(arguments[before], command, incomplete) if before < len(arguments) else []


def _waiting(given: Sequence[str], options: Mapping[str, Parameter]) -> tuple[Parameter | None, int]:
    """Return the option that waits for a value, or None; how many it has, or how many words stand alone."""
    rest, alone = list(given), 0
    while rest:
        word = rest.pop(0)
        option = options.get(word)
        if option is None or not takes_value(option):
            alone += not word.startswith("-")
        elif len(rest) < option.nargs:
            return option, len(rest)
        else:
            del rest[: option.nargs]
    return None, alone


def _sentence(parameter: Parameter) -> str:
    return "" if parameter is None else (parameter.help or "").partition(". ")[0]


def _values(parameter: Parameter, command: str, incomplete: str) -> list[Offer]:
    """Return the values that a parameter may have."""
    name = parameter.name
    if name == "chosen":
        name = command.removesuffix("s")  # whose names they are
    if name == "size" and command not in ("render", "tiles"):
        name = "tile_size"
    if name in _BY_NAME:
        # Of several values, each may be a list between commas.
        cut = incomplete.rfind(";") + 1 if name == "palette" or parameter.metavar == "VALUES" else 0
        return [(incomplete[:cut] + word, said) for word, said in _BY_NAME[name](incomplete[cut:])]
    knob = KNOBS.get(name)
    if knob is None or not isinstance(knob.kind, (Choice, Names, Text)):
        return []
    if isinstance(knob.kind, Names) or parameter.metavar == "VALUES":
        return _in_list(_choices(knob.kind), incomplete)
    return _begun(_choices(knob.kind), incomplete)


def _choices(kind: Choice | Names | Text) -> list[Offer]:
    """Return the names that a knob may be, and what they mean."""
    if isinstance(kind, Choice):
        return list(kind.choices.items())
    numbered = ((name, (f"{name[:-1]}{order}" for order in _ORDERS)) for name in kind.choices)
    return [(each, "") for name, several in numbered for each in (several if name.endswith("-N") else [name])]


def _begun(known: Iterable[Offer], incomplete: str) -> list[Offer]:
    """Return what begins as a word, in any case."""
    start = fold(incomplete) if incomplete.strip("-") else incomplete
    return [offer for offer in known if offer[0].startswith(incomplete) or fold(offer[0]).startswith(start)]


def _in_list(known: Sequence[Offer], incomplete: str) -> list[Offer]:
    """Return lists that begin as a word, with one more name at their end."""
    cut = max(incomplete.rfind(","), incomplete.rfind(";")) + 1
    there = {name.strip() for name in re.split("[,;]", incomplete[:cut])}
    rest = [offer for offer in known if offer[0] not in there]
    return [(incomplete[:cut] + name, said) for name, said in _begun(rest, incomplete[cut:])]


def _palettes(incomplete: str) -> list[Offer]:
    before, comma, _ = incomplete.rpartition(",")
    if comma:
        several = all(name.strip() not in COLOURS and palettes.is_palette(name) for name in before.split(","))
        return _in_list([(name, "") for name in (palettes.names() if several else COLOURS)], incomplete)
    found = _begun([(name, "") for name in palettes.names()], incomplete)
    if incomplete:
        known = sorted(name for name in palettes.catalogue_names() if (":" in name) == (":" in incomplete))
        found += _begun([(name, "in cmap's catalogue") for name in known], incomplete)
        found += _begun([(name, "a colour") for name in COLOURS], incomplete)
        found = _with_files(list(dict(reversed(found)).items())[::-1], incomplete)
    return found


def _preferences(incomplete: str) -> list[Offer]:
    from nnart.explore.words import NAMES, PREFERENCES

    known = [(name, "") for name in PREFERENCES]
    known += [(name, "a measure") for name in NAMES if name not in PREFERENCES]
    if re.search("(^|[,;])not[^,;]*$", incomplete):
        known = [(f"not-{name}", said) for name, said in known]
    return _in_list(known, incomplete)


def _changes(incomplete: str) -> list[Offer]:
    from nnart.explore.words import CHANGES

    return _begun([(word, "") for word in CHANGES], incomplete)


def _sizes(incomplete: str) -> list[Offer]:
    known = [(name, f"{across} x {down} {unit}") for name, (across, down, unit) in NAMED.items()]
    if incomplete:
        named = [name for name in NAMED if fold(incomplete).startswith(name)]
        known += [(f"{name}-{turn}", "") for name in named for turn in TURNS]
        known += [(word, name) for word, name in VALUES.items() if name in NAMED]
    return _begun(known, incomplete)


def _starts(incomplete: str, presets: Sequence[Preset] = LISTED) -> list[Offer]:
    """Return favourites, presets and files that begin as a word, or the tiles of a sheet."""
    for mark in re.finditer("#", incomplete):
        sheet = Path(incomplete[: mark.start()]).expanduser()
        if sheet.is_file():
            return _tiles(sheet, incomplete[: mark.end()], incomplete[mark.end() :])
    named = _begun([(each.name, each.reason) for each in presets], incomplete)
    return _with_files(_favourites(incomplete) + named, incomplete)


def _favourites(incomplete: str) -> list[Offer]:
    from nnart.sources.favourites import list_favourites

    try:
        known = [(name, "a favourite") for name in list_favourites()]
    except NnartError:
        known = []
    return _in_list(known, incomplete)


def _tiles(sheet: Path, before: str, begun: str) -> list[Offer]:
    """Return the tiles of a sheet by their names, in which blanks do not matter; several go between commas."""
    from nnart.files.pngheader import read_header
    from nnart.sheets.carried import parse
    from nnart.sheets.naming import plain_name

    with sheet.open("rb") as stream:
        text = read_header(stream).sheet
    names = {plain_name(name): "" for name in parse(text).names} if text else {}
    whole = [offer for offer in names.items() if offer[0].startswith(begun)]
    found = whole or _ranges([*names], begun) or _in_list([*names.items()], begun)
    return [(before + name, said) for name, said in found]


def _ranges(names: Sequence[str], begun: str) -> list[Offer]:
    """Return the ranges of tiles that begin as a text, such as 3..8 or 3-8; none if it begins none."""
    for mark in ("..", "-"):
        start, _, last = begun.rpartition(mark)
        first = re.split("[,;]", start)[-1]
        if first in names:
            later = names[names.index(first) + 1 :]
            return [(start + mark + name, "") for name in later if name.startswith(last)]
    return []


def _with_files(known: list[Offer], incomplete: str) -> list[Offer]:
    """Return offers, and beside them files; none alone, which the shells themselves offer best."""
    if not known:
        return []
    return known + [each for each in files(incomplete) if each[0].lower().endswith(("/", *_PICTURES))]


def files(incomplete: str) -> list[Offer]:
    """Return the files and folders that begin as a word, also as the value behind an option's =."""
    option, equals, value = incomplete.partition("=") if incomplete.startswith("--") else ("", "", incomplete)
    folder, begun = os.path.split(value)
    paths = sorted(Path(folder or ".").expanduser().glob(f"{escape(begun)}*"))
    there = (path for path in paths if begun.startswith(".") or not path.name.startswith("."))
    before = os.path.join(option + equals + folder, "") if folder else option + equals  # noqa: PTH118  - as it was written
    return [(f"{before}{path.name}{'/' * path.is_dir()}", "") for path in there]


def _named(*names: str) -> Callable[[str], list[Offer]]:
    """Return what offers some names."""
    return lambda incomplete: _begun([(name, "") for name in names], incomplete)


_BY_NAME: Final[Mapping[str, Callable[[str], list[Offer]]]] = {
    "preset": lambda incomplete: _begun([(each.name, each.reason) for each in LISTED], incomplete),
    "palette": _palettes,
    "prefer": _preferences,
    "change": _changes,
    "size": _sizes,
    "tile_size": _named("96", "128", "160", "256", "160x90"),
    "file_format": _named(*ENDINGS),
    "tile_format": _named("jpg", "png", "webp"),
    "bits": _named("8", "16"),
    "dpi": _named("150", "200", "300"),
    "cluster": _named("local"),
    **dict.fromkeys(("source", "picture", "one", "other"), _starts),
    "like": lambda incomplete: _starts(incomplete, ()),
    **dict.fromkeys(("remove", "rename"), _favourites),
}
