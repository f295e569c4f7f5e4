"""Backups made, listed, thinned and put back; on SQLite and on PostgreSQL, while people write."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest
from sqlalchemy import select, update

from data.keeping import postgresql_programs, server_restore
from data.keeping.backup import make_backup
from data.keeping.manifest import Backup, backup_named, listed, manifest_of
from data.keeping.restore import restore
from data.keeping.thinning import Rule, thin
from models.database import Database, connect
from models.errors import PartnershipError
from models.tables import District
from tests.factories import district_rows, make_district
from tests.postgres import PostgresServer
from tests.write_load import Drill, begin, every_row, written_to

AT = datetime(2026, 11, 27, 2, 30, tzinfo=UTC)
SECRET = "h3rons-nest"


@pytest.fixture
def target(request: pytest.FixtureRequest, database: Database, tmp_path: Path) -> Iterator[Database]:
    """Another database of the same kind, without tables."""
    if database.is_sqlite:
        yield connect(f"sqlite:///{tmp_path / 'elsewhere' / 'restored.sqlite'}")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.create("restored", template="template1")
    found = connect(url)
    yield found
    found.close()
    server.drop(url)


def rename(database: Database, name: str) -> None:
    with database.writing() as session:
        session.execute(update(District).values(name=name))


def name_of(database: Database) -> str:
    with database.reading() as session:
        return session.scalars(select(District.name)).one()


def refused(words: str, act: Callable[[], object]) -> None:
    with pytest.raises(PartnershipError, match=words):
        act()


def test_backups_under_write_load_are_equal_row_by_row(database: Database, target: Database, tmp_path: Path):
    begin(database)

    def destroy(number: int) -> None:
        path = Path(target.url.database or "")
        if target.is_sqlite and number == 2:
            path.unlink()
        elif target.is_sqlite and number == 3:
            # Its head, as by a disk that fails; what SQLite kept beside it is of old.
            path.write_bytes(b"\x5a" * 4096 + path.read_bytes()[4096:])
            path.with_name(f"{path.name}-journal").write_bytes(b"\x5a" * 512)

    one_round = Drill(database, target, tmp_path, destroy)
    with written_to(database, tmp_path, writers=2, some=1) as writers:
        writes = [one_round(writers).writes for _ in range(4 if target.is_sqlite else 2)]
    assert writes == sorted(set(writes))  # each holds more than the one before


def test_a_backup_says_what_it_holds_and_only_its_owner_may_read_it(database: Database, tmp_path: Path):
    make_district(database, district_rows())
    folder = tmp_path / "kept"
    backup = make_backup(database, folder, AT)
    told = orjson.loads(manifest_of(backup.path).read_bytes())
    assert told["rows"] == {"alembic_version": 1} | {name: len(rows) for name, rows in every_row(database).items()} | {
        name: told["rows"][name] for name in ("topic_version", "month_version")
    }
    assert (told["made_at"], told["bytes"]) == ("2026-11-27T02:30:00+00:00", backup.path.stat().st_size)
    assert backup.path.name.startswith("partnership-20261127T023000Z.")
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, *sorted(folder.iterdir()))] == [0o700, 0o600, 0o600]
    assert [one.is_as_written() for one in listed(folder)] == [True]
    assert make_backup(database, folder, AT).path != backup.path  # a second one of that second


def test_a_backup_is_put_back_once_what_is_there_is_kept(database: Database, tmp_path: Path):
    make_district(database, district_rows())
    backup = make_backup(database, tmp_path / "kept", AT)
    as_it_was = every_row(database)
    rename(database, "Since Then")
    refused("--force", lambda: restore(database, backup, tmp_path / "kept", AT, force=False))
    assert name_of(database) == "Since Then"

    done = restore(database, backup, tmp_path / "kept", AT, force=True)
    assert (every_row(database), done.rows) == (as_it_was, backup.manifest.rows)
    assert backup_named("latest", tmp_path / "kept") == backup  # and not what the restore put aside
    restore(database, backup_named((done.kept or Path()).name, tmp_path / "kept"), tmp_path / "more", AT, force=True)
    assert name_of(database) == "Since Then"


def test_what_is_not_as_it_was_written_is_refused_and_changes_nothing(
    database: Database, target: Database, tmp_path: Path
):
    make_district(database, district_rows())
    make_backup(database, tmp_path, AT)
    (backup,) = listed(tmp_path)
    whole, told = backup.path.read_bytes(), manifest_of(backup.path).read_bytes()

    def put_back() -> object:
        return restore(target, backup_named(str(backup.path), tmp_path), tmp_path / "aside", AT, force=True)

    spoiled = bytearray(whole)
    spoiled[len(whole) // 2] ^= 1
    for changed in (bytes(spoiled), whole[:-1], b""):
        backup.path.write_bytes(changed)
        refused("not as it was written", put_back)
        assert not backup.is_as_written()
    backup.path.write_bytes(whole)
    words = orjson.loads(told)
    other_kind = "postgresql" if database.is_sqlite else "sqlite"
    for change, said in (
        ({"rows": words["rows"] | {"school": 3}}, "does not hold what|not those of the manifest"),
        ({"schema_revision": "9999"}, "newer version"),
        ({"kind": other_kind}, "partnership copy"),
        ({"format": 2}, "no manifest"),
    ):
        manifest_of(backup.path).write_bytes(orjson.dumps(words | change))
        refused(said, put_back)
    manifest_of(backup.path).unlink()
    refused("no manifest", put_back)
    refused("There is no backup", lambda: backup_named("of-yesterday.sqlite", tmp_path))
    refused("There is no database yet|empty", target.require_schema)


def test_a_backup_of_older_tables_is_put_back_and_brought_up_to_date(
    database: Database, target: Database, tmp_path: Path
):
    make_district(database, district_rows())
    rows = every_row(database)
    database.change_schema("0007", may_lose=True)
    backup = make_backup(database, tmp_path / "kept", AT)
    database.upgrade()
    assert restore(target, backup, tmp_path / "aside", AT, force=False).needs_upgrade
    refused("older version", target.require_schema)
    target.upgrade()
    assert every_row(target) == rows


def test_a_database_of_another_program_is_left_alone(database: Database, target: Database, tmp_path: Path):
    make_district(database, district_rows())
    backup = make_backup(database, tmp_path / "kept", AT)
    if target.is_sqlite:
        (tmp_path / "elsewhere").mkdir()
    with target.write_engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE theirs (id INTEGER)")
    refused("another program", lambda: restore(target, backup, tmp_path / "aside", AT, force=True))
    refused("no tables of this program", lambda: make_backup(target, tmp_path / "aside", AT))
    assert list((tmp_path / "aside").iterdir()) == []


def test_a_database_with_a_log_beside_it_is_backed_up_into_one_file(sqlite_url: str, tmp_path: Path):
    database = Database(connect(sqlite_url).url, sqlite_version=(3, 51, 3))
    make_district(database, district_rows())
    folder = tmp_path / "kept"
    backup = make_backup(database, folder, AT)
    assert (tmp_path / "partnership.sqlite-wal").stat().st_size > 0
    assert sorted(path.name for path in folder.iterdir()) == [backup.path.name, manifest_of(backup.path).name]
    refused("Stop the server first", lambda: restore(connect(sqlite_url), backup, folder, AT, force=True))
    database.close()
    rows = every_row(database)
    restore(database, backup, folder, AT, force=True)
    assert every_row(database) == rows
    database.close()


def test_old_backups_go_and_nothing_else(database: Database, tmp_path: Path):
    make_district(database, district_rows(schools=1))
    other = tmp_path / "partnership-notes.json"
    other.write_text("{}")
    unfinished = tmp_path / ".partnership-20261001T000000Z-1.sqlite.part"
    unfinished.touch()
    os.utime(unfinished, (0, 0))
    for age in (40, 3, 2, 1):
        last = make_backup(database, tmp_path, AT - timedelta(days=age))
    foreign = Backup(last.path, last.manifest)
    assert thin(tmp_path, foreign, Rule(daily=2, weekly=0, monthly=0), AT) == 2
    kept = [one.path.name[:20] for one in listed(tmp_path)]
    assert kept == ["partnership-20261126", "partnership-20261125"]
    assert other.exists()
    assert not unfinished.exists()


# ---------------------------------------------------------------- PostgreSQL's programs
def fake_program(folder: Path, name: str, says: str) -> None:
    path = folder / name
    path.write_text(f"#!{sys.executable}\nprint({says!r})\n")
    path.chmod(0o755)


def test_a_missing_or_older_pg_dump_is_said(postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    database = connect(postgresql_url)
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    refused("pg_dump is needed .* Install postgresql-client", lambda: make_backup(database, tmp_path / "kept", AT))
    fake_program(tmp_path, "pg_dump", "pg_dump (PostgreSQL) 9.6.24")
    refused("of version 9, older than the server", lambda: make_backup(database, tmp_path / "kept", AT))
    assert list((tmp_path / "kept").iterdir()) == []
    database.close()


CUT_SHORT = """#!/bin/sh
case "$1" in --version|--list) exec {real} "$@";; esac
{real} "$@" | head -c 30000
exit {code}
"""


@pytest.mark.parametrize(("code", "said"), [(1, "pg_restore failed"), (0, "psql failed")])
def test_a_restore_that_is_cut_short_leaves_everything_as_it_was(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
):
    database = connect(postgresql_url)
    make_district(database, district_rows())
    backup = make_backup(database, tmp_path / "kept", AT)
    rename(database, "Since Then")
    before = every_row(database)
    for name in ("psql", "pg_dump", "pg_restore"):
        real = postgresql_programs.program(name, 9)
        (tmp_path / name).symlink_to(real)
    (tmp_path / "pg_restore").unlink()
    (tmp_path / "pg_restore").write_text(CUT_SHORT.format(real=real, code=code))
    (tmp_path / "pg_restore").chmod(0o755)
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    refused(said, lambda: restore(database, backup, tmp_path / "kept", AT, force=True))
    assert every_row(database) == before
    database.close()


def test_a_restore_waits_for_who_is_writing_and_then_gives_up(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(server_restore, "LOCK_SECONDS", 1)
    database, person = connect(postgresql_url), connect(postgresql_url)
    make_district(database, district_rows())
    backup = make_backup(database, tmp_path / "kept", AT)
    with person.writing() as session:
        session.execute(update(District).values(name="Since Then"))
        refused("busy with another change", lambda: restore(database, backup, tmp_path / "kept", AT, force=True))
    assert name_of(database) == "Since Then"
    assert listed(tmp_path / "kept") == [backup]
    person.close()
    database.close()


def test_a_password_is_in_no_argument_and_no_sentence(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    database = connect(postgresql_url.replace("tests@", f"tests:{SECRET}@"))
    run, seen = postgresql_programs.subprocess.run, []

    def watched(line: list[object], **more: object) -> object:
        seen.append([str(word) for word in line])
        return run(line, **more)

    monkeypatch.setattr(postgresql_programs.subprocess, "run", watched)
    make_backup(database, tmp_path, AT)
    assert [line for line in seen if SECRET in " ".join(line)] == []
    assert any("user=tests" in " ".join(line) for line in seen)
    (backup,) = listed(tmp_path)
    assert SECRET.encode() not in manifest_of(backup.path).read_bytes()
    assert SECRET not in str(postgresql_programs.refused("pg_dump", ""))
    database.close()
