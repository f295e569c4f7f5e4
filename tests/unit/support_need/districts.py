"""
Histories for the tests of the support-need method: one written row by row, one drawn from a seed with a known truth.
"""

from dataclasses import replace

from data.sample.simulated import simulated as simulated
from data.sample.written import District as District
from data.sample.written import frame as frame
from data.sample.written import reporting_months as reporting_months
from models.support_need.assessment import Assessment
from models.support_need.history import COLUMNS, DistrictHistory


def shuffled(history: DistrictHistory, seed: int) -> DistrictHistory:
    """The same rows in another order."""
    return replace(
        history,
        **{name: getattr(history, name).sample(frac=1, random_state=seed + at) for at, name in enumerate(COLUMNS)},
    )


def everything(assessment: Assessment) -> bytes:
    """All an assessment says, as bytes."""
    frames = [assessment.schools, assessment.z, assessment.points, assessment.evidence, assessment.figures]
    text = "".join(frame.to_csv(float_format="%.17g") for frame in frames)
    return (text + repr(sorted(assessment.reasons.items())) + assessment.please_check.to_csv(index=False)).encode()
