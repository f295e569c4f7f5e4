"""What all reads share: a statement as a frame, and the condition that leaves only what a viewer may see."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Select
from sqlalchemy.orm import Session

from models.permissions import Viewer

Statement = Select[*tuple[Any, ...]]
ROWS_AT_ONCE = 5_000
OF_EVERY_ROW = "school_id"
FIRST_DAY = date(1970, 1, 1).toordinal()
NO_DAY = np.iinfo(np.int64).min
"""What numpy holds for no day."""


def frame(
    session: Session,
    statement: Statement,
    dates: Iterable[str] = (),
    hashed: Iterable[str] = (),
    repeated: Iterable[str] = (),
) -> pd.DataFrame:
    """
    The rows of a statement as a frame, columns named as selected; `dates` become datetime64, absent ones NaT.

    hashed: long texts of which only equality counts, as uint64. repeated: texts of which there are few, each in memory
    once instead of once a row. Members of closed lists arrive as their codes (text), absent ones as NaN.
    """
    session.flush()
    result = session.connection().execute(statement)  # columns only: no object of a table has to be made
    columns: dict[str, list[Any]] = {name: [] for name in result.keys()}  # noqa: SIM118 - a result is no mapping
    made = dict.fromkeys(dates, days) | dict.fromkeys(hashed, _hashes)
    arrays: dict[str, list[Any]] = {name: [make(())] for name, make in made.items()}
    seen: dict[str, dict[Any, Any]] = {name: {} for name in (OF_EVERY_ROW, *repeated)}
    # Some at a time: a tuple for each of a state's activities at once is what Python's collector walks again and again,
    # and texts of which only a number is left would all stand in memory together.
    for some in result.partitions(ROWS_AT_ONCE):
        for name, values in zip(columns, zip(*some, strict=True), strict=True):
            if name in made:
                arrays[name].append(made[name](values))
            elif name in seen:
                columns[name].extend(map(seen[name].setdefault, values, values))
            else:
                columns[name].extend(values)
    whole: dict[str, Any] = {
        name: np.concatenate(arrays[name]) if name in made else values or np.empty(0, dtype=object)
        for name, values in columns.items()
    }
    return pd.DataFrame(whole)


def _hashes(texts: Sequence[str]) -> Any:
    return pd.util.hash_array(np.array(texts, dtype=object), categorize=False)


def days(held: Sequence[Any]) -> Any:
    """
    Days of a table, None where there is none, as datetime64[s]. Array, as long as `held`.

    Numbers of days are what numpy takes as they are: `pandas.to_datetime` looks at each value anew, and costs as much
    for five days as for three hundred.
    """
    if not {date, type(None)}.issuperset(map(type, held)):
        return pd.to_datetime(pd.Series(held, dtype=object)).astype("datetime64[s]").to_numpy()
    numbers = [NO_DAY if day is None else day.toordinal() - FIRST_DAY for day in held]
    return np.array(numbers, dtype="int64").view("datetime64[D]").astype("datetime64[s]")


def visible(statement: Statement, viewer: Viewer, table: Any) -> Statement:
    """The same statement, kept to the viewer's district and, for a liaison, to own schools."""
    statement = statement.where(table.district_id == viewer.district_id)
    return statement if viewer.sees_district else statement.where(table.school_id.in_(sorted(viewer.school_ids)))
