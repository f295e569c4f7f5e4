"""The cards below the first screen of the trends: their figures are those of the export, and of the rows."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from dashboards.state.district.data import kept_for_all
from dashboards.state.trends.section import SectionShown
from dashboards.state.trends.sections import SECTIONS
from dashboards.state.trends.visit import TrendsVisit
from data.trends_export import trends_csv
from models import queries
from models.database import Database, connect
from models.trends.quantities import Measure
from models.vocabulary import Attention, InvolvementType, Role
from models.wording import trends_equity as equity_words
from models.wording import trends_levels as levels_words
from models.wording import trends_programme as programme_words
from models.wording import trends_support as support_words
from models.wording.language import words_in
from tests.factories import SEPTEMBER, activity_row, district_rows, make_district, on_the_server, report_row
from tests.trends_page import TODAY, section, visit
from tests.visits import Held, decide

WORDS = words_in()
AS_OF = "2026-04-10"


@pytest.fixture(scope="module")
def database(any_sample: Callable[[], str]) -> Iterator[Database]:
    opened = connect(any_sample())
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def exported(database: Database) -> dict[str, list[dict[str, str]]]:
    """The export's rows by file, of the school year so far."""
    with database.reading() as session:
        files = trends_csv(session, 1, date(2025, 8, 1), date(2026, 3, 1))
    return {name: list(csv.DictReader(io.StringIO(text))) for name, text in files.items()}


def value(text: str) -> float:
    return float(text) if text else float("nan")


def cells_by_group(shown: SectionShown) -> dict[tuple[str, str], dict[str, Any]]:
    table = shown.part["tables"][0]
    return {
        (group["title"], row["name"]): dict(zip(table["columns"], row["cells"], strict=True)) | {"n": row["beside"]}
        for group in table["groups"]
        for row in group["rows"]
    }


def test_types_by_level_are_those_of_the_export(database: Database, exported: dict[str, Any]):
    (table,) = section(visit(database), "levels").part["tables"]
    shown = {
        (column, row["name"]): cell["beside"]
        for row in table["groups"][0]["rows"]
        for column, cell in zip(table["columns"], row["cells"], strict=True)
    }
    rows = [row for row in exported["types"] if row["kind"] == "coverage"]
    assert len(rows) == 6 * len(table["columns"])
    for row in rows:
        column = levels_words.level_name(WORDS, row["name"]) if row["scope"] == "level" else "All levels"
        held, reported = (int(text) for text in shown[(column, InvolvementType(int(row["type"])).label)].split(" of "))
        assert held == float(row["count"])
        assert held / reported == pytest.approx(float(row["share"]))


def test_each_schools_figure_is_that_of_its_reports(database: Database):
    (chart,) = section(visit(database, "?month=2026-03&cluster=Lakeview&figure=activities"), "levels").charts
    shown = chart.data["schools"].set_index("name")
    assert shown["is_on"].sum() == 11
    statement = """SELECT sum(activities) * 1.0 / sum(reported) FROM school_month m JOIN school s
        ON s.district_id = m.district_id AND s.school_id = m.school_id
        WHERE s.name = :name AND m.month BETWEEN '2025-08-01' AND '2026-03-01' AND m.expected = 1"""
    for name in ("Bramble Hill", "Harlan Creek", "Maple Fork"):
        assert shown.at[name, "value"] == pytest.approx(float(asked(database, statement, name=name)))
    for row in chart.table["rows"]:
        of_level = shown.loc[shown["level"].eq(chart.data["levels"].index(row[0])), "value"]
        assert row[1] == str(len(of_level))
        assert row[3] == f"{of_level.median():.1f}"


def test_schools_outside_the_limits_are_counted_and_named_from_a_to_z(database: Database):
    for chart in section(visit(database), "funnel").charts:
        names = [row[0] for row in chart.table["rows"]]
        assert names == sorted(names)
        assert chart.sentence.startswith(f"{len(names)} of {len(chart.data['points'])} schools lie outside")
        assert chart.data["points"]["is_own"].sum() == 0


def test_equity_shows_each_value_interval_and_ratio_of_the_export(database: Database, exported: dict[str, Any]):
    shown = cells_by_group(section(visit(database), "equity"))
    rows = [row for row in exported["equity"] if row["split"] != "concentration"]
    assert len(rows) == 5 * len(shown)
    for row in rows:
        title = equity_words.SPLITS[row["split"]]
        group = shown[(title, equity_words.group_name(WORDS, row["split"], row["group"]))]
        measure = Measure(row["measure"])
        cell = group[equity_words.COLUMNS[measure]]
        if row["hidden"] == "1":
            assert (cell["text"], cell["beside"], cell["span"]) == ("under 10", "", None)
            continue
        low, high = value(row["low"]), value(row["high"])
        assert cell["text"] == equity_words.value_text(WORDS, measure, value(row["value"]))
        assert cell["beside"] == equity_words.interval_text(WORDS, measure, low, high)
        apart = "above" if value(row["ratio_low"]) > 1 else "below" if value(row["ratio_high"]) < 1 else ""
        assert cell["mark"] == apart
        if row["measure"] == "on_time":
            assert group["n"].split()[0] == row["schools"]


def test_where_support_goes_is_the_index_of_the_export(database: Database, exported: dict[str, Any]):
    (chart,) = section(visit(database), "equity").charts
    shown = {row[0]: row for row in chart.table["rows"]}
    for row in exported["equity"]:
        if row["split"] != "concentration":
            continue
        _, schools, _, index = shown[WORDS.begun(equity_words.FULLEST[row["group"]])]
        assert schools == row["schools"]
        assert index.split()[0].replace("−", "-").lstrip("+") == f"{float(row['value']):.2f}"
    assert len(shown) == 3  # and by the need that the lists are made by


def test_support_says_the_effect_of_the_export_with_its_warning(database: Database, exported: dict[str, Any]):
    (row,) = exported["support"]
    shown = section(visit(database), "support")
    cells = {line["name"]: line["cells"][0] for line in shown.part["tables"][0]["groups"][0]["rows"]}
    assert row["shown"] == "1"
    effect, low, high, naive = (
        support_words.signed(WORDS, float(row[name])) for name in ("effect", "low", "high", "naive")
    )
    assert cells["Beside similar schools"]["text"] == effect
    assert cells["Beside similar schools"]["beside"] == f"{low} to {high}"
    assert cells["Before and after alone"]["text"] == naive
    assert "low figures rise by themselves" in shown.part["warning"]
    counts = (row[name] for name in ("episodes", "supported", "compared"))
    assert all(WORDS.number(int(count)) in shown.part["sentences"][1] for count in counts)


def test_in_the_first_year_support_is_not_judged(database: Database):
    shown = section(visit(database, "?month=2023-11&cluster=all"), "support")
    assert shown.part["sentences"][0].startswith("Too few schools were supported")
    assert "Beside similar schools" not in str(shown.part["tables"])


def asked(database: Database, statement: str, **values: Any) -> Any:
    """One figure, by a statement of its own."""
    with database.reading() as session:
        return session.execute(text(statement), {"day": AS_OF, **values}).scalar()


LATEST = """SELECT count(*) FROM report_state_change c WHERE c.district_id = 1 AND c.state = :state AND c.sequence = (
    SELECT max(x.sequence) FROM report_state_change x WHERE x.district_id = 1 AND x.school_id = c.school_id
    AND x.month = c.month AND x.changed_on <= :day)"""


def rows_of(shown: SectionShown, title: str) -> dict[str, list[str]]:
    (table,) = (one for one in shown.part["tables"] if one["title"] == title)
    return {row["name"]: [one["text"] for one in row["cells"]] for row in table["groups"][0]["rows"]}


def test_the_programmes_figures_are_those_of_the_rows(database: Database, exported: dict[str, Any]):
    page = visit(database)
    shown = section(page, "programme")
    care = rows_of(shown, "In whose care")
    total = [int(text) for at, text in enumerate(care.pop("All")) if at not in (1, 2)]
    each = [[int(text) for at, text in enumerate(row) if at not in (1, 2)] for row in care.values()]
    assert [sum(column) for column in zip(*each, strict=True)] == total
    waiting, extra, check_in, too_little, _, overdue, contacts = total
    assert waiting == asked(database, LATEST, state="submitted")
    assert overdue == len(page.board.attention[Attention.OVERDUE])
    tiers = page.board.schools["tier"].value_counts()
    assert [extra, check_in, too_little] == [tiers["extra_support"], tiers["check_in"], tiers["not_enough_data"]]
    lately = "SELECT count(*) FROM support_contact WHERE contacted_on <= :day AND contacted_on > :since"
    assert contacts == asked(database, lately, since="2026-03-11")
    returned = rows_of(shown, "Returned reports that are not mended")
    assert sum(int(row[0]) for row in returned.values()) == asked(database, LATEST, state="returned")
    plans = rows_of(shown, "Plan steps done of due")
    told = [[row["due"], row["done"], row["open"], row["unknown"]] for row in exported["programme"]]
    assert [row[1:] for row in plans.values()] == told


def test_sessions_decisions_and_the_roll_out_are_those_of_the_rows(database: Database):
    shown = section(visit(database), "programme")
    came = asked(database, """SELECT count(DISTINCT a.school_id) FROM development_attendance a
        JOIN development_session s ON s.district_id = a.district_id AND s.session_id = a.session_id
        JOIN school_month m ON m.district_id = a.district_id AND m.school_id = a.school_id
            AND m.month = '2026-03-01' AND m.expected = 1
        WHERE s.held_on >= '2025-08-01' AND s.held_on <= :day""")  # fmt: skip
    assert shown.part["sentences"][3].startswith(f"{came} schools of 85 had their teams")
    begun = asked(database, "SELECT count(*) FROM decision WHERE starts_on BETWEEN '2026-03-01' AND '2026-03-31'")
    assert sum(int(row[0]) for row in rows_of(shown, "Decided by hand in the month").values()) == begun
    (chart,) = shown.charts
    for step, name in programme_words.STEPS.items():
        reached = asked(database, """SELECT count(*) FROM programme_step_reached p
            JOIN school_month m ON m.district_id = p.district_id AND m.school_id = p.school_id
                AND m.month = '2026-03-01' AND m.expected = 1
            WHERE p.step = :step AND p.reached_on <= '2026-03-31'""", step=step.value)  # fmt: skip
        assert [row[1] for row in chart.table["rows"] if row[0] == name] == [str(reached)]


def test_who_only_looks_on_reads_no_coordinators_name(database: Database):
    page = visit(database)
    page.viewer = replace(page.viewer, role=Role.VIEWER)
    shown = section(page, "programme")
    with database.reading() as session:
        names = session.execute(text("SELECT name FROM person WHERE role = 'coordinator'")).scalars().all()
    assert names
    assert not [name for name in names if name in str(shown)]
    assert "Lakeview" in rows_of(shown, "In whose care")


def test_is_support_working_is_asked_of_the_whole_district_whatever_the_filters(database: Database):
    whole, one = (section(visit(database, f"?month=2026-03&cluster={name}"), "support") for name in ("all", "Lakeview"))
    assert whole.part["tables"] == one.part["tables"]
    assert [said for said in one.part["sentences"] if said not in whole.part["sentences"]] == [
        "This is asked of the whole district, whatever is chosen: of one cluster, level, tier or type it cannot be "
        "answered honestly."
    ]


def test_nothing_is_drawn_again_while_what_a_section_heeds_stays(database: Database):
    page = visit(database)
    before = {code: page.section_key(code) for code in SECTIONS}
    page.filters.figure = "activities"
    assert page.section_key("equity") == before["equity"]
    page.filters.month = "2026-02"
    assert page.section_key("equity") != before["equity"]


def test_one_school_with_one_report_is_told_so_and_what_nobody_logged_is_not_nought(sqlite_url: str):
    database = connect(sqlite_url)
    rows = district_rows(schools=1, months=(SEPTEMBER,), reports=[report_row()], activities=[activity_row("A1")])
    number = make_district(database, rows)
    page = TrendsVisit(database, on_the_server(number), "", WORDS, today=lambda: date(2024, 10, 20))
    said = {code: section(page, code) for code in SECTIONS}
    database.close()
    assert [code for code, shown in said.items() if shown.charts] == []
    nothing = "No school has sent two reports yet, so there is nothing to set beside others."
    assert said["levels"].part["sentences"] == [nothing]
    assert said["funnel"].part["sentences"] == [nothing]
    assert said["equity"].part["small"] == "September 2024, the whole district"
    assert said["equity"].part["sentences"] == [
        "Need is known of fewer than 8 schools, so only levels and clusters can be told apart."
    ]
    assert said["support"].part["sentences"] == ["No support contact was logged up to this day."]
    (care,) = said["programme"].part["tables"]
    assert [cell["text"] for cell in care["groups"][0]["rows"][-1]["cells"]] == [
        "1", "7 days", "0 · 0 · 0", "0", "0", "0", "–", "–", "–",
    ]  # fmt: skip


def test_a_card_is_worked_out_beside_the_event_loop_and_is_of_the_pages_own_moment(sample_district: Callable[[], str]):
    database, held = connect(sample_district()), Held()
    with database.reading() as session:
        viewer = queries.viewer(session, 1, "m.alvarez", TODAY)
    kept_for_all().clear()
    address = "?month=2026-03&cluster=all"
    page = TrendsVisit(database, viewer, address, WORDS, today=lambda: TODAY, background=held)
    shown: list[SectionShown] = []

    def failed(error: Exception) -> None:
        raise error

    page.prepare_section("equity", shown.append, failed)
    assert (shown, len(held.waiting)) == ([], 1)
    before = page.section_key("equity")
    decide(database)
    held.go_on()  # what was worked out is of a later moment than the page: the page is made anew first
    assert (shown, page.is_waiting) == ([], True)
    held.go_on()
    assert not page.is_waiting
    assert page.section_key("equity") != before
    page.prepare_section("equity", shown.append, failed)
    assert (len(shown), held.waiting) == (1, [])  # it was kept
    database.close()


@pytest.mark.parametrize("code", SECTIONS)
def test_a_year_without_monthly_reports_has_no_sections(sqlite_url: str, code: str):
    database = connect(sqlite_url)
    number = make_district(database, district_rows(months=()))
    page = TrendsVisit(database, on_the_server(number), "", WORDS, today=lambda: TODAY)
    assert page.section_key(code) == ()
    database.close()
