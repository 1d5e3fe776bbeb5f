"""Wall: the page that shows a gallery's pictures and films, as one text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from nnart.films.film import Film
from nnart.gallery.exhibit import SHEET, Exhibit
from nnart.gallery.gallery import Gallery
from nnart.network.origin import data_of
from nnart.recipe.knobs import KNOBS
from nnart.rendering.reproduce import command, command_for
from nnart.sheets.sheet import Sheet
from nnart.templates import template, text
from nnart.version import __version__

_PACKAGE = "nnart.gallery"
LARGE = 3840  # longer side in the command lines shown
_RESTS = 8  # pictures in the widest row
# Share of a row's width that a square picture takes; must match gallery.css.
_WIDTHS = ("(min-width: 1800px)", 20), ("(min-width: 1100px)", 25), ("(min-width: 700px)", 33), ("", 50)
_MIN_ASPECT, _MAX_ASPECT = 0.3, 5.0  # maximum width over height; of longer pictures, the wall shows the middle
_WHOLE = "(min-width: 900px) calc(100vw - 26rem), 100vw"


def render_wall(gallery: Gallery, exhibits: Sequence[Exhibit], sheet: Sheet | None = None) -> str:
    """Return the HTML page of a gallery's pictures, with a link to the contact sheet."""
    films = sum(exhibit.moves for exhibit in exhibits)
    return template(_PACKAGE, "index.html").render(
        title=gallery.title,
        note=gallery.note,
        exhibits=[_shown_exhibit(gallery, exhibit) for exhibit in exhibits],
        count=count_shown(len(exhibits) - films, films),
        films=films,
        rests=_RESTS,
        sheet=None if sheet is None else {"path": SHEET, "command": _from_sheet(sheet)},
        version=__version__,
        style=text(_PACKAGE, "gallery.css"),
        script=text(_PACKAGE, "gallery.js"),
    )


def count_shown(pictures: int, films: int) -> str:
    """Return how many pictures and films there are, in words."""
    counts = (pictures, "picture"), (films, "film")
    return " and ".join(f"{count} {name}{'s'[: count ^ 1]}" for count, name in counts if count) or "0 pictures"


def _from_sheet(sheet: Sheet) -> str:
    """Return a command that paints the contact sheet's first picture."""
    return f"nnart render --from '{SHEET}#{sheet.tiles[0].name}'"


def _shown_exhibit(gallery: Gallery, exhibit: Exhibit) -> dict[str, Any]:
    """Return a picture's values for the template."""
    columns, rows = exhibit.size(gallery.png)
    about = max(_MIN_ASPECT, min(_MAX_ASPECT, exhibit.shape[1] / exhibit.shape[0]))
    first, rest = _facts(exhibit)
    line = command_of(exhibit)
    return {
        "name": exhibit.name,
        "title": exhibit.title,
        "note": exhibit.note,
        "about": f"{about:.4f}",
        "webps": ", ".join(f"{exhibit.webp(side)} {exhibit.size(side).width}w" for side in gallery.sizes),
        "sizes": ", ".join(f"{query} {min(100, share * about):.0f}vw".strip() for query, share in _WIDTHS),
        "whole": _WHOLE,
        "transparent": exhibit.recipe.alpha != "none",
        "png": exhibit.png,
        "film": _shown_film(gallery, exhibit, exhibit.film) if exhibit.film and exhibit.moves else None,
        "toml": exhibit.toml,
        "rows": rows,
        "columns": columns,
        "first": first,
        "rest": rest,
        "command": re.split(" (?=-)", line),  # keeps options and values on one line, if there is room
    }


def _shown_film(gallery: Gallery, exhibit: Exhibit, film: Film) -> dict[str, Any]:
    """Return a film's values for the template."""
    columns, rows = exhibit.even_size(gallery.mp4)
    poster = next((side for side in gallery.sizes if side >= gallery.mp4), gallery.sizes[-1])
    return {
        "path": exhibit.mp4,
        "columns": columns,
        "rows": rows,
        "poster": exhibit.webp(poster),
        "loops": film.course != "once",
        "seconds": _shown(round(film.duration, 2)),
    }


def command_of(exhibit: Exhibit) -> str:
    """Return the command that paints a picture or film large.

    For films, and for networks given by hand, it names the site's recipe.
    """
    file, size = f"{exhibit.name}.toml", exhibit.size(LARGE)
    if exhibit.moves:
        return f"nnart film --from {file} --size {str(exhibit.even_size(LARGE)).replace(' ', '')}"
    if exhibit.film is not None:
        return command_for(f"{file}#{exhibit.frame}", size)
    if exhibit.network is not None:
        return command_for(file, size)
    return command(exhibit.recipe, size, file=file)


def _facts(exhibit: Exhibit) -> tuple[dict[str, str], dict[str, str]]:
    """Return a picture's distinctive values, and its values at their defaults."""
    values = data_of(exhibit.recipe, exhibit.network)["recipe"]
    first = {} if exhibit.film is None else _film_facts(exhibit.film, exhibit.frame)
    rest: dict[str, str] = {}
    if exhibit.network is not None:
        first["network"] = f"by hand, {exhibit.network.sizes}"
        values.pop("seed", None)
    for name, value in values.items():
        knob = KNOBS.get(name)  # none for the version
        default = knob and knob.default_for(vars(exhibit.recipe))
        told = knob and (knob.headline or value != (list(default) if isinstance(default, tuple) else default))
        (first if told else rest)[name] = _shown(value)
    return first, rest


def _film_facts(film: Film, frame: int | None) -> dict[str, str]:
    """Return what makes a film this one, or a frame of it, apart from its first picture's recipe."""
    facts = {"film": film.kind} if frame is None else {"film": film.kind, "frame": f"{frame} of {film.frames}"}
    length = f"{_shown(round(film.duration, 2))} s, {_shown(round(float(film.fps), 2))} frames a second"
    facts |= {"length": length, "course": film.course.replace("-", " ") if film.course else ""}
    if len(film.keyframes) > 1:
        facts["pictures"] = ", ".join(str(one.recipe.seed) for one in film.keyframes)
    return facts


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(_shown, value)) or "none"
    if isinstance(value, float):
        return str(value).removesuffix(".0")
    return str(value).replace(",", ", ")  # lets colours break into several lines
