"""The command line: parse, call one public function, report."""

from __future__ import annotations

import os
import re
import signal
import sys
from typing import Annotated, NoReturn

import typer

from nnart import __version__
from nnart.cli import look, paint
from nnart.cli.report import fail
from nnart.errors import InputError, NnartError

# A fault begins with the name of the value at fault, which is also that of its option.
_OPTIONS = re.compile(
    "^(seed|layers|width|activation|detail|bias|gain|palette|size|center|zoom|rotate|preset|output|bits|threads):"
)

_INTERRUPTED = 130  # what Typer turns a Ctrl-C into

app = typer.Typer(
    name="nnart",
    help="Pictures painted by deep random neural networks. Start with: nnart render --layers 20",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("render")(paint.render)
app.command("show")(look.show)
app.command("verify")(look.verify)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"nnart {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def main() -> NoReturn:
    """Run the command line: exit code 0, 1 for a failure, 2 for a wrong usage, 130 when interrupted."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        code = app(standalone_mode=False) or 0
        sys.stdout.flush()
    except InputError as error:
        faults = getattr(error, "faults", (str(error),))
        fail("; ".join(_OPTIONS.sub(r"--\1:", fault) for fault in faults), 2)
    except NnartError as error:
        fail(str(error), 1)
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python must not complain about it again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except OSError as error:
        fail(f"standard output: {error.strerror}", 1)
    except (KeyboardInterrupt, typer.Abort):
        code = _INTERRUPTED
    except typer.TyperException as error:
        _fail_usage(error)
    if code == _INTERRUPTED:
        fail("interrupted; no unfinished file was left behind", code)
    sys.exit(code)


def _fail_usage(error: typer.TyperException) -> NoReturn:
    """Say in one line what Typer found wrong with the options."""
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    if not message:  # no command was given, and its help has been printed
        sys.exit(2)
    known = {command.name for command in app.registered_commands}
    command = next((f" {word}" for word in sys.argv[1:2] if word in known), "")
    hint = "colours need quotes: '#0b132b,#f5cb5c'; " if "'--palette' requires" in message else ""
    fail(f"{message.rstrip('.')}; {hint}see nnart{command} --help", 2)
