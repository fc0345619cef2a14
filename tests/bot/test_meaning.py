from __future__ import annotations

import pytest

from bot import meaning
from bot.meaning import PATIENT, encoding
from bot.settings import Settings


def settings(*, wanted: bool) -> Settings:
    return Settings(_env_file=None, meaning=wanted)


def test_it_is_off_unless_somebody_sets_it() -> None:
    told: list[str] = []
    assert Settings(_env_file=None).meaning is False
    assert encoding(settings(wanted=False), told.append) is None
    assert told == []


def test_where_the_package_is_missing_a_sentence_names_the_command_and_footnote_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    monkeypatch.setattr(meaning, "is_installed", lambda: False)
    assert encoding(settings(wanted=True), told.append) is None
    (sentence,) = told
    assert "scripts/install meaning" in sentence


def test_where_it_is_there_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "is_installed", lambda: True)
    assert encoding(settings(wanted=True), pytest.fail, PATIENT) == PATIENT
