"""A month that is still to be judged, or has not even begun, never takes the place of the latest list."""

from datetime import UTC, date, datetime

import pytest

from dashboards.state.visit import Visit
from data.importing.import_files import import_files
from data.importing.incoming_files import IncomingFile
from models import queries
from models.actions.rules import save_rule_set
from models.database import Database
from models.errors import PartnershipError, RefusedImportError
from models.support_need.rule_set import RuleSet
from tests.factories import ANA, report_row
from tests.visits import AS_OF, SCHOOL, bring, visit_of

APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)
MISTYPED = report_row(SCHOOL, MAY, submitted_date=date(2026, 4, 4))
"""Somebody wrote 2026-05 for 2026-03; from before such reports were refused."""


def visit_on(database: Database, today: date) -> Visit:
    with database.reading() as session:
        return Visit(database, queries.viewer(session, 1, "m.alvarez", today), today=lambda: today)


def first_shown(visit: Visit) -> str:
    return str(visit.filters.month)


def offered(visit: Visit) -> list[str]:
    return list(visit.filters.param.month.objects.values())


def test_a_report_of_a_month_that_has_not_begun_changes_no_front_page_and_no_latest_list(office: Database):
    before = visit_of(office).screen
    bring(office, reports=[MISTYPED])
    visit = visit_of(office)
    assert (first_shown(visit), visit.board.as_of.date(), visit.screen.answer) == ("2026-03", AS_OF, before.answer)
    assert offered(visit)[0] == "2026-03"
    assert visit.rules_shown()["from"] == "2026-04-10"


def test_an_address_that_names_a_month_that_has_not_begun_opens_the_latest_list(office: Database):
    bring(office, reports=[MISTYPED])
    visit = visit_of(office, address="?month=2026-05")
    assert first_shown(visit) == "2026-03"


def test_rules_may_hold_from_the_latest_judged_list_whatever_came_in_for_later_months(office: Database):
    bring(office, reports=[MISTYPED])
    with office.writing() as session:
        director = queries.viewer(session, 1, "m.alvarez", AS_OF)
        given = {"note": "Agreed.", "at": datetime(2026, 4, 12, 15, 0, tzinfo=UTC)}
        with pytest.raises(PartnershipError, match="10 April 2026, the day of the latest list"):
            save_rule_set(session, director, RuleSet(name="Spring"), in_force_from=date(2026, 4, 9), **given)
        assert save_rule_set(session, director, RuleSet(name="Spring"), in_force_from=AS_OF, **given) == 1


def test_a_month_under_way_can_be_chosen_and_comes_first_on_its_as_of_date(office: Database):
    bring(office, reports=[report_row(SCHOOL, APRIL, submitted_date=date(2026, 5, 2))])
    under_way, judged = visit_on(office, date(2026, 5, 9)), visit_on(office, date(2026, 5, 10))
    assert (first_shown(under_way), offered(under_way)[:2]) == ("2026-03", ["2026-04", "2026-03"])
    assert (first_shown(judged), judged.rules_shown()["from"]) == ("2026-04", "2026-05-10")


def test_a_new_school_year_comes_first_once_its_first_list_is_judged(office: Database):
    months = [{"month": date(2026, 8, 1), "school_year": "2026-27", "due_date": date(2026, 9, 5),
               "as_of_date": date(2026, 9, 10)}]  # fmt: skip
    years = [{"school_id": SCHOOL, "school_year": "2026-27", "cluster": "Lakeview", "level": "elementary"}]
    bring(office, calendar=months, school_years=years, reports=[report_row(SCHOOL, date(2026, 8, 1))])
    under_way, judged = visit_on(office, date(2026, 9, 9)), visit_on(office, date(2026, 9, 10))
    assert (under_way.filters.school_year, first_shown(under_way)) == ("2025-26", "2026-03")
    under_way.filters.school_year = "2026-27"
    assert first_shown(under_way) == "2026-08"
    assert (judged.filters.school_year, first_shown(judged)) == ("2026-27", "2026-08")


@pytest.mark.parametrize(
    ("month", "sent", "words"),
    [
        ("2026-05", "2026-04-04", 'row 2, month: "2026-05" has not begun on 2026-04-12, so no report of it can be in.'),
        ("2027-03", "2027-04-04", 'row 2, month: "2027-03" has not begun on 2026-04-12, so no report of it can be in.'),
        ("2026-04", "2026-03-31", 'row 2, submitted_date: "2026-03-31" is before 2026-04 began, the month the report'),
    ],
    ids=["next month", "another year", "sent before it began"],
)
def test_a_report_from_before_its_month_began_is_refused(month: str, sent: str, words: str, office: Database):
    text = f"school_id,month,submitted_date\n{SCHOOL},{month},{sent}\n"
    files = [IncomingFile("monthly_reports.csv", text.encode())]
    with pytest.raises(RefusedImportError) as told:
        import_files(office, files, viewer=ANA, at=datetime(2026, 4, 12, 15, 0, tzinfo=UTC))
    assert [str(problem) for problem in told.value.problems if words in str(problem)] != []


def test_a_month_to_come_without_a_report_is_taken(office: Database):
    files = [IncomingFile("monthly_reports.csv", f"school_id,month,submitted_date\n{SCHOOL},2026-05,\n".encode())]
    outcome = import_files(office, files, viewer=ANA, at=datetime(2026, 4, 12, 15, 0, tzinfo=UTC))
    assert outcome.counts["monthly_report"]["new"] == 1
