from datetime import UTC, datetime

import pytest

from claims_db.engine.facts.roles import is_reversed
from claims_db.engine.text.alignment import align
from claims_db.engine.text.wording import analyse

AT = datetime(2026, 6, 15, 12, tzinfo=UTC)


def reversed_in(claim: str, message: str, code: str = "en") -> bool:
    return is_reversed(align(analyse(claim, AT, code), analyse(message, AT, code)))


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
        pytest.param("Ada won in Sudland", "In Sudland won Ada", False, id="aside"),
        pytest.param("Ada won in the Sudland", "In the Sudland won Ada", False, id="aside-with-article"),
    ],
)
def test_two_names_that_changed_places_around_a_verb(claim: str, message: str, turned: bool) -> None:
    assert reversed_in(claim, message) is turned


def test_asides_are_told_in_the_language_of_the_text() -> None:
    assert reversed_in("Norland besiegte Sudland", "Sudland besiegte Norland", "de")
    assert not reversed_in("Ada siegte in Sudland", "In Sudland siegte Ada", "de")
