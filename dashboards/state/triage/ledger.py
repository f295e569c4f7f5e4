"""
One count of a visitor's schools: every number that the triage page, its months and its files say is one of these.

A school that owes no report on the as-of date (closed, or not open yet) stands apart and in no count. Filters of tiers
and of what asks for attention hide rows; they change no count. Pure.
"""

from collections import Counter
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from dashboards.state.choices import ALL, NO_CLUSTER
from dashboards.state.filters import Filters
from dashboards.state.triage.board import APART, Board
from models.month_marks import MonthMark
from models.vocabulary import Attention, SupportTier


@dataclass(frozen=True)
class Reports:
    """Reports of the month that is judged: expected, in, in by state (as MonthMark), and how many of them late."""

    expected: int
    received: int
    states: Counter[MonthMark]
    late: int


@dataclass(frozen=True)
class Movement:
    """Activities a report of these schools, in the month and in the same month a year before."""

    now: float
    before: float
    month_before: pd.Timestamp


@dataclass(frozen=True)
class Event:
    """What happened to many at once: `cancelled` of `planned` activities of the month, `alike` for one `reason`."""

    cancelled: int
    planned: int
    alike: int
    reason: str


@dataclass(frozen=True, eq=False)
class Ledger:
    """
    fitting: the board's schools that every filter but tiers and attention lets through. counted: of these the ids that
    a report is expected from; in a year without reports all of them. tiers: counted schools by tier. apart: the others.
    to_visit_too: ids of schools with too little data that keep a place among the visits. attention: ids by what asks
    for it. without_step: of the schools to visit or to call those without a next step.
    """

    fitting: pd.DataFrame
    counted: pd.Index
    tiers: dict[SupportTier, int]
    apart: int
    to_visit_too: frozenset[str]
    reports: Reports | None
    attention: dict[Attention, frozenset[str]]
    movement: Movement | None
    event: Event | None
    is_whole: bool
    """Nothing but tiers and attention is filtered: these are all schools the viewer may see."""

    @property
    def to_contact(self) -> int:
        """Schools to visit or to call: each stands on one list."""
        return sum(count for tier, count in self.tiers.items() if tier.is_list)

    @property
    def without_step(self) -> int:
        return len(self.attention.get(Attention.NO_STEP, ()))


def ledger(board: Board, filters: Filters) -> Ledger:
    """
    Count a board's schools as the filters let them through; once for all who look at the same cluster and level.

    What is typed is counted for itself: nobody else types the same.
    """
    if filters.search.strip():
        return _ledger(board, fitting_schools(board, filters))
    key = (filters.cluster, filters.level)
    if key not in board.counted:
        board.counted[key] = _ledger(board, fitting_schools(board, filters))
    return cast(Ledger, board.counted[key])


def whole_ledger(board: Board) -> Ledger:
    """Count all schools of a board: the same as `ledger` without a filter."""
    key = (ALL, ALL)
    if key not in board.counted:
        board.counted[key] = _ledger(board, board.schools)
    return cast(Ledger, board.counted[key])


def cluster_ledger(board: Board, cluster: str) -> Ledger:
    """Count the schools of one cluster, or of none (NO_CLUSTER): the same as `ledger` with that filter alone."""
    key = (cluster, ALL)
    if key not in board.counted:
        names = board.schools["cluster"]
        board.counted[key] = _ledger(board, board.schools[names.isna() if cluster == NO_CLUSTER else names.eq(cluster)])
    return cast(Ledger, board.counted[key])


def _ledger(board: Board, fitting: pd.DataFrame) -> Ledger:
    is_judged = fitting["tier"].ne(APART)
    counted = fitting.index[is_judged]
    tiers = Counter(fitting.loc[is_judged, "tier"]) if board.has_reports else Counter()
    ids = frozenset(counted)
    listed = board.assessment.on_extra_support if board.assessment is not None else frozenset()
    too_little = set(counted[fitting.loc[counted, "tier"].eq(SupportTier.NOT_ENOUGH_DATA)])
    return Ledger(
        fitting=fitting,
        counted=counted,
        tiers={tier: tiers[tier] for tier in SupportTier},
        apart=len(fitting) - len(counted),
        to_visit_too=frozenset(too_little & listed),
        reports=_reports(board, counted) if board.has_reports else None,
        attention={code: found & ids for code, found in board.attention.items()},
        movement=_movement(board, counted),
        event=_event(board, counted),
        is_whole=len(fitting) == len(board.schools),
    )


def fitting_schools(board: Board, filters: Filters) -> pd.DataFrame:
    """The board's schools that every filter but tiers and attention lets through."""
    schools = board.schools
    keep = np.ones(len(schools), dtype=bool)
    if filters.cluster == NO_CLUSTER:
        keep &= schools["cluster"].isna().to_numpy()
    elif filters.cluster != ALL:
        keep &= schools["cluster"].isin(filters.clusters).to_numpy()
    if filters.level != ALL:
        keep &= schools["level"].eq(filters.level).to_numpy()
    for word in filters.search.lower().split():
        keep &= schools["search"].str.contains(word, regex=False).to_numpy()
    return schools[keep]


def _reports(board: Board, counted: pd.Index) -> Reports:
    marks = [MonthMark(mark) for mark in board.marks_of_month.reindex(counted).dropna()]
    received = [mark for mark in marks if mark.is_received]
    return Reports(
        expected=len(counted),
        received=len(received),
        states=Counter(mark.state for mark in marks),
        late=sum(mark.is_late for mark in received),
    )


def reports_so_far(board: Board, schools: pd.Index) -> pd.DataFrame:
    """expected and reported of these schools, by month of the year up to the one that is judged; only expected ones."""
    totals = board.frames.totals
    rows = totals[totals["school_id"].isin(schools) & totals["expected"].eq(1) & (totals["month"] <= board.month)]
    return rows.groupby("month")[["expected", "reported"]].sum()


def _movement(board: Board, counted: pd.Index) -> Movement | None:
    """None without a report in either month."""
    if board.month is None:
        return None
    now = board.totals_of_month.reindex(counted)
    before = board.frames.year_before.set_index("school_id").reindex(counted)
    if not now["reported"].sum() or not before["reported"].sum():
        return None
    return Movement(
        now=float(now["activities"].sum() / now["reported"].sum()),
        before=float(before["activities"].sum() / before["reported"].sum()),
        month_before=board.month - pd.DateOffset(years=1),
    )


FEWEST_CANCELLED = 5
SHARE_ALIKE = 0.6
SHARE_CANCELLED = 0.1


def _event(board: Board, counted: pd.Index) -> Event | None:
    """What many reports of the month say alike: a tenth of the activities cancelled, most of them for one reason."""
    cancelled = board.frames.cancelled[board.frames.cancelled["school_id"].isin(counted)]
    if len(cancelled) < FEWEST_CANCELLED or board.month is None:
        return None
    planned = len(cancelled) + int(board.totals_of_month["activities"].reindex(counted).sum())
    reasons = cancelled.loc[cancelled["reason"].ne(""), "reason"].value_counts()
    if len(cancelled) < SHARE_CANCELLED * planned or not len(reasons):
        return None
    alike = int(reasons.iloc[0])
    if alike < max(FEWEST_CANCELLED, SHARE_ALIKE * len(cancelled)):
        return None
    return Event(len(cancelled), planned, alike, str(reasons.index[0]))
