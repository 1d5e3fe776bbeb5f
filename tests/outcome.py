"""Outcome: what a command line has printed, returned and left behind, and what is wrong with that."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import tifffile
from PIL import Image

import nnart
from nnart.errors import FileError
from nnart.sheets.files import is_sheet

MAX_LINE = 2000  # characters that people would read
Tree = dict[str, bytes | str]  # a folder: the bytes of files, the targets of links, and what else there is
_PARTLY = 3  # of galleries
# What is asked for may be there already, or an answer without words.
_QUIET = ("gallery", "keep", "render", "verify")
_TIMES = re.compile(r'"seconds": [\d.]+|[\d.]+ s\b')


@dataclass(frozen=True)
class Outcome:
    """What has become of a command line.

    Attributes:
        words: of the line.
        code: its exit code.
        stdout, stderr: what it has printed.
        before, after: the folder that it ran in.
    """

    words: tuple[str, ...]
    code: int
    stdout: bytes
    stderr: str
    before: Tree
    after: Tree

    @property
    def helps(self) -> bool:
        """Whether nothing was asked for but help or the version."""
        return bool({"--help", "-h", "--version"} & {*self.words}) or not self.words

    @property
    def drawn(self) -> bool:
        """Whether a seed was drawn at random."""
        return " drawn" in self.stderr

    @property
    def made(self) -> dict[str, bytes]:
        """The files that are new or others than before."""
        return {
            name: data
            for name, data in self.after.items()
            if isinstance(data, bytes) and self.before.get(name) != data
        }

    def comparable(self) -> tuple[object, ...]:
        """Return all that may not depend on how many threads there are."""
        files = {name: _dump(data) if name.endswith(".db") else data for name, data in self.made.items()}
        texts = (_TIMES.sub("", text) for text in (self.stdout.decode("latin-1"), self.stderr))
        return self.code, *texts, files


def tree_of(place: Path) -> Tree:
    """Return all that is in a folder and beside it."""
    found: Tree = {}
    for path in place.parent.rglob("*"):
        name = os.path.relpath(path, place)
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_file():
            found[name] = path.read_bytes()
        else:
            found[name] = "folder" if path.is_dir() else "special"
    return found


def complaints(outcome: Outcome, folder: Path) -> Iterator[str]:
    """Yield what is wrong with an outcome, whose files are in a folder."""
    yield from _in_code(outcome)
    yield from _in_text(outcome)
    yield from _in_json(outcome)
    yield from _left_over(outcome)
    for name, data in outcome.made.items():
        try:
            yield from _in_file(folder / name, data)
        except Exception as error:
            yield f"{name} cannot be read: {type(error).__name__}: {error}"


def _in_code(outcome: Outcome) -> Iterator[str]:
    codes = (0, 1, 2, _PARTLY) if outcome.words[:1] in (("gallery",), ("keep",)) else (0, 1, 2)
    if outcome.code not in codes:
        yield f"exit code {outcome.code}"
    quiet = bool({"-q", "--quiet"} & {*outcome.words})
    silent = outcome.code == 0 and not (outcome.stdout or outcome.stderr or outcome.after != outcome.before)
    if silent and not (quiet and outcome.words[0] in _QUIET):
        yield "nothing was done, and nothing said"
    if outcome.code in (1, 2) and outcome.words[:1] != ("verify",):
        lines = outcome.stderr.splitlines()
        if not outcome.helps and (not lines or not lines[-1].startswith("nnart: ")):
            yield "it does not end with what went wrong"


def _in_text(outcome: Outcome) -> Iterator[str]:
    if "Traceback" in outcome.stderr:
        yield "a traceback"
    try:
        printed = outcome.stdout.decode()
    except UnicodeDecodeError:
        printed = ""
        with Image.open(BytesIO(outcome.stdout)) as image:
            image.load()
    for stream, text in (("stdout", printed), ("stderr", outcome.stderr)):
        for line in text.split("\n"):
            if not line.isprintable() and line:
                yield f"a line of {stream} is not printable: {line[:80]!r}"
            if stream == "stderr" and len(line) > MAX_LINE:
                yield f"a line of {len(line)} characters"


def _in_json(outcome: Outcome) -> Iterator[str]:
    """What is asked for as JSON is JSON: one document, or one a line."""
    if "--json" not in outcome.words or outcome.helps:
        return
    text = outcome.stdout.decode("utf-8", "replace")
    try:
        json.loads(text)
    except ValueError:
        try:
            read = [json.loads(line) for line in text.splitlines()]
        except ValueError:
            yield "stdout is not JSON"
        else:
            if not read and outcome.code == 0:
                yield "no JSON was printed"


def _left_over(outcome: Outcome) -> Iterator[str]:
    new = [name for name in outcome.after if name not in outcome.before]
    for name in new:
        last = name.rpartition("/")[2]
        if (last.endswith((".part", "-wal", "-shm", "-journal")) or last.startswith(".nnart-")) and not (
            "keeps" in outcome.stderr and name in outcome.stderr
        ):
            yield f"{name} was left behind"
    gone = [name for name in outcome.before if name not in outcome.after]
    if outcome.code in (1, 2):
        for name in sorted({*new, *gone, *outcome.made}):
            scores = name.endswith(".db") and name in outcome.made and _scores_in(outcome.made[name])
            kept = f"{name}' keeps" in outcome.stderr or f"the finished file is '{name}'" in outcome.stderr
            if not scores and not kept:
                yield f"it failed, and {name} is not as it was"


def _in_file(path: Path, data: bytes) -> Iterator[str]:
    match path.suffix.lower():
        case ".png" | ".jpg" | ".webp" | ".avif":
            with Image.open(path) as image:
                image.load()
        case ".tif":
            tifffile.imread(path)
        case ".npy":
            np.load(path, allow_pickle=False)
        case ".html":
            if not data.decode().lower().startswith("<!doctype html>"):
                yield f"{path.name} is no page"
        case ".json":
            json.loads(data)
        case ".toml":
            tomllib.loads(data.decode())
        case ".dzi":
            ElementTree.fromstring(data.decode())
        case ".db":
            _dump(data)
    if path.suffix.lower() == ".png" and not is_sheet(path) and _carries(path):
        row = nnart.verify(path)
        if row is not None:
            yield f"{path.name} is not what its recipe says, from row {row} on"


def _carries(path: Path) -> bool:
    try:
        nnart.read(path)
    except FileError:  # of a map of samples, or a tile
        return False
    return True


def _scores_in(data: bytes) -> bool:
    """Return whether a database keeps scores: they stay, whatever becomes of the sheet."""
    return any('INTO "scores"' in line for line in _dump(data))


def _dump(data: bytes) -> list[str]:
    """Return what a database holds."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data[:18] + b"\x01\x01" + data[20:])  # which has no log beside it
        return sorted(database.iterdump())
