"""The site as it is built: its links, and what people see of it on a desk and on a phone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest
from axe_playwright_python.sync_playwright import Axe

from nnart.cli.app import SUMMARIES
from tests.browser import Browser
from tests.pages import ROOT

DOCS = ROOT / "docs"
COMMANDS = [f"reference/commands/{name}" for name in ("index", *SUMMARIES)]
WRITTEN = [
    path.relative_to(DOCS).with_suffix("").as_posix()
    for path in sorted(DOCS.rglob("*.md"))
    if not {"commands", "_build"} & set(path.parts)
]
PAGES = [*WRITTEN, *COMMANDS, "genindex", "search"]
DESK, PHONE = (900, 1280), (844, 390)  # rows and columns
USUAL: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}  # options of axe
MAX_SITE = 10_000_000  # bytes
# What axe-core finds and we cannot mend, by its rule, with the reason: nothing so far.
OF_THE_THEME: dict[str, str] = {}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Build the site from a copy, and return its folder and what Sphinx said."""
    pytest.importorskip("furo", reason="the site's tools are not installed: pip install '.[docs]'")
    root = tmp_path_factory.mktemp("site")
    shutil.copytree(DOCS, root / "docs", ignore=shutil.ignore_patterns("_build", "commands"))
    for name in ("CHANGELOG.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, root)
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "-d", "read", "docs", "html"],
        cwd=root, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    return root / "html", done.stderr


class Seen(HTMLParser):
    """What a page has for others to refer to, and what it refers to."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.places: set[str] = {""}
        self.links: list[str] = []
        self.unnamed: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.places.add(found.get("id") or "")
        self.links += filter(None, (found.get("href"), found.get("src")))
        if tag == "img" and not found.get("alt"):
            self.unnamed.append(found.get("src") or "")


@pytest.mark.slow
def test_it_builds_without_warnings(built: tuple[Path, str]) -> None:
    site, said = built
    assert not [line for line in said.splitlines() if "WARNING" in line or "ERROR" in line]
    there = {path.relative_to(site).with_suffix("").as_posix() for path in site.rglob("*.html")}
    assert there - {"py-modindex"} == set(PAGES)


@pytest.mark.slow
def test_every_link_leads_to_a_place_that_is_there(built: tuple[Path, str]) -> None:
    site, _ = built
    pages = {path: Seen(path) for path in site.rglob("*.html")}
    broken = []
    for path, page in pages.items():
        for link in page.links:
            name, place = urldefrag(unquote(link))
            if ":" in name:  # another site
                continue
            target = (path.parent / name.partition("?")[0]).resolve() if name else path
            there = pages[target].places if target in pages else {""} if target.is_file() else set()
            if place not in there:
                broken.append(f"{path.relative_to(site)}: {link}")
    assert broken == []
    assert [name for page in pages.values() for name in page.unnamed] == []


@pytest.mark.slow
def test_it_is_small(built: tuple[Path, str]) -> None:
    site, _ = built
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < MAX_SITE


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_every_page_fits_and_axe_finds_nothing(chromium: Browser, built: tuple[Path, str], name: str) -> None:
    """In the dark only colours are others, and on a phone all but colours."""
    contrast = "color-contrast"
    windows: list[tuple[tuple[int, int], bool, dict[str, Any]]] = [
        (DESK, False, {}),
        (PHONE, False, {"rules": {contrast: {"enabled": False}}}),
        (DESK, True, {"runOnly": [contrast]}),
    ]
    for window, dark, options in windows:
        chromium.open(built[0] / f"{name}.html", window, dark=dark)
        assert chromium.value("document.documentElement.scrollWidth <= innerWidth")
        ground = chromium.value("getComputedStyle(document.body).backgroundColor")
        assert (sum(map(int, ground.strip("rgba()").split(",")[:3])) < 100) is dark
        found = Axe().run(chromium.page, options=USUAL | options)
        rules = {each["id"] for each in found.response["violations"]}
        assert rules <= OF_THE_THEME.keys(), found.generate_report()
    assert chromium.complaints == []
