"""The names of the package, as someone meets them who types its name."""

from __future__ import annotations

import pydoc
import subprocess
import sys
from pathlib import Path

import nnart

STUB = Path(nnart.__file__).with_suffix(".pyi")


def test_dir_has_the_public_names_alone() -> None:
    import nnart.explore.breeding

    names = dir(nnart)
    assert names == sorted(names)
    stub = STUB.read_text(encoding="utf-8").split()
    assert set(names) == {stub[i + 1] for i, word in enumerate(stub) if word == "as"}
    assert not {"lazy_loader", "explore", "kernel", "annotations", "recipe"} & set(names)


def test_a_star_brings_them_and_no_more() -> None:
    found: dict[str, object] = {}
    exec("from nnart import *", found)
    assert found.keys() - {"__builtins__"} == set(dir(nnart))
    assert all(not isinstance(value, type(nnart)) for name, value in found.items() if name != "__builtins__")


def test_help_begins_with_an_example_and_ten_names() -> None:
    text = pydoc.plain(pydoc.render_doc(nnart))
    start = text.split("PACKAGE CONTENTS")[0]
    assert 'nnart.render(seed=7, preset="silk", size="4k")' in start
    listed = [
        line.split()[0] for line in (nnart.__doc__ or "").split("Ten names")[1].split("\n\n")[1].splitlines()
    ]
    assert len(listed) == 10
    assert set(listed) <= set(dir(nnart))
    for name in dir(nnart):
        if name != "__version__":
            assert getattr(nnart, name).__doc__, name


def test_it_loads_nothing_heavy() -> None:
    code = "import nnart, sys; dir(nnart); print({'numpy', 'llvmlite', 'PIL'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
