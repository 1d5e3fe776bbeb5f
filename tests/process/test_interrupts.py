"""Interrupts: keys on a real terminal, signals and kills at any moment, and what is found afterwards."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

import nnart
from nnart import cli
from nnart.recipe.recipe import Recipe
from tests.commandline import unmeasured
from tests.conftest import Run, names

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX's terminals and signals")

RECIPE = Recipe(seed=7, layers=20, width=48, gain=1.6, tolerance=0.0)
SIZE = 2200  # some seconds

COMPILES = "compiling for this processor, once: a second or two\n"  # unless the Ctrl-C comes first
INTERRUPTED = "nnart: interrupted; this run left no unfinished file\n"


@pytest.fixture
def recipe(tmp_path: Path) -> str:
    (tmp_path / "r.toml").write_text(RECIPE.to_toml())
    return "r.toml"


def started(folder: Path, terminal: int, *arguments: str) -> subprocess.Popen[bytes]:
    """Start nnart as a shell does: the terminal is its own, so that keys become signals."""
    import fcntl
    import termios

    return subprocess.Popen(
        [sys.executable, "-m", "nnart", *arguments],
        cwd=folder,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509  - no threads run here
        env=os.environ | {"TERM": "xterm", "COLUMNS": "200"},
    )


def said(main: int) -> str:
    """Return all that was written to a terminal whose other side is closed."""
    seen = b""
    try:
        while part := os.read(main, 4096):
            seen += part
    except OSError:  # as Linux says it
        pass
    return seen.decode()


@pytest.mark.slow
@pytest.mark.parametrize("keys", [b"\x03", b"\x03\x03", b"\x1c"], ids=["ctrl-c", "ctrl-c twice", "ctrl-\\"])
@pytest.mark.parametrize("ending", ["png", "tif", "jpg"])
def test_keys_end_a_render_at_any_moment(tmp_path: Path, recipe: str, ending: str, keys: bytes) -> None:
    r"""At once, without an unfinished target. Ctrl-\ asks for a crash, and gets one."""
    import pty

    moments = random.Random(f"{ending}{keys!r}")
    target = f"a.{ending}"
    main, terminal = pty.openpty()
    command = ["render", "--recipe", recipe, "--size", "9000", "-o", target]
    process = started(tmp_path, terminal, *command)
    os.close(terminal)
    time.sleep(moments.uniform(0.8, 2.0))
    os.write(main, keys)
    begun = time.monotonic()
    text = said(main)
    code = process.wait(timeout=60)
    os.close(main)
    assert time.monotonic() - begun < 5  # within a second, were the machine idle
    assert code == (-signal.SIGQUIT if keys == b"\x1c" else 130)
    if code == 130:
        assert "Traceback" not in text
        assert text.count("nnart: interrupted; ") == 1
    kept = {f"{target}.part"} if code == -signal.SIGQUIT else set()
    left = {name for name in names(tmp_path) if not name.startswith(".nnart-")} - {"r.toml"}
    assert left <= kept


@pytest.mark.slow
def test_a_render_killed_again_and_again_ends_in_the_same_bytes(
    tmp_path: Path, recipe: str, nnart_: Run
) -> None:
    """SIGKILL at random moments, another number of threads each time; every run gets further."""
    nnart.save(nnart.Job(RECIPE, (SIZE, SIZE)), tmp_path / "whole.png")
    moments = random.Random(3)
    part = tmp_path / "a.png.part"
    command = ["render", "--recipe", recipe, "--size", str(SIZE), "-o", "a.png"]
    sizes = [0]
    for threads in ("1", "2", "3"):
        process = subprocess.Popen(
            [sys.executable, "-m", "nnart", *command, "--threads", threads],
            cwd=tmp_path,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            if part.exists() and part.stat().st_size > sizes[-1] + 50_000:
                break
            time.sleep(0.01)
        time.sleep(moments.uniform(0, 0.2))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert not (tmp_path / "a.png").exists()
        sizes.append(part.stat().st_size)
    done = nnart_(*command)
    assert done.returncode == 0
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "whole.png").read_bytes()
    assert names(tmp_path) == ["a.png", "r.toml", "whole.png"]


@pytest.mark.slow
def test_long_work_is_kept_and_said(tmp_path: Path, nnart_: Run) -> None:
    """After five seconds; another recipe is refused there, the same one goes on to the same bytes."""
    command = ["render", "--seed", "7", "--width", "48", "--exact", "--size", "9000", "-o", "a.png"]
    command += ["--threads", "1"]  # so many seconds of one processor are enough
    process = subprocess.Popen(
        [sys.executable, "-m", "nnart", *command], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 60
    while not (tmp_path / "a.png.part").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(5.5)
    process.send_signal(signal.SIGTERM)
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == 143
    assert stderr.startswith("nnart: ended; 'a.png.part' keeps ")
    assert " % of it; the same " in stderr
    assert names(tmp_path) == ["a.png.part"]
    other = nnart_(*command, "--layers", "19")
    assert (other.returncode, other.stderr.count("\n")) == (1, 1)
    assert "--restart" in other.stderr


def test_what_is_ignored_stays_ignored(tmp_path: Path) -> None:
    """As under nohup, or behind a shell's &."""
    process = subprocess.Popen(
        [
            "sh",
            "-c",
            f"trap '' HUP INT; exec '{sys.executable}' -m nnart render --seed 7 --size 900 -o a.png -q",
        ],
        cwd=tmp_path,
    )
    for _ in range(10):
        time.sleep(0.05)
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
    assert names(tmp_path) == ["a.png"]


@pytest.mark.slow
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_an_interrupted_render_ends_at_once_and_leaves_nothing(
    tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "nnart", "render", "--seed", "7", "--size", "16k", "-o", "a.png"],
        stderr=subprocess.PIPE, cwd=tmp_path, text=True,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.5)
    assert list(tmp_path.iterdir())
    process.send_signal(sent)
    started = time.monotonic()
    _, stderr = process.communicate(timeout=30)
    assert time.monotonic() - started < 5  # a second and a half at most, were the machine idle
    assert process.returncode == code
    assert list(tmp_path.iterdir()) == []
    begun = "interrupted" if sent == signal.SIGINT else "ended"
    assert stderr == f"nnart: {begun}; this run left no unfinished file\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "file"),
    [("cb", "<frozen importlib._bootstrap>"), ("_invoke_callbacks", "concurrent/futures/_base.py")],
)
def test_a_signal_within_a_callback_comes_a_moment_later(
    monkeypatch: pytest.MonkeyPatch, name: str, file: str
) -> None:
    """What is raised there is lost, or printed as a traceback; the callback itself may call others."""
    number = signal.SIGUSR1
    monkeypatch.setitem(cli._CODES, number, 99)
    monkeypatch.setattr(cli, "_ended", [])
    found: dict[str, Callable[[], None]] = {}
    within = f"import signal; (lambda: (signal.raise_signal({number.value}), signal.getsignal(1)))()"
    exec(compile(f"def {name}():\n    {within}\n", file, "exec"), found)
    before = signal.signal(number, cli._end)
    try:
        found[name]()
        with pytest.raises(cli.Ended) as ended:
            time.sleep(5)
    finally:
        signal.signal(number, before)
    assert ended.value.code == 99


@pytest.mark.slow
def test_a_ctrl_c_is_never_lost(tmp_path: Path) -> None:
    """Not while Python starts or the kernel is compiled either; two processes at a time."""

    def interrupted(moment: float) -> tuple[int, str, set[str]]:
        folder = tmp_path / str(moment)
        folder.mkdir()
        process = subprocess.Popen(
            [sys.executable, "-m", "nnart", "render", "--seed", "7", "--size", "16k"],
            stderr=subprocess.PIPE, cwd=folder, text=True,
            env=unmeasured() | {"NNART_CACHE_DIR": str(folder / "c")},
        )  # fmt: skip
        time.sleep(moment)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=30)
        return process.returncode, stderr, set(names(folder))

    moments = [0.05, 0.15, 0.3, 0.6, 1.0, 2.0]
    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(interrupted, moments))
    for moment, (code, stderr, left) in zip(moments, ends, strict=True):
        if code == 130:
            # Python's own module decimal warns where an import of it was interrupted, and done again.
            said = re.sub(r"^\./Modules/_decimal.*\n", "", stderr, flags=re.MULTILINE)
            assert said.removeprefix(COMPILES) == INTERRUPTED, moment
        begun = re.search(r"cli.__init__\.py\", line \d+, in main", stderr)
        assert code == 130 or begun is None, moment  # Python had not begun to run nnart
        assert code != 0, moment
        assert left <= {"c"}, moment


@pytest.mark.slow
def test_a_ctrl_c_ends_the_compiler_too(tmp_path: Path) -> None:
    """Although it is sent to nnart alone."""
    process = subprocess.Popen(
        [sys.executable, "-m", "nnart", "render", "--seed", "7"],
        stderr=subprocess.PIPE, cwd=tmp_path, text=True,
        env=unmeasured() | {"NNART_CACHE_DIR": str(tmp_path / "c")},
    )  # fmt: skip
    started: list[psutil.Process] = []
    while not started and process.poll() is None:
        started = psutil.Process(process.pid).children()
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=30)
    assert (process.returncode, stderr.removeprefix(COMPILES)) == (130, INTERRUPTED)
    (compiler,) = started
    compiler.wait(timeout=30)  # it ends by itself if the Ctrl-C came before nnart knew that it had started
    assert names(tmp_path) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("moment", ["_fail", "_tell_end"])
def test_a_signal_while_the_end_is_told_is_told_too(
    number: signal.Signals, moment: str, tmp_path: Path
) -> None:
    """Of a run that was refused, and of one that was done."""
    (tmp_path / "a.png").touch()
    name = "a.png" if moment == "_fail" else "b.png"
    code = f"""
import signal
from nnart import cli
tell, calls = cli.{moment}, []
def told(*arguments):
    calls.append(arguments)
    if len(calls) == 1:
        signal.raise_signal({int(number)})
    return tell(*arguments)
cli.{moment} = told
cli.main()
"""
    done = subprocess.run(
        [sys.executable, "-c", code, "render", "7", "--size", "8", "-q", "-o", name],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    ended = "interrupted" if number == signal.SIGINT else "ended"
    assert (done.returncode, done.stderr) == (
        130 if number == signal.SIGINT else 143,
        f"nnart: {ended}; this run left no unfinished file\n",
    )
