"""What a school on Check in says first: what fell in the last months, or what somebody decided by hand. Pure."""

from typing import NamedTuple

from dashboards.state.frame_rows import rows_of
from dashboards.state.triage.board import Board
from models.vocabulary import SupportTier
from models.wording import triage as wording_triage
from models.wording.falls import fall_text
from models.wording.language import Words


class _Decision(NamedTuple):
    puts_on_list: bool
    note: str


def check_in_words(words: Words, board: Board, school_id: str) -> tuple[str, str] | None:
    """Sentence and aside; None for a school of another tier, or of which neither is known: its reasons lead then."""
    if board.assessment is None or board.assessment.schools["tier"].get(school_id) != SupportTier.CHECK_IN:
        return None
    reasons, fall = board.assessment.reasons[school_id], board.falls.get(school_id)
    fallen = words.begun(fall_text(words, fall)) if fall else ""
    decisions = board.frames.decisions[board.frames.decisions["school_id"].eq(school_id)]
    note = next((one.note for one in rows_of(decisions, _Decision) if one.puts_on_list), "")
    if note:
        return note, fallen or wording_triage.row_aside_text(words, reasons, "")
    if fall is None:
        return None
    others = tuple(reason for reason in reasons if reason.code != fall.code)
    return fallen, wording_triage.row_aside_text(words, others, "")
