"""How much of a message is read and compared, in one place: no message may cost more than 50 ms, whatever its text.

Each limit counts what is there once a message is cleaned, since one character of a message may become eighteen. What is
over is cut where a sentence, a clause or a word ends, and the verdict says so (`Cut`). Ordinary messages are under each
of them: of ten thousand posts and lines of chat the longest has 641 characters, and its longest sentence 341.
`python -m benchmarks.hostile` measures what the worst messages cost.
"""

from __future__ import annotations

# Characters of a message: as many as Discord takes.
MAX_MESSAGE_LENGTH = 4000
# Nobody waits for a verdict on an essay. A sentence that is cut counts once for each of its pieces.
MAX_STATEMENTS = 12
# Characters and words of a statement: what is longer is several, and is cut into them. A letter of a script without
# spaces is a word, as it begins a pair that is looked for.
MAX_STATEMENT_LENGTH = 600
MAX_STATEMENT_WORDS = 160
# Characters of a message that are tried as one, where it may only be about the same matter as a claim.
MAX_RELATED_LENGTH = 1000
# Words of a wording: a claim of the longest that may be stored has 180 in English, so only lists of letters are cut.
MAX_WORDING_WORDS = 240
# Numbers, and dates, of a statement: one with more is a table, and each is compared with each of a claim's.
MAX_DETAILS = 12
# Bytes of statements and wordings that are laid side by side, and how many of them for the sentences, which leave the
# rest to their clauses: but for a handful no message took more that we have. Every statement gets an even share.
MAX_COMPARED = 12_000
MAX_COMPARED_FIRST = 10_000


def even_share(wanted: list[int], most: int) -> int:
    """The most that each may have so that all together have no more than `most`; who wants less leaves it to others.

    >>> even_share([2, 9, 9], 12)
    5
    """
    left = most
    for at, one in enumerate(sorted(wanted)):
        share = left // (len(wanted) - at)
        if one > share:
            return share
        left -= one
    return max(wanted, default=0)


def shortened(text: str, most: int) -> str:
    """The beginning of a text, cut behind a word where one ends near."""
    if len(text) <= most:
        return text
    head = text[:most]
    if text[most].isspace():
        return head
    start = max(0, most - _LONGEST_WORD)
    kept = head[start:].rpartition(" ")[0]
    return head[:start] + kept if kept else head


_LONGEST_WORD = 100
