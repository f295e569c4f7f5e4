"""A board in a reader's words: the rows of the list. Pure."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypedDict, cast

import pandas as pd

from dashboards.state.formats import survey_figure
from dashboards.state.frame_rows import is_known, keyed_rows, row_of, rows_of
from dashboards.state.plain_text import to_json
from dashboards.state.triage.board import APART, Board, first_of_each_school
from dashboards.state.triage.check_in import check_in_words
from dashboards.state.triage.vocabulary import vocabulary
from models.support_need.assessment import Assessment
from models.support_need.raising import OneThing, RaisedBy
from models.vocabulary import DecisionKind, Indicator, SchoolLevel, SupportTier
from models.wording import lists as wording_lists
from models.wording import reasons as wording
from models.wording import school as wording_school
from models.wording import triage as wording_triage
from models.wording.language import Words


class SchoolRow(TypedDict):
    """
    One school of the list, ready to be shown. `marks` are codes of the year's months; `why` sentence and aside;
    `nobody` is said where no liaison is named, `number` where another school has the same name.
    """

    id: str
    name: str
    level: str
    pupils: int | None
    size: str
    size_and_cluster: str
    cluster: str
    tier: str
    why: tuple[str, str]
    marks: list[str]
    also_on_list: bool
    closed: str | None
    nobody: str | None
    number: str | None
    contact_days: int | None
    contact_words: str
    contact_tries: str
    flag: str | None
    drawn: str | None
    step: tuple[str, str]
    survey: str | None


class _Step(NamedTuple):
    next_step: str
    next_step_due: pd.Timestamp


class _Decision(NamedTuple):
    kind: str
    ends_on: pd.Timestamp


class _Survey(NamedTuple):
    value: float
    low: float
    high: float
    scale_id: str
    please_check: str


class _Standing(NamedTuple):
    tier: str
    score: float
    enough_data: bool
    silent_since: pd.Timestamp
    months_since_report: float
    trend_state: str
    on_extra_support: bool


class _School(NamedTuple):
    name: str
    cluster: str | None
    level: str
    enrollment: float
    tier: str
    closed_on: pd.Timestamp
    contact_days: float
    tries: int


@dataclass(frozen=True, eq=False)
class BoardInWords:
    """A board as whoever reads these words sees it: made by `in_words`, once for all of them."""

    board: Board
    words: Words

    @cached_property
    def rows(self) -> dict[str, SchoolRow]:
        """By school id, in the board's order."""
        return school_rows(self.words, self.board)

    @cached_property
    def rows_json(self) -> str:
        return to_json(list(self.rows.values()))

    @cached_property
    def vocabulary_json(self) -> str:
        return to_json(vocabulary(self.words, self.board))


def in_words(board: Board, words: Words) -> BoardInWords:
    """The board in these words; made for the first who reads it in them, and kept beside it, by words, for the next."""
    return cast("BoardInWords", board.in_words.setdefault(words, BoardInWords(board, words)))


def school_rows(words: Words, board: Board) -> dict[str, SchoolRow]:
    """The rows of a board, by school id."""
    standings = {} if board.assessment is None else keyed_rows(board.assessment.schools, _Standing)
    surveys = keyed_rows(board.frames.surveys.set_index("school_id"), _Survey)
    decisions = keyed_rows(first_of_each_school(board.frames.decisions), _Decision)
    steps = keyed_rows(board.open_steps, _Step)
    marks = dict(zip(board.frames.marks.index, board.frames.marks.to_numpy().tolist(), strict=True))
    namesakes = Counter(name.casefold() for name in board.schools["name"])
    files = set(board.frames.liaisons["school_id"])
    rows: dict[str, SchoolRow] = {}
    for school_id, school in zip(board.schools.index, rows_of(board.schools, _School), strict=True):
        days = None if not is_known(school.contact_days) else int(school.contact_days)
        closed = None if not is_known(school.closed_on) else school.closed_on
        level = words.gettext(SchoolLevel(school.level).label)
        pupils = None if not is_known(school.enrollment) else int(school.enrollment)
        rows[str(school_id)] = {
            "id": school_id,
            "name": school.name,
            "level": level,
            "pupils": pupils,
            "size": size_words(words, level, pupils),
            "size_and_cluster": _size_and_cluster(words, SchoolLevel(school.level), pupils, school.cluster),
            "cluster": cluster_words(words, school.cluster),
            "tier": school.tier,
            "why": _why(words, board, school_id, standings.get(school_id), closed),
            "marks": marks.get(school_id, []),
            "also_on_list": _is_also_on_visit_list(standings.get(school_id)),
            "closed": None if closed is None else words.gettext("closed {day}", day=words.short_day(closed)),
            "nobody": _nobody(words, closed is None and bool(files) and school_id not in files),
            "number": str(school_id) if namesakes[school.name.casefold()] > 1 else None,
            "contact_days": days,
            "contact_words": wording_school.contact_text(words, days, int(school.tries)),
            "contact_tries": wording_school.tries_text(words, days, int(school.tries)),
            "flag": _flag(words, decisions.get(school_id)),
            "drawn": wording_lists.also_visit_text(words) if school_id in board.spot_checks else None,
            "step": _step(words, steps.get(school_id), board.as_of, school.tier),
            "survey": survey_figure(words, *surveys[school_id]) if school_id in surveys else None,
        }
    return rows


def _nobody(words: Words, is_nobody: bool) -> str | None:
    """Said of an open school without a liaison; not where the district has named none at all."""
    return words.gettext("no liaison named") if is_nobody else None


def size_words(words: Words, level: str, pupils: int | None) -> str:
    """What kind of school, and how large: "Elementary, 412 pupils"; the kind alone where enrollment is unknown."""
    if pupils is None:
        return level
    return words.ngettext("{level}, {count} pupil", "{level}, {count} pupils", pupils, level=level)


def _size_and_cluster(words: Words, level: SchoolLevel, pupils: int | None, cluster: str | None) -> str:
    """The same where several clusters stand in one list, in as much room: "ES, 412 · Lakeview"."""
    short, named = words.gettext(level.short_label), cluster_words(words, cluster)
    if pupils is None:
        return words.gettext("{level} · {cluster}", level=short, cluster=named)
    return words.gettext("{level}, {pupils} · {cluster}", level=short, pupils=words.number(pupils), cluster=named)


def cluster_words(words: Words, cluster: str | None) -> str:
    """A cluster's name, or that there is none."""
    return cluster if isinstance(cluster, str) else words.gettext("No cluster")


def _why(
    words: Words, board: Board, school_id: str, standing: _Standing | None, closed: pd.Timestamp | None
) -> tuple[str, str]:
    """Why a school stands where it stands, in a sentence and an aside, as a row has room for."""
    if board.assessment is None:
        return "", ""
    if standing is None:
        return wording_triage.not_judged_text(words, None if closed is None else words.day(closed))
    reasons = board.assessment.reasons[school_id]
    if not standing.enough_data:
        since = standing.silent_since
        silence = wording.silence_text(words, since if is_known(since) else None, standing.months_since_report)
        return silence, wording_triage.older_reports_text(words)
    thing = board.assessment.one_things.get(school_id)
    if thing is not None:
        return _one_thing(words, board, board.assessment, school_id, thing)
    first = check_in_words(words, board, school_id)
    if first is not None:
        return first
    beside = wording_triage.row_aside_text(words, reasons[1:], standing.trend_state)
    if not reasons:
        return wording.no_reason_text(words, standing.score), beside
    sentence, aside = wording.reason_text(words, reasons[0])
    return f"{words.begun(sentence)} {aside}".strip(), beside


def _one_thing(words: Words, board: Board, assessment: Assessment, school_id: str, thing: OneThing) -> tuple[str, str]:
    reason = None if thing.by is RaisedBy.STEP else assessment.reason_of(school_id, Indicator(thing.code))
    step = None
    if thing.by is RaisedBy.STEP and school_id in board.open_steps.index:
        found = row_of(board.open_steps, school_id, _Step)
        step = found.next_step, words.short_day(found.next_step_due)
    sentence, offer = wording_triage.one_thing_text(words, thing, reason, step)
    further = tuple(other for other in assessment.reasons[school_id] if other.code != thing.code)
    also = wording_triage.row_aside_text(words, further, "")
    return sentence, words.gettext("; ").join(part for part in (offer, also) if part)


def _is_also_on_visit_list(standing: _Standing | None) -> bool:
    """A school with too little data keeps the place it had among the visits."""
    return standing is not None and bool(standing.on_extra_support) and standing.tier == SupportTier.NOT_ENOUGH_DATA


def _step(words: Words, step: _Step | None, as_of: pd.Timestamp, tier: str) -> tuple[str, str]:
    if step is None:
        return words.gettext("none yet") if _needs_step(tier) else "–", ""
    due = step.next_step_due
    if not is_known(due):
        return step.next_step, ""
    if due == as_of:
        return step.next_step, words.gettext("due today")
    day = words.short_day(due)
    when = words.gettext("was due {day}", day=day) if due < as_of else words.gettext("due {day}", day=day)
    return step.next_step, when


def _needs_step(tier: str) -> bool:
    return tier != APART and SupportTier(tier).is_list


def _flag(words: Words, decision: _Decision | None) -> str | None:
    """Who put the school on Check in or took it off is in the detail; the row says what and until when."""
    if decision is None:
        return None
    what = words.gettext(DecisionKind(decision.kind).label)
    return words.gettext("{what}, until {day}", what=what, day=words.short_day(decision.ends_on))
