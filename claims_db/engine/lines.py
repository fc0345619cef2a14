"""Whether the lines that a claim must and must not match still do as they must. Pure, like checking."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time

from claims_db.engine.check import check, search
from claims_db.engine.index import Index
from claims_db.values import Claim, Label, Message, Verdict

# A line may begin with the verdict that is meant; "not enough evidence" is what the lines that must not match get.
_VERDICTS = "|".join(label for label in Label if label is not Label.NOT_ENOUGH_EVIDENCE)
_NAMING_ONE = re.compile(rf"\s*({_VERDICTS}):\s+(.+)", re.IGNORECASE | re.DOTALL)
# As many claims compete for a statement.
_NEIGHBOURS = 8


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """One line of a claim, and what checking it gave. `wanted` is the verdict that it names, if any."""

    claim: Claim
    line: str
    must_match: bool
    wanted: Label | None
    verdict: Verdict

    @property
    def matches(self) -> bool:
        """Whether the claim gives a verdict on it, and the one that it names.

        A claim of another pack that says just the same does as well.
        """
        answered = same_claim(self.verdict.claim, self.claim) and not self.verdict.is_held_back
        return answered and self.wanted in {None, self.verdict.label}

    @property
    def holds(self) -> bool:
        """Whether it does what it must."""
        return self.matches is self.must_match


def same_claim(one: Claim | None, other: Claim) -> bool:
    """Whether they are one claim, if perhaps in two packs."""
    return one is not None and (one.key == other.key or (one.text, one.rating) == (other.text, other.rating))


def check_lines(claim: Claim, index: Index, packs: Collection[str]) -> Iterator[CheckedLine]:
    """Check each line of the claim as somebody would who asks about it, among the claims of `packs`."""
    at = written_at(claim)
    for must_match, lines in ((True, claim.must_match), (False, claim.must_not_match)):
        for line in lines:
            wanted, text = read_line(line)
            yield CheckedLine(claim, line, must_match, wanted, check(Message(text, at), index, packs))


def broken_lines(claim: Claim, index: Index, packs: Collection[str]) -> tuple[CheckedLine, ...]:
    """What does not hold after a change of the claim, which `index` has.

    These are lines of its own, and lines that claims close to it must match and that it answers now in their place.
    """
    words = " ".join((claim.text, *claim.phrasings))
    near = (match.claim for match in search(words, index, packs, _NEIGHBOURS + 1))
    own = [each for each in check_lines(claim, index, packs) if not each.holds]
    theirs = (each for other in near if other.key != claim.key for each in check_lines(other, index, packs))
    taken = [each for each in theirs if each.must_match and not each.holds and same_claim(each.verdict.claim, claim)]
    return (*own, *taken)


def read_line(line: str) -> tuple[Label | None, str]:
    """The verdict that a line names, and the message itself.

    >>> read_line("Refuted: eleven firms were fined")
    (<Label.REFUTED: 'refuted'>, 'eleven firms were fined')
    """
    found = _NAMING_ONE.fullmatch(line)
    return (Label(found[1].lower()), found[2]) if found else (None, line)


def written_at(claim: Claim) -> datetime:
    """When a line counts as written: on the day that the claim's sources speak for, so that it means the same forever.

    The claim's own relative dates count from that day too. Without one it is today.
    """
    days = [citation.source.published for citation in claim.citations if citation.source.published]
    day = claim.as_of.first if claim.as_of else min(days, default=datetime.now(UTC).date())
    return datetime.combine(day, time(12), UTC)
