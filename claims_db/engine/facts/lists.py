"""What a claim says of the members of a list: "twelve firms, including Acme and Brill, were fined" says it of Acme."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from claims_db.languages import LANGUAGES, language, language_of

_NAME = r"\p{Lu}[\w'&.-]*(?:\s[\p{Lu}\p{N}][\w'&.-]*){0,3}"
_LAST_WORD = regex.compile(r"[\w'-]+$")


@dataclass(frozen=True, slots=True)
class _Shapes:
    """What lists look like in one language. `group` is where the words begin that name the whole group."""

    examples: regex.Pattern[str]
    together: regex.Pattern[str]
    group: regex.Pattern[str]
    done: regex.Pattern[str]


@lru_cache(maxsize=len(LANGUAGES))
def _shapes(code: str) -> _Shapes:
    facts = language(code)
    member = rf"(?P<member>(?:(?:{facts.articles.pattern})\s)?(?:{_NAME}|\p{{Ll}}[\w'-]*))"
    members = rf"{member}(?:(?:,\s{member})*,?\s(?:{facts.list_joiners.pattern})\s{member})?"
    apart = rf"(?:{facts.shared_verbs.pattern})(?!.*(?:{facts.together.pattern}))"
    number = r"\b\d[\d.,]*"
    return _Shapes(
        examples=regex.compile(rf",?\s(?:{facts.list_openers.pattern})\s{members}(?=[,.\s]|$),?"),
        together=regex.compile(rf"^{members}(?=\s{apart})"),
        group=regex.compile(
            rf"(?:{facts.group_openers.pattern}|{number})\s(?=(?:[\w'-]+\s){{0,4}}[\w'-]+$)", regex.IGNORECASE
        ),
        done=regex.compile(rf"^.{{1,80}}?{facts.done.pattern}"),
    )


def said_of_members(text: str) -> tuple[str, ...]:
    """Sentences for each member of a list in a cleaned claim, in full and short; none where the claim has no list.

    Only what is true of a group's members may be asked of them: a false claim about twelve may be true of one.
    """
    shapes = _shapes(language_of(text))
    together, examples = shapes.together.match(text), shapes.examples.search(text)
    sentences: tuple[str, ...] = ()
    if together and len(together.captures("member")) > 1:
        sentences = tuple(member + text[together.end() :] for member in together.captures("member"))
    elif examples:
        before, rest = text[: examples.start()], text[examples.end() :]
        starts = [match.start() for match in shapes.group.finditer(before)]
        word = _LAST_WORD.search(before)
        start = starts[-1] if starts else word.start() if word else len(before)
        sentences = tuple(f"{before[:start]}{member}{rest}" for member in examples.captures("member"))
    done = (shapes.done.match(sentence) for sentence in sentences)
    return (*sentences, *(match[0] for match in done if match))
