"""Widget: what the tuner and the explorer share; messages in, traits out, and a still beside the view.

A page sends messages and gets traits; pictures are bytes. A notebook stores the still: a second output below
the widget, which the page hides while the widget is there.
"""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from threading import Event, RLock
from typing import Any, Final
from uuid import uuid4

import anywidget
import traitlets

from nnart.notebook.painter import Painter

PATIENCE: Final = 2.0  # seconds that a cell waits for a first picture to store
_PAGE: Final = Path(__file__).parent / "page"
_STUDIO: Final = Path(__file__).parents[1] / "studio" / "page"


def script(name: str, *shared: str) -> str:
    """Return a module of the page, after what all have and modules of the studio that import nothing."""
    files = [*(_STUDIO / one for one in shared), _PAGE / "common.js", _PAGE / name]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def style(name: str) -> str:
    """Return a stylesheet of the page."""
    return (_PAGE / name).read_text(encoding="utf-8")


class Widget(anywidget.AnyWidget):
    """A widget that paints on a thread of its own.

    Attributes:
        painter: its thread.
        first: set when there is a first picture, or a reason why there is none.
        lock: held by a thread that sets traits.
    """

    _mark = traitlets.Unicode().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        self.painter, self.first = Painter(), Event()
        self.lock = RLock()  # of the traits, which both threads set
        self._handles: list[Any] = []
        super().__init__(_mark=f"nnart-still-{uuid4().hex[:12]}", **traits)
        self.on_msg(self._read)

    @abstractmethod
    def begin(self) -> None:
        """Start to paint, unless that is done."""

    @abstractmethod
    def receive(self, message: dict[str, Any]) -> None:
        """Do what a page asks for."""

    @abstractmethod
    def still(self) -> str:
        """Return the HTML that a saved notebook shows."""

    def _read(self, _: object, content: Any, __: object) -> None:
        if isinstance(content, dict):
            self.receive(content)

    def _ipython_display_(self) -> None:
        from IPython import display as shown

        display: Any = shown.display
        bundle: Any = self._repr_mimebundle_() or {}
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        display(data, metadata=metadata, raw=True)
        self.begin()
        self.first.wait(PATIENCE)
        with self.lock:
            self._handles.append(display({"text/html": self.still()}, raw=True, display_id=True))

    def renew_still(self) -> None:
        """Store the picture of now in the notebook, wherever the widget was shown."""
        with self.lock:
            for handle in self._handles:
                handle.update({"text/html": self.still()}, raw=True)

    def close(self) -> None:
        """Close the widget, and end its work."""
        self.painter.stop()
        super().close()
