"""What nnart raises, as a tree.

NnartError                 everything below, so that one `except` catches it
├── InputError             a value that breaks a rule; also a ValueError
│   └── RecipeError        one or more of a recipe's values
└── FileError              a file that cannot be read, written or trusted
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self


class NnartError(Exception):
    """A failure that a user can do something about; its text is one line that says what."""


class InputError(NnartError, ValueError):
    """A value that breaks a rule: its name, the rule, the value and the way out."""


class RecipeError(InputError):
    """Every fault of a recipe at once.

    Attributes:
        faults: one sentence for each.
    """

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(faults))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[str, ...]]]:
        """Return how it is made anew in another process."""
        return type(self), (self.faults,)


class FileError(NnartError):
    """A file that cannot be read, written or trusted."""


def shown(value: object) -> str:
    """Return `value` as an error quotes it: one short line without control characters."""
    try:
        text = repr(value)
    except ValueError:  # Python prints no integer of more than 4300 digits
        text = "a number of thousands of digits"
    except RecursionError:
        text = "lists of hundreds of levels"
    text = "".join(one if one.isprintable() else " " for one in text)  # NumPy's arrays go over several lines
    return text if len(text) <= 60 else f"{text[:40]}… ({len(text)} characters)"


def shown_path(path: Path) -> str:
    """Return a file's name as an error quotes it: in full, without control characters."""
    return repr(str(path))
