"""Lists, tiers, reasons, rule sets and what changed: the rules a coordinator lives with, by example."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.errors import PartnershipError
from models.support_need.assess import assess, reweigh, stays_in
from models.support_need.assessment import Assessment
from models.support_need.changes import what_changed
from models.support_need.indicator_specs import DEFAULT_WEIGHTS
from models.support_need.lists import choose_lists
from models.support_need.rule_set import DEFAULT_RULES, RuleSet, rules_in_force, worst_count
from models.support_need.scoring import agreement, rank_correlation
from models.vocabulary import Indicator, SupportTier
from tests.unit.support_need.districts import District, reporting_months, simulated

SPEC = Path(__file__).parents[2] / "spec"
LISTS = pd.read_csv(SPEC / "lists.csv", keep_default_na=False)
ENOUGH = pd.read_csv(SPEC / "enough_data.csv", dtype=str)


def month(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def last_of(district: District, *rules: RuleSet, **options: bool) -> Assessment:
    months = [month(text) for text in district.months]
    return assess(district.history(), rules, months[0], months[-1], **options)[months[-1]]


def quiet_district(schools: int = 10, months: int = 4) -> District:
    """Every school files every month on time, one activity each."""
    district = District(reporting_months("2024-08", months))
    for number in range(schools):
        school = district.school(f"S{number:02d}")
        for text in district.months:
            district.report(school, text)
            district.activity(school, text, 1, 40, answers=12, rating=4)
    return district


@pytest.fixture(scope="module")
def year() -> dict[pd.Timestamp, Assessment]:
    """One simulated school year of 40 schools."""
    history, truth = simulated(5, schools=40, months=10)
    return assess(history, [], truth.index[0], truth.index[-1], both_needs=True)


@pytest.mark.parametrize("case", LISTS["case"].unique())
def test_the_lists_are_as_in_the_worked_example(case):
    rows = LISTS[LISTS["case"] == case]
    lists = choose_lists(
        rows["score"].to_numpy(float),
        rows["recent"].to_numpy(float),
        on_last=(rows["last_month_on_list"] == "yes").to_numpy(),
        visits=2,
        calls=1,
        margin=0.2,
        put_on=(rows["by_hand"] == "on").to_numpy(),
        taken_off=(rows["by_hand"] == "off").to_numpy(),
    )
    found = pd.DataFrame(
        {"school": rows["school"], "extra_support": lists.on_extra_support, "check_in": lists.on_check_in}
    )
    expected = rows[["school"]].assign(**{name: rows[name] == "yes" for name in ("extra_support", "check_in")})
    pd.testing.assert_frame_equal(found, expected)


@pytest.mark.parametrize(("received", "enough"), ENOUGH[["received_oldest_first", "enough_data"]].to_numpy().tolist())
def test_a_school_has_enough_data_as_in_the_worked_example(received, enough):
    district = District(reporting_months("2024-08", len(received)))
    for school in "AB":
        district.school(school)
    for text, came in zip(district.months, received, strict=True):
        district.report("B", text)
        if came == "1":
            district.report("A", text)
    assert last_of(district).schools.loc["A", "enough_data"] == (enough == "yes")


def test_a_school_with_one_report_in_four_has_not_enough_data_yet_and_keeps_its_place_among_the_visits():
    district = quiet_district()
    district.school("Z")
    district.report("Z", district.months[0])
    schools = last_of(district).schools
    assert schools.loc["Z", ["tier", "on_extra_support"]].tolist() == [SupportTier.NOT_ENOUGH_DATA, True]


def test_a_silent_school_says_since_when():
    district = quiet_district()
    district.school("Z")
    district.report("Z", "2024-08", sent="2024-09-04")
    district.report("Z", "2024-09", sent="2024-10-10")
    row = last_of(district).schools.loc["Z"]
    assert (row["is_silent"], row["silent_since"], row["months_since_report"]) == (True, month("2024-10-10"), 2)


def test_fifteen_percent_of_86_schools_are_13():
    assert worst_count(86) == 13


def test_the_lists_of_a_school_year_begin_empty_whatever_range_is_asked_for():
    history, truth = simulated(3, schools=40, months=14)
    everything = assess(history, [], truth.index[0], truth.index[-1])
    one_month = assess(history, [], truth.index[-1], truth.index[-1])
    assert everything[truth.index[10]].last_list == frozenset()
    pd.testing.assert_frame_equal(one_month[truth.index[-1]].schools, everything[truth.index[-1]].schools)


def test_a_report_filed_on_the_as_of_date_counts_and_one_the_day_after_does_not():
    district = quiet_district(months=1)
    for school, sent in (("Y", "2024-09-10"), ("Z", "2024-09-11")):
        district.school(school)
        district.report(school, "2024-08", sent=sent)
    assert last_of(district).schools.loc[["Y", "Z"], "enough_data"].tolist() == [True, False]


def test_a_late_report_fills_its_own_month_in_later_views():
    district = quiet_district(months=2)
    district.school("Z")
    district.report("Z", "2024-08", sent="2024-09-20")
    district.report("Z", "2024-09")
    assessed = assess(district.history(), [], month("2024-08"), month("2024-09"))
    missing = [int(assessment.figures.loc["Z", ("reporting", "own")]) for assessment in assessed.values()]
    assert missing == [1, 0]


def test_a_month_sees_the_latest_revision_sent_by_its_as_of_date_and_is_on_time_by_the_first():
    district = quiet_district(months=2)
    district.school("Z")
    district.report("Z", "2024-08", sent="2024-09-03")
    district.report("Z", "2024-08", sent="2024-09-20", revision=2)
    for kind in (1, 2):
        district.activity("Z", "2024-08", kind, revision=2)
    district.report("Z", "2024-09")
    assessed = assess(district.history(), [], month("2024-08"), month("2024-09"))
    first, second = (assessment.figures.loc["Z"] for assessment in assessed.values())
    assert (first["activity", "own"], second["activity", "own"]) == (0.0, 1.0)
    assert last_of(district).measured[True].figures.late[-1] == 0


def test_a_hand_put_school_is_called_and_its_score_stays():
    district = quiet_district()
    before = last_of(district).schools
    district.decision("S05", "on", "2024-11-20")
    after = last_of(district).schools
    assert after.loc["S05", ["on_check_in", "put_on_by_hand"]].tolist() == [True, True]
    assert after["on_check_in"].sum() == before["on_check_in"].sum() + 1
    pd.testing.assert_series_equal(after["score"], before["score"])


def test_a_decision_that_has_ended_or_not_begun_changes_nothing():
    district = quiet_district()
    before = last_of(district).schools
    district.decision("S05", "on", "2024-11-20", "2024-12-09")
    district.decision("S06", "on", "2024-12-11")
    pd.testing.assert_frame_equal(last_of(district).schools, before)


def test_points_and_typical_add_up_to_the_score(year):
    for assessment in year.values():
        together = assessment.typical + assessment.points.sum(axis=1)
        assert np.abs(together - assessment.schools["score"]).max() < 1e-9


def test_the_score_is_standardised_over_the_district(year):
    score = year[month("2024-03")].schools["score"]
    assert (score.mean(), score.std(ddof=0)) == pytest.approx((0.0, 1.0))


def test_reasons_are_at_most_three_best_first_each_of_a_clear_gap(year):
    for assessment in year.values():
        for school, reasons in assessment.reasons.items():
            points = [reason.points for reason in reasons]
            assert len(points) <= 3
            assert points == sorted(points, reverse=True)
            assert all(assessment.z.loc[school, reason.code] >= 0.7 for reason in reasons)


def test_a_strength_is_an_indicator_better_than_the_peers(year):
    strengths = [found for found in year[month("2024-03")].strengths.values() if found is not None]
    assert strengths
    assert all(found.points < 0 and found.figures.longer for found in strengths)


def test_where_reporting_says_nothing_about_the_rest_it_counts_for_less():
    history, truth = simulated(1, silence=0.0)
    last = assess(history, [], truth.index[-1], truth.index[-1])[truth.index[-1]]
    assert last.rho < 0.15
    assert last.reporting_weight == pytest.approx(3 * np.clip(last.rho / 0.15, 0.3, 1))


def test_rank_correlation_gives_ties_their_mean_rank():
    # Ranks 1.5 1.5 3 4 and 1 2 3 4: sum of products 4.5, sums of squares 4.5 and 5.
    assert rank_correlation(np.array([1.0, 1, 2, 3]), np.array([1.0, 2, 3, 4])) == pytest.approx(4.5 / np.sqrt(22.5))


def test_rank_correlation_of_a_single_value_is_undefined():
    assert np.isnan(rank_correlation(np.ones(4), np.arange(4.0)))


def test_agreement_is_cronbachs_alpha_cut_to_its_range():
    # Variances 1.25 and 1.25, of the sum 4: alpha = 2 x (1 - 2.5 / 4) = 0.75.
    contributions = np.array([[1.0, 2], [2, 1], [3, 4], [4, 3]])
    assert agreement(contributions, 2) == pytest.approx(0.75)
    assert (agreement(contributions, 1), agreement(np.ones((4, 2)), 2)) == (0.5, 0.2)


def test_the_default_rules_hold_until_another_set_begins():
    saved = [
        RuleSet(name="Autumn", in_force_from=date(2024, 9, 10)),
        RuleSet(name="Later", in_force_from=date(2025, 1, 1)),
    ]
    names = [rules_in_force(saved, day).name for day in (date(2024, 9, 9), date(2024, 9, 10), date(2025, 6, 1))]
    assert names == ["Default", "Autumn", "Later"]


def test_a_month_carries_the_stamp_of_the_rules_in_force_on_its_as_of_date():
    rules = RuleSet(name="Autumn", author="M. Alvarez", in_force_from=date(2024, 10, 10))
    assessed = assess(quiet_district().history(), [rules], month("2024-08"), month("2024-09"))
    assert [assessment.stamp for assessment in assessed.values()] == ["Default", "Autumn, 2024-10-10, M. Alvarez"]


def test_a_weight_above_five_is_refused():
    with pytest.raises(PartnershipError, match="weight of plan: 6 is not possible"):
        RuleSet(weights={**DEFAULT_WEIGHTS, Indicator.PLAN: 6.0})


def test_reweighing_with_the_same_rules_changes_nothing(year):
    assessment = year[month("2024-03")]
    again = reweigh(assessment, DEFAULT_RULES)
    pd.testing.assert_frame_equal(again.schools, assessment.schools)


def test_turning_the_similar_need_switch_is_the_same_as_measuring_that_way(year):
    history, truth = simulated(5, schools=40, months=10)
    rules = RuleSet(similar_need=False)
    measured = assess(history, [rules], truth.index[0], truth.index[0])[truth.index[0]]
    turned = reweigh(year[truth.index[0]], rules)
    pd.testing.assert_frame_equal(turned.schools, measured.schools)


def test_a_switch_that_was_not_measured_is_refused_in_words():
    with pytest.raises(PartnershipError, match="measured one way only"):
        reweigh(last_of(quiet_district()), RuleSet(similar_need=False))


def test_more_room_for_visits_only_adds_schools_to_the_list(year):
    assessment = year[month("2024-03")]
    more = reweigh(assessment, RuleSet(visits=assessment.visits + 3))
    assert assessment.on_extra_support < more.on_extra_support
    assert len(more.on_extra_support) == assessment.visits + 3


def test_stays_in_is_a_share_of_200_weightings_and_sure_at_the_top(year):
    assessment = year[month("2024-03")]
    share = stays_in(assessment)
    assert share[assessment.schools["score"].idxmax()] == 1.0
    assert share.sum() == pytest.approx(assessment.visits)
    pd.testing.assert_series_equal(share, stays_in(assessment))


def test_what_changed_names_who_entered_and_left_and_the_indicator_that_moved_them(year):
    before, after = year[month("2024-02")], year[month("2024-03")]
    changes = [change for change in what_changed(after, before) if change.list_name == "extra_support"]
    assert {
        change.school_id for change in changes if change.entered
    } == after.on_extra_support - before.on_extra_support
    assert {
        change.school_id for change in changes if not change.entered
    } == before.on_extra_support - after.on_extra_support
    for change in changes:
        moved = after.points.loc[change.school_id] - before.points.loc[change.school_id]
        expected = moved.idxmax() if change.entered else moved.idxmin()
        assert change.moved[0][0] == expected


def test_a_school_that_closes_leaves_the_list_and_says_so():
    district = quiet_district(months=2)
    district.school("Z", months=["2024-08"])
    august, september = assess(district.history(), [], month("2024-08"), month("2024-09")).values()
    left = [change for change in what_changed(september, august) if change.school_id == "Z"]
    assert [(change.list_name, change.entered, change.cause) for change in left] == [
        ("extra_support", False, "not_expected")
    ]


def test_an_attendance_far_off_is_listed_under_please_check():
    district = quiet_district()
    district.activity("S03", "2024-09", 1, 480, answers=12, activity_id="slip")
    checks = last_of(district).please_check
    assert checks[["school_id", "activity_id", "families_attended", "why"]].to_numpy().tolist() == [
        ["S03", "slip", 480.0, "far_off"]
    ]


def test_an_attendance_above_twice_the_enrollment_is_listed_under_please_check():
    district = quiet_district()
    for row in district.rows["school_years"]:
        row["enrollment"] = 15.0
    assert set(last_of(district).please_check["why"]) == {"above_enrollment"}
