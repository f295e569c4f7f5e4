"""The rows shown behind a reason are the rows its figure counts: each figure is counted again from them."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboards.state.school.behind import Behind
from dashboards.state.school.proof_table import ProofTable
from dashboards.state.school.proof_tables import proof
from models.support_need.cleaning import ordered
from models.support_need.comparison import compare
from models.support_need.figures import figure_table
from models.support_need.history import DistrictHistory
from models.support_need.indicator_specs import WEIGHTED
from models.support_need.source_rows import SourceRows, is_cut, school_source_rows
from models.vocabulary import Indicator
from models.wording.language import words_in
from tests.unit.support_need.districts import District, reporting_months, simulated

Figures = dict[str, tuple[float, float]]
"""own and n by indicator code."""


def opened(history: DistrictHistory, school_id: str) -> tuple[SourceRows, Figures]:
    """A school's evidence and its figures, as of the last month of the history."""
    rows = ordered(history)
    last = len(rows.calendar.number) - 1
    compared = compare(rows, last, similar_need=True)
    table = figure_table(rows, compared)
    at = int(np.flatnonzero(rows.schools.ids[rows.expected[:, last]] == school_id)[0])
    figures = {code.value: (table.own[at, column], table.n[at, column]) for column, code in enumerate(WEIGHTED)}
    return school_source_rows(rows, compared, school_id), figures


@pytest.fixture(scope="module")
def every() -> list[tuple[SourceRows, Figures]]:
    """Six schools of a simulated district with typing errors, blanks and missing reports."""
    history, _ = simulated(8, schools=30, months=16)
    return [opened(history, f"S{number:04d}") for number in (1, 5, 9, 14, 20, 30)]


def counted(code: Indicator, rows: SourceRows) -> tuple[float, float]:
    """own and n, counted by hand from the rows a person is shown."""
    months, activities = rows.months, rows.activities[rows.activities["in_window"]]
    received = months[months["in_window"] & months["mark"].ne("missing")]
    match code:
        case Indicator.REPORTING:
            due = months[months["in_last_due"]]
            return due["mark"].eq("missing").sum(), len(due)
        case Indicator.ACTIVITY:
            return activities["in_cap"].sum() / len(received), len(received)
        case Indicator.RESPONSE:
            asked = activities[activities["answers"].notna()]
            return 100 * asked["answers"].sum() / asked["families_counted"].sum(), asked["families_counted"].sum()
        case Indicator.RATING:
            rated = rows.ratings[rows.ratings["in_figure"]]
            return (rated["mean"] * rated["answers"]).sum() / rated["answers"].sum(), rated["answers"].sum()
        case Indicator.TURNOUT:
            came = activities[activities["families"].notna()]
            return np.exp(np.log(100 * came["families_counted"] / came["pupils"]).mean()), len(came)
        case Indicator.BREADTH:
            recent = rows.activities[rows.activities["in_last_received"]]
            return recent["involvement_type"].nunique(), months["in_last_received"].sum()
        case _:
            return activities["in_home_language"].sum(), len(activities)


@pytest.mark.parametrize("code", [code for code in WEIGHTED if code is not Indicator.PLAN])
def test_the_figure_of_a_reason_is_counted_from_the_rows_behind_it(code: Indicator, every):
    for rows, figures in every:
        own, n = figures[code.value]
        if n > 0:
            assert counted(code, rows) == (pytest.approx(own), pytest.approx(n))


def two_of_four() -> District:
    """Six schools; A did not report in October and November, and B is like the rest."""
    district = District(reporting_months("2024-08", 4))
    for school in "ABCDEF":
        district.school(school)
        for month in district.months:
            if school == "A" and month in ("2024-10", "2024-11"):
                continue
            district.report(school, month, sent="2024-10-08" if (school, month) == ("A", "2024-09") else None)
            district.activity(school, month, 1, 40, answers=12, rating=4)
    return district


def test_two_of_the_last_four_reports_missing_are_two_rows_that_say_missing():
    rows, figures = opened(two_of_four().history(), "A")
    assert figures["reporting"] == (2, 4)
    due = rows.months[rows.months["in_last_due"]]
    assert due["mark"].tolist() == ["on_time", "late", "missing", "missing"]
    assert due["arrived_on"].dropna().astype(str).tolist() == ["2024-09-02", "2024-10-08"]


def test_an_activity_written_twice_is_one_row_and_a_cancelled_one_none():
    district = two_of_four()
    for number in ("X1", "X2"):
        district.activity("B", "2024-08", 3, 25, activity_id=number, same_as="the same evening")
    district.activity("B", "2024-08", 4, 25, is_cancelled=True)
    rows, _ = opened(district.history(), "B")
    assert rows.activities.loc[rows.activities["month"].eq("2024-08-01"), "involvement_type"].tolist() == [1, 3]


def test_the_third_activity_of_a_type_in_a_month_is_shown_and_not_counted():
    district = two_of_four()
    for _ in range(2):
        district.activity("B", "2024-11", 1, 30)
    rows, _ = opened(district.history(), "B")
    november = rows.activities[rows.activities["month"].eq("2024-11-01")]
    assert november["in_cap"].tolist() == [True, True, False]
    assert rows.months.loc[rows.months["month"].eq("2024-11-01"), "held"].tolist() == [2]


def test_a_blank_count_is_a_row_without_families():
    district = two_of_four()
    district.activity("B", "2024-11", 2, np.nan, answers=5)
    rows, _ = opened(district.history(), "B")
    blank = rows.activities[rows.activities["involvement_type"].eq(2)].iloc[0]
    assert pd.isna(blank["families"])
    assert pd.isna(blank["answers"])


def test_a_typing_error_is_shown_as_stored_counted_as_cut_and_to_be_checked():
    district = two_of_four()
    district.activity("B", "2024-11", 1, 4000, answers=5)
    rows, _ = opened(district.history(), "B")
    typed = rows.activities[rows.activities["families"].eq(4000)].iloc[0]
    assert typed["please_check"]
    assert is_cut(rows.activities)[rows.activities["families"].eq(4000)].all()
    assert 40 < typed["families_counted"] < 400


def test_a_school_nobody_expects_a_report_of_has_no_evidence():
    rows = ordered(two_of_four().history())
    with pytest.raises(KeyError, match="No report is expected of school Z"):
        school_source_rows(rows, compare(rows, 3, similar_need=True), "Z")


# ---------------------------------------------------------------- as it is shown
def table_of(code: Indicator, rows: SourceRows, **more: Any) -> ProofTable:
    return proof(words_in(), code, Behind(rows, **more))


def stored_of(rows: SourceRows) -> pd.DataFrame:
    """What was stored about the counted activities, as the query gives it."""
    activities = rows.activities[["month", "activity_id", "involvement_type"]]
    return activities.assign(
        activity_date=activities["month"], title="Open house", families_attended=40.0, is_attendance=True,
        is_cancelled=False, counting_method="head_count", please_check="", notice_languages="English",
        interpretation_languages="", returned=12.0,
        mean_rating=4.0, scale_id="1-5",
    )  # fmt: skip


STEPS = pd.DataFrame(
    {
        "item_id": ["1", "2", "3", "4"],
        "title": ["Kits", "Fair", "Council", "Calls"],
        "planned_month": pd.to_datetime(["2024-08-01", "2024-09-01", "2024-09-01", "2024-10-01"]),
        "done_month": pd.to_datetime(["2024-08-01", "2024-10-01", None, "2024-10-01"]),
        "reported_month": pd.to_datetime(["2024-08-01", "2024-11-01", None, "2024-11-01"]),
    }
)


def test_plan_steps_say_when_they_were_done_by_which_report_and_what_they_count_as():
    rows, _ = opened(two_of_four().history(), "A")
    shown = table_of(Indicator.PLAN, rows, stored=stored_of(rows), steps=STEPS)
    assert shown["rows"] == [
        ["Aug", "Kits", "Aug (Aug report)", "on time"],
        ["Sep", "Fair", "Oct (Nov report)", "not on time"],
        ["Sep", "Council", "not yet", "not on time"],
        ["Oct", "Calls", "Oct (Nov report)", "no report, not counted"],
    ]


def test_answers_are_told_in_counts_nothing_is_called_hidden_beside_them_and_the_sum_is_told():
    district = two_of_four()
    district.activity("B", "2024-11", 2, 20, answers=3)
    rows, _ = opened(district.history(), "B")
    shown = table_of(Indicator.RESPONSE, rows, stored=stored_of(rows), steps=STEPS)
    assert len(shown["rows"]) == 5
    assert "hidden" not in {cell for row in shown["rows"] for cell in row}
    assert "Together 51 answers of 180 participants: 28 of 100." in shown["note"]


def test_months_without_a_report_stand_in_the_activities_as_not_counted():
    rows, _ = opened(two_of_four().history(), "A")
    shown = table_of(Indicator.ACTIVITY, rows, stored=stored_of(rows), steps=STEPS)
    assert shown["rows"] == [
        ["November", "no report", "–", "not counted"],
        ["October", "no report", "–", "not counted"],
        ["September", "Parenting", 1, 1],
        ["August", "Parenting", 1, 1],
    ]
    assert shown["note"].startswith("2 activities counted in 2 months reported")


def test_breadth_names_the_types_that_are_not_there():
    rows, _ = opened(two_of_four().history(), "A")
    shown = table_of(Indicator.BREADTH, rows, stored=stored_of(rows), steps=STEPS)
    assert shown["rows"] == [["August 2024", "Parenting"], ["September 2024", "Parenting"]]
    assert "Volunteering" in shown["note"]
