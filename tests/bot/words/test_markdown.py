"""What others wrote is shown letter for letter."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.markdown import LONGEST_ADDRESS, link, plain, verbatim

# What Discord gives a meaning to, wherever it stands in a line.
MEANS_SOMETHING = re.compile(r"(?<!\\)(?:\\\\)*[*_~|`<\[\]]")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param("**bold** __x__ ~~y~~ ||z||", r"\*\*bold\*\* \_\_x\_\_ \~\~y\~\~ \|\|z\|\|", id="formatting"),
        pytest.param("`code`", r"\`code\`", id="code"),
        pytest.param("[a](https://e.org)", r"\[a\](https\://e.org)", id="link"),
        pytest.param("<@123> <#4> <:x:5>", "\\<@\u200b123> \\<#4> \\<:x:5>", id="mentions"),
        pytest.param("@everyone and @here", "@\u200beveryone and @\u200bhere", id="everyone"),
        pytest.param("# heading", r"\# heading", id="heading"),
        pytest.param("-# small", r"\-# small", id="small print"),
        pytest.param(">>> quote", r"\>>> quote", id="quote"),
        pytest.param("1. first", r"1\. first", id="numbered list"),
        pytest.param("- item", r"\- item", id="list"),
        pytest.param("#1 of 12 firms (AP), 5.5 %", "#1 of 12 firms (AP), 5.5 %", id="nothing special"),
        pytest.param("two\nlines\r\nor  more", "two lines or more", id="lines"),
        pytest.param("back\\slash", "back\\\\slash", id="backslash"),
        pytest.param("a\u202eb\u2066c\u200bd", "abcd", id="turned direction"),
        pytest.param("الطقس جميل", "الطقس جميل", id="right to left"),
    ],
)
def test_what_discord_would_read_as_more_than_letters_is_escaped(written: str, shown: str) -> None:
    assert plain(written) == shown


@given(st.text())
def test_nothing_is_left_that_formats_links_or_pings(written: str) -> None:
    shown = plain(written)

    assert not MEANS_SOMETHING.search(shown)
    assert "\n" not in shown
    assert not re.search(r"@(?=[^\s\u200b])", shown)
    assert not re.search(r"(?<!\\)://", shown)
    assert not re.match(r"[-+>#]+\s", shown)


def test_a_title_can_neither_end_its_link_nor_begin_another() -> None:
    assert link("x](https://evil.example) [y", "https://e.org/") == r"[x)(https\://evil.example) (y](<https://e.org/>)"


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://e.org/a_(b)", "https://e.org/a_%28b%29"),
        ("https://e.org/a?b=c&d=%20#e", "https://e.org/a?b=c&d=%20#e"),
        ("https://e.org/ü", "https://e.org/%C3%BC"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
        ("https://e.org/\\x", "https://e.org/%5Cx"),
    ],
)
def test_an_address_stays_one_address(address: str, target: str) -> None:
    assert link("Title", address) == f"[Title](<{target}>)"


@pytest.mark.parametrize("address", [None, "https://e.org/" + "a" * LONGEST_ADDRESS], ids=["none", "too long"])
def test_a_title_stands_alone_without_an_address_worth_showing(address: str | None) -> None:
    assert link("A *title*", address) == r"A \*title\*"


@given(st.text(alphabet="`a\n"))
def test_what_is_to_be_copied_stays_as_it_is_and_in_its_block(text: str) -> None:
    shown = verbatim(text)
    assert shown.replace("\u200b", "") == f"```\n{text}\n```"
    assert "```" not in shown[3:-3]
