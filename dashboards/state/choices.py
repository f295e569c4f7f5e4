"""What there is to choose from, in one district and for one viewer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

ALL = ""
NO_CLUSTER = "-"
"""The code of schools without a cluster. ASSUMPTION: no cluster is called "-"."""
SEVERAL = ";"
"""Between the names of several clusters that are looked at together."""
MONTH_BEFORE, BETWEEN = "month", "_"
"""What trends compare a month with, beside the year before (""); and what stands between the months of two periods."""
TWO_PERIODS = re.compile(rf"(\d{{4}}-\d\d{BETWEEN}){{3}}\d{{4}}-\d\d")


@dataclass(frozen=True)
class Choices:
    """What a district offers to choose from, for one viewer."""

    months: Mapping[str, Mapping[str, pd.Timestamp]]
    """School year -> {month code "2026-03": its as-of date}, in order; empty for a year without a calendar."""
    clusters: Mapping[str, tuple[str, ...]]
    """School year -> cluster names; NO_CLUSTER last where some school has none."""
    school_ids: frozenset[str]
    latest_year: str
    latest_months: Mapping[str, str]
    """School year -> the month shown first: the latest that has a report."""
    own_cluster: str = ALL
    """A coordinator's own; of several their names with SEVERAL between."""
    own_school: str = ""
    """The one school of somebody who sees no other: it is open from the start."""

    def can_compare(self, text: str) -> bool:
        """Is this "", "month", or the first and last months of two periods that are kept, each in order?"""
        if not TWO_PERIODS.fullmatch(text):
            return text in ("", MONTH_BEFORE)
        kept = {month for months in self.months.values() for month in months}
        ends = text.split(BETWEEN)
        return set(ends) <= kept and ends[0] <= ends[1] and ends[2] <= ends[3]
