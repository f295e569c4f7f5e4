"""What the trends page shows at once, in words and figures."""

from dataclasses import dataclass

import pandas as pd

from dashboards.state.school.proof_table import ProofTable
from dashboards.state.trends.part import TrendsPart


@dataclass(frozen=True)
class OverTime:
    """What the main chart is drawn from and what it says."""

    title: str
    unit: str
    frame: pd.DataFrame
    marks: pd.DataFrame
    last: list[str]
    sentence: str
    table: ProofTable


@dataclass(frozen=True)
class TrendsShown:
    """The page: its sentence, the line under it, how many schools it is about, and what stands below."""

    answer: str
    beside: str
    showing: str
    part: TrendsPart
    chart: OverTime | None
    counts: dict[str, int]
    """Schools by tier, ticked or not, of the cluster and level that are chosen."""
