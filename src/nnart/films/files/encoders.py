"""Encoders: FFmpeg's codecs and how nnart asks them. Loads nothing else.

Threads are fixed, as x264 and x265 write other bytes for other numbers of threads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

THREADS = 4


@dataclass(frozen=True)
class Encoder:
    """One of FFmpeg's encoders.

    Attributes:
        library: FFmpeg's name of it.
        kinds: by the name of a layout, FFmpeg's name of its pixel format. A layout's name ends in its bits.
        options: for the encoder.
        tag: four letters for the file, where FFmpeg's choice does not play everywhere.
    """

    library: str
    kinds: Mapping[str, str] = field(hash=False)
    options: Mapping[str, str] = field(default_factory=dict, hash=False)
    tag: str | None = None

    def layout_name(self, alpha: bool, bits: int) -> str:
        """Return the layout for frames with or without alpha, for 8 or 16 bits that are asked for.

        Lossless encoders have a layout for each number of bits, others have one.
        """
        names = [name for name in self.kinds if ("a" in name) == alpha]
        return next((name for name in names if name.endswith(str(bits))), names[0])


# Qualities: over default films the mean error is at most 0.75 levels of 255 for 8 bits, and 0.45 for 10. Quick
# presets at finer qualities come as near as slow ones, in half the time, with files a quarter larger.
_8, _10 = {"yuv420p8": "yuv420p"}, {"yuv420p10": "yuv420p10le"}
# Colours three steps finer than luma: errors fall by 6 %, as half of them are in chroma.
H264 = Encoder(
    "libx264",
    _8,
    {"preset": "faster", "crf": "11.8", "profile": "high", "x264-params": "chroma-qp-offset=-3:ref=1:subme=2"},
)
HEVC = Encoder(
    "libx265",
    _10,
    {"preset": "fast", "crf": "10", "x265-params": f"log-level=none:pools={THREADS}:frame-threads=2"},
    "hvc1",
)
AV1 = Encoder("libsvtav1", _10, {"preset": "8", "crf": "8", "svtav1-params": "lp=2"})
VP9 = Encoder(
    "libvpx-vp9",
    _8 | {"yuva420p8": "yuva420p"},
    {"crf": "12", "b": "0", "deadline": "good", "cpu-used": "3", "row-mt": "1", "auto-alt-ref": "0"},
)
PRORES = Encoder(
    "prores_ks",
    {"yuv444p10": "yuv444p10le", "yuva444p10": "yuva444p10le"},
    {"profile": "4444", "vendor": "apl0", "alpha_bits": "16"},
)
FFV1 = Encoder(
    "ffv1",
    {"rgb8": "bgr0", "rgb16": "gbrp16le", "rgba8": "bgra", "rgba16": "gbrap16le"},
    {"level": "3", "slices": "4", "slicecrc": "1", "g": "1"},
)
