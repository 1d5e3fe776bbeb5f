"""Films, for programs: nnart.Film(7).save("seven.mp4")."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO, Self, cast

from nnart.checks.annotations import checked
from nnart.display import Displayed
from nnart.files.picture import Picture
from nnart.films.data import to_toml as toml_of
from nnart.films.film import Film as FilmData
from nnart.films.kinds import PaceName
from nnart.progress import AnyProgress
from nnart.recipe.sizes import AnySize, size_of

if TYPE_CHECKING:
    from nnart.rendering.run import Run

_SHOWN, _SHOWN_FPS, _MAX_SHOWN = "256x144", 10, 10.0  # in a notebook: size, frames per second, seconds


class Film(FilmData, Displayed):
    __doc__ = FilmData.__doc__

    @checked
    def settle(self, pace: PaceName | None = None) -> Self:
        """Return the film with all that it leaves open: gains calibrated, a flight's place, the path measured.

        Args:
            pace: "calm", "flowing" or "lively", which decides the seconds.

        Raises:
            InputError: if the pictures do not go together, or nothing moves.
        """
        from nnart.films.settling import settle_film

        return cast(Self, settle_film(self, pace))

    @checked
    def frame(self, k: int, size: AnySize = "1080p", *, bits: int = 8, run: Run | None = None) -> Picture:
        """Return frame k as a picture.

        Frame k is the same whichever frames were painted before, by whom and in how many parts.

        Args:
            k: 0 … frames - 1.
            size: of the picture; takes what `Job` takes.
            bits: 8 or 16 a channel.
            run: how to paint.

        Raises:
            InputError: if the film has no such frame.
        """
        from nnart.films.still import paint_frame

        pixels, frame = paint_frame(self, k, size_of(size), bits, run)
        return Picture(pixels, None, frame.space)

    @checked
    def save(
        self,
        target: str | Path | BinaryIO,
        size: AnySize = "1080p",
        run: Run | None = None,
        *,
        codec: str | None = None,
        bits: int = 8,
        progress: AnyProgress = None,
    ) -> Self:
        """Paint the film into a file: film.save("seven.mp4", "4k"); as `nnart film`.

        The same call resumes an interrupted film.

        Args:
            target: a path that ends in .mp4, .webm, .mov, .mkv, .webp, .gif or .png; a path with {frame} in its
                name, for a picture per frame; or a binary stream, which gets a y4m.
            size: of the frames; takes what `Job` takes.
            run: how to paint.
            codec: "h264", "hevc" or "av1", for .mp4.
            bits: 8 a channel; or 16, for .mkv, pictures, and y4m, which gets 10 of them.
            progress: shows the work; as in `Run`.

        Returns:
            The settled film, which the file carries.

        Raises:
            InputError: if the format cannot hold the film.
            FileError: if the file exists or cannot be written, or another film was started there.
            Cancelled: if the run's `cancel` is called.
        """
        from nnart.films.save import save_film

        return cast(Self, save_film(self, target, size, run, codec=codec, bits=bits, progress=progress))

    def to_toml(self) -> str:
        """Return the film as TOML, which `Film.read` reads."""
        return toml_of(self)

    @classmethod
    @checked
    def read(cls, path: str | Path) -> Self:
        """Return the film in a file: a film that nnart wrote, a picture of one of its frames, or TOML.

        Raises:
            MissingFileError: if there is no such file.
            FileError: if there is no film in it.
        """
        from nnart.films.carried import require_carried

        return cls(**vars(require_carried(path).film))

    def preview(self) -> bytes:
        """Return a small animated WebP of the film, as notebooks show it."""
        shown = self.settle()
        short = min(shown.duration, _MAX_SHOWN)
        small: Any = shown.replace(fps=_SHOWN_FPS, seconds=short)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "film.webp"
            small.save(path, _SHOWN)
            return path.read_bytes()
