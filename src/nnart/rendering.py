"""Rendering: a recipe painted whole, into a file, or into a stream."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from nnart import origin
from nnart.files import replacing
from nnart.formats import PNG, Format, format_for, module_for
from nnart.network import Network
from nnart.painter import Painted, Painter, Progress
from nnart.picture import Picture
from nnart.recipe import Recipe
from nnart.sizes import SQUARE, check_dpi


def render(
    recipe: Recipe,
    size: tuple[int, int] = SQUARE,
    *,
    bits: int = 8,
    threads: int | None = None,
    network: Network | None = None,
    show_samples: bool = False,
) -> Picture:
    """Paint a recipe.

    Args:
        recipe: what to paint.
        size: rows and columns, 1 … 1,000,000 each; all pixels are in memory.
        bits: 8 or 16 a channel.
        threads: 1 … 1024; all processors when not given. The picture does not depend on it.
        network: one given by hand, to paint instead of the recipe's own, with as many inputs and outputs;
            the recipe then decides framing, tone, colour and tolerance, and the picture carries both.
        show_samples: paint where the network is evaluated, white on the darkened picture; it carries no
            recipe then.

    Raises:
        InputError: if an argument breaks its rule.
    """
    painter = Painter(recipe, size, bits=bits, threads=threads, network=network, show_samples=show_samples)
    return _picture(painter, not show_samples)


def render_file(
    recipe: Recipe,
    path: str | Path,
    size: tuple[int, int] = SQUARE,
    *,
    bits: int = 8,
    dpi: int | None = None,
    threads: int | None = None,
    network: Network | None = None,
    show_samples: bool = False,
    force: bool = False,
    progress: Progress | None = None,
) -> Painted:
    """Paint a recipe into a file, which is complete or not there at all.

    A PNG or TIFF is written as its rows are finished, so that memory does not grow with the picture.

    Args:
        recipe, size, bits, threads, network, show_samples: as for `render`; a network that takes more than
            65,280 characters as JSON is painted too, but the file then carries neither it nor the recipe.
        path: its ending says the format: .png, .jpg, .webp, .avif or .tif.
        dpi: dots per inch of a print, 1 … 100,000, for the file to say; it says none when not given.
        force: whether a file of that name may be replaced.
        progress: called with the number of rows just finished, or the part of it that measuring took.

    Raises:
        InputError: if an argument breaks its rule.
        FileError: if the file exists, or cannot be written.
    """
    path = Path(path)
    chosen = format_for(path, size, bits, alpha=recipe.alpha != "none" and not show_samples)
    if dpi is not None:
        check_dpi(dpi)
    with replacing(path, force) as stream:
        painter = Painter(
            recipe,
            size,
            bits=bits,
            threads=threads,
            network=network,
            show_samples=show_samples,
            progress=progress,
        )
        return _write(painter, stream, chosen, bits=bits, dpi=dpi, carried=not show_samples)


def render_stream(
    recipe: Recipe,
    stream: BinaryIO,
    size: tuple[int, int] = SQUARE,
    *,
    bits: int = 8,
    dpi: int | None = None,
    threads: int | None = None,
    network: Network | None = None,
    show_samples: bool = False,
    progress: Progress | None = None,
) -> Painted:
    """Paint a recipe as a PNG into a binary stream; arguments and answer are those of `render_file`."""
    if dpi is not None:
        check_dpi(dpi)
    painter = Painter(
        recipe,
        size,
        bits=bits,
        threads=threads,
        network=network,
        show_samples=show_samples,
        progress=progress,
    )
    return _write(painter, stream, PNG, bits=bits, dpi=dpi, carried=not show_samples)


def _write(
    painter: Painter, stream: BinaryIO, chosen: Format, *, bits: int, dpi: int | None, carried: bool
) -> Painted:
    """Write what a painter paints, with what it is painted from if that is to be carried."""
    if not chosen.streamed:
        _picture(painter, carried).write(stream, chosen, dpi=dpi)
        return painter.painted
    size, recipe, module = painter.view.size, painter.recipe, module_for(chosen)
    text = origin.carried(recipe, painter.network) if carried else None
    meaning = {"channels": painter.channels, "space": recipe.space, "dpi": dpi}
    with closing(painter.bands(lambda pixels: module.encode(pixels, size))) as bands:
        module.write(stream, bands, size, bits, text, **meaning)
    return painter.painted


def _picture(painter: Painter, carried: bool) -> Picture:
    recipe = painter.recipe
    if not carried:
        return Picture(painter.pixels(), None, recipe.space)
    return Picture(painter.pixels(), recipe, recipe.space, painter.network)
