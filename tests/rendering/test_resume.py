"""Resuming: what is finished of a file is found again, and ends in the same bytes."""

from __future__ import annotations

import itertools
import os
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nnart
from nnart.errors import FileError, Interrupted, Rescued
from nnart.files import bands, identity, png, spool
from nnart.files.atomic import check_target
from nnart.files.note import Note
from nnart.files.spool import Spool
from nnart.files.tiledtiff import TiledTiffStream
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering import painter, painting
from nnart.rendering.save import to_file
from tests.conftest import names
from tests.faults import failing
from tests.faults_of import refused

RECIPE = Recipe(seed=3, layers=2, width=5, detail=4.0, gain=1.7)


SIZE = Size(260, 300)


RECORD = b"\0nnart piece\0"  # how records begin, after two copies of a header


NAMES = ["a.png", "a.tif", "tiled.tif", "a.npy", "raw.tif"]


@pytest.fixture(autouse=True)
def small_bands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut pictures into many pieces."""
    for module in (bands, painter, painting):
        monkeypatch.setattr(module, "band_height", lambda _: 4)


def paint(path: Path, recipe: Recipe = RECIPE, size: Size = SIZE, **options: Any) -> None:
    """Paint by what a file's name says: a raw field if that begins so, tiles if that does."""
    field = path.suffix == ".npy" or path.name.startswith("raw")
    show: Any = "field" if field else options.pop("show", "picture")
    job = nnart.Job(recipe, size, options.pop("bits", 8), show=show)
    options = {"keep_after": 0.0} | options
    run = nnart.Run(nnart.Threads(options.pop("threads", None)), **options)
    if path.name.startswith("tiled"):
        check_target(path, run.force)
        to_file(job, path, TiledTiffStream(), run)
    else:
        nnart.save(job, path, run)


def interrupt(path: Path, after: float, **options: Any) -> Interrupted | KeyboardInterrupt:
    """Stop painting after a share of the work, and return how it ended."""

    def progress(share: float) -> None:
        nonlocal after
        after -= share
        if after <= 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        paint(path, progress=progress, **options)
    return caught.value


@pytest.mark.parametrize("name", NAMES)
def test_a_stopped_render_goes_on_to_the_same_bytes(tmp_path: Path, name: str) -> None:
    whole, path = tmp_path / f"{'tiled-' * (name == 'tiled.tif')}whole.{name}", tmp_path / name
    paint(path)
    path.rename(whole)
    for after, threads in ((0.1, 3), (0.3, 1), (0.5, 2)):
        interrupt(path, after, threads=threads)
        assert names(tmp_path) == sorted([f"{name}.part", whole.name])
    shares: list[float] = []
    paint(path, progress=shares.append)
    assert path.read_bytes() == whole.read_bytes()
    assert names(tmp_path) == sorted([name, whole.name])
    assert shares[0] >= 0.45  # what was there
    assert sum(shares) == pytest.approx(1)


@pytest.mark.parametrize(("bits", "tone"), [(16, "equalised"), (8, "stretch")])
def test_other_depths_and_tones_go_on_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bits: int, tone: str
) -> None:
    """A stretched tone that was measured is not measured again."""
    recipe, budget = RECIPE.replace(tone=tone), nnart.Budget(field=0)
    paint(tmp_path / "whole.png", recipe, bits=bits, budget=budget)
    interrupt(tmp_path / "a.png", 0.8, recipe=recipe, bits=bits, budget=budget)
    monkeypatch.setattr(painter.Painter, "measured", None)
    paint(tmp_path / "a.png", recipe, bits=bits, budget=budget)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "whole.png").read_bytes()


def test_it_says_how_far_it_came(tmp_path: Path) -> None:
    error = interrupt(tmp_path / "a.png", 0.5)
    assert isinstance(error, Interrupted)
    (kept,) = error.kept
    assert kept.path == tmp_path / "a.png.part"
    assert kept.share == pytest.approx(0.55, abs=0.05)


def test_the_end_of_the_work_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor painted again when only the file's own writing failed."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(png, "write_chunk", fail)
        with pytest.raises(FileError, match=r"a.png': No space left on device") as caught:
            paint(tmp_path / "a.png")
    assert [kept.share for kept in caught.value.kept] == [pytest.approx(1)]
    assert names(tmp_path) == ["a.png.part"]
    monkeypatch.setattr(painter.Painter, "answer", None)
    paint(tmp_path / "a.png")
    assert names(tmp_path) == ["a.png"]


@pytest.mark.parametrize(
    "change",
    [{"recipe": RECIPE.replace(seed=4)}, {"size": Size(261, 300)}, {"bits": 16}, {"show": "samples"}],
)
def test_what_was_begun_otherwise_is_not_gone_on_with(tmp_path: Path, change: dict[str, Any]) -> None:
    path = tmp_path / "a.png"
    interrupt(path, 0.5)
    begun = (tmp_path / "a.png.part").read_bytes()
    with pytest.raises(FileError) as caught:
        paint(path, **change)
    (fault,) = caught.value.faults
    assert "seed 3, '260 x 300'" in fault.says  # whose it is
    assert (fault.rule, fault.ways[0].give, fault.where) == ("begun", "restart", (f"'{path}.part'",))
    assert (tmp_path / "a.png.part").read_bytes() == begun
    paint(path, **change, restart=True)
    paint(tmp_path / "whole.png", **change)
    assert path.read_bytes() == (tmp_path / "whole.png").read_bytes()
    assert names(tmp_path) == ["a.png", "whole.png"]


@pytest.mark.parametrize("name", ["nnart", "code", "zlib", "pillow", "tifffile"])
def test_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    interrupt(tmp_path / "a.png", 0.5)
    other = identity.identity() | {name: "9.9"}
    monkeypatch.setattr(spool, "identity", lambda: other)
    with refused("version", error=FileError):
        paint(tmp_path / "a.png")


@pytest.mark.parametrize("restart", [False, True])
@pytest.mark.parametrize("content", [b"a video\n", b"[]", b'{"kind": "else"}\n', b"\xff\x00" * 9000])
def test_a_strangers_file_is_left_alone(tmp_path: Path, content: bytes, restart: bool) -> None:
    part = tmp_path / "a.png.part"
    part.write_bytes(content)
    with refused("kind", error=FileError):
        paint(tmp_path / "a.png", restart=restart)
    assert part.read_bytes() == content
    assert names(tmp_path) == ["a.png.part"]


def test_one_that_was_hardly_begun_is_a_beginning(tmp_path: Path) -> None:
    """Empty, or with a first line that was cut."""
    interrupt(tmp_path / "a.png", 0.5)
    begun = (tmp_path / "a.png.part").read_bytes()
    for length in (0, 1, 10, begun.index(b"\n"), begun.index(b"\n") + 10):
        (tmp_path / "a.png.part").write_bytes(begun[:length])
        paint(tmp_path / "a.png", force=True)
        assert names(tmp_path) == ["a.png"]


def test_records_that_make_no_sense_are_painted_again(tmp_path: Path) -> None:
    interrupt(tmp_path / "a.png", 0.5)
    paint(tmp_path / "whole.png")
    part = tmp_path / "a.png.part"
    first = part.read_bytes().split(RECORD)[0] + RECORD
    for note in (b"", b"short", bytes(24)):
        head = struct.pack("<IQQ", 2, len(note), 1)
        part.write_bytes(first + head + note + b"x" + struct.pack("<I", zlib.crc32(head + note + b"x")))
        paint(tmp_path / "a.png", force=True)
        assert (tmp_path / "a.png").read_bytes() == (tmp_path / "whole.png").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_what_is_no_ordinary_file_is_left_alone(tmp_path: Path) -> None:
    """Neither is a link followed to where someone else chose."""
    part, victim = tmp_path / "a.png.part", tmp_path / "victim"
    makes: list[Callable[[], object]] = [lambda: part.symlink_to(victim), part.mkdir, lambda: os.mkfifo(part)]
    for make in makes:
        make()
        with refused("kind", error=FileError):
            paint(tmp_path / "a.png")
        assert names(tmp_path) == ["a.png.part"]
        part.rmdir() if part.is_dir() else part.unlink()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_links_spool_lies_beside_its_target(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link.png").symlink_to(tmp_path / "there" / "a.png")
    interrupt(tmp_path / "link.png", 0.5)
    assert names(tmp_path / "there") == ["a.png.part"]
    paint(tmp_path / "there" / "a.png")
    assert nnart.verify(tmp_path / "link.png") is None


def test_long_names_are_as_good(tmp_path: Path) -> None:
    path = tmp_path / f"{'a' * 251}.png"
    interrupt(path, 0.5)
    (left,) = names(tmp_path)
    assert left.startswith(".nnart-")
    assert left.endswith(".part")
    paint(path)
    assert names(tmp_path) == [path.name]


def test_a_tone_that_was_measured_is_kept_before_any_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe, budget = RECIPE.replace(tone="stretch"), nnart.Budget(field=0)
    with monkeypatch.context() as patched:
        patched.setattr(painter.Painter, "answer", None)
        with pytest.raises(TypeError):
            paint(tmp_path / "a.png", recipe, budget=budget)
    assert names(tmp_path) == ["a.png.part"]
    monkeypatch.setattr(painter.Painter, "measured", None)
    paint(tmp_path / "a.png", recipe, budget=budget)


def test_a_full_disk_says_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = Spool.append

    def append(self: Spool, pieces: list[bytes], note: Note) -> None:
        if self.pieces > 20:
            raise OSError(28, "No space left on device")
        written(self, pieces, note)

    with monkeypatch.context() as patched:
        patched.setattr(Spool, "append", append)
        with pytest.raises(FileError, match=r"a.png': No space left on device") as caught:
            paint(tmp_path / "a.png")
    assert [kept.path for kept in caught.value.kept] == [tmp_path / "a.png.part"]
    paint(tmp_path / "a.png")
    assert names(tmp_path) == ["a.png"]


def test_two_at_once_do_not_share_a_file(tmp_path: Path) -> None:
    def meanwhile(_: float) -> None:
        with refused("busy", error=FileError):
            paint(tmp_path / "a.png")

    paint(tmp_path / "a.png", progress=meanwhile)
    assert nnart.verify(tmp_path / "a.png") is None
    assert names(tmp_path) == ["a.png"]


def test_little_work_is_not_kept(tmp_path: Path) -> None:
    error = interrupt(tmp_path / "a.png", 0.5, keep_after=60.0)
    assert type(error) is KeyboardInterrupt
    assert names(tmp_path) == []


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[bytes, bytes]]:
    """Half a picture's spool, and the whole picture."""
    folder = tmp_path_factory.mktemp("begun")
    with pytest.MonkeyPatch.context() as patched:
        for module in (bands, painter, painting):
            patched.setattr(module, "band_height", lambda _: 4)
        interrupt(folder / "a.png", 0.5)
        paint(folder / "b.png")
    yield (folder / "a.png.part").read_bytes(), (folder / "b.png").read_bytes()


@settings(max_examples=40)
@given(st.data())
def test_whatever_a_crash_leaves_the_picture_is_right(
    begun: tuple[bytes, bytes], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Cut anywhere, a byte changed anywhere after the first line, zeros or noise at the end."""
    kept, whole = begun
    first = kept.index(b"\n") + 1
    damage = data.draw(st.sampled_from(["cut", "change", "zeros", "noise"]))
    left = bytearray(kept)
    if damage == "cut":
        del left[data.draw(st.integers(first, len(kept))) :]
    elif damage == "change":
        left[data.draw(st.integers(first, len(kept) - 1))] ^= data.draw(st.integers(1, 255))
    else:
        left += bytes(999) if damage == "zeros" else data.draw(st.binary(min_size=1, max_size=99))
    folder = tmp_path_factory.mktemp("crash")
    (folder / "a.png.part").write_bytes(left)
    paint(folder / "a.png")
    assert (folder / "a.png").read_bytes() == whole
    assert names(folder) == ["a.png"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.png", "tiled.tif", "a.npy"])
@pytest.mark.parametrize("old", [None, b"old"])
def test_whichever_operation_fails_nothing_is_lost(tmp_path: Path, name: str, old: bytes | None) -> None:
    """The target is the old one or the complete new one; what is done is kept, and never more."""
    path, whole = tmp_path / name, tmp_path / f"{'tiled-' * name.startswith('tiled')}whole{Path(name).suffix}"
    size = Size(20, 24)
    paint(whole, size=size)
    failed = 0
    for n in itertools.count(1):
        if old is not None:
            path.write_bytes(old)
        elif path.exists():
            path.unlink()
        with failing(n) as fragile:
            try:
                paint(path, size=size, force=old is not None)
            except Rescued:  # only its place was refused
                assert (tmp_path / f"{path.stem}-2{path.suffix}").read_bytes() == whole.read_bytes()
                (tmp_path / f"{path.stem}-2{path.suffix}").unlink()
            except FileError as error:
                failed += 1
                assert "No space left on device" in str(error)
                assert (path.read_bytes() if path.exists() else None) == old
            else:
                if fragile.left > 0:
                    break
        left = set(names(tmp_path)) - {whole.name, name}
        assert left <= {f"{name}.part"}
        if n % 2:  # go on from there, or else begin anew with the next
            paint(path, size=size, force=True)
            assert path.read_bytes() == whole.read_bytes()
        elif left:
            (tmp_path / f"{name}.part").unlink()
    assert failed > 30
    assert path.read_bytes() == whole.read_bytes()
    assert names(tmp_path) == sorted([name, whole.name])


def test_numbers_of_a_field_are_those_of_the_whole(tmp_path: Path) -> None:
    paint(tmp_path / "whole.npy")
    interrupt(tmp_path / "a.npy", 0.6)
    paint(tmp_path / "a.npy")
    assert np.array_equal(np.load(tmp_path / "a.npy"), np.load(tmp_path / "whole.npy"))
