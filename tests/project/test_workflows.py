"""What GitHub runs and shows. It has not run yet: its files are held to their schema, and to the task file."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import nnart
from tests.pages import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = dict(re.findall(r"^([a-z-]+):([a-z -]*)$", MAKEFILE, re.MULTILINE))
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def load(path: Path) -> dict[str, Any]:
    """Return what a file of YAML holds."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def lines(path: Path) -> list[str]:
    """Return the lines that the steps of a workflow run."""
    steps = [step for job in load(path)["jobs"].values() for step in job["steps"]]
    return [line for step in steps for line in step.get("run", "").splitlines()]


@pytest.mark.parametrize(
    ("schema", "paths"), [("github-workflows", WORKFLOWS), ("dependabot", [GITHUB / "dependabot.yml"])]
)
def test_files_keep_to_their_schema(schema: str, paths: list[Path]) -> None:
    check = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}")
    done = subprocess.run([*check, *map(str, paths)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_says_that_it_has_not_run(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# Not run yet")


def test_workflows_run_the_task_file_and_what_ci_runs() -> None:
    ran = {line for path in WORKFLOWS for line in lines(path)}
    wanted = {target for line in ran if line.startswith("make ") for target in line.split()[1:]}
    assert {"setup", "test", "test-all", "test-lowest", "docs", "links", "dist"} == wanted
    assert wanted < TARGETS.keys()
    assert "bash .ci/run" in ran


def test_ci_runs_what_check_runs() -> None:
    """It begins with the README's command for all tests, which is what `make test-all` runs."""
    assert TARGETS["check"].split() == ["test-all", "lint", "docs"]
    assert "readme '.venv/bin/python -m pytest'" in CI
    assert CI.splitlines()[-1] == "make setup lint docs"


def test_all_targets_are_listed() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    assert phony.split() == list(TARGETS)


def test_every_python_that_is_said_to_work_is_run() -> None:
    said = [text.rpartition(" ")[2] for text in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", text)]
    assert PROJECT["requires-python"] == f">={said[0]}"
    matrix = load(GITHUB / "workflows" / "ci.yml")["jobs"]["test"]["strategy"]["matrix"]
    assert set(said) <= set(matrix["python"])


def test_what_has_not_been_tried_is_not_claimed() -> None:
    systems = [text for text in PROJECT["classifiers"] if text.startswith("Operating System")]
    assert systems == ["Operating System :: POSIX :: Linux"]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_one(path: Path) -> None:
    """GitHub ignores a form that breaks one of these rules."""
    form = load(path)
    assert {"name", "description", "body"} <= form.keys()
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert {field["type"] for field in fields} <= {"input", "textarea", "dropdown", "checkboxes"}
    assert len({field["id"] for field in fields}) == len(fields) > 0
    assert all(field["attributes"]["label"] for field in fields)


def test_a_bug_asks_for_the_version_and_the_recipe() -> None:
    text = (GITHUB / "ISSUE_TEMPLATE" / "bug.yml").read_text(encoding="utf-8")
    assert "`nnart --version`" in text
    assert "`nnart show`" in text


def test_the_citation_is_of_this_version_and_has_the_lecture() -> None:
    citation = load(ROOT / "CITATION.cff")
    assert citation["cff-version"] == "1.2.0"
    assert (citation["title"], citation["version"]) == ("nnart", nnart.__version__)
    (lecture,) = citation["references"]
    assert lecture["authors"][0]["family-names"] == "Marquardt"
