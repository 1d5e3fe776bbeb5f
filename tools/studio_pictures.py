"""Take the documentation's pictures of the studio anew, in the Chromium of this machine.

python -m tools.studio_pictures
"""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from PIL import Image
from tests.browser import Browser, browser
from tests.studio.page.process import Process

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
WINDOW, PHONE = (780, 1260), (780, 390)  # rows, columns
SCALE = 2 / 3  # of a window, as it is shown
GAP = 15
KEPT = (2, 6, 10, 13)  # places on the wall
MATE, CHOSEN = "seed=12&palette=reef", (5, 2)  # the other parent, and places in two litters
LOOK, DEEP = "seed=7", "seed=12&layers=60&detail=24&palette=reef"
HOME = "/home/ada/pictures"  # is shown for the folder of the moment
ELSEWHERE = """([folder, home]) => {
  const all = document.querySelectorAll("code");
  for (const code of all) code.textContent = code.textContent.replace(folder, home);
}"""


class Views:
    """The studio's views, each as a picture."""

    def __init__(self, chromium: Browser, studio: Process) -> None:
        self._chromium, self._studio = chromium, studio

    def open(self, at: str, size: tuple[int, int] = WINDOW, *, dark: bool = False) -> None:
        """Open a view."""
        self._chromium.open(self._studio.address, size, at=at, dark=dark)
        self.page = self._chromium.page

    def shot(self) -> Image.Image:
        """Return what is seen, when all of it is there."""
        self.page.mouse.move(0, 0)
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate(ELSEWHERE, [str(self._studio.exports.parent), HOME])
        image = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        size = (round(image.width * SCALE), round(image.height * SCALE))
        return image.resize(size, Image.Resampling.LANCZOS)

    def find(self, size: tuple[int, int] = WINDOW, *, dark: bool = False) -> Image.Image:
        """Return the wall."""
        self.open("", size, dark=dark)
        self.page.locator(".wall .painted").nth(max(KEPT)).wait_for()
        return self.shot()

    def keep(self) -> Image.Image:
        """Keep some pictures of the wall, and return what is kept."""
        self.find()
        for place in KEPT:
            self.page.locator(".wall li").nth(place).get_by_role("button", name="Keep").click()
        self.page.locator(".wall .heart.on").nth(len(KEPT) - 1).wait_for()
        self.open("#keep")
        self.page.locator(".card .painted").nth(len(KEPT) - 1).wait_for()
        for card in (0, 2):
            self.page.locator(".card").nth(card).get_by_role("checkbox").check()
        return self.shot()

    def tune(self, size: tuple[int, int] = WINDOW, *, dark: bool = False) -> Image.Image:
        """Return a picture with its knobs."""
        self.open(f"#tune?{LOOK}", size, dark=dark)
        self.page.locator(".picture[data-state=full]").wait_for()
        return self.shot()

    def breed(self) -> Image.Image:
        """Return the litter of a child of two pictures."""
        self.open(f"#breed?one={quote(LOOK)}&two={quote(MATE)}")
        for litter in range(3):
            self.page.locator("#view-breed .painted").nth(11).wait_for()
            if litter < 2:
                self.page.locator("#view-breed .wall a").nth(CHOSEN[litter]).click()
                self.page.locator("#view-breed .painted").nth(11).wait_for(state="detached")
        return self.shot()

    def sweep(self) -> Image.Image:
        """Return a table of two knobs."""
        self.open(f"#sweep?{LOOK}&across=layers&down=detail")
        self.page.locator("#view-sweep .painted").nth(11).wait_for()
        return self.shot()

    def save(self) -> Image.Image:
        """Return the drawer that saves a file."""
        self.tune(dark=True)
        self.page.keyboard.press("s")
        self.page.get_by_role("dialog").get_by_text("About").wait_for()
        return self.shot()

    def zoom(self) -> Image.Image:
        """Return a view from near."""
        self.open(f"#zoom?{DEEP}")
        self.page.get_by_text("× 1.0").wait_for()
        for _ in range(3):
            self.page.keyboard.press("+")
        self.page.get_by_text("× 8.0").wait_for()
        return self.shot()


def row(name: str, *images: Image.Image) -> None:
    """Write images side by side."""
    width = sum(image.width for image in images) + GAP * (len(images) - 1)
    canvas = Image.new("RGB", (width, images[0].height), "white")
    x = 0
    for image in images:
        canvas.paste(image, (x, 0))
        x += image.width + GAP
    canvas.save(FOLDER / name, quality=82, optimize=True)


def main() -> None:
    with TemporaryDirectory() as folder, browser() as chromium:
        studio = Process(Path(folder))
        views = Views(chromium, studio)
        try:
            row("studio-keep.jpg", views.keep(), views.save())
            row("studio.jpg", views.find(), views.tune(dark=True))
            row("studio-breed.jpg", views.breed(), views.sweep())
            row("studio-zoom.jpg", views.zoom(), views.find(PHONE, dark=True), views.tune(PHONE))
        finally:
            studio.stop()


if __name__ == "__main__":
    main()
