"""The tree of tests: whoever looks for the tests of a module finds them by its name."""

from __future__ import annotations

from pathlib import Path

import nnart

SOURCE, TESTS = Path(nnart.__file__).parent, Path(__file__).parent
OTHERS = {"__init__", "__main__"}  # what they do shows in others


def test_every_module_has_its_tests_where_its_name_says() -> None:
    modules = [path.relative_to(SOURCE) for path in SOURCE.rglob("*.py") if path.stem not in OTHERS]
    assert len(modules) > 100
    lacking = [str(path) for path in modules if not (TESTS / path.parent / f"test_{path.name}").is_file()]
    assert not lacking
