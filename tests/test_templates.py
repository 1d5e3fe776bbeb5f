"""Templates: every value is escaped, and none may be missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from nnart.templates import template, text


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package with templates."""
    (tmp_path / "nnart_pages" / "templates").mkdir(parents=True)
    (tmp_path / "nnart_pages" / "__init__.py").touch()
    (tmp_path / "nnart_pages" / "templates" / "a.html").write_text("<p>{{ value }}</p>\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "nnart_pages", raising=False)
    return "nnart_pages"


def test_values_are_escaped_as_python_does(package: str) -> None:
    page = template(package, "a.html")
    assert page.render(value="<b>\"&'") == "<p>&lt;b&gt;&quot;&amp;&#x27;</p>\n"
    assert page.render(value=3) == "<p>3</p>\n"
    assert page.render(value=Markup("<b>")) == "<p><b></p>\n"
    assert text(package, "a.html") == "<p>{{ value }}</p>"


def test_what_is_missing_is_an_error(package: str) -> None:
    with pytest.raises(UndefinedError):
        template(package, "a.html").render(values=3)


def test_only_pages_load_jinja() -> None:
    code = "import sys, nnart.cli.app, nnart.gallery.site, nnart.sheets.files, nnart.tiles.tiles; "
    code += "sys.exit(any(name.startswith(('jinja2', 'markupsafe')) for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
