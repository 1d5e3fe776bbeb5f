"""Annotations, held when functions are called and records are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import numpy as np
import pytest

import nnart
from nnart.checks.annotations import answering, check_fields, checked
from tests.faults_of import refused

if TYPE_CHECKING:
    from nnart.network.network import Network


@checked
def everything(  # noqa: PLR0913
    number: float,
    *more: int,
    name: str | Path | None = None,
    kind: Literal["a", "b"] = "a",
    pair: tuple[int, int] = (0, 0),
    row: Sequence[int] = (),
    seeds: Iterable[int] = (),
    table: Mapping[str, Any] | None = None,
    done: Callable[[], None] | None = None,
    recipe: nnart.Recipe | None = None,
    network: Network | None = None,
    free: Annotated[int, "read by the function"] = 0,
    anything: Any = None,
    **others: int,
) -> tuple[Any, ...]:
    """Do nothing."""
    return number, more, name, kind, pair, row, seeds, table, done, recipe, network, free, anything, others


@dataclass(frozen=True)
class Record:
    """A record."""

    count: int
    share: float = 0.5

    def __post_init__(self) -> None:
        check_fields(self)


def test_what_fits_comes_through() -> None:
    recipe = nnart.Recipe(layers=2)
    given: dict[str, Any] = {"pair": [np.int8(3), 4], "free": "x", "others": "x", "recipe": recipe}
    assert everything(np.float64(0.5), *[np.int8(1)], **given) == (  # type: ignore[arg-type]
        0.5, (1,), None, "a", (3, 4), (), (), None, None, recipe, None, "x", None, {"others": "x"},
    )  # fmt: skip
    assert (everything.__name__, everything.__doc__) == ("everything", "Do nothing.")


@pytest.mark.parametrize(
    ("given", "rule", "name"),
    [
        ({"number": "x"}, "type", "number"),
        ({"name": 7}, "type", "name"),
        ({"kind": "c"}, "choice", "kind"),
        ({"pair": (1, 2, 3)}, "type", "pair"),
        ({"row": "12"}, "type", "row"),
        ({"seeds": [None]}, "type", "seeds"),
        ({"table": []}, "type", "table"),
        ({"done": 7}, "type", "done"),
        ({"recipe": 7}, "type", "recipe"),
        ({"network": 7}, "type", "network"),  # which is imported for the annotation alone
    ],
)
def test_what_does_not_is_refused_by_its_name(given: dict[str, Any], rule: str, name: str) -> None:
    with refused(rule, name):
        everything(**{"number": 1.0} | given)


def test_rows_of_arguments_are_looked_at_too() -> None:
    with refused("type", "more"):
        everything(1.0, "x")  # type: ignore[arg-type]


def test_names_of_arguments_are_looked_at_too() -> None:
    @checked
    def scaled(number: float, *, by: float = 1.0) -> float:
        return number * by

    called: Any = scaled
    with refused("missing", "number"):
        called()
    with refused("unknown"):
        called(1.0, nosuch=1)
    with refused("count"):
        called(1.0, 2.0)
    with refused("conflict", "number"):
        called(1.0, number=1.0)


def test_classes_answer_too() -> None:
    record: Any = answering(Record)
    with refused("missing", "count"):
        record()
    with refused("unknown"):
        record(3, 0.5, shar=1)


def test_fields_are_looked_at() -> None:
    record = Record(np.int8(3), np.float32(0.25))  # type: ignore[arg-type]
    assert record == Record(3, 0.25)
    assert type(record.count) is int
    with refused("type", "share"):
        Record(3, "half")  # type: ignore[arg-type]


def test_ways_out_are_public() -> None:
    with pytest.raises(nnart.InputError) as caught:
        everything(1.0, recipe=7)  # type: ignore[arg-type]
    assert str(caught.value) == "recipe: a Recipe is needed, not 7; nnart.recipe_of(7) makes one"
