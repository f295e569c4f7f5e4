"""What a page shows, says and gives away is of one moment, whatever others write, restore or take away meanwhile."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, delete, event, insert, select, update

from dashboards.pages.triage import Triage
from dashboards.shell.who import Visitor
from dashboards.state.district.data import district_now, kept_for_all
from dashboards.state.filters import ALL
from dashboards.state.triage.export_frame import about
from dashboards.state.visit import Visit
from models import queries
from models.actions.decisions import add_decision
from models.actions.rules import save_rule_set
from models.database import Database, connect
from models.errors import DatabaseUnavailableError, NotAllowedError
from models.permissions import administrator_on_the_server
from models.recording.incoming import IncomingRows
from models.recording.record import receipts, record
from models.recording.undo import undo
from models.support_need.rule_set import RuleSet
from models.tables import Base, LiaisonSchool, Person
from models.tables.topics import TOPIC_OF_TABLE
from models.vocabulary import DecisionKind, Topic
from models.wording.language import words_in
from tests.factories import activity_row, report_row, school_row, school_year_row

AS_OF = date(2026, 4, 10)
AT = datetime(2026, 4, 12, 15, 0, tzinfo=UTC)
MARCH, SCHOOL = date(2026, 3, 1), "4-012"
KEPT_ABOUT_WRITES = {
    "alembic_version", "audit_line", "district", "import_change", "import_receipt", "month_version", "topic_version",
}  # fmt: skip


@pytest.fixture
def office(any_sample: Callable[[], str]) -> Iterator[Database]:
    kept_for_all().clear()
    database = connect(any_sample())
    yield database
    database.close()


def visit_of(database: Database, login: str = "m.alvarez", address: str = "") -> Visit:
    with database.reading() as session:
        return Visit(database, queries.viewer(session, 1, login, AS_OF), address, today=lambda: AS_OF)


def bring(database: Database, **rows: Any) -> None:
    """Import rows of the sample's district."""
    with database.writing() as session:
        record(session, administrator_on_the_server("Ana", 1), IncomingRows(**rows), at=AT)


def rename(database: Database, name: str) -> None:
    """Import the school again, under another name."""
    bring(database, schools=[school_row(SCHOOL, name=name, opened_on=date(1990, 8, 1))])


def decide(database: Database, login: str = "m.alvarez", school_id: str = SCHOOL) -> None:
    with database.writing() as session:
        add_decision(
            session, queries.viewer(session, 1, login, AS_OF), school_id, DecisionKind.JUDGEMENT, puts_on_list=True,
            starts_on=AS_OF, ends_on=date(2026, 6, 10), note="Two members left.", at=AT,
        )  # fmt: skip


def name_shown(visit: Visit) -> str:
    return str(visit.board.schools.at[SCHOOL, "name"])


# ---------------------------------------------------------------- one moment
@pytest.mark.parametrize("is_kept", [True, False])
def test_what_if_on_a_page_from_before_an_import_is_all_of_one_moment(office: Database, is_kept: bool):
    page = visit_of(office)
    turned = {"similar_need": not page.board.assessment.rules.similar_need}
    before = visit_of(office).what_if(turned, is_moving=False)
    if not is_kept:
        kept_for_all().clear()
    bring(
        office,
        schools=[school_row("9-999", opened_on=date(1990, 8, 1))],
        school_years=[school_year_row("9-999", school_year="2025-26")],
        reports=[report_row("9-999", MARCH, submitted_date=date(2026, 4, 2))],
    )
    effect = page.what_if(turned, is_moving=False)
    after = visit_of(office).what_if(turned, is_moving=False)
    assert effect != before or is_kept
    # As long as everything is kept the page answers from what it shows; else it is made anew before it answers.
    assert effect == (before if is_kept else after)
    assert ("9-999" in page.board.assessment.index) is not is_kept


def test_a_school_opened_after_a_write_is_read_with_the_list_beside_it(office: Database):
    page = visit_of(office)
    rename(office, "Renamed")
    page.filters.school = SCHOOL
    assert name_shown(page) == page.why(SCHOOL)["name"] == "Renamed"


def test_a_cold_school_and_its_list_are_read_in_one_session(office: Database):
    page = visit_of(office)
    page.param.watch(lambda change: [page.why(SCHOOL), page.record(SCHOOL), page.months(SCHOOL)], "screen")
    began: list[int] = []

    @event.listens_for(office.read_engine, "begin")
    def count(connection: object) -> None:
        began.append(1)

    page.filters.school = SCHOOL
    assert len(began) == 1


def test_all_a_page_shows_of_a_cold_school_is_read_in_one_session(office: Database):
    with office.reading() as session:
        viewer = queries.viewer(session, 1, "m.alvarez", AS_OF)
    page = Triage(office, Visitor(viewer, words_in(), "Alder Valley Schools", "alder-valley", (), ""), "")
    began: list[int] = []

    @event.listens_for(office.read_engine, "begin")
    def count(connection: object) -> None:
        began.append(1)

    page.visit.filters.school = SCHOOL
    assert len(began) == 1


# ---------------------------------------------------------------- a write costs what it changes
def tables_read(engine: Engine, act: Callable[[], object]) -> set[str]:
    """The tables that statements named while something was done."""
    seen: set[str] = set()

    @event.listens_for(engine, "before_cursor_execute")
    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        seen.update(name for name in Base.metadata.tables if f" {name}" in statement.replace("\n", " "))

    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return seen


def test_after_a_decision_only_what_is_about_support_is_read_again(office: Database):
    page = visit_of(office)
    before = page.board
    decide(office)
    read = tables_read(office.read_engine, page.reload)
    assert read - {"person"} == {"topic_version", "decision", "support_contact"}
    assert page.board.assessment.schools.at[SCHOOL, "on_check_in"]
    assert not before.assessment.schools.at[SCHOOL, "on_check_in"]
    assert page.board.assessment.measured is before.assessment.measured


def test_after_other_rules_only_rules_are_read_again(office: Database):
    page = visit_of(office)
    with office.writing() as session:
        rules = RuleSet(name="Spring", visits=9)
        save_rule_set(session, page.viewer, rules, in_force_from=AS_OF, note="Agreed.", at=AT)
    assert tables_read(office.read_engine, page.reload) == {"topic_version", "rule_set"}
    assert page.board.assessment.visits == 9


def test_lists_brought_up_to_date_are_the_lists_made_from_nothing(office: Database):
    page = visit_of(office)
    decide(office)
    decide(office, school_id="5-022")
    with office.writing() as session:
        rules = RuleSet(name="Spring", visits=9, calls=4, margin=0.1)
        save_rule_set(session, page.viewer, rules, in_force_from=AS_OF, note="Agreed.", at=AT)
    page.reload()
    again = page.board.assessment
    kept_for_all().clear()
    with district_now(office, 1) as district:
        anew = district.assessments("2025-26")[again.month]
    assert again is not anew
    assert again.schools.equals(anew.schools)
    assert repr(again.reasons) == repr(anew.reasons)  # figures without a count are NaN, which equal nothing
    assert (again.rules, again.last_list, again.visits, again.calls) == (
        anew.rules, anew.last_list, anew.visits, anew.calls,
    )  # fmt: skip


def fresh(database: Database, school_year: str = "2025-26") -> dict[Any, Any]:
    """The year's lists made from nothing."""
    kept_for_all().clear()
    with district_now(database, 1) as district:
        return district.assessments(school_year)


def reported(month: date, arrived: date, families: int = 900) -> dict[str, Any]:
    """A month's report of the school, with one activity."""
    return {
        "reports": [report_row(SCHOOL, month, submitted_date=arrived)],
        "activities": [activity_row("A-other", SCHOOL, month, families_attended=families)],
    }


@pytest.mark.parametrize(
    "written",
    [
        reported(MARCH, date(2026, 4, 9)),
        reported(date(2025, 10, 1), date(2026, 1, 20)),
        reported(date(2025, 8, 1), date(2025, 9, 2)),
        reported(date(2025, 5, 1), date(2025, 11, 3)),
        {"schools": [school_row(SCHOOL, closed_on=date(2026, 2, 20), opened_on=date(1990, 8, 1))]},
        {"contacts": []},
    ],
    ids=["latest-month", "revised-later", "first-month", "year-before", "closed", "nothing"],
)
def test_after_an_import_the_lists_are_those_made_from_nothing(office: Database, written: dict[str, Any]):
    page = visit_of(office)
    before = page.board.assessment
    bring(office, **written)
    page.reload()
    with district_now(office, 1) as district:
        again = district.assessments("2025-26")
    anew = fresh(office)
    assert list(again) == list(anew)
    for month in anew:
        assert again[month].schools.equals(anew[month].schools), month
        assert repr(again[month].reasons) == repr(anew[month].reasons), month
    assert (again[before.month] is before) is (written == {"contacts": []})


def test_a_report_of_the_latest_month_leaves_the_earlier_lists_as_they_are_kept(office: Database):
    with district_now(office, 1) as district:
        before = district.assessments("2025-26")
    bring(office, **reported(MARCH, date(2026, 4, 9)))
    with district_now(office, 1) as district:
        after = district.assessments("2025-26")
    assert [month.month for month in after if after[month] is before[month]] == [8, 9, 10, 11, 12, 1, 2]
    read = tables_read(office.read_engine, lambda: visit_of(office))
    assert "activity" not in read


def test_an_import_taken_back_and_another_in_its_place_is_what_is_shown(office: Database):
    """The same revision of the same day, with other rows, while nobody looked."""
    page = visit_of(office)
    bring(office, **reported(MARCH, date(2026, 4, 9), families=5))
    page.reload()
    with office.writing() as session:
        undo(session, administrator_on_the_server("Ana", 1), receipts(session, 1)[0].receipt_id, at=AT)
    bring(office, **reported(MARCH, date(2026, 4, 9), families=800))
    page.reload()
    assert page.board.assessment.schools.equals(fresh(office)[page.board.month].schools)


def test_every_table_people_read_figures_from_is_about_something():
    assert set(TOPIC_OF_TABLE) == set(Base.metadata.tables) - KEPT_ABOUT_WRITES


# ---------------------------------------------------------------- a backup put back
def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    with database.reading() as session:
        return {
            table.name: [dict(row) for row in session.execute(select(table)).mappings()]
            for table in Base.metadata.sorted_tables
        }


def put_back(database: Database, rows: dict[str, list[dict[str, Any]]]) -> None:
    """As a restored backup has it: every row of every table as it was, stamps and numbers too."""
    with database.writing() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(delete(table))
        for table in Base.metadata.sorted_tables:
            if rows[table.name]:
                session.execute(insert(table), rows[table.name])


def test_after_a_restore_nobody_is_shown_what_is_no_longer_there(office: Database):
    backup = everything(office)
    name = name_shown(visit_of(office))
    rename(office, "Wrong Name")
    assert name_shown(visit_of(office)) == "Wrong Name"
    put_back(office, backup)
    assert name_shown(visit_of(office)) == name
    rename(office, "Right Name")  # as many writes as before the restore
    assert name_shown(visit_of(office)) == "Right Name"


# ---------------------------------------------------------------- a read that failed
def test_after_a_failed_read_the_filters_are_those_of_the_list_on_screen(office: Database, monkeypatch):
    page = visit_of(office, address="?cluster=all")
    shown = page.screen.shown

    def busy(*asked: object) -> None:
        raise DatabaseUnavailableError("The database is busy. Try again in a moment.")

    with monkeypatch.context() as away:
        away.setattr(queries, "topic_stamps", busy)
        with pytest.raises(DatabaseUnavailableError):
            page.filters.cluster = "Lakeview"
    assert page.filters.cluster == ALL
    assert (page.screen.shown, len(shown)) == (shown, 86)
    assert ("Filters", "Lakeview") not in about(page.screen, page.filters, "Alder Valley", "Maria")
    page.filters.cluster = "Lakeview"
    assert len(page.screen.shown) == 11


# ---------------------------------------------------------------- rights
def test_a_school_taken_from_a_liaison_is_not_read_any_more(office: Database):
    page = visit_of(office, "c.eriksen33")
    own = next(iter(page.viewer.school_ids))
    with office.writing() as session:
        mine = LiaisonSchool.person_id == page.viewer.person_id
        session.execute(update(LiaisonSchool).where(mine).values(until_date=date(2026, 4, 1)))
        moved(session)
    page.reload()
    assert own not in page.screen.shown
    with pytest.raises(NotAllowedError):
        page.why(own)


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": "liaison"}])
def test_whoever_left_or_got_another_role_reads_and_takes_away_nothing_more(office: Database, change: dict[str, Any]):
    page = visit_of(office)
    with office.writing() as session:
        session.execute(update(Person).where(Person.person_id == page.viewer.person_id).values(**change))
        moved(session)
    with pytest.raises(NotAllowedError, match="rights have changed"):
        page.filters.cluster = "Lakeview"
    with pytest.raises(NotAllowedError):
        page.check_rights()


def moved(session: Any) -> None:
    """The stamp of people, as whatever writes about them leaves it."""
    session.execute(
        update(Base.metadata.tables["topic_version"])
        .where(Base.metadata.tables["topic_version"].c.topic == Topic.PEOPLE)
        .values(stamp="moved")
    )
