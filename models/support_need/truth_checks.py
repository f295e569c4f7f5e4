"""Do the lists hold where the truth is known? Hits, and whether the chances that were told came true."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
from scipy.stats import binomtest

from models.support_need.assessment import Assessment
from models.support_need.rule_set import worst_count

MONTHS_AFTER = 2
"""A list of a month is about how schools do in the months that follow it."""
BANDS = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0)
NINE_IN_TEN = 0.9
"""How many of such shares the range of a chance holds."""


class Hits(NamedTuple):
    """Places on the lists, how many of these schools turned out to need most, and how many would have by chance."""

    places: int
    right: int
    by_chance: float


def against_truth(assessed: Mapping[pd.Timestamp, Assessment], truth: pd.DataFrame) -> pd.DataFrame:
    """
    month, school_id, said (0-1: the chance the list gives a school of being among the 15 % that need most), is_listed
    (stands on Extra support), is_worst (its truth in the two months after is among the 15 % lowest); a row a school and
    month, without the last months, after which nothing is known.

    truth: a row a month, a column a school, higher is better.
    """
    tables = []
    for month, assessment in assessed.items():
        after = truth.loc[truth.index > month, assessment.index].head(MONTHS_AFTER)
        if len(after) < MONTHS_AFTER:
            continue
        is_worst = after.mean().rank(method="first") <= worst_count(len(assessment.index))
        columns = {
            "month": month,
            "said": assessment.schools["p_worst"],
            "is_listed": assessment.schools["on_extra_support"],
            "is_worst": is_worst,
        }
        tables.append(pd.DataFrame(columns).rename_axis("school_id").reset_index())
    if not tables:
        return pd.DataFrame(columns=["school_id", "month", "said", "is_listed", "is_worst"])
    return pd.concat(tables, ignore_index=True)


def hits(rows: pd.DataFrame) -> Hits:
    """Of `against_truth`: how often a place on the list went to one of the schools that needed most."""
    listed = rows[rows["is_listed"].astype(bool)]
    share = float(rows["is_worst"].mean()) if len(rows) else 0.0
    return Hits(len(listed), int(listed["is_worst"].sum()), len(listed) * share)


def calibration(rows: pd.DataFrame, bands: Sequence[float] = BANDS) -> pd.DataFrame:
    """
    said (0-1, mean of the chances told), came_true (0-1), low, high (where nine in ten such shares lie, by chance
    alone) and n (schools and months), a row a band of chances told; a band without any is left out.

    Source: E. B. Wilson (1927) for the range.
    """
    band = pd.cut(rows["said"].astype(float), list(bands), include_lowest=True, labels=False)
    by_band = rows.groupby(band)
    n, right = by_band.size(), by_band["is_worst"].sum().astype(int)
    ranges = [
        binomtest(int(k), int(of)).proportion_ci(NINE_IN_TEN, method="wilson") for k, of in zip(right, n, strict=True)
    ]
    table = {
        "said": by_band["said"].mean(),
        "came_true": right / n,
        "low": [one.low for one in ranges],
        "high": [one.high for one in ranges],
        "n": n,
    }
    return pd.DataFrame(table).reset_index(drop=True)
