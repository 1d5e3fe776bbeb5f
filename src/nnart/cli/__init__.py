"""The command line: parse, call one public function, report."""

from __future__ import annotations

import atexit
import gc
import os
import shlex
import signal
import sys
import warnings
from contextlib import suppress
from threading import Timer
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from nnart.cli.console import fail, ignore_odd_terminals, printable, say
from nnart.cli.process import describe_shortage, make_room_for_numpy
from nnart.errors import InputError, NnartError, Resumable

if TYPE_CHECKING:
    from nnart.cli.wording import CommandWording

_NOTHING_LEFT = "this run left no unfinished file"
_INTERRUPTED = 130  # what Typer turns a Ctrl-C into
# Functions of Python's own that run callbacks: of weak references while it imports, and of futures.
_CALLBACKS = (("cb", "importlib"), ("_invoke_callbacks", "futures"))
_CODES = {
    getattr(signal, name): code
    for name, code in (("SIGINT", _INTERRUPTED), ("SIGTERM", 143), ("SIGHUP", 129))
    if hasattr(signal, name)  # Windows lacks the last
}


def main() -> NoReturn:
    """Run the command line: exit code 0, 1 for a failure, 2 for a wrong usage, 130 when interrupted."""
    try:
        _run_and_tell()
    except Ended as error:  # a signal, while it was being told how the run had ended
        _tell_end(error.code, _kept(error))
        raise
    finally:
        for number in _CODES:  # what Python does at its end is not to be interrupted
            if signal.getsignal(number) is _end:
                signal.signal(number, signal.SIG_IGN)


def _run_and_tell() -> NoReturn:
    """Run the command line, and end with its exit code; tell what ended it, if it did not succeed."""
    code: int | str | None
    kept = ""
    try:
        code = _run()
    except KeyboardInterrupt as error:
        code, kept = _INTERRUPTED, _kept(error)
    except NnartError as error:
        _fail(error)
    except SystemExit as error:
        code, kept = error.code, _kept(error)
    except (MemoryError, ImportError, RuntimeError, SystemError) as error:
        if (shortage := describe_shortage(error)) is None:
            raise
        fail(shortage, 1)
    except OSError as error:
        if sys.stdout is not None:  # Python must not try, and complain, again when it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):  # whoever read our output has seen enough
            fail(describe_shortage(error) or error.strerror or str(error), 1)
        code = 1
    _tell_end(code, kept)
    if not code:  # all is closed, and Python need not look through all that is left for circles
        atexit.register(gc.freeze)
    sys.exit(code)


def _tell_end(code: int | str | None, kept: str) -> None:
    """Tell that a signal has ended the run, and end, if that is what the exit code says."""
    if code == _INTERRUPTED:
        fail(f"interrupted; {kept or _NOTHING_LEFT}", _INTERRUPTED)
    if code in _ended:
        fail(f"ended; {kept or _NOTHING_LEFT}", int(code))


class Ended(Resumable, SystemExit):
    """A signal that ends the process, with its exit code."""


_ended: list[int] = []  # by signals: what they raise may be lost in other libraries' callbacks


def _end(number: int, frame: FrameType | None) -> None:
    """Handle a signal: end the process, in a moment where an exception would be lost now."""
    if _loses(frame):
        with suppress(RuntimeError):  # without another thread it has to be sent again
            Timer(0.01, signal.raise_signal, [number]).start()
            return
    code = _CODES[number]
    _ended.append(code)
    raise Ended(code)


def _loses(frame: FrameType | None) -> bool:
    """Return whether Python runs a callback, of which it would print what is raised, and go on."""
    while frame is not None:
        if any(frame.f_code.co_name == name and file in frame.f_code.co_filename for name, file in _CALLBACKS):
            return True
        frame = frame.f_back
    return False


def _kept(error: BaseException) -> str:
    """Return a sentence on which part of the work was saved when an exception ended it."""
    from nnart.cli.wording import describe_kept

    return describe_kept(getattr(error, "kept", ()))


def _fail(error: NnartError) -> NoReturn:
    """Print the error and which part of the work was saved, and end."""
    shortage = describe_shortage(error)  # whatever file was at hand when a library found too little
    message = shortage or _wording().error(error)
    code = 2 if isinstance(error, InputError) and shortage is None else 1
    fail("; ".join(filter(None, [message, _kept(error)])), code)


def _wording() -> CommandWording:
    """Return the words of the command that runs."""
    from nnart.cli.app import load_command
    from nnart.cli.wording import CommandWording

    return CommandWording(load_command(_running() or "render").params)


def _running() -> str | None:
    """Return the name of the command that runs."""
    from nnart.cli.app import command_named

    return command_named(sys.argv[1]) if len(sys.argv) > 1 else None


def _run() -> int:
    """Run the command line and return its exit code."""
    # Typer would keep a KeyboardInterrupt, and what it says is kept, to itself.
    for number in _CODES:
        if signal.getsignal(number) != signal.SIG_IGN:  # as under nohup
            signal.signal(number, _end)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    warnings.formatwarning = lambda message, *_, **__: f"nnart: {printable(str(message))}\n"

    ignore_odd_terminals()
    if os.environ.get("_NNART_COMPLETE"):
        from nnart.cli import shells

        if shells.asked(os.environ):
            return shells.complete(os.environ)

    _read_as_typed()
    if sys.argv[1:] and not {"--help", "--help-all", "--version"} & set(sys.argv):
        make_room_for_numpy()

    import typer  # here, so that an early Ctrl-C is met like any other

    from nnart.cli.app import app

    if _ended:
        sys.exit(_ended[0])
    try:
        code = app(standalone_mode=False, prog_name="nnart") or 0
    except typer.Abort:
        return _INTERRUPTED
    except typer.TyperException as error:
        _fail_usage(error, _running())
    if sys.stdout is not None:
        sys.stdout.flush()
    return int(code)


def _read_as_typed() -> None:
    """Take dashes and quotes of phones and chats, and what was pasted, as it was meant, and say so."""
    from nnart.recipe.typography import plain_words

    words = plain_words(sys.argv[1:])
    if "nnart" in words[:3] or " " in "".join(words[:1]) or words[:1] == ["$"]:
        from nnart.cli.app import command_named
        from nnart.cli.pastes import unpasted

        words = unpasted(words, lambda word: command_named(word) is not None)
    if words != sys.argv[1:]:
        sys.argv[1:] = words
        say(f"read as nnart {shlex.join(words)}", bool({"-q", "--quiet"} & {*words}))


def _fail_usage(error: Exception, command: str | None) -> NoReturn:
    """Say in one line what Typer found wrong with the options."""
    from nnart.cli.app import PARAMETERS
    from nnart.cli.hints import hint_for

    words = sys.argv[1:] if command is None else sys.argv[2:]
    message, hint = hint_for(error, words, command, PARAMETERS)
    help_command = f"nnart {command} --help" if command else "nnart --help"
    fail("; ".join(filter(None, (message.rstrip("."), hint, f"see {help_command}"))), 2)
