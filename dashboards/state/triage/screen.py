"""What one visitor's triage page shows now: which rows, in what order, and the sentences about them. Pure."""

from collections import Counter
from dataclasses import dataclass
from typing import TypedDict

import numpy as np
import pandas as pd

from dashboards.state.filters import ALL, NO_CLUSTER, Filters
from dashboards.state.formats import schools_counted
from dashboards.state.plain_text import to_json
from dashboards.state.triage.board import Board
from dashboards.state.triage.list_news import Beside, ListNews, news
from dashboards.state.triage.rows import BoardInWords, cluster_words
from models.permissions import Viewer
from models.vocabulary import Indicator, MonthMark, SchoolLevel, SupportTier
from models.wording import lists as wording_lists
from models.wording import reasons as wording
from models.wording import rules as wording_rules
from models.wording import triage as wording_triage
from models.wording.language import Words

NOTHING_BESIDE = Beside()
NOT_RECEIVED = frozenset({MonthMark.NOT_EXPECTED, MonthMark.NOT_DUE, MonthMark.DRAFT, MonthMark.MISSING})


class QualityItem(TypedDict):
    """A count behind the list: what it counts ("late", "blank", "to_check" ...) and its words ("1 late")."""

    code: str
    text: str


class ClusterBlock(TypedDict):
    """A block of the months picture: a cluster, "11 schools, 89 % in", and its schools in order."""

    name: str
    words: str
    ids: list[str]


@dataclass(frozen=True)
class Screen:
    """Everything one visitor's page shows, in the visitor's words."""

    shown_board: BoardInWords
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
    quality: tuple[QualityItem, ...]
    """What is behind the list: "10 of 11 received", "1 late" ..."""
    stamp: tuple[tuple[str, str], ...]
    """Label and value: as of when, by which rules, with how much room."""
    notice: str
    news: ListNews | None = None
    """Who is new on a list and who left, and the whole district's month."""

    @property
    def board(self) -> Board:
        return self.shown_board.board


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
        keep &= schools["search"].str.contains(word, regex=False).to_numpy()
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
    shown_board: BoardInWords, filters: Filters, viewer: Viewer, ignored: list[str], beside: Beside = NOTHING_BESIDE
) -> Screen:
    """Everything a filter change alters, computed once for all views."""
    board, words = shown_board.board, shown_board.words
    fitting = fitting_schools(board, filters)
    schools = shown_schools(board, filters, fitting)
    count = Counter(fitting["tier"])
    marks = Counter(board.month_marks[school_id] for school_id in schools.index if school_id in board.month_marks)
    are_own = filters.cluster != ALL and filters.cluster in viewer.clusters
    answer = (
        wording_triage.months_answer_text(words, board.month, *_received(marks), marks)
        if filters.view == "months" and board.month is not None and board.has_reports
        else _answer(shown_board, schools, are_own)
    )
    return Screen(
        shown_board=shown_board,
        shown=tuple(schools.index),
        selected=filters.school if filters.school in board.schools.index else "",
        answer=answer,
        showing=words.ngettext(
            "Showing {shown} of {count} school",
            "Showing {shown} of {count} schools",
            len(board.schools),
            shown=words.number(len(schools)),
        ),
        showing_short=words.gettext(
            "{shown} of {count}", shown=words.number(len(schools)), count=words.number(len(board.schools))
        ),
        tier_counts={tier.value: count[tier.value] for tier in SupportTier} if board.has_reports else {},
        month_words=words.gettext("{month} reports", month=words.month(board.month)) if board.month is not None else "",
        quality=_quality(words, marks, board, schools.index) if board.has_reports else (),
        stamp=_stamp(words, board, beside if viewer.sees_district else NOTHING_BESIDE),
        notice=_notice(words, board, filters, ignored, is_empty=not len(schools)),
        news=news(words, beside, fitting, board.assessment),
    )


SHOWN_ELSEWHERE = 3


def _notice(words: Words, board: Board, filters: Filters, ignored: list[str], *, is_empty: bool) -> str:
    """What in the address made no sense; or where the school is that was looked for and does not fit the filters."""
    if ignored:
        return words.gettext(
            "Not understood in the address, so left out: {parts}. The rest holds.", parts=words.listed(ignored)
        )
    typed = filters.search.lower().split()
    if not is_empty or not typed:
        return ""
    found = board.schools[[all(part in text for part in typed) for text in board.schools["search"]]]
    if not len(found):
        return ""
    first = found[["name", "cluster"]].head(SHOWN_ELSEWHERE).fillna(words.gettext("no cluster"))
    named = [words.gettext("{name} ({cluster})", name=name, cluster=cluster) for name, cluster in first.to_numpy()]
    if len(found) > SHOWN_ELSEWHERE:
        named.append("...")
    return words.gettext(
        "Outside these filters: {schools}. Find a school opens any school and moves no filter.",
        schools=words.listed(named),
    )


def _answer(shown_board: BoardInWords, schools: pd.DataFrame, are_own: bool) -> str:
    board, words = shown_board.board, shown_board.words
    if not len(board.schools):
        return wording_triage.no_schools_text(words)
    if not board.has_reports:
        return wording_triage.no_reports_text(words, board.school_year)
    if not len(schools):
        return wording_triage.none_fits_text(words)
    # A school that is closed, or not open yet, is nobody's to visit: it is listed, and not counted.
    judged = schools if board.assessment is None else schools[schools.index.isin(board.assessment.index)]
    if len(judged) == 1:
        only = judged.iloc[0]
        return wording_triage.only_school_text(words, only["name"], wording.tier_text(words, only["tier"]))
    if not len(judged) and len(schools) == 1:
        sentence, _ = shown_board.rows[str(schools.index[0])]["why"]
        return wording_triage.only_school_text(words, schools.iloc[0]["name"], sentence)
    return wording_triage.answer_text(words, Counter((judged if len(judged) else schools)["tier"]), are_own)


def _received(count: Counter[str]) -> tuple[int, int]:
    """How many reports of the month are in, and how many are expected."""
    expected = sum(number for mark, number in count.items() if mark != MonthMark.NOT_EXPECTED)
    return sum(number for mark, number in count.items() if mark not in NOT_RECEIVED), expected


def _quality(words: Words, count: Counter[str], board: Board, shown: pd.Index) -> tuple[QualityItem, ...]:
    blank, check = (int(number) for number in board.month_checks.reindex(shown, fill_value=0).sum())
    texts = wording_triage.quality_texts(words, *_received(count), count, blank, check)
    return tuple({"code": code, "text": text} for code, text in texts)


def _stamp(words: Words, board: Board, beside: Beside) -> tuple[tuple[str, str], ...]:
    if board.assessment is None:
        return ((words.gettext("School year"), board.school_year),) if board.school_year else ()
    assessment = board.assessment
    visits = words.ngettext("{count} visit", "{count} visits", assessment.visits)
    stamp = [
        (words.gettext("As of"), words.day(board.as_of)),
        (words.gettext("Rules:"), wording_rules.rules_stamp_text(words, assessment.rules)),
        (words.gettext("Room for"), visits),
        *_hits(words, beside),
    ]
    if assessment.reporting_weight < assessment.rules.weights[Indicator.REPORTING]:
        stamp.append(("", wording.silence_check_text(words)))
    levels = [words.gettext(SchoolLevel(level).label) for level in assessment.levels_compared_with_district]
    return (*stamp, *(("", wording.small_level_text(words, level)) for level in levels))


def _hits(words: Words, beside: Beside) -> list[tuple[str, str]]:
    """The running hit rate of this year's lists; visits to schools outside them are told apart."""
    hits = beside.hits
    said: list[str] = []
    if hits is not None and hits.listed:
        said.append(wording_lists.hits_text(words, hits.agreed, hits.listed, hits.in_part))
    if hits is not None and hits.outside:
        said.append(wording_lists.hits_outside_text(words, hits.outside, hits.outside_need, hits.outside_in_part))
    return [(words.gettext("Past lists:"), "; ".join(said))] if said else []


def clusters_json(screen: Screen) -> str:
    """For the months picture: clusters with their shown schools by name, and how many reports of the month are in."""
    board, words = screen.board, screen.shown_board.words
    schools = board.schools.loc[list(screen.shown)]
    named = schools["cluster"].map(lambda name: cluster_words(words, name), na_action=None)
    blocks = [
        _cluster_block(words, board, str(name), some) for name, some in schools.groupby(named, sort=True, dropna=False)
    ]
    return to_json(blocks)


def _cluster_block(words: Words, board: Board, name: str, schools: pd.DataFrame) -> ClusterBlock:
    marks = board.frames.marks.reindex(schools.index)
    so_far = [month for month in pd.DatetimeIndex(marks.columns) if board.month is not None and month <= board.month]
    codes = marks[so_far].melt()["value"].dropna() if so_far else pd.Series(dtype=str)
    expected = int(codes.ne(MonthMark.NOT_EXPECTED).sum())
    received = int((~codes.isin(NOT_RECEIVED)).sum())
    counted = schools_counted(words, len(schools))
    if expected:
        counted = words.gettext("{schools}, {share} in", schools=counted, share=words.share_of(received, expected))
    return {"name": name, "words": counted, "ids": list(schools.sort_values("name").index)}
