"""Calls of what is no function: a package with the name of a command or a class says what is meant."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Final, NoReturn

from nnart.errors import InputError, Way, fault
from nnart.words import guess

# By the names of commands, and by what classes and functions are called elsewhere.
MEANT: Final[Mapping[str, str]] = {
    "explore": "explore_seeds(range(1000))",
    "gallery": "build_gallery(read_gallery('list.toml'), 'site')",
    "tiles": "render_tiles(job, 'folder')",
    "cluster": "Cluster('host:8786')",
    "network": "network_of(7)",
    "recipe": "Recipe(seed=7)",
    "sheet": "render_sheet(range(9), 'sheet.png')",
    "show": "read('a.png')",
    "open": "read('a.png')",
    "palette": "palettes()['reef']",
    "activation": "activations()['tanh']",
    "load": "read('a.png')",
    "generate": "render(7)",
    "draw": "render(7)",
    "size": "Size(1920, 1080)",
}


class _Package(ModuleType):
    def __call__(self, *_: object, **__: object) -> NoReturn:
        name = self.__name__.rpartition(".")[2]
        ways = Way("is meant", call=MEANT[name])
        raise InputError(fault("kind", "a package cannot be called", name, ways=ways))


def answer(package: str) -> None:
    """Have a package answer calls with the function that is meant."""
    sys.modules[package].__class__ = _Package


def missing(name: str, known: list[str]) -> AttributeError:
    """Return the error of a public name that there is none of, with what may have been meant."""
    close = guess(name, known)
    meant = MEANT.get(name.lower()) or (close[0] if close else "")
    hint = f"; nnart.{meant} is meant" if meant else ""
    return AttributeError(f"nnart has no {name}{hint}")
