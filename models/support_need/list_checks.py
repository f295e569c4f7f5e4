"""
Do the lists hold? What visits found of them, whom they fall on, and the visits drawn by chance that check them. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

import pandas as pd

from models.support_need.assessment import Assessment
from models.vocabulary import SchoolLevel, SupportTier, VisitFinding

VISITS_AND_CALLS = (SupportTier.EXTRA_SUPPORT, SupportTier.CHECK_IN)
NO_LIST = [tier.value for tier in SupportTier if not tier.is_list]
QUARTER = 0.25
COLUMNS = ("split", "group", "schools", "extra_support", "check_in", "listed_rate", "visits", "not_needed")
ONE_IN = 5


# ---------------------------------------------------------------- what visits found
@dataclass(frozen=True)
class HitRate:
    """
    Visits with a finding, of schools on a list and, apart, of schools outside it.

    A finding says whether the list was right. Outside the lists "not" therefore means that the visit found a need the
    list had missed, and "partly" some need.
    """

    listed: int
    agreed: int
    in_part: int
    outside: int
    outside_need: int
    outside_in_part: int


def judged_visits(
    contacts: pd.DataFrame, assessments: Mapping[pd.Timestamp, Assessment], as_of: pd.Timestamp
) -> pd.DataFrame:
    """
    school_id, contacted_on, finding, month, tier: visits with a finding up to a day, each with the list it followed.

    contacts: as `queries.support_contacts`. assessments: the year's, by month. The list a visit followed is the latest
    one judged by the day of the visit; a visit before the year's first list, or to a school that list did not judge,
    is left out.
    """
    visits = contacts[contacts["finding"].notna() & (contacts["contacted_on"] <= as_of)]
    visits = visits[["school_id", "contacted_on", "finding"]].sort_values("contacted_on", kind="stable")
    judged = pd.DataFrame(
        {"judged_on": [one.as_of for one in assessments.values()], "month": list(assessments)}
    ).sort_values("judged_on")
    if visits.empty or judged.empty:
        return visits.assign(month=judged["month"], tier="")[:0]
    unit = visits["contacted_on"].dtype
    judged["judged_on"] = judged["judged_on"].astype(unit)
    followed = pd.merge_asof(visits, judged, left_on="contacted_on", right_on="judged_on")
    tiers = pd.concat(
        one.schools["tier"].rename("tier").reset_index().assign(month=month) for month, one in assessments.items()
    )
    return followed.dropna(subset="month").merge(tiers, on=["school_id", "month"]).drop(columns="judged_on")


def hit_rate(visits: pd.DataFrame) -> HitRate:
    """The counts of `judged_visits`, by whether the school stood on a list."""
    is_listed = ~visits["tier"].isin(NO_LIST)
    listed, outside = visits.loc[is_listed, "finding"], visits.loc[~is_listed, "finding"]
    return HitRate(
        listed=len(listed),
        agreed=int(listed.eq(VisitFinding.RIGHT).sum()),
        in_part=int(listed.eq(VisitFinding.PARTLY).sum()),
        outside=len(outside),
        outside_need=int(outside.eq(VisitFinding.NOT).sum()),
        outside_in_part=int(outside.eq(VisitFinding.PARTLY).sum()),
    )


# ---------------------------------------------------------------- whom the lists fall on
def list_audit(
    month: Assessment, year: Mapping[pd.Timestamp, Assessment], schools: pd.DataFrame, visits: pd.DataFrame
) -> pd.DataFrame:
    """
    One row per group of schools: split ("level" | "size" | "need"), group, schools, extra_support, check_in (schools
    that stand there this month), listed_rate (0-1: share of the year's school-months so far on Extra support), visits
    (to schools on a list, with a finding), not_needed (of these, how many found that the list was wrong).

    schools: by school_id, level, enrollment (pupils), low_income_rate (0-1), NaN unknown. visits: school_id, tier,
    finding. "Small" is the quarter of the schools with the fewest pupils, "high need" the quarter with the highest
    share of low-income homes; a school whose figure is unknown is in neither group of that split. Attributes are read
    here to check the list and are never a reason on it. Source: decision 0004.
    """
    judged = schools.loc[schools.index.intersection(month.index)]
    so_far = pd.concat(
        assessment.schools["on_extra_support"].rename("on_extra_support").reset_index()
        for when, assessment in year.items()
        if when <= month.month
    )
    listed_visits = visits[~visits["tier"].isin(NO_LIST)]
    rows = []
    for split, group, ids in _groups(judged):
        own_visits = listed_visits[listed_visits["school_id"].isin(ids)]
        rows.append(
            (
                split,
                group,
                len(ids),
                *(int(month.schools.loc[ids, "tier"].eq(tier).sum()) for tier in VISITS_AND_CALLS),
                so_far.loc[so_far["school_id"].isin(ids), "on_extra_support"].mean(),
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


# ---------------------------------------------------------------- the visits drawn by chance
def unlisted(assessment: Assessment) -> frozenset[str]:
    """School ids on no list."""
    return frozenset(map(str, assessment.index[assessment.schools["tier"].isin(NO_LIST)]))


def also_visit(assessment: Assessment, district_code: str) -> frozenset[str]:
    """
    School ids drawn by chance among those on no list: one for every five visits the month has room for.

    Schools are ordered by a hash of district, month and their own id: every run draws the same ones, and a school that
    opens or closes does not change another's hash. Source: decision 0004.
    """
    month = f"{assessment.month:%Y-%m}"
    lots = sorted(
        unlisted(assessment), key=lambda school_id: sha256(f"{district_code}|{month}|{school_id}".encode()).digest()
    )
    return frozenset(lots[: assessment.visits // ONE_IN])
