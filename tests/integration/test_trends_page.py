"""The trends page on a real database: its figures are those of the rows, and its numbers agree with each other."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from dashboards.state.trends.visit import TrendsVisit
from data.trends_export import trends_csv
from models.database import Database, connect
from models.errors import NotAllowedError
from models.trends.quantities import Measure
from models.wording.language import words_in
from tests.factories import district_rows, make_district, on_the_server
from tests.trends_page import TODAY, visit
from tests.visits import rename

DIRECTOR, LIAISON = "m.alvarez", "c.eriksen33"
AS_OF = "2026-04-10"


@pytest.fixture(scope="module")
def database(any_sample: Callable[[], str]) -> Iterator[Database]:
    opened = connect(any_sample())
    yield opened
    opened.close()


def told(database: Database, what: str, month: str = "2026-03-01", cluster: str | None = None) -> Any:
    """One figure of the reports in force on the as-of date, by a statement of its own."""
    of_cluster = "" if cluster is None else " AND y.cluster = :cluster"
    statement = f"""
        SELECT {what} FROM report_revision r
        JOIN school_in_year y ON y.district_id = r.district_id AND y.school_id = r.school_id
             AND y.school_year = '2025-26'
        LEFT JOIN activity a ON a.district_id = r.district_id AND a.school_id = r.school_id AND a.month = r.month
             AND a.revision = r.revision AND NOT a.is_cancelled
        WHERE r.month = :month{of_cluster} AND r.revision = (
            SELECT max(x.revision) FROM report_revision x WHERE x.district_id = r.district_id
            AND x.school_id = r.school_id AND x.month = r.month AND x.submitted_date <= :as_of)"""
    with database.reading() as session:
        return session.execute(text(statement), {"month": month, "as_of": AS_OF, "cluster": cluster}).scalar()


def tile(shown: TrendsVisit, measure: Measure) -> dict[str, Any]:
    tiles = {one["figure"]: one for one in shown.trends().part["tiles"]}
    return dict(tiles[measure.value])


def families_of(kind: str = "") -> str:
    """Families at activities that count them, of one involvement type or all."""
    of_type = f"AND a.involvement_type = {kind}" if kind else ""
    return f"""coalesce(sum(CASE WHEN (a.counting_method IS NULL OR a.counting_method NOT IN ('views', 'tickets'))
        {of_type} THEN a.families_attended END), 0)"""


def number(words: str) -> float:
    return float(words.replace(",", "").replace("−", "-"))


@pytest.mark.parametrize("cluster", [None, "Lakeview"])
def test_the_tiles_say_what_the_rows_of_that_day_hold(database: Database, cluster: str | None):
    page = visit(database, f"?month=2026-03&cluster={cluster or 'all'}")
    assert number(tile(page, Measure.ACTIVITIES)["value"]) == told(database, "count(a.activity_id)", cluster=cluster)
    assert number(tile(page, Measure.FAMILIES)["value"]) == told(database, families_of(), cluster=cluster)
    reports = told(database, "count(DISTINCT r.school_id)", cluster=cluster)
    assert tile(page, Measure.FAMILIES)["beside"].startswith(f"{reports} of ")


def test_chart_change_and_clusters_agree_with_the_tile(database: Database):
    page = visit(database)
    families, shown = tile(page, Measure.FAMILIES), page.trends()
    assert shown.chart is not None
    assert shown.part["change"] is not None
    assert shown.part["heat"] is not None
    assert shown.chart.frame["value"].iloc[-1] == number(families["value"])
    rows = shown.part["change"]["rows"]
    assert rows[-1]["text"] == families["value"]
    first, *parts, second = (number(row["text"]) for row in rows)
    assert abs(first + sum(parts) - second) <= len(parts)  # each part is rounded as it is shown
    assert second - first == number(families["change"])
    last = [row["cells"][-1]["text"] for row in shown.part["heat"]["rows"]]
    assert sum(map(number, filter(None, last))) == number(families["value"])
    assert shown.chart.table["rows"][0][1] == families["value"]


def test_a_cluster_shows_its_schools_and_they_add_up_to_it(database: Database):
    shown = visit(database, "?month=2026-03&cluster=Lakeview").trends()
    heat = shown.part["heat"]
    assert heat is not None
    assert heat["of"] == "School"
    assert len(heat["rows"]) == 11
    assert all(row["address"].startswith("school?") for row in heat["rows"])
    cells = [row["cells"][-1]["text"] for row in heat["rows"]]
    assert sum(number(cell) for cell in cells if cell and cell != "–") == number(shown.part["tiles"][2]["value"])


def test_tiers_are_those_of_the_list_and_types_are_shares_of_a_month(database: Database):
    page = visit(database)
    shown = page.trends().part
    on_list = page.board.schools["tier"].value_counts()
    assert {one["code"]: int(one["count"]) for one in shown["tiers"]} == {
        tier: int(on_list.get(tier, 0)) for tier in (one["code"] for one in shown["tiers"])
    }
    assert shown["types"] is not None
    for month in range(len(shown["types"]["months"])):
        assert sum(one["shares"][month] or 0 for one in shown["types"]["types"]) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("measure", Measure)
def test_every_figure_can_be_looked_at(database: Database, measure: Measure):
    shown = visit(database, f"?month=2026-03&cluster=all&figure={measure.value}").trends()
    assert shown.chart is not None
    assert all([shown.chart.title, shown.chart.sentence, shown.answer])
    assert [one["figure"] for one in shown.part["tiles"] if one["is_on"]] == [measure.value]


def test_the_first_year_says_that_there_is_nothing_to_compare_with(database: Database):
    shown = visit(database, "?month=2023-11&cluster=all").trends()
    assert shown.part["change"] is None
    assert "the year before is not kept" in shown.beside
    assert {one["since"] for one in shown.part["tiles"]} == {"no year before"}


def test_the_month_before_is_compared_with_where_somebody_asks_for_it(database: Database):
    page = visit(database)
    page.compare("month")
    assert "compare=month" in page.filters.address()
    for measure in (Measure.ACTIVITIES, Measure.FAMILIES):
        now = tile(page, measure)
        page.filters.figure = measure.value
        chart = page.trends().chart
        assert chart is not None
        assert number(now["change"]) == number(now["value"]) - chart.frame["value"].iloc[-2]  # as known by now
        assert now["since"] == "on Feb 2026"
    change = page.trends().part["change"]
    assert change is not None
    assert change["periods"] == "February 2026 to March 2026"
    assert change["rows"][-1]["text"] == tile(page, Measure.FAMILIES)["value"]


def test_two_free_periods_are_those_of_the_export(database: Database):
    page = visit(database)
    page.compare("periods")
    assert page.filters.compare == "2024-08_2025-03_2025-08_2026-03"
    with database.reading() as session:
        files = trends_csv(session, 1, date(2025, 8, 1), date(2026, 3, 1))
    rows = [row for row in csv.DictReader(io.StringIO(files["explain"])) if row["period"] == "range"]
    told_ = {(row["measure"], row["part"]): float(row["value"]) for row in rows}
    shown = tile(page, Measure.ACTIVITIES)
    assert number(shown["value"]) == told_["activities", "second"]
    assert number(shown["change"]) == told_["activities", "second"] - told_["activities", "first"]
    response = tile(page, Measure.RESPONSE)
    assert response["value"] == f"{told_['response', 'second']:.0f} %"
    page.filters.figure = "activities"
    change = page.trends().part["change"]
    assert change is not None
    assert [number(change["rows"][at]["text"]) for at in (0, -1)] == [
        told_["activities", "first"],
        told_["activities", "second"],
    ]
    page.compare("2025-11_2025-08_2025-09_2025-09")  # a period that was chosen backwards is turned round
    assert page.filters.compare == "2025-08_2025-11_2025-09_2025-09"
    page.filters.month = "2025-09"  # October and November are not known yet
    ends = page.trends().part["compared"]
    assert ends is not None
    assert list(ends["ends"]) == ["2025-08", "2025-09", "2025-09", "2025-09"]


def test_a_months_place_in_the_districts_own_history_is_of_the_whole_district_only(database: Database):
    assert tile(visit(database), Measure.FAMILIES)["usual"].startswith(
        ("usually", "below the usual", "above the usual")
    )
    assert tile(visit(database, "?month=2026-03&cluster=Lakeview"), Measure.FAMILIES)["usual"] == ""
    assert tile(visit(database, "?month=2024-11&cluster=all"), Measure.FAMILIES)["usual"] == ""  # too few months so far
    assert tile(visit(database, "?month=2026-01&cluster=all"), Measure.ACTIVITIES)["usual"].startswith(
        "below the usual"
    )


def test_the_schools_of_a_tier_can_be_followed_through_their_months(database: Database):
    page = visit(database, "?month=2026-03&cluster=all&tiers=extra_support")
    shown = page.trends()
    tiers = {one["code"]: int(one["count"]) for one in shown.part["tiers"]}
    assert sum(tiers.values()) == tiers["extra_support"] == shown.counts["extra_support"]
    assert shown.showing == f"About {tiers['extra_support']} schools"
    assert sum(shown.counts.values()) > tiers["extra_support"]
    ids = page.board.schools.index[page.board.schools["tier"].eq("extra_support")]
    named = ", ".join(f"'{school}'" for school in ids)
    held = told(database, f"count(CASE WHEN r.school_id IN ({named}) THEN a.activity_id END)")
    assert number(tile(page, Measure.ACTIVITIES)["value"]) == held


@pytest.mark.parametrize("kind", ["2", "5"])
def test_one_involvement_type_counts_its_own_activities_families_and_answers(database: Database, kind: str):
    page = visit(database, f"?month=2026-03&cluster=all&type={kind}")
    of_kind = f"count(CASE WHEN a.involvement_type = {kind} THEN 1 END)"
    assert number(tile(page, Measure.ACTIVITIES)["value"]) == told(database, of_kind)
    assert number(tile(page, Measure.FAMILIES)["value"]) == told(database, families_of(kind))
    whole = visit(database)
    for measure in (Measure.ON_TIME, Measure.CONTACTS):
        assert tile(page, measure)["value"] == tile(whole, measure)["value"]
    assert page.trends().part["types"] == whole.trends().part["types"]
    assert "only; reports on time and support contacts have no type." in page.trends().beside


def test_the_types_add_up_to_all_activities(database: Database):
    by_type = [visit(database, f"?month=2026-03&cluster=all&type={kind}") for kind in range(1, 7)]
    for measure in (Measure.ACTIVITIES, Measure.FAMILIES):
        parts = [number(tile(page, measure)["value"]) for page in by_type]
        assert sum(parts) == number(tile(visit(database), measure)["value"])
    asked = [number(tile(page, Measure.RESPONSE)["beside"].split()[1]) for page in by_type]
    assert sum(asked) == number(tile(visit(database), Measure.RESPONSE)["beside"].split()[1])


def test_a_liaison_sees_no_trends_of_others(database: Database):
    with pytest.raises(NotAllowedError, match="your own school has a page of its own"):
        visit(database, "", LIAISON).trends()


def test_a_year_without_monthly_reports_is_said(sqlite_url: str):
    database = connect(sqlite_url)
    number = make_district(database, district_rows(months=()))
    shown = TrendsVisit(database, on_the_server(number), "", words_in(), today=lambda: TODAY).trends()
    database.close()
    assert shown.answer == "No monthly reports in 2024-25."
    assert (shown.chart, shown.part["heat"], list(shown.part["tiles"])) == (None, None, [])


def test_who_goes_back_is_shown_what_they_saw_until_somebody_writes(sample_district: Callable[[], str]):
    opened = connect(sample_district())
    page = visit(opened, "?month=2026-03&cluster=all")
    before = page.trends()
    page.filters.cluster = "Lakeview"
    assert page.trends().part != before.part
    page.filters.cluster = ""
    assert page.trends() is before
    rename(opened, "Renamed Meadow")
    page.filters.cluster = "Lakeview"
    page.filters.cluster = ""
    assert page.trends() is not before
    assert page.trends().part == before.part
    opened.close()
