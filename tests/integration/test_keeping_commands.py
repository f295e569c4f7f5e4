"""`partnership backup`, `restore`, `copy` and `migrate` as they are typed: what they say, with which code they end."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import make_url
from typer.testing import CliRunner

from data.__main__ import app
from models.database import URL_VARIABLE, connect
from tests.factories import district_rows, make_district


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """`run(url, "backup", "--list")`: the code it ends with, and all it says."""

    def typed(url: str, *words: str) -> tuple[int, str]:
        monkeypatch.setenv(URL_VARIABLE, url)
        done = CliRunner().invoke(app, words)
        return done.exit_code, done.output

    return typed


@pytest.fixture
def path(sqlite_url: str) -> Path:
    """A SQLite database with a small district."""
    database = connect(sqlite_url)
    make_district(database, district_rows())
    database.close()
    return Path(make_url(sqlite_url).database or "")


def test_a_backup_is_one_line_without_colours_and_is_listed(run: Callable, path: Path):
    url, folder = f"sqlite:///{path}", path.parent / "backups"
    code, said = run(url, "backup")
    assert (code, said.count("\n"), "\x1b" in said) == (0, 1, False)
    assert re.fullmatch(rf"{folder}/partnership-\d+T\d+Z\.sqlite: \S+ MB, \d+ rows in \d+ tables, checked\.\n", said)
    code, said = run(url, "backup", "--list")
    assert code == 0
    assert re.search(r"less than a minute old  0\.\d MB  tables \d{4}  verified", said)

    (file,) = folder.glob("*.sqlite")
    file.write_bytes(b"\x5a" + file.read_bytes()[1:])
    code, said = run(url, "backup", "--list")
    assert (code, "NOT as it was written" in said) == (1, True)
    assert run(url, "restore", "latest", "--force")[0] == 1


def test_older_backups_go_and_the_rule_is_said(run: Callable, path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PARTNERSHIP_BACKUPS__DAILY", "3")
    url, folder = f"sqlite:///{path}", path.parent / "elsewhere"
    for _ in range(2):
        code, said = run(url, "backup", "--to", str(folder), "--keep-all")
    assert "removed" not in said
    code, said = run(url, "backup", "--to", str(folder))
    assert code == 0
    assert "2 older ones removed: kept are the newest of each of the last 3 days, 8 weeks and 12 months" in said
    assert len(list(folder.glob("*.sqlite"))) == 1


def test_a_destroyed_database_comes_back_with_its_rows_told(run: Callable, path: Path):
    url = f"sqlite:///{path}"
    assert "There is no database yet" in run(f"{url}.none", "backup")[1]
    run(url, "backup")
    path.unlink()
    code, said = run(url, "restore", "latest")
    assert code == 0
    assert "  school: 2 rows, as in the backup" in said
    assert re.search(r"\.sqlite is restored: as on \d{4}-\d\d-\d\d \d\d:\d\d UTC\.", said)
    code, said = run(url, "restore", "latest")
    assert (code, "--force" in said) == (1, True)
    code, said = run(url, "restore", "latest", "--force")
    assert (code, "What was there before is kept: " in said) == (0, True)


def test_tables_go_down_and_up_and_what_is_lost_is_said(run: Callable, path: Path):
    url = f"sqlite:///{path}"
    code, said = run(url, "migrate", "--to", "0003")
    assert code == 0
    assert "The tables are of revision 0003; they were" in said
    run(url, "backup")
    assert "older version" in run(url, "check")[1]
    code, said = run(url, "init")
    assert (code, "The database as it was before: " in said) == (0, True)
    code, said = run(url, "restore", "latest", "--force")
    assert (code, "Run `partnership init`" in said) == (0, True)
    assert run(url, "migrate", "--to", "42")[0] == 1
    assert "There is no database yet" in run(f"{url}.none", "migrate", "--to", "0003")[1]
    assert not path.with_name(f"{path.name}.none").exists()


def test_a_copy_is_told_and_a_password_in_the_command_refused(run: Callable, path: Path, tmp_path: Path):
    url, there = f"sqlite:///{path}", f"sqlite:///{tmp_path / 'copy.sqlite'}"
    code, said = run(url, "copy", "--to", there)
    assert code == 0
    assert re.search(r"\d+ rows in \d+ tables copied, and each compared\.", said)
    code, said = run(there, "copy", "--from", url, "--to", "postgresql://a:h3rons-nest@127.0.0.1:1/x")
    assert (code, "h3rons" in said) == (1, False)
    code, said = run(url, "copy", "--to", "postgresql://a@127.0.0.1:1/x")
    assert (code, "postgresql+psycopg://a@127.0.0.1:1/x cannot be reached" in said) == (1, True)
    assert run(url, "copy")[0] == 2
