from __future__ import annotations

from notifier.core.progress import reported


def test_every_so_many_things_somebody_is_told_how_far_it_is() -> None:
    heard: list[tuple[int, int | None]] = []
    given = list(reported("abcde", lambda done, total=None: heard.append((done, total)), total=5, every=2))
    assert (given, heard) == (list("abcde"), [(0, 5), (2, 5), (4, 5)])


def test_who_did_not_ask_is_not_told() -> None:
    assert list(reported("ab", None, every=1)) == ["a", "b"]
