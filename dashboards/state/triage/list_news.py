"""What stands beside a month's lists: how past lists did, what changed since the last one, and the whole district."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypedDict

import pandas as pd

from models.support_need.assessment import Assessment
from models.support_need.changes import Change
from models.support_need.list_checks import HitRate
from models.vocabulary import SupportTier
from models.wording import lists as wording_lists
from models.wording.language import Words

REPORTED_ENOUGH = 0.9


@dataclass(frozen=True)
class DistrictMonth:
    """
    What the whole district did in a month: activities a report, in it and in the last month with reports before it
    (None: there is none), and how many reports are in of how many expected.
    """

    month: pd.Timestamp
    activities: float
    earlier_month: pd.Timestamp | None
    earlier_activities: float | None
    reported: int
    expected: int


@dataclass(frozen=True)
class Beside:
    """For everybody of a district; what a viewer sees of it is chosen in `dashboards.state.triage.screen`."""

    before: pd.Timestamp | None = None
    """The month of the list before; None in the first month of a school year."""
    changes: tuple[Change, ...] = ()
    hits: HitRate | None = None
    district: DistrictMonth | None = None


class NewsSchool(TypedDict):
    """A school that entered or left a list, and why in a few words."""

    id: str
    name: str
    why: str


class NewsGroup(TypedDict):
    """
    Schools that entered one list, or left it. `title` is complete ("1 left Check in"); `text` is shorter ("1 left")
    where the group `follows` one of the same list.
    """

    text: str
    title: str
    follows: bool
    schools: list[NewsSchool]


class ListNews(TypedDict):
    """`head` "Since February's list:", `none` where nobody moved, the groups, and the whole `district`'s month."""

    head: str
    none: str
    district: str
    groups: list[NewsGroup]


def district_month(totals: pd.DataFrame, month: pd.Timestamp) -> DistrictMonth | None:
    """
    Sums over all reports of the district known on the list's as-of date; None where no report of the month is in.

    totals: month, expected, reported, activities of every school. What hits everybody, a month of snow, is invisible
    where schools are compared with each other; here it shows.
    """
    sums = totals.groupby("month")[["expected", "reported", "activities"]].sum()
    sums = sums[(sums.index <= month) & (sums["reported"] > 0)]
    if month not in sums.index:
        return None
    mean = sums["activities"] / sums["reported"]
    earlier = sums.index[sums.index < month]
    last = earlier[-1] if len(earlier) else None
    reported, expected = (int(sums[name].loc[month]) for name in ("reported", "expected"))
    return DistrictMonth(
        month=month,
        activities=float(mean[month]),
        earlier_month=last,
        earlier_activities=None if last is None else float(mean[last]),
        reported=reported,
        expected=expected,
    )


def district_words(words: Words, district: DistrictMonth | None) -> str:
    """ "District: 1.9 activities a report in January (2.8 in December)"; "" where no report is in."""
    if district is None:
        return ""
    said = words.gettext(
        "District: {number} activities a report in {month}",
        number=words.number(district.activities, 1),
        month=words.month(district.month),
    )
    if district.earlier_month is not None and district.earlier_activities is not None:
        said = words.gettext(
            "{sentence} ({number} in {month})",
            sentence=said,
            number=words.number(district.earlier_activities, 1),
            month=words.month(district.earlier_month),
        )
    if district.reported < REPORTED_ENOUGH * district.expected:
        said = words.gettext(
            "{sentence}; {reported} of {expected} reported",
            sentence=said,
            reported=district.reported,
            expected=district.expected,
        )
    return said


def news(words: Words, beside: Beside, schools: pd.DataFrame, assessment: Assessment | None) -> ListNews | None:
    """
    Who is new on a list and who left it since the list before, among these schools (by school_id, with name), and the
    district's line; None for a year without lists. The visit list comes first, then schools by name.
    """
    if assessment is None:
        return None
    own = [change for change in beside.changes if change.school_id in schools.index]
    visits = {change.school_id for change in own if change.list_name == SupportTier.EXTRA_SUPPORT}
    shown = [change for change in own if _is_told(change, assessment, visits)]
    shown.sort(key=lambda change: (str(schools.at[change.school_id, "name"]).casefold(), change.school_id))
    groups: list[NewsGroup] = []
    for name in (SupportTier.EXTRA_SUPPORT, SupportTier.CHECK_IN):
        entered, left = (
            [change for change in shown if (change.list_name, change.entered) == (name, way)] for way in (True, False)
        )
        groups += [
            _group(words, some, schools["name"], follows=bool(some is left and entered))
            for some in (entered, left)
            if some
        ]
    return {
        "head": wording_lists.news_head_text(words, beside.before) if beside.before is not None else "",
        "none": wording_lists.no_news_text(words) if beside.before is not None and not groups else "",
        "district": district_words(words, beside.district),
        "groups": groups,
    }


def _group(words: Words, changes: list[Change], names: pd.Series, *, follows: bool) -> NewsGroup:
    first = changes[0]
    return {
        "text": wording_lists.news_text(words, first.list_name, first.entered, len(changes), follows=follows),
        "title": wording_lists.news_text(words, first.list_name, first.entered, len(changes)),
        "follows": follows,
        "schools": [
            {
                "id": change.school_id,
                "name": names[change.school_id],
                "why": wording_lists.news_cause_text(words, change),
            }
            for change in changes
        ],
    }


def _is_told(change: Change, assessment: Assessment, visits: Collection[str]) -> bool:
    """
    A move between the lists is told once, on the visit list's side (`visits`: the schools that changed there). Entering
    Check in with too little data is not told: such a school is shown as "not enough data".
    """
    if change.list_name == SupportTier.EXTRA_SUPPORT:
        return True
    too_little = change.entered and assessment.schools["tier"].get(change.school_id) == SupportTier.NOT_ENOUGH_DATA
    told_there = change.cause == "other_list" or (change.cause == "rules" and change.school_id in visits)
    return not told_there and not too_little
