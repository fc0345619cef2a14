"""The shipped lexicon: every line is well made, and everyday pairs are joined or kept apart."""

from __future__ import annotations

from importlib.resources import files
from itertools import product

import pytest

from claims_db.engine.text.lexicon import is_slip, lemma, lexicon, stem, synonym_lines
from claims_db.languages.words import function_words, tokens

_LINES = tuple(synonym_lines())
_FORMS = files("claims_db.engine.text").joinpath("synonyms", "forms.txt").read_text(encoding="utf-8").splitlines()


def _entries(side: str) -> list[str]:
    return side.split(", ")


def _as_loaded(entry: str) -> str:
    return " ".join(lemma(token.text) for token in tokens(entry))


def _sides(line: str) -> list[list[str]]:
    return [[_as_loaded(entry) for entry in _entries(side)] for side in line.split(" <> ")]


def _opposites() -> list[list[list[str]]]:
    return [_sides(line) for line in _LINES if " <> " in line]


def _joined(one: str, other: str) -> bool:
    """As the engine pairs words: a stem in common, or a group in common."""
    first, second = _as_loaded(one), _as_loaded(other)
    same_stem = [stem(word) for word in first.split()] == [stem(word) for word in second.split()]
    return same_stem or bool(lexicon().senses(first) & lexicon().senses(second))


def _opposed(one: str, other: str) -> bool:
    found = lexicon()
    opposite = {found.opposite.get(sense) for sense in found.senses(_as_loaded(one))}
    return not opposite.isdisjoint(found.senses(_as_loaded(other)))


def test_a_line_is_one_group_or_a_pair_of_opposites() -> None:
    assert [line for line in _LINES if len(line.split(" <> ")) > 2 or "<" in line.replace(" <> ", "")] == []


def test_entries_stand_in_lower_case_between_single_commas() -> None:
    assert [
        line
        for line in _LINES
        for side in line.split(" <> ")
        for entry in _entries(side)
        if not entry or entry != entry.strip().lower() or "  " in entry or "," in entry
    ] == []


def test_single_words_are_lemmas_already() -> None:
    words = {entry for line in _LINES for side in line.split(" <> ") for entry in _entries(side)}
    assert sorted(word for word in words if word.isalpha() and word.isascii() and lemma(word) != word) == []


def test_no_entry_is_a_word_that_the_engine_skips() -> None:
    words = {entry for line in _LINES for sides in _sides(line) for entry in sides}
    assert sorted(words & (function_words("en") - {"us"})) == []


def test_a_group_has_two_members_or_an_opposite() -> None:
    assert [line for line in _LINES if " <> " not in line and len(set(_sides(line)[0])) < 2] == []


def test_no_word_stands_twice_in_a_group() -> None:
    assert [line for line in _LINES for side in _sides(line) if len(set(side)) < len(side)] == []


def test_no_group_is_there_twice() -> None:
    groups = [frozenset(frozenset(side) for side in _sides(line)) for line in _LINES]
    assert [line for line, group in zip(_LINES, groups, strict=True) if groups.count(group) > 1] == []


def test_opposites_share_no_member() -> None:
    assert [pair for pair in _opposites() if set(pair[0]) & set(pair[1])] == []


def test_no_word_says_the_same_as_its_opposite() -> None:
    found = lexicon()
    assert [
        (one, other)
        for left, right in _opposites()
        for one, other in product(left, right)
        if found.senses(one) & found.senses(other)
    ] == []


def test_no_form_is_given_two_base_forms() -> None:
    lines = [line for line in _FORMS if line and not line.startswith("#")]
    forms = [form for line in lines for form in line.partition(": ")[2].split(", ")]
    assert sorted({form for form in forms if forms.count(form) > 1}) == []


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("won", "win"),
        ("broke", "break"),
        ("rose", "rise"),
        ("playing", "play"),
        ("fixed", "fix"),
        ("germans", "german"),
    ],
)
def test_forms_that_the_dictionary_lacks_lead_to_their_base(form: str, base: str) -> None:
    assert lemma(form) == base


_SAME = """
spot kick | penalty
goalie | goalkeeper
sent off | red card
stalemate | draw
footballer | player
skipper | captain
soccer | football
semifinal | semi final
nerfed | weakened
character | char
videogame | game
add-on | DLC
telly | television
went offline | outage
hacked | broke into
internet | web
artificial intelligence | AI
stepped down | resigned
passed away | died
shelled out | paid
snapped up | bought
put off | postponed
called off | cancelled
turned down | rejected
kicked off | started
took place | happened
turned up | appeared
jobless | unemployed
sacked | fired
CEO | chief executive
bankruptcy | insolvency
fare | price
wages | salary
GDP | gross domestic product
locked up | jailed
lawsuit | sued
robbery | robbed
green light | approved
govt | government
PM | prime minister
uni | university
ceasefire | truce
ballot | vote
jab | vaccine
flu | influenza
tumour | tumor
hospitalised | hospitalized
acetaminophen | paracetamol
eggplant | aubergine
biscuit | cookie
doggo | dog
orca | killer whale
quake | earthquake
blackout | power cut
rubbish | garbage
lorry | truck
lift | elevator
flat | apartment
metro | subway
bike | bicycle
colour | color
aluminium | aluminum
bday | birthday
wedding | marriage
victory | won
high | height
wealth | rich
growth | increase
Ghanaian | Ghana
Danes | Denmark
Mumbai | Bombay
lift off | launch
xmas | christmas
"""

_APART = """
cat | dog
dog | puppy
train | bus
train | plane
bicycle | car
wide | long
tall | wide
deep | high
goal | penalty
yellow card | red card
gold medal | silver medal
semi final | final
referee | coach
football | rugby
tennis | table tennis
champion | runner up
character | enemy
phone | computer
Facebook | Twitter
Instagram | YouTube
hardware | software
actor | director
album | single
book | film
singer | drummer
buy | rent
profit | revenue
import | export
lend | borrow
tax | fine
euro | dollar
pound | dollar
murder | robbery
judge | jury
arrest | convict
accuse | convict
president | prime minister
senate | parliament
minister | mayor
king | queen
democrat | republican
invade | liberate
missile | bomb
planet | star
moon | sun
Mars | Venus
comet | asteroid
oxygen | hydrogen
bacteria | virus
cancer | diabetes
heart | lung
wound | kill
tea | coffee
beer | wine
beef | pork
horse | donkey
eagle | owl
flood | drought
hurricane | earthquake
river | lake
island | peninsula
mother | father
son | daughter
husband | wife
brother | sister
church | mosque
Catholic | Protestant
north | south
England | Scotland
Sweden | Switzerland
Austria | Australia
Iran | Iraq
Niger | Nigeria
Slovakia | Slovenia
"""

_OPPOSITE = """
allowed | banned
opened | closed
rose | dropped
accepted | turned down
won | lost
started | ended
hired | fired
cheap | expensive
safe | dangerous
legal | illegal
guilty | innocent
alive | dead
rare | common
profit | loss
majority | minority
nerfed | buffed
promoted | relegated
convicted | acquitted
"""


def _pairs(table: str) -> list[tuple[str, str]]:
    lines = table.strip().splitlines()
    return [(one, other) for one, _, other in (line.partition(" | ") for line in lines)]


@pytest.mark.parametrize(("one", "other"), _pairs(_SAME))
def test_words_that_say_the_same_are_joined(one: str, other: str) -> None:
    assert _joined(one, other)


@pytest.mark.parametrize(("one", "other"), _pairs(_APART))
def test_words_that_say_something_else_are_kept_apart(one: str, other: str) -> None:
    assert not _joined(one, other)


@pytest.mark.parametrize(("one", "other"), _pairs(_OPPOSITE))
def test_opposites_are_opposed_and_not_joined(one: str, other: str) -> None:
    assert _opposed(one, other)
    assert not _joined(one, other)


@pytest.mark.parametrize(
    ("word", "code", "slip"),
    [
        pytest.param("fo", "en", True, id="two letters"),
        pytest.param("teh", "en", True, id="three letters"),
        pytest.param("taht", "en", True, id="four letters"),
        pytest.param("whcih", "en", False, id="five letters"),
        pytest.param("of", "en", False, id="no slip"),
        pytest.param("form", "en", False, id="a word with the letters of from"),
        pytest.param("dre", "de", False, id="no dictionary"),
    ],
)
def test_a_short_function_word_with_its_letters_out_of_order_is_a_slip(word: str, code: str, *, slip: bool) -> None:
    assert is_slip(word, code) is slip


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("they throw him out", [(1, 3)]),
        ("they throw out him", [(1, 2)]),
        ("throw it in the river and go out", []),
        ("they let forty people go", [(1, 4)]),
    ],
    ids=["inside", "together", "too-far", "go"],
)
def test_what_is_done_to_may_stand_inside_a_verb_of_two_words(text: str, places: list[tuple[int, ...]]) -> None:
    assert list(lexicon().phrases_in(text.split())) == places
