"""Names and other phrases of a claim that an open question may ask for: who, where, which, what.

Whoever does something and whoever has it done to them are told apart by the claim's verb, where the question has it:
nobody who fined is among those who were fined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from claims_db.engine.answers.asked import Asked
from claims_db.engine.answers.fitting import Detail, end_of_change, untold, word_before
from claims_db.engine.answers.phrases import Phrase, acts, phrases
from claims_db.engine.answers.vocabulary import vocabulary
from claims_db.engine.facts.roles import voice
from claims_db.engine.numbers.counted import is_people
from claims_db.engine.numbers.values import Quantity
from claims_db.engine.text.alignment import Aligned, Pair
from claims_db.engine.text.lexicon import lemma
from claims_db.values import AnswerKind

_PLACED = frozenset("in at near on from to off into across around outside inside along".split())
_GOES_ON = _PLACED | {"over", "under", "through", "for", "with", "about", "against", "by", "of"}
_GIVEN = frozenset("get receive".split())
_NUMBERED = frozenset("version release edition model episode season patch update".split())
_LEADS_TO_NUMBER = frozenset("is are was were of at from to about around".split())
_JOINS = frozenset({",", "and", ", and", "&", "and the", "or"})
# What says of somebody that they are what a question asks about.
_LINKS = regex.compile(
    r"^[\s,(]*(?:(?:an?|the|its|his|her|their)\s+)?$"
    r"|\b(?:is|are|was|were|has been|became|becomes?|remains|as|elected|appointed|named|made|owns?|runs?|by)\b",
    regex.IGNORECASE,
)
_IS = regex.compile(r"\b(?:is|are|was|were|became|becomes?|remains)\b", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Beside:
    """A claim's wording beside a question: its phrases, and the places of the words that the question tells.

    `nouns` are those of the kind of thing that is asked for, which are not told. `wanted` is the phrase of whoever is
    asked for by the verb, and `other` that of the other side, where the verb tells; where the claim has a noun for it
    ("owns", "the owner of"), or there is no verb, somebody `holds` that post.
    """

    aligned: Aligned
    asked: Asked
    every: Sequence[Phrase]
    told: frozenset[int]
    nouns: frozenset[int]
    holds: bool = False
    wanted: Phrase | None = None
    other: Phrase | None = None

    def is_told(self, one: Phrase) -> bool:
        """Whether the question has all of a phrase, or one of the names that it lists."""
        words, found = self.aligned.claim.words, self.aligned.found
        listed = " and " in one.text and any(words[at].name and at in self.told for at in one.places)
        return listed or all(at in found or words[at].light for at in one.places)

    def says_so(self, verb: Pair, *, passive: bool) -> bool:
        """Whether it says who, and of the same thing: who runs the café at a museum does not run the museum."""
        wanted, other, told = self.wanted, self.other, self.told
        if wanted is None:
            return False
        words, said = self.aligned.claim.words, self.asked.wording.words
        if lemma(words[verb.claim].text) != lemma(said[verb.message].text):
            return True
        stems = {words[at].stem for at in told}
        # "Firms fined for …" are those who were fined: nobody is said to have fined them.
        another = not stems & {words[at].stem for at in other.places} if other else self.asked.has_object
        return not told.issuperset(wanted.places) and (passive or not another)

    def without_title(self, one: Phrase) -> int:
        """The token with which a name begins behind words that the question has: "stage manager Ada Larch"."""
        words, first = self.aligned.claim.words, one.first
        for at in one.places:
            if words[at].name or at not in self.aligned.found:
                break
            first = words[at].at + 1
        return min(first, one.last)

    def behind_of(self) -> Iterator[Detail]:
        """What stands behind the "of" of a phrase whose beginning the question has: "president of the Club"."""
        claim = self.aligned.claim
        for one in self.every:
            of = next((at for at in range(one.first, one.last) if claim.tokens[at].text == "of"), None)
            behind = [place for place in one.places if of is not None and claim.words[place].at > of]
            before = [place for place in one.places if place not in behind]
            if behind and self.told.issuperset(before) and self.told.isdisjoint(behind):
                text = claim.text[claim.words[behind[0]].start : claim.tokens[one.last].end]
                yield Detail(text, self.asked.wanted, 3.0)

    def fit(self, one: Phrase) -> float | None:
        """How well a phrase fits the kind that is asked for, and the place where such a one stands."""
        asked, wanted = self.asked, self.wanted
        fit = self.fits_kind(one)
        if fit is None or (one is self.other and one is not wanted):
            return None
        if wanted is one:
            fit += 2.0
        elif wanted is not None and asked.leads and not self.told.issuperset(wanted.places):
            if not self.names_again(one, wanted):
                return None
            fit += 2.0
        if asked.preposition and asked.preposition == one.preposition:
            fit += 1.5
        if (self.holds or asked.verb is None) and asked.wanted is not AnswerKind.PLACE:
            fit += self.holds_post(one)
        given = asked.verb is not None and lemma(asked.wording.words[asked.verb].text) in _GIVEN
        return fit - (given and one is self.every[0])

    def names_again(self, one: Phrase, wanted: Phrase) -> bool:
        """Whether a phrase names what the one before it is: "the oldest brewery, Oakhall", "firms, including Acme"."""
        at = self.every.index(one)
        follows = at > 0 and self.every[at - 1] is wanted and one.after_comma and one.named
        return follows or one.preposition == "including"

    def fits_kind(self, one: Phrase) -> float | None:
        words, found, nouns = self.aligned.claim.words, self.aligned.found, self.nouns
        head_told = one.head in found and one.head not in nouns
        own = [at for at in one.places if at not in found]
        named = any(words[at].name for at in own)
        of_kind = bool(nouns & set(one.places))
        match self.asked.wanted:
            case _ if not own or (head_told and not named):
                return None
            case AnswerKind.SOMEBODY if self.asked.opening.endswith("whose"):
                return 2.0 if named and self.owns(one) else None
            case AnswerKind.SOMEBODY:
                groups = vocabulary().sets["groups"]
                people = any(is_people(words[at]) or lemma(words[at].text) in groups for at in one.places)
                return (2.0 if named else 1.0) - head_told if named or people else None
            case AnswerKind.PLACE:
                placed = one.preposition in _PLACED
                somewhere = (placed or one.named) and one.preposition != "by"
                return 1.5 * placed + one.named if somewhere else None
            case AnswerKind.NAME:
                next_to = any(abs(one.places[0] - noun) <= 1 for noun in nouns)
                counts = self.is_counted(one)
                if head_told or (counts and not named):
                    return None
                return (2.0 if named else 0.2) + 2.0 * (of_kind and not counts) + 0.5 * next_to
            case _:
                return 1.0 - 0.5 * head_told

    def owns(self, one: Phrase) -> bool:
        """Whether what is asked for is somebody's: "Acme, whose pies", "Acme's pies"."""
        claim = self.aligned.claim
        after = claim.text[claim.tokens[one.last].end :]
        return after.lstrip(" ,").startswith("whose") or claim.tokens[one.last].text.endswith(("'s", "’s"))

    def is_counted(self, one: Phrase) -> bool:
        """Whether a phrase begins with a number: "eleven companies" names none of them."""
        start = self.aligned.claim.tokens[one.first].start
        return any(number.start == start for number in self.aligned.claim.quantities)

    def holds_post(self, one: Phrase) -> float:
        """Whether somebody is said to be what is asked for: "mayor Ada Larch", "Ada Larch was elected mayor"."""
        claim, asked = self.aligned.claim, self.asked
        told = [pair for pair in self.aligned.pairs if pair.message in asked.told]
        post = [pair.claim for pair in told if not asked.wording.words[pair.message].name] or [
            pair.claim for pair in told
        ]
        if not post:
            return 0.0
        if set(post) & set(one.places):
            return -2.0 if self.holds else 1.0
        first, last = claim.tokens[one.first].start, claim.tokens[one.last].end
        nearest = min(
            (claim.words[at] for at in post), key=lambda word: min(abs(word.start - last), abs(word.end - first))
        )
        after = nearest.start > last
        between = claim.text[last : nearest.start] if after else claim.text[nearest.end : first]
        return 1.0 if (_IS if self.holds else _LINKS).search(between) else -2.0

    def numbered(self) -> Iterator[Detail]:
        """Numbers that are names ("Line 7", "release 1.2"), or what something came to."""
        claim, asked = self.aligned.claim, self.asked
        free = untold(self.aligned)
        for one in free:
            label = next((at for at, word in enumerate(claim.words) if word.end == one.start - 1), None)
            names_it = label is not None and one.unit is None and not one.ordinal
            if names_it and label in self.nouns:
                yield Detail(claim.text[claim.words[label or 0].start : self.end_of_numbers(one)], asked.wanted, 4.0)
            elif names_it and asked.head in _NUMBERED:
                yield Detail(one.text, asked.wanted, 3.0)
            elif asked.wanted is AnswerKind.THING and not one.ordinal:
                alone = asked.verb is None
                if not alone or word_before(claim.text, one.start) in _LEADS_TO_NUMBER:
                    change = end_of_change(one, free, self.aligned, asked)
                    yield Detail(one.text, asked.wanted, (1.2 if alone else 0.3) + change)

    def end_of_numbers(self, one: Quantity) -> int:
        """Where the last of some numbers ends that name things of one kind: "releases 1.1 and 1.2"."""
        end = one.end
        for other in self.aligned.claim.quantities:
            if self.aligned.claim.text[end : other.start].strip() in _JOINS:
                end = other.end
        return end

    def text(self, at: int) -> str:
        """A phrase with what says more of it ("the bridge over the Wend at Larkhill"), or the list that it begins."""
        one, claim = self.every[at], self.aligned.claim
        after = self.every[at + 1 :]
        end = one.last
        if self.asked.wanted is AnswerKind.THING or not one.named:
            for other in after:
                between = claim.tokens[end + 1 : other.first]
                leads = bool(between) and between[0].text in _GOES_ON and len(between) <= 2
                if not leads or any(place in self.aligned.found for place in other.places):
                    break
                end = other.last
        end = self.end_of_list(end, after)
        whole = one.first and claim.tokens[one.first - 1].text in vocabulary().sets["parts_of_all"]
        bare = one.named and self.asked.wanted in {AnswerKind.SOMEBODY, AnswerKind.NAME, AnswerKind.PLACE}
        first = self.without_title(one) if bare else one.first - bool(whole)
        told = claim.text[claim.tokens[first].start : claim.tokens[end].end].removesuffix("'s").removesuffix("’s")
        # A quotation mark that was opened inside is closed.
        return f'{told}"' if told.count('"') % 2 and claim.text.startswith('"', claim.tokens[end].end) else told

    def end_of_list(self, end: int, after: Sequence[Phrase]) -> int:
        """The last token of a list that begins there: "nets, ropes and two anchors"."""
        claim, last = self.aligned.claim, end
        for other in after:
            between = claim.text[claim.tokens[last].end : claim.tokens[other.first].start].strip()
            if between not in _JOINS or self.is_told(other):
                break
            last = other.last
            if between != ",":
                return last
        return end


def names(aligned: Aligned, asked: Asked) -> Iterator[Detail]:
    """The phrases that fit, and where a thing is asked for, numbers that name one or say what it came to."""
    beside = None if asked.asks_more else _beside(aligned, asked)
    if beside is None:
        return
    if asked.preposition == "of":
        yield from beside.behind_of()
    for at, one in enumerate(beside.every):
        fit = None if beside.is_told(one) else beside.fit(one)
        if fit is not None and fit >= 1.0:
            yield Detail(beside.text(at), asked.wanted, fit - at * 0.01)
    if asked.wanted in {AnswerKind.NAME, AnswerKind.THING}:
        yield from beside.numbered()


def _beside(aligned: Aligned, asked: Asked) -> _Beside | None:
    """None where the claim says of somebody else, or of something else, what the question's verb says."""
    nouns = frozenset(pair.claim for pair in aligned.pairs if pair.message in asked.noun)
    every, told = phrases(aligned.claim), aligned.found - nouns
    blank = _Beside(aligned, asked, every, told, nouns)
    if asked.preposition or asked.opening.endswith("where") or asked.verb not in asked.told:
        return blank
    verb = next((pair for pair in aligned.pairs if pair.message == asked.verb), None)
    if verb is None:
        return None if asked.leads else blank
    if verb.converse:
        return blank
    if not acts(aligned.claim, verb.claim):
        return replace(blank, holds=True)
    passive = asked.is_passive
    doer, sufferer = _roles(verb, aligned, every)
    wanted, other = (doer, sufferer) if asked.leads and not passive else (sufferer, doer)
    found = _Beside(aligned, asked, every, told, nouns, wanted=wanted, other=other)
    return found if not asked.leads or found.says_so(verb, passive=passive) else None


def _roles(verb: Pair, aligned: Aligned, every: Sequence[Phrase]) -> tuple[Phrase | None, Phrase | None]:
    """Whoever does what a verb of the claim says, and whoever has it done to them."""
    token = aligned.claim.words[verb.claim].at
    passive, _ = voice(aligned.claim, verb.claim)
    before = [one for one in every if one.last < token]
    after = [one for one in every if one.first > token]
    subject = next((one for one in reversed(before) if one.preposition not in vocabulary().sets["prepositions"]), None)
    if passive:
        return next((one for one in after if one.preposition == "by"), None), subject
    return subject, next((one for one in after if one.preposition not in vocabulary().sets["prepositions"]), None)
