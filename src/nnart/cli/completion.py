"""Completion: what Tab offers, to the scripts that `nnart --install-completion` installs.

Typer writes the scripts; this answers them. Typer's own answers know the values of no option that takes text,
nor what bash makes of words with = and : in them, and load Rich to print. This loads neither that nor NumPy.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from nnart.recipe.presets import LISTED
from nnart.recipe.sizes import NAMED
from nnart.words import VALUES, fold

VARIABLE = "_NNART_COMPLETE"  # in which Typer's scripts say what they want
_ASKS = "complete_"
Offer = tuple[str, str]  # a word, and what it means; empty where its name says it
Environment = Mapping[str, str]

_BREAKS = "=:@"  # at which bash takes words apart
_ORDERS = (3, 4, 5, 6, 8, 12)  # of rotations and kaleidoscopes, of those up to 64
_GENERAL: Final[tuple[Offer, ...]] = (
    ("--version", "Print the version."),
    ("--install-completion", "Install completion for the current shell."),
    ("--show-completion", "Show completion for the current shell."),
    ("--help", "Show this message and exit."),
)
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".tif", ".tiff", ".toml", ".json")
_MAX_HELP = 80  # characters


def asked(environment: Environment) -> bool:
    """Return whether a script asks for what Tab offers."""
    return environment.get(VARIABLE, "").startswith(_ASKS)


def complete(environment: Environment) -> int:
    """Print what Tab offers for the words that a script gives, as its shell wants it; return the exit code."""
    shell = environment[VARIABLE].removeprefix(_ASKS)
    words, incomplete, cut, quoted = _SHELLS.get(shell, _read_line)(environment)
    try:
        found = offers(words, incomplete)
    except (NnartError, OSError, ValueError):  # there is nobody to tell
        found = []
    if shell == "fish" and environment.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return 0 if found else 1  # or else it offers files
    for line in _lines(shell, found, cut, quoted):
        print(line)
    return 0


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
    last = options.get(given[-1]) if given else None
    if takes_value(last):
        return _values(last, command, incomplete)
    name, equals, value = incomplete.partition("=")
    own = own_option(name, options) if equals and name.startswith("--") else []
    if len(own) == 1 and takes_value(options[own[0]]):
        return [(f"{name}={word}", said) for word, said in _values(options[own[0]], command, value)]
    if incomplete.startswith("-"):
        return _begun(
            [(option, _sentence(each)) for option, each in options.items() if option[:2] == "--"], incomplete
        )
    argument = _argument(given, parameters, options)
    return [] if argument is None else _values(argument, command, incomplete)


def _argument(
    given: Sequence[str], parameters: Sequence[Parameter], options: Mapping[str, Parameter]
) -> Parameter | None:
    """Return the argument that the next word is; None if there are enough."""
    arguments = [each for each in parameters if not each.opts[0].startswith("-")]
    valued = {i + 1 for i, word in enumerate(given) if takes_value(options.get(word))}
    there = sum(i not in valued and not word.startswith("-") for i, word in enumerate(given))
    if arguments and arguments[-1].nargs == -1:
        return arguments[min(there, len(arguments) - 1)]
    return arguments[there] if there < len(arguments) else None


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

    measures = [(name, "a measure") for name in NAMES if name not in PREFERENCES]
    return _in_list([*((name, "") for name in PREFERENCES), *measures], incomplete)


def _changes(incomplete: str) -> list[Offer]:
    from nnart.explore.words import CHANGES

    return _begun([(word, "") for word in CHANGES], incomplete)


def _sizes(incomplete: str) -> list[Offer]:
    known = [(name, f"{across} x {down} {unit}") for name, (across, down, unit) in NAMED.items()]
    papers = [name for name, (_, _, unit) in NAMED.items() if unit != "px"]
    if fold(incomplete).startswith(tuple(papers)):
        known += [(f"{name}-{turn}", "") for name in papers for turn in TURNS]
    if incomplete:
        known += [(word, name) for word, name in VALUES.items() if name in NAMED]
    return _begun(known, incomplete)


def _starts(incomplete: str) -> list[Offer]:
    """Return favourites and files that begin as a word, or the tiles of a sheet."""
    for mark in re.finditer("#", incomplete):
        sheet = Path(incomplete[: mark.start()]).expanduser()
        if sheet.is_file():
            return _tiles(sheet, incomplete[: mark.end()], incomplete[mark.end() :])
    presets = _begun([(each.name, each.reason) for each in LISTED], incomplete)
    return _with_files(_favourites(incomplete) + presets, incomplete)


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

    with sheet.open("rb") as stream:
        text = read_header(stream).sheet
    names = [(name.replace(" ", ""), "") for name in parse(text).names] if text else []
    whole = [offer for offer in names if offer[0].startswith(begun)]
    return [(before + name, said) for name, said in whole or _in_list(names, begun)]


def _with_files(known: list[Offer], incomplete: str) -> list[Offer]:
    """Return offers, and beside them files; none alone, which the shells themselves offer best."""
    if not known:
        return []
    folder, begun = os.path.split(incomplete)
    found: list[Offer] = []
    for path in sorted(Path(folder or ".").expanduser().glob(f"{_literal(begun)}*")):
        shown = os.path.join(folder, path.name)  # noqa: PTH118  - as it was written
        if begun.startswith(".") or not path.name.startswith("."):
            if path.is_dir():
                found.append((f"{shown}/", ""))
            elif path.suffix.lower() in _PICTURES:
                found.append((shown, ""))
    return known + found


def _literal(text: str) -> str:
    """Return text as a pattern of file names that means only itself."""
    return re.sub(r"([*?[])", r"[\1]", text)


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
    **dict.fromkeys(("remove", "rename"), _favourites),
}

Line = tuple[list[str], str, int, bool]  # words, the incomplete one, how much of it stays, whether it is quoted


def _read_line(environment: Environment) -> Line:
    """Return what zsh and fish give: a line up to the cursor."""
    line = environment.get("_TYPER_COMPLETE_ARGS", "")
    words = _split(line)[1:]
    if words and not re.search(r"(?<!\\)\s$", line):
        return words[:-1], words[-1], 0, False
    return words, "", 0, False


def _read_powershell(environment: Environment) -> Line:
    """Return what PowerShell gives: a line without the blank at its end, and the word that will be replaced."""
    words = _split(environment.get("_TYPER_COMPLETE_ARGS", ""))[1:]
    replaced = environment.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", "")
    if not replaced or not words:
        return words, "", 0, False
    last = words[-1]  # of which it replaces what is behind a comma
    return words[:-1], last, len(last) - len(replaced) if last.endswith(replaced) else 0, False


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
    return [_unquoted(word) for word in words[1:]], _unquoted(raw), kept, quoted


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


_SHELLS: Final[Mapping[str, Callable[[Environment], Line]]] = {
    "bash": _read_bash,
    "powershell": _read_powershell,
    "pwsh": _read_powershell,
}


def _lines(shell: str, found: Sequence[Offer], cut: int, quoted: bool) -> Iterator[str]:
    """Yield offers as a shell's script reads them."""
    if shell == "bash":
        yield from (word[cut:] if quoted else _escaped(word[cut:]) for word, _ in found)
    elif shell == "zsh":
        rows = (f'"{_for_zsh(word)}"' + (f':"{_plain(said)}"' if said else "") for word, said in found)
        yield f"_arguments '*: :(({chr(10).join(rows)}))'" if found else "_files"
    elif shell == "fish":
        yield from (f"{word}\t{_short(said)}" if said else word for word, said in found)
    else:
        yield from (f"{_for_powershell(word[cut:])}:::{_short(said) or ' '}" for word, said in found)


def _escaped(word: str) -> str:
    """Return a word as bash reads it without quotes."""
    return re.sub(r"([^\w,%+=:./#~@-])", r"\\\1", word)


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
