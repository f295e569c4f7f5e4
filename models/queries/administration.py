"""What an administrator asks: what came in last, how much is stored, and in what."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.queries.frames import frame
from models.tables import (
    Activity,
    ImportReceipt,
    MonthlyReport,
    ParentResponse,
    Person,
    School,
    SupportContact,
)

COUNTED: dict[str, Any] = {
    "schools": School,
    "people": Person,
    "reports": MonthlyReport,
    "activities": Activity,
    "responses": ParentResponse,
    "contacts": SupportContact,
}


@dataclass(frozen=True)
class DatabaseFacts:
    """What the rows lie in: "SQLite" or "PostgreSQL" with its version, bytes it takes, and the tables' version."""

    kind: str
    version: str
    size: int
    schema: str


def last_import(session: Session, viewer: Viewer) -> pd.DataFrame:
    """
    receipt_id, imported_at, person, files, counts, warnings, undone_at: the latest import of the viewer's district, no
    row before any; nothing for a liaison.
    """
    of = ImportReceipt
    statement = select(of.receipt_id, of.imported_at, of.person, of.files, of.counts, of.warnings, of.undone_at)
    statement = statement.where(of.district_id == viewer.district_id).order_by(of.receipt_id.desc()).limit(1)
    return frame(session, statement if viewer.sees_district else statement.where(of.receipt_id < 0))


def stored_counts(session: Session, viewer: Viewer) -> pd.DataFrame:
    """what, rows: how many rows of COUNTED the viewer's district has stored; nothing for a liaison."""
    if not viewer.sees_district:
        return pd.DataFrame({"what": pd.Series(dtype=str), "rows": pd.Series(dtype=int)})
    counts = {
        what: session.scalar(select(func.count()).where(table.district_id == viewer.district_id))
        for what, table in COUNTED.items()
    }
    return pd.DataFrame({"what": list(counts), "rows": list(counts.values())})


def database_facts(session: Session) -> DatabaseFacts:
    """About the whole database; nothing of a district is in it."""
    connection = session.connection()
    schema = str(connection.scalar(text("SELECT version_num FROM alembic_version")))
    if connection.dialect.name == "sqlite":
        pages, size = (int(connection.scalar(text(f"PRAGMA {name}")) or 0) for name in ("page_count", "page_size"))
        return DatabaseFacts("SQLite", str(connection.scalar(text("SELECT sqlite_version()"))), pages * size, schema)
    version = str(connection.scalar(text("SHOW server_version"))).split()[0]
    size = int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    return DatabaseFacts("PostgreSQL", version, size, schema)
