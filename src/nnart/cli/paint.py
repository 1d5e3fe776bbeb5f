"""`nnart render`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from nnart import palettes
from nnart.activations import ACTIVATIONS
from nnart.cli.numbers import INTEGER, REAL, point
from nnart.cli.report import say
from nnart.errors import InputError, shown
from nnart.presets import PRESETS
from nnart.seeds import parse_seeds, random_seed
from nnart.sizes import NAMED, check_dpi, parse_size
from nnart.threads import check_threads

_NETWORK, _COLOUR, _FRAME, _START, _OUTPUT = "Network", "Colour", "Frame", "Where to start from", "Output"


def render(
    seed: Annotated[
        str | None,
        typer.Option(
            metavar="SEEDS",
            help="0 … 18446744073709551615, a range 0..99, or a list 1,5,9; drawn at random when not given.",
            rich_help_panel=_NETWORK,
        ),
    ] = None,
    layers: Annotated[
        int | None,
        typer.Option(**INTEGER, help="Hidden layers, 1 … 1000. (default: 20)", rich_help_panel=_NETWORK),
    ] = None,
    width: Annotated[
        int | None,
        typer.Option(**INTEGER, help="Neurons in each, 1 … 1024. (default: 100)", rich_help_panel=_NETWORK),
    ] = None,
    activation: Annotated[
        str | None,
        typer.Option(
            help=f"{', '.join(a.name for a in ACTIVATIONS)}. (default: tanh)", rich_help_panel=_NETWORK
        ),
    ] = None,
    detail: Annotated[
        float | None,
        typer.Option(
            **REAL,
            help="About how many features lie across the frame, 0.01 … 1e6; not for relu, abs, step, linear. "
            "(default: 8)",
            rich_help_panel=_NETWORK,
        ),
    ] = None,
    bias: Annotated[
        float | None,
        typer.Option(
            **REAL,
            help="Spread of the biases, 0 … 1000: low for silk, high for islands. (default: 2)",
            rich_help_panel=_NETWORK,
        ),
    ] = None,
    gain: Annotated[
        float | None,
        typer.Option(
            **REAL,
            help="Strength of the weights, 0 … 1000; solved from the detail when not given.",
            rich_help_panel=_NETWORK,
        ),
    ] = None,
    palette: Annotated[
        str | None,
        typer.Option(
            help=f"{', '.join(palettes.names())}, a name from cmap's catalogue such as viridis, or colours in "
            "quotes: '#0b132b,#f5cb5c'. The seed chooses when not given.",
            rich_help_panel=_COLOUR,
        ),
    ] = None,
    size: Annotated[
        str | None,
        typer.Option(
            help="1024 (a square), 1920x1080, 30x40cm@300dpi, 8.5x11in, or a name, which may end in -portrait "
            f"or -landscape: {', '.join(NAMED)}. Lengths, paper and posters have 300 dots per inch unless "
            "@200dpi or --dpi says otherwise. (default: 1024)",
            rich_help_panel=_FRAME,
        ),
    ] = None,
    center: Annotated[
        str | None,
        typer.Option(help="The point x,y in the middle; the frame spans -1 … 1.", rich_help_panel=_FRAME),
    ] = None,
    zoom: Annotated[
        float | None, typer.Option(**REAL, help="Magnification. (default: 1)", rich_help_panel=_FRAME)
    ] = None,
    rotate: Annotated[
        float | None,
        typer.Option(**REAL, help="Turn counter-clockwise, in degrees. (default: 0)", rich_help_panel=_FRAME),
    ] = None,
    preset: Annotated[
        str | None,
        typer.Option(help=" ".join(f"{p.name}: {p.reason}" for p in PRESETS), rich_help_panel=_START),
    ] = None,
    recipe: Annotated[
        Path | None, typer.Option(help="A recipe in a TOML file.", rich_help_panel=_START)
    ] = None,
    picture: Annotated[
        Path | None,
        typer.Option(
            "--from",
            help="A picture that nnart painted: its recipe, size, bits and dots per inch.",
            rich_help_panel=_START,
        ),
    ] = None,
    exact: Annotated[
        bool,
        typer.Option("--exact", help="Evaluate the network at every pixel.", rich_help_panel=_OUTPUT),
    ] = False,
    tolerance: Annotated[
        float | None,
        typer.Option(
            **REAL,
            help="How far a colour may be from the exact one, so that smooth parts can be interpolated: 0 … 8 "
            "levels, or with --bits 16 0 … 2056 of its levels. (default: 0.25, or 64 of 16 bits)",
            rich_help_panel=_OUTPUT,
        ),
    ] = None,
    show_samples: Annotated[
        bool,
        typer.Option(
            "--show-samples",
            help="Paint where the network is evaluated, white on the darkened picture; such a map carries no "
            "recipe. (default name: nnart-{seed}-samples.png)",
            rich_help_panel=_OUTPUT,
        ),
    ] = False,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            help="File name ending in .png, .jpg, .webp, .avif or .tif, or in .npy for --raw, with {seed}, "
            "{layers}, {width}, {activation}, {size} or {digest} in it; - for stdout (PNG). "
            "(default: nnart-{seed}.png)",
            rich_help_panel=_OUTPUT,
        ),
    ] = None,
    bits: Annotated[
        int | None, typer.Option(**INTEGER, help="8 or 16 a channel. (default: 8)", rich_help_panel=_OUTPUT)
    ] = None,
    dpi: Annotated[
        int | None,
        typer.Option(
            **INTEGER,
            help="Dots per inch of a print, 1 … 100000, for the file to say. (default: those of the size)",
            rich_help_panel=_OUTPUT,
        ),
    ] = None,
    raw: Annotated[
        bool,
        typer.Option(
            "--raw",
            help="Write the network's answers, float32, before any colour: into .tif, or into .npy, which "
            "carries no recipe. (default name: nnart-{seed}.tif)",
            rich_help_panel=_OUTPUT,
        ),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace files that exist.", rich_help_panel=_OUTPUT)
    ] = False,
    threads: Annotated[
        int | None, typer.Option(**INTEGER, help="1 … 1024 (default: all processors)", rich_help_panel=_OUTPUT)
    ] = None,
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="Say nothing but a seed that was drawn.", rich_help_panel=_OUTPUT),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a line of JSON for every picture.", rich_help_panel=_OUTPUT)
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Paint nothing; print recipe, time and memory.", rich_help_panel=_OUTPUT
        ),
    ] = False,
) -> None:
    """Paint a picture.

    The network maps every pixel's place to a colour; its weights come from the seed. The recipe is
    written into the file: nnart show FILE prints it, nnart render --from FILE --size 4k paints it larger.
    """
    # Not needed to print help.
    from nnart.cli.order import Order, print_estimate, targets_for, to_file, to_stdout
    from nnart.cli.start import recipes_for, start
    from nnart.formats import PNG, check_bits, format_for

    values = {
        "layers": layers,
        "width": width,
        "activation": activation,
        "detail": detail,
        "bias": bias,
        "gain": gain,
        "palette": palette,
        "center": None if center is None else point(center),
        "zoom": zoom,
        "rotate": rotate,
    }
    if output is None:
        output = f"nnart-{{seed}}{'-samples' * show_samples}.{'tif' if raw else 'png'}"
    raw = raw or output.lower().endswith(".npy")
    base, at_size, at_bits, at_dpi = start(preset, recipe, picture)
    at_size, at_dpi = _size(size, dpi, at_size, at_dpi)
    if bits is not None:
        at_bits = check_bits(bits)
    if threads is not None:
        check_threads(threads)
    if raw:
        _check_raw(output, bits=bits, dpi=dpi, show_samples=show_samples)
        at_bits = 8  # in whose levels a tolerance is given
    chosen = PNG if raw or output == "-" else format_for(Path(output), at_size, at_bits)
    values["tolerance"] = _tolerance(exact, tolerance, at_bits)
    changes = {name: value for name, value in values.items() if value is not None}
    if seed is not None:
        seeds = parse_seeds(seed)
        changes["seed"] = seeds[0]
    else:
        seeds = [base.get("seed", random_seed())]
    recipes = recipes_for(base, changes, seeds, recipe)
    order = Order(at_size, at_bits, at_dpi, threads, show_samples, force, quiet, as_json, raw)
    targets = targets_for(output, recipes, replace(order, force=True) if dry_run else order)
    if dry_run:
        print_estimate(recipes, order, chosen)
        return
    if seed is None and "seed" not in base:
        say(f"seed {seeds[0]} was drawn")  # even if quiet, and before a long render can be interrupted
    if targets == ["-"]:
        to_stdout(recipes[0], order)
        return
    for one, target in zip(recipes, targets, strict=True):
        to_file(one, Path(target), order)


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
