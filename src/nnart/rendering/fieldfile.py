"""Field files: what the network answers at every pixel, as numbers, before any tone or colour."""

from __future__ import annotations

from pathlib import Path

from nnart.files.atomic import check_target
from nnart.files.formats import find_for_field
from nnart.network.network import Network
from nnart.recipe.recipe import Recipe
from nnart.recipe.sizes import SQUARE
from nnart.rendering.job import Job
from nnart.rendering.painting import Painted, Progress
from nnart.rendering.streaming import to_file
from nnart.rendering.workers import Threads, Workers


def render_field(
    recipe: Recipe,
    path: str | Path,
    size: tuple[int, int] = SQUARE,
    *,
    threads: int | None = None,
    network: Network | None = None,
    workers: Workers | None = None,
    force: bool = False,
    restart: bool = False,
    progress: Progress | None = None,
) -> Painted:
    """Write the field of a recipe into a file, band by band; it is complete or not there at all.

    The numbers are those that tone and palette would make a picture of: the network's answers, or at pixels
    where the recipe's tolerance allows for it, polynomials between them; of one sample a pixel.

    Args:
        recipe, size, threads, network, workers, force, restart, progress: as for `render_file`.
        path: its ending says the format of the float32 numbers, (rows, columns, outputs): .npy is NumPy's,
            little-endian, which has no place for a recipe; .tif has one.

    Raises:
        InputError: if an argument breaks its rule.
        FileError: if the file exists, or cannot be written.
    """
    path = Path(path)
    codec = find_for_field(path).for_size(size)
    check_target(path, force)
    job = Job(without_colour(recipe), size, network=network, raw=True)
    workers = workers or Threads(threads)
    return to_file(job, path, codec, workers=workers, force=force, restart=restart, progress=progress)


def without_colour(recipe: Recipe) -> Recipe:
    """Return a recipe with one sample a pixel; and no tone to be measured where every pixel is evaluated."""
    return recipe.replace(samples=1, tone=recipe.tone if recipe.tolerance else "none")
