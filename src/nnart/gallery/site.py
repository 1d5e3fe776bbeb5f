"""Site: a gallery's pictures in several sizes, their recipes, and the page that shows them."""

from __future__ import annotations

import hashlib
import json
import math
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from nnart.errors import FileError, InputError, Kept, NnartError, fault, keep, shown, shown_path
from nnart.files.atomic import replacing
from nnart.files.formats import find
from nnart.files.identity import identity
from nnart.files.locks import locked
from nnart.files.picture import Picture
from nnart.gallery.exhibit import Exhibit
from nnart.gallery.gallery import Gallery
from nnart.gallery.manifest import NAME, Manifest
from nnart.gallery.wall import render_wall
from nnart.network.origin import data_of
from nnart.rendering.job import Job
from nnart.rendering.reproduce import toml_of
from nnart.rendering.run import Run
from nnart.rendering.save import render, save
from nnart.threads import Cancel

PAGE = "index.html"
_SHARE = 20  # a twentieth of the time goes into noting what is finished


@dataclass(frozen=True)
class Built:
    """What became of a gallery.

    Attributes:
        pictures: how many it shows.
        painted: how many files were painted.
        removed: how many files were removed, of pictures that are not in the list any more.
        broken: for every picture that was left out, what is wrong with it.
    """

    pictures: int
    painted: int
    removed: int
    broken: tuple[NnartError, ...]


def build_gallery(gallery: Gallery, folder: str | Path, run: Run | None = None) -> Built:
    """Make a site of a gallery, or bring it up to date: index.html, and a folder of pictures and recipes.

    Every size is painted, as `save` does. What is there already, made from the same recipe by the same
    nnart, is not painted again; files of pictures that are gone are removed; nothing else is touched. If
    that is interrupted, the same call resumes it.

    Args:
        gallery: what to show.
        folder: a new or empty one, one that this made, or the one that the gallery's list lies in.
        run: how the pictures are painted; the site's own files are replaced whether or not it forces that.

    Raises:
        InputError: if no picture is in the gallery, or none of them can be painted.
        FileError: if the folder is of something else, something else is where a file has to be, or it cannot
            be written.
        Cancelled: if the work is cancelled.
    """
    if not gallery.exhibits:
        raise _without_pictures(gallery, gallery.broken)
    folder = Path(folder)
    _make_folder(folder)
    try:
        with _alone(folder):
            _check_folder(folder, gallery)
            return _Site(gallery, folder, run or Run()).build()
    except OSError as error:
        raise FileError(fault("access", error.strerror or str(error), where=folder)) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except FileNotFoundError:
        says = f"there is no folder {shown_path(folder.parent)}"
        raise FileError(fault("absent", says, where=folder, ways="make it first")) from None
    except FileExistsError:
        raise FileError(fault("kind", f"{shown_path(folder)} is no folder", ways="name a new one")) from None
    except OSError as error:
        raise FileError(fault("access", error.strerror or str(error), where=folder)) from None


def _without_pictures(gallery: Gallery, broken: Sequence[NnartError]) -> InputError:
    """Return that nothing is left to show, and what is wrong with the first picture."""
    if not broken:
        ways = "add some, or put recipes or pictures into its folder"
        return InputError(fault("missing", "there is none", "pictures", ways=ways, where=gallery.path))
    says = f"none of {len(broken)} can be shown"
    return InputError(fault("missing", says, "pictures", where=gallery.path), *broken[0].faults)


def _check_folder(folder: Path, gallery: Gallery) -> None:
    """Refuse a folder of something else, so that its files never mix with a gallery's.

    A list may lie beside its page, and what a web server is told, beside the first one: hidden files and CNAME.
    """
    names = [path.name for path in folder.iterdir()]
    others = [name for name in names if not name.startswith(".") and name != "CNAME"]
    if not others or NAME in names or (gallery.path and folder.samefile(gallery.path.parent)):
        return
    says = f"{shown_path(folder)} has {shown(min(others))} in it, but no gallery"
    raise FileError(fault("exists", says, ways="name a new or an empty folder"))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let no other process build in a folder meanwhile."""
    opened = None if os.name == "nt" else os.open(folder, os.O_RDONLY)
    try:
        with locked(opened, folder / ".nnart.lock", folder):
            yield
    finally:
        if opened is not None:
            os.close(opened)


class _Site:
    """A site under way."""

    def __init__(self, gallery: Gallery, folder: Path, run: Run) -> None:
        self._gallery = gallery
        self._folder = folder
        self._run = run
        self._progress = run.progress or (lambda _: None)
        self._manifest = Manifest(folder)
        self._broken = list(gallery.broken)
        self._next = 0.0  # when to note what is finished
        self._todo: set[str] = set()
        self._pixels = 0
        self._painted = 0

    def build(self) -> Built:
        """Make what is missing, then the page, and remove what is not shown any more."""
        keys = {path: key for exhibit in self._gallery.exhibits for path, key in self._keys(exhibit).items()}
        self._manifest.claim(keys | {PAGE: ""})
        cancel = self._run.cancel or Cancel()
        self._todo = {path for path in cancel.checking(keys) if not self._manifest.done(path)}
        sizes = [size for exhibit in self._gallery.exhibits for size in self._missing(exhibit).values()]
        self._pixels = sum(map(math.prod, sizes))
        try:
            hung = self._hang()
            self._write(PAGE, render_wall(self._gallery, hung))
            kept = [path for exhibit in hung for path in self._keys(exhibit)]
            removed = self._manifest.remove_others([*kept, PAGE])
        except BaseException as error:  # such as Ctrl-C
            if self._painted and not getattr(error, "kept", ()):
                raise keep(error, Kept()) from error.__cause__
            raise
        finally:
            self._manifest.write()
        return Built(len(hung), self._painted, removed, tuple(self._broken))

    def _hang(self) -> list[Exhibit]:
        """Make what is missing of all pictures, and return those that can be shown."""
        hung = []
        for exhibit in self._gallery.exhibits:
            try:
                self._make(exhibit)
            except InputError as error:  # such as a detail that is out of its network's reach
                self._broken.append(error.inside(shown(exhibit.title)))
            else:
                hung.append(exhibit)
        if not hung:
            raise _without_pictures(self._gallery, self._broken)
        return hung

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
            paths = [path for path, other in missing.items() if other == size]
            self._paint(exhibit, size, [self._folder / path for path in paths])
            for path in paths:
                self._finish(path)
            self._painted += len(paths)
        if exhibit.toml in self._todo:
            job = self._run.wait(Job(exhibit.recipe, network=exhibit.network).calibrate)
            self._write(exhibit.toml, toml_of(job.recipe, exhibit.network))

    def _paint(self, exhibit: Exhibit, size: tuple[int, int], targets: list[Path]) -> None:
        """Paint a picture into files of one size, once, if it can be in memory, as for a WebP it has to be."""
        share = math.prod(size) * len(targets) / self._pixels
        run = replace(
            self._run,
            progress=lambda done: self._progress(done * share),
            force=True,
            restart=False,
            rescue=False,  # the folder holds what the manifest names, and nothing else
        )
        targets[0].parent.mkdir(exist_ok=True)
        if len(targets) == 1:
            save(Job(exhibit.recipe, size, network=exhibit.network), targets[0], run)
            return
        picture = render(exhibit.recipe, size, network=exhibit.network, run=run)
        for target in targets:
            run.wait(partial(_save, picture, target))

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


def _save(picture: Picture, target: Path) -> None:
    with replacing(target, force=True) as stream:
        picture.write(stream, find(target))


def _digest(data: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
