"""Encoders: FFmpeg's codecs and how nnart asks them. Loads nothing else.

Threads are fixed, as x264 and x265 write other bytes for other numbers of threads.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from nnart.recipe.size import Size

THREADS = 4
_LARGE = 2**22  # pixels
_LIBRARIES = 40 * 2**20  # bytes, measured: FFmpeg's code, and what does not depend on the size


@dataclass(frozen=True)
class Encoder:
    """One of FFmpeg's encoders.

    Attributes:
        library: FFmpeg's name of it.
        kinds: by the name of a layout, FFmpeg's name of its pixel format. A layout's name ends in its bits.
        memory: by the name of a layout, bytes for a frame's pixel while it encodes, measured: of frames up to
            four megapixels, and of larger ones.
        options: for the encoder.
        large: options in their place for frames of more than four megapixels, of which fewer wait.
        tag: four letters for the file, where FFmpeg's choice does not play everywhere.
    """

    library: str
    kinds: Mapping[str, str] = field(hash=False)
    memory: Mapping[str, tuple[int, int]] = field(hash=False)
    options: Mapping[str, str] = field(default_factory=dict, hash=False)
    large: Mapping[str, str] = field(default_factory=dict, hash=False)
    tag: str | None = None

    def options_for(self, size: Size) -> dict[str, str]:
        """Return the options for frames of a size."""
        return {**self.options, **(self.large if _is_large(size) else {})}

    def memory_for(self, layout_name: str, size: Size) -> int:
        """Return about how many bytes of memory it takes for frames of a layout and size."""
        return _LIBRARIES + self.memory[layout_name][_is_large(size)] * math.prod(size)

    def layout_name(self, alpha: bool, bits: int) -> str:
        """Return the layout for frames with or without alpha, for 8 or 16 bits that are asked for.

        Lossless encoders have a layout for each number of bits, others have one.
        """
        names = [name for name in self.kinds if ("a" in name) == alpha]
        return next((name for name in names if name.endswith(str(bits))), names[0])

    def depth(self, alpha: bool) -> int:
        """Return the bits a channel that it keeps, or the fewest of several."""
        return int(re.findall("[0-9]+", self.layout_name(alpha, 8))[-1])


def _is_large(size: Size) -> bool:
    return math.prod(size) > _LARGE


# Qualities: over default films the mean error is at most 0.75 levels of 255 for 8 bits, and 0.45 for 10. Quick
# presets at finer qualities come as near as slow ones, in half the time, with files a quarter larger.
_8, _10 = {"yuv420p8": "yuv420p"}, {"yuv420p10": "yuv420p10le"}
# Colours three steps finer than luma: errors fall by 6 %, as half of them are in chroma.
_X264 = "chroma-qp-offset=-3:ref=1:subme=2"
H264 = Encoder(
    "libx264",
    _8,
    {"yuv420p8": (80, 42)},
    {"preset": "faster", "crf": "11.8", "profile": "high", "x264-params": f"{_X264}:rc-lookahead=8"},
    {"x264-params": f"{_X264}:rc-lookahead=3:bframes=1"},
)
_X265 = f"log-level=none:pools={THREADS}"
HEVC = Encoder(
    "libx265",
    _10,
    {"yuv420p10": (320, 135)},
    {"preset": "fast", "crf": "10", "x265-params": f"{_X265}:frame-threads=2"},
    # As good as above, as large, and half the memory.
    {"crf": "9", "x265-params": f"{_X265}:frame-threads=1:rc-lookahead=3:bframes=1"},
    "hvc1",
)
AV1 = Encoder(
    "libsvtav1",
    _10,
    {"yuv420p10": (325, 96)},
    {"preset": "8", "crf": "8", "svtav1-params": "lp=2"},
    # As good as above, as large, and a third of the memory.
    {"svtav1-params": "lp=1:hierarchical-levels=2:lookahead=0:enable-tf=0"},
)
VP9 = Encoder(
    "libvpx-vp9",
    _8 | {"yuva420p8": "yuva420p"},
    {"yuv420p8": (95, 80), "yuva420p8": (170, 155)},
    {
        "crf": "12",
        "b": "0",
        "deadline": "good",
        "cpu-used": "3",
        "row-mt": "1",
        "auto-alt-ref": "0",
        "lag-in-frames": "0",
    },
)
PRORES = Encoder(
    "prores_ks",
    {"yuv444p10": "yuv444p10le", "yuva444p10": "yuva444p10le"},
    {"yuv444p10": (14, 10), "yuva444p10": (28, 28)},
    {"profile": "4444", "vendor": "apl0", "alpha_bits": "16"},
)
FFV1 = Encoder(
    "ffv1",
    {"rgb8": "bgr0", "rgb16": "gbrp16le", "rgba8": "bgra", "rgba16": "gbrap16le"},
    {"rgb8": (80, 82), "rgb16": (145, 135), "rgba8": (100, 100), "rgba16": (180, 180)},
    {"level": "3", "slices": "4", "slicecrc": "1", "g": "1"},
    {"slices": "64"},  # as it refuses slices of more than some megapixels
)
