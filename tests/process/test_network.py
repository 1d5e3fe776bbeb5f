"""Networks given by hand on the command line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np

import nnart
from nnart.network import data, origin
from nnart.network.network import Network
from nnart.recipe.recipe import Recipe
from tests.byhand import NETWORK, TOML, same
from tests.conftest import Run, names


def test_the_command_line(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "two.toml").write_text(TOML)
    done = main_("render", "--network", "two.toml", "--size", "40x30")
    assert (done.returncode, done.stdout) == (0, "")
    assert re.fullmatch(r"network two \(40 x 30, .*\): nnart-two\.png\n", done.stderr)
    file = nnart.read(tmp_path / "nnart-two.png")
    assert (file.recipe, file.recipe.seed) == (Recipe(palette="ink", tone="stretch"), 0)
    assert same(file.network, NETWORK)

    shown = main_("show", "nnart-two.png").stdout.splitlines()
    assert 'network = "2 → 2 → 1"' in shown
    assert "# sigmoid; linear" in shown
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
    assert (again.size, again.recipe.palette, again.recipe.tone) == ((20, 15), "reef", "stretch")
    assert same(again.network, NETWORK)


def test_other_ways_out(main_: Run, tmp_path: Path) -> None:
    """A field, a map of samples, a stream, an estimate."""
    (tmp_path / "two.toml").write_text(TOML)
    two = ["render", "--network", "two.toml", "--size", "40x30"]
    assert re.fullmatch(r"network two \(40 x 30, .*\): nnart-two\.tif\n", main_(*two, "--raw").stderr)
    assert same(nnart.read(tmp_path / "nnart-two.tif").network, NETWORK)
    assert main_(*two, "--show-samples").returncode == 0
    assert "carries no nnart recipe" in main_("show", "nnart-two-samples.png").stderr
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
    says = "networks from seeds, but"
    drawing = ["--layers", "3", "--width", "4", "--activation", "sin", "--detail", "3", "--bias", "1"]
    more = ["--gain", "2", "--residual", "0.5", "--z", "1,2", "--preset", "silk", "--seed", "1..3"]
    for arguments, code, fault in (
        (
            ["--network", "two.toml", *drawing, *more],
            2,
            "--layers, --width, --activation, --detail, --gain, --bias, --residual, --z and --preset: they "
            f"shape {says} 'two.toml' gives one by hand; leave them out; --seed: each seed is another network, "
            "but 'two.toml' gives one by hand; give one seed",
        ),
        (
            ["--from", "a.png", "--z", "1"],
            2,
            f"--z: it shapes {says} 'a.png' was painted from one by hand; leave it out",
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
            "--output: '{layers}' is not one of {seed}, {index}, {network}, {size}, {digest}; "
            "{seed:06} has zeros before it",
        ),
    ):
        done = main_("render", *arguments)
        assert (done.returncode, done.stdout, done.stderr) == (code, "", f"nnart: {fault}\n")
    assert names(tmp_path) == ["a.png", "two.toml"]


def test_a_recipes_file_with_a_wrong_network(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text("[[network.layers]]\nweights = 1\nbiases = [1]\nactivation = 'sin'\n")
    done = main_("render", "--recipe", "r.toml")
    assert done.returncode == 2
    assert done.stderr.startswith("nnart: 'r.toml': network: layer 0: weights: a list with a row")


def test_a_network_too_large_to_be_carried_is_said(main_: Run, tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    large = Network.of([random.normal(size=(3000, 2)), np.ones((1, 3000))], [np.zeros(3000), [0]], "tanh")
    nnart.write_network(large, tmp_path / "a.npz")
    done = main_("render", "--network", "a.npz", "--size", "9", "-o", "a.png")
    assert done.returncode == 0
    lines = done.stderr.splitlines()
    assert lines[:-1] == [
        "the file carries neither recipe nor network: as JSON, they are longer than 65280 characters"
    ]
    assert "carries no nnart recipe" in main_("show", "a.png").stderr
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
