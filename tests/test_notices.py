"""Notices: told, filtered like warnings, and never an error."""

from __future__ import annotations

import warnings

import pytest

from nnart.notices import tell


def test_a_notice_is_a_warning() -> None:
    with pytest.warns(RuntimeWarning, match="something is odd"):
        tell("something is odd")


def test_where_warnings_are_errors_it_is_shown_and_work_goes_on() -> None:
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("error")
        tell("something is odd")
    assert [(one.category, str(one.message)) for one in shown] == [(RuntimeWarning, "something is odd")]


def test_a_notice_can_be_filtered_out() -> None:
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("ignore")
        tell("something is odd")
    assert not shown
