"""Plan: a picture that is not made ready yet, and what arithmetic alone says of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from nnart.files.codec import Codec, Encoder
from nnart.files.formats import PNG
from nnart.network.network import Network
from nnart.plane.inputs import Inputs
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.recipe.rules import outputs_of
from nnart.recipe.sizes import SQUARE
from nnart.rendering.painter import KEPT

GIANT = 2**24  # weights; of more, it takes ten seconds and longer to find gain, tone and step


@dataclass(frozen=True)
class Plan:
    """What a `Job` holds, and how it is to be written; nothing is drawn, calibrated or checked.

    Attributes:
        recipe, size, bits, network, show_samples, raw: as in `Job`.
        written: a format, or what else makes files of it.
    """

    recipe: Recipe
    size: tuple[int, int] = SQUARE
    bits: int = 8
    network: Network | None = None
    show_samples: bool = False
    raw: bool = False
    written: Codec | Encoder = PNG

    @cached_property
    def weights(self) -> int:
        """Of the network."""
        if self.network is not None:
            return self.network.count
        recipe = self.recipe
        inputs = Inputs.of(recipe, self.size).count
        return recipe.width * (inputs + (recipe.layers - 1) * recipe.width + outputs_of(vars(recipe)))

    @property
    def giant(self) -> bool:
        """Whether its network has to be drawn, and that alone takes long."""
        return self.network is None and self.weights > GIANT

    @property
    def encoder(self) -> Encoder | None:
        """What streams it; None if the whole picture is written at a time."""
        return self.written.for_size(self.size) if isinstance(self.written, Codec) else self.written

    @property
    def copied(self) -> bool:
        """Whether its file is put together of pieces that lie beside it until then."""
        return isinstance(self.written, Codec) and self.written.streamed

    @cached_property
    def pixels(self) -> int:
        """How many are painted: of all sizes, where a file has several."""
        whole = View(size=self.size)
        levels = [whole] if self.encoder is None else self.encoder.levels(whole)
        return sum(math.prod(level.extent) for level in levels)

    @property
    def samples(self) -> int:
        """How many are painted."""
        return self.pixels * self.recipe.samples**2

    @property
    def outputs(self) -> int:
        """Numbers that the network answers with at a pixel."""
        return outputs_of(vars(self.recipe)) if self.network is None else self.network.outputs

    @property
    def keeps(self) -> bool:
        """Whether its whole field stays in memory; as in `Painter`."""
        numbers = math.prod(self.size) * self.recipe.samples**2 * self.outputs
        return self.recipe.tone == "stretch" and numbers <= KEPT

    @property
    def bytes(self) -> int:
        """Of a pixel, before it is compressed."""
        if self.raw:
            return 4 * self.outputs
        channels = 3 if self.recipe.alpha == "none" or self.show_samples else 4
        return channels * self.bits // 8
