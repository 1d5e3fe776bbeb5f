"""Errors about colours."""

from __future__ import annotations

from nnart.errors import InputError, Way, fault, shown


def not_a_colour(text: str, says: str, *ways: str | Way) -> InputError:
    """Return the error for a text that is not a colour."""
    return InputError(fault("syntax", f"{shown(text)} {says}", ways=ways))


def see_through(text: str, opaque: str) -> InputError:
    """Return the error for a transparent colour, with the opaque colour as the way out."""
    says = "is transparent, and a palette is opaque"
    seen = Way("makes the picture transparent", "alpha", "vignette")
    return not_a_colour(text, says, f"write {opaque}, or the colour that it has on your background", seen)
