"""
The tables and columns a mapping may fill, in words: the part of data/mappings/README.md between its two marks.

`python -m data.importing.mapping_tables` writes it there; a test holds the two together.
"""

import inspect
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import cast

from sqlalchemy import Enum

from data.files.cells import Kind
from data.importing.layouts import KEYS, STATED_TIMELINESS, TABLES, Timeliness, is_needed, kind_of, table_columns
from models.vocabulary import Barrier

README = Path(__file__).parents[1] / "mappings" / "README.md"
FIRST_MARK, LAST_MARK = "<!-- tables: begin -->", "<!-- tables: end -->"
NOT_FILLED = (
    *("district_id", "revision", "content_key", "receipt_id", "recorded_at", "please_check", "source_file"),
    *("first_submitted_date", "last_submitted_date", "reviewed_by"),
)
"""Columns the program fills by itself."""
KINDS: Mapping[Kind, str] = {
    Kind.TEXT: "text",
    Kind.WHOLE: "count",
    Kind.NUMBER: "number",
    Kind.RATE: "share, 0 to 1 or with %",
    Kind.DATE: "day",
    Kind.MONTH: "month",
    Kind.SCHOOL_YEAR: "school year",
    Kind.YES_NO: "yes or no",
    Kind.TYPE: "1 to 6",
    Kind.TYPES: "several of 1 to 6, with ; between",
    Kind.LIST: "several texts, with ; between",
}


def fillable(table: str) -> list[str]:
    """The columns a mapping fills, in the order of the table."""
    return [name for name in table_columns(table) if name not in NOT_FILLED]


def tables_and_columns() -> str:
    """Each table with a line for each of its columns: what it is, how it is written, whether a file must say it."""
    parts = []
    for table in TABLES:
        about = inspect.cleandoc(TABLES[table].__doc__ or "").partition("\n\n")[0].replace("\n", " ")
        lines = [
            f"### {table}",
            "",
            *([about, ""] if about else []),
            "| column | says | written | |",
            "|---|---|---|---|",
        ]
        columns = table_columns(table)
        lines += [_line(table, name, columns[name].comment or "") for name in fillable(table)]
        if table == "reports":
            lines.append(_line(table, STATED_TIMELINESS, "What the file says of lateness; compared, then left out"))
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _line(table: str, name: str, comment: str) -> str:
    must = "key" if name in KEYS[table] else "needed" if is_needed(table, name) else ""
    says = comment.replace("|", "\\|")
    return f"| `{name}` | {says} | {_written(table, name)} | {must} |"


def _written(table: str, name: str) -> str:
    if name == STATED_TIMELINESS:
        return _one_of(Timeliness)
    if name == "barriers":
        return "several, with ; between: " + _codes(Barrier)
    kind = kind_of(table, name)[0]
    type_ = table_columns(table)[name].type
    if isinstance(type_, Enum):
        return _one_of(cast(type[StrEnum], type_.enum_class))
    return KINDS[kind]


def _one_of(kind: type[StrEnum]) -> str:
    return "one of " + _codes(kind)


def _codes(kind: type[StrEnum]) -> str:
    return ", ".join(member.value for member in kind)


def with_tables(text: str) -> str:
    """The text with what stands between the marks made anew."""
    before, _, rest = text.partition(FIRST_MARK)
    return f"{before}{FIRST_MARK}\n\n{tables_and_columns()}\n\n{LAST_MARK}{rest.partition(LAST_MARK)[2]}"


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
