"""Who does what to whom: the same words the other way round are another statement.

There is no parser: of names the verb between them tells, of all other words the frame that both sentences share.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

import regex

from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.lexicon import lemma
from claims_db.engine.text.sentences import clause_ends
from claims_db.engine.text.spans import before
from claims_db.engine.text.thesaurus import parts_of_speech
from claims_db.engine.text.wording import Wording
from claims_db.languages import language

_ASIDE_LENGTH = 20
# Characters between a verb and the "by" that tells who did it: "fired from the comedy Glass Quay by".
BY_WINDOW = 48
# … and to whoever did it, where "by the" follows at once.
_RIGHT_BEHIND = 12
# "Accused Acme's director Brill": whose director that is says nothing of who accused whom.
_OWNER = regex.compile(r"\p{Lu}[\w-]*['’]s\b")
_BEFORE_NOUN = regex.compile(
    r"the|an?|enough|many|several|some|any|all|few|most|no|its|their|his|her|our|my|your|this|these|those|\p{L}{3,}est|['’]s"
)
_RELATIVE = regex.compile(r"\b(?:that|which|who)\b", regex.IGNORECASE)
_MOST_CHANGED, _LEAST_COPIED = 2, 5


def reversed_names(aligned: Aligned) -> tuple[str, str] | None:
    """Two names that have changed places around one verb: "Norland invaded Sudland", "Sudland invaded Norland".

    As (what is said, what the claim says).

    The passive voice turns the order of names round without turning who did it. With "is" or "'s" alone between the
    names nothing can be told: "its owner is Acme" and "Acme is its owner" are one.
    """
    claim, message = aligned.claim, aligned.message
    names = [
        pair
        for pair in aligned.pairs
        if claim.words[pair.claim].name and not _is_aside(claim, pair.claim) and not _is_aside(message, pair.message)
    ]
    for first, second in itertools.pairwise(names):
        low, high = sorted((first.message, second.message))
        # The verb is a form of one word on both sides: a synonym may swap the roles (buy, sell), and so does a noun
        # made of the verb ("the winner of").
        verb = next(
            (
                pair
                for pair in aligned.pairs
                if first.claim < pair.claim < second.claim
                and low < pair.message < high
                and _is_verb(claim, pair.claim)
                and _is_verb(message, pair.message)
                and is_one_word(claim, pair.claim, message, pair.message)
            ),
            None,
        )
        if verb is None:
            continue
        own = _is_passive(claim, verb.claim, first.claim, second.claim)
        said = _is_passive(message, verb.message, first.message, second.message)
        if own is not None and said is not None:
            if (second.message < first.message) == (own != said):
                return None
            return stretch(message, low, high), stretch(claim, first.claim, second.claim)
    return None


def _is_verb(wording: Wording, at: int) -> bool:
    """Whether a word is in a form that nouns have not, or stands alone between two names: "Acme owns Brill"."""
    word, before, after = wording.words[at], wording.words[at - 1 : at], wording.words[at + 1 : at + 2]
    if word.text.endswith("ing") and not _is_linked(wording, at):
        return False
    may_act = "v" in (parts_of_speech(lemma(word.text)) or "v")
    alone = may_act and all(each.name for each in (*before, *after)) and bool(before and after)
    return not word.name and (alone or not (word.text.endswith("s") or lemma(word.text) == word.text))


def is_one_word(wording: Wording, at: int, other: Wording, place: int) -> bool:
    """Whether two words are forms of one."""
    return lemma(wording.words[at].text) == lemma(other.words[place].text)


def preposition(wording: Wording, at: int) -> str:
    """The one before a name and the words that belong to it ("from the Danish fund Nordlys"); else nothing."""
    while at and wording.words[at - 1].at + 1 == wording.words[at].at:
        at -= 1
    found = _aside(wording, at)
    return found[0].split()[0].casefold() if found else ""


def another_doer(aligned: Aligned) -> tuple[str, str] | None:
    """Whoever does it in one sentence and has it done to them in the other, and the other way round, around one verb.

    As (what is said, what the claim says): "the ladybird eats aphids", "aphids eat ladybirds". Where only one of the
    verbs leads on with a preposition, they may be converses ("owns", "belongs to").
    """
    claim, message = aligned.claim, aligned.message
    said = {pair.claim: pair.message for pair in aligned.pairs if not pair.opposite}
    own = {place: at for at, place in said.items()}
    verbs = [(pair.claim, pair.message) for pair in aligned.pairs if not (pair.opposite or pair.converse)]
    facts = language(claim.language)
    for at, place in verbs:
        if facts.symmetric.match(claim.text, claim.words[at].start):
            continue
        if not (_acts(claim, at) and _acts(message, place)) or _leads_on(claim, at) != _leads_on(message, place):
            continue
        one, other = doer(claim, at, said), doer(message, place, own)
        if one is None or other is None or said[one] == other:
            continue
        if suffers(claim, at, own[other]) and suffers(message, place, said[one]):
            return stretch(message, *sorted((other, said[one]))), stretch(claim, *sorted((one, own[other])))
    return None


def _acts(wording: Wording, at: int) -> bool:
    """Whether a word is the verb of its clause: in a form that only verbs have, or behind what makes it one."""
    word, facts = wording.words[at], language(wording.language)
    base = lemma(word.text)
    parts = parts_of_speech(base)
    left = before(wording.text, word.start).casefold().split()[-1:]
    if word.name or word.light or "v" not in parts or base in facts.undergoing or not left:
        return False
    led = facts.articles.fullmatch(left[0]) or _aside(wording, at) or wording.text[word.start - 1] == "-"
    inflected = base != word.text and not (word.text.endswith("s") and parts[0] != "v")
    many = left[0].endswith("s") and not left[0].endswith(("'s", "’s"))
    return not led and (inflected or (parts[0] == "v" and (many or left[0].strip(",") in facts.verb_openings)))


def is_verb(wording: Wording, at: int) -> bool:
    """Whether a telling word is most often a verb, or in a form that only verbs have.

    Behind an article, a possessive or a superlative it is a noun: "the longest tunnel".
    """
    word = wording.words[at]
    base = lemma(word.text)
    if word.at and _BEFORE_NOUN.fullmatch(wording.tokens[word.at - 1].text):
        return False
    parts = parts_of_speech(base)
    inflected = base != word.text and not word.text.endswith("s")
    return not (word.name or word.light) and (parts[:1] == "v" or (inflected and "v" in parts))


def is_past(wording: Wording, at: int) -> bool:
    """Whether a verb stands in a form of the past, or behind a word of it: "opened", "has opened", "was opened"."""
    text = wording.words[at].text
    return text != lemma(text) and not text.endswith(("s", "ing"))


def _leads_on(wording: Wording, verb: int) -> bool:
    """Whether a preposition other than "by" follows a verb at once."""
    after = wording.text[wording.words[verb].end :].split()[:1]
    return bool(after) and language(wording.language).asides.fullmatch(after[0]) is not None


def voice(wording: Wording, verb: int) -> tuple[bool, int | None]:
    """Whether a verb is in the passive, and the place of the word that "by" leads to."""
    if wording.words[verb].text.endswith("ing"):
        return False, None
    agent = _agent(wording, verb)
    if _is_linked(wording, verb):
        return True, agent
    # "Retracted a study by the chemist" is active: what the chemist did is the study.
    told = agent is not None and wording.words[agent].start - wording.words[verb].end <= _RIGHT_BEHIND
    return told, agent if told else None


def doer(wording: Wording, verb: int, known: Mapping[int, int]) -> int | None:
    """The place of whoever does it, if both sentences have the word: the nearest noun before, or what "by" leads to.

    In "Ada Larch, the head of the mill, sold it" that stands before the commas.
    """
    passive, agent = voice(wording, verb)
    if passive:
        return agent if agent in known else None
    start = wording.words[verb].start
    ends = [0, *(end for end in clause_ends(wording.text) if end < start)]
    # What a preposition leads to, or has something of its own, does nothing.
    free = [
        at
        for at in known
        if at < verb
        and is_thing(wording, at)
        and not wording.words[at].surface.endswith(("'s", "’s"))
        and not preposition(wording, at)
    ]
    at_once = len(ends) > 2 and not wording.text[ends[-1] : start].strip(" ,–—-")
    if at_once:
        return max((at for at in free if wording.words[at].start < ends[-2]), default=None)
    return max((at for at in free if wording.words[at].start >= ends[-1]), default=None)


def sufferer(wording: Wording, verb: int, known: Mapping[int, int]) -> int | None:
    """The place of whoever it is done to, if both have the word: before a passive verb, after an active one."""
    passive, agent = voice(wording, verb)
    if passive:
        return max((at for at in known if at < verb and is_thing(wording, at)), default=None)
    return min((at for at in known if at > verb and at != agent and is_thing(wording, at)), default=None)


def suffers(wording: Wording, verb: int, at: int) -> bool:
    """Whether a word stands where those are to whom it is done: after an active verb, before a passive one.

    Not in another clause: "children pay 3 crowns, adults 5".
    """
    passive, agent = voice(wording, verb)
    start, end = sorted((wording.words[verb].start, wording.words[at].start))
    beside = passive or not any(start < stop < end for stop in clause_ends(wording.text))
    return at != agent and (at < verb) == passive and beside and is_thing(wording, at)


def is_thing(wording: Wording, at: int) -> bool:
    """Whether a word may be somebody or something: a name, or a noun."""
    word = wording.words[at]
    return word.name or parts_of_speech(lemma(word.text))[:1] in {"n", ""}


def stretch(wording: Wording, first: int, last: int) -> str:
    """The text from one word to another."""
    return wording.text[wording.words[first].start : wording.words[last].end]


def exchanged(aligned: Aligned) -> tuple[str, str] | None:
    """Two things that have changed places, as (what is said, what the claim says): "the bank accused the minister".

    Both sentences have the same words, in the same places but for the two. That makes another statement, save where the
    two are members of a list, or do the same to each other, or one is the verb of a question ("are bots banned").
    """
    facts = language(aligned.claim.language)
    if not facts.fixed_order:
        return None
    for claim, said, apart in _copies(aligned):
        if len(apart) < 2 or all(said[apart[0]].lemma != one.lemma for one in claim):
            continue
        if sorted(one.lemma for one in claim) != sorted(one.lemma for one in said):
            continue
        stretch = slice(apart[0], apart[-1] + 1)
        text, start, end = aligned.claim.text, claim[apart[0]].start, claim[apart[-1]].end
        asked = not all(claim[at].tells for at in apart)
        alike = asked or facts.symmetric.search(text, start, end)
        # "The firm Acme" and "Acme, the firm" name one thing.
        named = all(one.names for one in claim[stretch])
        if not (alike or named) and _members(claim[stretch], facts.list_joiners) != _members(
            said[stretch], facts.list_joiners
        ):
            return aligned.message.text[said[apart[0]].start : said[apart[-1]].end], text[start:end]
    return None


def changed_words(aligned: Aligned) -> list[int]:
    """The places of one or two telling words of the message that stand for others, in a copy of the claim."""
    own = {word.start: at for at, word in enumerate(aligned.claim.words)}
    theirs = {word.start: at for at, word in enumerate(aligned.message.words)}
    for claim, said, apart in _copies(aligned):
        if (
            0 < len(apart) <= _MOST_CHANGED
            and len(claim) >= _LEAST_COPIED
            and all(
                said[at].start in theirs
                and theirs[said[at].start] not in aligned.known
                and claim[at].start in own
                and own[claim[at].start] not in aligned.found
                for at in apart
            )
        ):
            return [theirs[said[at].start] for at in apart]
    return []


def _members(stretch: list[_Framed], joiners: regex.Pattern[str]) -> list[list[str]]:
    """What "and" joins there, in no order: members of a list may change places."""
    runs = groupby((one.lemma for one in stretch), key=lambda word: joiners.fullmatch(word) is not None)
    return sorted(list(run) for joins, run in runs if not joins)


@dataclass(frozen=True, slots=True)
class _Framed:
    """A word of a sentence; it `names` if it can be part of a name with its title."""

    lemma: str
    tells: bool
    names: bool
    start: int
    end: int


def _frame(wording: Wording) -> list[_Framed]:
    """All words in order but for articles; synonyms count as what they are."""
    articles = language(wording.language).articles
    found: list[_Framed] = []
    for token in wording.tokens:
        base = lemma(token.text, token.language)
        names = token.tells and parts_of_speech(base)[:1] in {"n", "a", ""}
        if not articles.fullmatch(token.text):
            found.append(_Framed(base, token.tells, names, token.start, token.end))
    return found


def _copies(aligned: Aligned) -> Iterator[tuple[list[_Framed], list[_Framed], list[int]]]:
    """The claim, each stretch of the message that has as many words, and the places where the two are apart."""
    articles = language(aligned.claim.language).articles
    least = sum(not articles.fullmatch(token.text) for token in aligned.claim.tokens)
    if len(aligned.message.tokens) < least:
        return
    claim, message = _frame(aligned.claim), _frame(aligned.message)
    for start in range(len(message) - len(claim) + 1):
        said = message[start : start + len(claim)]
        yield claim, said, [at for at, one in enumerate(claim) if one.lemma != said[at].lemma]


def turned_passive(aligned: Aligned) -> tuple[str, str] | None:
    """Whoever did it in one sentence and had it done to them in the other: "the bank fined the firm", "… by the firm".

    As (what is said, what the claim says): those who did it.
    """
    pairs = [(pair.claim, pair.message) for pair in aligned.pairs]
    if found := _done_by_the_other(aligned.claim, aligned.message, pairs):
        return found[1], found[0]
    return _done_by_the_other(aligned.message, aligned.claim, [(said, own) for own, said in pairs])


def _done_by_the_other(active: Wording, passive: Wording, pairs: list[tuple[int, int]]) -> tuple[str, str] | None:
    """Who does it in the active sentence, and who in the passive one, if the latter is done to in the former."""
    in_active = {other: one for one, other in pairs}
    for verb, its_passive in pairs:
        linked = is_one_word(active, verb, passive, its_passive) and _is_linked(passive, its_passive)
        agent = _agent(passive, its_passive) if linked else None
        at = in_active.get(agent, -1) if agent is not None else -1
        if agent is None or at <= verb or _is_aside(active, at):
            continue
        doers = [one for one, _ in pairs if one < verb and not _is_aside(active, one)]
        if doers and _agent(active, verb) is None and not _is_linked(active, verb):
            return active.words[doers[-1]].surface, passive.words[agent].surface
    return None


def _agent(wording: Wording, verb: int) -> int | None:
    """The place of the word that "by" leads to after a verb; None in the active voice."""
    start = wording.words[verb].end
    by = language(wording.language).passive.search(wording.text, start, start + BY_WINDOW)
    if by is None:
        return None
    return next((at for at, word in enumerate(wording.words) if word.start >= by.end()), None)


def _is_linked(wording: Wording, verb: int) -> bool:
    """Whether "was", "got" or the like stands before a verb, after or as the telling word before it.

    A question has it in front of whom it speaks of: "were twelve firms fined".
    """
    facts, end = language(wording.language), wording.words[verb].start
    asked = wording.text.rstrip().endswith("?") and is_past(wording, verb) and facts.linking.match(wording.text)
    if asked and not _RELATIVE.search(wording.text, 0, end):
        return True
    start = wording.words[verb - 1].start if verb else 0
    return facts.linking.search(wording.text, start, end) is not None


def _is_aside(wording: Wording, at: int) -> bool:
    """Whether a name follows a word that tells where, when or of what: it does nothing, and nothing is done to it."""
    return _aside(wording, at) is not None


def _aside(wording: Wording, at: int) -> regex.Match[str] | None:
    start = wording.words[at].start
    return language(wording.language).asides.search(wording.text[max(0, start - _ASIDE_LENGTH) : start])


def _is_passive(wording: Wording, verb: int, one: int, other: int) -> bool | None:
    """The voice of a verb between two words: passive ("sold by" too), active, or None where it cannot be told."""
    left, right = sorted((wording.words[one], wording.words[other]), key=lambda word: word.start)
    between, facts = _OWNER.sub("", wording.text[left.end : right.start]), language(wording.language)
    # "Beaten 4-2 by", or "was sold to Acme by".
    end = wording.words[verb].end
    by = facts.passive.search(wording.text, end, end + BY_WINDOW)
    done = by is not None and not any(map(str.isalpha, wording.text[end : by.start()]))
    if (done or _is_linked(wording, verb)) and _agent(wording, verb) is not None:
        return True
    return None if facts.linking.search(between) or left.surface.endswith("'s") else False
