"""IIIF: tiles for the viewers of museums, after the International Image Interoperability Framework.

The Image API 3.0 (https://iiif.io/api/image/3.0/) at level 0, which plain files satisfy. A picture is the
folder NAME; in it are info.json and tiles, REGION/SIZE/0/default.ENDING, in the canonical form of section 4.8:
x,y,w,h or `full`, and w,h. Level 0 asks for JPEG: tiles of another format satisfy all of it but that, and are
declared as extra and preferred.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nnart.checks.annotations import answering, checked
from nnart.errors import InputError, fault
from nnart.recipe.sizes import AnySize
from nnart.tiles.layout import Layout
from nnart.tiles.pyramid import Level, Tile

BASE = "https://example.com/iiif"  # as libvips has it


@answering
@dataclass(frozen=True, kw_only=True)
class IIIF(Layout):
    """The layout of a folder of tiles for the IIIF Image API 3.0, level 0; for `render_tiles`.

    Attributes:
        size, name, ending: as in `DeepZoom`.
        base: the http or https address of the folder in which you will publish NAME. It goes into info.json,
            which allows no relative address; change `id` there if you publish the folder elsewhere.
    """

    word = "iiif"
    base: str = BASE
    side = 512
    overlap = 0

    if TYPE_CHECKING:  # it takes what people write for a size

        def __init__(
            self, *, size: AnySize, name: str = "picture", ending: str = "jpg", base: str = BASE
        ) -> None: ...

    def __post_init__(self) -> None:
        super().__post_init__()
        if not re.fullmatch(r"https?://[^\s/?#\"<>\\^`{|}]+(/[^\s?#\"<>\\^`{|}]*)?", self.base):
            needed = f"an address such as {BASE} is needed, without ? and #"
            raise InputError(fault("syntax", needed, "base", got=self.base))

    @checked
    def paths(self, level: Level, tile: Tile) -> tuple[str, ...]:
        """Return the paths of a tile's files: one, or two for the largest level that is a single tile.

        Its second file is `full/max`, which level 0 requires; see `descriptors`.
        """
        width, height = tile.shape[1], tile.shape[0]
        if level.grid != (1, 1):
            return (self._path(self._region(level, tile), f"{width},{height}"),)
        sizes = [f"{width},{height}"]
        if level == self._alone()[-1]:
            sizes.append("max")
        return tuple(self._path("full", size) for size in sizes)

    def descriptors(self) -> dict[str, str]:
        """Return the image information (JSON), by its path.

        `sizes` lists the levels that are a single tile. `full/max` has to be one of them, so `maxWidth`, which
        limits both sides, is the side of a tile.
        """
        return {
            f"{self.name}/info.json": json.dumps(
                self._information(f"{self.base.rstrip('/')}/{self.name}"), indent=2
            )
            + "\n"
        }

    def source(self) -> dict[str, Any]:
        """Return the image information, with an `id` relative to the folder."""
        return self._information(self.name)

    def _information(self, identity: str) -> dict[str, Any]:
        columns, rows = self.size
        alone = self._alone()
        information: dict[str, Any] = {
            "@context": "http://iiif.io/api/image/3/context.json",
            "id": identity,
            "type": "ImageService3",
            "protocol": "http://iiif.io/api/image",
            "profile": "level0",
            "width": columns,
            "height": rows,
        }
        if max(self.size) > self.side:
            information["maxWidth"] = self.side
        information["sizes"] = [{"width": level.extent[1], "height": level.extent[0]} for level in alone]
        factors = [1 << power for power in range(alone[-1].step.bit_length())]
        information["tiles"] = [{"width": self.side, "height": self.side, "scaleFactors": factors}]
        if self.ending != "jpg":
            information["preferredFormats"] = [self.ending]
            information["extraFormats"] = [self.ending]
        return information

    def _alone(self) -> list[Level]:
        """Return the levels that are one tile, from the smallest."""
        return [level for level in self.levels() if level.grid == (1, 1)]

    def _region(self, level: Level, tile: Tile) -> str:
        """Return the part of the full size that a tile shows: x, y, width and height."""
        (top, bottom), (left, right) = (
            (start * level.step, min(stop * level.step, length))
            for (start, stop), length in zip((tile.rows, tile.columns), self.size.shape, strict=True)
        )
        return f"{left},{top},{right - left},{bottom - top}"

    def _path(self, region: str, size: str) -> str:
        return f"{self.name}/{region}/{size}/0/default.{self.ending}"
