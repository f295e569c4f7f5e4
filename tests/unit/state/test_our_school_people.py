"""The rest of a school's own page in words: the year, the answers, the people; and which day it speaks of."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from dashboards.state.our_school.comparing import compare_part
from dashboards.state.our_school.days import list_to_compare_by
from dashboards.state.our_school.due import due_reports
from dashboards.state.our_school.own_school import OwnSchool
from dashboards.state.our_school.people import people_part
from dashboards.state.our_school.year import last_answers, year_part
from models.month_locks import MonthEnd, office_day
from models.month_marks import MonthMark
from models.vocabulary import ReportState
from tests.unit.state.own_schools import BACK, CALENDAR, GONE, WHO, WORDS, contacts, day, own

ENDS = ["month", "as_of_date", "lock_date"]


# ---------------------------------------------------------------- the year
def test_every_month_of_the_year_has_its_mark_in_words_and_what_was_held():
    school = own(
        "2026-03-10",
        oct={"mark": MonthMark.NIL.value, "activities": 0.0},
        sep={"is_late": True, "mark": MonthMark.TO_REVIEW_LATE.value, "state": ReportState.SUBMITTED.value},
        nov={"is_late": True},
        dec=GONE,
        jan={"mark": MonthMark.ACCEPTED_ZERO.value, "activities": 0.0},
        feb=BACK | {"activities": 1.0},
    )
    boxes = year_part(WORDS, "2025-26", school, due_reports(school), WHO)["boxes"]
    assert [(box["name"], box["words"], box["below"]) for box in boxes] == [
        ("Aug", "accepted", "3 activities"),
        ("Sep", "waits for review, late", "3 activities"),
        ("Oct", "nothing to report", ""),
        ("Nov", "accepted, late", "3 activities"),
        ("Dec", "no report", ""),
        ("Jan", "accepted", "0 activities"),
        ("Feb", "came back", "1 activity"),
        ("Mar", "not due yet", "due 5 Apr"),
        ("Apr", "not due yet", "due 5 May"),
        ("May", "not due yet", "due 5 Jun"),
    ]


def test_the_last_reports_say_when_they_came_and_how_they_were_answered():
    waits = {"state": ReportState.SUBMITTED.value, "mark": MonthMark.TO_REVIEW.value, "is_late": True}
    assert [(one["head"], one["text"]) for one in last_answers(WORDS, own("2026-03-10", feb=waits))] == [
        ("February waits for review", "It came on 3 March, after its due date."),
        ("January is accepted", "It came on 3 February, on time."),
        ("December is accepted", "It came on 3 January, on time."),
    ]


def test_a_report_that_the_office_sent_for_the_school_says_so_in_the_year_and_among_the_last():
    sent = pd.DataFrame({"month": [pd.Timestamp("2026-01-01")], "name": ["Rosa Okafor"], "role": ["coordinator"]})
    school = replace(own("2026-03-10"), sent_for=sent)
    boxes = year_part(WORDS, "2025-26", school, due_reports(school), WHO)["boxes"]
    assert [(box["name"], box["sent"]) for box in boxes if box["sent"]] == [("Jan", "sent by Rosa Okafor")]
    assert [one["text"] for one in last_answers(WORDS, school)][1] == (
        "It came on 3 February, on time. Sent by Rosa Okafor, coordinator, for the school."
    )


# ---------------------------------------------------------------- the people
def people(school: OwnSchool) -> Any:
    return people_part(WORDS, school, "Linden Hill", "4-022", "Lakeview")


@pytest.mark.parametrize(
    ("rows", "spoke"),
    [
        ([], "No contact with the office is noted yet."),
        ([("2026-03-01", "accepted", "", None)], "Last spoke on 1 March 2026."),
        (
            [("2026-03-01", "no_answer", "", None), ("2026-02-01", "accepted", "", None)],
            "Last spoke on 1 February 2026. 1 try since then found nobody.",
        ),
        (
            [
                ("2026-03-01", "no_answer", "", None),
                ("2026-02-01", "no_answer", "", None),
                ("2026-01-01", None, "", None),
            ],
            "Last spoke on 1 January 2026. 2 tries since then found nobody.",
        ),
        ([("2026-03-01", "no_answer", "", None)], "1 try found nobody."),
    ],
)
def test_a_try_that_found_nobody_is_no_contact(rows: list[Any], spoke: str):
    assert people(replace(own("2026-03-10"), contacts=contacts(*rows)))["spoke"] == spoke


def test_next_steps_come_by_their_day_and_a_past_one_says_so():
    steps = contacts(
        ("2026-03-01", None, "Send the flyers", None),
        ("2026-02-20", None, "Visit the team", "2026-03-12"),
        ("2026-02-10", None, "Call again", "2026-03-05"),
    )
    found = people(replace(own("2026-03-10"), contacts=steps))
    assert [(step["text"], step["when"]) for step in found["steps"]] == [
        ("Call again", "was planned for 5 Mar"),
        ("Visit the team", "by 12 Mar"),
        ("Send the flyers", "no day set"),
    ]
    assert found["no_step"] == ""


def test_something_wrong_is_told_to_the_coordinator_with_school_month_and_figure():
    found = people(own("2026-03-10"))
    assert found["wrong"].startswith("Tell Rosa Okafor and name three things: your school, the month, and the figure")
    assert found["example"] == "“Linden Hill, number 4-022, February 2026, activities: the page says 3.”"


def test_the_coordinator_is_named_with_what_is_known_to_reach_them():
    assert people(own("2026-03-10"))["coordinators"] == [{"name": WHO, "phone": "555-0142", "email": ""}]


def test_without_a_coordinator_the_office_answers():
    school = replace(own("2026-03-10"), coordinators=())
    assert people(school)["about"] == "No coordinator is named for the Lakeview cluster. The office answers."
    assert people_part(WORDS, school, "Linden Hill", "4-022", None)["about"] == (
        "Your school is in no cluster, so no coordinator is named. The office answers."
    )
    assert people(school)["wrong"].startswith("Tell the office and name three things")


# ---------------------------------------------------------------- before the year's first list
def test_before_the_first_list_the_day_it_is_made_is_told():
    part = compare_part(WORDS, own("2025-09-01"), None, "4-022", None)
    assert (part["tier"], part["lead"]) == (
        "",
        "The first list of this year is made on 10 September 2025. From then on your figures stand here.",
    )


# ---------------------------------------------------------------- which day, which list
@pytest.mark.parametrize(
    ("today", "latest", "shown"),
    [
        ("2026-04-28", "2026-03-01", "2026-04-28"),  # within the calendar: today
        ("2026-03-02", "2026-03-01", "2026-03-02"),  # the first report of March came early: not the list's later day
        ("2026-11-26", "2026-03-01", "2026-04-10"),  # the reports end long before: where the lists stand
        ("2026-07-20", "2026-05-01", "2026-07-20"),  # holidays after a whole year
        ("2020-01-01", "2026-03-01", "2026-04-10"),  # reports of the future, as in a sample
    ],
)
def test_the_pages_day_is_today_as_long_as_the_calendar_runs(today: str, latest: str, shown: str):
    ends = [MonthEnd(*(when.date() for when in row)) for row in CALENDAR[ENDS].itertuples(index=False)]
    assert office_day(ends, day(latest).date(), day(today).date()) == day(shown).date()


def test_a_list_whose_day_is_still_to_come_is_not_compared_by():
    lists = [(day("2026-02-01"), day("2026-03-10")), (day("2026-03-01"), day("2026-04-10"))]
    assert list_to_compare_by(lists, day("2026-04-09")) == day("2026-02-01")
    assert list_to_compare_by(lists, day("2026-04-10")) == day("2026-03-01")
    assert list_to_compare_by(lists, day("2026-01-01")) is None
