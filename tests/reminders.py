"""A small district whose October has not come in from four schools, for tests of reminders."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from models import queries
from models.database import Database
from models.permissions import Viewer
from models.tables import Reminder
from models.vocabulary import Role
from tests.factories import OCTOBER, district_rows, make_district, report_row, school_row, school_year_row
from tests.people import person

AT = datetime(2024, 11, 6, 15, tzinfo=UTC)
TODAY = date(2024, 11, 6)
EMAILS = {"S1": ["one@schools.example"], "S2": ["two@schools.example"], "S3": ["a@x.example", "b@x.example"]}


def owing_district(database: Database) -> int:
    """
    S1 and S2 of Lakeview, S3 of Garden and S4 of no cluster owe October; S5 of Lakeview has reported. S1 to S3 have
    liaisons with e-mail, S3 two of them; of S4 only the principal is known, by phone.
    """
    clusters = {"S1": "Lakeview", "S2": "Lakeview", "S3": "Garden", "S4": None, "S5": "Lakeview"}
    rows = district_rows(schools=0)
    rows.schools = [school_row(name) for name in clusters]
    rows.school_years = [school_year_row(name, cluster=cluster) for name, cluster in clusters.items()]
    rows.school_years[3] |= {"principal": "Pat Lee", "principal_phone": "555 0104"}
    liaisons = [(school, email) for school, some in EMAILS.items() for email in some]
    rows.people = [
        person(1, Role.DIRECTOR) | {"email": "director@district.example"},
        person(2, Role.COORDINATOR) | {"email": "rosa@district.example"},
        *(person(number, Role.LIAISON) | {"email": email} for number, (_, email) in enumerate(liaisons, 10)),
        person(20, Role.LIAISON) | {"email": "gone@schools.example", "is_active": False},
    ]
    since = {"from_date": date(2024, 8, 1), "until_date": None}
    rows.coordinator_clusters = [{"person_id": 2, "cluster": "Lakeview"} | since]
    rows.liaison_schools = [
        *({"person_id": number, "school_id": school} | since for number, (school, _) in enumerate(liaisons, 10)),
        {"person_id": 20, "school_id": "S1"} | since,
    ]
    rows.reports = [report_row("S5", OCTOBER)]
    return make_district(database, rows)


def who(database: Database, district: int, number: int = 1) -> Viewer:
    with database.reading() as session:
        return queries.viewer(session, district, f"p{number}", TODAY)


def kept(database: Database) -> list[tuple[str, str, str, str]]:
    """school, way, outcome and addresses of every reminder, in their order."""
    with database.reading() as session:
        rows = session.scalars(select(Reminder).order_by(Reminder.reminder_id))
        return [(row.school_id, row.way.value, row.outcome.value, row.sent_to) for row in rows]
