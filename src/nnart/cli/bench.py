"""`nnart bench`."""

from __future__ import annotations

from typing import Annotated

import typer

from nnart.cli.numbers import INTEGER
from nnart.cli.report import duration
from nnart.sizes import NAMED
from nnart.threads import check_threads

_NETWORKS = ((20, 32), (20, 64), (20, 100), (20, 128), (20, 256))
_SIZES = ("4k", "16k")


def bench(
    threads: Annotated[int | None, typer.Option(**INTEGER, help="1 … 1024 (default: all processors)")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one line of JSON.")] = False,
) -> None:
    """Measure this machine: how fast are networks, and how long do pictures take?

    The peak is how many fused multiply-adds in float32 all threads can do, two operations each; of it are
    counted those of products between hidden layers, layers x neurons. It takes ten seconds.
    """
    if threads is not None:
        check_threads(threads)
    import json
    import statistics
    from dataclasses import asdict

    from nnart import speed
    from nnart.kernel import TARGET
    from nnart.painter import estimate
    from nnart.recipe import Recipe
    from nnart.threads import thread_count

    count = thread_count(threads)
    if not as_json:
        print(f"{TARGET.name}, {count} thread{'s' if count > 1 else ''}\n")
        print("network     megapixels a second   of the peak", flush=True)
    networks = []
    for layers, width in _NETWORKS:
        networks.append(speed.measure(layers, width, threads=threads))
        if not as_json:
            one = networks[-1]
            print(f"{layers} x {width:<3} {one.pixels / 1e6:18.2f} {one.share:17.0%}", flush=True)
    peak = statistics.median(one.peak for one in networks)
    sizes = {name: (NAMED[name][1], NAMED[name][0]) for name in _SIZES}
    seconds = {name: estimate(Recipe(seed=7), size, threads=threads)[0] for name, size in sizes.items()}
    if as_json:
        facts = {"processor": TARGET.name, "threads": count, "peak": peak}
        print(json.dumps(facts | {"networks": [asdict(one) for one in networks], "seconds": seconds}))
        return
    print(f"\nthe peak: {peak / 1e9:.0f} GFLOP/s\n\na picture of the default network takes about")
    for name, (rows, columns) in sizes.items():
        print(f"{name:>4} ({columns} x {rows})".ljust(24) + duration(seconds[name]))
