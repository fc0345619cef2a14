"""The day on which a page was published: the one it shows beside its headline, else the one that its fields tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from claims_db.files.fields import Record
from claims_db.languages.days import Order, day_order, named_day, stamped_day, utc_hour
from claims_db.sources.page.lines import PUBLISHED_CLASS, Reading, class_words, marks_change
from claims_db.sources.page.markup import Element
from claims_db.sources.page.records import text

_MAX_SHOWN = 200
_MAX_LINE = 150
# Characters between the headline and a day that is the page's own: its section, a summary, a picture and its words.
_AFTER = 400
_BEFORE = 200
# So much may stand beside a day; more is a sentence about something, and a longer link leads to another page.
_BESIDE = 60
_BESIDE_IN_LINK = 20
_BESIDE_ALONE = 15
_DAY_LENGTH = 12
_NOON = 12
# A day in the address, where folders make it one; and where a number may also be another thing.
_ADDRESSED = re.compile(r"/(\d{4})[/-](\d{2})[/-](\d{2})(?:/|$)")
_PERHAPS_ADDRESSED = re.compile(r"[/_-](\d{4})(-?)(\d{2})\2(\d{2})(?:[/_.-]|$)")
# The ends of fields' names, without what is no letter: those that say "published", then those that only say "date".
_PUBLISHED_FIELD = re.compile(
    r"(?<!un)(?:publish(?:ed)?|publication|pub|issued|release|online)(?:date|time|at)?$|date(?:published|issued)$"
    r"|articledate$"
)
_DATED_FIELD = re.compile(r"^(?:dc|dcterms|citation|sailthru)?(?:date|created|datecreated|available)$|^createdate$")
_RECORDED = ("datePublished", "uploadDate", "dateCreated")
_PUBLISHED = re.compile(
    r"\b(?:published|posted|released|written|publi(?:ée?|cad[oa]|ziert)|veröffentlicht|erschienen|erstellt|geschrieben"
    r"|pubblicat[oa]|geplaatst|gepubliceerd|опубликован\w*|opublikowan\w*|yayın\w*)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:updated?|modified|edited|changed|revised|reviewed|visited|accessed|aktualisier\w*|geändert|änderung"
    r"|bearbeitet|abgerufen|actualiz\w*|atualiz\w*|modificad\w*|mise? à jour|modifié\w*|aggiornat\w*|bijgewerkt"
    r"|gewijzigd|обновлен\w*|изменен\w*|zaktualizowan\w*|güncelle\w*)\b",
    re.IGNORECASE,
)


class Shown(NamedTuple):
    """A day on a line of the page; `rest` counts the characters beside it, `distance` those to the headline.

    `holder` is the list or table in whose item or row it stands.
    """

    day: date
    element: Element
    line: str
    rest: int
    distance: int | None
    holder: Element | None


def published_day(
    reading: Reading, fields: Mapping[str, list[str]], found: Iterable[Record], address: str, language: str | None
) -> date | None:
    """The day in the address, else beside the headline, in a record or field, or the only one that the page shows."""
    path = urlsplit(address).path
    if (dated := _ADDRESSED.search(path)) and (day := named_day("-".join(dated.groups()))):
        return day
    texts = (line.text[:_MAX_LINE] for line in reading.lines)
    order = day_order(each for each in texts if re.search(r"\d{4}", each))
    everywhere = list(islice(shown_days(reading, language, order), _MAX_SHOWN))
    listed = {(each.holder, each.day) for each in everywhere if each.holder is not None}
    several = {holder for holder, number in Counter(holder for holder, _ in listed).items() if number > 1}
    shown = [each for each in everywhere if each.holder not in several]
    near = [each for each in shown if each.distance is not None and -_BEFORE <= each.distance <= _AFTER]
    if near:
        return min(near, key=lambda each: (marks_change(each.element), abs(each.distance or 0))).day
    if told := told_day(fields, found, language, order, {each.day for each in shown}):
        return told
    said = {
        each.day for each in shown if _PUBLISHED.search(each.line) or PUBLISHED_CLASS.search(class_words(each.element))
    }
    for days in (said, {each.day for each in shown if each.rest <= _BESIDE_ALONE}):
        if len(days) == 1:
            return days.pop()
    perhaps = None if shown else _PERHAPS_ADDRESSED.search(path)
    return named_day("-".join(perhaps.group(1, 3, 4))) if perhaps else None


def shown_days(reading: Reading, language: str | None, order: Order | None) -> Iterator[Shown]:
    """The days that lines show, in order; none that a line says to be of a change, of another page, or in a sentence.

    Where an element shows no year ("2 days ago"), the day that it has for programs.
    """
    for line in reading.lines:
        whole = [(line.parts[0][0], line.text)] if len(line.parts) > 1 and len(line.text) <= _MAX_LINE else []
        distance = reading.distance(line)
        for element, part in (*whole, *line.parts):
            words, rest = part[:_MAX_LINE], len(part) - _DAY_LENGTH
            has_year = re.search(r"\d{4}", words)
            if rest > (_BESIDE_IN_LINK if element.tag == "a" else _BESIDE):
                continue
            day = named_day(_CHANGED.split(words, maxsplit=1)[0], language, order) if has_year else None
            if element.tag in {"time", "abbr"} and not has_year:
                day = stamped_day(element.get("datetime") or element.get("title") or "")
            if day and not reading.is_of_others(element, is_next=distance == 0):
                row = next((each for each in (element, *element.iterancestors()) if each.tag in {"li", "tr"}), None)
                yield Shown(
                    day, element, line.text[:_MAX_LINE], rest, distance, None if row is None else row.getparent()
                )
                if not marks_change(element):
                    break


def told_day(
    fields: Mapping[str, list[str]],
    found: Iterable[Record],
    language: str | None,
    order: Order | None,
    shown: Container[date],
) -> date | None:
    """The day in the records and fields, the surest first; a wiki is published anew with each revision.

    A time in UTC may fall on another day than where it was written; then a day that is told or shown there counts.
    """
    is_wiki = any("wiki" in name.lower() for name in fields.get("generator", ()))
    stamps = [text(record.get(name)) for record in found for name in (("dateModified",) if is_wiki else _RECORDED)]
    for fits in (_PUBLISHED_FIELD, _DATED_FIELD):
        named = (given for name, given in fields.items() if fits.search(re.sub(r"[^a-z]", "", name)))
        stamps += [stamp for given in named for stamp in given]
    days = [(day, utc_hour(stamp)) for stamp in stamps if stamp and (day := stamped_day(stamp, language, order))]
    if not days:
        return None
    day, hour = days[0]
    if hour is None:
        return day
    local = day + timedelta(days=1 if hour >= _NOON else -1)
    return local if local in shown or (local, None) in days else day
