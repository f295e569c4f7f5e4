"""
What a write costs on a full-size district: seconds of processor for the writer and for each open page after it.

    python -m tests.benchmarks.full_size_district sqlite:///full.db
    python -m tests.benchmarks.writes full.db
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import insert

from dashboards.state.visit import Visit
from models import queries
from models.actions.decisions import add_decision
from models.actions.rules import save_rule_set
from models.database import Database, connect
from models.permissions import Viewer, administrator_on_the_server
from models.recording.incoming import IncomingRows
from models.recording.record import record
from models.support_need.rule_set import RuleSet
from models.tables import Person
from models.vocabulary import DecisionKind, Role
from tests.factories import activity_row, report_row

ROUNDS = 7
DIRECTOR = 9_001


def cpu(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def main(path: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "full.db"
        shutil.copyfile(path, copy)
        database = connect(f"sqlite:///{copy}")
        with database.writing() as session:
            row = {
                "district_id": 1, "person_id": DIRECTOR, "login": "director", "name": "Director", "role": Role.DIRECTOR,
                "is_active": True,
            }  # fmt: skip
            session.execute(insert(Person.__table__), [row])
        with database.reading() as session:
            viewer = queries.viewer(session, 1, "director", datetime.now(UTC).date())
        measure(database, viewer)
        database.close()


def measure(database: Database, viewer: Viewer) -> None:
    pages: list[Visit] = []
    say("first page, everything cold", [cpu(lambda: pages.append(Visit(database, viewer)))])
    say("second page", [cpu(lambda: pages.append(Visit(database, viewer)))])
    writer, other = pages
    schools, as_of = list(writer.board.schools.index), writer.board.as_of.date()
    at = datetime.combine(as_of + timedelta(days=1), datetime.min.time(), tzinfo=UTC)
    writes: dict[str, Callable[[int], None]] = {
        "a decision by hand": lambda turn: decide(database, viewer, schools[turn], at),
        "a rule set": lambda turn: save(database, viewer, turn, at),
        "a report": lambda turn: report(database, schools[turn], writer.board.month.date(), at),
    }
    for name, write in writes.items():
        written, reloaded, elsewhere = [], [], []
        for turn in range(ROUNDS):
            written.append(cpu(lambda write=write, turn=turn: write(turn)))
            reloaded.append(cpu(writer.reload))
            elsewhere.append(cpu(other.reload))
        say(f"{name}: writing it", written)
        say(f"{name}: the writer's page", reloaded)
        say(f"{name}: another open page at its next change", elsewhere)


def decide(database: Database, viewer: Viewer, school_id: str, at: datetime) -> None:
    with database.writing() as session:
        add_decision(
            session, viewer, school_id, DecisionKind.JUDGEMENT, puts_on_list=True, starts_on=at.date(),
            ends_on=at.date() + timedelta(days=60), note="Two members left.", at=at,
        )  # fmt: skip


def save(database: Database, viewer: Viewer, turn: int, at: datetime) -> None:
    with database.writing() as session:
        rules = RuleSet(name=f"Rules {turn}", visits=9 + turn)
        save_rule_set(session, viewer, rules, in_force_from=at.date(), note="Agreed.", at=at)


def report(database: Database, school_id: str, month: date, at: datetime) -> None:
    """The month's report again, with one activity more."""
    rows = IncomingRows(
        reports=[report_row(school_id, month, submitted_date=at.date())],
        activities=[activity_row("A-new", school_id, month)],
    )
    with database.writing() as session:
        record(session, administrator_on_the_server("Ana", 1), rows, at=at)


def say(what: str, seconds: list[float]) -> None:
    sys.stdout.write(f"{what:55s} {1000 * median(seconds):8.1f} ms   (most {1000 * max(seconds):.1f})\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
