"""Words: synonyms that people know from other programs, with nnart's own names for them.

One file for commands, options and values, and for hints about words without a meaning here. nnart's own names
have priority over synonyms, so a synonym can never block a name that is added later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final


def _spread(table: Mapping[str, str]) -> dict[str, str]:
    """Invert a table of synonyms by name into names by synonym.

    Raises:
        ValueError: if a synonym occurs twice.
    """
    pairs = [(word, name) for name, words in table.items() for word in words.split()]
    found = dict(pairs)
    if twice := [word for word, name in pairs if found[word] != name]:
        raise ValueError(f"these mean two things: {', '.join(twice)}")
    return found


# Synonyms of commands.
COMMANDS: Final[Mapping[str, str]] = _spread(
    {
        "render": "generate gen create paint draw make new run",
        "sheet": "grid montage contact contact-sheet contactsheet sheets batch",
        "explore": "search find browse discover",
        "breed": "cross mix mate crossover combine blend merge",
        "vary": "evolve mutate variations variation variants",
        "keep": "save favourite favorite favourites favorites fav favs star bookmark heart love pin add commit "
        "stash",
        "film": "video animate animation movie morph frames films",
        "gallery": "site html web website",
        "studio": "serve server app gui ui webui web-ui interactive",
        "show": "info inspect identify describe metadata exif recipe decode log print-recipe properties",
        "open": "view display preview",
        "verify": "check validate",
        "presets": "preset styles style list-presets",
        "palettes": "palette colormaps colourmaps cmaps colors colours list-palettes",
        "knobs": "options parameters params settings",
        "bench": "benchmark speed",
    }
)

# Synonyms of options; the first name that the command has counts.
OPTIONS: Final[Mapping[str, str]] = _spread(
    {
        "output": "out outfile out-file output-file filename file save save-as destination dest outdir out-dir "
        "output-dir folder",
        "size": "canvas-size create-canvas createcanvas artboard resolution res dimensions dims dimension "
        "geometry figsize image-size img-size tile-size shape "
        "pixels px paper paper-size papersize page-size pagesize",
        "count": "number num num-images n-images images n-samples num-samples n-iter batch batch-size "
        "batch-count quantity children variations offspring how-many",
        "seconds": "duration length time secs",
        "fps": "framerate frame-rate frames-per-second",
        "pace": "speed tempo",
        "there-and-back": "bounce boomerang pingpong ping-pong back-and-forth",
        "format": "fmt ext extension type file-type filetype file-format output-format",
        "seed": "random-state randomstate noise-seed noiseseed random-seed rng-seed rng",
        "preset": "style look theme",
        "palette": "swatches swatch color-palette colour-palette brand-colors brand-colours colors "
        "colours colormap colourmap color-map colour-map cmap color-scheme colour-scheme "
        "colorscheme colourscheme scheme gradient gradient-map lut palettes",
        "colour": "color color-mode colour-mode",
        "center": "centre",
        "zoom": "magnification zoom-factor zoom-level",
        "from": "input in image source init init-img init-image src",
        "recipe": "config recipe-file toml",
        "network": "weights net model",
        "layers": "num-layers n-layers hidden-layers",
        "width": "neurons n-units num-units nodes n-nodes n-hidden num-hidden units hidden hidden-size "
        "hidden-units num-neurons n-neurons layer-width",
        "activation": "activation-function act nonlinearity activations",
        "symmetry": "symmetries",
        "steps": "posterize posterise levels",
        "detail": "complexity details",
        "rotate": "rotation angle",
        "reverse": "invert negate inverted reversed",
        "bits": "bit-depth bitdepth color-depth colour-depth",
        "dpi": "ppi density",
        "space": "color-space colour-space colorspace colourspace",
        "force": "overwrite yes replace clobber",
        "quiet": "silent no-progress",
        "threads": "jobs num-threads nthreads n-threads cores processes cpus workers",
        "dry-run": "estimate simulate dry",
        "columns": "cols per-row ncols",
        "change": "amount strength mutation-rate mutation rate spread how-much",
        "keep": "top top-k best",
        "open": "view display launch show",
        "prefer": "sort-by sort rank-by rank order-by mood want wants tag tags words",
        "like": "similar similar-to reference ref",
        "scores": "db database cache",
        "name": "as label",
        "remove": "delete rm del",
        "rename": "mv move",
        "all": "everything full",
    }
)

# Those of them that name a folder, though no slash is behind it.
FOLDERS: Final = frozenset(["outdir", "out-dir", "output-dir", "folder", "destination", "dest"])

# Options that stand for another option with a value.
FLAGS: Final[Mapping[str, tuple[str, str]]] = {
    "transparent": ("alpha", "field"),
    "transparency": ("alpha", "field"),
    "opaque": ("alpha", "none"),
    "tileable": ("seamless", "xy"),
    "tiling": ("seamless", "xy"),
    "greyscale": ("palette", "grey"),
    "grayscale": ("palette", "grey"),
    "monochrome": ("palette", "grey"),
    "black-and-white": ("palette", "grey"),
    "16bit": ("bits", "16"),
    "16-bit": ("bits", "16"),
    "16bits": ("bits", "16"),
    "high-bit-depth": ("bits", "16"),
    "wide-gamut": ("space", "p3"),
    "no-bias": ("bias", "0"),
    **dict.fromkeys(("slight", "slightly", "subtle", "weak", "gentle", "little", "low"), ("change", "slight")),
    **dict.fromkeys(("some", "medium", "moderate"), ("change", "some")),
    **dict.fromkeys(("much", "strong", "far", "high", "bold", "wild"), ("change", "much")),
}

# Synonyms of values, for any option.
VALUES: Final[Mapping[str, str]] = _spread(
    {
        # What moves in films, how fast, and how it is encoded
        "flight": "zoom zoom-in fly dive",
        "depth": "layers layer layer-by-layer",
        "calm": "slow slower",
        "lively": "fast faster quick",
        "hevc": "h265 h.265 x265",
        "h264": "avc h.264 x264",
        # Palettes, and ways to colour
        "grey": "gray greys grays greyscale grayscale monochrome",
        # Activations
        "sin": "sine sinus siren",
        "gauss": "gaussian rbf",
        "sigmoid": "logistic",
        "step": "heaviside threshold sign",
        "abs": "absolute modulus",
        "linear": "identity",
        # Choices
        "equalised": "equalized equalise equalize",
        "stretch": "stretched normalised normalized",
        "centres": "centers",
        "none": "off no opaque",
        "field": "transparent on",
        "p3": "display-p3 displayp3 dci-p3",
        "xy": "both yx all",
        "x": "horizontal",
        "y": "vertical",
        # Presets
        "any": "random",
        # Changes
        "slight": "slightly little low weak subtle gentle",
        "some": "medium moderate",
        "much": "lot high strong",
        # Formats
        "jpg": "jpeg jpe",
        "tif": "tiff",
        # Symmetries
        "mirror": "mirror-x left-right",
        "mirror-y": "top-bottom",
        "p4m": "square-tiles",
        "p6m": "hexagonal hexagons",
        # Sizes
        "hd": "720p hd-ready",
        "fullhd": "1080p full-hd fhd",
        "qhd": "1440p 2k wqhd",
        "4k": "2160p uhd 4k-uhd tv",
        "wallpaper": "desktop desktop-wallpaper background screen monitor",
        "phone": "mobile smartphone phone-wallpaper android",
        "5k": "2880p",
        "8k": "4320p",
        "uwqhd": "ultrawide ultra-wide",
        "wqxga": "laptop",
        "macbook-air": "macbook",
        "iphone": "iphone-17 iphone-16-pro iphone-17-pro",
        "iphone-max": "iphone-16-pro-max iphone-17-pro-max",
        "iphone-16": "iphone-15 iphone-15-pro iphone-14-pro",
        "iphone-14": "iphone-12 iphone-13 iphone-16e",
        "pixel": "pixel-9 pixel-10",
        "galaxy": "samsung",
        "ipad-pro-13": "tablet ipad-pro",
        "post": "instagram instagram-post insta",
        "square": "instagram-square album-square",
        "story": "instagram-story reel instagram-reel tiktok stories shorts snapchat whatsapp-status",
        "pin": "pinterest",
        "thumbnail": "youtube youtube-thumbnail",
        "link": "facebook og opengraph open-graph",
        "cover": "album album-cover podcast",
        "letter": "us-letter",
        "poster-m": "poster",
        "business-card": "visiting-card card",
        "poster-film": "movie-poster film-poster one-sheet",
        "a0": "dina0 din-a0",
        "a1": "dina1 din-a1",
        "a2": "dina2 din-a2",
        "a3": "dina3 din-a3",
        "a4": "dina4 din-a4",
        "a5": "dina5 din-a5",
        "a6": "dina6 din-a6 postcard post-card",
    }
)

# Synonyms of words and measures for `--prefer`; some have other meanings as values.
WISHES: Final[Mapping[str, str]] = _spread(
    {
        "striking": "dramatic",
        "calm": "quiet peaceful serene still tranquil relaxing relaxed gentle",
        "busy": "lively energetic restless",
        "colourful": "colorful vivid saturated vibrant",
        "muted": "desaturated subdued dull grey gray monochrome neutral",
        "bold": "strong contrasty graphic",
        "soft": "delicate faint",
        "rich": "varied",
        "plain": "even",
        "simple": "easy",
        "complex": "detailed intricate complicated",
        "smooth": "silky flowing",
        "rough": "sharp coarse",
        "sparse": "minimal minimalist minimalistic empty spacious airy",
        "full": "crowded dense",
        "symmetric": "symmetrical balanced mirrored",
        "bright": "light white",
        "dark": "black night",
        "warm": "hot",
        "cold": "cool",
        "red": "crimson scarlet",
        "yellow": "gold golden",
        "cyan": "teal turquoise aqua",
        "blue": "navy azure",
        "purple": "violet lilac lavender",
        "pink": "magenta rose",
        "edges": "edge",
        "colourfulness": "colorfulness",
    }
)

# Words that turn things on or off, or mean everything: alone, they do not tell which option is meant.
SWITCHES: Final = frozenset(["on", "off", "yes", "no", "true", "false", "none", "all", "both", "everything"])

# Possible meanings of one-letter options that nnart does not have, from other programs.
LETTERS: Final[Mapping[str, str]] = {
    "a": "activation",
    "b": "bits",
    "c": "columns count colour",
    "d": "detail dpi dry-run remove",
    "f": "force format",
    "i": "from",
    "j": "threads",
    "k": "keep",
    "l": "layers",
    "n": "name",
    "p": "preset palette",
    "r": "recipe size",
    "t": "threads",
    "y": "force",
    "z": "zoom",
    "S": "seed size",
    "N": "count",
    "O": "output",
}

_SHORT = 6  # longest word in which one typo is likely, and two mean another word
_MAX_SLIPS = 2
_MIN_BEGUN = 3  # shortest abbreviation, and shortest word to correct


def fold(text: str) -> str:
    """Return a word for comparison: lower case, with - for each blank, _ and -."""
    return re.sub(r"[\s_-]+", "-", text.strip().casefold())


def match(text: str, names: Iterable[str], synonyms: Mapping[str, str] = VALUES) -> str | None:
    """Return the name that a text matches, ignoring case, - and _ and blanks, or by a synonym."""
    names = list(names)
    if text in names:
        return text
    word = fold(text)
    return next((name for word in (word, synonyms.get(word)) for name in names if fold(name) == word), None)


def guess(text: str, names: Iterable[str], most: int = 3) -> list[str]:
    """Return the names that a text may mean, the likeliest first: it is abbreviated, or misspelt."""
    word, known = fold(text), {fold(name): name for name in names}
    if len(word) >= _MIN_BEGUN and (begun := [known[name] for name in known if name.startswith(word)]):
        return begun if len(begun) <= most else []
    return [known[name] for name in misspelt(word, known)][:most]


def misspelt(word: str, names: Iterable[str], most: int = _MAX_SLIPS) -> list[str]:
    """Return the names within one or two typos of a word, the nearest first; all in the form of `fold`."""
    near = ((_slips(word, name), name) for name in names if abs(len(word) - len(name)) <= most)
    likely = [(slips, name) for slips, name in near if slips <= most and _likely(word, name, slips)]
    return [name for _, name in sorted(likely, key=lambda each: each[0])]


def _likely(word: str, name: str, slips: int) -> bool:
    """Return whether this number of typos is likely: two, or one in the first letter, only in longer words."""
    shorter = min(len(word), len(name))
    if shorter < _MIN_BEGUN:
        return False
    if shorter <= _SHORT:
        return slips == 1 and (word[:1] == name[:1] or word[:2] == name[1::-1])
    return slips <= (_MAX_SLIPS if word[:1] == name[:1] else 1)


def _slips(one: str, other: str) -> int:
    """Count extra, missing, wrong and swapped letters (Damerau 1964)."""
    last, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = last, row, [i]
        for j, wanted in enumerate(other, 1):
            row.append(min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != wanted)))
            if i > 1 < j and letter == other[j - 2] and one[i - 2] == wanted:
                row[j] = min(row[j], before[j - 2] + 1)
    return row[-1]


def did_you_mean(text: object, names: Iterable[str]) -> tuple[str, ...]:
    """Return the likely meaning of a text as an error's way out; none if nothing is likely."""
    close = guess(text, names) if isinstance(text, str) else []
    return (f"did you mean {' or '.join(close)}",) if close else ()
