"""Recipe texts: known by how they begin, whatever is around them."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given

from nnart.files.codec import MAX_TEXT
from nnart.files.recipetext import HEAD, decode, find_in_xml, is_picture, is_sheet
from nnart.network.origin import text_of
from nnart.recipe.recipe import Recipe
from tests.strategies import recipes

TEXT = text_of(Recipe(seed=5))


@given(recipes())
def test_every_recipe_is_known_by_its_beginning(recipe: Recipe) -> None:
    head = text_of(recipe)[:HEAD].encode()
    assert is_picture(head)
    assert not is_sheet(head)


@pytest.mark.parametrize(
    "text", [b"", b"{}", b"a sunset", b'{"nnart":1,"recipe":{}}', b'x{"nnart":"1","recipe":']
)
def test_other_texts_are_none(text: bytes) -> None:
    assert not is_picture(text)
    assert not is_sheet(text)


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b" \n", b"\0"])
def test_what_programs_put_before_it_does_not_matter(start: bytes) -> None:
    assert is_picture(start + b'{ "nnart" : "0.1.0",\n"recipe": {')
    assert is_sheet(start + b'{"nnart":"0.1.0","title":"')
    assert decode(start + b"{}\0").strip() == "{}"


def test_texts_are_unicode_or_else_latin() -> None:
    assert decode("café".encode()) == decode("café".encode("latin-1")) == "café"


@pytest.mark.parametrize(
    "packet",
    [
        f"<rdf:li>{TEXT}</rdf:li>",
        f"<rdf:li>{escape(TEXT)}</rdf:li>",
        f"<a b='{TEXT}' c='d'/>",
        f'<a b="{escape(TEXT)}" c="d"/>',
        f"<a b={TEXT.replace(chr(34), '&#34;')}",
        f"<a>{TEXT.replace(chr(34), '&#x22;')}",
    ],
)
def test_recipes_are_found_in_xml(packet: str) -> None:
    assert find_in_xml(packet.encode()) == TEXT


@pytest.mark.parametrize(
    "packet",
    [b"", b"<a>nnart</a>", TEXT[:-1].encode(), b'{"nnart":' + b"[" * 10**5, b'{"nnart":' + b"1" * 7 * MAX_TEXT],
)
def test_what_is_no_json_is_not_taken_from_xml(packet: bytes) -> None:
    assert find_in_xml(packet) is None
