"""Schools that change their cluster or level within a year: what they were stays with the months before."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.recording.upsert import stored_rows
from models.school_year import SchoolYear
from models.tables.row_values import Row, shape_of

MAY_MOVE = ("cluster", "level")


def moves(session: Session, district_id: int, school_years: Sequence[Mapping[str, Any]], today: date) -> list[Row]:
    """
    Rows of school_move for what these rows of school_in_year would change: months before today's keep what is stored.

    A year that has not begun has no months to keep; a second change in one month moves nobody twice.
    """
    shape, kept = shape_of("school_in_year"), shape_of("school_move")
    incoming = {shape.key_of(row): row for row in map(shape.convert, school_years)}
    before_month = today.replace(day=1)
    made: dict[tuple[Any, ...], Row] = {}
    for key, stored in stored_rows(session, district_id, shape, incoming).items():
        now = {**stored, **incoming[key]}
        begins = SchoolYear.parse(stored["school_year"]).months[0]
        if before_month > begins and any(now[name] != stored[name] for name in MAY_MOVE):
            row = {name: stored[name] for name in ("school_id", "school_year", *MAY_MOVE)}
            made[(*key, before_month)] = {**row, "before_month": before_month}
    known = stored_rows(session, district_id, kept, made)
    return [row for key, row in made.items() if key not in known]
