"""The version of nnart, and those of the libraries beside it."""

import sys
from functools import cache
from pathlib import Path

__version__ = "0.1.0"


@cache
def version_of(library: str) -> str:
    """Return the version of an installed library, without loading it.

    The folder of a library's metadata is named by both (PyPA's "Recording installed projects"). Python's
    `importlib.metadata` reads a file in it, and loads a parser of mails to do so.

    Args:
        library: its name on PyPI, in lower case.

    Raises:
        PackageNotFoundError: if it is not installed.
    """
    for folder in map(Path, sys.path):
        for metadata in folder.glob(f"{library}-*.dist-info"):
            return metadata.stem.removeprefix(f"{library}-")
    from importlib.metadata import version  # only for what is installed in another way

    return version(library)
