"""Templates: HTML pages by Jinja2, from files of a package."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from markupsafe import Markup


def template(package: str, name: str) -> Template:
    """Return a template, which escapes every value, and fails if one is missing.

    Args:
        package: such as `nnart.sheets`.
        name: of a file in the package's folder templates.
    """
    return _environment(package).get_template(name)


def text(package: str, name: str) -> Markup:
    """Return the text of a file in a package's folder templates, such as a stylesheet, to embed in a page."""
    from markupsafe import Markup

    environment = _environment(package)
    assert environment.loader is not None
    return Markup(environment.loader.get_source(environment, name)[0].rstrip("\n"))


@cache
def _environment(package: str) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # only pages need it

    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        finalize=_escaped,
    )


def _escaped(value: object) -> Markup:
    """Escape a value, with quotes as Python's html.escape writes them, not as MarkupSafe does."""
    from markupsafe import Markup

    return value if isinstance(value, Markup) else Markup(escape(str(value)))
