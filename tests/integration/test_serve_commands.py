"""`partnership init`, `doctor` and `serve`: what is unsafe starts nothing, and what serves is as the settings say."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from data.__main__ import app
from data.doctor.gathering import gathered
from data.serving import environment_of_pages, serve_line
from models.database import URL_VARIABLE, Database, connect
from models.queries.administration import PeopleFacts
from models.settings import Settings, settings
from tests.postgres import free_port
from tests.serving import Server
from tests.socket_client import SocketClient

WELL_SERVED = {
    "PARTNERSHIP_ADDRESS": "127.0.0.1",
    "PARTNERSHIP_ORIGINS": '["https://family.example", "https://other.example:443", "http://third.example:8080"]',
}


def told(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "kept" / "session_secret"
    monkeypatch.setenv("PARTNERSHIP_SECRET_FILE", str(file))
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path / 'district.db'}")
    monkeypatch.delenv("BOKEH_SECRET_KEY", raising=False)
    return file


def test_init_makes_the_secret_once_for_its_owner_alone(secret: Path):
    assert environment_of_pages(settings()) == {}
    assert f"sessions is made: {secret}" in told("init").stdout
    first = secret.read_text().strip()
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(first) == 64
    assert "sessions" not in told("init").stdout
    assert secret.read_text().strip() == first
    assert environment_of_pages(settings()) == {"BOKEH_SECRET_KEY": first, "BOKEH_SIGN_SESSIONS": "yes"}


def test_serve_starts_nothing_where_the_doctor_refuses_and_says_each_sentence(
    secret: Path, monkeypatch: pytest.MonkeyPatch
):
    told("init", "--district", "valley")
    monkeypatch.setenv("PARTNERSHIP_SIGN_IN__WAYS", '["password"]')
    monkeypatch.setenv("PARTNERSHIP_ORIGINS", '["http://family.example"]')
    monkeypatch.setenv("BOKEH_SIGN_SESSIONS", "no")
    before = dict(os.environ)
    for words in (("serve", "--port", str(free_port())), ("doctor",)):
        outcome = told(*words)
        assert outcome.exit_code == 1
        assert 'The origin "http://family.example" has no TLS' in outcome.stderr
        assert "The variable BOKEH_SIGN_SESSIONS says no" in outcome.stderr
        assert "and nobody may: add them" in outcome.stderr
        assert outcome.stderr.endswith("Nothing was started.\n")
        assert "panel serve" not in outcome.stdout
    assert dict(os.environ) == before


def test_the_doctor_finds_nothing_that_stands_against_looking_around(secret: Path):
    told("init")
    outcome = told("doctor")
    assert outcome.exit_code == 0
    assert "nothing stands against serving." in outcome.stdout


def test_the_line_says_what_the_settings_say_and_trusts_no_header(monkeypatch: pytest.MonkeyPatch):
    for name, value in WELL_SERVED.items():
        monkeypatch.setenv(name, value)
    port = free_port()
    line = serve_line(Settings(port=port, prefix="/partnership"), warm=False)
    assert line[line.index("--prefix") + 1] == "/partnership"
    assert line[line.index("--port") + 1] == str(port)
    assert [word.partition("=")[2] for word in line if word.startswith("--allow-websocket-origin=")] == [
        f"localhost:{port}", f"127.0.0.1:{port}", "family.example", "other.example", "third.example:8080",
    ]  # fmt: skip
    assert "--use-xheaders" not in line


def test_the_facts_of_both_databases_are_read(database: Database):
    facts = gathered(database)
    assert facts.stored.problem is None
    assert (facts.stored.districts, facts.stored.who.people) == ((), 0)
    if database.is_sqlite:
        assert facts.stored.journal == ("wal" if facts.stored.is_wal_safe else "delete")
    if not database.is_sqlite:
        with database.reading() as session:
            found = session.execute(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")).scalar()
            kept = session.execute(text("SELECT setting FROM pg_settings WHERE name = 'data_checksums'")).scalar()
        assert (facts.stored.is_superuser, facts.stored.has_checksums) == (found, kept == "on")


def test_who_may_come_in_is_counted_from_active_people_alone(sample_district: Callable[[], str]):
    database = connect(sample_district())
    with database.writing() as session:
        session.execute(text("UPDATE person SET is_active = false WHERE role = 'administrator'"))
        session.execute(text(
            "INSERT INTO credential (district_id, person_id, password_hash) SELECT district_id, person_id, 'x' "
            "FROM person WHERE login IN ('m.alvarez', 'd.petrov')"
        ))  # fmt: skip
        active = session.scalar(text("SELECT count(*) FROM person WHERE is_active"))
        mails = session.scalar(text("SELECT count(*) FROM person WHERE is_active AND email IS NOT NULL"))
    assert gathered(database).stored.who == PeopleFacts(active, 0, mails, 0, 1)
    database.close()


def test_while_the_database_server_is_not_there_the_pages_are_served_and_say_so(
    served: Callable[..., Server], tmp_path: Path
):
    server = served(f"postgresql://x@127.0.0.1:{free_port()}/district", PARTNERSHIP_SECRET_FILE=str(tmp_path / "none"))
    assert "Warning: The database does not answer: start its server." in server.said()
    with pytest.raises(HTTPError) as wrong:
        urlopen(f"{server.url}/healthz", timeout=20)
    assert (wrong.value.code, wrong.value.read()) == (503, b'{"status": "wrong", "what": "database"}')
    with urlopen(f"{server.url}/home", timeout=20) as answer:
        assert "The database cannot be reached." in answer.read().decode()


def test_served_on_the_address_of_this_machine_in_ipv6_it_opens_by_the_address_it_prints(
    served: Callable[..., Server], sample_district: Callable[[], str]
):
    server = served(sample_district(), PARTNERSHIP_ADDRESS="::1")
    url = server.url.replace("localhost", "[::1]")
    assert f"Open {url}\n" in server.said()
    with urlopen(f"{url}/liveness", timeout=10) as answer:
        assert answer.status == 200
    with SocketClient(url, query="?as=m.alvarez") as client:
        assert client.component("schools", "shown")
