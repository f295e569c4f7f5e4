"""`partnership user`: the first administrator of an empty district, links, passwords, closing and opening accounts."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from data.__main__ import app
from data.command_line import now
from models import queries
from models.actions.sign_in import is_password
from models.database import URL_VARIABLE, Database, connect
from models.permissions import administrator_on_the_server
from models.queries.sign_in import Account, account_of_link, password_hash_of
from models.tables import AuditLine
from tests.factories import district_rows, make_district

ROSA = ("add", "r.okafor", "--name", "Rosa Okafor", "--role", "coordinator")


@pytest.fixture
def district(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    database = connect(sqlite_url)
    make_district(database, district_rows(schools=2))
    yield database
    database.close()


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["user", *words], input=typed)


def told(*words: str, typed: str = "") -> str:
    done = run(*words, typed=typed)
    assert (done.exit_code, done.stderr) == (0, ""), done.output
    return done.stdout


def test_the_first_administrator_of_a_district_gets_a_link_that_works_once(district: Database, monkeypatch):
    monkeypatch.setenv("PARTNERSHIP_ORIGINS", '["https://family.example.org"]')
    monkeypatch.setenv("PARTNERSHIP_PREFIX", "/partnership")
    assert "Make the first administrator" in told("list")
    said = told("add", "A.Lopez", "--name", "Ana Lopez", "--role", "administrator", "--link")
    key = re.search(r"^https://family\.example\.org/partnership/password\?key=(\S{40,})$", said, re.MULTILINE)[1]
    with district.reading() as session:
        assert account_of_link(session, key, now() + timedelta(days=6)) == Account(1, 1_000_001, "a.lopez")
        lines = session.scalars(select(AuditLine).where(AuditLine.subject == "a.lopez")).all()
        assert [line.action for line in lines] == ["add_person", "invite_person"]
        assert key not in str([line.details for line in lines])
    assert re.search(r"^a\.lopez +Ana Lopez +administrator +not yet +open, invited until", told("list"), re.MULTILINE)


def test_care_is_given_with_the_person_or_nobody_is_added(district: Database):
    done = run(*ROSA, "--cluster", "Lakeview", "--cluster", "Nowhere")
    assert (done.exit_code, done.stderr) == (1, "There is no such cluster in this district; nothing was saved.\n")
    assert "r.okafor" not in told("list")
    told(*ROSA, "--cluster", "Lakeview")
    told("add", "l.one", "--name", "L One", "--role", "liaison", "--school", "S1", "--school", "S2")
    with district.reading() as session:
        rows = queries.care(session, administrator_on_the_server("root", 1))
    assert rows["key"].tolist() == ["Lakeview", "S1", "S2"]
    assert re.search(r"^l\.one +L One +liaison +School S1, School S2 ", told("list"), re.MULTILINE)


@pytest.mark.parametrize(
    ("options", "typed"), [((), "three odd words\nthree odd words\n"), (("--stdin",), "three odd words\n")]
)
def test_a_password_is_asked_for_and_stands_nowhere(options: tuple[str, ...], typed: str, district: Database):
    told(*ROSA)
    said = told("password", "R.Okafor", *options, typed=typed)
    with district.reading() as session:
        kept = password_hash_of(session, Account(1, 1_000_001, "r.okafor"))
        lines = session.scalars(select(AuditLine)).all()
    assert is_password(kept, "three odd words")
    assert "three odd words" not in said + kept + str([line.details for line in lines])
    assert lines[-1].action == "give_password"


@pytest.mark.parametrize("weak", ["short", "r.okafor123", "aaaaaaaaaaaa"])
def test_a_weak_password_is_refused(weak: str, district: Database):
    told(*ROSA)
    assert run("password", "r.okafor", "--stdin", typed=f"{weak}\n").exit_code == 1
    with district.reading() as session:
        assert password_hash_of(session, Account(1, 1_000_001, "r.okafor")) == ""


def test_an_account_is_closed_and_opened_again_and_the_last_administrator_stays(district: Database):
    told(*ROSA)
    told("add", "a.lopez", "--name", "Ana Lopez", "--role", "administrator")
    told("disable", "r.okafor")
    assert re.search(r"^r\.okafor .* closed$", told("list"), re.MULTILINE)
    assert run("link", "r.okafor").exit_code == 1
    told("enable", "r.okafor")
    assert "/password?key=" in told("link", "r.okafor")
    last = run("disable", "a.lopez")
    assert (last.exit_code, "only administrator" in last.stderr) == (1, True)
    assert 'Nobody has the login "x"' in run("disable", "x").stderr
