"""Sentences that single out who or what it was: "it was the ministry that paid", "what they sold was a mill".

Such a cleft says that nobody else did (Prince 1978, "A comparison of wh-clefts and it-clefts in discourse"), so what it
singles out must be what the claim has in that role.
"""

from __future__ import annotations

from claims_db.engine.facts.roles import doer, is_verb, sufferer, voice
from claims_db.engine.text.alignment import Aligned
from claims_db.languages import language


def singled_out(aligned: Aligned) -> tuple[str, str] | None:
    """What the statement singles out and what the claim has in its place, which is nothing ("") if it cannot be told.

    None where nothing is singled out, or the very thing that the claim has.
    """
    message = aligned.message
    found = language(message.language).clefts.search(message.text)
    if found is None or message.negation.covers(found.start("focus")):
        return None
    # "It's a myth that Acme …" says what the whole is; a verb, or the first word of it, follows on "it was Acme that".
    words = message.words
    behind = next((at for at, word in enumerate(words) if word.start >= found.end()), len(words))
    verbs = [
        at for at in range(behind, min(behind + 2, len(words))) if is_verb(message, at) or words[at].text.endswith("ed")
    ]
    if behind not in verbs and not (behind < len(words) and words[behind].light):
        return None
    start, end = found.span("focus")
    places = [at for at, word in enumerate(message.words) if start <= word.start < end and not word.light]
    own = {pair.message: pair.claim for pair in aligned.pairs if not pair.opposite}
    if places and not any(at in aligned.known for at in places):
        return found["focus"], ""
    verb = next((at for at in verbs if at in own), None)
    if verb is None or not places:
        return None
    said = {claim: at for at, claim in own.items()}
    role = sufferer if voice(message, verb)[0] else doer
    meant = role(aligned.claim, own[verb], said)
    if meant is None or said[meant] in places:
        return None
    return found["focus"], aligned.claim.words[meant].surface


def what_it_was(aligned: Aligned) -> str:
    """What "what they sold was" leads to, where the claim has no word of it."""
    message = aligned.message
    found = language(message.language).wh_clefts.search(message.text)
    if found is None or message.negation.covers(found.start("focus")):
        return ""
    start, end = found.span("focus")
    places = [at for at, word in enumerate(message.words) if start <= word.start < end and not word.light]
    own = any(found.start() < message.words[at].start < start for at in aligned.answering)
    return found["focus"] if own and places and aligned.known.isdisjoint(places) else ""
