"""Small districts and rows for tests, in the words of `models.recording.incoming`; every value can be given."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.database import Database
from models.permissions import Viewer, administrator_on_the_server
from models.recording.incoming import IncomingRows
from models.recording.record import Receipt, create_district, record
from models.tables import AuditLine, Base, District
from models.totals.keep import differences
from models.vocabulary import ReportState, SchoolLevel

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)
ANA = administrator_on_the_server("Ana")
"""A moment for tests: an afternoon in November 2024."""
SEPTEMBER, OCTOBER, NOVEMBER = date(2024, 9, 1), date(2024, 10, 1), date(2024, 11, 1)
KEPT_ABOUT_CHANGES = frozenset(
    {"audit_line", "import_receipt", "import_change", "topic_version", "month_version", "last_visit", "alembic_version"}
)

Row = dict[str, Any]


def school_row(school_id: str = "S1", **given: Any) -> Row:
    return {"school_id": school_id, "name": f"School {school_id}", "opened_on": None, "closed_on": None, **given}


def school_year_row(school_id: str = "S1", **given: Any) -> Row:
    usual = {"school_year": "2024-25", "cluster": "Lakeview", "level": SchoolLevel.ELEMENTARY, "enrollment": 300}
    return {"school_id": school_id, **usual, **given}


def report_row(school_id: str = "S1", month: date = SEPTEMBER, **given: Any) -> Row:
    """A report received on the 3rd of the next month, two days before it is due."""
    submitted = date(month.year + month.month // 12, month.month % 12 + 1, 3)
    return {
        "school_id": school_id, "month": month, "state": ReportState.SUBMITTED, "submitted_date": submitted, **given,
    }  # fmt: skip


def activity_row(activity_id: str, school_id: str = "S1", month: date = SEPTEMBER, **given: Any) -> Row:
    """A workshop of type 1 with 20 families at the sign-in."""
    usual = {
        "title": "Family workshop",
        "involvement_type": 1,
        "families_attended": 20,
        "counting_method": "sign_in",
        "is_cancelled": False,
    }
    return {"activity_id": activity_id, "school_id": school_id, "month": month, **usual, **given}


def response_row(response_id: str, school_id: str = "S1", month: date = SEPTEMBER, **given: Any) -> Row:
    """Eight answers, 4.5 on average on a scale from 1 to 5."""
    usual = {"activity_id": None, "returned": 8, "mean_rating": 4.5, "scale_id": "1-5"}
    return {"response_id": response_id, "school_id": school_id, "month": month, **usual, **given}


def contact_row(contact_id: str, school_id: str = "S1", **given: Any) -> Row:
    usual = {"contacted_on": date(2024, 10, 14), "channel": "phone", "result": "accepted", "made_by": "Rosa Okafor"}
    return {"contact_id": contact_id, "school_id": school_id, **usual, **given}


def district_rows(schools: int = 2, months: tuple[date, ...] = (SEPTEMBER, OCTOBER), **given: Any) -> IncomingRows:
    """Schools S1, S2 ... of cluster Lakeview and a calendar; no reports."""
    names = [f"S{number}" for number in range(1, schools + 1)]
    rows = IncomingRows(
        calendar=[{"month": month} for month in months],
        schools=[school_row(name) for name in names],
        school_years=[school_year_row(name) for name in names],
    )
    for part, values in given.items():
        setattr(rows, part, values)
    return rows


def on_the_server(district_id: int, name: str = "Tests") -> Viewer:
    """Whoever runs a command on the server, in one district."""
    return administrator_on_the_server(name, district_id)


def make_district(database: Database, rows: IncomingRows | None = None, code: str = "test-valley") -> int:
    """A district in the database, with these rows where given; returns its district_id."""
    with database.writing() as session:
        district_id = create_district(session, code, "Test Valley Schools")
        if rows is not None:
            record(session, on_the_server(district_id), rows, at=AT)
    return district_id


def record_rows(database: Database, district_id: int, rows: IncomingRows, at: datetime = AT) -> Receipt:
    """Store rows in a transaction of their own."""
    with database.writing() as session:
        return record(session, on_the_server(district_id), rows, at=at)


def base_rows(session: Session) -> dict[str, list[str]]:
    """
    Every row of every table as text, sorted, so that two moments can be compared.

    Left out: what is kept about changes.
    """
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name not in KEPT_ABOUT_CHANGES:
            found[table.name] = sorted(map(repr, session.execute(select(*table.columns))))
    return found


def writes(session: Session) -> int:
    """How many transactions have written so far: each leaves one audit line and raises the stamps of its topics."""
    return session.scalar(select(func.count()).select_from(AuditLine)) or 0


def stored(database: Database) -> dict[str, list[str]]:
    """`base_rows` of this moment."""
    with database.reading() as session:
        return base_rows(session)


def assert_kept_equals_rebuilt(database: Database) -> None:
    """The kept totals of every district are what its base rows give."""
    with database.reading() as session:
        for district_id in session.scalars(select(District.district_id)).all():
            assert differences(session, district_id) == []
