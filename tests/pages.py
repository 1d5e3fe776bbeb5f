"""Pages for people: their blocks, and the command lines that are there to be pasted."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Large pictures are painted small here: what they show is that the line works.
SMALLER = {
    "16k": "96x54",
    "4k": "96x54",
    "8k": "96x54",
    "1920x1080": "96x54",
    "a3@300dpi": "a3@8dpi",
    "a4": "210x297",
    "iphone": "54x96",
    "phone": "54x117",
    "wallpaper": "96x54",
    "1080p": "96x54",
    "16:9": "96x54",
    "200x100cm": "200x100cm@1dpi",
    "303x426mm": "303x426mm@8dpi",
    "dual-qhd": "96x27",
    "20000": "400",
    "30000": "300",
    "50000": "600",
    "200000": "700x600",
}

SHEETS = ("explore", "sheet", "sweep", "neurons", "breed", "vary")


def blocks(page: str) -> list[tuple[str, str]]:
    """Return language and text of every block of a page that has a language."""
    return re.findall(r"```(\w+)\n(.*?)```", page, re.DOTALL)


def commands(page: str, side: int) -> Iterator[tuple[str, list[str], str]]:
    """Yield every command line of a page: as written, its arguments, and where its output goes, or "".

    Args:
        page: its text; lines of `sh` blocks that begin with `nnart`.
        side: in pixels, of pictures of no size; films are small too.
    """
    lines = [line for language, block in blocks(page) if language == "sh" for line in block.splitlines()]
    for line in lines:
        if not line.startswith("nnart "):
            continue
        small = line
        for large, size in SMALLER.items():
            small = re.sub(rf"--size {large}(?!\S)", f"--size {size}", small)
        small = re.sub(r"--seeds 0\.\.9999(?!\S)", "--seeds 0..9", small)
        command, _, target = small.partition(" > ")
        arguments = shlex.split(re.sub(r"\s+# .*", "", command))[1:]
        if arguments[0] == "studio":  # which goes on until it is told to end; its own tests run it
            continue
        if arguments[0] == "explore" and "--seeds" not in arguments:
            arguments += ["--seeds", "0..9"]
        if arguments[0] in {"render", *SHEETS} and "--size" not in arguments:
            arguments += ["--size", str(side // 4 if arguments[0] in SHEETS else side)]
        if arguments[0] == "film" and "--size" not in arguments:
            arguments += ["--size", "96x54"]
        yield line, arguments, target.split("#")[0].strip()
