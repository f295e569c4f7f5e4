"""One school, opened: its reasons with the rows behind them, its months, and its place among all schools."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboards.state.board import Board
from dashboards.state.detail import record_part, why_part
from dashboards.state.evidence import Behind
from dashboards.state.funnels import FunnelShown, funnel_shown, options
from dashboards.state.months import Months, school_months
from dashboards.state.peers import YearFrames
from models import queries
from models.evidence import school_evidence
from models.funnel import variance_per_unit
from models.permissions import Viewer
from models.vocabulary import Indicator

if TYPE_CHECKING:
    from dashboards.state.snapshot import Snapshot

YEARS_SHOWN = 2
"""School years in the month charts: with two a school that reports has its 12 months for firm limits."""


@dataclass(frozen=True)
class Detail:
    """One school, ready to be shown: two parts of plain data, and its months with those of its peers."""

    why: dict[str, Any]
    record: dict[str, Any]
    charts: Months

    @property
    def months(self) -> pd.DataFrame:
        """As `charts.month_chart` wants them."""
        return self.charts.frame

    @property
    def peers(self) -> str:
        """Whom the months are compared with, in words."""
        return self.charts.peers


def school_detail(kept: Snapshot, viewer: Viewer, board: Board, school_id: str) -> Detail:
    """Everything the detail of a school shows at once. The viewer may see the school: who asks has checked that."""
    as_of = board.as_of.date()
    held = _activities_in_force(kept, viewer, board, school_id, board.school_year)
    with kept.database.reading() as session:
        named = queries.liaisons(session, viewer, as_of)
    liaison = named.loc[named["school_id"].eq(school_id), "name"]
    before = kept.before(board.school_year, board.month) if board.month is not None else None
    behind = _behind(kept, viewer, board, school_id, held)
    changes = kept.beside(board.school_year, f"{board.month:%Y-%m}").changes if board.month is not None else ()
    why = why_part(board, school_id, behind, liaison.iloc[0] if len(liaison) else None, before, changes)
    return Detail(why, record_part(board, school_id, held), _months(kept, viewer, board, school_id))


def _activities_in_force(
    kept: Snapshot, viewer: Viewer, board: Board, school_id: str, school_year: str
) -> pd.DataFrame:
    """The activities of the reports that were in force on the board's day."""
    with kept.database.reading() as session:
        rows = queries.activities(session, viewer, school_year, [school_id])
    states = kept.states(viewer, school_year, board.as_of)
    in_force = states.loc[states["school_id"].eq(school_id), ["month", "revision"]]
    return rows.merge(in_force, on=["month", "revision"])


def _behind(kept: Snapshot, viewer: Viewer, board: Board, school_id: str, held: pd.DataFrame) -> Behind | None:
    """What the figures rest on; None for a school or year that is not judged."""
    if board.assessment is None or board.month is None or school_id not in board.assessment.index:
        return None
    rows = school_evidence(kept.ordered, kept.compared(board.month, board.assessment.rules.similar_need), school_id)
    calendar = kept.history.calendar.set_index("month")["school_year"]
    window = rows.months.loc[rows.months["in_window"] | rows.months["in_last_received"], "month"]
    years = sorted(set(window.map(calendar)) - {board.school_year})
    earlier = [_activities_in_force(kept, viewer, board, school_id, year) for year in years]
    with kept.database.reading() as session:
        steps = queries.planned_activities(
            session, viewer, [*years, board.school_year], board.as_of.date(), [school_id]
        )
    return Behind(rows, pd.concat([*earlier, held], ignore_index=True) if earlier else held, steps)


def _months(kept: Snapshot, viewer: Viewer, board: Board, school_id: str) -> Months:
    if board.month is None:
        return Months()
    years = sorted(set(kept.history.calendar["school_year"]))
    shown = [year for year in years if year <= board.school_year][-YEARS_SHOWN:]
    with kept.database.reading() as session:
        events = queries.events_so_far(session, viewer, school_id, board.as_of.date())
    whole = [kept.whole_year(board, year) for year in shown]
    return school_months(school_id, whole, events, board.month, kept.shifts(board, whole))


def year_frames(kept: Snapshot, office: Viewer, board: Board, school_year: str) -> YearFrames:
    """A school year of the whole district as known on the board's day."""
    with kept.database.reading() as session:
        schools = queries.schools_in_year(session, office, school_year).set_index("school_id")
        totals = queries.school_months(session, office, school_year, board.as_of.date())
    return YearFrames(school_year, schools, totals)


def school_funnel(kept: Snapshot, viewer: Viewer, board: Board, school_id: str, code: str) -> FunnelShown | None:
    """
    One indicator of a school among all schools; None where there is nothing to compare.

    Only a viewer of the whole district learns which dot is which school.
    """
    if board.assessment is None or board.month is None or code not in dict(funnel_options(board, school_id)):
        return None
    indicator = Indicator(code)
    compared = kept.compared(board.month, board.assessment.rules.similar_need)
    return funnel_shown(
        indicator,
        board.assessment,
        school_id,
        name=str(board.schools.at[school_id, "name"]),
        names=board.schools["name"] if viewer.sees_district else None,
        per_unit=variance_per_unit(indicator, kept.ordered, compared),
    )


def funnel_options(board: Board, school_id: str) -> list[tuple[str, str]]:
    """Code and name of the indicators that can be compared, the school's first reason first; empty: none can."""
    if board.assessment is None or school_id not in board.assessment.index:
        return []
    return options(board.assessment, school_id)
