"""Names: what pictures are called does not follow from their positions."""

from __future__ import annotations

import itertools
import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnart
from nnart.films.film import Film
from nnart.gallery.exhibit import Exhibit
from nnart.gallery.names import RESERVED, name_exhibits, slug_of


def exhibit(title: str, seed: int = 1) -> Exhibit:
    return Exhibit(title, "", nnart.Recipe(seed=seed, layers=3, width=9))


def names_of(*exhibits: Exhibit) -> list[str]:
    return [one.name for one in name_exhibits(exhibits)]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Dusk", "dusk"),
        ("  Dusk, again! ", "dusk-again"),
        ("Café Ångström №2", "cafe-angstrom-no2"),
        ("Straße", "strae"),
        ("Hawaiʻi 🌅", "hawaii"),
        ("x" * 99, "x" * 60),
    ],
)
def test_a_title_in_latin_letters_is_its_name(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@pytest.mark.parametrize(
    "title", ["日本語", "Русский", "العربية", "影 1", "π in the sky", "😀", "-", "con", "Nul.", "COM¹"]
)
def test_what_latin_letters_cannot_say_is_told_apart_by_a_hash(title: str) -> None:
    """Whatever else is in the list, and however the title's accents and case are stored."""
    slug = slug_of(title)
    assert re.fullmatch("[a-z0-9-]+-[0-9a-f]{8}", slug)
    assert slug_of(title.upper()) == slug_of(title.lower()) == slug
    assert len({slug, slug_of(f"{title}本"), slug_of("本")}) == 3


def test_addresses_that_are_linked_to_stay() -> None:
    """From one nnart to the next; the page about galleries names them too."""
    wanted = {
        "日本語": "picture-074aeb45",
        "Русский": "picture-b0780feb",
        "影 1": "1-f405c6b8",
        "con": "con-93f41b1b",
    }
    assert {title: slug_of(title) for title in wanted} == wanted


def test_accents_are_the_same_however_they_are_stored() -> None:
    assert slug_of("が e\u0301") == slug_of("か\u3099 é")


def test_windows_can_have_every_name() -> None:
    for name in RESERVED:
        assert slug_of(name) not in RESERVED
        assert names_of(exhibit(name))[0].split(".")[0] not in RESERVED


TITLES = st.lists(
    st.tuples(
        st.sampled_from(["日本語", "Русский", "Dusk", "dusk!", "con", "影 1", "光 1"]), st.integers(0, 3)
    ),
    unique=True,
    max_size=8,
)


@given(TITLES, st.randoms(use_true_random=False))
def test_order_is_without_effect(titles: list[tuple[str, int]], chance: random.Random) -> None:
    exhibits = [exhibit(title, seed) for title, seed in titles]
    named = dict(zip(titles, names_of(*exhibits), strict=True))
    assert len(set(named.values())) == len(titles)
    chance.shuffle(titles)
    assert dict(zip(titles, names_of(*itertools.starmap(exhibit, titles)), strict=True)) == named


@pytest.mark.parametrize("title", ["日本語", "Русский", "Dusk"])
def test_what_is_added_moves_no_other(title: str) -> None:
    there = [exhibit(title), exhibit("Dawn"), exhibit("影"), exhibit("Rain", 1), exhibit("Rain", 2)]
    names = names_of(*there)
    for added in (exhibit("العربية"), exhibit("Rain", 3), exhibit("Дождь"), exhibit("Dawn again")):
        for place in range(len(there) + 1):
            found = names_of(*there[:place], added, *there[place:])
            del found[place]
            assert found == names


def test_titles_that_agree_are_told_apart_by_their_recipes() -> None:
    first, second = names_of(exhibit("Dusk", 1), exhibit("dusk", 2))
    assert re.fullmatch("dusk-[0-9a-f]{8}", first) and re.fullmatch("dusk-[0-9a-f]{8}", second)
    assert names_of(exhibit("dusk", 2), exhibit("Dusk", 1)) == [second, first]
    same = exhibit("Dusk", 1)
    wide = replace(same, shape=(2, 3))
    numbered = names_of(same, same, wide)
    assert numbered[:2] == [first, f"{first}-2"]
    assert numbered[2] not in numbered[:2]
    # A title that happens to be such a name.
    assert len(set(names_of(same, exhibit("Dusk", 2), exhibit(first)))) == 3


@given(st.lists(st.text(max_size=80), max_size=6))
def test_every_name_fits_every_file_system(titles: list[str]) -> None:
    names = names_of(*map(exhibit, titles))
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[a-z0-9]([a-z0-9-]{0,85}[a-z0-9])?", name) for name in names)
    assert not RESERVED & set(names)


def test_films_of_one_title_differ_by_what_they_show() -> None:
    plain = Exhibit("x", "", nnart.Recipe(seed=7))
    films = [replace(plain, film=Film(7, seconds=seconds)) for seconds in (5.0, 6.0)]
    found = [one.name for one in name_exhibits([plain, *films, replace(films[0], frame=3)])]
    assert len(set(found)) == 4 and all(re.fullmatch("x-[0-9a-f]{8}", name) for name in found)
