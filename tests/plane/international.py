"""The wallpaper groups as the International Tables for Crystallography have them."""

from __future__ import annotations

import pytest

# General positions as in the International Tables for Crystallography, volume A; those of hexagonal
# lattices are on sides that are 120° apart.
TABLES = {
    "p1": "x,y",
    "p2": "x,y -x,-y",
    "pm": "x,y -x,y",
    "pg": "x,y -x,y+.5",
    "cm": "x,y -x,y x+.5,y+.5 -x+.5,y+.5",
    "pmm": "x,y -x,-y -x,y x,-y",
    "pmg": "x,y -x,-y -x+.5,y x+.5,-y",
    "pgg": "x,y -x,-y -x+.5,y+.5 x+.5,-y+.5",
    "cmm": "x,y -x,-y -x,y x,-y x+.5,y+.5 -x+.5,-y+.5 -x+.5,y+.5 x+.5,-y+.5",
    "p4": "x,y -x,-y -y,x y,-x",
    "p4m": "x,y -x,-y -y,x y,-x -x,y x,-y y,x -y,-x",
    "p4g": "x,y -x,-y -y,x y,-x -x+.5,y+.5 x+.5,-y+.5 y+.5,x+.5 -y+.5,-x+.5",
    "p3": "x,y -y,x-y -x+y,-x",
    "p3m1": "x,y -y,x-y -x+y,-x -y,-x -x+y,y x,x-y",
    "p31m": "x,y -y,x-y -x+y,-x y,x x-y,-y -x,-x+y",
    "p6": "x,y -y,x-y -x+y,-x -x,-y y,-x+y x-y,x",
    "p6m": "x,y -y,x-y -x+y,-x -x,-y y,-x+y x-y,x -y,-x -x+y,y x,x-y y,x x-y,-y -x,-x+y",
}


HEXAGONAL = {"p3", "p3m1", "p31m", "p6", "p6m"}


every = pytest.mark.parametrize("name", TABLES)
