"""What one visitor's triage page shows now: which rows, in what order, and the sentences about them. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypedDict

import pandas as pd

from dashboards.state.choices import ALL
from dashboards.state.filters import Filters
from dashboards.state.formats import schools_counted
from dashboards.state.plain_text import to_json
from dashboards.state.triage.board import APART, Board
from dashboards.state.triage.ledger import Ledger, ledger, reports_so_far
from dashboards.state.triage.list_news import Beside, ListNews, news
from dashboards.state.triage.rows import BoardInWords, cluster_words
from models.permissions import Viewer
from models.vocabulary import Attention, Indicator, SchoolLevel, SupportTier
from models.wording import lists as wording_lists
from models.wording import reasons as wording
from models.wording import rules as wording_rules
from models.wording import triage as wording_triage
from models.wording.language import Words

NOTHING_BESIDE = Beside()
OF_STEPS = (Attention.DUE_TODAY, Attention.OVERDUE, Attention.NO_STEP)


class AttentionItem(TypedDict):
    """A count above the list and its words ("1 late"): code of Attention, "" where it is no filter; `is_on`: it is."""

    code: str
    text: str
    is_on: bool


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
    """What can move: reports in and late, activities, what happened to many at once."""
    room: str
    """Whom to visit and to call with the room there is; empty where nothing is judged."""
    showing: str
    showing_short: str
    tier_counts: dict[str, int]
    """Schools by tier code, whatever tiers are shown."""
    month_words: str
    """ "March reports", or empty."""
    reports: tuple[AttentionItem, ...]
    """The month's reports in figures: "79 of 85 received", "11 late" ..."""
    steps: tuple[AttentionItem, ...]
    """The next steps: "1 due today", "4 overdue" ..."""
    counts: Ledger
    stamp: tuple[tuple[str, str], ...]
    """Label and value: as of when, by which rules, with how much room."""
    notice: str
    news: ListNews | None = None
    """Who is new on a list and who left, and the whole district's month."""

    @property
    def board(self) -> Board:
        return self.shown_board.board


def shown_schools(board: Board, filters: Filters, fitting: pd.DataFrame) -> pd.DataFrame:
    """Of the fitting schools those of the chosen tiers, and asking for what was chosen, in the chosen order."""
    if board.has_reports and len(filters.tiers) < len(SupportTier):
        fitting = fitting[fitting["tier"].isin([SupportTier(tier).value for tier in filters.tiers])]
    if board.has_reports and filters.only != ALL:
        fitting = fitting[fitting.index.isin(board.attention[Attention(filters.only)])]
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
    counts = ledger(board, filters)
    schools = shown_schools(board, filters, counts.fitting)
    are_own = bool(filters.clusters) and set(filters.clusters) <= set(viewer.clusters)
    answer, room = _answer(shown_board, counts, are_own)
    judged, all_judged = (int(some["tier"].ne(APART).sum()) for some in (schools, board.schools))
    return Screen(
        shown_board=shown_board,
        shown=tuple(schools.index),
        selected=filters.school if filters.school in board.schools.index else "",
        answer=answer,
        room=room,
        showing=wording_triage.showing_text(words, judged, all_judged, len(schools) - judged),
        showing_short=words.gettext("{shown} of {count}", shown=words.number(judged), count=words.number(all_judged)),
        tier_counts={tier.value: count for tier, count in counts.tiers.items()} if board.has_reports else {},
        month_words=words.gettext("{month} reports", month=words.month(board.month)) if board.month is not None else "",
        reports=_report_figures(words, counts, filters.only),
        steps=tuple(_figures(words, counts, filters.only, OF_STEPS)),
        counts=counts,
        stamp=_stamp(words, board, beside if viewer.sees_district else NOTHING_BESIDE),
        notice=_notice(words, board, filters, ignored, is_empty=not len(schools)),
        news=news(words, beside, counts.fitting, board.assessment, is_whole=counts.is_whole),
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


def _answer(shown_board: BoardInWords, counts: Ledger, are_own: bool) -> tuple[str, str]:
    """What can move, and whom there is room for."""
    board, words = shown_board.board, shown_board.words
    if not len(board.schools):
        return wording_triage.no_schools_text(words), ""
    if not board.has_reports:
        return wording_triage.no_reports_text(words, board.school_year), ""
    if not len(counts.fitting):
        return wording_triage.none_fits_text(words), ""
    moved = _moved(words, board, counts)
    if len(counts.fitting) == 1:
        only = counts.fitting.iloc[0]
        told = wording.tier_text(words, only["tier"]) if len(counts.counted) else _why_apart(shown_board, counts)
        return wording_triage.only_school_text(words, only["name"], told), moved if len(counts.counted) else ""
    if not len(counts.counted):
        return moved, ""
    has_all = counts.is_whole and board.assessment is not None and len(counts.counted) == len(board.assessment.index)
    room = wording_triage.room_text(
        words,
        counts.tiers,
        to_visit_too=len(counts.to_visit_too),
        visits=board.assessment.visits if has_all and not are_own and board.assessment is not None else None,
        calls=board.assessment.calls if board.assessment is not None else 0,
        are_own=are_own,
        without_step=counts.without_step,
    )
    return moved, room


def _why_apart(shown_board: BoardInWords, counts: Ledger) -> str:
    sentence, _ = shown_board.rows[str(counts.fitting.index[0])]["why"]
    return sentence


def _moved(words: Words, board: Board, counts: Ledger) -> str:
    reports, movement, event = counts.reports, counts.movement, counts.event
    if reports is None or board.month is None:
        return ""
    told = wording_triage.reports_text(words, board.month, reports.received, reports.expected, reports.late)
    return wording_triage.moved_text(
        words,
        told,
        wording_triage.movement_text(words, movement.now, movement.before, movement.month_before) if movement else "",
        wording_triage.event_text(words, event.cancelled, event.planned, event.alike, event.reason) if event else "",
    )


def _report_figures(words: Words, counts: Ledger, only: str) -> tuple[AttentionItem, ...]:
    if counts.reports is None or not counts.reports.expected:
        return ()
    received = wording_triage.received_text(words, counts.reports.received, counts.reports.expected)
    of_reports = [code for code in Attention if code not in OF_STEPS]
    return ({"code": "", "text": received, "is_on": False}, *_figures(words, counts, only, of_reports))


def _figures(words: Words, counts: Ledger, only: str, codes: Iterable[Attention]) -> Iterator[AttentionItem]:
    for code in codes:
        if found := counts.attention.get(code):
            text = wording_triage.attention_text(words, code, len(found))
            yield {"code": code.value, "text": text, "is_on": code.value == only}


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
    """
    For the months picture: clusters with their shown schools by name, and how many reports of the year are in of all
    that are counted there.
    """
    board, words = screen.board, screen.shown_board.words
    schools, shown = screen.counts.fitting, set(screen.shown)
    named = schools["cluster"].map(lambda name: cluster_words(words, name), na_action=None)
    blocks = [
        _cluster_block(words, board, str(name), some, shown)
        for name, some in schools.groupby(named, sort=True, dropna=False)
    ]
    return to_json([block for block in blocks if block["ids"]])


def _cluster_block(words: Words, board: Board, name: str, schools: pd.DataFrame, shown: set[str]) -> ClusterBlock:
    judged = schools.index[schools["tier"].ne(APART)]
    counted = schools_counted(words, len(judged))
    if board.has_reports and len(judged):
        so_far = reports_so_far(board, judged).sum()
        share = words.share_of(int(so_far["reported"]), int(so_far["expected"]))
        counted = words.gettext("{schools}, {share} in", schools=counted, share=share)
    return {"name": name, "words": counted, "ids": [school_id for school_id in schools.index if school_id in shown]}
