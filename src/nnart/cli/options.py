"""The options of commands that paint, as annotations of their parameters."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nnart.activations import ACTIVATIONS
from nnart.cli.numbers import INTEGER, REAL
from nnart.recipe import symmetries
from nnart.recipe.presets import PRESETS
from nnart.recipe.sizes import NAMED

_NETWORK, _PLANE, _COLOUR = "Network", "Plane", "Colour"
_FRAME, _START, _OUTPUT = "Frame", "Where to start from", "Output"

Seed = Annotated[
    str | None,
    typer.Option(
        "--seed",
        "--seeds",
        metavar="SEEDS",
        help="0 … 18446744073709551615, a range 0..99, or a list 1,5,9; drawn at random when not given.",
        rich_help_panel=_NETWORK,
    ),
]
Genome = Annotated[
    str | None,
    typer.Option(
        help="Seeds that are crossed, cross(7,12,6): the first 6 layers of seed 7, the rest of 12; or mixed, "
        "mix(7,12,0.1): a tenth of the way. In quotes; either can stand in the place of a seed.",
        rich_help_panel=_NETWORK,
    ),
]
Layers = Annotated[
    int | None,
    typer.Option(**INTEGER, help="Hidden layers, 1 … 1000. (default: 20)", rich_help_panel=_NETWORK),
]
Width = Annotated[
    int | None,
    typer.Option(**INTEGER, help="Neurons in each, 1 … 1024. (default: 100)", rich_help_panel=_NETWORK),
]
Activation = Annotated[
    str | None,
    typer.Option(
        help=f"{', '.join(a.name for a in ACTIVATIONS)}, or several, mixed in every layer: tanh,sin. "
        "(default: tanh)",
        rich_help_panel=_NETWORK,
    ),
]
Detail = Annotated[
    float | None,
    typer.Option(
        **REAL,
        help="About how many features lie across the frame, 0.01 … 1e6; not for relu, abs, step, linear. "
        "(default: 6)",
        rich_help_panel=_NETWORK,
    ),
]
Bias = Annotated[
    float | None,
    typer.Option(
        **REAL,
        help="Spread of the biases, 0 … 1000: low for silk, high for islands. (default: 4 % of the width)",
        rich_help_panel=_NETWORK,
    ),
]
Gain = Annotated[
    float | None,
    typer.Option(
        **REAL,
        help="Strength of the weights, 0 … 1000; found for the detail when not given.",
        rich_help_panel=_NETWORK,
    ),
]
Residual = Annotated[
    float | None,
    typer.Option(
        **REAL,
        help="Share of a layer's sums that comes from the layer before, 0 … 0.9999, which keeps deep "
        "networks alive. (default: 0 up to 32 layers, then 1 - 16/layers; sooner in narrow ones)",
        rich_help_panel=_NETWORK,
    ),
]
After = Annotated[
    int | None,
    typer.Option(
        **INTEGER,
        help="Apply the output layer after so many hidden layers, 1 … layers. (default: after all)",
        rich_help_panel=_NETWORK,
    ),
]
Neuron = Annotated[
    int | None,
    typer.Option(
        **INTEGER,
        help="Show this neuron of the last of these layers, 1 … width. (default: the output)",
        rich_help_panel=_NETWORK,
    ),
]
Inputs = Annotated[
    str | None,
    typer.Option(
        metavar="NAMES",
        help="What the network is given of a place: several of x, y, r (the distance from a centre that "
        "the seed chooses) and fourier (waves that it chooses). (default: x,y)",
        rich_help_panel=_PLANE,
    ),
]
Symmetry = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help=f"none, {', '.join(symmetries.names())}; N is 2 … 64. (default: none)",
        rich_help_panel=_PLANE,
    ),
]
Cells = Annotated[
    float | None,
    typer.Option(
        **REAL,
        help="Cells of a wallpaper group (p1 … p6m) across the frame, 0.01 … 1000. (default: 2)",
        rich_help_panel=_PLANE,
    ),
]
Seamless = Annotated[
    str | None,
    typer.Option(
        metavar="AXES",
        help="x, y or xy: opposite edges of the picture fit each other, at zoom 1 and not rotated. "
        "(default: none)",
        rich_help_panel=_PLANE,
    ),
]
Z = Annotated[
    str | None,
    typer.Option(
        "--z",
        metavar="NUMBERS",
        help="Up to 64 numbers, such as 0.1,-0.5, that the network is given at every pixel: small steps of "
        "them change a picture little.",
        rich_help_panel=_NETWORK,
    ),
]
Palette = Annotated[
    str | None,
    typer.Option(
        help="A name (nnart palettes shows them), one from cmap's catalogue such as viridis, colours in "
        "quotes ('#0b132b,#f5cb5c', 'navy,gold'), or a file of colours. The seed chooses when not given.",
        rich_help_panel=_COLOUR,
    ),
]
Colour = Annotated[
    str | None,
    typer.Option(
        metavar="MODEL",
        help="palette: one field, along a palette. shaded: a second one darkens and lightens it. oklch: three, "
        "lightness, chroma and hue. rgb: three, red, green and blue. (default: palette)",
        rich_help_panel=_COLOUR,
    ),
]
Reverse = Annotated[
    bool | None,
    typer.Option(
        "--reverse/--no-reverse", help="Begin with the palette's last colour.", rich_help_panel=_COLOUR
    ),
]
ToneOption = Annotated[
    str | None,
    typer.Option(
        "--tone",
        metavar="NAME",
        help="equalised: every part of the palette has as much room. stretch: from the picture's least to its "
        "greatest. none: from -1 to 1. (default: equalised)",
        rich_help_panel=_COLOUR,
    ),
]
Contrast = Annotated[
    float | None,
    typer.Option(**REAL, help="0.1 … 10: above 1 more of both ends. (default: 1)", rich_help_panel=_COLOUR),
]
Steps = Annotated[
    int | None,
    typer.Option(
        **INTEGER,
        help="Cut the palette into so many flat colours, 2 … 65536; 0 for none. (default: 0)",
        rich_help_panel=_COLOUR,
    ),
]
Alpha = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Transparency. field: one field more decides. vignette: the picture fades out to an ellipse. "
        "(default: none)",
        rich_help_panel=_COLOUR,
    ),
]
Space = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="What the numbers mean: srgb, or p3 (Display-P3, more vivid). (default: srgb)",
        rich_help_panel=_COLOUR,
    ),
]
Dither = Annotated[
    bool | None,
    typer.Option(
        "--dither/--no-dither",
        help="Noise of one level against bands in slow changes of colour, at 8 bits; files get larger.",
        rich_help_panel=_COLOUR,
    ),
]
Samples = Annotated[
    int | None,
    typer.Option(
        **INTEGER,
        help="Paint so many times as large both ways, 1 … 8, and average in linear light. (default: 1)",
        rich_help_panel=_COLOUR,
    ),
]
Size = Annotated[
    str | None,
    typer.Option(
        help="1024 (a square), 1920x1080, 30x40cm@300dpi, 8.5x11in, or a name, which may end in -portrait "
        f"or -landscape: {', '.join(NAMED)}. Lengths, paper and posters have 300 dots per inch unless "
        "@200dpi or --dpi says otherwise. (default: 1024)",
        rich_help_panel=_FRAME,
    ),
]
Center = Annotated[
    str | None,
    typer.Option(help="The point x,y in the middle; the frame spans -1 … 1.", rich_help_panel=_FRAME),
]
Zoom = Annotated[float | None, typer.Option(**REAL, help="Magnification. (default: 1)", rich_help_panel=_FRAME)]
Rotate = Annotated[
    float | None,
    typer.Option(**REAL, help="Turn counter-clockwise, in degrees. (default: 0)", rich_help_panel=_FRAME),
]
PresetName = Annotated[
    str | None,
    typer.Option(help=" ".join(f"{p.name}: {p.reason}" for p in PRESETS), rich_help_panel=_START),
]
RecipeFile = Annotated[Path | None, typer.Option(help="A recipe in a TOML file.", rich_help_panel=_START)]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="PICTURE",
        help="A picture that nnart painted: its recipe, network by hand, size, bits and dots per inch. Or a "
        "tile of a sheet, such as sheet.png#7, a recipe in a TOML file, or a favourite's name.",
        rich_help_panel=_START,
    ),
]
NetworkFile = Annotated[
    Path | None,
    typer.Option(
        help="A network given by hand in a .toml or .npz file, to paint instead of a drawn one: along the "
        "palette ink, from its least answer to its greatest, unless options say otherwise.",
        rich_help_panel=_START,
    ),
]
Exact = Annotated[
    bool,
    typer.Option("--exact", help="Evaluate the network at every pixel.", rich_help_panel=_OUTPUT),
]
Tolerance = Annotated[
    float | None,
    typer.Option(
        **REAL,
        help="How far a colour may be from the exact one, so that smooth parts can be interpolated: 0 … 8 "
        "levels, or with --bits 16 0 … 2056 of its levels. (default: 0.25, or 64 of 16 bits)",
        rich_help_panel=_OUTPUT,
    ),
]
ShowSamples = Annotated[
    bool,
    typer.Option(
        "--show-samples",
        help="Paint where the network is evaluated, white on the darkened picture; such a map carries no "
        "recipe. (default name: nnart-{seed}-samples.png)",
        rich_help_panel=_OUTPUT,
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        help="File name ending in .png, .jpg, .webp, .avif or .tif, or in .npy for --raw, with {seed}, "
        "{layers}, {width}, {activation}, {network}, {size} or {digest} in it; - for stdout (PNG). "
        "(default: nnart-{seed}.png, or nnart-{network}.png for one by hand)",
        rich_help_panel=_OUTPUT,
    ),
]
Bits = Annotated[
    int | None, typer.Option(**INTEGER, help="8 or 16 a channel. (default: 8)", rich_help_panel=_OUTPUT)
]
Dpi = Annotated[
    int | None,
    typer.Option(
        **INTEGER,
        help="Dots per inch of a print, 1 … 100000, for the file to say. (default: those of the size)",
        rich_help_panel=_OUTPUT,
    ),
]
Raw = Annotated[
    bool,
    typer.Option(
        "--raw",
        help="Write the network's answers, float32, before any colour: into .tif, or into .npy, which "
        "carries no recipe. (default name: nnart-{seed}.tif)",
        rich_help_panel=_OUTPUT,
    ),
]
Restart = Annotated[
    bool,
    typer.Option(
        "--restart",
        help="Begin anew. Otherwise a .png, .tif or .npy that was interrupted after five seconds or more goes "
        "on from FILE.part, to the same bytes.",
        rich_help_panel=_OUTPUT,
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace files that exist.", rich_help_panel=_OUTPUT)]
Threads = Annotated[
    int | None, typer.Option(**INTEGER, help="1 … 1024 (default: all processors)", rich_help_panel=_OUTPUT)
]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Paint by the workers of dask.distributed that a scheduler has, such as tcp://host:8786; local "
        "starts one here for each processor.",
        rich_help_panel=_OUTPUT,
    ),
]
Quiet = Annotated[
    bool,
    typer.Option("--quiet", "-q", help="Say nothing but a seed that was drawn.", rich_help_panel=_OUTPUT),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print a line of JSON for every picture.", rich_help_panel=_OUTPUT)
]
Huge = Annotated[
    bool,
    typer.Option(
        "--huge",
        help="Allow what is taken for a slip otherwise: more than an hour, half of the machine's memory, 100 "
        "GB or what is free on the disk.",
        rich_help_panel=_OUTPUT,
    ),
]
DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run", help="Paint nothing; print recipe, time, memory and disk.", rich_help_panel=_OUTPUT
    ),
]
TileSize = Annotated[
    str | None,
    typer.Option("--size", help="Of each tile: 128, 160x90. (default: 160)", rich_help_panel=_OUTPUT),
]
Columns = Annotated[
    int | None,
    typer.Option(**INTEGER, help="Tiles in a row. (default: as many as look well)", rich_help_panel=_OUTPUT),
]
SheetOutput = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        help="File name ending in .png, or in .html for a page with the recipe of each tile behind a click.",
        rich_help_panel=_OUTPUT,
    ),
]
SheetForce = Annotated[
    bool,
    typer.Option(
        "--force", help="Replace a file that exists; allow more than 1024 tiles.", rich_help_panel=_OUTPUT
    ),
]
TilesJson = Annotated[
    bool, typer.Option("--json", help="Print a line of JSON for every tile.", rich_help_panel=_OUTPUT)
]
