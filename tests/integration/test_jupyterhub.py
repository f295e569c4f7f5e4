"""The deploy guide's role for notebooks reads a real PostgreSQL database, and cannot write."""

import re

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from data import open_district
from models.database import connect
from models.settings import ROOT
from tests.factories import district_rows, make_district, report_row

GUIDE = (ROOT / "dashboards/deploy/jupyterhub.md").read_text(encoding="utf-8")
ROLE = "partnership_reader"


def test_the_role_of_the_guide_reads_every_frame_and_writes_nothing_not_even_when_it_tries(postgresql_url: str):
    statements = re.findall(r"```sql\n(.*?)```", GUIDE, re.DOTALL)[0]
    owner = connect(postgresql_url)
    make_district(owner, district_rows(schools=2, reports=[report_row("S1")]))
    with owner.writing() as session:
        session.execute(text(statements))
        session.execute(text("CREATE TABLE of_a_later_version (number int)"))
    reader = connect(re.sub(r"//[^@]*@", f"//{ROLE}:choose-your-own@", postgresql_url))
    district = open_district(reader)
    assert (len(district.schools), int(district.reports["reported"].sum())) == (2, 1)
    for statement in ("DELETE FROM school", "CREATE TABLE mine (number int)", "DROP TABLE of_a_later_version"):
        with reader.reading() as session:
            session.rollback()
            session.execute(text("SET TRANSACTION READ WRITE"))
            with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
                session.execute(text(statement))
            session.rollback()
    with reader.reading() as session:
        assert session.execute(text("SELECT count(*) FROM of_a_later_version")).scalar() == 0
    reader.close()
    with owner.writing() as session:
        session.execute(text(f"DROP OWNED BY {ROLE}"))
        session.execute(text(f"DROP ROLE {ROLE}"))
    owner.close()
