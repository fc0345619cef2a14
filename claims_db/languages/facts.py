"""What a file of this folder says about its language, read once and only when a text needs it.

A field of patterns holds one regular expression a line. In languages that write spaces each matches whole words only;
a line that begins with an apostrophe or a comma may follow a word directly. `{name}` stands for one of the file's
`[parts]`. Whoever writes a message may leave accents out, so `está` finds `esta` too, but `esta` never `está`.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files

import regex

ENGLISH = "en"
# A text with letters of several is in the first: Japanese is written with Chinese letters too.
LANGUAGES = {
    ENGLISH: "english",
    "de": "german",
    "es": "spanish",
    "ja": "japanese",
    "ko": "korean",
    "zh": "chinese",
    "ru": "russian",
    "ar": "arabic",
    "hi": "hindi",
}
QUESTION_MARKS = ("?", "？", "؟")
_LETTER = r"[\p{L}\p{M}]"
# How else people without the right keyboard, or in a hurry, write a letter.
_ALSO_WRITTEN = {
    **{accented: f"[{accented}{bare}]" for accented, bare in zip("áéíóúñё", "aeiounе", strict=True)},
    **{umlaut: f"(?:{umlaut}|{bare}e?)" for umlaut, bare in zip("äöü", "aou", strict=True)},
    **dict.fromkeys("أإآ", "[أإآا]"),
    "ß": "(?:ß|ss)",
    "ة": "[ةه]",
    "ى": "[ىي]",
}
_SPELLINGS = str.maketrans(_ALSO_WRITTEN)
_NEVER = "(?!)"


def _with_parts(text: str, parts: Mapping[str, str]) -> str:
    """With what each name in braces stands for."""
    for part, meaning in reversed(list(parts.items())):
        text = text.replace(f"{{{part}}}", meaning)
    return text


class _Patterns:
    """A field of patterns, compiled when it is first asked for: few texts need those of every language.

    It finds any one of its lines. A prefix is written on to a word's front.
    """

    def __set_name__(self, _: type[Language], name: str) -> None:
        self._name = name

    def __get__(self, facts: Language, _: type[Language]) -> regex.Pattern[str]:
        text = _with_parts(facts.written.get(self._name, ""), facts.parts)
        lines = [line.translate(_SPELLINGS) for line in text.splitlines() if line]
        anyone = "|".join(lines) or _NEVER
        if lines and facts.spaced:
            clinging = [line for line in lines if line.startswith(("'", ",", ";"))]
            apart = "|".join(line for line in lines if line not in clinging) or _NEVER
            anyone = "|".join([f"(?<!{_LETTER}){facts.prefix}(?:{apart})", *clinging])
            anyone = f"(?:{anyone})(?!{_LETTER})"
        found = facts.__dict__[self._name] = regex.compile(anyone, regex.IGNORECASE)
        return found


@dataclass(frozen=True)
class Qualifier:
    """Small words that change how far, when or in what direction a statement holds ("almost", "no longer", "before").

    `kind` is `degree`, `time` or `comparison`, `excludes` the name of its opposite, and a claim that has the one it is
    `implied_by` has it too. `share` is the part of a whole that it tells, from and to, of 1. A message may have it
    alone if it is `idle`, if it counts only `beside_past` and the claim tells none, or if it `plays_down` the number
    after it. One that `parts` has a thing on either side, one that `ranks` belongs to the word behind it, and
    one `of_verbs` to none of the numbers and days beside it.
    """

    name: str
    kind: str
    written: str = field(repr=False)
    excludes: str = ""
    implied_by: str = ""
    share: Sequence[float] = ()
    idle: bool = False
    beside_past: bool = False
    plays_down: bool = False
    parts: bool = False
    ranks: bool = False
    of_verbs: bool = False

    @cached_property
    def words(self) -> regex.Pattern[str]:
        """Its words, compiled when they are first looked for."""
        anyone = "|".join(filter(None, self.written.splitlines()))
        return regex.compile(rf"(?<!{_LETTER})(?:{anyone})(?!{_LETTER})", regex.IGNORECASE)


@dataclass(frozen=True)
class Language:
    """One language. The patterns are searched in a cleaned statement; what a file leaves out is empty or never found.

    `letters` is a class of those of its script, empty where they are Latin; by `own_letters` and `common_words` it is
    told from others in Latin letters, by the function words in `also_english` it cannot be. With `umlauts`, `ae` is
    written for `ä`. `cut_words` and `kept_words` are for scripts without spaces.

    Besides its function words, numbers, months and units a statement hangs on the `deciding_words`, letter by letter;
    the `alike_names` are a letter away from one of those.

    With a `fixed_order` the place of a word tells who does what to whom.

    `lemmatised` says that a dictionary knows the forms of its words, and which words are names; elsewhere the `stemmer`
    (of the Snowball family) makes do, less the letters of `bare_endings`.

    `negators` turn what is said round, and so do `denials` ("it is a myth that") and, after it, `dismissals`, of which
    some are `unmarked`: nothing parts them from what they dismiss. A denial of what is `pointing_back` only says again
    what was denied before. `idle` and `asks_agreement` are negators that do not, and `denied_details` such as deny a
    detail alone.

    `jests` say that a statement is not meant. `yes_no_questions` decide before `suppositions` and `wishes` do,
    `asked_within` and `question_openings` after them. Suppositions and wishes make a statement uncheckable wherever
    they are if `governs_from_anywhere`, else if they come before what they govern. What the claim has itself means
    nothing, unless `counts_claims_words`; an opinion is none where the claim has one of the `prescriptions`.

    `qualifiers` carry the sense of a statement, though none of their words tells anything by itself; `additions` add to
    it, save where `own_asides` or `attitudes` follow, or `others_asides` beside a word of one's `own_life`; `own_deeds`
    tell what the writer did, unless something is `stated_anew` behind them, and `likenesses` are no more than that of a
    thing; `bars`, `costless` and `undone` say no without a negator, where another text has `modal_negators`, says
    something of `costing`, or denies it; `no_duty` denies nothing but a duty, and a negator behind one of the
    `relatives`, or `nobody` behind the verb, no more than what they lead to, unless that is `bearing_out` what was
    said. `clefts` and `wh_clefts` single something out; `symmetric` verbs have no roles that could be exchanged,
    `undergoing` ones have them the other way round, and after `verb_openings` a word is a verb. `ends_of_change` say of
    a number whether something began, ended or changed with it, `rising` and `falling` which way a share went, `losing`
    and `keeping` whether it is what is gone of a whole or what is left. After a share `comparatives` tell a change;
    `of_a_whole` joins a count to its whole. What has one of the `limits` tells no more than how much may be. What a
    claim tells with `ends_a_state` is over, and with `begins_a_state` is so since.
    """

    code: str
    governs_from_anywhere: bool
    counts_claims_words: bool
    lemmatised: bool
    fixed_order: bool
    stemmer: str
    bare_endings: str
    letters: str
    own_letters: frozenset[str]
    umlauts: bool
    function_words: tuple[str, ...]
    common_words: frozenset[str]
    also_names: frozenset[str]
    also_english: tuple[str, ...]
    light_words: tuple[str, ...]
    deciding_words: tuple[str, ...]
    alike_names: tuple[str, ...]
    synonyms: tuple[str, ...]
    cut_words: tuple[str, ...]
    kept_words: tuple[str, ...]
    abbreviations: tuple[str, ...]
    undergoing: frozenset[str]
    verb_openings: frozenset[str]
    past_words: frozenset[str]
    general_nouns: frozenset[str]
    ago_words: frozenset[str]
    numbers: Mapping[str, int]
    qualifiers: tuple[Qualifier, ...]
    spaced: bool
    prefix: str
    parts: Mapping[str, str] = field(repr=False)
    written: Mapping[str, str] = field(repr=False)

    def qualifier(self, name: str) -> Qualifier | None:
        """The one of that name, if the language has it."""
        return next((one for one in self.qualifiers if one.name == name), None)

    negators = _Patterns()
    bars = _Patterns()
    modal_negators = _Patterns()
    costless = _Patterns()
    costing = _Patterns()
    undone = _Patterns()
    no_duty = _Patterns()
    nobody = _Patterns()
    relatives = _Patterns()
    bearing_out = _Patterns()
    idle = _Patterns()
    asks_agreement = _Patterns()
    denials = _Patterns()
    dismissals = _Patterns()
    unmarked_dismissals = _Patterns()
    pointing_back = _Patterns()
    denied_details = _Patterns()
    open_questions = _Patterns()
    yes_no_questions = _Patterns()
    asked_within = _Patterns()
    question_openings = _Patterns()
    opinions = _Patterns()
    prescriptions = _Patterns()
    wishes = _Patterns()
    suppositions = _Patterns()
    bets = _Patterns()
    jests = _Patterns()
    that_words = _Patterns()
    clause_starts = _Patterns()
    clause_joins = _Patterns()
    linking = _Patterns()
    passive = _Patterns()
    asides = _Patterns()
    clefts = _Patterns()
    wh_clefts = _Patterns()
    symmetric = _Patterns()
    additions = _Patterns()
    causes = _Patterns()
    own_asides = _Patterns()
    others_asides = _Patterns()
    own_life = _Patterns()
    own_deeds = _Patterns()
    stated_anew = _Patterns()
    likenesses = _Patterns()
    ends_of_change = _Patterns()
    restrictions = _Patterns()
    held = _Patterns()
    rising = _Patterns()
    falling = _Patterns()
    losing = _Patterns()
    keeping = _Patterns()
    comparatives = _Patterns()
    of_a_whole = _Patterns()
    limits = _Patterns()
    exactly = _Patterns()
    nearly = _Patterns()
    as_much = _Patterns()
    difference = _Patterns()
    ends_a_state = _Patterns()
    begins_a_state = _Patterns()
    lasting = _Patterns()
    anew = _Patterns()
    none_left = _Patterns()
    unrealised = _Patterns()
    ongoing = _Patterns()
    attitudes = _Patterns()
    list_openers = _Patterns()
    list_joiners = _Patterns()
    articles = _Patterns()
    group_openers = _Patterns()
    shared_verbs = _Patterns()
    together = _Patterns()
    done = _Patterns()


@lru_cache(maxsize=len(LANGUAGES))
def language(code: str) -> Language:
    """The language of that code; KeyError for those that have no file."""
    text = files(__package__).joinpath(f"{LANGUAGES[code]}.toml").read_text(encoding="utf-8")
    known = tomllib.loads(unicodedata.normalize("NFC", text))
    parts = known.get("parts", {})
    for facts in known.get("qualifiers", {}).values():
        facts["written"] = _with_parts(facts["written"], parts)

    def words(name: str) -> tuple[str, ...]:
        return tuple(known.get(name, "").split())

    return Language(
        code=code,
        governs_from_anywhere=known.get("governs_from_anywhere", False),
        counts_claims_words=known.get("counts_claims_words", False),
        lemmatised=known.get("lemmatised", False),
        fixed_order=known.get("fixed_order", False),
        stemmer=known.get("stemmer", ""),
        bare_endings=known.get("bare_endings", ""),
        letters=known.get("letters", ""),
        own_letters=frozenset(known.get("own_letters", "")),
        umlauts=known.get("umlauts", False),
        function_words=words("function_words"),
        common_words=frozenset(words("common_words")),
        also_names=frozenset(words("also_names")),
        also_english=words("also_english"),
        light_words=words("light_words"),
        deciding_words=words("deciding_words"),
        alike_names=words("alike_names"),
        synonyms=tuple(filter(None, known.get("synonyms", "").splitlines())),
        cut_words=words("cut_words"),
        kept_words=words("kept_words"),
        abbreviations=words("abbreviations"),
        undergoing=frozenset(words("undergoing")),
        verb_openings=frozenset(words("verb_openings")),
        past_words=frozenset(words("past_words")),
        general_nouns=frozenset(words("general_nouns")),
        ago_words=frozenset(words("ago_words")),
        numbers={word: int(value) for value, words in known.get("numbers", {}).items() for word in words.split()},
        qualifiers=tuple(Qualifier(name, **facts) for name, facts in known.get("qualifiers", {}).items()),
        spaced=known.get("spaced", True),
        prefix=known.get("prefix", ""),
        parts=parts,
        written={name: text for name, text in known.items() if isinstance(text, str)},
    )
