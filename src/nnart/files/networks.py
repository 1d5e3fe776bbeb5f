"""Network files: networks given by hand, as TOML for people and as NumPy's .npz for programs.

In TOML, a network is its layers from the first to the output, each a table of weights (a row for every neuron,
in it a number for every input), biases, an activation (a name, or several as `tanh,sin` or a list), and perhaps
a carry; in .npz, it is the arrays weights_0, biases_0, weights_1 and so on, activations (a name a layer) and
perhaps carries. Layers are counted from 0. Numbers are float32, written so that they come back to the bit.
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

from nnart.errors import FileError, InputError, RecipeError, shown, shown_path
from nnart.files.atomic import replacing
from nnart.network.data import from_data, to_toml
from nnart.network.network import Network
from nnart.recipe.toml import parse_toml

ENDINGS = (".toml", ".npz")

_LONGEST_TOML = 2**20  # bytes; some hundred thousand numbers
_LONGEST_NPZ = 2**30  # bytes of all arrays
_MOST_ARRAYS = 10_000
_MOST_GROWTH = 100  # of an .npz when it is unpacked, unless what comes out is short
_UNSUSPICIOUS = 2**22  # bytes of all arrays
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # as NumPy writes; of others, a piece can be of any length


def read_network(path: str | Path) -> Network:
    """Read a network given by hand.

    Args:
        path: ends in .toml or .npz (see the module's docstring).

    Raises:
        InputError: if it ends in something else.
        FileError: if it cannot be read, or holds no network.
    """
    path = Path(path)
    read = {".toml": _from_toml, ".npz": _from_npz}[_ending(path)]
    try:
        with path.open("rb") as stream:
            return read(stream)
    except (InputError, FileError) as error:
        raise FileError(f"{shown_path(path)}: {error}") from None
    except OSError as error:
        raise FileError(f"{shown_path(path)}: {error.strerror or error}") from None


def write_network(network: Network, path: str | Path, *, force: bool = False) -> None:
    """Write a network to a file that is complete or not there at all.

    Args:
        network: what to write.
        path: ends in .toml or .npz.
        force: whether a file of that name may be replaced.

    Raises:
        InputError: if it ends in something else.
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
        raise InputError(f"network: {shown(path.name)} should end in one of {', '.join(ENDINGS)}")
    return ending


def _from_toml(stream: BinaryIO) -> Network:
    data = stream.read(_LONGEST_TOML + 1)
    if len(data) > _LONGEST_TOML:
        raise FileError(f"more than {_LONGEST_TOML} bytes are too many; give large networks as .npz")
    try:
        return from_data(parse_toml(data.decode()))
    except UnicodeDecodeError:
        raise FileError("it is no text, as TOML is") from None
    except RecipeError as error:  # a fault of TOML itself
        raise FileError(str(error)) from None


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
    arrays = _arrays(stream)
    count = sum(name.startswith("weights_") for name in arrays)
    needed = {f"{kind}_{i}" for kind in ("weights", "biases") for i in range(count)} | {"activations"}
    for name in sorted(needed - arrays.keys()):
        raise FileError(f"{name}: there is no such array, but {count} arrays of weights")
    for name in sorted(arrays.keys() - needed - {"carries"}):
        raise FileError(
            f"{shown(name)} is no array of a network, which are weights_0, biases_0 … activations, carries"
        )
    names, carries = arrays["activations"], arrays.get("carries", np.zeros(count))
    for name, array in arrays.items():
        if (array.dtype.kind == "U") != (name == "activations"):
            raise FileError(
                f"{name}: {'text is' if name == 'activations' else 'numbers are'} needed, not {array.dtype}"
            )
    if names.shape not in ((), (count,)) or carries.shape != (count,):
        shapes = f"{names.shape} and {carries.shape}"
        raise FileError(f"activations and carries: one for each of {count} layers are needed, not {shapes}")
    return Network.of(
        [arrays[f"weights_{i}"] for i in range(count)],
        [arrays[f"biases_{i}"] for i in range(count)],
        names.tolist(),
        carries.tolist(),
    )


def _arrays(stream: BinaryIO) -> dict[str, NDArray[Any]]:
    """Return the arrays of an .npz of numbers and text, never trusting what it says about its size."""
    try:
        with zipfile.ZipFile(stream) as file:
            entries = file.infolist()
            length = sum(entry.file_size for entry in entries)
            if len(entries) > _MOST_ARRAYS or length > _LONGEST_NPZ:
                raise FileError(f"more than {_MOST_ARRAYS} arrays or {_LONGEST_NPZ} bytes are no network")
            if length > max(_UNSUSPICIOUS, _MOST_GROWTH * stream.seek(0, os.SEEK_END)):
                raise FileError(
                    f"unpacked, it would be more than {_MOST_GROWTH} times as long; write it with numpy.savez, "
                    "which does not compress"
                )
            return {entry.filename.removesuffix(".npy"): _array(file, entry) for entry in entries}
    except FileError:
        raise
    except Exception:  # whatever zipfile stumbles on
        raise FileError("damaged, or no .npz file") from None


def _array(file: zipfile.ZipFile, entry: zipfile.ZipInfo) -> NDArray[Any]:
    if entry.compress_type not in _PACKED:
        raise FileError(f"{shown(entry.filename)}: it is packed otherwise than NumPy does")
    with file.open(entry) as stream:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                np.lib.format.read_magic(stream)
                shape, columns_first, kind = np.lib.format.read_array_header_1_0(stream)
        except Exception:  # whatever NumPy stumbles on
            raise FileError(f"{shown(entry.filename)}: it is no array as NumPy writes them") from None
        length = kind.itemsize * math.prod(shape) if min(shape, default=1) > 0 else 0
        # Without a length, all would be unpacked, whatever the file says that it is.
        data = stream.read(length + 1) if kind.kind in "fiuU" and 0 < length <= entry.file_size else b""
    whole = len(data) == length > 0 and (kind.kind != "U" or _is_unicode(data, kind))
    if not whole:
        raise FileError(f"{shown(entry.filename)}: neither numbers nor text, or not all that it says there are")
    return np.frombuffer(data, kind).reshape(shape, order="F" if columns_first else "C")


def _is_unicode(data: bytes, kind: np.dtype[Any]) -> bool:
    """Return whether what is said to be text can be, which NumPy does not ask."""
    characters = np.frombuffer(data, np.dtype(np.uint32).newbyteorder(kind.byteorder))
    return int(characters.max()) <= sys.maxunicode
