from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from claims_db.claims.slugs import slug_of
from claims_db.errors import InvalidPackError
from claims_db.files.csv_format import COLUMNS, read_csv, write_csv
from claims_db.files.pack import Reading
from claims_db.values import Citation, Claim, Interval, Pack, Rating, Source

from ..examples import LETTER, REPORT, a_few_packs, lighthouse, packs_of_claims

PACK = Pack("made-up", "A pack")
HEADER = ",".join(COLUMNS)
GOOD = "The old lighthouse has two hundred steps.,true,,Harbour report,The Harbour Post,,,,"


def read(tmp_path: Path, content: str, *, encoding: str = "utf-8") -> Reading:
    path = tmp_path / "table.csv"
    path.write_bytes(content.encode(encoding))
    return read_csv(path, PACK, lambda _done, _total: None)


def as_table_holds(claim: Claim) -> tuple[object, ...]:
    """What the columns can say of a claim."""
    cited = {
        (each.source.title, each.source.publisher, each.source.url, each.source.published) for each in claim.citations
    }
    return claim.text, claim.rating, claim.as_of, claim.happened, claim.phrasings, cited


def test_a_row_is_a_claim(tmp_path: Path) -> None:
    row = (
        "The lighthouse has two hundred steps,Mostly-True,https://post.example/a,Harbour report,The Harbour Post,"
        "2022-05-01,2022-05,2022-04-01/2022-05-01,Two hundred steps lead up | the lighthouse stair has 200 steps"
    )
    reading = read(tmp_path, f"{HEADER}\n{row}\n")
    source = Source(
        "the-harbour-post-harbour-report",
        "Harbour report",
        "The Harbour Post",
        url="https://post.example/a",
        published=REPORT.published,
    )
    assert reading.problems == ()
    assert reading.claims == (
        Claim(
            "the-lighthouse-has-two-hundred-steps",
            "The lighthouse has two hundred steps",
            Rating.MOSTLY_TRUE,
            (Citation(source),),
            Interval.parse("2022-05"),
            Interval.parse("2022-04-01/2022-05-01"),
            ("Two hundred steps lead up", "the lighthouse stair has 200 steps"),
            pack="made-up",
        ),
    )


@a_few_packs
@given(claims=packs_of_claims())
def test_a_written_table_is_read_as_it_was(tmp_path_factory: pytest.TempPathFactory, claims: list[Claim]) -> None:
    reading = read(tmp_path_factory.mktemp("table"), "".join(write_csv(PACK, claims)))
    assert reading.problems == ()
    assert sorted(map(as_table_holds, reading.claims), key=str) == sorted(map(as_table_holds, claims), key=str)


def test_the_header_is_the_columns_of_the_design() -> None:
    assert list(write_csv(PACK, [])) == [
        "claim,rating,source_url,source_title,publisher,published,as_of,happened,phrasings\n"
    ]


def test_a_row_with_the_claim_of_an_earlier_one_adds_its_source(tmp_path: Path) -> None:
    second = (
        "The old lighthouse has two hundred steps.,true,,Letters,The Harbour Post,,2022,,Steps of the lighthouse: 200"
    )
    reading = read(tmp_path, f"{HEADER}\n{GOOD}\n{second}\n{GOOD}\n")
    (claim,) = reading.claims
    assert [citation.source.title for citation in claim.citations] == ["Harbour report", "Letters"]
    assert (str(claim.as_of), claim.phrasings) == ("2022", ("Steps of the lighthouse: 200",))


def test_another_rating_of_the_same_words_is_another_claim(tmp_path: Path) -> None:
    reading = read(tmp_path, f"{HEADER}\n{GOOD}\n{GOOD.replace('true', 'false')}\n")
    slug = slug_of("The old lighthouse has two hundred steps.")
    assert [(claim.slug, claim.rating) for claim in reading.claims] == [
        (slug, Rating.TRUE),
        (f"{slug}-2", Rating.FALSE),
    ]


def test_two_sources_of_one_name_are_two(tmp_path: Path) -> None:
    other = GOOD.replace("true,,", "true,https://post.example/b,")
    (claim,) = read(tmp_path, f"{HEADER}\n{GOOD}\n{other}\n").claims
    assert [citation.source.key for citation in claim.citations] == [
        "the-harbour-post-harbour-report",
        "the-harbour-post-harbour-report-2",
    ]


SPREADSHEETS = [
    ("semicolons", GOOD.replace(",", ";"), HEADER.replace(",", ";"), "utf-8"),
    ("tabs", GOOD.replace(",", "\t"), HEADER.replace(",", "\t"), "utf-8"),
    ("a byte order mark", GOOD, HEADER, "utf-8-sig"),
    ("unicode text", GOOD.replace(",", "\t"), HEADER.replace(",", "\t"), "utf-16"),
    ("line ends of old", GOOD, HEADER + "\r", "utf-8"),
    ("capitals and spaces", GOOD, " , ".join(COLUMNS).upper(), "utf-8"),
    ("other columns too", f"x,{GOOD}", f"remarks,{HEADER}", "utf-8"),
    ("only what is needed", "The old lighthouse has two hundred steps.,true,Harbour report,The Harbour Post",
     "claim,rating,source_title,publisher", "utf-8"),
    ("empty rows", f"\n,,,,\n{GOOD}\n\n", HEADER, "utf-8"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "header", "encoding"), [case[1:] for case in SPREADSHEETS], ids=[case[0] for case in SPREADSHEETS]
)
def test_what_spreadsheets_write_is_read(tmp_path: Path, row: str, header: str, encoding: str) -> None:
    reading = read(tmp_path, f"{header}\n{row}", encoding=encoding)
    assert (reading.problems, len(reading.claims)) == ((), 1)
    assert reading.claims[0].citations[0].source.title == "Harbour report"


BAD_ROWS = [
    ("an unknown rating", GOOD.replace("true", "perhaps"), "row 3: 'perhaps' is not a rating"),
    ("no claim", GOOD[GOOD.index(",") :], "row 3: 'claim' is missing"),
    ("no title", GOOD.replace("Harbour report", " "), "row 3: 'source_title' is missing"),
    ("no web address", GOOD.replace("true,,", "true,post.example,"), "row 3: 'post.example' is not a web address"),
    ("no website", GOOD.replace("true,,", "true,https://xn--zzzzzzzz.example/,"), "row 3: 'https://xn--zzzzzzzz"),
    ("no day", GOOD.replace("Post,", "Post,May 2022"), "row 3: 'published' must be a day like"),
    ("too few words", "It is so,true,,Report,Post", "row 3: 'It is so' is too short"),
    ("a bar alone is no phrasing", GOOD + "it is|", "row 3: 'it is' is too short"),
    ("too many cells", GOOD.replace("The old", "The, old"), "row 3: it has 10 cells for 9 columns"),
    ("quotes inside", 'The "old" one,"tr"ue,,', "row 3: its quotes do not match"),
    ("an endless cell", '"' + "lighthouse " * 20_000 + '"', "row 3: its quotes do not match"),
    ("an end of text", GOOD.replace("old", "o\x00ld"), "row 3: "),
    ("an endless line", "x" * 2_000_000, "line 3: it has more than 1,000,000 characters"),
]


@pytest.mark.parametrize(("row", "sentence"), [case[1:] for case in BAD_ROWS], ids=[case[0] for case in BAD_ROWS])
def test_a_bad_row_is_named_and_the_others_are_read(tmp_path: Path, row: str, sentence: str) -> None:
    reading = read(tmp_path, f"{HEADER}\n{GOOD}\n{row}\n{GOOD.replace('two', 'three')}\n")
    assert [claim.text.split()[4] for claim in reading.claims] == ["two", "three"]
    assert len(reading.problems) == 1
    assert reading.problems[0].startswith(sentence)


def test_a_quote_that_never_ends_is_named(tmp_path: Path) -> None:
    reading = read(tmp_path, f'{HEADER}\n{GOOD}\n"The moon,true\n{GOOD}\n')
    assert len(reading.claims) == 1
    assert reading.problems[0].startswith("row 3: its quotes do not match")


@pytest.mark.parametrize("header", ["", "claim,rating", "{}", "a\tb", '"claim'])
def test_a_table_without_the_needed_columns_is_refused(tmp_path: Path, header: str) -> None:
    with pytest.raises(
        InvalidPackError, match=r"row 1 must name the columns, and lacks .*publisher; the columns are claim,"
    ):
        read(tmp_path, header)


@pytest.mark.parametrize(
    "text", ["=1+1 lighthouse steps", "+49 lighthouse steps", "-2 lighthouse steps", "@harbour lighthouse steps"]
)
def test_no_cell_is_a_formula_to_a_spreadsheet(tmp_path: Path, text: str) -> None:
    claims = [replace(lighthouse("a"), text=text), replace(lighthouse("b"), text=f"'{text}")]
    written = "".join(write_csv(PACK, claims))
    assert [row[0][:1] for row in csv.reader(written.splitlines())][1:] == ["'", "'"]
    assert [claim.text for claim in read(tmp_path, written).claims] == [text, f"'{text}"]


def test_bars_and_backslashes_belong_to_phrasings(tmp_path: Path) -> None:
    phrasings = ("stairs|ladders lighthouse steps", "back\\slash lighthouse steps", "rope\\|chain lighthouse steps")
    written = "".join(write_csv(PACK, [replace(lighthouse(), phrasings=phrasings)]))
    assert read(tmp_path, written).claims[0].phrasings == phrasings


def test_rows_are_in_the_order_of_slugs_and_citations() -> None:
    claims = [replace(lighthouse("b"), text="Lighthouse steps: worn"), lighthouse("a", "local", REPORT, LETTER)]
    rows = list(csv.DictReader("".join(write_csv(PACK, claims)).splitlines()))
    assert [row["source_title"] for row in rows] == [REPORT.title, LETTER.title, REPORT.title]
    assert rows[2]["claim"] == "Lighthouse steps: worn"
