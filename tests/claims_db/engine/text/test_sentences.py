import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.engine.limits import MAX_STATEMENTS
from claims_db.engine.text.sentences import clause_ends, split


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        pytest.param("It rained. It poured!", ["It rained.", "It poured!"], id="two"),
        pytest.param("It rained? Untrue. I was there.", ["It rained? Untrue.", "I was there."], id="dismissed"),
        pytest.param("It rose 2.4 metres", ["It rose 2.4 metres"], id="decimal"),
        pytest.param("Dr. Reed and Mrs. Holt agree", ["Dr. Reed and Mrs. Holt agree"], id="abbreviations"),
        pytest.param("In the U.S. it rained", ["In the U.S. it rained"], id="initials"),
        pytest.param("one line\nanother line", ["one line", "another line"], id="lines"),
        pytest.param("下雨了。河水上涨。", ["下雨了。", "河水上涨。"], id="chinese"),
        pytest.param("really?! no way...", ["really?!", "no way..."], id="repeated-marks"),
        pytest.param("... !!", [], id="marks-alone"),
        pytest.param("", [], id="empty"),
    ],
)
def test_a_text_falls_into_sentences(text: str, statements: list[str]) -> None:
    assert split(text) == statements


def test_an_essay_is_not_read_to_its_end() -> None:
    assert len(split("It rained. " * 50)) == MAX_STATEMENTS


@pytest.mark.parametrize(
    ("statement", "clauses"),
    [
        pytest.param("it rained, so we left", ["it rained", ", so we left"], id="comma"),
        pytest.param("it rained because it was May", ["it rained", " because it was May"], id="because"),
        pytest.param("it rained and i left", ["it rained", " and i left"], id="and-somebody"),
        pytest.param("salt and pepper", ["salt and pepper"], id="and-a-thing"),
        pytest.param("1,200 people came", ["1,200 people came"], id="thousands"),
    ],
)
def test_a_statement_falls_into_clauses(statement: str, clauses: list[str]) -> None:
    ends = clause_ends(statement)
    assert [statement[start:end] for start, end in zip([0, *ends], ends, strict=False)] == clauses


@given(st.text())
def test_clauses_end_where_the_statement_ends(text: str) -> None:
    ends = clause_ends(text)
    assert list(ends) == sorted(ends)
    assert ends[-1] == len(text)
