"""What reads data that someone else may have made, and what is true of anything that it accepts.

A reader is given data and raises an NnartError, or else checks that what it has read survives being written.
"""

from __future__ import annotations

import json
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

import nnart
from nnart.files.picturefile import PictureFile
from nnart.files.png import read_rows
from nnart.files.pngheader import read_header
from nnart.network.data import from_data, to_data, to_toml
from nnart.network.network import Network
from nnart.network.origin import parse, text_of
from nnart.recipe import palettechoices, palettefiles, palettes
from nnart.recipe.recipe import Recipe
from nnart.recipe.seeds import parse_seeds
from nnart.recipe.size import Size
from nnart.recipe.sizes import parse_size
from nnart.recipe.toml import parse_toml
from nnart.sources.opening import choose_start
from tests.parts import activations_of, biases_of, carries_of, weights_of

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Reader:
    """Something that reads.

    Attributes:
        ending: of the files that it is for.
        read: takes their bytes.
        repaired: puts checksums right in bytes that were changed, so that what lies behind them is reached.
    """

    ending: str
    read: Callable[[bytes], object]
    repaired: Callable[[bytes], bytes] = bytes


def clean(text: str) -> bool:
    """Return whether a message is one line that a terminal shows as it is, and a person would read."""
    return bool(text) and text.isprintable() and len(text) < 2000


def _of_file(read: Callable[[Path], object], ending: str, repaired: Callable[[bytes], bytes] = bytes) -> Reader:
    def from_bytes(data: bytes) -> object:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"hostile{ending}"
            path.write_bytes(data)
            return read(path)

    return Reader(ending, from_bytes, repaired)


def _of_text(read: Callable[[str], object]) -> Reader:
    return Reader(".txt", lambda data: read(data.decode(errors="surrogateescape")))


def _picture(path: Path) -> PictureFile:
    file = nnart.read(path)
    assert file.dpi is None or 1 <= file.dpi <= 100_000
    check_recipe(file.recipe)
    if file.network is not None:
        _check_network(file.network)
    assert parse(text_of(file.recipe, file.network))[0] == file.recipe
    return file


def _png(path: Path) -> PictureFile:
    """Read a PNG and its pixels."""
    file = _picture(path)
    with path.open("rb") as stream:
        header = read_header(stream)
        if header.channels:
            rows = sum(len(rows) for rows in read_rows(stream, header))
            assert rows == header.shape[0]
    return file


def _origin(text: str) -> Recipe:
    recipe, network, painted_by = parse(text)
    assert clean(painted_by)
    check_recipe(recipe)
    if network is not None:
        _check_network(network)
    return recipe


def _recipe(path: Path) -> Recipe:
    """Read a recipe's file as --recipe does."""
    begun = choose_start(recipe=path)
    if begun.network is not None:
        _check_network(begun.network)
    recipe = begun.recipe({"seed": begun.values.get("seed", 0)})
    check_recipe(recipe)
    return recipe


def _network(path: Path) -> Network:
    network = nnart.read_network(path)
    _check_network(network)
    return network


def _palette(path: Path) -> str:
    colours = palettefiles.read(path)
    assert palettes.canonical(colours) == colours
    assert all(0 <= value <= 65535 for stop in palettes.stops(colours) for value in stop)
    return colours


def _palette_text(text: str) -> str:
    checked = palettechoices.check(text)
    assert palettechoices.check(checked) == checked
    for canonical in palettechoices.expand(checked).split(";"):
        assert palettes.canonical(canonical) == canonical
        assert palettes.stops(canonical)
    return canonical


def _size(text: str) -> object:
    size, dpi = parse_size(text)
    assert Size(*size) == size
    assert dpi is None or 1 <= dpi <= 100_000
    return size


def _seeds(text: str) -> list[int]:
    seeds = parse_seeds(text)
    assert 1 <= len(seeds) <= 100_000
    return seeds


def check_recipe(recipe: Recipe) -> None:
    data = recipe.to_dict()
    assert Recipe.from_dict(data) == recipe
    assert Recipe.from_json(recipe.to_json()) == recipe
    assert Recipe.from_toml(recipe.to_toml()) == recipe
    assert clean(json.dumps(data)) or len(json.dumps(data)) > 1000  # of a long palette
    assert recipe.replace() == recipe


def _check_network(network: Network) -> None:
    for other in (from_data(to_data(network)), from_data(parse_toml(to_toml(network)))):
        assert activations_of(other) == activations_of(network)
        assert carries_of(other) == carries_of(network)
        for one, two in zip(
            (*weights_of(network), *biases_of(network)), (*weights_of(other), *biases_of(other)), strict=True
        ):
            assert np.array_equal(one.view(np.uint32), two.view(np.uint32))


_ENTRY: Any = zipfile.ZipExtFile


def right_checksums(data: bytes) -> bytes:
    """Return a PNG with checksums that are right, so that what is behind them is reached."""
    repaired, at = bytearray(data), 8
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        end = at + 8 + length
        if end + 4 > len(data):
            break
        repaired[end : end + 4] = struct.pack(">I", zlib.crc32(data[at + 4 : end]))
        at = end + 4
    return bytes(repaired)


def whole_archive(data: bytes) -> bytes:
    """Return an archive with what its entries hold, damaged or not, or data that is none as it is."""
    checked = _ENTRY._update_crc
    _ENTRY._update_crc = lambda *_: None
    stream = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
            for entry in old.infolist()[:20]:
                with old.open(entry) as content:
                    new.writestr(entry.filename, content.read(2**16))
    except Exception:  # whatever zipfile stumbles on
        return data
    finally:
        _ENTRY._update_crc = checked
    return stream.getvalue()


def _sheet(path: Path) -> object:
    """Read a sheet, and every recipe on it."""
    found = nnart.read_sheet(path)
    for tile in found.tiles:
        assert len(tile.name) <= 200
        check_recipe(tile.recipe)
    return found


def _genome(text: str) -> object:
    recipe = Recipe(genome=text)
    assert recipe.genome is not None and Recipe(genome=recipe.genome) == recipe
    return recipe


READERS = {
    "sheet": _of_file(_sheet, ".png", right_checksums),
    "genome": _of_text(_genome),
    "png": _of_file(_png, ".png", right_checksums),
    "tiff": _of_file(_picture, ".tif"),
    "jpeg": _of_file(_picture, ".jpg"),
    "webp": _of_file(_picture, ".webp"),
    "avif": _of_file(_picture, ".avif"),
    "recipe-json": _of_text(_origin),
    "recipe-toml": _of_file(_recipe, ".toml"),
    "network-toml": _of_file(_network, ".toml"),
    "network-npz": _of_file(_network, ".npz", whole_archive),
    "palette": _of_file(_palette, ".txt"),
    "palette-text": _of_text(_palette_text),
    "size": _of_text(_size),
    "seeds": _of_text(_seeds),
}
