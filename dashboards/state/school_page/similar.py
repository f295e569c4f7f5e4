"""A similar school that does what is missing at one school: found among all, named to who may see it."""

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from dashboards.state.district.data import DistrictData
from dashboards.state.frame_rows import row_of
from dashboards.state.school_page.told_types import OwnTypes, ToldTypes
from dashboards.state.triage.board import Board
from models import queries
from models.permissions import Viewer, can_see_school
from models.school_charts.similar_school import lacking, similar_school
from models.vocabulary import ReportState, SupportTier


class _School(NamedTuple):
    name: str
    level: str
    enrollment: float


@dataclass(frozen=True)
class SimilarFound:
    """
    What was looked for, and what was found. asked: types of involvement; are_missing: they are missing here, else there
    are few of them. school_id: "" where nobody near does any of them. name: "" for a school that the viewer may not
    see; then activities have no title. enrollment in pupils, NaN unknown. among: how many schools it was chosen from.
    activities: as `queries.activities`, of its accepted reports and of the types asked for, latest first.
    """

    asked: tuple[int, ...]
    are_missing: bool
    school_id: str = ""
    name: str = ""
    level: str = ""
    enrollment: float = float("nan")
    among: int = 0
    activities: pd.DataFrame | None = None


def found_similar(
    district: DistrictData, viewer: Viewer, board: Board, school_id: str, told: ToldTypes, own: OwnTypes | None
) -> SimilarFound | None:
    """None for a school without a report: what it lacks is not known."""
    if own is None:
        return None
    asked, are_missing = lacking(own.held, own.usual)
    schools = district.whole_year(board, board.school_year).schools
    schools = schools[~(schools["closed_on"] <= board.as_of) & ~schools.index.isin(_in_need(board, school_id))]
    if not asked or school_id not in schools.index:
        return SimilarFound((), are_missing)
    found = similar_school(schools, school_id, asked, told.accepted)
    if found is None:
        return SimilarFound(asked, are_missing)
    other = row_of(schools, found.school_id, _School)
    is_named = can_see_school(viewer, found.school_id)
    return SimilarFound(
        asked=asked,
        are_missing=are_missing,
        school_id=found.school_id if is_named else "",
        name=other.name if is_named else "",
        level=other.level,
        enrollment=other.enrollment,
        among=found.among,
        activities=_activities(district, board, found.school_id, asked, is_named=is_named),
    )


def _in_need(board: Board, school_id: str) -> list[str]:
    """Other schools that need extra support themselves, or have sent too little to tell."""
    if board.assessment is None:
        return []
    tiers = board.assessment.schools["tier"].drop(index=school_id, errors="ignore")
    needs = tiers.isin([SupportTier.EXTRA_SUPPORT.value, SupportTier.NOT_ENOUGH_DATA.value])
    return [str(other) for other in tiers.index[needs]]


def _activities(
    district: DistrictData, board: Board, school_id: str, asked: tuple[int, ...], *, is_named: bool
) -> pd.DataFrame:
    with district.reading() as session:
        rows = queries.activities(session, district.office, board.school_year, [school_id])
    states = district.states(district.office, board.school_year, board.as_of)
    accepted = states[states["school_id"].eq(school_id) & states["state"].eq(ReportState.ACCEPTED.value)]
    rows = rows.merge(accepted[["month", "revision"]], on=["month", "revision"])
    rows = rows[~rows["is_cancelled"] & rows["involvement_type"].isin(asked)].iloc[::-1]
    return rows if is_named else rows.assign(school_id="", activity_id="", title="")
