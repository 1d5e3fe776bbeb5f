"""View: which part of the plane a picture shows, and where its pixels lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from nnart.checks.annotations import answering, check_fields, checked
from nnart.errors import InputError, fault
from nnart.exact.turns import cos_sin
from nnart.recipe.recipe import Recipe
from nnart.recipe.rules import check_frame
from nnart.recipe.size import Size
from nnart.recipe.sizes import AnySize, size_of

_WHOLE = (0, -1)


@answering
@dataclass(frozen=True, kw_only=True)
class View:
    """A window of pixels on the plane.

    A pixel's place depends only on the whole picture and on its row and column, never on the window: a crop, a
    band or a tile has exactly the pixels of the whole picture.

    Attributes:
        size: width and height of the whole picture; takes what `Job` takes.
        center, zoom, rotate, sampling: as in `Recipe`.
        shrink: how many pixels of the whole picture, in each direction, one pixel of the window stands for; it
            lies in their middle.
        rows, cols: the window, as half-open ranges of pixels; the whole picture by default. With `shrink`, the
            last pixels may reach beyond the picture's edges.
    """

    size: Size
    center: tuple[float, float] = (0.0, 0.0)
    zoom: float = 1.0
    rotate: float = 0.0
    sampling: str = "centres"
    shrink: int = 1
    rows: tuple[int, int] = _WHOLE
    cols: tuple[int, int] = _WHOLE

    if TYPE_CHECKING:  # it takes what people write for a size

        def __init__(
            self,
            *,
            size: AnySize,
            center: tuple[float, float] = (0.0, 0.0),
            zoom: float = 1.0,
            rotate: float = 0.0,
            sampling: str = "centres",
            shrink: int = 1,
            rows: tuple[int, int] = _WHOLE,
            cols: tuple[int, int] = _WHOLE,
        ) -> None: ...

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", size_of(self.size))
        check_fields(self)
        if self.shrink < 1:
            raise InputError(fault("range", "a whole number from 1 is needed", "shrink", got=self.shrink))
        check_frame(vars(self))
        for name, side in zip(("rows", "cols"), self.extent, strict=True):
            if getattr(self, name) == _WHOLE:
                object.__setattr__(self, name, (0, side))
            start, stop = getattr(self, name)
            end = side if self.shrink == 1 else stop
            if not (isinstance(start, int) and isinstance(stop, int) and 0 <= start < stop <= end):
                says = f"whole numbers within 0 … {side} are needed, not {start} … {stop}"
                raise InputError(fault("range", says, name))

    @classmethod
    @checked
    def of(cls, recipe: Recipe, size: AnySize) -> Self:
        """Return the view of a recipe's whole picture; `size` takes what `Job` takes."""
        return cls(
            size=size_of(size),
            center=recipe.center,
            zoom=recipe.zoom,
            rotate=recipe.rotate,
            sampling=recipe.sampling,
        )

    @property
    def extent(self) -> tuple[int, int]:
        """Rows and columns of the whole picture, counted in pixels of the window."""
        rows, columns = (-(-side // self.shrink) for side in self.size.shape)
        return rows, columns

    @checked
    def shrunk(self, shrink: int) -> Self:
        """Return the whole picture, shrunk by this factor in each direction."""
        rows, columns = self.extent
        if (shrink, self.rows, self.cols) == (self.shrink, (0, rows), (0, columns)):
            return self
        return replace(self, shrink=shrink, rows=_WHOLE, cols=_WHOLE)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the window."""
        return self.rows[1] - self.rows[0], self.cols[1] - self.cols[0]

    @checked
    def crop(self, rows: tuple[int, int], cols: tuple[int, int] | None = None) -> Self:
        """Return the window with these rows and columns of the whole picture."""
        cols = self.cols if cols is None else cols
        return self if (rows, cols) == (self.rows, self.cols) else replace(self, rows=rows, cols=cols)

    @checked
    def within(self, window: View) -> tuple[slice, slice]:
        """Return this window's slices of the array (rows, columns, …) of a larger window."""
        rows, columns = (
            slice(start - first, stop - first)
            for (start, stop), (first, _) in ((self.rows, window.rows), (self.cols, window.cols))
        )
        return rows, columns

    @checked
    def bands(self, height: int) -> Iterator[Self]:
        """Cut the window into bands of `height` rows; the last one may be lower."""
        _check_length("height", height)
        start, stop = self.rows
        for row in range(start, stop, height):
            yield self.crop((row, min(row + height, stop)))

    @checked
    def columns(self, width: int) -> Iterator[Self]:
        """Cut the window into parts of `width` columns; the last one may be narrower."""
        _check_length("width", width)
        start, stop = self.cols
        for column in range(start, stop, width):
            yield self.crop(self.rows, (column, min(column + width, stop)))

    def points(self) -> NDArray[np.float64]:
        """Return x and y of the window's pixels as float64 (2, rows * columns), row by row.

        Let H and W be the whole picture's height and width, i and j a pixel's row and column, and s = `shrink`.
        In half pixels from the middle, the pixel lies at u = s (2j + 1) - W and v = H - s (2i + 1), both exact;
        then (x, y) = center + k R (u, v), where R turns by `-rotate` and k = 1 / (zoom * min(H, W)), or 1 /
        (zoom * (min(H, W) - 1)) when sampling at the ends. Each operation is one NumPy call, so that no
        compiler can contract two of them.
        """
        x, y = self._plane(np.arange(*self.rows)[:, None], np.arange(*self.cols))
        return np.stack([x.ravel(), y.ravel()])

    @checked
    def points_at(self, rows: NDArray[np.int64], cols: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return x and y of the pixels at these rows and columns, (P,) each, as float64 (2, P).

        Pixels may lie outside the window and the picture: the plane has no edge.
        """
        if rows.shape != cols.shape or rows.ndim != 1:
            says = "two arrays (P,) of one length are needed"
            raise InputError(fault("type", f"{says}, not {rows.shape} and {cols.shape}", "rows", "cols"))
        return np.stack(self._plane(rows, cols))

    def _plane(
        self, rows: NDArray[np.int64], cols: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        width, height = self.size
        short = min(height, width) - (self.sampling == "ends")
        scale = 1.0 / (self.zoom * max(short, 1))
        u = (self.shrink * (2.0 * cols + 1.0) - width) * scale
        v = (height - self.shrink * (2.0 * rows + 1.0)) * scale
        cosine, sine = cos_sin(self.rotate)
        x = (self.center[0] + u * cosine) + v * sine
        y = (self.center[1] - u * sine) + v * cosine
        return x, y


def _check_length(name: str, length: int) -> None:
    if length < 1:
        raise InputError(fault("range", "a whole number from 1 is needed", name, got=length))
