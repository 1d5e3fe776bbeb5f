"""Option values: what options and arguments may be given, right, nearly right, wrong and hostile."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from nnart.recipe.kinds import Choice, Flag, Kind, Names, Point, Real, Reals, Text, Whole
from nnart.recipe.knob import Knob
from nnart.recipe.knobs import KNOBS
from nnart.recipe.presets import NAMES
from tests import playground as p
from tests.readers import CORPUS

Words = tuple[str, ...]
Parameter = Any  # an option or argument; its base class is private to Typer

_MOST: Final = {"layers": 4, "samples": 3}  # of other whole numbers a dozen
_MAX: Final = {"layers": 100, "width": 100}  # where their own limits are, pictures take minutes
HUGE: Final = "1000000"  # pixels a side: refused, and with --huge painted
# fmt: off
HOSTILE: Final = (
    "", " ", "-", "--", "-1", "--help", "\x1b[2J\x1b[31mred", "a\nb", "a\tb", "\u202egnp.x", "\udcff", "x" * 99,
    "x" * 5000, "../../../../etc/passwd", "/dev/full", "/proc/self/mem", "{seed}", "{nosuch}", "{0}", "%s%n",
    "$(id)", "`id`", "٣", "９", "1_000", "0x10", "1e999", "nan", "-inf", "∞", "9" * 400, "true", "None", "[1]",
    "1;2", "a,,b", ",", "..", "1..", "#", "a#b#c", "~", "*", "con.png", "ﬀ" * 90 + ".png", "a" * 300 + ".png",
    "folder/../picture.png", "picture.png/", "./-q", "http://example.com/a.png", "file:///etc/a", "\ufeff7",
    "7 ", "+7", "😀.png",
)
# fmt: on


@dataclass(frozen=True)
class Values:
    """What may be given.

    Attributes:
        valid: by itself; other options may still forbid it.
        edge: valid, or nearly so.
        wrong: never valid.
    """

    valid: Words
    edge: Words = ()
    wrong: Words = ()

    def of(self, mood: str) -> Words:
        """Return those of a mood, or the valid ones where it has none."""
        return HOSTILE if mood == "hostile" else getattr(self, mood) or self.valid


# Some hostile files of each kind, as a playground names them.
_CORPUS: Final = tuple(
    f"corpus/{path.relative_to(CORPUS).as_posix()}" for path in sorted(CORPUS.glob("*/*"))[::12]
)
_ODD: Final = (*p.ODD, *p.ODD, *_CORPUS)
_TEXTS: Final = (*p.CODES, "cross(7,12,2)", "mix(7, 12, 0.1)", "silk", "mosaic")
_SOURCES: Final = Values(
    (*p.PICTURES, *p.TILES, *p.RECIPES, *p.FAVOURITES, *_TEXTS, "7"),
    ("0", str(2**64 - 1), "1..3", "Cross(7,12,2)"),
    (*_ODD, *p.WRONG_CODES, "cross(7", "reef", "4k", "sikl", "new.png"),
)
_SEEDS: Final = Values(
    ("0", "7", "5", "12", "3", "1..3", "1-3", "3,5..7"),
    (str(2**64 - 1), str(2**53 + 1), "0..1", "5,5", "7,"),
    ("-1", "9..3", "x", "1.5", str(2**64), "0..99999999", "1..2..3"),
)
_COUNTS: Final = Values(("1", "2", "4"), ("3", "9"), ("0", "-1", "1.5", "x", "99999", str(10**19)))
_FILES: Final = Values(
    (
        *(f"new.{ending}" for ending in ("png", "tif", "jpg", "webp", "avif", "npy", "html")),
        *("{seed}.png", "{digest}.tif", "folder/{seed}.png", "{seed}-{size}-{activation}.png"),
    ),
    (
        "-",
        "picture.png",
        "link.png",
        "sheet.png",
        "begun.png",
        "a" * 251 + ".png",
        ".png",
        "new.PNG",
        "dangling.png",
    ),
    (
        "new.gif",
        "new",
        "missing/new.png",
        "folder",
        "text.png/a.png",
        "loop.png",
        "pipe.png",
        "/dev/null",
        "{sed}.png",
    ),
)
_SHEETS: Final = Values(("new.png", "new.html", "folder/new.png"), _FILES.edge, _FILES.wrong)
_FOLDERS: Final = Values(
    ("new", "folder/new"), ("empty-folder", "tiles", "site", "."), ("picture.png", "missing/new", "-", "folder")
)
_COLOURS: Final = (
    "blue",
    "rgb(0,0,255), #FFF",
    "oklch(70% 0.1 200);ink",
    "#0b132bff",
    "reef,fern",
    "reef;navy,gold",
)
# By the names of parameters.
VALUES: Final[dict[str, Values]] = {
    "picture": _SOURCES,
    "source": _SOURCES,
    "one": _SOURCES,
    "other": _SOURCES,
    "recipe": Values(p.RECIPES, ("empty.toml", "/dev/null", "command.txt"), _ODD),
    "network": Values(p.NETWORKS, ("by-hand.toml",), _ODD),
    "pictures": Values((*p.GALLERIES, "favourites", "site"), ("recipe.toml", "folder"), p.ODD),
    "scores": Values(p.SCORES, ("empty.png",), ("text.png", "folder", "missing/a.db", "pipe.png", "sheet.png")),
    "chosen": Values(
        ("ink", "reef_r", "viridis", "navy,gold", "#fff,#000", "reef,fern", "teal", *p.PALETTES),
        ("blue",),
        _ODD,
    ),
    "output": _FILES,
    "qr": Values(("new.png", "new.svg"), ("picture.png", "folder/a.svg"), ("new.jpg", "new", "missing/a.png")),
    "seed": _SEEDS,
    "seeds": _SEEDS,
    "size": Values(
        ("16", "24x16", "9x31", "48", "24 x 16 landscape"), ("1", "1x48", "48x1", "3x4mm"),
        ("0", "-1", "big", "1x", "1000001", HUGE)
    ),
    "count": _COUNTS,
    "keep": _COUNTS,
    "columns": _COUNTS,
    "layer": Values(("1", "2"), ("3", "5"), ("0", "-1", "x", "1001")),
    "name": Values(("dawn", "a-b_1", "ä"), ("dusk", "x" * 64), ("a b", "../x", "7", ".", "x" * 65, "")),
    "remove": Values(p.FAVOURITES, ("dusk,by-hand",), ("nosuch", "", ",", "../x")),
    "rename": Values(("dusk dawn", "by-hand hand"), ("dusk dusk", "dusk by-hand"), ("nosuch dawn", "dusk 7")),
    "preset": Values(NAMES, ("Lecture", "SILK"), ("nosuch", "slik")),
    "file_format": Values(("png", "jpg", "webp", "tif"), ("JPEG", ".png", "npy"), ("gif", "", "pngg")),
    "files": Values((), (), ("missing.png", "missing/new.png")),
    "prefer": Values(
        ("calm", "bold,rich", "calm=2,edges=-1", "Blue bright", "not-busy"),
        ("busy=0", "-calm", "calm,busy"),
        ("clam", "calm=x", "soft=nan"),
    ),
    "like": Values(p.PICTURES, ("sheet.png", "link.png"), _ODD),
    "kind": Values(("light", "drift", "depth", "morph", "flight"), ("Light",), ("waltz", "", "3")),
    "seconds": Values(("0.5", "1"), ("0.04", "1.001"), ("0", "-1", "x", "nan", "1e9")),
    "fps": Values(("8", "12", "29.97"), ("1", "240", "24000/1001"), ("0", "241", "x", "1/0", "1e999999999")),
    "pace": Values(("calm", "flowing", "lively"), ("Calm",), ("fast", "", "60")),
    "radius": Values(("0.1", "0.5"), ("0.001", "100"), ("0", "101", "x", "nan")),
    "to": Values(("0,0", "0.3,-0.2"), ("1e6,0",), ("1", "a,b", "nan,0", "1,2,3")),
    "to_zoom": Values(("2", "20"), ("1e-6", "1e12"), ("0", "x", "-1")),
    "to_rotate": Values(("30", "-90"), ("360",), ("x", "nan", "361")),
    "codec": Values(("h264", "av1"), ("hevc", "vp9", "H264"), ("xvid", "")),
    "bits": Values(("8", "16"), (), ("12", "0", "x")),
    "dpi": Values(("300",), ("1", "100000"), ("0", "100001", "x")),
    "threads": Values(("1", "2", "3"), ("5", "1024"), ("0", "-1", "1025", "x")),
    "tile_format": Values(("jpg", "png", "webp"), ("PNG", "jpeg"), ("gif", "tif")),
    "base": Values(("https://example.org/a",), ("http://a/b/",), ("a b", "javascript:alert(1)")),
    "change": Values(("0.03", "0.1", "slight", "some", "much"), ("0", "1"), ("-0.1", "2", "x", "nan", "more")),
    "port": Values(("8000", "65535"), ("1",), ("-1", "65536", "x", "1.5")),
    "host": Values(("127.0.0.1", "localhost"), ("::1",), ("a b", "", "256.0.0.1")),
    "folder": Values((".", "folder", "empty-folder"), (), ("missing", "picture.png", "-")),
    "cluster": Values((), (), ("x", "tcp://", "http://127.0.0.1:1", "tcp://a b:1", "tcp://a:999999")),
}  # fmt: skip
_METAVARS: Final[dict[str | None, Values]] = {"N": _COUNTS, "X": VALUES["change"], "FOLDER": _FOLDERS}
_ANYTHING: Final = Values(("1", "a", "new.png", "recipe.toml", "picture.png"), (), _ODD)


def values_of(parameter: Parameter) -> Values:
    """Return what a parameter may be given."""
    knob = KNOBS.get(parameter.name)
    if parameter.metavar == "SEED":
        return Values(("0", "7", "5"), _SEEDS.edge, (*_SEEDS.wrong, "1..3"))
    if parameter.name in VALUES and parameter.metavar != "FOLDER":
        # Only sheets have a name from the start.
        return (
            _SHEETS
            if isinstance(parameter.default, str) and parameter.name == "output"
            else VALUES[parameter.name]
        )
    if knob is not None:
        return _of_knob(knob)
    return _METAVARS.get(parameter.metavar, _ANYTHING)


def _of_knob(knob: Knob) -> Values:
    """Return what a knob may be, from its kind."""
    found = _of_kind(knob.kind, _MOST.get(knob.name, 12))
    if knob.name in _MAX:
        found = replace(found, edge=("1", str(_MAX[knob.name])))
    if knob.name == "palette":
        found = replace(found, edge=_COLOURS, wrong=(*found.wrong, "navy,reef", "rgb(300,0,0)", "#0b132b80"))
    files = p.PALETTES if knob.name == "palette" else ()
    return Values(tuple(dict.fromkeys((*found.valid, *knob.examples, *files))), found.edge, found.wrong)


def _of_kind(kind: Kind, most: int) -> Values:  # noqa: PLR0911  - a kind each
    match kind:
        case Whole():
            valid = tuple(str(n) for n in range(max(1, kind.min), min(kind.max, most) + 1))
            return Values(
                valid, (str(kind.min), str(kind.max)), (str(kind.min - 1), str(kind.max + 1), "x", "1.5")
            )
        case Real():
            some = tuple(f"{number:g}" for number in (0.3, 1, 2.5) if kind.min <= number <= kind.max)
            wrong = (f"{kind.min - 1:g}", f"{kind.max * 2 + 1:g}", "x", "nan", "inf", "1,2")
            return Values(some, (f"{kind.min:g}", f"{kind.max:g}", "1e-300"), wrong)
        case Choice() | Names():
            names = tuple(kind.choices)
            return Values(names, (",".join(names[:2]), f" {names[0]}"), ("nosuch", f"{names[0]}x", ",", ""))
        case Text():
            names = tuple(choice.replace("-N", "-5") for choice in kind.choices)
            return Values(names, (), ("nosuch", "cross(7)", "#12", "p9"))
        case Point():
            return Values(("0,0", "0.5,-0.25"), (f"{kind.max:g},{kind.min:g}",), ("1", "1,2,3", "a,b", "nan,0"))
        case Reals():
            return Values(
                ("0.1", "0.1,-2"), (f"{kind.min:g}", ",".join(["1"] * kind.max_count)), ("x", "1,", "inf")
            )
        case Flag():
            return Values(("true", "false"), (), ("True", "yes", "1"))
    return _ANYTHING


def several_of(knob: Knob) -> Values:
    """Return several values of a knob, as text for a sweep."""
    of_one = _of_knob(knob)
    mark = "," if knob.commas == "never" else ";"
    ranges = ("1..3",) if isinstance(knob.kind, Whole) else ("0.5..2:3",) if isinstance(knob.kind, Real) else ()
    rows = (mark.join(of_one.valid[:2]), mark.join(of_one.valid[-3:]))
    return Values((*rows, *ranges), of_one.edge, (*of_one.wrong, "9..3", "0..1e9", "1..9:1", mark))
