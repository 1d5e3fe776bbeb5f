"""Write the reference of the commands, a page each, from the commands' own help."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from nnart.cli.app import SUMMARIES, load_command
from nnart.cli.help import HEADINGS, heading_of

# The pages that teach the commands, seen from theirs.
GUIDES = {
    "render": "../../start/tutorial.md",
    "sheet": "../../guides/sheets.md",
    "studio": "../../guides/studio.md",
    "sweep": "../../guides/sheets.md",
    "neurons": "../../guides/sheets.md",
    "explore": "../../guides/explore.md",
    "breed": "../../guides/breeding.md",
    "vary": "../../guides/breeding.md",
    "keep": "../../guides/breeding.md",
    "film": "../../guides/films.md",
    "gallery": "../../guides/galleries.md",
    "tiles": "../../guides/gigapixels.md",
    "show": "../../guides/sharing.md",
    "verify": "../../guides/sharing.md",
    "open": "../words.md",
    "presets": "../presets.md",
    "palettes": "../../guides/palettes.md",
    "knobs": "../knobs.md",
    "bench": "../../project/benchmarks.md",
}
_KNOBS = (Path(__file__).parents[1] / "reference" / "knobs.md").read_text(encoding="utf-8")
# Where options are explained, with pictures.
SECTIONS = {
    name: f"../knobs.md#{name}" for name in re.findall(r"^### `(--[a-z-]+)`$", _KNOBS, re.MULTILINE)
} | {
    "--preset": "../presets.md",
    "--network": "../../guides/networks.md#the-file",
    "--cluster": "../../guides/clusters.md",
}


def setup(app: Sphinx) -> dict[str, bool]:
    """Let Sphinx write the pages before it reads any."""
    app.connect("builder-inited", _write_pages)
    return {"parallel_read_safe": True}


def _write_pages(app: Sphinx) -> None:
    folder = Path(app.srcdir) / "reference" / "commands"
    folder.mkdir(exist_ok=True)
    pages = {"index": _index()} | {name: _page(name) for name in SUMMARIES}
    for path in folder.glob("*.md"):
        if path.stem not in pages:  # of a command that has another name now
            path.unlink()
    for name, lines in pages.items():
        page, path = "\n".join(lines), folder / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != page:  # else Sphinx reads it again
            path.write_text(page, encoding="utf-8")


def _index() -> Iterator[str]:
    yield "# Commands\n"
    yield "| command | what it does |\n| --- | --- |"
    for name, summary in SUMMARIES.items():
        yield f"| [`nnart {name}`]({name}.md) | {summary} |"
    yield "\nIn the terminal, `nnart help NAME` explains a command."
    yield "[Words, sizes, seeds, and Tab](../words.md) holds for all commands.\n"
    yield "\n".join(["```{toctree}", ":hidden:", "", *SUMMARIES, "```"])


def _page(name: str) -> Iterator[str]:
    command = load_command(name)
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = [param for param in command.params if param.param_type_name == "option"]
    yield f"# nnart {name}\n"
    for paragraph in (command.help or "").split("\n\n"):
        yield f"{_escaped(paragraph)}\n"
    yield f"```text\n{_usage(name, arguments)}\n```\n"
    yield from _examples(command)
    yield f"To learn it: [](<{GUIDES[name]}>)\n"
    if arguments:
        yield from _table("Arguments", "argument", ((f"`{_metavar(param)}`", param) for param in arguments))
    for panel in HEADINGS:
        if chosen := [param for param in options if heading_of(param) == panel]:
            yield from _table(panel, "option", ((_names(param), param) for param in chosen))


def _examples(command: Any) -> Iterator[str]:
    """Yield the examples of a command's help, each below what it does."""
    lines = [f"# {does}\n{line}" for line, does in getattr(command, "examples", {}).items()]
    if lines:
        yield "\n\n".join(["```sh\n" + lines[0], *lines[1:]]) + "\n```\n"


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
    """Return an option's names as Markdown: a letter, its own name with what it takes, others."""
    name, *others = sorted([*param.opts, *param.secondary_opts], key=lambda each: each != param.opts[0])
    whole = name if param.is_flag else f"{name} {param.metavar or 'TEXT'}"
    own = f"[`{whole}`]({SECTIONS[name]})" if name in SECTIONS else f"`{whole}`"
    letters = [f"`{each}`" for each in others if len(each) == 2]
    names = [*letters, own, *(f"`{each}`" for each in others if len(each) > 2)]
    return "<br>".join(f'<span class="option">{each}</span>' for each in names)


def _escaped(text: str) -> str:
    """Return text as Markdown that shows it as it is, with options in the type of code."""
    text = re.sub(r"([\\*_<|#\[\]@])", r"\\\1", text)
    return re.sub(r"(?<![\w-])(--[a-z][a-z-]*)", r"`\1`", text)
