"""What an answer shows, wherever it is shown: an opening sentence that stands alone, and blocks of lines below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from bot.words import answer_text, line_text, source_text, why_text
from claims_db.engine.lines import CheckedLine
from claims_db.values import Answer, Citation, Claim, Label, Match, Unanswered, Verdict

LONGEST_QUOTE = 300
LONGEST_FIRST_QUOTE = 160
LONGEST_LISTED_CLAIM = 300
MOST_CLOSEST = 3
MOST_ABOUT_A_TOPIC = 3
ON_A_PAGE = 8
LONGEST_ON_A_PAGE = 200
MOST_SOURCES = 3
# Further statements of a message; with the first that makes three.
MOST_FURTHER = 2


class Role(StrEnum):
    """How a line stands among the others."""

    PLAIN = "plain"
    CLAIM = "claim"
    ITEM = "item"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `title` comes first, and is a link where there is an `address`; BELOW belongs to the item above.

    `who` is the Discord user that the line is about; their name comes first, and nobody is pinged.
    """

    text: str
    role: Role = Role.PLAIN
    title: str = ""
    address: str | None = None
    who: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under a heading, which may be empty."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One answer. `label` and the `word` for it are there where the answer is a verdict on what was written.

    `marks` are the details that differ, as they were said and as the source has them.
    """

    opening: str
    blocks: tuple[Block, ...] = ()
    label: Label | None = None
    word: str = ""
    marks: tuple[str, ...] = ()


def verdict_card(verdict: Verdict, hint: str) -> Card:
    """The answer to a statement: the claim and its sources, or the closest claims and `hint` on how to add one."""
    claim = verdict.claim
    if claim is None:
        return unanswered_card(verdict.unanswered, hint) if verdict.unanswered else no_entry_card(verdict.closest, hint)
    # Claims that fit as well and say otherwise: whoever asks shall know that there are two.
    others = tuple(line for rival in verdict.rivals[:MOST_CLOSEST] for line in _listed(rival))
    rivals = (Block(answer_text.FITS_AS_WELL, others),) if others else ()
    further = (_also(verdict.answers[1:]), *rivals, *map(_further, verdict.others[:MOST_FURTHER]))
    blocks = (claim_block(claim), few_sources_block(claim), *(block for block in further if block.lines))
    marks = tuple(dict.fromkeys(side for one in verdict.differences if one.source for side in (one.source, one.said)))
    return Card(answer_text.opening(verdict), blocks, verdict.label, answer_text.word(verdict), marks)


def _further(verdict: Verdict) -> Block:
    """What is said of another statement of the same message: the verdict in words, the claim and its first source."""
    told = Line(answer_text.opening(verdict, one_of_several=True))
    return Block("", (told, *(_listed(verdict.claim) if verdict.claim else ())))


def _also(answers: Sequence[Answer]) -> Block:
    """What other claims tell in answer to the same question."""
    lines = (line for each in answers for line in (Line(answer_text.told(each)), *_listed(each.claim)))
    return Block(answer_text.also_told(len(answers)), tuple(lines))


def unanswered_card(known: Unanswered, hint: str) -> Card:
    """That none of the claims about a question's matter tells what it asks, and the first of these claims."""
    lines = tuple(line for claim in known.claims for line in _listed(claim)[:2])
    blocks = (Block("", lines), Block("", (Line(hint),)))
    return Card(answer_text.none_tells(known), blocks, Label.NOT_ENOUGH_EVIDENCE, answer_text.NOT_COVERED)


def no_entry_card(closest: tuple[Match, ...], hint: str) -> Card:
    """An honest "no entry", with up to three claims that come closest."""
    lines = []
    for match in closest[:MOST_CLOSEST]:
        claim = answer_text.shortened(match.claim.text, LONGEST_LISTED_CLAIM)
        lines += [Line(claim, Role.ITEM), Line(answer_text.near_miss(match), Role.BELOW)]
    nearest = Block(answer_text.CLOSEST, tuple(lines)) if lines else Block("", (Line(answer_text.NOTHING_CLOSE),))
    blocks = (nearest, Block("", (Line(hint),)))
    return Card(answer_text.NO_ENTRY, blocks, Label.NOT_ENOUGH_EVIDENCE, answer_text.NOT_COVERED)


def claim_block(claim: Claim) -> Block:
    """The claim itself, the day that its sources speak for and what they make of it."""
    return Block("", (Line(claim.text, Role.CLAIM), Line(answer_text.standing(claim))))


def sources_block(claim: Claim) -> Block:
    """The citations with publisher and day, and what they quote."""
    lines: list[Line] = []
    for citation in claim.citations:
        lines.append(_source_line(citation))
        if citation.quote:
            lines.append(Line(f"“{answer_text.shortened(citation.quote, LONGEST_QUOTE)}”", Role.BELOW))
    return Block(answer_text.sources_of(claim), tuple(lines))


def few_sources_block(claim: Claim) -> Block:
    """A line for each of the first sources, those that can be opened before the others, and how many more there are.

    What the first of them says of it stands below it.
    """
    linked_first = _linked_first(claim)
    more = len(linked_first) - MOST_SOURCES
    lines = [*map(_source_line, linked_first[:MOST_SOURCES])]
    if quote := linked_first[0].quote:
        lines.insert(1, Line(f"“{answer_text.shortened(quote, LONGEST_FIRST_QUOTE)}”", Role.BELOW))
    if more > 0:
        lines.append(Line(answer_text.more_sources(more), Role.ITEM))
    return Block(answer_text.sources_of(claim), tuple(lines))


def _linked_first(claim: Claim) -> list[Citation]:
    """The citations, those whose source can be opened before the others."""
    return sorted(claim.citations, key=lambda one: source_text.address_of(one.source) is None)


def _source_line(citation: Citation) -> Line:
    source = citation.source
    noted = source_text.noted(source)
    told = f", {answer_text.publication(citation)}{f' ({noted})' if noted else ''}"
    return Line(told, Role.ITEM, source.title, source_text.address_of(source))


def sources_card(claim: Claim) -> Card:
    """The answer to "source?"."""
    return Card(answer_text.sourced(claim), (claim_block(claim), sources_block(claim)))


def when_card(claim: Claim) -> Card:
    """The answer to "when was that?"."""
    return Card(answer_text.happened(claim), (claim_block(claim),))


def why_card(verdict: Verdict) -> Card:
    """The answer to "why?"."""
    blocks = tuple(
        Block(section.title, tuple(Line(line, Role.ITEM) for line in section.lines))
        for section in why_text.why(verdict)
    )
    return Card(why_text.why_opening(verdict), blocks)


def claims_card(opening: str, claims: Iterable[Claim]) -> Card:
    """Several claims, each with its day, rating and first source."""
    lines = tuple(line for claim in claims for line in _listed(claim))
    return Card(opening, (Block("", lines),) if lines else ())


def page_card(claims: Sequence[Claim], held: int, page: int, last: int) -> Card:
    """A page of all claims, each with what it says and how it is rated."""
    lines = tuple(
        line
        for claim in claims
        for line in (
            Line(answer_text.shortened(claim.text, LONGEST_ON_A_PAGE), Role.ITEM),
            Line(answer_text.standing(claim), Role.BELOW),
        )
    )
    return Card(answer_text.all_claims(held, page, last), (Block("", lines),) if lines else ())


def topic_card(topic: str, claims: Sequence[Claim]) -> Card:
    """The answer to "what do you know about …?"."""
    return claims_card(answer_text.known_about(topic, len(claims)), claims)


def _listed(claim: Claim) -> tuple[Line, Line, Line]:
    claimed = answer_text.shortened(claim.text, LONGEST_LISTED_CLAIM)
    source = _source_line(_linked_first(claim)[0])
    return (
        Line(claimed, Role.ITEM),
        Line(answer_text.standing(claim), Role.BELOW),
        Line(source.text, Role.BELOW, source.title, source.address),
    )


def broken_lines_blocks(broken: Iterable[CheckedLine]) -> tuple[Block, ...]:
    """Lines that do not hold, below the names of their claims, and what was found instead."""
    blocks = []
    for slug, group in groupby(broken, key=lambda checked: checked.claim.slug):
        lines = [
            line
            for each in group
            for line in (Line(line_text.demanded(each), Role.ITEM), Line(line_text.found_instead(each), Role.BELOW))
        ]
        blocks.append(Block(slug, tuple(lines)))
    return tuple(blocks)


def changed_card(opening: str, broken: Sequence[CheckedLine]) -> Card:
    """A claim was changed; which lines no longer hold."""
    if not broken:
        return Card(opening)
    return Card(f"{opening} {line_text.no_longer(len(broken))}:", broken_lines_blocks(broken))


def short_card(sentence: str) -> Card:
    """A sentence with nothing below."""
    return Card(sentence)
