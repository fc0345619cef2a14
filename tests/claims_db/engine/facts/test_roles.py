from datetime import UTC, datetime

import pytest

from claims_db.engine.facts.roles import (
    another_doer,
    changed_words,
    exchanged,
    reversed_names,
    turned_passive,
)
from claims_db.engine.text.alignment import Aligned, align
from claims_db.engine.text.wording import analyse

AT = datetime(2026, 6, 15, 12, tzinfo=UTC)


def reversed_in(claim: str, message: str, code: str = "en") -> bool:
    return reversed_names(align(analyse(claim, AT, code), analyse(message, AT, code))) is not None


@pytest.mark.parametrize(
    ("claim", "message", "turned"),
    [
        pytest.param("Norland invaded Sudland", "Norland invaded Sudland", False, id="same"),
        pytest.param("Norland invaded Sudland", "Sudland invaded Norland", True, id="changed-places"),
        pytest.param("Norland invaded Sudland", "Sudland was invaded by Norland", False, id="passive"),
        pytest.param("Norland invaded Sudland", "Norland was invaded by Sudland", True, id="passive-changed-places"),
        pytest.param("Norland is the rival that beat Sudland", "Sudland beat Norland", False, id="is-leaves-it-open"),
        pytest.param("Norland's Ada beat Sudland", "Sudland beat Norland", False, id="owner-leaves-it-open"),
        pytest.param("Norland bought Sudland", "Sudland sold Norland", False, id="another-verb"),
        pytest.param("Ada reached the Larch final against Bo", "Bo, in the Larch final, fell to Ada", False, id="noun"),
        pytest.param("Norland accused Sudland's mayor Ada", "Ada accused Norland's mayor Bo", True, id="somebodys"),
        pytest.param("Ada won in Sudland", "In Sudland won Ada", False, id="aside"),
        pytest.param("Ada won in the Sudland", "In the Sudland won Ada", False, id="aside-with-article"),
    ],
)
def test_two_names_that_changed_places_around_a_verb(claim: str, message: str, turned: bool) -> None:
    assert reversed_in(claim, message) is turned


def test_asides_are_told_in_the_language_of_the_text() -> None:
    assert reversed_in("Norland besiegte Sudland", "Sudland besiegte Norland", "de")
    assert not reversed_in("Ada siegte in Sudland", "In Sudland siegte Ada", "de")


def aligned(claim: str, message: str, code: str = "en") -> Aligned:
    return align(analyse(claim, AT, code), analyse(message, AT, code))


def test_what_is_said_and_what_the_claim_says_are_told_in_their_own_words() -> None:
    both = reversed_names(aligned("Norland invaded Sudland in May", "so Sudland invaded Norland, right"))
    assert both == ("Sudland invaded Norland", "Norland invaded Sudland")


@pytest.mark.parametrize(
    ("claim", "message", "both"),
    [
        pytest.param(
            "The baker sued the grocer for libel",
            "lol the grocer sued the baker for libel",
            ("grocer sued the baker", "baker sued the grocer"),
            id="nouns",
        ),
        pytest.param(
            "The town has 12 mills and 40 wells",
            "The town has 40 mills and 12 wells",
            ("40 mills and 12", "12 mills and 40"),
            id="numbers",
        ),
        pytest.param(
            "Foxes eat more mice than owls",
            "Owls eat more mice than foxes",
            ("Owls eat more mice than foxes", "Foxes eat more mice than owls"),
            id="compared",
        ),
        pytest.param("Foxes and owls eat mice", "Owls and foxes eat mice", None, id="members"),
        pytest.param(
            "The talks were about tall ships and night trains",
            "The talks were about night trains and tall ships",
            None,
            id="members-of-two-words",
        ),
        pytest.param("The baker married the grocer", "The grocer married the baker", None, id="symmetric"),
        pytest.param("Bots are banned on the pier", "are bots banned on the pier", None, id="question"),
        pytest.param("The baker sued the grocer", "The baker sued the grocer", None, id="same"),
        pytest.param("The baker sued the grocer", "The grocer was sued by the baker", None, id="passive"),
        pytest.param("The baker sued the grocer", "The grocer has sued our own baker", None, id="no-copy"),
    ],
)
def test_things_that_changed_places_in_a_copied_sentence(
    claim: str, message: str, both: tuple[str, str] | None
) -> None:
    assert exchanged(aligned(claim, message)) == both


def test_where_the_order_of_words_is_free_nothing_has_changed_places() -> None:
    assert exchanged(aligned("Saft heilt die Grippe", "die Grippe heilt Saft", "de")) is None


@pytest.mark.parametrize(
    ("claim", "message", "both"),
    [
        pytest.param(
            "The baker sued the grocer", "the baker was sued last week by the grocer", ("grocer", "baker"), id="passive"
        ),
        pytest.param("The grocer was sued by the baker", "the grocer sued the baker", ("grocer", "baker"), id="active"),
        pytest.param("The baker sued the grocer", "the grocer was sued by the baker", None, id="same"),
        pytest.param("The grocer was sued by the baker", "the grocer got sued for fraud by May", None, id="by-a-day"),
        pytest.param("The grocer was sued by the baker", "the grocer sued by the baker lost", None, id="no-verb"),
    ],
)
def test_whoever_did_it_and_had_it_done_to_them(claim: str, message: str, both: tuple[str, str] | None) -> None:
    assert turned_passive(aligned(claim, message)) == both


@pytest.mark.parametrize(
    ("claim", "message", "words"),
    [
        pytest.param("The mill by the weir grinds rye", "The mill by the weir grinds cocoa", ["cocoa"], id="one"),
        pytest.param(
            "The mill by the weir grinds rye", "The barn by the weir grinds cocoa", ["barn", "cocoa"], id="two"
        ),
        pytest.param("The mill by the weir grinds rye", "The barn by the lake grinds cocoa", [], id="three"),
        pytest.param("The mill grinds rye", "The mill grinds cocoa", [], id="short"),
        pytest.param("The mill by the weir grinds rye", "The mill by the weir grinding rye", [], id="form"),
        pytest.param("The mill by the weir grinds rye", "Rye is ground at the mill by the weir", [], id="no-copy"),
    ],
)
def test_words_in_the_very_place_of_others(claim: str, message: str, words: list[str]) -> None:
    both = aligned(claim, message)
    assert [both.message.words[at].surface for at in changed_words(both)] == words


@pytest.mark.parametrize(
    ("claim", "message", "both"),
    [
        pytest.param(
            "Norland bought the mill from the old fund Sudland",
            "so Sudland bought the mill from Norland",
            ("Sudland bought the mill from Norland", "Norland bought the mill from the old fund Sudland"),
            id="exchanged",
        ),
        pytest.param(
            "An adult ladybird can eat up to 50 aphids a day",
            "aphids can eat 50 ladybirds a day",
            ("aphids can eat 50 ladybirds", "ladybird can eat up to 50 aphids"),
            id="nouns",
        ),
        pytest.param(
            "Norland acquired Sudland", "Sudland purchased Norland", ("Sudland purchased Norland",) * 2, id="synonym"
        ),
        pytest.param(
            "Ada fired the coach Bo",
            "Ada got sacked by Bo",
            ("Ada got sacked by Bo", "Ada fired the coach Bo"),
            id="by",
        ),
        pytest.param("Ada fired the coach Bo", "the coach Bo, sacked by Ada", None, id="passive-without-a-verb"),
        pytest.param("Ada fired the coach Bo", "Bo wasn't sacked by Ada", None, id="denied-passive"),
        pytest.param("Norland bought the mill from Sudland", "Sudland sold the mill to Norland", None, id="converse"),
        pytest.param("Norland bought the mill from Sudland", "from Sudland, Norland bought the mill", None, id="same"),
        pytest.param("Norland owned Sudland", "Sudland belonged to Norland", None, id="leads-on"),
        pytest.param(
            "Norland stripped Sudland of its title", "Sudland lost its title, thanks Norland", None, id="loses"
        ),
        pytest.param("The mill burned after Ada sued Bo", "Bo was right, Ada sued the mill", None, id="another-clause"),
        pytest.param("A play by Ada about Bo", "a play about Bo by Ada", None, id="noun"),
        pytest.param("Ada's lawyers sued Bo", "Bo sued Ada's lawyers", ("Bo sued Ada's lawyers",) * 2, id="owner"),
    ],
)
def test_who_does_it_in_one_sentence_and_suffers_it_in_the_other(
    claim: str, message: str, both: tuple[str, str] | None
) -> None:
    found = another_doer(aligned(claim, message))
    assert (found is None) is (both is None)
    if both and both[0] != both[1]:
        assert found == both
