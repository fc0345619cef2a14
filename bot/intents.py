"""What somebody who talks to the bot wants, read from their words alone: no Discord, no store."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

# Small talk is short: a longer message says something about the world, however it begins.
_MOST_WORDS = 12
_MENTION = re.compile(r"<(?:@[!&]?|#)\d+>|<a?:\w+:\d+>")
_APOSTROPHE = re.compile("['’`]")
_NO_WORD = re.compile(r"[\W_]+")


class Intent(StrEnum):
    """What a message to the bot is for."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    HELP = "help"
    NOTHING = "nothing"
    SOURCE = "source"
    WHEN = "when"
    WHY = "why"
    CHECK = "check"
    DISPUTE = "dispute"
    TOPIC = "topic"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Request:
    """One message to the bot. `about` is the topic, else the message without its mentions."""

    intent: Intent
    about: str


# One phrasing a line, as regular expressions over lower-case words without apostrophes. THIS stands for "this",
# "that", "it" and the like, YOU for "you" and "u", IS for "is", "was" and the like. Opening and closing words
# ("ok", "please", "footnote") may stand round each of them.
_OPENING = """
    hi|hello|hey|yo|ok|okay|k|so|and|but|well|um|uh|er|hm+|oh|ah|aha|wait|hold on|btw|please|pls|plz|sorry|no|yes|yeah
    yep|right|cool|nice|great|awesome|perfect|interesting|wow|lol|footnote|bot|thanks|thank you|thx|ty|alright
"""
_CLOSING = """
    please|pls|plz|footnote|bot|then|though|tho|again|now|here|exactly|anyway|mate|man|dude|buddy|friend|my friend
    there|all|everyone|folks|guys|lol|thanks|thank you|thx|ty|btw|today|too|for me|or what
"""
_SLOTS = {
    "THIS": "this|that|it|these|those|they|them|(?:this|that) (?:one|claim|message)",
    "YOU": "you|u",
    "IS": "is|are|was|were",
    "SOURCE": "(?:a |an |the |any |some |your |more )*"
    "(?:sources?|sauce|citations?|references?|refs?|links?|proof|url|article)(?: (?:for|of|on|to) THIS)?",
    "TRUE": "true|right|correct|real|legit|accurate|a fact|facts",
    "FALSE": "untrue|wrong|incorrect|mistaken|fake|false|a lie|lying|nonsense|fake news|outdated|out of date|not TRUE",
    "ABOUT": "about|on|regarding|concerning",
    "CHECK": "fact ?check|check|verify|confirm|look at",
}
_PHRASES = {
    Intent.GREETING: """
        (?:(?:hi+|hello+|hey+|hiya|yo|howdy|greetings|hola|there|(?:good )?(?:morning|afternoon|evening)|good day) ?)+
        (?:nice|good|pleased) to (?:meet|see) YOU
        (?:(?:hi|hello|hey) )?(?:how (?:are|r) YOU(?: doing)?|hows it going|how is it going|whats up|sup)
        are YOU (?:there|awake|alive|up|online)
        ping|test
    """,
    Intent.THANKS: """
        (?:many |much )?(?:thanks|thank YOU|thx|tysm|ty|cheers|merci|danke)(?: (?:a lot|so much|very much|a bunch))?
        (?:thanks|thank YOU|thx) for (?:THIS|the \\w+|your help|checking|letting me know)
        (?:i )?(?:really )?appreciate THIS
        (?:good|nice|great|best|clever|smart) (?:bot|job|work|one|catch)
        well done|good to know|got it|i see|makes sense|much appreciated
        (?:thats|THIS is|youre|YOU are) (?:TRUE|helpful|useful|great|good to know)
    """,
    Intent.FAREWELL: """
        (?:good ?)?bye(?: bye)?|good ?night|gn|cya|later|farewell|take care
        see (?:you|ya)(?: later| soon| around)?
    """,
    Intent.HELP: """
        help(?: me)?|i need help|commands?|usage|info|about(?: YOU)?
        (?:can|could) YOU help(?: me)?
        what (?:can|do|could) YOU (?:do|know)(?: for me)?
        (?:who|what) (?:are|r) YOU(?: for)?
        whats (?:this bot|footnote|your (?:purpose|job))
        what is (?:this bot|footnote|your (?:purpose|job))
        how (?:do|does|can) (?:YOU|i|THIS|footnote|this bot) (?:use |work with |talk to )?(?:YOU|THIS|work)
        are YOU (?:a |an )?(?:bot|human|real|ai|person)
    """,
    Intent.SOURCE: """
        (?:(?:got|have|is there|give me|show me|show|i want|i need|need|wheres|whats|where IS|what IS) )?SOURCE
        (?:do YOU have|have YOU got|YOU got|(?:can|could|may) (?:i|we|YOU) (?:have|get|see|give me|show me)) SOURCE
        SOURCE (?:needed|required)
        (?:according to|says|who says|who said|who wrote|who reported|who published)(?: who| THIS| so)?
        where (?:does|did|do) (?:THIS|YOU) (?:come|get|find|hear|read|have)(?: THIS)?(?: from)?
        where IS THIS (?:from|reported|published)
        where can i (?:read|check|verify|look)(?: THIS)?(?: more| up)?
        prove it
    """,
    Intent.WHEN: """
        (?:since |from |as of )?when
        when (?:IS|did|does) THIS(?: happen(?:ing|ed)?| published| reported| from| said| true)?
        (?:what|which) (?:date|day|year|month|time)(?: (?:IS|did) THIS(?: happen| from)?)?
        (?:the |whats the |what is the )?date
        how (?:old|recent|new|current|long ago)(?: IS (?:THIS|the sources?|your sources?))?
        IS THIS (?:still )?(?:recent|old|current|up to date|new)
    """,
    Intent.WHY: """
        why(?: not| so| THIS| IS THIS)?|how so|how come|really|explain(?: THIS| yourself)?|based on what
        how (?:do|did|would|can) YOU (?:know|tell|figure)(?: THIS)?
        why (?:do|did|would) YOU (?:say|think|reply|answer|post|write|conclude)(?: THIS| so)?
        (?:are|r) YOU (?:so )?sure(?: about THIS)?
        (?:can|could) YOU explain(?: THIS)?
        what makes YOU (?:say|think) (?:THIS|so)
        what (?:do YOU|does THIS) mean
    """,
    Intent.CHECK: """
        (?:IS|did|does|has) THIS (?:really |actually |even |still )?(?:TRUE|FALSE|happen|happened)
        (?:can|could|would|will) YOU (?:please )?CHECK THIS
        CHECK(?: THIS)?
        fact ?check(?:ed)?(?: me)?
        (?:true|real|legit|fact)(?: or (?:false|fake|not|fiction))?
    """,
    Intent.DISPUTE: """
        (?:youre|your|YOU are|THIS is|thats|its|YOU got THIS) (?:just |simply |totally |completely )?FALSE
        wrong|bad bot|not true|nope|i disagree|no (?:it|they) (?:isnt|wasnt|didnt|arent|werent)
        i dont (?:agree|believe (?:YOU|THIS))
    """,
}


_TOPICS = """
    what (?:else )?(?:do|can|did) YOU (?:know|have|got|say|find|tell me|tell us) ABOUT
    (?:do|have|did) YOU (?:know|have|got|find|heard?) (?:anything |something |claims? )?ABOUT
    (?:(?:can|could) YOU )?(?:please )?tell (?:me|us) (?:more |anything |something )?ABOUT
    (?:any|more|some)(?:thing| claims?| info)? ABOUT
    (?:whats|what['’]s|what is) (?:there|known|the (?:latest|story|deal|news)) (?:ABOUT|with)
    what happened (?:to|with)|(?:what|how) about|claims? ABOUT|search(?: for)?|look up
"""


def _either(phrases: str) -> str:
    """The lines of a table above as one pattern."""
    pattern = "|".join(line.strip() for line in phrases.strip().splitlines())
    return "(?:" + re.sub("[A-Z]+", lambda slot: _either(_SLOTS[slot[0]]), pattern) + ")"


@cache
def _small_talk_patterns() -> tuple[tuple[Intent, re.Pattern[str]], ...]:
    """Compiled with the first message, because most commands of the command line need none of them."""
    return tuple(
        (intent, re.compile(f"(?:{_either(_OPENING)} )*{_either(phrases)}(?: {_either(_CLOSING)})*"))
        for intent, phrases in _PHRASES.items()
    )


_TOPIC = re.compile(
    rf"(?:{_either(_OPENING)}[ ,.!]+)*{_either(_TOPICS)} (?P<about>[^ ?!.].*?)(?:,? (?:please|pls|thanks))?",
    re.IGNORECASE,
)
# "What is Clubhouse?" asks for a topic; "what is the fine that each of them paid?" is a question to be checked.
_SHORT_TOPIC = re.compile(r"(?:what|who)(?: is| are|['’]?s) (?P<about>\S+(?: \S+)?)", re.IGNORECASE)

_TO_CHECK = re.compile(
    r"^(?:please |can you |could you )*(?:fact[ -]?check|check|verify)(?: this| that)?(?:: ?| if | whether )",
    re.IGNORECASE,
)


def read(text: str) -> Request:
    """What the writer of `text` wants of the bot; mentions and custom emoji count for nothing."""
    said = " ".join(_MENTION.sub(" ", text).split())
    words = _NO_WORD.sub(" ", _APOSTROPHE.sub("", said.casefold())).strip()
    if not words:
        return Request(Intent.NOTHING, said)
    if words.count(" ") < _MOST_WORDS and (request := _small_talk(said, words)):
        return request
    return Request(Intent.STATEMENT, _TO_CHECK.sub("", said, count=1))


def _small_talk(said: str, words: str) -> Request | None:
    for intent, phrase in _small_talk_patterns():
        if phrase.fullmatch(words):
            return Request(intent, said)
    asked = said.rstrip(" ?!.")
    topic = _TOPIC.fullmatch(asked) or (_SHORT_TOPIC.fullmatch(asked) if said.endswith("?") else None)
    return Request(Intent.TOPIC, topic["about"]) if topic else None
