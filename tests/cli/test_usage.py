"""Usage: what strangers type first is understood, or answered in the same line by what to type instead.

The words are those of ImageMagick, ffmpeg, Stable Diffusion's command lines, matplotlib and others.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import pytest

from nnart.cli.app import SUMMARIES, command_named, load_command
from nnart.cli.commandhints import hint_for_command
from nnart.cli.hints import hint_for_option
from nnart.cli.usage import options_of, own_option, own_words
from nnart.recipe.knobs import KNOBS
from nnart.recipe.sizes import parse_size
from tests.conftest import Run

# What is typed, and nnart's own words for it.
UNDERSTOOD = r"""
render --canvas-size 8x8                    : render --size 8x8
render --createCanvas 8,8                   : render --size 8,8
render --noiseSeed 7                        : render --seed 7
render --swatches navy,gold                 : render --palette navy,gold
render --n-units 5                          : render --width 5
vary 7 --strong                             : vary 7 --change much
vary 7 --subtle                             : vary 7 --change slight
render --color rgb                          : render --colour rgb
render --Color=rgb                          : render --colour=rgb
render --centre 0,0                         : render --center 0,0
render --out a.png                          : render --output a.png
render --out=a.png                          : render --output=a.png
render --outfile a.png                      : render --output a.png
render --filename a.png                     : render --output a.png
render -out a.png                           : render --output a.png
sheet --out a.png                           : sheet --output a.png
palettes --out a.png                        : palettes --output a.png
render -size 1920x1080                      : render --size 1920x1080
render --resolution 1920x1080               : render --size 1920x1080
render --res 4k                             : render --size 4k
render -geometry 800x600                    : render --size 800x600
render --image-size 512                     : render --size 512
render --fmt jpg                            : render --format jpg
sheet --tile-size 96                        : sheet --size 96
render -seed 7                              : render --seed 7
render --random-seed 7                      : render --seed 7
render --num_images 4                       : render --count 4
render --n_samples 4                        : render --count 4
render --n-iter 4                           : render --count 4
render --batch-size 4                       : render --count 4
render --number 4                           : render --count 4
vary 7 --variations 4                       : vary 7 --count 4
breed 7 8 --children 4                      : breed 7 8 --count 4
render --ext jpg                            : render --format jpg
render --output_format webp                 : render --format webp
render --cmap viridis                       : render --palette viridis
render --colormap viridis                   : render --palette viridis
render --colors navy,gold                   : render --palette navy,gold
render --colour-scheme ink                  : render --palette ink
render --gradient ink                       : render --palette ink
render --transparent                        : render --alpha field
render --opaque                             : render --alpha none
render --tileable                           : render --seamless xy
render --grayscale                          : render --palette grey
render --style silk                         : render --preset silk
render --input a.png                        : render --from a.png
render --config a.toml                      : render --recipe a.toml
render --num-layers 8                       : render --layers 8
render --hidden_layers 8                    : render --layers 8
render --neurons 64                         : render --width 64
render --nonlinearity sin                   : render --activation sin
render -negate                              : render --reverse
render -density 300                         : render --dpi 300
render -posterize 8                         : render --steps 8
render -rotation 30                         : render --rotate 30
render --overwrite                          : render --force
render --yes                                : render --force
render --silent                             : render --quiet
render --jobs 2                             : render --threads 2
render --workers 2                          : render --threads 2
render --dry_run                            : render --dry-run
render --simulate                           : render --dry-run
sheet --cols 4                              : sheet --columns 4
explore --top 12                            : explore --keep 12
explore --sort-by calm                      : explore --prefer calm
explore --want blue                         : explore --prefer blue
explore --tags calm,blue                    : explore --prefer calm,blue
explore --similar-to a.jpg                  : explore --like a.jpg
explore --reference a.jpg                   : explore --like a.jpg
vary 3 --much                               : vary 3 --change much
vary 3 --spread much                        : vary 3 --change much
vary 3 --how-much 0.1                       : vary 3 --change 0.1
mutate 3 --rate 0.1                         : vary 3 --change 0.1
render --show                               : render --open
render --paper a3                           : render --size a3
render --pagesize a3                        : render --size a3
render --init a.png                         : render --from a.png
combine 3 9                                 : breed 3 9
evolve 3                                    : vary 3
decode nn1-0cw0s1htkw                       : show nn1-0cw0s1htkw
fav                                         : keep
html a.toml                                 : gallery a.toml
contactsheet 1-8                            : sheet 1-8
list-palettes                               : palettes
list-presets                                : presets
vary 7 --amount 0.1                         : vary 7 --change 0.1
keep 7 --as dusk                            : keep 7 --name dusk
generate --seed 7                           : render --seed 7
create --seed 7                             : render --seed 7
Render --seed 7                             : render --seed 7
info a.png                                  : show a.png
identify a.png                              : show a.png
montage --seed 1-8                          : sheet --seed 1-8
display a.png                               : open a.png
colormaps                                   : palettes
mutate 7                                    : vary 7
search                                      : explore
site a.toml                                 : gallery a.toml
options                                     : knobs
"""

# What is typed, and a part of the line that answers it.
ANSWERED = r"""
render --height 1080                        : --size 1920x1080
render --width 1920 --height 1080           : --size 1920x1080
render --height 1080 --width 1920           : --size 1920x1080
render -W 800 -H 600                        : --size 800x600
render -w 800                               : --size 800
render --width 1920                         : --size 1920x1080 sets the pixels; these are neurons
render --colr rgb                           : did you mean --colour
render --pallete ink                        : did you mean --palette
render --sed 7                              : did you mean --seed
render --sym mirror                         : did you mean --symmetry
render --landscape                          : --size a3-landscape
render --bleed 3mm                          : 303x426mm
render --antialias                          : --samples 2
render --aa 2                               : --samples 2
render --quality 90                         : fixed and high
render --depth 8                            : --layers sets the depth
render --mirror                             : --symmetry mirror
render --silk                               : --preset silk
render --4k                                 : --size 4k
render --1080p                              : --size 1080p
render --vignette                           : --alpha vignette
render --tanh                               : --activation tanh
render --prompt cat                         : nnart explore --prefer
render --gpu                                : on the processor
render --verbose                            : --json says most
render --version                            : nnart --version
render --fps 25                             : nnart film 7 --output seven.mp4
render --W 512 --H 512                      : --size 512x512
render --o a.png                            : did you mean -o
render --calm                               : nnart explore --prefer calm
render --list-presets                       : nnart presets
render --epochs 3                           : never trained
explore calm                                : write --prefer calm
explore 24                                  : write --seed 24 or --count 24
render -f                                   : --force
render -y                                   : --force
render -i a.png                             : --from
render -j 2                                 : --threads
render -p silk                              : --preset or --palette
render -l 8                                 : --layers
render -v                                   : nnart --version
render -S 7                                 : --seed or --size
render -N 4                                 : --count
render --columns 4                          : have it
render -s 1920x1080                         : --size 1920x1080
render --seed 4k                            : --size 4k
render --seed -1                            : --seed random draws one
render --seed -5                            : seeds are 0
render --preset slik                        : did you mean silk
render --symmetry mirorr                    : did you mean mirror
render --symmetry kaleido                   : did you mean kaleidoscope-N
render --activation tahn                    : did you mean tanh
render --palette viridid                    : did you mean viridis
render --palette nope                       : nnart palettes --all shows all
render --seamless                           : it takes one of none, x, y, xy
render --size phne                          : did you mean phone
render --format gif                         : png, jpg, webp, avif, tif, npy
render --format jpg -o a.png                : leave one of them out
explore 1-8                                 : write --seed 1-8
explore 1080p                               : write --size 1080p
sheet --format png                          : have it
rander                                      : did you mean nnart render
palete                                      : did you mean nnart palettes
list                                        : nnart presets, nnart palettes
silk                                        : write nnart render --preset silk
7                                           : write nnart render --seed 7
4k                                          : write nnart render --size 4k
convert                                     : nnart render --from PICTURE -o NAME.jpg
completion                                  : nnart --install-completion
render --ratio 9:16                         : write --size 9:16
render --aspect 9:16                        : write --size 9:16
render --aspect-ratio=9:16                  : write --size 9:16
render --mode oklch                         : write --colour oklch
render --size a3 --bleed 3mm                : write --size 303x426mm
render --size a3 --border 3mm               : write --size 303x426mm
render --size A3-landscape@200dpi --margin 5mm : write --size 430x307mm@200dpi
render --border 3mm                         : --size 303x426mm
render --size a3+bleed                      : write 303x426mm
render --size a3-landscape@300dpi+3mm       : write 426x303mm@300dpi
render --size a3 --landscape                : --size a3-landscape
render --size A4 -landscape                 : --size A4-landscape
render 3 --size a4 landscape                : write --size a4-landscape
render --profile AdobeRGB                   : --space p3
render --tile                               : --seamless xy
render --repeat 2                           : --count 2 paints several seeds
render --code nn1-0cw0s1htkw                : nnart render nn1-0cw0s1htkw
render --command 'nnart render --seed 7'    : type the command line itself
explore --code nn1-0cw0s1htkw               : write --from nn1-0cw0s1htkw
explore --filter calm                       : write --prefer calm
show 7 --format toml                        : write --toml or --json
keep 7 -n dawn                              : did you mean --name
keep -d dusk                                : did you mean --remove
keep --list                                 : nnart keep lists them
keep list                                   : nnart keep lists them
keep x dusk                                 : write --name dusk
save x noon                                 : write --name noon
keep rename a b                             : write --rename a b
keep delete a                               : write --remove a
keep 7 --note x                             : a favourite has a name
breed 3                                     : nnart breed 3 9
breed 3 9 12                                : nnart breed 3 9
breed 3 --with 9                            : nnart breed 3 9
vary 3 9                                    : nnart breed 3 9
vary 3 much                                 : write --change much
vary 3 --amount sligt                       : did you mean slight
sweep layers 1,5,10                         : write --layers 1,5,10
sweep --layers 1..20:5                      : write 1..21:5
sweep --x layers=1,5                        : nnart sweep --layers 1,5,10
sweep --knob layers                         : nnart sweep --layers 1,5,10
keep 7 --title dusk                         : write --name dusk
render 3 4k                                 : write --size 4k
render -n -o a.png                          : -n needs a whole number
render --seed 3 --alpha --size 300          : it takes one of none, field, vignette
explore calm blue                           : write --prefer calm,blue
explore --prefer blue calm                  : write --prefer blue,calm
explore any                                 : write --preset any
render --hight 1080                         : pixels are --size 1920x1080
render 1,000                                : write 1000 without commas
sheet --seeds 10,000,500                    : write 10000500 without commas
any                                         : write nnart render --preset any
render --dither on                          : --dither: it takes no value such as 'on'
render 7 --dither off                       : --no-dither turns it off
render 7 --reverse true                     : leave 'true' out
render --transparant                        : did you mean --alpha field
render --qality 3                           : it is fixed and high
render --size 1920,1080                     : write 1920x1080
render --size 16/9                          : write 16:9
render --size 'a3 landscpe'                 : did you mean a3-landscape
render --size 'phoen landscape'             : did you mean phone-landscape
render --palette '#fff #000'                : write commas: #fff,#000
render --palette 'navy rgb(1, 2, 3)'        : write commas: navy,rgb(1, 2, 3)
render 7 --palette ,                        : has a comma too many
render --palette http://a.de/b.gpl          : is an address, not a file
render --raw --format png                   : --format tif holds one
keep 7 --name silk                          : take another one, such as my-silk
keep 7 --name any                           : take another one, such as my-any
show 7 8 --toml                             : name one of them
search blue                                 : write --prefer blue
find 'calm blue'                            : write --prefer calm,blue
gallery . --title x                         : nnart gallery gallery.toml
gallery . --sort name                       : nnart gallery gallery.toml
gallery . --columns 3                       : as many columns as fit
sheet --labels off                          : its name below
sheet --no-labels                           : its name below
render --color navy                         : --palette navy
render --color '#0a8,gold'                  : --palette '#0a8,gold'
nn1-0cw0s1htkw                              : write nnart render nn1-0cw0s1htkw
code a.png                                  : write nnart show --code a.png
share a.png                                 : write nnart show --code a.png
like a.jpg                                  : write nnart explore --like a.jpg
forget dusk                                 : write nnart keep --remove dusk
remove dusk                                 : write nnart keep --remove dusk
rename dusk dawn                            : write nnart keep --rename dusk dawn
rename                                      : write nnart keep --rename dusk dawn
diff a.png b.png                            : nnart show
sticker                                     : nnart render --alpha vignette
examples                                    : nnart sheet --count 24
render --prefer calm                        : nnart explore --prefer calm
seed 7                                      : write nnart render --seed 7
layers 20                                   : write nnart render --layers 20
export a.png                                : nnart render --from a.png
print a.png                                 : nnart render --from a.png --size a3
crop a.png                                  : nnart render --from a.png --zoom 2
explore --dark                              : write --prefer dark
explore --not-busy                          : write --prefer not-busy
wallpaper                                   : write nnart render --size wallpaper
wallpaper --phone                           : write nnart render --size phone
wallpaper --size 4k --seed 3                : write nnart render --size 4k --seed 3
-q render --size 80 -o q.png                : nnart render --size 80 -o q.png -q
--seed 7 sheet -n 3                         : nnart sheet -n 3 --seed 7
--seed 7                                    : nnart render --seed 7
--color rgb                                 : nnart render --color rgb
render --crop-marks                         : --size 303x426mm is an A3 with a bleed
render --mode CMYK                          : --space srgb or p3
render --at 0.7,0.3                         : 0,0 is the middle
render --tiles a4                           : cuts no print into pages
render --like a.jpg                         : nnart explore has it: nnart explore --like a.jpg
render --levels 20,200                      : --tone stretch
render --shape circle --size 200            : --alpha vignette
render --size 10%                           : 500 is the longer side
render --center 70%,30%                     : --center 0.4,0.4
render --width 50,50,50                     : --layers 3 --width 50
render --preset calm                        : nnart explore --prefer calm
render --alpha circle                       : --alpha vignette fades out
render --seed-file s.txt                    : --seed 1,5,9
render --no red                             : nnart explore --prefer not-red
render --v 6                                : no version of a model
render --auto-contrast                      : write --tone stretch
vary 7 --only palette                       : nnart sweep PICTURE --palette
keep 7 --name a --tags b,c                  : --name for-the-cafe
keep --search dusk                          : as in nnart render dusk
keep a.png b.png c.png                      : nnart keep a.png --name a
show a.png -o r.txt                         : write nnart show --toml a.png > r.txt
knobs --output k.txt                        : write nnart knobs > k.txt
sheet --preset lecture --layers 1,5,20      : nnart sweep --preset lecture --layers 20 --after 1,5,20
estimate a.png --size 4k                    : write nnart render a.png --size 4k --dry-run
export b.png                                : nnart show --toml b.png prints the recipe
train a.jpg                                 : nnart explore --like a.jpg
save-as a.png b.tif                         : write nnart render a.png -o b.tif
vary-strong a.png                           : write nnart vary a.png --change much
sweep layers 1 5 10                         : write --layers 1,5,10
render --aspect equal                       : write --size 16:9
render --stdin                              : nnart render -
checksum a.png                              : nnart verify a.png
--verbose render 7                          : --json says most
"""


# What shares letters with nnart's words, and means none of them.
UNANSWERED = """
breed 3 9 --wick 2
render --ratatouille
render --mode fast
render --tilt 3
render --showcase
nosuch
"""


def pairs(text: str) -> list[tuple[str, str]]:
    found = [line.partition(" : ") for line in text.strip().splitlines()]
    return [(typed.strip(), meant.strip()) for typed, _, meant in found]


@pytest.mark.parametrize(("typed", "meant"), pairs(UNDERSTOOD))
def test_what_strangers_type_is_understood(typed: str, meant: str) -> None:
    command, *words = shlex.split(typed)
    own = command_named(command)
    assert own is not None
    assert [own, *own_words(words, load_command(own).params)] == shlex.split(meant)


@pytest.mark.parametrize(("typed", "answer"), pairs(ANSWERED))
def test_what_cannot_be_understood_is_answered_in_the_same_line(main_: Run, typed: str, answer: str) -> None:
    done = main_(*shlex.split(typed))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert answer in done.stderr


@pytest.mark.parametrize("typed", UNANSWERED.strip().splitlines())
def test_a_hint_is_right_or_absent(main_: Run, typed: str) -> None:
    done = main_(*shlex.split(typed))
    assert done.returncode == 2
    assert re.fullmatch(
        "nnart: No such (option|command)[: ][^;]+(; nnart knobs lists [^;]+)?; see nnart [a-z -]+\n",
        done.stderr,
    )


@pytest.mark.parametrize(("typed", "answer"), pairs(ANSWERED))
def test_what_an_answer_tells_to_write_is_understood(main_: Run, typed: str, answer: str) -> None:
    error = main_(*shlex.split(typed)).stderr
    assert answer in error
    first = shlex.split(typed)[0]
    own = command_named(first) or "render"
    for clause in error.partition(": ")[2].strip().split("; "):
        owner = own
        for word in re.findall(r"nnart [a-z]+|(?<![\w-])--?[a-zA-Z][a-z-]*", clause):
            if word.startswith("nnart "):
                owner = word[6:] if word[6:] in SUMMARIES else owner
            elif "No such" not in clause and "-completion" not in word and "without" not in clause:
                assert word == "--version" or own_option(word, options_of(load_command(owner).params)), clause
        for line in _lines_to_write(clause, own):
            parse(*line)


def _lines_to_write(clause: str, own: str) -> Iterator[list[str]]:
    """Yield the command lines that a clause says to write, each a command and its words."""
    whole = re.search(r"(?:write|too:|follow a command:|children:|--code:) (nnart .+)$", clause)
    tile = re.search(r"write ([^-\s]\S*#\S+)$", clause)
    options = re.search("write (--[^:]+?)(?:: it has .*)?$", clause)
    if whole is not None:
        yield shlex.split(whole[1].partition(" > ")[0])[1:]
    elif options is not None:
        pictures = ["7" for option in load_command(own).params if option.required]
        yield from ([own, *pictures, *shlex.split(line)] for line in options[1].split(" or "))
    elif tile is not None:
        yield [own, tile[1]]


def parse(command: str, *words: str) -> None:
    """Parse a command line, and read its size and the values of knobs."""
    values = load_command(command).make_context(command, list(words)).params
    if values.get("size") is not None:
        parse_size(values["size"])
    for name, value in values.items() if command != "sweep" else ():
        if name in KNOBS and isinstance(value, str) and name not in ("palette", "seed"):
            KNOBS[name].read(value)


@pytest.mark.parametrize("name", SUMMARIES)
def test_nnarts_own_words_stay_as_they_are(name: str) -> None:
    options = options_of(load_command(name).params)
    for option in options:
        assert own_words([option, "--out", "--out"], load_command(name).params)[:1] == [option]
    assert own_words(["--", "--color"], load_command(name).params) == ["--", "--color"]


@pytest.mark.parametrize(
    "words",
    [
        ["--output", "--color"],  # a value
        ["-o", "-size"],
        ["--preset", "--color", "--dither"],
        ["--palette", "-seed"],
        ["-7", "--z=-1,2", "-", "", "---", "-qo", "x.png"],
        ["--nosuch", "--no-such=1", "-ox.png"],
    ],
)
def test_values_and_unknown_words_are_left_alone(words: list[str]) -> None:
    assert own_words(words, load_command("render").params) == words


def test_an_option_of_two_values_keeps_both() -> None:
    words = ["--rename", "--color", "--out", "--force"]
    assert own_words(words, load_command("keep").params) == words


@pytest.mark.parametrize("word", ["--bogus", "--xyzzy", "-x", "--q1w2", "--\x1b"])
def test_nothing_is_guessed_where_nobody_can_tell(word: str) -> None:
    parameters = load_command("render").params
    assert hint_for_option(word, [word], parameters) == ""
    assert hint_for_command("xyzzy", list(SUMMARIES), options_of(parameters)) == ""


def test_help_and_version_are_words_too(main_: Run) -> None:
    assert main_("version").stdout == main_("-V").stdout == main_("--version").stdout
    assert main_("help").stdout == main_("--help").stdout
    assert main_("help", "montage").stdout == main_("sheet", "--help").stdout
