import pytest

from claims_db.engine.facts.mood import Mood, mood

CLAIM = "The bridge was closed in June"


@pytest.mark.parametrize(
    ("statement", "meant"),
    [
        ("the bridge was closed in June", Mood.STATEMENT),
        ("did you know the bridge was closed in June", Mood.STATEMENT),
        ("what closed the bridge was a cracked pillar", Mood.STATEMENT),
        ("what closed the bridge?", Mood.OPEN_QUESTION),
        ("what is the bridge closed for", Mood.OPEN_QUESTION),
        ("when it freezes, the bridge is closed", Mood.STATEMENT),
        ("how did i never hear that the bridge was closed", Mood.STATEMENT),
        ("imagine closing the bridge in June", Mood.STATEMENT),
        ("imagine if the bridge was closed", Mood.SUPPOSITION),
        ("you gotta stay off the bridge", Mood.STATEMENT),
        ("they gotta close the bridge", Mood.WISH),
        ("the bridge was closed, deserved imo", Mood.STATEMENT),
        ("my aunt says the bridge was closed", Mood.STATEMENT),
        ("even if late, fine, the bridge was closed", Mood.STATEMENT),
        ("can you believe the bridge was closed", Mood.STATEMENT),
        ("don't go by car, the bridge was closed", Mood.STATEMENT),
        ("if you look at the map the bridge was closed", Mood.STATEMENT),
        ("if i remember right the bridge was closed", Mood.STATEMENT),
        ("how sad is that, the bridge was closed", Mood.STATEMENT),
        ("don't they say the bridge was closed", Mood.YES_NO_QUESTION),
        ("was the bridge closed in June", Mood.YES_NO_QUESTION),
        ("the bridge was closed in June?", Mood.YES_NO_QUESTION),
        ("is it true that the bridge was closed", Mood.YES_NO_QUESTION),
        ("i wonder if the bridge was closed", Mood.YES_NO_QUESTION),
        ("桥关闭了吗？", Mood.YES_NO_QUESTION),
        ("when was the bridge closed?", Mood.OPEN_QUESTION),
        ("why was the bridge closed", Mood.OPEN_QUESTION),
        ("does anyone know why the bridge was closed?", Mood.OPEN_QUESTION),
        ("they should close the bridge", Mood.WISH),
        ("the bridge was closed in June /s", Mood.JEST),
        ("the bridge was closed in June, just kidding lol", Mood.JEST),
        ("the bridge was closed in June, not even kidding", Mood.STATEMENT),
        ("the bridge was closed in June ✗", Mood.JEST),
        ("i bet the bridge was closed in June", Mood.SUPPOSITION),
        ("i wish the bridge was closed", Mood.WISH),
        ("time to close the bridge", Mood.WISH),
        ("they better close the bridge", Mood.WISH),
        ("i'd say the bridge was closed", Mood.STATEMENT),
        ("hopefully the bridge was closed", Mood.WISH),
        ("if the bridge was closed we'd walk", Mood.SUPPOSITION),
        ("imagine the bridge was closed", Mood.WISH),
        ("suppose the bridge was closed", Mood.SUPPOSITION),
    ],
)
def test_how_a_statement_is_meant(statement: str, meant: Mood) -> None:
    start = next((statement.index(word) for word in ("bridge", "close") if word in statement), 0)
    assert mood(statement, CLAIM, start) is meant


def test_what_somebody_would_do_is_a_wish() -> None:
    assert mood("i'd close the bridge", CLAIM, len("i'd ")) is Mood.WISH


def test_who_without_a_question_mark_may_be_a_name() -> None:
    assert mood("who declared the outbreak over", "The WHO declared the outbreak over", 4) is Mood.STATEMENT
    assert mood("who declared the outbreak over?", "The WHO declared the outbreak over", 4) is Mood.OPEN_QUESTION


def test_should_is_no_opinion_about_a_recommendation() -> None:
    advice = "Doctors recommend eight glasses of water a day"
    assert mood("adults should drink eight glasses", advice, 0) is Mood.STATEMENT
