"""The knobs: one row for every value of a recipe, in the order of a recipe's text.

To add a knob, add a row here, the code that uses it, a section of docs/reference/knobs.md and a test. The
command line, sweeps, breeding and descriptions of pictures read the table.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, fields, replace

from nnart.activation import BY_NAME
from nnart.recipe import defaults, genome, palettechoices, palettes, symmetries
from nnart.recipe.kinds import Choice, Flag, Names, Neurons, Point, Real, Reals, Seed, Text, Whole
from nnart.recipe.knob import COLOUR, FRAME, NETWORK, OUTPUT, PLANE, Follows, Knob, knob

INPUTS = ("x", "y", "r", "fourier")  # in the order of the network's inputs
SPACES = ("srgb", "p3")
MAX_SEED, MAX_LECTURE_SEED = 2**64 - 1, 2**32 - 1
MAX_GAIN = 1000.0

# Why the family lecture has none.
_FIXED = "it draws weights from fixed ranges"
_PLAIN = "it has plain layers of x and y"


@dataclass(frozen=True)
class Values:
    """The values of a recipe, unchecked; `nnart.recipe.recipe.Recipe` checks them."""

    seed: int = knob(
        0,
        Seed(0, MAX_SEED),
        NETWORK,
        "The random seed. Another seed gives another picture, and usually another palette.",
        more="The family lecture has seeds up to 2^32 - 1.",
        drawing=False,  # needed for dither, too
        first=True,
        headline=True,
    )
    _: KW_ONLY
    genome: str | None = knob(
        None,
        Text("genome", genome.canonical, "seeds that are crossed or mixed are needed"),
        NETWORK,
        "Seeds to breed: cross(7,12,6) takes the first 6 layers from seed 7 and the rest from 12; "
        "mix(7,12,0.1) goes a tenth of the way from 7 to 12. They nest: either can take a seed's place.",
        more="The weights are drawn from them instead of the seed (see `nnart.recipe.genome`).",
        blend="genome",
        commas="always",
        not_in_lecture="it draws from one seed",
        headline=True,
        examples=("cross(7,12,3)", "mix(7,12,0.1)"),
    )
    layers: int = knob(
        20,
        Whole(1, 1000),
        NETWORK,
        "Hidden layers. A few draw facets, 10 to 40 flowing shapes, hundreds soft clouds.",
        first=True,
        headline=True,
    )
    width: int = knob(
        100,
        Neurons(1, 1024),
        NETWORK,
        "Neurons in each hidden layer. Few draw large shapes with sharp edges, many draw soft ones.",
        headline=True,
    )
    activation: str = knob(
        "tanh",
        Names(tuple(BY_NAME), 64),
        NETWORK,
        "Activation function: tanh and softsign draw folds, sin and gauss spots, sigmoid something between, "
        "relu and abs soft clouds, step shards, linear one slope. Several names share the neurons of every "
        "layer.",
        more="Each name has an equal share of neighbours.",
        headline=True,
        examples=("tanh", "tanh,sin"),
    )
    family: str = knob(
        "nnart",
        Choice(
            {
                "nnart": "uniform weights of variance gain²/inputs",
                "lecture": "as the notebook of the lecture draws them",
            }
        ),
        NETWORK,
        "How weights are drawn.",
        more="The lecture's (see `nnart.network.drawn`) have no gain, bias or detail.",
        option=False,
    )
    detail: float | None = knob(
        None,
        Real(0.01, 1e6),
        NETWORK,
        "How busy: about how many features lie across the picture. Not for the activations relu, abs, step and "
        "linear.",
        more="None where a gain was chosen. When both are given, gain counts; it was found for the detail.",
        follows=Follows(f"{defaults.DETAIL:g}", lambda _: defaults.DETAIL, defaults.has_detail),
        blend="log",
        not_in_lecture=_FIXED,
        first=True,
    )
    gain: float | None = knob(
        None,
        Real(0, MAX_GAIN),
        NETWORK,
        "Strength of the weights. Too low leaves one colour, too high gives noise.",
        more="√inputs times the standard deviation of a weight. When not given, it is found for the seed's "
        "network when it is painted (see `nnart.field.calibration`).",
        follows=Follows("computed from the detail", lambda _: None),
        blend="log",
        not_in_lecture=_FIXED,
    )
    bias: float | None = knob(
        None,
        Real(0, 1000),
        NETWORK,
        "Spread of the biases. Low gives silk, high gives broad shapes with sharp edges.",
        more="The standard deviation of the biases.",
        follows=Follows(f"{defaults.BIAS:g} % of the width", defaults.bias_of, renewed=True),
        blend="log",
        not_in_lecture=_FIXED,
    )
    residual: float | None = knob(
        None,
        Real(0, 0.9999),
        NETWORK,
        "Residual connections: how much of each layer's sums is passed straight on. Deep networks need it.",
        more="A share of their variance: h ← √residual h + √(1 - residual) (W φ(h) + b). Without it, more and "
        "more seeds of deep networks would be flat or noise.",
        follows=Follows(
            "0 up to 32 layers, then 1 - 16/layers; sooner in narrow networks",
            defaults.residual_of,
            renewed=True,
        ),
        not_in_lecture=_PLAIN,
    )
    inputs: str = knob(
        "x,y",
        Names(INPUTS, len(INPUTS), unique=True),
        PLANE,
        "What the network knows about a pixel's place: any of x, y, r (the distance from a centre that the "
        "seed chooses) and fourier (waves that the seed chooses).",
        not_in_lecture=_PLAIN,
        examples=("x,y", "x,y,r"),
    )
    z: tuple[float, ...] = knob(
        (),
        Reals(64, -1000, 1000),
        NETWORK,
        "Extra inputs, the same at every pixel. Small steps, such as 0.1, change a picture a little.",
        measured=False,
        not_in_lecture=_PLAIN,
        examples=("0.1", "0.2"),
    )
    symmetry: str = knob(
        "none",
        Text("symmetry", symmetries.parse, "a name is needed", ("none", *symmetries.names())),
        PLANE,
        "How the picture repeats, such as mirror, kaleidoscope-6 or p4m. "
        f"All: none, {', '.join(symmetries.names())}; N is 2 … {symmetries.MAX_ORDER}.",
        more="Around (0, 0); the names from p1 on are the wallpaper groups.",
        first=True,
        not_in_lecture=_PLAIN,
    )
    cells: float | None = knob(
        None,
        Real(symmetries.MIN_CELLS, symmetries.MAX_CELLS),
        PLANE,
        "How many cells of a wallpaper group (p1 … p6m) fit across the picture.",
        more="Detail then counts features in a cell.",
        follows=Follows(f"{symmetries.CELLS:g}", lambda _: symmetries.CELLS, defaults.has_cells),
        blend="log",
        measured=False,
    )
    seamless: str = knob(
        "none",
        Choice({"none": "", "x": "left and right", "y": "top and bottom", "xy": "both"}),
        PLANE,
        "Make opposite edges match, so that copies tile. Needs zoom 1 and no rotation.",
        not_in_lecture=_PLAIN,
    )
    after: int | None = knob(
        None,
        Whole(1, 1000),
        NETWORK,
        "Show the picture as it is after this many hidden layers. The output layer is applied there, with the "
        "gain of the whole network.",
        at_most="layers",
        measured=False,
        follows=Follows("all", lambda _: None),
    )
    neuron: int | None = knob(
        None,
        Whole(1, 1024),
        NETWORK,
        "Show one neuron of the last evaluated layer.",
        at_most="width",
        measured=False,
        follows=Follows("the output", lambda _: None),
    )
    colour: str = knob(
        "palette",
        Choice(
            {
                "palette": "one output chooses the place on the palette",
                "shaded": "a second output darkens and lightens the palette",
                "oklch": "three outputs are lightness, chroma and hue",
                "rgb": "three outputs are red, green and blue",
            },
            palettes.ways_to,
        ),
        COLOUR,
        "How the network's outputs become colours.",
    )
    palette: str | None = knob(
        None,
        Text(
            "palette",
            palettechoices.check,
            "a name or colours '#0b132b,#f5cb5c' are needed",
            tuple(palettes.names()),
            palettechoices.join,
        ),
        COLOUR,
        "Colours: a name such as reef or viridis, or a list such as '#0b132b,#f5cb5c' or 'navy,gold'. "
        "One colour becomes a ramp. From several palettes, reef,fern or 'reef; navy,gold', each seed "
        "chooses one.",
        more="Of several, each seed takes one (see `nnart.recipe.palettechoices`), which the recipe keeps. "
        "A name from the catalogue is replaced by `name:` and its colours, so the picture outlives it.",
        follows=Follows("the seed chooses", defaults.palette_of, defaults.has_palette),
        blend="palette",
        commas="sometimes",
        first=True,
        headline=True,
        examples=("ink", "navy,gold", "teal"),
    )
    gamut: str | None = knob(
        None,
        Choice({"tamed": "colours that go together", "full": "all colours"}),
        COLOUR,
        "Which colours oklch and rgb use.",
        more="Recipes of version 3, which had none, take `full`.",
        follows=Follows("tamed, for oklch and rgb", lambda _: "tamed", defaults.has_gamut),
    )
    reverse: bool = knob(
        False,
        Flag(),
        COLOUR,
        "Reverse the palette.",
        more="Without a palette, red, green, blue and lightness are turned round.",
    )
    tone: str = knob(
        "equalised",
        Choice(
            {
                "equalised": "every part of the palette fills the same area",
                "stretch": "from the picture's lowest value to its highest",
                "none": "from -1 to 1",
            }
        ),
        COLOUR,
        "How the palette is spread over the picture.",
        more="What `equalised` needs is measured on fixed points of the home frame -1 … 1.",
    )
    contrast: float = knob(
        1.0,
        Real(0.1, 10),
        COLOUR,
        "Contrast. Above 1 shows more of both ends of the palette, below 1 less.",
        blend="log",
    )
    steps: int = knob(
        0, Whole(2, 65536, also=0), COLOUR, "Cut the palette into this many flat colours. 0 keeps it smooth."
    )
    alpha: str = knob(
        "none",
        Choice(
            {
                "none": "",
                "field": "one more output decides",
                "vignette": "the picture fades out around an ellipse",
            }
        ),
        COLOUR,
        "Transparency.",
        parent="first",
    )
    dither: bool = knob(
        False,
        Flag(),
        COLOUR,
        "Hide colour bands at 8 bits with noise of one level. Files get larger.",
        more="It depends on a pixel's place and the seed alone.",
        parent="first",
    )
    samples: int = knob(
        1,
        Whole(1, 8),
        COLOUR,
        "Anti-aliasing, which smooths edges: samples per pixel in each direction. 1 is off, 2 is good.",
        parent="first",
    )
    space: str = knob(
        "srgb",
        Choice(dict(zip(SPACES, ("what every screen shows", "Display-P3, more vivid"), strict=True))),
        COLOUR,
        "Colour space of the file.",
        parent="first",
    )
    sampling: str = knob(
        "centres",
        Choice(
            {
                "centres": "at their centres",
                "ends": "the outermost lie on the frame's edges, as NumPy's linspace has them",
            }
        ),
        FRAME,
        "Where pixels are sampled.",
        option=False,
    )
    center: tuple[float, float] = knob(
        (0.0, 0.0),
        Point(-1e6, 1e6),
        FRAME,
        "The point x,y in the middle of the picture. y points up; the shorter side spans -1 … 1.",
        blend="linear",
        examples=("0,0", "0.5,0.5"),
    )
    zoom: float = knob(
        1.0,
        Real(1e-6, 1e12),
        FRAME,
        "Magnification. Above 1 looks closer, below 1 from farther away.",
        blend="log",
    )
    rotate: float = knob(0.0, Real(-360, 360), FRAME, "Turn the picture counter-clockwise.", unit="degrees")
    tolerance: float | None = knob(
        None,
        Real(0, 8),
        OUTPUT,
        "How far a colour may differ from the exact one. Smooth parts are interpolated; 0 means exact.",
        more="At 0 every pixel is evaluated, as always for the family lecture, the activations relu, abs and "
        "step, the tone stretch, and steps (see `nnart.field.adaptive`).",
        unit="levels of 8 bits",
        follows=Follows(
            f"{defaults.TOLERANCE:g}; 0 with a symmetry, seamless, and where every pixel is evaluated anyway",
            defaults.tolerance_of,
            renewed=True,
        ),
    )

    def __post_init__(self) -> None:
        """Do nothing; `Recipe` overrides this to check its values."""


KNOBS: dict[str, Knob] = {
    field.name: replace(field.metadata["knob"], name=field.name) for field in fields(Values)
}
