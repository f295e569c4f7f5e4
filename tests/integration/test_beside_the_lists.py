"""What stands beside the sample's lists: chance visits, what changed since the last list, the district's own month."""

from datetime import date

import pandas as pd
import pytest
from sqlalchemy import text

from dashboards.state.district.data import DistrictData
from dashboards.state.triage.export_frame import triage_frame
from dashboards.state.visit import Visit
from models import queries
from models.database import Database
from models.permissions import Viewer
from models.support_need.list_checks import also_visit
from tests.visits import district_of

JANUARY, MARCH = pd.Timestamp("2026-01-01"), pd.Timestamp("2026-03-01")


@pytest.fixture(scope="module")
def database(sample_looked_at: Database) -> Database:
    return sample_looked_at


@pytest.fixture(scope="module")
def sample(database: Database) -> DistrictData:
    return district_of(database)


def viewer(database: Database, login: str) -> Viewer:
    with database.reading() as session:
        return queries.viewer(session, 1, login, date(2026, 4, 10))


def shown(database: Database, login: str, address: str = ""):
    return Visit(database, viewer(database, login), address).screen


# ---------------------------------------------------------------- also visit
def test_of_room_for_thirteen_visits_two_are_kept_for_schools_on_no_list(sample: DistrictData):
    march = sample.assessments("2025-26")[MARCH]
    drawn = also_visit(march, "alder")
    assert march.visits == 13
    assert len(drawn) == 2
    assert set(march.schools.loc[sorted(drawn), "tier"]) <= {"one_thing", "steady"}


def test_everybody_draws_the_same_and_each_month_and_district_draws_anew(sample: DistrictData):
    year = sample.assessments("2025-26")
    assert also_visit(year[MARCH], "alder") == also_visit(year[MARCH], "alder")
    drawn = {also_visit(one, code) for one in year.values() for code in ("alder", "elsewhere")}
    assert len(drawn) == 16


def test_over_the_months_chance_falls_on_many_schools(sample: DistrictData):
    year = sample.assessments("2025-26")
    drawn = [school for one in year.values() for number in range(50) for school in also_visit(one, str(number))]
    assert len(drawn) == 8 * 50 * 2
    assert max(drawn.count(school) for school in set(drawn)) < 40  # about 14 each, were chance perfectly even


def test_a_drawn_school_says_so_in_its_row_and_its_detail(database: Database):
    visit = Visit(database, viewer(database, "m.alvarez"), "?month=2026-03&cluster=all")
    drawn = [school_id for school_id, row in visit.screen.shown_board.rows.items() if row["drawn"]]
    assert len(drawn) == 2
    assert visit.why(drawn[0])["drawn"] == "also visit: drawn by chance, to check the list"


# ---------------------------------------------------------------- since the last list
def test_who_is_new_and_who_left_is_told_within_the_own_filter(database: Database):
    news = shown(database, "r.okafor").news
    assert news["head"] == "Since February's list:"
    assert [(group["text"], [one["name"] for one in group["schools"]]) for group in news["groups"]] == [
        ("1 new on Extra support", ["Harlan Creek"])
    ]
    assert news["groups"][0]["schools"][0]["why"] == "from Check in: fewer plan steps done"


def test_the_director_is_told_of_the_whole_district(database: Database):
    now = shown(database, "m.alvarez", "?cluster=all")
    assert [group["text"] for group in now.news["groups"]] == [
        "2 new on Extra support",
        "5 new on Check in",
        "1 now without enough data",
        "4 now with one thing to raise",
        "7 now steady",
    ]


def test_the_first_list_of_a_year_has_none_before_it(database: Database):
    news = shown(database, "m.alvarez", "?cluster=all&month=2025-08").news
    assert (news["head"], news["none"], news["groups"]) == ("", "", [])


def test_a_school_says_where_it_stood_and_what_moved_most(database: Database):
    visit = Visit(database, viewer(database, "m.alvarez"), "?month=2026-03&cluster=all")
    since = {school_id: visit.why(school_id)["since"] for school_id in ("4-017", "1-017", "4-002")}
    assert since == {
        "4-017": "Check in last month, Extra support now. What moved most: fewer plan steps done, fewer activities.",
        "1-017": "Extra support last month, Steady now. What moved most: more plan steps done, more parent answers.",
        "4-002": "Steady last month too.",
    }


# ---------------------------------------------------------------- past lists, and the district
def test_the_office_sees_how_past_lists_did_and_a_liaison_does_not(database: Database):
    assert (
        "Past lists:",
        "of 25 visits to schools on a list 15 found the need, 6 in part; "
        "of 4 visits to other schools none found a need",
    ) in shown(database, "r.okafor").stamp
    assert "Past lists:" not in dict(shown(database, "u.rossi54").stamp)


def test_a_month_of_snow_shows_in_the_districts_line(database: Database):
    """Nobody's tier tells of it: every school is compared with schools that had the same snow."""
    statement = text(
        """
        WITH known AS (
            SELECT * FROM monthly_report
            WHERE month = :month AND last_submitted_date <= :as_of AND state IN ('submitted', 'returned', 'accepted')
        )
        SELECT 1.0 * count(*) / (SELECT count(*) FROM known)
        FROM activity JOIN known USING (district_id, school_id, month, revision) WHERE NOT is_cancelled
        """
    )
    with database.reading() as session:
        january, before = (
            session.scalar(statement, {"month": month, "as_of": "2026-02-10"}) for month in ("2026-01-01", "2025-01-01")
        )
        cancelled = session.scalar(
            text("SELECT count(*) FROM activity WHERE month = '2026-01-01' AND cancelled_reason LIKE 'Snow%'")
        )
    assert january < 0.7 * before
    own = shown(database, "r.okafor", "?month=2026-01")
    assert own.news["district"] == (
        f"District: {january:.1f} activities a report ({before:.1f} in January 2025); 73 of 85 reported"
    )
    whole = shown(database, "m.alvarez", "?month=2026-01&cluster=all")
    assert whole.news["district"] == ""
    assert whole.answer == (
        f"73 of 85 January reports are in, 7 of them late; {january:.1f} activities a report ({before:.1f} in January "
        f'2025). {cancelled} of 93 activities were cancelled, all for the same reason: "Snow: schools were closed".'
    )


def test_what_a_row_says_beside_its_reasons_is_in_the_file_people_take_away(database: Database):
    screen = shown(database, "m.alvarez", "?cluster=all")
    also = triage_frame(screen, {}).set_index("school")["also"]
    assert also["Harlan Creek"] == "Liaison changed, until 29 May"
    assert also.eq("also visit: drawn by chance, to check the list").sum() == 2
