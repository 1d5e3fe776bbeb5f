"""`nnart render`."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from nnart import palettes
from nnart.activations import ACTIVATIONS
from nnart.cli.numbers import INTEGER, REAL, point
from nnart.cli.report import progress_bar, say
from nnart.errors import FileError, InputError, RecipeError, shown, shown_path
from nnart.files import check_target
from nnart.formats import check_bits, format_for
from nnart.presets import PRESETS, preset
from nnart.recipe import Recipe, merged, parse_toml
from nnart.seeds import parse_seeds, random_seed
from nnart.sizes import NAMED, SQUARE, parse_size
from nnart.threads import check_threads

_LONGEST_TOML = 2**16
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
            help=f"1024 (a square), 1920x1080, or {', '.join(NAMED)}. (default: 1024)",
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
    preset_name: Annotated[
        str | None,
        typer.Option(
            "--preset", help=" ".join(f"{p.name}: {p.reason}" for p in PRESETS), rich_help_panel=_START
        ),
    ] = None,
    recipe: Annotated[
        Path | None, typer.Option(help="A recipe in a TOML file.", rich_help_panel=_START)
    ] = None,
    picture: Annotated[
        Path | None,
        typer.Option(
            "--from", help="A picture that nnart painted: its recipe, size and bits.", rich_help_panel=_START
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            help="File name ending in .png, .jpg, .webp or .tif, with {seed}, {layers}, {width}, {activation}, "
            "{size} or {digest} in it; - for stdout (PNG). (default: nnart-{seed}.png)",
            rich_help_panel=_OUTPUT,
        ),
    ] = None,
    bits: Annotated[
        int | None, typer.Option(**INTEGER, help="8 or 16 a channel. (default: 8)", rich_help_panel=_OUTPUT)
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace files that exist.", rich_help_panel=_OUTPUT)
    ] = False,
    threads: Annotated[
        int | None, typer.Option(**INTEGER, help="1 … 1024 (default: all processors)", rich_help_panel=_OUTPUT)
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing.", rich_help_panel=_OUTPUT)] = False,
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
    changes = {name: value for name, value in values.items() if value is not None}
    template = output if output is not None else "nnart-{seed}.png"
    base, at_size, at_bits = _start(preset_name, recipe, picture)
    if size is not None:
        at_size = parse_size(size)
    if bits is not None:
        at_bits = check_bits(bits)
    if threads is not None:
        check_threads(threads)
    if template != "-":
        format_for(Path(template), at_size, at_bits)
    if seed is not None:
        seeds = parse_seeds(seed)
        changes["seed"] = seeds[0]
    else:
        seeds = [base.get("seed", random_seed())]
    recipes = _recipes(base, changes, seeds, recipe)
    order = _Order(at_size, at_bits, threads, force, quiet, as_json)
    targets = _targets(template, recipes, replace(order, force=True) if dry_run else order)
    if dry_run:
        _estimate(recipes, order, streamed=Path(template).suffix.lower() in ("", ".png"))
        return
    if targets == ["-"]:
        _to_stdout(recipes[0], order)
        return
    for one, target in zip(recipes, targets, strict=True):
        _to_file(one, Path(target), order)


@dataclass(frozen=True)
class _Order:
    """How pictures are wanted, beyond their recipes; the names are those of `nnart.render_file`."""

    size: tuple[int, int]
    bits: int
    threads: int | None
    force: bool
    quiet: bool
    as_json: bool


def _start(
    preset_name: str | None, recipe: Path | None, picture: Path | None
) -> tuple[dict[str, Any], tuple[int, int], int]:
    """Return what options build upon: a recipe's values, a size, and bits."""
    given = [
        option
        for option, value in (("--preset", preset_name), ("--recipe", recipe), ("--from", picture))
        if value is not None
    ]
    if len(given) > 1:
        raise InputError(f"{' and '.join(given)}: only one of them can be the start; give one")
    if preset_name is not None:
        chosen = preset(preset_name)
        return dict(chosen.values), chosen.size or SQUARE, 8
    if recipe is not None:
        return _read_toml(recipe), SQUARE, 8
    if picture is not None:
        from nnart.picturefile import read

        file = read(picture)
        return file.recipe.to_dict(), file.size, 16 if file.bits == 16 else 8
    return {}, SQUARE, 8


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LONGEST_TOML + 1)
    except OSError as error:
        raise FileError(f"{shown_path(path)}: {error.strerror}") from None
    if data.startswith(b"\x89PNG"):
        raise InputError(f"--recipe: {shown_path(path)} is a picture; --from takes its recipe")
    if len(data) > _LONGEST_TOML:
        raise FileError(f"{shown_path(path)}: more than {_LONGEST_TOML} bytes are no recipe")
    try:
        return parse_toml(data.decode())
    except (RecipeError, UnicodeDecodeError) as error:
        raise FileError(f"{shown_path(path)}: {error}") from None


def _recipes(
    base: dict[str, Any], changes: dict[str, Any], seeds: Sequence[int], file: Path | None
) -> list[Recipe]:
    """Return a recipe for every seed; a fault that is not an option's is said to be the file's."""
    values = merged(base, changes)
    try:
        return [Recipe.from_dict(values | {"seed": seed}) for seed in seeds]
    except RecipeError as error:
        if file is None:
            raise
        inside = [fault.partition(":")[0] not in changes for fault in error.faults]
        name = shown_path(file)
        faults = zip(error.faults, inside, strict=True)
        raise RecipeError([f"{name}: {fault}" if within else fault for fault, within in faults]) from None


def _targets(template: str, recipes: Sequence[Recipe], order: _Order) -> list[str]:
    """Return a file name for every recipe, after all of them were found fit to be written."""
    targets = [_named(template, one, order.size) for one in recipes]
    if len(set(targets)) < len(targets):
        raise InputError(
            f"output: {shown(template)} is the same name for several pictures; "
            "put {seed} or {digest} in it, and give no seed twice"
        )
    if targets != ["-"]:
        for target in targets:
            check_target(Path(target), order.force)
    return targets


def _named(template: str, recipe: Recipe, size: tuple[int, int]) -> str:
    fields = {
        "seed": recipe.seed,
        "layers": recipe.layers,
        "width": recipe.width,
        "activation": recipe.activation,
        "size": f"{size[1]}x{size[0]}",
        "digest": recipe.digest[:12],
    }
    for name in re.findall(r"\{(.*?)\}", template):
        if name not in fields:
            known = ", ".join(f"{{{field}}}" for field in fields)
            raise InputError(f"output: {shown(f'{{{name}}}')} is no field; there are {known}")
    return re.sub(r"\{(\w+)\}", lambda match: str(fields[match[1]]), template)


def _to_file(recipe: Recipe, target: Path, order: _Order) -> None:
    from nnart.painter import render_file

    started = time.perf_counter()
    with progress_bar(f"seed {recipe.seed}", order.size[0], order.quiet) as progress:
        flat = render_file(
            recipe,
            target,
            order.size,
            bits=order.bits,
            threads=order.threads,
            force=order.force,
            progress=progress,
        )
    seconds = time.perf_counter() - started
    if order.as_json:
        facts = _facts(recipe, order) | {"path": str(target), "seconds": round(seconds, 3), "flat": flat}
        print(json.dumps(facts), flush=True)
    columns, rows = order.size[1], order.size[0]
    _report(recipe, f": {target} ({columns} x {rows}, {seconds:.1f} s)", flat, order)


def _to_stdout(recipe: Recipe, order: _Order) -> None:
    if order.as_json:
        raise InputError("--json and -o -: both would go to stdout; give -o a file name")
    if sys.stdout.isatty():
        raise InputError("-o -: this is a terminal; send the picture to a file or a program: -o - > a.png")
    from nnart.painter import render_stream

    with progress_bar(f"seed {recipe.seed}", order.size[0], order.quiet) as progress:
        flat = render_stream(
            recipe,
            sys.stdout.buffer,
            order.size,
            bits=order.bits,
            threads=order.threads,
            progress=progress,
        )
    sys.stdout.buffer.flush()
    _report(recipe, "", flat, order)


def _report(recipe: Recipe, where: str, flat: bool, order: _Order) -> None:
    say(f"seed {recipe.seed}{where}", order.quiet)
    if flat:
        say("the picture has one colour; try another seed, more gain, or less zoom", order.quiet)


def _facts(recipe: Recipe, order: _Order) -> dict[str, Any]:
    size = [order.size[1], order.size[0]]
    return {"seed": recipe.seed, "size": size, "bits": order.bits, "recipe": recipe.to_dict()}


def _estimate(recipes: Sequence[Recipe], order: _Order, *, streamed: bool) -> None:
    from nnart.painter import estimate

    seconds, memory = estimate(
        recipes[0], order.size, bits=order.bits, threads=order.threads, streamed=streamed
    )
    seconds *= len(recipes)
    if order.as_json:
        for one in recipes:
            print(json.dumps(_facts(one, order)))
        print(json.dumps({"pictures": len(recipes), "seconds": round(seconds, 3), "bytes": memory}))
        return
    print(recipes[0].to_toml(), end="")
    count = f"{len(recipes)} such pictures" if len(recipes) > 1 else "1 picture"
    size = f"{order.size[1]} x {order.size[0]}"
    print(f"# {count} of {size}: about {_duration(seconds)} and {memory / 2**20:.0f} MiB of memory")


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.1f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.0f} h" if seconds < 48 * 3600 else f"{seconds / 86400:.0f} days"
