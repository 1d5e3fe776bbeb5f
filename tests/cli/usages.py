"""Wrong usages of the command line, and what it answers to them.

The answers are kept in messages.txt, beside this file, so that whoever reviews a change sees every word of it:
`python -m tests.make_messages --write` writes them anew.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

MESSAGES = Path(__file__).parent / "messages.txt"

# These are refused before NumPy, LLVM or Pillow is loaded.
LIGHT = r"""
rendr
list
silk
--seed 7
render --layer 3
render --height 1080 --width 1920
render --columns 3
render --bogus
render -f
explore 1-8
explore calm blue
-q render --size 80
wallpaper --phone
nn1-0cw0s1htkw
rename dusk dawn
breed 3
breed 3 9 12
vary 3 9
vary 3 much
sweep layers 1,5,10
sweep --layers 1..20:5
render --ratio 9:16
render --size a3 --bleed 3mm
render --size a3+bleed
render --size A3 -landscape
render --size a3 landscape
render --mode oklch
render --color navy
keep list
keep x dusk
render stray
render new.png
render reef
render 4k
render sikl
render 'cross(7'
render nn1-0cw0s1htkx
render nn2-0cw0s1htkw
render 7 --seed 8
render 7..x
render silk --preset ink
render keys.toml
render size.toml
render two.json
render line.txt
render --palette
render --layers 0 --zoom x
render --layers two
render --width
render --seed 3 --alpha --size 300
render -n -o a.png
render --width 1025
render --seed -1
render --seed 18446744073709551616
render --seed 9..3
render --seed 0..18446744073709551615
render --genome 'cross(7,12)'
render --genome 'mix(7,12,0.5)' --seed 1..3
render --preset lecture --seed 4294967296
render --preset lecture --gain 2
render --preset nosuch
render --preset slik
render --seed 4k
render --seed 1..3 --count 2
render --count 0
render --format gif
render --format jpg -o a.png
render --seamless
render --preset lecture --from a.png
render --gain 2 --detail 3
render --activation cos
render --activation step --detail 3
render --activation 'tanh,'
render --inputs q
render --after 30
render --neuron 101
render --palette '#12'
render --palette nosuch
render --palette 'rgb(300,0,0)'
render --palette 'hsl(red 50% 50%)'
render --palette 'lab(50 20 20)'
render --palette '#0b132b80,gold'
render --palette ff0b132b,gold
render --palette 255,128,64
render --palette 'navy gold'
render --palette navy, gold
render --palette navy gold 'rgb(200,30,60)'
render --palette navy,reef
render --palette plum,orchid
render --palette reef,
render --palette reef,nosuch
render --palette navy,gould
render --palette viridis --zoom 0
render --center 1 --zoom 0
render --center 1,b
render --rotate many
render --z 1,b
render --contrast many
render --samples 9
render --steps 1
render --tone loud
render --space cmyk
render --alpha half
render --colour rgb --palette ink
render --colour oklch --steps 4
render --symmetry p9
render --symmetry mirror --seamless x
render --seamless xyz
render --cells 3
render --exact --tolerance 1
render --tolerance 9
render --tolerance 0,25
render --tolerance -1 --bits 16
render --tolerance 0.1 --preset lecture
render --tolerance 0.1 --preset mosaic
render --size 0
render --size 1080 1920
render --repeat 2
render --shape circle --size 200
render -o brand
render silk reef.png
render 'nnart render --seed 7 -o a.png'
render --size big
render --size a3@0dpi
render --dpi many
render --size a3@300dpi --dpi 200
render --bits 12
render --bits 16 -o a.avif
render --size a0@1000dpi -o a.webp
render --alpha field -o a.jpg
render --raw -o a.jpg
render --raw -o -
render --bits 16 -o a.npy
render --raw --dpi 300
render --raw --show-samples
render -o a.gif
render -o '{sed}.png'
render --seed 1..2 -o a.png
render --seed 1..2 -o -
render --json -o -
render --threads 0
render --threads 2 --cluster local
show
show a.png --json --toml
show 7 --code --qr a.png
show 7 --force
verify a.png --threads x
palettes viridid
palettes viridis '#ff'
palettes ink --all
palettes viridis -o a.gif
palettes ./missing
keep --name dusk
keep 7
keep 7 --name 'a b'
keep missing.png --name dusk
keep --remove dusk
keep --remove dusk dawn
keep --rename dusk dawn
keep --rename dusk
keep 7 --rename dusk dawn
keep --sheet a.png
render --from missing.png
render --recipe missing.toml
render --palette missing.gpl
render --recipe bad.toml --zoom 0
render --recipe seed.toml
render --recipe long.toml
render --recipe text.png
render --palette text.png
"""

# Painted before the others are tried.
PICTURES = """
render --seed 7 --layers 3 --width 9 --size 40x30 -o painted.png -q
sheet --seed 1..3 --layers 3 --width 9 --size 16 -o sheet.png -q
render --network network.toml --size 16 -o network.png -q
"""

# These need pictures, or what reads and paints them.
HEAVY = r"""
vary 3 --amount sligt
show missing.png
show text.png
show sheet.png#9
show sheet.png --toml
show short.png
show silk --code
show nnart-7.png
show sheet.png --code
show 7 --qr a.jpg
show network.png --code
verify text.png
verify sheet.png#1,9
verify painted.png#1
verify 7
verify missing.png
render --from text.png
render --from short.png
render --from sheet.png#1,9
render --from sheet.png#3..1
render --from sheet.png#1,2 --seed 3
render --from sheet.png -o one.png
sweep --from sheet.png --detail 3,6
sweep --from sheet.png#1,2 --detail 3,6
show sheet.png#1,2 --toml
render --recipe painted.png
render --network missing.npz
render --network bad-network.toml
render --network network.toml --seed 1..3
render --network network.toml --layers 3
render --network network.toml --colour rgb -o a.png
render --seed 7 -o painted.png
render --seed 7 -o missing/a.png
render --seed 7 -o device.png
sheet --seed 1..3 -o -
sheet --seed 1..3 -o a.jpg
sheet --seed 1..3 -o sheet.png
sheet --seed 1..2000
sheet --seed 1..3 --columns 0
sheet --seed 7 --network network.toml
sheet 1,2 -o brand
sheet painted.png network.png
sheet painted.png silk
sheet painted.png 7 --seed 3
neurons painted.png 7
sweep
sweep --layers 1
sweep --layers 1,2 --width 3,4 --detail 1,2
sweep --layers 1,2 --width 3,4 --columns 3 --seed 7
sweep --layers 9..3
sweep --palette '#fff,navy' --seed 7
sweep --palette navy,reef --seed 7
neurons --layer 99 --seed 7
neurons --neuron 3
neurons --seed 1..2
explore --seeds 1000
explore --seeds 1..9 --keep 0
explore --seeds 1..9 --prefer lovely
explore --seeds 1..9 --prefer colorfull
explore --seeds 1..9 --prefer calm,busy
explore --seeds 1..9 --prefer calm=much
explore --seeds 1..9 --like missing.png
explore --seeds 1..9 --like text.png
explore --seeds 1..9 --scores a.png -o a.png
explore --seeds 1..9 --scores text.png
breed 7
breed 7 missing.png
breed 7 network.png
breed 7 8 --count 0 --seed 7
breed 7 8 --count 9999 --seed 7
breed 7 8 --seed 1..2
breed painted.png 7 --layers 3 --seed 7
breed painted.png 7 --preset silk --symmetry mirror --seed 7
breed 7 8 --genome cross(1,2,3) --seed 7
breed 7 8 --preset lecture --seed 7
vary 7 --change 2 --seed 7
vary 7 --change more --seed 7
breed sheet.png#1,2 7 --seed 7
breed sheet.png 7 --seed 7
film 7 --size 1179x2556
film 7 --seconds 10apples
film 7 --seconds 10s --pace calm
film 7 -o frames/
film 7 -o a.avi
film 7 -o frames/{frame}.npy
film 7 --codec vp9
film 7 -o a.gif --fps 60
film 7 --kind waltz
film 7 --kind flight --loop
film 7 --to 0,0
film 7 --network network.toml --kind drift --preset silk
film --from painted.png missing.png
film --from film.toml --seed 8,9
film --from film.toml --preset silk
film film.toml --network network.toml
keep film.toml --name dusk
keep film.toml#3 --name dusk
render film.toml#3 --count 3
render film.toml#9999 -o a.png
gallery missing.toml -o site
gallery bad.toml -o site
gallery sheets.toml -o site
gallery films.toml -o site
gallery sheets
gallery missing
gallery missing.png
gallery gallery.toml -o folder.png
tiles 7 -o - --size 100
tiles 7 -o folder.png --size 100
tiles 7 -o new --size big
tiles 7 -o new --size 100 --format gif
tiles 7 -o new --size 100 --base http://a/b
tiles seedless.toml -o new --size 100
palettes -o missing/a.png
film 7 --bits 16 -o a.mp4
film 7 --bits 10 -o a.mp4
film 7 --kind flight --to-zoom 1e13 -o a.webp
film 7 --kind flight --to here -o a.webp
verify missing.mp4
show missing.mp4#3
studio --port 70000
studio --port x
studio nosuch
studio network.png
studio --folder missing
studio --host 256.0.0.1
"""

# What these would take depends on the machine: numbers are not compared.
LARGE = r"""
render --size 1000000
render --seed 0..99999 -o '{digest}.png'
render --seed 7 --layers 250 --width 1024 --size 16k
tiles 7 -o new --size 1000000
sheet --seed 1..1000 --layers 60 --width 1024 --size 512
"""

FILES = {
    "text.png": "no picture",
    "long.toml": "#" * 70_000,
    "bad.toml": 'layers = 0\npaint = "red"\nwidth = 5\n',
    "seed.toml": "seed = -1\n",
    "keys.toml": 'seeds = 7\ncolor = "rgb"\npallete = "ink"\n',
    "size.toml": 'seed = 7\nsize = "big"\n',
    "two.json": '{"seed": 7}\n{"seed": 8}\n',
    "line.txt": "nnart render --seed 7 -o a.png\n",
    "seedless.toml": "layers = 2\nwidth = 5\n",
    "network.toml": '[[layers]]\nactivation = "tanh"\nweights = [[1.0, 0.5]]\nbiases = [0.0]\n'
    '[[layers]]\nactivation = "linear"\nweights = [[1.0]]\nbiases = [0.0]\n',
    "bad-network.toml": "layers = 3\n",
    "sheets.toml": '[[pictures]]\nfolder = "sheets"\n',
    "film.toml": "[[keyframe]]\nrecipe = { seed = 7, layers = 4, width = 12 }\n",
    "films.toml": '[[pictures]]\ntitle = "A"\nfilm = "text.png"\n'
    '[[pictures]]\ntitle = "B"\nfilm = "a.mp4"\nlayers = 3\n'
    '[[pictures]]\ntitle = "C"\nvideo = "a.mp4"\n',
    "gallery.toml": '[[pictures]]\ntitle = "A"\nrecipe = "missing.toml"\n',
    "folder.png/a": "something",
    "sheets/notes.txt": "not looked at",
    "sheets/text.png": "no picture",
}

_CHILD = """
import io, json, os, sys
from pathlib import Path
from nnart.cli import main

asked, out, err = json.load(sys.stdin), sys.stdout, sys.stderr
answers = []
for kind in ("light", "pictures", "heavy"):
    if kind == "heavy":
        from PIL import Image

        if hasattr(os, "mkfifo"):
            os.mkfifo("device.png")
        Path("short.png").write_bytes(Path("painted.png").read_bytes()[:300])
        Image.open("painted.png").copy().save("nnart-7.png")
    for words in asked[kind]:
        sys.argv[1:] = words
        sys.stdout, sys.stderr = streams = [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2)]
        try:
            main()
        except SystemExit as end:
            code = end.code
        finally:
            sys.stdout, sys.stderr = out, err
        texts = [stream.seek(0) or stream.read() for stream in streams]
        assert kind != "pictures" or code == 0, (words, texts)
        if kind != "pictures":
            answers.append([words, code, *texts])
        heavy = {"llvmlite", "numpy", "PIL"} & sys.modules.keys()
        assert kind != "light" or not heavy, (words, heavy)
json.dump(answers, out)
"""


class Answer(NamedTuple):
    """What the command line answered: exit code, standard output and standard error."""

    code: int
    stdout: str
    stderr: str


def commands() -> list[str]:
    """Return all wrong usages."""
    return [line for text in (LIGHT, HEAVY, LARGE) for line in text.split("\n") if line]


def answers(folder: Path) -> dict[str, Answer]:
    """Return the answers to all wrong usages, which are given one after the other in one process.

    Args:
        folder: an empty one, in which files are made first.
    """
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    words = {
        kind: [shlex.split(line) for line in text.split("\n") if line]
        for kind, text in (("light", LIGHT), ("pictures", PICTURES), ("heavy", HEAVY + LARGE))
    }
    done = subprocess.run(
        [sys.executable, "-c", _CHILD],
        input=json.dumps(words),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env=os.environ | {"NNART_FAVOURITES": str(folder / "favourites")},
        check=False,
    )
    if done.returncode:
        raise AssertionError(done.stderr)
    found = (Answer(*answer) for _, *answer in json.loads(done.stdout))
    return dict(zip(commands(), found, strict=True))


def snapshot(found: dict[str, Answer]) -> str:
    """Return answers as they are kept, without the numbers that depend on the machine."""
    large = set(LARGE.strip().splitlines())
    blocks = []
    for command, answer in found.items():
        said = answer.stderr
        if command in large:
            said = re.sub(r" \([^)]*\)", "", re.sub(r"\d[\d,.]*( (s|min|h|days|kB|MB|GB|TB)\b)?", "N", said))
        blocks.append(f"$ nnart {command}\n{answer.code} {said}")
    return "\n".join(blocks)
