"""Table: what the page has to know before it shows anything: knobs, presets, palettes, sizes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from nnart.files.formats import CODECS
from nnart.recipe.knob import COLOUR, FRAME, NETWORK, OUTPUT, PLANE
from nnart.recipe.knobs import KNOBS
from nnart.recipe.palettes import canonical, names
from nnart.recipe.presets import ANY, LISTED
from nnart.recipe.sizes import GROUPS, parse_size
from nnart.studio.looks import write_value as write_text
from nnart.version import __version__

MEASURES: Final = (
    {"name": "busy", "low": "calm", "high": "busy"},
    {"name": "colourful", "low": "muted", "high": "colourful"},
)
_STOPS = 17  # colours of a palette that the page makes a gradient of
_GROUPS: Final = (COLOUR, NETWORK, PLANE, FRAME, OUTPUT)


def table(folder: Path) -> dict[str, Any]:
    """Return all that is the same for every look, as plain data.

    Args:
        folder: where exports go.
    """
    return {
        "version": __version__,
        **knobs(),
        "presets": list(_presets()),
        "palettes": [{"name": name, "colours": gradient(name)} for name in names()],
        "sizes": list(_sizes()),
        "folder": str(folder),
        "measures": list(MEASURES),
        "formats": list(_formats()),
    }


def knobs() -> dict[str, Any]:
    """Return the table of knobs, and the names of its groups."""
    rows = [
        {**knob.as_data(), "words": knob.range, "default_words": knob.default_words} for knob in KNOBS.values()
    ]
    return {"knobs": rows, "groups": list(_GROUPS)}


def gradient(palette: str, stops: int = _STOPS) -> list[str]:
    """Return evenly spaced colours of a palette, blended as pictures blend them, as #rrggbb."""
    from nnart.colour.tables import blend

    colours = blend(canonical(palette), stops) // 257
    return ["#" + bytes(colour.tolist()).hex() for colour in colours]


def _formats() -> Iterator[dict[str, Any]]:
    """Yield what exports may be written as."""
    for codec in CODECS:
        if codec.bits:
            name = codec.endings[0].removeprefix(".")
            yield {"name": name, "bits": list(codec.bits), "alpha": codec.alpha, "max_side": codec.max_side}


def _presets() -> Iterator[dict[str, Any]]:
    for preset in sorted(LISTED, key=lambda one: one.name != ANY):
        values = {name: write_text(name, value) for name, value in preset.values.items()}
        yield {"name": preset.name, "reason": preset.reason, "values": values}


def _sizes() -> Iterator[dict[str, Any]]:
    for group, named in GROUPS.items():
        for name, (width, height, unit) in named.items():
            pixels = parse_size(name).size
            words = f"{pixels.width} × {pixels.height} pixels"
            if unit != "px":
                words = f"{width} × {height} {unit}, {words}"
            yield {"name": name, "group": group, "words": words}
