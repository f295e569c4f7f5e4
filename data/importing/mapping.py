"""Mapping files: a foreign layout's columns, codes, joins and censored figures, said in TOML. They hold no code."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from data.files import cells
from data.files.cells import Kind
from data.importing.file_shape import FileShape, LeaveOut
from data.importing.layouts import (
    KEYS,
    ColumnRule,
    FileRule,
    Implied,
    Layout,
    RowRule,
    kind_of,
    table_columns,
    templates,
)
from data.importing.mapping_columns import column_rule
from data.importing.mapping_keys import (
    FILE_KEYS,
    IMPLIED_KEYS,
    LEAVE_OUT_KEYS,
    ROW_KEYS,
    Fault,
    as_table,
    check_keys,
    one_blank,
    table_name,
)
from models.errors import PartnershipError
from models.vocabulary import ReportState

SHIPPED = Path(__file__).parents[1] / "mappings"
LARGEST_MAPPING = 1024 * 1024
LAYOUT_KEYS = {
    "title": str,
    "filed_reports_are": str,
    "holds": str,
    "lists_every_month": bool,
    "implied": list,
    "file": list,
}
HOLDS = ("rows", "whole months")
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}


def shipped_mappings() -> list[str]:
    """Names of the mappings that come with the program."""
    return sorted(path.stem for path in SHIPPED.glob("*.toml"))


def layout_named(mapping: str | Path | None) -> Layout:
    """
    The layout of a shipped mapping by name, of a mapping file by path, or of our own templates for None or "".

    Raises PartnershipError where there is none, or where it says what can't be.
    """
    if not mapping:
        return templates()
    shipped = SHIPPED / f"{mapping}.toml"
    is_name = str(mapping) in shipped_mappings()
    path = shipped if is_name else Path(mapping)
    if not path.is_file():
        names = ", ".join(shipped_mappings())
        raise PartnershipError(f'There is no mapping "{mapping}". Name one of {names}, or a mapping file (.toml).')
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PartnershipError(f"The mapping {path.name} can't be read: {error}. Nothing was changed.") from error
    return layout_of(path.stem, content, path.name)


def layout_of(name: str, content: bytes, called: str = "") -> Layout:
    """The layout that a mapping's bytes say. called: what people know it by. Raises PartnershipError as above."""
    called = called or name
    try:
        if len(content) > LARGEST_MAPPING:
            raise Fault("it is far too large for a mapping.")
        return read_mapping(name, content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise PartnershipError(f"The mapping {called} can't be read: {error}. Nothing was changed.") from error
    except Fault as fault:
        raise PartnershipError(f"The mapping {called} can't be used: {fault} Nothing was changed.") from fault


@lru_cache(maxsize=32)
def read_mapping(name: str, text: str) -> Layout:
    """
    The layout a mapping's text describes, made once for each text.

    Raises tomllib.TOMLDecodeError, or a fault `layout_named` tells.
    """
    parsed = tomllib.loads(text)
    check_keys(parsed, LAYOUT_KEYS, "the mapping", "file")
    files = tuple(_file(as_table(entry, "[[file]]")) for entry in parsed["file"])
    doubled = {file.name for file in files if [other.name for other in files].count(file.name) > 1}
    if doubled or not files:
        raise Fault(f"file names must be there, and once each ({', '.join(sorted(doubled))}).")
    state = parsed.get("filed_reports_are", "submitted")
    if state not in (ReportState.SUBMITTED, ReportState.ACCEPTED):
        raise Fault('filed_reports_are must be "submitted" or "accepted".')
    if parsed.get("holds", "rows") not in HOLDS:
        raise Fault('holds must be "rows" (to add and to replace) or "whole months".')
    return Layout(
        name=name,
        title=parsed.get("title", name),
        files=files,
        filed_reports_are=ReportState(state),
        lists_every_month=parsed.get("lists_every_month", False),
        holds_whole_months=parsed.get("holds") == "whole months",
        implied=tuple(_implied(as_table(entry, "[[implied]]")) for entry in parsed.get("implied", [])),
    )


def _file(parsed: Mapping[str, Any]) -> FileRule:
    where = f'file "{parsed.get("name", "?")}"'
    check_keys(parsed, FILE_KEYS, where, "name", "rows")
    rows = tuple(row for entry in parsed["rows"] for row in _rows(as_table(entry, "[[file.rows]]"), where))
    leave_out = parsed.get("leave_out", [])
    lines = leave_out if isinstance(leave_out, list) else [leave_out]
    file = FileRule(
        name=parsed["name"].lower(),
        rows=rows,
        known_by=tuple(map(one_blank, parsed.get("known_by", []))),
        extra_columns=tuple(parsed.get("extra_columns", [])),
        leaves_others=parsed.get("leaves_others", False),
        shape=_shape(parsed, where),
        sheet=parsed.get("sheet", ""),
        leave_out=tuple(_leave_out(as_table(line, "leave_out"), where) for line in lines),
    )
    return file if file.known_by else replace(file, known_by=tuple(file.required))


def _shape(parsed: Mapping[str, Any], where: str) -> FileShape:
    header_row, skip_rows = parsed.get("header_row", 0), parsed.get("skip_rows", 0)
    if header_row and skip_rows:
        raise Fault(f"{where} says both header_row and skip_rows; take one of them out.")
    header_rows = parsed.get("header_rows", 1)
    if not 0 <= header_row <= 1000 or not 0 <= skip_rows <= 1000 or not 1 <= header_rows <= 5:
        raise Fault(f"{where}: header_row and skip_rows go up to 1,000, and a header has 1 to 5 rows.")
    named = parsed.get("delimiter", "")
    delimiter = DELIMITERS.get(named, named)
    if len(delimiter) > 1 or delimiter in ('"', "\r", "\n"):
        names = ", ".join(DELIMITERS)
        raise Fault(f'{where}: delimiter must be one sign, as "|", or one of the words {names}.')
    return FileShape(header_row, skip_rows, header_rows, delimiter)


def _leave_out(parsed: Mapping[str, Any], where: str) -> LeaveOut:
    check_keys(parsed, LEAVE_OUT_KEYS, f"leave_out of {where}", "column")
    values, starting_with = tuple(parsed.get("values", [])), tuple(parsed.get("starting_with", []))
    if not (values or starting_with) or "" in starting_with:
        raise Fault(f"leave_out of {where} needs values, or starting_with and a beginning.")
    return LeaveOut(one_blank(parsed["column"]), values, starting_with)


def _joined_number(missing: Sequence[str]) -> str:
    """What to do where a file has no number of its own for its rows."""
    numbers = [name for name in missing if name.endswith("_id") and name != "school_id"]
    if not numbers:
        return ""
    return f' A file without such a number: columns.{numbers[0]} = {{ columns = ["Date", "Title"] }}.'


def _rows(parsed: Mapping[str, Any], where: str) -> list[RowRule]:
    """The rows one [[file.rows]] describes: one, and two more for a survey's numerator and denominator."""
    check_keys(parsed, ROW_KEYS, f"rows of {where}", "table")
    table = table_name(parsed, "table", where)
    where = f"{table} of {where}"
    if "columns" not in parsed:
        needed = " and ".join(f"columns.{name}" for name in KEYS[table])
        raise Fault(f"no columns are named for {where}. Write {needed}; in a draft, take away the # before them.")
    columns = tuple(column_rule(table, target, entry, where) for target, entry in parsed["columns"].items())
    each_year = parsed.get("each_school_year", False)
    given = {column.target for column in columns} | ({"school_year"} if each_year else set())
    given |= {"low", "high"} if any(column.kind is Kind.BOUNDED for column in columns) else set()
    missing = [key for key in KEYS[table] if key not in given]
    if missing:
        raise Fault(f"{where} says nothing of {', '.join(missing)}.{_joined_number(missing)}")
    row = RowRule(table, columns, tuple(parsed.get("needs_one_of", [])), each_year, parsed.get("joined", False))
    unknown = [name for name in row.needs_one_of if name not in given]
    if unknown:
        raise Fault(f"needs_one_of in {where} names {', '.join(unknown)}, which no column fills.")
    value = parsed["columns"].get("value")
    is_kept = table == "surveys" and isinstance(value, dict) and "numerator" in value
    return [row, *_counts_of(row, where)] if is_kept else [row]


def _counts_of(row: RowRule, where: str) -> list[RowRule]:
    """
    Rows that keep the two counts a survey's share was made of, as measures of their own: a share can be made of them,
    they can't be made of a share.
    """
    by_target = {column.target: column for column in row.columns}
    share, measure = by_target["value"], by_target["measure"]
    if measure.source is not None:
        raise Fault(f"column measure of {where} must be a value where numerator and denominator are kept.")
    made = []
    for name, source in (("numerator", share.source), ("denominator", share.share_of)):
        own: dict[str, ColumnRule] = {
            target: column
            for target, column in by_target.items()
            if target in ("school_id", "school_year", "instrument", "source")
        }
        own["measure"] = replace(measure, value=f"{measure.value}_{name}")
        own["value"] = ColumnRule("value", source, Kind.WHOLE, cells.whole, codes=share.codes)
        own["scale_id"] = ColumnRule("scale_id", None, Kind.TEXT, cells.text, value="count")
        made.append(RowRule("surveys", tuple(own.values()), ("value",)))
    return made


def _implied(parsed: Mapping[str, Any]) -> Implied:
    check_keys(parsed, IMPLIED_KEYS, "implied", *IMPLIED_KEYS)
    table, for_each = table_name(parsed, "table", "implied"), table_name(parsed, "for_each", "implied")
    known = table_columns(table)
    values = {}
    for name, value in parsed["values"].items():
        if name not in known:
            raise Fault(f"implied {table} have no column {name}.")
        values[name] = kind_of(table, name)[1](str(value))
        if isinstance(values[name], cells.Unreadable):
            raise Fault(f'implied {table}: {name} can\'t be "{value}".')
    wrong = [name for name in (parsed["where_known"], *parsed["copies"]) if name not in table_columns(for_each)]
    wrong += [name for name in parsed["copies"] if name not in known]
    if wrong:
        raise Fault(f"implied {table}: there is no column {', '.join(wrong)}.")
    return Implied(table, for_each, parsed["where_known"], tuple(parsed["copies"]), values)
