"""Calls of packages: a package with the name of a command or class explains what to call instead."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Final, NoReturn

from nnart.errors import InputError, Way, fault
from nnart.words import guess

# By names of commands, and by names that other libraries use.
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
    """Make a package answer calls with the right function."""
    sys.modules[package].__class__ = _Package


def missing(name: str, known: list[str]) -> AttributeError:
    """Return the error for an unknown public name, with suggestions."""
    close = guess(name, known)
    meant = MEANT.get(name.lower()) or (close[0] if close else "")
    hint = f"; nnart.{meant} is meant" if meant else ""
    return AttributeError(f"nnart has no {name}{hint}")
