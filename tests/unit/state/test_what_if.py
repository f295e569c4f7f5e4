"""Moving the rules: what a drawer may show and move, what it refuses, and that it tells the truth before saving."""

import json
import re
from dataclasses import replace

import pandas as pd
import pytest

from dashboards.state.rules.what_if import check_in, moved_rules, movers, rules_shown, what_if
from models.errors import PartnershipError
from models.support_need.assess import assess, reweigh
from models.support_need.assessment import Assessment
from models.support_need.indicator_specs import DEFAULT_WEIGHTS
from models.support_need.rule_set import DEFAULT_RULES, RuleSet
from models.vocabulary import Indicator
from models.wording.language import words_in
from models.wording.rules import rule_set_name, what_if_text
from tests.unit.support_need.districts import simulated

DAY = pd.Timestamp("2026-04-10")


@pytest.fixture(scope="module")
def district():
    history, truth = simulated(7, schools=40, months=10)
    return history, truth.index


@pytest.fixture(scope="module")
def today(district) -> Assessment:
    history, months = district
    return assess(history, [], months[-1], months[-1], both_needs=True)[months[-1]]


@pytest.fixture(scope="module")
def schools(today) -> pd.DataFrame:
    """As `Board.schools`, names in the other order than ids."""
    names = [f"School {chr(90 - number % 26)}{number}" for number in range(len(today.index))]
    return pd.DataFrame({"name": names, "cluster": "Garden", "tier": today.schools["tier"]}, index=today.index)


def effect(today: Assessment, schools: pd.DataFrame, is_moving: bool = False, **moved: object) -> dict:
    return what_if(words_in(), today, moved_rules(today, moved), schools, is_moving=is_moving)


# ---------------------------------------------------------------- what may be moved
def test_every_weight_and_the_four_settings_of_the_list_have_a_slider(today):
    shown = rules_shown(words_in(), today, DAY)
    assert {slider["rule"]: slider["today"] for slider in shown["weights"]} == DEFAULT_WEIGHTS
    assert [slider["rule"] for slider in shown["list"]] == ["visits", "calls", "speed_mix", "margin"]
    assert [slider["today"] for slider in shown["list"]] == [6, 6, 0.5, 0.2]
    assert shown["similar_need"]["today"] is True


def test_rules_can_travel_to_a_browser(today):
    assert json.loads(json.dumps(rules_shown(words_in(), today, DAY)))["usual"] == 6


def test_a_stop_of_a_slider_has_its_words(today):
    mix, margin = rules_shown(words_in(), today, DAY)["list"][2:]
    assert [mix["texts"][stop] for stop in (0, 3, 5, 8, 10)] == [
        "all of the past only", "mostly all of the past", "both alike", "mostly the last months",
        "the last months only",
    ]  # fmt: skip
    assert [margin["texts"][stop] for stop in (0, 2, 3, 4, 6, 7, 8)] == [
        "not at all", "a little", "a little", "more", "more", "much", "much",
    ]  # fmt: skip


def test_every_rule_is_called_in_words_of_schools_and_explained_in_one_line(today):
    shown = rules_shown(words_in(), today, DAY)
    rules = [*shown["weights"], *shown["list"], shown["similar_need"]]
    labels = [rule["label"] for rule in rules]
    assert [label for label in labels if label in ("Breadth", "Turnout", "Response", "Stay-on margin")] == []
    assert len(set(labels)) == len(labels) == 13
    assert [rule["told"] for rule in rules if not 20 <= len(rule["told"]) <= 60 or rule["told"] == rule["label"]] == []


def test_a_rule_beyond_the_usual_reach_is_still_on_its_slider(today):
    wide = reweigh(today, RuleSet(visits=30, margin=1.55))
    visits, _, _, margin = rules_shown(words_in(), wide, DAY)["list"]
    assert (visits["today"], visits["high"]) == (30, 30)
    assert margin["today"] == 1.55
    assert margin["high"] == pytest.approx(1.6)
    assert len(margin["texts"]) == 17


# ---------------------------------------------------------------- what a browser may say
def test_only_what_was_moved_differs_from_todays_rules(today):
    rules = moved_rules(today, {"turnout": 3, "visits": 8, "similar_need": False})
    assert rules == replace(
        DEFAULT_RULES, weights={**DEFAULT_RULES.weights, Indicator.TURNOUT: 3.0}, visits=8, similar_need=False
    )


def test_visits_of_none_are_fifteen_per_cent_again(today):
    eight = reweigh(today, RuleSet(visits=8))
    assert reweigh(eight, moved_rules(eight, {"visits": None})).visits == 6


@pytest.mark.parametrize(
    "moved",
    [
        {"turnout": 6},
        {"turnout": -1},
        {"turnout": "3"},
        {"turnout": True},
        {"turnout": None},
        {"turnout": float("nan")},
        {"turnout": float("inf")},
        {"visits": 2.5},
        {"visits": 41},
        {"visits": -1},
        {"calls": []},
        {"speed_mix": 1.1},
        {"margin": 3},
        {"similar_need": 1},
        {"author": "Somebody else"},
        {"in_force_from": "2020-01-01"},
        {"trend": 1},
        [],
        "turnout",
        None,
    ],
    ids=str,
)
def test_a_value_that_cannot_be_is_refused_in_a_sentence(today, moved):
    with pytest.raises(PartnershipError, match=r"nothing was saved\.$"):
        moved_rules(today, moved)


# ---------------------------------------------------------------- what would happen
def test_rules_left_as_they_are_change_nothing(today, schools):
    same = effect(today, schools)
    assert (same["enter"], same["leave"], same["check_in"]) == ([], [], "")
    assert same["title"] == "What if the rules were different?"
    assert same["scope"] == "Nothing changes yet. Whole district, 6 visits."


def test_more_visits_bring_in_the_next_schools_and_send_nobody_away(today, schools):
    wider = effect(today, schools, visits=9, margin=0.0)
    score = today.schools["score"].sort_values(ascending=False)
    assert {school["id"] for school in wider["enter"]} == set(score.index[:9]) - today.on_extra_support
    assert wider["scope"] == "Nothing changes yet. Whole district, 9 visits."


def test_no_visits_send_everybody_away(today, schools):
    none = effect(today, schools, visits=0, calls=0)
    assert {school["id"] for school in none["leave"]} == today.on_extra_support
    assert none["enter"] == []


def test_schools_are_named_with_cluster_and_the_tier_they_have_today(today, schools):
    leaving = effect(today, schools, visits=0)["leave"]
    assert [school["name"] for school in leaving] == sorted(school["name"] for school in leaving)
    assert {school["cluster"] for school in leaving} == {"Garden"}
    assert {school["id"]: school["tier"] for school in leaving} == today.schools["tier"][
        sorted(today.on_extra_support)
    ].to_dict()


def test_fewer_calls_are_told_though_no_visit_changes(today, schools):
    fewer = effect(today, schools, calls=0)
    called = schools["name"][today.schools["tier"] == "check_in"]
    assert (fewer["enter"], fewer["leave"]) == ([], [])
    assert fewer["check_in"] == f"Check in would lose, to Steady: {', '.join(sorted(called, key=str.casefold))}."


def moved_tiers(today: Assessment, **moved: object) -> pd.DataFrame:
    """Tier of each school today and under moved rules, where they differ."""
    after = reweigh(today, moved_rules(today, moved)).schools["tier"]
    both = pd.DataFrame({"now": today.schools["tier"], "then": after})
    return both[both["now"] != both["then"]]


@pytest.mark.parametrize("moved", [{"reporting": 0}, {"visits": 0}, {"visits": 12}, {"turnout": 5, "plan": 0}])
def test_every_school_whose_group_would_change_is_named_with_from_and_to(moved, today, schools):
    told, tiers = effect(today, schools, **moved), moved_tiers(today, **moved)
    assert len(tiers) > 0
    named = {"extra_support": "Extra support", "check_in": "Check in", "steady": "Steady"}
    ways = {school["id"]: school["words"] for school in told["enter"]} | {
        school["id"]: school["words"] for school in told["leave"]
    }
    gained, _, lost = told["check_in"].partition("Check in would lose")
    for school_id, (now, then) in tiers.iterrows():
        if "extra_support" in (now, then):
            assert ways[school_id] == (f"from {named[now]}" if then == "extra_support" else f"to {named[then]}")
        if then == "check_in":
            assert re.search(rf"from {named[now]}: [^;.]*\b{schools.at[school_id, 'name']}\b", gained)
        if now == "check_in":
            assert re.search(rf"to {named[then]}: [^;.]*\b{schools.at[school_id, 'name']}\b", lost)


@pytest.mark.parametrize("moved", [{"calls": 0}, {"calls": 12}, {"visits": 12}, {"reporting": 0}])
def test_check_in_neither_gains_nor_loses_a_school_that_stands_in_another_group(moved, today, schools):
    """A school without enough data has its place among the calls, but stands in its own group."""
    silent = [*today.schools.index[today.lists.on_check_in][:2], today.schools.index[0]]
    enough = today.standing.enough_data & ~today.schools.index.isin(silent)
    listed = replace(today, standing=replace(today.standing, enough_data=enough))
    shown = schools.assign(tier=listed.schools["tier"])
    after = reweigh(listed, moved_rules(listed, moved))
    sentence = check_in(words_in(), after, shown)
    assert [name for name in shown["name"][silent] if re.search(rf"\b{name}\b", sentence)] == []
    enter, leave = movers(words_in(), listed, after, shown)
    of_silent = {school["words"] for school in [*enter, *leave] if school["id"] in set(silent)}
    assert of_silent <= {
        "stays in Not enough data yet, also on the visit list", "stays in Not enough data yet, off the visit list",
    }  # fmt: skip


def test_how_often_a_school_stays_says_of_what(today, schools):
    stays = effect(today, schools)["stays"]
    listed = [school for school in stays if school["hint"].startswith("on the list in ")]
    assert {school["id"] for school in listed} == today.on_extra_support
    assert stays[: len(listed)] == listed
    assert [school["tenths"] for school in listed] == sorted((school["tenths"] for school in listed), reverse=True)
    assert all(school["hint"].startswith("would be on it in ") for school in stays[len(listed) :])
    assert all(school["words"].endswith(" of 10, not on it now") for school in stays[len(listed) :])


def test_while_a_slider_moves_the_weightings_are_left_for_later(today, schools):
    moving = effect(today, schools, is_moving=True, turnout=4)
    assert moving.pop("stays") is None
    still = effect(today, schools, turnout=4)
    del still["stays"]
    assert moving == still


def test_what_was_told_is_what_the_saved_rules_then_make(district, today, schools):
    history, months = district
    moved = {"reporting": 0, "turnout": 5, "visits": 8, "similar_need": False}
    told = effect(today, schools, **moved)
    saved = replace(moved_rules(today, moved), name="Tried", in_force_from=today.as_of.date())
    after = assess(history, [saved], months[-1], months[-1])[months[-1]]
    assert {school["id"] for school in told["enter"]} == after.on_extra_support - today.on_extra_support
    assert {school["id"] for school in told["leave"]} == today.on_extra_support - after.on_extra_support
    assert after.stamp == f"Tried, {today.as_of:%Y-%m-%d}"


# ---------------------------------------------------------------- in words
@pytest.mark.parametrize(
    ("moved", "title", "name"),
    [
        ({}, "What if the rules were different?", "Default"),
        ({"turnout": 3}, "What if “Families who come” counts more?", "Families who come 3"),
        ({"plan": 1.5}, "What if “Plan steps done” counts less?", "Plan steps done 1.5"),
        ({"reporting": 0}, "What if “Reports on time” does not count?", "Reports on time 0"),
        ({"visits": 8}, "What if we visit 8 schools?", "8 visits"),
        ({"calls": 1}, "What if we call 1 school?", "1 call"),
        ({"speed_mix": 0.8}, "What if the last months count more?", "More of the last months"),
        ({"margin": 0}, "What if schools stay on less easily?", "Last month’s schools not kept"),
        ({"similar_need": False}, "What if we compare without similar need?", "Without similar need"),
        (
            {"turnout": 3, "visits": 8},
            "What if “Families who come” counts more and we visit 8 schools?",
            "Families who come 3, 8 visits",
        ),
        (
            {"plan": 1, "rating": 1, "calls": 4},
            "What if we change 3 rules at once?",
            "Plan steps done 1, Parents’ ratings 1, 4 calls",
        ),
    ],
)
def test_moved_rules_are_a_question_and_have_a_name(today, moved, title, name):
    rules = moved_rules(today, moved)
    assert what_if_text(words_in(), today, reweigh(today, rules)) == title
    assert rule_set_name(words_in(), rules) == name


def test_the_way_back_is_called_the_default_rules(today):
    turnout = reweigh(today, RuleSet(weights={Indicator.TURNOUT: 4}, visits=8, name="Turnout 4"))
    back = moved_rules(turnout, {"turnout": 1, "visits": None})
    assert what_if_text(words_in(), turnout, reweigh(turnout, back)) == "What if we go back to the default rules?"
    assert rule_set_name(words_in(), back) == "Default"


def test_a_name_too_long_for_a_stamp_counts_the_rules(today):
    everything = dict.fromkeys(("reporting", "plan", "activity", "response", "rating", "turnout", "breadth"), 4.5)
    assert rule_set_name(words_in(), moved_rules(today, everything)) == "7 rules changed"
