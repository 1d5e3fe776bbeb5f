"""The options of films, as annotations of a command's parameters."""

from __future__ import annotations

from typing import Annotated

import typer

from nnart.cli.numbers import ANGLE, REAL, SECONDS
from nnart.cli.options import FIRST, MOTION
from nnart.films.kinds import KINDS
from nnart.recipe.knob import FRAME, OUTPUT

_KINDS = " ".join(f"{kind.name}: {kind.reason[0].lower()}{kind.reason[1:]}" for kind in KINDS.values())

Kind = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help=f"{', '.join(KINDS)}. {_KINDS} (default: light, or morph)",
        rich_help_panel=MOTION,
    ),
    FIRST,
]
Seconds = Annotated[
    float | None,
    typer.Option(
        **SECONDS,
        help="How long it plays: 8, 500ms or 1m30s. Depth plays 20 s, and a morph 4 s per picture or more. "
        "(default: 10)",
        rich_help_panel=MOTION,
    ),
    FIRST,
]
Fps = Annotated[
    str | None,
    typer.Option(
        metavar="NUMBER",
        help="Frames per second: 24, 30, 60, 29.97 … (default: 30; 25 for a GIF)",
        rich_help_panel=MOTION,
    ),
]
Pace = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="calm, flowing or lively, instead of --seconds.",
        rich_help_panel=MOTION,
    ),
    FIRST,
]
Loop = Annotated[
    bool,
    typer.Option(
        "--loop", help="End where it begins. (default for light, drift and morph)", rich_help_panel=MOTION
    ),
]
ThereAndBack = Annotated[
    bool,
    typer.Option(
        "--there-and-back",
        help="Return on the same way. (default for depth and flight)",
        rich_help_panel=MOTION,
    ),
]
Once = Annotated[bool, typer.Option("--once", help="Stop at the end of the way.", rich_help_panel=MOTION)]
Radius = Annotated[
    float | None,
    typer.Option(
        **REAL,
        help="For drift: the radius of the circle that z goes round, 0.001 … 100. (default: 0.1)",
        rich_help_panel=MOTION,
    ),
]
To = Annotated[
    str | None,
    typer.Option(
        metavar="X,Y",
        help="For flight: the place that it flies to, as for --center. (default: a detailed one)",
        rich_help_panel=MOTION,
    ),
]
ToZoom = Annotated[
    float | None,
    typer.Option(
        **REAL,
        help="For flight: the zoom there. (default: 10 times the picture's)",
        rich_help_panel=MOTION,
    ),
]
ToRotate = Annotated[
    float | None,
    typer.Option(
        **ANGLE, help="For flight: the rotation there. (default: the picture's)", rich_help_panel=MOTION
    ),
]
FilmSize = Annotated[
    str | None,
    typer.Option(
        "--size",
        metavar="SIZE",
        help="Such as 720p, 4k or 1080x1920. As for nnart render; one number is the longer side of 16:9, or of "
        "the picture's or film's shape. Video needs even sides. (default: 1080p, or a picture's own; "
        "640 pixels for the longer side of .gif, .webp and .png)",
        rich_help_panel=FRAME,
    ),
    FIRST,
]
FilmFile = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="A file ending in .mp4, .webm, .mov, .mkv, .gif, .webp, .png, .apng or .y4m. A .png is an APNG. A "
        "name with {frame}, such as frames/{frame}.png, gives a picture per frame; - is stdout, which gets a "
        "y4m. Several pictures are named nnart-{first}-{last}-morph.mp4. (default: nnart-{seed}.mp4)",
        rich_help_panel=OUTPUT,
    ),
    FIRST,
]
Codec = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="For .mp4: h264 plays everywhere; hevc and av1 have 10 bits. For .webm: av1, or vp9, which older "
        "browsers play. A .mov is prores, and an .mkv ffv1. (default: h264; for .webm, av1)",
        rich_help_panel=OUTPUT,
    ),
]
Strip = Annotated[
    bool,
    typer.Option(
        "--strip",
        help="Paint twelve moments side by side instead, as a PNG. (default name: nnart-{seed}-strip.png)",
        rich_help_panel=OUTPUT,
    ),
    FIRST,
]
