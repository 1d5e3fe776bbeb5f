"""Origin: what a picture was painted from, stored in its file: the recipe, and any network given by hand."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from nnart.errors import FileError, InputError, fault
from nnart.recipe.knobs import KNOBS
from nnart.recipe.recipe import Recipe
from nnart.version import __version__

if TYPE_CHECKING:
    from nnart.network.network import Network

# Values of a recipe for drawing a network, unused with a network given by hand.
DRAWING = tuple(name for name, knob in KNOBS.items() if knob.drawing)
_FILM = re.compile(r"(# frame [0-9]+\n)?film = ")  # how the TOML of a film begins
MAX_TEXT = 2**16 - 256  # characters: JPEG's maximum


def data_of(recipe: Recipe, network: Network | None = None) -> dict[str, Any]:
    """Return recipe and network as plain data; with a network, values for drawing one are left out."""
    if network is None:
        return {"recipe": recipe.to_dict()}
    from nnart.network.data import to_data

    values = {name: value for name, value in recipe.to_dict().items() if name not in DRAWING}
    return {"recipe": values, "network": to_data(network)}


def text_of(recipe: Recipe, network: Network | None = None) -> str:
    """Return a picture's origin as one line of JSON, without any data about person or machine."""
    return json.dumps({"nnart": __version__} | data_of(recipe, network), separators=(",", ":"))


def carried(recipe: Recipe, network: Network | None = None) -> str | None:
    """Return the text to store in a file; None for a network too large for any file."""
    if network is None:
        return text_of(recipe)
    if 2 * network.count > MAX_TEXT:  # a number and a comma each
        return None
    text = text_of(recipe, network)
    return text if len(text) <= MAX_TEXT else None


def digest_of(recipe: Recipe, network: Network | None = None) -> str:
    """Return the SHA-256 of a recipe, or of recipe and network, as JSON, in 64 hexadecimal digits."""
    if network is None:
        return recipe.digest
    import hashlib  # OpenSSL takes longer to load than all of nnart

    return hashlib.sha256(json.dumps(data_of(recipe, network), separators=(",", ":")).encode()).hexdigest()


def parse(text: str | None) -> tuple[Recipe, Network | None, str]:
    """Return recipe, network and nnart's version from the text in a file.

    Raises:
        FileError: if the text holds no recipe, or one that this nnart does not understand.
    """
    if text is None:
        raise FileError(fault("absent", "it carries no nnart recipe"))
    if re.match(_FILM, text):
        says = "it is a frame of a film, or a film, and has no recipe of its own"
        raise FileError(fault("kind", says, ways="write FILE#0 for its first frame, or read it as a film"))
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise FileError(fault("damaged", "what it carries as a recipe is not JSON")) from None
    painted_by = data.get("nnart") if isinstance(data, dict) else None
    if not isinstance(painted_by, str) or not re.fullmatch(r"[0-9A-Za-z.+-]{1,40}", painted_by):
        raise FileError(fault("kind", "what it carries is not an nnart recipe"))
    try:
        recipe, network = Recipe.from_dict(data.get("recipe")), None
        if "network" in data:
            from nnart.network.data import from_data  # which loads NumPy

            network = from_data(data["network"])
    except InputError as error:
        raise FileError(*error.inside("the recipe in it cannot be used").faults) from None
    return recipe, network, painted_by
