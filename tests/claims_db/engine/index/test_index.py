import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.engine.index import ClaimIndex
from claims_db.engine.index.terms import terms_of
from claims_db.engine.text.wordings import wordings
from claims_db.languages.words import tokens
from claims_db.values import Citation, Claim, ClaimKey, Rating, Source

SOURCE = Source("gazette", "Harbour news", "Harbour Gazette")
PACKS = {"rivers", "towns"}


def claim(
    slug: str, text: str, pack: str = "rivers", phrasings: tuple[str, ...] = (), source: Source = SOURCE
) -> Claim:
    return Claim(slug, text, Rating.TRUE, (Citation(source),), phrasings=phrasings, pack=pack)


RIVER = claim("river", "The Wend river froze solid in January", phrasings=("Ice covered the Wend",))
MILL = claim("mill", "The old mill burned down twice")
TOWER = claim("tower", "The clock tower leans by three degrees", pack="towns")


def found(index: ClaimIndex, text: str, packs: set[str] = PACKS) -> list[str]:
    return [candidate.claim.slug for candidate in index.within(packs).candidates(text, 10)]


def test_the_claim_that_shares_the_rarest_words_comes_first() -> None:
    index = ClaimIndex([RIVER, MILL, TOWER])
    assert found(index, "the mill by the river burned")[0] == "mill"
    assert len(index) == 3


def test_a_phrasing_and_a_source_title_lead_to_the_claim() -> None:
    titled = claim("ferry", "Boats stopped crossing the strait", source=Source("x", "Ferry strike begins", "Gazette"))
    index = ClaimIndex([RIVER, titled])
    assert found(index, "is there ice?") == ["river"]
    assert found(index, "the strike") == ["ferry"]


def test_forms_synonyms_and_misspellings_lead_to_the_claim() -> None:
    index = ClaimIndex([RIVER, MILL, TOWER])
    assert found(index, "towers leaning") == ["tower"]
    assert found(index, "a blaze in the factory, the miill burnt")[0] == "mill"
    assert found(index, "clokc") == ["tower"]


def test_a_slug_and_an_account_lead_to_the_claim() -> None:
    index = ClaimIndex([RIVER, claim("lighthouse-2019", "The tall house by the sea was sold"), TOWER])
    assert found(index, "what of the lighthouse?") == ["lighthouse-2019"]
    assert found(index, "said @ClockTower") == ["tower"]


def test_the_second_look_prefers_the_same_wording_and_the_same_numbers() -> None:
    index = ClaimIndex(
        [
            claim("a", "Ferry fares to Norhaven rise by 40 percent", phrasings=("Norhaven fares up by 40 percent",)),
            claim("b", "Norhaven ferry fares will rise by 12 percent"),
        ]
    )
    text = "they say that Norhaven ferry fares will rise by 12 percent"
    assert [one.claim.slug for one in index.within(PACKS).ranked(text)] == ["b", "a"]
    assert list(index.within({"towns"}).ranked("nothing of the kind")) == []


def test_common_words_add_to_the_claims_that_lead() -> None:
    common = [claim(f"c{number}", "The council met in the town hall on Monday") for number in range(5000)]
    index = ClaimIndex([*common, claim("rare", "The council praised a quokka in the town hall")])
    both, lone = (
        index.within(PACKS).candidates("the council and the quokka", 1),
        index.within(PACKS).candidates("the quokka", 1),
    )
    assert [one.claim.slug for one in both] == ["rare"]
    assert both[0].score > lone[0].score


def test_only_the_packs_asked_for_are_searched() -> None:
    index = ClaimIndex([RIVER, TOWER])
    assert found(index, "the clock tower", {"rivers"}) == []
    assert [claim.slug for claim in index.within({"towns"}).claims()] == ["tower"]


def test_a_replaced_claim_is_found_by_its_new_words_alone() -> None:
    index = ClaimIndex([MILL])
    index.put(claim("mill", "The old mill became a museum"))
    assert found(index, "the museum") == ["mill"]
    assert found(index, "it burned") == []
    assert len(index) == 1


def test_a_removed_claim_is_gone_and_removing_twice_is_no_error() -> None:
    index = ClaimIndex([MILL])
    index.remove(MILL.key)
    index.remove(MILL.key)
    assert found(index, "the old mill") == []
    assert index.within(PACKS).get(MILL.key) is None
    assert index.within(PACKS).get(ClaimKey("rivers", "unknown")) is None


def test_a_word_of_every_claim_tells_less_than_a_word_of_one() -> None:
    index = ClaimIndex([RIVER, MILL, claim("old", "The old bridge is very old")])
    assert (
        index.within(PACKS).weight("old")
        < index.within(PACKS).weight("mill")
        < index.within(PACKS).weight("never-seen")
    )


def test_only_stems_of_some_claim_are_known() -> None:
    assert list(ClaimIndex([RIVER, MILL]).within(PACKS).known(["mill", "quokka", "river"])) == ["mill", "river"]


@pytest.mark.parametrize(
    ("others", "ahead"),
    [
        pytest.param([], True, id="no other"),
        pytest.param(["The old bridge is open"], True, id="one that shares little"),
        pytest.param([MILL.text], False, id="one that says the same"),
        pytest.param([MILL.text, "The old bridge is open"], False, id="one that says the same before another"),
    ],
)
def test_a_claim_leads_by_how_much_better_it_is_than_the_next(others: list[str], *, ahead: bool) -> None:
    index = ClaimIndex([MILL, *(claim(f"other-{number}", text) for number, text in enumerate(others))])
    found = index.within(PACKS).relation("the old mill burned down twice")
    assert found
    assert (found.lead > 1) is ahead


@pytest.mark.parametrize(
    ("word", "slugs"),
    [
        pytest.param("towwer", ["tower"], id="a letter more"),
        pytest.param("tovver", [], id="two of six letters wrong"),
        pytest.param("mlil", ["mill"], id="four letters"),
        pytest.param("mil", [], id="three letters"),
        pytest.param("bower", [], id="another word of the dictionary"),
    ],
)
def test_an_unknown_word_leads_where_its_neighbour_does(word: str, slugs: list[str]) -> None:
    assert found(ClaimIndex([MILL, TOWER]), word) == slugs


@pytest.mark.parametrize(
    ("slug", "text", "leads"),
    [
        pytest.param("flood-2019", "in 2019", True, id="a year"),
        pytest.param("flood-20195", "in 20195", False, id="an id"),
        pytest.param("flood-a1b2", "a1b2", False, id="a hash"),
        pytest.param("flood_quokka", "quokka", True, id="underscores"),
    ],
)
def test_words_and_years_of_a_slug_lead_to_the_claim(slug: str, text: str, *, leads: bool) -> None:
    assert bool(found(ClaimIndex([claim(slug, "The tall house was sold")]), text)) is leads


def test_wordings_are_taken_apart_once() -> None:
    assert wordings(RIVER) is wordings(RIVER)
    assert [wording.text for wording in wordings(RIVER)] == [RIVER.text, *RIVER.phrasings]


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_words_are_read_from_ascii_as_from_any_text(text: str) -> None:
    assert [term.folded for term in terms_of(text)] == [token.text for token in tokens(text)]


@given(st.text())
def test_any_text_can_be_looked_up(text: str) -> None:
    index = ClaimIndex([RIVER, MILL, TOWER])
    scores = [candidate.score for candidate in index.within(PACKS).candidates(text, 10)]
    assert scores == sorted(scores, reverse=True)
