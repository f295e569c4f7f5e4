"""Each sign-in is listed, and ended by itself: by an administrator on People, or by whoever runs the server."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from dashboards.state.district.data import district_now
from dashboards.state.people.gathered import Ways, gathered
from dashboards.state.people.person import person_panel, row_of_person
from dashboards.state.status.visit import ServedNow, StatusVisit
from data.__main__ import app
from data.standing import standing
from models import queries
from models.actions import people
from models.actions.sign_in import begin_sign_in
from models.database import URL_VARIABLE, Database, connect
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.queries.sign_in import Account, signed_in
from models.sign_in_ways import SignInWay
from models.tables import AuditLine
from models.vocabulary import Role
from models.wording.language import words_in
from tests.people import district_with_people, viewer

AT = datetime.now(UTC).replace(microsecond=0)
"""Signed in today: what holds is asked of the clock, on the page and by the command."""
IDLE = timedelta(hours=2)


def signed(database: Database, number: int, ago: timedelta, way: SignInWay = SignInWay.PASSWORD) -> str:
    with database.writing() as session:
        return begin_sign_in(session, Account(1, number, f"p{number}"), way, at=AT - ago, lasts=timedelta(hours=8))


def is_in(database: Database, key: str) -> bool:
    with database.reading() as session:
        return signed_in(session, key, datetime.now(UTC), IDLE) is not None


def test_one_of_two_sign_ins_is_ended_and_the_other_stays(database: Database):
    district_with_people(database)
    ana, coordinator = viewer(database, 1, Role.ADMINISTRATOR), viewer(database, 1, Role.COORDINATOR)
    home, office = signed(database, 5, timedelta(hours=1)), signed(database, 5, timedelta(minutes=5), SignInWay.OIDC)
    signed(database, 5, timedelta(hours=9))  # over by itself
    other = signed(database, 2, timedelta(minutes=1))
    with database.reading() as session:
        held = queries.sign_ins(session, ana, AT)
        assert held["person_id"].tolist() == [2, 5, 5]
        assert held["way"].tolist() == ["password", "oidc", "password"]
        assert queries.sign_ins(session, coordinator, AT).empty
    at_home = int(held["sign_in_id"].iloc[2])
    with pytest.raises(NotAllowedError), database.writing() as session:
        people.end_sign_in(session, coordinator, at_home, at=AT)
    with database.writing() as session:
        people.end_sign_in(session, ana, at_home, at=AT)
        line = session.query(AuditLine).order_by(AuditLine.audit_id.desc()).first()
        assert (line.action, line.subject) == ("end_sign_in", "p5")
    assert [is_in(database, key) for key in (home, office, other)] == [False, True, True]
    for number in (at_home, 10**9, -1):
        with pytest.raises(PartnershipError, match="has ended already"), database.writing() as session:
            people.end_sign_in(session, ana, number, at=AT)


def test_the_panel_of_a_person_says_each_in_words(database: Database):
    district_with_people(database)
    ana = viewer(database, 1, Role.ADMINISTRATOR)
    signed(database, 5, timedelta(minutes=5))
    signed(database, 2, timedelta(minutes=5))
    with district_now(database, 1) as district:
        found = gathered(district, ana)
    row = row_of_person(found, 5)
    assert row is not None
    changes = found.accounts.iloc[:0].assign(happened_at=None, person="", action="", details=None)
    panel = person_panel(words_in(), found, changes, Ways(frozenset()), row, ana)
    [(number, words)] = panel["sign_ins"]
    assert number > 0
    assert words.startswith("By password, since ")
    assert "; last seen " in words


@pytest.fixture
def served_from(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    opened = connect(sqlite_url)
    district_with_people(opened)
    yield opened
    opened.close()


def test_who_runs_the_server_lists_and_ends_one(served_from: Database):
    run = CliRunner().invoke
    assert run(app, ["user", "sign-ins"]).stdout == "Nobody is signed in.\n"
    key = signed(served_from, 5, timedelta(minutes=5))
    said = run(app, ["user", "sign-ins"]).stdout.splitlines()
    assert " p5  password  since " in said[0]
    number = said[0].split()[0]
    assert run(app, ["user", "end-sign-in", number]).stdout == f"Sign-in {number} is ended.\n"
    assert not is_in(served_from, key)
    again = run(app, ["user", "end-sign-in", number])
    assert again.exit_code == 1
    assert "has ended already" in again.output


def test_status_counts_people_signed_in_at_all_processes(database: Database, monkeypatch: pytest.MonkeyPatch):
    district_with_people(database)
    ana = viewer(database, 1, Role.ADMINISTRATOR)
    for number, ago in ((5, 1), (5, 2), (2, 1), (3, 9)):  # the last one is over by itself
        signed(database, number, timedelta(hours=ago))
    monkeypatch.setenv("PARTNERSHIP_SIGN_IN__WAYS", '["password"]')
    shown = StatusVisit(database, ana, "", words_in()).status(standing(database), ServedNow(7, ()))
    served = next(card for card in shown.part["facts"] if card["title"] == "Served now")
    assert dict(served["rows"]) == {"Pages open now": "7", "People signed in": "2"}


def test_a_sign_in_of_another_district_is_not_there(database: Database):
    district_with_people(database)
    district_with_people(database, "other-valley")
    ana = viewer(database, 1, Role.ADMINISTRATOR)
    stranger = Viewer(2, ana.person_id, ana.name, ana.role)
    key = signed(database, 5, timedelta(minutes=5))
    with database.reading() as session:
        assert queries.sign_ins(session, stranger, AT).empty
        [number] = queries.sign_ins(session, ana, AT)["sign_in_id"]
    with pytest.raises(PartnershipError, match="has ended already"), database.writing() as session:
        people.end_sign_in(session, stranger, int(number), at=AT)
    assert is_in(database, key)
