"""Pictures painted by deep random neural networks."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nnart.engine import evaluate, evaluate_at
    from nnart.errors import FileError, InputError, NnartError, RecipeError
    from nnart.fieldfile import render_field
    from nnart.network import Network
    from nnart.painter import render, render_file
    from nnart.picture import Picture
    from nnart.picturefile import PictureFile, read
    from nnart.presets import preset
    from nnart.recipe import Recipe
    from nnart.verification import verify
    from nnart.view import View

__version__ = "0.1.0"

__all__ = [
    "FileError",
    "InputError",
    "Network",
    "NnartError",
    "Picture",
    "PictureFile",
    "Recipe",
    "RecipeError",
    "View",
    "evaluate",
    "evaluate_at",
    "preset",
    "read",
    "render",
    "render_field",
    "render_file",
    "verify",
]

# Names are loaded when first used, so that the command line can answer without NumPy or numba.
_HOME = {
    "FileError": "errors",
    "InputError": "errors",
    "Network": "network",
    "NnartError": "errors",
    "Picture": "picture",
    "PictureFile": "picturefile",
    "Recipe": "recipe",
    "RecipeError": "errors",
    "View": "view",
    "evaluate": "engine",
    "evaluate_at": "engine",
    "preset": "presets",
    "read": "picturefile",
    "render": "painter",
    "render_field": "fieldfile",
    "render_file": "painter",
    "verify": "verification",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"nnart.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
