"""`nnart keep`: favourites by name."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nnart.cli import options as o
from nnart.cli.console import print_json, printable, say
from nnart.cli.stdin import standard_input
from nnart.cli.wording import CommandWording
from nnart.errors import InputError, NnartError, fault
from nnart.words import fold

if TYPE_CHECKING:
    from nnart.cli.sheets import SheetOptions
    from nnart.sources.start import Start

_LISTS = ("list", "ls", "show", "all")  # what people type to see what is kept
_PARTLY = 3  # exit code where some of the favourites are broken, or are not on a sheet


EXAMPLES = {
    "nnart keep ink.png#7 --name dusk": "Keep a tile of a sheet as dusk.",
    "nnart render dusk --size 4k": "Paint it.",
    "nnart keep": "List your favourites.",
    "nnart keep --sheet favourites.png": "Paint all of them side by side.",
}


def keep(
    context: typer.Context,
    picture: Annotated[
        str | None,
        typer.Argument(
            metavar="PICTURE",
            help=f"What to keep: {o.SOURCES}.",
            show_default=False,
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="Its name: up to 64 letters, digits, - and _.")
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Remove a favourite, or several: dusk,dawn. Its file moves into the folder removed beside the "
            "others, where you can get it back.",
            show_default=False,
        ),
    ] = None,
    rename: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="NAME NEW", help="Rename a favourite.", show_default=False),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--sheet",
            "--output",
            "-o",
            metavar="FILE",
            help="Paint all favourites side by side into a file ending in .png or .html. Any command takes one "
            "of them from the .png: favourites.png#dusk.",
        ),
    ] = None,
    size: o.TileSize = None,
    columns: o.Columns = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite a favourite of that name, or the sheet's file.")
    ] = False,
    huge: o.Huge = False,
    threads: o.Threads = None,
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="Print nothing except, in a list, the names."),
    ] = False,
    as_json: Annotated[
        bool,
        typer.Option("--json", help=f"Print one line of JSON for each favourite. {o.JSON_SEEDS}"),
    ] = False,
    opens: o.Open = False,
) -> None:
    """Keep a picture's recipe under a name.

    Every command then takes the name in place of a picture. Without arguments, nnart lists your favourites.
    They are recipe files in a plain folder: nnart/favourites in your user data folder, or the folder in the
    environment variable NNART_FAVOURITES.
    """
    asked = {"picture": picture, "remove": remove, "rename": rename, "output": output}
    _check(asked, name)
    if remove:
        _remove(remove, quiet=quiet, as_json=as_json)
    elif rename is not None:
        _rename(*rename, force=force, quiet=quiet, as_json=as_json)
    elif output is not None:
        from nnart.cli.sheets import SheetOptions

        wanted = SheetOptions(output, size, columns, force, huge, threads, quiet, as_json, opens)
        _paint(wanted, CommandWording(context.command.params))
    elif picture is not None and name is not None:
        _keep(picture, name, force=force, quiet=quiet, as_json=as_json)
    else:
        _list(CommandWording(context.command.params), quiet=quiet, as_json=as_json)


def _check(asked: dict[str, Any], name: str | None) -> None:
    """Refuse two things at once, and a name or a picture without the other."""
    given = [what for what, value in asked.items() if value]
    if given == ["picture", "remove"]:
        ways = f"to remove several, give --remove {','.join([*asked['remove'], asked['picture']])}"
        raise InputError(fault("conflict", "removing needs no picture", "picture", ways=ways))
    if len(given) > 1:
        raise InputError(fault("conflict", "only one of them can be done at a time", *given, ways="give one"))
    if name is not None and given != ["picture"]:
        example = "write nnart keep PICTURE --name dusk"
        raise InputError(fault("missing", "there is no picture to name", "name", ways=example))
    if name is None and given == ["picture"]:
        ways = "nnart keep lists them" if fold(asked["picture"]) in _LISTS else "give --name dusk"
        raise InputError(fault("missing", "a favourite needs a name", "name", ways=ways))


def _keep(picture: str, name: str, *, force: bool, quiet: bool, as_json: bool) -> None:
    from nnart.cli.filenames import file_name
    from nnart.sources import favourites
    from nnart.sources.opening import open_source

    favourites.check_name(name)
    start = _of_film(picture, name) or open_source(
        picture, stdin=standard_input(picture=picture), several="#" in picture
    )
    kept = {f"{name}-{file_name(tile.name)}": tile for tile in start.tiles} or {name: start}
    for each in kept:
        favourites.check_name(each)
    for each, tile in kept.items():
        path = favourites.keep(tile.recipe(), each, tile.network, force=force)
        if as_json:
            _print_json(each, path, tile)
        say(f"{each} is kept in {path}; nnart render --from {each} paints it", quiet)


def _of_film(text: str, name: str) -> Start | None:
    """Return the picture that a frame of a film is; None if a text names no film.

    Raises:
        InputError: for a whole film, or a frame that depends on more of it than a recipe can say.
    """
    if not os.path.lexists(text) and not os.path.lexists(text.rpartition("#")[0]):
        return None
    from nnart.cli.frames import frame_named
    from nnart.films.carried import read_carried
    from nnart.films.still import picture_of
    from nnart.sources.start import Start

    carried = read_carried(text)
    film, frame, file = (*carried, text) if carried is not None else frame_named(text) or (None, None, text)
    if film is None:
        return None
    first = picture_of(film, 0) if frame is None else None
    found = None if frame is None else picture_of(film, frame)
    if found is not None:
        return Start(found.recipe.to_dict(), network=found.network)
    says = "it is a film, and favourites keep pictures"
    if frame is not None:
        says = f"frame {frame} of a {film.kind} has no recipe of its own, as it depends on the whole film"
    toml = f"{name}.toml"
    kept = f"nnart show {shlex.quote(file)} --toml > {toml} keeps the film, and nnart film {toml} paints it"
    ways = [kept] if first is None else [f"{file}#0 is the picture that it starts from", kept]
    raise InputError(fault("kind", says, ways=ways, where=Path(text)))


def _remove(texts: Sequence[str], *, quiet: bool, as_json: bool) -> None:
    """Remove favourites, none of them if one is not there."""
    from nnart.sources import favourites

    names = list(dict.fromkeys(name for text in texts for name in text.split(",")))
    for name in names:
        favourites.find_kept(name)
    for name in names:
        path = favourites.remove(name)
        if as_json:
            print_json({"name": name, "path": str(path)})
        back = f"nnart keep {shlex.quote(str(path))} --name {name}"
        say(f"{name} is removed; {back} brings it back", quiet)


def _rename(name: str, new: str, *, force: bool, quiet: bool, as_json: bool) -> None:
    from nnart.sources import favourites

    path = favourites.rename(name, new, force=force)
    if as_json:
        print_json({"name": new, "path": str(path)})
    say(f"{name} is {new} now, in {path}; nnart render --from {new} paints it", quiet)


def _list(wording: CommandWording, *, quiet: bool, as_json: bool) -> None:
    """Print the names of all favourites with what they are, or quietly the names alone."""
    from nnart.sources import favourites

    names = favourites.list_favourites()
    folder = favourites.favourites_folder()
    if quiet and not as_json:
        print("".join(f"{name}\n" for name in names), end="")
        return
    found = _open(names, wording)
    width = max(map(len, names), default=0)
    for name, start in found:
        if as_json:
            _print_json(name, folder / f"{name}.toml", start)
        else:
            from nnart.sources.facts import facts_of

            print(f"{name:<{width}}  {printable(facts_of(start.recipe(), start.network))}")
    where = printable(str(folder))
    none = f"no favourites yet; nnart keep PICTURE --name dusk puts one into {where}"
    say(f"in {where}" if names else none, quiet)
    if len(found) < len(names):
        raise typer.Exit(_PARTLY)


def _print_json(name: str, path: Path, start: Start) -> None:
    from nnart.rendering.reproduce import editable_data

    print_json({"name": name, "path": str(path), **editable_data(start.recipe(), start.network)})


def _open(names: Sequence[str], wording: CommandWording) -> list[tuple[str, Start]]:
    """Return what favourites give, by their names, and say which of them are broken."""
    from nnart.sources.opening import open_favourite

    found = []
    for name in names:
        try:
            start = open_favourite(name)
            start.recipe()
        except NnartError as error:
            say(f"nnart: {wording.error(error)}; {name} is left out")
        else:
            found.append((name, start))
    return found


def _paint(options: SheetOptions, wording: CommandWording) -> None:
    """Paint a sheet of all favourites that it can carry, and say which it cannot."""
    from nnart.cli.sheets import Contents, Entry, deliver
    from nnart.sheets.sheet import common_space
    from nnart.sources import favourites

    names = favourites.list_favourites()
    found = _open(names, wording)
    drawn = [(name, start.recipe()) for name, start in found if start.network is None]
    if not drawn:
        says = "there is no favourite that a sheet can show"
        raise InputError(fault("missing", says, ways="nnart keep PICTURE --name dusk keeps one"))
    space = common_space([recipe for _, recipe in drawn])
    tiles = [Entry(name, recipe) for name, recipe in drawn if recipe.space == space]
    deliver(Contents(tiles, "favourites"), options)
    for name, start in found:
        if start.network is not None:
            say(f"nnart: {name} is not on the sheet: its network is by hand")
        elif start.recipe().space != space:
            say(f"nnart: {name} is not on the sheet: most of the others are in {space}")
    if len(tiles) < len(names):
        raise typer.Exit(_PARTLY)
