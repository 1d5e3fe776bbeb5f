"""What the command line says to wrong usages, and that it is one line, without loading anything heavy."""

from __future__ import annotations

import pytest

from tests.cli.usages import MESSAGES, Answer, answers, commands, snapshot


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    return answers(tmp_path_factory.mktemp("usages"))


@pytest.mark.slow
@pytest.mark.parametrize("command", commands())
def test_a_wrong_usage_gets_one_line_and_code_1_or_2(command: str, found: dict[str, Answer]) -> None:
    code, stdout, stderr = found[command]
    assert code in (1, 2)
    assert stdout == ""
    assert all(line.startswith("nnart: ") and line.isprintable() for line in stderr.splitlines())
    assert stderr.count("\n") == 1 or command.startswith("gallery ")  # which lists all that is wrong


def test_messages_are_those_that_were_reviewed(found: dict[str, Answer]) -> None:
    """`python -m tests.make_messages --write` takes new ones."""
    assert snapshot(found).splitlines() == MESSAGES.read_text(encoding="utf-8").splitlines()
