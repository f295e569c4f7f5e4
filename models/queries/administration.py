"""What an administrator asks: what came in last, how much is stored, and in what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import and_, case, func, or_, select, text
from sqlalchemy.orm import Session

from models.permissions import Action, Viewer, can
from models.queries.frames import frame
from models.tables import (
    Activity,
    AuditLine,
    Credential,
    District,
    ImportReceipt,
    MonthlyReport,
    ParentResponse,
    Person,
    SavedMappingRow,
    School,
    SignIn,
    SupportContact,
)
from models.vocabulary import Role

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


@dataclass(frozen=True)
class PeopleFacts:
    """How many people may come in, and by what: active ones only."""

    people: int = 0
    administrators: int = 0
    with_email: int = 0
    with_account: int = 0
    with_password: int = 0
    """Those too who have an open link to choose one."""


def last_import(session: Session, viewer: Viewer) -> pd.DataFrame:
    """
    receipt_id, imported_at, person, files, counts, warnings, undone_at: the latest import of the viewer's district, no
    row before any; nothing for a liaison.
    """
    of = ImportReceipt
    statement = select(of.receipt_id, of.imported_at, of.person, of.files, of.counts, of.warnings, of.undone_at)
    statement = statement.where(of.district_id == viewer.district_id).order_by(of.receipt_id.desc()).limit(1)
    return frame(session, statement if viewer.sees_district else statement.where(of.receipt_id < 0))


def imports(session: Session, viewer: Viewer, most: int = 20) -> pd.DataFrame:
    """
    receipt_id, imported_at, person, mapping, files, counts, warnings, undone_at: the latest imports of the viewer's
    district, the newest first; nothing for who may not import.
    """
    of = ImportReceipt
    columns = (of.receipt_id, of.imported_at, of.person, of.mapping, of.files, of.counts, of.warnings, of.undone_at)
    statement = select(*columns).where(of.district_id == viewer.district_id).order_by(of.receipt_id.desc()).limit(most)
    return frame(session, statement if can(viewer, Action.IMPORT_FILES) else statement.where(of.receipt_id < 0))


def saved_mappings(session: Session, viewer: Viewer) -> pd.DataFrame:
    """name, text, author, recorded_at: the district's own mappings by name; nothing for who may not import."""
    of = SavedMappingRow
    statement = select(of.name, of.text, of.author, of.recorded_at).where(of.district_id == viewer.district_id)
    statement = statement.order_by(of.name)
    return frame(session, statement if can(viewer, Action.IMPORT_FILES) else statement.where(of.name == ""))


def stored_counts(session: Session, viewer: Viewer) -> pd.DataFrame:
    """what, rows: how many rows of COUNTED the viewer's district has stored; nothing for a liaison."""
    if not viewer.sees_district:
        return pd.DataFrame({"what": pd.Series(dtype=str), "rows": pd.Series(dtype=int)})
    counts = {
        what: session.scalar(select(func.count()).where(table.district_id == viewer.district_id))
        for what, table in COUNTED.items()
    }
    return pd.DataFrame({"what": list(counts), "rows": list(counts.values())})


def schema_revision(session: Session) -> str:
    """The version of the tables, as the database says it."""
    return str(session.scalar(text("SELECT version_num FROM alembic_version")))


def database_facts(session: Session) -> DatabaseFacts:
    """About the whole database; nothing of a district is in it."""
    connection = session.connection()
    schema = schema_revision(session)
    if connection.dialect.name == "sqlite":
        pages, size = (int(connection.scalar(text(f"PRAGMA {name}")) or 0) for name in ("page_count", "page_size"))
        return DatabaseFacts("SQLite", str(connection.scalar(text("SELECT sqlite_version()"))), pages * size, schema)
    version = str(connection.scalar(text("SHOW server_version"))).split()[0]
    size = int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    return DatabaseFacts("PostgreSQL", version, size, schema)


def people_facts(session: Session, at: datetime) -> PeopleFacts:
    """How many people of the whole database may come in at a moment, and by what; no name is among it."""
    mine = and_(Credential.district_id == Person.district_id, Credential.person_id == Person.person_id)
    may_choose = and_(Credential.link_hash.is_not(None), Credential.link_until > at)
    counted = (
        func.count(),
        func.count(case((Person.role == Role.ADMINISTRATOR, 1))),
        func.count(Person.email),
        func.count(Credential.subject),
        func.count(case((or_(Credential.password_hash.is_not(None), may_choose), 1))),
    )
    statement = select(*counted).select_from(Person).outerjoin(Credential, mine).where(Person.is_active.is_(True))
    return PeopleFacts(*map(int, session.execute(statement).one()))


def signed_in_now(session: Session, at: datetime) -> int:
    """How many people of the whole database have a sign-in that holds, whichever process serves them."""
    held = select(SignIn.district_id, SignIn.person_id).where(SignIn.ended_at.is_(None), SignIn.until > at).distinct()
    return session.scalar(select(func.count()).select_from(held.subquery())) or 0


def newest_change(session: Session) -> datetime | None:
    """The moment of the newest line of the audit log, of any district; None before any."""
    return session.scalar(select(func.max(AuditLine.happened_at)))


def district_codes(session: Session) -> tuple[str, ...]:
    """The codes of the districts in the database."""
    return tuple(session.scalars(select(District.code).order_by(District.code)))


def most_schools(session: Session) -> int:
    """How many schools the largest district in the database has."""
    counted = select(func.count().label("schools")).select_from(School).group_by(School.district_id).subquery()
    return session.scalar(select(func.max(counted.c.schools))) or 0


def is_superuser(session: Session) -> bool:
    """May this connection do anything in PostgreSQL?"""
    return bool(session.scalar(text("SELECT usesuper FROM pg_user WHERE usename = current_user")))


def has_checksums(session: Session) -> bool:
    """Does PostgreSQL notice when a disk changed what it wrote?"""
    return session.scalar(text("SHOW data_checksums")) == "on"


def journal_mode(session: Session) -> str:
    """How SQLite's file is journalled, as "delete" or "wal"."""
    return str(session.scalar(text("PRAGMA journal_mode")))
