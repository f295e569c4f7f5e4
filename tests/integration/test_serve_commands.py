"""`partnership init`, `doctor` and `serve`: what is unsafe starts nothing, and what serves is as the settings say."""

import os
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data.__main__ import app
from data.serving import environment_of_pages, serve_line
from models.database import URL_VARIABLE
from models.settings import Settings, settings
from tests.postgres import free_port

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
