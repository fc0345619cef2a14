"""Digits that name or place something and count nothing: versions, times of day, phone numbers, ids, `Chapter 5`."""

from __future__ import annotations

import re

from claims_db.engine.text.plain_letters import any_of

_MAY_HOLD_SHAPES = re.compile(r"\d[:/.,+'-]|\d ?[ap]\.?m\b|clock|\d0'?s|\d{12}|\+\d|\d\)|\d{3} |\d{3}p")
_SHAPES = re.compile(
    r"(?<!\d)(?:"
    r"\d{1,2}:\d{2}(?::\d{2})?(?!\d)(?:\s?[ap]\.?m\b)?"  # 10:30
    r"|\d{1,2}(?:[.:]\d{2})?\s?(?:[ap]m\b|[ap]\.m\.|o'?clock\b)"  # 7pm
    r"|\+\d[\d ()-]{7,}\d|\(\d{3}\) ?\d{3}-\d{4}|\d{3}-\d{3}-\d{4}|\d{3}-\d{4}"  # telephone numbers
    r"|(?!\d{1,3}(?:\.\d{3})+(?!\d))(?!\d{1,3}(?:,\d{3})+(?!\d))\d+(?:\.\d+){2,}"  # 3.0.1, 25.12.2021
    r"|\d+(?:[-/]\d+){2,}"  # 2021-12-25, 4-4-2
    r"|(?:19|20)\d\d[-/]\d\d(?!\d)"  # the season 2020-21
    r"|\d{1,2}/\d{1,2}(?![\d%])(?! of\b)"  # 24/7, 9/11
    r"|\d{15,}"  # an id
    r"|(?:^|(?<=\n)|(?<=[.:;!?,] ))\d{1,2}\)"  # 1) in a list
    r"|\d{3}0'?s\b|(?:(?<=the )|(?<=early )|(?<=late )|(?<=mid-)|(?<='))\d0'?s\b"  # the 1990s
    r"|\d{3,4}p\b(?= (?:video|screen|resolution|display|stream|monitor|60|footage))"
    r")"
)
_LABELLED = """
    chapter chapters article articles section sections page pages room rooms route routes highway interstate level
    levels season seasons episode episodes ep round rounds grade version versions ver v channel class type phase step
    steps part volume vol act figure fig table question gate platform bus flight apollo voyager windows python iphone
    ios android galaxy boeing airbus formula psalm verse appendix area ps xbox gpt covid sars tier lane exit pier
    model war gen generation rule law amendment resolution exhibit task option nr id code zone district size agenda
    pillar
"""
_LABEL_BEFORE = re.compile(rf"\b(?:{any_of(_LABELLED.split())}) ?$")
_LONGEST_LABEL = 12
_NETWORK = re.compile(
    r"[2-6]g\b(?: (?:towers?|masts?|networks?|phones?|signals?|rollout|roll-out|internet|wifi|radiation|antennas?|"
    r"technology|tech|connection|coverage|spectrum|waves?|base|chip|speed|service|conspiracy|stuff)\b)"
)
_NETWORK_CAPITAL = re.compile(r"G(?![^\W_])")


def label_spans(plain: str) -> list[tuple[int, int]]:
    """Where in a lower-case text digits make a shape that counts nothing."""
    if not _MAY_HOLD_SHAPES.search(plain):
        return []
    return [match.span() for match in _SHAPES.finditer(plain)]


def is_network(plain: str, text: str, start: int, end: int) -> bool:
    """Whether the digits from `start` to `end` are of `5G`: a capital after them, or a mast."""
    return bool(_NETWORK_CAPITAL.match(text, end)) or bool(_NETWORK.match(plain, start))


def follows_a_label(plain: str, start: int) -> bool:
    """Whether the word before `start` takes a number as its name: `apollo 11`, `chapter 5`."""
    return bool(_LABEL_BEFORE.search(plain[max(0, start - _LONGEST_LABEL) : start]))
