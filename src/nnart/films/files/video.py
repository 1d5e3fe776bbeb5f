"""Video: films written by PyAV.

Files are reproducible: the same frames give the same bytes with the same release of PyAV.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnart.errors import FileError, fault
from nnart.films.files.avframes import to_frame
from nnart.films.files.encoders import THREADS, Encoder
from nnart.films.files.filmformat import FilmWriter
from nnart.films.files.header import FilmHeader
from nnart.films.files.layouts import Layout, Planes

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

TEXT = "nnart"  # the key of the film's recipe
# ITU-T H.273: BT.709's matrix and primaries, or those of SMPTE EG 432-1 for P3; sRGB's transfer function.
_MATRIX, _TRANSFER, _RGB = 1, 13, 0
_PRIMARIES = {"srgb": 1, "p3": 12}
_LIMITED, _FULL = 1, 2
_SITED = {"chroma_sample_location": "left"}
_BITEXACT = {"fflags": "+bitexact"}
# The index first, so that players begin before they have all; and keys of our own.
_MOVFLAGS = {"movflags": "+faststart+use_metadata_tags"}
_DELAY = 2  # frames that x265 keeps back
_QUIET = ("SVT_LOG", "1")  # only errors, read from the environment


class VideoWriter(FilmWriter):
    """Writes a film by PyAV."""

    def __init__(
        self, path: Path, header: FilmHeader, container: str, encoder: Encoder, layout: Layout
    ) -> None:
        """Begin a film.

        Raises:
            FileError: if the file cannot be written, or the encoder refuses.
        """
        import av

        os.environ.setdefault(*_QUIET)
        super().__init__(header)
        self._path = path
        self._kind = encoder.kinds[layout.name]
        self._colour = _colour(header.space, rgb=layout.lossless)
        options = _BITEXACT | (_MOVFLAGS if container in ("mp4", "mov") else {})
        with _wording(path):
            self._container = av.open(str(path), "w", format=container, options=options)
            if header.text is not None:
                self._container.metadata[TEXT] = header.text
            self._stream: Any = self._container.add_stream(
                encoder.library, rate=header.fps, options=_SITED | _options(encoder, header)
            )
            self._set_up(header, encoder.tag)

    def _set_up(self, header: FilmHeader, tag: str | None) -> None:
        """Describe the frames to the encoder."""
        from av.codec.context import Flags

        context = self._stream.codec_context
        context.width, context.height = header.size
        context.pix_fmt = self._kind
        context.time_base = self._stream.time_base = 1 / header.fps
        context.thread_count = THREADS
        context.flags |= Flags.bitexact
        for name, value in self._colour.items():
            setattr(context, name, value)
        if tag is not None:
            context.codec_tag = tag

    def _write(self, planes: Planes) -> None:
        frame = to_frame(planes, self._kind)
        frame.pts, frame.time_base, frame.duration = self.frames, 1 / self.header.fps, 1
        for name, value in self._colour.items():
            setattr(frame, name, value)
        self._encode(frame)

    def _encode(self, frame: VideoFrame | None) -> None:
        """Encode a frame, or what is left."""
        with _wording(self._path):
            for packet in self._stream.encode(frame):
                self._container.mux(packet)

    def _finish(self) -> None:
        self._encode(None)
        with _wording(self._path):
            self._container.close()

    def _abandon(self) -> None:
        with suppress(FileError), _wording(self._path):
            self._container.close()


def _options(encoder: Encoder, header: FilmHeader) -> dict[str, str]:
    """Return an encoder's options for a film, and for this processor.

    The code of x264 for AVX-512 (r3222) does not write the same bytes each time, and is no faster. x265 (4.2)
    gives the frames of a film that ends before its first frame leaves no times, but what the memory held: one
    in 200 such films was refused. Without B-frames no frame waits.
    """
    from nnart.kernel.processor import host_has

    options = encoder.options_for(header.size)
    if encoder.library == "libx264" and host_has("avx512f"):
        options["x264-params"] += ":asm=AVX2"
    if encoder.library == "libx265" and header.frames <= _DELAY:
        options["x265-params"] += ":bframes=0"
    return options


def _colour(space: str, *, rgb: bool) -> dict[str, int]:
    """Return what the numbers in a film mean, by PyAV's names."""
    return {
        "color_range": _FULL if rgb else _LIMITED,
        "colorspace": _RGB if rgb else _MATRIX,
        "color_primaries": _PRIMARIES[space],
        "color_trc": _TRANSFER,
    }


@contextmanager
def _wording(path: Path) -> Iterator[None]:
    """Turn FFmpeg's errors into errors about a file."""
    import av

    try:
        yield
    except (av.FFmpegError, OSError) as error:
        says = f"the film cannot be written: {error.strerror or error}"
        raise FileError(fault("access", says, where=path)) from error
