"""Wall: the page on which a gallery's pictures hang, all of it but the pictures in one text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from nnart.gallery.exhibit import Exhibit
from nnart.gallery.gallery import Gallery
from nnart.network.origin import data_of
from nnart.recipe.knobs import KNOBS
from nnart.rendering.reproduce import command
from nnart.version import __version__

_TEMPLATES = files("nnart.gallery") / "templates"
LARGE = 3840  # longer side that the command lines ask for
_RESTS = 8  # as many as the widest row has room for
# Of what a row is wide, about so much is a square picture; as CSS has it in gallery.css.
_WIDTHS = ("(min-width: 1800px)", 20), ("(min-width: 1100px)", 25), ("(min-width: 700px)", 33), ("", 50)
_MIN_ASPECT, _MAX_ASPECT = 0.3, 5.0  # times as wide as high; of longer ones, the wall shows the middle
_WHOLE = "(min-width: 900px) calc(100vw - 26rem), 100vw"


def wall(gallery: Gallery, exhibits: Sequence[Exhibit]) -> str:
    """Return the page, HTML, that shows some of a gallery's pictures."""
    count = len(exhibits)
    return _filled(
        "index.html",
        title=escape(gallery.title),
        note=f'\n<p class="note">{escape(gallery.note)}</p>' if gallery.note else "",
        exhibits="\n".join(_exhibit(gallery, one) for one in exhibits),
        rests="".join('<li class="rest" aria-hidden="true"></li>' for _ in range(_RESTS)),
        count=f"{count} pictures" if count != 1 else "1 picture",
        version=__version__,
        style=_text("gallery.css"),
        script=_text("gallery.js"),
    )


def _text(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8").rstrip("\n")


def _filled(template: str, /, **values: object) -> str:
    return Template((_TEMPLATES / template).read_text(encoding="utf-8")).substitute(values)


def _exhibit(gallery: Gallery, exhibit: Exhibit) -> str:
    rows, columns = exhibit.size(gallery.png)
    about = max(_MIN_ASPECT, min(_MAX_ASPECT, exhibit.shape[1] / exhibit.shape[0]))
    first, rest = _facts(exhibit)
    return _filled(
        "exhibit.html",
        name=exhibit.name,
        title=escape(exhibit.title),
        note=f'<p class="note">{escape(exhibit.note)}</p>' if exhibit.note else "",
        about=f"{about:.4f}",
        webps=", ".join(f"{exhibit.webp(side)} {exhibit.size(side)[1]}w" for side in gallery.sizes),
        sizes=", ".join(f"{query} {min(100, share * about):.0f}vw".strip() for query, share in _WIDTHS),
        whole=_WHOLE,
        clear="" if exhibit.recipe.alpha == "none" else ' class="clear"',
        png=exhibit.png,
        toml=exhibit.toml,
        rows=rows,
        columns=columns,
        facts=_table(first),
        rest=f"<details><summary>All values</summary>{_table(rest)}</details>" if rest else "",
        command=_together(
            command(exhibit.recipe, exhibit.size(LARGE), exhibit.name, alone=exhibit.network is None)
        ),
    ).rstrip("\n")


def _together(line: str) -> str:
    """Return a command line of which no option is parted from its value, where there is room."""
    return " ".join(f"<span>{escape(part)}</span>" for part in re.split(" (?=-)", line))


def _facts(exhibit: Exhibit) -> tuple[dict[str, str], dict[str, str]]:
    """Return what makes a picture this one, and the values that are as in any other."""
    values = data_of(exhibit.recipe, exhibit.network)["recipe"]
    first: dict[str, str] = {}
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


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(_shown, value)) or "none"
    if isinstance(value, float):
        return str(value).removesuffix(".0")
    text = str(value)
    return text.replace(",", ", ")  # so that colours can go over several lines


def _table(facts: dict[str, str]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>' for name, value in facts.items()
    )
    return f"<table>{rows}</table>"
