"""The options of commands that paint, as annotations of their parameters."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from nnart.cli.numbers import ANGLE, INTEGER, REAL
from nnart.recipe.kinds import Choice, Flag, Kind, Names, Point, Real, Reals, Text, Whole
from nnart.recipe.knob import FRAME, OUTPUT, Knob
from nnart.recipe.knobs import KNOBS
from nnart.recipe.presets import LISTED
from nnart.recipe.sizes import NAMED

_FRAME, _START, _OUTPUT = FRAME, "Where to start from", OUTPUT

# Of what --json prints.
JSON_SEEDS = "Beside each seed stands seed_text: jq and JavaScript round seeds beyond 2^53."
# What an option takes, as its help calls it.
_METAVARS: dict[type[Kind], str] = {
    Choice: "NAME",
    Names: "NAMES",
    Reals: "NUMBERS",
    Point: "X,Y",
    Text: "TEXT",
}
# What only the command line can do with a knob.
_NOTES = {
    "seed": "Also a range 0..99 or 0-99, or a list 1,5,9. (default: drawn at random)",
    "alpha": f"--transparent is --alpha field. (default: {KNOBS['alpha'].default_words})",
    "tolerance": "With --bits 16: 0 … 2056 levels of 16 bits, by default 64. "
    f"(default: {KNOBS['tolerance'].default_words})",
}
_FORMS = {
    "genome": " In quotes.",
    "palette": " Each seed chooses one of several. Colours in quotes. Or a file of colours, - for standard "
    "input; nnart palettes shows what there is.",
}


def option_for(knob: Knob) -> Any:
    """Return the annotation of the option that gives a recipe's value, its help from the table of knobs."""
    names, kind, more = [f"--{knob.name}"], knob.kind, dict[str, Any]()
    type_: Any = str
    if isinstance(kind, Flag):
        type_, names = bool, [f"--{knob.name}/--no-{knob.name}"]
    elif knob.name == "seed":
        names, more = ["--seed", "--seeds", "-s"], {"metavar": "SEEDS"}
    elif isinstance(kind, Whole):
        type_, more = int, INTEGER
    elif isinstance(kind, Real):
        type_, more = float, ANGLE if knob.unit == "degrees" else REAL
    else:
        type_, more = _text_of(knob), {"metavar": _METAVARS[type(kind)]}
    form = _FORMS.get(kind.form, "") if isinstance(kind, Text) else ""
    text = f"{knob.sentence}{form} {_NOTES.get(knob.name, f'(default: {knob.default_words})')}"
    return Annotated[type_ | None, typer.Option(*names, **more, help=text, rich_help_panel=knob.group)]


def option_for_several(knob: Knob) -> Any:
    """Return the annotation of the option that gives several values of a knob, as text."""
    text = knob.sentence
    if knob.commas != "never":
        text += f' Semicolons stand between several: "{";".join(knob.examples)}".'
    option = typer.Option(f"--{knob.name}", metavar="VALUES", help=text, rich_help_panel=knob.group)
    return Annotated[_text_of(knob) | None, option]


def _text_of(knob: Knob) -> Any:
    """Return the type of an option that gives text; that of palettes may be given several times."""
    return list[str] if knob.name == "palette" else str


Size = Annotated[
    str | None,
    typer.Option(
        help="1024 (a square), 1920x1080, 16:9, 30x40cm@300dpi, 8.5x11in, 1080p, or a name, with portrait or "
        f"landscape beside it: {', '.join(NAMED)}. Lengths, paper and posters have 300 dots per inch unless "
        "@200dpi or --dpi says otherwise. (default: 1024)",
        rich_help_panel=_FRAME,
    ),
]
# What a picture can be named by, wherever a command takes one.
SOURCES = (
    "a seed, a picture that nnart painted, a recipe in a file (TOML, JSON or a code), a tile of a sheet such "
    "as sheet.png#7, a favourite, a preset, cross(7,12,3) in quotes, a code nn1-…, or - for standard input"
)
Picture = Annotated[str, typer.Argument(metavar="PICTURE", help=f"{SOURCES[0].upper()}{SOURCES[1:]}.")]
Pictures = Annotated[
    list[str], typer.Argument(metavar="PICTURE", help=f"{SOURCES[0].upper()}{SOURCES[1:]}. Or several.")
]
Start = Annotated[
    str | None,
    typer.Argument(
        metavar="PICTURE",
        help=f"What to start from; options change it: {SOURCES}. Or seeds, 0..99. (default: a random seed)",
        show_default=False,
    ),
]
Starts = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PICTURE",
        help=f"What to start from; options change it: {SOURCES}. Or seeds, 0..99. To see several: nnart sheet "
        "a.png b.png 7. (default: random seeds)",
        show_default=False,
    ),
]
_PRESETS = " ".join(f"{preset.name}: {preset.reason}" for preset in LISTED)
PresetName = Annotated[
    str | None,
    typer.Option(help=_PRESETS, rich_help_panel=_START),
]
RecipeFile = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="A recipe in a file: TOML, JSON or a code; - for standard input.",
        rich_help_panel=_START,
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="PICTURE",
        help="The same as PICTURE. A picture gives its recipe, network by hand, size, bits and dots per inch. "
        "nnart render and nnart sheet take several tiles: sheet.png#3,7 or #3..8, or all, sheet.png.",
        rich_help_panel=_START,
    ),
]
NetworkFile = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="A network given by hand in a .toml or .npz file, - for standard input, to paint instead of a "
        "drawn one: along the palette ink, from its least answer to its greatest, unless options say "
        "otherwise.",
        rich_help_panel=_START,
    ),
]
Exact = Annotated[
    bool,
    typer.Option("--exact", help="Evaluate the network at every pixel.", rich_help_panel=_OUTPUT),
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
        "{index}, {layers}, {width}, {activation}, {network}, {size}, {digest} or {tile} in it; {index:03} has "
        "zeros before it; or a folder, as walls/; "
        "- for stdout (PNG). "
        "(default: nnart-{seed}.png, or nnart-{network}.png for one by hand; if that is taken, "
        "nnart-{seed}-2.png and so on)",
        rich_help_panel=_OUTPUT,
    ),
]
Count = Annotated[
    int | None,
    typer.Option(
        "--count",
        "-n",
        **INTEGER,
        help="How many pictures: with --seed 7 --count 12, the seeds 7 to 18. (default: as many as there are "
        "seeds, or one)",
        rich_help_panel=_START,
    ),
]
FileFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="NAME",
        help="png, jpg, webp, avif, tif or npy: the ending of a name that has none. (default: png)",
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
Open = Annotated[
    bool,
    typer.Option(
        "--open",
        help="Show it in the system's viewer at the end; of several pictures, the first.",
        rich_help_panel=_OUTPUT,
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet",
        "-q",
        help="Print nothing except a randomly drawn seed and a numbered file name.",
        rich_help_panel=_OUTPUT,
    ),
]
AsJson = Annotated[
    bool,
    typer.Option(
        "--json", help=f"Print a line of JSON for every picture. {JSON_SEEDS}", rich_help_panel=_OUTPUT
    ),
]
Huge = Annotated[
    bool,
    typer.Option(
        "--huge",
        help="Allow what is taken for a slip otherwise: more than an hour, half of the memory that nnart may "
        "use, 100 GB or what is free on the disk.",
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


def sheet_output(default: str) -> Any:
    """Return the option that names a sheet's file, which has a name of its own if none is given."""
    stem, dot, ending = default.rpartition(".")
    text = (
        "File name ending in .png, or in .html for a page with the recipe of each tile behind a click; or a "
        "folder. "
        f"(default: {default}; if that is taken, {stem}-2{dot}{ending} and so on)"
    )
    return typer.Option("--output", "-o", help=text, rich_help_panel=_OUTPUT)


SheetForce = Annotated[
    bool,
    typer.Option(
        "--force",
        help="Replace a file that exists; allow more than 1024 tiles, up to 10000.",
        rich_help_panel=_OUTPUT,
    ),
]
GalleryForce = Annotated[
    bool,
    typer.Option(
        "--force",
        help="Replace files in the folder that nnart did not write, or that have changed since.",
        rich_help_panel=_OUTPUT,
    ),
]
TilesJson = Annotated[
    bool,
    typer.Option("--json", help=f"Print a line of JSON for every tile. {JSON_SEEDS}", rich_help_panel=_OUTPUT),
]
