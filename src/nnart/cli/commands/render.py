"""`nnart render`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nnart.cli import options as o
from nnart.cli.console import say
from nnart.cli.recipes import Given, wanted, with_recipe
from nnart.errors import InputError, Resumable
from nnart.recipe.sizes import check_dpi, parse_size


@with_recipe
def render(
    given: Given,
    size: o.Size = None,
    show_samples: o.ShowSamples = False,
    output: o.Output = None,
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
) -> None:
    """Paint a picture.

    The network maps every pixel's place to a colour; its weights come from the seed, or from a file by
    --network. The recipe is written into the file: nnart show FILE prints it, nnart render --from FILE --size
    4k paints it larger.
    """
    # Not needed to print help.
    from nnart.cli.limits import check_output
    from nnart.cli.order import Order, print_estimate, targets_for, to_files
    from nnart.cli.workers import check_workers, workers_at
    from nnart.files.codec import Codec
    from nnart.files.formats import PNG, check_bits, choose, find_for_field

    raw |= (output or "").lower().endswith(".npy")
    # In the levels of 8 bits a raw field's tolerance is given.
    chosen = wanted(given, 8 if raw else bits and check_bits(bits))
    begun = chosen.begun
    if output is None:
        name = "{network}" if begun.network else begun.name if begun.favourite else "{seed}"
        output = f"nnart-{name}{'-samples' * show_samples}.{'tif' if raw else 'png'}"
    at_size, at_dpi = _size(size, dpi, begun.size, begun.dpi)
    at_bits = bits or begun.bits
    check_workers(threads, cluster)
    if raw:
        _check_raw(output, bits=bits, dpi=dpi, show_samples=show_samples)
        at_bits = 8
    clear = (begun.values | chosen.changes).get("alpha", "none") != "none" and not show_samples
    written: Codec = PNG
    if raw:
        written = find_for_field(Path(output))
    elif output != "-":
        written = choose(Path(output), at_size, at_bits, alpha=clear)
    order = Order(
        at_size,
        at_bits,
        at_dpi,
        threads,
        show_samples,
        force,
        restart,
        quiet,
        as_json,
        raw,
        begun.network,
        begun.name,
        dry_run,
    )
    # Wrong names are found before anything is loaded, and too much before all seeds are looked at.
    first = chosen.recipes(2)
    targets_for(output, first, replace(order, dry_run=True))
    job = order.job(first[0])
    if not (huge or dry_run):
        check_output(job, written, output, len(chosen.seeds), threads, alone=cluster is None)
    recipes = chosen.recipes()
    targets = targets_for(output, recipes, order)
    if dry_run:
        print_estimate(recipes, order, written)
        return
    if chosen.drawn:
        say(f"seed {chosen.seeds[0]} was drawn")  # even if quiet, and before a long render can be interrupted
    with workers_at(cluster) as workers:
        try:
            to_files(recipes, targets, replace(order, workers=workers))
        except BaseException as error:
            if chosen.drawn and isinstance(error, Resumable) and error.kept:
                error.add_note(f"give it --seed {chosen.seeds[0]}")
            raise


def _size(
    text: str | None, dpi: int | None, size: tuple[int, int], start: int | None
) -> tuple[tuple[int, int], int | None]:
    """Return size and dots per inch from what the options say, or else the start."""
    if dpi is not None:
        check_dpi(dpi)
    if text is None:
        return size, dpi or start
    size, written = parse_size(text, dpi)
    if dpi is not None and written not in (None, dpi):
        raise InputError("--dpi and --size: both say how many dots per inch; let one do so")
    return size, written or dpi or start


def _check_raw(output: str, **options: object) -> None:
    """Refuse what cannot be had of a raw field."""
    from nnart.files.formats import find_for_field

    if output == "-":
        raise InputError("-o -: a raw field goes into a file; give it a name that ends in .tif or .npy")
    for name, value in options.items():
        if value not in (None, False):
            option = name.replace("_", "-")
            raise InputError(f"--{option}: a raw field is numbers, before any colour; leave it out")
    find_for_field(Path(output))
