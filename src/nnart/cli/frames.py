"""Frames: single pictures of films, as in nnart render --from film.mp4#42."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nnart.cli.console import print_json, say
from nnart.cli.films import changed_film, facts_of, own_of, settle, size_of, source_of, title_of
from nnart.cli.folders import names_folder
from nnart.cli.given import Given
from nnart.cli.motion import Motion
from nnart.cli.progress import progress_bar
from nnart.cli.viewer import show_in_viewer
from nnart.errors import InputError, fault

if TYPE_CHECKING:
    from nnart.films.film import Film


@dataclass(frozen=True)
class FrameOptions:
    """What options say of a frame's file, and of how it is painted.

    Attributes:
        size: as it was asked for; the film's by default.
        output: the file, or its folder.
        ending: of a file that has no name yet.
        bits: 8 or 16 a channel; by default the film's where the format holds them.
        threads: one for each processor by default.
        force: whether to overwrite.
        quiet, as_json: whether people are told nothing, and programs something.
        opens: whether it is shown in a viewer.
    """

    size: str | None = None
    output: str | None = None
    ending: str = "png"
    bits: int | None = None
    threads: int | None = None
    force: bool = False
    quiet: bool = False
    as_json: bool = False
    opens: bool = False


def frame_asked(given: Given) -> tuple[Film, int, str] | None:
    """Return the frame of a film that options name; as `frame_named`."""
    from nnart.films.files.formats import VIDEOS

    text = source_of(given)
    if Path(text).suffix.lower() in VIDEOS and os.path.lexists(text):
        way = f"{text}#0 is its first frame"
        raise InputError(fault("kind", "it is a film", "picture", got=text, ways=way))
    return frame_named(text)


def frame_named(text: str) -> tuple[Film, int, str] | None:
    """Return the film, the number of its frame, and the file, that a text such as film.mp4#42 stands for."""
    found = re.fullmatch(r"(.+)#([0-9]{1,9})", text)
    if found is None or not os.path.lexists(found[1]):
        return None
    from nnart.films.carried import read_film
    from nnart.films.files.formats import ANIMATIONS, VIDEOS

    known = Path(found[1]).suffix.lower() in {*VIDEOS, *ANIMATIONS, ".toml"}
    film = read_film(found[1]) if known else None
    return None if film is None else (film, int(found[2]), found[1])


def check_options(**options: object) -> None:
    """Refuse options of stills that a frame does not have.

    Raises:
        InputError: if one of them is given.
    """
    if names := [name for name, value in options.items() if value not in (None, False)]:
        says = "a single frame of a film has no such thing"
        raise InputError(fault("no-effect", says, *names, ways="leave it out"))


def render_frame(moment: tuple[Film, int, str], given: Given, options: FrameOptions) -> None:
    """Paint one frame of a film as a picture, which carries the film and the frame's number."""
    from nnart.files.atomic import check_target, next_free, replacing
    from nnart.files.formats import choose, find
    from nnart.films.still import paint_frame
    from nnart.rendering.run import Run
    from nnart.rendering.workers import Threads

    film, k, file = moment
    film = changed_film(film, given, Motion({}, {}, {}, None), {})
    started, force, output = time.perf_counter(), options.force, options.output
    named = output is not None and not names_folder(output)
    path = Path(output or "")
    if not named:
        path /= f"nnart-{film.keyframes[0].recipe.seed}-{k}.{options.ending}"
        path = path if force else next_free(path)
    own = own_of(None, file)
    shape = size_of(options.size, own.size)
    bits = options.bits or (own.bits if own.bits in find(path).bits else 8)
    codec = choose(path, shape, bits, alpha=film.keyframes[0].recipe.alpha != "none")
    check_target(path, force)
    title = title_of(film, None)
    film = settle(film, title, quiet=options.quiet)
    with replacing(path, force, rescue=True) as stream:
        with progress_bar(f"frame {k} of {title}", options.quiet) as progress:
            run = Run(Threads(options.threads), progress)
            painted = paint_frame(film, k, shape, bits, run)
        codec.save(*painted, stream)
    if options.as_json:
        facts = facts_of(film, shape) | {"frame": k, "seconds": round(time.perf_counter() - started, 3)}
        print_json(facts | {"path": str(path)})
    say(f"frame {k} of {title} ({shape}): {path}", options.quiet)
    if options.opens:
        show_in_viewer(path)
