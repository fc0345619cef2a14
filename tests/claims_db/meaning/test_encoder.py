from __future__ import annotations

import pytest

from claims_db.meaning.encoder import UNIVERSAL, Vector, encoder_at, is_installed


@pytest.mark.skipif(not is_installed(), reason="the extra `meaning` is not installed")
def test_the_universal_encoder_hears_who_is_meant() -> None:
    encoder = encoder_at(UNIVERSAL)
    said, same, other = encoder.encode(
        [
            "Three paintings were stolen from the museum",
            "somebody nicked a trio of pictures from the gallery",
            "The ferry to the island is late",
        ]
    )

    assert len(said) == 512
    assert _product(said, said) == pytest.approx(1, abs=1e-3)
    assert _product(said, same) > _product(said, other) + 0.2


def _product(one: Vector, other: Vector) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
