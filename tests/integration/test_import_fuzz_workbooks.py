"""Workbooks with formats, formulas and hidden parts in any mixture: rows in = rows stored + rows named."""

import io
import random
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.importing.import_files import import_files
from data.importing.incoming_files import IncomingFile
from models.database import Database, connect
from models.errors import RefusedImportError
from models.tables import Activity
from tests.factories import ANA
from tests.integration.test_importing import AT, SCHOOLS, bring, count

HEADER = ["school_id", "month", "activity_id", "activity_date", "involvement_type", "families_attended", "cost"]
FORMATS = ["General", "0", "000", "0%", "0.0%", "#,##0", "mmm-yy", "yyyy-mm-dd", '"A-"000', "@", "[Red]0;-0", ";;;"]
RANGES = re.compile(r"([0-9]+)(?:-([0-9]+))?")


@dataclass
class Made:
    """A workbook, and what was put into it."""

    content: bytes
    rows: int = 0
    """Rows of the sheet that is a template."""
    hidden: set[int] = field(default_factory=set)
    """Numbers of its rows that are hidden."""
    is_without_value: bool = False
    """A formula in use was saved without its value."""
    is_refused: bool = False
    """That, or a figure shown as a percentage or with letters, which is no count."""
    other_rows: dict[str, int] = field(default_factory=dict)
    """Rows of each sheet that is none, hidden ones with their header."""


def made(seed: int) -> Made:
    chance = random.Random(seed)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = chance.choice(["activities", "Activities", "Sheet1"])
    told = Made(b"")
    above = chance.choice([0, 0, 1, 3])
    for number in range(above):
        sheet.cell(number + 1, 1).value = f"Title {number}"
    sheet.append(HEADER)
    for number in range(chance.randint(1, 12)):
        sheet.append(
            [chance.choice(["007", "012"]), "2025-09", f"A-{number}", None, chance.randint(1, 6), number, None]
        )
        row = sheet.max_row
        told.rows += 1
        code = chance.choice(FORMATS) if chance.random() < 0.3 else "General"
        column = chance.randint(4, 7)
        sheet.cell(row, column).number_format = code
        is_odd = column in (5, 6) and any(sign in code for sign in ("%", "m", "A"))
        if chance.random() < 0.1:
            sheet.row_dimensions[row].hidden = True
            told.hidden.add(row)
            is_odd = False
        elif chance.random() < 0.05:
            sheet.cell(row, 7).value = "=1+1"
            told.is_without_value = True
        told.is_refused = told.is_refused or told.is_without_value or is_odd
    if chance.random() < 0.3:
        sheet.column_dimensions[chance.choice("ABCDEFG")].hidden = True
    for number in range(chance.choice([0, 0, 50])):
        sheet.cell(sheet.max_row + 3 + number, 2).number_format = "0%"
    for name in chance.sample(["Phones", "Old list", "Sums"], chance.randint(0, 2)):
        other = book.create_sheet(name)
        for number in range(chance.randint(2, 5)):
            other.append(["who", "=1/0", number])
        other.sheet_state = chance.choice(["visible", "hidden", "veryHidden"])
        told.other_rows[name] = other.max_row - (other.sheet_state == "visible")
    out = io.BytesIO()
    book.save(out)
    told.content = out.getvalue()
    return told


def numbers(text: str) -> set[int]:
    return {number for first, last in RANGES.findall(text) for number in range(int(first), int(last or first) + 1)}


@pytest.fixture(scope="module")
def one_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = connect(f"sqlite:///{tmp_path_factory.mktemp('fuzz') / 'fuzz.sqlite'}")
    database.upgrade()
    bring(database, schools=SCHOOLS)
    yield database
    database.close()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**48))
def test_every_row_of_a_workbook_is_stored_or_named(seed: int, one_database: Database):
    told = made(seed)
    file = IncomingFile("november.xlsx", told.content)
    before = count(one_database, Activity)
    outcome = None
    with suppress(RefusedImportError):
        outcome = import_files(one_database, [file], viewer=ANA, at=AT)
    if outcome is None:
        assert told.is_refused
        assert count(one_database, Activity) == before
        return
    assert not told.is_without_value
    words = [problem.what for problem in outcome.warnings]
    hidden = next((one for one in words if "hidden, by hand" in one), "")
    shown = hidden.partition("left out: ")[2] or hidden.partition("is hidden")[0]
    assert numbers(shown) == told.hidden
    counted = outcome.counts.get("activity", {})
    assert sum(counted.get(what, 0) for what in ("new", "changed", "unchanged")) + len(told.hidden) == told.rows
    for name, rows in told.other_rows.items():
        named = [str(problem) for problem in outcome.warnings if name in str(problem)]
        assert any(f"it has {rows} " in one for one in named), named
