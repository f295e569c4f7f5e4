"""Who entered or left a list since last month, and why. Pure."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from models.support_need.assess import reweigh
from models.support_need.assessment import Assessment
from models.support_need.indicator_specs import WEIGHTED
from models.support_need.known_rows import Floats
from models.support_need.rule_set import RuleSet
from models.vocabulary import Indicator


@dataclass(frozen=True)
class Change:
    """
    A school that entered or left a list since last month, and why.

    moved: points gained by indicator (below 0: lost; of the recent score for Check in), both months under this month's
    rules, the largest in the direction of the change first; cause: "rules" (they changed, and under the new ones last
    month's list had it so already), "score", "by_hand", "other_list" (it moved from or to the other list),
    "others" (its own score moved the other way) or "not_expected" (no report is expected of it any more).
    """

    school_id: str
    list_name: str
    entered: bool
    cause: str
    moved: tuple[tuple[Indicator, float], ...]


def what_changed(assessment: Assessment, previous: Assessment | None) -> tuple[Change, ...]:
    """
    Changes of both lists against last month's, by list then school id. previous None: everybody listed has entered.

    Where the similar-need switch was turned, last month is best `measured_both_ways`; measured one way only, it is
    compared as it was measured.
    """
    alike = None if previous is None else _under(assessment.rules, previous)
    changes: list[Change] = []
    for name, column in (("extra_support", "on_extra_support"), ("check_in", "on_check_in")):
        listed, before = assessment.schools[column], _listed(previous, column, assessment.index)
        listed_alike = _listed(alike, column, assessment.index)
        other = "on_check_in" if name == "extra_support" else "on_extra_support"
        other_now, other_before = assessment.schools[other], _listed(previous, other, assessment.index)
        for school in assessment.index[(listed != before).to_numpy()]:
            entered = bool(listed[school])
            moved = _moved(assessment, alike, str(school), entered, name == "check_in")
            crossed = bool(other_before[school]) if entered else bool(other_now[school])
            by_rules = bool(listed_alike[school]) == entered and alike is not previous
            cause = "rules" if by_rules else _cause(assessment, str(school), entered, crossed, moved, name)
            changes.append(Change(str(school), name, entered, cause, moved))
        gone = () if previous is None else sorted(_listed_ids(previous, column) - set(assessment.index))
        changes += [Change(school, name, False, "not_expected", ()) for school in gone]
    return tuple(changes)


def _under(rules: RuleSet, previous: Assessment) -> Assessment:
    """Last month under these rules, so that a moved weight is not told as something a school did; itself if alike."""
    if rules.decides_like(previous.rules):
        return previous
    measured = rules.similar_need in previous.measured
    return reweigh(previous, rules if measured else replace(rules, similar_need=previous.rules.similar_need))


def _listed(assessment: Assessment | None, column: str, index: pd.Index) -> pd.Series:
    if assessment is None:
        return pd.Series(False, index=index)
    return assessment.schools[column].reindex(index, fill_value=False).astype(bool)


def _listed_ids(assessment: Assessment, column: str) -> set[str]:
    listed = assessment.schools[column]
    return {str(school) for school in listed.index[listed]}


def _moved(
    assessment: Assessment, previous: Assessment | None, school: str, entered: bool, of_recent: bool
) -> tuple[tuple[Indicator, float], ...]:
    now = _points_of(assessment, school, of_recent)
    before = np.zeros(len(now)) if previous is None else _points_of(previous, school, of_recent)
    difference = now - before
    order = np.argsort(-difference if entered else difference, kind="stable")
    return tuple((WEIGHTED[at], float(difference[at])) for at in order)


def _points_of(assessment: Assessment, school: str, of_recent: bool) -> Floats:
    """Points of the score a list is made from; a school not assessed that month had none."""
    points = assessment.scores.recent_points if of_recent else assessment.scores.points
    return points[assessment.index.get_loc(school)] if school in assessment.index else np.zeros(points.shape[1])


def _cause(
    assessment: Assessment,
    school: str,
    entered: bool,
    crossed: bool,
    moved: tuple[tuple[Indicator, float], ...],
    name: str,
) -> str:
    row = assessment.index.get_loc(school)
    manual = assessment.lists.by_hand[row] if entered else assessment.standing.taken_off[row]
    if name == "check_in" and manual:
        return "by_hand"
    if crossed:
        return "other_list"
    gained = sum(points for _, points in moved)
    return "score" if (gained > 0) == entered else "others"
