"""Films that options ask for, and what people are told of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from nnart.amounts import amount, counted, duration
from nnart.cli.console import print_json, say
from nnart.cli.folders import names_folder
from nnart.cli.given import Given
from nnart.cli.motion import Motion
from nnart.cli.progress import progress_bar
from nnart.cli.recipes import read_changes, read_request
from nnart.cli.shapes import size_like
from nnart.errors import InputError, Way, fault
from nnart.recipe.seeds import parse_seeds
from nnart.recipe.size import Size
from nnart.recipe.sizes import fit_longer

if TYPE_CHECKING:
    from nnart.films.files.filmformat import FilmFormat
    from nnart.films.film import Film, Keyframe, Place
    from nnart.films.kinds import PaceName
    from nnart.rendering.estimate import Estimate
    from nnart.sources.start import Start

HD = Size(1920, 1080)
MOVING = 640  # pixels of the longer side of a GIF, WebP or APNG, by default: larger ones are slow to send
_LONG = 1800  # seconds of a film that only who says so gets
MOMENT = Size(320, 180)  # of a strip
USUAL, GIF_FPS = Fraction(30), Fraction(25)  # frames per second
_ALLOWED = Way("allows it", "huge")


@dataclass(frozen=True)
class Wanted:
    """A film that is wanted.

    Attributes:
        film: as it was asked for, or settled.
        size: of its frames.
        output: the file.
        codec: as the option has it.
        bits: 8 or 16 a channel.
        named: whether the file's name was given.
        title: what people are told it is of.
    """

    film: Film
    size: Size
    output: str
    codec: str | None = None
    bits: int = 8
    named: bool = True
    title: str = ""

    @property
    def format(self) -> FilmFormat:
        """The format of its file."""
        from nnart.films.files.formats import find_format

        return find_format(self.output, self.codec)


def film_of(
    given: Given, motion: Motion, file_format: FilmFormat | None = None, *, quiet: bool = False
) -> tuple[Film, Start | None]:
    """Return the film that options ask for, and what its pictures start from; None for a film's file.

    Args:
        given: the options of a recipe.
        motion: those of a film.
        file_format: of its file, which decides the usual frames per second.
        quiet: whether people are told nothing except a seed that was drawn.
    """
    changes = motion.changes()
    text = source_of(given)
    from nnart.films.carried import read_film

    carried = read_film(text) if text else None
    if carried is not None:
        film = changed_film(carried, given, motion, changes)
        return film if file_format is None or "fps" in changes else _playable(film, file_format, quiet), None
    from nnart.films.film import Film, Keyframe

    if file_format is not None:  # that a GIF can play
        usual = file_format.nearest_fps(USUAL)
        changes.setdefault("fps", usual if usual == USUAL else GIF_FPS)
    request = read_request(given, None, several=True, repeated=True)
    request.tell(quiet)
    recipes = request.recipes()
    networks = [tile.network for tile in request.begun.tiles] or [request.begun.network] * len(recipes)
    keyframes = tuple(Keyframe(*pair) for pair in zip(recipes, networks, strict=True))
    changes.setdefault("kind", "morph" if len(keyframes) > 1 else "light")
    _check_radius(changes["kind"], changes)
    changes["to"] = _place(changes["kind"], motion, keyframes[0])
    return Film(keyframes, **changes), request.begun


def _playable(film: Film, file_format: FilmFormat, quiet: bool) -> Film:
    """Return a film of as many seconds with the nearest frames per second that a format can play."""
    fps = file_format.nearest_fps(film.fps)
    if fps == film.fps:
        return film
    had, has = (f"{float(rate):.4g}" for rate in (film.fps, fps))
    say(f"{file_format.name} cannot play {had} frames per second; the film gets {has}, the nearest", quiet)
    return film.replace(fps=fps)


def _check_radius(kind: str, changes: Mapping[str, Any]) -> None:
    if "radius" in changes and kind != "drift":
        says = "only a drift goes round a circle"
        raise InputError(fault("no-effect", says, "radius", ways=Way("drifts", "kind", "drift")))


def _place(kind: str, motion: Motion, keyframe: Any) -> Place | None:
    names = [name for name, value in motion.place.items() if value is not None]
    if kind != "flight" and names:
        says = "only a flight goes to a place"
        raise InputError(fault("no-effect", says, *names, ways=Way("flies there", "kind", "flight")))
    return motion.place_for(keyframe)


def source_of(given: Given) -> str:
    """Return the text of the one file that a film may start from; empty if there is none."""
    text = given["source"] if given["picture"] is None else given["picture"]
    return text if isinstance(text, str) else ""


def changed_film(film: Film, given: Given, motion: Motion, changes: dict[str, Any]) -> Film:
    """Return a film of a file with what options change: of it, and of all of its pictures."""
    _check_start(given)
    values = read_changes(given, 8)
    if values or given["seed"] is not None:
        changes["keyframes"] = _changed_keyframes(film, given, values)
    kind = changes.get("kind", film.kind)
    _check_radius(kind, changes)
    place = _place(kind, motion, film.keyframes[0])
    if place is not None or (kind != "flight" and film.to is not None):
        changes["to"] = place
    return film.replace(**changes)


def _check_start(given: Given) -> None:
    """Refuse another start beside a film, which has pictures and networks of its own."""
    others = [name for name in ("preset", "recipe", "network") if given[name] is not None]
    both = [name for name in ("picture", "source") if given[name] is not None]
    if len(names := [*both, *others]) > 1:
        raise InputError(fault("conflict", "only one of them can be the start", *names, ways="give one"))


def _changed_keyframes(film: Film, given: Given, values: dict[str, Any]) -> tuple[Keyframe, ...]:
    """Return the pictures of a film with values of recipes changed; seeds are one for each."""
    from nnart.films.film import Keyframe
    from nnart.sources.start import Start

    count = len(film.keyframes)
    seeds = [one.recipe.seed for one in film.keyframes] if given["seed"] is None else parse_seeds(given["seed"])
    if len(seeds) != count:
        says = f"the film has {counted(count, 'picture')}, and each needs a seed"
        raise InputError(fault("count", says, "seed", got=given["seed"]))
    found = []
    for one, seed in zip(film.keyframes, seeds, strict=True):
        Start(network=one.network, given=f"{source_of(given)!r} gives one").check_drawn(values)
        found.append(Keyframe(one.recipe.replace(**values, seed=seed), one.network))
    return tuple(found)


class Own(NamedTuple):
    """What the pictures of a film have alike, or its file, for where nothing else is asked for."""

    size: Size = HD
    bits: int = 8


def own_of(begun: Start | None, file: str = "") -> Own:
    """Return the size and bits of what a film starts from.

    Args:
        begun: what its pictures start from; None for a film's file.
        file: of a film.
    """
    if begun is not None:
        sizes, bits = sizes_of(begun), {one.bits for one in begun.tiles or (begun,)}
        return Own(sizes.pop() if len(sizes) == 1 else HD, min(bits))
    if Path(file).suffix.lower() == ".toml":
        return Own()
    from nnart.films.files.reading import probe

    facts = probe(Path(file))
    return Own(facts.size, facts.bits)


def size_of(text: str | None, shape: Size, most: int | None = None) -> Size:
    """Return the size of a film: the one asked for, else its own.

    Args:
        text: as it was asked for.
        shape: its own size.
        most: pixels of the longer side, unless a size is asked for.
    """
    if text is None:
        return shape if most is None or max(shape) <= most else fit_longer(shape, most)
    return size_like(text, None, shape)[0]


def sizes_of(begun: Start | None) -> set[Size]:
    """Return the sizes of the pictures that a film starts from; seeds have none."""
    return set() if begun is None else {one.size for one in begun.tiles or (begun,) if one.place}


def fitted(wanted: Wanted, text: str | None, begun: Start | None, *, quiet: bool) -> Wanted:
    """Return a film with even sides if its format needs them, and say what nobody has asked for.

    An odd side in pixels that somebody has typed stays, and is refused.

    Args:
        wanted: the film.
        text: its size, as it was asked for.
        begun: what its pictures start from; None for a film's file.
        quiet: whether people are told nothing.
    """
    from nnart.films.save import header_of

    even = wanted.format.even_size(header_of(wanted.film, wanted.size, wanted.bits))
    typed = {*map(int, re.findall("[0-9]+", text or ""))}
    if even != wanted.size and not any(side % 2 and side in typed for side in wanted.size):
        say(f"{even}: {wanted.format.name} needs even sides", quiet)
        wanted = replace(wanted, size=even)
    if len(sizes_of(begun)) > 1 and not typed:
        say(f"{wanted.size}: the pictures have several sizes; --size says another", quiet)
    return wanted


def settle(film: Film, title: str, pace: PaceName | None = None, *, quiet: bool) -> Film:
    """Return a film with all that it leaves open; of a drift, a path takes seconds to be measured."""
    from nnart.films.settling import settle_film

    with progress_bar(f"{title}: measuring its path", quiet or film.is_settled) as progress:
        return settle_film(film, pace, progress=progress)


def name_for(film: Film, begun: Start | None, output: str | None, ending: str) -> str:
    """Return the name of a film's file: of several pictures, with the seeds of the first and the last."""
    seeds = [one.recipe.seed for one in film.keyframes]
    several = len(seeds) > 1
    name = f"{seeds[0]}-{seeds[-1]}" if several else str(seeds[0])
    if begun is not None and (begun.network is not None or begun.favourite):
        name = begun.name
    if output is None or names_folder(output):
        return str(Path(output or "") / f"nnart-{name}{'-morph' * several}{ending}")
    return output.replace("{seed}", name)


def title_of(film: Film, begun: Start | None) -> str:
    """Return what people are told that a film is of."""
    if begun is not None and begun.network is not None:
        return f"{film.kind} of network {begun.name}"
    seeds = [str(one.recipe.seed) for one in film.keyframes]
    return f"{film.kind} of seed{'s' * (len(seeds) > 1)} {', '.join(seeds)}"


def check_estimate(wanted: Wanted, takes: Estimate) -> None:
    """Refuse a film that exceeds the limits.

    Raises:
        InputError: with what it would take.
    """
    from nnart.cli.limits import exceeding
    from nnart.rendering.limits import find_limits

    if wanted.film.duration > _LONG:
        says = f"{wanted.film.frames:,} frames play for {duration(float(wanted.film.duration))}"
        raise InputError(fault("limit", says, "seconds", ways=_ALLOWED))
    folder = None if wanted.output == "-" else Path(wanted.output).parent
    found = find_limits(folder).exceeded(takes)
    if found:
        says = f"{wanted.film.frames:,} frames of {wanted.size}: {exceeding(takes, found)}"
        raise InputError(fault("limit", says, "seconds", "size", ways=_ALLOWED))


def facts_of(film: Film, size: Size) -> dict[str, Any]:
    """Return what programs are told of a film."""
    from nnart.films.data import to_data

    return {"size": [*size], "frames": film.frames, "duration": film.duration, "film": to_data(film)}


def print_film(film: Film, forms: list[str], frame: int | None = None) -> None:
    """Print the recipe of a film, as TOML or JSON, and the number and second of the frame that is asked for."""
    from nnart.films.data import to_data, to_toml

    if other := [form for form in forms if form not in ("as_json", "as_toml", "full")]:
        says = "a film has no such short form"
        raise InputError(fault("no-effect", says, *other, ways="take --json, or none"))
    if "as_json" in forms:
        shown = {} if frame is None else {"frame": frame, "second": float(frame / film.fps)}
        print_json(shown | {"frames": film.frames, "duration": film.duration, **to_data(film)})
        return
    if "as_toml" in forms:
        print(to_toml(film), end="")
    else:
        print_briefly(film)
    if frame is not None:
        print(f"# frame {frame} of 0 … {film.frames - 1}, at {float(frame / film.fps):.6g} s")


def print_briefly(film: Film) -> None:
    """Print the recipe of a film as TOML, without the hundreds of numbers of its path."""
    from nnart.films.data import to_toml

    print(to_toml(replace(film, path=(), length=None) if film.path else film), end="")
    if film.path:
        print(f"# its path, {len(film.path)} numbers, is measured again; nnart show --toml prints it")


def print_dry_run(wanted: Wanted, takes: Estimate, *, as_json: bool) -> None:
    """Print a film's recipe, and about what it takes."""
    from nnart.films.estimate import pictures_passed

    film = wanted.film
    passed = pictures_passed(film)
    if as_json:
        more = {"seconds": round(takes.seconds, 3), "memory": takes.memory, "disk": takes.disk}
        print_json(facts_of(film, wanted.size) | {"pictures_passed": passed and round(passed, 2)} | more)
        return
    print_briefly(film)
    plays = f"{round(film.duration, 2):g} s at {float(film.fps):g} per second"
    print(f"# {film.frames} frames of {wanted.size}, {plays}")
    if passed is not None:
        print(f"# its path is as long as {passed:.1f} unrelated pictures are apart")
    told = f"about {duration(takes.seconds)}, {amount(takes.memory)} of memory and {amount(takes.disk)} of disk"
    print(f"# {told}")


def tell(wanted: Wanted, seconds: float, path: Path | None, *, quiet: bool, as_json: bool) -> None:
    """Tell people or programs that a film is there; people read last where."""
    film = wanted.film
    if as_json:
        facts = facts_of(film, wanted.size) | {"seconds": round(seconds, 3)}
        print_json(facts | ({} if path is None else {"path": str(path)}))
    plays = f"{film.frames} frames, {round(film.duration, 2):g} s, {wanted.size}"
    said = f"{wanted.title} ({plays}; painted in {duration(seconds)})"
    say(said if path is None else f"{said}: {path}", quiet)
