"""The committed dictionary of the tables is the one the tables make, and every column of it is told."""

from models.tables import Base
from models.tables.dictionary import PLACE, dictionary


def test_the_dictionary_is_what_the_tables_make():
    assert PLACE.read_text(encoding="utf-8") == dictionary(), "run `make dictionary`"


def test_every_column_says_what_it_holds():
    columns = [column for table in Base.metadata.tables.values() for column in table.columns]
    assert [f"{column.table.name}.{column.name}" for column in columns if not (column.comment or "").strip()] == []
