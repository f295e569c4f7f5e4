"""pg_dump, pg_restore and psql: found, of the right version, and run so that no password is seen in a process list."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from models.database import CANNOT_BE_REACHED, Database
from models.database_address import URL_VARIABLE
from models.errors import DatabaseUnavailableError, NoAnswerError, PartnershipError, UnreachableError
from models.patient_connection import is_pooled

SECRET = ("password", "sslpassword")
DEBIAN = Path("/usr/lib/postgresql")


def program(name: str, server: int) -> Path:
    """
    One of PostgreSQL's programs that a server of this main version can be used with, the nearest version first.

    Looked for in PG_BIN, on the PATH, and in Debian's places. Raises PartnershipError where there is none.
    """
    found = {path: release for path in _places(name) if (release := _main_version(path)) is not None}
    fitting = sorted((path for path in found if found[path] >= server), key=lambda path: found[path])
    if fitting:
        return fitting[0]
    if not found:
        raise PartnershipError(
            "{name} is needed for PostgreSQL and was not found. Install postgresql-client, or name its folder: PG_BIN.",
            name=name,
        )
    raise PartnershipError(
        "{name} is of version {own}, older than the server ({server}). Install postgresql-client-{server}, or name its "
        "folder: PG_BIN.",
        name=name,
        own=max(found.values()),
        server=server,
    )


def _places(name: str) -> list[Path]:
    if os.environ.get("PG_BIN"):
        named = Path(os.environ["PG_BIN"]) / name
        return [named] if named.is_file() else []
    on_path = shutil.which(name)
    debian = sorted(DEBIAN.glob(f"*/bin/{name}"))
    return [*([Path(on_path)] if on_path else []), *debian]


@cache
def _main_version(path: Path) -> int | None:
    """Debian's pg_dump on the PATH is a chooser: what it says of itself is what it would run."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True, timeout=20).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    told = re.search(r"\) (\d+)", said)
    return int(told[1]) if told else None


def connection_words(database: Database) -> dict[str, Any]:
    """What libpq connects with, by its own names."""
    words = database.write_engine.dialect.create_connect_args(database.url)[1]
    return {name: value for name, value in words.items() if isinstance(value, str | int)}


def address_without_secrets(words: dict[str, Any]) -> str:
    """The same as one line for a process's arguments."""
    return make_conninfo(**{name: value for name, value in words.items() if name not in SECRET})


def environment(words: dict[str, Any]) -> dict[str, str]:
    """The environment of a program that connects with these words: the password is there and not in its arguments."""
    secret = {"PGPASSWORD": str(words["password"])} if words.get("password") else {}
    return os.environ | secret | {"LC_ALL": "C"}


@contextmanager
def plain_link(words: dict[str, Any]) -> Iterator[psycopg.Connection[Any]]:
    """
    A connection without deadlines, for what takes long. Turns the driver's errors into a PartnershipError.

    Not by way of a pooler: PostgreSQL's own programs set their session up, which would be somebody else's afterwards.
    """
    try:
        with psycopg.connect(**{"connect_timeout": 4} | words) as link:
            link.autocommit = True
            if is_pooled(link):
                raise PartnershipError(
                    "A pooler stands between this program and PostgreSQL, and no backup is made or put back by way of "
                    "one. Say the server's own address in {variable} for this command. Nothing was changed.",
                    variable=URL_VARIABLE,
                )
            link.autocommit = False
            yield link
    except psycopg.errors.LockNotAvailable as error:
        raise NoAnswerError(
            "The database is busy with another change. Nothing was changed; try again in a moment."
        ) from error
    except psycopg.OperationalError as error:
        raise UnreachableError(CANNOT_BE_REACHED) from error
    except psycopg.Error as error:
        raise DatabaseUnavailableError(
            "PostgreSQL refused: {why}. Nothing was changed.", why=(str(error).splitlines() or ["?"])[0]
        ) from error


def run(name: str, server: int, arguments: list[str], words: dict[str, Any]) -> str:
    """Run one of the programs to its end; what it said. Raises PartnershipError with its first complaint."""
    done = subprocess.run(
        [program(name, server), *arguments], env=environment(words), capture_output=True, text=True, errors="replace"
    )
    if done.returncode:
        raise refused(name, done.stderr)
    return done.stdout


def refused(name: str, said: str) -> PartnershipError:
    """What a program complained of, as one sentence. It names no password: it was given none in words."""
    lines = [line for line in said.splitlines() if "error" in line.lower()] or said.splitlines() or ["?"]
    return PartnershipError("{name} failed: {why}. Nothing was changed.", name=name, why=lines[0].rstrip("."))
