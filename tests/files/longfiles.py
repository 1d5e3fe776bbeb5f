"""Files of gigabytes that take no room, for tests; they count what is read of them."""

from __future__ import annotations

import io

GAP = 3 * 2**29


class LongFile(io.RawIOBase):
    """Bytes, so many zeros, and bytes again.

    Attributes:
        taken: how many bytes were read.
    """

    def __init__(self, head: bytes, tail: bytes = b"", gap: int = GAP) -> None:
        self._head, self._tail, self._end = head, tail, len(head) + gap + len(tail)
        self._at = self.taken = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, self._end)[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        end = self._end if size < 0 else min(self._end, self._at + size)
        self.taken += max(0, end - self._at)
        if self.taken > 2**26:
            raise MemoryError(f"{self.taken} bytes of a file were read")
        start, self._at = self._at, max(self._at, end)
        behind = self._end - len(self._tail)
        head, tail = self._head[start:end], self._tail[max(0, start - behind) : max(0, end - behind)]
        return head + bytes(max(0, end - start - len(head) - len(tail))) + tail
