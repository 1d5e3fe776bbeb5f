"""Words: what people ask of pictures, and which measures stand for it. Loads no NumPy."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Of the measures.
NAMES = ("colourfulness", "entropy", "compressed", "edges", "slope", "contrast")

# What people ask for, in standard deviations of measures.
PREFERENCES: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "striking": {"contrast": 1.0, "entropy": 1.0, "edges": 0.5},
        "calm": {"edges": -1.0, "compressed": -1.0, "slope": -0.5},
        "busy": {"edges": 1.0, "compressed": 1.0, "slope": 0.5},
        "colourful": {"colourfulness": 1.0},
        "muted": {"colourfulness": -1.0},
        "bold": {"contrast": 1.0, "edges": 0.5},
        "soft": {"contrast": -1.0, "edges": -0.5},
        "rich": {"entropy": 1.0},
        "plain": {"entropy": -1.0},
    }
)
