"""
How long storing 100,000 activities takes: 86 schools, 50 months, about 23 activities and answers in each report.

Run as `python -m tests.benchmarks.importing [URL]`; without a URL, on a SQLite file of its own. Prints seconds and the
most memory used beyond the rows themselves.
"""

import random
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from models.database import connect
from models.recording.incoming import IncomingRows
from models.recording.record import create_district, record, undo
from models.school_year import SchoolYear
from models.totals.keep import differences, rebuild, refresh
from tests.factories import AT, activity_row, on_the_server, report_row, response_row, school_row, school_year_row

SCHOOLS, YEARS, ACTIVITIES = 86, 5, 100_000


def rows() -> IncomingRows:
    random.seed(1)
    years = [SchoolYear(2019 + number) for number in range(YEARS)]
    months = [month for year in years for month in year.months]
    schools = [f"S{number:03}" for number in range(SCHOOLS)]
    keys = [(school, month) for school in schools for month in months]
    incoming = IncomingRows(
        calendar=[{"month": month} for month in months],
        schools=[school_row(school) for school in schools],
        school_years=[
            school_year_row(school, school_year=str(year), cluster=f"C{int(school[1:]) % 9}")
            for school in schools
            for year in years
        ],
        reports=[report_row(school, month) for school, month in keys],
    )
    for number in range(ACTIVITIES):
        school, month = keys[number % len(keys)]
        incoming.activities.append(
            activity_row(f"A{number:06}", school, month, activity_date=date(month.year, month.month, 1 + number % 28),
                         involvement_type=1 + number % 6, families_attended=random.randint(0, 80), goal="reading",
                         mode="in_person", time_band="evening", audience="all families", notice_languages="Spanish",
                         child_care=True, food=False, families_invited=300, duration_hours=1.5)
        )  # fmt: skip
        if number % 2:
            incoming.responses.append(response_row(f"R{number:06}", school, month, activity_id=f"A{number:06}"))
    return incoming


class Stopwatch:
    def __init__(self) -> None:
        self.started = time.perf_counter()

    def tell(self, what: str) -> None:
        now = time.perf_counter()
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{what:<44}{now - self.started:8.2f} s   at most {megabytes:6.0f} MB")
        self.started = time.perf_counter()


def main(url: str) -> None:
    database = connect(url)
    database.upgrade()
    watch = Stopwatch()
    incoming = rows()
    watch.tell("made the rows")
    with database.writing() as session:
        district_id = create_district(session, f"bench-{time.time_ns()}", "Bench")
        receipt = record(session, on_the_server(district_id), incoming, at=AT)
    watch.tell("stored them")
    with database.writing() as session:
        record(session, on_the_server(district_id), incoming, at=AT)
    watch.tell("the same again: nothing to change")
    with database.writing() as session:
        rebuild(session, district_id)
    watch.tell("rebuilt all kept totals")
    with database.reading() as session:
        assert differences(session, district_id) == []
    watch.tell("compared kept with rebuilt")
    key = [(row["school_id"], row["month"]) for row in incoming.reports]
    with database.writing() as session:
        watch = Stopwatch()
        refresh(session, district_id, key)
        watch.tell(f"refreshed {len(key)} school-months")
        for some in key[:20]:
            refresh(session, district_id, [some])
        watch.tell("refreshed 20 school-months one by one")
    with database.writing() as session:
        undo(session, on_the_server(district_id), receipt.receipt_id or 0, at=AT)
    watch.tell("took the import back")
    database.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'bench.db'}")
