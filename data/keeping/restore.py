"""A backup put back: looked through first, all of it or nothing, and what was there before kept as a backup."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, inspect, quoted_name, select, table

from data.keeping.backup import make_backup, revision_in_file
from data.keeping.manifest import BEFORE_RESTORE, POSTGRESQL, SQLITE, Backup, Manifest, measured
from data.keeping.server_restore import into_server
from models.database import Database
from models.errors import PartnershipError
from models.schema_revisions import revisions
from models.sqlite_file import (
    BESIDE,
    DamagedFileError,
    held,
    make_empty,
    plain_errors,
    put_in_place,
    remove,
    require_sound,
    rows_by_table,
    sync,
)

IS_THERE = (
    "There is a database already: {database}. Say --force to put the backup in its place; what is there is backed up "
    "first. Nothing was changed."
)


@dataclass(frozen=True)
class Restored:
    """What was done."""

    kept: Path | None
    """Where what was there before is now."""
    rows: dict[str, int]
    """By table, counted after it in the restored database."""
    needs_upgrade: bool
    """The backup's tables are older than this program's."""


def restore(database: Database, backup: Backup, folder: Path, at: datetime, *, force: bool) -> Restored:
    """
    Put a backup in the place of a database. folder: where what is there now is kept, as a backup of its own.

    Raises PartnershipError, and changes nothing, where the backup is not as it was written, of another kind or of a
    newer program, and where a database is there and `force` is not said.
    """
    manifest = backup.manifest
    kind = SQLITE if database.is_sqlite else POSTGRESQL
    if manifest.kind != kind:
        raise PartnershipError(
            "{file} is of {theirs}, and the database is {ours}. Restore it into {theirs}, then use `partnership copy`.",
            file=backup.path.name,
            theirs=_NAMES[manifest.kind],
            ours=_NAMES[kind],
        )
    known = revisions()
    if manifest.schema_revision not in known:
        raise PartnershipError(
            "{file} was made by a newer version of this program ({version}). Update the program; nothing was changed.",
            file=backup.path.name,
            version=manifest.program_version,
        )

    def keep() -> Path:
        return make_backup(database, folder, at, reason=BEFORE_RESTORE).path

    database.close()  # a file with a log is given up by all who have it open, ourselves too
    if database.is_sqlite:
        kept = _into_file(Path(database.url.database or ""), backup, at, keep, force=force)
    else:
        require_as_written(backup.path, measured(backup.path), manifest)
        kept = into_server(database, backup, keep, force=force)
    database.close()
    return Restored(kept, _count(database), manifest.schema_revision != known[-1])


_NAMES = {SQLITE: "SQLite", POSTGRESQL: "PostgreSQL"}


def require_as_written(path: Path, found: tuple[int, str], manifest: Manifest) -> None:
    """Raises PartnershipError where a file's size or checksum is not the manifest's."""
    if found != (manifest.bytes, manifest.sha256):
        raise PartnershipError(
            "{file} is not as it was written: its checksum differs. Take another backup; nothing was changed.",
            file=path.name,
        )


def _into_file(path: Path, backup: Backup, at: datetime, keep: Callable[[], Path], *, force: bool) -> Path | None:
    path = path.resolve()  # a link to it stays one
    begun = path.with_name(f".{path.name}.being-restored-{os.getpid()}")
    with plain_errors():
        path.parent.mkdir(parents=True, exist_ok=True)
        remove(begun)
    try:
        _take_over(backup, begun)
        if not path.exists():
            with plain_errors():
                _set_aside(path, at)
                os.link(begun, path)  # refused where somebody made one meanwhile
                sync(path.parent)
            return None
        try:
            is_empty = _is_empty(path)
        except DamagedFileError:
            is_empty = False
        if not is_empty and not force:
            raise PartnershipError(IS_THERE, database=path)
        try:
            with held(path):
                kept = None if is_empty else keep()
                put_in_place(begun, path, keep_as=None)
        except DamagedFileError:
            kept = _instead_of_damaged(begun, path, at)
        return kept
    finally:
        remove(begun)


def _take_over(backup: Backup, begun: Path) -> None:
    """The backup's file beside the database, and looked through there: it is these bytes that will be used."""
    with plain_errors():
        make_empty(begun)
        shutil.copyfile(backup.path, begun)
        found = measured(begun)
        sync(begun)
    require_as_written(backup.path, found, backup.manifest)
    require_sound(begun)
    if (revision_in_file(begun), rows_by_table(begun)) != (backup.manifest.schema_revision, backup.manifest.rows):
        raise PartnershipError(
            "{file} does not hold what its manifest says. Take another backup; nothing was changed.",
            file=backup.path.name,
        )


def _is_empty(path: Path) -> bool:
    """No table of it has a row; a file without tables is empty, too. Raises PartnershipError for a foreign file."""
    found = rows_by_table(path)
    if found and "alembic_version" not in found:
        raise PartnershipError("{file} holds tables of another program. Nothing was changed.", file=path)
    return not any(rows for name, rows in found.items() if name != "alembic_version")


def _instead_of_damaged(begun: Path, path: Path, at: datetime) -> Path:
    """SQLite can't read what stands there: it is kept as it is, for whoever wants to save something out of it."""
    aside = path.with_name(f"{path.name}.damaged-{at:%Y%m%dT%H%M%S%fZ}")
    with plain_errors():
        _set_aside(path, at)
    put_in_place(begun, path, keep_as=aside)
    return aside


def _set_aside(path: Path, at: datetime) -> None:
    """What SQLite kept beside a file that is gone or damaged would spoil the new one."""
    for end in BESIDE:
        beside = path.with_name(path.name + end)
        if beside.exists():
            beside.rename(path.with_name(f"{path.name}.damaged-{at:%Y%m%dT%H%M%S%fZ}{end}"))


def _count(database: Database) -> dict[str, int]:
    with database.read_engine.connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table(quoted_name(name, True)))) or 0
            for name in sorted(inspect(connection).get_table_names())
        }
