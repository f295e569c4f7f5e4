"""The lists of a range of months, each as of its own month: one row per expected school and month, for machines."""

import csv
import io
from collections.abc import Iterator
from datetime import date

import pandas as pd
from sqlalchemy.orm import Session

from data.exporting import check_range, escape, nothing_in_range
from models import queries
from models.support_need.assess import assess
from models.support_need.assessment import Assessment

COLUMNS = (
    "as_of_month",
    "school_id",
    "score",
    "recent",
    "flagged",
    "watch",
    "enough_data",
    "p_worst",
    "rank_lo",
    "rank_hi",
    "reasons",
    "raise",
)
"""Columns in the order the exchange layout promises; other programs read them by these names."""


def support_need_csv(session: Session, district_id: int, first: date, last: date) -> tuple[str, int]:
    """
    The export of the months from `first` to `last` (first days, both included) and its number of rows.

    Scores (SD of the district) and shares have 9 decimals, points 2; the rule against decimals is for what people
    read. Rows by month, then school id. Raises PartnershipError where no reporting month lies in the range.
    """
    check_range(first, last)
    history = queries.district_history(session, district_id)
    rules = queries.rule_sets(session, district_id)
    assessments = assess(history, rules, pd.Timestamp(first), pd.Timestamp(last))
    if not assessments:
        raise nothing_in_range(first, last)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows = [row for assessment in assessments.values() for row in _rows(assessment)]
    writer.writerows(rows)
    return out.getvalue(), len(rows)


def _rows(assessment: Assessment) -> Iterator[tuple[str, ...]]:
    reasons, things = assessment.reasons_by_points, assessment.one_things
    for school in assessment.schools.itertuples():
        school_id = str(school.Index)
        yield (
            f"{assessment.month:%Y-%m}",
            escape(school_id),
            f"{school.score:.9f}",
            f"{school.recent:.9f}",
            "1" if school.on_extra_support else "0",
            "1" if school.on_check_in else "0",
            "1" if school.enough_data else "0",
            f"{school.p_worst:.9f}",
            f"{school.rank_lo:g}",
            f"{school.rank_hi:g}",
            ";".join(f"{reason.code}:{reason.points:.2f}" for reason in reasons[school_id]),
            things[school_id].code if school_id in things else "",
        )
