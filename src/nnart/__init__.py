"""Pictures painted by deep random neural networks."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nnart.batch import render_files
    from nnart.calibration import calibrated
    from nnart.cluster import Cluster
    from nnart.engine import evaluate, evaluate_at
    from nnart.errors import FileError, InputError, NnartError, RecipeError
    from nnart.explore.breeding import between, breed, vary
    from nnart.explore.favourites import keep
    from nnart.explore.gallery import Gallery, read_gallery
    from nnart.explore.ranking import explore_seeds
    from nnart.explore.sheet import Sheet, Tile
    from nnart.explore.sheetfile import read_sheet, render_sheet
    from nnart.explore.site import build_gallery
    from nnart.fieldfile import render_field
    from nnart.inputs import Inputs
    from nnart.network import Network
    from nnart.networkfile import read_network, write_network
    from nnart.picture import Picture
    from nnart.picturefile import PictureFile, read
    from nnart.presets import preset
    from nnart.recipe import Recipe
    from nnart.rendering import render, render_file
    from nnart.tiles import render_tiles
    from nnart.verification import verify
    from nnart.view import View

__version__ = "0.1.0"

__all__ = [
    "Cluster",
    "FileError",
    "Gallery",
    "InputError",
    "Inputs",
    "Network",
    "NnartError",
    "Picture",
    "PictureFile",
    "Recipe",
    "RecipeError",
    "Sheet",
    "Tile",
    "View",
    "between",
    "breed",
    "build_gallery",
    "calibrated",
    "evaluate",
    "evaluate_at",
    "explore_seeds",
    "keep",
    "preset",
    "read",
    "read_gallery",
    "read_network",
    "read_sheet",
    "render",
    "render_field",
    "render_file",
    "render_files",
    "render_sheet",
    "render_tiles",
    "vary",
    "verify",
    "write_network",
]

# Names are loaded when first used, so that the command line can answer without NumPy or numba.
_HOME = {
    "Cluster": "cluster",
    "FileError": "errors",
    "Gallery": "explore.gallery",
    "InputError": "errors",
    "Inputs": "inputs",
    "Network": "network",
    "NnartError": "errors",
    "Picture": "picture",
    "PictureFile": "picturefile",
    "Recipe": "recipe",
    "RecipeError": "errors",
    "Sheet": "explore.sheet",
    "Tile": "explore.sheet",
    "View": "view",
    "between": "explore.breeding",
    "breed": "explore.breeding",
    "build_gallery": "explore.site",
    "calibrated": "calibration",
    "evaluate": "engine",
    "evaluate_at": "engine",
    "explore_seeds": "explore.ranking",
    "keep": "explore.favourites",
    "preset": "presets",
    "read": "picturefile",
    "read_gallery": "explore.gallery",
    "read_network": "networkfile",
    "read_sheet": "explore.sheetfile",
    "render": "rendering",
    "render_field": "fieldfile",
    "render_file": "rendering",
    "render_files": "batch",
    "render_sheet": "explore.sheetfile",
    "render_tiles": "tiles",
    "vary": "explore.breeding",
    "verify": "verification",
    "write_network": "networkfile",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"nnart.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
