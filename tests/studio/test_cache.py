"""The cache of results."""

from __future__ import annotations

from nnart.studio.cache import Cache


def test_what_was_not_used_for_longest_goes_first() -> None:
    cache = Cache[bytes](10, len)
    cache.put("a", b"1234")
    cache.put("b", b"1234")
    assert cache.get("a") == b"1234"
    cache.put("c", b"1234")
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (b"1234", None, b"1234")
    assert cache.bytes == 8


def test_a_new_result_takes_the_old_ones_place() -> None:
    cache = Cache[bytes](10, len)
    cache.put("a", b"12345678")
    cache.put("a", b"12")
    assert (cache.get("a"), cache.bytes) == (b"12", 2)


def test_what_is_too_large_is_not_kept() -> None:
    cache = Cache[bytes](10, len)
    cache.put("a", b"12")
    cache.put("b", b"12345678901")
    assert (cache.get("a"), cache.get("b")) == (b"12", None)
