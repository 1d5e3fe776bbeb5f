"""The repository's own gallery, every byte of it but its list.

python -m tests.make_gallery    makes gallery/ anew
"""

from __future__ import annotations

import shutil
import textwrap
import zlib
from html import escape
from pathlib import Path

from PIL import features

import nnart
from nnart.gallery.manifest import NAME
from nnart.gallery.wall import command_of

FOLDER = Path(__file__).parent.parent / "gallery"
LIST = "gallery.toml"
README = "README.md"
_HEIGHT = 190  # of the pictures in the README, in pixels


def versions() -> str:
    """Return what writes the bytes around the pixels, and those of WebPs."""
    return f"zlib {zlib.ZLIB_RUNTIME_VERSION}, libwebp {features.version('webp')}"


def build(folder: Path) -> None:
    """Make the gallery in an empty folder, or in that of its list."""
    gallery = nnart.read_gallery(FOLDER / LIST)
    nnart.build_gallery(gallery, folder)
    (folder / README).write_text(readme(gallery), encoding="utf-8", newline="\n")


def readme(gallery: nnart.Gallery) -> str:
    """Return the page that shows a gallery on GitHub."""
    pictures = "\n".join(
        f'<a href="{one.webp(gallery.sizes[-1])}"><img src="{one.webp(gallery.sizes[0])}" height="{_HEIGHT}" '
        f'alt="{escape(one.title)}" title="{escape(one.title)}"></a>'
        for one in gallery.exhibits
    )
    lines = "\n".join(map(command_of, gallery.exhibits))
    return f"""# {gallery.title}

{textwrap.fill(gallery.note, 124)}

{pictures}

They were chosen by `nnart explore`, then by eye, and the files here are small. In full:

```sh
{lines}
```

With this folder on your disk, open `index.html`: a page that shows them large, with their recipes. `nnart
gallery` makes [such a page of any list](../docs/guides/galleries.md); `make gallery` made this one, its
pictures and this text.

<!-- made with {versions()} -->
"""


def main() -> None:
    """Make it in the place of what is there."""
    for name in ("index.html", NAME):
        (FOLDER / name).unlink(missing_ok=True)
    shutil.rmtree(FOLDER / "pictures", ignore_errors=True)
    build(FOLDER)
    (FOLDER / NAME).unlink()  # it says which nnart made it, and each that follows would be another


if __name__ == "__main__":
    main()
