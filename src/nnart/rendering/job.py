"""Job: everything that decides the pixels of a picture, made ready to be handed to others."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from nnart.field.calibration import calibrated
from nnart.files.formats import check_bits
from nnart.network.network import Network
from nnart.network.origin import data_of
from nnart.recipe.recipe import Recipe
from nnart.recipe.sizes import SQUARE, checked


@dataclass(frozen=True)
class Job:
    """A recipe at one size, with what else decides its pixels.

    Attributes:
        recipe: with its gain, which is found if it has none.
        size: rows and columns.
        bits: 8 or 16 a channel.
        network: one given by hand, if one is.
        show_samples: whether to paint where the network is evaluated.
        raw: whether fields are wanted, before any colour.
    """

    recipe: Recipe
    size: tuple[int, int] = SQUARE
    bits: int = 8
    network: Network | None = None
    show_samples: bool = False
    raw: bool = False

    def __post_init__(self) -> None:
        checked(self.size)
        check_bits(self.bits)
        if self.network is None:
            object.__setattr__(self, "recipe", calibrated(self.recipe))

    @property
    def digest(self) -> str:
        """SHA-256 of all of it, in 64 hexadecimal digits."""
        kind = {"size": self.size, "bits": self.bits, "show_samples": self.show_samples, "raw": self.raw}
        return hashlib.sha256(json.dumps(kind | data_of(self.recipe, self.network)).encode()).hexdigest()
