"""Check the links of the site that lead to other sites, with Sphinx's linkcheck.

python tools/links.py

Links between pages are checked when the site is built. Without a network, this says so and passes.
"""

from __future__ import annotations

import socket
import sys
from contextlib import closing
from pathlib import Path

from sphinx.cmd.build import main as build

DOCS = Path(__file__).parent.parent / "docs"
PROBE = ("github.com", 443)  # most links lead there
SECONDS = 5.0


def is_reachable() -> bool:
    """Return whether this machine reaches other sites."""
    try:
        with closing(socket.create_connection(PROBE, SECONDS)):
            return True
    except OSError:
        return False


def main() -> int:
    """Return the exit code: 0 if no link is broken, or none could be tried."""
    if not is_reachable():
        print(f"links to other sites were not checked: {PROBE[0]} cannot be reached")
        return 0
    return build(["-q", "-b", "linkcheck", str(DOCS), str(DOCS / "_build" / "linkcheck")])


if __name__ == "__main__":
    sys.exit(main())
