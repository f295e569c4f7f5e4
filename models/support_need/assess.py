"""
Which schools need extra support this month, and why, in codes and figures; the words are in `models.wording`. Pure.

Every month is judged on its as-of date: what was filed later does not exist yet, so a past list can be made again
exactly. Source: decision 0004.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from models.errors import PartnershipError
from models.support_need.assessment import Assessment, Measured
from models.support_need.assessment import Reason as Reason
from models.support_need.cleaning import ordered
from models.support_need.comparison import Comparison, compare
from models.support_need.figures import figure_table
from models.support_need.history import DistrictHistory
from models.support_need.indicator_specs import WEIGHTED
from models.support_need.indicators import needs
from models.support_need.known_rows import Names, OrderedHistory
from models.support_need.limits import beyond_limits
from models.support_need.lists import Lists, by_hand, choose_lists, extra_support, on_list
from models.support_need.look_back import within_reach
from models.support_need.raising import overdue, raised
from models.support_need.rule_set import DEFAULT_RULES as DEFAULT_RULES
from models.support_need.rule_set import RuleSet, rules_in_force, worst_count
from models.support_need.school_status import Standing, standing
from models.support_need.scoring import Scores, score, score_alone, silence_checked, standardised_sum, weight_row

WEIGHTINGS = 200
SEED = 0


def assess(
    history: DistrictHistory,
    rule_sets: Iterable[RuleSet],
    first_month: pd.Timestamp,
    last_month: pd.Timestamp,
    *,
    both_needs: bool = False,
) -> dict[pd.Timestamp, Assessment]:
    """
    Assess every reporting month of a range (first days, both included) as of that month, in order, by the reports of
    its school year and the two before it.

    rule_sets: all ever saved; each month uses the one in force on its as-of date, the default where none is.
    both_needs measures with and without the similar-need switch, so that `reweigh` may turn it. Lists begin empty in
    the first month of a school year, whatever range is asked for. Months the calendar does not hold are not in the
    answer.
    """
    saved, calendar = list(rule_sets), history.calendar
    asked = calendar[(calendar["month"] >= first_month) & (calendar["month"] <= last_month)]
    answer: dict[pd.Timestamp, Assessment] = {}
    for year in sorted(set(asked["school_year"].astype(str))):
        rows = ordered(within_reach(history, year))
        of_year = rows.calendar.starts[rows.calendar.year == len(rows.calendar.year_names) - 1]
        first, last = max(first_month, of_year[0]), min(last_month, of_year[-1])
        answer |= assess_ordered(rows, saved, first, last, both_needs=both_needs)
    return answer


def assess_ordered(
    rows: OrderedHistory,
    rule_sets: Iterable[RuleSet],
    first_month: pd.Timestamp,
    last_month: pd.Timestamp,
    *,
    both_needs: bool = False,
    known: Mapping[pd.Timestamp, Assessment] | None = None,
) -> dict[pd.Timestamp, Assessment]:
    """
    `assess` of months of one school year, whose rows and those of the two years before are in order already.

    known: months assessed before from the same rows, under other decisions or rules. What those did not move is taken
    over, so that a decision costs what it changes; the answer is the same as without.
    """
    saved, known = list(rule_sets), known or {}
    calendar = rows.calendar
    asked = (calendar.starts >= first_month) & (calendar.starts <= last_month)
    if not asked.any():
        return {}
    from_year = calendar.year == calendar.year[int(np.argmax(asked))]
    answer: dict[pd.Timestamp, Assessment] = {}
    last_list: frozenset[str] = frozenset()
    for at in range(int(np.argmax(from_year)), int(np.flatnonzero(asked)[-1]) + 1):
        if at > 0 and calendar.year[at] != calendar.year[at - 1]:
            last_list = frozenset()
        known_then = rows.known_for(at)
        if not asked[at]:
            last_list = _on_extra_support(known_then, saved, at, last_list)
            continue
        before = known.get(calendar.starts[at])
        assessment = (before and _decided_again(known_then, saved, at, last_list, before)) or _assess_month(
            known_then, saved, at, last_list, both_needs
        )
        answer[calendar.starts[at]], last_list = assessment, assessment.on_extra_support
    return answer


def _on_extra_support(rows: OrderedHistory, saved: list[RuleSet], at: int, last_list: frozenset[str]) -> frozenset[str]:
    """Only the Extra support list of a month: a later month's margin needs it."""
    rules = rules_in_force(saved, pd.Timestamp(rows.calendar.as_of[at]))
    school_ids = rows.schools.ids[rows.expected[:, at]]
    total = score_alone(needs(rows, compare(rows, at, similar_need=rules.similar_need)), rules)
    visits, _ = _room(rules, len(school_ids))
    return frozenset(school_ids[extra_support(total, on_list(school_ids, last_list), visits, rules.margin)])


def _assess_month(
    rows: OrderedHistory, saved: list[RuleSet], at: int, last_list: frozenset[str], both_needs: bool
) -> Assessment:
    as_of = pd.Timestamp(rows.calendar.as_of[at])
    rules = rules_in_force(saved, as_of)
    measured: dict[bool, Measured] = {}
    switches = (rules.similar_need, not rules.similar_need) if both_needs else (rules.similar_need,)
    for similar_need in switches:
        compared = compare(rows, at, similar_need=similar_need)
        measured[similar_need] = _measure(rows, compared)
        if similar_need == rules.similar_need:
            where = standing(rows, compared)
    scores, lists, visits, calls = _decide(
        rows.schools.ids[rows.expected[:, at]], measured[rules.similar_need], where, rules, last_list
    )
    return Assessment(
        month=rows.calendar.starts[at],
        as_of=as_of,
        school_year=rows.calendar.year_names[rows.calendar.year[at]],
        rules=rules,
        school_ids=rows.schools.ids[rows.expected[:, at]],
        measured=measured,
        standing=where,
        scores=scores,
        lists=lists,
        last_list=last_list,
        month_starts=rows.calendar.starts,
        visits=visits,
        calls=calls,
    )


def _measure(rows: OrderedHistory, compared: Comparison) -> Measured:
    figures = figure_table(rows, compared)
    return Measured(
        needs(rows, compared), figures, raised(rows, compared, figures, beyond_limits(rows, compared, figures))
    )


def _decided_again(
    rows: OrderedHistory, saved: list[RuleSet], at: int, last_list: frozenset[str], before: Assessment
) -> Assessment | None:
    """A month that was measured before, under today's decisions and rules; None where the rules measure otherwise."""
    rules = rules_in_force(saved, before.as_of)
    if rules.similar_need not in before.measured:
        return None
    now = rows.expected[:, at]
    put_on, taken_off = (flags[now] for flags in by_hand(rows.decisions, len(now), rows.calendar.as_of[at]))
    where = before.standing
    late_steps = overdue(rows.next_steps, len(now), rows.calendar.as_of[at])[now]
    same = ((put_on, where.put_on), (taken_off, where.taken_off), (late_steps, where.overdue))
    if not all(np.array_equal(now_so, before_so) for now_so, before_so in same):
        where = replace(where, put_on=put_on, taken_off=taken_off, overdue=late_steps)
    if where is before.standing and rules == before.rules and last_list == before.last_list:
        return before
    return _listed_again(before, where, rules, last_list, before.scores if rules == before.rules else None)


def _listed_again(
    before: Assessment,
    where: Standing,
    rules: RuleSet,
    last_list: frozenset[str],
    scores: Scores | None = None,
) -> Assessment:
    """A month's lists again from what was measured in it. scores: under the same rules, where they are known."""
    scores, lists, visits, calls = _decide(
        before.school_ids,
        before.measured[rules.similar_need],
        where,
        rules,
        last_list,
        scores,
    )
    return replace(
        before,
        rules=rules,
        standing=where,
        scores=scores,
        lists=lists,
        last_list=last_list,
        visits=visits,
        calls=calls,
    )


def measured_both_ways(rows: OrderedHistory, assessment: Assessment) -> Assessment:
    """The same month with the similar-need switch measured the other way too, so that `reweigh` may turn it."""
    at = int(rows.calendar.starts.get_loc(assessment.month))  # type: ignore[arg-type]
    rows, other = rows.known_for(at), not assessment.rules.similar_need
    compared = compare(rows, at, similar_need=other)
    return replace(
        assessment,
        measured={**assessment.measured, other: _measure(rows, compared)},
    )


def _decide(
    school_ids: Names,
    measured: Measured,
    where: Standing,
    rules: RuleSet,
    last_list: frozenset[str],
    scores: Scores | None = None,
) -> tuple[Scores, Lists, int, int]:
    """scores: under the same rules, where they are known."""
    scores = scores or score(measured.needs, rules)
    visits, calls = _room(rules, len(school_ids))
    lists = choose_lists(
        scores.score,
        scores.recent,
        on_last=on_list(school_ids, last_list),
        visits=visits,
        calls=calls,
        margin=rules.margin,
        put_on=where.put_on,
        taken_off=where.taken_off,
    )
    return scores, lists, visits, calls


def _room(rules: RuleSet, schools: int) -> tuple[int, int]:
    usual = worst_count(schools)
    return usual if rules.visits is None else rules.visits, usual if rules.calls is None else rules.calls


def reweigh(
    assessment: Assessment, rule_set: RuleSet, previous: Assessment | Collection[str] | None = None
) -> Assessment:
    """
    The same month under other rules, from the needs already measured.

    previous: last month's assessment, or the school ids on its Extra support list; None keeps the list the assessment
    was made with. Raises PartnershipError where the similar-need switch was not measured (assess with
    both_needs=True, or `measured_both_ways`).
    """
    if rule_set.similar_need not in assessment.measured:
        raise PartnershipError(
            "The comparison with schools of similar need was measured one way only. "
            "Assess the month both ways to turn it."
        )
    if previous is None:
        last_list = assessment.last_list
    else:
        last_list = previous.on_extra_support if isinstance(previous, Assessment) else frozenset(previous)
    return _listed_again(assessment, assessment.standing, rule_set, last_list)


def stays_in(
    assessment: Assessment, previous: Assessment | Collection[str] | None = None, n: int = WEIGHTINGS
) -> pd.Series:
    """
    Share (0-1) of n random weightings, each weight x 0.5 to 1.5, in which a school is on Extra support; by school_id.

    The seed is fixed: the same month says the same every time. previous as in `reweigh`.
    """
    last_list = assessment.last_list
    if previous is not None:
        last_list = previous.on_extra_support if isinstance(previous, Assessment) else frozenset(previous)
    on_last = on_list(assessment.school_ids, last_list)
    z = assessment.scores.z
    chosen = np.zeros(len(z))
    for factors in np.random.default_rng(SEED).uniform(0.5, 1.5, size=(n, len(WEIGHTED))):
        _, weights = silence_checked(z, weight_row(assessment.rules.weights) * factors)
        standard, _, _ = standardised_sum(z * weights)
        chosen += extra_support(standard, on_last, assessment.visits, assessment.rules.margin)
    return pd.Series(chosen / n, index=assessment.index, name="stays_in")
