"""What the hosting guide says of Footnote is so."""

from __future__ import annotations

import re

import discord
import pytest

from .documents import ROOT

GUIDE = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for path in [*ROOT.glob("bot/**/*.py"), *ROOT.glob("claims_db/**/*.py"), ROOT / "scripts/install"]
)
A_SETTING = "a setting's name and what is wrong with it"
TROUBLES = re.findall(r"^\| (.+?) \|", GUIDE.partition("| it says |")[2], re.MULTILINE)
SENTENCES = [part.strip(" ,") for row in TROUBLES for part in row.split("…") if part.strip() and row != A_SETTING]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_an_error_in_the_guide_is_one_that_footnote_says(sentence: str) -> None:
    assert sentence in SOURCES


def test_the_guide_names_every_setting() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    settings = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    assert settings
    assert settings == set(re.findall(r"^\| `([A-Z_]+)` \|", GUIDE, re.MULTILINE))


@pytest.mark.parametrize("name", ["README.md", "docs/discord.md"])
def test_the_invitation_asks_for_the_permissions_that_are_listed(name: str) -> None:
    guide = (ROOT / "docs/discord.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| ([A-Z][A-Za-z ]+) \|", guide, re.MULTILINE)
    named = [each.lower().replace(" ", "_").replace("view_channels", "view_channel") for each in listed]
    permissions = discord.Permissions(**dict.fromkeys(named, True))
    assert f"permissions={permissions.value}" in (ROOT / name).read_text(encoding="utf-8")
