"""The tables as the migrations make them, on a real SQLite and a real PostgreSQL."""

from sqlalchemy import inspect

from models.database import Database
from models.tables import Base


def test_the_migrations_make_every_table_the_models_name(database: Database):
    made = set(inspect(database.read_engine).get_table_names())
    assert made - {"alembic_version"} == set(Base.metadata.tables)


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
