"""The rows behind each reason, ready to be shown: the same rows the indicator counts, and what it left out. Pure."""

from collections.abc import Callable

from dashboards.state.school.behind import Behind
from dashboards.state.school.proof_table import ProofTable
from dashboards.state.school.proofs_of_answers import rating_proof, response_proof, turnout_proof
from dashboards.state.school.proofs_of_reports import (
    activity_proof,
    breadth_proof,
    language_proof,
    plan_proof,
    reporting_proof,
)
from models.vocabulary import Indicator
from models.wording.language import Words

PROOFS: dict[Indicator, Callable[[Words, Behind], ProofTable]] = {
    Indicator.REPORTING: reporting_proof,
    Indicator.PLAN: plan_proof,
    Indicator.ACTIVITY: activity_proof,
    Indicator.RESPONSE: response_proof,
    Indicator.RATING: rating_proof,
    Indicator.TURNOUT: turnout_proof,
    Indicator.BREADTH: breadth_proof,
    Indicator.LANGUAGE: language_proof,
}


def proof(words: Words, code: Indicator, behind: Behind) -> ProofTable:
    """The table of one indicator's rows."""
    return PROOFS[code](words, behind)
