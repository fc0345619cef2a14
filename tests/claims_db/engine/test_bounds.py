"""What is read of a message, and what is compared, is bounded, and the verdict says so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.words import why_text
from claims_db.engine.check import check, texts
from claims_db.engine.comparing import Beside, within
from claims_db.engine.index import ClaimIndex
from claims_db.engine.limits import (
    MAX_DETAILS,
    MAX_MESSAGE_LENGTH,
    MAX_STATEMENT_LENGTH,
    MAX_STATEMENT_WORDS,
    MAX_STATEMENTS,
    MAX_WORDING_WORDS,
    even_share,
    shortened,
)
from claims_db.engine.text.cleaning import clean, cleaned
from claims_db.engine.text.sentences import DETAIL, WORD, goes_on, split
from claims_db.engine.text.wording import analyse
from claims_db.values import Citation, Claim, Label, Message, Rating, Source, Verdict

AT = datetime(2026, 5, 6, 12, tzinfo=UTC)
GAZETTE = Citation(Source("gazette", "The harbour of Wend", "The Gazette"))
CLAIM = Claim("ferries", "The port of Wend bought eleven electric ferries from Brill.", Rating.TRUE, (GAZETTE,))
WRONG = "The port of Wend bought twelve electric ferries from Brill"
# What makes a message expensive, or once did.
FLOODS = {
    "square hours": "㍘",
    "a ligature of eighteen letters": "\ufdfa ",
    "halves": "½ ",
    "numbers": "17 ",
    "number words": "one two three ",
    "distances": "5 km ",
    "percentages": "10-20% ",
    "days": "18 March 2021 ",
    "relative days": "three weeks ago ",
    "negators": "not never ",
    "than": "than ",
    "function words": "the of and to ",
    "one word": "ferries ",
    "words of the claim": "port of Wend electric ",
    "unknown words": "qwzx vbnk ",
    "hashtags": "#WendFerries2021 ",
    "addresses": "https://wend.example/a ",
    "mentions": "<@123> ",
    "quotation marks": '"a" ',
    "brackets": "(a ",
    "emoji": "🎉 ",
    "zalgo": "d\u0337\u0322\u031b ",
    "capitals": "ABC DEF ",
    "clauses": "and we go home, ",
    "rows": "1,2,a;",
    "look-alikes": "аеорс ",
    "german": "die Firmen wurden nicht ",
    "chinese": "中国当局约谈了公司",
    "japanese": "中国は会社を呼び出した",
    "korean": "중국 당국은 회사를 ",
    "arabic": "لم يتم تغريم الشركات ",
    "hindi": "कंपनियों पर जुर्माना नहीं ",
    "letters": "x ",
    "one long word": "a",
}
floods = pytest.mark.parametrize("piece", [pytest.param(piece, id=name) for name, piece in FLOODS.items()])
hostile = st.lists(
    st.tuples(st.sampled_from([*FLOODS.values(), f"{CLAIM.text} ", ". ", ", "]), st.integers(1, 400)), max_size=6
).map(lambda pieces: "".join(piece * times for piece, times in pieces))


def verdict(text: str, *claims: Claim) -> Verdict:
    return check(Message(text, AT), ClaimIndex(claims or [CLAIM]), {"local"})


@given(st.text() | hostile)
@settings(deadline=None)
def test_a_cleaned_message_is_no_longer_than_a_message_may_be(text: str) -> None:
    assert len(clean(text)) <= MAX_MESSAGE_LENGTH


@floods
def test_what_cleaning_makes_longer_is_cut_afterwards(piece: str) -> None:
    assert len(clean(piece * MAX_MESSAGE_LENGTH)) <= MAX_MESSAGE_LENGTH


@given(hostile)
@settings(deadline=None, max_examples=40)
def test_statements_and_what_they_hold_are_bounded(text: str) -> None:
    found = split(clean(text))

    assert len(found) <= MAX_STATEMENTS
    for statement in (*found, *texts(Message(text, AT))):
        assert len(statement) <= 2 * MAX_STATEMENT_LENGTH
        taken = analyse(statement, AT)
        assert len(taken.tokens) <= MAX_WORDING_WORDS
        assert max(len(taken.quantities), len(taken.dates)) <= MAX_DETAILS
    assert all(len(DETAIL.findall(one)) <= MAX_DETAILS for one in found)
    assert all(len(WORD.findall(one)) <= MAX_STATEMENT_WORDS for one in found)


def test_a_sentence_that_is_too_long_is_cut_where_a_clause_ends() -> None:
    clause = "the ferries sail to the islands in the morning, "
    found = split(clause * 20)

    assert len(found) > 1
    assert all(one.startswith("the ferries sail") and one.endswith("in the morning") for one in found[:-1])


def test_nothing_of_a_long_sentence_is_lost_between_its_pieces() -> None:
    words = [f"word{number}" for number in range(300)]

    assert " ".join(split(" ".join(words))).split() == words[: len(" ".join(split(" ".join(words))).split())]
    assert len(split("a " * 1000)) > 1


@floods
def test_a_claim_before_a_flood_is_answered(piece: str) -> None:
    assert verdict(f"{WRONG}. {piece * MAX_MESSAGE_LENGTH}").label is Label.REFUTED


@floods
def test_a_claim_behind_a_flood_is_answered(piece: str) -> None:
    times = 900 // max(len(piece), len(clean(piece)))

    assert verdict(f"{piece * times}. {WRONG}.").label is Label.REFUTED


def test_a_claim_with_sixty_numbers_behind_it_is_told_with_its_difference() -> None:
    found = verdict(f"{WRONG}, " + " ".join(map(str, range(60))))

    assert [(one.said, one.source) for one in found.differences][:1] == [("twelve", "eleven")]


def test_the_twelfth_sentence_of_a_long_post_is_answered() -> None:
    chat = (
        "Nobody at the harbour cafe talked about anything but the weather, the price of coffee, and whose turn it was."
    )
    post = " ".join([*[chat] * (MAX_STATEMENTS - 1), f"{WRONG}."])

    assert verdict(post).label is Label.REFUTED
    assert not verdict(post).read_in_part


def test_what_was_not_read_is_said() -> None:
    short, long = verdict(WRONG), verdict(f"{WRONG}. " + "It rained. " * 20)

    assert not short.read_in_part
    assert not short.compared_in_part
    assert long.read_in_part
    assert why_text.READ_IN_PART in [line for section in why_text.why(long) for line in section.lines]
    assert why_text.READ_IN_PART in [
        line for section in why_text.why(verdict("It rained. " * 20)) for line in section.lines
    ]
    assert verdict(f"{WRONG} " + "㍘" * 1900).read_in_part


def test_what_was_compared_in_part_is_said_and_answered() -> None:
    phrasings = tuple(
        f"{CLAIM.text} The {number}th ferry sails to island {number}, " + "x y " * 100 for number in range(60)
    )
    long = Claim("ferries", CLAIM.text, Rating.TRUE, (GAZETTE,), phrasings=phrasings)
    found = verdict(f"{WRONG}. " * 2 + "Ferries of the port of Wend sail to the islands.", long)

    assert found.label is Label.REFUTED
    assert found.compared_in_part
    assert why_text.COMPARED_IN_PART in [line for section in why_text.why(found) for line in section.lines]


@given(st.lists(st.integers(0, 50), max_size=8), st.integers(0, 200))
def test_even_shares_come_to_no_more_than_there_is(wanted: list[int], most: int) -> None:
    share = even_share(wanted, most)

    assert sum(min(one, share) for one in wanted) <= most
    assert sum(wanted) > most or all(one <= share for one in wanted)


@given(st.lists(st.lists(st.integers(1, 60), min_size=1, max_size=5), min_size=1, max_size=5), st.integers(0, 200))
def test_what_is_compared_keeps_within_its_share_but_for_the_least(sizes: list[list[int]], share: int) -> None:
    wording = analyse(CLAIM.text, AT)
    every = [Beside(CLAIM, (wording,) * len(each), each) for each in sizes]
    kept = [list(one.sizes) for one in within(share, every, WRONG)]

    assert all(kept)
    assert sum(map(sum, kept)) <= share or (len(kept[0]) == 1 and sum(map(sum, kept[1:])) <= share)
    assert not list(within(0, every, WRONG, least=0))


@pytest.mark.parametrize(
    ("text", "beginning"),
    [("one two three", "one two"), ("one two", "one two"), ("onetwothree", "onetwothr")],
)
def test_a_text_is_cut_behind_a_word(text: str, beginning: str) -> None:
    assert shortened(text, 9).strip() == beginning
    assert cleaned("It rains. " * 500).cut
    assert goes_on(clean("It rains. " * 500))
