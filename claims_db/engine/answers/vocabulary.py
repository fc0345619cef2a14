"""The words of questions, as `english_questions.toml` has them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex

from claims_db.values import AnswerKind

_FILE = "english_questions.toml"
_WORD = r"[\p{L}\p{N}'’.-]+"
# So many words may follow the ones that ask where these stand inside: "it was bought by which club in 2017".
_BEHIND = 4


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the file says, ready to be asked.

    `at_start` and `inside` find the words that ask, at the start of a question or further on; the group that matches
    has the name of an AnswerKind; `relative` finds a clause that says more of what stands before it. `kinds` leads
    from a noun to the kind of detail that it asks for, and `frames` from
    a kind to the words that only ask; those of None do in any question. Each set is one of the file's lists.
    """

    before: regex.Pattern[str]
    asking: regex.Pattern[str]
    after: regex.Pattern[str]
    says_who: regex.Pattern[str]
    earlier: regex.Pattern[str]
    clefts: regex.Pattern[str]
    negators: regex.Pattern[str]
    coming: regex.Pattern[str]
    owning: regex.Pattern[str]
    joint: regex.Pattern[str]
    at_start: regex.Pattern[str]
    inside: regex.Pattern[str]
    relative: regex.Pattern[str]
    kinds: dict[str, AnswerKind]
    frames: dict[AnswerKind | None, frozenset[str]]
    sets: dict[str, frozenset[str]]

    def frames_of(self, wanted: AnswerKind) -> frozenset[str]:
        """The words with which a question of a kind asks."""
        return self.frames[None] | self.frames.get(wanted, frozenset())


@cache
def vocabulary() -> Vocabulary:
    """The shipped one, read with the first question."""
    told = tomllib.loads(files(__package__).joinpath(_FILE).read_text(encoding="utf-8"))
    kinds = (f"(?P<{AnswerKind(kind).name}>(?:{words}))" for kind, words in told["openings"].items())
    opening = "|".join(kinds).replace("{led}", told["parts"]["led"])
    before = _either(told["before"]).replace("{know}", told["know"])
    few_behind = rf"(?![\w'’])(?=(?: {_WORD}){{0,{_BEHIND}}}\W*$)"
    inverted_behind = r"(?= (?:do|does|did|is|are|was|were|will|can)\b)"
    return Vocabulary(
        before=_pattern(rf"^\W*(?:{before}\b\W*)*+"),
        asking=_pattern(rf"\b(?:{told['asking']})\b"),
        after=_pattern(rf"(?<=\w)(?:\W++{_either(told['after'])})++\W*+$"),
        relative=_pattern(r"(?:when|where|who|whom|which)\b(?! (?:in|on|at|during|since)\b)[^?]* \w"),
        says_who=_pattern(rf",? {_either(told['says_who'])}$"),
        earlier=_pattern(rf"\b(?:{told['earlier']})\b"),
        clefts=_pattern(_either(told["clefts"])),
        negators=_pattern(rf"\b(?:{told['negators']})\b"),
        coming=_pattern(rf"\b(?:{told['coming']})\b"),
        owning=_pattern(told["owning"]),
        joint=_pattern(told["joint"]),
        at_start=_pattern(rf"(?:{opening})(?:(?=['’]?s\b)|(?![\w'’]))"),
        inside=_pattern(rf"(?:(?<=\w )(?<!\bthe )(?:{opening}){few_behind}|(?<=[,;:] )(?:{opening}){inverted_behind})"),
        kinds={noun: AnswerKind(kind) for kind, nouns in told["kinds"].items() for noun in nouns.split()},
        frames={
            None if kind == "any" else AnswerKind(kind): frozenset(words.split())
            for kind, words in told["frames"].items()
        },
        sets={name: frozenset(words.split()) for name, words in told.items() if isinstance(words, str)},
    )


def _either(lines: str) -> str:
    return "(?:" + "|".join(lines.splitlines()) + ")"


def _pattern(written: str) -> regex.Pattern[str]:
    return regex.compile(written, regex.IGNORECASE)
