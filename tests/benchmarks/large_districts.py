"""
One district of 2,500 schools and 50 months; and 1,000 districts of 33 schools, visited in turn.

    python -m tests.benchmarks.large_districts state
    python -m tests.benchmarks.large_districts nation [DISTRICTS]

Makes its database in a folder of its own. `state` prints what the server's start costs, and a report's import while an
open page filters on; `nation` prints the processor a first visit of each district costs, and the memory used.
"""

import secrets
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

import psutil
from sqlalchemy import insert, literal, select

from dashboards.state.district.data import kept_for_all
from dashboards.state.visit import Visit
from models.database import Database, connect
from models.permissions import Viewer
from models.recording.incoming import IncomingRows
from models.recording.record import record
from models.tables import Base, District
from models.vocabulary import Role
from tests.benchmarks.full_size_district import rows, store
from tests.benchmarks.open_page import OpenPage, told
from tests.factories import on_the_server, report_row
from tests.serving import Server

SCHOOLS_OF_A_STATE, SCHOOLS_OF_A_DISTRICT = 2_500, 33
MB = 1_000_000


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def memory(number: int) -> float:
    """Megabytes a process holds."""
    return psutil.Process(number).memory_info().rss / MB


def state(folder: Path) -> None:
    database = connect(f"sqlite:///{folder / 'state.sqlite'}")
    database.upgrade()
    incoming = rows(SCHOOLS_OF_A_STATE)
    store(database, incoming)
    say(f"{SCHOOLS_OF_A_STATE:,} schools, {len(incoming.reports):,} reports, {len(incoming.activities):,} activities")
    del incoming
    server = Server(database.url.render_as_string(), folder / "log", {}, warm=True)
    say(f"start: {server.cpu_seconds():.1f} s of CPU, {memory(server.number):,.0f} MB")
    page = OpenPage(server.url, ("Cluster 01", "Cluster 02", "Cluster 03", ""), "")
    told("filter, alone", page.filters(20))
    before = server.cpu_seconds()
    new = report_row("001", date(2026, 5, 1), submitted_date=date(2026, 6, 8))
    with database.writing() as session:
        record(session, on_the_server(1), IncomingRows(reports=[new]), at=datetime(2026, 6, 16, tzinfo=UTC))
    begun = time.monotonic()
    taken = page.filters(40)
    told("filter, while a report's lists are made", taken)
    say(f"the report's lists, and {len(taken)} filters: {server.cpu_seconds() - before:.1f} s of CPU, "
        f"{memory(server.number):,.0f} MB after {time.monotonic() - begun:.0f} s")  # fmt: skip
    server.stop()


def copied(database: Database, districts: int) -> None:
    """The first district again and again, under other numbers and stamps."""
    with database.writing() as session:
        for number in range(2, districts + 1):
            session.execute(insert(District).values(district_id=number, code=f"d{number}", name=f"District {number}"))
            for table in Base.metadata.sorted_tables:
                if table.name in ("district", "import_change"):
                    continue
                of_it = {"district_id": literal(number), "stamp": literal(secrets.token_hex(12))}
                columns = [of_it.get(column.name, column).label(column.name) for column in table.columns]
                copy = select(*columns).where(table.c.district_id == 1)
                session.execute(insert(table).from_select([column.name for column in table.columns], copy))


def nation(folder: Path, districts: int) -> None:
    database = connect(f"sqlite:///{folder / 'nation.sqlite'}")
    database.upgrade()
    store(database, rows(SCHOOLS_OF_A_DISTRICT, range(2024, 2026)))
    copied(database, districts)
    say(f"{districts:,} districts of {SCHOOLS_OF_A_DISTRICT} schools and 20 months")
    before = memory(psutil.Process().pid)
    taken = []
    for number in range(1, districts + 1):
        begun = time.process_time()
        Visit(database, Viewer(number, 0, "", Role.VIEWER), today=lambda: date(2026, 6, 16))
        taken.append(time.process_time() - begun)
    say(f"a first visit: median {median(taken):.3f}, slowest {max(taken[1:]):.3f} s of CPU; the first {taken[0]:.2f}")
    grown = memory(psutil.Process().pid) - before
    say(f"kept: {kept_for_all().size / MB:,.0f} MB; the process grew by {grown:,.0f} MB")


def main(what: str, districts: str = "1000") -> None:
    with tempfile.TemporaryDirectory() as folder:
        if what == "state":
            state(Path(folder))
        else:
            nation(Path(folder), int(districts))


if __name__ == "__main__":
    main(*sys.argv[1:])
