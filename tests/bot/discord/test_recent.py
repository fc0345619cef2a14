"""What is kept in memory is bounded."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.discord.recent import Recent


@given(st.lists(st.integers(0, 9)), st.integers(1, 5))
def test_the_newest_are_kept_and_no_more_than_allowed(keys: list[int], most: int) -> None:
    recent: Recent[int, int] = Recent(most)
    for position, key in enumerate(keys):
        recent.put(key, position)

    newest = list(dict.fromkeys(reversed(keys)))[:most]
    assert {key for key in range(10) if recent.get(key) is not None} == set(newest)


def test_what_is_taken_is_gone() -> None:
    recent: Recent[str, int] = Recent(2)
    recent.put("a", 1)

    assert recent.take("a") == 1
    assert recent.take("a") is None
