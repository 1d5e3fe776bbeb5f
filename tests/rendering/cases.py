"""Jobs with what writes them, as estimates and limits take them."""

from __future__ import annotations

from typing import Any

from nnart.files.formats import FIELDS, PICTURES
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import SQUARE
from nnart.recipe.sizes import AnySize
from nnart.rendering.estimate import Written
from nnart.rendering.job import Job

Case = tuple[Job, Written]


def case(ending: str = ".png", size: AnySize = SQUARE, **values: Any) -> Case:
    if ending == ".npy":
        return Job(Recipe.from_dict(values), size, show="field"), FIELDS[ending]
    return Job(Recipe.from_dict(values), size), PICTURES[ending]
