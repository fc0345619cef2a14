"""What somebody meant to write, without Discord's markup and without disguises."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import regex

from claims_db.engine.limits import MAX_MESSAGE_LENGTH, shortened

# What every cross at the edge of a line is written as.
CROSS = "✗"

# https://docs.discord.com/developers/reference#message-formatting
_CODE_BLOCK = regex.compile(r"```.*?(?:```|\Z)", regex.DOTALL)
_MENTION = regex.compile(r"<(?:@[!&]?|#|id:)\w+>|<a?:\w+:\d+>|<t:-?\d+(?::\w)?>|</[^:<>]+:\d+>|@(?:everyone|here)\b")
_LINK = regex.compile(r"\[([^\]\n]{1,300})\]\(<?https?://[^)\s]*\)")
# Posts end in addresses that are glued to their last word.
_ADDRESS = regex.compile(r"<?(?:https?://|\b(?:www\.|t\.co/)|pic\.twitter\.com/)[^\s<>]*>?", regex.IGNORECASE)
_LINE_MARK = regex.compile(r"^[ \t]*(?:>>>|>|#{1,3}|-#|[-*•]|\d+[.)])[ \t]+", regex.MULTILINE)
_EMPHASIS = regex.compile(r"(?<!\d)\*{1,3}|\*{1,3}(?!\d)|__|~~|\|\||`{1,2}|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|\\(?=[^\w\s])")
_EMOJI = regex.compile(
    r"(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\uFE0F\u20E3--[©®™0-9#*]]\u200D?)+", regex.V1
)
# Whoever puts a cross before a line says that it is not so.
_CROSS = regex.compile(r"[❌✖✘]\uFE0F?")
_INVISIBLE = regex.compile(r"[\p{Cf}\p{Co}\p{Cs}\u115F\u1160\u3164\u034F--[\u200C\u200D]]", regex.V1)
_JOINERS = regex.compile(r"(?<=\p{Latin})[\u200C\u200D]|[\u200C\u200D](?=\p{Latin})|^[\u200C\u200D]+|[\u200C\u200D]+$")
_ZALGO = regex.compile(r"(\p{M}{2})\p{M}+")
_SPACED_LETTERS = regex.compile(r"(?<![\w'])(?:\p{Latin}[ .·*_-]){3,}\p{Latin}(?![\w'])")
_HASHTAG = regex.compile(r"#((?:(?!\p{L})\w)*+\p{L}\w*+)")
_CAMEL = regex.compile(r"(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\p{Nd})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|_+")
_WORD = regex.compile(r"\p{L}+")
_ASCII_LETTER = re.compile("[A-Za-z]")
# What any step of `clean` may change. Most sentences hold none of it, and a store is cleaned whenever it is read.
_UNCLEAN = re.compile(
    r"""[^a-z0-9 ,.;:!?%&$+='"()-]|^[^a-z"'(]|[ ]{2}|[ ]$|www[.]|(?<![a-z0-9'])[a-z][ .-][a-z][ .-][a-z][ .-]""",
    re.ASCII | re.IGNORECASE,
)
_FRACTIONS = {"½": "5", "¼": "25", "¾": "75"}
_FRACTION = regex.compile(r"(?<![\d.,])(\d+) ?([½¼¾])")
# Spaces from which on capitals throughout are a voice; fewer words may be a name.
_SHOUTED = 3
_SPACE = regex.compile(r"[^\S\n]+")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})

# Letters of Cyrillic and Greek that look like Latin ones (Unicode TR39, confusables.txt, the one-letter rows).
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһԛԝьАВЕКМНОРСТУХІЈЅαορνικτυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhqwbABEKMHOPCTYXIJSaopviktuABEZHIKMNOPTYX",
)


def clean(text: str) -> str:
    """The text as a reader sees it: one kind of letter, no markup, no addresses, no emoji; lines are kept.

    A cross stays where a line begins or ends with it. A code block is another's text and goes; a quote's words stay.
    """
    return cleaned(text).text


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text, and whether it is only the beginning of what was written."""

    text: str
    cut: bool


# A message is read for its sentences, for its clauses and for what it is related to.
@lru_cache(maxsize=4)
def cleaned(text: str) -> Cleaned:
    """The same, with whether it was cut."""
    text, long = shortened(text, MAX_MESSAGE_LENGTH).translate(_QUOTES), len(text) > MAX_MESSAGE_LENGTH
    if not _UNCLEAN.search(text):
        return Cleaned(_calm(text), long)
    # Seven and a half: with a sign for the half the usual form of Unicode would read 71⁄2.
    text = _FRACTION.sub(lambda half: f"{half[1]}.{_FRACTIONS[half[2]]}", text)
    text = unicodedata.normalize("NFKC", text)
    # The ligature of a whole blessing becomes eighteen letters.
    text, long = shortened(text, MAX_MESSAGE_LENGTH).translate(_QUOTES), long or len(text) > MAX_MESSAGE_LENGTH
    text = _ZALGO.sub(r"\1", _JOINERS.sub("", _INVISIBLE.sub("", text)))
    text = _LINK.sub(r"\1", _CODE_BLOCK.sub("\n", text))
    text = _MENTION.sub(" ", _ADDRESS.sub(" ", text))
    text = _EMPHASIS.sub("", _LINE_MARK.sub("", text))
    text = _EMOJI.sub(" ", _CROSS.sub(CROSS, text))
    if CROSS in text:
        text = "\n".join(map(_crossed_at_edges, text.split("\n")))
    text = _HASHTAG.sub(lambda tag: split_hashtag(tag[1]), text)
    text = _SPACED_LETTERS.sub(lambda run: regex.sub(r"[ .·*_-]", "", run[0]), text)
    text = latin_again(text)
    text = _SPACE.sub(" ", text).strip()
    # The words of hashtags are parted.
    return Cleaned(_calm(shortened(text, MAX_MESSAGE_LENGTH)), long or len(text) > MAX_MESSAGE_LENGTH)


def is_shouted(text: str) -> bool:
    """Whether a text is in capitals throughout, and more than a name."""
    return text.isupper() and text.count(" ") >= _SHOUTED


def _calm(text: str) -> str:
    """A text that is shouted, in small letters: its capitals tell no name, and make IT and WHO of small words."""
    return text.lower() if is_shouted(text) else text


def _crossed_at_edges(line: str) -> str:
    """The line without the crosses that stand within it."""
    plain = line.strip()
    first, last = (CROSS * edge(CROSS) for edge in (plain.startswith, plain.endswith))
    return f"{first} {plain.replace(CROSS, ' ')} {last}" if plain.strip(f"{CROSS} ") else CROSS


def split_hashtag(tag: str) -> str:
    """`AustralianFires2020` as the words `Australian Fires 2020`."""
    return " ".join(part for part in _CAMEL.split(tag) if part)


def latin_again(text: str) -> str:
    """Undo look-alike letters in words that mix scripts, and in such as are alone in a text mostly of Latin ones."""
    if text.isascii():
        return text
    letters = _WORD.findall(text)
    mostly_latin = 2 * sum(len(_ASCII_LETTER.findall(word)) for word in letters) > sum(map(len, letters))

    def plain(word: regex.Match[str]) -> str:
        if word[0].isascii():
            return word[0]
        latin = word[0].translate(_LOOKALIKES)
        return latin if latin.isascii() and (mostly_latin or _ASCII_LETTER.search(word[0])) else word[0]

    return _WORD.sub(plain, text)
