"""How a school compares, said to the school: its tier, the reasons, what goes well, and the figures behind. Pure."""

from typing import NamedTuple, TypedDict

import pandas as pd

from dashboards.state.frame_rows import is_known, row_of, rows_of
from dashboards.state.our_school.own_school import OwnSchool
from dashboards.state.school.behind import Behind
from dashboards.state.school.disputed import Marks, other_texts
from dashboards.state.school.proof_table import ProofTable, Row
from dashboards.state.school.proof_tables import proof
from dashboards.state.triage.board import Board
from models.support_need.assessment import Assessment, Reason
from models.support_need.indicator_specs import WEIGHTED
from models.vocabulary import DecisionKind, Indicator, SupportTier
from models.wording import lists as wording_lists
from models.wording import our_figures as wording
from models.wording.language import Words
from models.wording.reasons import silence_text, tier_text


class Compared(TypedDict):
    """
    One sentence about a figure, what stands beside it, and the table of its rows (None: there is none). disputed: the
    mark of what the school says is wrong, "" for none.
    """

    text: str
    aside: str
    label: str
    table: ProofTable | None
    disputed: str


class ComparePart(TypedDict):
    """
    How a school compares. `tier` is a code, "" where nothing is compared; then only `lead` says why. `stands` are
    sentences about the tier, `figures` all figures beside those of schools like it, `disputed` marks of what has no
    line of its own.
    """

    tier: str
    tier_label: str
    stands: list[str]
    lead: str
    disputed: list[str]
    reasons: list[Compared]
    well: list[Compared]
    offer: str
    figures: ProofTable | None


class _Standing(NamedTuple):
    tier: str
    enough_data: bool
    silent_since: pd.Timestamp
    months_since_report: float
    trend_state: str


class _Decision(NamedTuple):
    kind: str
    puts_on_list: bool
    ends_on: pd.Timestamp


def compare_part(
    words: Words,
    own: OwnSchool,
    board: Board | None,
    school_id: str,
    behind: Behind | None,
    disputed: Marks | None = None,
) -> ComparePart:
    """board: of the list the school is compared by, None before the year's first one. disputed: by this school."""
    marks = disputed or {}
    part: ComparePart = {
        "tier": "", "tier_label": "", "stands": [], "lead": "", "disputed": other_texts(words, marks, set()),
        "reasons": [], "well": [], "offer": "", "figures": None,
    }  # fmt: skip
    if board is None or board.assessment is None or school_id not in board.assessment.index:
        first = own.months["as_of_date"].min()
        is_to_come = is_known(first) and first > own.day
        part["lead"] = wording.not_compared_text(words, first if is_to_come else None)
        return part
    assessment = board.assessment
    standing = row_of(assessment.schools, school_id, _Standing)
    strength = assessment.strengths[school_id]
    reasons = [reason for reason in assessment.reasons[school_id] if _is_worse(words, reason)]
    part["tier"], part["tier_label"] = standing.tier, tier_text(words, standing.tier)
    part["stands"] = _stands(words, own, board, school_id, standing)
    part["lead"] = wording.lead_text(words, has_reasons=bool(reasons), trend_state=standing.trend_state)
    part["reasons"] = [
        _compared(words, *wording.reason_text(words, reason), reason.code, reason.figures.n, behind, marks)
        for reason in reasons
    ]
    if strength is not None and _is_better(words, strength):
        told = wording.well_text(words, strength)
        part["well"] = [_compared(words, *told, strength.code, strength.figures.n, behind, marks)]
    part["offer"] = wording.offer_text(words, standing.tier, [reason.code for reason in reasons])
    part["figures"] = _figures(words, board, assessment, school_id, marks)
    lines = {reason.code.value for reason in reasons} | ({strength.code.value} if strength and part["well"] else set())
    part["disputed"] = other_texts(words, marks, lines)
    return part


def _is_worse(words: Words, reason: Reason) -> bool:
    """Is a reason one as it is shown? A figure that reads no worse than the others' would only puzzle the school."""
    figures, code = reason.figures, reason.code
    if figures.hidden or figures.n == 0:
        return True
    if code is Indicator.REPORTING and figures.own == round(figures.peers):
        return round(figures.late) > round(figures.late_peers)
    own, others = (wording.figure_text(words, code, value, figures.n) for value in (figures.own, figures.peers))
    return not figures.longer and own != others


def _is_better(words: Words, strength: Reason) -> bool:
    """Is a strength one as it is shown? Figures that read the same praise nobody, nor does a report that came late."""
    figures, code = strength.figures, strength.code
    if code is Indicator.REPORTING:
        return figures.own == 0 and figures.late == 0
    own, others = (wording.figure_text(words, code, value, figures.n) for value in (figures.own, figures.peers))
    return own != others


def _stands(words: Words, own: OwnSchool, board: Board, school_id: str, standing: _Standing) -> list[str]:
    told = [wording.stands_text(words, standing.tier)]
    if not standing.enough_data:
        since = standing.silent_since if is_known(standing.silent_since) else None
        told.append(words.gettext("{silence}.", silence=silence_text(words, since, standing.months_since_report)))
    if standing.tier != SupportTier.STEADY and own.tier_since is not None:
        told.append(wording.since_text(words, own.tier_since))
    decisions = board.frames.decisions[board.frames.decisions["school_id"].eq(school_id)]
    for decision in rows_of(decisions, _Decision):
        by_hand = wording_lists.by_hand_text(words, bool(decision.puts_on_list), words.day(decision.ends_on))
        told.append(wording.by_hand_text(words, by_hand, DecisionKind(decision.kind)))
    return told


def _compared(
    words: Words, text: str, aside: str, code: Indicator, n: float, behind: Behind | None, marks: Marks
) -> Compared:
    table = proof(words, code, behind) if behind is not None else None
    if table is not None and not table["rows"]:
        table = None
    label, disputed = wording.rests_on_text(words, code, n), marks.get(code.value, "")
    return {"text": text, "aside": aside, "label": label, "table": table, "disputed": disputed}


def _figures(words: Words, board: Board, assessment: Assessment, school_id: str, marks: Marks) -> ProofTable | None:
    """Every figure that rests on something, in the method's order."""
    place = list(assessment.school_ids).index(school_id)
    table = assessment.measured_by_rules.figures
    rows: list[Row] = []
    for column, code in enumerate(WEIGHTED):
        figures = table.of(place, column)
        if not figures.n > 0 or not is_known(figures.peers):
            continue
        own_figure, quantity = wording.hidden_text(words), wording.quantity_text(words, code, figures)
        if not figures.hidden:
            own_figure = wording.figure_text(words, code, figures.own, figures.n)
        rows.append(
            [
                f"{quantity} ({mark})" if (mark := marks.get(code.value)) else quantity,
                own_figure,
                wording.figure_text(words, code, figures.peers, figures.n),
                wording.rests_on_text(words, code, figures.n),
            ]
        )
    if not rows:
        return None
    return {
        "title": words.gettext("Your figures up to {month}", month=words.month_in_year(assessment.month)),
        "columns": [
            words.gettext("Figure"),
            words.gettext("Your school"),
            words.gettext("Schools like yours"),
            words.gettext("Rests on"),
        ],
        "rows": rows,
        "note": wording.similar_text(words, str(board.schools.at[school_id, "level"])),
    }
