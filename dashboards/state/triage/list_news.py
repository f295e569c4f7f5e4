"""What stands beside a month's lists: how past lists did, what changed since the last one, and the whole district."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import TypedDict

import pandas as pd

from dashboards.state.triage.board import APART
from dashboards.state.triage.ledger import Movement, Reports
from models.support_need.assessment import Assessment
from models.support_need.changes import Change
from models.support_need.list_checks import HitRate
from models.trends.quantities import ENOUGH_REPORTS
from models.vocabulary import SupportTier
from models.wording import lists as wording_lists
from models.wording import triage as wording_triage
from models.wording.language import Words


@dataclass(frozen=True)
class Beside:
    """For everybody of a district; what a viewer sees of it is chosen in `dashboards.state.triage.screen`."""

    before: pd.Timestamp | None = None
    """The month of the list before; None in the first month of a school year."""
    tiers_before: Mapping[Hashable, str] = field(default_factory=dict)
    """Tier in that list, by school id."""
    changes: tuple[Change, ...] = ()
    hits: HitRate | None = None
    reports: Reports | None = None
    """The whole district's month, and how it moved."""
    movement: Movement | None = None


class NewsSchool(TypedDict):
    """A school that entered or left a list, and why in a few words."""

    id: str
    name: str
    why: str


class NewsGroup(TypedDict):
    """Schools that moved to one group: "2 new on Extra support"; each stands in one group only."""

    text: str
    schools: list[NewsSchool]


class ListNews(TypedDict):
    """`head` "Since February's list:", `none` where nobody moved, the groups, and the whole `district`'s month."""

    head: str
    none: str
    district: str
    groups: list[NewsGroup]


def district_words(words: Words, beside: Beside) -> str:
    """ "District: 1.0 activities a report (2.3 in January 2025)", beside a part of it; "" where no report is in."""
    if beside.movement is None or beside.reports is None:
        return ""
    moved = beside.movement
    said = wording_triage.movement_text(words, moved.now, moved.before, moved.month_before)
    if beside.reports.received < ENOUGH_REPORTS * beside.reports.expected:
        return words.gettext(
            "District: {movement}; {reported} of {expected} reported",
            movement=said,
            reported=beside.reports.received,
            expected=beside.reports.expected,
        )
    return words.gettext("District: {movement}", movement=said)


def news(
    words: Words, beside: Beside, schools: pd.DataFrame, assessment: Assessment | None, *, is_whole: bool
) -> ListNews | None:
    """
    Every school whose group is another than in the list before, once, where it is now: from where, and why; None for a
    year without lists. Groups as in the list, schools in their order.

    schools: by school_id, name and tier (or APART). is_whole: they are all there are, so the district needs no line.
    """
    if assessment is None:
        return None
    groups: list[NewsGroup] = []
    if beside.before is not None:
        movers = _movers(beside, schools)
        for tier in (*(tier.value for tier in SupportTier), APART):
            if came := [school for school, now in movers.items() if now == tier]:
                groups.append(_group(words, beside, schools["name"], assessment, tier, came))
    return {
        "head": wording_lists.news_head_text(words, beside.before) if beside.before is not None else "",
        "none": wording_lists.no_news_text(words) if beside.before is not None and not groups else "",
        "district": "" if is_whole else district_words(words, beside),
        "groups": groups,
    }


def _movers(beside: Beside, schools: pd.DataFrame) -> dict[str, str]:
    """Schools in another group than before, and which; one that owed no report then and owes none now is none."""
    now = zip(schools.index.astype(str), schools["tier"], strict=True)
    return {school: str(tier) for school, tier in now if beside.tiers_before.get(school, APART) != tier}


def _group(
    words: Words, beside: Beside, names: pd.Series, assessment: Assessment, tier: str, came: list[str]
) -> NewsGroup:
    changes: dict[str, list[Change]] = {}
    for change in beside.changes:
        changes.setdefault(change.school_id, []).append(change)
    schools: list[NewsSchool] = [
        {
            "id": school,
            "name": str(names[school]),
            "why": wording_lists.moved_text(
                words, beside.tiers_before.get(school, APART), tier, changes.get(school, ()), _thing(assessment, school)
            ),
        }
        for school in came
    ]
    return {"text": wording_lists.news_text(words, tier, len(came)), "schools": schools}


def _thing(assessment: Assessment, school: str) -> str:
    """Code of the one thing to raise now; "" where there is none."""
    thing = assessment.one_things.get(school)
    return thing.code if thing is not None else ""
