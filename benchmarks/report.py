"""What a benchmark says, and about which machine."""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from nnart.kernel.processor import TARGET

PAGE = Path(__file__).parent.parent / "docs" / "project" / "benchmarks.md"
_PACKAGES = ("numpy", "llvmlite", "torch", "jax", "onnxruntime", "openvino")


def machine(threads: int) -> str:
    """Return a line on the processor, the versions, and the commit."""
    versions = []
    for package in _PACKAGES:
        try:
            versions.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    edited = "-edited" if _git("status", "--porcelain", "src", "benchmarks") else ""
    commit = f"{_git('rev-parse', '--short', 'HEAD') or 'unknown'}{edited}"
    return (
        f"{_model()} ({TARGET.name}), {threads} threads, {platform.system()}, "
        f"Python {platform.python_version()}, {', '.join(versions)}; commit {commit}."
    )


def _model() -> str:
    """Return what the processor calls itself."""
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text(encoding="utf-8").split("\n") if facts.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=PAGE.parent, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table, all columns but the first to the right."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *lines))


def deliver(name: str, text: str) -> None:
    """Print text, or with `--write` put it between the marks of that name in docs/project/benchmarks.md.

    There, every processor has its own table, which only a run on that processor replaces.
    """
    if "--write" not in sys.argv:
        print(text)
        return
    page = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, rest = page.split(begin)
    inside, after = rest.split(end)
    _, *parts = inside.split("<!-- on ")
    tables = dict(part.split(" -->\n", 1) for part in parts) | {TARGET.name: f"\n{text}\n\n"}
    inside = "".join(f"<!-- on {processor} -->\n{table}" for processor, table in tables.items())
    PAGE.write_text(f"{before}{begin}{inside}{end}{after}", encoding="utf-8")
