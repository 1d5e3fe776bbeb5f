"""Watching: a browser plays films, in a process of its own: python -m tests.films.files.watching FOLDER NAME…

Writes the frames that it showed beside each film, as NAME.npy, and how long all of them are, as lengths.json.
"""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from fractions import Fraction
from pathlib import Path

import numpy as np

from tests.browser import browser
from tests.films.files.moving import FPS, FRAMES, SIZE

WATCHED = (0, 5, FRAMES - 1)  # frames that it seeks
_PAGE = """<!doctype html><body style="margin:0;background:#000">
<video id="film" width="96" height="64" muted playsinline></video>
<script>
const bytes = Uint8Array.from(atob("{data}"), letter => letter.charCodeAt(0));
document.getElementById("film").src = URL.createObjectURL(new Blob([bytes], {{type: "{kind}"}}));
</script></body>"""
_SEEK = """async seconds => {
  const film = document.getElementById("film");
  const done = new Promise((yes, no) => { film.onseeked = yes; film.onerror = () => no(film.error.message); });
  // It is drawn a little later; if it is there already, nothing is drawn again.
  const drawn = new Promise(yes => { film.requestVideoFrameCallback(yes); setTimeout(yes, 1000); });
  film.currentTime = seconds;
  await done;
  await drawn;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [film.videoWidth, film.videoHeight];
  const paper = canvas.getContext("2d");
  paper.drawImage(film, 0, 0);
  return Array.from(paper.getImageData(0, 0, canvas.width, canvas.height).data);
}"""
_PLAY = """async () => {
  const film = document.getElementById("film");
  film.currentTime = 0;
  const ended = new Promise((yes, no) => { film.onended = () => yes(film.duration); film.onerror = no; });
  await film.play();
  return await ended;
}"""


def main() -> None:
    folder, *names = sys.argv[1:]
    lengths = {}
    with browser() as opened:
        for name in names:
            film, html = Path(folder, name), Path(folder, f"{name}.html")
            kind = f"video/{film.suffix[1:]}"
            html.write_text(_PAGE.format(data=b64encode(film.read_bytes()).decode(), kind=kind))
            page = opened.open(html, (64, 96))
            page.wait_for_function("document.getElementById('film').readyState >= 2")
            shown = [page.evaluate(_SEEK, float((frame + Fraction(1, 2)) / FPS)) for frame in WATCHED]
            np.save(Path(folder, f"{name}.npy"), np.array(shown, np.uint8).reshape(-1, *SIZE.shape, 4)[..., :3])
            lengths[name] = page.evaluate(_PLAY)
    Path(folder, "lengths.json").write_text(json.dumps(lengths))


if __name__ == "__main__":
    main()
