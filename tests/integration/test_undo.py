"""An import taken back leaves every table as it was before it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from models.database import Database
from models.errors import ConflictError, PartnershipError
from models.recording.incoming import IncomingRows
from models.recording.record import receipts, undo
from models.tables import AuditLine, MonthlyReport, ReportStateChange, School, SupportContact
from models.vocabulary import ReportState
from tests.factories import (
    AT,
    NOVEMBER,
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
    school_year_row,
    stored,
    writes,
)

LATER = AT + timedelta(days=1)


def everything() -> IncomingRows:
    """A row of every kind, and corrections of what `before` holds."""
    return IncomingRows(
        calendar=[{"month": OCTOBER, "due_date": date(2024, 11, 7)}, {"month": NOVEMBER}],
        schools=[school_row("S1", name="Harlan Creek"), school_row("S3")],
        school_years=[school_year_row("S1", cluster="Harbor", low_income_rate=0.45), school_year_row("S3")],
        reports=[
            report_row("S1", notes="Corrected", state="accepted", barriers=["transport"]),
            report_row("S2", OCTOBER),
            report_row("S3", NOVEMBER, state=ReportState.NOT_EXPECTED, submitted_date=None),
        ],
        activities=[activity_row("A1", families_attended=3), activity_row("A9", "S2", OCTOBER, cost=12.5)],
        responses=[response_row("R9", "S2", OCTOBER, activity_id="A9")],
        observations=[{"observation_id": "T1", "school_id": "S2", "month": OCTOBER, "asked": 3, "answered": 2}],
        plans=[{"school_id": "S1", "school_year": "2024-25", "state": "accepted", "accepted_on": date(2024, 9, 20)}],
        planned_activities=[
            {"school_id": "S1", "school_year": "2024-25", "item_id": "P1", "involvement_type": 2, "goal": "reading",
             "planned_month": OCTOBER, "done_month": OCTOBER, "reported_month": OCTOBER},
        ],
        sessions=[{"session_id": "D1", "held_on": date(2024, 9, 12), "topic": "Two-way notices", "hours": 1.5}],
        session_attendance=[{"session_id": "D1", "school_id": "S1", "people": 4}],
        contacts=[contact_row("C2", "S3")],
        surveys=[
            {"school_id": "S1", "school_year": "2024-25", "measure": "parent_response_rate", "low": 0, "high": 0.3},
        ],
        steps=[{"school_id": "S3", "step": "aware", "reached_on": date(2024, 9, 2)}],
        people=[{"person_id": 1, "login": "rokafor", "name": "Rosa Okafor", "role": "coordinator"}],
        coordinator_clusters=[{"person_id": 1, "cluster": "Harbor", "from_date": date(2024, 8, 1)}],
        liaison_schools=[{"person_id": 1, "school_id": "S3", "from_date": date(2024, 8, 1)}],
        decisions=[
            {"decision_id": 1, "school_id": "S3", "kind": "judgement", "puts_on_list": True, "starts_on": OCTOBER,
             "ends_on": NOVEMBER, "note": "New principal", "author": "Rosa Okafor"},
        ],
    )  # fmt: skip


def before() -> IncomingRows:
    return district_rows(
        reports=[report_row()],
        activities=[activity_row("A1"), activity_row("A2")],
        responses=[response_row("R1", activity_id="A1")],
        contacts=[contact_row("C1")],
    )


def take_back(database: Database, district_id: int, receipt_id: int) -> None:
    with database.writing() as session:
        undo(session, on_the_server(district_id, "Maria Alvarez"), receipt_id, at=LATER)


@pytest.fixture
def district_id(database: Database) -> int:
    """A district that has what was there `before`, from receipt 1."""
    return make_district(database, before())


def test_an_import_of_everything_is_taken_back_row_by_row(database: Database, district_id: int):
    was = stored(database)
    receipt = record_rows(database, district_id, everything(), at=LATER)
    assert stored(database) != was

    take_back(database, district_id, receipt.receipt_id)

    assert stored(database) == was
    with database.reading() as session:
        assert [receipt.undone_at for receipt in receipts(session, district_id)] == [LATER, None]
        assert writes(session) == 3
        assert session.scalars(select(AuditLine.action).order_by(AuditLine.audit_id)).all() == [
            "import_files",
            "import_files",
            "undo_import",
        ]


def test_imports_are_taken_back_one_after_the_other_down_to_the_empty_district(database: Database):
    district_id = make_district(database)
    empty = stored(database)
    record_rows(database, district_id, before())
    record_rows(database, district_id, everything())

    take_back(database, district_id, 2)
    take_back(database, district_id, 1)

    assert stored(database) == empty


def test_what_was_taken_back_can_be_imported_again(database: Database, district_id: int):
    record_rows(database, district_id, everything())
    imported = stored(database)
    take_back(database, district_id, 2)

    receipt = record_rows(database, district_id, everything())

    assert receipt.receipt_id == 3
    assert stored(database).keys() == imported.keys()
    assert {name: len(rows) for name, rows in stored(database).items()} == {
        name: len(rows) for name, rows in imported.items()
    }


@pytest.mark.parametrize(
    ("receipt_id", "words"),
    [(1, "Receipt 1 is not the latest import in force; receipt 2 is"), (7, "There is no receipt 7")],
)
def test_only_the_latest_import_can_be_taken_back(database: Database, receipt_id: int, words: str, district_id: int):
    record_rows(database, district_id, everything())

    with pytest.raises(PartnershipError, match=words):
        take_back(database, district_id, receipt_id)


def test_an_import_is_taken_back_once(database: Database, district_id: int):
    take_back(database, district_id, 1)

    with pytest.raises(PartnershipError, match="Receipt 1 was taken back already, on 2024-11-07"):
        take_back(database, district_id, 1)


def test_a_row_a_person_changed_since_keeps_the_import(database: Database, district_id: int):
    with database.writing() as session:
        session.execute(update(School).where(School.school_id == "S2").values(name="Otter Bend"))
    was = stored(database)

    with pytest.raises(ConflictError, match="The school S2 was changed after this import"):
        take_back(database, district_id, 1)

    assert stored(database) == was


def test_a_report_reviewed_since_keeps_the_import(database: Database, district_id: int):
    with database.writing() as session:
        session.add(
            ReportStateChange(district_id=district_id, school_id="S1", month=SEPTEMBER, sequence=2, revision=1,
                              state=ReportState.SUBMITTED, changed_on=date(2024, 10, 8), person_id=1)
        )  # fmt: skip

    with pytest.raises(ConflictError, match="The monthly report S1, 2024-09-01 was changed after this import"):
        take_back(database, district_id, 1)


def test_a_school_somebody_called_since_keeps_the_import(database: Database):
    district_id = make_district(database, district_rows())
    with database.writing() as session:
        session.add(
            SupportContact(district_id=district_id, contact_id="here-1", school_id="S2", contacted_on=date(2024, 11, 6),
                           channel="phone", recorded_at=LATER)
        )  # fmt: skip

    with pytest.raises(ConflictError, match="The school S2 came with this import and has got a support contact since"):
        take_back(database, district_id, 1)

    with database.reading() as session:
        assert session.scalars(select(SupportContact.contact_id)).all() == ["here-1"]


def test_the_revision_before_is_in_force_again(database: Database, district_id: int):
    record_rows(database, district_id, IncomingRows(reports=[report_row(submitted_date=date(2024, 10, 9))]))

    take_back(database, district_id, 2)

    with database.reading() as session:
        report = session.get_one(MonthlyReport, (district_id, "S1", SEPTEMBER))
        assert (report.revision, report.state, report.last_submitted_date) == (
            1,
            ReportState.SUBMITTED,
            date(2024, 10, 3),
        )
