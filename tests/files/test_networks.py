"""Networks given by hand: their files, and pictures that carry them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnart
from nnart.activations import BY_NAME
from nnart.errors import FileError, InputError
from nnart.files.formats import PICTURES
from nnart.files.networks import read_arrays
from nnart.network import data, origin
from nnart.network.network import Network
from nnart.recipe.recipe import Recipe
from nnart.rendering.reproduce import toml_of
from tests.conftest import Run, names
from tests.faults_of import broken
from tests.parts import activations_of, biases_of, carries_of, weights_of

LINES = {"weights": [[4.0, 2.0], [-0.1, 3e-7]], "biases": [0.5, 0.0], "activation": "sigmoid"}
SUM = {"weights": [[1, -1]], "biases": [0], "activation": "linear"}
DATA = {"layers": [LINES, SUM]}
TOML = """# two soft steps
[[layers]]
weights = [[4.0, 2.0], [-0.1, 3e-7]]
biases = [0.5, 0.0]
activation = ["sigmoid"]

[[layers]]
weights = [[1, -1]]
biases = [0]
activation = "linear"
"""
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


def same(one: Network | None, other: Network | None) -> bool:
    assert one is not None and other is not None
    arrays = zip([*weights_of(one), *biases_of(one)], [*weights_of(other), *biases_of(other)], strict=True)
    return (
        all(a.tobytes() == b.tobytes() and a.shape == b.shape for a, b in arrays)
        and activations_of(one) == activations_of(other)
        and carries_of(one) == carries_of(other)
    )


@given(networks())
def test_files_come_back_to_the_bit(network: Network) -> None:
    assert same(data.from_data(data.to_data(network)), network)
    assert same(data.from_data(tomllib.loads(data.to_toml(network))), network)
    again = origin.parsed(origin.text_of(Recipe(), network))
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
    with pytest.raises(FileError, match=r"'.*a.toml': exists"):
        nnart.write_network(network, tmp_path / "a.toml")
    for name in ("a.json", "toml"):
        with pytest.raises(InputError, match=r"network: '.*' should end in one of \.toml, \.npz"):
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


@pytest.mark.parametrize(
    ("changes", "rule", "where", "name"),
    [
        ({"layers": []}, "type", "", "layers"),
        ({"layers": {}}, "type", "", "layers"),
        ({"colour": 1}, "unknown", "", ""),
        ({"layers": [1]}, "type", "layer 0", ""),
        ({"layers": [LINES | {"bias": 1}]}, "unknown", "layer 0", ""),
        ({"layers": [LINES, {"weights": [[1]]}]}, "missing", "layer 1", "biases"),
        ({"layers": [LINES | {"weights": [1, 2]}]}, "type", "layer 0", "weights"),
        ({"layers": [LINES | {"weights": [[1], []]}]}, "type", "layer 0", "weights[1]"),
        ({"layers": [LINES | {"weights": [[1], [1, 2]]}]}, "count", "layer 0", "weights[1]"),
        ({"layers": [LINES | {"weights": [["1"], [1]]}]}, "type", "layer 0", "weights[0]"),
        ({"layers": [LINES | {"biases": [True, 1]}]}, "type", "layer 0", "biases"),
        ({"layers": [LINES | {"biases": [1]}]}, "type", "", "biases[0]"),
        ({"layers": [LINES | {"biases": [1, 1e39]}]}, "range", "", "biases[0]"),
        ({"layers": [LINES | {"biases": [1, 10**400]}]}, "type", "", "biases[0]"),
        ({"layers": [LINES | {"biases": [1, float("nan")]}]}, "range", "", "biases[0]"),
        ({"layers": [LINES | {"activation": "foo"}]}, "choice", "", "activations[0]"),
        ({"layers": [LINES | {"activation": ["sin"] * 3}]}, "type", "layer 0", "activation"),
        ({"layers": [LINES | {"activation": []}]}, "type", "layer 0", "activation"),
        ({"layers": [LINES | {"carry": 0.5}]}, "no-effect", "", "carries[0]"),
        ({"layers": [LINES | {"carry": "1"}]}, "type", "layer 0", "carry"),
        ({"layers": [SUM, LINES]}, "type", "", "weights[1]"),
    ],
)
def test_what_is_no_network_is_refused(changes: dict[str, Any], rule: str, where: str, name: str) -> None:
    with pytest.raises(InputError) as caught:
        data.from_data(DATA | changes)
    (fault,) = caught.value.faults
    assert (fault.rule, "".join(fault.where), "".join(fault.names)) == (rule, where, name)
    text = json.dumps({"nnart": "1", "recipe": {}, "network": DATA | changes})
    with pytest.raises(FileError, match="the recipe in it cannot be used: "):
        origin.parsed(text)


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
    ("name", "data", "fault"),
    [
        ("a.toml", b"", "layers are needed"),
        ("a.toml", b"\xff", "it is no text, as TOML is"),
        ("a.toml", b"layers = [", "not TOML"),
        ("a.toml", b"#\n" * 2**20, "more than 1048576 bytes are too many; give large networks as .npz"),
        ("a.toml", b"a" + b".a" * 2**15 + b"=1", "32768 dots without a comma or a new line"),
        ("a.npz", b"", "damaged, or no .npz file"),
        ("a.npz", npz()[:-40], "damaged, or no .npz file"),
        ("a.npz", npz(activations=None), "activations: there is no such array, but 1 arrays of weights"),
        ("a.npz", npz(biases_0=None), "biases_0: there is no such array"),
        ("a.npz", npz(weights_2=np.eye(2)), "biases_1: there is no such array, but 2 arrays of weights"),
        ("a.npz", npz(seed=np.array(1)), "'seed' is not one of weights_0, biases_0"),
        ("a.npz", npz(activations=np.array([["sin"]])), "not (1, 1) and (1,)"),
        ("a.npz", npz(activations=np.array([1])), "activations: text is needed, not int64"),
        ("a.npz", npz(biases_0=np.array(["a", "b"])), "biases_0: numbers are needed, not <U1"),
        ("a.npz", npz(biases_0=np.array([None, 1])), "'biases_0.npy': neither numbers nor text"),
        ("a.npz", npz(biases_0=np.array([1j, 0])), "'biases_0.npy': neither numbers nor text"),
        ("a.npz", npz(biases_0=np.zeros(0)), "'biases_0.npy': neither numbers nor text"),
        ("a.npz", npz(biases_0=np.array([1, np.inf])), "biases[0]: finite numbers up to 2^40"),
        ("a.npz", zipped(weights_0=b"abc"), "'weights_0.npy': it is no array as NumPy writes them"),
        ("a.npz", zipped(weights_0=claiming("(1000000, 1000000)")), "or not all that it says there are"),
        ("a.npz", zipped(weights_0=claiming("(-1, -1)", data=b"1234")), "or not all that it says there are"),
        ("a.npz", zipped(weights_0=claiming("(1,)", "<U0")), "neither numbers nor text"),
    ],
)
def test_hostile_files_get_one_line(tmp_path: Path, name: str, data: bytes, fault: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(FileError) as caught:
        nnart.read_network(path)
    message = str(caught.value)
    assert message.startswith(f"'{path}': ")
    assert fault in message
    assert "\n" not in message


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


PARTS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=3)
    | st.sampled_from(list(BY_NAME)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=9,
)


@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(data._KNOWN, PARTS)) | PARTS, max_size=2))
def test_any_data_is_a_network_or_one_line(layers: list[Any]) -> None:
    for whole in ({"layers": layers}, {"layers": [LINES, *layers]}, layers):
        try:
            assert isinstance(data.from_data(whole), Network)
        except InputError as error:
            assert "\n" not in str(error)


@pytest.mark.parametrize("depth", [10, 300, 900, 20_000])
def test_lists_of_many_levels_get_one_line(depth: int) -> None:
    text = f'{{"nnart": "1", "recipe": {{}}, "network": {{"layers": {"[" * depth}{"]" * depth}}}}}'
    with pytest.raises(FileError):
        origin.parsed(text)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="No such file"):
        nnart.read_network(tmp_path / "a.toml")


NETWORK = data.from_data(DATA)
RECIPE = Recipe(palette="#000,#fff", tone="stretch")


@pytest.mark.parametrize("ending", PICTURES)
def test_every_format_carries_the_network(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    picture = nnart.render(RECIPE, (20, 30), network=NETWORK)
    assert picture.network is NETWORK
    assert repr(picture) == "<Picture 30 x 20, 8 bits, network 2 → 2 → 1>"
    picture.save(path)
    file = nnart.read(path)
    assert same(file.network, NETWORK)
    assert file.recipe == RECIPE
    nnart.save(nnart.Job(RECIPE, (20, 30), network=NETWORK), tmp_path / f"b{ending}")
    assert (tmp_path / f"b{ending}").read_bytes() == path.read_bytes()
    if ending == ".png":
        assert nnart.verify(path) is None
        nnart.render(RECIPE, (20, 30)).save(path, force=True)
        assert nnart.read(path).network is None


def test_a_field_carries_the_network(tmp_path: Path) -> None:
    nnart.save(nnart.Job(RECIPE, (4, 6), network=NETWORK, show="field"), tmp_path / "a.tif")
    assert same(nnart.read(tmp_path / "a.tif").network, NETWORK)
    nnart.save(nnart.Job(RECIPE, (4, 6), network=NETWORK, show="field"), tmp_path / "a.npy")
    assert np.array_equal(
        np.load(tmp_path / "a.npy"), nnart.evaluate(NETWORK, nnart.View(size=(4, 6))).astype(np.float32)
    )


@pytest.mark.parametrize("ending", PICTURES)
def test_the_largest_that_is_carried(tmp_path: Path, ending: str) -> None:
    """One more character, and nothing is; where a recipe without its network would be a lie."""

    def wide(width: int) -> Network:
        return Network.of([[[0, 1]] * width, [[1] * width]], [[0] * width, [0]], "tanh")

    one, two = (len(origin.text_of(RECIPE, wide(width))) for width in (1, 2))
    width = 1 + (origin.LONGEST - one) // (two - one)
    path = tmp_path / f"a{ending}"
    nnart.save(nnart.Job(RECIPE, (2, 2), network=wide(width)), path)
    assert same(nnart.read(path).network, wide(width))
    nnart.save(nnart.Job(RECIPE, (2, 2), network=wide(width + 1)), path, nnart.Run(force=True))
    with pytest.raises(FileError, match="it carries no recipe of nnart"):
        nnart.read(path)


def test_what_draws_a_network_is_not_carried() -> None:
    recipe = Recipe(seed=3, layers=7, width=9, activation="step", z=(1.0,), palette="ink", inputs="x,y,r")
    values = origin.data_of(recipe, NETWORK)["recipe"]
    assert not values.keys() & set(origin.DRAWING)
    assert (values["seed"], values["inputs"], values["palette"]) == (3, "x,y,r", "ink")
    assert origin.data_of(recipe) == {"recipe": recipe.to_dict()}
    assert origin.digest_of(recipe) == recipe.digest
    assert origin.digest_of(recipe, NETWORK) == origin.digest_of(recipe.replace(layers=3), NETWORK)
    assert origin.digest_of(RECIPE, NETWORK) != origin.digest_of(recipe, NETWORK) != recipe.digest


def test_a_smooth_network_is_interpolated_and_others_are_not() -> None:
    from nnart.rendering.job import Job
    from nnart.rendering.painting import Painting

    lines = Network.of([[[3.0, 1.0]], [[1.0]]], [[0.0], [0.0]], ["tanh", "linear"])
    kinks = Network.of(weights_of(lines), biases_of(lines), ["step", "linear"])
    for network, step in ((lines, True), (kinks, False)):
        one = Painting(Job(Recipe(palette="ink"), (1000, 1000), network=network))
        assert (one.painter.sampler().step > 1) == step
        one.pixels()
        assert (one.painted.evaluated < 1) == step


def test_the_command_line(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "two.toml").write_text(TOML)
    done = main_("render", "--network", "two.toml", "--size", "40x30")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("network two: nnart-two.png (40 x 30, ")
    file = nnart.read(tmp_path / "nnart-two.png")
    assert (file.recipe, file.recipe.seed) == (Recipe(palette="ink", tone="stretch"), 0)
    assert same(file.network, NETWORK)

    shown = main_("show", "nnart-two.png").stdout.splitlines()
    assert "network     2 → 2 → 1" in shown
    assert "activations sigmoid; linear" in shown
    assert not any(line.startswith(("layers", "width", "gain")) for line in shown)
    facts = json.loads(main_("show", "nnart-two.png", "--json").stdout)
    assert same(data.from_data(facts["network"]), NETWORK)
    assert facts["digest"] == origin.digest_of(file.recipe, NETWORK)
    assert (
        main_("verify", "nnart-two.png").stdout == "nnart-two.png: same: every pixel is what its recipe says\n"
    )

    (tmp_path / "r.toml").write_text(main_("show", "nnart-two.png", "--toml").stdout)
    for start in (["--recipe", "r.toml"], ["--from", "nnart-two.png"]):
        done = main_("render", *start, "--size", "40x30", "-o", "{network}-{size}.png", "--json", "--force")
        line = json.loads(done.stdout)
        assert same(data.from_data(line["network"]), NETWORK)
        assert (tmp_path / line["path"]).read_bytes() == (tmp_path / "nnart-two.png").read_bytes()
    assert names(tmp_path) == ["nnart-two.png", "r-40x30.png", "r.toml", "two-40x30.png", "two.toml"]

    main_(
        "render", "--from", "nnart-two.png", "--size", "20", "--palette", "reef", "-o", "a.tif", "--bits", "16"
    )
    again = nnart.read(tmp_path / "a.tif")
    assert (again.size, again.recipe.palette, again.recipe.tone) == ((20, 20), "reef", "stretch")
    assert same(again.network, NETWORK)


def test_other_ways_out(main_: Run, tmp_path: Path) -> None:
    """A field, a map of samples, a stream, an estimate."""
    (tmp_path / "two.toml").write_text(TOML)
    two = ["render", "--network", "two.toml", "--size", "40x30"]
    assert main_(*two, "--raw").stderr.startswith("network two: nnart-two.tif (40 x 30, ")
    assert same(nnart.read(tmp_path / "nnart-two.tif").network, NETWORK)
    assert main_(*two, "--show-samples").returncode == 0
    assert "carries no recipe" in main_("show", "nnart-two-samples.png").stderr
    dry = main_(*two, "--dry-run").stdout
    assert dry.splitlines()[-1].startswith("# 1 picture of 40 x 30: about ")
    assert same(data.from_data(tomllib.loads(dry)["network"]), NETWORK)
    piped = subprocess.run(
        [sys.executable, "-m", "nnart", *two, "-o", "-"], capture_output=True, check=True, cwd=tmp_path
    ).stdout
    main_(*two)
    assert piped == (tmp_path / "nnart-two.png").read_bytes()


def test_another_network_in_a_pictures_colours_and_frame(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "two.toml").write_text(TOML)
    main_("render", "--seed", "7", "--layers", "2", "--width", "5", "--size", "9", "--zoom", "2", "-o", "a.png")
    done = main_("render", "--from", "a.png", "--network", "two.toml", "-o", "b.png")
    assert done.returncode == 0, done.stderr
    one, other = nnart.read(tmp_path / "a.png"), nnart.read(tmp_path / "b.png")
    for name in ("seed", "palette", "tone", "zoom", "tolerance"):
        assert getattr(one.recipe, name) == getattr(other.recipe, name)
    assert same(other.network, NETWORK)


def test_what_contradicts_a_network_by_hand_is_named(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "two.toml").write_text(TOML)
    main_("render", "--network", "two.toml", "--size", "4", "-o", "a.png")
    says = "how a network is drawn, but"
    drawing = ["--layers", "3", "--width", "4", "--activation", "sin", "--detail", "3", "--bias", "1"]
    more = ["--gain", "2", "--residual", "0.5", "--z", "1,2", "--preset", "silk", "--seed", "1..3"]
    for arguments, code, fault in (
        (
            ["--network", "two.toml", *drawing, *more],
            2,
            "--layers, --width, --activation, --detail, --gain, --bias, --residual, --z and --preset: they say "
            f"{says} 'two.toml' gives one by hand; leave them out; --seed: each draws another network, but "
            "'two.toml' gives one by hand; give one seed",
        ),
        (
            ["--from", "a.png", "--z", "1"],
            2,
            f"--z: it says {says} 'a.png' was painted from one by hand; leave it out",
        ),
        (
            ["--network", "two.toml", "--inputs", "x,y,r"],
            2,
            "--network: it is given 3 inputs, but <Network 2 → 2 → 1> has 2; take another network, other "
            "inputs or another symmetry",
        ),
        (
            ["--network", "two.toml", "--colour", "rgb", "--alpha", "field"],
            2,
            "--network: 4 outputs make a picture of colour rgb and alpha field, not <Network 2 → 2 → 1>; take "
            "another colour or network",
        ),
        (["--network", "a.png"], 2, "--network: 'a.png' should end in one of .toml, .npz"),
        (["--network", "no.toml"], 1, "'no.toml': No such file or directory"),
        (
            ["--network", "two.toml", "-o", "{layers}.png"],
            2,
            "--output: '{layers}' is no field; there are {seed}, {network}, {size}, {digest}",
        ),
    ):
        done = main_("render", *arguments)
        assert (done.returncode, done.stdout, done.stderr) == (code, "", f"nnart: {fault}\n")
    assert names(tmp_path) == ["a.png", "two.toml"]


def test_a_recipes_file_with_a_wrong_network(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text("[[network.layers]]\nweights = 1\nbiases = [1]\nactivation = 'sin'\n")
    done = main_("render", "--recipe", "r.toml")
    assert done.returncode == 1
    assert done.stderr.startswith("nnart: 'r.toml': network: layer 0: weights: a list with a row")


def test_a_network_too_large_to_be_carried_is_said(main_: Run, tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    large = Network.of([random.normal(size=(3000, 2)), np.ones((1, 3000))], [np.zeros(3000), [0]], "tanh")
    nnart.write_network(large, tmp_path / "a.npz")
    done = main_("render", "--network", "a.npz", "--size", "9", "-o", "a.png")
    assert done.returncode == 0
    lines = done.stderr.splitlines()
    assert lines[1:] == [
        "the file carries neither recipe nor network: as JSON, they are longer than 65280 characters"
    ]
    assert "carries no recipe" in main_("show", "a.png").stderr
    assert main_("render", "--network", "a.npz", "--size", "9", "-o", "b.png", "-q").stderr == ""


def test_symmetry_inputs_and_colour_that_fit(main_: Run, tmp_path: Path) -> None:
    for name, inputs, outputs, options in (
        ("r", 3, 1, ["--inputs", "x,y,r", "--seed", "5"]),
        ("p4m", nnart.network_of(Recipe(symmetry="p4m", gain=1.0)).inputs, 1, ["--symmetry", "p4m"]),
        ("rgb", 2, 3, ["--colour", "rgb"]),
        ("shaded", 2, 3, ["--colour", "shaded", "--alpha", "field", "--tone", "equalised"]),
    ):
        random = np.random.default_rng(1)
        network = Network.of([random.normal(size=(outputs, inputs))], [np.zeros(outputs)], "sigmoid")
        nnart.write_network(network, tmp_path / f"{name}.npz")
        done = main_("render", "--network", f"{name}.npz", "--size", "12", *options)
        assert done.returncode == 0, done.stderr
        assert nnart.verify(tmp_path / f"nnart-{name}.png") is None
        (tmp_path / "r.toml").write_text(main_("show", f"nnart-{name}.png", "--toml").stdout)
        main_("render", "--recipe", "r.toml", "--size", "12", "-o", "again.png", "--force")
        assert (tmp_path / "again.png").read_bytes() == (tmp_path / f"nnart-{name}.png").read_bytes()
