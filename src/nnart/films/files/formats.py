"""Formats: the one list of what films are written as. Encoders are imported on first use."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from nnart.errors import InputError, Way, fault, shown
from nnart.files import formats as stills
from nnart.files.codec import BITS, Codec
from nnart.films.files.encoders import AV1, FFV1, H264, HEVC, PRORES, VP9, Encoder
from nnart.films.files.filmformat import FilmFormat, FilmTarget, FilmWriter
from nnart.films.files.header import FilmHeader
from nnart.words import match

STREAM = "-"  # standard output
_MAX_PART = 2**16 - 1
_PLACES = 2**26  # bytes: where each colour lies on the table of a GIF
FRAME = "{frame}"  # in a template, stands for a frame's number


@dataclass(frozen=True, kw_only=True)
class VideoFormat(FilmFormat):
    """A format that PyAV writes.

    Attributes:
        container: FFmpeg's name of the kind of file.
        codec: the name by which people choose it.
        encoder: for frames without alpha.
        with_alpha: for frames with alpha; None if there is none.
    """

    container: str
    codec: str
    encoder: Encoder
    with_alpha: Encoder | None = None
    needs: str = "av"
    depths: tuple[int, ...] = (8,)

    def encoder_of(self, alpha: bool) -> Encoder:
        """Return the encoder for frames with or without alpha."""
        return self.with_alpha if alpha and self.with_alpha is not None else self.encoder

    def layout_name(self, alpha: bool, bits: int) -> str:
        """Return the name of the layout of its frames."""
        return self.encoder_of(alpha).layout_name(alpha, bits)

    def memory_for(self, header: FilmHeader) -> int:
        """Return about how many bytes of memory it takes; as `FilmFormat.memory_for`."""
        layout = self.layout_name(header.alpha, header.bits)
        return self.encoder_of(header.alpha).memory_for(layout, header.size)

    def holds(self, alpha: bool) -> int:
        """Return the bits a channel of a file; as `FilmFormat.holds`."""
        return self.encoder_of(alpha).depth(alpha)

    def ways_to_bits(self, alpha: bool) -> Iterator[Way]:
        """Yield the codec that has more bits a channel in such a file; as `FilmFormat.ways_to_bits`."""
        others = (kind for kind in FORMATS if isinstance(kind, VideoFormat) and kind.alpha >= alpha)
        for kind in others:
            if kind.container == self.container and kind.holds(alpha) > self.holds(alpha):
                yield Way(f"has {kind.holds(alpha)}", "codec", kind.codec)
                return

    def open(self, target: FilmTarget, header: FilmHeader, *, force: bool = False) -> FilmWriter:  # noqa: ARG002
        """Begin a film; as `FilmFormat.open`."""
        from nnart.films.files.video import VideoWriter

        self.check(header)
        encoder = self.encoder_of(header.alpha)
        return VideoWriter(Path(str(target)), header, self.container, encoder, self.layout_of(header))


@dataclass(frozen=True, kw_only=True)
class Y4mFormat(FilmFormat):
    """Frames without compression, for a pipe."""

    def layout_name(self, alpha: bool, bits: int) -> str:  # noqa: ARG002  - there is no alpha
        """Return the name of the layout of its frames."""
        return "yuv420p8" if bits == 8 else "yuv420p10"

    def open(self, target: FilmTarget, header: FilmHeader, *, force: bool = False) -> FilmWriter:  # noqa: ARG002
        """Begin a film; as `FilmFormat.open`."""
        from nnart.films.files.y4m import Y4mWriter

        self.check(header)
        return Y4mWriter(target, header, self.layout_of(header))


@dataclass(frozen=True, kw_only=True)
class AnimationFormat(FilmFormat):
    """Frames as pictures in one file, of 8 bits a channel, which browsers show like a picture."""

    max_fps: int = 90  # browsers slow down what is faster
    depths: tuple[int, ...] = (8,)

    def layout_name(self, alpha: bool, bits: int) -> str:  # noqa: ARG002  - 8
        """Return the name of the layout of its frames."""
        return "rgba8" if alpha else "rgb8"


class AnimatedPngFormat(AnimationFormat):
    """Animated PNG."""

    def nearest_fps(self, fps: Fraction) -> Fraction:
        """Return the nearest frames a second whose two parts have 16 bits; as `FilmFormat.nearest_fps`."""
        nearest = super().nearest_fps(fps)
        return (
            nearest if nearest.numerator <= _MAX_PART else nearest.limit_denominator(_MAX_PART // self.max_fps)
        )

    def open(self, target: FilmTarget, header: FilmHeader, *, force: bool = False) -> FilmWriter:  # noqa: ARG002
        """Begin a film; as `FilmFormat.open`."""
        from nnart.films.files.animatedpng import AnimatedPngWriter

        self.check(header)
        return AnimatedPngWriter(Path(str(target)), header)


class AnimatedWebpFormat(AnimationFormat):
    """Animated WebP."""

    def open(self, target: FilmTarget, header: FilmHeader, *, force: bool = False) -> FilmWriter:  # noqa: ARG002
        """Begin a film; as `FilmFormat.open`."""
        from nnart.films.files.animatedwebp import AnimatedWebpWriter

        self.check(header)
        return AnimatedWebpWriter(Path(str(target)), header)


class GifFormat(AnimationFormat):
    """GIF."""

    def layout_name(self, alpha: bool, bits: int) -> str:  # noqa: ARG002
        """Return the name of the layout of its frames, which are dithered into its table."""
        return "rgb16"

    def memory_for(self, header: FilmHeader) -> int:
        """Return about how many bytes of memory it takes; as `FilmFormat.memory_for`."""
        return super().memory_for(header) + (0 if header.table is None else _PLACES)

    def nearest_fps(self, fps: Fraction) -> Fraction:
        """Return the nearest frames a second that last whole hundredths of a second, from two on."""
        below = max(2, math.ceil(100 / fps))
        return min((Fraction(100, below), Fraction(100, max(2, below - 1))), key=lambda one: abs(one - fps))

    def open(self, target: FilmTarget, header: FilmHeader, *, force: bool = False) -> FilmWriter:  # noqa: ARG002
        """Begin a film; as `FilmFormat.open`."""
        from nnart.films.files.gif import GifWriter

        self.check(header)
        return GifWriter(Path(str(target)), header)


@dataclass(frozen=True, kw_only=True)
class SequenceFormat(FilmFormat):
    """A picture for every frame, in any still format."""

    still: Codec

    def layout_name(self, alpha: bool, bits: int) -> str:
        """Return the name of the layout of its frames."""
        return f"{'rgba' if alpha else 'rgb'}{bits}"

    def check(self, header: FilmHeader) -> None:
        """Refuse a film that the still format cannot hold; as `FilmFormat.check`."""
        self._check_fps(header.fps)
        self.still.check(header.size, header.bits, alpha=header.alpha)

    def open(self, target: FilmTarget, header: FilmHeader, *, force: bool = False) -> FilmWriter:
        """Begin a film; as `FilmFormat.open`."""
        from nnart.films.files.sequence import SequenceWriter

        self.check(header)
        return SequenceWriter(str(target), header, self.still, force)


def sequence_of(template: str) -> SequenceFormat:
    """Return the format of a template such as frames/{frame}.png.

    Raises:
        InputError: if its ending is not one of a still format.
    """
    codec = stills.find(Path(template))
    return SequenceFormat(
        name=f"a sequence of {codec.name}",
        word=f"sequence-{codec.name.lower()}",
        endings=codec.endings,
        alpha=codec.alpha,
        lossless=codec.name in ("PNG", "TIFF"),
        depths=codec.bits,
        still=codec,
        memory=4 if codec.streamed else codec.memory,
    )


Y4M = Y4mFormat(name="y4m", word="y4m", endings=(".y4m",))
MP4 = VideoFormat(
    name="MP4", word="mp4-h264", endings=(".mp4",), container="mp4", codec="h264", encoder=H264, max_side=16_384
)
MP4_HEVC = VideoFormat(
    name="MP4 with HEVC", word="mp4-hevc", endings=(".mp4",), container="mp4", codec="hevc", encoder=HEVC,
    min_side=64, max_side=8192,
)  # fmt: skip
MP4_AV1 = VideoFormat(
    name="MP4 with AV1", word="mp4-av1", endings=(".mp4",), container="mp4", codec="av1", encoder=AV1,
    min_side=64, max_side=8192,
)  # fmt: skip
WEBM = VideoFormat(
    name="WebM", word="webm-av1", endings=(".webm",), container="webm", codec="av1", encoder=AV1,
    with_alpha=VP9, alpha=True, min_side=64, max_side=8192,
)  # fmt: skip
WEBM_VP9 = VideoFormat(
    name="WebM with VP9", word="webm-vp9", endings=(".webm",), container="webm", codec="vp9", encoder=VP9,
    with_alpha=VP9, alpha=True, max_side=16_384,
)  # fmt: skip
MOV = VideoFormat(
    name="MOV", word="mov-prores", endings=(".mov",), container="mov", codec="prores", encoder=PRORES,
    with_alpha=PRORES, alpha=True, max_side=16_384,
)  # fmt: skip
MKV = VideoFormat(
    name="MKV", word="mkv-ffv1", endings=(".mkv",), container="matroska", codec="ffv1", encoder=FFV1,
    with_alpha=FFV1, alpha=True, lossless=True, depths=BITS, max_side=11_200,
)  # fmt: skip
WEBP = AnimatedWebpFormat(
    name="WebP", word="webp", endings=(".webp",), alpha=True, max_side=16_383, memory=stills.WEBP.memory
)
GIF = GifFormat(name="GIF", word="gif", endings=(".gif",), max_fps=50, memory=33)
APNG = AnimatedPngFormat(name="APNG", word="apng", endings=(".png", ".apng"), alpha=True, lossless=True)
# The first with an ending is its default.
FORMATS: tuple[FilmFormat, ...] = (MP4, MP4_HEVC, MP4_AV1, WEBM, WEBM_VP9, MOV, MKV, WEBP, GIF, APNG, Y4M)
ENDINGS = tuple(dict.fromkeys(ending for kind in FORMATS for ending in kind.endings))
VIDEOS = frozenset(end for kind in FORMATS if isinstance(kind, VideoFormat) for end in kind.endings)
ANIMATIONS = frozenset(end for kind in FORMATS if isinstance(kind, AnimationFormat) for end in kind.endings)
CODECS = tuple(dict.fromkeys(kind.codec for kind in FORMATS if isinstance(kind, VideoFormat)))


def find_format(path: str | Path, codec: str | None = None) -> FilmFormat:
    """Return the format of a path's ending.

    Args:
        path: of the film; - stands for y4m on standard output, and {frame} in it for a picture a frame.
        codec: one of `CODECS`, for formats that have several; None for the default.

    Raises:
        InputError: if the ending is unknown, or the format does not have the codec.
    """
    text = str(path)
    if codec is not None:
        known = match(codec, CODECS)
        if known is None:
            raise InputError(fault("choice", ", ".join(CODECS), "codec", got=codec))
        codec = known
    if re.search("%[0-9]*d", text):
        says = f"the number of a frame is written {FRAME}"
        raise InputError(
            fault("syntax", says, "path", got=text, ways=f"write {re.sub('%[0-9]*d', FRAME, text)}")
        )
    if text == STREAM:
        found: list[FilmFormat] = [Y4M]
    elif FRAME in text:
        found = [sequence_of(text)]
    else:
        ending = Path(text).suffix.lower()
        found = [kind for kind in FORMATS if ending in kind.endings]
    if not found:
        says = f"{shown(Path(text).name)} should end in one of {', '.join(ENDINGS)}"
        ways = "frames/{frame}.png writes a picture for every frame"
        raise InputError(fault("kind", says, "path", ways=ways))
    return found[0] if codec is None else _with_codec(found, codec)


def _with_codec(formats: list[FilmFormat], codec: str) -> FilmFormat:
    """Return the format that has a codec."""
    for kind in formats:
        if isinstance(kind, VideoFormat) and kind.codec == codec:
            return kind
    homes = dict.fromkeys(other.endings[0] for other in FORMATS if getattr(other, "codec", None) == codec)
    says = f"{formats[0].name} cannot hold {codec}"
    raise InputError(fault("conflict", says, "codec", ways=f"take {' or '.join(homes)}"))
