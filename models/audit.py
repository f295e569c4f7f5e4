"""Does the list fall harder on some schools? Who is listed by level, size and need, and what visits found. Pure."""

from collections.abc import Mapping

import pandas as pd

from models.assessment import Assessment
from models.vocabulary import SchoolLevel, SupportTier, VisitFinding

QUARTER = 0.25
COLUMNS = ("split", "group", "schools", "extra_support", "check_in", "listed_rate", "visits", "not_needed")


def list_audit(
    month: Assessment, year: Mapping[pd.Timestamp, Assessment], schools: pd.DataFrame, visits: pd.DataFrame
) -> pd.DataFrame:
    """
    One row per group of schools: split ("level" | "size" | "need"), group, schools, extra_support, check_in (schools on
    each list of the month), listed_rate (0-1: share of the year's school-months so far on Extra support), visits (to
    schools on a list, with a finding), not_needed (of these, how many found that the list was wrong).

    schools: by school_id, level, enrollment (pupils), low_income_rate (0-1), NaN unknown. visits: school_id, tier,
    finding. "Small" is the quarter of the schools with the fewest pupils, "high need" the quarter with the highest
    share of low-income homes; a school whose figure is unknown is in neither group of that split. Attributes are read
    here to check the list and are never a reason on it. Source: the decision note on support need.
    """
    judged = schools.loc[schools.index.intersection(month.index)]
    so_far = pd.concat(
        one.schools["on_extra_list"].rename("on_extra_list").reset_index()
        for when, one in year.items()
        if when <= month.month
    )
    listed_visits = visits[visits["tier"].ne(SupportTier.STEADY)]
    rows = []
    for split, group, ids in _groups(judged):
        own_visits = listed_visits[listed_visits["school_id"].isin(ids)]
        rows.append(
            (
                split,
                group,
                len(ids),
                int(month.schools.loc[ids, "on_extra_list"].sum()),
                int(month.schools.loc[ids, "on_check_list"].sum()),
                so_far.loc[so_far["school_id"].isin(ids), "on_extra_list"].mean(),
                len(own_visits),
                int(own_visits["finding"].eq(VisitFinding.NOT).sum()),
            )
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _groups(schools: pd.DataFrame) -> list[tuple[str, str, pd.Index]]:
    """Split, group and its school ids, in the order they are shown; empty groups are left out."""
    enrollment, need = schools["enrollment"], schools["low_income_rate"]
    small = enrollment <= enrollment.quantile(QUARTER)
    high = need >= need.quantile(1 - QUARTER)
    groups = [("level", level.value, schools.index[schools["level"].eq(level)]) for level in SchoolLevel]
    groups += [
        ("size", "small", schools.index[small]),
        ("size", "other", schools.index[enrollment.notna() & ~small]),
        ("need", "high", schools.index[high]),
        ("need", "other", schools.index[need.notna() & ~high]),
    ]
    return [(split, group, ids) for split, group, ids in groups if len(ids)]
