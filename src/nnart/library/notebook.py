"""Notebook: the HTML with which recipes, networks, sheets and lists show themselves.

Colours and fonts are the notebook's own, which keeps dark themes readable. Values are escaped, and pictures are
small, which keeps long pages fast.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch
from html import escape
from typing import Any

from nnart.activation import Activation
from nnart.explore.ranking import Ranking
from nnart.files.picture import Picture
from nnart.files.picturefile import PictureFile
from nnart.gallery.gallery import Gallery
from nnart.library.films import Film
from nnart.library.lists import Activations, Palette, Palettes, Pictures, Presets
from nnart.network.network import Network
from nnart.recipe.knob import write_value
from nnart.recipe.knobs import KNOBS
from nnart.recipe.presets import Preset
from nnart.recipe.recipe import Recipe
from nnart.recipe.recipes import Recipes
from nnart.recipe.size import Size
from nnart.rendering.thumbnails import Thumbnail, thumbnails
from nnart.sheets.sheet import Sheet, Tile
from nnart.templates import template

MAX_SHOWN = 48  # pictures of a list
_SIDE, _LARGE = 112, 208  # pixels a side of a list's pictures, and of one alone
_MAX_ROWS = 8  # of a table of layers
_MAX_PALETTES = 64
_CURVE = 3.0  # an activation's curve is drawn from minus this to this
_PACKAGE = "nnart.library"

Figure = dict[str, Any]  # columns of the grid of a picture's values


@singledispatch
def html_of(shown: object) -> str | None:
    """Return the HTML of an object; None if notebooks show it well without."""
    raise TypeError(type(shown))


@html_of.register
def _(shown: Picture) -> str | None:
    """Return HTML only for a large picture, with a remark that it is shrunk; small ones are shown as PNG."""
    if shown.is_small:
        return None
    small = shown.shown
    note = f"{shown.size}, shown at {small.size}; its save() writes all of it"
    return _page("picture.html", source=_source(small), size=small.size, note=note)


@html_of.register
def _(shown: Film) -> str:
    source = f"data:image/webp;base64,{base64.b64encode(shown.preview()).decode()}"
    return f'<img src="{source}" width="320" alt="{escape(repr(shown))}">'


@html_of.register
def _(shown: Recipe) -> str:
    return _recipe(shown)


@html_of.register
def _(shown: Tile) -> str:
    return _recipe(shown.recipe, shown.name)


@html_of.register
def _(shown: Preset) -> str:
    return _recipe(Recipe.from_dict(shown.values | {"seed": 7}), f"{shown.name}: {shown.reason}")


@html_of.register
def _(shown: PictureFile) -> str:
    name = "" if shown.path is None else f"{shown.path.name}: "
    title = f"{name}{shown.format}, {shown.size}, {shown.bits} bits"
    return _recipe(shown.recipe, title) if shown.network is None else _network(shown.network, title)


@html_of.register
def _(shown: Recipes) -> str:
    return _grid(_named(shown, (f"seed {recipe.seed}" for recipe in shown)), len(shown))


@html_of.register
def _(shown: Ranking) -> str:
    names = (f"{one.recipe.seed}: {one.score:.2f}" for one in shown.kept)
    return _grid(_named(shown.recipes, names), len(shown.kept), f"the best of {shown.seeds:,} seeds")


@html_of.register
def _(shown: Sheet) -> str:
    names = (tile.name for tile in shown.tiles)
    figures = _named([tile.recipe for tile in shown.tiles], names)
    return _grid(figures, len(shown.tiles), shown.title, shown.columns)


@html_of.register
def _(shown: Gallery) -> str:
    drawn = [exhibit for exhibit in shown.exhibits if exhibit.network is None]
    figures = _named([exhibit.recipe for exhibit in drawn], (exhibit.title for exhibit in drawn))
    return _grid(figures, len(shown.exhibits), shown.title)


@html_of.register
def _(shown: Pictures) -> str:
    figures = [
        {"source": _source(_shrunk(picture)), "name": _title(picture), "hint": repr(picture)}
        for picture in shown[:MAX_SHOWN]
    ]
    return _grid(figures, len(shown))


@html_of.register
def _(shown: Presets) -> str:
    recipes = [Recipe.from_dict(one.values | {"seed": 7}) for one in shown]
    figures = _named(recipes, (one.name for one in shown))
    for figure, preset in zip(figures, shown, strict=False):
        figure["hint"] = preset.reason
    return _grid(figures, len(shown), "seed 7 of each")


@html_of.register
def _(shown: Network) -> str:
    return _network(shown)


@html_of.register
def _(shown: Palette) -> str:
    return _page("palettes.html", palettes=[shown], more=0)


@html_of.register
def _(shown: Palettes) -> str:
    return _page("palettes.html", palettes=shown[:_MAX_PALETTES], more=max(0, len(shown) - _MAX_PALETTES))


@html_of.register
def _(shown: Activation) -> str:
    return _page("activations.html", curves=[(shown.name, _curve(shown))])


@html_of.register
def _(shown: Activations) -> str:
    return _page("activations.html", curves=[(one.name, _curve(one)) for one in shown])


def _recipe(recipe: Recipe, title: str = "") -> str:
    (picture,) = _pictures([recipe], _LARGE)
    values = [(name, _words(value), KNOBS[name].help) for name, value in recipe.told.items()]
    return _page("recipe.html", picture=picture, values=values, title=title)


def _network(network: Network, title: str = "") -> str:
    weights = f"{network.count:,} weight{'s'[: network.count ^ 1]}"
    sizes, rows = f"{network.inputs} → {network.outputs}", list(_layers_of(network))
    columns = {"layers": "places", "inputs → neurons": "sizes", "activation": "activation"}
    columns |= {"carry": "carry"} if any(row["carry"] for row in rows) else {}
    return _page("network.html", title=title, sizes=sizes, weights=weights, rows=rows, columns=columns)


def _page(name: str, **values: Any) -> str:
    return template(_PACKAGE, name).render(**values)


def _grid(figures: Sequence[Figure], count: int, title: str = "", columns: int | None = None) -> str:
    more = max(0, count - len(figures))
    return _page("grid.html", figures=figures, more=more, title=title, columns=columns, side=_SIDE)


def _named(recipes: Sequence[Recipe], names: Iterable[str]) -> list[Figure]:
    """Return figures of the first recipes."""
    pictures = _pictures(recipes[:MAX_SHOWN], _SIDE)
    return [
        {"source": picture, "name": name, "hint": repr(recipe)}
        for picture, name, recipe in zip(pictures, names, recipes, strict=False)
    ]


def _pictures(recipes: Iterable[Recipe], side: int) -> Iterator[str]:
    """Yield small pictures of recipes, as data URLs."""
    return thumbnails(recipes, Size(side, side), _source_of)


def _source_of(thumbnail: Thumbnail) -> str:
    return _source(Picture(thumbnail.pixels, space=thumbnail.recipe.space))


def _source(picture: Picture) -> str:
    """Return a picture as a data URL."""
    data = picture.to_bytes("webp" if picture.bits == 8 else "png")
    kind = "webp" if picture.bits == 8 else "png"
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def _shrunk(picture: Picture) -> Picture:
    return picture.thumbnail(_SIDE * _SIDE) if math.prod(picture.size) > _SIDE * _SIDE else picture


def _title(picture: Picture) -> str:
    return "" if picture.recipe is None else f"seed {picture.recipe.seed}"


def _words(value: Any) -> str:
    text = write_value(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _layers_of(network: Network) -> Iterator[dict[str, str]]:
    """Yield rows of a table: equal neighbouring layers share a row; many rows are shortened in the middle."""
    rows: list[dict[str, Any]] = []
    for place, layer in enumerate(network.layers):
        kind = (
            f"{layer.inputs} → {layer.outputs}",
            layer.activation,
            f"{layer.carry:.3g}" if layer.carry else "",
        )
        if rows and rows[-1]["kind"] == kind:
            rows[-1]["last"] = place
        else:
            rows.append({"kind": kind, "first": place, "last": place})
    half = _MAX_ROWS // 2
    shown = rows if len(rows) <= _MAX_ROWS else [*rows[:half], None, *rows[-half:]]
    for row in shown:
        if row is None:
            yield {"places": "…", "sizes": "", "activation": "", "carry": ""}
            continue
        first, last = row["first"], row["last"]
        sizes, activation, carry = row["kind"]
        places = f"{first}" if first == last else f"{first} … {last}"
        yield {"places": places, "sizes": sizes, "activation": activation, "carry": carry}


def _curve(activation: Activation) -> str:
    """Return an activation from -3 to 3 as the points of a line in SVG, with y down."""
    places = [_CURVE * step / 40 for step in range(-40, 41)]
    return " ".join(f"{x:.2f},{-max(-_CURVE, min(_CURVE, activation.value(x))):.3f}" for x in places)
