"""A backup put back into PostgreSQL, in one transaction of psql that also counts the rows before it ends."""

import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import psycopg
from psycopg import sql

from data.keeping.backup import count_rows, tables_in
from data.keeping.manifest import Backup
from data.keeping.postgresql_programs import (
    address_without_secrets,
    connection_words,
    environment,
    plain_link,
    program,
    refused,
)
from models.database import Database
from models.errors import NoAnswerError, PartnershipError
from models.schema_change import MAKING_TABLES
from models.sqlite_file import BUSY, LOCK_SECONDS

HELD = "partnership: held"
FUNCTIONS = ("audit_line_stays",)
"""Functions that the migrations make beside the tables; a backup brings them, too."""


def into_server(database: Database, backup: Backup, keep: Callable[[], Path], *, force: bool) -> Path | None:
    """
    Put a backup in the place of the tables of a PostgreSQL database. keep: backs up what is there, and says where.

    People can't write from before that until the end; who reads then waits a moment. Raises PartnershipError, and
    changes nothing.
    """
    words = connection_words(database)
    with plain_link(words) as link:
        server = link.info.server_version // 10_000
        (schema,) = link.execute("SELECT current_schema()").fetchone() or ("public",)
        there = tables_in(link)
        if there and "alembic_version" not in there:
            raise PartnershipError(
                "The database holds tables of another program. Name an empty one; nothing was changed."
            )
        counted = count_rows(link, there)
        is_empty = not any(rows for name, rows in counted.items() if name != "alembic_version")
        if not is_empty and not force:
            raise PartnershipError(
                "There is a database already: {database}. Say --force to put the backup in its place; what is there is "
                "backed up first. Nothing was changed.",
                database=database.url.database,
            )
        before = _script(link, schema, there)
        after = _script_after(link, schema, backup.manifest.rows)
    psql, reader = program("psql", server), program("pg_restore", server)
    with TemporaryFile() as complaints:
        session = subprocess.Popen(
            [psql, "--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", "--output=/dev/null",
             f"--dbname={address_without_secrets(words)}"],
            env=environment(words), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints,
        )  # fmt: skip
        try:
            kept = _in_one_transaction(session, before, after, None if is_empty else keep,
                                       [str(reader), "--file=-", f"--schema={schema}", "--no-owner", "--no-privileges",
                                        "--exit-on-error", str(backup.path)])  # fmt: skip
        except BrokenPipeError:
            kept = None  # psql says why, below
        finally:
            _end(session)
        if session.returncode:
            said = _said(complaints)
            raise NoAnswerError(BUSY) if "lock timeout" in said else refused("psql", said)
    with plain_link(words) as link:
        link.execute("ANALYZE")
    return kept


def _in_one_transaction(
    session: subprocess.Popen[bytes], before: list[str], after: list[str], keep: Callable[[], Path] | None,
    reader: list[str],
) -> Path | None:  # fmt: skip
    """Whatever goes wrong before the last line: psql ends without it, and nothing was changed."""
    if not session.stdin or not session.stdout:
        raise TypeError("psql was started without pipes")
    lock, *drop = before
    session.stdin.write(f"{lock}\n\\echo {HELD}\n".encode())
    session.stdin.flush()
    if session.stdout.readline().decode().strip() != HELD:
        raise BrokenPipeError
    kept = keep() if keep is not None else None
    session.stdin.write("\n".join(drop).encode() + b"\n")
    session.stdin.flush()
    with TemporaryFile() as complaints:
        done = subprocess.run(reader, stdout=session.stdin, stderr=complaints)
        if done.returncode:
            had_ended = _has_ended(session)
            _end(session)  # without the last line, so that nothing is kept
            if not had_ended:  # else the words of psql tell why
                raise refused("pg_restore", _said(complaints))
            raise BrokenPipeError
    session.stdin.write("\n".join(after).encode() + b"\n")
    session.stdin.flush()
    return kept


def _script(link: psycopg.Connection, schema: str, there: list[str]) -> list[str]:
    names = sql.SQL(", ").join(sql.Identifier(schema, name) for name in there)
    lines = [
        f"BEGIN; SET LOCAL lock_timeout = '{LOCK_SECONDS}s'; SELECT pg_advisory_xact_lock({MAKING_TABLES});"
        + (sql.SQL("LOCK TABLE {} IN EXCLUSIVE MODE;").format(names).as_string(link) if there else "")
    ]
    if there:
        lines.append(sql.SQL("DROP TABLE {} CASCADE;").format(names).as_string(link))
    functions = sql.SQL(", ").join(sql.SQL("{}()").format(sql.Identifier(schema, name)) for name in FUNCTIONS)
    return [*lines, sql.SQL("DROP FUNCTION IF EXISTS {};").format(functions).as_string(link)]


def _script_after(link: psycopg.Connection, schema: str, rows: dict[str, int]) -> list[str]:
    count = sql.SQL(
        "DO $$ BEGIN IF (SELECT count(*) FROM {table}) <> {rows} THEN "
        "RAISE EXCEPTION 'the rows of % are not those of the manifest', {name}; END IF; END $$;"
    )
    lines = [
        count.format(table=sql.Identifier(schema, name), rows=sql.Literal(number), name=sql.Literal(name))
        for name, number in rows.items()
    ]
    return [*(line.as_string(link) for line in lines), "COMMIT;"]


def _has_ended(session: subprocess.Popen[bytes]) -> bool:
    """Did psql end by itself? Its pipe closes a moment before it is gone."""
    with suppress(subprocess.TimeoutExpired):
        session.wait(timeout=0.5)
    return session.returncode is not None


def _end(session: subprocess.Popen[bytes]) -> None:
    try:
        if session.stdin and not session.stdin.closed:
            session.stdin.close()
    except BrokenPipeError:
        pass  # it ended before: its code and its words tell why
    session.wait()
    if session.stdout:
        session.stdout.close()


def _said(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read(20_000).decode(errors="replace")
