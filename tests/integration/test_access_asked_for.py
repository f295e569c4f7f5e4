"""Whoever the district knows and nobody has added asks for access: once, bounded, and it gives them nothing."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dashboards.state.people.visit import PeopleVisit
from dashboards.views.people.people import Desk
from models import queries
from models.actions.access_requests import KEPT_FOR, MOST_WAITING, ask_for_access, put_request_away
from models.actions.people import add_person
from models.database import Database, connect
from models.errors import NotAllowedError, PartnershipError
from models.people_rules import LONGEST_REQUEST, Asking, PersonDetails
from models.tables import AccessRequest, AuditLine, Person
from models.vocabulary import Role
from models.wording.language import words_in
from tests.factories import AT
from tests.people import district_with_people, viewer
from tests.raw_request import Answer, Asked, ask
from tests.serving import Server
from tests.signing_in import PROXY, PROXYS_SECRET

NINA = Asking("Nina.New@district.example", "Nina New")
SAID = "I file for Old Mill <img src=x onerror=alert(1)>"


@pytest.fixture
def district(database: Database) -> int:
    return district_with_people(database)


def written(database: Database, change: Callable[[Session], Any]) -> Any:
    with database.writing() as session:
        return change(session)


def asked_for(database: Database, asking: Asking = NINA, note: str = "", after: timedelta = timedelta()) -> None:
    written(database, lambda session: ask_for_access(session, 1, asking, note, at=AT + after))


def waiting(database: Database, role: Role = Role.ADMINISTRATOR) -> list[tuple[Any, ...]]:
    who = viewer(database, 1, role)
    with database.reading() as session:
        found = queries.access_requests(session, who)
    return [(row["who"], row["name"], row["note"]) for row in found.to_dict("records")]


# ---------------------------------------------------------------- what is kept
def test_one_request_a_person_waits_for_an_administrator_and_gives_nothing(database: Database, district: int):
    asked_for(database, note="  I file for\nOld\u202e Mill ")
    assert waiting(database) == [("nina.new@district.example", "Nina New", "I file for Old Mill")]
    for other in (Role.DIRECTOR, Role.COORDINATOR, Role.LIAISON, Role.VIEWER):
        assert waiting(database, other) == []
    with pytest.raises(PartnershipError, match="has your request already"):
        asked_for(database, Asking("NINA.new@District.example"), "Again")
    with database.reading() as session:
        line = session.scalars(select(AuditLine).order_by(AuditLine.audit_id.desc())).first()
        assert (line.action, line.person, line.details) == ("ask_for_access", "nina.new@district.example", {})
        assert session.scalar(select(func.count()).select_from(Person).where(Person.email.ilike("nina%"))) == 0


def test_what_waits_is_bounded_and_what_is_old_goes(database: Database, district: int):
    for number in range(MOST_WAITING + 2):
        asked_for(database, Asking(f"p{number}@district.example"), after=timedelta(minutes=number))
    names = [who for who, _, _ in waiting(database)]
    assert names == [f"p{number}@district.example" for number in range(2, MOST_WAITING + 2)]
    asked_for(database, after=KEPT_FOR + timedelta(days=1))
    assert [who for who, _, _ in waiting(database)] == [NINA.who.lower()]


def test_a_note_that_is_too_long_or_nobody_at_all_is_refused(database: Database, district: int):
    for asking, note in ((NINA, "a" * (LONGEST_REQUEST + 1)), (Asking("  "), ""), (Asking("a" * 300), "")):
        with pytest.raises(PartnershipError, match="nothing was sent"):
            asked_for(database, asking, note)
    assert waiting(database) == []
    asked_for(database, NINA, "a" * LONGEST_REQUEST)


def test_who_is_added_waits_no_more_and_who_is_there_cannot_ask(database: Database, district: int):
    asked_for(database)
    asked_for(database, Asking("b.brook"))
    ana = viewer(database, district, Role.ADMINISTRATOR)
    details = PersonDetails("Nina New", Role.VIEWER, "nina.new@district.example")
    written(database, lambda session: add_person(session, ana, "n.new", details, at=AT))
    written(database, lambda session: add_person(session, ana, "b.brook", PersonDetails("B", Role.VIEWER), at=AT))
    assert waiting(database) == []
    for who in (NINA, Asking("N.New")):
        with pytest.raises(PartnershipError, match="added you by now"):
            asked_for(database, who)


def test_only_an_administrator_puts_a_request_away(database: Database, district: int):
    asked_for(database)
    for role in (Role.DIRECTOR, Role.COORDINATOR, Role.LIAISON, Role.VIEWER):
        who = viewer(database, district, role)
        with pytest.raises(NotAllowedError):
            written(database, lambda session, who=who: put_request_away(session, who, 1, at=AT))
    ana = viewer(database, district, Role.ADMINISTRATOR)
    written(database, lambda session: put_request_away(session, ana, 1, at=AT))
    assert waiting(database) == []
    with pytest.raises(PartnershipError, match="answered already"):
        written(database, lambda session: put_request_away(session, ana, 1, at=AT))


def test_the_page_shows_who_waits_and_fills_in_what_is_known(database: Database, district: int):
    asked_for(database, note=SAID)
    asked_for(database, Asking("--b.brook 2"), after=timedelta(hours=1))
    page = PeopleVisit(database, viewer(database, district, Role.ADMINISTRATOR), "", words_in())
    first, second = page.people()["asked"]
    assert (first["who"], first["note"]) == ("Nina New (nina.new@district.example)", SAID)
    assert (first["name"], first["email"], first["login"]) == ("Nina New", "nina.new@district.example", "nina.new")
    assert (second["who"], second["email"], second["login"]) == ("--b.brook 2", "", "b.brook2")
    desk = Desk(page, looked=lambda: None)
    desk.show()
    desk.view._handle_msg({"put_away": first["id"]})
    assert desk.view.answer["said"] == "The request is put away."
    assert [one["who"] for one in page.people()["asked"]] == ["--b.brook 2"]
    desk.view._handle_msg({"put_away": "2"})
    assert "refusal" in desk.view.answer
    assert len(waiting(database)) == 1


# ---------------------------------------------------------------- at the door
@pytest.fixture(scope="module")
def server(
    served: Callable[..., Server], sample_district: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Server:
    secret = tmp_path_factory.mktemp("secrets") / "proxy"
    secret.write_text(PROXYS_SECRET)
    return served(
        sample_district(),
        PARTNERSHIP_SIGN_IN__WAYS='["proxy"]',
        PARTNERSHIP_SIGN_IN__PROXY__ADDRESSES=f'["{PROXY}"]',
        PARTNERSHIP_SIGN_IN__PROXY__SECRET_FILE=str(secret),
    )


@pytest.fixture
def at_the_door(server: Server) -> Iterator[Database]:
    database = connect(server.database_url)
    yield database
    database.close()


def no_access(server: Server, who: str) -> Answer:
    headers: dict[str, str | None] = {"X-Remote-User": who, "X-Partnership-Secret": PROXYS_SECRET}
    return ask(server.url, Asked("/sign-in", headers, PROXY))


def signed(page: Answer) -> str:
    return unescape(re.search(r'name="who" value="([^"]+)"', page.body)[1])  # type: ignore[index]


def send(server: Server, who: str, note: str = "", **headers: str | None) -> Answer:
    usual: dict[str, str | None] = {"Origin": server.url, "Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode({"who": who, "note": note})
    return ask(server.url, Asked("/ask", usual | headers, PROXY, method="POST", body=body))


def stored(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        of = AccessRequest
        return [(row.who, row.note) for row in session.execute(select(of.who, of.note).order_by(of.request_id))]


def test_who_has_no_access_asks_for_it_and_is_let_in_nowhere(server: Server, at_the_door: Database):
    page = no_access(server, "nina.new@district.example")
    assert (page.status, "have no access yet" in page.body, "Ask for access" in page.body) == (403, True, True)
    answer = send(server, signed(page), SAID)
    assert (answer.status, "The office has your request" in answer.body) == (200, True)
    assert stored(at_the_door) == [("nina.new@district.example", SAID)]
    assert "Set-Cookie" not in answer.headers
    again = send(server, signed(page), "Once more")
    assert (again.status, "has your request already" in again.body) == (403, True)
    assert stored(at_the_door) == [("nina.new@district.example", SAID)]
    assert "nina" not in server.said()


def test_nobody_asks_in_another_ones_name_or_from_another_site(server: Server, at_the_door: Database):
    before, page = stored(at_the_door), no_access(server, "o.other@district.example")
    value = signed(page)
    forged = ["", "o.other@district.example", value[:-1] + "0", value.replace("|", "", 1), value[::-1], "a" * 5_000]
    for who in forged:
        assert send(server, who).status == 403
    assert send(server, value, Origin="http://evil.test").status == 403
    assert send(server, value, Origin=None).status == 403
    assert send(server, value, "a" * 9_000).status == 413
    assert send(server, value, "a" * (LONGEST_REQUEST + 1)).status == 403
    assert stored(at_the_door) == before


def test_a_program_that_asks_again_and_again_is_stopped(server: Server, at_the_door: Database):
    page = no_access(server, "p.program@district.example")
    statuses = [send(server, signed(page), "a" * 400).status for _ in range(8)]
    assert statuses == [403] * 5 + [429] * 3
