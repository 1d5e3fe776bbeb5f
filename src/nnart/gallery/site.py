"""Site: a gallery's pictures in several sizes, its films, recipes, a contact sheet, and the page for them."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from nnart.checks.annotations import checked
from nnart.errors import (
    FileError,
    InputError,
    Kept,
    NnartError,
    fault,
    in_file,
    keep,
    refused,
    shown,
    shown_path,
)
from nnart.files.atomic import no_folder
from nnart.files.codec import Codec
from nnart.files.formats import choose
from nnart.files.locks import locked
from nnart.films.data import to_toml
from nnart.films.film import Film
from nnart.gallery.contact import Contact, contact_sheet
from nnart.gallery.exhibit import PAGE, SHEET, Exhibit
from nnart.gallery.gallery import Gallery
from nnart.gallery.keys import key_of, keys_of
from nnart.gallery.manifest import NAME, Manifest
from nnart.gallery.screening import check_video, save_frame, save_video, settled
from nnart.gallery.wall import render_wall
from nnart.progress import AnyProgress
from nnart.recipe.size import Size
from nnart.rendering.job import Job
from nnart.rendering.reproduce import toml_of
from nnart.rendering.run import Run
from nnart.rendering.save import encode, render_job, to_file, write
from nnart.sheets.files import write_sheet
from nnart.sheets.sheet import Sheet
from nnart.threads import Cancel


@dataclass(frozen=True)
class Built:
    """The result of `build_gallery`.

    Attributes:
        pictures: number of pictures shown, without films.
        painted: number of files rendered.
        removed: number of files removed, of pictures no longer in the list.
        broken: one error for every picture that was left out, which says why.
        left: paths of outdated files that were kept, since they have changed since nnart wrote them.
        contact: the contact sheet, if there is one; its tiles have the names of the pictures' files.
        off_sheet: names of pictures that do not fit on the sheet; films are never there.
        films: number of films shown.
    """

    pictures: int
    painted: int
    removed: int
    broken: tuple[NnartError, ...]
    left: tuple[str, ...] = ()
    contact: Sheet | None = None
    off_sheet: tuple[str, ...] = ()
    films: int = 0


@checked
def build_gallery(
    gallery: Gallery, folder: str | Path, run: Run | None = None, *, progress: AnyProgress = None
) -> Built:
    """Make or update a gallery's web site: a page, a contact sheet, and a folder of pictures and films.

    Every size is rendered as by `save`. Files that are up to date are not rendered again, and files of removed
    pictures are deleted. Files that nnart did not write, or that you changed, are never deleted, and replaced
    only if `run.force` is set. To resume an interrupted call, repeat it.

    Args:
        gallery: from `read_gallery`.
        folder: a new or empty folder, an earlier site, or the folder that the gallery was read from.
        run: how to render. `force` is needed only to replace files that nnart did not write.
        progress: shows the work; as in `Run`.

    Raises:
        InputError: if the gallery is empty, or none of its pictures can be rendered.
        FileError: if the folder holds other files or cannot be written, something is in a file's place, or
            files are missing at the end.
        Cancelled: if the work is cancelled.
    """
    run = (run or Run()).told(progress)
    if not gallery.exhibits:
        raise _without_pictures(gallery, gallery.broken)
    folder = Path(folder)
    _make_folder(folder)
    try:
        with _alone(folder):
            _check_folder(folder, gallery)
            return _Site(gallery, folder, run).build()
    except OSError as error:
        raise refused(error, folder) from error


def find_missing(gallery: Gallery, folder: str | Path) -> set[str]:
    """Return the paths of files that `build_gallery` would make, without writing or locking anything."""
    keys, folder = keys_of(gallery), Path(folder)
    return Manifest(folder, force=True).inspect(keys, Cancel())[0] if folder.is_dir() else set(keys)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except FileNotFoundError:
        raise FileError(no_folder(folder.parent).inside(folder)) from None
    except FileExistsError:
        raise FileError(fault("kind", f"{shown_path(folder)} is no folder", ways="name a new one")) from None
    except OSError as error:
        raise FileError(fault("access", error.strerror or str(error), where=folder)) from None


def _without_pictures(gallery: Gallery, broken: Sequence[NnartError]) -> InputError:
    """Return the error that nothing is left to show."""
    if not broken:
        ways = "add some, or put recipes or pictures into its folder"
        return InputError(fault("missing", "there is none", "pictures", ways=ways, where=gallery.path))
    says = f"none of {len(broken)} can be shown"
    return InputError(fault("missing", says, "pictures", where=gallery.path), *broken[0].faults)


def _check_folder(folder: Path, gallery: Gallery) -> None:
    """Refuse a folder with other files, unless the gallery was read from it: they must not mix."""
    others = find_others(folder)
    if others and not (gallery.home and folder.samefile(gallery.home)):
        says = f"{shown_path(folder)} has {shown(min(others))} in it, but no gallery"
        raise FileError(fault("exists", says, ways="name a new or an empty folder"))


def find_others(folder: Path) -> list[str]:
    """Return the names of other files in a folder that is not a gallery.

    Hidden files and CNAME are allowed, since they configure web servers.
    """
    with in_file(folder):
        names = [path.name for path in folder.iterdir()]
    return [] if NAME in names else [name for name in names if not name.startswith(".") and name != "CNAME"]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Lock a folder against other processes that build in it."""
    opened = None if os.name == "nt" else os.open(folder, os.O_RDONLY)
    try:
        with locked(opened, folder / ".nnart.lock", folder):
            yield
    finally:
        if opened is not None:
            os.close(opened)


class _Site:
    """A site in progress."""

    def __init__(self, gallery: Gallery, folder: Path, run: Run) -> None:
        self._gallery = gallery
        self._folder = folder
        self._run = run
        self._progress = run.progress or (lambda _: None)
        self._manifest = Manifest(folder, force=run.force)
        self._keys = keys_of(gallery)
        self._broken = list(gallery.broken)
        self._missing: set[str] = set()
        self._pixels = 0
        self._painted = 0

    def build(self) -> Built:
        """Make missing files, then the page, and remove files no longer shown."""
        self._missing = self._manifest.claim(self._keys, self._run.cancel)
        pixels = [self._count_pixels(exhibit) for exhibit in self._gallery.exhibits]
        contact = contact_sheet(self._gallery, self._gallery.exhibits) if SHEET in self._missing else None
        tiles = math.prod(contact.size) * len(contact.sheet.tiles) if contact else 0
        self._pixels = sum(pixels) + tiles
        try:
            hung = self._hang()
            contact = contact_sheet(self._gallery, hung)
            if contact:
                self._make_sheet(contact)
            page = render_wall(self._gallery, hung, contact.sheet if contact else None)
            self._manifest.write_text(PAGE, self._keys[PAGE], page)
            kept = [path for exhibit in hung for path in self._paths(exhibit)]
            kept += [PAGE, SHEET] if contact else [PAGE]
            removed, left = self._manifest.remove_others(kept)
            self._manifest.write()
        except BaseException as error:  # such as Ctrl-C
            if self._painted and self._manifest.is_there() and not getattr(error, "kept", ()):
                raise keep(error, Kept()) from error.__cause__
            raise
        finally:
            self._manifest.close()
        self._manifest.check(kept)
        sheet = contact.sheet if contact else None
        named = {tile.name for tile in sheet.tiles} if sheet else set()
        films = sum(exhibit.moves for exhibit in hung)
        still = [exhibit.name for exhibit in hung if exhibit.film is None]
        off = tuple(name for name in still if self._gallery.sheet and name not in named)
        pictures = len(hung) - films
        return Built(pictures, self._painted, removed, tuple(self._broken), left, sheet, off, films)

    def _hang(self) -> list[Exhibit]:
        """Make the missing files of all pictures, and return the pictures that can be shown."""
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

    def _paths(self, exhibit: Exhibit) -> list[str]:
        return [*self._gallery.sizes_of(exhibit), exhibit.toml]

    def _sizes(self, exhibit: Exhibit) -> dict[str, Size]:
        """Return the size of each missing file of a picture."""
        sizes = self._gallery.sizes_of(exhibit)
        return {path: size for path, size in sizes.items() if path in self._missing}

    def _count_pixels(self, exhibit: Exhibit) -> int:
        """Return the pixels of the missing files of a picture or film, as a measure of the work."""
        sizes = self._sizes(exhibit)
        pixels = sum(map(math.prod, sizes.values()))
        if exhibit.film is not None and exhibit.mp4 in sizes:
            pixels += (exhibit.film.frames - 1) * math.prod(sizes[exhibit.mp4])
        return pixels

    def _make(self, exhibit: Exhibit) -> None:
        """Make the missing files of a picture or film."""
        if exhibit.film is not None:
            self._make_film(exhibit, exhibit.film)
            return
        sizes = self._sizes(exhibit)
        for size in dict.fromkeys(sizes.values()):
            job = Job(exhibit.recipe, size, network=exhibit.network)
            self._paint(job, [path for path, other in sizes.items() if other == size])
        if exhibit.toml in self._missing:
            job = self._run.wait(Job(exhibit.recipe, network=exhibit.network).calibrate)
            self._manifest.write_text(
                exhibit.toml, self._keys[exhibit.toml], toml_of(job.recipe, exhibit.network)
            )

    def _make_film(self, exhibit: Exhibit, film: Film) -> None:
        """Make the missing files of a film, or of one of its frames."""
        sizes = self._sizes(exhibit)
        if not sizes and exhibit.toml not in self._missing:
            return
        video = sizes.pop(exhibit.mp4, None)
        if video is not None:
            check_video(film, video)
        film = self._run.wait(partial(settled, film))
        for size in dict.fromkeys(sizes.values()):
            paths = [path for path, other in sizes.items() if other == size]
            save_frame(film, exhibit.frame or 0, size, paths, self._place, self._run)
            self._tell(math.prod(size) * len(paths), 1)
            self._painted += len(paths)
        if video is not None:
            progress = partial(self._tell, math.prod(video) * film.frames)
            run = replace(self._run, progress=progress, force=True, restart=False)
            save_video(film, video, self._folder, exhibit.mp4, self._place, run)
            self._painted += 1
        if exhibit.toml in self._missing:
            self._manifest.write_text(exhibit.toml, self._keys[exhibit.toml], to_toml(film))

    def _make_sheet(self, contact: Contact) -> None:
        """Paint the contact sheet, unless it is there already."""
        key = key_of(contact)
        if self._manifest.has(SHEET, key):
            return
        progress = partial(self._tell, math.prod(contact.size) * len(contact.sheet.tiles))
        run = replace(self._run, progress=progress)
        with self._manifest.placing(SHEET, key) as stream:
            write_sheet(contact.sheet, stream, contact.size, run)
        self._painted += 1

    def _paint(self, job: Job, paths: list[str]) -> None:
        """Paint a picture into files of one size; only once if it fits into memory, as it must for a WebP."""
        self._run.check(job, _codec(job, paths[0]), self._folder, len(paths))
        progress = partial(self._tell, math.prod(job.size) * len(paths))
        run = replace(self._run, progress=progress, force=True, restart=False)
        if len(paths) == 1:
            self._paint_one(job, paths[0], run)
        else:
            picture = render_job(Job(job.recipe, job.size, network=job.network), run)
            for path in paths:
                with self._place(path) as stream:
                    encode(picture, stream, _codec(job, path), run)
        self._painted += len(paths)

    def _paint_one(self, job: Job, path: str, run: Run) -> None:
        """Paint a file, piece by piece if its format allows it."""
        codec = _codec(job, path)
        pieces = codec.for_size(job.size)
        if pieces is None:
            with self._place(path) as stream:
                write(job, stream, codec, run)
            return
        target, placing = self._folder / path, lambda *_: self._place(path)
        try:
            to_file(job, target, pieces, run, placing=placing)
        except FileError as error:
            if not {"begun", "version"} & {each.rule for each in error.faults}:
                raise
            to_file(job, target, pieces, replace(run, restart=True), placing=placing)

    def _tell(self, pixels: int, done: float) -> None:
        """Tell that a share of a file's pixels is done."""
        self._progress(done * pixels / self._pixels)

    def _place(self, path: str) -> AbstractContextManager[BinaryIO]:
        return self._manifest.placing(path, self._keys[path])


def _codec(job: Job, path: str) -> Codec:
    return choose(Path(path), job.size, job.bits, alpha=job.channels == 4)
