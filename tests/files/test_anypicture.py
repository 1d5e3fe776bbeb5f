"""Any picture: all formats that are listed, all modes, and what is damaged, too large or none."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import PIL
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from nnart.errors import FileError
from nnart.files import anypicture
from nnart.files.anypicture import FORMATS, read_square
from tests.faults_of import broken, refused
from tests.readers import CORPUS

SIDE = 8


def ramp(size: tuple[int, int] = (96, 64)) -> Image.Image:
    """Return a picture, dark at the left and bright at the right."""
    rows = np.tile(np.linspace(0, 255, size[0]).astype(np.uint8), (size[1], 1))
    return Image.fromarray(np.stack([rows, rows, rows], axis=-1))


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in {"PSD", "MPO"}])
def test_every_format_is_read(tmp_path: Path, name: str) -> None:
    """But for those two, which Pillow writes none of, or not from one picture."""
    Image.init()
    ramp((64, 64)).save(tmp_path / "a", name)
    found = read_square(tmp_path / "a", SIDE)
    assert found.shape == (SIDE, SIDE, 3)
    assert found.dtype == np.uint8
    expected = np.asarray(ramp((64, 64)).resize((SIDE, SIDE), Image.Resampling.BOX)).astype(int)
    assert np.abs(found.astype(int) - expected).max() < 12


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "YCbCr", "I;16", "I", "F", "PA"])
def test_every_mode_is_read(mode: str) -> None:
    if mode == "YCbCr" and PIL.__version__ < "13":
        pytest.skip("Pillow 12 does not read the YCbCr that it writes as TIFF")
    stream = io.BytesIO()
    image = Image.new("I;16", (40, 40)) if mode == "I;16" else ramp((40, 40)).convert(mode)
    if mode == "I;16":
        image = Image.fromarray(np.asarray(ramp((40, 40)).convert("L")).astype(np.uint16) * 200)
    image.save(stream, "TIFF")
    stream.seek(0)
    found = read_square(stream, SIDE)
    assert found.shape == (SIDE, SIDE, 3)
    assert found[:, -1].mean() > found[:, 0].mean() + 90


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(tmp_path / "a.png")
    assert (read_square(tmp_path / "a.png", SIDE) == 255).all()
    Image.new("L", (20, 20), 7).save(tmp_path / "b.png", transparency=7)
    assert (read_square(tmp_path / "b.png", SIDE) == 255).all()


def test_the_middle_square_is_taken_as_a_camera_was_held(tmp_path: Path) -> None:
    pixels = np.zeros((20, 60, 3), np.uint8)
    pixels[:10, 20:40] = 255
    exif = Image.Exif()
    exif[0x0112] = 6  # its right side was up
    Image.fromarray(pixels).save(tmp_path / "a.png", exif=exif)
    found = read_square(tmp_path / "a.png", 2)[..., 0]
    assert found.tolist() == [[0, 255], [0, 255]]


@pytest.mark.parametrize(("columns", "rows"), [(9000, 9000), (30000, 30000)])
def test_a_large_picture_is_refused_before_it_is_unpacked(tmp_path: Path, columns: int, rows: int) -> None:
    Image.new("1", (columns, rows)).save(tmp_path / "a.png")
    with refused("limit", error=FileError):
        read_square(tmp_path / "a.png", SIDE)


@pytest.mark.parametrize("data", [b"", b"seed = 7\n", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"])
def test_what_is_no_picture_is_refused_with_the_formats(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.eps").write_bytes(data)
    with refused("kind", error=FileError) as caught:
        read_square(tmp_path / "a.eps", SIDE)
    assert "AVIF" in str(caught.value) and "WEBP" in str(caught.value) and "a.eps" in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="No such file"):
        read_square(tmp_path / "no.png", SIDE)
    with pytest.raises(FileError):
        read_square(tmp_path, SIDE)


@pytest.mark.parametrize("name", ["PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP"])
@given(st.data())
def test_damage_is_said_or_hardly_seen(name: str, data: st.DataObject) -> None:
    stream = io.BytesIO()
    ramp((40, 30)).save(stream, name)
    damaged = bytearray(stream.getvalue())
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = read_square(io.BytesIO(damaged[: data.draw(st.integers(1, len(damaged)))]), SIDE)
    except FileError as error:
        assert broken(error)[0][0] in {"kind", "damaged", "limit"}
    else:
        assert found.shape == (SIDE, SIDE, 3)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*"))[::7], ids=lambda path: path.name)
def test_hostile_files_are_read_or_refused(path: Path) -> None:
    try:
        assert read_square(path, SIDE).shape == (SIDE, SIDE, 3)
    except FileError as error:
        assert str(error).isprintable()


def test_a_stream_is_read_from_where_it_is() -> None:
    stream = io.BytesIO()
    ramp((64, 64)).save(stream, "PNG")
    stream.seek(0)
    assert read_square(stream, SIDE).shape == (SIDE, SIDE, 3)
    assert not stream.closed
    assert anypicture.MAX_PIXELS >= 2**26
