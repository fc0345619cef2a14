from __future__ import annotations

import csv
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.claims.slugs import slug_of
from claims_db.errors import InvalidPackError
from claims_db.files.columns import COLUMNS
from claims_db.files.csv_format import read_csv, write_csv
from claims_db.files.habits import NO_HABITS, DayOrder, Habits
from claims_db.files.pack import Reading
from claims_db.values import Citation, Claim, Interval, Pack, Rating, Source

from ..examples import LETTER, REPORT, a_few_packs, lighthouse, packs_of_claims

PACK = Pack("made-up", "A pack")
HEADER = ",".join(COLUMNS)
GOOD = "The old lighthouse has two hundred steps.,true,,Harbour report,The Harbour Post,,,,"


def read(tmp_path: Path, content: str, *, encoding: str = "utf-8", habits: Habits = NO_HABITS) -> Reading:
    path = tmp_path / "table.csv"
    path.write_bytes(content.encode(encoding))
    return read_csv(path, PACK, lambda _done, _total: None, habits)


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


DISAGREEING = [
    ("the same words", ["The mill burnt down,true", "The mill burnt down,false"], "true and false"),
    ("other capitals", ["The mill burnt down,true", "the MILL burnt down.,false"], "true and false"),
    ("three ratings", [f"The mill burnt down,{rating}" for rating in ("true", "false", "unproven", "true")],
     "true and false and unproven"),
    ("letters that no slug has", ["Мельница сгорела дотла,true", "Мельница сгорела дотла,half-true"],
     "true and half-true"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "ratings"), [row[1:] for row in DISAGREEING], ids=[row[0] for row in DISAGREEING])
def test_a_claim_with_two_ratings_is_told(tmp_path: Path, rows: list[str], ratings: str) -> None:
    header = "claim,rating,source_title,publisher"
    table = "\n".join([header, *(f"{row},Report,The Post" for row in rows), "The mill stood long,true,Report,The Post"])
    reading = read(tmp_path, table)
    assert reading.notes == (f"{rows[0].partition(',')[0]!r} is rated {ratings}; each is a claim of its own",)
    assert len(reading.claims) == ratings.count(" and ") + 2


def test_a_claim_twice_with_one_rating_is_nothing_to_tell(tmp_path: Path) -> None:
    rows = ["The mill burnt down,true,Report,Post", "the MILL burnt down.,true,Letter,Post"]
    assert read(tmp_path, "\n".join(["claim,rating,source_title,publisher", *rows])).notes == ()


def test_many_claims_with_two_ratings_are_counted(tmp_path: Path) -> None:
    rows = [f"The mill burnt down in {year},{rating},Report,Post" for year in range(1900, 1912) for rating in Rating]
    notes = read(tmp_path, "\n".join(["claim,rating,source_title,publisher", *rows])).notes
    assert len(notes) == 11
    assert notes[-1] == "2 more claims have several ratings"


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
    ("names for people", GOOD, "Claim,Rating,Source URL,Source Title,Publisher,Published,As Of,Happened,Phrasings",
     "utf-8"),
    ("hyphens", GOOD, HEADER.replace("_", "-"), "utf-8"),
    ("no spaces at all", GOOD, HEADER.replace("_", ""), "utf-8"),
    ("one for several and several for one", GOOD,
     "claims,ratings,source_urls,source_titles,publishers,published,as_of,happened,phrasing", "utf-8"),
    ("full width", GOOD, HEADER.replace("claim", "ｃｌａｉｍ"), "utf-8"),
    ("ratings in words", GOOD.replace("true", "Mostly True"), HEADER, "utf-8"),
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
    (
        "an unknown rating",
        GOOD.replace("true", "perhaps"),
        "row 3: the rating 'perhaps' is not known; write one of true,",
    ),
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


WHOLE = "The old lighthouse has two hundred steps.,{rating},,Harbour report,The Harbour Post,{published},{as_of},,"


@pytest.mark.parametrize("written", ["3/18/2021", "18.03.2021", "18 March 2021", "2021-03-18 09:27", "18.3.2021 9:27"])
def test_days_are_read_as_spreadsheets_write_them(tmp_path: Path, written: str) -> None:
    reading = read(tmp_path, f"{HEADER}\n" + WHOLE.format(rating="true", published=written, as_of=written))
    (claim,) = reading.claims
    assert claim.citations[0].source.published == date(2021, 3, 18)
    assert str(claim.as_of) == "2021-03-18"


def test_a_day_that_may_be_two_is_asked_for(tmp_path: Path) -> None:
    table = f"{HEADER}\n" + WHOLE.format(rating="true", published="3/4/2021", as_of="3/4/2021")
    (problem,) = read(tmp_path, table).problems
    assert problem == "; ".join(
        f"{start} is '3/4/2021', which may be 2021-04-03 or 2021-03-04; write it so, or say with --dates dmy or"
        " --dates mdy which number is the day in the whole file"
        for start in ("row 2: 'published'", "'as_of'")
    )
    for order, day in ((DayOrder.DMY, date(2021, 4, 3)), (DayOrder.MDY, date(2021, 3, 4))):
        (claim,) = read(tmp_path, table, habits=Habits(dates=order)).claims
        assert (claim.citations[0].source.published, claim.as_of) == (day, Interval(day, day))


def test_all_that_is_wrong_with_a_row_is_told_at_once(tmp_path: Path) -> None:
    row = "It is so,perhaps,nowhere,,The Harbour Post,soon,when,2021-13,it is|so it is"
    (problem,) = read(tmp_path, f"{HEADER}\n{row}\n").problems
    told = [
        "row 2: 'It is so' is too short", "'perhaps' is not known", "'nowhere' is not a web address",
        "'source_title' is missing", "'published' must be a day", "'when' is not a date", "'2021-13' is not a day",
        "'it is' is too short", "'so it is' is too short",
    ]  # fmt: skip
    assert [fault for fault in told if fault not in problem] == []
    assert [problem.index(fault) for fault in told] == sorted(problem.index(fault) for fault in told)


def test_a_host_can_say_what_ratings_mean(tmp_path: Path) -> None:
    table = f"{HEADER}\n" + WHOLE.format(rating="Four Pinocchios", published="", as_of="")
    (claim,) = read(tmp_path, table, habits=Habits({"four pinocchios": Rating.FALSE})).claims
    assert claim.rating is Rating.FALSE


def test_columns_that_are_not_read_are_named(tmp_path: Path) -> None:
    reading = read(tmp_path, f"{HEADER},Remarks,phrasngs,\n{GOOD},x,y,\n")
    assert reading.notes == (f"row 1: not read: 'Remarks', 'phrasngs'; the columns are {HEADER}",)
    assert len(reading.claims) == 1


def test_a_column_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidPackError, match="row 1 names the column source_url 2 times"):
        read(tmp_path, f"{HEADER},Source URL\n{GOOD},https://x.example\n")


def test_a_needed_column_by_another_name_is_seen_beside_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InvalidPackError) as error:
        read(tmp_path, "claim,rating,headline,publisher\n")
    missing, other = error.value.problems
    assert "lacks source_title" in missing
    assert "not read: 'headline'" in other


@given(content=st.binary(max_size=120), headed=st.booleans())
def test_whatever_the_table_holds_each_row_is_a_claim_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, *, headed: bool
) -> None:
    path = tmp_path_factory.mktemp("table") / "table.csv"
    path.write_bytes((f"{HEADER}\n{GOOD}\n".encode() if headed else b"") + content)
    with suppress(InvalidPackError):
        reading = read_csv(path, PACK, lambda _done, _total: None)
        assert headed
        assert reading.bad_rows == len(reading.problems)


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
