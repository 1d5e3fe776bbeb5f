"""Y4M: a line of text, and frames."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from nnart.films.files.formats import Y4M
from nnart.films.files.reading import decode
from tests.faults_of import refused
from tests.films.files.moving import FRAMES, SIZE, error, header, painted, write
from tests.films.files.test_video import by_ffmpeg


@pytest.mark.parametrize(("bits", "kind"), [(8, b"420mpeg2"), (16, b"420p10")])
def test_a_stream_gets_all_frames_and_stays_open(bits: int, kind: bytes) -> None:
    stream, described = BytesIO(), header(bits=bits)
    layout = Y4M.layout_of(described)
    with Y4M.open(stream, described) as film:
        for frame in painted(Y4M, described):
            film.add(layout.convert(frame, 0))
    first, _, rest = stream.getvalue().partition(b"\n")
    assert first == b"YUV4MPEG2 W96 H64 F25:1 Ip A1:1 C%s XCOLORRANGE=LIMITED" % kind
    assert len(first) < 96  # what FFmpeg reads
    assert len(rest) == FRAMES * (6 + layout.bytes_of(SIZE))
    assert rest.startswith(b"FRAME\n")


@pytest.mark.parametrize("bits", [8, 16])
def test_other_programs_read_it(tmp_path: Path, bits: int) -> None:
    truth = write(tmp_path / "a.y4m", bits=bits)
    found = by_ffmpeg(tmp_path / "a.y4m", SIZE)
    assert found.shape[0] == FRAMES
    # It says nothing of its matrix, so FFmpeg takes that of old television.
    assert np.mean([error(one, other) for one, other in zip(found, truth, strict=True)]) < 20


def test_frames_come_back(tmp_path: Path) -> None:
    pytest.importorskip("av", reason="PyAV is not installed: pip install 'nnart[film]'")
    truth = write(tmp_path / "a.y4m")
    found = list(decode(tmp_path / "a.y4m"))
    assert len(found) == FRAMES
    assert np.mean([error(one, other) for one, other in zip(found, truth, strict=True)]) < 3


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with refused("access"):
        write(tmp_path / "none" / "a.y4m")
