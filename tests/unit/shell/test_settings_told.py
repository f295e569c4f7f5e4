"""The settings in words: every key is told, the example changes nothing and may be set as it is, no secret is shown."""

import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from data.__main__ import app
from data.settings_told import example, shown, value_of, without_password
from models.settings import FILE_VARIABLE, Settings, keys, settings, variable_of

PASSWORD = "hunter2-correct-horse"


def said(*words: str) -> str:
    done = CliRunner().invoke(app, ["config", *words])
    assert done.exit_code == 0, done.output
    return done.output


def test_every_key_is_told_with_its_variable_and_what_it_may_be():
    told = said("--explain")
    for path, field in keys():
        assert f"\n{'.'.join(path)}\n" in told
        assert f"variable  {variable_of(path)}\n" in told
        assert " ".join(field.description.split()[:3]) in told
    assert "a whole number from 1 to 65535" in told
    assert "a list of oidc, password, proxy" in told
    assert "lines or json" in told


def test_the_example_changes_nothing_and_each_of_its_lines_may_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "partnership.toml"
    monkeypatch.setenv(FILE_VARIABLE, str(file))
    file.write_text(said("--example"))
    assert settings() == Settings()
    is_key = {path[-1] for path, field in keys() if field.default is not None}
    lines = [
        line[2:] if line.startswith("# ") and line[2:].partition(" = ")[0] in is_key else line for line in example()
    ]
    file.write_text("\n".join(lines))
    named = tomllib.loads(file.read_text())
    assert settings() == Settings()
    assert {name for name, value in named.items() if not isinstance(value, dict)} == {
        path[0] for path, field in keys() if len(path) == 1 and field.default is not None
    }


def test_what_is_set_is_told_and_no_password(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PARTNERSHIP_PORT", "8080")
    monkeypatch.setenv("PARTNERSHIP_DATABASE_URL", f"postgresql://office:{PASSWORD}@db.example/district")
    told = said()
    assert "port = 8080\n" in told
    assert "database_url = postgresql://office:***@db.example/district\n" in told
    assert without_password(f"postgresql://db.example/district?user=o&password={PASSWORD}").count(PASSWORD) == 0
    assert PASSWORD not in told + said("--explain") + said("--example")
    assert without_password(f"no address {PASSWORD}") == "***"


def test_a_value_is_told_for_every_key():
    assert all(shown(value_of(settings(), path)) for path, _ in keys())
