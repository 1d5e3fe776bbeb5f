"""The lecture's networks, a third of which paint nearly one colour: seeds that are drawn have more to show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nnart.cli.recipes import Request

if TYPE_CHECKING:
    from nnart.recipe.recipe import Recipe
    from nnart.rendering.job import Job


_FEW_LAYERS = 20  # with which the lecture's networks have shapes


def leave_out_dull(chosen: Request) -> Request:
    """Return what is asked for with seeds that do not paint nearly one colour.

    They are the next ones from the first seed on. Only for the family lecture: other networks are toned to show
    all of their palette.
    """
    if chosen.begun.network is not None or chosen.recipes(1)[0].family != "lecture":
        return chosen
    from nnart.explore.structure import find_structure

    def recipe_of(seed: int) -> Recipe:
        return chosen.begun.recipes(chosen.changes, [seed])[0]

    seeds, dull = find_structure(recipe_of, chosen.seeds[0], len(chosen.seeds))
    return replace(chosen, seeds=seeds, passed_over=dull)


def pass_over_dull(chosen: Request) -> Request:
    """Return what is asked for, with the next seeds that do not paint nearly one colour if they were drawn."""
    return leave_out_dull(chosen) if chosen.drawn else chosen


def advice_on(job: Job) -> str:
    """Return what to say of a picture of the lecture's that is nearly one colour, or grain; else nothing."""
    recipe = job.recipe
    if job.network is not None or recipe.family != "lecture" or job.show != "picture":
        return ""
    from nnart.explore.structure import describe_lack, find_structure

    lack = describe_lack(recipe)
    if lack == "grain":
        few = recipe.activation == "sigmoid" and recipe.layers > _FEW_LAYERS
        way = f"--layers {_FEW_LAYERS} has shapes" if few else "without the preset lecture, it has shapes"
        return f"seed {recipe.seed} of the lecture's networks is grain, as all are with these options; {way}"
    if not lack:
        return ""
    (other,), _ = find_structure(lambda seed: recipe.replace(seed=seed), recipe.seed + 1, 1)
    says = "of the lecture's networks is nearly one colour, as about a third are"
    return f"seed {recipe.seed} {says}; try --seed {other}"
