"""A day as people type it is the day they mean, in their language; what is not understood is refused in words."""

from datetime import date

import pytest
from babel.messages.catalog import Catalog

from models.errors import PartnershipError
from models.wording.language import Words
from models.wording.typed_days import day_in_words, typed_day

TUESDAY = date(2026, 4, 14)
ENGLISH = Words()
SPANISH = Words("es", Catalog(locale="es"))


@pytest.mark.parametrize(
    ("text", "ahead", "back"),
    [
        ("today", date(2026, 4, 14), date(2026, 4, 14)),
        ("Tomorrow", date(2026, 4, 15), date(2026, 4, 15)),
        ("yesterday", date(2026, 4, 13), date(2026, 4, 13)),
        ("tue", date(2026, 4, 21), date(2026, 4, 7)),
        ("Wed.", date(2026, 4, 15), date(2026, 4, 8)),
        ("monday", date(2026, 4, 20), date(2026, 4, 13)),
        ("next fri", date(2026, 4, 24), date(2026, 4, 24)),
        ("next Monday", date(2026, 4, 20), date(2026, 4, 20)),
        ("5 may", date(2026, 5, 5), date(2025, 5, 5)),
        ("May 5", date(2026, 5, 5), date(2025, 5, 5)),
        ("may 5, 2027", date(2027, 5, 5), date(2027, 5, 5)),
        ("14 apr", date(2026, 4, 14), date(2026, 4, 14)),
        ("5th may", date(2026, 5, 5), date(2025, 5, 5)),
        ("12/3", date(2026, 12, 3), date(2025, 12, 3)),
        ("28/4", date(2026, 4, 28), date(2025, 4, 28)),
        ("4/28/26", date(2026, 4, 28), date(2026, 4, 28)),
        ("2026-04-28", date(2026, 4, 28), date(2026, 4, 28)),
        ("29 february", date(2028, 2, 29), date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_as_one_to_come_or_as_one_that_has_been(text: str, ahead: date, back: date):
    assert typed_day(ENGLISH, text, TUESDAY, ahead=True) == ahead
    assert typed_day(ENGLISH, text, TUESDAY, ahead=False) == back


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("miércoles", date(2026, 4, 15)),
        ("miercoles", date(2026, 4, 15)),
        ("vie", date(2026, 4, 17)),
        ("5 de mayo", date(2026, 5, 5)),
        ("12/3", date(2027, 3, 12)),
    ],
)
def test_names_and_the_order_of_figures_are_those_of_the_language(text: str, day: date):
    assert typed_day(SPANISH, text, TUESDAY, ahead=True) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "t",
        "31 april",
        "13/13",
        "ma 5",
        "whenever",
        "5",
        "5 5 may",
        "may",
        "5 may or 6",
        "99999999999/1",
        "2026-02-30",
    ],
)
def test_what_is_not_understood_is_refused_in_words(text: str):
    with pytest.raises(
        PartnershipError, match=r"is not understood as a day. Type one such as Tue, 14 April or tomorrow"
    ):
        typed_day(ENGLISH, text, TUESDAY, ahead=True)


def test_what_was_understood_is_said_with_its_weekday_and_year():
    assert day_in_words(ENGLISH, TUESDAY) == "Tue 14 April 2026"
