"""Saving: a film into a file. Finished frames are kept in a spool, so that the same call resumes it."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from nnart.arrays import Pixels
from nnart.checks.annotations import checked
from nnart.colour.tables import blend
from nnart.crew import Crew
from nnart.errors import in_file
from nnart.files.atomic import check_target, follow_link, replacing
from nnart.files.formats import recognise
from nnart.files.note import Note
from nnart.files.spool import Spool
from nnart.files.surroundings import Target
from nnart.films.data import digest_of, to_toml
from nnart.films.files.filmformat import FilmFormat
from nnart.films.files.formats import SequenceFormat, find_format
from nnart.films.files.header import FilmHeader
from nnart.films.files.layouts import Layout, Planes
from nnart.films.files.sequence import SequenceWriter, frame_path, frame_text, in_ascii
from nnart.films.film import Film
from nnart.films.reel import Reel
from nnart.films.settling import settle_film
from nnart.progress import AnyProgress, Told
from nnart.recipe.size import Size
from nnart.recipe.sizes import AnySize, size_of
from nnart.rendering.run import Run

if TYPE_CHECKING:
    from concurrent.futures import Future

HD = Size(1920, 1080)
_AHEAD = 4  # frames that wait for the encoder while others are painted, at most
_WAITING = 2**25  # bytes of them, at most, besides one
_ENTRIES = 256  # of the table of a GIF


@checked
def save_film(
    film: Film,
    target: str | Path | BinaryIO,
    size: AnySize = HD,
    run: Run | None = None,
    *,
    codec: str | None = None,
    bits: int = 8,
    progress: AnyProgress = None,
) -> Film:
    """Paint a film into a file; as `nnart.Film.save`, which calls it.

    The same call resumes an interrupted film, from the frames in FILE.part.

    Args:
        film: any film.
        target: a path that ends in .mp4, .webm, .mov, .mkv, .webp, .gif or .png; a path with {frame} in its
            name, for a file a frame; or a binary stream, which gets a y4m.
        size: of the frames; takes what `Job` takes.
        run: how to paint.
        codec: "h264", "hevc" or "av1" for .mp4; the format decides by default.
        bits: 8 a channel; or 16, for .mkv, pictures, and y4m, which gets 10 of them.
        progress: shows the work; as in `Run`.

    Returns:
        The settled film, which the file carries.

    Raises:
        InputError: if an argument is not valid, or the format cannot hold the film.
        FileError: if the file exists or cannot be written, or another film was started there.
        Cancelled: if the run's `cancel` is called.
    """
    run = (run or Run()).told(progress)
    size = size_of(size)
    to_file = isinstance(target, (str, Path))
    kind = find_format(target if to_file else "-", codec)  # type: ignore[arg-type]  # a path
    kind.check(header_of(film, size, bits))
    if to_file and not isinstance(kind, SequenceFormat):
        check_target(Path(target), run.force)  # type: ignore[arg-type]
    film = run.wait(partial(settle_film, film))
    shooting = Shooting(film, size, kind, bits, run)
    if isinstance(kind, SequenceFormat):
        shooting.save_frames(str(target))
    elif isinstance(target, (str, Path)):
        shooting.save_file(follow_link(Path(target)))
    else:
        shooting.write(target, shooting.painted(range(film.frames)))
    return film


def header_of(film: Film, size: Size, bits: int = 8) -> FilmHeader:
    """Return the description of a film's file; without its text before the film is settled."""
    recipe = film.keyframes[0].recipe
    table = None
    if recipe.palette is not None and _has_one_gradient(film):
        table = blend(recipe.palette, _ENTRIES, recipe.space)
    if table is not None and recipe.reverse:
        table = table[::-1]
    return FilmHeader(
        size,
        film.fps,
        film.frames,
        alpha=recipe.alpha != "none",
        space=recipe.space,
        text=to_toml(film) if film.is_settled else None,
        loops=film.course != "once",
        table=None if table is None else ((table.astype(int) + 128) // 257).astype("u1"),
        bits=bits,
    )


def frames_ahead(each: int) -> int:
    """Return the most frames that wait for the encoder; each takes this many bytes."""
    return min(_AHEAD, _WAITING // each)


def _has_one_gradient(film: Film) -> bool:
    """Return whether all colours of a film lie on one palette."""
    recipes = [one.recipe for one in film.keyframes]
    first = recipes[0]
    return first.colour == "palette" and all(
        (one.palette, one.reverse) == (first.palette, first.reverse) for one in recipes
    )


class Shooting:
    """A film in progress: its frames as an encoder takes them.

    Attributes:
        header: the description of its file.
    """

    def __init__(self, film: Film, size: Size, kind: FilmFormat, bits: int, run: Run) -> None:
        """Take a settled film."""
        self._film, self._size, self._kind, self._run = film, size, kind, run
        self.header = header_of(film, size, bits)
        self._layout: Layout = kind.layout_of(self.header)
        self._reel = Reel(film, size, self._layout.bits, run)

    @property
    def contents(self) -> dict[str, object]:
        """Everything that decides the frames and their form, in words for people, too."""
        return {
            "film": digest_of(self._film),
            "seed": self._film.keyframes[0].recipe.seed,
            "size": str(self._size),
            "format": self._kind.word,
            "layout": self._layout.name,
        }

    def painted(self, wanted: Iterable[int]) -> Generator[Planes, None, None]:
        """Yield the planes of frames, painted."""
        finish = partial(_converted, self._layout)
        told = Told(self._run.progress, 1 / self._film.frames)
        with closing(self._reel.frames(wanted, finish, self._layout.step, told)) as frames:
            yield from map(self._layout.join, frames)

    def resumed(self, spool: Spool) -> Generator[Planes, None, None]:
        """Yield the planes of all frames: first those in a spool, then others, which it keeps."""
        done = spool.pieces
        if done and self._run.progress is not None:
            self._run.progress(done / self._film.frames)
        for piece in spool:
            yield self._layout.from_bytes(piece, self._size)
        with closing(self.painted(range(done, self._film.frames))) as frames:
            for planes in frames:
                spool.append([self._layout.to_bytes(planes)], Note())
                spool.share = spool.pieces / self._film.frames
                yield planes

    def save_file(self, path: Path) -> None:
        """Write the film into a file, and keep its frames in a spool until it is there."""
        run = self._run
        with (
            Spool(path, self.contents, run.restart, Target(path, run.force), run.keep_after) as spool,
            replacing(path, run.force, rescue=True) as stream,
        ):
            self.write(stream.name, self.resumed(spool))

    def save_frames(self, template: str) -> None:
        """Write a picture for every frame; those that are there already stay, as after an interruption.

        Makes their folder.
        """
        folder = Path(template).parent
        with in_file(folder):
            folder.mkdir(exist_ok=True)
        done = self._finished(template)
        if done and self._run.progress is not None:
            self._run.progress(len(done) / self._film.frames)
        self.write(template, self.painted(k for k in range(self._film.frames) if k not in done), done)

    def _finished(self, template: str) -> frozenset[int]:
        """Return which pictures of this film are there already.

        Raises:
            FileError: if another picture is in a frame's place.
        """
        run, found, text = self._run, set[int](), self.header.text or ""
        if run.force or run.restart:
            return frozenset()
        for k in range(self._film.frames):
            path = frame_path(template, k, self._film.frames)
            if path.is_file() and self._is_there(path, in_ascii(frame_text(text, k))):
                found.add(k)
            else:
                check_target(path, force=False)
        return frozenset(found)

    def _is_there(self, path: Path, text: str) -> bool:
        """Return whether a picture is one of these frames."""
        with in_file(path), path.open("rb") as stream:
            codec = recognise(stream.read(16))
            stream.seek(0)
            header = None if codec is None else codec.read_header(stream)
        wanted = self._size.shape, self._layout.bits, text
        return header is not None and (header.shape, header.bits, header.text) == wanted

    def write(
        self, target: str | BinaryIO, frames: Iterator[Planes], done: frozenset[int] = frozenset()
    ) -> None:
        """Give frames to an encoder, which works while the next ones are painted.

        Args:
            target: as for `FilmFormat.open`.
            frames: those that are not done.
            done: which pictures of a sequence are there already.
        """
        with self._kind.open(target, self.header, force=self._run.force) as writer, closing(Crew(1)) as crew:
            if isinstance(writer, SequenceWriter):
                writer.done = done
            most = frames_ahead(self._layout.bytes_of(self._size))
            waiting: deque[Future[None]] = deque()
            for planes in frames:
                while len(waiting) > most:
                    self._run.cancel.result_of(waiting.popleft(), crew)
                waiting.append(crew.submit(partial(writer.add, planes)))
            while waiting:
                self._run.cancel.result_of(waiting.popleft(), crew)


def _converted(layout: Layout, pixels: Pixels, first_row: int) -> Planes:
    return layout.convert(pixels, first_row)
