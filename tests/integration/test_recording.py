"""What one call stores: everything or nothing, as new revisions, on SQLite and PostgreSQL."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import func, select

from models.database import Database
from models.incoming import IncomingRows
from models.tables import Activity, AuditLine, Cluster, District, ImportReceipt, MonthlyReport, ReportingMonth
from tests.factories import (
    SEPTEMBER,
    activity_row,
    assert_kept_equals_rebuilt,
    district_rows,
    make_district,
    record_rows,
    report_row,
    response_row,
)


@pytest.fixture(autouse=True)
def _kept_is_what_would_be_rebuilt(database: Database) -> Iterator[None]:
    yield
    assert_kept_equals_rebuilt(database)


def filed() -> IncomingRows:
    return district_rows(
        reports=[report_row()],
        activities=[activity_row("A1"), activity_row("A2", involvement_type=4)],
        responses=[response_row("R1", activity_id="A1")],
    )


def test_a_first_call_stores_its_rows_with_a_receipt_and_an_audit_line(database: Database):
    receipt = record_rows(database, make_district(database), filed())

    assert receipt.receipt_id == 1
    assert receipt.counts["school"] == {"new": 2, "changed": 0, "unchanged": 0}
    assert receipt.counts["monthly_report"] == {"new": 1, "changed": 0, "unchanged": 0}
    assert receipt.counts["activity"] == {"new": 2, "changed": 0, "unchanged": 0}
    with database.reading() as session:
        assert session.scalar(select(District.data_version)) == 1
        assert session.scalar(select(AuditLine.action)) == "import_files"
        assert session.scalars(select(Cluster.name)).all() == ["Lakeview"]
        assert session.get_one(ReportingMonth, (1, SEPTEMBER)).as_of_date == date(2024, 10, 10)


def test_the_same_rows_twice_change_nothing(database: Database):
    district_id = make_district(database, filed())

    receipt = record_rows(database, district_id, filed())

    assert receipt.receipt_id is None
    assert {name for numbers in receipt.counts.values() for name, number in numbers.items() if number} == {"unchanged"}
    with database.reading() as session:
        assert session.scalar(select(District.data_version)) == 1
        assert session.scalar(select(func.count()).select_from(ImportReceipt)) == 1


def test_a_corrected_report_is_a_new_revision_and_the_old_one_stays_whole(database: Database):
    district_id = make_district(database, filed())

    receipt = record_rows(
        database,
        district_id,
        IncomingRows(reports=[report_row()], activities=[activity_row("A1", families_attended=25)]),
    )

    assert receipt.counts["activity"] == {"new": 0, "changed": 1, "unchanged": 0, "removed": 1}
    with database.reading() as session:
        assert session.get_one(MonthlyReport, (district_id, "S1", SEPTEMBER)).revision == 2
        rows = session.execute(select(Activity.revision, Activity.activity_id, Activity.families_attended))
        assert sorted(map(tuple, rows)) == [(1, "A1", 20), (1, "A2", 20), (2, "A1", 25)]
