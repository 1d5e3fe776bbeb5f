"""Field files: what the network answers at every pixel, as numbers, before any tone or colour."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np

from nnart import tiff
from nnart.files import replacing
from nnart.formats import check_field_path, text_of
from nnart.painter import Painted, Painter, Progress
from nnart.recipe import Recipe
from nnart.sizes import SQUARE


def render_field(
    recipe: Recipe,
    path: str | Path,
    size: tuple[int, int] = SQUARE,
    *,
    threads: int | None = None,
    force: bool = False,
    progress: Progress | None = None,
) -> Painted:
    """Write the field of a recipe into a file, band by band; it is complete or not there at all.

    The numbers are those that tone and palette would make a picture of: the network's answers, or at pixels
    where the recipe's tolerance allows for it, polynomials between them.

    Args:
        recipe, size, threads, force, progress: as for `render_file`.
        path: its ending says the format of the float32 numbers, (rows, columns, outputs): .npy is NumPy's,
            little-endian, which has no place for a recipe; .tif has one.

    Raises:
        InputError: if an argument breaks its rule.
        FileError: if the file exists, or cannot be written.
    """
    path = Path(path)
    check_field_path(path)
    with replacing(path, force) as stream:
        painter = Painter(recipe, size, threads=threads, progress=progress)
        shape = (*size, painter.outputs)
        if path.suffix.lower() == ".npy":
            header = {"descr": "<f4", "fortran_order": False, "shape": shape}
            np.lib.format.write_array_header_1_0(stream, header)
            with closing(painter.fields(lambda field: field.astype("<f4").tobytes())) as bands:
                stream.writelines(bands)
        else:
            with closing(painter.fields(lambda field: tiff.encode(field, size))) as strips:
                tiff.write_field(stream, strips, shape, text_of(recipe))
        return painter.painted
