"""Tiles and cards of the trends follow every filter: their sums are those of exactly the schools that are chosen."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboards.state.trends.sections import SECTIONS
from models import queries
from models.actions.rules import save_rule_set
from models.database import Database, connect
from models.support_need.rule_set import DEFAULT_RULES
from models.vocabulary import InvolvementType
from models.wording.language import words_in
from tests.trends_page import TODAY, section, visit
from tests.visits import AT

WORDS = words_in()
AS_OF = "2026-04-10"
LAKEVIEWS_ELEMENTARY = "?month=2026-03&cluster=Lakeview&level=elementary"
OF_THESE = "y.cluster = 'Lakeview' AND y.level = 'elementary'"


@pytest.fixture(scope="module")
def database(sample_looked_at: Database) -> Database:
    return sample_looked_at


def row(database: Database, statement: str) -> tuple[Any, ...]:
    with closing(sqlite3.connect(str(database.url.database))) as connection:
        (only,) = connection.execute(statement).fetchall()
    return tuple(only)


def in_force(what: str, which: str, months: str = "= '2026-03-01'") -> str:
    """A statement about the reports in force on the as-of date and their activities."""
    return f"""SELECT {what} FROM school_month m
        JOIN school_in_year y ON y.school_id = m.school_id AND y.school_year = '2025-26'
        LEFT JOIN report_revision r ON r.school_id = m.school_id AND r.month = m.month AND r.revision = (
            SELECT max(x.revision) FROM report_revision x WHERE x.school_id = m.school_id AND x.month = m.month
            AND x.submitted_date <= '{AS_OF}')
        LEFT JOIN activity a ON a.school_id = r.school_id AND a.month = r.month AND a.revision = r.revision
            AND NOT a.is_cancelled
        WHERE m.expected = 1 AND m.month {months} AND {which}"""


RANGE = "BETWEEN '2025-08-01' AND '2026-03-01'"


def number(text: str) -> float:
    return float(text.replace(",", ""))


def test_tiles_and_their_line_are_of_exactly_the_schools_that_are_chosen(database: Database):
    page = visit(database, LAKEVIEWS_ELEMENTARY + "&type=2&tiers=steady,check_in")
    tiers = page.board.schools["tier"]
    steady = ", ".join(f"'{school}'" for school in tiers.index[tiers.isin(["steady", "check_in"])])
    families = """coalesce(sum(CASE WHEN a.involvement_type = 2 AND (a.counting_method IS NULL
        OR a.counting_method NOT IN ('views', 'tickets')) THEN a.families_attended END), 0)"""
    expected, received, held, came = row(
        database,
        in_force(
            f"count(DISTINCT m.school_id), count(DISTINCT r.school_id), sum(a.involvement_type = 2), {families}",
            f"{OF_THESE} AND m.school_id IN ({steady})",
        ),
    )
    shown = page.trends()
    tiles = {one["figure"]: one for one in shown.part["tiles"]}
    assert (number(tiles["activities"]["value"]), number(tiles["families"]["value"])) == (held, came)
    assert tiles["activities"]["beside"] == f"{received} of {expected} in"
    assert shown.beside == (
        f"March 2026 beside March 2025, {expected} elementary schools of Lakeview (support tier: Check in, Steady). "
        "Activities, families, reach and answers are of Communicating only; reports on time and support contacts have "
        "no type."
    )


def test_types_by_level_are_counted_among_the_chosen_schools(database: Database):
    shown = section(visit(database, LAKEVIEWS_ELEMENTARY), "levels")
    assert shown.part["small"].startswith("August 2025 to March 2026, ")
    (table,) = shown.part["tables"]
    assert table["columns"] == ["All levels", "Elementary"]
    cells = {line["name"]: [cell["beside"] for cell in line["cells"]] for line in table["groups"][0]["rows"]}
    for kind in InvolvementType:
        with_it = f"count(DISTINCT CASE WHEN a.involvement_type = {kind.value} THEN m.school_id END)"
        held, reported = row(database, in_force(f"{with_it}, count(DISTINCT r.school_id)", OF_THESE, RANGE))
        assert cells[kind.label] == [f"{held} of {reported}"] * 2
    (chart,) = shown.charts
    assert chart.data["levels"] == ["Elementary"], "all clusters, the chosen one on top"
    assert chart.data["schools"]["is_on"].sum() < len(chart.data["schools"])


def test_groups_of_equity_are_groups_of_the_chosen_schools(database: Database):
    shown = section(visit(database, "?month=2026-03&cluster=all&level=elementary&type=2"), "equity")
    (table,) = shown.part["tables"]
    groups = {group["title"]: group["rows"] for group in table["groups"]}
    assert "By school level" not in groups, "they are one"
    at = table["columns"].index("Activities a report")
    for line in groups["By cluster"]:
        which = f"y.cluster = '{line['name']}' AND y.level = 'elementary'"
        what = "sum(a.involvement_type = 2) * 1.0 / count(DISTINCT m.school_id || r.month), count(DISTINCT m.school_id)"
        rate, schools = row(database, in_force(what, which, RANGE))
        assert line["beside"].split()[0] == str(schools)
        assert number(line["cells"][at]["text"]) == pytest.approx(rate, abs=0.051)
    assert "Of activities, only those of Communicating are counted." in shown.part["sentences"]


def test_the_programmes_counts_are_of_the_chosen_schools(database: Database):
    shown = section(visit(database, LAKEVIEWS_ELEMENTARY + "&type=2"), "programme")
    (waiting,) = row(database, f"""SELECT count(*) FROM report_state_change c
        JOIN school_in_year y ON y.school_id = c.school_id AND y.school_year = '2025-26'
        WHERE c.state = 'submitted' AND {OF_THESE} AND c.sequence = (SELECT max(x.sequence) FROM report_state_change x
            WHERE x.school_id = c.school_id AND x.month = c.month AND x.changed_on <= '{AS_OF}')""")  # fmt: skip
    (due,) = row(database, f"""SELECT count(*) FROM planned_activity p
        JOIN school_in_year y ON y.school_id = p.school_id AND y.school_year = p.school_year
        JOIN school_month m ON m.school_id = p.school_id AND m.month = '2026-03-01' AND m.expected = 1
        WHERE p.school_year = '2025-26' AND p.planned_month <= '2026-03-01' AND {OF_THESE}""")  # fmt: skip
    tables = {table["title"]: table["groups"][0]["rows"] for table in shown.part["tables"]}
    assert tables["In whose care"][-1]["cells"][0]["text"] == str(waiting)
    assert tables["Plan steps done of due"][-1]["cells"][1]["text"] == str(due)
    assert shown.part["sentences"][-1] == "None of this has a type of involvement."


def test_where_no_school_is_chosen_every_card_says_so_and_a_file_can_be_made(database: Database):
    page = visit(database, "?month=2026-03&cluster=all&tiers=none")
    said = {code: section(page, code).part["sentences"] for code in SECTIONS}
    assert {code for code, told in said.items() if told == ["No school fits these filters."]} == {*SECTIONS} - {
        "support"
    }
    frames, _ = page.tables("Alder Valley")
    assert "support" in frames
    assert "care" not in frames


def test_cards_of_a_tier_follow_rules_that_are_saved_meanwhile(sample_district: Callable[[], str]):
    database = connect(sample_district())
    page = visit(database, "?month=2026-03&cluster=all&tiers=extra_support")
    small = section(page, "levels").part["small"]
    rules = replace(DEFAULT_RULES, name="Fewer visits", visits=4)
    with database.writing() as session:
        director = queries.viewer(session, 1, "m.alvarez", TODAY)
        save_rule_set(session, director, rules, note="Agreed.", in_force_from=date(2026, 4, 10), at=AT)
    page.reload()
    listed = int(page.board.schools["tier"].eq("extra_support").sum())
    now = section(page, "levels").part["small"]
    database.close()
    assert now != small
    assert f", {listed} schools (support tier: Extra support)" in now
