"""The command line: parse, call one public function, report."""

from __future__ import annotations

import inspect
import os
import re
import signal
import sys
import warnings
from typing import NoReturn

from nnart.cli.console import fail, printable, say
from nnart.errors import InputError, Kept, NnartError, Resumable, Way, Wording, shown_path

_NOTHING_LEFT = "no unfinished file was left behind"
_INTERRUPTED = 130  # what Typer turns a Ctrl-C into


def main() -> NoReturn:
    """Run the command line: exit code 0, 1 for a failure, 2 for a wrong usage, 130 when interrupted."""
    code: int | str | None
    kept = ""
    try:
        code = _run()
    except KeyboardInterrupt as error:
        code, kept = _INTERRUPTED, _kept(error)
    except InputError as error:
        fail("; ".join(_with_option(_WORDS.fault(fault)) for fault in error.faults), 2)
    except NnartError as error:
        message = _WORDS.error(error).replace(" (force=True)", "")  # which is for programs
        fail("; ".join(filter(None, [message, _kept(error)])), 1)
    except SystemExit as error:  # by a signal
        code, kept = error.code, _kept(error)
        if code in _ended and code != _INTERRUPTED:
            say(f"nnart: ended; {kept or _NOTHING_LEFT}")
    except MemoryError:
        fail("there is not enough memory for a picture of that size; as .png it takes little", 1)
    except OSError as error:
        if sys.stdout is not None:  # Python must not try, and complain, again when it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):  # whoever read our output has seen enough
            fail(error.strerror or str(error), 1)
        code = 1
    if code == _INTERRUPTED:
        fail(f"interrupted; {kept or _NOTHING_LEFT}", code)
    sys.exit(code)


class _Words(Wording):
    """Names options and commands in ways out."""

    def way(self, way: Way) -> str:
        """Return a way out as one clause."""
        if way.give is not None:
            return f"--{way.give} {way.does}"
        return f"nnart show {way.does}" if way.call == "read_sheet" else super().way(way)


_WORDS = _Words()


class Ended(Resumable, SystemExit):
    """A signal that ends the process, with its exit code."""


_ended: list[int] = []  # by signals: what they raise may be lost while Python imports, in one of its callbacks


def _end(code: int) -> None:
    _ended.append(code)
    raise Ended(code)


def _kept(error: BaseException) -> str:
    """Return what an exception says of work that is kept for the next time."""
    kept = [_sentence(each) for each in error.kept] if isinstance(error, Resumable) else []
    return "; ".join([*getattr(error, "__notes__", []), *kept])


def _sentence(kept: Kept) -> str:
    if kept.path is None:
        return "what is painted is kept, and the same command goes on"
    share, what = f"{100 * (kept.share or 0):.0f} %", "it"
    if kept.counted is not None:
        count, total, things = kept.counted
        share, what = f"the scores of {count}", f"{total} {things if total > 1 else things.removesuffix('s')}"
    return f"{shown_path(kept.path)} keeps {share} of {what}; the same again goes on"


def _run() -> int:
    """Run the command line and return its exit code."""
    # Typer would keep a KeyboardInterrupt, and what was noted in it, to itself.
    for name, code in (("SIGINT", _INTERRUPTED), ("SIGTERM", 143), ("SIGHUP", 129)):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:  # as under nohup
            signal.signal(number, lambda *_, code=code: _end(code))
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    warnings.formatwarning = lambda message, *_, **__: f"nnart: {printable(str(message))}\n"

    import typer  # here, so that an early Ctrl-C is met like any other

    from nnart.cli.app import app

    if _ended:
        sys.exit(_ended[0])
    try:
        code = app(standalone_mode=False) or 0
    except typer.Abort:
        return _INTERRUPTED
    except typer.TyperException as error:
        message = error.format_message() if hasattr(error, "format_message") else str(error)
        known = {command.name for command in app.registered_commands}
        _fail_usage(message, next((word for word in sys.argv[1:2] if word in known), None))
    if sys.stdout is not None:
        sys.stdout.flush()
    return int(code)


def _with_option(fault: str) -> str:
    """Return a fault that begins with names of values, as in `a and b: …`, with those of their options."""
    from nnart.cli.app import app

    names, colon, rest = fault.partition(":")
    known = {command.name: command.callback for command in app.registered_commands}
    command = known.get(sys.argv[1] if len(sys.argv) > 1 else "", known["render"])
    assert command is not None
    options = inspect.signature(command).parameters
    if not all(name in options for name in re.split(" and |, ", names)):
        return fault
    return re.sub(r"(\w+)( and |, |$)", r"--\1\2", names) + colon + rest


def _fail_usage(message: str, command: str | None) -> NoReturn:
    """Say in one line what Typer found wrong with the options."""
    hint = "colours need quotes: '#0b132b,#f5cb5c'; " if "'--palette' requires" in message else ""
    help_command = f"nnart {command} --help" if command else "nnart --help"
    fail(f"{message.rstrip('.')}; {hint}see {help_command}", 2)
