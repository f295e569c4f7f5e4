"""A change of the tables that is killed anywhere, or made while people write: nothing is lost."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event, insert, select, update
from sqlalchemy.engine import Engine

from models import schema_change, sqlite_file
from models.database import Database, connect
from models.errors import ConflictError, NoAnswerError, SchemaError
from models.settings import ROOT
from models.tables import District, Person
from tests.integration.filled_tables import fill

KILLED = """
import sys
from tests.integration.test_migrations_killed import try_every_kill
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
    """Kill an upgrade of copies of a file around each thing it does to files, and at every thirtieth statement."""
    path = template.with_name("killed.sqlite")
    before = _rows(template)
    shutil.copyfile(template, path)
    steps = _upgraded(path, None)
    whole = _rows(path)
    assert whole["activity"] == before["activity"] == 3
    chosen = [number for number, what in enumerate(steps) if what != "statement" or number % 30 == 0]
    assert len(chosen) > 10, steps
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
