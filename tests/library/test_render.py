"""One picture, and many, from what people give."""

from __future__ import annotations

import io
import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import nnart
from tests.conftest import names
from tests.faults_of import refused

SMALL: dict[str, Any] = {"layers": 2, "width": 4}
ONE = nnart.Recipe(seed=3, **SMALL)


def test_a_picture_is_that_of_its_job() -> None:
    picture = nnart.render(seed=7, preset="silk", size="40x30", **SMALL)
    recipe = nnart.recipe_of(7, preset="silk", **SMALL)
    assert picture.recipe == nnart.calibrate(recipe)
    assert np.array_equal(picture.pixels, nnart.render(recipe, (40, 30)).pixels)
    assert nnart.render(7, 8, bits=16, **SMALL).bits == 16
    assert nnart.render(7, 8, show="samples", **SMALL).recipe is None


def test_lengths_bring_their_dots(tmp_path: Path) -> None:
    picture = nnart.render(7, "2x1cm@50dpi", **SMALL)
    assert (picture.size, picture.dpi) == ((39, 20), 50)
    picture.save(tmp_path / "a.png")
    nnart.save(nnart.job_of(7, "2x1cm@50dpi", **SMALL), tmp_path / "b.tif")
    assert {nnart.read(tmp_path / name).dpi for name in ("a.png", "b.tif")} == {50}


def test_a_field_is_no_picture() -> None:
    with refused("no-effect", "show"):
        nnart.render(7, 8, show="field")


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("side", [20, 1100])
def test_many_come_in_their_order(threads: int, side: int) -> None:
    shares: list[float] = []
    run = nnart.Run(nnart.Threads(threads), progress=shares.append)
    found = list(nnart.render_many([3, "4", nnart.Recipe(seed=5)], side, run=run, **SMALL))
    assert [picture.recipe and picture.recipe.seed for picture in found] == [3, 4, 5]
    assert np.array_equal(found[1].pixels, nnart.render(4, side, **SMALL).pixels)
    assert sum(shares) == pytest.approx(1)


def test_large_and_small_ones_keep_their_order() -> None:
    sizes = [(16, 16), (1100, 1000), (20, 20)]
    jobs = [
        nnart.Picture(np.zeros((height, width, 3), np.uint8), nnart.Recipe(seed=3, **SMALL))
        for width, height in sizes
    ]
    assert [picture.size for picture in nnart.render_many(jobs)] == sizes


def test_endless_ones_are_painted_as_they_are_asked_for() -> None:
    pictures = nnart.render_many(itertools.count(), 8, **SMALL)
    assert [next(pictures).recipe.seed for _ in range(5)] == [0, 1, 2, 3, 4]


def test_files_are_those_of_save(tmp_path: Path) -> None:
    to = tmp_path / "new" / "{number}-{seed}.png"
    done = list(nnart.render_many(range(7, 10), 16, to=to, dpi=72, **SMALL))
    assert names(tmp_path / "new") == ["1-7.png", "2-8.png", "3-9.png"]
    assert [one.path.name for one in done] == ["1-7.png", "2-8.png", "3-9.png"]
    nnart.save(nnart.job_of(8, 16, **SMALL), tmp_path / "b.png", dpi=72)
    assert (tmp_path / "b.png").read_bytes() == done[1].path.read_bytes()
    with refused("exists", error=nnart.FileError):
        list(nnart.render_many([7], 16, to=to, **SMALL))


@pytest.mark.parametrize(
    ("given", "rule", "name"),
    [
        ({"to": "a.png"}, "missing", "to"),
        ({"to": "{nosuch}.png"}, "syntax", "to"),
        ({"to": "{seed}.bmp"}, "kind", "to"),
        ({"recipes": 7}, "type", "recipes"),
        ({"recipes": [None, 2.5]}, "type", "recipe"),
        ({"layers": 0}, "range", "layers"),
        ({"dpi": 0, "to": "{seed}.png"}, "range", "dpi"),
    ],
)
def test_what_cannot_be_is_refused(given: dict[str, Any], rule: str, name: str) -> None:
    with refused(rule, name):
        called: Any = nnart.render_many
        list(called(**{"recipes": [1], "size": 8} | SMALL | given))


def test_who_leaves_early_and_who_cancels_waits_for_nobody() -> None:
    pictures = nnart.render_many(range(100), 16, **SMALL)
    next(pictures)
    pictures.close()  # type: ignore[attr-defined]
    cancel = nnart.Cancel()
    with pytest.raises(nnart.Cancelled):
        for _ in nnart.render_many(range(100), 16, run=nnart.Run(cancel=cancel), **SMALL):
            cancel()


def test_limits_are_the_command_lines_on_request() -> None:
    huge = nnart.job_of(7, 10**6, exact=True)
    with refused("limit", "size"):
        nnart.render(huge.recipe, huge.size, run=nnart.Run(limits=True))
    with refused("limit", "size"):
        nnart.save(huge, io.BytesIO(), nnart.Run(limits=nnart.Limits(seconds=1)))
    with refused("limit", "size"):
        list(nnart.render_many([1], 20_000, exact=True, run=nnart.Run(limits=nnart.Limits(seconds=1))))
    with refused("limit", "size"):
        nnart.render_tiles(huge, "nowhere", run=nnart.Run(limits=True))
    assert nnart.render(7, 8, run=nnart.Run(limits=True), **SMALL).size == (8, 8)
    assert nnart.estimate(nnart.job_of(7, 64, **SMALL)).seconds < 10


@pytest.mark.parametrize("name", ["png", "jpg", "webp", "avif", "tif", "WebP", ".jpeg"])
def test_a_picture_is_written_in_any_format_with_its_recipe(tmp_path: Path, name: str) -> None:
    picture = nnart.render(7, (40, 30), **SMALL)
    data = picture.to_bytes(name)
    assert nnart.read(io.BytesIO(data)).recipe == picture.recipe
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (40, 30)
    stream = io.BytesIO()
    picture.save(stream, format=name)
    picture.save(tmp_path / "file", format=name)
    assert picture.recipe is not None
    saved = io.BytesIO()
    nnart.save(nnart.Job(picture.recipe, (40, 30)), saved, format=name)
    assert stream.getvalue() == data == (tmp_path / "file").read_bytes() == saved.getvalue()


def test_a_stream_need_only_be_written_to() -> None:
    class Response:
        def __init__(self) -> None:
            self.data = b""

        def write(self, data: bytes) -> None:
            self.data += data

    response, picture = Response(), nnart.render(7, 8, **SMALL)
    picture.save(response, "tif")
    assert response.data == picture.to_bytes("tif")
    with refused("choice", "format"):
        picture.to_bytes("bmp")
    with refused("conflict", "bits"):
        nnart.render(7, 8, bits=16, **SMALL).to_bytes("jpg")


@pytest.mark.parametrize("size", [(60_000, 40_000), (100_000, 50_000)])
def test_limits_count_the_picture_in_memory(size: tuple[int, int]) -> None:
    """Files of pieces do not take it, and streams take it only where they are written at once."""
    run = nnart.Run(limits=nnart.Limits(seconds=1e9, memory=10**9))
    job = nnart.job_of(7, size, **SMALL)
    for paint in (
        lambda: nnart.render(7, size, run=run, **SMALL),
        lambda: next(nnart.render_many([7], size, run=run, **SMALL)),
        lambda: nnart.save(job, io.BytesIO(), run, format="tif"),
    ):
        with refused("limit", "size") as caught:
            paint()
        del caught


def test_limits_count_all_pictures_that_are_painted_ahead() -> None:
    run = nnart.Run(nnart.Threads(64), limits=nnart.Limits(seconds=1e9, memory=6 * 10**8))
    assert nnart.render(7, 1024, run=run, **SMALL).size == (1024, 1024)
    with refused("limit", "size"):
        next(nnart.render_many(range(200), 1024, bits=16, run=run, **SMALL))


def test_pictures_without_end_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    class Bar:
        total, done = None, 0.0

        def __init__(self, **given: Any) -> None:
            assert "total" not in given
            bars.append(self)

        def update(self, pictures: float) -> None:
            self.done += pictures

    bars: list[Bar] = []
    for progress in (True, Bar):
        pictures = nnart.render_many(itertools.count(), 8, progress=progress, **SMALL)
        assert [next(pictures).recipe.seed for _ in range(3)] == [0, 1, 2]
        pictures.close()  # type: ignore[attr-defined]
    assert "done" in capsys.readouterr().err
    (bar,) = bars
    assert 2 <= bar.done <= 3
    shares: list[float] = []
    assert len(list(nnart.render_many(iter(range(3)), 8, progress=shares.append, **SMALL))) == 3
    assert sum(shares) == pytest.approx(3)


@pytest.mark.parametrize(
    ("given", "rule", "name"),
    [
        ({"size": "bad"}, "syntax", "size"),
        ({"layerz": 3}, "unknown", None),
        ({"layers": 0}, "range", "layers"),
        ({"bits": 9}, "range", "bits"),
        ({"to": "{seed}.bmp"}, "kind", "to"),
    ],
)
def test_many_are_checked_before_the_first_is_asked_for(
    given: dict[str, Any], rule: str, name: str | None
) -> None:
    called: Any = nnart.render_many
    with refused(rule, *([] if name is None else [name])):
        called(**{"recipes": range(3), "size": 8} | SMALL | given)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A file of a sheet with three tiles."""
    tiles = tuple(nnart.Tile(f"seed {seed}", nnart.Recipe(seed, **SMALL)) for seed in (4, 5, 6))
    nnart.render_sheet(nnart.Sheet(tiles, 3), tmp_path / "s.png", (30, 20))
    return tmp_path / "s.png"


def test_of_a_sheet_all_tiles_are_rendered(sheet: Path) -> None:
    for given in (sheet, str(sheet), sheet.read_bytes(), nnart.read_sheet(sheet), "4-6"):
        found = list(nnart.render_many(given, 8, **({} if given != "4-6" else SMALL)))
        assert [picture.recipe and picture.recipe.seed for picture in found] == [4, 5, 6]
    assert [picture.size.shape for picture in nnart.render_many(f"{sheet}#seed 4")] == [(683, 1024)]
    assert len(list(nnart.render_many(nnart.explore_seeds([3, 4], SMALL, prefer="calm"), 8))) <= 2
    wrong: list[Any] = [7, ONE, nnart.Job(ONE), {"seed": 7}]
    for one in wrong:
        with refused("type", "recipes"):
            nnart.render_many(one)


def test_save_takes_what_render_takes(tmp_path: Path) -> None:
    picture = nnart.render(ONE, (12, 8), palette="ink")
    assert picture.recipe is not None
    nnart.save(picture.recipe, tmp_path / "a.png", size=(12, 8))
    file, job = tmp_path / "a.png", nnart.Job(picture.recipe, (12, 8))
    for given in (picture, file, file.read_bytes(), job):
        memory = io.BytesIO()
        nnart.save(given, memory)
        assert memory.getvalue() == picture.to_bytes()
    nnart.save(picture, tmp_path / "b.png", size=(24, 16), layers=3)
    assert nnart.read(tmp_path / "b.png").size == (24, 16)


def test_a_picture_in_memory_is_saved_as_it_is(tmp_path: Path) -> None:
    changed = nnart.Picture(np.zeros((4, 5, 3), np.uint8), ONE)
    painted = nnart.save(changed, tmp_path / "a.png")
    assert (painted.flat, painted.evaluated) == (True, 0)
    assert not np.asarray(Image.open(tmp_path / "a.png")).any()
    with refused("exists", error=nnart.FileError):
        nnart.save(changed, tmp_path / "a.png")
    nnart.save(changed, tmp_path / "a.png", nnart.Run(force=True))
