"""What all reads share: a statement as a frame, and the condition that leaves only what a viewer may see."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
from sqlalchemy import Select
from sqlalchemy.orm import Session

from models.permissions import Viewer

Statement = Select[*tuple[Any, ...]]


def frame(session: Session, statement: Statement, dates: Iterable[str] = ()) -> pd.DataFrame:
    """
    The rows of a statement as a frame, columns named as selected; `dates` become datetime64, absent ones NaT.

    Members of closed lists arrive as their codes (text), absent ones as NaN.
    """
    session.flush()
    result = session.connection().execute(statement)  # columns only: no object of a table has to be made
    rows = pd.DataFrame.from_records(list(map(tuple, result.fetchall())), columns=list(result.keys()))
    for name in dates:
        rows[name] = pd.to_datetime(rows[name]).astype("datetime64[s]")
    return rows


def visible(statement: Statement, viewer: Viewer, table: Any) -> Statement:
    """The same statement, kept to the viewer's district and, for a liaison, to own schools."""
    statement = statement.where(table.district_id == viewer.district_id)
    return statement if viewer.sees_district else statement.where(table.school_id.in_(sorted(viewer.school_ids)))
