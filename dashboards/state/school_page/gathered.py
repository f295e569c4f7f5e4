"""One school for its page, as a list's day saw it: codes and figures, no words. Kept for all who may see the same."""

from dataclasses import dataclass

import pandas as pd

from dashboards.state.district.data import ALL_TOPICS, DistrictData, scope
from dashboards.state.frame_rows import rows_of
from dashboards.state.our_school.own_school import Coordinator, tier_since, tiers_of
from dashboards.state.school.detail import in_force, school_detail, years_shown
from dashboards.state.school_page.similar import SimilarFound, found_similar
from dashboards.state.school_page.told_types import OwnTypes, own_types, told_types
from dashboards.state.triage.board import Board
from models import queries
from models.permissions import Viewer, check_can_see_school


@dataclass(frozen=True)
class Gathered:
    """
    What a school's page shows besides its board, its words and its months.

    lists: by month of the years shown, in order: school_year, mark (a code of MonthMark; "": none), tier (of that
    month's list; "": the school is on none). tier_since: day of the list from which on it stands where it stands.
    activities, forms, observations: of the reports in force on the day, as `queries.activities`, `parent_responses` and
    `teacher_observations`. steps: as `queries.planned_activities` of the year. plan: state and accepted_on, no row
    without a plan. types: None where no report is in. similar: None where nothing is looked for.
    sent_for: as `queries.reports_sent_for`.
    """

    lists: pd.DataFrame
    tier_since: pd.Timestamp | None
    activities: pd.DataFrame
    forms: pd.DataFrame
    observations: pd.DataFrame
    steps: pd.DataFrame
    plan: pd.DataFrame
    coordinators: tuple[Coordinator, ...]
    types: OwnTypes | None
    similar: SimilarFound | None
    sent_for: pd.DataFrame


def gathered(district: DistrictData, viewer: Viewer, board: Board, school_id: str) -> Gathered:
    """Read and put together, once for all viewers. Raises NotAllowedError where the viewer may not see the school."""
    check_can_see_school(viewer, school_id)
    key = ("school page", scope(viewer), board.school_year, board.month, school_id)
    return district.keep(key, ALL_TOPICS, lambda: _gathered(district, viewer, board, school_id))


def _gathered(district: DistrictData, viewer: Viewer, board: Board, school_id: str) -> Gathered:
    year, day = board.school_year, board.as_of.date()
    with district.reading() as session:
        states = district.states(viewer, year, board.as_of)
        told = told_types(district, board)
        types = own_types(district, board, school_id, told)
        named = queries.coordinators(session, viewer, year, day)
        tiers = tiers_of(district, [] if board.month is None else years_shown(district, board), school_id)
        as_of = district.part("calendar").set_index("month")["as_of_date"]
        return Gathered(
            lists=_months(district, viewer, board, school_id, tiers),
            tier_since=tier_since(tiers, as_of, board.month),
            activities=school_detail(district, viewer, board, school_id).activities,
            forms=in_force(queries.parent_responses(session, viewer, year, [school_id]), states, school_id),
            observations=in_force(queries.teacher_observations(session, viewer, year, school_id), states, school_id),
            steps=queries.planned_activities(session, viewer, [year], day, [school_id]),
            plan=queries.action_plan(session, viewer, year, school_id, day),
            coordinators=tuple(rows_of(named[named["school_id"].eq(school_id)], Coordinator)),
            types=types,
            similar=found_similar(district, viewer, board, school_id, told, types),
            sent_for=queries.reports_sent_for(session, viewer, school_id, day),
        )


def _months(district: DistrictData, viewer: Viewer, board: Board, school_id: str, listed: pd.Series) -> pd.DataFrame:
    parts = [pd.DataFrame({"school_year": [], "mark": [], "tier": []}, dtype=object)]
    calendar = district.part("calendar")
    for year in years_shown(district, board) if board.month is not None else []:
        if school_id not in district.whole_year(board, year).schools.index:
            continue  # it was no school of that year
        months = pd.DatetimeIndex(calendar.loc[calendar["school_year"].eq(year), "month"].sort_values())
        tiers = [_tier(listed.get(month)) if board.month and month <= board.month else "" for month in months]
        marks = district.marks(viewer, year, board.as_of)
        own = marks.reindex([school_id]).iloc[0].reindex(months).fillna("")
        parts.append(pd.DataFrame({"school_year": year, "mark": own.to_numpy(), "tier": tiers}, index=months))
    return pd.concat(parts[1:] or parts)


def _tier(stood: object) -> str:
    return stood if isinstance(stood, str) else ""
