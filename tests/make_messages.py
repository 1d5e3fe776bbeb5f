"""The command line's answers to wrong usages, tests/cli/messages.txt.

python -m tests.make_messages            prints them
python -m tests.make_messages --write    writes the file anew: read what git says has changed
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.cli.usages import MESSAGES, answers, snapshot


def main() -> None:
    """Print the answers, or write them into their file."""
    with tempfile.TemporaryDirectory() as folder:
        text = snapshot(answers(Path(folder)))
    if "--write" in sys.argv[1:]:
        MESSAGES.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
