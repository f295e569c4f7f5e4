"""What all reads share: a statement as a frame, and the condition that leaves only what a viewer may see."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
from sqlalchemy import Select
from sqlalchemy.orm import Session

from models.permissions import Viewer

Statement = Select[*tuple[Any, ...]]
ROWS_AT_ONCE = 5_000


def frame(session: Session, statement: Statement, dates: Iterable[str] = ()) -> pd.DataFrame:
    """
    The rows of a statement as a frame, columns named as selected; `dates` become datetime64, absent ones NaT.

    Members of closed lists arrive as their codes (text), absent ones as NaN.
    """
    session.flush()
    result = session.connection().execute(statement)  # columns only: no object of a table has to be made
    columns: dict[str, list[Any]] = {name: [] for name in result.keys()}  # noqa: SIM118 - a result is no mapping
    # Some at a time: a tuple for each of a state's activities at once is what Python's collector walks again and again.
    for some in result.partitions(ROWS_AT_ONCE):
        for held, values in zip(columns.values(), zip(*some, strict=True), strict=True):
            held.extend(values)
    rows = pd.DataFrame(columns, dtype=None if any(columns.values()) else object)
    for name in dates:
        rows[name] = pd.to_datetime(rows[name]).astype("datetime64[s]")
    return rows


def visible(statement: Statement, viewer: Viewer, table: Any) -> Statement:
    """The same statement, kept to the viewer's district and, for a liaison, to own schools."""
    statement = statement.where(table.district_id == viewer.district_id)
    return statement if viewer.sees_district else statement.where(table.school_id.in_(sorted(viewer.school_ids)))
