"""Saving films: files, what they carry, and going on after an interruption."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import numpy as np
import pytest

from nnart.errors import Cancelled, FileError, InputError
from nnart.files.picturefile import read
from nnart.films.carried import read_film
from nnart.films.files.reading import decode
from nnart.films.film import Film
from nnart.films.reel import Reel
from nnart.films.save import header_of, save_film
from nnart.films.settling import settle_film
from nnart.recipe.size import Size
from nnart.rendering.run import Run
from nnart.rendering.workers import Threads
from tests.films.cases import small

SIZE = Size(32, 18)


def film(**values: object) -> Film:
    return settle_film(Film(small(7), seconds=0.5, fps=12, **values))  # type: ignore[arg-type]


@pytest.mark.parametrize("ending", ["webp", "png", "gif"])
def test_a_film_carries_its_recipe(ending: str, tmp_path: Path) -> None:
    path, wanted = tmp_path / f"a.{ending}", film().replace(fps=25, path=film().path)
    assert save_film(wanted, path, SIZE) == wanted
    assert read_film(path) == wanted
    assert len(list(decode(path))) == wanted.frames
    with pytest.raises(FileError, match="exists"):
        save_film(wanted, path, SIZE)


def test_an_animated_png_has_the_very_pixels(tmp_path: Path) -> None:
    path, wanted = tmp_path / "a.png", film()
    save_film(wanted, path, SIZE)
    reel = Reel(wanted, SIZE)
    for k, pixels in enumerate(decode(path)):
        assert np.array_equal(pixels, reel.frame(k))


def test_a_sequence_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    template, wanted = tmp_path / "{frame}.png", film()
    save_film(wanted, template, SIZE)
    whole = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert sorted(whole) == [f"{k:04}.png" for k in range(wanted.frames)]
    for name in sorted(whole)[3:]:
        (tmp_path / name).unlink()
    before = (tmp_path / "0000.png").stat().st_mtime_ns
    save_film(wanted, template, SIZE)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == whole
    assert (tmp_path / "0000.png").stat().st_mtime_ns == before
    assert read_film(tmp_path / "0003.png") == wanted
    (tmp_path / "0001.png").unlink()
    save_film(wanted, template, SIZE)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == whole


def test_a_sequence_is_gone_on_with_as_it_was_begun(tmp_path: Path) -> None:
    """Frames of another size or depth, or whatever else is in their place, are found before any work."""
    template, wanted = tmp_path / "{frame}.png", film()
    save_film(wanted, template, SIZE)
    for path in sorted(tmp_path.iterdir())[:-1]:
        path.unlink()
    for size, bits in (((16, 12), 8), (SIZE, 16)):
        with pytest.raises(FileError, match="exists"):
            save_film(wanted, template, size, bits=bits)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_stream_gets_a_y4m() -> None:
    stream, wanted = io.BytesIO(), film()
    save_film(wanted, stream, SIZE)
    data = stream.getvalue()
    assert data.startswith(b"YUV4MPEG2 W32 H18 F12:1 ")
    assert data.count(b"FRAME\n") == wanted.frames
    assert len(data) == data.index(b"\n") + 1 + wanted.frames * (6 + 32 * 18 * 3 // 2)


def test_what_was_painted_is_kept_and_the_file_is_the_same(tmp_path: Path) -> None:
    """The same frames and bytes, whatever was in the spool."""
    wanted, whole, again = film(), tmp_path / "whole.webp", tmp_path / "again.webp"
    save_film(wanted, whole, SIZE)
    seen: list[float] = []

    def stop(share: float) -> None:
        seen.append(share)
        if len(seen) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        save_film(wanted, again, SIZE, Run(Threads(1), progress=stop, keep_after=0.0))
    assert (tmp_path / "again.webp.part").is_file()
    assert not again.exists()
    save_film(wanted, again, SIZE)
    assert again.read_bytes() == whole.read_bytes()
    assert not (tmp_path / "again.webp.part").exists()


def test_another_film_is_not_taken_for_it(tmp_path: Path) -> None:
    path = tmp_path / "a.webp"

    def stop_late(_: float, seen: list[int] = []) -> None:  # noqa: B006  - of this call alone
        seen.append(1)
        if len(seen) > 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        save_film(film(), path, SIZE, Run(progress=stop_late, keep_after=0.0))
    with pytest.raises(FileError, match="another recipe, size or format"):
        save_film(film(), path, Size(16, 18))
    save_film(film(), path, Size(16, 18), Run(restart=True))


SCRIPT = """
import sys
from nnart.films.film import Film
from nnart.films.save import save_film
from nnart.rendering.run import Run
from tests.films.cases import small
film = Film(small(7), sys.argv[2], seconds=4, fps=25)
save_film(film, sys.argv[1], (96, 64), Run(keep_after=0.0, force=True))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ending", "kind"),
    [("webp", "drift"), ("mkv", "light"), ("mp4", "light"), ("mov", "drift"), ("webm", "light")],
)
def test_kills_at_random_moments_change_nothing(ending: str, kind: str, tmp_path: Path) -> None:
    if ending != "webp":
        pytest.importorskip("av")
    whole, path = tmp_path / f"whole.{ending}", tmp_path / f"a.{ending}"
    command = [sys.executable, "-c", SCRIPT]
    started = time.monotonic()
    subprocess.run([*command, str(whole), kind], check=True)
    took, random = time.monotonic() - started, Random(7)
    for _ in range(4):
        process = subprocess.Popen([*command, str(path), kind])
        time.sleep(random.uniform(0.2, 1.0) * took)
        process.send_signal(signal.SIGKILL)
        process.wait()
    subprocess.run([*command, str(path), kind], check=True)
    assert path.read_bytes() == whole.read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([path.name, whole.name])


def test_what_a_format_cannot_hold_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="GIF cannot play 30 frames a second"):
        save_film(Film(small(7)), tmp_path / "a.gif", SIZE)
    with pytest.raises(InputError, match="has no transparency"):
        save_film(Film(small(7, alpha="vignette"), fps=25), tmp_path / "a.gif", SIZE)
    with pytest.raises(InputError, match="should end in one of"):
        save_film(Film(small(7)), tmp_path / "a.avi", SIZE)


def test_a_gif_has_the_gradient_of_one_palette_alone() -> None:
    one = header_of(Film(small(7, palette="#000000,#ffffff")), SIZE)
    assert one.table is not None
    assert one.table.shape == (256, 3)
    assert one.table[0].tolist() == [0, 0, 0]
    assert one.table[-1].tolist() == [255, 255, 255]
    back = header_of(Film(small(7, palette="#000000,#ffffff", reverse=True)), SIZE)
    assert back.table is not None
    assert np.array_equal(back.table, one.table[::-1])
    two = Film([small(7, palette="ink"), small(12, palette="reef")], kind="morph")
    assert header_of(two, SIZE).table is None
    assert header_of(Film(small(7, colour="rgb")), SIZE).table is None


def test_a_frame_is_no_still_with_a_recipe(tmp_path: Path) -> None:
    """What needs a recipe says so, instead of painting something else."""
    save_film(film(), tmp_path / "{frame}.png", SIZE)
    with pytest.raises(FileError, match="a frame of a film"):
        read(tmp_path / "0000.png")
