"""The options of commands that paint, as annotations of their parameters."""

from __future__ import annotations

from typing import Annotated, Any, Final

import typer

from nnart.cli.numbers import ANGLE, INTEGER, REAL
from nnart.recipe.kinds import Choice, Flag, Kind, Names, Point, Real, Reals, Text, Whole
from nnart.recipe.knob import FRAME, OUTPUT, Knob
from nnart.recipe.knobs import KNOBS
from nnart.recipe.presets import ANY, LISTED
from nnart.recipe.sizes import NAMED

START = "Where to start from"
MOTION = "What moves, and how"  # in a film
_FRAME, _START, _OUTPUT = FRAME, START, OUTPUT

# Marks the options that help shows first, until it is asked for all.
FIRST: Final = "first"

# Of what --json prints.
JSON_SEEDS = "Each seed also comes as text, seed_text, because jq and JavaScript round seeds beyond 2^53."
# What an option takes, as its help calls it.
_METAVARS: dict[type[Kind], str] = {Choice: "NAME", Names: "NAMES", Reals: "NUMBERS", Point: "X,Y"}
_TEXTS = {"genome": "GENOME", "palette": "PALETTE", "symmetry": "NAME"}
# The panels of those that do not lie in their knob's group.
_PANELS = {"seed": _START, "genome": _START}
# What only the command line can do with a knob.
_BEFORE = {"seed": "The picture's number: 7; or several: 0..99 or 1,5,9. "}
_NOTES = {
    "seed": "(default: random)",
    "alpha": f"--transparent is short for --alpha field. (default: {KNOBS['alpha'].default_words})",
    "tolerance": "With --bits 16, in levels of 16 bits: 0 … 2056, by default 64. "
    f"(default: {KNOBS['tolerance'].default_words})",
}
_FORMS = {
    "genome": " Quote it.",
    "palette": " Quote colours. Also a file of colours, or - for standard input. nnart palettes shows all.",
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
        type_, more = _text_of(knob), {"metavar": _METAVARS.get(type(kind)) or _TEXTS[knob.name]}
    form = _FORMS.get(kind.form, "") if isinstance(kind, Text) else ""
    note = _NOTES.get(knob.name, f"(default: {knob.default_words})")
    text = f"{_BEFORE.get(knob.name, '')}{knob.sentence}{form} {note}"
    panel = _PANELS.get(knob.name, knob.group)
    return _annotation(knob, type_ | None, typer.Option(*names, **more, help=text, rich_help_panel=panel))


def option_for_several(knob: Knob) -> Any:
    """Return the annotation of the option that gives several values of a knob, as text."""
    text = knob.sentence
    if knob.commas != "never":
        text += f' Separate several values by semicolons: "{";".join(knob.examples)}".'
    option = typer.Option(f"--{knob.name}", metavar="VALUES", help=text, rich_help_panel=knob.group)
    return _annotation(knob, _text_of(knob) | None, option)


def _annotation(knob: Knob, type_: Any, option: Any) -> Any:
    """Return the annotation of a knob's option, marked if help shows it first."""
    return Annotated[type_, option, FIRST] if knob.first else Annotated[type_, option]


def _text_of(knob: Knob) -> Any:
    """Return the type of an option that gives text; that of palettes may be given several times."""
    return list[str] if knob.name == "palette" else str


Size = Annotated[
    str | None,
    typer.Option(
        metavar="SIZE",
        help="1024 (a square), 1920x1080, 16:9, 30x40cm, 8.5x11in@200dpi, or a name such as 4k, phone or a3. "
        f"All names: {', '.join(NAMED)}. Turn one with a3-landscape or phone-portrait. Lengths, paper and "
        "posters are printed at 300 dots per inch, unless @200dpi or --dpi changes it. (default: 1024)",
        rich_help_panel=_FRAME,
    ),
    FIRST,
]
# What a picture can be named by, wherever a command takes one.
SOURCES = (
    "a seed, a picture painted by nnart, a tile of a sheet (sheet.png#7), a recipe file (TOML, JSON or code), "
    "a favourite, a preset, cross(7,12,3) in quotes, a code nn1-…, or - for standard input"
)
Picture = Annotated[str, typer.Argument(metavar="PICTURE", help=f"{SOURCES[0].upper()}{SOURCES[1:]}.")]
Pictures = Annotated[
    list[str],
    typer.Argument(metavar="PICTURE", help=f"One or several: {SOURCES}."),
]
_BEGIN = "What to start from: a seed, a picture, a tile such as sheet.png#7, a favourite or a preset."
_BEGIN_MORE = f"Options change it. It can be {SOURCES}; or several seeds, 0..99."
Start = Annotated[
    str | None,
    typer.Argument(
        metavar="PICTURE", help=f"{_BEGIN} {_BEGIN_MORE} (default: a random seed)", show_default=False
    ),
]
Starts = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PICTURE",
        help=f"{_BEGIN} {_BEGIN_MORE} To see several pictures side by side: nnart sheet a.png b.png 7. "
        "(default: random seeds)",
        show_default=False,
    ),
]
_PRESETS = ", ".join(preset.name for preset in LISTED if preset.name != ANY)
PresetName = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="A named look, such as silk, ink or mandala. nnart presets describes them. "
        f"All: {_PRESETS}, or {ANY}, which lets each seed choose one (never the lecture).",
        rich_help_panel=START,
    ),
    FIRST,
]
RecipeFile = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="A recipe file: TOML, JSON or a code; - for standard input.",
        rich_help_panel=START,
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="PICTURE",
        help="The same as PICTURE. nnart takes a picture's recipe, network by hand, size, bits and dots per "
        "inch. nnart render and nnart sheet also take several tiles: sheet.png#3,7 or #3..8, or all of "
        "sheet.png.",
        rich_help_panel=START,
    ),
]
NetworkFile = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Paint a network of your own instead of a random one: a .toml or .npz file, or - for standard "
        "input. Unless options say otherwise, its lowest to highest output runs along the palette ink.",
        rich_help_panel=START,
    ),
]
Exact = Annotated[
    bool,
    typer.Option(
        "--exact",
        help="Evaluate the network at every pixel, the same as --tolerance 0.",
        rich_help_panel=_OUTPUT,
    ),
]
ShowSamples = Annotated[
    bool,
    typer.Option(
        "--show-samples",
        help="Show where nnart evaluates the network: white dots on the darkened picture. Such a map carries "
        "no recipe. (default name: nnart-{seed}-samples.png)",
        rich_help_panel=_OUTPUT,
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="A file ending in .png, .jpg, .webp, .avif or .tif; a folder, such as walls/; or - for stdout. "
        "Stdout gets a PNG. With --raw also .npy. The name can contain {seed}, {index} (or {index:03} "
        "with zeros), {layers}, {width}, "
        "{activation}, {network}, {size}, {digest} or {tile}. If nnart-7.png is taken, the next picture is "
        "nnart-7-2.png. A network by hand is named nnart-{network}.png. (default: nnart-{seed}.png)",
        rich_help_panel=_OUTPUT,
    ),
    FIRST,
]
Count = Annotated[
    int | None,
    typer.Option(
        "--count",
        "-n",
        **INTEGER,
        help="How many pictures. --seed 7 --count 12 paints the seeds 7 to 18. (default: one for each seed)",
        rich_help_panel=START,
    ),
    FIRST,
]
FileFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="NAME",
        help="The file format if --output has no ending: png, jpg, webp, avif, tif or npy. (default: png)",
        rich_help_panel=_OUTPUT,
    ),
]
Bits = Annotated[
    int | None,
    typer.Option(**INTEGER, help="Bits per channel, 8 or 16. (default: 8)", rich_help_panel=_OUTPUT),
]
Dpi = Annotated[
    int | None,
    typer.Option(
        **INTEGER,
        help="Dots per inch, 1 … 100000, written into the file. It changes the number of pixels only for paper "
        "sizes and lengths. (default: from the size)",
        rich_help_panel=_OUTPUT,
    ),
]
Raw = Annotated[
    bool,
    typer.Option(
        "--raw",
        help="Write the network's raw outputs, float32, without colours, into .tif or .npy. An .npy file "
        "carries no recipe. (default name: nnart-{seed}.tif)",
        rich_help_panel=_OUTPUT,
    ),
]
Restart = Annotated[
    bool,
    typer.Option(
        "--restart",
        help="Start over. Otherwise nnart resumes an interrupted .png, .tif or .npy from FILE.part, which it "
        "keeps of pictures that took five seconds or more; the result is the same to the byte.",
        rich_help_panel=_OUTPUT,
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite files.", rich_help_panel=_OUTPUT)]
Threads = Annotated[
    int | None,
    typer.Option(
        **INTEGER, help="How many threads, 1 … 1024. (default: all processors)", rich_help_panel=_OUTPUT
    ),
]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Paint on the workers of a dask.distributed scheduler, such as tcp://host:8786. local starts one "
        "worker for each processor of this machine.",
        rich_help_panel=_OUTPUT,
    ),
]
Open = Annotated[
    bool,
    typer.Option(
        "--open",
        help="Open the picture in a viewer when it is done. Of several, the first.",
        rich_help_panel=_OUTPUT,
    ),
    FIRST,
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet",
        "-q",
        help="Print nothing except random seeds and numbered file names.",
        rich_help_panel=_OUTPUT,
    ),
]
AsJson = Annotated[
    bool,
    typer.Option(
        "--json", help=f"Print one line of JSON for each picture. {JSON_SEEDS}", rich_help_panel=_OUTPUT
    ),
]
Huge = Annotated[
    bool,
    typer.Option(
        "--huge",
        help="Allow very large jobs (over an hour, half of the memory, 100 GB or the free disk space). nnart "
        "refuses them otherwise, in case of a typo.",
        rich_help_panel=_OUTPUT,
    ),
]
DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run",
        help="Paint nothing; print the recipe and how much time, memory and disk it needs.",
        rich_help_panel=_OUTPUT,
    ),
]
TileSize = Annotated[
    str | None,
    typer.Option(
        "--size",
        metavar="SIZE",
        help="Size of each tile: 128 or 160x90. (default: 160)",
        rich_help_panel=_OUTPUT,
    ),
    FIRST,
]
Columns = Annotated[
    int | None,
    typer.Option(**INTEGER, help="Tiles in a row. (default: what looks good)", rich_help_panel=_OUTPUT),
    FIRST,
]


def sheet_output(default: str) -> Any:
    """Return the option that names a sheet's file, which has a default name."""
    stem, dot, ending = default.rpartition(".")
    text = (
        "A file ending in .png; or in .html, for a page that shows each tile's recipe on a click; or a folder. "
        f"If the default name is taken, nnart writes {stem}-2{dot}{ending} and so on. (default: {default})"
    )
    return typer.Option("--output", "-o", metavar="FILE", help=text, rich_help_panel=_OUTPUT)


SheetForce = Annotated[
    bool,
    typer.Option(
        "--force",
        help="Overwrite a file, and allow more than 1024 tiles (up to 10000).",
        rich_help_panel=_OUTPUT,
    ),
]
GalleryForce = Annotated[
    bool,
    typer.Option(
        "--force",
        help="Overwrite files in the folder that nnart did not write or that someone has changed.",
        rich_help_panel=_OUTPUT,
    ),
]
TilesJson = Annotated[
    bool,
    typer.Option("--json", help=f"Print one line of JSON for each tile. {JSON_SEEDS}", rich_help_panel=_OUTPUT),
]
