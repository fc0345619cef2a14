"""Words that stand in the very place of a claim's, and of which nothing says that they mean the same.

Who keeps the words around, down to the small ones, and puts "landlord" where the claim has "neighbour" most likely
means somebody else; who tells it in words of their own keeps no frame.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby

from rapidfuzz.distance import LCSseq

from claims_db.engine.facts.roles import is_verb
from claims_db.engine.reach import Reach
from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.lexicon import lemma
from claims_db.engine.text.thesaurus import parts_of_speech
from claims_db.engine.text.wording import Wording, is_acronym
from claims_db.languages import language

# How many words make a copy, and what share of them stands in the claim in that order.
_LEAST_COPIED, _COPIED_SHARE = 5, 0.7


def substitutes(aligned: Aligned, area: Reach) -> Iterator[tuple[int, ...]]:
    """The places of the statement's words that stand for some of the claim, between the same words as there."""
    claim = [at for at, word in enumerate(aligned.claim.words) if at in aligned.found or not word.light]
    # Right behind a verb stands what it is done to: "bought Acme", "bought a house".
    objects = {(pair.claim, pair.message) for pair in aligned.pairs if is_verb(aligned.claim, pair.claim)}
    runs = list(_strangers(aligned, area))
    gaps = [list(run) for known, run in groupby(claim, key=aligned.found.__contains__) if not known] if runs else []
    beside = _beside(aligned.message, [(run[0], run[-1]) for run in runs]) if gaps else []
    for gap, own in zip(gaps, _beside(aligned.claim, [(gap[0], gap[-1]) for gap in gaps]), strict=True):
        for strangers, said in zip(runs, beside, strict=True):
            if (own == said and any(own)) or (own[0] == said[0] and (gap[0] - 1, strangers[0] - 1) in objects):
                yield strangers


def left_in_copy(aligned: Aligned, area: Reach) -> Iterator[tuple[int, ...]]:
    """The places of words that answer nothing in a sentence that has nearly all its words, in order, from the claim."""
    claim = [lemma(token.text, token.language) for token in aligned.claim.tokens]
    own = {aligned.claim.words[pair.claim].at: aligned.message.words[pair.message].at for pair in aligned.pairs}
    answered = {place: claim[at] for at, place in own.items()}
    articles = language(aligned.message.language).articles
    said = [
        answered.get(at, lemma(token.text, token.language))
        for at, token in enumerate(aligned.message.tokens)
        if area.start <= token.start < area.end and not articles.fullmatch(token.text)
    ]
    if len(said) >= _LEAST_COPIED and LCSseq.similarity(claim, said) >= _COPIED_SHARE * len(said):
        # Only nouns, verbs and adjectives add something: "finally" and "per" do not.
        words = aligned.message.words
        for run in _strangers(aligned, area):
            kinds = {parts_of_speech(lemma(words[at].text))[:1] for at in run if not is_acronym(words[at].surface)}
            if kinds & {"n", "v", "a"}:
                yield run


def _strangers(aligned: Aligned, area: Reach) -> Iterator[tuple[int, ...]]:
    """Runs of telling words within reach that answer nothing, save those that stand for anything: "people", "site"."""
    words, general = aligned.message.words, language(aligned.message.language).general_nouns
    telling = [at for at in area.words if at in aligned.known or not words[at].light]
    for answers, places in groupby(telling, key=aligned.known.__contains__):
        run = tuple(places)
        if not (answers or general.issuperset(words[at].text for at in run)):
            yield run


def _beside(wording: Wording, stretches: Iterable[tuple[int, int]]) -> list[tuple[str, str]]:
    """The words before and after some stretches, articles left out; nothing at either end of the sentence."""
    articles = language(wording.language).articles
    tokens = [token for token in wording.tokens if not articles.fullmatch(token.text)]
    found: list[tuple[str, str]] = []
    for first, last in stretches:
        before = bisect_right(tokens, wording.words[first].start, key=lambda token: token.end)
        after = bisect_left(tokens, wording.words[last].end, key=lambda token: token.start)
        left, right = (
            "".join(lemma(token.text, token.language) for token in side)
            for side in (tokens[before - 1 : before] if before else [], tokens[after : after + 1])
        )
        found.append((left, right))
    return found
