"""The four groups that the pieces of a statement stand in, for whoever asks why."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.differences import DifferenceKind, Group
from claims_db.engine.check import assessments, check
from claims_db.engine.index import ClaimIndex
from claims_db.engine.said_parts import Found, stretches
from claims_db.values import Citation, Claim, Interval, Message, Rating, Source

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
GAZETTE = Citation(Source("gazette", "Harbour news", "Harbour Gazette"))


def claim(slug: str, text: str, rating: Rating = Rating.TRUE, happened: str = "", phrasings: str = "") -> Claim:
    return Claim(
        slug,
        text,
        rating,
        (GAZETTE,),
        pack="p",
        happened=Interval.parse(happened) if happened else None,
        phrasings=tuple(filter(None, phrasings.split("|"))),
    )


CLAIMS = [
    claim("ban", "Portmere council banned bicycles from the promenade", happened="2024-05"),
    claim("fines", "Each of the nine trawlers was fined 500,000 euros", phrasings="Nine boats had to pay for poaching"),
    claim("cures", "Garlic cures the common cold", Rating.FALSE),
    claim("museum", "The clock museum opened before the tram depot did"),
    claim("rowers", "Norland beat Sudland in the rowing final"),
    claim("bridge", "The Olt bridge did not collapse", Rating.TRUE),
    claim("ferry", "The night ferry to Wend is a myth that never sailed", Rating.UNPROVEN),
    claim("chinese", "北港市禁止在码头骑自行车"),
]
INDEX = ClaimIndex(CLAIMS)


def groups(text: str) -> dict[Group, list[str]]:
    """What stands in each group; with what it is answered by, or contradicted by, after an equals sign."""
    evidence = check(Message(text, NOW), INDEX, {"p"}).evidence
    assert evidence is not None
    told: dict[Group, list[str]] = {}
    for part in evidence.parts:
        other = part.source if part.source.casefold() != part.said.casefold() else ""
        told.setdefault(part.group, []).append(f"{part.said} = {other}" if other else part.said)
    return told


@pytest.mark.parametrize(
    ("text", "group", "expected"),
    [
        pytest.param(
            "portmere council banned bicycles from the promenade",
            Group.ANSWERED,
            ["portmere", "council", "banned", "bicycles", "promenade"],
            id="the-same-words",
        ),
        pytest.param(
            "portmere council prohibited bicycles on the promenade",
            Group.ANSWERED,
            ["portmere", "council", "prohibited = banned", "bicycles", "promenade"],
            id="another-word",
        ),
        pytest.param(
            "9 trawlers were each fined half a million euros",
            Group.ANSWERED,
            ["9 = nine", "trawlers", "fined", "half a million euros = 500,000 euros"],
            id="numbers",
        ),
        pytest.param(
            "the nine trawlers were fined for poaching",
            Group.ANSWERED,
            ["nine", "trawlers", "fined", "poaching"],
            id="another-wording",
        ),
        pytest.param(
            "bicycles were not allowed on portmere promenade by the council",
            Group.ANSWERED,
            ["bicycles", "not allowed = banned", "portmere", "promenade", "council"],
            id="a-denied-opposite",
        ),
        pytest.param(
            "it is a myth that garlic cures the common cold",
            Group.ANSWERED,
            ["it is a myth that", "garlic", "cures", "common", "cold"],
            id="a-denial-by-the-rating",
        ),
        pytest.param(
            "the Olt bridge never collapsed",
            Group.ANSWERED,
            ["Olt", "bridge", "never = not", "collapsed = collapse"],
            id="both-deny",
        ),
        pytest.param(
            "my friend told me that portmere council banned bicycles from the promenade, and I cried on the way home",
            Group.HARMLESS,
            ["my friend told me that", "and I cried on the way home"],
            id="report-and-aside",
        ),
        pytest.param(
            "sadly portmere council banned bicycles from the promenade today",
            Group.HARMLESS,
            ["sadly"],
            id="padding",
        ),
        pytest.param(
            "portmere council banned bicycles from the promenade because of litter",
            Group.LEFT_OVER,
            ["because of litter"],
            id="a-cause",
        ),
        pytest.param(
            "portmere council almost banned bicycles from the promenade",
            Group.CONTRADICTING,
            ["almost banned = it happened"],
            id="almost",
        ),
        pytest.param(
            "portmere council banned bicycles, two riders were sacked over it",
            Group.LEFT_OVER,
            ["two riders were sacked over it"],
            id="a-second-event",
        ),
        pytest.param(
            "Garlic cures the common cold since 1850", Group.LEFT_OVER, ["since 1850"], id="a-day-without-another"
        ),
        pytest.param(
            "eleven trawlers were fined 500,000 euros", Group.CONTRADICTING, ["eleven = nine"], id="another-number"
        ),
        pytest.param(
            "portmere council banned bicycles from the promenade in 2019",
            Group.CONTRADICTING,
            ["in 2019 = May 2024"],
            id="another-day",
        ),
        pytest.param(
            "the clock museum opened after the tram depot did",
            Group.CONTRADICTING,
            ["after the tram = before the tram"],
            id="the-other-way",
        ),
        pytest.param(
            "Sudland beat Norland in the rowing final",
            Group.CONTRADICTING,
            ["Sudland beat Norland = Norland beat Sudland"],
            id="changed-places",
        ),
        pytest.param(
            "portmere council never banned bicycles from the promenade",
            Group.CONTRADICTING,
            ["never = it is so"],
            id="denied",
        ),
        pytest.param(
            "portmere council banned bicycles from the promenade. Wrong.",
            Group.CONTRADICTING,
            ["Wrong = it is so"],
            id="dismissed",
        ),
        pytest.param(
            "portmere council allowed bicycles on the promenade",
            Group.CONTRADICTING,
            ["allowed = banned"],
            id="the-opposite",
        ),
        pytest.param(
            "the Olt bridge did collapse", Group.CONTRADICTING, ["it is so = it is not so"], id="claim-denies"
        ),
    ],
)
def test_what_stands_in_a_group(text: str, group: Group, expected: list[str]) -> None:
    assert groups(text).get(group) == expected


def test_each_group_has_its_own() -> None:
    said = "my friend told me that eleven trawlers were fined, including a submarine"

    assert groups(said) == {
        Group.HARMLESS: ["my friend told me that"],
        Group.CONTRADICTING: ["eleven = nine"],
        Group.ANSWERED: ["trawlers", "fined"],
        Group.LEFT_OVER: ["including a submarine"],
    }


def test_a_copy_has_answers_alone() -> None:
    for one in CLAIMS:
        assert set(groups(one.text)) == {Group.ANSWERED}


def test_parts_say_how_they_are_answered_and_what_kind_contradicts() -> None:
    evidence = check(
        Message("my friend told me that 8 trawlers were fined because of greed", NOW), INDEX, {"p"}
    ).evidence

    assert evidence is not None
    assert {part.group for part in evidence.parts} == set(Group)
    for part in evidence.parts:
        assert (part.how is not None) == (part.group is Group.ANSWERED)
        assert part.group is not Group.CONTRADICTING or part.kind is DifferenceKind.NUMBER


_WORDS = st.sampled_from(
    [word for one in CLAIMS for word in one.text.split()]
    + "not never almost only eleven 8 2019 today lifted allowed myth false because including and or , . ! scooters"
    " Quillon gladly council's second half more less before after than no-one said told people it they us".split()
)


@given(st.lists(_WORDS, min_size=1, max_size=14), st.sampled_from(CLAIMS), st.integers(0, 14), st.booleans())
def test_each_telling_word_stands_in_one_group(around: list[str], one: Claim, cut: int, judged: bool) -> None:
    said = " ".join((*around[:cut], one.text, *around[cut:]))
    for each in assessments(Message(said, NOW), INDEX, {"p"}):
        found = Found(each.sides, each.parts, each.denies, each.claim.rating.holds, judged)
        told, message = stretches(found), each.sides.aligned.message
        # Chinese words here are pairs of characters, of which each has one in common with the next.
        for word in message.words if message.text.isascii() else ():
            over = [stretch for stretch in told if stretch.start <= word.start < stretch.end]
            assert len({stretch.part.group for stretch in over}) == 1
            assert all(word.surface.casefold() in stretch.part.said.casefold() for stretch in over)


@given(st.lists(_WORDS, min_size=1, max_size=14))
def test_a_statement_of_any_words_is_told_whole(words: list[str]) -> None:
    for each in assessments(Message(" ".join(words), NOW), INDEX, {"p"}):
        parts = each.evidence().parts
        assert parts
        assert all(part.said.strip() for part in parts)
        assert all(part.source for part in parts if part.group is Group.CONTRADICTING)
