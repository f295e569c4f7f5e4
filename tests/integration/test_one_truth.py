"""What a page shows, says and gives away is of one moment, whatever others write, restore or take away meanwhile."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, event, insert, select, text, update

from dashboards.pages.triage import Triage
from dashboards.shell.who import Visitor
from dashboards.state.choices import ALL
from dashboards.state.district.data import kept_for_all
from dashboards.state.triage.export_frame import about
from dashboards.state.visit import Visit
from models import queries
from models.database import Database
from models.errors import DatabaseUnavailableError, NotAllowedError
from models.tables import Base, LiaisonSchool, Person, SchoolInYear
from models.vocabulary import Topic
from models.wording.language import words_in
from tests.factories import report_row, school_row, school_year_row
from tests.visits import AS_OF, MARCH, SCHOOL, bring, rename, visit_of


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


def sessions_begun(database: Database) -> list[int]:
    """Grows by one with every session that reads from now on."""
    began: list[int] = []

    @event.listens_for(database.read_engine, "begin")
    def count(connection: object) -> None:
        began.append(1)

    return began


@pytest.mark.usefixtures("nothing_kept")
def test_a_cold_school_and_its_list_are_read_in_one_session(office: Database):
    page = visit_of(office)
    page.param.watch(lambda change: [page.why(SCHOOL), page.record(SCHOOL), page.months(SCHOOL)], "screen")
    began = sessions_begun(office)
    page.filters.school = SCHOOL
    assert len(began) == 1


@pytest.mark.usefixtures("nothing_kept")
def test_all_a_page_shows_of_a_cold_school_is_read_in_one_session(office: Database):
    with office.reading() as session:
        viewer = queries.viewer(session, 1, "m.alvarez", AS_OF)
    page = Triage(office, Visitor(viewer, words_in(), "Alder Valley Schools", "alder-valley", (), ""), "")
    began = sessions_begun(office)
    page.visit.filters.school = SCHOOL
    assert len(began) == 1


# ---------------------------------------------------------------- a backup put back
def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    with database.reading() as session:
        return {
            table.name: [dict(row) for row in session.execute(select(table)).mappings()]
            for table in Base.metadata.sorted_tables
        }


KEPT_FOR_GOOD = {
    "sqlite": ("audit_line_stays_update", "audit_line_stays_delete"),
    "postgresql": ("audit_line_stays ON audit_line",),
}
"""The triggers that keep audit lines as they were written."""


def put_back(database: Database, rows: dict[str, list[dict[str, Any]]]) -> None:
    """As a restored backup has it: every row of every table as it was, stamps and numbers too."""
    with database.writing() as session:
        for dropped in KEPT_FOR_GOOD[session.get_bind().dialect.name]:  # the lines of the audit otherwise stay
            session.execute(text(f"DROP TRIGGER {dropped}"))
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
def test_a_page_that_is_open_offers_what_an_import_brought(office: Database):
    visit = visit_of(office, "r.okafor")
    months = visit.filters.param["month"].objects
    assert (visit.filters.month, "2026-04" in months.values()) == ("2026-03", False)
    bring(
        office,
        reports=[report_row(SCHOOL, date(2026, 4, 1), submitted_date=date(2026, 5, 2))],
        school_years=[school_year_row(SCHOOL, school_year="2025-26", cluster="Newfield")],
    )
    visit.filters.level = "high"
    assert "2026-04" in visit.filters.param["month"].objects.values()
    assert "Newfield" in visit.filters.param["cluster"].objects.values()
    assert (visit.filters.month, visit.filters.cluster, visit.filters.level) == ("2026-03", "Lakeview", "high")
    visit.filters.month = "2026-04"
    assert f"{visit.board.month:%Y-%m}" == "2026-04"


def test_an_address_of_what_an_import_brought_is_understood_by_an_open_page(office: Database):
    visit = visit_of(office, "r.okafor")
    bring(office, reports=[report_row(SCHOOL, date(2026, 4, 1), submitted_date=date(2026, 5, 2))])
    visit.follow("?month=2026-04&cluster=Lakeview")
    assert (visit.filters.month, visit.screen.notice) == ("2026-04", "")


def test_a_choice_that_is_gone_falls_back_and_the_page_goes_on(office: Database):
    visit = visit_of(office, address="?month=2026-03&cluster=Lakeview")
    with office.writing() as session:
        session.execute(update(SchoolInYear).where(SchoolInYear.cluster == "Lakeview").values(cluster="Harbor"))
        moved(session, Topic.SCHOOLS)
    visit.filters.level = "high"
    assert (visit.filters.cluster, visit.filters.level) == (ALL, "high")
    assert "Lakeview" not in visit.filters.param["cluster"].objects.values()


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


def moved(session: Any, topic: Topic = Topic.PEOPLE) -> None:
    """The stamp of a topic, as whatever writes about it leaves it."""
    session.execute(
        update(Base.metadata.tables["topic_version"])
        .where(Base.metadata.tables["topic_version"].c.topic == topic)
        .values(stamp="moved")
    )


def test_no_name_turns_round_what_a_file_says_above_its_rows(office: Database):
    page = visit_of(office)
    remarks = about(page.screen, page.filters, "Alder\u202e Valley", "Maria\u202e Alvarez")
    assert (remarks["Schools by support tier"], remarks["Taken by"]) == ("Alder Valley", "Maria Alvarez")
