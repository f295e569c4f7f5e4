"""What stands beside a month's lists: how past lists did, what changed since the last one, and the whole district."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import pandas as pd

from models.support_need.assessment import Assessment
from models.support_need.changes import Change
from models.support_need.list_checks import HitRate
from models.vocabulary import SupportTier
from models.wording import lists as wording_lists
from models.wording import reasons as wording

REPORTED_ENOUGH = 0.9


@dataclass(frozen=True)
class Beside:
    """For everybody of a district; what a viewer sees of it is chosen in `dashboards.state.triage.screen`."""

    before: pd.Timestamp | None = None
    """The month of the list before; None in the first month of a school year."""
    changes: tuple[Change, ...] = ()
    hits: HitRate | None = None
    district: str = ""


def district_words(totals: pd.DataFrame, month: pd.Timestamp) -> str:
    """
    "District: 1.9 activities a report in January (2.8 in December)", from sums over all reports known on the list's
    as-of date; "" where no report is in.

    totals: month, expected, reported, activities of every school. What hits everybody, a month of snow, is invisible
    where schools are compared with each other; here it shows.
    """
    sums = totals.groupby("month")[["expected", "reported", "activities"]].sum()
    sums = sums[(sums.index <= month) & (sums["reported"] > 0)]
    if month not in sums.index:
        return ""
    mean = sums["activities"] / sums["reported"]
    words = f"District: {mean[month]:.1f} activities a report in {wording.month_name(month)}"
    earlier = sums.index[sums.index < month]
    if len(earlier):
        words += f" ({mean[earlier[-1]]:.1f} in {wording.month_name(earlier[-1])})"
    now = sums.loc[month]
    if now["reported"] < REPORTED_ENOUGH * now["expected"]:
        words += f"; {now['reported']:.0f} of {now['expected']:.0f} reported"
    return words


def news(beside: Beside, schools: pd.DataFrame, assessment: Assessment | None) -> dict[str, Any] | None:
    """
    Who is new on a list and who left it since the list before, among these schools (by school_id, with name), and the
    district's line; None where there is neither.

    {head, none, district, groups: [{text, title, follows, schools: [{id, name, why}]}]}, the visit list first, then by
    name. `title` says the whole, `text` what is left of it where the group `follows` one of the same list.
    """
    if assessment is None:
        return None
    own = [change for change in beside.changes if change.school_id in schools.index]
    visits = {change.school_id for change in own if change.list_name == SupportTier.EXTRA_SUPPORT}
    told = [change for change in own if _is_told(change, assessment, visits)]
    told.sort(key=lambda change: (schools.at[change.school_id, "name"].casefold(), change.school_id))
    groups: list[dict[str, Any]] = []
    for name in (SupportTier.EXTRA_SUPPORT, SupportTier.CHECK_IN):
        entered, left = ([one for one in told if (one.list_name, one.entered) == (name, way)] for way in (True, False))
        groups += [
            _group(some, schools["name"], follows=bool(some is left and entered)) for some in (entered, left) if some
        ]
    return {
        "head": wording_lists.news_head_text(beside.before) if beside.before is not None else "",
        "none": wording_lists.no_news_text() if beside.before is not None and not groups else "",
        "district": beside.district,
        "groups": groups,
    }


def _group(changes: list[Change], names: pd.Series, *, follows: bool) -> dict[str, Any]:
    one = changes[0]
    return {
        "text": wording_lists.news_text(one.list_name, one.entered, len(changes), follows=follows),
        "title": wording_lists.news_text(one.list_name, one.entered, len(changes)),
        "follows": follows,
        "schools": [
            {"id": change.school_id, "name": names[change.school_id], "why": wording_lists.news_cause_text(change)}
            for change in changes
        ],
    }


def _is_told(change: Change, assessment: Assessment, visits: Collection[str]) -> bool:
    """
    A move between the lists is told once, on the visit list's side (`visits`: the schools that changed there); too
    little data is a group of its own.
    """
    if change.list_name == SupportTier.EXTRA_SUPPORT:
        return True
    too_little = change.entered and assessment.schools["tier"].get(change.school_id) == SupportTier.NOT_ENOUGH_DATA
    told_there = change.cause == "other_list" or (change.cause == "rules" and change.school_id in visits)
    return not told_there and not too_little
