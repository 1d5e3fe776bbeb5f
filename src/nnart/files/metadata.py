"""Metadata: a picture's EXIF, XMP and comment, in any format."""

from __future__ import annotations

from dataclasses import dataclass, field

from nnart.files.codec import Header
from nnart.files.recipetext import HEAD, decode, find_in_xml, is_picture
from nnart.files.tags import DESCRIPTION, Tags, dpi_of, text_of, texts_of

MAX_BLOCK = 2**20  # bytes of EXIF or XMP that are read; nnart's own take 64 KiB at most
MAX_PARTS = 2**16  # of a file that are walked over: segments, chunks or boxes


@dataclass
class Metadata:
    """The metadata found in a file.

    Attributes:
        tags: of EXIF, or the TIFF's own.
        xmp: the first bytes of XMP.
        comment: a comment that may be a recipe.
    """

    tags: Tags = field(default_factory=dict)
    xmp: bytes = b""
    comment: bytes = b""

    @property
    def text(self) -> str | None:
        """The picture's origin: the first of tags, comment and XMP that begins like nnart's text."""
        texts = (*texts_of(self.tags), decode(self.comment), find_in_xml(self.xmp))
        return next((text for text in texts if text and is_picture(text[:HEAD].encode(errors="replace"))), None)

    def header(self, shape: tuple[int, int], bits: int = 8) -> Header:
        """Return the header of a picture whose pixels nnart does not decode.

        If no text is nnart's, the text in nnart's usual place is returned, so errors can report it.
        """
        text = self.text or text_of(self.tags.get(DESCRIPTION))
        return Header(shape, bits, 0, text, dpi_of(self.tags))
