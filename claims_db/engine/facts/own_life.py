"""What tells of the writer, or of a likeness of the thing, and so states nothing that a source could speak of.

Whoever "took the night train yesterday" says nothing of the timetable, and a tower of matchsticks is no tower.
"""

from __future__ import annotations

from claims_db.engine.reach import Reach
from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.lexicon import lemma
from claims_db.engine.text.sentences import clause_ends
from claims_db.engine.text.thesaurus import parts_of_speech
from claims_db.languages import language


def own_deed(aligned: Aligned, area: Reach) -> str:
    """What the writer did, in the writer's words; nothing where the claim has the verb, or another clause tells it."""
    message, facts = aligned.message, language(aligned.message.language)
    opening = facts.own_deeds.match(message.text, _behind(area.scope))
    if opening is None or area.start > area.scope:
        return ""
    verb, start = opening["deed"].casefold(), opening.start("deed")
    place = next((at for at, word in enumerate(message.words) if word.start == start), None)
    base, writer = lemma(verb), opening["writer"] is not None
    if not writer and (place in aligned.known or verb == base or verb.endswith(("s", "ing"))):
        return ""
    # "Fined" can be nothing but a verb, even where the thesaurus has "fine" as none.
    told = "v" in parts_of_speech(base) or (verb != base and verb.endswith("ed"))
    joints = (match.start() for match in facts.list_joiners.finditer(message.text, start))
    ends = [end for end in (*clause_ends(message.text), *joints) if start < end < area.end]
    stated = any(facts.stated_anew.match(message.text, _behind(end)) for end in ends)
    stop = min([*ends, area.end])
    own = sum(opening.start() <= message.words[at].start < stop for at in aligned.known)
    return message.text[start:stop].strip() if told and not stated and 2 * own > len(aligned.known) else ""


def _behind(end: int) -> int:
    """Where a clause begins, behind the mark or the space with which the one before it ends."""
    return end and end + 1


def likeness(aligned: Aligned, area: Reach) -> str:
    """The word that makes a toy, a picture or a game of what the claim speaks of, which has no such word."""
    facts, text = language(aligned.message.language), aligned.message.text
    found = facts.likenesses.search(text, area.scope)
    return found[0] if found and not facts.likenesses.search(aligned.claim.text) else ""
