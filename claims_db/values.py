"""The words of the design as values. Each is frozen, and refuses to exist when wrong."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

from claims_db.differences import Difference, Evidence
from claims_db.errors import InvalidValueError
from claims_db.health import Health
from claims_db.requirements import require_lines, require_slug, require_statement, require_web_address

# Not those of `strftime`, which follow the language of the machine.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Rating(StrEnum):
    """What the sources say of a claim (schema.org `reviewRating.alternateName`)."""

    TRUE = "true"
    MOSTLY_TRUE = "mostly-true"
    HALF_TRUE = "half-true"
    MOSTLY_FALSE = "mostly-false"
    FALSE = "false"
    MISLEADING = "misleading"
    UNPROVEN = "unproven"
    OUTDATED = "outdated"

    @property
    def holds(self) -> bool | None:
        """Whether the sources say that it is so, if need be but for a detail; None where they say neither."""
        if self in {Rating.TRUE, Rating.MOSTLY_TRUE}:
            return True
        return False if self in {Rating.FALSE, Rating.MOSTLY_FALSE} else None


class Stance(StrEnum):
    """What a message does with a claim."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ASKS = "asks"


class Label(StrEnum):
    """A verdict's label: AVeriTeC's four (Schlichtkrull et al. 2023), and `outdated`."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    OUTDATED = "outdated"
    CONFLICTING = "conflicting"
    NOT_ENOUGH_EVIDENCE = "not-enough-evidence"


class Silence(StrEnum):
    """Why the bot would say nothing unasked."""

    NO_MATCH = "no-match"
    NOT_SURE = "not-sure"
    TIE = "tie"
    OPEN_QUESTION = "open-question"
    NOT_ASSERTED = "not-asserted"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `first` to `last`, both included; a lone day, month or year is an interval too.

    >>> str(Interval.parse("2021-02"))
    '2021-02'
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidValueError(f"an interval cannot end ({self.last}) before it begins ({self.first})")

    @classmethod
    def parse(cls, text: str) -> Interval:
        """Read `2021`, `2021-02`, `2021-03-18` or `2021-03-12/2021-03-18`; raises InvalidValueError."""
        first, _, last = text.strip().partition("/")
        opening = cls._part(first, whole=text)
        return cls(opening.first, cls._part(last, whole=text).last) if last else opening

    @classmethod
    def _part(cls, part: str, *, whole: str) -> Interval:
        if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", part):
            raise InvalidValueError(f"{whole!r} is not a date; write 2021, 2021-02 or 2021-02-28")
        numbers = [int(number) for number in part.split("-")]
        try:
            return cls.of(*numbers)
        except ValueError as error:
            raise InvalidValueError(f"{whole!r} is not a day that exists") from error

    @classmethod
    def of(cls, year: int, month: int | None = None, day: int | None = None) -> Interval:
        """The year, month or day as an interval; raises ValueError where the calendar has none."""
        if month is None:
            return cls(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return cls(date(year, month, day), date(year, month, day))

    def overlaps(self, other: Interval) -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def meets(self, other: Interval) -> bool:
        """Whether the two share half of the shorter one at least."""
        shared = (min(self.last, other.last) - max(self.first, other.first)).days + 1
        shorter = min((each.last - each.first).days + 1 for each in (self, other))
        return shared > 0 and 2 * shared >= shorter

    def in_words(self) -> str:
        """As people write it: a year, a month, a day written out, or from one to another."""
        first, last = self.first, self.last
        if first == last:
            return f"{first.day} {_MONTHS[first.month - 1]} {first.year}"
        if self == Interval.of(first.year):
            return str(first.year)
        if self == Interval.of(first.year, first.month):
            return f"{_MONTHS[first.month - 1]} {first.year}"
        ends = (Interval.of(first.year), Interval.of(last.year))
        if (first, last) == (ends[0].first, ends[1].last):
            return f"{first.year} to {last.year}"
        ends = (Interval.of(first.year, first.month), Interval.of(last.year, last.month))
        if (first, last) != (ends[0].first, ends[1].last):
            ends = (Interval(first, first), Interval(last, last))
        return f"{ends[0].in_words()} to {ends[1].in_words()}"

    def __str__(self) -> str:
        first, last = self.first, self.last
        if first == last:
            return first.isoformat()
        if self == Interval.of(first.year):
            return f"{first.year:04d}"
        if self == Interval.of(first.year, first.month):
            return f"{first.year:04d}-{first.month:02d}"
        return f"{first.isoformat()}/{last.isoformat()}"


@dataclass(frozen=True, slots=True)
class Source:
    """One publication. `key` names it inside its pack.

    `health` is what the store knows of its page; it is no part of what somebody wrote, so sources are compared without.
    """

    key: str
    title: str
    publisher: str
    author: str | None = None
    url: str | None = None
    published: date | None = None
    archive_url: str | None = None
    health: Health | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        for name, said in (("key", self.key), ("title", self.title), ("publisher", self.publisher)):
            if not said or said.isspace():
                raise InvalidValueError(f"a source needs a {name}")
        if self.url is not None:
            require_web_address(self.url)
        if self.archive_url is not None:
            require_web_address(self.archive_url)


@dataclass(frozen=True, slots=True)
class Citation:
    """A claim's pointer into a source."""

    source: Source
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimKey:
    """What names a claim in the whole store: slugs are unique within a pack."""

    pack: str
    slug: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement with a rating and at least one citation.

    `must_match` are messages that get a verdict from this claim, `must_not_match` such that get none from it. Before a
    message may stand which verdict is meant: "refuted: Eleven firms were fined".
    """

    slug: str
    text: str
    rating: Rating
    citations: tuple[Citation, ...]
    as_of: Interval | None = None
    happened: Interval | None = None
    phrasings: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    pack: str = "local"
    must_match: tuple[str, ...] = ()
    must_not_match: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_slug(self.slug)
        require_slug(self.pack)
        if not self.citations:
            raise InvalidValueError(f"claim {self.slug!r} cites no source; it needs at least one")
        require_statement(self.text)
        for wording in self.phrasings:
            require_statement(wording)
        require_lines("must match", self.must_match)
        require_lines("must not match", self.must_not_match)
        if self.must_match and (both := set(self.must_match).intersection(self.must_not_match)):
            raise InvalidValueError(f"the line {min(both)!r} cannot be one that must match and one that must not match")

    @property
    def key(self) -> ClaimKey:
        """The pack and slug."""
        return ClaimKey(self.pack, self.slug)


@dataclass(frozen=True, slots=True)
class Pack:
    """A named set of claims."""

    slug: str
    title: str
    description: str | None = None
    licence: str | None = None

    def __post_init__(self) -> None:
        require_slug(self.slug)
        if not self.title.strip():
            raise InvalidValueError("a pack needs a title")


@dataclass(frozen=True, slots=True)
class Match:
    """A claim that a message may be about. `confidence` (0 to 1) says how surely it is the same statement.

    It was `heard` if it has no word of the message, and an encoder finds that both mean alike.
    """

    claim: Claim
    confidence: float
    differences: tuple[Difference, ...] = ()
    heard: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody wrote, and when: relative dates count from `at`."""

    text: str
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise InvalidValueError("a message's time needs its time zone, like 2021-03-18T09:27:00Z")


class AnswerKind(StrEnum):
    """What kind of detail an open question asks for."""

    COUNT = "number"
    AMOUNT = "amount"
    MEASURE = "measure"
    SHARE = "share"
    DAY = "date"
    SOMEBODY = "who"
    PLACE = "where"
    NAME = "which"
    RANK = "rank"
    THING = "what"
    CAUSE = "why"


@dataclass(frozen=True, slots=True)
class Answer:
    """The detail of a claim that an open question asks for: a piece of one of its wordings, or the day it happened."""

    claim: Claim
    text: str
    kind: AnswerKind


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An open question whose matter is known, but not the detail: none of `number` claims about `topic` tells it.

    `asks` are the question's own words for what it asks ("how much"), and `claims` the first of those claims. Of many
    claims `number` is the least that there are, and there are `more`.
    """

    asks: str
    topic: str
    claims: tuple[Claim, ...]
    number: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the bot concludes of a message.

    `statement` is the cleaned sentence that the verdict is about; `closest` holds up to three claims, best first,
    also where no verdict could be given; `rivals` are claims that fit as well as `claim`. `silence` is why the bot
    would not speak unasked, and None where it would. `others` are the verdicts on further statements of the message.
    Of a long message it may be `read_in_part`, or `compared_in_part`: with the nearest wordings alone.

    An open question gets no verdict but `answers`, each of another claim, the surest first, or is `unanswered`.
    """

    text: str
    label: Label
    stance: Stance
    confidence: float
    statement: str = ""
    claim: Claim | None = None
    differences: tuple[Difference, ...] = ()
    evidence: Evidence | None = None
    closest: tuple[Match, ...] = ()
    rivals: tuple[Claim, ...] = ()
    silence: Silence | None = Silence.NO_MATCH
    others: tuple[Verdict, ...] = ()
    read_in_part: bool = False
    compared_in_part: bool = False
    answers: tuple[Answer, ...] = ()
    unanswered: Unanswered | None = None

    @property
    def related(self) -> Claim | None:
        """The claim that the message is surely about, where it cannot be told whether both say the same."""
        told = self.label is not Label.NOT_ENOUGH_EVIDENCE or self.is_held_back or self.answers
        return None if told else self.claim

    @property
    def is_held_back(self) -> bool:
        """Whether the claim answers some of the message, but not the parts in `differences`."""
        return self.label is Label.NOT_ENOUGH_EVIDENCE and self.claim is not None and bool(self.differences)

    @property
    def speaks(self) -> bool:
        """Whether the bot would reply unasked in a channel that it watches."""
        return self.silence is None
