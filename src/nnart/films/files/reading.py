"""Reading films back: the recipe that a file carries, its facts, and its frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnart.errors import FileError, fault, in_file
from nnart.files.codec import MAX_TEXT, Header
from nnart.files.formats import recognise
from nnart.files.recipetext import decode as decode_text
from nnart.films.files.filmformat import INSTALL, has_pyav
from nnart.films.files.video import TEXT
from nnart.recipe.size import Size

if TYPE_CHECKING:
    from av.container import InputContainer

    from nnart.arrays import Pixels

_GIF, _START = (b"GIF87a", b"GIF89a"), 16
_MATROSKA = b"\x1a\x45\xdf\xa3"  # and WebM
_BRANDS = (b"ftypisom", b"ftypmp4", b"ftypqt")  # of MP4 and MOV, after four bytes
_ALPHA = "alpha_mode"  # the tag of a WebM whose alpha is a second picture, which FFmpeg's own decoder ignores
_VPX = {"vp9": "libvpx-vp9", "vp8": "libvpx"}


@dataclass(frozen=True)
class FilmFacts:
    """What a film's file says of itself.

    Attributes:
        size: of a frame.
        fps: frames a second, on average.
        frames: number of frames.
        seconds: duration.
        codec: FFmpeg's or Pillow's name of what frames are encoded as.
        kind: FFmpeg's name of its pixels; Pillow's for an animation.
        bits: bits a channel.
        text: the film's recipe, if it is there.
        tags: what the numbers mean: FFmpeg's numbers of range, matrix, primaries and transfer function.
    """

    size: Size
    fps: Fraction
    frames: int
    seconds: Fraction
    codec: str
    kind: str
    bits: int = 8
    text: str | None = None
    tags: Mapping[str, int] = field(default_factory=dict)


def is_film(start: bytes) -> bool:
    """Return whether a file that begins like this is a film, or an animation that is no picture, too."""
    return start.startswith((*_GIF, _MATROSKA)) or start.startswith(_BRANDS, 4)


def read_text(path: Path) -> str | None:
    """Return the recipe that a film's file carries, or a frame's picture; None if there is none.

    Raises:
        FileError: if the file cannot be read, is no film, or needs PyAV, which is not installed.
    """
    if _is_animation(path):
        return _animation_text(path)
    with _opened(path) as container:
        return _text_of(container)


def probe(path: Path) -> FilmFacts:
    """Return the facts of a film; counts its frames.

    Raises:
        FileError: as `read_text`.
    """
    if _is_animation(path):
        return _probe_animation(path)
    with _opened(path) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        packets = [packet for packet in container.demux(stream) if packet.size]
        duration = Fraction(container.duration or 0, 10**6)
        return FilmFacts(
            Size(context.width, context.height),
            Fraction(stream.average_rate or stream.base_rate or 0),
            len(packets),
            duration,
            context.codec.canonical_name,
            str(context.pix_fmt),
            8 if context.format is None else context.format.components[0].bits,
            _text_of(container),
            {
                name: int(getattr(context, name))
                for name in ("color_range", "colorspace", "color_primaries", "color_trc")
            },
        )


def decode(path: Path) -> Iterator[Pixels]:
    """Yield a film's frames as pixels, (rows, columns, 3), or 4 with alpha.

    Pixels of lossless films are those that were written. Others are uint16, by nnart's own conversion.

    Raises:
        FileError: as `read_text`.
    """
    return _decode_animation(path) if _is_animation(path) else _decode_video(path)


def _decode_video(path: Path) -> Iterator[Pixels]:
    from nnart.films.files.avframes import from_frame, layout_of

    with _opened(path) as container:
        for frame in _frames(container):
            layout = layout_of(frame.format.name)
            yield layout.pixels(from_frame(frame))


def _frames(container: InputContainer) -> Iterator[Any]:
    """Yield decoded frames, with alpha if there is any."""
    from av import CodecContext, VideoCodecContext

    stream = container.streams.video[0]
    name = stream.codec_context.codec.canonical_name
    if _ALPHA not in {key.lower() for key in stream.metadata} or name not in _VPX:
        yield from container.decode(stream)
        return
    context = CodecContext.create(_VPX[name], "r")
    assert isinstance(context, VideoCodecContext)
    for packet in container.demux(stream):
        yield from context.decode(packet if packet.size else None)


@contextmanager
def _opened(path: Path) -> Iterator[InputContainer]:
    """Open a video by PyAV.

    Raises:
        FileError: if it is no video, or PyAV is not installed.
    """
    with in_file(path):
        with path.open("rb"):  # the system says better what is wrong
            pass
        if not has_pyav():
            says = "reading a video needs PyAV, which is not installed"
            raise FileError(fault("missing", says, ways=INSTALL))
        import av

        try:
            with av.open(str(path)) as container:
                if not container.streams.video:
                    raise FileError(fault("kind", "has no picture"))
                yield container
        except av.FFmpegError as error:
            raise FileError(fault("damaged", f"not a film that can be read: {error.strerror}")) from error


def _text_of(container: InputContainer) -> str | None:
    """Return the recipe among a container's tags; formats spell keys in capitals or not."""
    for key, value in container.metadata.items():
        if key.lower() == TEXT and len(value) <= MAX_TEXT:
            return str(value)
    return None


def _is_animation(path: Path) -> bool:
    """Return whether a file is one that Pillow reads: GIF, WebP, PNG or another still format."""
    with in_file(path), path.open("rb") as stream:
        start = stream.read(_START)
        return start.startswith(_GIF) or recognise(start) is not None


def _header(path: Path) -> Header | None:
    """Return the header of a still format's file; None for a GIF."""
    with in_file(path), path.open("rb") as stream:
        codec = recognise(stream.read(_START))
        stream.seek(0)
        return None if codec is None else codec.read_header(stream)


def _animation_text(path: Path) -> str | None:
    header = _header(path)
    if header is not None:
        return header.text
    with _image(path) as image:
        comment = image.info.get("comment", b"")
        return decode_text(comment) if comment and len(comment) <= MAX_TEXT else None


@contextmanager
def _image(path: Path) -> Iterator[Any]:
    """Open an animation by Pillow.

    Raises:
        FileError: if it is damaged.
    """
    from PIL import Image, UnidentifiedImageError

    with in_file(path):
        try:
            with Image.open(path) as image:
                yield image
        except (UnidentifiedImageError, SyntaxError, EOFError) as error:
            raise FileError(fault("damaged", "not a film that can be read")) from error


def _probe_animation(path: Path) -> FilmFacts:
    with _image(path) as image:
        frames = getattr(image, "n_frames", 1)
        seconds = sum((_seconds(image, frame) for frame in range(frames)), Fraction(0))
        fps = frames / seconds if seconds else Fraction(0)
        kind = str(image.format).lower()
        header = _header(path)
        bits = 8 if header is None else header.bits
        return FilmFacts(Size(*image.size), fps, frames, seconds, kind, image.mode, bits, _animation_text(path))


def _seconds(image: Any, frame: int) -> Fraction:
    """Return a frame's duration, of which Pillow has milliseconds, with a fraction from APNG."""
    image.seek(frame)
    image.load()
    return Fraction(image.info.get("duration", 0)).limit_denominator(10**5) / 1000


def _decode_animation(path: Path) -> Iterator[Pixels]:
    import numpy as np

    with _image(path) as image:
        for frame in range(getattr(image, "n_frames", 1)):
            image.seek(frame)
            yield np.asarray(image.convert("RGBA" if image.has_transparency_data else "RGB"))
