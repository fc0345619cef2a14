"""No regular expression of Footnote tries the same again and again, whatever text it meets."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import regex

from .patterns import ROOT, Found, Pattern, grows

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it has no clock that ends a search")

SLOW = [
    re.compile(r"\b(?:\w+[-_])*(?:date|time)\b"),
    re.compile(r"(?:ein|eine|nur|reiner)*lie"),
    re.compile(r"\s+[|]\s+"),
    re.compile(rb"charset\s*=\s*[\"']?\s*\w"),
    regex.compile(r"#(\w*\p{L}\w*)"),
    regex.compile(r"[.!?…]+(?=\s|$)"),
]
QUICK = [
    re.compile(r"(?:\b|(?<=\w_))(?:date|time)\b"),
    re.compile(r"(?<!\s)\s++[|]\s+"),
    regex.compile(r"#((?:(?!\p{L})\w)*+\p{L}\w*+)"),
    regex.compile(r"(?<![.!?…])[.!?…]++(?=\s|$)"),
]


@pytest.mark.parametrize("pattern", SLOW, ids=lambda pattern: repr(pattern.pattern))
def test_a_pattern_that_takes_more_than_linear_time_is_found(pattern: Pattern) -> None:
    assert grows(Found("", pattern))


@pytest.mark.parametrize("pattern", QUICK, ids=lambda pattern: repr(pattern.pattern))
def test_one_that_does_not_is_none(pattern: Pattern) -> None:
    assert grows(Found("", pattern)) is None


def test_no_pattern_takes_more_than_linear_time() -> None:
    """Those of every module and every language, collected as they are compiled."""
    command = [sys.executable, "-m", "tests.patterns"]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("", 0), done.stderr[-2000:]
