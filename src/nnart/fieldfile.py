"""Field files: what the network answers at every pixel, as numbers, before any tone or colour."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from nnart import tiff
from nnart.calibration import calibrated
from nnart.files import replacing
from nnart.formats import check_field_path
from nnart.network import Network
from nnart.origin import carried
from nnart.painter import Painted, Painter, Progress
from nnart.recipe import Recipe
from nnart.sizes import SQUARE


def render_field(
    recipe: Recipe,
    path: str | Path,
    size: tuple[int, int] = SQUARE,
    *,
    threads: int | None = None,
    network: Network | None = None,
    force: bool = False,
    progress: Progress | None = None,
) -> Painted:
    """Write the field of a recipe into a file, band by band; it is complete or not there at all.

    The numbers are those that tone and palette would make a picture of: the network's answers, or at pixels
    where the recipe's tolerance allows for it, polynomials between them; of one sample a pixel.

    Args:
        recipe, size, threads, network, force, progress: as for `render_file`.
        path: its ending says the format of the float32 numbers, (rows, columns, outputs): .npy is NumPy's,
            little-endian, which has no place for a recipe; .tif has one.

    Raises:
        InputError: if an argument breaks its rule.
        FileError: if the file exists, or cannot be written.
    """
    path = Path(path)
    check_field_path(path)
    with replacing(path, force) as stream:
        recipe = recipe if network is not None else calibrated(recipe)
        # Of one sample a pixel; and no tone has to be measured where every pixel is evaluated.
        tone = recipe.tone if recipe.tolerance else "none"
        single = replace(recipe, samples=1, tone=tone)
        painter = Painter(single, size, threads=threads, network=network, progress=progress)
        shape = (*size, painter.outputs)
        if path.suffix.lower() == ".npy":
            header = {"descr": "<f4", "fortran_order": False, "shape": shape}
            np.lib.format.write_array_header_1_0(stream, header)
            with closing(painter.fields(lambda field: field.astype("<f4").tobytes())) as bands:
                stream.writelines(bands)
        else:
            with closing(painter.fields(lambda field: tiff.encode(field, size))) as strips:
                tiff.write_field(stream, strips, shape, carried(recipe, network))
        return painter.painted
