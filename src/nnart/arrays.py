"""Types of arrays with their shapes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Points = NDArray[np.float64]  # (2, P): x and y of places on the plane
Field = NDArray[np.float64]  # (P, outputs) or (rows, columns, outputs): what a network answers
Pixels = NDArray[np.uint8] | NDArray[np.uint16]  # (rows, columns, 3), or 4 with alpha
Answer = NDArray[Any]  # of a window: its pixels, or the numbers of its field
Mask = NDArray[np.bool_]
