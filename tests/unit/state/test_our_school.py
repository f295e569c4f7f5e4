"""What a school has to do, in words: what is due on which day, what came back, what to mend and where."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from dashboards.state.our_school.due import answer, due_reports, figures_to_mend, next_report, to_do
from dashboards.state.our_school.own_school import OwnSchool
from dashboards.state.our_school.year import year_part
from models.month_marks import MonthMark
from models.vocabulary import ReportState
from tests.unit.state.own_schools import BACK, GONE, SENT, WHO, WORDS, day, own


def told(school: OwnSchool, figures: int = 0) -> str:
    return answer(WORDS, school, due_reports(school), "Linden Hill", figures)


# ---------------------------------------------------------------- the sentence on top
@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (
            "2026-03-10",
            "All is well: every report that was due is in. Your March report is due on 5 April, in 26 days.",
        ),
        ("2026-04-03", "All is well: every report that was due is in. Your March report is due on 5 April, in 2 days."),
        ("2026-04-04", "All is well: every report that was due is in. Your March report is due tomorrow, 5 April."),
        ("2026-04-05", "All is well: every report that was due is in. Your March report is due today."),
        (
            "2026-04-06",
            "Your March report is late: it was due on 5 April. Your April report is due on 5 May, in 29 days.",
        ),
    ],
)
def test_the_days_until_a_report_is_due_are_counted_from_the_pages_day(on: str, sentence: str):
    assert told(own(on)) == sentence


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("2026-03-10", "Your February report came back. Please mend it by 15 March: 5 days are left."),
        ("2026-03-14", "Your February report came back. Please mend it by 15 March: 1 day is left."),
        ("2026-03-15", "Your February report came back. Please mend it today."),
        ("2026-03-16", "Your February report came back and was to be mended by 15 March."),
    ],
)
def test_a_report_that_came_back_comes_first_with_the_days_that_are_left(on: str, sentence: str):
    assert told(own(on, feb=BACK)).startswith(sentence + " Your March report is due on 5 April")


def test_two_reports_that_came_back_and_two_that_are_late_are_named():
    school = own("2026-03-10", jan=BACK, feb=BACK)
    assert told(school).startswith("2 of your reports came back to be mended: January, February.")
    school = own("2026-06-20", mar=SENT, apr=GONE, may=GONE)
    assert told(school).startswith("Your May report is late: it was due on 5 June.")  # April was closed on 31 May
    school = own("2026-05-31", mar=SENT, apr=GONE)
    late = replace(school, months=school.months.assign(lock_date=day("2026-07-31")), day=day("2026-06-20"))
    assert told(late).startswith("2 of your reports are late: April, May.")


def test_a_closed_month_that_never_came_is_not_called_well_and_not_asked_for():
    school = own("2026-03-10", dec=GONE)
    assert told(school) == "Your March report is due on 5 April, in 26 days."
    assert to_do(WORDS, school, due_reports(school), WHO) == []
    assert year_part(WORDS, "2025-26", school, due_reports(school), WHO)["never_came"] == (
        "1 report never came: December. Its month is closed; ask Rosa Okafor whether it still helps."
    )
    school = own("2026-03-10", dec=GONE, nov=GONE)
    assert year_part(WORDS, "2025-26", school, due_reports(school), WHO)["never_came"].startswith(
        "2 reports never came: November, December. Their months are closed"
    )


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (1, "Every report that was due is in. 1 figure is still to be mended."),
        (2, "Every report that was due is in. 2 figures are still to be mended."),
    ],
)
def test_figures_to_be_mended_are_not_called_well(figures: int, sentence: str):
    assert told(own("2026-03-10"), figures).startswith(sentence)


def test_a_school_that_never_reported_is_told_so_before_what_is_late():
    nothing = dict.fromkeys(("aug", "sep", "oct", "nov", "dec", "jan", "feb"), GONE)
    school = replace(own("2026-03-10", **nothing), has_reported=False)
    assert told(school).startswith("Nothing has come from Linden Hill yet. Your February report is late")


def test_after_the_last_report_of_the_year_nothing_is_due():
    school = own("2026-06-20", mar=SENT, apr=SENT, may=SENT)
    assert told(school) == "All is well: every report that was due is in. No report is due now."
    assert next_report(WORDS, school, due_reports(school), WHO) is None


# ---------------------------------------------------------------- what to do
def test_what_came_back_says_why_until_when_and_where_to_mend_it():
    school = own("2026-03-10", feb=BACK | {"reason": "Please add the parent responses."})
    part = to_do(WORDS, school, due_reports(school), WHO)[0]
    assert (part["head"], part["text"], part["quote"], part["how"]) == (
        "Mend the February report",
        "It came back on 8 March, to be mended by 15 March.",
        "“Please add the parent responses.”",
        "Mend your February report on the page Report and send it to Rosa Okafor again.",
    )


def test_where_nobody_wrote_why_the_school_is_told_whom_to_ask():
    school = own("2026-03-10", feb=BACK | {"reason": "  "})
    part = to_do(WORDS, school, due_reports(school), WHO)[0]
    assert (part["text"], part["quote"]) == (
        "It came back on 8 March, to be mended by 15 March. Nobody wrote down why. Ask Rosa Okafor.",
        "",
    )


def test_what_came_back_and_was_closed_meanwhile_is_opened_by_the_coordinator():
    school = own("2026-04-02", feb=BACK)
    assert to_do(WORDS, school, due_reports(school), WHO)[0]["how"] == (
        "February was closed on 31 March. Ask Rosa Okafor to open it again."
    )


def test_a_late_report_can_still_come_until_its_month_is_closed():
    school = own("2026-03-10", feb=GONE)
    part = to_do(WORDS, school, due_reports(school), WHO)[0]
    assert (part["head"], part["text"]) == (
        "Send the February report",
        "It was due on 5 March and has not arrived. Send it to Rosa Okafor; the month stays open until 31 March.",
    )


def test_a_draft_that_is_stored_is_told_with_the_report_that_is_due():
    school = own("2026-03-10", mar={"state": ReportState.DRAFT.value, "mark": MonthMark.DRAFT.value})
    part = next_report(WORDS, school, due_reports(school), WHO)
    assert part is not None
    assert part["text"] == (
        "Your March report is due on 5 April, in 26 days. A draft of it is stored. It is not sent yet."
    )


ACTIVITY = {
    "school_id": "4-022", "month": day("2026-02-01"), "activity_id": "A", "activity_date": day("2026-02-14"),
    "title": "Family reading night", "involvement_type": 4, "families_attended": 12.0, "is_cancelled": False,
    "is_attendance": True, "please_check": "",
}  # fmt: skip


def with_activities(on: str, *rows: dict[str, Any]) -> OwnSchool:
    return replace(own(on), activities=pd.DataFrame([ACTIVITY | row for row in rows]))


def mended(school: OwnSchool, pupils: int | None = 214) -> tuple[list[Any], list[Any]]:
    return figures_to_mend(WORDS, school, WHO, None, pupils)


def test_a_blank_count_names_the_activity_the_day_and_the_column():
    blank = {"families_attended": float("nan")}
    views = blank | {"activity_id": "V", "is_attendance": False}
    cancelled = blank | {"activity_id": "C", "is_cancelled": True}
    found, closed = mended(with_activities("2026-03-10", blank, views, cancelled))
    assert closed == []
    assert [(part["head"], part["lines"]) for part in found] == [
        ("February: nobody counted the families at 1 activity", ["Family reading night, 14 Feb: families not counted"])
    ]
    assert found[0]["how"] == (
        "Write the number into the activity's row of your February report, and send it to Rosa Okafor again. If nobody "
        "knows it, leave it blank: a blank counts as unknown, never as zero."
    )


@pytest.mark.parametrize(
    ("families", "code", "pupils", "line"),
    [
        (480, "attendance_above_enrollment", 214, "14 Feb: 480 families, and the school has 214 pupils"),
        (1, "attendance_above_enrollment", None, "14 Feb: 1 family, more than the school has pupils"),
        (12, "repeated", 214, "14 Feb: the same activity stands in the report twice; it is counted once."),
        (12, "date_outside_month", 214, "14 Feb: the day is not in the month of the report."),
    ],
)
def test_a_figure_to_look_at_says_what_is_odd_about_it(families: int, code: str, pupils: int | None, line: str):
    school = with_activities("2026-03-10", {"families_attended": float(families), "please_check": code})
    (part,), _ = mended(school, pupils)
    assert part["lines"] == [f"Family reading night, {line}"]
    assert part["head"] == "February: please look at 1 figure again"


def test_figures_of_closed_months_stand_apart_and_name_the_coordinator():
    found, closed = mended(with_activities("2026-04-02", {"families_attended": float("nan")}))
    assert found == []
    assert closed[0]["how"].startswith("February was closed on 31 March. If somebody still knows the number, tell Rosa")


def test_an_activity_nothing_is_wrong_with_is_not_named():
    assert mended(with_activities("2026-03-10", {})) == ([], [])
