"""Write the reference of the commands, a page each, from the commands' own help."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from nnart.cli.app import SUMMARIES, load_command


def setup(app: Sphinx) -> dict[str, bool]:
    """Let Sphinx write the pages before it reads any."""
    app.connect("builder-inited", _write_pages)
    return {"parallel_read_safe": True}


def _write_pages(app: Sphinx) -> None:
    folder = Path(app.srcdir) / "reference" / "commands"
    folder.mkdir(exist_ok=True)
    pages = {"index": _index()} | {name: _page(name) for name in SUMMARIES}
    for name, lines in pages.items():
        page, path = "\n".join(lines), folder / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != page:  # else Sphinx reads it again
            path.write_text(page, encoding="utf-8")


def _index() -> Iterator[str]:
    yield "# Commands\n"
    yield "| command | what it does |\n| --- | --- |"
    for name, summary in SUMMARIES.items():
        yield f"| [`nnart {name}`]({name}.md) | {summary} |"
    yield "\n`nnart NAME --help` prints the same in the terminal.\n"
    yield "\n".join(["```{toctree}", ":hidden:", "", *SUMMARIES, "```"])


def _page(name: str) -> Iterator[str]:
    command = load_command(name)
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = [param for param in command.params if param.param_type_name == "option"]
    yield f"# nnart {name}\n"
    for paragraph in (command.help or "").split("\n\n"):
        yield f"{_escaped(paragraph)}\n"
    yield f"```text\n{_usage(name, arguments)}\n```\n"
    if arguments:
        yield from _table("Arguments", "argument", ((f"`{_metavar(param)}`", param) for param in arguments))
    panels = {getattr(param, "rich_help_panel", None) or "Options": None for param in options}
    for panel in panels:
        chosen = [param for param in options if (getattr(param, "rich_help_panel", None) or "Options") == panel]
        yield from _table(panel, "option", ((_names(param), param) for param in chosen))


def _table(title: str, kind: str, rows: Iterator[tuple[str, Any]]) -> Iterator[str]:
    yield f"## {title}\n"
    yield f"| {kind} | what it does |\n| --- | --- |"
    for names, param in rows:
        yield f"| {names} | {_escaped(' '.join((param.help or '').split()))} |"
    yield ""


def _usage(name: str, arguments: list[Any]) -> str:
    words = [_metavar(param) if param.required else f"[{_metavar(param)}]" for param in arguments]
    return " ".join(["nnart", name, "[OPTIONS]", *words])


def _metavar(param: Any) -> str:
    return str(param.metavar or param.name.upper()).strip("[]") + "..." * (param.nargs == -1)


def _names(param: Any) -> str:
    value = "" if param.is_flag else f" {param.metavar or 'TEXT'}"
    *others, last = sorted([*param.opts, *param.secondary_opts], key=len)
    return "<br>".join(f"`{option}`" for option in [*others, last + value])


def _escaped(text: str) -> str:
    """Return text as Markdown that shows it as it is, with options and commands in the type of code."""
    text = re.sub(r"([\\*_<|#\[\]@])", r"\\\1", text)
    return re.sub(r"(?<![\w-])(--[a-z][a-z-]*)", r"`\1`", text)
