import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.differences import DifferenceKind
from claims_db.engine.parts import Part
from claims_db.engine.verdicts import verdict
from claims_db.values import Label, Rating, Stance

SUPPORTED, REFUTED, OUTDATED, CONFLICTING, UNKNOWN = (
    Label.SUPPORTED,
    Label.REFUTED,
    Label.OUTDATED,
    Label.CONFLICTING,
    Label.NOT_ENOUGH_EVIDENCE,
)


@pytest.mark.parametrize(
    ("ratings", "same", "differing", "denied"),
    [
        (("true", "mostly-true"), SUPPORTED, REFUTED, REFUTED),
        (("false", "mostly-false"), REFUTED, UNKNOWN, SUPPORTED),
        (("half-true", "misleading", "unproven"), CONFLICTING, UNKNOWN, CONFLICTING),
        (("outdated",), OUTDATED, UNKNOWN, OUTDATED),
    ],
    ids=["true", "false", "in-between", "outdated"],
)
@pytest.mark.parametrize("stance", [Stance.ASSERTS, Stance.ASKS])
def test_the_table_of_the_design(
    ratings: tuple[str, ...], same: Label, differing: Label, denied: Label, stance: Stance
) -> None:
    for rating in map(Rating, ratings):
        assert verdict(rating, stance, differs=False, only_days=False, once_right=False) is same
        assert verdict(rating, stance, differs=True, only_days=False, once_right=False) is differing
        assert verdict(rating, Stance.DENIES, differs=False, only_days=False, once_right=False) is denied


def test_what_was_once_right_is_outdated() -> None:
    assert verdict(Rating.TRUE, Stance.ASSERTS, differs=True, only_days=True, once_right=True) is OUTDATED


@pytest.mark.parametrize(
    ("kind", "only_days", "label"),
    [
        (DifferenceKind.ENTITY, False, UNKNOWN),
        (DifferenceKind.TIME, True, UNKNOWN),
        (DifferenceKind.TIME, False, REFUTED),
        (DifferenceKind.UNSAID, False, REFUTED),
    ],
    ids=["of another thing", "of another time", "still", "with more"],
)
def test_a_detail_that_differs_counts_where_it_is_about_the_claim(
    kind: DifferenceKind, only_days: bool, label: Label
) -> None:
    left = [Part("any", kind, "said")]
    assert (
        verdict(Rating.TRUE, Stance.ASSERTS, differs=True, only_days=only_days, once_right=False, parts=left) is label
    )


@given(st.sampled_from(Rating), st.booleans())
def test_denying_another_detail_says_nothing(rating: Rating, days: bool) -> None:
    assert verdict(rating, Stance.DENIES, differs=True, only_days=days, once_right=days) is UNKNOWN


@given(st.sampled_from(Rating), st.sampled_from(Stance), st.booleans())
def test_a_difference_never_confirms(rating: Rating, stance: Stance, days: bool) -> None:
    assert verdict(rating, stance, differs=True, only_days=days, once_right=days) is not SUPPORTED
