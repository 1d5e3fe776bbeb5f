"""Deep Zoom: tiles in Microsoft's format of 2008, which most viewers read.

A picture is NAME.dzi, and its tiles are NAME_files/LEVEL/COLUMN_ROW.ENDING, levels counted from 0, one pixel.
The format: https://learn.microsoft.com/previous-versions/windows/silverlight/dotnet-windows-silverlight/cc645077(v=vs.95)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nnart.checks.annotations import answering, checked
from nnart.recipe.sizes import AnySize
from nnart.tiles.layout import Layout
from nnart.tiles.pyramid import Level, Tile

_NAMESPACE = "http://schemas.microsoft.com/deepzoom/2008"


@answering
@dataclass(frozen=True, kw_only=True)
class DeepZoom(Layout):
    """The layout of a folder of Deep Zoom tiles, for `render_tiles`.

    Neighbouring tiles share a row or column of pixels, which hides the seams between enlarged tiles. Tiles have
    up to 512 pixels a side, including the shared ones.

    Attributes:
        size: width and height of the picture; takes what `Job` takes.
        name: the picture's name, with which its files and folders begin.
        ending: the tiles' format: "jpg", "png" or "webp".
    """

    word = "deepzoom"
    side = 510
    overlap = 1

    if TYPE_CHECKING:  # it takes what people write for a size

        def __init__(self, *, size: AnySize, name: str = "picture", ending: str = "jpg") -> None: ...

    @checked
    def paths(self, level: Level, tile: Tile) -> tuple[str, ...]:
        """Return the path of a tile's file, in a tuple of one."""
        return (f"{self.name}_files/{level.number}/{tile.column}_{tile.row}.{self.ending}",)

    def descriptors(self) -> dict[str, str]:
        """Return the descriptor (XML), by its path."""
        columns, rows = self.size
        tiles = f'TileSize="{self.side}" Overlap="{self.overlap}" Format="{self.ending}"'
        text = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<Image xmlns="{_NAMESPACE}" {tiles}>\n'
            f'  <Size Width="{columns}" Height="{rows}"/>\n'
            "</Image>\n"
        )
        return {f"{self.name}.dzi": text}

    def source(self) -> dict[str, Any]:
        """Return the descriptor as an object for OpenSeadragon, which then need not fetch it."""
        columns, rows = self.size
        return {
            "Image": {
                "xmlns": _NAMESPACE,
                "Url": f"{self.name}_files/",
                "TileSize": str(self.side),
                "Overlap": str(self.overlap),
                "Format": self.ending,
                "Size": {"Width": str(columns), "Height": str(rows)},
            }
        }
