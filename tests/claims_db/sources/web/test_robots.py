"""What robots.txt lets be read, as RFC 9309 has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.sources.web.robots import read

STAR = "User-agent: *\n"


@pytest.mark.parametrize(
    ("text", "target", "allowed"),
    [
        pytest.param("", "/a", True, id="empty"),
        pytest.param("<html><body>Not: found</body>", "/a", True, id="a page instead"),
        pytest.param(f"{STAR}Disallow: /", "/a", False, id="all"),
        pytest.param(f"{STAR}Disallow:", "/a", True, id="nothing"),
        pytest.param(f"{STAR}Disallow: /a", "/ab", False, id="beginning"),
        pytest.param(f"{STAR}Disallow: /a", "/b/a", True, id="not the beginning"),
        pytest.param(f"{STAR}Disallow: /\nAllow: /a", "/a/b", True, id="the longest counts"),
        pytest.param(f"{STAR}Disallow: /a\nAllow: /a", "/a", True, id="of two as long, the one that allows"),
        pytest.param(f"{STAR}Disallow: /*?", "/a?b=1", False, id="star"),
        pytest.param(f"{STAR}Disallow: /*?", "/a", True, id="star, not there"),
        pytest.param(f"{STAR}Disallow: /*.pdf$", "/a/b.pdf", False, id="end"),
        pytest.param(f"{STAR}Disallow: /*.pdf$", "/a/b.pdf?c", True, id="not the end"),
        pytest.param(f"{STAR}Disallow: /a$", "/a", False, id="whole path"),
        pytest.param(f"{STAR}Disallow: /a$", "/ab", True, id="longer path"),
        pytest.param(f"{STAR}Disallow: /a*b*b$", "/ab", True, id="parts do not overlap"),
        pytest.param(f"{STAR}Disallow: /%7efoo/%c3%a9", "/~foo/é", False, id="percents"),
        pytest.param(f"{STAR}Disallow: /a%2fb", "/a/b", True, id="a slash in percents is none"),
        pytest.param("User-agent: Footnote\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False, id="by name"),
        pytest.param("User-agent: *\nDisallow: /\n\nUser-agent: footnote/1.0\nDisallow: /b", "/a", True, id="name"),
        pytest.param("User-agent: other\nUser-agent: Footnote\nDisallow: /", "/a", False, id="two names"),
        pytest.param("User-agent: Footnote\nUser-agent: other\nDisallow: /", "/a", False, id="two names, ours first"),
        pytest.param("User-agent: other\nDisallow: /", "/a", True, id="another name"),
        pytest.param("User-agent: Footnotes\nDisallow: /", "/a", True, id="a longer name"),
        pytest.param("User-agent: footnote\nDisallow: /a\nUser-agent: footnote\nDisallow: /b", "/b", False, id="twice"),
        pytest.param("\ufeffUSER-AGENT : * # all\r\nDISALLOW : /a # this\r\n", "/a", False, id="spelling"),
        pytest.param("User-agent: *\nDisallow: /\nUser-agent: footnote", "/a", True, id="name without rules"),
        pytest.param(f"{STAR}Disallow: /a*b*c", "/axc", True, id="middle is not there"),
        pytest.param(f"{STAR}Sitemap: https://a.example/s\nDisallow: /a", "/a", False, id="other lines between"),
    ],
)  # fmt: skip
def test_what_may_be_read(text: str, target: str, allowed: bool) -> None:
    assert read(text).allow(f"https://example.com{target}") is allowed


@pytest.mark.parametrize(
    ("line", "delay"), [("Crawl-delay: 2.5", 2.5), ("Crawl-delay: 86400", 10.0), ("Crawl-delay: x", 0.0), ("", 0.0)]
)
def test_a_delay_is_kept_within_reason(line: str, delay: float) -> None:
    assert read(f"{STAR}Disallow: /x\n{line}").delay == delay


@given(st.text(), st.text("/ab*$%?", max_size=20))
def test_any_text_can_be_read(text: str, path: str) -> None:
    rules = read(f"{STAR}Disallow: {path}\n{text}")
    rules.allow(f"https://example.com/{path}")
    assert 0 <= rules.delay <= 10


def test_no_pattern_takes_long() -> None:
    rules = read(f"{STAR}Disallow: /{'*a' * 500}*b$")
    assert rules.allow("https://example.com/" + "a" * 2000)
