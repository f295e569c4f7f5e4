"""The facts gathered from this machine, its settings and its database; nothing is changed."""

import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from data.doctor.access_checks import SECRET_FILES
from data.doctor.facts import Disk, Facts, FileFacts, StoredFacts, file_facts
from data.doctor.machine_checks import FLOORS
from data.keeping.manifest import backups_folder, listed
from data.settings_told import value_of
from models.database import Database, wal_is_safe
from models.database_address import REPLICA_VARIABLE, parsed_address, replica_of_settings
from models.errors import PartnershipError
from models.patient_connection import comes_by_a_pooler
from models.queries import administration
from models.replica import Replica, ReplicaTrouble
from models.settings import LOCAL, Settings, settings, settings_file
from models.today import time_zone

OF_OTHERS = ("BOKEH_", "PANEL_", "AUTHLIB_", "OAUTHLIB_")
"""How the variables begin that change what Bokeh, Panel and the sign-in do."""
LOWEST_FREE_PORT = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
PNG = b"\x89PNG\r\n\x1a\n"
MEGABYTE = 1024 * 1024


def gathered(database: Database, of: Settings | None = None, *, is_whole_known: bool = False) -> Facts:
    """The facts as of now. is_whole_known: the database's file was looked through already, which takes longest."""
    chosen, now, folder = of or settings(), datetime.now(UTC), backups_folder(database)
    newest = next(iter(listed(folder)), None)
    return Facts(
        settings=chosen,
        now=now,
        environment={name: value for name, value in os.environ.items() if name.startswith(OF_OTHERS)},
        files=_files(chosen, database, folder),
        packages={name: _version(name) for name in FLOORS},
        stored=_stored(database, now, is_whole_known=is_whole_known),
        disk=_disk(database),
        backups_folder=folder,
        newest_backup=newest.manifest.made_at if newest is not None else None,
        is_root=hasattr(os, "geteuid") and os.geteuid() == 0,
        first_free_port=_first_free_port(),
        logo_kind=_kind_of_picture(chosen.logo_file),
        memory_mb=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEGABYTE,
        zone_is_wrong=_is_zone_wrong(),
    )


def _files(of: Settings, database: Database, backups: Path) -> dict[str, FileFacts]:
    named = {key: value_of(of, tuple(key.split("."))) for key in SECRET_FILES}
    found = {key: file_facts(path, is_secret=True) for key, path in named.items() if path is not None}
    found["settings_file"] = file_facts(settings_file())
    found["backups.folder"] = file_facts(backups)
    found["local"] = file_facts(LOCAL)
    if database.is_sqlite and database.url.database:
        found["database"] = file_facts(Path(database.url.database))
    return found


def _stored(database: Database, now: datetime, *, is_whole_known: bool) -> StoredFacts:
    told = StoredFacts(is_sqlite=database.is_sqlite, old_sqlite=database.old_sqlite)
    try:
        database.require_schema()
        if not is_whole_known:
            database.require_whole()
        with database.reading() as session:
            told = replace(
                told,
                newest_change=administration.newest_change(session),
                districts=administration.district_codes(session),
                schools=administration.most_schools(session),
                who=administration.people_facts(session, now),
            )
            if database.is_sqlite:
                is_safe = wal_is_safe(database.sqlite_version)
                return replace(told, journal=administration.journal_mode(session), is_wal_safe=is_safe)
            return replace(
                told,
                is_superuser=administration.is_superuser(session),
                has_checksums=administration.has_checksums(session),
                is_pooled=comes_by_a_pooler(session.connection()),
                replica=_replica_trouble(database),
            )
    except PartnershipError as error:
        return replace(told, problem=error)


def _replica_trouble(database: Database) -> ReplicaTrouble | None:
    address = replica_of_settings()
    if not address:
        return None
    replica = Replica(parsed_address(address, REPLICA_VARIABLE))
    try:
        return replica.trouble_now(database.read_engine)
    finally:
        replica.close()


def _disk(database: Database) -> Disk | None:
    """The disk of a SQLite file; that of a PostgreSQL server may be another machine's."""
    if not database.is_sqlite or not database.url.database:
        return None
    try:
        found = shutil.disk_usage(Path(database.url.database).resolve().parent)
    except OSError:
        return None
    return Disk(found.free, found.total)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _first_free_port() -> int:
    try:
        return int(LOWEST_FREE_PORT.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 1024


def _kind_of_picture(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        with path.open("rb") as file:
            begins = file.read(4096)
    except OSError:
        return ""
    if begins.startswith(PNG):
        return "png"
    return "svg" if b"<svg" in begins else ""


def _is_zone_wrong() -> bool:
    try:
        time_zone()
    except PartnershipError:
        return True
    return False
