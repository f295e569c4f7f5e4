"""Rows of a frame with types: a loop over them says which columns it reads, and a type checker holds it to that."""

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar, cast

import pandas as pd

Row = TypeVar("Row", bound=NamedTuple)


def rows_of(frame: pd.DataFrame, row: type[Row]) -> Iterator[Row]:
    """
    Each row of a frame as a `row`, in the frame's order; a column for each of its fields, others are left out.

    ASSUMPTION: the cells are of the types the row names; nothing is converted. Raises KeyError for a missing column.
    """
    names = cast(Any, row)._fields
    make = cast(Any, row)._make
    return (make(cells) for cells in zip(*(frame[name] for name in names), strict=True))


def keyed_rows(frame: pd.DataFrame, row: type[Row]) -> dict[Any, Row]:
    """Every row of a frame by its index; see `rows_of`. For many rows of one frame, far quicker than one by one."""
    return dict(zip(frame.index, rows_of(frame, row), strict=True))


def row_of(frame: pd.DataFrame, key: str, row: type[Row]) -> Row:
    """The row of a frame with an index, by its key, as a `row`; see `rows_of`. Raises KeyError for an unknown key."""
    cells = frame.loc[key]
    return cast(Row, cast(Any, row)._make(cells[name] for name in cast(Any, row)._fields))


def is_known(cell: object) -> bool:
    """False for a cell that is empty: None, NaN, NaT. A type checker does not know that a float may be NaN."""
    return not bool(pd.isna(cast(Any, cell)))
