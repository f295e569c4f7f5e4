"""A district with one person in every role, for tests of who may do what."""

from datetime import date

from models import queries
from models.database import Database
from models.permissions import Viewer
from models.vocabulary import Role
from tests.factories import district_rows, make_district, school_row, school_year_row

TODAY = date(2024, 11, 6)
PEOPLE = {
    Role.DIRECTOR: 1,
    Role.COORDINATOR: 2,
    Role.LIAISON: 3,
    Role.ADMINISTRATOR: 4,
    Role.VIEWER: 5,
}


def person(number: int, role: Role) -> dict[str, object]:
    return {"person_id": number, "login": f"p{number}", "name": f"Person {number}", "role": role, "is_active": True}


def district_with_people(database: Database, code: str = "test-valley") -> int:
    """S1 in Lakeview, S2 in Garden, S3 in no cluster; the coordinator cares for Lakeview, the liaison for S1."""
    incoming = district_rows(schools=0)
    incoming.schools = [school_row(name) for name in ("S1", "S2", "S3")]
    incoming.school_years = [
        school_year_row("S1"),
        school_year_row("S2", cluster="Garden"),
        school_year_row("S3", cluster=None),
    ]
    incoming.people = [person(number, role) for role, number in PEOPLE.items()]
    incoming.coordinator_clusters = [
        {"person_id": 2, "cluster": "Lakeview", "from_date": date(2024, 8, 1), "until_date": None}
    ]
    incoming.liaison_schools = [{"person_id": 3, "school_id": "S1", "from_date": date(2024, 8, 1), "until_date": None}]
    return make_district(database, incoming, code)


def viewer(database: Database, district: int, role: Role) -> Viewer:
    with database.reading() as session:
        return queries.viewer(session, district, f"p{PEOPLE[role]}", TODAY)
