"""Shells: real ones, in which Tab is pressed."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

_START = {
    "bash": ["bash", "--noprofile", "--rcfile", "{rc}", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "--interactive"],
}
_SETUP = {
    "bash": "PS1='> '; source {script}; bind 'set bell-style none'; bind 'set enable-bracketed-paste off'",
    "zsh": "PS1='> '; autoload -Uz compinit; compinit -D; source {script}; unsetopt zle_bracketed_paste; "
    "unsetopt beep prompt_sp; bindkey -e",
    "fish": "function fish_prompt; echo -n '> '; end; function fish_greeting; end; source {script}",
}
_ESCAPE = re.compile(r"\x1b(\[[0-9;?<>=]*[a-zA-Z]|[()][A-Z0-9]|\][^\x07\x1b]*(\x07|\x1b\\)|[=>78])")
_PATIENCE = 30.0  # seconds for an answer, on a machine that others use too


class Shell:
    """An interactive shell at a terminal, with nnart's completion loaded."""

    def __init__(self, name: str, folder: Path) -> None:
        """Start it in a folder, which is its home, too."""
        import pty

        self._name, self._folder = name, folder
        programs = folder / ".programs"
        programs.mkdir(exist_ok=True)
        nnart = programs / "nnart"
        nnart.write_text(f"#!{sys.executable}\nfrom nnart.cli import main\n\nmain()\n")
        nnart.chmod(0o755)
        script, rc = folder / ".script", folder / ".rc"
        rc.write_text("")
        environment = {
            **{
                key: value
                for key, value in os.environ.items()
                if not key.startswith(("COVERAGE", "LC_", "BASH"))
            },
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder),
            "TERM": "xterm",
            "LANG": "C.UTF-8",
            "NNART_FAVOURITES": str(folder / ".favourites"),
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        }
        shown = subprocess.run(
            [str(nnart)],
            env=environment | {"_NNART_COMPLETE": f"source_{name}"},
            capture_output=True,
            check=True,
        )
        script.write_bytes(shown.stdout)
        command = [word.format(rc=rc) for word in _START[name]]
        path = shutil.which(name)
        assert path is not None
        self.child, self._terminal = pty.fork()
        if self.child == 0:
            os.chdir(folder)
            os.execve(path, command, environment)
        self._run(_SETUP[name].format(script=script) + "; echo re''ady")
        self._read("ready\r")

    def complete(self, line: str) -> list[str]:
        """Return the words that a line has after Tab is pressed at its end."""
        words = self._folder / ".words"
        words.unlink(missing_ok=True)
        os.write(self._terminal, line.encode())
        self._settle()
        os.write(self._terminal, b"\t")
        self._settle(10.0)
        os.write(self._terminal, b"\x01printf '%s\\n' \x05 >.words; echo re''ady\r")
        self._read("ready\r")
        return words.read_text(encoding="utf-8").split("\n")[:-1]

    def close(self) -> None:
        """End it."""
        import signal

        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self._terminal)

    def _run(self, command: str) -> None:
        os.write(self._terminal, f"{command}\r".encode())

    def _settle(self, patience: float = 0.3) -> str:
        """Return what is shown until nothing more has come for a while."""
        text = b""
        while select.select([self._terminal], [], [], patience)[0]:
            text += os.read(self._terminal, 65536)
            patience = min(patience, 1.0)
        return _ESCAPE.sub("", text.decode(errors="replace"))

    def _read(self, pattern: str) -> str:
        """Return what is shown until a pattern is there."""
        text, until = "", time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if select.select([self._terminal], [], [], 0.1)[0]:
                text += os.read(self._terminal, 65536).decode(errors="replace")
            if re.search(pattern, _ESCAPE.sub("", text)):
                return _ESCAPE.sub("", text)
        raise TimeoutError(f"{self._name} shows {text!r}")
