"""
Backups under write load, restored and compared row by row with what was written.

Several processes write reports of one district, one after the other. What each write brings follows from its writer and
number, which its audit line holds; so the writes that a backup holds are told by its audit lines, in their order, and
made again, one after the other, in a database of their own. Every row of both must be the same.
"""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from time import perf_counter, sleep

from sqlalchemy import select

from data.keeping.backup import make_backup
from data.keeping.restore import restore
from models.database import Database, connect
from models.errors import ConflictError, NoAnswerError
from models.permissions import administrator_on_the_server
from models.recording.incoming import IncomingRows
from models.recording.record import record
from models.settings import ROOT
from models.tables import AuditLine, Base
from tests.factories import (
    AT,
    activity_row,
    assert_kept_equals_rebuilt,
    district_rows,
    make_district,
    report_row,
    response_row,
)

SCHOOLS = 6
MONTHS = (date(2024, 9, 1), date(2024, 10, 1))
DRAWN = ("topic_version", "month_version")
"""Stamps are drawn anew by each write."""


def begin(database: Database) -> int:
    """The district that is written to; its number."""
    return make_district(database, district_rows(schools=SCHOOLS, months=MONTHS))


def write(database: Database, writer: int, number: int) -> None:
    """One write, which follows from these two numbers: a report anew, with its activities and answers."""
    school = f"S{1 + (number * 5 + writer) % SCHOOLS}"
    month = MONTHS[number % len(MONTHS)]
    families = 1 + (number * 7 + writer) % 40
    rows = IncomingRows(
        reports=[report_row(school, month, notes=f"{writer} {number} Größe 學校 🏫")],
        activities=[activity_row(f"A{place}", school, month, families_attended=families + place) for place in range(3)],
        # Eighths add up to the same sum in whatever order, as their totals must.
        responses=[response_row("R1", school, month, mean_rating=1 + families % 32 / 8)],
    )
    with database.writing() as session:
        record(session, administrator_on_the_server(f"{writer}:{number}", 1), rows, at=AT + timedelta(seconds=number))


class Writers:
    """Processes that write to a database, and what each was told is stored."""

    def __init__(self, url: str, folder: Path, number: int, some: int) -> None:
        self._some = some
        self._told = [folder / f"writer-{writer}" for writer in range(number)]
        self._running = []
        for writer, file in enumerate(self._told):
            with file.open("wb") as stream:
                line = [sys.executable, "-m", "tests.write_load", url, str(writer)]
                self._running.append(subprocess.Popen(line, cwd=ROOT, stdout=stream))

    def acknowledged(self) -> dict[int, int]:
        """How many writes of each are stored."""
        return {writer: file.read_bytes().count(b"\n") for writer, file in enumerate(self._told)}

    def begin(self) -> None:
        """Wait until each has written, and some more than before."""
        before = sum(self.acknowledged().values())
        self._tell(signal.SIGCONT)
        while not all(now := self.acknowledged().values()) or sum(now) < before + self._some * len(now):
            if any(one.poll() is not None for one in self._running):
                raise RuntimeError("A writer ended before it had written.")
            sleep(0.01)

    def pause(self) -> None:
        """Wherever each stands, also in the middle of a write, while what a backup holds is looked at."""
        self._tell(signal.SIGSTOP)

    def end(self) -> None:
        for one in self._running:
            one.kill()
            one.wait()

    def _tell(self, what: int) -> None:
        for one in self._running:
            one.send_signal(what)


@contextmanager
def written_to(database: Database, folder: Path, writers: int, *, some: int = 5) -> Iterator[Writers]:
    """
    So many processes write to a database meanwhile. folder: for what they say. some: so many writes of each before a
    backup begins; more come while it is made and restored.
    """
    running = Writers(database.url.render_as_string(hide_password=False), folder, writers, some)
    try:
        yield running
    finally:
        running.end()


@dataclass
class Round:
    """One backup, restored."""

    writes: int
    """How many it holds."""
    rows: int
    backup_seconds: float
    restore_seconds: float


class Drill:
    """
    Backs a database up and restores it into another one, as often as asked, and compares every row.

    destroy: takes the restored database away or spoils it, before it is restored again; told how often that was done.
    """

    def __init__(self, source: Database, target: Database, folder: Path, destroy: Callable[[int], None]) -> None:
        self._source, self._target, self._folder, self._destroy = source, target, folder, destroy
        self._again = connect(f"sqlite:///{folder / 'again.sqlite'}")
        self._again.upgrade()
        begin(self._again)
        self._known = 0
        self._number = count()

    def __call__(self, writers: Writers) -> Round:
        """One round. Raises AssertionError where a row differs, or a write is missing that was told to be stored."""
        moment = datetime.now(UTC)
        writers.begin()
        before = writers.acknowledged()
        begun = perf_counter()
        backup = make_backup(self._source, self._folder / "backups", moment)
        made = perf_counter()
        self._destroy(next(self._number))
        gone = perf_counter()
        done = restore(self._target, backup, self._folder / "aside", moment, force=True)
        ended = perf_counter()
        writers.pause()
        assert done.rows == backup.manifest.rows
        held = self._write_again()
        assert all(held.get(writer, 0) >= number for writer, number in before.items()), (held, before)
        theirs, ours = every_row(self._target), every_row(self._again)
        assert theirs == ours, [name for name in ours if theirs[name] != ours[name]]
        assert_kept_equals_rebuilt(self._target)
        for path in backup.path, backup.path.with_name(f"{backup.path.name}.json"):
            path.unlink()
        return Round(sum(held.values()), sum(map(len, theirs.values())), made - begun, ended - gone)

    def _write_again(self) -> dict[int, int]:
        """Make the writes that the restored database holds; how many each writer had made."""
        with self._target.reading() as session:
            lines = select(AuditLine.audit_id, AuditLine.person).where(AuditLine.audit_id > self._known)
            for audit_id, person in session.execute(lines.order_by(AuditLine.audit_id)).all():
                if ":" in person:
                    write(self._again, *map(int, person.split(":")))
                self._known = audit_id
            people = session.scalars(select(AuditLine.person)).all()
        held: dict[int, int] = {}
        for person in people:
            if ":" in person:
                writer = int(person.split(":")[0])
                held[writer] = held.get(writer, 0) + 1
        return held


def every_row(database: Database) -> dict[str, list[str]]:
    """Every row of every table but the stamps, by key, as text."""
    with database.reading() as session:
        return {
            table.name: sorted(map(repr, map(tuple, session.execute(select(table)))))
            for table in Base.metadata.sorted_tables
            if table.name not in DRAWN
        }


def _write_on(url: str, writer: int) -> None:
    database = connect(url)
    for number in count():
        while True:
            try:
                write(database, writer, number)
            except (ConflictError, NoAnswerError):
                sleep(0.01)
                continue
            break
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        sleep(0.01)  # SQLite's lock goes to whoever asks at the right moment: the other one would wait for ever


if __name__ == "__main__":
    _write_on(sys.argv[1], int(sys.argv[2]))
