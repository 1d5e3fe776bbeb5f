"""Compare the hidden layers' activations with float64's, number by number.

    python tools/activation_errors.py

Every float32 from 2^-24 to 32 (sin: to 4096 pi), in both signs: 500 million numbers an activation. An ulp is
the distance between the float32 numbers around a value; of values below 1/2 that of 1/2 is taken for sin,
sigmoid and gauss, which get there by cancelling.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from nnart.field.evaluator import evaluate_at
from nnart.network.network import Network

FORMULAS: dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
    "tanh": np.tanh,
    "sin": np.sin,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "gauss": lambda z: np.exp(-z * z),
    "softsign": lambda z: z / (1 + abs(z)),
}
_CHUNK = 2**21


def numbers(first: float, last: float) -> Iterator[NDArray[np.float32]]:
    """Yield every float32 from first to last, a few at a time."""
    start, stop = (int(np.float32(x).view(np.int32)) for x in (first, last))
    for at in range(start, stop, _CHUNK):
        yield np.arange(at, min(at + _CHUNK + 1, stop + 1), dtype=np.int32).view(np.float32)


def activated(name: str, z: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the activation, by a network of one neuron whose answer is handed on as it is."""
    network = Network.of([[[1.0]], [[1.0]]], [[0.0], [0.0]], [name, "linear"])
    return evaluate_at(network, z.astype(np.float64)[:, None])[:, 0].astype(np.float32)


def errors(name: str) -> tuple[float, float, float, float, float]:
    """Return the largest error in ulp and its place, the largest and the root mean square of all, absolute,
    and by how many ulp the activation ever falls where it should rise.
    """
    most = place = absolute = squares = falls = 0.0
    least = 2.0**-126 if name in ("tanh", "softsign") else 0.5
    count = 0
    for sign in (1, -1):
        for z in numbers(2.0**-24, 4096 * np.pi if name == "sin" else 32.0):
            answer = activated(name, sign * z).astype(np.float64)
            true = FORMULAS[name](sign * z.astype(np.float64))
            error = np.abs(answer - true)
            ulp = np.spacing(np.maximum(np.abs(true), least).astype(np.float32)).astype(np.float64)
            worst = int((error / ulp).argmax())
            if error[worst] / ulp[worst] > most:
                most, place = float(error[worst] / ulp[worst]), float(sign * z[worst])
            absolute = max(absolute, float(error.max()))
            squares += float(np.sum(error**2))
            falls = max(falls, float((-sign * np.diff(answer) / ulp[1:]).max()))
            count += len(z)
    return most, place, absolute, float(np.sqrt(squares / count)), falls


def main() -> None:
    print("| activation | largest error, ulp | at | largest, absolute | root mean square | falls by, ulp |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name in FORMULAS:
        most, place, absolute, mean, falls = errors(name)
        fall = f"{falls:.0f}" if name in ("tanh", "sigmoid", "softsign") else ""
        print(f"| {name} | {most:.1f} | {place:.4g} | {absolute:.1e} | {mean:.1e} | {fall} |")


if __name__ == "__main__":
    main()
