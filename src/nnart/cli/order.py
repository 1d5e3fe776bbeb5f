"""An order: how pictures are wanted beyond their recipes, and how it is filled."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnart.cli.report import duration, progress_bar, say
from nnart.errors import InputError, shown
from nnart.files import check_target
from nnart.recipe import Recipe

if TYPE_CHECKING:
    from nnart.formats import Format
    from nnart.painter import Painted, Progress


@dataclass(frozen=True)
class Order:
    """How pictures are wanted, beyond their recipes; the names are those of `nnart.render_file`.

    `raw` asks for fields, which have no colours, and so neither bits, samples nor dots per inch.
    """

    size: tuple[int, int]
    bits: int
    dpi: int | None
    threads: int | None
    show_samples: bool
    force: bool
    quiet: bool
    as_json: bool
    raw: bool


def targets_for(template: str, recipes: Sequence[Recipe], order: Order) -> list[str]:
    """Return a file name for every recipe, after all of them were found fit to be written."""
    targets = [_named(template, one, order.size) for one in recipes]
    if len(set(targets)) < len(targets):
        raise InputError(
            f"output: {shown(template)} is the same name for several pictures; "
            "put {seed} or {digest} in it, and give no seed twice"
        )
    if targets == ["-"]:
        if order.as_json:
            raise InputError("--json and -o -: both would go to stdout; give -o a file name")
        if sys.stdout is None or sys.stdout.isatty():
            raise InputError("-o -: stdout is a terminal or closed; send it to a file or program: -o - > a.png")
    else:
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


def to_file(recipe: Recipe, target: Path, order: Order) -> None:
    started = time.perf_counter()
    with progress_bar(f"seed {recipe.seed}", order.size[0], order.quiet) as progress:
        painted = _painted(recipe, target, order, progress)
    seconds = time.perf_counter() - started
    if order.as_json:
        facts = _facts(recipe, order) | {"path": str(target), "seconds": round(seconds, 3)}
        print(json.dumps(facts | asdict(painted)), flush=True)
    columns, rows = order.size[1], order.size[0]
    share = f", evaluated 1 pixel in {1 / painted.evaluated:.1f}" if painted.evaluated < 1 else ""
    _report(recipe, f": {target} ({columns} x {rows}, {seconds:.1f} s{share})", painted, order)


def _painted(recipe: Recipe, target: Path, order: Order, progress: Progress | None) -> Painted:
    if order.raw:
        from nnart.fieldfile import render_field

        return render_field(
            recipe, target, order.size, threads=order.threads, force=order.force, progress=progress
        )
    from nnart.painter import render_file

    return render_file(
        recipe,
        target,
        order.size,
        bits=order.bits,
        dpi=order.dpi,
        threads=order.threads,
        show_samples=order.show_samples,
        force=order.force,
        progress=progress,
    )


def to_stdout(recipe: Recipe, order: Order) -> None:
    from nnart.painter import render_stream

    with progress_bar(f"seed {recipe.seed}", order.size[0], order.quiet) as progress:
        painted = render_stream(
            recipe,
            sys.stdout.buffer,
            order.size,
            bits=order.bits,
            dpi=order.dpi,
            threads=order.threads,
            show_samples=order.show_samples,
            progress=progress,
        )
    sys.stdout.buffer.flush()
    _report(recipe, "", painted, order)


def _report(recipe: Recipe, where: str, painted: Painted, order: Order) -> None:
    say(f"seed {recipe.seed}{where}", order.quiet)
    if painted.flat:
        say("the picture has one colour; try another seed, more gain, or less zoom", order.quiet)


def _facts(recipe: Recipe, order: Order) -> dict[str, Any]:
    size = [order.size[1], order.size[0]]
    kind = {"raw": True} if order.raw else {"bits": order.bits, "dpi": order.dpi}
    return {"seed": recipe.seed, "size": size, **kind, "recipe": recipe.to_dict()}


def print_estimate(recipes: Sequence[Recipe], order: Order, chosen: Format) -> None:
    from nnart.estimate import estimate

    seconds, memory = estimate(recipes[0], order.size, bits=order.bits, threads=order.threads, chosen=chosen)
    seconds *= len(recipes)
    if order.as_json:
        for one in recipes:
            print(json.dumps(_facts(one, order)))
        print(json.dumps({"pictures": len(recipes), "seconds": round(seconds, 3), "bytes": memory}))
        return
    print(recipes[0].to_toml(), end="")
    count = f"{len(recipes)} such pictures" if len(recipes) > 1 else "1 picture"
    size = f"{order.size[1]} x {order.size[0]}"
    print(f"# {count} of {size}: about {duration(seconds)} and {memory / 2**20:.0f} MiB of memory")
