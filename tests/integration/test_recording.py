"""What one call stores: everything or nothing, as new revisions, on SQLite and PostgreSQL."""

from datetime import date

import pytest
from sqlalchemy import func, select

from models.database import Database
from models.errors import PartnershipError
from models.recording.incoming import IncomingRows
from models.recording.record import create_district, district_named, preview, record
from models.tables import (
    Activity,
    AuditLine,
    Cluster,
    ImportReceipt,
    MonthlyReport,
    ReportingMonth,
    SchoolInYear,
)
from models.vocabulary import SchoolLevel
from tests.factories import (
    AT,
    OCTOBER,
    SEPTEMBER,
    activity_row,
    contact_row,
    district_rows,
    make_district,
    on_the_server,
    record_rows,
    report_row,
    response_row,
    school_row,
    stored,
    writes,
)


def filed() -> IncomingRows:
    return district_rows(
        reports=[report_row()],
        activities=[activity_row("A1"), activity_row("A2", involvement_type=4)],
        responses=[response_row("R1", activity_id="A1")],
    )


@pytest.fixture
def district_id(database: Database) -> int:
    """A district that has `filed`."""
    return make_district(database, filed())


def test_a_first_call_stores_its_rows_with_a_receipt_and_an_audit_line(database: Database):
    receipt = record_rows(database, make_district(database), filed())

    assert receipt.receipt_id == 1
    assert receipt.counts["school"] == {"new": 2, "changed": 0, "unchanged": 0}
    assert receipt.counts["monthly_report"] == {"new": 1, "changed": 0, "unchanged": 0}
    assert receipt.counts["activity"] == {"new": 2, "changed": 0, "unchanged": 0}
    with database.reading() as session:
        assert writes(session) == 1
        assert session.scalar(select(AuditLine.action)) == "import_files"
        assert session.scalars(select(Cluster.name)).all() == ["Lakeview"]
        assert session.get_one(ReportingMonth, (1, SEPTEMBER)).as_of_date == date(2024, 10, 10)


def test_the_same_rows_twice_change_nothing(database: Database, district_id: int):
    receipt = record_rows(database, district_id, filed())

    assert receipt.receipt_id is None
    assert {name for numbers in receipt.counts.values() for name, number in numbers.items() if number} == {"unchanged"}
    with database.reading() as session:
        assert writes(session) == 1
        assert session.scalar(select(func.count()).select_from(ImportReceipt)) == 1


def test_a_corrected_report_is_a_new_revision_and_the_old_one_stays_whole(database: Database, district_id: int):
    receipt = record_rows(
        database,
        district_id,
        IncomingRows(reports=[report_row()], activities=[activity_row("A1", families_attended=25)]),
    )

    assert receipt.counts["activity"] == {"new": 0, "changed": 1, "unchanged": 0, "left": 1}
    with database.reading() as session:
        assert session.get_one(MonthlyReport, (district_id, "S1", SEPTEMBER)).revision == 2
        rows = session.execute(select(Activity.revision, Activity.activity_id, Activity.families_attended))
        assert sorted(map(tuple, rows)) == [(1, "A1", 20), (1, "A2", 20), (2, "A1", 25), (2, "A2", 20)]


def test_a_preview_tells_what_would_change_and_writes_nothing(database: Database, district_id: int):
    correction = IncomingRows(
        schools=[school_row("S3")],
        reports=[report_row(), report_row("S2")],
        activities=[activity_row("A1"), activity_row("A2", involvement_type=4, families_attended=7)],
        responses=[response_row("R1", activity_id="A1")],
    )
    before = stored(database)

    with database.writing() as session:
        told = preview(session, on_the_server(district_id), correction, AT)

    assert told.counts["school"] == {"new": 1, "changed": 0, "unchanged": 0}
    assert told.counts["activity"] == {"new": 0, "changed": 1, "unchanged": 1}
    assert told.reports == [("S1", SEPTEMBER), ("S2", SEPTEMBER)]
    assert told.schools == ["S1", "S2", "S3"]
    assert stored(database) == before
    with database.reading() as session:
        assert writes(session) == 1


def test_a_column_a_file_does_not_name_keeps_what_is_stored(database: Database, district_id: int):
    record_rows(database, district_id, IncomingRows(schools=[{"school_id": "S1", "name": "Harlan Creek"}],
                                                    school_years=[{"school_id": "S1", "school_year": "2024-25",
                                                                   "level": "k8"}]))  # fmt: skip

    with database.reading() as session:
        year = session.get_one(SchoolInYear, (district_id, "S1", "2024-25"))
        assert (year.level, year.cluster, year.enrollment) == (SchoolLevel.K8, "Lakeview", 300)


def test_a_later_due_date_moves_the_as_of_date_with_it(database: Database, district_id: int):
    record_rows(database, district_id, IncomingRows(calendar=[{"month": OCTOBER, "due_date": date(2024, 11, 8)}]))

    with database.reading() as session:
        assert session.get_one(ReportingMonth, (district_id, OCTOBER)).as_of_date == date(2024, 11, 13)


def test_an_unknown_school_is_refused_by_name(database: Database, district_id: int):
    with pytest.raises(PartnershipError, match="No such school: S9"):
        record_rows(database, district_id, IncomingRows(reports=[report_row("S9")]))


def test_a_report_of_july_is_refused(database: Database, district_id: int):
    with pytest.raises(PartnershipError, match="2025-07 is not a reporting month"):
        record_rows(database, district_id, IncomingRows(activities=[activity_row("A1", month=date(2025, 7, 1))]))


def test_a_number_that_comes_twice_in_a_report_is_refused_and_nothing_is_stored(database: Database, district_id: int):
    before = stored(database)

    with pytest.raises(PartnershipError, match="The activity A1 comes twice in the report of S2 for 2024-09"):
        record_rows(
            database,
            district_id,
            IncomingRows(
                schools=[school_row("S3")], activities=[activity_row("A1", "S2"), activity_row("A1", "S2", food=True)]
            ),
        )

    assert stored(database) == before


def test_a_support_contact_is_added_and_never_edited(database: Database):
    district_id = make_district(database, district_rows(contacts=[contact_row("C1")]))
    assert record_rows(database, district_id, IncomingRows(contacts=[contact_row("C1")])).receipt_id is None

    with pytest.raises(PartnershipError, match="The support contact C1 is stored already with other content"):
        record_rows(database, district_id, IncomingRows(contacts=[contact_row("C1", result="declined")]))


def test_two_districts_in_one_database_do_not_touch_each_other(database: Database):
    first = make_district(database, filed())
    second = make_district(database, filed(), code="other-valley")

    record_rows(database, second, IncomingRows(reports=[report_row(notes="Snow")]))

    with database.reading() as session:
        assert session.get_one(MonthlyReport, (first, "S1", SEPTEMBER)).revision == 1
        assert session.get_one(MonthlyReport, (second, "S1", SEPTEMBER)).revision == 2
        assert [
            session.scalar(select(func.count()).select_from(AuditLine).where(AuditLine.district_id == number))
            for number in (first, second)
        ] == [1, 2]


def test_a_district_is_found_by_its_code_or_as_the_only_one(database: Database):
    with database.writing() as session:
        with pytest.raises(PartnershipError, match="There is no district yet"):
            district_named(session)
        create_district(session, "alder-valley", "Alder Valley Schools")
        assert district_named(session) == 1
        create_district(session, "birch-valley", "Birch Valley Schools")
        assert district_named(session, "birch-valley") == 2
        with pytest.raises(PartnershipError, match="several districts: alder-valley, birch-valley"):
            district_named(session)
        with pytest.raises(PartnershipError, match="no district oak"):
            district_named(session, "oak")
        with pytest.raises(PartnershipError, match="a district alder-valley already"):
            create_district(session, "alder-valley", "Again")


def test_a_school_that_would_close_before_it_opened_is_refused_with_the_rules_name(database: Database):
    rows = district_rows()
    rows.schools = [school_row("S1", opened_on=date(2024, 8, 1)), school_row("S2")]
    district_id = make_district(database, rows)

    with pytest.raises(PartnershipError, match="closes_after_opening"):
        record_rows(database, district_id, IncomingRows(schools=[{"school_id": "S1", "closed_on": date(2024, 7, 1)}]))


def test_progress_is_told_up_to_all_rows(database: Database):
    district_id = make_district(database)
    told: list[tuple[int, int, str]] = []
    with database.writing() as session:
        record(
            session,
            on_the_server(district_id),
            filed(),
            at=AT,
            progress=lambda *step: told.append(step),
        )

    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert told[-1] == (10, 10, "Adding up")
