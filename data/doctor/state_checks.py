"""Checks of what is kept: the database, its disk, its backups, and the clock."""

from datetime import timedelta

from data.doctor.facts import Facts
from data.doctor.judging import Check, Severity, Values
from models.errors import UnreachableError
from models.replica import ReplicaTrouble
from models.vocabulary import N_

REFUSE, WARN, NOTE = Severity.REFUSE, Severity.WARN, Severity.NOTE
WRITTEN_IN = 2026
"""The year of this version: no right clock shows an earlier one."""
CLOCKS_DIFFER = timedelta(minutes=10)
BACKUP_AGE = timedelta(days=7)
MEGABYTE = 1024 * 1024
LEAST_FREE = 500 * MEGABYTE
LEAST_SHARE = 0.1
FULL = 50 * MEGABYTE


def _named(is_so: bool, **values: object) -> bool | Values:
    return values if is_so else False


def _of_file(facts: Facts, key: str, *, is_so: bool) -> bool | Values:
    found = facts.file(key)
    return {"file": found.path} if found is not None and is_so else False


def _open_to_others(facts: Facts, key: str) -> bool | Values:
    found = facts.file(key)
    is_open = found is not None and (found.others_read or found.others_write)
    return _of_file(facts, key, is_so=is_open and facts.is_for_others)


def _backups_there(facts: Facts) -> bool:
    return facts.is_for_others and facts.file("backups.folder") is not None


def _backups_missing(facts: Facts) -> bool | Values:
    return _named(facts.is_for_others and facts.file("backups.folder") is None, folder=facts.backups_folder)


def _same_disk(facts: Facts) -> bool | Values:
    database, folder = facts.file("database"), facts.file("backups.folder")
    is_same = database is not None and folder is not None and database.device == folder.device
    return {"folder": folder.path} if folder is not None and is_same and facts.is_for_others else False


def _no_backup(facts: Facts) -> bool:
    newest = facts.newest_backup
    return facts.is_for_others and (newest is None or facts.now - newest > BACKUP_AGE)


def _disk_full(facts: Facts) -> bool | Values:
    return False if facts.disk is None else _named(facts.disk.free < FULL, free=facts.disk.free // MEGABYTE)


def _disk_low(facts: Facts) -> bool | Values:
    if facts.disk is None or facts.disk.free < FULL:
        return False
    is_low = facts.disk.free < max(LEAST_FREE, LEAST_SHARE * facts.disk.total)
    return _named(is_low, free=f"{facts.disk.free // MEGABYTE:,}")


def _unknown_district(facts: Facts) -> bool | Values:
    code, there = facts.settings.district, facts.stored.districts
    if not code or facts.stored.problem or code in there:
        return False
    return {"code": code, "codes": ", ".join(there) or "-"}


def _several(facts: Facts) -> bool | Values:
    there = facts.stored.districts
    return _named(len(there) > 1 and not facts.settings.district, codes=", ".join(there))


def _ahead(facts: Facts) -> bool | Values:
    newest = facts.stored.newest_change
    if newest is None or newest - facts.now < CLOCKS_DIFFER:
        return False
    return {"moment": f"{newest:%Y-%m-%d %H:%M} UTC"}


def _problem(facts: Facts, *, is_waited_for: bool) -> bool | Values:
    """is_waited_for: one that may pass by itself, as a server of databases that starts later than this one."""
    problem, is_sqlite = facts.stored.problem, facts.stored.is_sqlite
    passes = isinstance(problem, UnreachableError) and not is_sqlite
    return {"problem": problem} if problem is not None and passes is is_waited_for else False


STATE_CHECKS: tuple[Check, ...] = (
    Check("database", REFUSE, "{problem}", lambda facts: _problem(facts, is_waited_for=False)),
    Check("database_not_there", WARN,
          N_("The database does not answer: start its server. Pages say so until it does."),
          lambda facts: bool(_problem(facts, is_waited_for=True))),
    Check("wal_on_old_sqlite", WARN,
          N_("The database's file is in write-ahead mode, which can damage it with this version of SQLite: stop every "
             "program that has it open and run `partnership init`."),
          lambda facts: facts.stored.journal.lower() == "wal" and not facts.stored.is_wal_safe),
    Check("old_sqlite", NOTE,
          N_("SQLite {version}: write-ahead logging is not safe before 3.51.3, so the rollback journal and one "
             "writer."),
          lambda facts: _named(bool(facts.stored.old_sqlite), version=facts.stored.old_sqlite)),
    Check("superuser", REFUSE,
          N_("The pages would use PostgreSQL as a superuser, who may do anything there: make a role of their own for "
             "them and write it in database_url."),
          lambda facts: facts.is_for_others and facts.stored.is_superuser),
    Check("no_checksums", WARN,
          N_("PostgreSQL keeps no checksums, so a broken disk damages data unseen: stop it and run "
             "pg_checksums --enable."),
          lambda facts: facts.is_for_others and not facts.stored.has_checksums),
    Check("pooler", NOTE,
          N_("A pooler stands between the pages and PostgreSQL: what people write is seen by others within five "
             "seconds, not at once, and `partnership backup` needs the server's own address."),
          lambda facts: facts.stored.is_pooled),
    Check("replica_of_a_file", REFUSE,
          N_("database_replica_url is set, and only a PostgreSQL database has a read replica: take it away."),
          lambda facts: facts.stored.is_sqlite and bool(facts.settings.database_replica_url.get_secret_value())),
    Check("replica_away", WARN,
          N_("The read replica does not answer, so pages read from the database itself: start the replica."),
          lambda facts: facts.stored.replica is ReplicaTrouble.AWAY),
    Check("replica_of_another", WARN,
          N_("What database_replica_url names is no replica of this database, so pages read from the database itself: "
             "mend database_replica_url."),
          lambda facts: facts.stored.replica is ReplicaTrouble.ANOTHER),
    Check("replica_behind", WARN,
          N_("The read replica is behind by more than a second, so pages read from the database itself: look at the "
             "replica's log."),
          lambda facts: facts.stored.replica is ReplicaTrouble.BEHIND),
    Check("open_database", REFUSE,
          N_("Everybody on this machine can read or change the database {file}: run chmod 640 on it."),
          lambda facts: _open_to_others(facts, "database")),
    Check("open_folder", WARN,
          N_("Everybody on this machine can look into {file}: run chmod 750 on it."),
          lambda facts: _open_to_others(facts, "local")),
    Check("several_districts", WARN,
          N_("The database has several districts ({codes}), and district does not say which is served: set it."),
          _several),
    Check("unknown_district", REFUSE,
          N_('There is no district "{code}" in the database, only: {codes}. Mend district.'),
          _unknown_district),
    Check("clock_behind", REFUSE,
          N_("This machine's clock shows the year {year}: set it right, or days of reports will be wrong."),
          lambda facts: _named(facts.now.year < WRITTEN_IN, year=facts.now.year)),
    Check("clock_differs", WARN,
          N_("The newest change in the database is of {moment}, which has not come yet: set this machine's clock."),
          _ahead),
    Check("disk_full", REFUSE,
          N_("Only {free} MB are free on the database's disk: make room, or nothing can be saved."),
          _disk_full),
    Check("disk_low", WARN,
          N_("The database's disk is nearly full, {free} MB are free: make room."),
          _disk_low),
    Check("no_backups_folder", WARN,
          N_("There is no folder {folder} for backups yet: run `partnership backup`, and once every night."),
          _backups_missing),
    Check("backups_not_writable", WARN,
          N_("No backup can be written into {file}: give the folder to the user who makes them."),
          lambda facts: _of_file(
              facts, "backups.folder",
              is_so=_backups_there(facts) and not facts.files["backups.folder"].is_writable)),
    Check("open_backups", WARN,
          N_("Everybody on this machine can read the backups in {file}: run chmod 700 on it."),
          lambda facts: _open_to_others(facts, "backups.folder")),
    Check("no_backup", WARN,
          N_("There is no backup of the last 7 days: run `partnership backup`, and once every night."),
          lambda facts: _backups_there(facts) and _no_backup(facts)),
    Check("backups_on_same_disk", WARN,
          N_("The backups in {folder} lie on the database's own disk and are lost with it: keep copies elsewhere."),
          _same_disk),
)  # fmt: skip
