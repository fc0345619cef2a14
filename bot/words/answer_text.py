"""The words of answers, on Discord and in the terminal: verdicts, and claims with their sources.

All of it is plain text: whoever shows it escapes it for the place where it is shown. Sentences speak of the claim,
never of the person, and stand on their own when read aloud.
"""

from __future__ import annotations

from datetime import date

from claims_db.differences import NOT_SO, SO, Difference
from claims_db.values import (
    Answer,
    AnswerKind,
    Citation,
    Claim,
    Interval,
    Label,
    Match,
    Rating,
    Stance,
    Unanswered,
    Verdict,
)

LONGEST_DETAIL = 80
MOST_DETAILS = 3
LONGEST_ANSWER = 300
# With these a sentence of ours begins; other first words may be names, which keep their capital.
_SENTENCE_STARTS = frozenset("The This There Sources A Yes No It In On From For Because".split())
# What asks for a thing and does not say for what.
_BARE = frozenset("what which whose".split())

# --- verdicts -------------------------------------------------------------------------------------------------------

NO_ENTRY = "There is no entry on this."
OPPOSITE = "The source says the opposite."
RATING_WORDS = {
    Rating.TRUE: "true",
    Rating.MOSTLY_TRUE: "mostly true",
    Rating.HALF_TRUE: "half true",
    Rating.MOSTLY_FALSE: "mostly false",
    Rating.FALSE: "false",
    Rating.MISLEADING: "misleading",
    Rating.UNPROVEN: "unproven",
    Rating.OUTDATED: "outdated",
}
NOT_COVERED = "Not covered"
LABEL_WORDS = {
    Label.SUPPORTED: "Agrees",
    Label.REFUTED: "Refuted",
    Label.OUTDATED: "Outdated",
    Label.CONFLICTING: "Disputed",
    Label.NOT_ENOUGH_EVIDENCE: NOT_COVERED,
}


def word(verdict: Verdict) -> str:
    """The word above a card: no verdict is told by a colour alone."""
    return "Answer" if verdict.answers else LABEL_WORDS[verdict.label]


def headline(verdict: Verdict) -> str:
    """The one sentence that a card opens with; it must make sense to somebody who hears nothing else."""
    match verdict.label, verdict.claim:
        case Label.SUPPORTED, Claim() as claim:
            if not claim.rating.holds:
                return f"The source agrees: it rates the claim below as {RATING_WORDS[claim.rating]}."
            return "Yes, the source says so." if verdict.stance is Stance.ASKS else "The source agrees."
        case Label.REFUTED, Claim() as claim:
            return contrast(verdict.differences) or (OPPOSITE if claim.rating.holds else rated(claim))
        case Label.OUTDATED, Claim() as claim:
            said = contrast(verdict.differences)
            return f"This used to be true. {said}" if said and claim.rating.holds else rated(claim)
        case Label.CONFLICTING, Claim() as claim:
            return rated(claim)
        case Label.NOT_ENOUGH_EVIDENCE, Claim() if verdict.answers:
            return told(verdict.answers[0])
        case Label.NOT_ENOUGH_EVIDENCE, Claim() as claim:
            held_back = f"{contrast(verdict.differences)} What it does say is below."
            return held_back if verdict.is_held_back else about_the_same(claim)
        case _:
            return none_tells(verdict.unanswered) if verdict.unanswered else NO_ENTRY


def opening(verdict: Verdict, *, one_of_several: bool = False) -> str:
    """The headline, with the words that it speaks of where a message makes several statements."""
    said = headline(verdict)
    if not (one_of_several or verdict.others):
        return said
    return on_words(verdict.statement, said)


def on_words(words: str, said: str) -> str:
    """A sentence with the words that it is about before it."""
    first = said.partition(" ")[0]
    inside = said[0].lower() + said[1:] if first in _SENTENCE_STARTS else said
    return f"On “{shortened(words.rstrip('.!'), LONGEST_DETAIL)}”: {inside}"


def told(answer: Answer) -> str:
    """The detail that a question asks for, as a sentence: "Twelve.", "In February 2021."."""
    said = shortened(answer.text, LONGEST_ANSWER).rstrip(".")
    if answer.kind is AnswerKind.DAY and answer.claim.happened is not None and said == answer.claim.happened.in_words():
        said = f"{_leading(answer.claim.happened)} {said}"
    # A list of names by itself would not say that the claim may name some of them alone.
    if answer.kind in {AnswerKind.SOMEBODY, AnswerKind.NAME} and " and " in said:
        said = f"{said} are named"
    return f"{said[:1].upper()}{said[1:]}."


def _leading(happened: Interval) -> str:
    """What stands before a day, or a stretch of days, in a sentence."""
    if happened.first == happened.last:
        return "on"
    return "from" if " to " in happened.in_words() else "in"


def also_told(number: int) -> str:
    """The heading above what other claims tell in answer to the same question."""
    return "Another claim answers this too" if number == 1 else f"{number} other claims answer this too"


def none_tells(known: Unanswered) -> str:
    """That nothing in the store tells what is asked, though its matter is known."""
    about, asks = shortened(known.topic, LONGEST_DETAIL), shortened(known.asks, LONGEST_DETAIL)
    says = "this" if known.asks in _BARE else asks
    if known.number == 1:
        return f"I know one claim about {about}; it does not say {says}."
    number = f"more than {known.number}" if known.more else f"{known.number}"
    return f"I know {number} claims about {about}; none says {says}."


def about_the_same(claim: Claim) -> str:
    """What is said of a related claim: that it is there, what sources make of it, and that no more could be told."""
    rating = RATING_WORDS[claim.rating]
    return f"A claim in the store is about this, rated {rating}. I cannot tell whether both say the same."


def rated(claim: Claim) -> str:
    """What the sources make of the claim as a whole."""
    if claim.rating is Rating.OUTDATED:
        return "Sources rate this claim as outdated: it used to be true."
    return f"Sources rate this claim as {RATING_WORDS[claim.rating]}."


def contrast(differences: tuple[Difference, ...]) -> str:
    """The details that differ, or that the source does not speak of, as sentences; empty where there is neither."""
    details = list(dict.fromkeys(_told_apart(difference) for difference in differences if difference.source))
    named = [detail for detail in details if detail][:MOST_DETAILS]
    left = [f"“{shortened(one.said, LONGEST_DETAIL)}”" for one in differences if not one.source][:MOST_DETAILS]
    if not (named or left):
        return OPPOSITE if differences else ""
    sentences = (
        *([f"The source says {'; and '.join(named)}."] if named else []),
        *([f"The source says nothing of {' and '.join(left)}."] if left else []),
    )
    return " ".join(sentences)


def _told_apart(difference: Difference) -> str:
    if difference.source in {SO, NOT_SO}:
        return ""
    source, said = shortened(difference.source, LONGEST_DETAIL), shortened(difference.said, LONGEST_DETAIL)
    return f"{source}, not {said}" if said else source


def shortened(text: str, longest: int) -> str:
    """`text` on one line and at most `longest` characters, cut with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


# --- claims, days and sources ---------------------------------------------------------------------------------------

NO_DAY = "No day known"


def day(moment: date) -> str:
    """Written out, because 03/04 is read as two different days."""
    return Interval(moment, moment).in_words()


def speaks_for(claim: Claim) -> str:
    """The day the claim's sources speak for; the newest source's own day where the claim names none."""
    if claim.as_of is not None:
        return f"As of {claim.as_of.in_words()}"
    days = [citation.source.published for citation in claim.citations if citation.source.published]
    return f"As of {day(max(days))}" if days else NO_DAY


def happened(claim: Claim) -> str:
    """The answer to "when was that?"."""
    if claim.happened is None:
        known = speaks_for(claim)
        said = f" {known}, the sources say so." if known != NO_DAY else ""
        return f"The day it happened is not recorded.{said}"
    return f"It happened {_leading(claim.happened)} {claim.happened.in_words()}."


def standing(claim: Claim) -> str:
    """The day it happened and the day of the sources, which are never one for the other, and what these make of it."""
    known = speaks_for(claim)
    if claim.happened is None:
        return f"{known}. Rated {RATING_WORDS[claim.rating]}."
    source = f" · {_source_day(claim)}" if known != NO_DAY else ""
    return (
        f"Happened {_leading(claim.happened)} {claim.happened.in_words()}{source}. Rated {RATING_WORDS[claim.rating]}."
    )


def _source_day(claim: Claim) -> str:
    """The day the sources speak for, beside the day of the event."""
    if claim.as_of is not None:
        return f"as of {claim.as_of.in_words()}"
    newest = max(citation.source.published for citation in claim.citations if citation.source.published)
    return f"{'source' if len(claim.citations) == 1 else 'newest source'} of {day(newest)}"


def sourced(claim: Claim) -> str:
    """The answer to "source?"."""
    number = len(claim.citations)
    return "One source speaks of this claim." if number == 1 else f"{number} sources speak of this claim."


def publication(citation: Citation) -> str:
    """Publisher and day: what stands after a source's title."""
    source = citation.source
    return f"{source.publisher}, {day(source.published)}" if source.published else source.publisher


def sources_of(claim: Claim) -> str:
    """The heading above the citations."""
    return "Source" if len(claim.citations) == 1 else "Sources"


def more_sources(number: int) -> str:
    """What stands below the first sources of a claim with more."""
    return f"{'One more source' if number == 1 else f'{number} more sources'}: ask “source?” to see all."


def near_miss(match: Match) -> str:
    """What keeps a close claim from being an answer."""
    if match.heard:
        return "It may say the same in other words."
    said = contrast(match.differences)
    return said or "It shares words with this, but may be a different statement."


# --- conversation ---------------------------------------------------------------------------------------------------

GREETING = "Hello! Tell me a claim, and I will tell you what my sources say about it."
THANKS = "You are welcome."
FAREWELL = "Until next time."
NOTHING_ASKED = "There is nothing here to check. Write a statement or a question, such as: China banned Clubhouse."
WHICH_SOURCES = (
    "Only the sources that the claims in my store cite: every answer names them, with their days. No language model"
    " decides. Say “list all claims” to see what I know."
)
NOT_SAID = "This claim does not say that."
NO_CARD = "I don't know which claim this is about. Reply to one of my answers, or write the claim."
CLAIM_GONE = "That claim is no longer in the store."
UNREADABLE = "That message is gone, or I may not read it."
FITS_AS_WELL = "Another claim fits just as well and says something different"
CLOSEST = "The closest claims, and what differs"
NOTHING_CLOSE = "No claim in the store comes close."


def all_claims(held: int, page: int, last: int) -> str:
    """The sentence above a page of all claims; pages are counted from 0."""
    if held == 0:
        return "There are no claims here yet."
    if last == 0:
        return "This is the only claim here." if held == 1 else f"These are all {held} claims here."
    return f"There are {held:,} claims here; this is page {page + 1} of {last + 1}."


def claims_found(number: int) -> str:
    """The sentence above what a search found."""
    return "One claim comes close." if number == 1 else f"{number:,} claims come close; the closest is first."


def known_about(topic: str, found: int) -> str:
    """The sentence above the claims about a topic."""
    about = shortened(topic, LONGEST_DETAIL)
    match found:
        case 0:
            return f"There is no entry on {about}."
        case 1:
            return f"There is one claim about {about}."
        case _:
            return f"These are {found} claims about {about}."
