"""What two joined parts of a claim have exchanged."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims_db.engine.facts.joined_parts import exchanged_between_parts
from claims_db.engine.text.alignment import align
from claims_db.engine.text.wording import analyse

AT = datetime(2026, 6, 15, 12, tzinfo=UTC)
FLIES = "Quay Air will end its flights to Wend in October and plans to open a route to Marlow"
STOOD = "Lake Olt stood 3 metres above normal in April and 2 metres below normal in August"
LOWERS = "The drug Quaylin lowers blood pressure but does not reduce headaches"
CARRIED = "The ferry Olt carried 640 passengers and 85 lorries from Wend to Marlow"


@pytest.mark.parametrize(
    ("claim", "message", "exchanged"),
    [
        pytest.param(FLIES, "quay air will end its marlow flights and plans to open a route to wend", True, id="names"),
        pytest.param(
            FLIES, "quay air plans to open a route to marlow and will end flights to wend", False, id="turned"
        ),
        pytest.param(
            STOOD, "lake olt was 2 metres below normal in april and 3 metres above in august", True, id="days"
        ),
        pytest.param(STOOD, "lake olt was 3 metres above normal in april, 2 metres below in august", False, id="same"),
        pytest.param(LOWERS, "quaylin reduces headaches but does not lower blood pressure", True, id="denied-part"),
        pytest.param(CARRIED, "the olt carried 85 lorries and 640 passengers from wend to marlow", False, id="a-list"),
        pytest.param("The Olt ferry sank", "the olt ferry sank", False, id="one-part"),
    ],
)
def test_parts(claim: str, message: str, exchanged: bool) -> None:
    assert (exchanged_between_parts(align(analyse(claim, AT), analyse(message, AT))) is not None) is exchanged
