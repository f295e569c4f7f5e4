"""Moving the rules before saving them: what may be moved, and what it would do to the lists of a month. Pure."""

import math
from dataclasses import replace
from typing import Any, TypedDict

import numpy as np
import pandas as pd

from models.errors import PartnershipError
from models.support_need.assess import reweigh, stays_in
from models.support_need.assessment import Assessment
from models.support_need.indicator_specs import WEIGHTED
from models.support_need.rule_set import DEFAULT_RULES, RuleSet, worst_count
from models.vocabulary import Indicator, SupportTier
from models.wording import reasons as wording
from models.wording import rules as wording_rules
from models.wording.language import Words

HIGHEST_WEIGHT, WEIGHT_STEP = 5.0, 0.5
MIX_STEP = MARGIN_STEP = 0.1
USUAL_MARGINS = 1.0
NEAR = 0.05
"""From this share of weightings on a school outside the list is near it."""


class Slider(TypedDict):
    """
    A rule to move. `told` explains it in a line. `texts` has the words of each stop, None where the number is shown. A
    default of None (visits, calls) means 15 % of the schools.
    """

    rule: str
    label: str
    told: str
    texts: list[str] | None
    low: float
    high: float
    step: float
    today: float
    default: float | None


class Switch(TypedDict):
    """A rule that is on or off."""

    rule: str
    label: str
    told: str
    today: bool
    default: bool


RulesShown = TypedDict(
    "RulesShown",
    {
        "weights": list[Slider],
        "list": list[Slider],
        "similar_need": Switch,
        "usual": int,
        "as_of": str,
        "from": str,
    },
)
"""
What may be moved, and where it stands. usual: 15 % of the schools. as_of: of the list that is shown; from: the first
day that other rules may hold from; both as "2026-04-10".
"""


class SchoolMoved(TypedDict):
    """A school that other rules would move; tier as it is today, words from where or to where."""

    id: str
    name: str
    cluster: str
    tier: str
    words: str


class SchoolStaying(TypedDict):
    """In how many of ten random weightings a school is on the list: in figures, in words, and as its row says it."""

    id: str
    name: str
    tenths: int
    words: str
    hint: str


class WhatIfEffect(TypedDict):
    """What other rules would do. stays: None while a slider is moving, to save the time."""

    title: str
    scope: str
    name: str
    enter: list[SchoolMoved]
    leave: list[SchoolMoved]
    check_in: str
    silence: str
    stays: list[SchoolStaying] | None


def rules_shown(words: Words, today: Assessment, first_day: pd.Timestamp) -> RulesShown:
    """What may be moved in a month, and where it stands; rules may hold from `first_day` on."""
    rules, schools = today.rules, len(today.school_ids)
    usual = worst_count(schools)
    weights = [
        _slider(
            code.value,
            wording_rules.weight_text(words, code),
            (0, HIGHEST_WEIGHT, WEIGHT_STEP),
            rules.weights[code],
            DEFAULT_RULES.weights[code],
        )
        for code in WEIGHTED
    ]
    margins = max(USUAL_MARGINS, math.ceil(rules.margin / MARGIN_STEP) * MARGIN_STEP)
    mixes = [wording_rules.mix_text(words, stop) for stop in _stops(1, MIX_STEP)]
    margin_texts = [wording_rules.margin_text(words, stop) for stop in _stops(margins, MARGIN_STEP)]
    texts = {rule: wording_rules.rule_text(words, rule) for rule in wording_rules.RULES}
    lists = [
        *(
            _slider(rule, texts[rule], (0, _most(count, usual, schools), 1), count, None)
            for rule, count in (("visits", today.visits), ("calls", today.calls))
        ),
        _slider("speed_mix", texts["speed_mix"], (0, 1, MIX_STEP), rules.speed_mix, 0.5, mixes),
        _slider("margin", texts["margin"], (0, margins, MARGIN_STEP), rules.margin, 0.2, margin_texts),
    ]
    switch: Switch = {
        "rule": "similar_need",
        "label": texts["similar_need"][0],
        "told": texts["similar_need"][1],
        "today": rules.similar_need,
        "default": DEFAULT_RULES.similar_need,
    }
    return {
        "weights": weights,
        "list": lists,
        "similar_need": switch,
        "usual": usual,
        "as_of": f"{today.as_of:%Y-%m-%d}",
        "from": f"{first_day:%Y-%m-%d}",
    }


def _most(count: int, usual: int, schools: int) -> int:
    """The end of a slider: twice the usual room, so that today's stands in the middle."""
    return max(1, count, min(schools, 2 * usual))


def _stops(high: float, step: float) -> list[float]:
    return [round(stop, 2) for stop in np.arange(0, high + step / 2, step)]


def _slider(
    rule: str,
    text: tuple[str, str],
    reach: tuple[float, float, float],
    today: float,
    default: float | None,
    texts: list[str] | None = None,
) -> Slider:
    low, high, step = reach
    return {
        "rule": rule,
        "label": text[0],
        "told": text[1],
        "texts": texts,
        "low": low,
        "high": high,
        "step": step,
        "today": today,
        "default": default,
    }


def moved_rules(today: Assessment, moved: object) -> RuleSet:
    """
    Today's rules with those moved that a browser names: {"turnout": 3, "visits": 16, "similar_need": false}.

    visits and calls of None mean 15 % of the schools. Raises PartnershipError for a rule that does not exist or a
    value out of its range.
    """
    if not isinstance(moved, dict):
        raise PartnershipError("The rules did not arrive whole. Load the page again; nothing was saved.")
    weights: dict[Indicator, float] = dict(today.rules.weights)
    others: dict[str, Any] = {}
    for rule, value in moved.items():
        if rule in WEIGHTED:
            weights[Indicator(rule)] = _number(rule, value)
        elif rule in ("visits", "calls"):
            others[rule] = None if value is None else _count(rule, value, len(today.school_ids))
        elif rule in ("speed_mix", "margin"):
            others[rule] = _number(rule, value)
        elif rule == "similar_need" and isinstance(value, bool):
            others[rule] = value
        else:
            raise PartnershipError(
                '"{rule}" cannot be moved like this. Load the page again; nothing was saved.', rule=f"{rule!s:.40}"
            )
    return replace(today.rules, weights=weights, **others)


def _number(rule: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise PartnershipError(
            '{rule}: "{value}" is not a number. Move it again; nothing was saved.', rule=rule, value=f"{value!s:.40}"
        )
    return float(value)


def _count(rule: str, value: object, schools: int) -> int:
    number = _number(rule, value)
    if number != int(number) or not 0 <= number <= schools:
        raise PartnershipError(
            "{rule}: {number} is not possible. Give a whole number from 0 to {schools}; nothing was saved.",
            rule=rule,
            number=f"{number:g}",
            schools=schools,
        )
    return int(number)


def what_if(words: Words, today: Assessment, rules: RuleSet, schools: pd.DataFrame, *, is_moving: bool) -> WhatIfEffect:
    """
    What the lists of a month would be under other rules, beside those of today.

    schools: name, cluster and tier by school_id, as `Board.schools`. enter, leave: schools of Extra support, by name,
    and where they come from or go. check_in: a sentence. stays: for the schools of today's list and those near it; None
    while a slider is moving, to save the time.
    """
    after = reweigh(today, rules)
    discounted = after.reporting_weight < rules.weights[Indicator.REPORTING]
    enter, leave = movers(words, today, after, schools)
    return {
        "title": wording_rules.what_if_text(words, today, after),
        "scope": wording_rules.scope_text(words, after.visits),
        "name": wording_rules.rule_set_name(words, rules),
        "enter": enter,
        "leave": leave,
        "check_in": check_in(words, after, schools),
        "silence": wording.silence_check_text(words) if discounted else "",
        "stays": None if is_moving else _staying(words, today, after, schools),
    }


def movers(
    words: Words, today: Assessment, after: Assessment, schools: pd.DataFrame
) -> tuple[list[SchoolMoved], list[SchoolMoved]]:
    """Schools that would enter Extra support, and that would leave it, by name; schools as `Board.schools`."""
    before, then = today.lists.on_extra_support, after.lists.on_extra_support
    goes_to = after.schools["tier"]

    def words_of(school_id: str, tier: str, enters: bool) -> str:
        if tier == SupportTier.NOT_ENOUGH_DATA:
            return wording_rules.also_on_list_text(words, enters)
        if enters:
            return wording_rules.entering_text(words, wording.tier_text(words, tier))
        return wording_rules.leaving_text(words, wording.tier_text(words, str(goes_to[school_id])))

    def moved(chosen: np.ndarray, *, enters: bool) -> list[SchoolMoved]:
        return [
            {"id": school_id, "name": name, "cluster": cluster or "", "tier": tier,
             "words": words_of(school_id, tier, enters)}
            for school_id, name, cluster, tier in _by_name(schools, today.index[chosen])
        ]  # fmt: skip

    return moved(then & ~before, enters=True), moved(before & ~then, enters=False)


def check_in(words: Words, after: Assessment, schools: pd.DataFrame) -> str:
    """
    Who would come to stand on Check in, and who would stand there no more, in sentences; schools as `Board.schools`.

    A school without enough data stands in its own group whatever its figures say, and is not named.
    """
    goes_to = after.schools["tier"]
    comes_from = schools["tier"].reindex(goes_to.index)
    is_on, was_on = goes_to.eq(SupportTier.CHECK_IN), comes_from.eq(SupportTier.CHECK_IN)

    def named(chosen: pd.Series, tiers: pd.Series) -> dict[str, list[str]]:
        by_tier: dict[str, list[str]] = {}
        for school_id, name, _, _ in _by_name(schools, chosen.index[chosen]):
            by_tier.setdefault(wording.tier_text(words, str(tiers[school_id])), []).append(name)
        return dict(sorted(by_tier.items()))

    return wording_rules.check_in_text(words, named(is_on & ~was_on, comes_from), named(was_on & ~is_on, goes_to))


def _by_name(schools: pd.DataFrame, chosen: pd.Index) -> list[tuple[str, str, str | None, str]]:
    """school_id, name, cluster and tier of these schools, by name."""
    some = schools.loc[schools.index.intersection(chosen)]
    some = some.sort_values("name", key=lambda names: names.str.casefold())
    return list(some[["name", "cluster", "tier"]].itertuples(name=None))


def _staying(words: Words, today: Assessment, after: Assessment, schools: pd.DataFrame) -> list[SchoolStaying]:
    """Today's list, surest first, then the schools that random weightings bring in most often."""
    share = stays_in(after)
    listed = pd.Series(today.lists.on_extra_support, index=today.index)
    near = pd.DataFrame({"share": share, "listed": listed, "name": schools["name"].reindex(today.index)})
    near = near[near["listed"] | near["share"].ge(NEAR)]
    near["tenths"] = (10 * near["share"]).round().astype(int)
    near = near.sort_values(["listed", "tenths", "name"], ascending=[False, False, True])
    return [
        {
            "id": school_id,
            "name": name,
            "tenths": int(tenths),
            "words": wording_rules.tenths_text(words, share, listed),
            "hint": wording_rules.stays_text(words, share, listed),
        }
        for school_id, share, listed, name, tenths in near.itertuples(name=None)
    ]
