"""Digits that name or place something and count nothing: versions, times of day, phone numbers, ids, `Chapter 5`."""

from __future__ import annotations

import re

_MAY_HOLD_SHAPES = re.compile(r"\d[:/.,+'-]|[ap]\.?m\b|clock|\d0s|\d{12}|\+\d|\d{3}[ )]")
_SHAPES = re.compile(
    r"(?<!\d)(?:"
    r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b)?"  # 10:30
    r"|\d{1,2}(?:[.:]\d{2})?\s?(?:[ap]m\b|[ap]\.m\.|o'?clock\b)"  # 7pm
    r"|\+\d[\d ()-]{7,}\d|\(?\d{3}\)?[ -]\d{3}-\d{4}|\d{3}-\d{4}"  # telephone numbers
    r"|(?!\d{1,3}(?:\.\d{3})+(?!\d))(?!\d{1,3}(?:,\d{3})+(?!\d))\d+(?:\.\d+){2,}"  # 3.0.1, 25.12.2021
    r"|\d+(?:[-/]\d+){2,}"  # 2021-12-25, 4-4-2
    r"|(?:19|20)\d\d[-/]\d\d(?!\d)"  # the season 2020-21
    r"|\d{1,2}/\d{1,2}(?![\d%])(?! of\b)"  # 24/7, 9/11
    r"|\d{15,}"  # an id
    r"|(?:\d\d)?\d0'?s\b"  # the 1990s
    r"|\d{3,4}p\b(?= (?:video|screen|resolution|display|stream|monitor|60|footage))"
    r")"
)
_LABEL_BEFORE = re.compile(
    r"\b(?:chapters?|articles?|sections?|pages?|rooms?|routes?|highway|interstate|levels?|seasons?|episodes?|ep|rounds?|"
    r"grade|versions?|ver|v|channel|class|type|phase|steps?|part|volume|vol|act|figure|fig|table|question|gate|platform|"
    r"bus|flight|apollo|voyager|windows|python|iphone|ios|android|galaxy|boeing|airbus|formula|psalm|verse|appendix|"
    r"area|ps|xbox|gpt|covid|sars|earth|tier|lane|exit|pier|model|world war|war|gen|generation|"
    r"rule|law|amendment|resolution|exhibit|task|level|option|nr|id|code|zone|district) ?$"
)
_NETWORK = re.compile(
    r"[2-6]g\b(?: (?:towers?|masts?|networks?|phones?|signals?|rollout|roll-out|internet|wifi|radiation|antennas?|technology|"
    r"tech|connection|coverage|spectrum|waves?|base|chip|speed|service|conspiracy|stuff)\b)"
)


def label_spans(plain: str) -> list[tuple[int, int]]:
    """Where in a lower-case text digits make a shape that counts nothing."""
    if not _MAY_HOLD_SHAPES.search(plain):
        return []
    return [match.span() for match in _SHAPES.finditer(plain)]


def names_something(plain: str, written: str, start: int, end: int) -> bool:
    """Whether the digits from `start` to `end` are part of a name: `apollo 11`, `5G`, `chapter 5`."""
    if written[end : end + 1] == "G" and not written[end + 1 : end + 2].isalpha():
        return True
    return bool(_LABEL_BEFORE.search(plain[max(0, start - 14) : start])) or bool(_NETWORK.match(plain, start))
