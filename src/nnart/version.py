"""The version of nnart, and those of the libraries beside it."""

import re
import sys
from functools import cache
from pathlib import Path

__version__ = "0.1.0"


@cache
def installed_version(library: str) -> str:
    """Return the version of an installed library, without loading it.

    The folder of a library's metadata is named by both (PyPA's "Recording installed projects"). Python's
    `importlib.metadata` reads a file in it, and loads a parser of mails to do so.

    Args:
        library: its name on PyPI, in lower case.

    Raises:
        PackageNotFoundError: if it is not installed.
    """
    found = _named(library)
    if found is None:
        from importlib.metadata import version  # only for what is installed in another way

        return version(library)
    return found


def _named(library: str) -> str | None:
    """Return the version in the name of the first metadata on Python's path, if it is a folder of that form."""
    for folder in sys.path:
        try:
            names = [path.name for path in Path(folder).iterdir()]
        except (FileNotFoundError, PermissionError):  # Python passes over it, too
            continue
        except NotADirectoryError:  # an archive, which may have it
            return None
        for name in names:
            if re.match(rf"{library}[-.].*(dist|egg)-info$", name, re.IGNORECASE):
                found = re.fullmatch(rf"{library}-([^-]+)\.dist-info", name, re.IGNORECASE)
                return found and found[1]
    return None
