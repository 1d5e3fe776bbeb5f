"""An order: how pictures are wanted beyond their recipes, and how it is filled."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnart.cli.console import progress_bar, say
from nnart.errors import FileError, InputError, shown
from nnart.files.atomic import ENDING, check_target
from nnart.network.origin import MAX_TEXT, carried, data_of, digest_of
from nnart.recipe.recipe import Recipe
from nnart.rendering.reproduce import toml_of

if TYPE_CHECKING:
    from nnart.cluster.cluster import Cluster
    from nnart.network.network import Network
    from nnart.rendering.estimate import Written
    from nnart.rendering.job import Job, Show
    from nnart.rendering.painting import Painted
    from nnart.rendering.run import Progress, Run


@dataclass(frozen=True)
class Order:
    """How pictures are wanted, beyond their recipes; the names are those of `nnart.render_file`.

    `raw` asks for fields, which have no colours, and so neither bits, samples nor dots per inch. `name` is that
    of a network given by hand. `dry_run`: nothing is to be painted. `workers` are others than threads.
    """

    size: tuple[int, int]
    bits: int
    dpi: int | None
    threads: int | None
    show_samples: bool
    force: bool
    restart: bool
    quiet: bool
    as_json: bool
    raw: bool
    network: Network | None = None
    name: str = ""
    dry_run: bool = False
    workers: Cluster | None = None

    def job(self, recipe: Recipe) -> Job:
        """Return one of the pictures."""
        from nnart.rendering.job import Job

        show: Show = "field" if self.raw else "samples" if self.show_samples else "picture"
        return Job(recipe, self.size, self.bits, self.network, show)

    def run(self, progress: Progress | None) -> Run:
        """Return how they are rendered."""
        from nnart.rendering.run import Run
        from nnart.rendering.workers import Threads

        return Run(self.workers or Threads(self.threads), progress, self.force, self.restart)

    def title(self, recipe: Recipe) -> str:
        """Return what a picture is called where people are told of it."""
        return f"seed {recipe.seed}" if self.network is None else f"network {self.name}"


def targets_for(template: str, recipes: Sequence[Recipe], order: Order) -> list[str]:
    """Return a file name for every recipe, after all of them were found fit to be written."""
    targets = [_named(template, one, order) for one in recipes]
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
        for recipe, target in zip(recipes, targets, strict=True):
            if len(recipes) == 1 or not _is_there(recipe, Path(target), order):
                check_target(Path(target), order.force or order.dry_run)
    return targets


def _named(template: str, recipe: Recipe, order: Order) -> str:
    fields: dict[str, Callable[[], object]] = {"seed": lambda: recipe.seed}
    if order.network is None:
        for name in ("layers", "width", "activation"):
            fields[name] = partial(getattr, recipe, name)
    else:
        fields["network"] = lambda: order.name
    fields["size"] = lambda: f"{order.size[1]}x{order.size[0]}"
    fields["digest"] = lambda: digest_of(_settled(recipe, order), order.network)[:12]
    for name in re.findall(r"\{(.*?)\}", template):
        if name not in fields:
            known = ", ".join(f"{{{field}}}" for field in fields)
            raise InputError(f"output: {shown(f'{{{name}}}')} is no field; there are {known}")
    return re.sub(r"\{(\w+)\}", lambda match: str(fields[match[1]]()), template)


def _settled(recipe: Recipe, order: Order) -> Recipe:
    """Return a recipe with its gain; by hand there is none to be found, and in a dry run it is not sought."""
    if order.network is not None or order.dry_run:
        return recipe
    from nnart.field.calibration import calibrated

    return calibrated(recipe)


def to_file(recipe: Recipe, target: Path, order: Order) -> None:
    started = time.perf_counter()
    there = Path(f"{target}{ENDING}").is_file() and not order.restart
    recipe = _settled(recipe, order)
    with progress_bar(order.title(recipe), order.quiet, going_on=there) as progress:
        painted = _painted(recipe, target, order, progress)
    _tell(recipe, target, painted, time.perf_counter() - started, order)


def to_files(recipes: Sequence[Recipe], targets: Sequence[str], order: Order) -> None:
    """Paint one after the other, or over a cluster several at a time; or one to stdout."""
    if targets == ["-"]:
        to_stdout(recipes[0], order)
        return
    pictures = []
    for recipe, target in zip(recipes, targets, strict=True):
        if len(recipes) > 1 and not order.force and _is_there(recipe, Path(target), order):
            say(f"{order.title(recipe)}: {target} is there already", order.quiet)
            if order.as_json:
                print(json.dumps(_facts(_settled(recipe, order), order) | {"path": target, "there": True}))
        else:
            pictures.append((recipe, target))
    if order.workers is None or order.raw or len(recipes) == 1:
        for recipe, target in pictures:
            to_file(recipe, Path(target), order)
        return
    from nnart.cluster.batch import save_all

    with progress_bar(f"{len(pictures)} pictures", order.quiet) as progress:
        jobs = [(order.job(recipe), target) for recipe, target in pictures]
        finished = save_all(jobs, order.run(progress), dpi=order.dpi)
        with closing(finished):
            for one in finished:
                _tell(one.job.recipe, one.path, one.painted, one.seconds, order)


def _is_there(recipe: Recipe, path: Path, order: Order) -> bool:
    """Return whether a file is the picture that is wanted, as when a row of them was interrupted."""
    if not path.exists() or order.network is not None:
        return False
    from nnart.files.picturefile import read
    from nnart.version import __version__

    try:
        file = read(path)
    except FileError:
        return False
    there = file.size, file.bits, file.dpi, file.painted_by
    wanted = order.size, 32 if order.raw else order.bits, order.dpi, __version__
    return there == wanted and file.recipe == _settled(recipe, order)


def _tell(recipe: Recipe, target: Path, painted: Painted, seconds: float, order: Order) -> None:
    """Say that a picture is there, to people or to programs."""
    if order.as_json:
        facts = _facts(recipe, order) | {"path": str(target), "seconds": round(seconds, 3)}
        print(json.dumps(facts | asdict(painted)), flush=True)
    columns, rows = order.size[1], order.size[0]
    of = "sample" if recipe.samples > 1 else "pixel"
    share = f", evaluated 1 {of} in {1 / painted.evaluated:.1f}" if painted.evaluated < 1 else ""
    _report(recipe, f": {target} ({columns} x {rows}, {seconds:.1f} s{share})", painted, order)


def _painted(recipe: Recipe, target: Path, order: Order, progress: Progress | None) -> Painted:
    from nnart.rendering.save import save

    return save(order.job(recipe), target, order.run(progress), dpi=order.dpi)


def to_stdout(recipe: Recipe, order: Order) -> None:
    from nnart.rendering.save import save

    with progress_bar(order.title(recipe), order.quiet) as progress:
        painted = save(order.job(recipe), sys.stdout.buffer, order.run(progress), dpi=order.dpi)
    sys.stdout.buffer.flush()
    _report(recipe, "", painted, order)


def _report(recipe: Recipe, where: str, painted: Painted, order: Order) -> None:
    say(f"{order.title(recipe)}{where}", order.quiet)
    if painted.flat:
        other = "another seed, more gain" if order.network is None else "another part of the plane"
        say(f"the picture has one colour; try {other}, or less zoom", order.quiet)
    if carried(recipe, order.network) is None and not order.show_samples:
        say(
            f"the file carries neither recipe nor network: as JSON, they are longer than {MAX_TEXT} characters",
            order.quiet,
        )


def _facts(recipe: Recipe, order: Order) -> dict[str, Any]:
    size = [order.size[1], order.size[0]]
    kind = {"raw": True} if order.raw else {"bits": order.bits, "dpi": order.dpi}
    return {"seed": recipe.seed, "size": size, **kind, **data_of(recipe, order.network)}


def print_estimate(recipes: Sequence[Recipe], order: Order, written: Written) -> None:
    """Print recipes, and about what their pictures take; a giant network's gain is not looked for."""
    from nnart.cli.limits import told
    from nnart.rendering.estimate import estimate

    job = order.job(recipes[0])
    found = estimate(job, written, order.threads).times(len(recipes))
    kept = replace(order, dry_run=job.is_giant)
    if order.as_json:
        for one in recipes:
            print(json.dumps(_facts(_settled(one, kept), order)))
        print(json.dumps({"pictures": len(recipes)} | asdict(found) | {"seconds": round(found.seconds, 3)}))
        return
    print(toml_of(_settled(recipes[0], kept), order.network), end="")
    count = f"{len(recipes)} such pictures" if len(recipes) > 1 else "1 picture"
    time, memory, disk = told(job, found)
    print(f"# {count} of {order.size[1]} x {order.size[0]}: {time}, {memory} and {disk}")
