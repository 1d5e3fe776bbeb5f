"""A loop: frames of which each changes into the next, and the last into the first.

python examples/loop.py --help
python examples/loop.py                          # loop/loop-0.png to loop/loop-7.png; the next time loop-2
python examples/loop.py frames                   # frames/loop-0.png to frames/loop-7.png
python examples/loop.py loop.webp --frames 60    # or .gif, or .png: a film without end

z are numbers that a network is given at every pixel. Led around a circle, they come back to where they began.
"""

import argparse
import itertools
import math
from pathlib import Path

import nnart

FILMS = (".gif", ".png", ".webp")
DURATION = 2000  # milliseconds of a film

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument(
    "out", nargs="?", type=Path, help="a folder, or a film (default: loop, or the next that is free)"
)
parser.add_argument("--frames", type=int, default=8, help="how many (default: 8)")
parser.add_argument("--size", type=int, default=120, help="of each side, in pixels (default: 120)")
parser.add_argument("--seed", type=int, default=7, help="of the network (default: 7)")
parser.add_argument("--radius", type=float, default=0.05, help="the wider, the more happens (default: 0.05)")
parser.add_argument("--force", action="store_true", help="replace what is there")
asked = parser.parse_args()
if asked.frames < 2:
    parser.error("--frames: a loop has two or more")
folders = (Path(f"loop-{number}" if number > 1 else "loop") for number in itertools.count(1))
out = asked.out or next(folder for folder in folders if not folder.exists())
if not asked.force and (out.is_file() or (out.is_dir() and any(out.iterdir()))):
    parser.error(f"{out} exists; --force replaces it")


def recipe_of(frame: int) -> nnart.Recipe:
    angle = 2 * math.pi * frame / asked.frames
    # A few decimals, so that another machine's cosine gives the same picture.
    z = round(asked.radius * math.cos(angle), 6), round(asked.radius * math.sin(angle), 6)
    return nnart.Recipe(seed=asked.seed, z=z)


try:
    pictures = [nnart.render(recipe_of(frame), (asked.size, asked.size)) for frame in range(asked.frames)]
    if out.suffix.lower() in FILMS:
        first, *others = (picture.to_pillow() for picture in pictures)
        first.save(out, save_all=True, append_images=others, loop=0, duration=round(DURATION / asked.frames))
        print(f"{asked.frames} frames: {out}")
    else:
        out.mkdir(parents=True, exist_ok=True)
        for frame, picture in enumerate(pictures):
            path = out / f"loop-{frame:0{len(str(asked.frames - 1))}}.png"
            picture.save(path, force=True)
            print(f"z = {recipe_of(frame).z}: {path}")
except (nnart.NnartError, OSError) as error:
    parser.exit(1, f"{parser.prog}: {error}\n")
