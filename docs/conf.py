"""The site: Sphinx with MyST and Furo. `make docs` builds it into docs/_build/html."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from nnart.version import __version__

sys.path.insert(0, str(Path(__file__).parent / "extensions"))

project = "nnart"
author = "The nnart founders"
copyright = "The nnart founders, MIT licence"  # noqa: A001 - so Sphinx calls it
release = version = __version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "commands",
    "signatures",
]
exclude_patterns = ["_build", "extensions"]

myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 4

html_theme = "furo"
html_title = "nnart"
html_static_path = ["static"]
html_css_files = ["nnart.css"]
html_js_files = ["nnart.js"]
html_show_sphinx = False
html_copy_source = False
html_theme_options = {"navigation_with_keys": True}

# A docstring's `Recipe` and `layers=40` are names and code.
default_role = "py:obj"
smartquotes_action = "D"  # quotes stay as they are typed

autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "show-inheritance": False}
napoleon_numpy_docstring = False
napoleon_use_rtype = False

linkcheck_retries, linkcheck_timeout, linkcheck_anchors = 3, 15, False

copybutton_prompt_text = r"\$ |>>> "
copybutton_prompt_is_regexp = True


def _keep_sizes(*event: Any) -> None:
    """Keep `a3@300dpi` in a docstring from becoming an address of mail."""
    lines: list[str] = event[-1]
    lines[:] = [line.replace("@", "\\@") for line in lines]


def setup(app: Sphinx) -> None:
    """Change docstrings before they are read."""
    app.connect("autodoc-process-docstring", _keep_sizes)
