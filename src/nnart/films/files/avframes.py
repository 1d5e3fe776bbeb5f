"""PyAV's frames: from a layout's planes, and back, without FFmpeg's conversions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from nnart.errors import FileError, fault
from nnart.films.files.encoders import AV1, FFV1, H264, HEVC, PRORES, VP9
from nnart.films.files.layouts import LAYOUTS, Layout, Planes

if TYPE_CHECKING:
    from av import VideoFrame

_LAYOUTS: Final = {
    kind: name for encoder in (H264, HEVC, AV1, VP9, PRORES, FFV1) for name, kind in encoder.kinds.items()
} | {"yuv444p12le": "yuv444p12", "yuva444p12le": "yuva444p12"}  # as ProRes is decoded
# The places of red, green, blue and alpha, in a pixel or among planes.
_PACKED = {"bgr0": (2, 1, 0), "bgra": (2, 1, 0, 3)}
_PLANAR = {"gbrp16le": (2, 0, 1), "gbrap16le": (2, 0, 1, 3)}


def to_frame(planes: Planes, kind: str) -> VideoFrame:
    """Return a frame of FFmpeg's pixel format from a layout's planes."""
    from av import VideoFrame

    rows, columns = planes[0].shape[:2]
    frame = VideoFrame(columns, rows, kind)
    for source, target in zip(_arranged(planes, kind), frame.planes, strict=True):
        lines = np.frombuffer(memoryview(target), np.uint8).reshape(-1, target.line_size)
        data = np.ascontiguousarray(source).view(np.uint8).reshape(len(source), -1)
        lines[: len(data), : data.shape[1]] = data
    return frame


def _arranged(planes: Planes, kind: str) -> Planes:
    """Return planes in FFmpeg's order."""
    if kind in _PACKED:
        (pixels,) = planes
        packed = np.zeros((*pixels.shape[:2], 4), np.uint8)
        packed[..., _PACKED[kind]] = pixels
        return [packed]
    if kind in _PLANAR:
        (pixels,) = planes
        return [pixels[..., _PLANAR[kind].index(place)] for place in range(pixels.shape[2])]
    return planes


def layout_of(kind: str) -> Layout:
    """Return the layout of FFmpeg's pixel format.

    Raises:
        FileError: if nnart writes no films with it.
    """
    if kind not in _LAYOUTS:
        raise FileError(fault("kind", f"a film of pixels {kind}, which nnart does not write"))
    return LAYOUTS[_LAYOUTS[kind]]


def from_frame(frame: VideoFrame) -> Planes:
    """Return a decoded frame's planes as nnart's layout has them.

    Raises:
        FileError: if nnart writes no films like it.
    """
    kind = frame.format.name
    layout = layout_of(kind)
    channels = 4 if kind in _PACKED else 1
    found = [_lines(plane, layout.dtype, channels) for plane in frame.planes]
    if kind in _PACKED:
        return [found[0].reshape(frame.height, frame.width, 4)[..., _PACKED[kind]]]
    if kind in _PLANAR:
        return [np.stack([found[place] for place in _PLANAR[kind]], axis=2)]
    return found


def _lines(plane: Any, dtype: np.dtype[Any], channels: int) -> NDArray[Any]:
    """Return a copy of a plane, (rows, columns times channels)."""
    width = plane.width * channels * dtype.itemsize
    lines = np.frombuffer(memoryview(plane), np.uint8)[: plane.height * plane.line_size].reshape(
        plane.height, -1
    )
    return lines[:, :width].copy().view(dtype)
