"""Words that say no without a negator: who "skipped" a check did not do it, and what is "free" costs nothing.

They are implicit negatives (Clark 1976, "Semantics and comprehension"). Where one side has one, and the other a negator
in its place, both say the same, and that negator turns nothing round.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from claims_db.engine.facts.roles import is_verb
from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.sentences import clause_ends
from claims_db.engine.text.spans import Span, is_within
from claims_db.engine.text.wording import Wording
from claims_db.languages import language

_NOBODY = frozenset({"nobody", "none"})


def governed(wording: Wording, turn: Span, *, light: bool = False) -> int | None:
    """The place of the word that a negator turns round: the first telling one behind it in its clause."""
    ends = clause_ends(wording.text)
    stop = ends[min(bisect_left(ends, turn[1]), len(ends) - 1)]
    for at in range(bisect_left(wording.words, turn[1], key=lambda word: word.start), len(wording.words)):
        if wording.words[at].start >= stop:
            break
        if light or not wording.words[at].light:
            return at
    return None


def with_its_word(wording: Wording, turn: Span) -> str:
    """A negator with the word that it turns round, for a person to read."""
    of = governed(wording, turn)
    return wording.text[turn[0] : turn[1] if of is None else wording.words[of].end]


@dataclass(frozen=True, slots=True)
class Spared:
    """Negators of a statement that deny nothing of the claim; `agree` if they surely say what a `word` of it does."""

    turns: tuple[Span, ...] = ()
    agree: bool = True
    word: str = ""


def spared_in_statement(aligned: Aligned) -> Spared:
    """The negator of the statement that stands for an implicit negative of the claim, if there is one.

    Not where the statement has that word too ("isn't banned"), nor where the negator turns round what the claim says
    was done ("never gave them banned drugs"), nor where nothing more than a duty is denied ("don't have to hand in").
    """
    claim, message = aligned.claim, aligned.message
    turns = message.negation.turns
    if len(turns) != 1 or turns[0] not in message.negation.negators or claim.negation.turns:
        return Spared()
    places = _unanswered(claim, aligned.found, aligned.claim_phrases)
    if not places or language(message.language).no_duty.match(message.text, turns[0][0]):
        return Spared()
    turned, word = governed(message, turns[0]), claim.words[places[0]].surface
    own = aligned.answered_by(turned)
    if own is None:
        return Spared(turns, _fits(places, turns[0], aligned), word)
    ends = clause_ends(claim.text)
    clauses = {bisect_right(ends, claim.words[at].start) for at in places}
    beside = bisect_right(ends, claim.words[own].start) in clauses
    return Spared(turns, word=word) if beside and not is_verb(claim, own) else Spared()


def _fits(places: list[int], turn: Span, aligned: Aligned) -> bool:
    """Whether a negator that turns round what the claim has no word for says of it what one of these words says."""
    claim, message = aligned.claim, aligned.message
    facts = language(message.language)
    started = message.text.rfind(" ", 0, max(turn[0] - 1, 0)) + 1
    modal = any(facts.modal_negators.fullmatch(message.text, start, turn[1]) for start in (started, turn[0]))
    costs = facts.costing.search(message.text, turn[1]) is not None
    words = [claim.words[at].start for at in places]
    barred, costless = (any(kind.match(claim.text, at) for at in words) for kind in (facts.bars, facts.costless))
    return (modal and barred) or (costs and costless)


def spared_in_claim(aligned: Aligned) -> tuple[Span, ...]:
    """The claim's negators of which the statement says nothing, or says the same by an implicit negative.

    A "without", or a second clause with "nobody", is no more than said beside the claim: whoever denies that there was
    a fire does not speak of the homes that it left without power. Who denies what the claim has no word for may mean
    just that: "no paperwork" is "without a permit", and whoever denies a ban stands against the ban.
    """
    claim, message = aligned.claim, aligned.message
    turned = {governed(message, turn) for turn in message.negation.turns}
    if not turned and _unanswered(message, aligned.answering, aligned.message_phrases):
        return claim.negation.turns
    said = tuple(turn for turn in claim.negation.turns if _is_said(turn, aligned))
    if not turned <= aligned.answering or (turned and _unanswered(claim, aligned.found, aligned.claim_phrases)):
        return said
    partners = {pair.claim for pair in aligned.pairs if pair.message in turned}
    first = next(iter(clause_ends(claim.text)), 0)
    beside = (
        turn
        for turn in claim.negation.turns
        if (word := claim.text[slice(*turn)].casefold()) == "without" or (word in _NOBODY and turn[0] > first)
    )
    governing = ((turn, governed(claim, turn)) for turn in beside)
    apart = (turn for turn in claim.negation.turns if _is_in_a_part_unsaid(turn, aligned))
    return (*said, *apart, *(turn for turn, of in governing if of not in (partners if turned else aligned.found)))


def _is_said(turn: Span, aligned: Aligned) -> bool:
    """Whether the statement has the verb that denies, but not what it leads to: "refused" for "refused to take"."""
    claim, message = aligned.claim, aligned.message
    said = [pair for pair in aligned.pairs if is_within(claim.words[pair.claim].start, [turn])]
    bare = (pair for pair in said if not message.negation.covers(message.words[pair.message].start))
    return any(bare) and governed(claim, turn) not in aligned.found


def _is_in_a_part_unsaid(turn: Span, aligned: Aligned) -> bool:
    """Whether a negator stands in a later part of the claim of which nothing is said: "…, and nobody came"."""
    claim, ends = aligned.claim, clause_ends(aligned.claim.text)
    joints = (match.start() for match in language(claim.language).clause_joins.finditer(claim.text))
    start = max((stop for stop in (*ends, *joints) if stop <= turn[0]), default=0)
    end = next(stop for stop in ends if stop > turn[0])
    words = [at for at, word in enumerate(claim.words) if start <= word.start < end]
    return start > 0 and bool(words) and aligned.found.isdisjoint(words)


def _unanswered(wording: Wording, answered: frozenset[int], phrases: tuple[Span, ...]) -> list[int]:
    """The places of the words of a side's implicit negatives; nothing if the other side has any of them too."""
    facts = language(wording.language)
    kinds = facts.bars, facts.costless, facts.undone
    spans = [one.span() for kind in kinds for one in kind.finditer(wording.text)]
    places = [at for at, word in enumerate(wording.words) if is_within(word.start, spans)]
    by_phrase = any(is_within(phrase, spans) for phrase, _ in phrases)
    return [] if by_phrase or not answered.isdisjoint(places) else places
