"""Two months' lists under two rule sets: what the rules did is told apart from what a school did."""

from datetime import date

import pandas as pd
import pytest

from dashboards.state.triage.list_news import Beside, news
from models.support_need.assess import assess, reweigh
from models.support_need.assessment import Assessment
from models.support_need.changes import Change, what_changed
from models.support_need.indicator_specs import WEIGHTED
from models.support_need.rule_set import RuleSet
from models.vocabulary import Indicator
from models.wording.language import words_in
from models.wording.lists import change_text, since_text
from tests.unit.support_need.districts import District, simulated

AUGUST, SEPTEMBER = pd.Timestamp("2024-08-01"), pd.Timestamp("2024-09-01")


def only(indicator: Indicator, visits: int, start: date | None = None, calls: int = 0) -> RuleSet:
    """Rules that weigh one indicator alone."""
    weights = {code: 1.0 if code is indicator else 0.0 for code in WEIGHTED}
    return RuleSet(weights=weights, visits=visits, calls=calls, in_force_from=start)


def two_months(*rules: RuleSet, families_of_s05: int = 40) -> tuple[Assessment, Assessment]:
    """
    August and September of ten schools: S07 reports late, S02 has few families (20, others 40), both in both months;
    S05 has `families_of_s05` in September.
    """
    district = District(["2024-08", "2024-09"])
    for number in range(10):
        school = district.school(f"S{number:02d}")
        for month, late in (("2024-08", "2024-09-07"), ("2024-09", "2024-10-07")):
            district.report(school, month, sent=late if school == "S07" else None)
            fell = school == "S05" and month == "2024-09"
            district.activity(school, month, 1, families_of_s05 if fell else 20 if school == "S02" else 40)
    august, september = assess(district.history(), rules, AUGUST, SEPTEMBER).values()
    return august, september


REPORTING_FIRST = only(Indicator.REPORTING, visits=1)
TURNOUT_FROM_OCTOBER = only(Indicator.TURNOUT, visits=1, start=date(2024, 10, 1))


def movers(changes: tuple[Change, ...], before: Assessment, now: Assessment) -> dict[str, list[str]]:
    """Each group of the line above the list, and why its schools came to it."""
    schools = now.schools.assign(name=[f"School {school}" for school in now.index])
    beside = Beside(before=before.month, tiers_before=dict(before.schools["tier"]), changes=changes)
    shown = news(words_in(), beside, schools, now, is_whole=True)
    assert shown is not None
    return {group["text"]: [school["why"] for school in group["schools"]] for group in shown["groups"]}


def told(changes: tuple[Change, ...]) -> list[tuple[str, str, bool, str]]:
    return [(change.school_id, change.list_name, change.entered, change.cause) for change in changes]


def test_where_only_the_weights_changed_the_rules_are_the_cause_and_no_school_did_anything():
    august, september = two_months(REPORTING_FIRST, TURNOUT_FROM_OCTOBER)
    changes = what_changed(september, august)
    assert told(changes) == [
        ("S02", "extra_support", True, "rules"),
        ("S07", "extra_support", False, "rules"),
    ]
    assert [change_text(words_in(), change) for change in changes] == [
        "New on Extra support: the rules changed",
        "Left Extra support: the rules changed",
    ]
    # Both schools did in September exactly what they did in August: under one rule set no point has moved.
    moved = [points for change in changes for _, points in change.moved]
    assert moved == pytest.approx([0.0] * 2 * len(WEIGHTED), abs=1e-9)


def test_a_school_that_fell_in_the_month_the_weights_changed_is_told_by_what_it_did():
    august, september = two_months(REPORTING_FIRST, TURNOUT_FROM_OCTOBER, families_of_s05=4)
    changes = what_changed(september, august)
    assert told(changes) == [
        ("S05", "extra_support", True, "score"),
        ("S07", "extra_support", False, "rules"),
    ]
    assert change_text(words_in(), changes[0]) == "New on Extra support: fewer families than before"


def test_where_only_the_room_for_visits_changed_the_new_place_is_told_by_the_rules():
    wider = only(Indicator.REPORTING, visits=2, start=date(2024, 10, 1))
    august, september = two_months(REPORTING_FIRST, wider)
    # All but S07 are equal, and ties go by school id.
    assert told(what_changed(september, august)) == [("S00", "extra_support", True, "rules")]


def test_where_only_the_room_for_calls_changed_check_in_is_told_by_the_rules():
    calls = only(Indicator.REPORTING, visits=1, calls=2, start=date(2024, 10, 1))
    august, september = two_months(REPORTING_FIRST, calls)
    assert told(what_changed(september, august)) == [
        ("S00", "check_in", True, "rules"),
        ("S01", "check_in", True, "rules"),
    ]


def test_rules_saved_again_under_another_name_are_no_cause():
    history, truth = simulated(5, schools=40, months=8)
    before, after = assess(history, [], truth.index[6], truth.index[7]).values()
    renamed = reweigh(after, RuleSet(name="The same again", author="M. Alvarez"))
    assert what_changed(renamed, before) == what_changed(after, before)
    assert "rules" not in {change.cause for change in what_changed(after, before)}


def test_a_turned_similar_need_switch_is_told_apart_where_last_month_was_measured_both_ways():
    history, truth = simulated(5, schools=40, months=8)
    before, after = assess(history, [], truth.index[6], truth.index[7], both_needs=True).values()
    plain = RuleSet(similar_need=False)
    turned, last_month = reweigh(after, plain, before), reweigh(before, plain)
    visits = [change for change in what_changed(turned, before) if change.list_name == "extra_support"]
    assert visits
    for change in visits:
        already = (change.school_id in last_month.on_extra_support) == change.entered
        assert (change.cause == "rules") == already
        moved = turned.points.loc[change.school_id] - last_month.points.loc[change.school_id]
        assert dict(change.moved) == pytest.approx(moved.to_dict())


def test_a_last_month_measured_one_way_only_is_compared_as_it_was_measured():
    august, _ = two_months(REPORTING_FIRST)
    turned = RuleSet(weights=REPORTING_FIRST.weights, visits=1, calls=2, similar_need=False)
    _, september = two_months(turned)
    assert told(what_changed(september, august)) == [
        ("S00", "check_in", True, "rules"),
        ("S01", "check_in", True, "rules"),
    ]


def test_the_line_above_the_list_and_the_detail_say_that_the_rules_changed():
    august, september = two_months(REPORTING_FIRST, TURNOUT_FROM_OCTOBER)
    changes = what_changed(september, august)
    assert movers(changes, august, september) == {
        "1 new on Extra support": ["from One thing to raise: the rules changed"],
        "1 now steady": ["from Extra support: the rules changed"],
    }
    assert since_text(words_in(), "steady", "extra_support", changes[:1]) == (
        "Steady last month, Extra support now. The rules changed."
    )


def test_a_move_between_the_lists_that_the_rules_made_is_told_once():
    calls_first = only(Indicator.REPORTING, visits=1, calls=1)
    august, september = two_months(calls_first, only(Indicator.REPORTING, visits=2, calls=0, start=date(2024, 10, 1)))
    changes = what_changed(september, august)
    assert told(changes) == [("S00", "extra_support", True, "rules"), ("S00", "check_in", False, "rules")]
    assert list(movers(changes, august, september)) == ["1 new on Extra support"]
    assert since_text(words_in(), "check_in", "extra_support", changes) == (
        "Check in last month, Extra support now. The rules changed."
    )
