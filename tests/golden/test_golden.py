"""Pictures painted once are painted the same for ever, on any machine."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.field.calibration import calibrate
from nnart.kernel.shapes import CANDIDATES, Shape
from nnart.recipe.recipe import Recipe
from tests.make_golden import FIELDS, FOLDER, PICTURES, RECIPES, SIZE, digest_of, digests, field, size_of

TABLE = json.loads((FOLDER / "digests.json").read_text(encoding="utf-8"))


def test_every_golden_recipe_is_kept() -> None:
    assert TABLE.keys() == RECIPES.keys()
    assert len(RECIPES) >= 40


@pytest.mark.parametrize("name", list(TABLE))
def test_a_recipe_paints_what_it_painted(name: str) -> None:
    """From the text that was kept, so that its meaning cannot drift either."""
    recipe = Recipe.from_dict(TABLE[name]["recipe"])
    assert recipe == calibrate(RECIPES[name])
    assert digests(recipe, size_of(name)) == TABLE[name]["digests"]


@pytest.mark.parametrize("name", PICTURES)
def test_kept_pictures_verify(name: str) -> None:
    path = FOLDER / f"{name}.png"
    assert nnart.verify(path) is None
    with Image.open(path) as image:
        assert np.array_equal(np.asarray(image), nnart.render(RECIPES[name], SIZE).pixels)


@pytest.mark.parametrize("name", FIELDS)
def test_kept_fields_are_the_same_numbers(name: str) -> None:
    with np.load(FOLDER / "fields.npz") as kept:
        assert np.array_equal(field(RECIPES[name]), kept[name])


def test_the_comparison_can_fail() -> None:
    """A gain changed in its last decimal, or the next seed, paints something else."""
    recipe = calibrate(RECIPES["tanh"])
    assert recipe.gain is not None
    for other in (recipe.replace(gain=recipe.gain + 1e-4), recipe.replace(seed=8)):
        changed = {
            key for key, digest in digests(other, SIZE).items() if digest != TABLE["tanh"]["digests"][key]
        }
        assert changed == {"field", "8 bits", "16 bits"}


# How else the same kernel can be compiled: for other processors, without FMA, and hardly optimised. Without
# NNART_CPU_FEATURES, nnart adds the features of the processor at hand to those of the one that is named;
# the kernel chooses the shape of its blocks from those that are listed.
VARIANTS = {
    "AVX-512": {"NNART_CPU": "skylake-avx512", "NNART_CPU_FEATURES": "+avx,+avx2,+fma,+avx512f"},
    "AVX2": {"NNART_CPU": "x86-64-v3", "NNART_CPU_FEATURES": "+avx,+avx2,+fma"},
    "AVX2 and more": {"NNART_CPU": "x86-64-v3"},
    "no FMA": {"NNART_CPU": "x86-64", "NNART_CPU_FEATURES": ""},
}


# What they have to be, where the processor at hand does not decide: lanes, and whether FMA is there.
EXPECTED = {"AVX-512": "16 True", "AVX2": "8 True", "no FMA": "4 False"}
# Without FMA the widest take two thirds of the time, in libm. They reach no code that others do not: layers of
# any width are the same loops, and "width 129" too has many blocks of rows and one that is not full.
LEFT_OUT = {"no FMA": ("1024 wide", "width 333", "default")}
_WITH_TARGET = """
import sys
from tests.make_golden import RECIPES, combined
from nnart.kernel import processor
print(combined(RECIPES.keys() - sys.argv[1:]), processor.LANES, processor.FUSED)
"""
_AGAIN = """
import hashlib, sys, nnart
digest = hashlib.sha256(nnart.render(nnart.Recipe(seed=7), (16, 16)).pixels).hexdigest()
print(digest, "nnart.kernel.compiler" in sys.modules)
"""


def _run(script: str, *arguments: str, **environment: str) -> list[str]:
    """Return the words that a script prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=os.environ | environment,
        cwd=FOLDER.parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def _runs_here(name: str) -> bool:
    if "NNART_CPU" not in VARIANTS[name]:
        return True
    return platform.machine() in ("x86_64", "AMD64") and (name != "AVX-512" or "avx512f" in _processor_flags())


@pytest.mark.slow
@pytest.mark.parametrize("name", list(VARIANTS))
def test_code_for_other_processors_paints_the_same(name: str, tmp_path: Path) -> None:
    """Just compiled, and then linked again."""
    if not _runs_here(name):
        pytest.skip("this processor does not run such code")
    environment = VARIANTS[name] | {"NNART_CACHE_DIR": str(tmp_path)}
    digest, *target = _run(_WITH_TARGET, *LEFT_OUT.get(name, ()), **environment)
    assert digest == expected_digest(LEFT_OUT.get(name, ()))
    assert name not in EXPECTED or " ".join(target) == EXPECTED[name]
    here = hashlib.sha256(nnart.render(Recipe(seed=7), (16, 16)).pixels.tobytes()).hexdigest()
    assert _run(_AGAIN, **environment) == [here, "False"]


def expected_digest(left_out: tuple[str, ...] = ()) -> str:
    """Return the digest over what was kept, which is what this process paints too, one by one."""
    kept = {name: one for name, one in TABLE.items() if name not in left_out}
    return digest_of({name: (one["recipe"].get("gain"), one["digests"]) for name, one in kept.items()})


_WITH_SHAPE = "from tests.make_golden import combined; print(combined())"


@pytest.mark.slow
@pytest.mark.parametrize("shape", CANDIDATES[1:], ids=str)
def test_blocks_of_other_shapes_paint_the_same(shape: Shape) -> None:
    assert _run(_WITH_SHAPE, NNART_SHAPE=str(shape)) == [expected_digest()]


@pytest.mark.slow
@pytest.mark.parametrize("level", [0, 1, 3])
def test_code_that_is_optimised_less_or_more_paints_the_same(level: int, tmp_path: Path) -> None:
    assert _run(_WITH_LEVEL, str(level), NNART_CACHE_DIR=str(tmp_path)) == [expected_digest()]


# Compiled in the same process: another would have the usual level.
_WITH_LEVEL = """
import sys
from nnart.kernel import compiled, compiler
compiled._LEVEL = int(sys.argv[1])
compiler.compile_kernel = compiled.machine_code
from tests.make_golden import combined
print(combined())
"""


def _processor_flags() -> str:
    path = Path("/proc/cpuinfo")
    return path.read_text(encoding="utf-8") if path.exists() else ""
