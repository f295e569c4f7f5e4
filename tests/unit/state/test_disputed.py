"""What a school disputes is marked on the lists that know of it; lists of earlier days stay as they were."""

from datetime import UTC, date, datetime
from typing import Any

import pandas as pd

from dashboards.state.school.disputed import disputed_of, other_texts, row_text
from models.wording.language import words_in

WORDS = words_in()
FEBRUARY, MARCH, APRIL = (pd.Timestamp(f"2026-0{month}-01") for month in (2, 3, 4))
NEXT_LIST = {FEBRUARY: date(2026, 4, 10), MARCH: date(2026, 5, 10), APRIL: date(2029, 5, 10)}
"""The day of the list after a month's own."""


def said(number: int, month: pd.Timestamp, about: str | None, day: datetime, **answer: Any) -> dict[str, Any]:
    none = {"is_agreed": None, "answer": "", "answered_by": "", "answered_at": None}
    return {"dispute_id": number, "school_id": "4-012", "month": month, "about": about, "reason": "We had 31.",
            "author": "Carla", "recorded_at": day} | none | answer  # fmt: skip


def noon(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 15, tzinfo=UTC)


def marked(month: pd.Timestamp, *rows: dict[str, Any]) -> dict[str, str]:
    newest_first = pd.DataFrame(sorted(rows, key=lambda row: -row["dispute_id"]), dtype=object)
    return disputed_of(WORDS, newest_first.assign(month=lambda all_: pd.to_datetime(all_["month"])), month,
                       NEXT_LIST[month]).get("4-012", {})  # fmt: skip


def test_what_waits_for_an_answer_is_marked_from_its_list_on():
    waits = said(1, MARCH, "turnout", noon(4, 12))
    marks = [marked(month, waits) for month in (FEBRUARY, MARCH, APRIL)]
    assert marks == [{}, *[{"turnout": "disputed by the school on 12 Apr"}] * 2]


def test_a_list_does_not_know_what_was_said_or_answered_since_the_next_one():
    late = said(1, FEBRUARY, "turnout", noon(4, 10))  # on the day of the next list
    assert (marked(FEBRUARY, late), marked(MARCH, late)) == ({}, {"turnout": "disputed by the school on 10 Apr"})
    answered = said(1, MARCH, "turnout", noon(4, 12), is_agreed=False, answer="20.", answered_at=noon(5, 11))
    assert marked(MARCH, answered) == {"turnout": "disputed by the school on 12 Apr"}


def test_what_was_answered_and_stays_is_marked_on_its_own_list_and_what_was_agreed_to_is_not():
    stays = said(1, MARCH, None, noon(4, 12), is_agreed=False, answer="20.", answered_at=noon(4, 14))
    assert (marked(MARCH, stays), marked(APRIL, stays)) == ({"": "disputed, answered on 14 Apr"}, {})
    assert marked(MARCH, stays | {"is_agreed": True}) == {}
    again = said(2, MARCH, None, noon(4, 16))
    assert marked(MARCH, stays, again) == {"": "disputed by the school on 16 Apr"}


def test_a_row_names_every_figure_and_a_part_those_without_a_line_of_their_own():
    marks = {"turnout": "disputed by the school on 12 Apr", "": "disputed, answered on 14 Apr"}
    stands = "Where the school stands: disputed, answered on 14 Apr"
    assert row_text(WORDS, marks) == f"Turnout: disputed by the school on 12 Apr; {stands}"
    assert other_texts(WORDS, marks, {"turnout"}) == [stands]
