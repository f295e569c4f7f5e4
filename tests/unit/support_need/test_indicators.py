"""Every indicator by the worked examples of tests/spec: inputs and pencilled answers side by side."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.errors import PartnershipError
from models.support_need.cleaning import ordered
from models.support_need.comparison import compare
from models.support_need.history import DistrictHistory
from models.support_need.indicator_specs import WEIGHTED
from models.support_need.indicators import needs
from models.vocabulary import Indicator
from tests.unit.support_need.districts import District, frame, reporting_months

SPEC = Path(__file__).parents[2] / "spec"


def need_of(history: DistrictHistory, indicator: Indicator) -> pd.DataFrame:
    """z at both speeds and evidence of the last month, as the examples print them."""
    rows = ordered(history)
    found = needs(rows, compare(rows, len(rows.calendar.starts) - 1, similar_need=True))
    column = WEIGHTED.index(indicator)
    return pd.DataFrame(
        {
            "z_recent": [f"{value:.6f}" for value in found.recent[:, column]],
            "z_long_run": [f"{value:.6f}" for value in found.long_run[:, column]],
            "evidence": [f"{value:.6f}" for value in found.evidence[:, column]],
        }
    )


def pencilled(table: pd.DataFrame) -> pd.DataFrame:
    columns = ["z_recent", "z_long_run", "evidence"]
    return table[columns].astype(float).map(lambda value: f"{value + 0.0:.6f}")


def with_reports(district: District, row: pd.Series) -> None:
    """A month's cell says "on time", "late" (a day after the month's due date) or "not received"."""
    district.school(row["school"])
    for month in district.months:
        due = pd.Timestamp(month) + pd.DateOffset(months=1, days=4)
        if row[month] != "not received":
            sent = due if row[month] == "on time" else due + pd.Timedelta(days=1)
            district.report(row["school"], month, sent=f"{sent:%Y-%m-%d}")


def with_plan(district: District, row: pd.Series) -> None:
    """A step planned for every month: "done" in it, "open", or told by no report: "report not in"."""
    district.school(row["school"])
    for month in district.months:
        if row[month] != "report not in":
            district.report(row["school"], month)
        district.plan_item(row["school"], month, month if row[month] == "done" else None)


def with_types(district: District, row: pd.Series) -> None:
    """A month's cell names the type of every activity held: "1 2 2", "nil", or "not received"."""
    district.school(row["school"])
    for month in district.months:
        cell = row[month] if month in row else row["types_held"]
        if cell == "not received":
            continue
        district.report(row["school"], month, is_nil=cell == "nil")
        for kind in cell.split() if cell != "nil" else []:
            district.activity(row["school"], month, int(kind))


def with_one_event(district: District, row: pd.Series) -> None:
    """One activity, with what the columns families, answers and mean_rating say of it."""
    families, answers, rating = (
        float(row[name]) if name in row else np.nan for name in ("families", "answers", "mean_rating")
    )
    asked = {} if np.isnan(answers) else {"answers": answers, "rating": rating}
    district.school(row["school"])
    district.report(row["school"], district.months[0])
    district.activity(row["school"], district.months[0], 1, families, **asked)


def with_languages(district: District, row: pd.Series) -> None:
    """Some of a school's activities were announced in its home languages."""
    district.school(row["school"], english_learner_rate=float(row["english_learner_percent"]) / 100)
    district.report(row["school"], district.months[0])
    for number in range(int(row["activities"])):
        told_so = number < int(row["in_home_language"])
        district.activity(row["school"], district.months[0], 1, in_home_language=told_so)


EXAMPLES = {
    Indicator.REPORTING: (with_reports, "on time, late or not received against the month"),
    Indicator.PLAN: (with_plan, "steps of months whose report is in"),
    Indicator.ACTIVITY: (with_types, "at most two of a type, nil as none"),
    Indicator.RESPONSE: (with_one_event, "shrunk towards the overall share"),
    Indicator.RATING: (with_one_event, "an event weighs by its answers"),
    Indicator.TURNOUT: (with_one_event, "compared on the logarithm"),
    Indicator.BREADTH: (with_types, "the last four reports that came"),
    Indicator.LANGUAGE: (with_languages, "from ten percent English learners"),
}
"""How a row of the example becomes a school, and what the example shows; the example is in `tests/spec`."""


@pytest.mark.parametrize("indicator", EXAMPLES, ids=[f"{code}: {shows}" for code, (_, shows) in EXAMPLES.items()])
def test_an_indicator_is_what_the_worked_example_says(indicator: Indicator):
    table = pd.read_csv(SPEC / f"{indicator}.csv", dtype=str, keep_default_na=False)
    district = District([column for column in table if column.startswith("20")] or ["2024-08"])
    for _, row in table.iterrows():
        EXAMPLES[indicator][0](district, row)
    found = need_of(district.history(), indicator).replace("-0.000000", "0.000000")
    pd.testing.assert_frame_equal(found, pencilled(table))


def test_every_weighted_indicator_has_a_worked_example():
    assert set(EXAMPLES) == set(WEIGHTED)


def test_the_summer_counts_as_three_months_of_age():
    district = District(["2024-05", "2024-08"])
    for school in "AB":
        district.school(school)
        district.report(school, "2024-08")
    district.report("A", "2024-05")
    found = need_of(district.history(), Indicator.REPORTING)
    # d = 0.9^3 + 1; e = d / (d + 0.3)
    assert found["evidence"].tolist() == [f"{1.729 / 2.029:.6f}"] * 2


def compared(district: District):
    rows = ordered(district.history())
    return rows, compare(rows, len(rows.calendar.starts) - 1, similar_need=True)


def two_schools(month: str = "2024-08") -> District:
    district = District([month])
    for school in "AB":
        district.school(school)
        district.report(school, month)
    return district


def test_rows_alike_but_for_their_id_count_once_with_the_first_ids_response():
    district = two_schools()
    district.activity("A", "2024-08", 1, 20, answers=9, activity_id="A2", same_as="open house")
    district.activity("A", "2024-08", 1, 20, answers=4, activity_id="A1", same_as="open house")
    _, found = compared(district)
    assert (found.activity.held[0, 0], found.response.answers.tolist()) == (1.0, [4.0])


def test_cancelled_activities_do_not_count():
    district = two_schools()
    district.activity("A", "2024-08", 1, 20, is_cancelled=True)
    _, found = compared(district)
    assert (found.activity.held[0, 0], len(found.turnout.row)) == (0.0, 0)


@pytest.mark.parametrize("method", ["views", "tickets"])
def test_views_and_tickets_are_activities_without_a_turnout(method):
    district = two_schools()
    district.activity("A", "2024-08", 1, 900, counting_method=method)
    _, found = compared(district)
    assert (found.activity.held[0, 0], len(found.turnout.row)) == (1.0, 0)


@pytest.mark.parametrize("families", [0, np.nan])
def test_a_blank_or_zero_attendance_keeps_the_activity_and_drops_the_turnout(families):
    district = two_schools()
    district.activity("A", "2024-08", 1, families)
    _, found = compared(district)
    assert (found.activity.held[0, 0], len(found.turnout.row)) == (1.0, 0)


def test_answers_are_cut_at_the_attendance():
    district = two_schools()
    district.activity("A", "2024-08", 1, 20, answers=35)
    district.activity("B", "2024-08", 1, 20, answers=5)
    _, found = compared(district)
    assert found.response.answers.tolist() == [20.0, 5.0]


def test_an_activity_nobody_asked_about_is_unknown_and_one_nobody_answered_is_a_zero():
    district = two_schools()
    district.activity("A", "2024-08", 1, 20)
    district.activity("B", "2024-08", 1, 20, answers=0)
    _, found = compared(district)
    assert found.response.answers.tolist() == [0.0]


def test_a_turnout_far_off_its_expectation_is_cut_for_the_response_too():
    district = District(["2024-08"])
    for number in range(20):
        school = district.school(f"S{number:02d}")
        district.report(school, "2024-08")
        district.activity(school, "2024-08", 1, 480 if number == 0 else 48, answers=12)
    rows, found = compared(district)
    expected = np.exp(found.turnout.expected[0])
    assert found.response.families[0] == pytest.approx(3.3 * expected, rel=1e-12)
    assert rows.activities.families[0] == 480


def test_a_rating_on_another_scale_is_brought_to_five_and_compared_with_its_own_scale():
    district = two_schools()
    district.activity("A", "2024-08", 1, answers=13, rating=2.5, scale_id="1-4")
    district.activity("B", "2024-08", 1, answers=13, rating=5, scale_id="0-10")
    district.activity("B", "2024-08", 1, answers=13, rating=4, scale_id="1-5")
    _, found = compared(district)
    assert sorted(found.rating.mean.tolist()) == [3.0, 3.0, 4.0]
    assert (found.rating.mean - found.rating.usual).tolist() == [0.0, 0.0, 0.0]


def test_a_plan_step_is_known_as_done_only_once_the_report_that_told_it_is_in():
    district = District(["2024-08", "2024-09"])
    for school in "AB":
        district.school(school)
        district.report(school, "2024-08")
        district.plan_item(school, "2024-08", "2024-08", told="2024-09")
    district.report("A", "2024-09")
    _, found = compared(district)
    assert found.plan.done.tolist() == [1.0, 0.0]


def test_a_plan_step_done_before_its_month_is_done_on_time_and_one_done_later_is_not():
    district = District(["2024-08", "2024-09"])
    district.school("A")
    for month in district.months:
        district.report("A", month)
    district.plan_item("A", "2024-09", "2024-08")
    district.plan_item("A", "2024-08", "2024-09")
    _, found = compared(district)
    assert dict(zip(found.plan.month.tolist(), found.plan.done.tolist(), strict=True)) == {0: 0.0, 1: 1.0}


def test_unknown_enrollment_is_the_levels_median():
    district = District(["2024-08"])
    for school, enrollment in zip("ABCD", (100.0, 300.0, 900.0, np.nan), strict=True):
        district.school(school, enrollment=enrollment)
    assert ordered(district.history()).schools.log_size[3, 0] == pytest.approx(np.log(300 / 500))


def test_a_month_uses_the_attributes_of_its_own_school_year():
    district = District(["2024-05", "2024-08"])
    district.school("A")
    district.rows["school_years"][0]["enrollment"] = 250.0
    assert np.exp(ordered(district.history()).schools.log_size[0]).tolist() == pytest.approx([0.5, 1.0])


def test_a_level_of_fewer_than_five_is_compared_with_the_whole_district():
    district = District(reporting_months("2024-08", 2))
    for number in range(9):
        school = district.school(f"S{number}", level="high" if number < 4 else "elementary")
        for month in district.months:
            district.report(school, month)
            for kind in range(1 if number < 4 else 5):
                district.activity(school, month, kind + 1)
    rows, found = compared(district)
    assert found.groups.levels == 1
    # Elementary schools are compared among themselves; a high school with the mean of all nine, 4/9 and 5/9.
    everyone = 4 / 9 * np.sqrt(1 + 3 / 8) + 5 / 9 * np.sqrt(5 + 3 / 8)
    assert found.activity.expected[[8, 0], 0].tolist() == pytest.approx([np.sqrt(5 + 3 / 8), everyone])
    assert rows.schools.level_names == ["elementary", "high"]


def test_a_history_without_a_column_says_which():
    frames = {name: frame(name, []) for name in District([]).rows}
    frames["reports"] = frames["reports"].drop(columns="revision")
    with pytest.raises(PartnershipError, match="History, reports: column revision is missing"):
        DistrictHistory(**frames)
