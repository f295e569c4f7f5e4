"""What one visitor's triage page shows now: which rows, in what order, and the sentences about them. Pure."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dashboards.state.filters import ALL, NO_CLUSTER, Filters
from dashboards.state.formats import counted, day
from dashboards.state.plain_text import to_json
from dashboards.state.triage.board import Board
from dashboards.state.triage.list_news import Beside, news
from models.month_marks import ZERO
from models.permissions import Viewer
from models.vocabulary import Indicator, MonthMark, SchoolLevel, SupportTier
from models.wording import lists as wording_lists
from models.wording import reasons as wording
from models.wording import triage as wording_triage

NOTHING_BESIDE = Beside()
NOT_RECEIVED = frozenset({MonthMark.NOT_EXPECTED, MonthMark.NOT_DUE, MonthMark.DRAFT, MonthMark.MISSING})


@dataclass(frozen=True)
class Screen:
    board: Board
    shown: tuple[str, ...]
    """School ids in display order."""
    selected: str
    """The school whose detail is open; empty where none is, or where it may not be seen."""
    answer: str
    showing: str
    showing_short: str
    tier_counts: dict[str, int]
    """Schools by tier code, as all filters but the tiers let them through."""
    month_words: str
    """ "March reports", or empty."""
    quality: tuple[str, ...]
    """What is behind the list: "10 of 11 received", "1 late" ..."""
    stamp: tuple[tuple[str, str], ...]
    """Label and value: as of when, by which rules, with how much room."""
    notice: str
    news: dict[str, Any] | None = None
    """Who is new on a list and who left, and the whole district's month, as `beside.news`."""


def fitting_schools(board: Board, filters: Filters) -> pd.DataFrame:
    """The board's schools that every filter but the tiers lets through."""
    schools = board.schools
    keep = np.ones(len(schools), dtype=bool)
    if filters.cluster == NO_CLUSTER:
        keep &= schools["cluster"].isna().to_numpy()
    elif filters.cluster != ALL:
        keep &= schools["cluster"].eq(filters.cluster).to_numpy()
    if filters.level != ALL:
        keep &= schools["level"].eq(filters.level).to_numpy()
    for word in filters.search.lower().split():
        keep &= schools["words"].str.contains(word, regex=False).to_numpy()
    return schools[keep]


def shown_schools(board: Board, filters: Filters, fitting: pd.DataFrame) -> pd.DataFrame:
    """Of the fitting schools those of the chosen tiers, in the chosen order. Without reports there are no tiers."""
    if board.has_reports and len(filters.tiers) < len(SupportTier):
        fitting = fitting[fitting["tier"].isin([SupportTier(tier).value for tier in filters.tiers])]
    return _sorted(fitting, filters.sort)


def _sorted(schools: pd.DataFrame, order: str) -> pd.DataFrame:
    """A board's schools stand by name already; any other order keeps that among equals."""
    if order.lstrip("-") == "school":
        return schools if order == "school" else schools[::-1]
    column = {"contact": "contact_days", "step": "step_due"}.get(order.lstrip("-"), order.lstrip("-"))
    if order == "-contact":  # never contacted is the longest of all
        return schools.sort_values(column, ascending=False, na_position="first", kind="stable")
    return schools.sort_values(column, ascending=not order.startswith("-"), na_position="last", kind="stable")


def make_screen(
    board: Board, filters: Filters, viewer: Viewer, ignored: list[str], beside: Beside = NOTHING_BESIDE
) -> Screen:
    """Everything a filter change alters, computed once for all views."""
    fitting = fitting_schools(board, filters)
    schools = shown_schools(board, filters, fitting)
    count = Counter(fitting["tier"])
    marks = Counter(board.month_marks[school_id] for school_id in schools.index if school_id in board.month_marks)
    are_own = filters.cluster != ALL and filters.cluster in viewer.clusters
    answer = (
        wording_triage.months_answer_text(board.month, *_received(marks), marks)
        if filters.view == "months" and board.month is not None and board.has_reports
        else _answer(board, schools, are_own)
    )
    return Screen(
        board=board,
        shown=tuple(schools.index),
        selected=filters.school if filters.school in board.rows else "",
        answer=answer,
        showing=f"Showing {len(schools):,} of {counted(len(board.schools), 'school')}",
        showing_short=f"{len(schools):,} of {len(board.schools):,}",
        tier_counts={tier.value: count[tier.value] for tier in SupportTier} if board.has_reports else {},
        month_words=f"{board.month:%B} reports" if board.month is not None else "",
        quality=_quality(marks, board, schools.index) if board.has_reports else (),
        stamp=_stamp(board, beside if viewer.sees_district else NOTHING_BESIDE),
        notice=_notice(board, filters, ignored, is_empty=not len(schools)),
        news=news(beside, fitting, board.assessment),
    )


SHOWN_ELSEWHERE = 3


def _notice(board: Board, filters: Filters, ignored: list[str], *, is_empty: bool) -> str:
    """What in the address made no sense; or where the school is that was looked for and does not fit the filters."""
    if ignored:
        return f"Not understood in the address, so left out: {', '.join(ignored)}. The rest holds."
    words = filters.search.lower().split()
    if not is_empty or not words:
        return ""
    found = board.schools[[all(word in text for word in words) for text in board.schools["words"]]]
    first = found[["name", "cluster"]].head(SHOWN_ELSEWHERE).fillna("no cluster")
    named = [f"{name} ({cluster})" for name, cluster in first.to_numpy()]
    more = ", ..." if len(found) > SHOWN_ELSEWHERE else ""
    return f"Outside these filters: {', '.join(named)}{more}. Reset shows all schools." if named else ""


def _answer(board: Board, schools: pd.DataFrame, are_own: bool) -> str:
    if not len(board.schools):
        return wording_triage.no_schools_text()
    if not board.has_reports:
        return wording_triage.no_reports_text(board.school_year)
    if not len(schools):
        return wording_triage.none_fits_text()
    # A school that is closed, or not open yet, is nobody's to visit: it is listed, and not counted.
    judged = schools if board.assessment is None else schools[schools.index.isin(board.assessment.index)]
    if len(judged) == 1:
        only = judged.iloc[0]
        return wording_triage.only_school_text(only["name"], wording.tier_text(only["tier"]))
    if not len(judged) and len(schools) == 1:
        school_id = str(schools.index[0])
        return wording_triage.only_school_text(schools.iloc[0]["name"], str(board.rows[school_id]["why"][0]))  # type: ignore[index]
    return wording_triage.answer_text(Counter((judged if len(judged) else schools)["tier"]), are_own)


def _received(count: Counter[str]) -> tuple[int, int]:
    """How many reports of the month are in, and how many are expected."""
    expected = sum(number for mark, number in count.items() if mark != MonthMark.NOT_EXPECTED)
    return sum(number for mark, number in count.items() if mark not in NOT_RECEIVED), expected


def _quality(count: Counter[str], board: Board, shown: pd.Index) -> tuple[str, ...]:
    blank, check = (int(number) for number in board.month_checks.reindex(shown, fill_value=0).sum())
    return wording_triage.quality_texts(*_received(count), count, blank, check)


def _stamp(board: Board, beside: Beside) -> tuple[tuple[str, str], ...]:
    if board.assessment is None:
        return (("School year", board.school_year),) if board.school_year else ()
    assessment = board.assessment
    stamp = [
        ("As of", day(board.as_of)),
        ("Rules:", assessment.stamp),
        ("Room for", counted(assessment.visits, "visit")),
        *_hits(beside),
    ]
    if assessment.reporting_weight < assessment.rules.weights[Indicator.REPORTING]:
        stamp.append(("", wording.silence_check_text()))
    small = [wording.small_level_text(SchoolLevel(level).label) for level in assessment.levels_compared_with_district]
    return (*stamp, *(("", note) for note in small))


def _hits(beside: Beside) -> list[tuple[str, str]]:
    """The running hit rate of this year's lists; visits to schools outside them are told apart."""
    hits, told = beside.hits, []
    if hits is not None and hits.listed:
        told.append(wording_lists.hits_text(hits.agreed, hits.listed, hits.in_part))
    if hits is not None and hits.outside:
        told.append(wording_lists.hits_outside_text(hits.outside, hits.outside_need, hits.outside_in_part))
    return [("Past lists:", "; ".join(told))] if told else []


def clusters_json(screen: Screen) -> str:
    """For the months picture: clusters with their shown schools by name, and how many reports of the month are in."""
    board = screen.board
    schools = board.schools.loc[list(screen.shown)]
    groups = []
    for name, some in schools.assign(cluster=schools["cluster"].fillna("No cluster")).groupby("cluster", sort=True):
        marks = board.frames.marks.reindex(some.index)
        so_far = [month for month in marks if board.month is not None and month <= board.month]
        codes = marks[so_far].melt()["value"].dropna().str.removesuffix(ZERO) if so_far else pd.Series(dtype=str)
        expected = codes.ne(MonthMark.NOT_EXPECTED).sum()
        received = (~codes.isin(NOT_RECEIVED)).sum()
        words = counted(len(some), "school") + (f", {100 * received / expected:.0f} % in" if expected else "")
        groups.append({"name": name, "words": words, "ids": list(some.sort_values("name").index)})
    return to_json(groups)
