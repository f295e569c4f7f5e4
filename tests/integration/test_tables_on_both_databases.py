"""The tables as the migrations make them, on a real SQLite and a real PostgreSQL."""

from datetime import date

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text, update

from models.database import Database, connect
from models.errors import ConflictError
from models.recording.incoming import IncomingRows
from models.recording.undo import undo
from models.recording.upsert import stored_rows
from models.tables import Base, Decision
from models.tables.row_values import fingerprint, shape_of
from tests.factories import (
    AT,
    OCTOBER,
    base_rows,
    district_rows,
    make_district,
    on_the_server,
    record_rows,
    school_year_row,
)
from tests.postgres import PostgresServer


def test_the_migrations_make_the_tables_the_models_name_and_nothing_differs(database: Database):
    with database.read_engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_second_upgrade_changes_nothing(database: Database):
    before = inspect(database.read_engine).get_table_names()
    database.upgrade()
    assert inspect(database.read_engine).get_table_names() == before


def test_every_test_has_a_database_of_its_own(database: Database, tmp_path):
    with database.write_engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE left_behind (id INTEGER)")
    assert inspect(database.read_engine).has_table("left_behind")


def test_nothing_is_left_behind_by_another_test(database: Database):
    assert not inspect(database.read_engine).has_table("left_behind")


def test_an_emptied_database_is_as_a_new_one_and_one_with_other_tables_is_made_anew(
    postgresql_url: str, postgres_server: PostgresServer
):
    tables, database = postgres_server.tables_as_they_are(postgresql_url), connect(postgresql_url)
    new = every_row(database)
    assert make_district(database, district_rows(schools=1)) == 1
    assert postgres_server.empty(postgresql_url, tables)
    assert every_row(database) == new
    assert make_district(database, district_rows(schools=1)) == 1
    with database.write_engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE school ADD COLUMN colour TEXT")
    assert not postgres_server.empty(postgresql_url, tables)
    assert len(rows_of(database, "school")) == 1
    database.close()


def every_row(database: Database) -> dict[str, list[dict[str, object]]]:
    return {name: rows_of(database, name) for name in inspect(database.read_engine).get_table_names()}


# ---------------------------------------------------------------- the migrations leave what the models describe
def test_every_constraint_and_index_has_the_name_the_models_give_it(database: Database):
    found = inspect(database.read_engine)
    made = {
        (name, str(constraint["name"]))
        for name in Base.metadata.tables
        for constraint in [
            found.get_pk_constraint(name),
            *found.get_foreign_keys(name),
            *found.get_check_constraints(name),
            *found.get_unique_constraints(name),
            *found.get_indexes(name),
        ]
        if not constraint.get("duplicates_constraint")
    }
    named = {
        (table.name, str(part.name))
        for table in Base.metadata.tables.values()
        for part in [*table.constraints, *table.indexes]
    }
    assert made == named


def test_the_models_ask_for_no_other_migration(database: Database):
    with database.read_engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


# ---------------------------------------------------------------- decisions were called events (0002)
DECISION = {
    "decision_id": 1, "school_id": "S1", "kind": "judgement", "puts_on_list": True, "starts_on": OCTOBER,
    "ends_on": date(2024, 12, 20), "note": "Asked for a call.", "author": "Rosa Okafor",
}  # fmt: skip


def as_before(database: Database, revision: str = "0001") -> None:
    """The database as an earlier version of the tables left it."""
    database.change_schema(revision, may_lose=True)


def rows_of(database: Database, table: str) -> list[dict[str, object]]:
    with database.read_engine.connect() as connection:
        return [dict(row) for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()]


def test_decisions_and_what_takes_their_import_back_outlive_the_new_name(database: Database):
    district = make_district(database, district_rows(schools=1))
    with database.reading() as session:
        empty = base_rows(session)
    receipt = record_rows(database, district, IncomingRows(decisions=[DECISION])).receipt_id or 0
    with database.reading() as session:
        stored = stored_rows(session, district, shape_of("decision"), {(1,)})[(1,)]
        before = base_rows(session)

    as_before(database)
    (event,) = rows_of(database, "manual_event")
    assert (event["event_id"], event["note"], event["kind"]) == (1, "Asked for a call.", "judgement")
    change = next(row for row in rows_of(database, "import_change") if row["table_name"] == "manual_event")
    assert change["after_key"] == fingerprint(
        {"event_id" if name == "decision_id" else name: value for name, value in stored.items()}
    )

    database.upgrade()
    with database.reading() as session:
        assert base_rows(session) == before
    with database.writing() as session:
        undo(session, on_the_server(district), receipt, at=AT)
    with database.reading() as session:
        assert base_rows(session) == empty


def test_a_decision_a_person_ended_since_keeps_its_import_from_being_taken_back(database: Database):
    district = make_district(database, district_rows(schools=1))
    receipt = record_rows(database, district, IncomingRows(decisions=[DECISION])).receipt_id or 0
    with database.writing() as session:
        session.execute(update(Decision).values(ends_on=date(2024, 11, 20)))

    as_before(database)
    database.upgrade()
    with pytest.raises(ConflictError, match="The decision 1 was changed"), database.writing() as session:
        undo(session, on_the_server(district), receipt, at=AT)


# ---------------------------------------------------------------- phone, e-mail and principals (0004)
def test_an_import_of_people_and_schools_from_before_phones_can_still_be_taken_back(database: Database):
    person = {"person_id": 7, "login": "m.lund", "name": "Marit Lund", "role": "liaison", "is_active": True}
    district = make_district(database, district_rows(schools=1, people=[person]))
    with database.reading() as session:
        before = base_rows(session)
    as_before(database, "0003")
    assert "phone" not in rows_of(database, "person")[0]
    database.upgrade()
    with database.reading() as session:
        assert base_rows(session) == before

    changed = IncomingRows(people=[person | {"name": "Marit Dahl"}], school_years=[school_year_row(enrollment=401)])
    receipt = record_rows(database, district, changed).receipt_id or 0
    as_before(database, "0003")
    database.upgrade()
    with database.writing() as session:
        undo(session, on_the_server(district), receipt, at=AT)
    with database.reading() as session:
        assert base_rows(session) == before


# ---------------------------------------------------------------- surveys to check (0006)
def test_an_import_of_surveys_from_before_they_could_be_marked_can_still_be_taken_back(database: Database):
    district = make_district(database, district_rows(schools=1))
    with database.reading() as session:
        empty = base_rows(session)
    survey = {"school_id": "S1", "school_year": "2024-25", "measure": "parent_response_rate", "value": 0.5}
    receipt = record_rows(database, district, IncomingRows(surveys=[survey])).receipt_id or 0
    with database.reading() as session:
        before = base_rows(session)
    as_before(database, "0005")
    assert "please_check" not in rows_of(database, "survey_result")[0]
    database.upgrade()
    with database.reading() as session:
        assert base_rows(session) == before
    with database.writing() as session:
        undo(session, on_the_server(district), receipt, at=AT)
    with database.reading() as session:
        assert base_rows(session) == empty
