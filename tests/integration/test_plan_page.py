"""What the page of action plans counts is what the database holds, for each school."""

from datetime import date

import pytest
from sqlalchemy import text

from dashboards.state.plan.visit import PlanVisit
from models import queries
from models.database import Database
from models.permissions import Viewer

YEAR, DAY = "2025-26", date(2026, 4, 10)
STEPS = text(
    "SELECT COUNT(*), SUM(planned_month <= '2026-03-01'),"
    " SUM(planned_month <= '2026-03-01' AND done_month IS NOT NULL) FROM planned_activity"
    " WHERE school_id = :school AND school_year = :year"
)
BY_TYPE = text(
    "SELECT involvement_type, COUNT(*) FROM planned_activity WHERE school_id = :school AND school_year = :year"
    " AND involvement_type IS NOT NULL GROUP BY 1"
)
OTHERS = text(
    "SELECT s.involvement_type, COUNT(*) FROM planned_activity s"
    " JOIN action_plan p ON p.school_id = s.school_id AND p.school_year = s.school_year AND p.state <> 'draft'"
    " JOIN school_in_year y ON y.school_id = s.school_id AND y.school_year = s.school_year"
    " WHERE s.school_year = :year AND y.level = :level GROUP BY 1"
)
PLANS = text(
    "SELECT COUNT(DISTINCT s.school_id) FROM planned_activity s"
    " JOIN action_plan p ON p.school_id = s.school_id AND p.school_year = s.school_year AND p.state <> 'draft'"
    " JOIN school_in_year y ON y.school_id = s.school_id AND y.school_year = s.school_year"
    " WHERE s.school_year = :year AND y.level = :level"
)


@pytest.fixture(scope="module")
def director(sample_looked_at: Database) -> Viewer:
    with sample_looked_at.reading() as session:
        return queries.viewer(session, 1, "m.alvarez", DAY)


def test_every_plan_counts_as_the_database_does(sample_looked_at: Database, director: Viewer):
    visit = PlanVisit(sample_looked_at, director, "", today=lambda: DAY)
    first = visit.part()
    assert first is not None
    assert len(first["schools"]) == 86
    for school in first["schools"]:
        visit.choose(school["id"], YEAR)
        part, said = visit.part(), {"school": school["id"], "year": YEAR}
        assert part is not None
        with sample_looked_at.reading() as session:
            steps, due, done = session.execute(STEPS, said).one()
            by_type = dict(session.execute(BY_TYPE, said).all())
        rows = [row for group in part["groups"] for row in group["rows"]]
        assert len(rows) == steps
        assert {line["type"]: line["own"] for line in part["types"] if line["own"]} == by_type
        if due:
            assert f"{done} of {due} step" in visit.answer()


def test_plans_of_a_level_are_counted_as_the_database_does(sample_looked_at: Database, director: Viewer):
    visit = PlanVisit(sample_looked_at, director, "", today=lambda: DAY, asked="?school=4-012")
    part, said = visit.part(), {"year": YEAR, "level": "middle"}
    assert part is not None
    with sample_looked_at.reading() as session:
        plans = session.scalar(PLANS, said)
        steps = dict(session.execute(OTHERS, said).all())
    assert {line["type"]: line["usual"] for line in part["types"]} == {
        kind: round(steps.get(kind, 0) / plans, 1) for kind in range(1, 7)
    }
