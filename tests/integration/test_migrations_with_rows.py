"""Every migration up and down with rows in the tables, on both databases; killed anywhere; and while people write."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event, insert, inspect, select, text, update
from sqlalchemy.engine import Engine

from models import schema_change, sqlite_file
from models.database import Database, connect
from models.errors import ConflictError, NoAnswerError, PartnershipError, SchemaError
from models.recording.incoming import IncomingRows
from models.schema_revisions import revisions
from models.settings import ROOT
from models.tables import Base, District, LastVisit, Person, RuleProposal, SchoolMove
from models.totals.keep import rebuild
from tests.factories import (
    AT,
    activity_row,
    assert_kept_equals_rebuilt,
    contact_row,
    district_rows,
    make_district,
    record_rows,
    report_row,
    response_row,
)
from tests.write_load import every_row

PERSON = {"person_id": 7, "login": "m.lund", "name": "Marit Lund", "role": "liaison", "is_active": True}
DECISION = {
    "decision_id": 1, "school_id": "S1", "kind": "judgement", "puts_on_list": True, "starts_on": date(2024, 10, 1),
    "ends_on": date(2024, 12, 20), "note": "Asked for a call.", "author": "Rosa Okafor",
}  # fmt: skip
LOST = {
    "0009": "1 row of last visit",
    "0007": "1 row of school move",
    "0005": "filed on of report revision (in up to 3 rows)",
    "0004": "1 row of rule proposal",
    "0003": "phone of person (in up to 1 row)",
}
"""What a step down to a revision must at least say."""


def fill(database: Database) -> None:
    """Rows that each of the migrations is about."""
    rows = district_rows(
        reports=[report_row("S1"), report_row("S2")],
        activities=[activity_row("A1", "S1"), activity_row("A2", "S2")],
        responses=[response_row("R1", "S1", activity_id="A1")],
        people=[PERSON | {"phone": "555 0100"}],
        contacts=[contact_row("C1")],
        decisions=[DECISION],
        surveys=[{"school_id": "S1", "school_year": "2024-25", "measure": "parent_response_rate", "value": 0.5}],
    )
    number = make_district(database, rows)
    record_rows(database, number, IncomingRows(reports=[report_row("S1", notes="Anew.")]))
    whose = {"district_id": number, "person_id": 7}
    with database.writing() as session:
        session.execute(insert(LastVisit).values(**whose, opened_at=AT))
        session.execute(
            insert(SchoolMove).values(
                district_id=number,
                school_id="S1",
                school_year="2024-25",
                before_month=date(2024, 10, 1),
                cluster="Lakeview",
                level="elementary",
            )
        )
        session.execute(
            insert(RuleProposal).values(
                **whose, proposal_id=1, name="More visits", proposed={}, note="Because.", author="Marit Lund",
                recorded_at=AT, decided_by="", answer="",
            )
        )  # fmt: skip
        session.execute(text("UPDATE report_revision SET filed_on = '2024-10-02' WHERE revision = 2"))
        rebuild(session, number)


def counted(database: Database) -> dict[str, int]:
    with database.read_engine.connect() as connection:
        names = inspect(connection).get_table_names()
        return {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in names}


def test_down_one_by_one_says_what_is_lost_and_up_again_leaves_the_rest(database: Database):
    fill(database)
    before = counted(database)
    with database.reading() as session:
        whole = {table.name: [dict(row) for row in session.execute(select(table)).mappings()]
                 for table in Base.metadata.sorted_tables}  # fmt: skip
    for revision in revisions()[-2::-1]:
        if revision in LOST:
            with pytest.raises(SchemaError, match="would lose") as refused:
                database.change_schema(revision)
            assert LOST[revision] in str(refused.value)
            done = database.change_schema(revision, may_lose=True)
            assert LOST[revision] in done.lost
        else:
            assert database.change_schema(revision).lost == []
    assert counted(database)["manual_event"] == 1

    database.upgrade()
    gone = {"last_visit": 1, "school_move": 1, "rule_proposal": 1}
    after = counted(database)
    stamps = {"topic_version", "month_version"}
    assert {name: rows for name, rows in after.items() if name not in stamps} == {
        name: rows - gone.get(name, 0) for name, rows in before.items() if name not in stamps
    }
    lost = {("person", "phone"), ("report_revision", "filed_on"), ("import_change", "before"),
            ("import_change", "after_key")}  # fmt: skip
    with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in stamps | gone.keys():
                columns = [column for column in table.columns if (table.name, column.name) not in lost]
                was = sorted(repr([row[column.name] for column in columns]) for row in whole[table.name])
                assert sorted(repr(list(row)) for row in session.execute(select(*columns))) == was, table.name
    assert_kept_equals_rebuilt(database)


def test_an_unknown_revision_and_a_newer_database_are_refused(database: Database):
    with pytest.raises(PartnershipError, match="no revision 0000"):
        database.change_schema("0000")
    with database.write_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        with pytest.raises(SchemaError, match="newer version"):
            database.change_schema("0005", may_lose=True)
    finally:
        with database.write_engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :last"), {"last": revisions()[-1]})


def test_a_way_up_that_takes_rows_is_refused(database: Database, monkeypatch: pytest.MonkeyPatch):
    fill(database)
    database.change_schema("0010", may_lose=True)
    before = counted(database)
    move = schema_change.move

    def take_rows(connection, target):
        move(connection, target)
        connection.execute(text("DELETE FROM activity"))

    monkeypatch.setattr(schema_change, "move", take_rows)
    with pytest.raises(SchemaError, match="would lose rows of activity"):
        database.upgrade()
    assert counted(database) == before
    monkeypatch.undo()
    database.upgrade()


# ---------------------------------------------------------------- SQLite: the old file stays until the new one is whole
def test_the_old_file_stays_beside_the_new_one_and_keeps_its_owner_and_mode(sqlite_url: str, tmp_path: Path):
    database, path = connect(sqlite_url), tmp_path / "partnership.sqlite"
    fill(database)
    path.chmod(0o640)
    before = path.read_bytes()
    done = database.change_schema("0005", may_lose=True)
    assert done.kept is not None
    assert done.kept.read_bytes() == before
    assert [oct(one.stat().st_mode & 0o777) for one in (path, done.kept)] == ["0o640", "0o640"]
    assert sorted(one.name for one in tmp_path.iterdir()) == [path.name, done.kept.name]
    database.close()


def test_a_log_beside_the_file_needs_that_nobody_else_has_it_open(sqlite_url: str, tmp_path: Path):
    path = tmp_path / "partnership.sqlite"
    newer = (3, 51, 3)
    database = Database(connect(sqlite_url).url, sqlite_version=newer)
    fill(database)
    assert path.with_name(f"{path.name}-wal").exists()
    with pytest.raises(NoAnswerError, match="Stop the server first"):
        Database(database.url, sqlite_version=newer).change_schema("0005", may_lose=True)
    database.close()
    database.change_schema("0005", may_lose=True)
    database.upgrade()
    assert counted(database)["activity"] == 3
    database.close()


KILLED = """
import sys
from tests.integration.test_migrations_with_rows import try_every_kill
from pathlib import Path
try_every_kill(Path(sys.argv[1]))
"""


def test_killed_anywhere_the_database_is_the_old_one_or_the_new_one(sqlite_url: str, tmp_path: Path):
    """In a process of its own, which can be forked: no thread of the tests' runs in it."""
    database = connect(sqlite_url)
    fill(database)
    database.change_schema("0005", may_lose=True)
    database.close()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, tmp_path / "partnership.sqlite"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "old 0005" in done.stdout
    assert "new" in done.stdout


def try_every_kill(template: Path) -> None:
    """Kill an upgrade of copies of a file around each thing it does to files, and at every tenth statement."""
    path = template.with_name("killed.sqlite")
    before = _rows(template)
    shutil.copyfile(template, path)
    steps = _upgraded(path, None)
    whole = _rows(path)
    assert whole["activity"] == before["activity"] == 3
    chosen = [number for number, what in enumerate(steps) if what != "statement" or number % 10 == 0]
    assert len(chosen) > 15, steps
    for number in chosen:
        for left in template.parent.glob("*killed*"):
            left.unlink()
        shutil.copyfile(template, path)
        child = os.fork()
        if child == 0:
            _upgraded(path, number)
            os._exit(1)  # it was to be killed before
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        found = _rows(path)
        assert found in (before, whole), (steps[number], found)
        sqlite_file.require_sound(path)
        sys.stdout.write(f"{'old 0005' if found == before else 'new'} after {steps[number]}\n")
        _upgraded(path, None)
        assert _rows(path) == whole
        assert not list(template.parent.glob(".killed*")), "what was left is cleared away"


def _rows(path: Path) -> dict[str, int]:
    """How many rows each table has, and the revision as a number."""
    with sqlite3.connect(path) as link:
        revision = int(link.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    return sqlite_file.rows_by_table(path) | {"revision": revision}


def _upgraded(path: Path, killed_at: int | None) -> list[str]:
    """Bring a file up to date; what was done, one after the other. killed_at: end at that one."""
    done: list[str] = []

    def step(what: str) -> None:
        if len(done) == killed_at:
            os.kill(os.getpid(), signal.SIGKILL)
        done.append(what)

    def watched(name: str) -> Callable:
        real = getattr(os, name)

        def act(*words, **named):
            step(f"before {name}")
            result = real(*words, **named)
            step(f"after {name}")
            return result

        return act

    listener = event.listen
    listener(Engine, "before_cursor_execute", statement := lambda *_: step("statement"))
    real = {name: getattr(os, name) for name in ("link", "replace", "fsync")}
    for name in real:
        setattr(os, name, watched(name))
    try:
        database = connect(f"sqlite:///{path}")
        database.upgrade()
        database.close()
    finally:
        event.remove(Engine, "before_cursor_execute", statement)
        for name, function in real.items():
            setattr(os, name, function)
    return done


# ---------------------------------------------------------------- people write meanwhile
def test_who_waits_for_the_lock_does_not_write_into_the_old_file(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    office, upkeep = connect(sqlite_url), connect(sqlite_url)
    fill(office)
    with office.reading():
        pass
    told: list[Exception] = []
    begun = threading.Event()

    def save() -> None:
        try:
            with office.writing() as session:
                begun.set()
                session.execute(update(District).values(name="Lost"))
        except ConflictError as error:
            told.append(error)

    person = threading.Thread(target=save)
    put = schema_change.put_in_place

    def put_while_somebody_waits(*words, **named) -> None:
        person.start()
        assert begun.wait(10)
        put(*words, **named)

    monkeypatch.setattr(schema_change, "put_in_place", put_while_somebody_waits)
    done = upkeep.change_schema("0010", may_lose=True)
    person.join(20)
    assert "was replaced" in str(told[0])
    for path in (tmp_path / "partnership.sqlite", done.kept):
        with sqlite3.connect(path) as link:
            assert link.execute("SELECT name FROM district").fetchall() == [("Test Valley Schools",)]
    monkeypatch.undo()
    upkeep.upgrade()
    with office.reading():
        pass  # the page was loaded again
    with office.writing() as session:
        session.execute(update(District).values(name="New"))
    office.close()
    upkeep.close()


def test_nothing_that_people_write_meanwhile_is_lost(database: Database):
    fill(database)
    end, stored = threading.Event(), []

    def write() -> None:
        own = connect(database.url.render_as_string(hide_password=False))
        for number in range(100, 100_000):
            if end.is_set():
                break
            try:
                with own.writing() as session:
                    session.execute(
                        insert(Person).values(
                            district_id=1,
                            person_id=number,
                            login=f"p{number}",
                            name="P",
                            role="liaison",
                            is_active=True,
                        )
                    )
            except (ConflictError, NoAnswerError, SchemaError):
                continue
            stored.append(number)
        own.close()

    person = threading.Thread(target=write)
    person.start()
    try:
        for revision in ("0010", "head", "0010", "head"):
            until = len(stored) + 2
            while revision == "0010" and len(stored) < until:
                assert person.is_alive()
                end.wait(0.01)
            _patiently(database, revision)
    finally:
        end.set()
        person.join(20)
    with database.reading() as session:
        kept = set(session.scalars(select(Person.person_id)))
    assert len(stored) >= 4
    assert set(stored) - kept == set()
    assert {7} | set(stored) >= kept, "what was refused is not there"


def _patiently(database: Database, revision: str) -> None:
    for _ in range(5):
        try:
            database.change_schema(revision, may_lose=True)
            return
        except NoAnswerError:
            continue
    raise AssertionError("never got its turn")


def test_every_row_is_the_same_after_up_from_0005(any_sample: Callable[[], str]):
    """On SQLite 0006 makes a table anew that others refer to; with references on, that took 6,170 activities away."""
    database = connect(any_sample())
    before = every_row(database)
    assert database.change_schema("0005", may_lose=True).lost == []
    database.upgrade()
    assert every_row(database) == before
    database.close()
