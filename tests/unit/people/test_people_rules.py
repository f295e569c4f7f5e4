"""What may be said of a person: logins, e-mails, days that do not overlap, and that an administrator stays."""

from dataclasses import replace
from datetime import date

import pytest

from models.errors import PartnershipError
from models.people_rules import (
    PersonDetails,
    Span,
    checked_details,
    checked_login,
    checked_span,
    require_an_administrator,
)
from models.vocabulary import Role

TODAY = date(2026, 4, 15)
APRIL = Span(date(2026, 4, 1), date(2026, 4, 30))
ROSA = PersonDetails("Rosa Okafor", Role.COORDINATOR, "r.okafor@example.org", "555-0190")


def day(month: int, number: int) -> date:
    return date(2026, month, number)


# ---------------------------------------------------------------- days
@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        (Span(day(3, 1), day(3, 31)), False),
        (Span(day(3, 1), day(4, 1)), True),
        (Span(day(4, 10), day(4, 12)), True),
        (Span(day(4, 30), day(5, 2)), True),
        (Span(day(5, 1)), False),
        (Span(day(4, 30)), True),
        (Span(day(1, 1)), True),
        (Span(day(1, 1), day(12, 31)), True),
    ],
)
def test_days_overlap_where_one_day_is_in_both(other: Span, overlaps: bool):
    assert (APRIL.overlaps(other), other.overlaps(APRIL)) == (overlaps, overlaps)


def test_a_span_without_an_end_holds_on_every_day_from_its_first():
    assert [Span(day(4, 1)).holds(on) for on in (day(3, 31), day(4, 1), date(2046, 1, 1))] == [False, True, True]
    assert [APRIL.holds(on) for on in (day(3, 31), day(4, 1), day(4, 30), day(5, 1))] == [False, True, True, False]


@pytest.mark.parametrize(
    ("span", "others", "words"),
    [
        (Span(day(4, 2), day(4, 1)), [], "last day lies before the first"),
        (Span(date(206, 4, 1)), [], "more than 20 years away"),
        (Span(day(4, 1), date(2206, 4, 1)), [], "more than 20 years away"),
        (Span(day(4, 20)), [APRIL], "already from 1 April 2026 until 30 April 2026"),
        (Span(day(3, 1), day(4, 1)), [Span(day(4, 1))], "already from 1 April 2026 on, without an end"),
    ],
)
def test_days_that_cannot_be_are_refused_in_a_sentence(span: Span, others: list[Span], words: str):
    with pytest.raises(PartnershipError, match=f"{words}.*nothing was saved"):
        checked_span(span, others, today=TODAY)


def test_days_right_after_one_another_are_kept():
    assert checked_span(Span(day(5, 1)), [APRIL], today=TODAY) == Span(day(5, 1))


# ---------------------------------------------------------------- who
@pytest.mark.parametrize(("typed", "login"), [("r.okafor", "r.okafor"), (" R.Okafor ", "r.okafor"), ("o-1_b", "o-1_b")])
def test_a_login_is_kept_in_small_letters_without_blanks(typed: str, login: str):
    assert checked_login(typed) == login


@pytest.mark.parametrize("typed", ["", " ", "r okafor", "r@okafor", ".rosa", "ròsa", "a" * 41, "a\nb", "../x", "=1+1"])
def test_a_login_that_nobody_could_type_is_refused(typed: str):
    with pytest.raises(PartnershipError, match="nothing was saved"):
        checked_login(typed)


def test_details_are_kept_without_blanks_around():
    assert checked_details(PersonDetails("  Rosa  Okafor ", Role.VIEWER, " r@x.org ", " 555 ")) == PersonDetails(
        "Rosa Okafor", Role.VIEWER, "r@x.org", "555"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "x" * 101},
        {"name": "Rosa\u202e Okafor"},
        {"email": "rosa"},
        {"email": "a@b"},
        {"email": "a b@c.org"},
        {"email": "a" * 250 + "@c.org"},
        {"phone": "5" * 41},
    ],
)
def test_details_that_cannot_be_are_refused_in_a_sentence(wrong: dict[str, str]):
    with pytest.raises(PartnershipError, match="nothing was saved"):
        checked_details(replace(ROSA, **wrong))


# ---------------------------------------------------------------- the last administrator
def test_the_only_administrator_stays_and_one_of_two_may_go():
    require_an_administrator(4, [4, 7])
    require_an_administrator(5, [4])
    with pytest.raises(PartnershipError, match="only administrator"):
        require_an_administrator(4, [4])
