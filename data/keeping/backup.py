"""A backup: the whole database as of one moment, while people write, in one file that is looked through at once."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import NullPool, create_engine

from data.keeping.manifest import (
    ASKED,
    ENDINGS,
    POSTGRESQL,
    SQLITE,
    Backup,
    Manifest,
    folder_ready,
    measured,
    program_version,
    write,
)
from data.keeping.postgresql_programs import address_without_secrets, connection_words, plain_link, run
from models.database import Database
from models.errors import PartnershipError, SchemaError
from models.schema_revisions import revision_of
from models.sqlite_file import copy_file, make_empty, plain_errors, remove, require_sound, rows_by_table, sync

NO_TABLES = "The database has no tables of this program: there is nothing to back up."


def make_backup(database: Database, folder: Path, at: datetime, *, reason: str = ASKED) -> Backup:
    """
    Back a database up into a folder, which is made where need be; also one of an older or newer program's tables.

    The file gets its name when it is whole, and its manifest after that. Raises PartnershipError, and leaves nothing.
    """
    if database.is_sqlite and not Path(database.url.database or "").exists():
        raise SchemaError("There is no database yet. Run `partnership init`.")
    folder_ready(folder)
    kind = SQLITE if database.is_sqlite else POSTGRESQL
    begun = folder / f".partnership-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}{ENDINGS[kind]}.part"
    try:
        revision, rows = (_from_file if database.is_sqlite else _from_server)(database, begun)
        with plain_errors():
            sync(begun)
            size, checksum = measured(begun)
            path = _named(begun, folder, at, ENDINGS[kind])
            manifest = Manifest(
                made_at=at, kind=kind, database=Path(database.url.database or "").name, schema_revision=revision,
                rows=rows, bytes=size, sha256=checksum, program_version=program_version(), reason=reason,
            )  # fmt: skip
            write(path, manifest)
    finally:
        remove(begun)
    return Backup(path, manifest)


def _named(begun: Path, folder: Path, at: datetime, ending: str) -> Path:
    """Give the file its name; a second one of the same second gets a number."""
    for number in count(1):
        more = f"-{number}" if number > 1 else ""
        path = folder / f"partnership-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}{more}{ending}"
        try:
            os.link(begun, path)
        except FileExistsError:
            continue
        except OSError:  # a file system that gives a file one name only
            if path.exists():
                continue
            begun.rename(path)
        break
    sync(folder)
    return path


def _from_file(database: Database, begun: Path) -> tuple[str, dict[str, int]]:
    copy_file(Path(database.url.database or ""), begun)
    require_sound(begun)
    return revision_in_file(begun), rows_by_table(begun)


def revision_in_file(path: Path) -> str:
    """The revision of a SQLite file's tables. Raises SchemaError where there are none of ours."""
    with plain_errors():
        engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
        with engine.connect() as connection:
            revision = revision_of(connection)
    if revision is None:
        raise SchemaError(NO_TABLES)
    return revision


def _from_server(database: Database, begun: Path) -> tuple[str, dict[str, int]]:
    """Rows are counted in the very snapshot that pg_dump writes down."""
    words = connection_words(database)
    with plain_link(words) as link:
        link.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        link.read_only = True
        schema, snapshot = _one(link, "SELECT current_schema(), pg_export_snapshot()")
        tables = tables_in(link)
        if "alembic_version" not in tables:
            raise SchemaError(NO_TABLES)
        (revision,) = _one(link, "SELECT version_num FROM alembic_version")
        with plain_errors():
            make_empty(begun)
        server = link.info.server_version // 10_000
        run(
            "pg_dump", server,
            ["--format=custom", f'--schema="{schema}"', f"--snapshot={snapshot}", "--no-password", f"--file={begun}",
             f"--dbname={address_without_secrets(words)}"],
            words,
        )  # fmt: skip
        contents = run("pg_restore", server, ["--list", str(begun)], words)
        missing = [name for name in tables if f" TABLE DATA {schema} {name} " not in contents]
        if missing:
            raise PartnershipError("pg_dump left out {tables}. Nothing was kept.", tables=", ".join(missing))
        return str(revision), count_rows(link, tables)


def tables_in(link: psycopg.Connection[Any]) -> list[str]:
    """The tables of the schema that a connection works in, by name."""
    found = link.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename")
    return [str(name) for (name,) in found]


def count_rows(link: psycopg.Connection[Any], tables: list[str]) -> dict[str, int]:
    """How many rows each of these tables has."""
    ask: Callable[[str], sql.Composed] = sql.SQL("SELECT count(*) FROM {}").format
    return {name: link.execute(ask(sql.Identifier(name))).fetchone()[0] for name in tables}  # type: ignore[index,arg-type]


def _one(link: psycopg.Connection[Any], statement: str) -> tuple[Any, ...]:
    found = link.execute(statement.encode()).fetchone()
    if found is None:
        raise SchemaError(NO_TABLES)
    return tuple(found)
