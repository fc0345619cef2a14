"""Who wrote a page: as the line beside its headline says, else as its record, its links or its fields say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from claims_db.sources.page.lines import Reading, class_words
from claims_db.sources.page.markup import Element
from claims_db.sources.page.titles import squashed

_MAX_AUTHORS = 6
# Characters between the headline and a line that names the author.
_AFTER = 600
_BEFORE = 200
_LONGEST = 80
_MOST_WORDS = 12
# The box that is marked as the author's may hold the name two elements deeper.
_DEPTH = 3
# "By", in a few languages, alone or after what was done.
_BY = re.compile(
    r"(?:(?:posted|written|published|reported|story|veröffentlicht|geschrieben|erstellt|eingestellt|publiziert|verfasst"
    r"|publié|publicado|escrito|scritto) )?"
    r"(?:by|von|vom|par|por|di|door|av|от|autorin|autor|author|auteur|autore|text|texte|interview|redaktion)\b ?:?",
    re.IGNORECASE,
)
_LABEL = re.compile(r"aut|verfass|geschrieben|written|escrito|scritto", re.IGNORECASE)
_AUTHOR_CLASS = re.compile(
    r"\b(?:authors?|autor(?:en|in|es)?|auteurs?|autori?e|autorenzeile|byline|verfasser|username)\b"
)
# Where a name on a line ends: at a break, a number, or what is told of the person.
_END = re.compile(r" ?[|•·»/(–—\d]| - |, ?(?:am|on|at|um)\b| (?:am|on|at|um|für|for) ")
_PARTICLES = frozenset("al and da de del den der di do dos du e el et i la le ten ter und van von y zu zum zur".split())
_NOBODY = frozenset(
    "admin administrator anonymous author autor editor no none null redaktion unbekannt undefined unknown user".split()
)
_ADDRESS = re.compile(r"https?:|www\.|[@{}<>=#]|\[at\]|^/|^\d+$|^[\w.-]{1,80}\.[a-z]{2,9}$")


class Byline(NamedTuple):
    """A name on a line of the page; "by" stands before it, perhaps as the word "author", or markup says so."""

    name: str
    is_said: bool
    is_labelled: bool
    is_near: bool


def authors(
    reading: Reading,
    recorded: Sequence[str],
    people: Sequence[str],
    told: Iterable[Sequence[str]],
    sites: Iterable[str],
) -> list[str]:
    """The names in the first place that has any; the name of the site only where it is said to be a person's.

    `recorded` are the authors of the page's record, `people` those among them that it calls persons, `told` those in
    its links and fields.
    """
    known = {squashed(site) for site in sites}
    shown = list(bylines(reading))
    near = [each for each in shown if each.is_near]
    said = [each.name for each in near if each.is_said][:1]
    marked = [each.name for each in near if not each.is_said][:1]
    labelled = list(dict.fromkeys(each.name for each in shown if each.is_labelled))
    for names in (said, recorded, marked, *told, labelled if len(labelled) == 1 else ()):
        own = [bare for name in names if _is_person(bare := _bare(name)) and squashed(bare) not in known]
        if own:
            return list(dict.fromkeys(own))[:_MAX_AUTHORS]
    return [bare for name in (*said, *people, *marked) if _is_person(bare := _bare(name))][:1]


def bylines(reading: Reading) -> Iterator[Byline]:
    """The names on lines that say, or are marked, to name the author: near the headline, or where the line says so."""
    for line in reading.lines:
        distance = reading.distance(line)
        is_near = distance is not None and -_BEFORE <= distance <= _AFTER
        is_next = False
        for element, part in line.parts:
            by = _by(part)
            is_said, is_next = is_next or 0 < by < len(part), by == len(part)
            is_own = _is_authors(element, 1)
            if is_next or not (is_said or (is_near and (is_own or _is_authors(element, _DEPTH)))):
                continue
            is_labelled = is_said and (is_own or bool(_LABEL.match(part)))
            is_marked = element.tag == "a" or (is_own and not re.search(r"\d", part))
            name = _END.split(_bare(part), maxsplit=1)[0].strip(" ,;:")
            # "by" and markup both say that it is a name; else its form has to.
            is_likely = (is_said and is_marked) or (name[:1].isupper() and (is_said or is_marked or " " in name))
            if not (is_near or is_labelled) or not is_likely or not _is_person(name):
                continue
            if not reading.is_of_others(element, is_next=distance == 0):
                yield Byline(re.sub(r"(?<=\w{3})\.$", "", name), is_said, is_labelled, is_near)


def _is_authors(element: Element, depth: int) -> bool:
    """Whether the element, or one of so many around it, is marked as the author's."""
    return any(
        _AUTHOR_CLASS.search(class_words(each)) for each in islice(chain((element,), element.iterancestors()), depth)
    )


def _by(text: str) -> int:
    """How many characters at the beginning are "by"."""
    found = _BY.match(text)
    return found.end() if found and (found.end() == len(text) or text[found.end() - 1] in " :") else 0


def _bare(name: str) -> str:
    """The name without "by" before it."""
    begins = _by(name)
    return name[begins if begins < len(name) else 0 :].strip(" ,;:|")


def is_name(text: str) -> bool:
    """Whether it may be somebody's name: not an address, a handle or a placeholder."""
    return (
        bool(text.strip()) and not _ADDRESS.search(text.strip().casefold()) and text.strip().casefold() not in _NOBODY
    )


def _is_person(text: str) -> bool:
    """Whether it may be the names of people: no address, sentence, day, or "no author"."""
    words = text.split()
    if not is_name(text) or len(text) > _LONGEST or len(words) > _MOST_WORDS or re.search(r"\d{4}", text):
        return False
    return words[0].casefold() not in _NOBODY and (
        len(words) == 1 or all(not word[0].islower() or word.casefold() in _PARTICLES for word in words)
    )
