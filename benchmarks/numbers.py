"""Whether numbers and dates that differ are found, and those that agree left alone, with peers in the same run.

Pairs of a claim and of a sentence of an encyclopedia that supports or refutes it: Symmetric FEVER (Schuster et al.
2019, "Towards Debiasing Fact Verification Models"). Each topic has four pairs: a claim, a sentence, and both rewritten
so that the other one turns true or false. The sentence takes the part of the claim in the store, the claim that of the
message.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from benchmarks.evaluation import Evaluation
from benchmarks.quality import TODAY
from claims_db.engine.check import assessments
from claims_db.engine.index import ClaimIndex
from claims_db.values import Citation, Claim, Message, Rating, Source

FILE = "fever_symmetric.dev.jsonl"
_SOURCE = Citation(Source("encyclopedia", "Encyclopedia", "Encyclopedia"))
_REWRITTEN = re.compile(r"(?<=\d)000000\d$")
_DIGITS = re.compile(r"\d+")
_WRITTEN = re.compile(
    r"\d+(?:st|nd|rd|th)?|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|"
    r"thousand|million|billion|dozen|half|once|twice|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
# The file writes brackets and quotes as the Penn Treebank does, and a space before every mark.
_TREEBANK = {"-LRB- ": "(", " -RRB-": ")", "-LSB- ": "[", " -RSB-": "]", "`` ": '"', "``": '"', " --": " –"}
_SPACE_BEFORE = re.compile(r" +(?=[,.;:!?%)\]]|'s\b|n't\b|'\s)")


@dataclass(frozen=True, slots=True)
class Pair:
    """What is said, and what the encyclopedia says of it. `by_a_number`: what refutes it is a number or a date.

    The file does not say so; it is taken to be so where the claim and its rewriting, or the sentence and its own,
    differ in nothing else.
    """

    said: str
    known: str
    refuted: bool
    by_a_number: bool
    part: str


Judge = Callable[[Pair], bool]
Kept = Callable[[Pair], bool]


def pairs(evaluation: Evaluation) -> list[Pair]:
    """All pairs; topics fall by a hash of their number into those that were tuned on and those held out."""
    topics: dict[str, list[dict[str, str]]] = {}
    for row in evaluation.rows(FILE):
        topics.setdefault(_REWRITTEN.sub("", row["id"]), []).append(row)
    return [pair for topic, rows in topics.items() for pair in _pairs(topic, rows)]


def _pairs(topic: str, rows: list[dict[str, str]]) -> Iterator[Pair]:
    turned = any(_differ_in_numbers_alone({row[side] for row in rows}) for side in ("claim", "evidence"))
    part = "held out" if int(hashlib.sha256(topic.encode()).hexdigest(), 16) % 2 else "tuned on"
    for row in rows:
        refuted = row["label"] == "REFUTES"
        yield Pair(readable(row["claim"]), readable(row["evidence"]), refuted, refuted and turned, part)


def _differ_in_numbers_alone(texts: set[str]) -> bool:
    return len(texts) > 1 and len({" ".join(_WRITTEN.sub("#", text).split()) for text in texts}) == 1


def readable(text: str) -> str:
    """The text as people write it."""
    for token, sign in _TREEBANK.items():
        text = text.replace(token, sign)
    return _SPACE_BEFORE.sub("", text)


def footnote(pair: Pair) -> bool:
    """Whether Footnote says that a number or a date differs; of a denied one it says nothing, nor does this."""
    claim = Claim("known", pair.known, Rating.TRUE, (_SOURCE,))
    found = assessments(Message(pair.said, TODAY), ClaimIndex([claim]), {claim.pack})
    return bool(found) and not found[0].denies and not all(one.agrees for one in found[0].sides.details.compared)


def some_unknown(pair: Pair) -> bool:
    """A peer: digits of the claim that the sentence lacks."""
    return not digits(pair.said) <= digits(pair.known)


def any_other(pair: Pair) -> bool:
    """A peer: other digits on one side than on the other."""
    return digits(pair.said) != digits(pair.known)


def digits(text: str) -> set[str]:
    """Every run of digits."""
    return set(_DIGITS.findall(text))


def _have_digits(pair: Pair) -> bool:
    return bool(digits(pair.said) and digits(pair.known))


def _have_numbers(pair: Pair) -> bool:
    return bool(_WRITTEN.search(pair.said) and _WRITTEN.search(pair.known))


def _turn_on_a_number(pair: Pair) -> bool:
    return pair.by_a_number or not pair.refuted


_JUDGES: dict[str, Judge] = {
    "footnote": footnote,
    "digits of the claim missing": some_unknown,
    "digits not the same": any_other,
}
_SETS: dict[str, Kept] = {
    "digits on both sides": _have_digits,
    "those whose digits differ": lambda pair: _have_digits(pair) and any_other(pair),
    "those that are true, or refuted by a number": lambda pair: _have_digits(pair) and _turn_on_a_number(pair),
    "the same, numbers and months in words counted too": lambda pair: _have_numbers(pair) and _turn_on_a_number(pair),
}


def precision_and_recall(judge: Judge, judged: Iterable[Pair]) -> tuple[float, float]:
    """Of the pairs that the judge calls a mismatch, how many are refuted; of the refuted, how many it calls so."""
    outcomes = [(judge(pair), pair.refuted) for pair in judged]
    right = sum(called and refuted for called, refuted in outcomes)
    return right / (sum(called for called, _ in outcomes) or 1), right / (sum(refuted for _, refuted in outcomes) or 1)


def report(evaluation: Evaluation) -> None:
    """Print precision and recall for each set of pairs, each part and each peer."""
    found = pairs(evaluation)
    print(f"{FILE}: mismatches of numbers and dates                pairs  refuted  precision  recall")
    for name, kept in _SETS.items():
        print(f"  {name}")
        for part in ("tuned on", "held out", "whole"):
            _report_part(part, [pair for pair in found if kept(pair) and part in {pair.part, "whole"}])


def _report_part(part: str, judged: list[Pair]) -> None:
    for name, judge in _JUDGES.items() if part == "whole" else [("footnote", footnote)]:
        precision, recall = precision_and_recall(judge, judged)
        refuted = sum(pair.refuted for pair in judged)
        print(f"    {part:9} {name:50} {len(judged):5} {refuted:8} {precision:10.3f} {recall:7.3f}")
