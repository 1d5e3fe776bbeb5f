"""The header of a film."""

from __future__ import annotations

from fractions import Fraction

from tests.films.files.moving import header


def test_its_duration_is_exact() -> None:
    assert header(frames=100, fps=Fraction(30000, 1001)).seconds == Fraction(1001, 300)
