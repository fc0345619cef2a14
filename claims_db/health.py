"""The state of a source's page: what one check of its address shows, and what several together mean. Pure rules.

News pages break, hide and come back. So no page is called gone until it was missing on three days, days apart; and
what only keeps us out (a paywall, a busy server, a blocked country) says nothing about the page.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

FAILURES_UNTIL_GONE = 3
APART = timedelta(days=2)
# After a check that told us nothing; twice as long after each further one in a row, up to the second.
_AGAIN = timedelta(days=7)
_LONGEST = timedelta(days=180)


class State(StrEnum):
    """The state of a source's page."""

    ALIVE = "alive"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"
    COULD_NOT_CHECK = "could-not-check"


class Finding(StrEnum):
    """What one check of an address shows. MISSING: the page itself is not there. HIDDEN: something keeps us out."""

    PRESENT = "present"
    MOVED = "moved"
    CHANGED = "changed"
    MISSING = "missing"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class PageCheck:
    """One check. `status` is the HTTP status or what was in the way; `moved_to` is where a permanent redirect leads."""

    finding: Finding
    status: str
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """What all checks so far show.

    `state` is from the last check, `known` is the last state that was certain. `tried` is the day of the last check,
    `reached` of the last one that saw the page. `failures` counts the days, at least `APART`, on which the page was
    missing. `copy` is the address of an archived copy. `unanswered` counts the checks in a row that told us nothing.
    """

    state: State
    known: State
    tried: date
    reached: date | None = None
    failures: int = 0
    failed_on: date | None = None
    moved_to: str | None = None
    status: str = ""
    copy: str | None = None
    unanswered: int = 0

    @property
    def is_gone(self) -> bool:
        """Whether the page no longer exists."""
        return self.known is State.GONE


_SEEN = {Finding.PRESENT: State.ALIVE, Finding.MOVED: State.MOVED, Finding.CHANGED: State.CHANGED}


def health_after(before: Health | None, check: PageCheck, today: date) -> Health:
    """The health after one more check."""
    known = before or Health(State.COULD_NOT_CHECK, State.ALIVE, today)
    tried = replace(known, tried=today, status=check.status, unanswered=0)
    if check.finding is Finding.MISSING:
        counts = known.failed_on is None or today - known.failed_on >= APART
        tried = replace(tried, failed_on=today) if counts else tried
        failures = min(known.failures + counts, FAILURES_UNTIL_GONE)
        if failures < FAILURES_UNTIL_GONE:
            return replace(tried, state=State.COULD_NOT_CHECK, failures=failures)
        return replace(tried, state=State.GONE, known=State.GONE, failures=failures)
    if check.finding is Finding.HIDDEN:
        return replace(tried, state=State.COULD_NOT_CHECK, unanswered=known.unanswered + 1)
    state = _SEEN[check.finding]
    return replace(tried, state=state, known=state, reached=today, failures=0, failed_on=None, moved_to=check.moved_to)


def has_new_state(before: Health | None, now: Health) -> bool:
    """Whether the certain state is another one than before; a source that was never checked counts as alive."""
    return now.known is not (before.known if before else State.ALIVE)


def due(name: str, health: Health | None, period: timedelta) -> date:
    """The day of the next check of the source with that name.

    Once in a period, give or take a fifth of it. The name fixes the exact day, so that sources added together are not
    all checked together. Sooner after a check that failed or told us nothing; but what tells us nothing again and again
    is asked ever more rarely.
    """
    if health is None:
        return date.min
    missing = health.failures > 0 and not health.is_gone
    if missing or health.state is State.COULD_NOT_CHECK:
        first = APART if missing else min(_AGAIN, period)
        return health.tried + min(_LONGEST, first * (1 << min(max(health.unanswered - 1, 0), 10)))
    spread = 0.8 + 0.4 * int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") / 2**32
    return health.tried + max(timedelta(days=1), timedelta(days=round(period.days * spread)))
