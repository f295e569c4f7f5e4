"""Frames hold what the tables hold, on both databases, though rows are read as the driver gives them."""

from datetime import date
from enum import Enum
from typing import Any

import pandas as pd
from sqlalchemy import Boolean, Date, Float, Integer, insert, select
from sqlalchemy import Enum as SqlEnum

from models.database import Database
from models.queries.frames import frame
from models.queries.history import SAME_ACTIVITY, history_part
from models.tables import Activity, Base
from models.totals.keep import rebuild
from tests.factories import activity_row, district_rows, make_district, report_row
from tests.integration.filled_tables import fill


def told(value: Any) -> Any:
    """A value as it is compared: a code for a member of a closed list, None where there is none."""
    if isinstance(value, list | dict):
        return value
    return None if pd.isna(value) else value.value if isinstance(value, Enum) else value


def test_a_frame_of_every_table_holds_what_its_rows_hold(database: Database):
    fill(database)
    compared = 0
    for table in Base.metadata.sorted_tables:
        with database.reading() as session:
            ordered = select(*table.columns).order_by(*table.primary_key.columns)
            days = [column.name for column in table.columns if isinstance(column.type, Date)]
            rows = frame(session, ordered, days)
            for name, *held in zip(rows.columns, *session.execute(ordered).all(), strict=True):
                expected = [told(pd.Timestamp(value) if name in days and value else value) for value in held]
                assert [told(value) for value in rows[name]] == expected, (table.name, name)
                compared += len(held)
    assert compared > 1_000


def test_activities_are_one_that_agree_in_all_that_is_said_of_them_and_an_empty_text_is_no_blank(database: Database):
    make_district(database, district_rows(reports=[report_row()], activities=[activity_row("A")]))
    columns = Activity.__table__.c
    with database.writing() as session:
        first = dict(session.execute(select(*columns)).one()._mapping)
        others = {name: first | {name: another(columns[name], first[name])} for name in SAME_ACTIVITY}
        others["the same"] = first | {"please_check": "families"}
        others["no text"] = first | {"cancelled_reason": ""}
        session.execute(insert(Activity), [row | {"activity_id": name} for name, row in others.items()])
        rebuild(session, 1)
    with database.reading() as session:
        same_as = history_part(session, 1, "activities").set_index("activity_id")["same_as"]
    assert same_as["the same"] == same_as["A"]
    assert same_as.nunique() == len(same_as) - 1 == len(SAME_ACTIVITY) + 2


def another(column: Any, value: Any) -> Any:
    """What the column could hold as well."""
    if isinstance(column.type, SqlEnum):
        return next(member for member in column.type.enum_class if member != value)
    if isinstance(column.type, Boolean):
        return not value
    if isinstance(column.type, Integer | Float):
        return (value or 0) + 1
    return date(2024, 9, 17) if isinstance(column.type, Date) else f"{value} or another"
