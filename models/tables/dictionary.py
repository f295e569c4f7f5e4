"""
The dictionary of the tables, made from the tables themselves: `make dictionary` writes dictionary.md beside this file.

A test holds the two together, so what the file says of a column is what the database is told of it.
"""

import inspect
import sys
from enum import Enum
from pathlib import Path

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy import Enum as SqlEnum

from models.tables import Base
from models.tables.base import UtcDateTime

PLACE = Path(__file__).with_suffix(".md")
OPENING = """# Every table and column

Made by `make dictionary` from the classes in `models/tables`; change those, not this file. `district_id` leads every
key, so one database can hold many districts. A blank cell is unknown or does not apply, never zero.

In *key*: P is part of the table's key, U belongs to no second row, and the name of a table means that the value must
be one of its rows. In *blank*: yes where the column may be empty.
"""
KINDS = {
    Boolean: "yes or no",
    Date: "day",
    Float: "number",
    Integer: "whole number",
    JSON: "JSON",
    String: "text",
    UtcDateTime: "moment, in UTC",
}


def dictionary() -> str:
    """The whole dictionary as Markdown: a picture of how the tables hang together, the tables by topic, the codes."""
    topics: dict[str, list[type[Base]]] = {}
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__):
        topics.setdefault(mapper.class_.__module__, []).append(mapper.class_)
    parts = [OPENING, "## How they hang together\n", picture()]
    for module in sorted(topics, key=lambda module: (not module.endswith(".district"), module)):
        parts.append(f"## {_first_line(sys.modules[module].__doc__).rstrip('.')}\n")
        parts += [table(kind) for kind in topics[module]]
    parts.append("## Codes\n\n| list | codes |\n|---|---|")
    parts += [f"| {kind.__name__} | {', '.join(f'`{code.value}`' for code in kind)} |" for kind in closed_lists()]
    return "\n".join(parts) + "\n"


def picture() -> str:
    """A mermaid diagram: a line leads from a row to the rows that belong to it, named by the columns that say so."""
    lines = ["```mermaid", "erDiagram"]
    for kept in sorted(Base.metadata.tables.values(), key=lambda kept: kept.name):
        for key in _foreign_keys(kept):
            names = [column.name for column in key.columns]
            owner = "|o" if any(column.nullable for column in key.columns) else "||"
            owned = "o|" if names == [column.name for column in kept.primary_key] else "o{"
            label = ", ".join(name for name in names if name != "district_id") or "district_id"
            lines.append(f'    {key.referred_table.name} {owner}--{owned} {kept.name} : "{label}"')
    return "\n".join([*lines, "```"]) + "\n"


def table(kind: type[Base]) -> str:
    """One table: what a row is, its columns, and what the database refuses besides."""
    kept = _table_of(kind)
    lines = [f"### {kept.name}\n"]
    if kind.__doc__:
        lines.append(f"{_first_line(kind.__doc__)}\n")
    lines += ["| column | type | key | blank | |", "|---|---|---|---|---|"]
    for column in kept.columns:
        blank = "yes" if column.nullable else ""
        told = (column.comment or "").replace("|", "\\|")
        lines.append(f"| {column.name} | {_type(column)} | {_key(column, kept)} | {blank} | {told} |")
    checks = [check for check in kept.constraints if isinstance(check, CheckConstraint)]
    ours = sorted(str(check.sqltext) for check in checks if not check._type_bound)  # the others hold a list of codes
    if ours:
        lines.append("\nHeld by the database: " + "; ".join(f"`{check}`" for check in ours) + ".")
    return "\n".join(lines) + "\n"


def closed_lists() -> list[type[Enum]]:
    """The closed lists that stand in some column, by name."""
    columns = [column for kept in Base.metadata.tables.values() for column in kept.columns]
    kinds = {_codes_of(column.type) for column in columns if isinstance(column.type, SqlEnum)}
    return sorted(kinds, key=lambda kind: kind.__name__)


def _type(column: Column) -> str:
    if isinstance(column.type, SqlEnum):
        return f"code: {_codes_of(column.type).__name__}"
    return next(words for kind, words in KINDS.items() if isinstance(column.type, kind))


def _codes_of(closed_list: SqlEnum) -> type[Enum]:
    assert closed_list.enum_class is not None
    return closed_list.enum_class


def _key(column: Column, kept: Table) -> str:
    marks = ["P"] if column.primary_key else []
    unique = [list(held.columns) for held in kept.constraints if isinstance(held, UniqueConstraint)]
    if any(column in columns and column.name != "district_id" for columns in unique):
        marks.append("U")
    owners = [key.referred_table.name for key in _foreign_keys(kept) if column.name in key.columns]
    if column.name == "district_id" and owners:
        owners = ["district"]
    return ", ".join([*marks, *dict.fromkeys(owners)])


def _foreign_keys(kept: Table) -> list[ForeignKeyConstraint]:
    return sorted(kept.foreign_key_constraints, key=lambda key: [column.name for column in key.columns])


def _table_of(kind: type[Base]) -> Table:
    kept = kind.__table__
    assert isinstance(kept, Table)
    return kept


def _first_line(docstring: str | None) -> str:
    """The first paragraph, in one line."""
    return " ".join(inspect.cleandoc(docstring or "").split("\n\n")[0].split())


if __name__ == "__main__":
    PLACE.write_text(dictionary(), encoding="utf-8")
