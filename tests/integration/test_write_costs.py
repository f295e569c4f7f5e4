"""A write costs what it changes: what did not move is neither read nor computed again, and the lists are the same."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event

from dashboards.state.district.data import district_now, kept_for_all
from models.actions.rules import save_rule_set
from models.database import Database
from models.permissions import administrator_on_the_server
from models.recording.record import receipts
from models.recording.undo import undo
from models.support_need.rule_set import RuleSet
from models.tables import Base
from models.tables.topics import TOPIC_OF_TABLE
from tests.factories import activity_row, report_row, school_row
from tests.visits import AS_OF, AT, MARCH, SCHOOL, bring, decide, visit_of

KEPT_ABOUT_WRITES = {
    "alembic_version", "audit_line", "credential", "district", "import_change", "import_receipt", "last_visit",
    "month_version", "operation", "sign_in", "topic_version",
}  # fmt: skip
OF_WHO_WRITES = {
    "calendar_feed", "meeting_place", "report_draft", "report_draft_field", "reminder", "saved_mapping",
}  # fmt: skip
"""What somebody is at, or keeps for later: no figure is read from it, and each page asks for it anew."""


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


@pytest.mark.usefixtures("nothing_kept")
def test_after_a_decision_only_what_is_about_support_is_read_again(office: Database):
    page = visit_of(office)
    before = page.board
    decide(office)
    read = tables_read(office.read_engine, page.reload)
    assert read - {"person"} == {"topic_version", "decision", "support_contact", "next_step_change", "planned_visit"}
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


@pytest.mark.usefixtures("nothing_kept")
def test_a_report_of_the_latest_month_leaves_the_earlier_lists_as_they_are_kept(office: Database):
    with district_now(office, 1) as district:
        before = district.assessments("2025-26")
    bring(office, **reported(MARCH, date(2026, 4, 9)))
    with district_now(office, 1) as district:
        after = district.assessments("2025-26")
    assert [month.month for month in after if after[month] is before[month]] == [8, 9, 10, 11, 12, 1, 2]
    read = tables_read(office.read_engine, lambda: visit_of(office))
    assert "parent_response" not in read  # nor any of what the lists are made from


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
    assert set(TOPIC_OF_TABLE) == set(Base.metadata.tables) - KEPT_ABOUT_WRITES - OF_WHO_WRITES
