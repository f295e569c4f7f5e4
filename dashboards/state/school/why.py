"""One school in words: why it stands where it stands, how sure that is, and what the office can offer. Pure."""

from collections.abc import Collection
from typing import NamedTuple, TypedDict

import pandas as pd

from dashboards.state.contacts.entries import Reader
from dashboards.state.frame_rows import is_known, row_of
from dashboards.state.school.disputed import Marks, other_texts
from dashboards.state.school.next_step import NextPart, next_part
from dashboards.state.school.said import SaidLine, said_lines
from dashboards.state.triage.board import Board
from dashboards.state.triage.check_in import check_in_words
from dashboards.state.triage.rows import BoardInWords, SchoolRow
from models.support_need.assessment import Assessment
from models.support_need.changes import Change
from models.support_need.indicator_specs import WEIGHTED
from models.vocabulary import Indicator, SupportTier
from models.wording import lists as wording_lists
from models.wording import reasons as wording
from models.wording import school as wording_school
from models.wording import triage as wording_triage
from models.wording.language import Words

SMALL = 0.05
"""Points (SD of the district) below which an indicator is not worth a bar of its own."""


class EvidenceLink(TypedDict):
    """On how much a reason rests ("64 answers"), and the key of the table that shows it."""

    label: str
    key: str


class ReasonLine(TypedDict):
    """A reason or the strength. points: SD of the district, above 0 for need. disputed: its mark, "" for none."""

    text: str
    aside: str
    evidence: EvidenceLink
    points: float
    strength: bool
    disputed: str


class SmallerLine(TypedDict):
    """All indicators without a line of their own."""

    text: str
    aside: str
    points: float


class Bars(TypedDict):
    """Where the staircase of points starts and ends, and the score from which a school is on the visit list."""

    typical: float
    total: float
    visit_list: float


class Interval(TypedDict):
    """
    A school's place among the others, 0 (needs most) to 1: likely from `lo` to `hi`, most likely `at`. The shaded part,
    up to `list_share`, is the 15 % of schools that `words` speaks of, whatever room the visit list has. `share` is the
    part of `words` to be seen first.
    """

    lo: float
    hi: float
    at: float
    list_share: float
    words: str
    share: str


class _Standing(NamedTuple):
    tier: str
    score: float
    enough_data: bool
    silent_since: pd.Timestamp
    months_since_report: float
    trend_state: str
    rank_lo: int
    rank_hi: int
    p_worst: float


class WhyPart(TypedDict):
    """
    The upper half of a school's detail. A part that is None or empty is not drawn. disputed: marks of where the school
    stands, and of figures without a line of their own.
    """

    id: str
    name: str
    facts: str
    tier: str | None
    tier_label: str | None
    flag: str | None
    drawn: str | None
    reasons: list[ReasonLine]
    smaller: SmallerLine | None
    lead: str
    disputed: list[str]
    bars: Bars | None
    next: NextPart
    said: list[SaidLine]
    interval: Interval | None
    since: str
    offer: str


def why_part(
    shown_board: BoardInWords,
    school_id: str,
    *,
    principals: pd.DataFrame,
    said: pd.DataFrame,
    before: Assessment | None,
    changes: Collection[Change] = (),
    reader: Reader | None = None,
    disputed: Marks | None = None,
) -> WhyPart:
    """
    Tier, reasons, what to do next, how sure, what changed, what the office can offer.

    principals, said: as `queries.principals` and
    `queries.reports_said`. before: the list before this month's. changes: of the whole district. reader: of the log.
    disputed: what this school disputes.
    """
    board, words = shown_board.board, shown_board.words
    row = shown_board.rows[school_id]
    part: WhyPart = {
        "id": school_id,
        "name": row["name"],
        "facts": _facts(words, board, row),
        "tier": row["tier"] if board.is_judged(school_id) else None,
        "tier_label": wording.tier_text(words, row["tier"]) if board.is_judged(school_id) else None,
        "flag": row["flag"] or row["closed"],
        "drawn": row["drawn"],
        "reasons": [],
        "smaller": None,
        "lead": "",
        "disputed": [],
        "bars": None,
        "next": next_part(shown_board, school_id, principals, reader),
        "said": said_lines(words, said, board.as_of),
        "interval": None,
        "since": "",
        "offer": "",
    }
    assessment = board.assessment
    if assessment is None:
        part["lead"] = wording_triage.no_reports_text(words, board.school_year)
    elif school_id not in assessment.index:
        part["lead"] = wording_school.not_judged_lead_text(words, *row["why"])
    else:
        _add_judgement(words, part, assessment, school_id, has_liaison=row["nobody"] is None)
        first = check_in_words(words, board, school_id)
        thing = assessment.one_things.get(school_id)
        if thing is not None and thing.code not in {reason.code for reason in assessment.reasons[school_id]}:
            first = row["why"]  # else it stands among the reasons
        if first is not None:
            part["lead"] = words.gettext("{sentence}.", sentence=first[0].rstrip("."))
        part["since"] = _since(words, assessment, before, school_id, changes)
    _mark(words, part, disputed or {})
    return part


def _mark(words: Words, part: WhyPart, disputed: Marks) -> None:
    for line in part["reasons"]:
        line["disputed"] = disputed.get(line["evidence"]["key"], "")
    part["disputed"] = other_texts(words, disputed, {line["evidence"]["key"] for line in part["reasons"]})


def _facts(words: Words, board: Board, row: SchoolRow) -> str:
    cluster = board.schools.at[row["id"], "cluster"]
    pupils = row["pupils"]
    facts = [
        row["level"],
        words.ngettext("{count} pupil", "{count} pupils", pupils) if pupils else words.gettext("enrollment unknown"),
        words.gettext("{cluster} cluster", cluster=cluster)
        if isinstance(cluster, str)
        else words.gettext("no cluster"),
    ]
    return " · ".join(facts)


def _add_judgement(words: Words, part: WhyPart, assessment: Assessment, school_id: str, *, has_liaison: bool) -> None:
    """Fill in what a judged school's figures say."""
    standing = row_of(assessment.schools, school_id, _Standing)
    reasons = assessment.reasons[school_id]
    strength = assessment.strengths[school_id]
    since = standing.silent_since
    part["lead"] = wording_school.lead_text(
        words,
        enough_data=bool(standing.enough_data),
        silent_since=since if is_known(since) else None,
        months_since_report=float(standing.months_since_report),
        score=float(standing.score),
        has_reasons=bool(reasons),
        trend_state=standing.trend_state,
    )
    lines = [(reason, wording.reason_text(words, reason), False) for reason in reasons]
    if strength is not None:
        lines.append((strength, wording.strength_text(words, strength), True))
    part["reasons"] = [
        {
            "text": words.begun(sentence),
            "aside": aside,
            "evidence": {"label": wording.evidence_text(words, reason), "key": reason.code.value},
            "points": float(reason.points),
            "strength": is_strength,
            "disputed": "",
        }
        for reason, (sentence, aside), is_strength in lines
    ]
    part["smaller"] = _smaller(words, assessment, school_id, {reason.code for reason, *_ in lines})
    part["bars"] = _bars(assessment, school_id)
    part["interval"] = _interval(words, assessment, school_id)
    part["offer"] = wording_school.office_text(words, SupportTier(standing.tier), reasons, has_liaison=has_liaison)


def _smaller(words: Words, assessment: Assessment, school_id: str, named: set[Indicator]) -> SmallerLine | None:
    """All indicators without a line of their own, in one: with it the bars add up."""
    points = {code: float(assessment.points[code.value].loc[school_id]) for code in WEIGHTED}
    rest = [code for code in WEIGHTED if code not in named]
    if not rest:
        return None
    text, aside = wording_school.rest_text(
        words,
        [code for code in rest if points[code] > SMALL],
        [code for code in rest if points[code] < -SMALL],
    )
    return {"text": text, "aside": aside, "points": sum(points[code] for code in rest)}


def _bars(assessment: Assessment, school_id: str) -> Bars | None:
    listed = assessment.schools.loc[assessment.schools["on_extra_support"], "score"]
    if not len(listed):
        return None
    return {
        "typical": float(assessment.typical),
        "total": float(row_of(assessment.schools, school_id, _Standing).score),
        "visit_list": float(listed.min()),
    }


def _interval(words: Words, assessment: Assessment, school_id: str) -> Interval:
    standing = row_of(assessment.schools, school_id, _Standing)
    count = len(assessment.index)
    last = max(count - 1, 1)
    rank = int(assessment.schools["score"].rank(ascending=False, method="first")[school_id])
    return {
        "lo": (standing.rank_lo - 1) / last,
        "hi": (standing.rank_hi - 1) / last,
        "at": (rank - 1) / last,
        "list_share": assessment.worst / count,
        "words": wording.certainty_text(words, standing.p_worst, assessment.worst),
        "share": wording.certainty_share_text(words, standing.p_worst),
    }


def _since(
    words: Words, assessment: Assessment, before: Assessment | None, school_id: str, changes: Collection[Change]
) -> str:
    """What is different from last month, where the year has one."""
    if before is None or school_id not in before.index:
        return ""
    was, now = (SupportTier(str(month.schools.at[school_id, "tier"])) for month in (before, assessment))
    own = [change for change in changes if change.school_id == school_id]
    return wording_lists.since_text(words, was, now, own)
