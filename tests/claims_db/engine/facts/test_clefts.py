from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims_db.engine.facts.clefts import singled_out
from claims_db.engine.text.alignment import align
from claims_db.engine.text.wording import analyse

AT = datetime(2026, 6, 15, 12, tzinfo=UTC)
FINED = "The harbour office fined the Quay yard for a leaking crane"
WARNED = "The Marlow clinic was warned by inspectors from Norland"


@pytest.mark.parametrize(
    ("claim", "message", "singled"),
    [
        pytest.param(FINED, "it was the harbour office that fined the quay yard", None, id="who-did-it"),
        pytest.param(
            FINED, "it was the quay yard that fined the harbour office", ("the quay yard", "office"), id="other"
        ),
        pytest.param(FINED, "the quay yard is the one that got fined", None, id="who-suffered-it"),
        pytest.param(
            FINED,
            "the harbour office is the one that got fined, not the yard",
            ("the harbour office", "yard"),
            id="passive",
        ),
        pytest.param(FINED, "it was lightning that broke the crane of the quay yard", ("lightning", ""), id="stranger"),
        pytest.param(
            FINED, "wasn't it the quay yard that fined the office", ("the quay yard", "office"), id="asked-tag"
        ),
        pytest.param(WARNED, "it was the clinic that warned the inspectors", ("the clinic", "inspectors"), id="by"),
        pytest.param(FINED, "it's a myth that the harbour office fined the quay yard", None, id="a-denial"),
        pytest.param(FINED, "it is odd that the harbour office fined the quay yard", None, id="an-attitude"),
        pytest.param(FINED, "the harbour office fined the quay yard", None, id="nobody-singled-out"),
    ],
)
def test_what_is_singled_out_must_have_that_role(claim: str, message: str, singled: tuple[str, str] | None) -> None:
    assert singled_out(align(analyse(claim, AT, "en"), analyse(message, AT, "en"))) == singled
