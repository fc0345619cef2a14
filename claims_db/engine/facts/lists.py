"""What a claim says of the members of a list: "twelve firms, including Acme and Brill, were fined" says it of Acme."""

from __future__ import annotations

import regex

_MEMBER = r"(?:(?:the|an?)\s)?(?:\p{Lu}[\w'&.-]*(?:\s[\p{Lu}\p{N}][\w'&.-]*){0,3}|\p{Ll}[\w'-]*)"
_AND = r",?\s(?:and|as\swell\sas|&)\s"
_LIST = rf"(?P<member>{_MEMBER})(?:(?:,\s(?P<member>{_MEMBER}))*{_AND}(?P<member>{_MEMBER}))?"
_EXAMPLES = regex.compile(
    rf",?\s(?:including|among\sthem|such\sas|for\sexample|for\sinstance|notably)\s{_LIST}(?=[,.\s]|$),?"
)
# "Acme and Brill were fined": what is said of both holds for each, unless it is about the two together.
_TOGETHER = regex.compile(
    rf"^{_LIST}(?=\s(?:are|were|have|had|will|can|do|did)\b(?!.*\b(?:each\sother|together|both)\b))"
)
# Where the words begin that name the whole group: at its number or its article.
_GROUP_START = regex.compile(
    r"""\b(?:the|all|many|several|some|most|these|those|other|dozens|hundreds|thousands|two|three|four|five|six|seven
    |eight|nine|ten|eleven|twelve|\d[\d.,]*)\s(?=(?:[\w'-]+\s){0,4}[\w'-]+$)""",
    regex.IGNORECASE | regex.VERBOSE,
)
# What was done to somebody was done, whatever is said of when, why and by whom.
_DONE = regex.compile(
    r"^.{1,80}?\b(?:was|were|(?:has|have|had)\sbeen)\s(?:\w+ly\s)?\w+(?=\s(?:in|on|at|for|over|by|with|from|after|during|under)\s)"
)
_LAST_WORD = regex.compile(r"[\w'-]+$")


def said_of_members(text: str) -> tuple[str, ...]:
    """Sentences for each member of a list in a cleaned claim, in full and short; none where the claim has no list.

    Only what is true of a group's members may be asked of them: a false claim about twelve may be true of one.
    """
    sentences = _sentences(text)
    done = (_DONE.match(sentence) for sentence in sentences)
    return (*sentences, *(match[0] for match in done if match))


def _sentences(text: str) -> tuple[str, ...]:
    together = _TOGETHER.match(text)
    if together and len(together.captures("member")) > 1:
        return tuple(member + text[together.end() :] for member in together.captures("member"))
    examples = _EXAMPLES.search(text)
    if examples is None:
        return ()
    before, rest = text[: examples.start()], text[examples.end() :]
    starts = [match.start() for match in _GROUP_START.finditer(before)]
    word = _LAST_WORD.search(before)
    start = starts[-1] if starts else word.start() if word else len(before)
    return tuple(f"{before[:start]}{member}{rest}" for member in examples.captures("member"))
