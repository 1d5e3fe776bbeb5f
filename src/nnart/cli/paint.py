"""`nnart render`."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

from nnart.cli import options as o
from nnart.cli.numbers import numbers
from nnart.cli.report import say
from nnart.errors import InputError, shown
from nnart.recipe import Recipe
from nnart.seeds import parse_seeds, random_seed
from nnart.sizes import check_dpi, parse_size

# Options that are a recipe's values as they are given.
_VALUES = {field.name for field in fields(Recipe)} - {"seed", "tolerance"}


def render(
    seed: o.Seed = None,
    layers: o.Layers = None,
    width: o.Width = None,
    activation: o.Activation = None,
    detail: o.Detail = None,
    bias: o.Bias = None,
    gain: o.Gain = None,
    residual: o.Residual = None,
    inputs: o.Inputs = None,
    symmetry: o.Symmetry = None,
    cells: o.Cells = None,
    seamless: o.Seamless = None,
    z: o.Z = None,
    palette: o.Palette = None,
    colour: o.Colour = None,
    reverse: o.Reverse = None,
    tone: o.ToneOption = None,
    contrast: o.Contrast = None,
    steps: o.Steps = None,
    alpha: o.Alpha = None,
    space: o.Space = None,
    dither: o.Dither = None,
    samples: o.Samples = None,
    size: o.Size = None,
    center: o.Center = None,
    zoom: o.Zoom = None,
    rotate: o.Rotate = None,
    preset: o.PresetName = None,
    recipe: o.RecipeFile = None,
    picture: o.From = None,
    network: o.NetworkFile = None,
    exact: o.Exact = False,
    tolerance: o.Tolerance = None,
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
    values = {name: value for name, value in locals().items() if name in _VALUES and value is not None}
    # Not needed to print help.
    from nnart.cli.limits import check_output
    from nnart.cli.order import Order, plan_of, print_estimate, targets_for, to_files
    from nnart.cli.start import check_by_hand, recipes_for, start
    from nnart.cli.workers import check_workers, workers_at
    from nnart.formats import PNG, check_bits, format_for, module_for_field

    for name in {"center", "z"} & values.keys():
        values[name] = numbers(values[name])
    begun = start(preset, recipe, picture, network)
    base = begun.values
    if output is None:
        name = "{network}" if begun.network else "{seed}"
        output = f"nnart-{name}{'-samples' * show_samples}.{'tif' if raw else 'png'}"
    raw |= output.lower().endswith(".npy")
    at_size, at_dpi = _size(size, dpi, begun.size, begun.dpi)
    at_bits = begun.bits if bits is None else check_bits(bits)
    check_workers(threads, cluster)
    if raw:
        _check_raw(output, bits=bits, dpi=dpi, show_samples=show_samples)
        at_bits = 8  # in whose levels a tolerance is given
    levels = _tolerance(exact, tolerance, at_bits)
    changes = values if levels is None else values | {"tolerance": levels}
    if seed is not None:
        seeds = parse_seeds(seed)
        changes["seed"] = seeds[0]
    else:
        seeds = [base.get("seed", random_seed())]
    check_by_hand(begun, changes, seeds, preset)
    clear = (base | changes).get("alpha", "none") != "none" and not show_samples
    field = module_for_field(Path(output), at_size) if raw else None
    chosen = PNG if raw or output == "-" else format_for(Path(output), at_size, at_bits, alpha=clear)
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
    first = recipes_for(base, changes, seeds[:2], recipe)
    targets_for(output, first, replace(order, dry_run=True))
    plan = plan_of(first[0], order, field or chosen)
    if not (huge or dry_run):
        check_output(plan, output, len(seeds), threads, alone=cluster is None)
    recipes = recipes_for(base, changes, seeds, recipe)
    targets = targets_for(output, recipes, order)
    if dry_run:
        print_estimate(recipes, order, plan)
        return
    if seed is None and "seed" not in base:
        say(f"seed {seeds[0]} was drawn")  # even if quiet, and before a long render can be interrupted
    with workers_at(cluster) as workers:
        try:
            to_files(recipes, targets, replace(order, workers=workers))
        except BaseException as error:
            if seed is None and "seed" not in base and hasattr(error, "__notes__"):
                error.add_note(f"give it --seed {seeds[0]}")
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
    from nnart.formats import check_field_path

    if output == "-":
        raise InputError("-o -: a raw field goes into a file; give it a name that ends in .tif or .npy")
    for name, value in options.items():
        if value not in (None, False):
            option = name.replace("_", "-")
            raise InputError(f"--{option}: a raw field is numbers, before any colour; leave it out")
    check_field_path(Path(output))


def _tolerance(exact: bool, levels: float | str | None, bits: int) -> float | None:
    """Return a recipe's tolerance from one in levels of so many bits."""
    if exact and levels is not None:
        raise InputError("--exact and --tolerance: only one of them can decide; give one")
    if exact or levels is None:
        return 0.0 if exact else None
    most = 8 if bits == 8 else 8 * 257
    if isinstance(levels, str) or not 0 <= levels <= most:  # what is no number is handed on as it was written
        raise InputError(f"tolerance: a number from 0 to {most} is needed at {bits} bits, not {shown(levels)}")
    return levels if bits == 8 else levels / 257
