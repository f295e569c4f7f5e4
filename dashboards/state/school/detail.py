"""One school, opened: the rows behind its figures, its months, and its place among all schools. Codes and figures."""

from dataclasses import dataclass

import pandas as pd

from dashboards.state.district.data import ALL_TOPICS, DistrictData, scope
from dashboards.state.district.whole import JUDGED_FROM
from dashboards.state.reopened import months_reopened
from dashboards.state.school.behind import Behind
from dashboards.state.school.funnels import SchoolFunnel, comparable, funnel_of_school
from dashboards.state.school.months import Months, school_months, shifts_of
from dashboards.state.triage.board import Board
from models import queries
from models.permissions import Viewer, check_can_see_school
from models.school_charts.funnel import variance_per_unit
from models.school_charts.peer_months import YearFrames
from models.support_need.source_rows import school_source_rows
from models.vocabulary import Indicator, Topic

YEARS_SHOWN = 2
"""School years in the month charts: with two a school that reports has its 12 months for firm limits."""


@dataclass(frozen=True)
class Told:
    """Who leads a school and what its reports say beside figures: `queries.principals` and `queries.reports_said`."""

    principals: pd.DataFrame
    said: pd.DataFrame


@dataclass(frozen=True)
class Detail:
    """
    The rows of one school that is opened, in codes and figures.

    activities: of the reports in force in the board's year. behind: None for a school or year that is not judged.
    """

    activities: pd.DataFrame
    behind: Behind | None


def school_told(district: DistrictData, viewer: Viewer, board: Board, school_id: str) -> Told:
    """What a school's words need beside its board; they come first. Raises NotAllowedError, see `school_detail`."""
    check_can_see_school(viewer, school_id)
    key = ("told", scope(viewer), board.school_year, board.as_of, school_id)
    return district.keep(key, ALL_TOPICS, lambda: _told(district, viewer, board, school_id))


def _told(district: DistrictData, viewer: Viewer, board: Board, school_id: str) -> Told:
    with district.reading() as session:
        principals = queries.principals(session, viewer, board.school_year)
        said = queries.reports_said(session, viewer, board.school_year, board.as_of.date(), school_id)
    return Told(principals[principals["school_id"].eq(school_id)], said)


def school_detail(district: DistrictData, viewer: Viewer, board: Board, school_id: str) -> Detail:
    """The rows behind a school's words. Raises NotAllowedError where the viewer may not see it."""
    check_can_see_school(viewer, school_id)
    key = ("detail", scope(viewer), board.school_year, board.month, school_id)
    return district.keep(key, ALL_TOPICS, lambda: _detail(district, viewer, board, school_id))


def _detail(district: DistrictData, viewer: Viewer, board: Board, school_id: str) -> Detail:
    activities = _activities_in_force(district, viewer, board, school_id, board.school_year)
    return Detail(activities, _behind(district, viewer, board, school_id, activities))


def detail_months(district: DistrictData, viewer: Viewer, board: Board, school_id: str) -> Months:
    """A school's months beside those of schools like it. Raises NotAllowedError where the viewer may not see it."""
    check_can_see_school(viewer, school_id)
    key = ("months", scope(viewer), board.school_year, board.month, school_id)
    return district.keep(key, ALL_TOPICS, lambda: _months(district, viewer, board, school_id))


def in_force(rows: pd.DataFrame, states: pd.DataFrame, school_id: str) -> pd.DataFrame:
    """
    Rows of one school's reports (month, revision, ...), of those alone that were in force on a day.

    states: as `queries.report_states` of that day.
    """
    return rows.merge(states.loc[states["school_id"].eq(school_id), ["month", "revision"]], on=["month", "revision"])


def years_shown(district: DistrictData, board: Board) -> list[str]:
    """The last school years up to the board's that a school's pictures show."""
    years = sorted(set(district.part("calendar")["school_year"]))
    return [year for year in years if year <= board.school_year][-YEARS_SHOWN:]


def _activities_in_force(
    district: DistrictData, viewer: Viewer, board: Board, school_id: str, school_year: str
) -> pd.DataFrame:
    with district.reading() as session:
        rows = queries.activities(session, viewer, school_year, [school_id])
    return in_force(rows, district.states(viewer, school_year, board.as_of), school_id)


def _behind(district: DistrictData, viewer: Viewer, board: Board, school_id: str, held: pd.DataFrame) -> Behind | None:
    """What the figures rest on; None for a school or year that is not judged."""
    if board.assessment is None or board.month is None or school_id not in board.assessment.index:
        return None
    compared = district.compared(board.school_year, board.month, board.assessment.rules.similar_need)
    known, _ = district.known_for(board.school_year, board.month)
    rows = school_source_rows(known, compared, school_id)
    calendar = district.part("calendar").set_index("month")["school_year"]
    window = rows.months.loc[rows.months["in_window"] | rows.months["in_last_received"], "month"]
    years = sorted(set(window.map(calendar)) - {board.school_year})
    earlier = [_activities_in_force(district, viewer, board, school_id, year) for year in years]
    with district.reading() as session:
        steps = queries.planned_activities(
            session, viewer, [*years, board.school_year], board.as_of.date(), [school_id]
        )
    return Behind(rows, pd.concat([*earlier, held], ignore_index=True) if earlier else held, steps)


def _months(district: DistrictData, viewer: Viewer, board: Board, school_id: str) -> Months:
    if board.month is None:
        return Months()
    with district.reading() as session:
        decisions = queries.decisions_so_far(session, viewer, school_id, board.as_of.date())
    whole = [district.whole_year(board, year) for year in years_shown(district, board)]
    checked: list[pd.Timestamp] = []
    if board.assessment is not None:
        found = board.assessment.please_check
        checked = list(found.loc[found["school_id"].eq(school_id), "month"])
    reopened = months_reopened(district, board.as_of)
    return school_months(school_id, whole, decisions, board.month, _shifts(district, board, whole), checked, reopened)


def _shifts(district: DistrictData, board: Board, years: list[YearFrames]) -> frozenset[pd.Timestamp]:
    """Months up to the board's in which the whole district did far less than a year before."""
    month = board.month
    if month is None:
        return frozenset()
    return district.keep(("shifts", board.as_of), (Topic.SCHOOLS, Topic.REPORTS), lambda: shifts_of(years, month))


def school_funnel(
    district: DistrictData, viewer: Viewer, board: Board, school_id: str, code: str
) -> SchoolFunnel | None:
    """
    One indicator of a school among all schools; None where there is nothing to compare.

    Only a viewer of the whole district learns which dot is which school. Raises NotAllowedError where the viewer may
    not see the school.
    """
    check_can_see_school(viewer, school_id)
    if board.assessment is None or board.month is None or code not in funnel_codes(board, school_id):
        return None
    assessment, month, indicator = board.assessment, board.month, Indicator(code)

    def made() -> SchoolFunnel | None:
        compared = district.compared(board.school_year, month, assessment.rules.similar_need)
        known, _ = district.known_for(board.school_year, month)
        return funnel_of_school(
            indicator,
            assessment,
            school_id,
            name=str(board.schools.at[school_id, "name"]),
            names=board.schools["name"] if viewer.sees_district else None,
            per_unit=variance_per_unit(indicator, known, compared),
        )

    return district.keep(("funnel", scope(viewer), board.school_year, month, school_id, code), JUDGED_FROM, made)


def funnel_codes(board: Board, school_id: str) -> list[Indicator]:
    """The indicators that can be compared, the school's first reason first; empty: none can."""
    if board.assessment is None or school_id not in board.assessment.index:
        return []
    return comparable(board.assessment, school_id)
