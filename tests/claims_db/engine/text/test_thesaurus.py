import pytest

from claims_db.engine.text.thesaurus import parts_of_speech, replacements


@pytest.mark.parametrize(
    ("word", "other"),
    [("emit", "release"), ("arrest", "nab"), ("child", "kid"), ("discover", "find"), ("emit", "emission")],
    ids=["general", "same", "noun", "common", "derived"],
)
def test_a_word_may_stand_in_place_of_another(word: str, other: str) -> None:
    assert other in replacements(word)


@pytest.mark.parametrize(
    ("word", "other"),
    [("month", "week"), ("stop", "start"), ("release", "emit"), ("neighbour", "landlord"), ("quillonby", "quillon")],
    ids=["sister", "antonym", "narrower", "other", "unknown"],
)
def test_another_word_may_not(word: str, other: str) -> None:
    assert other not in replacements(word)


def test_the_commonest_part_of_speech_comes_first() -> None:
    assert [parts_of_speech(word)[:1] for word in ("sue", "aphid", "quickly", "big", "quillonby")] == [
        "v",
        "n",
        "r",
        "a",
        "",
    ]
