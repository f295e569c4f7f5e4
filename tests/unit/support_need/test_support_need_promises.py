"""What must hold for every district: neither order nor a later report nor a slip of one key may change a list."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from models.support_need.assess import assess
from models.support_need.assessment import Assessment
from models.support_need.expectation import expectation
from models.support_need.history import DistrictHistory
from models.wording.language import words_in
from models.wording.reasons import no_reason_text, reason_text, strength_text
from tests.unit.support_need.districts import District, everything, reporting_months, shuffled, simulated


def last(history: DistrictHistory) -> Assessment:
    month = history.calendar["month"].max()
    return assess(history, [], month, month)[month]


@pytest.fixture(scope="module")
def small() -> DistrictHistory:
    return simulated(11, schools=30, months=12)[0]


@pytest.mark.parametrize("seed", range(4))
def test_shuffling_rows_changes_nothing_byte_for_byte(small, seed):
    assert everything(last(shuffled(small, seed))) == everything(last(small))


def test_two_runs_give_the_same_bytes(small):
    assert everything(last(small)) == everything(last(small))


def test_activity_rows_sent_twice_change_nothing(small):
    twice = small.activities.sample(frac=0.3, random_state=1)
    doubled = replace(small, activities=pd.concat([small.activities, twice]))
    assert everything(last(doubled)) == everything(last(small))


def test_what_is_filed_later_never_changes_an_earlier_list():
    history, truth = simulated(2, schools=30, months=8)
    at = truth.index[4]
    as_of = history.calendar.set_index("month").loc[at, "as_of_date"]
    known = history.reports[history.reports["submitted_date"] <= as_of]
    then = assess(replace(history, reports=known), [], at, at)[at]
    assert everything(assess(history, [], at, at)[at]) == everything(then)


def test_a_missing_report_enters_reporting_and_nothing_else():
    history, truth = simulated(4, schools=30, months=6)
    quiet = "S0007"
    at = truth.index[3]
    rows = (history.reports["school_id"] == quiet) & (history.reports["month"] == at)
    missing = replace(history, reports=history.reports[~rows])
    gone = (history.expected["school_id"] == quiet) & (history.expected["month"] == at)
    excused = replace(missing, expected=history.expected[~gone])
    not_reporting = ["plan", "activity", "response", "rating", "turnout", "breadth", "language"]
    pd.testing.assert_frame_equal(last(missing).z[not_reporting], last(excused).z[not_reporting])
    assert last(missing).z.loc[quiet, "reporting"] > last(excused).z.loc[quiet, "reporting"]


@pytest.mark.parametrize("seed", range(6))
def test_one_key_typed_twice_moves_no_other_school(seed):
    history, _ = simulated(seed, months=8)
    counted = np.flatnonzero(history.activities["families_attended"].notna())
    slip = int(np.random.default_rng(seed).choice(counted))
    activities = history.activities.copy()
    activities.loc[slip, "families_attended"] *= 10
    others = history.school_years["school_id"].unique() != activities.loc[slip, "school_id"]
    moved = (last(replace(history, activities=activities)).schools["score"] - last(history).schools["score"]).abs()
    assert moved[others].max() < 0.05


def one_school_one_month() -> DistrictHistory:
    district = District(["2024-08"])
    district.school("A")
    district.report("A", "2024-08")
    return district.history()


def nobody_files() -> DistrictHistory:
    district = District(reporting_months("2024-08", 3))
    for school in "ABCDEFGH":
        district.school(school)
    return district.history()


def all_alike() -> DistrictHistory:
    district = District(reporting_months("2024-08", 3))
    for school in "ABCDEFGH":
        district.school(school)
        for month in district.months:
            district.report(school, month)
            district.activity(school, month, 1, 40, answers=10, rating=4)
    return district.history()


def no_activities() -> DistrictHistory:
    history, _ = simulated(6, schools=20, months=4)
    return replace(history, activities=history.activities.iloc[:0], responses=history.responses.iloc[:0])


def no_enrollment() -> DistrictHistory:
    history, _ = simulated(6, schools=20, months=4)
    unknown = {"enrollment": np.nan, "low_income_rate": np.nan, "english_learner_rate": np.nan}
    return replace(history, school_years=history.school_years.assign(**unknown))


def no_attributes() -> DistrictHistory:
    history, _ = simulated(6, schools=20, months=4)
    return replace(history, school_years=history.school_years.iloc[:0])


def a_level_of_one() -> DistrictHistory:
    history, _ = simulated(6, schools=20, months=4)
    alone = history.school_years["school_id"] == "S0003"
    level = history.school_years["level"].mask(alone, "alternative")
    return replace(history, school_years=history.school_years.assign(level=level))


def everybody_answers() -> DistrictHistory:
    history, _ = simulated(6, schools=20, months=4)
    return replace(history, responses=history.responses.assign(returned=1e6))


def a_school_that_opens_in_the_last_month() -> DistrictHistory:
    history, _ = simulated(6, schools=20, months=4)
    late = (history.expected["school_id"] == "S0003") & (history.expected["month"] < history.expected["month"].max())
    return replace(history, expected=history.expected[~late])


@pytest.mark.parametrize(
    "district",
    [
        one_school_one_month,
        nobody_files,
        all_alike,
        no_activities,
        no_enrollment,
        no_attributes,
        a_level_of_one,
        everybody_answers,
        a_school_that_opens_in_the_last_month,
    ],
    ids=lambda district: district.__name__,
)
def test_every_expected_school_is_scored_and_every_reason_has_words(district):
    history = district()
    assessment = last(history)
    expected = history.expected[history.expected["month"] == assessment.month]["school_id"].sort_values()
    assert assessment.schools.index.tolist() == expected.tolist()
    numbers = assessment.schools[["score", "recent", "p_worst", "rank_lo", "rank_hi", "trend"]]
    assert np.isfinite(numbers.to_numpy()).all()
    words = words_in()
    for school, reasons in assessment.reasons.items():
        texts = [
            *(reason_text(words, reason) for reason in reasons),
            strength_text(words, assessment.strengths[school]),
        ]
        assert all("nan" not in sentence + aside for sentence, aside in texts)
        assert no_reason_text(words, float(assessment.schools.loc[school, "score"]))


def test_schools_all_alike_have_no_score_to_tell_them_apart():
    assert last(all_alike()).schools["score"].tolist() == [0.0] * 8


def test_a_district_without_a_school_has_an_empty_answer():
    district = District(["2024-08"])
    assert last(district.history()).schools.empty


def test_months_outside_the_calendar_are_not_answered():
    assert assess(one_school_one_month(), [], pd.Timestamp("2030-08-01"), pd.Timestamp("2030-09-01")) == {}


@pytest.mark.parametrize("seed", range(3))
def test_grouped_sums_give_the_line_of_a_tall_matrix(seed):
    rng = np.random.default_rng(seed)
    group, month = rng.integers(0, 3, 400), rng.integers(0, 6, 400)
    size, y = rng.normal(0.2, 0.6, 400), rng.normal(0, 1, 400) + 0.4 * group
    y[7] = 40
    tall = np.column_stack([np.eye(3)[group], np.eye(6)[month], size])
    fit = tall @ np.linalg.lstsq(tall, y, rcond=None)[0]
    for _ in range(3):
        fit = tall @ np.linalg.lstsq(tall, fit + np.clip(y - fit, -1.2, 1.2), rcond=None)[0]
    found = expectation(
        y, group=group, share=np.array([0.5, 0.2, 0.3, 0.0]), factors=[(month, 6)], lines=[size], cut=1.2
    )
    assert np.abs(found - fit).max() < 1e-9
