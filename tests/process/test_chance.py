"""Chance: properties are tried with the same examples each time, in any order and on any machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers

ROOT = Path(__file__).parents[2]
# Of numbers, texts, recipes and data of hypothesis's own, which take next to no time.
_PROPERTIES = (
    "tests/cli/test_filenames.py::test_text_without_fields_is_the_name",
    "tests/explore/test_taste.py::test_scores_do_not_depend_on_order_or_units",
    "tests/explore/test_scores.py::test_what_was_added_is_there",
    "tests/process/test_hostile.py::test_nearly_recipes_are_recipes_or_refused_the_same_in_every_way",
)

_RUN = "import sys, pytest, {module}; sys.exit(pytest.main(sys.argv[1:]))"


def test_no_property_draws_by_chance(request: pytest.FixtureRequest) -> None:
    """Nor replays what has failed on this machine; and no machine is too slow for one."""
    if request.config.getoption("--hypothesis-profile") == "random":
        pytest.skip("random examples were asked for")
    assert settings.get_current_profile_name() == "nnart"
    items: list[Any] = request.session.items
    tried = [item for item in items if item.get_closest_marker("hypothesis")]
    for item in tried:
        found = item.obj._hypothesis_internal_use_settings
        assert (found.derandomize, found.database, found.deadline) == (True, None, None), item.nodeid


def test_only_profiles_that_are_named_are_there() -> None:
    """Another one that draws would be one that somebody may load by mistake."""
    assert {*settings._profiles} == {"default", "ci", "nnart", "random"}
    drawing = {name for name, each in settings._profiles.items() if not each.derandomize}
    assert drawing == {"default", "random"}


def test_no_example_is_taken_from_modules_that_happen_to_be_loaded() -> None:
    """Fails where hypothesis finds them in another way than tests/conftest.py switches off."""
    import nnart.gallery.site  # noqa: F401

    constants = providers._get_local_constants()
    assert not any((constants.integers, constants.floats, constants.bytes, constants.strings))


@pytest.mark.slow
def test_examples_are_the_same_in_another_process(tmp_path: Path) -> None:
    """Whose sets have another order, which has loaded other modules, and where CI is set or not."""
    seen = []
    for seed, module, more in (("1", "json", {}), ("2", "nnart.gallery.site", {"CI": "true"})):
        options = ["-n", "0", "-q", "-s", "-p", "no:cacheprovider", "--hypothesis-verbosity=verbose"]
        done = subprocess.run(
            [sys.executable, "-c", _RUN.format(module=module), *options, *_PROPERTIES],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name != "CI"}
            | {"PYTHONHASHSEED": seed, "HYPOTHESIS_STORAGE_DIRECTORY": str(tmp_path / seed)}
            | more,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr
        # An object of random numbers is shown by where it lies in memory.
        seen.append(re.sub(r"0x[0-9a-f]+|in [\d.]+s", "", done.stdout))
    assert len(seen[0].splitlines()) > 500
    assert seen[0] == seen[1]
