"""Types of involvement beside schools like one school, and a similar school that does what is missing here. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.vocabulary import InvolvementType

NEAREST = 10
"""So many schools of the level, the nearest in size and need, are looked at."""
PER_NEED = 0.25
"""A quarter more pupils from low-income homes, or more English learners, is as far as twice the enrollment."""
UNKNOWN = 1.0
"""How far a school is in what is not known of it or of the other one: as far as twice the enrollment."""
FEW = 0.5
"""A type is done little where a school did less than this share of what schools like it usually do."""
TYPES = tuple(kind.value for kind in InvolvementType)


@dataclass(frozen=True)
class Similar:
    """A school found for another one: of the types asked for those it did, in order, and out of how many it was."""

    school_id: str
    covers: tuple[int, ...]
    among: int


def similar_school(
    schools: pd.DataFrame, school_id: str, wanted: Collection[int], done: Mapping[str, Collection[int]]
) -> Similar | None:
    """
    The school that does most of what is wanted, among those of the same level that are nearest in size and need.

    schools: by school_id, level, enrollment (pupils), low_income_rate and english_learner_rate (0-1), NaN unknown.
    wanted: types of involvement, 1 to 6. done: the types that each school's accepted reports hold; a school without
    any is left out. Nearest: the sum of how many times the one enrollment goes into the other, in doublings, and of the
    gaps in both rates, a quarter each as one doubling. Of two that do as many types the nearer one. None where nobody
    near does any of them, or nothing is wanted.
    """
    if not wanted:
        return None
    own = schools.loc[[school_id]].iloc[0]
    others = schools[schools["level"].eq(own["level"])].drop(index=school_id)
    others = others[[bool(done.get(str(other))) for other in others.index]]
    if not len(others):
        return None
    near = _distance(others, own).sort_values(kind="stable").head(NEAREST)
    covered = {str(other): tuple(sorted(set(wanted) & set(done[str(other)]))) for other in near.index}
    best = max(covered, key=lambda other: len(covered[other]))  # of equals the first, which is the nearest
    return Similar(best, covered[best], len(near)) if covered[best] else None


def _distance(others: pd.DataFrame, own: pd.Series) -> pd.Series:
    size = pd.Series(np.log2(others["enrollment"].astype(float) / float(own["enrollment"]))).abs()
    rates = [
        (others[name].astype(float) - float(own[name])).abs() / PER_NEED
        for name in ("low_income_rate", "english_learner_rate")
    ]
    parts = [part.fillna(UNKNOWN) for part in (size, *rates)]
    return sum(parts[1:], parts[0])


def usual_by_type(counts: pd.DataFrame, reports: pd.Series, peers: Collection[str], own_reports: int) -> pd.Series:
    """
    How many activities of each type schools like a school hold in as many reports as it has sent, by type.

    counts: by school_id, a column for each type, 1 to 6. reports: by school_id, how many came in. The median over those
    peers that sent any: what a school does a report, times the reports of the one. NaN where no peer sent any.
    """
    sent = reports[reports.index.isin(list(peers)) & reports.gt(0).to_numpy()]
    held = counts.reindex(sent.index).fillna(0.0)
    return held.div(sent, axis=0).median() * own_reports


def lacking(own: Mapping[int, int], usual: pd.Series) -> tuple[tuple[int, ...], bool]:
    """
    The types that are missing at a school, and True; where none is, those that it does little of, and False.

    own: activities by type in the reports that came in; at least one report has to be in.
    """
    missing = tuple(kind for kind in TYPES if not own.get(kind))
    if missing:
        return missing, True
    return tuple(kind for kind in TYPES if own[kind] < FEW * float(usual.get(kind, np.nan))), False
