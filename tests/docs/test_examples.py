"""The examples: every command of their README as a process, and key places against the truth."""

from __future__ import annotations

import math
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import nnart

FOLDER = Path(__file__).parents[2] / "examples"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    shlex.split(line, comments=True)
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]


def run(folder: Path, *arguments: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(FOLDER.parent / "src"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{arguments}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def painted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every command of the README was run, in their order."""
    folder = tmp_path_factory.mktemp("examples")
    shutil.copytree(FOLDER, folder / "examples")
    for program, *arguments in COMMANDS:
        if program == "python":
            run(folder, *arguments)
        else:
            assert program == "nnart"
            smaller = ["--size", "80"] if "--network" in arguments else []
            run(folder, "-m", "nnart", *("160" if one == "2000" else one for one in arguments), *smaller)
    return folder


def test_the_readme_names_every_example() -> None:
    there = {path.name for path in FOLDER.iterdir() if path.suffix in (".toml", ".py")}
    assert there == set(re.findall(r"examples/(\w+\.(?:toml|py))", README))
    assert len(there) == 14
    for path in FOLDER.iterdir():  # and every file its own command, or the like
        if path.suffix == ".toml":
            colour = " --colour rgb" * (path.stem == "colours")
            assert f"#     nnart render --network {path.name}{colour}\n" in path.read_text(encoding="utf-8")


def corner(x: float, y: float) -> bool:
    return x > 0 and y > 0


def xor(x: float, y: float) -> bool:
    return (x > 0) != (y > 0)


def square(x: float, y: float) -> bool:
    return max(abs(x), abs(y)) < 0.5


def triangle(x: float, y: float) -> bool:
    return y > -0.5 and y < 1 - 2 * abs(x)


def blob(x: float, y: float) -> bool:
    return math.hypot(x, y) < 0.6


def step(x: float, y: float) -> bool:
    return 6 * x + 3 * y > 1.5


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "truth", "share"),
    [
        ("corner", corner, 1),
        ("xor", xor, 1),
        ("square", square, 1),
        ("triangle", triangle, 0.97),
        ("blob", blob, 0.95),
        ("step", step, 1),
    ],
)
def test_what_is_inside_is_light(
    painted: Path, name: str, truth: Callable[[float, float], bool], share: float
) -> None:
    """At every pixel, or where lines are soft at nearly every one."""
    with Image.open(painted / f"nnart-{name}.png") as image:
        light = np.asarray(image)[..., 1] > 140
    centres = (2 * np.arange(80) + 1) / 80 - 1
    inside = [[truth(x, -y) for x in centres] for y in centres]
    assert (light == inside).mean() >= share


def answers(name: str, *points: tuple[float, float]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return nnart.evaluate_at(nnart.read_network(FOLDER / f"{name}.toml"), points)


def test_a_soft_step_is_the_sigmoid() -> None:
    for x, y in ((0.3, 0.1), (-1.0, 0.5), (0.25, 0.0)):
        expected = 1 / (1 + math.exp(-(6 * x + 3 * y - 1.5)))
        assert answers("step", (x, y))[0, 0] == pytest.approx(expected, abs=1e-6)


def test_the_staircase_has_five_levels() -> None:
    stairs = answers("steps", *((x, 0.0) for x in (-1.2, -0.6, 0.0, 0.6, 1.2)))[:, 0]
    assert stairs == pytest.approx([0, 0.25, 0.5, 0.75, 1], abs=0.01)


def test_the_ripple_is_round() -> None:
    for radius in (0.0, 0.3, 0.7):
        ring = [(radius * math.cos(angle), radius * math.sin(angle)) for angle in range(12)]
        expected = math.cos(3 * 7.64 * radius)
        assert answers("ripple", *ring)[:, 0] == pytest.approx([expected] * 12, abs=0.15)


def test_waves_are_those_of_the_formula() -> None:
    for x, y in ((0.1, 0.2), (-0.7, 0.9)):
        expected = (
            0.3 * math.sin(18 * x + 6 * y) + 0.3 * math.sin(-3 * x + 15 * y + 1) + 1.4 * math.exp(-6.25 * y * y)
        )
        assert answers("waves", (x, y))[0, 0] == pytest.approx(expected, abs=1e-5)


def test_colours_lie_where_they_are_said_to(painted: Path) -> None:
    with Image.open(painted / "nnart-colours.png") as image:
        pixels = np.asarray(image)
    for channel, place in enumerate([(2, 40), (70, 2), (70, 77)]):
        assert pixels[place].argmax() == channel


def test_what_is_repainted_is_the_same_network(painted: Path) -> None:
    file = nnart.read(painted / "large.png")
    assert file.size == (160, 160)
    assert file.network is not None
    assert file.network.sizes == "2 → 2 → 2 → 1"


def test_from_a_seed_to_arrays(tmp_path: Path) -> None:
    text = run(tmp_path, str(FOLDER / "seed_to_array.py"), "3")
    field = nnart.evaluate(nnart.network_of(nnart.Recipe(seed=3)), nnart.View(size=(128, 96)))
    assert f"a field of shape (96, 128, 1) from {field.min():.3f} to {field.max():.3f}" in text
    assert "pixels of shape (96, 128, 3) uint8" in text


def test_a_cut_is_a_curve(tmp_path: Path) -> None:
    lines = run(tmp_path, str(FOLDER / "cut.py"), str(FOLDER / "square.toml")).splitlines()
    assert len(lines) == 41
    assert [line.rindex("*") - 17 for line in lines] == [50 if abs(i - 20) < 10 else 0 for i in range(41)]
    assert lines[20] == f"{0:6.2f} {1:9.4f} {' ' * 50}*"
    assert len(run(tmp_path, str(FOLDER / "cut.py")).splitlines()) == 41


def test_the_loop_closes(painted: Path) -> None:
    """Neighbouring frames are alike, the last and the first too; opposite ones are not."""
    frames = [np.asarray(Image.open(painted / "loop" / f"loop-{i}.png")).astype(float) for i in range(8)]
    assert not (painted / "loop" / "loop-8.png").exists()
    near = [np.abs(frames[i] - frames[i - 1]).mean() for i in range(8)]
    far = [np.abs(frames[i] - frames[i - 4]).mean() for i in range(4)]
    assert 0 < max(near) < 0.7 * min(far)
    gains = {nnart.read(painted / "loop" / f"loop-{i}.png").recipe.gain for i in range(8)}
    assert len(gains) == 1


def test_a_film_is_as_long_as_it_is_told_to_be(painted: Path) -> None:
    with Image.open(painted / "loop.webp") as film:
        assert (getattr(film, "n_frames", 1), film.size) == (24, (120, 120))


def test_a_loop_goes_where_it_is_told_and_tells_where_it_goes(tmp_path: Path) -> None:
    loop, small = str(FOLDER / "loop.py"), ("--frames", "11", "--size", "9", "--seed", "3", "--radius", "0.1")
    source = sorted(FOLDER.iterdir())
    assert "--frames" in run(tmp_path, loop, "--help")
    assert list(tmp_path.iterdir()) == []
    told = run(tmp_path, loop, "a/b", *small).splitlines()
    there = sorted((tmp_path / "a" / "b").iterdir())
    assert [path.name for path in there] == [f"loop-{frame:02}.png" for frame in range(11)]
    assert [line.rpartition(": ")[2] for line in told] == [f"a/b/{path.name}" for path in there]
    first = nnart.read(there[0])
    assert (first.size, first.recipe.seed, first.recipe.z) == ((9, 9), 3, (0.1, 0.0))
    run(tmp_path, loop, *small)
    assert {path.name for path in tmp_path.iterdir()} == {"a", "loop"}
    for ending in ("gif", "png"):
        assert run(tmp_path, loop, f"film.{ending}", *small) == f"11 frames: film.{ending}\n"
        with Image.open(tmp_path / f"film.{ending}") as film:
            assert getattr(film, "n_frames", 1) == 11
    assert sorted(FOLDER.iterdir()) == source


def test_a_second_loop_loses_nothing(tmp_path: Path) -> None:
    loop, small = str(FOLDER / "loop.py"), ("--frames", "2", "--size", "4")
    for folder in ("loop", "loop-2", "loop-3"):
        assert run(tmp_path, loop, *small).endswith(f"{folder}/loop-1.png\n")
    run(tmp_path, loop, "film.gif", *small)
    for out in ("loop", "film.gif"):
        with pytest.raises(AssertionError, match="exists; --force replaces it"):
            run(tmp_path, loop, out, *small)
        run(tmp_path, loop, out, *small, "--force")


@pytest.mark.parametrize("words", [("--frames", "1"), ("--size", "0"), ("missing/film.gif", "--size", "9")])
def test_a_wrong_loop_is_refused_in_a_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, str(FOLDER / "loop.py"), *words],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(FOLDER.parent / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (1, 2)
    assert done.stderr.splitlines()[-1].startswith("loop.py: ")
    assert list(tmp_path.iterdir()) == []
