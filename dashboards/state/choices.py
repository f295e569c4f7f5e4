"""What there is to choose from, in one district and for one viewer."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

ALL = ""
NO_CLUSTER = "-"
"""The code of schools without a cluster. ASSUMPTION: no cluster is called "-"."""
SEVERAL = ";"
"""Between the names of several clusters that are looked at together."""


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
