"""Networks given by hand: their files, and pictures that carry them."""

from __future__ import annotations

import io
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnart
from nnart.activation import BY_NAME
from nnart.errors import FileError, InputError
from nnart.files.formats import PICTURES
from nnart.files.networks import read_arrays
from nnart.network import data, origin
from nnart.network.network import Network
from nnart.recipe.recipe import Recipe
from nnart.rendering.reproduce import toml_of
from tests.byhand import DATA, NETWORK, TOML, same
from tests.conftest import names
from tests.faults_of import broken, refused
from tests.parts import activations_of

FLOATS = st.floats(-(2.0**40), 2.0**40, width=32)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=5))
    pairs = list(zip(sizes[1:], sizes[:-1], strict=True))
    weights = [[[draw(FLOATS) for _ in range(before)] for _ in range(here)] for here, before in pairs]
    biases = [[draw(FLOATS) for _ in range(here)] for here, _ in pairs]
    mixes = st.lists(st.sampled_from(list(BY_NAME)), min_size=1, max_size=3).map(",".join)
    carries = [
        draw(st.floats(-1, 1)) if 0 < i < len(pairs) - 1 and here == before else 0.0
        for i, (here, before) in enumerate(pairs)
    ]
    return Network.of(weights, biases, [draw(mixes) for _ in pairs], carries)


@given(networks())
def test_files_come_back_to_the_bit(network: Network) -> None:
    assert same(data.from_data(data.to_data(network)), network)
    assert same(data.from_data(tomllib.loads(data.to_toml(network))), network)
    again = origin.parse(origin.text_of(Recipe(), network))
    assert same(again[1], network)
    toml = tomllib.loads(toml_of(Recipe(), network))
    assert same(data.from_data(toml.pop("network")), network)
    assert Recipe.from_dict(toml) == Recipe()


@given(networks())
def test_both_kinds_of_file_come_back(tmp_path_factory: pytest.TempPathFactory, network: Network) -> None:
    folder = tmp_path_factory.mktemp("files")
    for name in ("a.toml", "a.NPZ"):
        nnart.write_network(network, folder / name)
        assert same(nnart.read_network(folder / name), network)
    with np.load(folder / "a.NPZ", allow_pickle=False) as arrays:  # as NumPy itself reads it
        assert arrays["weights_0"].dtype == np.float32
        assert arrays["activations"].tolist() == list(activations_of(network))


def test_toml_is_for_people(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(TOML)
    network = nnart.read_network(tmp_path / "a.toml")
    assert same(network, data.from_data(DATA))
    assert (network.sizes, activations_of(network)) == ("2 → 2 → 1", ["sigmoid", "linear"])
    spaced = Network.of([[[1.0]]], [[0.0]], "tanh,\n sin")
    assert same(data.from_data(tomllib.loads(data.to_toml(spaced))), spaced)
    assert "weights = [\n    [4.0, 2.0],\n    [-0.1, 3e-07],\n]" in data.to_toml(network)
    with refused("exists", error=FileError):
        nnart.write_network(network, tmp_path / "a.toml")
    for name in ("a.json", "toml"):
        with refused("kind", "network", error=InputError):
            nnart.write_network(network, tmp_path / name)
    assert names(tmp_path) == ["a.toml"]


def test_npz_as_programs_write_it(tmp_path: Path) -> None:
    arrays = {
        "weights_0": np.eye(2, order="F"),
        "biases_0": np.zeros(2, np.int8),
        "activations": np.array("sin"),
    }
    np.savez_compressed(tmp_path / "a.npz", **arrays)  # type: ignore[arg-type]
    assert same(nnart.read_network(tmp_path / "a.npz"), Network.of([np.eye(2)], [[0, 0]], "sin"))


def npz(**arrays: Any) -> bytes:
    stream = io.BytesIO()
    whole = {"weights_0": np.eye(2), "biases_0": np.zeros(2), "activations": np.array(["sin"])} | arrays
    np.savez(stream, **{name: array for name, array in whole.items() if array is not None})
    return stream.getvalue()


def zipped(**entries: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries.items():
            file.writestr(f"{name}.npy", data)
    return stream.getvalue()


def claiming(shape: str, kind: str = "<f4", data: bytes = b"") -> bytes:
    header = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}}}\n".encode()
    return b"\x93NUMPY\1\0" + len(header).to_bytes(2, "little") + header + data


@pytest.mark.parametrize(
    ("name", "data", "rule", "values"),
    [
        ("a.toml", b"", "missing", ()),
        ("a.toml", b"\xff", "syntax", ()),
        ("a.toml", b"layers = [", "syntax", ()),
        ("a.toml", b"#\n" * 2**20, "limit", ()),
        ("a.toml", b"a" + b".a" * 2**15 + b"=1", "limit", ()),
        ("a.npz", b"", "damaged", ()),
        ("a.npz", npz()[:-40], "damaged", ()),
        ("a.npz", npz(activations=None), "missing", ("activations",)),
        ("a.npz", npz(biases_0=None), "missing", ("biases_0",)),
        ("a.npz", npz(weights_2=np.eye(2)), "missing", ("biases_1",)),
        ("a.npz", npz(seed=np.array(1)), "unknown", ()),
        ("a.npz", npz(activations=np.array([["sin"]])), "count", ("activations", "carries")),
        ("a.npz", npz(activations=np.array([1])), "type", ("activations",)),
        ("a.npz", npz(biases_0=np.array(["a", "b"])), "type", ("biases_0",)),
        ("a.npz", npz(biases_0=np.array([None, 1])), "damaged", ()),
        ("a.npz", npz(biases_0=np.array([1j, 0])), "damaged", ()),
        ("a.npz", npz(biases_0=np.zeros(0)), "damaged", ()),
        ("a.npz", npz(biases_0=np.array([1, np.inf])), "range", ("biases[0]",)),
        ("a.npz", zipped(weights_0=b"abc"), "damaged", ()),
        ("a.npz", zipped(weights_0=claiming("(1000000, 1000000)")), "damaged", ()),
        ("a.npz", zipped(weights_0=claiming("(-1, -1)", data=b"1234")), "damaged", ()),
        ("a.npz", zipped(weights_0=claiming("(1,)", "<U0")), "damaged", ()),
    ],
)
def test_hostile_files_get_one_line(
    tmp_path: Path, name: str, data: bytes, rule: str, values: tuple[str, ...]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(FileError) as caught:
        nnart.read_network(path)
    assert broken(caught.value) == [(rule, values)]
    assert caught.value.faults[0].where[0] == f"'{path}'"
    assert str(caught.value).isprintable()


def test_a_file_that_grows_is_refused_before_it_does() -> None:
    data = zipped(weights_0=bytes(10**6 + 1))
    assert len(data) < 2000
    with pytest.raises(FileError) as caught:
        read_arrays(io.BytesIO(data), 10**6)
    assert broken(caught.value) == [("limit", ())]


@given(st.sampled_from([".toml", ".npz"]), st.binary(max_size=300), st.integers(0, 999), st.booleans())
def test_any_bytes_are_a_network_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, ending: str, noise: bytes, place: int, damaged: bool
) -> None:
    """Noise alone, and noise within a good file."""
    whole = TOML.encode() if ending == ".toml" else npz()
    place = place * len(whole) // 1000
    path = tmp_path_factory.mktemp("noise") / f"a{ending}"
    path.write_bytes(whole[:place] + noise + whole[place + len(noise) :] if damaged else noise)
    try:
        assert isinstance(nnart.read_network(path), Network)
    except FileError as error:
        assert "\n" not in str(error)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with refused("access", error=FileError):
        nnart.read_network(tmp_path / "a.toml")


RECIPE = Recipe(palette="#000,#fff", tone="stretch")


@pytest.mark.parametrize("ending", PICTURES)
def test_every_format_carries_the_network(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    picture = nnart.render(RECIPE, (30, 20), network=NETWORK)
    assert picture.network is NETWORK
    assert repr(picture) == "<Picture 30 x 20, 8 bits, network 2 → 2 → 1>"
    picture.save(path)
    file = nnart.read(path)
    assert same(file.network, NETWORK)
    assert file.recipe == RECIPE
    nnart.save(nnart.Job(RECIPE, (30, 20), network=NETWORK), tmp_path / f"b{ending}")
    assert (tmp_path / f"b{ending}").read_bytes() == path.read_bytes()
    if ending == ".png":
        assert nnart.verify(path) is None
        nnart.render(RECIPE, (30, 20)).save(path, force=True)
        assert nnart.read(path).network is None


def test_a_field_carries_the_network(tmp_path: Path) -> None:
    nnart.save(nnart.Job(RECIPE, (4, 6), network=NETWORK, show="field"), tmp_path / "a.tif")
    assert same(nnart.read(tmp_path / "a.tif").network, NETWORK)
    nnart.save(nnart.Job(RECIPE, (4, 6), network=NETWORK, show="field"), tmp_path / "a.npy")
    assert np.array_equal(
        np.load(tmp_path / "a.npy"), nnart.evaluate(NETWORK, nnart.View(size=(4, 6))).astype(np.float32)
    )


def test_without_an_ending_the_first_bytes_decide(tmp_path: Path) -> None:
    for name in ("a.toml", "a.npz"):
        nnart.write_network(NETWORK, tmp_path / name)
        data = (tmp_path / name).read_bytes()
        (tmp_path / "a").write_bytes(data)
        assert same(nnart.read_network(tmp_path / "a"), NETWORK)
        assert same(nnart.read_network(io.BytesIO(data)), NETWORK)
    (tmp_path / "a.gif").write_bytes(data)
    with refused("kind", "network", error=InputError):
        nnart.read_network(tmp_path / "a.gif")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_toml_is_read_as_editors_and_shells_write_it(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.toml").write_text(data.to_toml(NETWORK), encoding=encoding)
    assert same(nnart.read_network(tmp_path / "a.toml"), NETWORK)


def test_what_is_packed_counts_and_not_the_file(tmp_path: Path) -> None:
    """Or else zeros before an archive would let it grow to a gigabyte."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        array = io.BytesIO()
        np.save(array, np.zeros((2000, 2000), np.float32))
        file.writestr("weights_0.npy", array.getvalue())
    for padding in (b"", bytes(10**6)):
        (tmp_path / "a.npz").write_bytes(padding + stream.getvalue())
        with refused("limit", error=FileError):
            nnart.read_network(tmp_path / "a.npz")
