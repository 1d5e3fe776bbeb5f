"""A loop: eight frames, of which each changes into the next, and the last into the first.

python examples/loop.py [FOLDER]

z are numbers that a network is given at every pixel. Led around a circle, they come back to where they began.
"""

import math
import sys
from pathlib import Path

import nnart

FRAMES = 8
RADIUS = 0.05  # the wider the circle, the more happens

folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
size = (120, 120)

for frame in range(FRAMES):
    angle = 2 * math.pi * frame / FRAMES
    # A few decimals, so that another machine's cosine gives the same picture.
    z = round(RADIUS * math.cos(angle), 6), round(RADIUS * math.sin(angle), 6)
    nnart.save(nnart.Job(nnart.Recipe(seed=7, z=z), size), folder / f"loop-{frame}.png", nnart.Run(force=True))
    print(f"loop-{frame}.png: z = {z}")
