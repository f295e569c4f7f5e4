"""Every migration up and down with rows in the tables, on both databases."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text

from models import schema_change
from models.database import Database, connect
from models.errors import NoAnswerError, PartnershipError, SchemaError
from models.schema_revisions import revisions
from models.tables import Base
from tests.factories import (
    assert_kept_equals_rebuilt,
)
from tests.integration.filled_tables import counted, fill
from tests.write_load import every_row

LOST = {
    "0021": "1 row of access request",
    "0020": "1 row of development planned",
    "0019": "1 row of development change",
    "0018": "1 row of plan step change",
    "0017": "1 row of reminder",
    "0016": "1 row of saved mapping",
    "0015": "1 row of practice write up",
    "0014": "1 row of planned visit",
    "0013": "1 row of month reopening",
    "0012": "1 row of report draft",
    "0011": "1 row of operation",
    "0009": "1 row of last visit",
    "0007": "1 row of school move",
    "0005": "filed on of report revision (in up to 3 rows)",
    "0004": "1 row of rule proposal",
    "0003": "phone of person (in up to 1 row)",
}
"""What a step down to a revision must at least say."""


def test_down_one_by_one_says_what_is_lost_and_up_again_leaves_the_rest(database: Database):
    fill(database)
    before = counted(database)
    with database.reading() as session:
        whole = {table.name: [dict(row) for row in session.execute(select(table)).mappings()]
                 for table in Base.metadata.sorted_tables}  # fmt: skip
    for revision in revisions()[-2::-1]:
        if revision in LOST:
            with pytest.raises(SchemaError, match="would lose") as refused:
                database.change_schema(revision)
            assert LOST[revision] in str(refused.value)
            done = database.change_schema(revision, may_lose=True)
            assert LOST[revision] in done.lost
        else:
            assert database.change_schema(revision).lost == []
    assert counted(database)["manual_event"] == 1

    database.upgrade()
    gone = dict.fromkeys(
        ("calendar_feed", "meeting_place", "next_step_change", "planned_visit", "saved_mapping", "month_reopening",
         "report_draft", "report_draft_field", "kept_figure", "step_told", "operation", "last_visit",
         "reminder", "plan_change", "plan_step_change", "dispute", "practice", "practice_write_up", "school_move",
         "rule_proposal", "development_change", "development_planned", "programme_step_change",
         "access_request"), 1,
    )  # fmt: skip
    after = counted(database)
    stamps = {"topic_version", "month_version"}
    assert {name: rows for name, rows in after.items() if name not in stamps} == {
        name: rows - gone.get(name, 0) for name, rows in before.items() if name not in stamps
    }
    lost = {("person", "phone"), ("report_revision", "filed_on"), ("import_change", "before"),
            ("import_change", "after_key")}  # fmt: skip
    with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in stamps | gone.keys():
                columns = [column for column in table.columns if (table.name, column.name) not in lost]
                was = sorted(repr([row[column.name] for column in columns]) for row in whole[table.name])
                assert sorted(repr(list(row)) for row in session.execute(select(*columns))) == was, table.name
    assert_kept_equals_rebuilt(database)


def test_an_unknown_revision_and_a_newer_database_are_refused(database: Database):
    with pytest.raises(PartnershipError, match="no revision 0000"):
        database.change_schema("0000")
    with database.write_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        with pytest.raises(SchemaError, match="newer version"):
            database.change_schema("0005", may_lose=True)
    finally:
        with database.write_engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :last"), {"last": revisions()[-1]})


def test_a_way_up_that_takes_rows_is_refused(database: Database, monkeypatch: pytest.MonkeyPatch):
    fill(database)
    database.change_schema("0010", may_lose=True)
    before = counted(database)
    move = schema_change.move

    def take_rows(connection, target):
        move(connection, target)
        connection.execute(text("DELETE FROM activity"))

    monkeypatch.setattr(schema_change, "move", take_rows)
    with pytest.raises(SchemaError, match="would lose rows of activity"):
        database.upgrade()
    assert counted(database) == before
    monkeypatch.undo()
    database.upgrade()


# ---------------------------------------------------------------- SQLite: the old file stays until the new one is whole
def test_the_old_file_stays_beside_the_new_one_and_keeps_its_owner_and_mode(sqlite_url: str, tmp_path: Path):
    database, path = connect(sqlite_url), tmp_path / "partnership.sqlite"
    fill(database)
    path.chmod(0o640)
    before = path.read_bytes()
    path.with_name("link").symlink_to(path)
    linked = connect(f"sqlite:///{path.with_name('link')}")
    done = linked.change_schema("0005", may_lose=True)
    assert path.with_name("link").is_symlink()
    path.with_name("link").unlink()
    assert done.kept is not None
    assert done.kept.read_bytes() == before
    assert [oct(one.stat().st_mode & 0o777) for one in (path, done.kept)] == ["0o640", "0o640"]
    filled = [one.name for one in tmp_path.iterdir() if one.stat().st_size]  # a journal that is cut to nothing stays
    assert sorted(filled) == [path.name, done.kept.name]
    database.close()


def test_a_log_beside_the_file_needs_that_nobody_else_has_it_open(sqlite_url: str, tmp_path: Path):
    path = tmp_path / "partnership.sqlite"
    newer = (3, 51, 3)
    database = Database(connect(sqlite_url).url, sqlite_version=newer)
    fill(database)
    assert path.with_name(f"{path.name}-wal").exists()
    with pytest.raises(NoAnswerError, match="Stop the server first"):
        Database(database.url, sqlite_version=newer).change_schema("0005", may_lose=True)
    database.close()
    database.change_schema("0005", may_lose=True)
    database.upgrade()
    assert counted(database)["activity"] == 3
    database.close()


def test_every_row_is_the_same_after_up_from_0005(sample_district: Callable[[], str]):
    """On SQLite 0006 makes a table anew that others refer to; with references on, that took 6,170 activities away."""
    database = connect(sample_district())
    before = every_row(database)
    lost = database.change_schema("0005", may_lose=True).lost
    database.upgrade()
    after = every_row(database)
    newer = {"practice", "practice_write_up"}  # what only newer tables of the sample hold
    assert all(any(name.replace("_", " ") in words for name in newer) for words in lost)
    assert {name: after[name] for name in after if name not in newer} == {
        name: before[name] for name in before if name not in newer
    }
    database.close()
