"""Verification: is a picture what its recipe says?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO

import numpy as np

from nnart.arrays import Pixels
from nnart.checks.annotations import checked
from nnart.errors import FileError, InputError, fault, in_file
from nnart.files import png
from nnart.files.picture import Picture
from nnart.files.picturefile import PictureFile, read
from nnart.files.pngheader import read_header
from nnart.inputfiles import File, name_of, open_input
from nnart.progress import AnyProgress
from nnart.recipe.size import Size
from nnart.rendering.job import Job
from nnart.rendering.painting import Painting
from nnart.rendering.run import Run


@checked
def verify(file: File | Picture, run: Run | None = None, *, progress: AnyProgress = None) -> int | None:
    """Render a picture's recipe again and compare every pixel: nnart.verify("a.png") is None if all match.

    Works band by band, so memory does not grow with the picture.

    Args:
        file: a PNG: its name, a binary stream or its bytes; or a `Picture` in memory.
        run: how to render.
        progress: shows the work; as in `Run`.

    Returns:
        The first row, counted from 0, in which a pixel differs; None if all pixels match.

    Raises:
        InputError: if a picture in memory has no recipe.
        FileError: if the file cannot be read, is damaged, carries no recipe, or is not an RGB or RGBA PNG.
    """
    run = (run or Run()).told(progress)
    if isinstance(file, Picture):
        return _verify_picture(file, run)
    with open_input(file) as stream:
        picture = read(stream)
        stream.seek(0)
        with in_file(name_of(file)):
            return _verify(stream, picture, run)


def _verify_picture(picture: Picture, run: Run) -> int | None:
    if picture.recipe is None:
        raise InputError(fault("missing", "a map of samples has none", "recipe"))
    job, row = Job(picture.recipe, picture.size, picture.bits, picture.network), 0
    with closing(Painting(job, run).bands()) as bands:
        for band in bands:
            there = picture.pixels[row : row + len(band)]
            same = band.shape == there.shape and (band == there).all(axis=(1, 2))
            if not np.all(same):
                return row + int(np.argmin(same))
            row += len(band)
    return None


def _verify(stream: BinaryIO, picture: PictureFile, run: Run | None) -> int | None:
    if picture.format != "PNG":
        raise FileError(fault("kind", "only PNG can be verified", got=picture.format))
    header = read_header(stream)
    channels = 3 if picture.recipe.alpha == "none" else 4
    if header.channels != channels:
        kind = "RGB" if channels == 3 else "RGBA"
        raise FileError(fault("kind", f"another program has saved it with other than plain {kind} pixels"))
    start = stream.tell()
    for _ in png.read_rows(stream, header):  # that all of them are there, before any work is done
        pass
    stream.seek(start)
    job = Job(picture.recipe, Size.of_shape(*header.shape), header.bits, picture.network)
    with closing(Painting(job, run).bands()) as bands:
        return _first_difference(bands, png.read_rows(stream, header))


def _first_difference(bands: Iterator[Pixels], pieces: Iterator[png.Rows]) -> int | None:
    done = 0
    filtered = next(pieces)
    above: Pixels | None = None
    for band in bands:
        if above is None:
            above = np.zeros_like(band[0])
        while len(filtered) < len(band):
            filtered = np.vstack([filtered, next(pieces)])
        same = png.compare_rows(filtered[: len(band)], band, above)
        if not same.all():
            return done + int(same.argmin())
        filtered, above = filtered[len(band) :], band[-1]
        done += len(band)
    return None
