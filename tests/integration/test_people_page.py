"""The page People on a real database: its counts are those of the rows, and nobody but an administrator is shown it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from dashboards.pages.people import People
from dashboards.shell.who import first_visitor
from dashboards.state.people.shapes import PersonPanel
from dashboards.state.people.visit import Look, PeopleVisit
from dashboards.views.people.people import Desk
from models import queries
from models.actions.people import add_person, give_password
from models.database import Database, connect
from models.errors import NotAllowedError
from models.people_rules import PersonDetails
from models.permissions import Action, Viewer
from models.today import today
from models.vocabulary import Role
from models.wording.language import words_in
from models.wording.people import RIGHTS

COUNTS = """
    SELECT CASE WHEN NOT is_active THEN 'closed' WHEN role = 'coordinator' THEN 'coordinators'
                WHEN role = 'liaison' THEN 'liaisons' ELSE 'others' END AS of, COUNT(*)
    FROM person GROUP BY 1
"""
NOBODY_FILES = """
    SELECT s.name FROM school s WHERE (s.closed_on IS NULL OR s.closed_on >= :today)
    AND (s.opened_on IS NULL OR s.opened_on <= :today)
    AND NOT EXISTS (SELECT 1 FROM liaison_school l JOIN person p ON p.person_id = l.person_id
                    WHERE l.school_id = s.school_id AND p.is_active AND p.role = 'liaison'
                    AND l.from_date <= :today AND (l.until_date IS NULL OR l.until_date >= :today))
    ORDER BY s.name
"""


@pytest.fixture(scope="module")
def database(any_sample: Callable[[], str]) -> Iterator[Database]:
    opened = connect(any_sample())
    yield opened
    opened.close()


def viewer(database: Database, login: str = "d.petrov") -> Viewer:
    with database.reading() as session:
        return queries.viewer(session, 1, login, today())


def visit(database: Database, login: str = "d.petrov") -> PeopleVisit:
    return PeopleVisit(database, viewer(database, login), "", words_in())


def asked(database: Database, statement: str) -> list[Any]:
    with database.reading() as session:
        return list(session.execute(text(statement), {"today": today()}))


def panel(page: PeopleVisit, login: str) -> PersonPanel:
    number = next(row["id"] for row in page.people()["people"] if row["signs_in"] == login)
    found: list[PersonPanel] = []
    page.open_person(number, found.append, lambda error: pytest.fail(str(error)))
    return found[0]


# ---------------------------------------------------------------- numbers add up
def test_groups_sentence_and_rows_are_those_of_the_database(database: Database):
    page = visit(database)
    part, counts = page.people(), dict(map(tuple, asked(database, COUNTS)))
    assert {one["code"]: one["count"] for one in part["groups"]} == counts | {"all": sum(counts.values())}
    assert len(part["people"]) == sum(counts.values())
    without = [name for (name,) in asked(database, NOBODY_FILES)]
    assert [row["name"] for row in part["schools"] if row["group"] == "without"] == without
    here = sum(counts.values()) - counts["closed"]
    assert page.answer() == (
        f"{here} people work here, {counts['closed']} accounts are closed. {len(without)} open schools have no liaison."
    )
    assert page.beside().startswith("Sign-in is not switched on")


def test_with_sign_in_every_open_account_is_counted_once_in_the_sentence(database: Database, monkeypatch):
    monkeypatch.setenv("PARTNERSHIP_SIGN_IN__WAYS", '["password"]')
    with database.writing() as session:
        give_password(session, viewer(database), 1, "three odd words", at=datetime.now(UTC))
    page = visit(database)
    here = sum(one["count"] for one in page.people()["groups"] if one["code"] not in ("all", "closed"))
    assert page.answer().startswith(f"1 person can sign in, {here - 1} have no way in yet.")
    assert "switched on" not in page.beside()
    monkeypatch.setenv("PARTNERSHIP_SIGN_IN__WAYS", '["proxy"]')
    assert visit(database).answer().startswith(f"{here} people can sign in.")


def test_somebody_without_an_email_is_listed_and_has_no_way_in_by_a_provider(database: Database, monkeypatch):
    with database.writing() as session:
        add_person(session, viewer(database), "no.email", PersonDetails("No Email", Role.VIEWER), at=datetime.now(UTC))
    monkeypatch.setenv("PARTNERSHIP_SIGN_IN__WAYS", '["oidc"]')
    page = visit(database)
    assert panel(page, "no.email")["fields"] == {"name": "No Email", "role": "viewer", "email": "", "phone": ""}
    assert "1 has no way in yet" in page.answer()


def test_a_file_holds_the_rows_on_screen(database: Database):
    page = visit(database)
    for look, count in (
        (Look(), len(page.people()["people"])),
        (Look(group="coordinators"), 9),
        (Look(search="okafor"), 1),
        (Look(by="school", group="without"), len(asked(database, NOBODY_FILES))),
    ):
        assert len(page.frame(look)) == count
        assert dict(page.in_file(look))["Rows"] == str(count)


# ---------------------------------------------------------------- one person
def test_what_somebody_can_is_said_by_the_table_of_rights(database: Database):
    page = visit(database)
    assert set(RIGHTS) == set(Action)
    lakeview = asked(database, "SELECT COUNT(*) FROM school_in_year y JOIN school s ON s.school_id = y.school_id "
                               "WHERE cluster = 'Lakeview' AND school_year = '2025-26' "
                               "AND (closed_on IS NULL OR closed_on >= :today)")[0][0]  # fmt: skip
    said = dict(panel(page, "r.okafor")["rights"])
    assert said["Put on Check in or take off by hand"] == f"{lakeview} schools"
    assert (said["Propose other rules"], said["Put rules in force"], said["Manage people"]) == ("yes", "no", "no")
    assert dict(panel(page, "c.eriksen33")["rights"])["Read reports, contacts and reasons"] == "1 school"
    assert dict(panel(page, "d.petrov")["rights"])["Manage people"] == "yes"
    assert panel(page, "d.petrov")["closing"].startswith("Your own account")


# ---------------------------------------------------------------- who may
@pytest.mark.parametrize("login", ["m.alvarez", "r.okafor", "h.ellison", "c.eriksen33"])
def test_nobody_but_an_administrator_is_shown_the_page(login: str, database: Database):
    with pytest.raises(NotAllowedError, match="Only an administrator"):
        visit(database, login)


def test_a_message_of_the_browser_is_checked_again_whatever_the_page_shows(database: Database):
    """The page of somebody whose role was taken away since: no message of it writes, and none reads."""
    page = visit(database)
    number = next(row["id"] for row in page.people()["people"] if row["signs_in"] == "r.okafor")
    desk = Desk(page, looked=lambda: None)
    page.viewer = replace(viewer(database, "m.alvarez"))
    before = asked(database, "SELECT person_id, name, role, is_active FROM person ORDER BY 1")
    fields = {"name": "X", "role": "administrator", "email": "", "phone": ""}
    tried = [
        {"add": {"login": "x.x", **fields}},
        {"save": number, "fields": fields, "seen": fields},
        {"give": number, "key": "Garden", "begins": "2026-01-01", "ends": ""},
        {"end": number, "key": "Lakeview", "begins": "2023-08-01", "ends": "", "on": "2026-01-01"},
        {"close": number},
        {"reopen": number},
        {"invite": number},
        {"sign_out": number},
    ]
    for message in tried:
        with pytest.raises(NotAllowedError, match="Only an administrator"):
            desk.view._handle_msg(message)
    for nonsense in (
        {"close": "1"},
        {"save": number},
        {"give": number, "begins": "31 April"},
        {"add": 1},
        {"end": None},
    ):
        desk.view._handle_msg(nonsense)
        assert desk.view.answer["refusal"].endswith("nothing was saved.")
    with pytest.raises(NotAllowedError):
        desk.view._handle_msg({"open": number})
    assert asked(database, "SELECT person_id, name, role, is_active FROM person ORDER BY 1") == before


def test_a_change_is_answered_and_shown_and_a_link_is_shown_once(database: Database, monkeypatch):
    monkeypatch.setenv("PARTNERSHIP_SIGN_IN__WAYS", '["password"]')
    page = visit(database)
    desk = Desk(page, looked=lambda: None)
    fields = {"name": "Nia Odum", "role": "liaison", "email": "n.odum@example.org", "phone": ""}
    desk.view._handle_msg({"add": {"login": "n.odum", **fields}})
    assert desk.view.answer["said"] == "Added."
    added = panel(page, "n.odum")
    begins = date(2026, 1, 1).isoformat()
    desk.view._handle_msg({"give": added["id"], "key": "4-012", "begins": begins, "ends": ""})
    assert [line["key"] for line in panel(page, "n.odum")["care"]] == ["4-012"]
    desk.view._handle_msg({"invite": added["id"]})
    link = desk.view.answer["link"]
    assert "/password?key=" in link
    row = next(one for one in page.people()["people"] if one["signs_in"] == "n.odum")
    assert row["way"].startswith("invited until ")
    ended = {"key": "4-012", "begins": begins, "ends": "", "on": (today() - timedelta(days=1)).isoformat()}
    desk.view._handle_msg({"end": added["id"], **ended})
    assert desk.view.answer["said"] == "Saved."
    assert "link" not in desk.view.answer
    said = [words for _, words in panel(page, "n.odum")["changes"]]
    assert said[0].startswith("Fairbrook ended: 1 Jan 2026 to ")
    assert [words.split(",")[0] for words in said[1:]] == ["Invited", "Fairbrook: from 1 Jan 2026", "Added"]
    assert link.partition("key=")[2] not in str(said)
    desk.view._handle_msg({"close": added["id"]})
    assert next(one["group"] for one in page.people()["people"] if one["signs_in"] == "n.odum") == "closed"


def test_the_page_is_made_for_an_administrator(database: Database):
    who = replace(first_visitor(database, today()), viewer=viewer(database))
    assert People(database, who, "?as=d.petrov")._frame.words["answer"]
    with pytest.raises(NotAllowedError):
        People(database, replace(who, viewer=viewer(database, "m.alvarez")), "")
