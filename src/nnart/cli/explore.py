"""`nnart explore`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nnart.cli import options as o
from nnart.cli.deliver import SheetOrder, deliver
from nnart.cli.numbers import INTEGER
from nnart.cli.recipes import OPTIONS, Given, Wanted, wanted, with_options
from nnart.cli.report import progress_bar, say
from nnart.cli.sheets import drawn_only
from nnart.files import check_target
from nnart.seeds import parse_seeds

if TYPE_CHECKING:
    from nnart.explore.ranking import Kept, Ranking

_SCORES = Path("nnart-explore.db")
_OPTIONS: dict[str, tuple[Any, object]] = {
    name: (kind, False if name == "exact" else None)
    for name, kind in OPTIONS.items()
    if name not in ("seed", "genome", "network")  # what is explored is seeds
}


def _explore(
    given: Given,
    seeds: Annotated[
        str,
        typer.Option(
            "--seeds", "--seed", metavar="SEEDS", help="Which to look at: 0..9999, or a list 1,5,10..20."
        ),
    ],
    keep: Annotated[
        int | None, typer.Option(**INTEGER, help="How many to keep, 1 … 1000. (default: 24)")
    ] = None,
    prefer: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="What the best are: striking, calm, busy, colourful, muted, bold, soft, rich, plain, or "
            "measures: colourfulness, entropy, compressed, edges, slope, contrast; several with weights as "
            "calm=2,edges=-1. (default: striking)",
        ),
    ] = None,
    scores: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="An SQLite file that keeps all scores: seeds that it has are not painted again. "
            f"(default: {_SCORES})",
            show_default=False,
        ),
    ] = _SCORES,
    size: o.TileSize = None,
    columns: o.Columns = None,
    output: o.SheetOutput = "nnart-explore.png",
    force: o.SheetForce = False,
    huge: o.Huge = False,
    threads: o.Threads = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print the kept seeds, and say nothing.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a line of JSON for every kept seed, then one of all.")
    ] = False,
) -> None:
    """Look at many seeds, and keep a diverse set of the best.

    Each is painted at 128 x 128 and measured: colourfulness, entropy, size as a JPEG, edges, spectral slope and
    contrast. Dull ones are rejected, of the others' best quarter those that differ most are kept. They are
    printed best first, each with its score and what stands out in it, and painted on a sheet. Interrupted,
    the same command goes on.
    """
    from nnart.cli.limits import check_limits
    from nnart.cli.memory import keep_freed
    from nnart.explore.ranking import KEEP, SIZE, explore_seeds
    from nnart.explore.sheet import Sheet, Tile
    from nnart.explore.sheetfile import check_sheet
    from nnart.explore.taste import DEFAULT, weights_of
    from nnart.plan import Plan

    found, count = parse_seeds(seeds, "seeds"), KEEP if keep is None else keep
    chosen = drawn_only(wanted(given | dict.fromkeys(("seed", "genome", "network")), 8, seeds=found))
    weights_of(prefer or DEFAULT)
    (first,) = chosen.recipes(1)
    check_sheet(Sheet((Tile("first", first),), 1), Path(output))
    check_target(Path(output), force)
    order = SheetOrder(output, size, columns, force, huge, threads, quiet, as_json=False)
    if not huge:
        check_limits(Plan(first, SIZE), len(found), threads=threads)
    keep_freed()
    with progress_bar(f"{len(found)} seeds", quiet) as progress:
        ranking = explore_seeds(
            found,
            _values(chosen, first.to_dict()),
            keep=count,
            prefer=prefer or DEFAULT,
            scores=scores,
            threads=threads,
            progress=progress,
        )
    _tell(ranking, count, scores, quiet)
    if ranking.kept:  # first of all, as whoever reads our output may leave early
        title = f"{prefer or DEFAULT}: {len(ranking.kept)} of {ranking.seeds} seeds"
        deliver([(str(one.recipe.seed), one.recipe) for one in ranking.kept], title, order)
    for one in ranking.kept:
        print(json.dumps(_facts(one)) if as_json else _line(one))
    if as_json:
        counts = {"seeds": ranking.seeds, "scored": ranking.scored, "rejected": dict(ranking.rejected)}
        print(json.dumps(counts))


explore = with_options(_explore, _OPTIONS, "given")


def _values(chosen: Wanted, first: dict[str, Any]) -> dict[str, Any]:
    """Return the values that were given, as they are kept, without the seed."""
    given = (chosen.begun.values | chosen.changes).keys() - {"seed", "genome"}
    return {name: value for name, value in first.items() if name in given}


def _line(one: Kept) -> str:
    """Return a kept seed as people read it."""
    marks = ", ".join(f"{name} {value:+.1f}" for name, value in one.outstanding.items())
    return f"{one.recipe.seed:>6}  {one.score:5.2f}  {marks}".rstrip()


def _facts(one: Kept) -> dict[str, Any]:
    return {
        "seed": one.recipe.seed,
        "score": one.score,
        "measures": asdict(one.measures),
        "deviations": dict(one.deviations),
        "recipe": one.recipe.to_dict(),
    }


def _tell(ranking: Ranking, keep: int, scores: Path, quiet: bool) -> None:
    """Say what became of all seeds."""
    known = ranking.seeds - ranking.scored
    before = f", {known} of them before" if known else ""
    say(f"{ranking.seeds} seeds were scored{before}: {scores}", quiet)
    if ranking.rejected:
        reasons = ", ".join(f"{count} {reason}" for reason, count in ranking.rejected.items())
        say(f"{sum(ranking.rejected.values())} were rejected: {reasons}", quiet)
    fewer = f" instead of {keep}, as there are no more" if len(ranking.kept) < keep else ""
    say(f"{len(ranking.kept)} are kept{fewer}", quiet)
