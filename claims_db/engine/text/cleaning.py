"""What somebody meant to write, without Discord's markup and without disguises."""

from __future__ import annotations

import re
import unicodedata

import regex

MAX_MESSAGE_LENGTH = 4000
# What every cross at the edge of a line is written as.
CROSS = "✗"

# https://docs.discord.com/developers/reference#message-formatting
_CODE_BLOCK = regex.compile(r"```.*?(?:```|\Z)", regex.DOTALL)
_MENTION = regex.compile(r"<(?:@[!&]?|#|id:)\w+>|<a?:\w+:\d+>|<t:-?\d+(?::\w)?>|</[^:>]+:\d+>|@(?:everyone|here)\b")
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
_HASHTAG = regex.compile(r"#(\w*\p{L}\w*)")
_CAMEL = regex.compile(r"(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\p{Nd})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|_+")
_WORD = regex.compile(r"\p{L}+")
# What any step of `clean` may change. Most sentences hold none of it, and a store is cleaned whenever it is read.
_UNCLEAN = re.compile(
    r"""[^a-z0-9 ,.;:!?%&$+='"()-]|^[^a-z"'(]|[ ]{2}|[ ]$|www[.]|(?<![a-z0-9'])[a-z][ .-][a-z][ .-][a-z][ .-]""",
    re.ASCII | re.IGNORECASE,
)
_FRACTIONS = {"½": "5", "¼": "25", "¾": "75"}
_FRACTION = regex.compile(r"(?<![\d.,])(\d+) ?([½¼¾])")
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
    text = text[:MAX_MESSAGE_LENGTH].translate(_QUOTES)
    if not _UNCLEAN.search(text):
        return text
    # Seven and a half: with a sign for the half the usual form of Unicode would read 71⁄2.
    text = _FRACTION.sub(lambda half: f"{half[1]}.{_FRACTIONS[half[2]]}", text)
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    text = _ZALGO.sub(r"\1", _JOINERS.sub("", _INVISIBLE.sub("", text)))
    text = _LINK.sub(r"\1", _CODE_BLOCK.sub("\n", text))
    text = _MENTION.sub(" ", _ADDRESS.sub(" ", text))
    text = _EMPHASIS.sub("", _LINE_MARK.sub("", text))
    text = _EMOJI.sub(" ", _CROSS.sub(CROSS, text))
    if CROSS in text:
        text = "\n".join(map(_crossed_at_edges, text.split("\n")))
    text = _HASHTAG.sub(lambda tag: split_hashtag(tag[1]), text)
    text = _SPACED_LETTERS.sub(lambda run: regex.sub(r"[ .·*_-]", "", run[0]), text)
    text = _WORD.sub(lambda word: _plain_letters(word[0], text), text)
    return _SPACE.sub(" ", text).strip()


def _crossed_at_edges(line: str) -> str:
    """The line without the crosses that stand within it."""
    plain = line.strip()
    first, last = (CROSS * edge(CROSS) for edge in (plain.startswith, plain.endswith))
    return f"{first} {plain.replace(CROSS, ' ')} {last}" if plain.strip(f"{CROSS} ") else CROSS


def split_hashtag(tag: str) -> str:
    """`AustralianFires2020` as the words `Australian Fires 2020`."""
    return " ".join(part for part in _CAMEL.split(tag) if part)


def _plain_letters(word: str, text: str) -> str:
    """Undo look-alike letters in a word that mixes scripts, or that is alone in a text mostly of Latin ones."""
    if word.isascii():
        return word
    plain = word.translate(_LOOKALIKES)
    if not plain.isascii():
        return word
    if any(letter.isascii() for letter in word):
        return plain
    letters = [letter for letter in text if letter.isalpha()]
    return plain if sum(letter.isascii() for letter in letters) * 2 > len(letters) else word
