"""How often visits found what the lists had said: the running hit rate. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from models.assessment import Assessment
from models.vocabulary import SupportTier, VisitFinding


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
        return visits.assign(month=pd.NaT, tier="")[:0]
    unit = visits["contacted_on"].dtype
    judged["judged_on"] = judged["judged_on"].astype(unit)
    followed = pd.merge_asof(visits, judged, left_on="contacted_on", right_on="judged_on")
    tiers = pd.concat(
        one.schools["tier"].rename("tier").reset_index().assign(month=month) for month, one in assessments.items()
    )
    return followed.dropna(subset="month").merge(tiers, on=["school_id", "month"]).drop(columns="judged_on")


def hit_rate(visits: pd.DataFrame) -> HitRate:
    """The counts of `judged_visits`. Every tier but Steady is a list: somebody is asked to call or to come."""
    is_listed = visits["tier"].ne(SupportTier.STEADY)
    listed, outside = visits.loc[is_listed, "finding"], visits.loc[~is_listed, "finding"]
    return HitRate(
        listed=len(listed),
        agreed=int(listed.eq(VisitFinding.RIGHT).sum()),
        in_part=int(listed.eq(VisitFinding.PARTLY).sum()),
        outside=len(outside),
        outside_need=int(outside.eq(VisitFinding.NOT).sum()),
        outside_in_part=int(outside.eq(VisitFinding.PARTLY).sum()),
    )
