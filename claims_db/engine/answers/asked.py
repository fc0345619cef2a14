"""What an open question asks for, and what it tells of it.

"Who sold the ferries in May?" asks for somebody, and tells that they sold the ferries, and when.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

import regex

from claims_db.engine.answers.vocabulary import vocabulary
from claims_db.engine.text.lexicon import lemma
from claims_db.engine.text.thesaurus import parts_of_speech
from claims_db.engine.text.wording import Wording, analyse
from claims_db.values import AnswerKind


@dataclass(frozen=True, slots=True)
class Asked:
    """An open question. `noun` are the places of the words for the kind of thing that it asks for ("which club").

    `told` are the places of the telling words that a claim has to answer, and `verb` the place of the one that says
    what was done; `leads` says that the answer is whoever does it, or has it done to them in the passive: "who bought",
    "who was fined". `preposition` is the one that leads to the answer ("bought it from"), and `adjective` what "how"
    stands before. `before` says that a change is asked for from its start, and `begins` is the question from the words
    that ask on, where it begins with them. `negated` says that it asks for what is not so, and `coming` for what is
    still to come on the day that it is `asked_on`; it `is_led_in` by words that ask ("does anyone know").
    """

    wanted: AnswerKind
    opening: str
    wording: Wording
    noun: tuple[int, ...]
    told: frozenset[int]
    verb: int | None
    leads: bool
    preposition: str = ""
    adjective: str = ""
    before: bool = False
    begins: str = ""
    negated: bool = False
    coming: bool = False
    asked_on: date = date.min
    is_led_in: bool = False

    @property
    def is_passive(self) -> bool:
        """Whether it asks what was done to somebody: "who was fined"."""
        if self.verb is None:
            return False
        verb = self.wording.words[self.verb]
        left = self.wording.text[: verb.start].casefold().split()
        return bool(_PASSIVE & set(left[-3:])) and not verb.text.endswith("ing")

    @property
    def has_object(self) -> bool:
        """Whether its verb has an object, with no preposition before it: "who fined Acme"."""
        if self.verb is None:
            return False
        after = self.wording.words[self.verb].at + 1
        tokens = self.wording.tokens
        return after < len(tokens) and tokens[after].text not in vocabulary().sets["prepositions"]

    @property
    def asks_more(self) -> bool:
        """Whether no phrase could tell it: "what did they do", "what did they say", "what kind of app"."""
        if self.noun and lemma(self.wording.words[self.noun[0]].text) in _KINDS:
            return True
        words = [token.text for token in self.wording.tokens]
        supported = bool(words) and words[0] in vocabulary().sets["supporting"]
        return self.wanted is AnswerKind.THING and supported and not {"do", "say"}.isdisjoint(words[1:])

    @property
    def picks(self) -> Iterator[str]:
        """The stretches of time that pick out one of several things: "a day ticket"."""
        starts = {self.wording.words[at].at for at in self.told}
        tokens = self.wording.tokens
        return (
            token.text
            for at, token in enumerate(tokens)
            if token.text in vocabulary().sets["stretches"] and at + 1 in starts
        )

    @property
    def words(self) -> str:
        """The question's own words for what it asks: "how much", "which firms"."""
        named = [self.wording.words[at].surface for at in self.noun]
        return " ".join([self.opening, *([self.adjective] if self.adjective else []), *named])

    @property
    def head(self) -> str:
        """The dictionary form of the last word for the kind of thing; nothing where there is none."""
        return lemma(self.wording.words[self.noun[-1]].text) if self.noun else ""


_WORD = r"[\p{L}\p{N}'’.-]+"
_ENDS = " ?!.…,"
_MOST_NOUNS = 6
_KINDS = frozenset("kind type sort".split())
_PASSIVE = frozenset("is are was were been be got get gets being".split())
# "What is the price of …": the noun behind the verb says what is asked for.
_NOUN_AFTER_BE = regex.compile(
    rf"(?:is|are|was|were|will be)\b (?:the|an?) (?:{_WORD} ){{0,3}}?({_WORD})"
    r"(?= (?:of|for|in|on|at|to|that|which)\b|$)",
    regex.IGNORECASE,
)


def asked(statement: str, at: datetime) -> Asked | None:
    """What an open question asks for; None where it is none. `at` is the day from which its dates count."""
    known = vocabulary()
    begins = known.before.match(statement)
    core = statement[begins.end() :] if begins else statement
    if core.casefold().startswith("the ") and known.asking.search(statement.removesuffix(core)):
        core = f"what is {core}"
    core = core.rstrip(_ENDS)
    if said := known.says_who.search(core):
        core = f"{core[: said.start()]} according to {said['who']}"
    # "Own" is a verb too, save behind whose own it is.
    core = known.owning.sub("owns", known.after.sub("", core).rstrip(_ENDS))
    found = known.at_start.match(core) or inside(core)
    # In capitals it is an organisation that asks nothing.
    shouted = found is not None and found[0].isupper() and not core.isupper()
    if found is None or shouted:
        return None
    read = _Reader(core, found, at).read()
    led_in = begins is not None and known.asking.search(begins[0]) is not None
    return replace(read, is_led_in=True) if read and led_in else read


def inside(core: str) -> regex.Match[str] | None:
    """The words that ask where they stand further on: "it was sold to whom?", but not "is it so when you do that?"."""
    known = vocabulary()
    found = known.inside.search(core)
    inverted = core.partition(" ")[0].casefold() in known.sets["auxiliaries"]
    if (
        found is None
        or inverted
        or (core[found.start() - 2] not in ",;:" and known.relative.match(core, found.start()))
    ):
        return None
    return found


class _Reader:
    """Reads one question: `core` without what people put around it, `found` the words that ask."""

    def __init__(self, core: str, found: regex.Match[str], at: datetime) -> None:
        self.at = at
        self.known = vocabulary()
        self.sets = self.known.sets
        self.opening = found[0].casefold()
        # Without the preposition of "since when".
        first, _, more = found[0].partition(" ")
        led = first + " " if more and first.casefold() not in {"how", "which"} else ""
        self.begins = core.removeprefix(led) if found.start() == 0 else ""
        self.inside = found.start() > 0
        self.wanted = AnswerKind[found.lastgroup or ""]
        rest = regex.sub(r"^['’]?s\b", " is", core[found.end() :], flags=regex.IGNORECASE)
        self.core = f"{core[: found.start()].rstrip()} {rest.lstrip()}".strip()
        self.wording = analyse(self.core, at)
        self.tokens = self.wording.tokens
        self.place_of = {word.at: place for place, word in enumerate(self.wording.words)}
        start = len(core[: found.start()].rstrip())
        self.first = next((n for n, t in enumerate(self.tokens) if t.start >= start), len(self.tokens))

    def read(self) -> Asked | None:
        """What the question asks; None where it asks nothing after all."""
        if self.wanted is AnswerKind.DAY and not self.inside and not self.asks_when():
            return None
        adjective = ""
        first = self.first
        if self.wanted is AnswerKind.MEASURE:
            adjective = self.tokens[first].text
            first += 1
        end = self.end_of_noun(first)
        noun = tuple(self.place_of[at] for at in range(first, end) if at in self.place_of)
        wanted = self.kind(noun, end)
        verb = self.verb_place(0 if self.inside else end)
        if wanted is not AnswerKind.CAUSE and (found := self.noun_after_be(end, noun)):
            wanted, noun = found
        return Asked(
            wanted=wanted,
            opening=self.opening,
            wording=self.wording,
            noun=noun,
            told=self.told_places(wanted, noun, adjective, verb),
            verb=verb,
            leads=self.leads(end, verb),
            preposition=self.preposition(end),
            adjective=adjective,
            before=self.known.earlier.search(self.core) is not None,
            begins=self.begins,
            negated=self.known.negators.search(self.core) is not None,
            coming=self.known.coming.search(self.core) is not None,
            asked_on=self.at.date(),
        )

    def text(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def asks_when(self) -> bool:
        """Whether "when" asks: "when China banned it, people were sad" does not."""
        after = self.text(self.first)
        return after in self.sets["auxiliaries"] or after == "exactly" or ", " not in self.core

    def end_of_noun(self, first: int) -> int:
        """The token with which what is told begins: an auxiliary, a verb, a pronoun or a preposition before one."""
        if self.wanted in {AnswerKind.DAY, AnswerKind.PLACE, AnswerKind.CAUSE, AnswerKind.MEASURE}:
            return first
        if self.wanted is AnswerKind.SOMEBODY and self.opening.split()[-1] != "whose":
            return first
        head = self.known.kinds.get(lemma(self.text(first)))
        if head is AnswerKind.DAY:
            return first + 1
        for at in range(first, min(first + _MOST_NOUNS, len(self.tokens))):
            text = self.text(at)
            if text in self.sets["auxiliaries"] or text in self.sets["subjects"]:
                return at
            if (at > first or self.wanted is AnswerKind.THING) and self.is_verb(at, alone=at == first):
                return at
            if at == first and self.wanted is AnswerKind.THING and self.is_name(at):
                return at
            if at > first and self.is_name(at) and self.is_many(at - 1):
                return at
        return self.end_without_verb(first)

    def is_name(self, at: int) -> bool:
        """Whether a token is a name, of whoever does something: "which rules Tencent broke"."""
        place = self.place_of.get(at)
        return place is not None and self.wording.words[place].name

    def is_many(self, at: int) -> bool:
        text = self.text(at)
        return text.endswith("s") and lemma(text) != text

    def end_without_verb(self, first: int) -> int:
        """Where nothing looks like a verb: the words up to the first preposition or article."""
        for at in range(first, len(self.tokens)):
            text = self.text(at)
            if at > first and (text in self.sets["prepositions"] or text in {"the", "a", "an", "per"}):
                return at
        return len(self.tokens)

    def is_verb(self, at: int, *, alone: bool) -> bool:
        """Whether a token is the verb of the question, `alone` right behind the word that asks."""
        place, text = self.place_of.get(at), self.text(at)
        base = lemma(text)
        if base in self.sets["light_verbs"]:
            return True
        word = self.wording.words[place] if place is not None else None
        misspelt = word is not None and word.surface.islower() and text.endswith("ed")
        if word is None or (word.name and base == text and not misspelt):
            return False
        parts = parts_of_speech(base)
        past = text.endswith("ed") or ("v" in parts and not text.endswith(("s", "ing", "er", "est")))
        if past and (base != text or not parts):
            return True
        place_after = self.place_of.get(at + 1)
        after = self.tokens[at + 1].start if at + 1 < len(self.tokens) else -1
        measured = text.endswith("s") and any(one.start == after for one in self.wording.quantities)
        done_to = measured or (place_after is not None and self.wording.words[place_after].name)
        third = text.endswith("s") and base != text and ("n" not in parts or parts[0] == "v")
        leads = alone and self.text(at + 1) in self.sets["determiners"]
        return "v" in parts and (third or leads or done_to or (parts[0] == "v" and "n" not in parts))

    def kind(self, noun: tuple[int, ...], end: int) -> AnswerKind:
        """The kind of detail, by the words that ask and the noun behind them."""
        match self.wanted:
            case AnswerKind.AMOUNT if self.text(self.first) == "of":
                return AnswerKind.SHARE
            case AnswerKind.AMOUNT if noun and self.base(noun[0]) not in {"money", "cash"}:
                return AnswerKind.MEASURE
            case AnswerKind.NAME | AnswerKind.THING if noun:
                return self.of_noun(noun, end)
            case AnswerKind.NAME | AnswerKind.THING:
                return self.without_noun(end)
            case wanted:
                return wanted

    def base(self, place: int) -> str:
        return lemma(self.wording.words[place].text)

    def of_noun(self, noun: tuple[int, ...], end: int) -> AnswerKind:
        """What "what" and "which" ask for with a noun behind them."""
        head, alone = self.base(noun[-1]), len(noun) == 1
        ranks = head in self.sets["ranks"] and any(lemma(one.text) in self.sets["ranking"] for one in self.tokens[end:])
        if alone and ranks:
            return AnswerKind.RANK
        if (
            self.wanted is AnswerKind.THING
            and self.core.endswith(" for")
            and self.text(end) in self.sets["forms_of_be"]
        ):
            return AnswerKind.CAUSE
        kind = AnswerKind.THING if alone and head in {"time", "hour"} else self.known.kinds.get(head, AnswerKind.NAME)
        # "Which fare went up to 2 euros?" tells the amount, and asks for the fare.
        told = kind is AnswerKind.AMOUNT and any(one.dimension == "money" for one in self.wording.quantities)
        return AnswerKind.NAME if told else kind

    def without_noun(self, end: int) -> AnswerKind:
        """What "what" and "which" alone ask for, by the rest of the question."""
        rest = {lemma(token.text) for token in self.tokens[end:]}
        if self.wanted is AnswerKind.THING and self.core.endswith(" for"):
            return AnswerKind.CAUSE
        if rest & {"call", "name"}:
            return AnswerKind.NAME
        if self.wanted is AnswerKind.THING and rest & {"cost", "pay", "charge"}:
            return AnswerKind.AMOUNT
        return self.wanted

    def noun_after_be(self, end: int, noun: tuple[int, ...]) -> tuple[AnswerKind, tuple[int, ...]] | None:
        """The noun of "what is the price of …" and "what's the name of …"."""
        if noun or self.wanted not in {AnswerKind.THING, AnswerKind.NAME}:
            return None
        text = self.core[self.tokens[end].start :] if end < len(self.tokens) else ""
        found = _NOUN_AFTER_BE.match(text)
        if found is None:
            return None
        at = self.tokens[end].start + found.start(1)
        place = next((n for n, word in enumerate(self.wording.words) if word.start == at), None)
        head = lemma(found[1].casefold())
        if place is None:
            return None
        if head == "name":
            return AnswerKind.NAME, ()
        if head == "number":
            return AnswerKind.COUNT, ()
        return (self.known.kinds[head], (place,)) if head in self.known.kinds else None

    def verb_place(self, end: int) -> int | None:
        """The place of the verb that says what was done: the first after what asks that is no auxiliary."""
        rest = [at for at in range(end, len(self.tokens)) if at in self.place_of]
        first = end if self.wanted is AnswerKind.SOMEBODY else -1
        found = [at for at in rest if self.is_verb(at, alone=at == first)]
        if len(found) > 1:
            found = [at for at in found if lemma(self.text(at)) not in self.sets["helping_verbs"]] or found
        if self.text(end) in self.sets["auxiliaries"] - self.sets["forms_of_be"]:
            bare = [at for at in rest if at > end + 1 and self.is_bare_verb(at)]
            mostly = [at for at in bare if parts_of_speech(lemma(self.text(at)))[:1] == "v"]
            run = [at for n, at in enumerate(bare) if at - n == bare[0]]
            found = mostly[:1] or found or run[-1:]
        return self.place_of[found[0]] if found else None

    def is_bare_verb(self, at: int) -> bool:
        """Behind "did" and the like, the dictionary form that stands after whoever does it."""
        text = self.text(at)
        if self.is_name(at):
            return False
        return (
            "v" in parts_of_speech(lemma(text)) and lemma(text) == text and self.text(at - 1) not in {"the", "a", "an"}
        )

    def told_places(
        self, wanted: AnswerKind, noun: tuple[int, ...], adjective: str, verb: int | None
    ) -> frozenset[int]:
        frames = self.known.frames_of(wanted)
        named = wanted in {AnswerKind.SOMEBODY, AnswerKind.NAME, AnswerKind.THING, AnswerKind.PLACE}

        def tells(place: int) -> bool:
            word = self.wording.words[place]
            base = lemma(word.text)
            if place == verb and named and word.light:
                return base not in self.sets["helping_verbs"]
            if word.light or word.text == adjective or word.text.isdigit():
                return False
            return word.name or base not in frames

        return frozenset(place for place in range(len(self.wording.words)) if place not in noun and tells(place))

    def leads(self, end: int, verb: int | None) -> bool:
        """Whether the answer stands before the verb: "who bought it", "which firms were fined"."""
        after = self.text(end)
        if self.inside or after in self.sets["supporting"]:
            return False
        if verb is None:
            return True
        between = range(end, self.wording.words[verb].at)
        return not any(at in self.place_of and not self.wording.words[self.place_of[at]].light for at in between)

    def preposition(self, end: int) -> str:
        """The preposition that leads to the answer, before the words that ask or left behind by them."""
        first = self.opening.split()[0]
        if first in self.sets["prepositions"]:
            return first
        for at in range(end, len(self.tokens)):
            following = self.text(at + 1)
            last = at + 1 == len(self.tokens) or (
                following in {"in", "on", "at", "since", "before", "after", "during", "last", "this"}
                and self.text(at) != following
            )
            if self.text(at) in self.sets["prepositions"] and last and at > end:
                return self.text(at)
        return ""
