"""`nnart palettes`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nnart.cli.console import print_json, say
from nnart.cli.palettes import read_file
from nnart.cli.stdin import standard_input
from nnart.errors import InputError, fault
from nnart.inputfiles import STDIN
from nnart.recipe.palettefiles import read_palette, split_palettes
from nnart.recipe.palettes import canonical, catalogue, check, names, remarks, stops, write_colour

if TYPE_CHECKING:
    from nnart.files.codec import Codec

_MAX_WRITTEN = 9  # colours of a palette, where they are written out for people
_MAX_LABEL, _MAX_BAR = 32, 72

Entry = tuple[str, str]  # what a palette is called, and its canonical text


EXAMPLES = {
    "nnart palettes": "Show nnart's own palettes.",
    'nnart palettes viridis navy "gold,#0b132b"': "Show some others: by name, one colour, a list of colours.",
    "nnart palettes --output palettes.png": "Paint them all into a picture.",
}


def palettes(
    chosen: Annotated[
        list[str] | None,
        typer.Argument(
            help="Names, colours in quotes, several palettes or files, as for --palette; - for standard input. "
            "(default: nnart's own)",
            metavar="PALETTE",
            show_default=False,
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also show the more than 600 palettes of cmap's catalogue.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            parser=Path,
            help="Paint them into a .png, .jpg, .webp, .avif or .tif file instead.",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one line of JSON for each palette: its name and colours.")
    ] = False,
) -> None:
    """Show palettes, as bars of their colours, or as text where a terminal has no colours.

    Seeds choose among nnart's own palettes, except grey and jet. NAME_r is a palette in reverse. If a name
    has several meanings, nnart's own palettes come first, then CSS colours, then cmap's catalogue: blue is
    the colour, cmap:blue the palette. One colour, such as navy, #f80 or "hsl(210 50% 40%)", becomes a ramp.
    """
    if chosen and everything:
        says = "every palette is shown"
        raise InputError(fault("conflict", says, "everything", ways="leave out either it or the names"))
    asked = [one for text in chosen or names() for one in split_palettes(text)]
    stdin = standard_input(chosen=STDIN if STDIN in asked else None)
    texts = {text: read_palette(text, stdin, read_file) for text in asked}
    for text in texts.values():
        check(text)  # before anything heavy is loaded
        for remark in remarks(text):
            say(remark)
    chosen_format = _checked(output, force) if output is not None else None
    entries = [(_label(text), canonical(palette)) for text, palette in texts.items()]
    if everything:
        for name in catalogue():
            with suppress(ValueError):  # of a single colour
                entries.append((name, canonical(name)))
    if output is not None and chosen_format is not None:
        _paint(entries, output, chosen_format, force)
    if as_json:
        for label, palette in entries:
            print_json({"name": label, "colours": [write_colour(stop) for stop in stops(palette)]})
    elif output is None:
        _show(entries)


def _label(text: str) -> str:
    return text if text.isprintable() else repr(text)


def _checked(output: Path, force: bool) -> Codec:
    """Return the format of a file that could be written."""
    from nnart.files.atomic import check_target
    from nnart.files.formats import find

    chosen = find(output)  # no sheet comes near the limits of any
    check_target(output, force)
    return chosen


def _paint(entries: Sequence[Entry], output: Path, chosen: Codec, force: bool) -> None:
    from nnart.files.atomic import replacing
    from nnart.files.pillow import write_image
    from nnart.sheets.swatches import draw_chart

    image = draw_chart(entries)
    with replacing(output, force) as stream:
        write_image(image, stream, chosen)
    count = f"{len(entries)} palette{'s' * (len(entries) > 1)}"
    say(f"{count} ({image.width} x {image.height}): {output}")


def _show(entries: Sequence[Entry]) -> None:
    """Print bars of colours on a terminal that has them, and written colours elsewhere."""
    from rich.console import Console

    console = Console()
    width = min(_MAX_LABEL, max(len(label) for label, _ in entries))
    if console.color_system is None or console.no_color:
        for label, palette in entries:
            print(f"{label:<{width}} {_few(palette)}")
        return
    from rich.color import Color
    from rich.style import Style
    from rich.text import Text

    from nnart.sheets.swatches import bar

    cells = max(_MAX_WRITTEN, min(_MAX_BAR, console.width - width - 1))
    for label, palette in entries:
        short = label if len(label) <= width else f"{label[: width - 1]}…"
        line = Text(f"{short:<{width}} ")
        for colour in bar(palette, cells).tolist():
            line.append(" ", Style(bgcolor=Color.from_rgb(*colour)))
        console.print(line, soft_wrap=True)


def _few(palette: str) -> str:
    """Return a palette's colours as text, or some of many with 8 bits a channel."""
    colours = stops(palette)
    if len(colours) <= _MAX_WRITTEN:
        return ",".join(map(write_colour, colours))
    from nnart.sheets.swatches import bar

    some = ",".join(f"#{bytes(colour).hex()}" for colour in bar(palette, _MAX_WRITTEN))
    return f"{some} ({_MAX_WRITTEN} of {len(colours)})"
