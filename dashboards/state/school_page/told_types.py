"""Which types of involvement the reports of a year tell of: a school's own beside those of schools like it."""

from dataclasses import dataclass

import pandas as pd

from dashboards.state.district.data import DistrictData
from dashboards.state.triage.board import Board
from models.school_charts.peer_months import Peers, schools_like
from models.school_charts.similar_school import TYPES, usual_by_type
from models.vocabulary import ReportState, Topic


@dataclass(frozen=True)
class ToldTypes:
    """
    The whole district: never leaves `dashboards.state` as it is.

    held: by school_id, a column for each type, how many activities of the reports in force were held. reports: how many
    reports of each school are in. accepted: the types of activities held that accepted reports tell of, by school id.
    """

    held: pd.DataFrame
    reports: pd.Series
    accepted: dict[str, frozenset[int]]


@dataclass(frozen=True)
class OwnTypes:
    """
    One school's types in the year so far. held: activities by type. usual: what schools like it hold in as many
    reports, NaN where nobody is compared. reports: how many are in; peers: who is compared with.
    """

    held: dict[int, int]
    usual: pd.Series
    reports: int
    peers: Peers | None


def told_types(district: DistrictData, board: Board) -> ToldTypes:
    """The types of a year as the board's day knew them, kept for all."""
    key = ("types told", board.school_year, board.as_of)
    return district.keep(key, (Topic.SCHOOLS, Topic.REPORTS), lambda: _told(district, board))


def _told(district: DistrictData, board: Board) -> ToldTypes:
    if board.month is None:
        nothing = pd.DataFrame(columns=list(TYPES), dtype=float)
        return ToldTypes(nothing, pd.Series(dtype=float), {})
    with district.reading():
        states = district.states(district.office, board.school_year, board.as_of)
        totals = district.totals(district.office, board.school_year, board.as_of)
        rows = district.part_of_year("activities", board.school_year)
    rows = rows.loc[~rows["is_cancelled"], ["school_id", "month", "revision", "involvement_type"]]
    rows = rows.merge(states[["school_id", "month", "revision", "state"]], on=["school_id", "month", "revision"])
    held = pd.crosstab(rows["school_id"], rows["involvement_type"]).reindex(columns=list(TYPES), fill_value=0)
    accepted = rows[rows["state"].eq(ReportState.ACCEPTED.value)].groupby("school_id")["involvement_type"]
    types = {str(school): frozenset(map(int, kinds)) for school, kinds in accepted}
    return ToldTypes(held, totals.groupby("school_id")["reported"].sum(), types)


def own_types(district: DistrictData, board: Board, school_id: str, told: ToldTypes) -> OwnTypes | None:
    """One school's own; None where none of its reports is in."""
    reports = int(told.reports.get(school_id, 0))
    if not reports:
        return None
    schools = district.whole_year(board, board.school_year).schools
    peers, who = schools_like(schools, school_id)
    held = told.held.reindex([school_id]).fillna(0).iloc[0]
    usual = usual_by_type(told.held, told.reports, list(peers), reports)
    return OwnTypes({kind: int(held[kind]) for kind in TYPES}, usual, reports, who)
