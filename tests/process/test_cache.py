"""The cache of the compiled kernel, as processes share it, and whatever else is set for Python."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import nnart
from nnart.kernel.kept import Kernel, key
from tests.commandline import POSIX, SMALL
from tests.conftest import Run, names
from tests.forbidden import forbidding_execution

RENDER = ("render", "--seed", "8", *SMALL, "-q")


@pytest.mark.slow
@pytest.mark.parametrize("warnings", ["default", "error"])
def test_where_nothing_can_be_kept_it_is_said_and_painted(warnings: str, nnart_: Run, tmp_path: Path) -> None:
    nowhere = tmp_path / "file"
    nowhere.write_text("a file where a folder should be")
    places = {"NNART_CACHE_DIR": str(nowhere / "a"), "XDG_CACHE_HOME": str(nowhere), "PYTHONWARNINGS": warnings}
    done = nnart_(*RENDER, **places)
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("nnart: the compiled kernel is not kept for the next time (")
    assert nnart.verify(tmp_path / "nnart-8.png") is None


@pytest.mark.slow
def test_processes_may_compile_at_once(tmp_path: Path) -> None:
    environment = os.environ | {"NNART_CACHE_DIR": str(tmp_path / "cache")}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "nnart", "render", "--seed", str(seed), *SMALL],
            cwd=tmp_path, env=environment, stderr=subprocess.PIPE,
        )
        for seed in (1, 2)
    ]  # fmt: skip
    for process in running:
        _, stderr = process.communicate(timeout=100)
        assert process.returncode == 0
        assert re.fullmatch(rb"(compiling for this processor, once: [^\n]*\n)?seed \d [^\n]*\n", stderr)


@pytest.mark.slow
def test_the_first_picture_says_that_it_compiles(nnart_: Run, tmp_path: Path) -> None:
    """And no other one."""
    for lines in (2, 1):
        done = nnart_("render", "--seed", "8", *SMALL, NNART_CACHE_DIR=str(tmp_path / "cache"))
        assert (done.returncode, done.stderr.count("\n")) == (0, lines)
        assert done.stderr.count("compiling for this processor, once") == lines - 1


@pytest.mark.slow
def test_what_a_program_has_set_for_llvm_does_not_decide_the_code(tmp_path: Path) -> None:
    """Nor does its first picture differ."""
    sets = "from llvmlite import binding; binding.set_option('', '--align-all-blocks=5')"
    itself = "from nnart.kernel import compiled, compiler; compiler.compile_kernel = compiled.machine_code"
    paints = "import nnart; nnart.render(nnart.Recipe(seed=1), (8, 8))"
    kernels = []
    for name, program in (("set", (sets, paints)), ("not", (paints,)), ("within", (sets, itself, paints))):
        environment = os.environ | {"NNART_CACHE_DIR": str(tmp_path / name)}
        subprocess.run([sys.executable, "-c", "; ".join(program)], env=environment, check=True)
        (file,) = (tmp_path / name).iterdir()
        assert file.name == f"kernel-{key()}"
        kernels.append(file.read_bytes())
    assert kernels[0] == kernels[1]
    assert kernels[0] != kernels[2], "the option changes nothing, and shows nothing"


def test_a_setting_that_says_nothing_is_refused(nnart_: Run, tmp_path: Path) -> None:
    done = nnart_(*RENDER, NNART_SHAPE="7")
    assert (done.returncode, names(tmp_path)) == (1, [])
    assert done.stderr.startswith("nnart: NNART_SHAPE: '7' is not one of default, ")
    assert done.stderr.endswith("; unset it\n")


@POSIX
@pytest.mark.slow
def test_a_kernel_that_others_planted_is_not_run(nnart_: Run, tmp_path: Path) -> None:
    """To run it would be a crash."""
    planted = Kernel(b"no object file", {}).to_bytes()
    shared = tmp_path / "shared"
    for folder in (shared, shared / f"nnart-{os.geteuid()}"):
        folder.mkdir()
        (folder / f"kernel-{key()}").write_bytes(planted)
        folder.chmod(0o1777)
    done = nnart_(*RENDER, NNART_CACHE_DIR=str(shared), XDG_CACHE_HOME=str(tmp_path / "own"))
    assert done.returncode == 0
    assert done.stderr.startswith("nnart: the compiled kernel is now kept in ")
    assert "others may write to " in done.stderr
    assert done.stderr.count("\n") == 1
    assert (
        nnart_(*RENDER, "--force", NNART_CACHE_DIR=str(shared), XDG_CACHE_HOME=str(tmp_path / "own")).stderr
        == ""
    )


@POSIX
@pytest.mark.slow
def test_the_cache_is_private_whatever_the_umask(tmp_path: Path) -> None:
    cache = tmp_path / "own" / "nnart"
    command = f"umask 000; exec '{sys.executable}' -m nnart {' '.join(RENDER)}"
    environment = os.environ | {"XDG_CACHE_HOME": str(cache.parent)}
    environment.pop("NNART_CACHE_DIR", None)
    subprocess.run(["sh", "-c", command], cwd=tmp_path, env=environment, check=True)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (cache.parent, cache, *cache.iterdir())]
    assert modes == [0o700, 0o700, 0o600]


@pytest.mark.slow
def test_where_memory_must_not_be_executed_it_is_said(nnart_: Run, tmp_path: Path) -> None:
    """In the same words, whether the kernel is there or not."""
    warm, cold = str(tmp_path / "warm"), str(tmp_path / "cold")
    start = (
        forbidding_execution() + "import runpy; runpy.run_module('nnart', run_name='__main__', alter_sys=True)"
    )
    assert nnart_(*RENDER, NNART_CACHE_DIR=warm).returncode == 0
    for cache in (warm, cold):
        environment = os.environ | {"NNART_CACHE_DIR": cache}
        done = subprocess.run(
            [sys.executable, "-c", start, *RENDER, "--force"],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert done.stderr.startswith("nnart: cannot allocate executable memory")
        assert done.stderr.count("\n") == 1


@POSIX
@pytest.mark.slow
def test_a_user_that_no_one_knows_paints(tmp_path: Path) -> None:
    """Without a name, a home and a folder for the kernel."""
    code = """
import os, pwd, sys
def unknown(*_): raise KeyError
pwd.getpwuid = pwd.getpwnam = unknown
from nnart.cli import main
main()
"""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("HOME", "XDG_CACHE_HOME", "NNART_CACHE_DIR", "USER", "LOGNAME")
    }
    done = subprocess.run(
        [sys.executable, "-c", code, *RENDER],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, names(tmp_path)) == (0, ["nnart-8.png"])
    assert done.stderr.startswith("nnart: the compiled kernel is not kept for the next time (")
    assert done.stderr.count("\n") == 1
