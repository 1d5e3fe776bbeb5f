"""Standard input: `-` stands for it wherever a command reads a file, and once at most."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import nnart
from nnart.cli.stdin import standard_input
from nnart.errors import FileError, InputError
from nnart.recipe.recipe import Recipe
from nnart.sources.favourites import VARIABLE
from tests.byhand import TOML
from tests.commandline import POSIX, faults_of
from tests.conftest import Run
from tests.faults_of import refused
from tests.test_inputfiles import Pipe

RECIPE = Recipe(seed=7, layers=2, width=5)
TEXT = RECIPE.to_toml().encode()


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Put bytes behind a pipe to standard input."""

    class Stdin:
        buffer: Pipe

    def put(data: bytes) -> None:
        Stdin.buffer = Pipe(data)
        monkeypatch.setattr(sys, "stdin", Stdin)

    return put


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of every kind, in a folder where others have their favourites."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept"))
    for ending in ("png", "jpg", "webp", "avif", "tif"):
        nnart.save(nnart.Job(RECIPE, (8, 8)), tmp_path / f"a.{ending}")
    (tmp_path / "own.toml").write_bytes(TEXT)
    (tmp_path / "net.toml").write_text(TOML)
    (tmp_path / "two.hex").write_text("0b132b\nf5cb5c\n")
    tiles = tuple(nnart.Tile(str(seed), RECIPE.replace(seed=seed)) for seed in (3, 4))
    nnart.render_sheet(nnart.Sheet(tiles, 2), tmp_path / "sheet.png", (8, 8))
    network = nnart.read_network(tmp_path / "net.toml")
    nnart.write_network(network, tmp_path / "net.npz")
    (tmp_path / "gallery.toml").write_text('[[pictures]]\ntitle = "A"\npicture = "a.png"\n')
    return tmp_path


SMALL = ("--size", "8", "--force", "-o", "new.png")


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("own.toml", ("render", "--recipe", "-", *SMALL)),
        ("own.toml", ("render", "--from", "-", *SMALL)),
        ("a.png", ("render", "--from", "-", *SMALL)),
        ("a.webp", ("render", "--from", "-", *SMALL)),
        ("sheet.png", ("render", "--from", "-#4", *SMALL)),
        ("net.toml", ("render", "--network", "-", "--size", "8")),
        ("net.npz", ("render", "--network", "-", "--size", "8")),
        ("two.hex", ("render", "--seed", "7", "--palette", "-", *SMALL)),
        ("two.hex", ("palettes", "-")),
        *((f"a.{ending}", ("show", "-")) for ending in ("png", "jpg", "webp", "avif", "tif")),
        ("own.toml", ("show", "-")),
        ("sheet.png", ("show", "-")),
        ("sheet.png", ("show", "--", "-#3")),
        ("a.png", ("verify", "-")),
        ("a.png", ("vary", "-", "--count", "1", *SMALL)),
        ("a.png", ("breed", "-", "7", "--count", "1", *SMALL)),
        ("sheet.png", ("breed", "own.toml", "--count", "1", *SMALL, "--", "-#3")),
        ("a.png", ("keep", "-", "--name", "dusk")),
        ("a.png", ("tiles", "-", "--size", "64", "-o", "new")),
        ("own.toml", ("sheet", "--recipe", "-", "--seeds", "1,2", *SMALL)),
        ("two.hex", ("sweep", "--seed", "7", "--palette", "-;ink", *SMALL)),
        ("own.toml", ("neurons", "--from", "-", *SMALL)),
        ("own.toml", ("explore", "--from", "-", "--seeds", "1,2", "--keep", "1", *SMALL)),
        ("gallery.toml", ("gallery", "-", "-o", "site")),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_every_command_reads_it(
    files: Path, main_: Run, pipe: Callable[[bytes], None], file: str, words: tuple[str, ...]
) -> None:
    pipe((files / file).read_bytes())
    done = main_(*words)
    assert done.returncode == 0, done.stderr


def test_what_is_read_decides(files: Path, main_: Run, pipe: Callable[[bytes], None]) -> None:
    """And not a seed that is drawn, as after a first look had emptied the pipe."""
    pipe(TEXT)
    main_("render", "--recipe", "-", *SMALL)
    assert nnart.read(files / "new.png").recipe == nnart.calibrate(RECIPE)
    pipe((files / "sheet.png").read_bytes())
    main_("render", "--from", "-#4", *SMALL)
    assert nnart.read(files / "new.png").recipe.seed == 4


@pytest.mark.parametrize(
    "words",
    [
        ("render", "--recipe", "-", "--size", "8"),
        ("render", "--from", "-"),
        ("show", "-"),
        ("verify", "-"),
        ("vary", "-"),
        ("keep", "-", "--name", "dusk"),
        ("palettes", "-"),
        ("render", "--network", "-"),
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("files")
def test_nothing_is_no_input(main_: Run, pipe: Callable[[bytes], None], words: tuple[str, ...]) -> None:
    pipe(b"")
    done = main_(*words)
    assert done.returncode in (1, 2)
    assert done.stderr.startswith("nnart: standard input") and done.stderr.count("\n") == 1


def test_it_is_read_once_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    for words, names in (
        (("breed", "-", "-"), ("one", "other")),
        (("render", "--recipe", "-", "--palette", "-"), ("recipe", "palette")),
        (("render", "--from", "-#1", "--network", "-"), ("source", "network")),
        (("sweep", "--from", "-", "--palette", "ink;-"), ("source", "palette")),
    ):
        assert faults_of(*words) == [("conflict", names)]
    monkeypatch.setattr(sys, "stdin", None)
    with refused("access", error=FileError):
        standard_input(recipe="-")
    with refused("conflict", "a", "b", error=InputError):
        standard_input(a="-", b="-", c="x")
    assert standard_input(recipe="./-", source=None, palette="#fff", network=Path("-")) is None


def test_a_file_of_that_name_is_reached_by_its_folder(files: Path, main_: Run) -> None:
    (files / "-").write_bytes(TEXT)
    assert main_("render", "--recipe", "./-", *SMALL).returncode == 0
    (files / "list.toml").write_text('[[pictures]]\ntitle = "A"\nrecipe = "-"\n')
    assert main_("gallery", "list.toml", "-o", "site").returncode == 0


@POSIX
@pytest.mark.parametrize("name", ["/dev/stdin", "-"])
def test_a_real_pipe_is_read_once(tmp_path: Path, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nnart", "show", name, "--toml"],
        input=TEXT, capture_output=True, check=True, cwd=tmp_path, env=os.environ | {VARIABLE: "kept"},
    )  # fmt: skip
    assert Recipe.from_toml(done.stdout.decode()) == RECIPE


@POSIX
def test_one_that_is_closed_is_said(tmp_path: Path) -> None:
    command = f"'{sys.executable}' -m nnart show - <&-"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"nnart: standard input is closed\n")


@POSIX
def test_a_gallerys_list_behind_a_pipe_begins_in_the_current_folder(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_bytes(TEXT)
    (tmp_path / "list.toml").write_text(
        'png = 32\nsizes = [32]\n[[pictures]]\ntitle = "A"\nrecipe = "one.toml"\n'
    )
    for name in ("/dev/stdin", "-"):
        command = f"cat list.toml | '{sys.executable}' -m nnart gallery {name} -o site"
        done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
