"""Lists of galleries, and what is made of them, for the tests of this folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nnart
from nnart.gallery import site
from nnart.rendering.run import Run

PLAIN: dict[str, Any] = {"layers": 3, "width": 9}


HOSTILE = "</title><script>alert(1)</script>\"'<b>&amp; $x ${y} \u202e\x00\n--> é"


SEEN = "</title><script>alert(1)</script>\"'<b>&amp; $x ${y} --> é"


WINDOW = (760, 1200)


def write(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "gallery.toml").write_text(text, encoding="utf-8")
    return folder / "gallery.toml"


def three(*seeds: int, sheet: bool = False) -> str:
    """Return a list of small pictures, by default three."""
    lines = ['title = "Three"', "sizes = [24, 48]", "png = 32", f"sheet = {str(sheet).lower()}"]
    for seed in seeds or (1, 2, 3):
        lines += ["[[pictures]]", f'title = "Picture {seed}"', f"seed = {seed}", "layers = 3", "width = 9"]
    return "\n".join(lines)


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def build(path: Path, to: str = "site", *, force: bool = False) -> site.Built:
    return nnart.build_gallery(nnart.read_gallery(path), path.parent / to, Run(force=force))
