"""Videos: colours by two decoders, tags, order of boxes, the same bytes twice, and a browser."""

from __future__ import annotations

import json
import os
import shutil
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import nnart
from nnart.films.files.formats import find_format
from nnart.films.files.reading import decode, probe, read_text
from nnart.films.film import Film
from nnart.films.reel import Reel
from nnart.films.settling import settle_film
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from tests.browser import find_browser
from tests.faults_of import refused
from tests.films.files.moving import FPS, FRAMES, SIZE, TEXT, VIDEOS, WITH_ALPHA, error, header, levels, write
from tests.films.files.watching import WATCHED

pytest.importorskip("av", reason="PyAV is not installed: pip install 'nnart[film]'")
LOSSY = [(name, codec) for name, codec in VIDEOS if not name.endswith(".mkv")]
PATCHES = [
    (0, 0, 0),
    (255, 255, 255),
    (128, 128, 128),
    (200, 30, 40),
    (20, 180, 60),
    (30, 40, 220),
    (250, 200, 20),
]


@pytest.mark.parametrize(("name", "codec"), VIDEOS)
def test_a_film_comes_back(tmp_path: Path, name: str, codec: str | None) -> None:
    path = tmp_path / name
    truth = write(path, codec)
    found = list(decode(path))
    assert len(found) == FRAMES
    if name.endswith(".mkv"):
        assert all(np.array_equal(one, other) for one, other in zip(found, truth, strict=True))
    else:
        assert np.mean([error(one, other) for one, other in zip(found, truth, strict=True)]) < 3


@pytest.mark.parametrize(("name", "codec"), VIDEOS)
def test_a_file_says_what_it_is(tmp_path: Path, name: str, codec: str | None) -> None:
    path = tmp_path / name
    write(path, codec)
    facts = probe(path)
    assert (facts.size, facts.frames, facts.fps) == (SIZE, FRAMES, FPS)
    assert abs(facts.seconds - FRAMES / FPS) <= Fraction(1, 1000)
    assert facts.text == read_text(path) == TEXT
    lossless = name.endswith(".mkv")
    # Of RGB every level is used, and its matrix is the identity.
    assert facts.tags == {
        "color_range": 2 if lossless else 1,
        "colorspace": 0 if lossless else 1,
        "color_primaries": 1,
        "color_trc": 13,
    }


@pytest.mark.parametrize(("name", "codec"), VIDEOS)
def test_p3_has_its_primaries(tmp_path: Path, name: str, codec: str | None) -> None:
    path = tmp_path / name
    write(path, codec, space="p3", frames=2)
    assert probe(path).tags["color_primaries"] == 12


@pytest.mark.parametrize("fps", [Fraction(24), Fraction(30000, 1001), Fraction(60)])
@pytest.mark.parametrize("name", ["a.mp4", "d.webm", "e.mov", "f.mkv"])
def test_durations_are_exact(tmp_path: Path, name: str, fps: Fraction) -> None:
    path = tmp_path / name
    write(path, fps=fps)
    facts = probe(path)
    assert facts.frames == FRAMES and abs(facts.seconds - FRAMES / fps) <= Fraction(1, 1000)


@pytest.mark.parametrize(("name", "codec"), VIDEOS)
def test_one_frame_is_a_film(tmp_path: Path, name: str, codec: str | None) -> None:
    write(tmp_path / name, codec, frames=1)
    assert len(list(decode(tmp_path / name))) == 1


@pytest.mark.parametrize("frames", [1, 2, 3])
@pytest.mark.parametrize(("name", "codec"), VIDEOS)
def test_short_films_have_their_times(tmp_path: Path, name: str, codec: str | None, frames: int) -> None:
    import av

    with av.logging.Capture() as logged:
        av.logging.set_level(av.logging.WARNING)
        try:
            write(tmp_path / name, codec, frames=frames)
        finally:
            av.logging.set_level(None)
    assert [words for _, _, words in logged if "imestamps" in words or "pts" in words] == []


@pytest.mark.parametrize(("name", "codec"), [*VIDEOS, ("g.webm", "vp9")])
def test_the_same_frames_give_the_same_bytes(tmp_path: Path, name: str, codec: str | None) -> None:
    first, second = tmp_path / f"1-{name}", tmp_path / f"2-{name}"
    write(first, codec)
    write(second, codec)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("codec", [pytest.param("hevc", marks=pytest.mark.slow), "av1"])
def test_large_frames_come_back(tmp_path: Path, codec: str) -> None:
    """Encoders are asked to take less memory then."""
    name = "a.mp4"
    truth = write(tmp_path / name, codec, size=Size(2880, 1460), frames=3)
    found = list(decode(tmp_path / name))
    assert all(error(frame, other) < 0.75 for frame, other in zip(found, truth, strict=True))


def test_large_frames_of_many_bits_are_kept_without_loss(tmp_path: Path) -> None:
    """FFV1 refuses slices that are too large."""
    (truth,) = write(tmp_path / "a.mkv", bits=16, alpha=True, size=Size(3840, 2160), frames=1)
    (found,) = decode(tmp_path / "a.mkv")
    assert np.array_equal(found, truth)


@pytest.mark.slow
def test_what_lies_about_in_memory_does_not_matter(tmp_path: Path) -> None:
    """As large and as smooth as a real film: x264's code for AVX-512 fails only there."""
    size, kind, found = Size(960, 540), find_format(tmp_path / "a.mp4", None), set()
    reel = Reel(settle_film(Film(Recipe(seed=7), "light", 2.0)), size, 16)
    described = header(size=size, frames=30)
    layout, random = kind.layout_of(described), np.random.default_rng(7)
    planes = [layout.convert(reel.frame(k), 0) for k in range(30)]
    for number in range(5):
        rubbish = [random.integers(0, 256, n, np.uint8) for n in (10**4, 10**5, 10**6, 3 * 10**6) * 8]
        del rubbish
        with kind.open(tmp_path / f"{number}.mp4", described) as film:
            for frame in planes:
                film.add(frame)
        found.add((tmp_path / f"{number}.mp4").read_bytes())
    assert len(found) == 1


@pytest.mark.parametrize("name", WITH_ALPHA)
def test_alpha_comes_back(tmp_path: Path, name: str) -> None:
    truth = write(tmp_path / name, alpha=True)
    found = list(decode(tmp_path / name))
    assert len(found) == FRAMES and found[0].shape[2] == 4
    assert (
        np.mean(
            [np.abs(levels(a)[..., 3] - levels(b)[..., 3]).mean() for a, b in zip(found, truth, strict=True)]
        )
        < 2
    )


@pytest.mark.parametrize("alpha", [False, True])
def test_sixteen_bits_are_kept_without_loss(tmp_path: Path, alpha: bool) -> None:
    truth = write(tmp_path / "a.mkv", bits=16, alpha=alpha)
    assert truth[0].dtype == np.uint16
    assert all(np.array_equal(a, b) for a, b in zip(decode(tmp_path / "a.mkv"), truth, strict=True))


def boxes(path: Path) -> Iterator[str]:
    """Yield the names of an MP4's outermost boxes."""
    data, place = path.read_bytes(), 0
    while place < len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        yield name.decode()
        place += length


@pytest.mark.parametrize(("name", "codec"), [one for one in VIDEOS if one[0].endswith((".mp4", ".mov"))])
def test_the_index_comes_before_the_frames(tmp_path: Path, name: str, codec: str | None) -> None:
    write(tmp_path / name, codec)
    found = list(boxes(tmp_path / name))
    assert found.index("moov") < found.index("mdat")


def test_hevc_is_tagged_as_apple_plays_it(tmp_path: Path) -> None:
    write(tmp_path / "a.mp4", "hevc")
    assert b"hvc1" in (tmp_path / "a.mp4").read_bytes()


def _ffmpeg() -> str:
    program = shutil.which("ffmpeg")
    if program is None:
        pytest.skip("FFmpeg's program is not installed: apt-get install ffmpeg")
    return program


def by_ffmpeg(path: Path, size: Size) -> NDArray[np.uint8]:
    """Return a film's frames as FFmpeg's program decodes them, uint8 (frames, rows, columns, 3)."""
    command = [_ffmpeg(), "-v", "error", "-i", str(path), "-sws_flags", "accurate_rnd+full_chroma_int+bicubic"]
    raw = subprocess.run(
        [*command, "-pix_fmt", "rgb24", "-f", "rawvideo", "-"], capture_output=True, check=True
    )
    return np.frombuffer(raw.stdout, np.uint8).reshape(-1, *size.shape, 3)


def patched(path: Path, codec: str | None) -> list[tuple[int, int, int]]:
    """Write a film of a solid colour in each frame; return the colours."""
    kind, described = find_format(path, codec), header(frames=len(PATCHES))
    layout = kind.layout_of(described)
    with kind.open(path, described) as film:
        for colour in PATCHES:
            kind_of = np.uint16 if layout.bits == 16 else np.uint8
            scaled = np.array(colour) * (257 if layout.bits == 16 else 1)
            film.add(layout.convert(np.broadcast_to(scaled.astype(kind_of), (*SIZE.shape, 3)), 0))
    return PATCHES


@pytest.mark.parametrize(("name", "codec"), VIDEOS)
def test_solid_colours_are_right_by_our_matrix(tmp_path: Path, name: str, codec: str | None) -> None:
    colours = patched(tmp_path / name, codec)
    for frame, colour in zip(decode(tmp_path / name), colours, strict=True):
        assert np.abs(levels(frame).mean((0, 1)) - colour).max() <= 2


@pytest.mark.parametrize(("name", "codec"), VIDEOS)
def test_solid_colours_are_right_by_another_decoder(tmp_path: Path, name: str, codec: str | None) -> None:
    colours = patched(tmp_path / name, codec)
    found = by_ffmpeg(tmp_path / name, SIZE)
    for frame, colour in zip(found, colours, strict=True):
        assert np.abs(frame.mean((0, 1)) - colour).max() <= 2


@pytest.mark.parametrize(("name", "codec"), [("a.mp4", None), ("d.webm", None), ("e.mov", None)])
def test_another_program_reads_the_tags(tmp_path: Path, name: str, codec: str | None) -> None:
    program = shutil.which("ffprobe")
    if program is None:
        pytest.skip("ffprobe is not installed: apt-get install ffmpeg")
    write(tmp_path / name, codec)
    command = [program, "-v", "error", "-show_streams", "-show_format", "-of", "json", str(tmp_path / name)]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    stream = found["streams"][0]
    assert stream["color_range"] == "tv" and stream["color_space"] == "bt709"
    assert stream["color_primaries"] == "bt709" and stream["color_transfer"] == "iec61966-2-1"
    tags = {key.lower(): value for key, value in found["format"]["tags"].items()}
    assert tags["nnart"] == TEXT


@pytest.fixture(scope="module")
def real() -> NDArray[np.uint16]:
    """A few frames of a smooth film of a real recipe: its middle goes slowly round."""
    angles = 2 * np.pi * np.arange(6) / 240
    recipes = [
        Recipe(seed=7, zoom=3.0, center=(round(float(0.03 * np.cos(a)), 6), round(float(0.03 * np.sin(a)), 6)))
        for a in angles
    ]
    return np.stack([np.asarray(nnart.render(one, Size(640, 360), bits=16).pixels) for one in recipes])


@pytest.mark.parametrize(
    ("name", "codec", "most"),
    [
        ("a.mp4", None, 0.75),
        ("b.mp4", "hevc", 0.45),
        ("c.mp4", "av1", 0.45),
        ("d.webm", None, 0.45),
        ("e.mov", None, 0.45),
    ],
)
def test_a_real_film_is_near_its_frames(
    tmp_path: Path, real: NDArray[np.uint16], name: str, codec: str | None, most: float
) -> None:
    kind = find_format(tmp_path / name, codec)
    described = header(size=Size(640, 360), frames=len(real))
    layout = kind.layout_of(described)
    with kind.open(tmp_path / name, described) as film:
        for frame in real:
            film.add(layout.convert(frame, 0))
    apart = np.stack([levels(frame) for frame in decode(tmp_path / name)]) - levels(real)
    assert np.abs(apart).mean() <= most
    depth = 8 if most > 0.5 else 10
    luma = (apart @ np.array([0.2126, 0.7152, 0.0722])).mean() * 219 / 255 * 2 ** (depth - 8)
    assert abs(luma) <= 0.1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of files' sizes")
def test_a_disk_that_is_full_is_an_error_about_the_file(tmp_path: Path) -> None:
    script = f"""
import resource, signal, sys
sys.dont_write_bytecode = True  # Python does not see that its file was cut short, and reads it the next time
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
from nnart.errors import FileError
from pathlib import Path
from tests.films.files.moving import write
for name in ("a.mp4", "d.webm", "e.mov", "f.mkv", "g.webp", "h.png", "i.gif", "j.y4m"):
    try:
        write(Path({str(tmp_path)!r}) / name, bits=8, text=None)
    except FileError as error:
        print(name, "refused" if name in str(error) else error)
"""
    root = Path(__file__).parents[3]
    found = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env=dict(os.environ),
    )
    assert [line for line in found.stdout.splitlines() if not line.endswith("refused")] == []
    assert {"e.mov", "f.mkv", "g.webp", "h.png", "i.gif", "j.y4m"} <= {
        line.split()[0] for line in found.stdout.splitlines()
    }


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with refused("access"):
        write(tmp_path / "none" / "a.mp4")


PLAYED = [("a.mp4", None), ("c.mp4", "av1"), ("d.webm", None), ("g.webm", "vp9")]
_PATIENCE, _TRIES = 90, 3  # seconds for all films; a browser that hangs says nothing about them


def test_a_browser_plays_and_seeks(tmp_path: Path) -> None:
    if not find_browser():
        pytest.skip("no Chromium is installed: apt-get install chromium")
    truth = {name: write(tmp_path / name, codec) for name, codec in PLAYED}
    for _ in range(_TRIES):
        if watched(tmp_path, list(truth)):
            break
    else:
        pytest.skip("Chromium hangs on this machine")
    lengths = json.loads((tmp_path / "lengths.json").read_text())
    for name, frames in truth.items():
        seen = np.load(tmp_path / f"{name}.npy")
        for frame, pixels in zip(WATCHED, seen, strict=True):
            apart = [error(pixels, other) for other in frames]
            assert apart[frame] < 5 and int(np.argmin(apart)) == frame
        assert abs(lengths[name] - float(FRAMES / FPS)) <= 0.001


def watched(folder: Path, names: list[str]) -> bool:
    """Let a browser play films in a process of its own; return False if it hangs."""
    command = [sys.executable, "-m", "tests.films.files.watching", str(folder), *names]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[3], start_new_session=True)
    try:
        assert process.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return True
