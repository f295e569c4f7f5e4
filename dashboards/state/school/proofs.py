"""The rows behind one school's reasons, and what its data are like: made after its words, which say what they show."""

from typing import TypedDict

from dashboards.state.school.behind import Behind
from dashboards.state.school.proof_table import ProofTable
from dashboards.state.school.proof_tables import proof
from dashboards.state.school.quality_strip import QualityPart, quality_strip
from dashboards.state.triage.rows import BoardInWords


class ProofsPart(TypedDict):
    """evidence: by the key of an EvidenceLink. Both empty for a school or year that is not judged."""

    id: str
    evidence: dict[str, ProofTable]
    quality: list[QualityPart]


def proofs_part(shown_board: BoardInWords, school_id: str, behind: Behind | None) -> ProofsPart:
    """behind: None for a school or year that is not judged."""
    board, words, assessment = shown_board.board, shown_board.words, shown_board.board.assessment
    if behind is None or assessment is None:
        return {"id": school_id, "evidence": {}, "quality": []}
    shown = [*assessment.reasons[school_id], assessment.strengths[school_id]]
    return {
        "id": school_id,
        "evidence": {reason.code.value: proof(words, reason.code, behind) for reason in shown if reason is not None},
        "quality": quality_strip(words, board, school_id, behind),
    }
