"""What data/mappings/README.md tells a district's data person is what the program does."""

import re
import tomllib

import pytest

from dashboards.state.formats import MEASURES
from data.importing.import_files import read_files
from data.importing.incoming_files import IncomingFile
from data.importing.mapping import LAYOUT_KEYS, read_mapping, shipped_mappings
from data.importing.mapping_keys import COLUMN_KEYS, FILE_KEYS, IMPLIED_KEYS, LEAVE_OUT_KEYS, ROW_KEYS
from data.importing.mapping_tables import README, with_tables
from models.queries.schools import PARENT_MEASURES

TEXT = README.read_text(encoding="utf-8")
TOUR = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
KEY_LINE = re.compile(r"^\| `(\w+)` \| .+ \| `(.+)` \|$", re.MULTILINE)


def lines_after(heading: str) -> dict[str, str]:
    """The keys of the table under a heading, each with its example."""
    part = TEXT.partition(heading)[2]
    return dict(KEY_LINE.findall(part[: part.index("\n\n", part.index("|---"))]))


def test_the_tables_and_columns_are_those_of_the_program():
    assert with_tables(TEXT) == TEXT, "run: python -m data.importing.mapping_tables"


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("At the top:", {*LAYOUT_KEYS}),
        ("In `[[file]]`:", {*FILE_KEYS, *LEAVE_OUT_KEYS} - {"column"}),
        ("In `[[file.rows]]`:", set(ROW_KEYS)),
        ("In the braces of a column:", set(COLUMN_KEYS)),
        ("In `[[implied]]`:", set(IMPLIED_KEYS)),
    ],
)
def test_every_key_has_a_line_with_an_example(heading: str, keys: set[str]):
    told = lines_after(heading)
    assert set(told) == keys
    for key, example in told.items():
        assert key in example
        assert tomllib.loads(example if not example.startswith("{") else f"x = {example}")


def test_every_mapping_that_comes_along_is_named():
    told = re.findall(r"`(\w+)`", TEXT.partition("## How to begin")[0])
    assert sorted(told) == shipped_mappings()


def test_the_measures_that_screens_show_are_told_in_their_order():
    told = re.findall(
        r"^\| `(\w+)` \| (.+?) \|", TEXT.partition("## Measures")[2].partition("## Tables")[0], re.MULTILINE
    )
    assert [measure for measure, _ in told if measure != "measure"] == list(PARENT_MEASURES)
    assert dict(told).items() >= MEASURES.items()


def test_the_mapping_of_the_tour_reads_the_file_it_was_written_for():
    (tour,) = TOUR
    theirs = (
        "Lake County,,,,,,\n2025-26,,,,,,\n"
        "Site,School name,Network,Type,Students,Low income,Parents who answered\n"
        "7,Alder,North,ES,370,185,43%\n8,Birch,TBD,HS,0,,*\n,Printed in May,,,,,\nTotal,,,,370,185,\n"
    )
    call = read_files([IncomingFile("list.csv", theirs.encode())], read_mapping("tour", tour))
    assert [problem for problem in call.problems if not problem.is_warning] == []
    assert [(row["school_id"], row["name"]) for row in call.parts["schools"].rows] == [
        ("007", "Alder"),
        ("008", "Birch"),
    ]
    years = call.parts["school_years"].rows
    assert [(row["cluster"], row["enrollment"], row["low_income_rate"]) for row in years] == [
        ("North", 370, 0.5),
        (None, None, None),
    ]
    assert [(row["school_id"], row["value"]) for row in call.parts["surveys"].rows] == [("007", 0.43)]
