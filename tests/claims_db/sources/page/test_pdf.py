"""What a PDF says about itself."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from claims_db.sources.page.facts import PageFacts, page_facts

ADDRESS = "https://office.example/report.pdf"


def pdf(**told: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({f"/{name}": value for name, value in told.items()})
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def facts_of(body: bytes) -> PageFacts:
    return page_facts(body, "application/pdf", None, ADDRESS)


def test_title_author_and_day_are_its_own() -> None:
    found = facts_of(pdf(Title="Rivers in 2020", Author="Office for Rivers", CreationDate="D:20210318092700+01'00'"))
    assert found == PageFacts(ADDRESS, "Rivers in 2020", None, "Office for Rivers", date(2021, 3, 18))


@pytest.mark.parametrize(
    "title", ["", "untitled", "Document1", "report_final.docx", "Microsoft Word - x.doc", "12-03", "Slide 1"]
)
def test_a_title_that_a_program_wrote_is_none(title: str) -> None:
    assert facts_of(pdf(Title=title)).title is None


def test_a_program_before_the_title_is_cut_off() -> None:
    assert facts_of(pdf(Title="Microsoft Word - Rivers in 2020")).title == "Rivers in 2020"


@pytest.mark.parametrize("day", ["", "yesterday", "D:2021", "D:20211345", "D:19700101000000Z"])
def test_no_day_is_made_up(day: str) -> None:
    assert facts_of(pdf(Title="Rivers in 2020", CreationDate=day)).published is None


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_half_a_file_raises_nothing(part: float) -> None:
    body = pdf(Title="Rivers in 2020")
    assert facts_of(body[: int(len(body) * part)]).address == ADDRESS


@given(st.binary(max_size=200), st.integers(0, 500))
def test_a_spoilt_file_raises_nothing(spoilt: bytes, at: int) -> None:
    body = pdf(Title="Rivers in 2020")
    facts_of(body[:at] + spoilt + body[at + len(spoilt) :])
