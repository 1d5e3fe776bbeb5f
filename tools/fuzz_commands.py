"""Run command lines that are made from the commands' own options, and say which of them go wrong.

    python tools/fuzz_commands.py --from 0 --lines 5000
    python tools/fuzz_commands.py --from 1234 --lines 1        the one again that went wrong

CI runs the first ones (tests/process/test_commandlines.py says how many). Any number of processes may share the
work, each with lines of its own. Needs `pip install -e '.[test]'`.
"""

from __future__ import annotations

import argparse
import shlex
import sys
import tempfile
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.commandlines import line
from tests.play import TimedOut, play
from tests.playground import make_playground


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="first", type=int, default=0, help="number of the first line")
    parser.add_argument("--lines", type=int, default=1000, help="how many")
    parser.add_argument("--show", action="store_true", help="print every line before it is run")
    asked = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_playground(folder / "made")
        for number in range(asked.first, asked.first + asked.lines):
            if asked.show:
                print(f"{number}: {shlex.join(line(number))}", flush=True)
            found = _played(number, folder)
            wrong += bool(found)
            if found:
                print(f"{number}: nnart {shlex.join(line(number))}", *found, sep="\n    ", flush=True)
    print(f"{wrong} of {asked.lines} lines went wrong")
    return int(wrong > 0)


def _played(number: int, folder: Path) -> list[str]:
    with tempfile.TemporaryDirectory(dir=folder) as copies:
        try:
            return play(number, folder / "made", Path(copies))
        except (Exception, TimedOut) as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            return [f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"]


if __name__ == "__main__":
    sys.exit(main())
