"""The lists handed out for machines: the layout, and that a month's rows are those of its own day."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from data.support_need_export import COLUMNS, support_need_csv
from models.database import Database, connect
from models.errors import PartnershipError
from models.recording.record import district_named

AUGUST, OCTOBER, MARCH = date(2025, 8, 1), date(2025, 10, 1), date(2026, 3, 1)


@pytest.fixture
def sample_database(sample_district: Callable[[], str]) -> Iterator[Database]:
    database = connect(sample_district())
    yield database
    database.close()


def exported(database: Database, first: date, last: date) -> list[dict[str, str]]:
    with database.reading() as session:
        text, rows = support_need_csv(session, district_named(session), first, last)
    read = list(csv.DictReader(io.StringIO(text)))
    assert len(read) == rows
    return read


def test_the_columns_are_those_of_the_layout(sample_database: Database) -> None:
    assert tuple(exported(sample_database, MARCH, MARCH)[0]) == COLUMNS


def test_there_is_one_row_for_each_expected_school_and_month(sample_database: Database) -> None:
    rows = exported(sample_database, OCTOBER, MARCH)
    keys = [(row["as_of_month"], row["school_id"]) for row in rows]
    assert len(set(keys)) == len(keys)
    # 86 schools, one opens in November and one closes on 31 December: 85, 86, 86, 85, 85, 85.
    assert len(keys) == 512


def test_a_months_rows_do_not_depend_on_the_range_asked_for(sample_database: Database) -> None:
    whole = [row for row in exported(sample_database, AUGUST, MARCH) if row["as_of_month"] == "2026-03"]
    assert exported(sample_database, MARCH, MARCH) == whole


def test_as_many_schools_are_flagged_as_there_is_room_for_visits(sample_database: Database) -> None:
    rows = exported(sample_database, MARCH, MARCH)
    assert sum(row["flagged"] == "1" for row in rows) == 13
    assert not [row for row in rows if row["flagged"] == "1" and row["watch"] == "1"]


def test_numbers_have_the_decimals_of_the_layout(sample_database: Database) -> None:
    row = next(row for row in exported(sample_database, MARCH, MARCH) if row["reasons"])
    decimals = {name: len(row[name].split(".")[1]) for name in ("score", "recent", "p_worst")}
    assert decimals == {"score": 9, "recent": 9, "p_worst": 9}
    assert [len(reason.split(".")[1]) for reason in row["reasons"].split(";")] == [2] * len(row["reasons"].split(";"))


def test_a_range_without_a_reporting_month_is_refused_in_words(sample_database: Database) -> None:
    with pytest.raises(PartnershipError, match="no reporting month from 2031-01 to 2031-02"):
        exported(sample_database, date(2031, 1, 1), date(2031, 2, 1))
