"""`nnart render`."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nnart.cli import options as o
from nnart.cli.console import say, say_nothing_printed
from nnart.cli.endings import STDOUT, read_format, with_ending
from nnart.cli.folders import check_ending, names_folder
from nnart.cli.frames import FrameOptions, check_options, frame_asked, render_frame
from nnart.cli.given import Given, with_recipe
from nnart.cli.lecture import pass_over_dull
from nnart.cli.recipes import Request, read_request
from nnart.cli.shapes import remark_on, shape_of, size_like
from nnart.cli.viewer import show_in_viewer
from nnart.cli.wording import resuming_with
from nnart.errors import InputError, Way, fault
from nnart.recipe.size import Size
from nnart.recipe.sizes import check_dpi, pixels_for
from nnart.words import match

if TYPE_CHECKING:
    from nnart.files.codec import Codec
    from nnart.recipe.recipe import Recipe
    from nnart.rendering.job import Job
    from nnart.rendering.limits import Limits
    from nnart.sources.start import Start

_LIKE_PIXELS = 256  # from which on a width may have been meant to be a picture's
_FIELDS = ("tif", "npy")  # what holds a raw field
_LIKE_ITERATIONS = 20  # from which on steps may have been meant to be those of a diffusion


EXAMPLES = {
    "nnart render 7 --open": "Paint seed 7 and look at it.",
    "nnart render nnart-7.png --size 4k --palette reef": "Paint it again, larger and in other colours.",
    "nnart render --preset silk --count 4 --output walls/": "Paint four random pictures in one look.",
}


@with_recipe
def render(
    given: Given,
    count: o.Count = None,
    size: o.Size = None,
    show_samples: o.ShowSamples = False,
    output: o.Output = None,
    file_format: o.FileFormat = None,
    bits: o.Bits = None,
    dpi: o.Dpi = None,
    raw: o.Raw = False,
    force: o.Force = False,
    restart: o.Restart = False,
    huge: o.Huge = False,
    threads: o.Threads = None,
    cluster: o.ClusterOption = None,
    quiet: o.Quiet = False,
    as_json: o.AsJson = False,
    dry_run: o.DryRun = False,
    opens: o.Open = False,
) -> None:
    """Paint a picture.

    A random neural network maps every pixel's place to a colour. Its weights come from the seed, or from
    your file with --network. nnart writes the recipe into the picture: nnart show FILE prints it, and nnart
    render FILE --size 4k paints the same picture larger. With the preset lecture, random seeds skip
    pictures of nearly one colour.
    """
    _check_strays(given["picture"])
    if (moment := frame_asked(given)) is not None:
        check_options(
            count=count, show_samples=show_samples, dpi=dpi, raw=raw, cluster=cluster, dry_run=dry_run
        )
        output, ending = _name_and_ending(output, file_format, raw=False)
        render_frame(
            moment,
            given,
            FrameOptions(size, output, ending or "png", bits, threads, force, quiet, as_json, opens),
        )
        return
    # Not needed to print help.
    from nnart.cli.filenames import FileNames
    from nnart.cli.limits import limits_of
    from nnart.cli.workers import check_workers, workers_at
    from nnart.files.formats import check_bits

    output, ending = _name_and_ending(output, file_format, raw=raw)
    raw |= (output or "").lower().endswith(".npy") or ending == "npy"
    # In the levels of 8 bits a raw field's tolerance is given.
    chosen = read_request(given, 8 if raw else bits and check_bits(bits), count=count, several=True)
    begun = _together(chosen.begun, given["picture"], size)
    template = _template(chosen, ending or ("tif" if raw else "png"), show_samples=show_samples)
    output, named, in_folder = _file_for(output, template)
    _check_open(opens, output)
    at_size, at_dpi = _size(size, dpi, begun)
    at_bits = 8 if raw else bits or begun.bits
    check_workers(threads, cluster)
    if raw:
        _check_raw(output, bits=bits, dpi=dpi, show_samples=show_samples)
    clear = begun.has_alpha(chosen.changes) and not show_samples
    written = _written(output, at_size, at_bits, raw=raw, alpha=clear)
    # Wrong names are found before anything is loaded, and too much before all seeds are looked at.
    tiles = [tile.name for tile in begun.tiles]
    names = FileNames(output, at_size, begun.network, begun.name, tiles, in_folder)
    names.check(chosen.recipes(2), as_json=as_json)
    chosen = pass_over_dull(chosen)

    _say_others(given, size, at_size, begun, quiet)

    from nnart.cli.output import Output, check_targets, deliver
    from nnart.rendering.job import Job
    from nnart.rendering.run import Run
    from nnart.rendering.workers import Threads

    job_of = partial(
        Job,
        size=at_size,
        bits=at_bits,
        network=begun.network,
        show="field" if raw else "samples" if show_samples else "picture",
    )
    if not (huge or dry_run):
        _check_limits(chosen, job_of, written, limits_of(output).alone(cluster is None), threads)
    jobs = [job_of(recipe) for recipe in chosen.recipes()]
    shown = Output(
        at_dpi,
        begun.name,
        quiet,
        as_json,
        numbered=not (named or force),
        makes_folder=names.makes_folder,
    )
    if dry_run:
        from nnart.cli.dryrun import print_estimate  # not needed for a picture

        check_targets(jobs, names.of([job.recipe for job in jobs]), shown, force=True)
        print_estimate(jobs, written, threads, shown)
        return
    targets = names.of([job.recipe for job in jobs], settled=lambda recipe: job_of(recipe).calibrate().recipe)
    check_targets(jobs, targets, shown, force=force)
    chosen.tell(quiet)  # before a long render can be interrupted
    with workers_at(cluster) as workers, resuming_with(chosen.seeds[0] if chosen.drawn else None):
        files = deliver(jobs, targets, Run(workers or Threads(threads), force=force, restart=restart), shown)
    say_nothing_printed(quiet or as_json or output == STDOUT)
    if opens:
        show_in_viewer(files[0])


def _check_strays(pictures: str | tuple[str, ...] | None) -> None:
    """Refuse several words where one of them was meant for something else."""
    if isinstance(pictures, tuple):
        from nnart.cli.app import load_command
        from nnart.cli.strays import hint_for_strays
        from nnart.cli.usage import options_of

        if hint := hint_for_strays(pictures, sys.argv[2:], "render", options_of(load_command("render").params)):
            raise InputError(fault("count", "one is needed", "picture", got=" ".join(pictures), ways=hint))


def _together(begun: Start, pictures: str | tuple[str, ...] | None, size: str | None) -> Start:
    """Return a start; of several pictures, with the size that they share.

    Raises:
        InputError: if they share none and the options say none, or one has a network by hand.
    """
    if not isinstance(pictures, tuple):
        return begun
    if by_hand := [tile.name for tile in begun.tiles if tile.network is not None]:
        says = f"the network of {by_hand[0]} is by hand"
        raise InputError(fault("conflict", says, "picture", ways="render it alone"))
    shared = {(tile.size, tile.bits, tile.dpi) for tile in begun.tiles}
    if size is None and len(shared) > 1:
        ways = (
            Way("gives all one", "size", "1024"),
            f"nnart sheet {shlex.join(pictures)} shows them side by side",
        )
        raise InputError(fault("count", f"{len(begun.tiles)} have several sizes", "picture", ways=ways))
    at, bits, dpi = shared.pop()
    return replace(begun, size=at, bits=bits, dpi=dpi) if not shared else begun


def _check_limits(
    chosen: Request, job_of: Callable[[Recipe], Job], written: Codec, limits: Limits, threads: int | None
) -> None:
    """Refuse pictures that exceed limits; those of tiles one by one, as they may be of any depth and width."""
    from nnart.cli.limits import check_all, check_limits

    if not chosen.begun.tiles:
        check_limits(job_of(chosen.recipes(1)[0]), written, limits, len(chosen.seeds), threads)
        return
    jobs = map(job_of, chosen.recipes())
    pictures = [(tile.name, job, written) for tile, job in zip(chosen.begun.tiles, jobs, strict=True)]
    check_all(pictures, limits, "size", threads)


def _name_and_ending(
    output: str | None, file_format: str | None, *, raw: bool
) -> tuple[str | None, str | None]:
    """Return the file's name, with the format's ending, and the ending; None for what options leave out."""
    if file_format is None:
        return output, None
    ending = read_format(file_format)
    if raw and ending not in _FIELDS:
        ways = [Way("holds one", "file_format", field) for field in _FIELDS]
        raise InputError(fault("kind", f"{ending} holds no raw field", "file_format", ways=ways))
    if output is not None and names_folder(output):
        return output, ending
    return output and with_ending(output, ending), ending


def _file_for(output: str | None, template: str) -> tuple[str, bool, bool]:
    """Return the name of files, whether it was given, and whether their folder was, in the template's place."""
    in_folder = output is not None and names_folder(output)
    if output is None or in_folder:
        return str(Path(output or "") / template), False, in_folder
    check_ending(output, template.rpartition(".")[2])
    return output, True, False


def _check_open(opens: bool, output: str) -> None:
    """Refuse to show what does not go into a file."""
    if opens and output == STDOUT:
        says = "the picture goes to stdout, not into a file"
        raise InputError(fault("conflict", says, "opens", ways="leave it out"))


def _say_others(given: Given, text: str | None, size: Size, begun: Start, quiet: bool) -> None:
    """Say what options are that mean another thing in other programs."""
    _say_neurons(given["width"], size, quiet)
    _say_steps(given["steps"], quiet)
    _say_point(given["center"], size, quiet)
    _say_shape(text, size, begun, quiet)
    _say_lattice(given["symmetry"], size, quiet)


def _say_point(center: str | None, size: Size, quiet: bool) -> None:
    """Say what a centre is that may have been meant in pixels, and what it would be then."""
    found = re.fullmatch(r"\s*([0-9]{2,5})\s*,\s*([0-9]{2,5})\s*", center or "")
    if found and int(found[1]) <= size.width and int(found[2]) <= size.height:
        half = min(size) / 2
        across, up = (int(found[1]) - size.width / 2) / half, (size.height / 2 - int(found[2])) / half
        says = f"center {found[0].strip()}: in frames, of which -1 … 1 are shown"
        say(f"{says}; that pixel is --center {across:.3g},{up:.3g}", quiet)


def _say_shape(text: str | None, size: Size, begun: Start, quiet: bool) -> None:
    """Say that one number is the longer side, where a square may have been meant."""
    for remark in remark_on(text, size, shape_of(begun)) if text else ():
        say(remark, quiet)


def _say_lattice(symmetry: str | None, size: Size, quiet: bool) -> None:
    """Say which shape whole cells of a hexagonal group have, as no square repeats them."""
    from nnart.plane.groups import HEXAGONAL  # not needed to print help

    name = match(symmetry or "", HEXAGONAL)
    if name is not None and size.width == size.height:
        longer = round(size.width * 3**0.5)
        whole = f"{longer}x{size.width}" if name == "p31m" else f"{size.width}x{longer}"  # which lies
        says = f"{name}: a square does not hold whole cells, and so repeats with a seam"
        say(f"{says}; --size {whole} has none", quiet)


def _say_neurons(width: int | None, size: tuple[int, int], quiet: bool) -> None:
    """Say what the width is where it may have been meant to be the picture's."""
    if width is not None and width >= _LIKE_PIXELS and max(size) <= 2 * width:
        say(
            f"width {width}: neurons in each layer; {width} pixels are --size {pixels_for(columns=width)}",
            quiet,
        )


def _say_steps(steps: object, quiet: bool) -> None:
    """Say what steps are where they may have been meant to be a diffusion's."""
    if isinstance(steps, int) and steps >= _LIKE_ITERATIONS:
        says = f"steps {steps}: the palette in {steps} flat colours"
        say(f"{says}; without --steps they are smooth, and nothing is iterated", quiet)


def _written(output: str, size: Size, bits: int, *, raw: bool, alpha: bool) -> Codec:
    """Return the format of a file's name."""
    from nnart.files.formats import PNG, choose, find_for_field

    if raw:
        return find_for_field(Path(output))
    return PNG if output == STDOUT else choose(Path(output), size, bits, alpha=alpha)


def _template(chosen: Request, ending: str, *, show_samples: bool) -> str:
    """Return the name of files where the options do not say one."""
    begun, name = chosen.begun, "{seed}"
    if begun.network:
        name = "{network}"
    elif begun.favourite:
        name = begun.name if len(chosen.seeds) == 1 else f"{begun.name}-{name}"
    seeds = {tile.values["seed"] for tile in begun.tiles}
    if len(seeds) < len(begun.tiles) or any(tile.favourite for tile in begun.tiles):
        name = "{tile}"
    return f"nnart-{name}{'-samples' * show_samples}.{ending}"


def _size(text: str | None, dpi: int | None, begun: Start) -> tuple[Size, int | None]:
    """Return size and dots per inch from what the options say, or else the start."""
    if dpi is not None:
        check_dpi(dpi)
    if text is None:
        return begun.size, dpi or begun.dpi
    size, written = size_like(text, dpi, shape_of(begun))
    if dpi is not None and written not in (None, dpi):
        says = "both say how many dots per inch"
        raise InputError(fault("conflict", says, "dpi", "size", ways="leave one out"))
    return size, written or dpi or begun.dpi


def _check_raw(output: str, **options: object) -> None:
    """Refuse what cannot be had of a raw field."""
    from nnart.files.formats import find_for_field

    if output == "-":
        says = "a raw field goes into a file, not to stdout"
        raise InputError(fault("kind", says, "output", ways="give it a name that ends in .tif or .npy"))
    for name, value in options.items():
        if value not in (None, False):
            says = "a raw field is numbers, before any colour"
            raise InputError(fault("no-effect", says, name, ways="leave it out"))
    find_for_field(Path(output))
