"""Names that are no function's: what is meant is said."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest

import nnart
from nnart.checks.calls import MEANT

PACKAGES = ("cluster", "explore", "gallery", "network", "recipe", "tiles")


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_that_is_called_says_what_is_meant(name: str) -> None:
    package: Any = import_module(f"nnart.{name}")
    with pytest.raises(nnart.InputError) as caught:
        package(7, keep=3)
    assert str(caught.value) == f"{name}: a package cannot be called; nnart.{MEANT[name]} is meant"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("sheet", "nnart has no sheet; nnart.render_sheet("),
        ("load", "nnart has no load; nnart.read('a.png') is meant"),
        ("renders", "nnart has no renders; nnart.render is meant"),
        ("zzzzqq", "nnart has no zzzzqq"),
    ],
)
def test_a_name_that_there_is_not_says_what_is_meant(name: str, says: str) -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(nnart, name)
    assert str(caught.value).startswith(says)
    assert not hasattr(nnart, "_nosuch")


def test_all_that_is_meant_is_there() -> None:
    assert all(hasattr(nnart, call.partition("(")[0]) for call in MEANT.values())


def test_before_anything_is_loaded_it_is_said_too() -> None:
    code = "import nnart\ntry: nnart.explore(range(9))\nexcept AttributeError as error: print(error)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"nnart has no explore; nnart.{MEANT['explore']} is meant\n"
