"""The words that say how an answer came about, on Discord and in the terminal.

Like those of answers they are plain text, speak of the message and never of the person, and make sense when read aloud.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.words.answer_text import LONGEST_DETAIL, MOST_DETAILS, headline, shortened
from claims_db.differences import Alignment, DifferenceKind, Group, SaidPart, Weighed
from claims_db.values import Silence, Verdict

# A long message must leave room for the rest of the reasons; so many characters of each group's words are shown.
LONGEST_LIST = 300
MOST_ANSWERS = 5

GROUP_TITLES = {
    Group.ANSWERED: "Answered by the claim",
    Group.HARMLESS: "Harmless, adding nothing to the claim",
    Group.LEFT_OVER: "Left over, not in the claim",
    Group.CONTRADICTING: "Contradicting the claim",
}
HOW_ALIGNED = {
    Alignment.FORM: "another form of the word",
    Alignment.SPELLING: "spelled a little differently",
    Alignment.SYNONYM: "it means the same here",
    Alignment.DETAIL: "the two agree",
}
KIND_WORDS = {
    DifferenceKind.NUMBER: "Number",
    DifferenceKind.DATE: "Date",
    DifferenceKind.NEGATION: "Whether it happened",
    DifferenceKind.ENTITY: "Who or what",
    DifferenceKind.UNIT: "Unit",
    DifferenceKind.ROLE: "Who did it to whom",
    DifferenceKind.DEGREE: "How much of it",
    DifferenceKind.COMPARISON: "Which way",
    DifferenceKind.TIME: "When it holds",
    DifferenceKind.UNSAID: "Added",
}
SILENCE_WORDS = {
    Silence.NO_MATCH: "No claim in the store is close enough to this.",
    Silence.NOT_SURE: "It is not certain enough that both say the same to speak up unasked.",
    Silence.TIE: "Several claims fit this equally well.",
    Silence.OPEN_QUESTION: "No claim has all that this question tells together with what it asks for.",
    Silence.NOT_ASSERTED: "This does not state the claim as a fact.",
    Silence.UNSAID: "The source does not speak of all of this.",
}
READ_IN_PART = "The message is long: only its beginning was read."
COMPARED_IN_PART = "The message says a lot: each sentence was compared only with the wordings that are nearest to it."
STOPPERS = (
    "naming somebody or something that the claim does not speak of",
    "leaving out more of the claim's words",
    "another claim that fits equally well",
)


FOLLOWED_ON = "It was spoken of just before, and the question asks for a detail of it."
RELATED_BECAUSE = (
    "The two share so many rare words that no other claim comes close. So they are about the same thing,"
    " but they may not say the same."
)
RELATED_STOPPER = (
    "The claim would not be shown if the message had a different number, asked or wished instead of stating,"
    " or gave fewer words to go by."
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    title: str
    lines: tuple[str, ...]


def why_opening(verdict: Verdict) -> str:
    """The sentence above the reasons."""
    if verdict.claim is None:
        return headline(verdict)
    return f"This is how the answer came about: {headline(verdict)}"


def why(verdict: Verdict) -> tuple[Section, ...]:
    """How the verdict came about: what became of the message's words, how sure it is, what would have stopped it."""
    evidence = verdict.evidence
    limits = ((READ_IN_PART, verdict.read_in_part), (COMPARED_IN_PART, verdict.compared_in_part))
    left_aside = Section("What was read", tuple(words for words, so in limits if so))
    if verdict.claim is not None and evidence is None:
        return (Section("Why this claim", (FOLLOWED_ON,)),)
    if verdict.claim is None or evidence is None:
        silence = SILENCE_WORDS[verdict.silence or Silence.NO_MATCH]
        none = Section("Why there is no answer", (silence,))
        return (none, left_aside) if left_aside.lines else (none,)
    sections = (
        left_aside,
        *(Section(title, _group(group, evidence.parts)) for group, title in GROUP_TITLES.items()),
        Section("Only in the claim", _listed(map(_short, evidence.missing))),
        Section("Why it is shown", (RELATED_BECAUSE,) if verdict.related else ()),
        Section("Compared with", (evidence.wording or verdict.claim.text,)),
        Section("For and against", tuple(filter(None, map(_weighed, evidence.weighed)))),
        Section("What would have stopped it", _stoppers(verdict)),
    )
    return tuple(section for section in sections if section.lines)


def _group(group: Group, parts: Iterable[SaidPart]) -> tuple[str, ...]:
    """What stands in one group, a line each or as a list; empty where nothing does."""
    within = list(dict.fromkeys(part for part in parts if part.group is group))
    match group:
        case Group.ANSWERED:
            return _answered(within)
        case Group.CONTRADICTING:
            return _few([_contrasted(part) for part in within], MOST_DETAILS)
        case Group.HARMLESS | Group.LEFT_OVER:
            return _listed(f"“{_short(part.said)}”" for part in within)


def _answered(parts: Sequence[SaidPart]) -> tuple[str, ...]:
    by_how = {how: [part for part in parts if part.how is how] for how in Alignment}
    others = [
        f"“{_short(part.said)}” by “{_short(part.source)}”: {HOW_ALIGNED[part.how]}"
        for part in parts
        if part.how in HOW_ALIGNED
    ]
    told = (
        ("The same", Alignment.SAME),
        ("By another wording of the claim", Alignment.WORDING),
        ("By the rating, which says that it is not so", Alignment.RATING),
    )
    lists = [f"{said}: {line}" for said, how in told for line in _listed(_short(part.said) for part in by_how[how])]
    return (*lists[:1], *_few(others, MOST_ANSWERS), *lists[1:])


def _contrasted(part: SaidPart) -> str:
    kind = f"{KIND_WORDS[part.kind]}. " if part.kind else ""
    return f"{kind}Message: {_short(part.said)}. Source: {_short(part.source)}."


def _short(words: str) -> str:
    return shortened(words, LONGEST_DETAIL)


def _listed(words: Iterable[str]) -> tuple[str, ...]:
    """The words in a line, as many as it may hold, and how many more there are; no line where there are none."""
    shown: list[str] = []
    every = list(words)
    for word in every:
        if shown and sum(map(len, shown)) + len(word) > LONGEST_LIST:
            break
        shown.append(word)
    rest = len(every) - len(shown)
    return (", ".join(shown) + (f" and {rest} more" if rest else ""),) if shown else ()


def _few(lines: Sequence[str], most: int) -> tuple[str, ...]:
    rest = len(lines) - most
    return (*lines[:most], *([f"and {rest} more"] if rest > 0 else []))


def _weighed(piece: Weighed) -> str:
    """The sentence and its points, or nothing where it hardly counted."""
    if piece.points is None:
        return f"Against: {piece.says} That makes it another statement."
    points = f"{abs(piece.points):.1f}"
    return "" if points == "0.0" else f"{'For' if piece.points > 0 else 'Against'} ({points}): {piece.says}"


def _stoppers(verdict: Verdict) -> tuple[str, ...]:
    if verdict.related:
        return (RELATED_STOPPER,)
    silent = (SILENCE_WORDS[verdict.silence],) if verdict.silence else ()
    return (*silent, f"An answer would have been held back by {STOPPERS[0]}, {STOPPERS[1]}, or {STOPPERS[2]}.")
