"""Numbers that are part of a name and count nothing: Apollo 11, Python 3.12, the second season."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from claims_db.engine.numbers.counted import counted, picked_out
from claims_db.engine.numbers.values import Bound, Quantity
from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.wording import Word, Wording
from claims_db.languages import ENGLISH

# Characters between a word and the number that labels it, at most.
_GAP = 2
# What follows a number in a series: `アポロ11号`.
_SERIES = frozenset("号號호")
# "… 30 million crowns and the tunnel 50 million".
_JOINED_NAME = re.compile(r"[^,;]{0,20}[,;]? ?\b(?:and|but|while) (?:the |in |for )?[\w-]+(?: [A-Z][\w-]+)?")


def labels_of(wording: Wording) -> Iterator[tuple[int, Quantity]]:
    """Numbers that are part of a name (Apollo 11, Python 3.12), each under the place of the word it labels.

    A number is a label where it follows a name, or follows a word and counts nothing itself; an ordinal where it picks
    something out ("the second season").
    """
    for quantity in wording.quantities:
        if quantity.ordinal:
            if (thing := picked_out(quantity, wording)) is not None:
                yield thing, quantity
            continue
        head = _word_before(quantity, wording)
        if head is None or quantity.unit is not None or quantity.bound is not Bound.EXACT:
            continue
        # A name may have its verb and its unit in common with the one before: "fined 500 crowns, and Baidu 300".
        last = max((one.end for one in wording.quantities if one.end <= wording.words[head].start), default=None)
        if last is not None and _JOINED_NAME.fullmatch(wording.text, last, wording.words[head].end):
            continue
        serial = quantity.label or wording.text[quantity.end : quantity.end + 1] in _SERIES
        if serial or _takes_a_number(wording.words[head], counts=bool(counted(quantity, wording))):
            yield head, quantity


def _takes_a_number(word: Word, *, counts: bool) -> bool:
    """Whether a number after a word may be part of its name. Other languages than English put much before a number."""
    if word.language != ENGLISH:
        return word.surface[:1].isupper() and not counts
    return word.name or word.surface[:1].isupper() or not (counts or word.text.endswith(("ed", "ing")))


def _word_before(quantity: Quantity, wording: Wording) -> int | None:
    """The place of the word before; the last syllable of a Korean name may have been taken for a particle."""
    for at in range(bisect_left(wording.words, quantity.start - _GAP, key=lambda word: word.end), len(wording.words)):
        word = wording.words[at]
        if word.end > quantity.start:
            break
        gap = wording.text[word.end : quantity.start]
        particle = word.language == "ko" and len(gap) == 2 and gap[1] == " " and gap[0].isalpha()
        if gap in {" ", "-", ""} or particle:
            return at
    return None


def label_head(quantity: Quantity, aligned: Aligned) -> int | None:
    """The place in the claim of the word that this number of the message follows or picks out."""
    message = aligned.message
    before = picked_out(quantity, message) if quantity.ordinal else _word_before(quantity, message)
    return aligned.answered_by(before)
