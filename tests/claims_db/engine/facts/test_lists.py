import pytest

from claims_db.engine.facts.lists import said_of_members


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "Nine ferries, including Aurora and North Star, were sold in May",
            ("Aurora were sold in May", "North Star were sold in May", "Aurora were sold", "North Star were sold"),
            id="subject",
        ),
        pytest.param(
            "The council sold nine old ferries, among them Aurora, in May",
            ("The council sold Aurora in May",),
            id="object",
        ),
        pytest.param(
            "Fish such as herring, eels and trout live in the Wend",
            ("herring live in the Wend", "eels live in the Wend", "trout live in the Wend"),
            id="bare-plural",
        ),
        pytest.param("Ada and Bo were elected", ("Ada were elected", "Bo were elected"), id="joined"),
        pytest.param("Ada and Bo were married to each other", (), id="together"),
        pytest.param("Ada was elected", (), id="one"),
        pytest.param("Nine ferries were sold", (), id="no-list"),
    ],
)
def test_each_member_of_a_list_gets_its_sentence(text: str, said: tuple[str, ...]) -> None:
    assert said_of_members(text) == said
