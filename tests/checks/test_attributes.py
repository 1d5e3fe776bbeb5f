"""Attributes that are others' habits: the line says what nnart has instead."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import numpy as np
import pytest

import nnart

RECIPE = nnart.Recipe(seed=3, layers=2, width=4)
PICTURE = nnart.render(RECIPE, (8, 6))
NETWORK = nnart.network_of(RECIPE)


@pytest.mark.parametrize(
    ("owner", "name", "says"),
    [
        (PICTURE, "shape", "Picture has no shape; write picture.pixels.shape"),
        (PICTURE, "show", "Picture has no show; write picture.to_pillow().show()"),
        (PICTURE, "resize", "Picture has no resize; write nnart.render(picture, (64, 64))"),
        (PICTURE, "mode", "Picture has no mode; write picture.channels and picture.bits"),
        (PICTURE, "nosuch", "Picture has no nosuch"),
        (RECIPE, "code", "Recipe has no code; write to_code()"),
        (RECIPE, "save", "Recipe has no save; write nnart.keep(recipe, 'name')"),
        (RECIPE, "layer", "Recipe has no layer; write layers"),
        (RECIPE, "num_layers", "Recipe has no num_layers; write layers"),
        (NETWORK, "parameters", "Network has no parameters; write network.layers"),
        (NETWORK.layers[0], "weight", "Layer has no weight; write weights"),
        (nnart.palettes()[0], "colors", "Palette has no colors; write colours"),
        (nnart.Run(), "threads", "Run has no threads; write run.workers"),
        (nnart.Job(RECIPE), "width", "Job has no width; write job.size.width"),
    ],
)
def test_the_line_says_what_to_write(owner: Any, name: str, says: str) -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(owner, name)
    assert str(caught.value).startswith(says)


def test_what_is_meant_is_there() -> None:
    for line in ("picture.pixels.shape", "picture.to_pillow().size", "nnart.render(picture, (64, 64))"):
        assert eval(line, {"picture": PICTURE, "nnart": nnart})


def test_what_programs_look_for_is_not_there() -> None:
    assert not hasattr(PICTURE, "__array_interface__") and not hasattr(RECIPE, "_repr_svg_")
    assert copy.deepcopy(RECIPE) == RECIPE == pickle.loads(pickle.dumps(RECIPE))
    assert np.asarray(copy.copy(PICTURE)).shape == (6, 8, 3)
