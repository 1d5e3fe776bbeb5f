"""Shorten the signatures of the library's reference: names that its page explains stand for what they mean."""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx

# What autodoc writes out, and what stands for it; in this order.
_SHORT = {
    r"(~\w+\.)?Annotated\[[^']*'read by `teller`'\]": "AnyProgress",
    r"(~\w+\.)?Annotated\[[^']*'read by `size_of`'\]": "AnySize",
    r"(~\w+\.)?Annotated\[([^']*), 'read by `\w+`'\]": r"\2",
    r"str \| ~pathlib\.Path \| ~typing\.BinaryIO \| bytes": "File",
    r"(~typing\.)?Literal\['picture', 'samples', 'field'\]": "Show",
    r"~numpy\._typing\._array_like\._Buffer \|.*?complex \| bytes \| str\]": "ArrayLike",
    r"~numpy\.ndarray\[.*?dtype\[~?numpy\.(\w+)\]\]": r"NDArray[\1]",
    r"PngCodec\((?:[^()]|\([^()]*\))*\)": "PNG",
    r"~?dataclasses\.InitVar\[(\w+)\]": r"\1",
    r"<factory>": "...",
    r"(~)nnart\.(?:\w+\.)+(?=\w)": "",
}


def _shorten(*event: Any) -> tuple[str | None, str | None]:
    *_, signature, answer = event
    for long, short in _SHORT.items():
        signature, answer = (text and re.sub(long, short, text) for text in (signature, answer))
    return signature, answer


def setup(app: Sphinx) -> dict[str, bool]:
    """Let autodoc ask for every signature."""
    app.connect("autodoc-process-signature", _shorten)
    return {"parallel_read_safe": True}
