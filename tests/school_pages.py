"""The page about one school as a visitor has it on the sample, and what SQL says without any of our queries."""

import sqlite3
from contextlib import closing
from datetime import date
from typing import Any

from dashboards.state.school_page.shapes import SchoolPagePart
from dashboards.state.school_page.visit import SchoolVisit
from models import queries
from models.database import Database

TODAY = date(2026, 4, 20)
DIRECTOR = "m.alvarez"
MARCH = "?month=2026-03&cluster=all"


def visit(database: Database, address: str = MARCH, login: str = DIRECTOR) -> SchoolVisit:
    with database.reading() as session:
        viewer = queries.viewer(session, 1, login, TODAY)
    return SchoolVisit(database, viewer, address, today=lambda: TODAY)


def page_of(database: Database, school: str, month: str = "2026-03") -> SchoolPagePart:
    return visit(database, f"?month={month}&cluster=all&school={school}").school_page().part


def rows(database: Database, statement: str, **values: object) -> list[tuple[Any, ...]]:
    """The rows of a statement on a SQLite database."""
    with closing(sqlite3.connect(str(database.url.database))) as connection:
        return connection.execute(statement, values).fetchall()
