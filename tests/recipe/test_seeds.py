"""Seeds, as people write them."""

from __future__ import annotations

import pytest

from nnart.recipe.seeds import TEXT, count_seeds, join_text, number_of, parse_seeds, write_seeds
from tests.faults_of import refused


@pytest.mark.parametrize(
    ("text", "seeds"),
    [
        ("7", [7]),
        ("0..3", [0, 1, 2, 3]),
        ("5, 1..2,9", [5, 1, 2, 9]),
        (str(2**64 - 1), [2**64 - 1]),
        ("3..3", [3]),
        ("1-3", [1, 2, 3]),
        ("1 – 3, 7", [1, 2, 3, 7]),
        ("1...3", [1, 2, 3]),
    ],
)
def test_seeds_are_read_as_people_write_them(text: str, seeds: list[int]) -> None:
    assert parse_seeds(text) == seeds


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("-1", "leave it out to have one drawn at random"),
        ("random", "leave it out to have one drawn at random"),
        ("-5", "a range is 1-8 or 1..8"),
        ("4k", "size='4k' sets the size"),
        ("1-2-3", "write 7, 0..99 or 1,5,10..20"),
    ],
)
def test_what_was_meant_by_what_is_no_seed_is_said(text: str, way: str) -> None:
    with refused("syntax", "seed") as found:
        parse_seeds(text)
    assert way in str(found.value)


def test_seeds_are_counted() -> None:
    assert count_seeds(7, 1) == "7"
    assert parse_seeds(count_seeds(7, 12)) == list(range(7, 19))
    for count in (0, -1, 100_001, True, "2"):
        with refused("range", "count"):
            count_seeds(7, count)  # type: ignore[arg-type]


@pytest.mark.parametrize(("seed", "number"), [("7", 7), (str(2**64 - 1), 2**64 - 1), (7, 7)])
def test_a_seed_may_be_text(seed: object, number: int) -> None:
    assert number_of(seed) == number


@pytest.mark.parametrize("seed", ["", "x", "-1", "7.0", " 7", "0x7", "٣", "1" * 21, None, True, 7.5, [7]])
def test_what_is_no_seed_is_left_to_the_rule_that_refuses_it(seed: object) -> None:
    assert number_of(seed) is seed


def test_a_seed_comes_back_from_programs_that_round_it() -> None:
    """JavaScript and jq read numbers as floating-point numbers."""
    for seed in (7, 2**53 + 1, 2**64 - 1):
        for rounded in (seed, int(float(seed)), float(seed)):
            assert join_text({"seed": rounded, TEXT: str(seed), "layers": 3}) == {
                "seed": str(seed),
                "layers": 3,
            }
    assert join_text({TEXT: "7"}) == {"seed": "7"}
    assert join_text({"seed": 7}) == {"seed": 7}


@pytest.mark.parametrize("seed", [8, "8", None, [], 10**400, 2**53 + 4])
def test_two_seeds_are_a_conflict(seed: object) -> None:
    with refused("conflict", "seed", TEXT):
        join_text({"seed": seed, TEXT: str(2**53 + 1)})


@pytest.mark.parametrize("text", ["7", "1..3", "1..3,7", "9,1..2,4"])
def test_seeds_are_written_as_they_are_read(text: str) -> None:
    assert write_seeds(parse_seeds(text)) == text


def test_seeds_in_a_row_are_a_range() -> None:
    assert write_seeds([1, 2, 3, 5]) == "1..3,5"
    assert write_seeds([3, 2]) == "3,2"


def test_time_grows_no_faster_than_a_list_of_seeds() -> None:
    """Else this would take hours."""
    with refused("limit", "seed"):
        parse_seeds("1" + ",000" * 2**18 + ",x")
