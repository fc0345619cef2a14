"""In eight languages: a claim is recognised, and so is what differs from it; everything else is left alone."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims_db.engine.check import check
from claims_db.languages import language_of
from claims_db.values import Claim, Label, Message, Rating, Verdict

from .arabic import ARABIC
from .chinese import CHINESE
from .german import GERMAN
from .hindi import HINDI
from .japanese import JAPANESE
from .korean import KOREAN
from .russian import RUSSIAN
from .spanish import SPANISH
from .tables import Case, Table

TABLES = (ARABIC, CHINESE, GERMAN, HINDI, JAPANESE, KOREAN, RUSSIAN, SPANISH)
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def said(table: Table, text: str) -> Verdict:
    return check(Message(text, NOW), table.index, {"towns"})


@pytest.mark.parametrize(
    ("table", "case"),
    [pytest.param(table, case, id=f"{table.code}-{case.name}") for table in TABLES for case in table.cases],
)
def test_a_message_gets_the_verdict_of_its_claim(table: Table, case: Case) -> None:
    verdict = said(table, case.text)
    assert (verdict.claim and verdict.claim.slug, verdict.label) == (case.slug, case.label)
    assert case.differs is None or case.differs in {difference.kind for difference in verdict.differences}
    assert case.stance in {None, verdict.stance}


@pytest.mark.parametrize(
    ("table", "text"),
    [pytest.param(table, text, id=f"{table.code}-{text}") for table in TABLES for text in table.others],
)
def test_another_statement_gets_no_verdict(table: Table, text: str) -> None:
    verdict = said(table, text)
    assert (verdict.claim, verdict.label) == (None, Label.NOT_ENOUGH_EVIDENCE)
    assert not verdict.speaks


@pytest.mark.parametrize(
    ("table", "text"),
    [pytest.param(table, text, id=f"{table.code}-{text}") for table in TABLES for text in table.chatter],
)
def test_chat_is_about_no_claim(table: Table, text: str) -> None:
    verdict = said(table, text)
    assert (verdict.claim, verdict.label) == (None, Label.NOT_ENOUGH_EVIDENCE)
    assert not verdict.speaks


@pytest.mark.parametrize(
    ("table", "claim"),
    [pytest.param(table, claim, id=f"{table.code}-{claim.slug}") for table in TABLES for claim in table.claims],
)
def test_a_claims_own_text_is_recognised(table: Table, claim: Claim) -> None:
    verdict = said(table, claim.text)
    assert verdict.claim == claim
    assert verdict.label is (Label.SUPPORTED if claim.rating is Rating.TRUE else Label.REFUTED)
    assert language_of(claim.text) == table.code


# A number that may be a year can be read as one ("2025 ferries").
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.code)
@given(number=st.integers(2, 1500))
@settings(max_examples=40)
def test_a_changed_number_is_never_supported(table: Table, number: int) -> None:
    text, own = table.numbered
    assert (said(table, text.format(number)).label is Label.SUPPORTED) == (number == own)


@given(table=st.sampled_from(TABLES), text=st.text(max_size=60))
def test_any_letters_around_a_claim_are_survived(table: Table, text: str) -> None:
    verdict = said(table, f"{text} {table.claims[0].text} {text}")
    assert 0.0 <= verdict.confidence <= 1.0
