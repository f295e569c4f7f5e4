"""Imports at the same time, imports that fail half-way, and imports that are killed."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.database import Database, connect
from models.recording import record as recording
from models.recording.incoming import IncomingRows
from models.recording.record import Receipt
from models.tables import Activity, AuditLine, ImportReceipt, MonthlyReport, ReportRevision
from tests.factories import (
    AT,
    activity_row,
    base_rows,
    district_rows,
    make_district,
    record_rows,
    report_row,
    writes,
)

ROOT = Path(__file__).resolve().parents[2]
SCHOOLS = 60
KILLED_AFTER = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4)
"""Seconds after the import says it begins."""

IMPORTING = """
import sys
from tests.integration.test_recording_at_once import many
from tests.factories import record_rows
from models.database import connect

database, rows = connect(sys.argv[1]), many()
database.require_schema()
print("begins", flush=True)
record_rows(database, 1, rows)
"""


def many() -> IncomingRows:
    """Sixty schools with a report of twenty activities each."""
    schools = [f"S{number}" for number in range(1, SCHOOLS + 1)]
    return district_rows(
        schools=SCHOOLS,
        reports=[report_row(school) for school in schools],
        activities=[activity_row(f"A{number}", school) for school in schools for number in range(20)],
    )


def test_of_two_equal_imports_at_once_one_writes_and_the_other_finds_all_stored(database: Database):
    district_id = make_district(database)

    def store(_: int) -> Receipt:
        own = connect(database.url.render_as_string(hide_password=False))
        try:
            return record_rows(own, district_id, many())
        finally:
            own.close()

    with ThreadPoolExecutor(2) as both:
        told = list(both.map(store, range(2)))

    assert sorted(receipt.receipt_id or 0 for receipt in told) == [0, 1]
    with database.reading() as session:
        assert writes(session) == 1
        assert session.scalar(select(func.count()).select_from(ReportRevision)) == SCHOOLS


def test_of_two_corrections_at_once_each_is_a_revision_of_its_own(database: Database):
    district_id = make_district(database, district_rows(reports=[report_row()]))

    def store(note: str) -> Receipt:
        own = connect(database.url.render_as_string(hide_password=False))
        try:
            return record_rows(own, district_id, IncomingRows(reports=[report_row(notes=note)]))
        finally:
            own.close()

    with ThreadPoolExecutor(2) as both:
        list(both.map(store, ["one", "two"]))

    with database.reading() as session:
        assert session.scalar(select(MonthlyReport.revision)) == 3
        assert session.scalar(select(func.count()).select_from(AuditLine)) == 3


def test_an_import_that_fails_while_adding_up_leaves_nothing(database: Database, monkeypatch: pytest.MonkeyPatch):
    district_id = make_district(database)
    with database.reading() as session:
        before = base_rows(session)

    def fail(*told: object) -> None:
        raise OSError("the disk went away")

    monkeypatch.setattr(recording, "refresh", fail)
    with pytest.raises(OSError, match="the disk went away"):
        record_rows(database, district_id, many())

    with database.reading() as session:
        assert base_rows(session) == before
        assert session.scalar(select(func.count()).select_from(ImportReceipt)) == 0


@pytest.mark.parametrize("seconds", KILLED_AFTER)
def test_an_import_killed_at_any_moment_is_stored_whole_or_not_at_all(database: Database, seconds: float):
    district_id = make_district(database)
    url = database.url.render_as_string(hide_password=False)
    importing = subprocess.Popen([sys.executable, "-c", IMPORTING, url], cwd=ROOT, stdout=subprocess.PIPE)
    with importing:
        assert importing.stdout is not None
        assert importing.stdout.readline() == b"begins\n"
        time.sleep(seconds)
        os.kill(importing.pid, signal.SIGKILL)

    again = record_rows(database, district_id, many(), at=AT)

    assert again.receipt_id in (1, None)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Activity)) == SCHOOLS * 20
        assert session.scalar(select(func.count()).select_from(AuditLine)) == 1
        assert writes(session) == 1
