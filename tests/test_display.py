"""What shows itself does so by the page's maker of its kind; see tests/library/test_notebook.py."""

from __future__ import annotations

import pytest

from nnart.display import Displayed


def test_what_has_no_maker_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError):
        Displayed()._repr_html_()
