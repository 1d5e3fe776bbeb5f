"""Network files: networks given by hand, in TOML for people or NumPy's .npz for programs.

In TOML, a network is a list of layers, the output layer last. Each layer is a table with weights (one row for
every neuron, with a number for every input), biases, an activation (a name, several as `tanh,sin`, or a list)
and optionally a carry.

In .npz, a network is the arrays weights_0, biases_0, weights_1 and so on, counted from 0, activations (a name
for each layer) and optionally carries.

Numbers are float32 and survive writing and reading exactly.
"""

from __future__ import annotations

import math
import os
import sys
import warnings
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from nnart.checks.annotations import checked
from nnart.errors import FileError, InputError, fault, in_file, shown
from nnart.files.archives import open_archive
from nnart.files.atomic import replacing
from nnart.inputfiles import File, name_of, open_input
from nnart.network.data import from_data, to_toml
from nnart.network.network import Network
from nnart.recipe.toml import parse_toml, read_text

ENDINGS = (".toml", ".npz")

MAX_TOML = 2**20  # characters; some hundred thousand numbers
MAX_NPZ = 2**30  # bytes of all arrays
_ZIP = b"PK"  # how an .npz begins
MAX_GROWTH = 100  # by which an unpacked .npz may exceed the file, unless the result is short
_UNSUSPICIOUS = 2**22  # bytes of all arrays
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # NumPy's methods: with others, pieces have any length


@checked
def read_network(file: File) -> Network:
    """Read a network from a file: nnart.read_network("net.npz").

    docs/guides/networks.md describes the files.

    Args:
        file: a path ending in .toml or .npz, or a binary stream. Without an ending, as for a pipe or a stream,
            the first bytes tell the format.

    Raises:
        InputError: if the path has another ending.
        FileError: if the file cannot be read, or holds no network.
    """
    name = name_of(file)
    ending = _ending(name) if isinstance(name, Path) and name.suffix else ""
    with open_input(file) as stream, in_file(name):
        if not ending:
            ending = ".npz" if stream.read(len(_ZIP)) == _ZIP else ".toml"
            stream.seek(0)
        return _from_npz(stream) if ending == ".npz" else _from_toml(stream)


@checked
def write_network(network: Network, path: str | Path, *, force: bool = False) -> None:
    """Write a network to a file: nnart.write_network(network, "net.npz").

    The file replaces an old one only when it is complete.

    Args:
        network: the network.
        path: ends in .toml or .npz.
        force: whether to overwrite a file.

    Raises:
        InputError: if the path has another ending.
        FileError: if the file exists, or cannot be written.
    """
    path = Path(path)
    ending = _ending(path)
    with replacing(path, force) as stream:
        if ending == ".toml":
            stream.write(to_toml(network).encode())
        else:
            _write_npz(network, stream)


def _ending(path: Path) -> str:
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        rule = f"{shown(path.name)} should end in one of {', '.join(ENDINGS)}"
        raise InputError(fault("kind", rule, "network"))
    return ending


def _from_toml(stream: BinaryIO) -> Network:
    text = read_text(stream, MAX_TOML, "network in TOML", "give large networks as .npz")
    return from_data(parse_toml(text))


def _write_npz(network: Network, stream: BinaryIO) -> None:
    arrays: dict[str, NDArray[Any]] = {}
    for i, layer in enumerate(network.layers):
        arrays |= {f"weights_{i}": layer.weights, f"biases_{i}": layer.biases}
    arrays["activations"] = np.array([layer.activation for layer in network.layers])
    arrays["carries"] = np.array([layer.carry for layer in network.layers])
    with zipfile.ZipFile(stream, "w") as file:
        for name, array in arrays.items():
            with file.open(f"{name}.npy", "w", force_zip64=True) as entry:
                np.lib.format.write_array(entry, array, allow_pickle=False)


def _from_npz(stream: BinaryIO) -> Network:
    arrays = read_arrays(stream)
    count = sum(name.startswith("weights_") for name in arrays)
    needed = {f"{kind}_{i}" for kind in ("weights", "biases") for i in range(count)} | {"activations"}
    for name in sorted(needed - arrays.keys()):
        raise FileError(fault("missing", f"there is no such array, but {count} arrays of weights", name))
    for name in sorted(arrays.keys() - needed - {"carries"}):
        raise FileError(fault("unknown", "weights_0, biases_0 … activations, carries", got=name))
    names, carries = arrays["activations"], arrays.get("carries", np.zeros(count))
    for name, array in arrays.items():
        if (array.dtype.kind == "U") != (name == "activations"):
            needed_kind = "text is" if name == "activations" else "numbers are"
            raise FileError(fault("type", f"{needed_kind} needed, not {array.dtype}", name))
    if names.shape not in ((), (count,)) or carries.shape != (count,):
        shapes = f"one for each of {count} layers are needed, not {names.shape} and {carries.shape}"
        raise FileError(fault("count", shapes, "activations", "carries"))
    return Network.of(
        [arrays[f"weights_{i}"] for i in range(count)],
        [arrays[f"biases_{i}"] for i in range(count)],
        names.tolist(),
        carries.tolist(),
    )


def read_arrays(stream: BinaryIO, maximum: int = MAX_NPZ) -> dict[str, NDArray[Any]]:
    """Return the arrays of an .npz of numbers and text, without trusting the sizes that it states."""
    try:
        with open_archive(stream) as file:
            entries = file.infolist()
            length = sum(entry.file_size for entry in entries)
            if length > maximum:
                raise FileError(fault("limit", f"arrays of more than {maximum} bytes are no network"))
            packed = min(stream.seek(0, os.SEEK_END), sum(entry.compress_size for entry in entries))
            if length > max(_UNSUSPICIOUS, MAX_GROWTH * packed):
                growth = f"unpacked, it would be more than {MAX_GROWTH} times as long"
                ways = "write it with numpy.savez, which does not compress"
                raise FileError(fault("limit", growth, ways=ways))
            return {entry.filename.removesuffix(".npy"): _array(file, entry) for entry in entries}
    except FileError:
        raise
    except Exception:  # any error of zipfile
        raise FileError(fault("damaged", "damaged, or no .npz file")) from None


def _array(file: zipfile.ZipFile, entry: zipfile.ZipInfo) -> NDArray[Any]:
    if entry.compress_type not in _PACKED:
        raise _damaged(entry, "it is packed otherwise than NumPy does")
    with file.open(entry) as stream:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                np.lib.format.read_magic(stream)
                shape, columns_first, kind = np.lib.format.read_array_header_1_0(stream)
        except Exception:  # any error of NumPy
            raise _damaged(entry, "it is no array as NumPy writes them") from None
        length = kind.itemsize * math.prod(shape) if min(shape, default=1) > 0 else 0
        # Without a maximum, everything would be unpacked, whatever size the file states.
        data = stream.read(length + 1) if kind.kind in "fiuU" and 0 < length <= entry.file_size else b""
    whole = len(data) == length > 0 and (kind.kind != "U" or _is_unicode(data, kind))
    if not whole:
        raise _damaged(entry, "neither numbers nor text, or not all that it says there are")
    return np.frombuffer(data, kind).reshape(shape, order="F" if columns_first else "C")


def _damaged(entry: zipfile.ZipInfo, says: str) -> FileError:
    return FileError(fault("damaged", says, where=shown(entry.filename)))


def _is_unicode(data: bytes, kind: np.dtype[Any]) -> bool:
    """Return whether an array of text holds valid characters, which NumPy does not check."""
    characters = np.frombuffer(data, np.dtype(np.uint32).newbyteorder(kind.byteorder))
    return int(characters.max()) <= sys.maxunicode
