import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.engine.facts.negation import negation
from claims_db.engine.text.sentences import clause_ends


def _denies(text: str) -> bool:
    return negation(text).denies(0, len(text), (), clause_ends(text))


@pytest.mark.parametrize(
    "text",
    [
        "the bridge did not fall",
        "the bridge didn't fall",
        "the bridge didnt fall",
        "the bridge never fell",
        "no bridge fell",
        "nobody crossed the bridge",
        "it is false that the bridge fell",
        "it's a myth that the bridge fell",
        "it is not true that the bridge fell",
        "the story that the bridge fell is a lie.",
        "the bridge fell? Never happened.",
        "the bridge falling = total fabrication",
        "whoever said the bridge fell was talking rubbish",
        "nobody crossed the bridge in september",
        "there is no evidence that the bridge fell",
        "the bridge failed to open",
        "the mayor denied that the bridge fell",
        "myth: the bridge fell",
        "No, the bridge did not fall",
        "don't cross the bridge",
        "stop saying the bridge fell",
        "I doubt the bridge fell",
        "as if the bridge fell",
        "the bridge fell? they lied",
        "the bridge fell (false)",
        "that the bridge fell turned out to be a hoax",
        "the bridge hardly fell",
        "the bridge never fell. Pure myth",
        "the rumour that the bridge fell is made up",
        "it's a myth that the bridge fell, not true",
        "the bridge fell my foot",
        "no the bridge didn't fall",
        "people say the bridge fell. Wrong, it stands",
        "the bridge fell? a complete myth.",
        "that the bridge fell is an old wives' tale",
        "the bridge fell, total nonsense",
        "the bridge fell - a myth",
        "the bridge never fell, that's made up",
        "it's not true, the bridge never fell",
        "the bridge isn't down, and it was never shut",
        "there is no rule against crossing, the bridge never fell",
    ],
)
def test_a_denial_turns_the_statement_round(text: str) -> None:
    assert _denies(text)


@pytest.mark.parametrize(
    "text",
    [
        "the bridge fell",
        "it is not false that the bridge fell",
        "it's not true that the bridge did not fall",
        "no, the bridge fell",
        "no doubt the bridge fell",
        "not gonna lie the bridge fell",
        "the bridge never fell? A myth.",
        "nobody told me the bridge fell",
        "i didn't know the bridge fell",
        "never forget the bridge fell",
        "it's no secret that the bridge fell",
        "it doesn't matter that the bridge fell",
        "not many people know the bridge fell",
        "can't believe the bridge fell",
        "not only the bridge fell",
        "didn't the bridge fall?",
        "don't they cross the bridge?",
        "isnt it so that the bridge fell?",
        "the bridge fell, didn't it?",
        "the bridge is no longer open",
        "the bridge did not open until 1971",
        "they didnt open the bridge till may",
        "the road is shut. the bridge fell. wrong turn, mate",
        "the bridge is no less than a mile long",
        "nobody has built a longer bridge than this one",
        "there is no rule against crossing the bridge",
        "no thanks to the mayor the bridge fell",
        "the bridge fell, no ifs or buts",
        "the bridge fell, that isn't even up for debate",
        "the bridge of not quite 900 metres fell",
        "i wouldn't have thought it, the bridge fell",
        "nobody had ever crossed the bridge before",
        "no other bridge came close",
        "not even the engineers saw the fall of the bridge coming",
        "the town hasn't seen so long a bridge in over half a century",
        "why wouldn't the bridge fall",
    ],
)
def test_what_denies_nothing_or_twice_turns_nothing(text: str) -> None:
    assert not _denies(text)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("not ten but nine bridges fell", "ten"),
        ("nine bridges fell, not ten", "ten"),
        ("it wasn't ten, but nine bridges", "ten"),
    ],
)
def test_a_detail_can_be_denied_alone(text: str, denied: str) -> None:
    found = negation(text)
    assert found.takes_back(text.index(denied))
    assert not found.takes_back(text.index("nine"))
    assert not _denies(text)


def test_a_negator_outside_the_stretch_denies_nothing() -> None:
    text = "the bridge fell, i do not care"
    assert not negation(text).denies(0, text.index(","), (), clause_ends(text))


def test_a_negator_inside_a_spared_word_denies_nothing() -> None:
    text = "seen without a telescope"
    start = text.index("without")
    assert not negation(text).denies(0, len(text), [(start, len(text))], clause_ends(text))
    assert negation(text).covers(start)


@given(st.text())
def test_turns_stand_apart_inside_the_text(text: str) -> None:
    turns = negation(text).turns
    assert all(0 <= start < end <= len(text) for start, end in turns)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(turns))
