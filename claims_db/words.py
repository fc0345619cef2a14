"""What a word is, in any script, and which words say nothing by themselves."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

# Scripts written without spaces between words (and Korean, which glues particles to its words) are cut into pairs of
# characters, the usual stand-in for segmentation in retrieval (Nie, Gao, Zhang & Zhou 2000, "On the use of words and
# n-grams for Chinese information retrieval").
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}ー"
_TOKEN = regex.compile(
    rf"(?P<unspaced>[{_UNSPACED}]+)"
    rf"|\d+(?:[.,]\d+)*(?:[\p{{L}}--[{_UNSPACED}]]+)?"
    rf"|[[\p{{L}}\p{{M}}\p{{N}}]--[{_UNSPACED}]]+(?:['’][[\p{{L}}\p{{M}}]--[{_UNSPACED}]]+)*",
    regex.V1,
)
_POSSESSIVE = regex.compile(r"['’]s?$")

FUNCTION_WORDS = frozenset(
    """
    a an the this that these those there here it its he she they them him her his hers their theirs we us our ours you
    your yours i me my mine myself yourself himself herself itself themselves who whom whose which what where when why
    how and or but nor so yet if then than as at by for from in into of off on onto out over to under up upon with
    within without about above after against along among around before behind below beneath beside between
    beyond during except inside near outside past since through throughout till toward towards until via am is are was
    were be been being do does did doing done have has had having will would shall should can could may might must
    ought not no never none neither nobody nothing nowhere n't cannot isn't aren't wasn't weren't don't doesn't didn't
    hasn't haven't hadn't won't wouldn't shan't shouldn't can't couldn't mightn't mustn't ain't isnt arent wasnt werent
    dont doesnt didnt hasnt havent hadnt wont wouldnt shouldnt cant couldnt aint i'm im i've ive i'd i'll you're youre
    you've you'd you'll he'd he'll she'd she'll it'd it'll we're we've we'd we'll they're theyre they've they'd they'll
    that's thats there's theres here's what's whats who's whos let's lets also too very just only even still already
    yet again ever really quite rather almost some any all both each every either other others another such own same
    more most less least few fewer many much lot lots several enough well oh ok okay yes yeah yep nah hey hi hello lol
    omg thx ty btw tbh imo imho fr ngl smh wtf haha pls please etc
    """.split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `text` folded for comparing, `surface` as written, and where it stands in its text."""

    text: str
    surface: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Case and accents taken off, a possessive ending too: `São’s` and `sao` are one word."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter) or _carries_sense(letter))
    return _POSSESSIVE.sub("", unicodedata.normalize("NFC", bare)).replace("’", "'")


def _carries_sense(mark: str) -> bool:
    """Indic vowel signs and the Japanese voicing marks change the word; Latin, Greek and Cyrillic accents do not."""
    return mark > "\u0900"


def tokens(text: str) -> list[Token]:
    """The words of `text` in order; runs of an unspaced script as overlapping pairs of characters."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        if match["unspaced"]:
            yield from _pairs(match[0], match.start())
        elif folded := fold(match[0]):
            yield Token(folded, match[0], match.start(), match.end())


def _pairs(run: str, start: int) -> Iterator[Token]:
    width = min(2, len(run))
    for at in range(len(run) - width + 1):
        yield Token(fold(run[at : at + width]), run[at : at + width], start + at, start + at + width)


def telling_words(text: str) -> Iterator[str]:
    """The folded words of `text` that mean something by themselves, in order."""
    return (token.text for token in _tokens(text) if token.text not in FUNCTION_WORDS)
