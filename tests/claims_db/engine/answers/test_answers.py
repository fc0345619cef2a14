"""Open questions: the detail of a claim that answers, the claim that is presumed, or what is known of the matter."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.engine.check import check, check_unasked
from claims_db.engine.index import ClaimIndex
from claims_db.values import (
    AnswerKind,
    Citation,
    Claim,
    Interval,
    Label,
    Message,
    Rating,
    Silence,
    Source,
    Stance,
    Verdict,
)

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
GAZETTE = Citation(Source("gazette", "Harbour news", "Harbour Gazette"))


def claim(slug: str, text: str, *phrasings: str, rating: Rating = Rating.TRUE, happened: str | None = None) -> Claim:
    interval = Interval.parse(happened) if happened else None
    return Claim(slug, text, rating, (GAZETTE,), happened=interval, phrasings=phrasings, pack="harbour")


CLAIMS = [
    claim("ferries-sold", "Portmere council sold nine ferries to Norlake Lines in May 2025", happened="2025-05-12"),
    claim("tunnel", "The Wend tunnel is 4.2 kilometres long"),
    claim("bridge", "The Larch bridge is 31 metres high and was opened on 3 June 2019"),
    claim("fare", "The tram fare in Portmere rose from 2.10 to 2.60 euros on 1 March 2026", happened="2026-03-01"),
    claim("mayor", "Ada Wren was elected mayor of Portmere with 58 percent of the vote", happened="2024-10"),
    claim("director", "The board of Portmere Opera dismissed artistic director Hugo Brand", happened="2025-02"),
    claim("opera", "Portmere Opera gave 12 performances of The Salt Queen in Larkhill in April 2026"),
    claim("fined", "Six breweries, including Oakhall and Fenbrook, were fined for fixing prices", happened="2023-07"),
    claim("caught", "Stonemill was also fined by the Competition Office"),
    claim("each", "Each of the six breweries had to pay 40,000 euros"),
    claim("rain", "In April 2024, 182 millimetres of rain fell in Portmere"),
    claim("owner", "Norlake Lines is the owner of the Portmere shipyard"),
    claim("cafe", "The café in the Wend museum is run by the charity Second Wind"),
    claim("vaccine", "The Health Office recommended the first plague vaccine, ZK7, for nurses in June 2022"),
    claim("patch", "Patch 3.1 raised the Moorhunt level cap from 40 to 50"),
    claim("cup", "Ines Falk has won the Wend Cup four times"),
    claim("strike", "Lecturers at Larkhill went on strike because the college had cut their pensions"),
    claim("cheese", "Portmere cheese causes headaches", rating=Rating.FALSE),
    claim("harbour-master", "Otto Reed is the harbour master of Larkhill", rating=Rating.OUTDATED),
    claim("eel", "Eels from the Wend are poisonous", rating=Rating.UNPROVEN),
]
INDEX = ClaimIndex(CLAIMS)


def said(text: str) -> Verdict:
    return check(Message(text, NOW), INDEX, {"harbour"})


ANSWERED = {
    "when": ("when did portmere council sell the ferries?", "ferries-sold", "12 May 2025"),
    "when-in-its-text": ("When was the Larch bridge opened?", "bridge", "3 June 2019"),
    "what-day": ("what day did the tram fare in portmere rise", "fare", "1 March 2026"),
    "who-did-it": ("who sold the nine ferries?", "ferries-sold", "Portmere council"),
    "who-it-was-done-to": ("who was elected mayor of portmere", "mayor", "Ada Wren"),
    "who-of-a-title": ("who was dismissed by portmere opera", "director", "artistic director Hugo Brand"),
    "to-whom": ("who did portmere council sell the ferries to", "ferries-sold", "Norlake Lines"),
    "whom-in-front": ("to whom did Portmere council sell nine ferries?", "ferries-sold", "Norlake Lines"),
    "of-members": ("which breweries were fined for fixing prices?", "fined", "Oakhall and Fenbrook"),
    "where": ("where did portmere opera give the salt queen", "opera", "Larkhill"),
    "how-many": ("how many ferries did portmere council sell", "ferries-sold", "nine"),
    "how-many-of-a-list": ("how many breweries were fined?", "fined", "Six"),
    "how-many-times": ("how many times has ines falk won the wend cup", "cup", "four times"),
    "how-often": ("how often did ines falk win the wend cup", "cup", "four times"),
    "how-much": ("how much did each of the breweries have to pay", "each", "40,000 euros"),
    "how-much-of-it": ("How much rain fell in Portmere in April 2024?", "rain", "182 millimetres"),
    "what-it-costs-now": ("how much is the tram fare in portmere", "fare", "2.60 euros"),
    "what-it-cost-before": ("how much was the tram fare in Portmere before March 2026?", "fare", "2.10"),
    "share": ("what percentage of the vote did ada wren get?", "mayor", "58 percent"),
    "how-long": ("how long is the wend tunnel", "tunnel", "4.2 kilometres"),
    "how-high": ("how high is the larch bridge?", "bridge", "31 metres"),
    "which": ("which company owns the portmere shipyard", "owner", "Norlake Lines"),
    "which-number": ("Which patch raised the Moorhunt level cap?", "patch", "Patch 3.1"),
    "which-beside-a-comma": ("which plague vaccine did the health office recommend", "vaccine", "ZK7"),
    "whose-charity": ("who runs the café in the wend museum", "cafe", "charity Second Wind"),
    "who-is": ("who is the owner of the portmere shipyard?", "owner", "Norlake Lines"),
    "what-was": ("what was the level cap in Moorhunt before patch 3.1", "patch", "40"),
    "what-is": ("whats the level cap in moorhunt since patch 3.1", "patch", "50"),
    "what-for": ("what were the breweries fined for", "fined", "for fixing prices"),
    "why": ("why did the lecturers at larkhill go on strike?", "strike", "because the college had cut their pensions"),
    "embedded": ("does anyone know who was elected mayor of portmere", "mayor", "Ada Wren"),
    "in-its-place": ("ferries were sold by the council to whom?", "ferries-sold", "Norlake Lines"),
    "without-its-mark": ("so how many ferries did portmere council sell lol", "ferries-sold", "nine"),
    "misspelt": ("how long is the wend tunel", "tunnel", "4.2 kilometres"),
}


@pytest.mark.parametrize(("question", "slug", "text"), ANSWERED.values(), ids=ANSWERED)
def test_a_question_is_answered_with_the_detail_that_it_asks_for(question: str, slug: str, text: str) -> None:
    verdict = said(question)
    assert [(one.claim.slug, one.text) for one in verdict.answers[:1]] == [(slug, text)]
    assert (verdict.claim and verdict.claim.slug) == slug


UNANSWERED = {
    "another-thing-of-the-kind": "how long is the larch tunnel?",
    "another-measure": "how wide is the larch bridge?",
    "another-deed": "when did portmere council repair the ferries?",
    "another-doer": "how many ferries did larkhill council sell?",
    "another-day": "How much rain fell in Portmere in April 2021?",
    "another-number": "when were seven ferries sold by portmere council?",
    "no-such-detail": "who designed the larch bridge?",
    "of-a-part": "who runs the wend museum?",
    "who-fined": "who fined oakhall?",
    "picked-out": "how much is a day fare on the tram in portmere?",
    "narrowed": "how much is the night tram fare in portmere?",
    "whose": "whose ferries did the bridge close for?",
    "nobody": "who won the larkhill regatta?",
    "nothing-told": "what happened?",
    "what-is-not-so": "which breweries were not fined?",
    "the-opposite": "when was the larch bridge closed?",
    "still-to-come": "when will portmere council sell the ferries?",
    "another-verb": "how many ferries does Oakhall own?",
    "hardly-a-verb": "who made the larch bridge?",
    "pointing-back": "who fined them?",
    "more-than-a-phrase": "what did portmere council do to the ferries?",
    "a-kind": "what kind of bridge is the larch bridge?",
    "how-many-there-are": "how many breweries are there in Larkhill?",
    "about-the-writer": "where did i leave my keys",
}


@pytest.mark.parametrize("question", UNANSWERED.values(), ids=UNANSWERED)
def test_nothing_is_made_up_where_no_claim_answers(question: str) -> None:
    verdict = said(question)
    assert verdict.answers == ()
    assert (verdict.claim, verdict.label) == (None, Label.NOT_ENOUGH_EVIDENCE)


STATED = {
    "when-it-was-so": "when Portmere council sold nine ferries, the shipyard cheered",
    "who-knew": "who knew that portmere council sold nine ferries",
    "yes-or-no": "did portmere council sell nine ferries?",
    "exclamation": "what a shame that portmere council sold nine ferries",
    "where-somebody-lives": "where I live nobody takes the ferries of portmere council",
    "which-is-why": "which is why six breweries were fined",
    "who-says": "who says that portmere council sold nine ferries?",
    "what-it-did": "what portmere council did was sell nine ferries",
}


@pytest.mark.parametrize("statement", STATED.values(), ids=STATED)
def test_what_begins_like_a_question_and_is_none_gets_no_answer(statement: str) -> None:
    assert said(statement).answers == ()


@pytest.mark.parametrize(
    "question", ["who was fined for fixing prices", "which breweries were fined", "who sold nine ferries"]
)
def test_no_source_agrees_with_a_question_without_its_mark(question: str) -> None:
    asked, heard = said(question), check_unasked(Message(question, NOW), INDEX, {"harbour"})
    assert (asked.label, asked.stance) == (Label.NOT_ENOUGH_EVIDENCE, Stance.ASKS)
    assert not asked.speaks
    assert not heard.speaks


def test_every_claim_that_answers_is_named() -> None:
    told = {one.text for one in said("which breweries were fined?").answers} | {
        one.text for one in said("who was fined?").answers
    }
    assert told >= {"Oakhall and Fenbrook", "Stonemill"}


PRESUMED = {
    "false": ("why does portmere cheese cause headaches?", "cheese", Label.REFUTED),
    "outdated": ("who is the harbour master of larkhill", "harbour-master", Label.OUTDATED),
    "unproven": ("why are eels from the wend poisonous", "eel", Label.CONFLICTING),
}


@pytest.mark.parametrize(("question", "slug", "label"), PRESUMED.values(), ids=PRESUMED)
def test_what_a_question_takes_for_granted_is_rated(question: str, slug: str, label: Label) -> None:
    verdict = said(question)
    assert (verdict.claim and verdict.claim.slug, verdict.label) == (slug, label)
    assert verdict.answers == ()
    assert verdict.silence is Silence.OPEN_QUESTION


def test_the_claims_about_the_matter_are_counted_where_none_answers() -> None:
    known = said("how many sailors does Norlake Lines have?").unanswered
    assert known is not None
    assert (known.asks, known.topic, known.number, known.more) == ("how many sailors", "Norlake Lines", 2, False)
    assert {one.slug for one in known.claims} == {"ferries-sold", "owner"}


def test_nothing_is_known_of_a_matter_without_claims() -> None:
    assert (
        said("who won the larkhill regatta in spain").unanswered is None or said("zeppelins, why?").unanswered is None
    )


def test_of_many_claims_about_a_matter_no_more_are_counted_than_anybody_reads() -> None:
    many = ClaimIndex([claim(f"ship-{number}", f"Ship {number} belongs to Norlake") for number in range(80)])
    known = check(Message("how many sailors does Norlake have?", NOW), many, {"harbour"}).unanswered
    assert known is not None
    assert (known.number, known.more, len(known.claims)) == (50, True, 3)


def test_a_statement_leads_and_a_question_behind_it_is_answered_too() -> None:
    verdict = said("Portmere council sold eight ferries in May 2025. How long is the Wend tunnel?")
    assert (verdict.claim and verdict.claim.slug, verdict.label) == ("ferries-sold", Label.REFUTED)
    assert [one.answers[0].text for one in verdict.others] == ["4.2 kilometres"]


def test_two_questions_in_one_sentence_are_both_answered() -> None:
    verdict = said("how long is the wend tunnel and how high is the larch bridge?")
    assert [one.answers[0].text for one in (verdict, *verdict.others)] == ["4.2 kilometres", "31 metres"]


def test_a_second_question_may_ask_for_more_of_the_same() -> None:
    verdict = said("when did portmere council sell the ferries and how many?")
    assert [one.answers[0].text for one in (verdict, *verdict.others)] == ["12 May 2025", "nine"]


def test_thirty_questions_cost_no_more_than_five() -> None:
    verdict = said(" ".join(f"How long is the Wend tunnel number {number}?" for number in range(30)))
    assert len(verdict.others) < 5


def test_an_answer_is_no_related_claim_and_never_speaks() -> None:
    verdict = said("how long is the wend tunnel?")
    assert verdict.related is None
    assert (verdict.speaks, verdict.silence) == (False, Silence.OPEN_QUESTION)


PIECES = [
    "who",
    "when",
    "how many",
    "how long",
    "which",
    "what",
    "sold",
    "the ferries",
    "Portmere",
    "is",
    "did",
    "fined",
]


@given(st.lists(st.sampled_from([*PIECES, "?", "for", "9", "in May 2025"]), min_size=1, max_size=9).map(" ".join))
def test_an_answer_is_always_a_piece_of_its_claim_or_its_day(question: str) -> None:
    for one in said(question).answers:
        texts = [one.claim.text, *one.claim.phrasings]
        assert any(one.text in text for text in texts) or one.text == (
            one.claim.happened and one.claim.happened.in_words()
        )
        assert one.claim.rating.holds
        assert isinstance(one.kind, AnswerKind)


ORGANISED = ClaimIndex([claim("salt", "The World Harbour Office advises sailors to eat 4 grams of salt a day")])


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("WHO advises sailors to eat 9 grams of salt a day", Label.REFUTED, id="in-capitals"),
        pytest.param("who advises sailors to eat 9 grams of salt a day", Label.REFUTED, id="in-small-letters"),
        pytest.param("does the WHO advise sailors to eat 4 grams of salt a day?", Label.SUPPORTED, id="asked"),
        pytest.param(
            "how much salt a day should sailors eat, what does the WHO say", Label.NOT_ENOUGH_EVIDENCE, id="open"
        ),
    ],
)
def test_an_organisation_spelt_like_a_question_word_asks_nothing(text: str, label: Label) -> None:
    verdict = check(Message(text, NOW), ORGANISED, {"harbour"})
    assert verdict.label is label
    assert bool(verdict.answers) is (label is Label.NOT_ENOUGH_EVIDENCE)


def test_who_did_it_takes_no_doer_for_granted() -> None:
    false = ClaimIndex([claim("owner", "Fenbrook owns the Portmere shipyard", rating=Rating.FALSE)])
    assert check(Message("who owns the Portmere shipyard?", NOW), false, {"harbour"}).claim is None
