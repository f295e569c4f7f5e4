"""What fell at a school since a month, by pencil: the figure of the last months beside the one of those before."""

from datetime import date

import pytest

from models.support_need.cleaning import ordered
from models.support_need.falls import Fall, falls
from models.vocabulary import Indicator
from models.wording.falls import fall_text
from models.wording.language import words_in
from tests.unit.support_need.districts import District, reporting_months

MONTHS = reporting_months("2025-08", 8)  # August to March
JANUARY = date(2026, 1, 1)
STEADY = [f"S{number}" for number in range(2, 9)]


def district(held: dict[str, int], *, unreported: tuple[str, ...] = (), months: list[str] = MONTHS) -> District:
    """Seven schools of two activities a month, and S1 with as many as `held` says; no report of `unreported`."""
    made = District(months)
    for school in ["S1", *STEADY]:
        made.school(school)
        for month in months:
            if school == "S1" and month in unreported:
                continue
            made.report(school, month)
            for kind in range(held.get(month, 0) if school == "S1" else 2):
                made.activity(school, month, kind % 6 + 1, families=20)
    return made


def fell(made: District, last: int | None = None) -> dict[str, Fall]:
    history = ordered(made.history())
    return falls(history, len(made.months) - 1 if last is None else last)


def test_the_last_three_months_stand_beside_the_year_before_them_as_the_boxes_show_them():
    held = {"2025-08": 2, "2025-09": 3, "2025-10": 1, "2025-11": 2, "2025-12": 1}
    assert fell(district(held)) == {"S1": Fall(Indicator.ACTIVITY, 0, 3, 9, 5, JANUARY, 3)}


def test_a_month_without_a_report_is_in_neither_figure_and_tells_itself_only_with_a_second():
    held = dict.fromkeys(MONTHS[:5], 2) | {"2026-01": 1}
    (fall,) = fell(district(held, unreported=("2025-10", "2026-02"))).values()
    assert (fall.code, fall.recent, fall.recent_of, fall.before, fall.before_of) == (Indicator.ACTIVITY, 1, 2, 8, 4)
    (fall,) = fell(district(dict.fromkeys(MONTHS, 2), unreported=("2026-02", "2026-03"))).values()
    assert (fall.code, fall.recent, fall.recent_of, fall.before, fall.before_of) == (Indicator.REPORTING, 2, 3, 0, 5)


def test_nothing_is_told_of_who_stays_or_rises_nor_where_all_schools_fell_alike():
    assert fell(district(dict.fromkeys(MONTHS, 2))) == {}
    assert fell(district({"2026-01": 4, "2026-02": 4, "2026-03": 4})) == {}
    everywhere = District(MONTHS)
    for school in ["S1", *STEADY]:
        everywhere.school(school)
        for month in MONTHS:
            everywhere.report(school, month)
            for kind in range(3 if month < "2026-01" else 1):
                everywhere.activity(school, month, kind + 1, families=20)
    assert fell(everywhere) == {}


def test_a_young_year_is_cut_in_half_and_a_younger_one_tells_nothing():
    held = {"2025-08": 4, "2025-09": 4}
    made = district(held)
    assert fell(made, last=2) == {}
    assert fell(made, last=3) == {"S1": Fall(Indicator.ACTIVITY, 0, 2, 8, 2, date(2025, 10, 1), 2)}


def test_last_year_is_another_year():
    months = reporting_months("2024-08", 18)
    assert fell(district(dict.fromkeys(months[:10], 6) | dict.fromkeys(months[10:], 2), months=months)) == {}


def test_what_arrived_after_the_day_of_the_list_is_not_known():
    made = district(dict.fromkeys(MONTHS, 2), unreported=("2026-02", "2026-03"))
    made.report("S1", "2026-02", sent="2026-04-11")
    made.report("S1", "2026-03", sent="2026-04-10")
    (fall,) = fell(made).values()
    assert (fall.code, fall.recent, fall.recent_of) == (Indicator.REPORTING, 2, 3)


@pytest.mark.parametrize("families", [5.0, 900.0])
def test_families_at_an_activity_leave_out_what_nobody_counted_and_what_cannot_be(families):
    made = District(MONTHS)
    for school in ["S1", *STEADY]:
        made.school(school, enrollment=400.0)
        for month in MONTHS:
            made.report(school, month)
            usual = 8.0 if school == "S1" and month >= "2026-01" else 20.0
            made.activity(school, month, 1, families=usual)
            made.activity(school, month, 2)
    made.activity("S1", "2026-03", 3, families=families)
    (fall,) = fell(made).values()
    recent = (29, 4) if families == 5 else (24, 3)
    assert (fall.code, fall.recent, fall.recent_of, fall.before, fall.before_of) == (Indicator.TURNOUT, *recent, 100, 5)


def test_answers_are_told_as_a_share_from_ten_answers_on():
    def with_answers(recent: int) -> dict[str, Fall]:
        made = District(MONTHS)
        for school in ["S1", *STEADY]:
            made.school(school)
            for month in MONTHS:
                made.report(school, month)
                is_less = school == "S1" and month >= "2026-01"
                made.activity(school, month, 1, families=40, answers=recent if is_less else 16, rating=4.0)
        return fell(made)

    assert with_answers(4)["S1"] == Fall(Indicator.RESPONSE, 12, 120, 80, 200, JANUARY, 3)
    assert with_answers(3) == {}


@pytest.mark.parametrize(
    ("fall", "words"),
    [
        ((Indicator.ACTIVITY, 0, 3, 9, 5), "no activities in 3 reports since January; 9 in 5 before"),
        ((Indicator.ACTIVITY, 1, 2, 20, 5), "1 activity in 2 reports since January; 20 in 5 before"),
        ((Indicator.ACTIVITY, 2, 3, 9, 5), "2 activities in 3 reports since January; 9 in 5 before"),
        ((Indicator.REPORTING, 2, 3, 0, 5), "2 of 3 reports missing or late since January; 0 of 5 before"),
        ((Indicator.PLAN, 0, 2, 4, 5), "0 of 2 plan steps done on time since January; 4 of 5 before"),
        ((Indicator.TURNOUT, 77, 7, 607, 19), "11 families at an activity since January; 32 before"),
        ((Indicator.TURNOUT, 3, 3, 20, 5), "1 family at an activity since January; 4 before"),
        ((Indicator.RESPONSE, 12, 120, 80, 200), "10 of 100 participants answered since January; 40 before"),
        ((Indicator.LANGUAGE, 1, 4, 6, 8), "1 of 4 activities in a home language since January; 6 of 8 before"),
    ],
)
def test_a_fall_is_said_with_both_figures(fall, words):
    assert fall_text(words_in(), Fall(*fall, JANUARY, 3)) == words
