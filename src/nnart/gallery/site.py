"""Site: a gallery's pictures in several sizes, their recipes, and the page that shows them."""

from __future__ import annotations

import hashlib
import json
import math
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nnart.errors import FileError, InputError, shown, shown_path
from nnart.field.calibration import calibrated
from nnart.files.atomic import lock, replacing
from nnart.files.identity import identity
from nnart.gallery.exhibit import Exhibit
from nnart.gallery.gallery import Gallery
from nnart.gallery.manifest import NAME, Manifest
from nnart.gallery.wall import wall
from nnart.network.origin import data_of
from nnart.rendering.job import Job
from nnart.rendering.reproduce import toml_of
from nnart.rendering.run import Progress, Run
from nnart.rendering.save import render, save
from nnart.rendering.workers import Threads

PAGE = "index.html"
_SHARE = 20  # of the time, one part in so many goes into noting what is finished


@dataclass(frozen=True)
class Built:
    """What became of a gallery.

    Attributes:
        pictures: how many it shows.
        painted: how many files were painted.
        removed: how many files were removed, of pictures that are not in the list any more.
        broken: of every picture that was left out, what is wrong with it, in one line.
    """

    pictures: int
    painted: int
    removed: int
    broken: tuple[str, ...]


def build_gallery(
    gallery: Gallery, folder: str | Path, *, threads: int | None = None, progress: Progress | None = None
) -> Built:
    """Make a site of a gallery, or bring it up to date: index.html, and a folder of pictures and recipes.

    Every size is painted, as `render_file` does. What is there already, made from the same recipe by the same
    nnart, is not painted again; files of pictures that are gone are removed; nothing else is touched. If
    that is interrupted, the same call goes on.

    Args:
        gallery: what to show.
        folder: a new or empty one, one that this made, or the one that the gallery's list lies in.
        threads: 1 … 1024; all processors when not given.
        progress: called with the share of the work that was just done; all of them add up to 1.

    Raises:
        InputError: if no picture is in the gallery, or none of them can be painted.
        FileError: if the folder is of something else, something else is where a file has to be, or it cannot
            be written.
    """
    if not gallery.exhibits:
        raise _without_pictures(gallery, gallery.broken)
    folder = Path(folder)
    name = shown_path(folder)
    try:
        folder.mkdir(exist_ok=True)
    except FileNotFoundError:
        raise FileError(f"{name}: there is no folder {shown_path(folder.parent)}; make it first") from None
    except FileExistsError:
        raise FileError(f"{name} is no folder; name a new one") from None
    except OSError as error:
        raise FileError(f"{name}: {error.strerror}") from None
    try:
        with _alone(folder):
            _check_folder(folder, gallery)
            return _Site(gallery, folder, threads, progress).build()
    except OSError as error:
        raise FileError(f"{name}: {error.strerror or error}") from error


def _without_pictures(gallery: Gallery, broken: Sequence[str]) -> InputError:
    where = f"{shown_path(gallery.path)}: " if gallery.path else ""
    if broken:
        return InputError(f"{where}pictures: none of {len(broken)} can be shown, the first of them {broken[0]}")
    return InputError(f"{where}pictures: there is none; add some, or put recipes or pictures into its folder")


def _check_folder(folder: Path, gallery: Gallery) -> None:
    """Refuse a folder of something else, among whose files a gallery's would be strewn.

    A list may lie beside its page, and what a web server is told, beside the first one: hidden files and CNAME.
    """
    names = [path.name for path in folder.iterdir()]
    others = [name for name in names if not name.startswith(".") and name != "CNAME"]
    if not others or NAME in names or (gallery.path and folder.samefile(gallery.path.parent)):
        return
    raise FileError(
        f"{shown_path(folder)} has {shown(min(others))} in it, but no gallery; name a new or an empty folder"
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let nobody else build in a folder meanwhile; on Windows, where folders cannot be opened, nobody does."""
    if os.name == "nt":
        yield
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        if not lock(opened):
            raise FileError(f"{shown_path(folder)}: another process is building it; wait for its end")
        yield
    finally:
        os.close(opened)


class _Site:
    """A site under way."""

    def __init__(self, gallery: Gallery, folder: Path, threads: int | None, progress: Progress | None) -> None:
        self._gallery = gallery
        self._folder = folder
        self._threads = threads
        self._progress = progress or (lambda _: None)
        self._manifest = Manifest(folder)
        self._broken = list(gallery.broken)
        self._next = 0.0  # when to note what is finished
        self._todo: set[str] = set()
        self._pixels = 0
        self._painted = 0

    def build(self) -> Built:
        """Make what is missing, then the page, and remove what is not shown any more."""
        keys = {path: key for one in self._gallery.exhibits for path, key in self._keys(one).items()}
        self._manifest.claim(keys | {PAGE: ""})
        self._todo = {path for path in keys if not self._manifest.done(path)}
        sizes = [size for one in self._gallery.exhibits for size in self._missing(one).values()]
        self._pixels = sum(map(math.prod, sizes))
        hung = []
        try:
            for exhibit in self._gallery.exhibits:
                try:
                    self._make(exhibit)
                except InputError as error:  # such as a detail that is out of its network's reach
                    self._broken.append(f"{shown(exhibit.title)}: {error}")
                else:
                    hung.append(exhibit)
            if not hung:
                raise _without_pictures(self._gallery, self._broken)
            self._write(PAGE, wall(self._gallery, hung))
            kept = [path for one in hung for path in self._keys(one)]
            removed = self._manifest.remove_others([*kept, PAGE])
        except BaseException as error:  # such as Ctrl-C
            if self._painted and not getattr(error, "kept", ()):
                error.add_note("what is painted is kept, and the same command goes on")
            raise
        finally:
            self._manifest.write()
        return Built(len(hung), self._painted, removed, tuple(self._broken))

    def _keys(self, exhibit: Exhibit) -> dict[str, str]:
        """Return what decides on each of a picture's files, by their paths."""
        common = {"by": identity(), "from": data_of(exhibit.recipe, exhibit.network)}
        sizes: dict[str, tuple[int, int] | None] = {**self._sizes(exhibit), exhibit.toml: None}
        return {path: _digest(common | {"size": size}) for path, size in sizes.items()}

    def _sizes(self, exhibit: Exhibit) -> dict[str, tuple[int, int]]:
        """Return rows and columns of each file of a picture that is painted."""
        webps = {exhibit.webp(side): exhibit.size(side) for side in self._gallery.sizes}
        return webps | {exhibit.png: exhibit.size(self._gallery.png)}

    def _missing(self, exhibit: Exhibit) -> dict[str, tuple[int, int]]:
        return {path: size for path, size in self._sizes(exhibit).items() if path in self._todo}

    def _make(self, exhibit: Exhibit) -> None:
        """Make what is missing of a picture."""
        missing = self._missing(exhibit)
        for size in dict.fromkeys(missing.values()):
            paths = [path for path, its in missing.items() if its == size]
            self._paint(exhibit, size, [self._folder / path for path in paths])
            for path in paths:
                self._finish(path)
            self._painted += len(paths)
        if exhibit.toml in self._todo:
            recipe = exhibit.recipe if exhibit.network else calibrated(exhibit.recipe)
            self._write(exhibit.toml, toml_of(recipe, exhibit.network))

    def _paint(self, exhibit: Exhibit, size: tuple[int, int], targets: list[Path]) -> None:
        """Paint a picture into files of one size, once, if it can be in memory, as for a WebP it has to be."""
        share = math.prod(size) * len(targets) / self._pixels
        targets[0].parent.mkdir(exist_ok=True)
        if len(targets) == 1:
            run = Run(Threads(self._threads), lambda done: self._progress(done * share), force=True)
            save(Job(exhibit.recipe, size, network=exhibit.network), targets[0], run)
            return
        picture = render(exhibit.recipe, size, network=exhibit.network, run=Run(Threads(self._threads)))
        for target in targets:
            picture.save(target, force=True)
        self._progress(share)

    def _write(self, path: str, text: str) -> None:
        target = self._folder / path
        data = text.encode()
        if not (target.is_file() and target.read_bytes() == data):
            with replacing(target, force=True) as stream:
                stream.write(data)
        self._finish(path)

    def _finish(self, path: str) -> None:
        self._manifest.finish(path)
        now = time.monotonic()
        if now > self._next:
            self._manifest.write()
            self._next = time.monotonic() + _SHARE * (time.monotonic() - now)


def _digest(data: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
