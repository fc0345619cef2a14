"""Who does it by the statement, and did not by the claim: somebody else, or whoever has it done to them.

`roles` knows those who have changed places; here only one of the two sentences may speak of them.
"""

from __future__ import annotations

from claims_db.engine.facts.roles import is_past, is_thing, is_verb, preposition, stretch, suffers, voice
from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.sentences import clause_ends
from claims_db.engine.text.spans import before
from claims_db.engine.text.wording import Wording
from claims_db.languages import language


def doer_for_sufferer(aligned: Aligned) -> tuple[str, str] | None:
    """Whoever did it in the statement and has it done to them in the claim, both in the passive: "was fined by Acme".

    As (what is said, what the claim says).
    """
    claim, message = aligned.claim, aligned.message
    for pair in aligned.pairs:
        (passive, agent), own = voice(message, pair.message), voice(claim, pair.claim)
        at = aligned.answered_by(agent) if passive and own == (True, None) and agent is not None else None
        if at is None or agent is None:
            continue
        past = is_past(claim, pair.claim) and is_past(message, pair.message)
        owner = preposition(claim, at) or claim.words[at].surface.endswith(("'s", "’s"))
        if past and not (owner or pair.opposite) and suffers(claim, pair.claim, at):
            return stretch(message, pair.message, agent), stretch(claim, at, pair.claim)
    return None


def somebody_else(aligned: Aligned) -> str:
    """Another than the claim's of whom the statement says its verb: "my school banned it", "it was banned by Acme".

    No word of theirs answers the claim's. What an article opens may describe whom the claim names, and a plain noun be
    another word for the claim's ("crooks" for "burglars").
    """
    for pair in aligned.pairs:
        if pair.opposite or pair.converse:
            continue
        (doer, sufferer), (by, of) = (
            _taking_part(aligned.claim, pair.claim),
            _taking_part(aligned.message, pair.message),
        )
        for own, said in ((doer, by), (sufferer, of)):
            if own and said and own[-1] not in aligned.found and _is_another(aligned, own, said):
                return stretch(aligned.message, said[0], said[-1])
    return ""


def _taking_part(wording: Wording, verb: int) -> tuple[list[int], list[int]]:
    """Who does it, and to whom it is done: their telling words in the verb's clause, none where it is not said."""
    passive, agent = voice(wording, verb)
    if not is_past(wording, verb) if passive else not is_verb(wording, verb):
        return [], []
    words, ends = wording.words, (0, *clause_ends(wording.text), len(wording.text))
    start = max(end for end in ends if end <= words[verb].start)
    stop = min(end for end in ends if end >= words[verb].end)
    front = [at for at in range(verb) if words[at].start >= start and not words[at].light]
    first = agent if passive else verb + 1
    behind = [at for at in range(verb + 1, len(words)) if first is not None and at >= first and words[at].start < stop]
    together = [at for at in behind if words[at].at - words[behind[0]].at == at - behind[0]]
    if passive:
        return together, front
    return front, [] if not together or preposition(wording, together[0]) else together


def _is_another(aligned: Aligned, own: list[int], said: list[int]) -> bool:
    """Whether a subject is somebody or something by a name, or the writer's, or stands for a name of the claim's."""
    claim, words, facts = aligned.claim, aligned.message.words, language(aligned.message.language)
    first, last = words[said[0]], words[said[-1]]
    clipped = any(claim.words[at].text.startswith(first.text) for at in own)
    if clipped or not aligned.known.isdisjoint(said) or not is_thing(aligned.message, said[-1]):
        return False
    lead = before(aligned.message.text, first.start).casefold().split()[-1:]
    if lead in (["my"], ["our"]):
        return True
    if facts.general_nouns.issuperset(words[at].text for at in said) or (lead and facts.articles.fullmatch(lead[0])):
        return False
    named = all(claim.words[at].name for at in own)
    # A single thing takes an article; a capital without one is a name, though a dictionary has the word ("Apple").
    return named or last.name or (last.surface[:1].isupper() and not last.text.endswith("s"))
