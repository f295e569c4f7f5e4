"""Where SQLite's library may use write-ahead logging, and what is said where it may not."""

from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from models.database import Database, wal_is_safe


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 1), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_write_ahead_logging_is_used_only_where_it_was_mended(version: tuple[int, int, int], is_safe: bool):
    assert wal_is_safe(version) is is_safe


@pytest.mark.parametrize(("version", "journal"), [((3, 40, 1), "truncate"), ((3, 51, 3), "wal")])
def test_the_journal_is_what_the_librarys_version_allows(version: tuple[int, int, int], journal: str, tmp_path: Path):
    database = Database(make_url(f"sqlite:///{tmp_path / 'a.sqlite'}"), version)
    with database.write_engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == journal
    database.close()


def test_an_old_library_is_told_at_start_and_a_mended_one_is_not():
    url = make_url("sqlite:///a.sqlite")
    assert Database(url, (3, 40, 1)).old_sqlite == "3.40.1"
    assert Database(url, (3, 51, 3)).old_sqlite == ""
    assert Database(make_url("postgresql+psycopg://h/d"), (3, 40, 1)).old_sqlite == ""
