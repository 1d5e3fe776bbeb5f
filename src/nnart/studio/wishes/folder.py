"""A folder of favourites: their pictures, each with the bytes of `nnart render`, or their recipes."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from nnart.errors import FileError, fault, in_file
from nnart.progress import Progress
from nnart.rendering.limits import Limits, find_limits
from nnart.rendering.refusal import check_all
from nnart.rendering.run import Run
from nnart.sources.favourites import find_kept
from nnart.studio.wishes.chosen import Chosen, open_chosen
from nnart.studio.wishes.picture import PictureWish, picture_of
from nnart.studio.wishes.text import TextWish
from nnart.studio.wishes.wish import Data, Takes, Wish, stem_of, sum_takes

RECIPES: Final = "toml"  # the format of a folder of recipes
_STEM, _STEM_OF_RECIPES = "nnart-pictures", "nnart-recipes"


@dataclass(frozen=True)
class FolderWish:
    """A folder to be made.

    Attributes:
        files: that it gets, each by its name.
        name: of the folder.
        left_out: favourites that are not in it.
    """

    files: tuple[Wish, ...]
    name: str
    left_out: tuple[str, ...]

    def takes(self) -> Takes:
        """Estimate the work; as `Wish`.

        Raises:
            InputError: if it is more than this machine's limits allow.
        """
        self._check(find_limits())
        return sum_takes(self.files)

    def save(self, path: Path, run: Run) -> None:
        """Make the folder and write its files one after the other; as `Wish`.

        If the work ends early, the finished files stay. No call resumes the others: a part of one would stay
        for ever.
        """
        if run.limits is True:
            self._check(find_limits(path.parent), run.workers.count)
        with in_file(path):
            try:
                path.mkdir()
            except FileExistsError:
                raise FileError(fault("exists", "exists")) from None
        run = replace(run, progress=_slower(run.progress, len(self.files)), keep_after=math.inf)
        try:
            for one in self.files:
                one.save(path / one.name, run)
        finally:
            with suppress(OSError):  # it has files, as it should
                path.rmdir()

    def _check(self, limits: Limits, threads: int | None = None) -> None:
        """Refuse pictures that exceed limits, each alone or all together."""
        painted = [(one.name, one.job, one.codec) for one in self.files if isinstance(one, PictureWish)]
        if painted:
            check_all(painted, limits, "size", threads)


def read_folder(data: Data) -> FolderWish:
    """Return the folder that data ask for.

    Args:
        data: `names` of favourites, and perhaps the `name` of the folder, and size, format, bits and dpi of its
            pictures. With the format toml, the favourites' own files are copied.

    Raises:
        InputError: if a value is not valid, or the format cannot hold a picture.
        FileError: if there is no favourite of a name, or it cannot be read.
    """
    chosen, left_out = open_chosen(data["names"])
    make, stem = (_copy, _STEM_OF_RECIPES) if data.get("format") == RECIPES else (_picture, _STEM)
    return FolderWish(tuple(make(one, data) for one in chosen), stem_of(data, stem), left_out)


def _picture(one: Chosen, data: Data) -> Wish:
    return picture_of(one.recipe, one.name, data, one.network)


def _copy(one: Chosen, _: Data) -> Wish:
    path = find_kept(one.name)
    with in_file(path):
        return TextWish(path.read_bytes(), path.name)


def _slower(progress: Progress | None, count: int) -> Progress | None:
    return None if progress is None else lambda share: progress(share / count)
