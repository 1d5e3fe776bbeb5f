"""Typography: the dashes, quotes and blanks that phones, chats and word processors make of what people type."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import Final

_DASHES: Final = "‐‑‒–—―−"
_QUOTES: Final = str.maketrans({**dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛‹›", "'")})
_BLANKS: Final = str.maketrans(dict.fromkeys("\xa0\u2002\u2003\u2007\u2009\u200a\u202f\u3000", " "))
_NOTHING: Final = str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad"))
_ODD: Final = re.compile(f"[{_DASHES}“”„‟«»‘’‚‛‹›…\xa0\u2002-\u200f\u202f\u2060\u3000\ufeff\xad]")
_OPTION: Final = rf"(?<![^\s'\"])(?=-*[{_DASHES}])[-{_DASHES}]++(?=([A-Za-z])([\w-])?)"
_MINUS: Final = rf"(?<![^\s'\"=,(])[{_DASHES}](?=[0-9.])"
_DOTS: Final = "(?<=[0-9])…(?=[0-9])"


def plain_text(text: str) -> str:
    """Return a text with hyphens, straight quotes and plain blanks in the place of others.

    Long dashes count only where an option or a negative number begins.
    """
    if not _ODD.search(text):
        return text
    text = text.translate(_BLANKS).translate(_NOTHING).translate(_QUOTES)
    text = re.sub(_OPTION, lambda found: "--" if found[2] else "-", text)
    return re.sub(_DOTS, "..", re.sub(_MINUS, "-", text))


def plain_words(words: Sequence[str]) -> list[str]:
    """Return the words of a command line as they were meant.

    A shell does not know curly quotes and hard blanks: what stands within such quotes is one word again, and an
    option is parted from its value. The names of files that are there stay.
    """
    rest, found = list(words), list[str]()
    while rest:
        word = rest.pop(0)
        if not _ODD.search(word) or os.path.lexists(word):
            found.append(word)
            continue
        plain = plain_text(word)
        mark = re.match(r"""(?:--?[\w-]+=)?(["'])""", plain)
        if mark is not None:
            count = _closing(plain[mark.end() :], rest, mark[1])
            plain = " ".join([plain, *map(plain_text, rest[:count])])
            del rest[:count]
            found.append(plain[: mark.start(1)] + plain[mark.end() :].removesuffix(mark[1]))
        elif plain.startswith("-"):
            found += plain.split()
        else:
            found.append(plain)
    return found


def _closing(word: str, rest: Sequence[str], mark: str) -> int:
    """Return how many words more there are to the one that ends with a mark; none if no word does."""
    ends = (i for i, each in enumerate([word, *rest]) if plain_text(each).endswith(mark))
    return next(ends, 0)
