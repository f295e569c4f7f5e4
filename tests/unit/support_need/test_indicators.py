"""Every indicator by the worked examples of tests/spec: inputs and pencilled answers side by side."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.errors import PartnershipError
from models.support_need.cleaning import ordered
from models.support_need.comparison import compare
from models.support_need.history import DistrictHistory
from models.support_need.indicators import needs
from models.support_need.rule_set import WEIGHTED
from models.vocabulary import Indicator
from tests.unit.support_need.districts import District, frame, reporting_months

SPEC = Path(__file__).parents[2] / "spec"


def example(name: str) -> pd.DataFrame:
    return pd.read_csv(SPEC / name, dtype=str, keep_default_na=False)


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


def assert_as_pencilled(district: District, table: pd.DataFrame, indicator: Indicator) -> None:
    found = need_of(district.history(), indicator).replace("-0.000000", "0.000000")
    pd.testing.assert_frame_equal(found, pencilled(table))


def months_of(table: pd.DataFrame) -> list[str]:
    return [column for column in table if column.startswith("20")]


def test_reporting_is_on_time_late_or_not_received_against_the_month():
    table = example("reporting.csv")
    district = District(months_of(table))
    for _, row in table.iterrows():
        district.school(row["school"])
        for month in district.months:
            due = pd.Timestamp(month) + pd.DateOffset(months=1, days=4)
            if row[month] == "on time":
                district.report(row["school"], month, sent=f"{due:%Y-%m-%d}")
            elif row[month] == "late":
                district.report(row["school"], month, sent=f"{due + pd.Timedelta(days=1):%Y-%m-%d}")
    assert_as_pencilled(district, table, Indicator.REPORTING)


def test_plan_counts_steps_of_months_whose_report_is_in():
    table = example("plan.csv")
    district = District(months_of(table))
    for _, row in table.iterrows():
        district.school(row["school"])
        for month in district.months:
            if row[month] != "report not in":
                district.report(row["school"], month)
            district.plan_item(row["school"], month, month if row[month] == "done" else None)
    assert_as_pencilled(district, table, Indicator.PLAN)


def test_activity_counts_at_most_two_of_a_type_and_nil_as_none():
    table = example("activity.csv")
    district = District(["2024-08"])
    for _, row in table.iterrows():
        district.school(row["school"])
        district.report(row["school"], "2024-08", is_nil=row["types_held"] == "nil")
        for kind in row["types_held"].split() if row["types_held"] != "nil" else []:
            district.activity(row["school"], "2024-08", int(kind))
    assert_as_pencilled(district, table, Indicator.ACTIVITY)


def test_turnout_is_compared_on_the_logarithm():
    table = example("turnout.csv")
    district = District(["2024-08"])
    for _, row in table.iterrows():
        district.school(row["school"])
        district.report(row["school"], "2024-08")
        district.activity(row["school"], "2024-08", 1, float(row["families"]))
    assert_as_pencilled(district, table, Indicator.TURNOUT)


def test_response_is_shrunk_towards_the_overall_share():
    table = example("response.csv")
    district = District(["2024-08"])
    for _, row in table.iterrows():
        district.school(row["school"])
        district.report(row["school"], "2024-08")
        district.activity(row["school"], "2024-08", 1, float(row["families"]), answers=float(row["answers"]))
    assert_as_pencilled(district, table, Indicator.RESPONSE)


def test_rating_weighs_an_event_by_its_answers():
    table = example("rating.csv")
    district = District(["2024-08"])
    for _, row in table.iterrows():
        district.school(row["school"])
        district.report(row["school"], "2024-08")
        answers, rating = float(row["answers"]), float(row["mean_rating"])
        district.activity(row["school"], "2024-08", 1, np.nan, answers=answers, rating=rating)
    assert_as_pencilled(district, table, Indicator.RATING)


def test_breadth_looks_at_the_last_four_reports_that_came():
    table = example("breadth.csv")
    district = District(months_of(table))
    for _, row in table.iterrows():
        district.school(row["school"])
        for month in district.months:
            if row[month] == "not received":
                continue
            district.report(row["school"], month)
            for kind in row[month].split() if row[month] != "nil" else []:
                district.activity(row["school"], month, int(kind))
    assert_as_pencilled(district, table, Indicator.BREADTH)


def test_language_applies_from_ten_percent_english_learners():
    table = example("language.csv")
    district = District(["2024-08"])
    for _, row in table.iterrows():
        district.school(row["school"], english_learner_rate=float(row["english_learner_percent"]) / 100)
        district.report(row["school"], "2024-08")
        for number in range(int(row["activities"])):
            district.activity(row["school"], "2024-08", 1, in_home_language=number < int(row["in_home_language"]))
    assert_as_pencilled(district, table, Indicator.LANGUAGE)


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
