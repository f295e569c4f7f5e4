"""
A SQLite file as a whole: locked, copied while people write, looked through, and put in another one's place at once.

While a lock is held, nobody in this process may `open` that very file by other means: the system would drop the lock.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic
from urllib.parse import quote

from models.errors import DatabaseUnavailableError, NoAnswerError, UnreachableError

LOCK_SECONDS = 4
"""How long to wait for people's writes before a file's lock is given up."""
COPY_SECONDS = 60
"""How long to wait for a moment in which the file can be copied."""
BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside its file; of another file, each of them would spoil it."""
BUSY = "The database is busy with another change. Nothing was changed; try again in a moment."
DAMAGED = "The database file is damaged, or no database at all. Nothing was changed; restore the latest backup."


class DamagedFileError(DatabaseUnavailableError):
    """SQLite can't read this file, or finds it damaged."""


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what SQLite and the file system refuse into a PartnershipError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        said = str(error)
        if "not a database" in said or "malformed" in said:
            raise DamagedFileError(DAMAGED) from error
        if "locked" in said or "busy" in said:
            raise NoAnswerError(BUSY) from error
        if "full" in said:
            raise DatabaseUnavailableError("The disk is full. Nothing was changed.") from error
        if "unable to open" in said:
            raise UnreachableError("The database cannot be reached. Nothing was changed.") from error
        if "readonly" in said:
            raise DatabaseUnavailableError("The database may only be read here. Nothing was changed.") from error
        raise
    except OSError as error:
        raise DatabaseUnavailableError(
            "{file} can't be written: {why}. Nothing was changed.",
            file=error.filename2 or error.filename or "The database",
            why=error.strerror or "",
        ) from error


@contextmanager
def opened_file(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a file that is there; nothing is begun or made by itself."""
    address = f"file:{quote(str(path.absolute()))}?mode=rw"
    with (
        plain_errors(),
        closing(sqlite3.connect(address, uri=True, timeout=LOCK_SECONDS, isolation_level=None)) as link,
    ):
        yield link


@contextmanager
def held(path: Path) -> Iterator[None]:
    """
    Nobody else can write to the file meanwhile; all can read it. Raises NoAnswerError where it can't be had.

    Write-ahead logging is ended first, which needs that nobody else has the file open: a log beside the file would be
    taken for the next one's.
    """
    end = monotonic() + LOCK_SECONDS
    while True:
        here = identity(path)
        with opened_file(path) as link:
            _end_logging(link)
            link.execute("BEGIN IMMEDIATE")
            mode = link.execute("PRAGMA journal_mode").fetchone()[0]
            if mode != "wal" and identity(path) == here:
                yield
                return
        if monotonic() > end:
            raise NoAnswerError(BUSY)


def _end_logging(link: sqlite3.Connection) -> None:
    if link.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        return
    try:
        link.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        raise NoAnswerError(
            "The database is open elsewhere, and its file can't be replaced meanwhile. Stop the server first; nothing "
            "was changed."
        ) from error


def identity(path: Path) -> tuple[int, int]:
    """Device and inode: equal as long as no other file stands there. Raises UnreachableError where there is none."""
    try:
        found = path.stat()
    except OSError as error:
        raise UnreachableError("The database cannot be reached. Nothing was changed.") from error
    return found.st_dev, found.st_ino


def copy_file(source: Path, target: Path) -> None:
    """
    Copy the file as of one moment into a new one that only its owner may read, however much people write meanwhile.

    Raises PartnershipError, and leaves no target, where it can't be done.
    """
    end = monotonic() + COPY_SECONDS

    def still_in_time(status: int, left: int, pages: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and monotonic() > end:
            raise NoAnswerError(BUSY)

    with plain_errors():
        make_empty(target)
    try:
        with opened_file(source) as reads, opened_file(target) as writes:
            reads.backup(writes, progress=still_in_time, sleep=0.05)
            writes.execute("PRAGMA journal_mode = DELETE")  # one file, whatever is kept beside the source
        with plain_errors():
            sync(target)
    except BaseException:
        remove(target)
        raise


def make_empty(path: Path) -> None:
    """A new file for its owner alone. Raises FileExistsError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def remove(path: Path) -> None:
    """The file with what SQLite keeps beside it, as far as they are there."""
    for end in ("", *BESIDE):
        path.with_name(path.name + end).unlink(missing_ok=True)


def require_sound(path: Path) -> None:
    """Raises DamagedFileError where SQLite finds the file damaged, or a row that refers to none."""
    with opened_file(path) as link:
        found = [str(row[0]) for row in link.execute("PRAGMA integrity_check(3)")]
        if found != ["ok"]:
            raise DamagedFileError(
                "{file} is damaged: {what}. Nothing was changed.", file=path.name, what="; ".join(found)
            )
        lost = link.execute("PRAGMA foreign_key_check").fetchmany(3)
        if lost:
            raise DamagedFileError(
                "{file} is damaged: {what}. Nothing was changed.",
                file=path.name,
                what="; ".join(f"a row of {table} refers to none of {other}" for table, _, other, _ in lost),
            )


def rows_by_table(path: Path) -> dict[str, int]:
    """How many rows each table has, by name."""
    with opened_file(path) as link:
        names = [name for (name,) in link.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {
            name: link.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for name in names
            if not name.startswith("sqlite_")
        }


def put_in_place(new: Path, path: Path, *, keep_as: Path | None) -> None:
    """
    Let a sound file stand at `path` from one moment to the next; who was killed before has changed nothing.

    keep_as: where the file that stood there stays. It belongs to whom it belonged to before. Hold `held(path)`.
    """
    with plain_errors():
        before = path.stat()
        if (os.geteuid(), os.getegid()) != (before.st_uid, before.st_gid):
            os.chown(new, before.st_uid, before.st_gid)
        new.chmod(before.st_mode & 0o777)
        sync(new)
        if keep_as is not None:
            _link(path, keep_as)
        os.replace(new, path)
        sync(path.parent)


def _link(path: Path, keep_as: Path) -> None:
    try:
        os.link(path, keep_as)
    except FileExistsError:
        raise
    except OSError as error:  # a file system without a second name for a file
        if error.errno not in (1, 31, 38, 95):  # EPERM, EMLINK, ENOSYS, EOPNOTSUPP
            raise
        copy_file(path, keep_as)


def sync(path: Path) -> None:
    """What was written to a file or folder outlives a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
