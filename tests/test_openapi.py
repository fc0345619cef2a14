"""The judge of what the bot sends finds what Discord would refuse; a judge that nods at everything is no use."""

from __future__ import annotations

import os
from typing import Any

import pytest

from .openapi import ENVIRONMENT, problems

MESSAGES = "/channels/1/messages"
SILENT: dict[str, Any] = {"parse": [], "replied_user": False}
GOOD: dict[str, Any] = {"content": "The source says twelve, not eleven.", "allowed_mentions": SILENT}
LONG_EMBEDS = [{"description": "x" * 4000, "title": "a card"}, {"description": "x" * 2500}]

described = pytest.mark.skipif(not os.environ.get(ENVIRONMENT), reason=f"{ENVIRONMENT} names no description")


def test_a_plain_message_is_fine() -> None:
    assert problems("POST", MESSAGES, GOOD) == []


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"content": "x" * 2001}, id="content too long"),
        pytest.param({"content": ""}, id="nothing said"),
        pytest.param({"allowed_mentions": None}, id="pings allowed by default"),
        pytest.param({"allowed_mentions": {"parse": ["everyone"]}}, id="pings everyone"),
        pytest.param({"embeds": LONG_EMBEDS}, id="embeds too long together"),
        pytest.param({"embeds": [{"fields": [{"name": "Sources", "value": " "}]}]}, id="empty field"),
    ],
)
def test_rules_that_the_description_leaves_out_are_kept(wrong: dict[str, Any]) -> None:
    assert problems("POST", MESSAGES, GOOD | wrong)


@described
@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        pytest.param(MESSAGES, {"embeds": [{"title": "x" * 257}]}, id="embed title too long"),
        pytest.param(MESSAGES, {"embeds": [{"title": "x"}] * 11}, id="too many embeds"),
        pytest.param(MESSAGES, {"text": "twelve"}, id="a key that there is not"),
        pytest.param(MESSAGES, {"tts": "loud"}, id="wrong type"),
        pytest.param("/nowhere/1", {}, id="a path that there is not"),
    ],
)
def test_the_description_is_kept_to(path: str, wrong: dict[str, Any]) -> None:
    assert problems("POST", path, GOOD | wrong)


@described
def test_ids_may_be_numbers() -> None:
    assert problems("POST", MESSAGES, GOOD | {"message_reference": {"message_id": 123456789012345678}}) == []
