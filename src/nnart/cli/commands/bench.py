"""`nnart bench`."""

from __future__ import annotations

from typing import Annotated

import typer

from nnart.amounts import duration
from nnart.cli.console import print_json
from nnart.cli.numbers import INTEGER
from nnart.recipe.sizes import parse_size
from nnart.threads import check_threads

_NETWORKS = ((20, 32), (20, 64), (20, 100), (20, 128), (20, 256))
_DEFAULT = (20, 100)
_SIZES = ("1024", "4k", "16k")


EXAMPLES = {
    "nnart bench": "Measure with all processors.",
    "nnart bench --threads 1 --json": "Measure one, for a program.",
}


def bench(
    threads: Annotated[
        int | None, typer.Option(**INTEGER, help="How many threads, 1 … 1024. (default: all processors)")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one line of JSON instead.")] = False,
) -> None:
    """Measure how fast this machine paints.

    It takes ten seconds, on a machine that does nothing else. The peak is the most float32 multiply-adds
    that the processors can do, each counted as two operations. "of the peak" is how much of it the products
    between a network's hidden layers reach. "shape" is how the sums use registers and caches: neurons x
    vectors of a block x points of a tile + weights to prefetch. nnart measures which shape is fastest when
    it compiles its kernel, and again here; later pictures use what this finds.
    """
    if threads is not None:
        check_threads(threads)
    from dataclasses import asdict

    from nnart.field import speed
    from nnart.kernel.processor import TARGET
    from nnart.recipe.recipe import Recipe
    from nnart.rendering.estimate import estimate
    from nnart.rendering.job import Job
    from nnart.version import __version__

    count = speed.used(threads)
    if not as_json:
        print(f"nnart {__version__} on {TARGET.name}, {count} thread{'s' if count > 1 else ''}\n")
        print("layers x neurons       megapixels/s   GFLOP/s   of the peak   shape", flush=True)
    speed.choose_shapes()
    networks = []
    for case in _NETWORKS:
        network = speed.measure(*case, threads=threads)
        networks.append(network)
        if not as_json:
            name = f"{network.layers} x {network.width}{', the default' if case == _DEFAULT else ''}"
            figures = f"{network.pixels / 1e6:#12.3g} {network.flops / 1e9:9.0f} {network.share:13.0%}"
            print(f"{name:<22} {figures}   {network.shape}", flush=True)
    peak = max(network.peak for network in networks)
    sizes = {name: parse_size(name)[0] for name in _SIZES}
    recipe = Recipe(seed=7)
    seconds = {name: estimate(Job(recipe, size), threads=threads).seconds for name, size in sizes.items()}
    recipe = recipe.replace(tolerance=0.0)
    exact = {name: estimate(Job(recipe, size), threads=threads).seconds for name, size in sizes.items()}
    if as_json:
        facts = {"nnart": __version__, "processor": TARGET.name, "threads": count, "peak": peak}
        facts |= {
            "networks": [asdict(network) | {"share": network.share} for network in networks],
            "seconds": seconds,
        }
        facts["seconds_exact"] = exact
        print_json(facts)
        return
    print(f"{'the peak':<22} {peak / 1e9:22.0f}\n\na picture of the default network takes about")
    for name, (columns, rows) in sizes.items():
        both = f"{duration(seconds[name]):>9}   with --exact {duration(exact[name])}"
        print(f"{name:>5}  {f'{columns} x {rows}':<14} {both}")
