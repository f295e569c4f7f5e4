"""Mapping files: a foreign layout's columns, codes, joins and censored figures, said in TOML. They hold no code."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from data.files import cells
from data.files.cells import Kind
from data.importing.layouts import (
    KEYS,
    STATED_TIMELINESS,
    TABLES,
    ColumnRule,
    FileRule,
    Implied,
    Layout,
    RowRule,
    is_needed,
    kind_of,
    table_columns,
    templates,
)
from models.errors import PartnershipError
from models.vocabulary import ReportState

SHIPPED = Path(__file__).parents[1] / "mappings"
LARGEST_MAPPING = 1024 * 1024
LAYOUT_KEYS = {"title": str, "filed_reports_are": str, "lists_every_month": bool, "implied": list, "file": list}
IMPLIED_KEYS = {"table": str, "for_each": str, "where_known": str, "copies": list, "values": dict}
FILE_KEYS = {"name": str, "known_by": list, "extra_columns": list, "leaves_others": bool, "rows": list}
ROW_KEYS = {"table": str, "columns": dict, "needs_one_of": list, "each_school_year": bool, "joined": bool}
COLUMN_KEYS = {
    "column": str,
    "value": object,
    "required": bool,
    "codes": dict,
    "only_codes": bool,
    "unknown": list,
    "zero_is_unknown": bool,
    "percent": bool,
    "share_of": str,
    "separator": str,
    "without": list,
    "blank_as": str,
    "bounded": str,
}


class _Fault(Exception):
    """Where a mapping says what can't be; told with the file's name by `layout_named`."""


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
        if len(content) > LARGEST_MAPPING:
            raise _Fault("it is far too large for a mapping.")
        return read_mapping(path.stem, content.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise PartnershipError(f"The mapping {path.name} can't be read: {error}. Nothing was changed.") from error
    except _Fault as fault:
        raise PartnershipError(f"The mapping {path.name} can't be used: {fault} Nothing was changed.") from fault


def read_mapping(name: str, text: str) -> Layout:
    """The layout a mapping's text describes. Raises tomllib.TOMLDecodeError, or a fault `layout_named` tells."""
    parsed = tomllib.loads(text)
    _check(parsed, LAYOUT_KEYS, "the mapping", "file")
    files = tuple(_file(_is_table(entry, "file")) for entry in parsed["file"])
    doubled = {file.name for file in files if [other.name for other in files].count(file.name) > 1}
    if doubled or not files:
        raise _Fault(f"file names must be there, and once each ({', '.join(sorted(doubled))}).")
    state = parsed.get("filed_reports_are", "submitted")
    if state not in (ReportState.SUBMITTED, ReportState.ACCEPTED):
        raise _Fault('filed_reports_are must be "submitted" or "accepted".')
    return Layout(
        name=name,
        title=parsed.get("title", name),
        files=files,
        filed_reports_are=ReportState(state),
        lists_every_month=parsed.get("lists_every_month", False),
        implied=tuple(_implied(_is_table(entry, "implied")) for entry in parsed.get("implied", [])),
    )


def _check(parsed: Mapping[str, Any], known: Mapping[str, type], where: str, *needed: str) -> None:
    for key, value in parsed.items():
        if key not in known:
            raise _Fault(f'"{key}" in {where} is not known; known are {", ".join(known)}.')
        if not isinstance(value, known[key]):
            raise _Fault(f'"{key}" in {where} is not written as it must be ({known[key].__name__}).')
        if isinstance(value, list) and known[key] is list and key not in ("file", "rows", "implied"):
            _all_text(value, f'"{key}" in {where}')
    for key in needed:
        if key not in parsed:
            raise _Fault(f'"{key}" is missing in {where}.')


def _all_text(values: list[Any], where: str) -> None:
    if not all(isinstance(value, str) for value in values):
        raise _Fault(f"{where} must hold texts in double quotes.")


def _is_table(entry: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(entry, dict):
        raise _Fault(f"every [[{where}]] must be a table.")
    return cast(Mapping[str, Any], entry)


def _table_name(parsed: Mapping[str, Any], key: str, where: str) -> str:
    if parsed[key] not in TABLES:
        raise _Fault(f'{where} names "{parsed[key]}", which is none of {", ".join(TABLES)}.')
    return str(parsed[key])


def _file(parsed: Mapping[str, Any]) -> FileRule:
    where = f'file "{parsed.get("name", "?")}"'
    _check(parsed, FILE_KEYS, where, "name", "rows")
    rows = tuple(_row(_is_table(entry, "file.rows"), where) for entry in parsed["rows"])
    file = FileRule(
        name=parsed["name"].lower(),
        rows=rows,
        known_by=tuple(" ".join(name.split()) for name in parsed.get("known_by", [])),
        extra_columns=tuple(parsed.get("extra_columns", [])),
        leaves_others=parsed.get("leaves_others", False),
    )
    return file if file.known_by else replace(file, known_by=tuple(file.required))


def _row(parsed: Mapping[str, Any], where: str) -> RowRule:
    _check(parsed, ROW_KEYS, f"rows of {where}", "table", "columns")
    table = _table_name(parsed, "table", where)
    where = f"{table} of {where}"
    columns = tuple(_column(table, target, entry, where) for target, entry in parsed["columns"].items())
    each_year = parsed.get("each_school_year", False)
    given = {column.target for column in columns} | ({"school_year"} if each_year else set())
    given |= {"low", "high"} if any(column.kind is Kind.BOUNDED for column in columns) else set()
    missing = [key for key in KEYS[table] if key not in given]
    if missing:
        raise _Fault(f"{where} says nothing of {', '.join(missing)}.")
    row = RowRule(table, columns, tuple(parsed.get("needs_one_of", [])), each_year, parsed.get("joined", False))
    unknown = [name for name in row.needs_one_of if name not in given]
    if unknown:
        raise _Fault(f"needs_one_of in {where} names {', '.join(unknown)}, which no column fills.")
    return row


def _column(table: str, target: str, parsed: Any, where: str) -> ColumnRule:
    place = f"column {target} of {where}"
    try:
        kind, read = kind_of(table, target)
    except KeyError:
        known = ", ".join(name for name in table_columns(table) if name != "district_id")
        raise _Fault(f"{place}: there is no such column; there are {known}.") from None
    entry: Mapping[str, Any] = {"column": parsed} if isinstance(parsed, str) else _is_table(parsed, "column")
    _check(entry, COLUMN_KEYS, place)
    if "column" not in entry and "value" not in entry:
        raise _Fault(f"{place} needs a column, or a value that stands in every row.")
    kind, read = _reader(kind, read, entry, place)
    if read is cells.percent and "please_check" in table_columns(table):
        read = cells.published_percent
    codes = {str(code).lower(): str(meaning) for code, meaning in entry.get("codes", {}).items()}
    codes |= {str(code).lower(): "" for code in entry.get("unknown", [])}
    for code, meaning in codes.items():
        if meaning and isinstance(read(meaning), cells.Unreadable):
            raise _Fault(f'{place} reads "{code}" as "{meaning}", which is no {target}.')
    source = entry.get("column")
    is_stated = table == "reports" and target == STATED_TIMELINESS
    return ColumnRule(
        target=target,
        source=" ".join(source.split()) if source is not None else None,
        kind=kind,
        read=read,
        is_required=entry.get("required", not is_stated and "value" not in entry and is_needed(table, target)),
        value=_value(entry, read, place),
        codes=codes,
        are_codes_closed=entry.get("only_codes", False),
        zero_is_unknown=entry.get("zero_is_unknown", False),
        share_of=" ".join(entry["share_of"].split()) if "share_of" in entry else None,
        blank_as=entry.get("blank_as"),
    )


def _reader(kind: Kind, read: Any, entry: Mapping[str, Any], place: str) -> tuple[Kind, Any]:
    if "bounded" in entry:
        if entry["bounded"] not in ("percent", "rate"):
            raise _Fault(f'{place}: bounded must be "percent" (0 to 100) or "rate" (0 to 1).')
        is_percent = entry["bounded"] == "percent"
        return Kind.BOUNDED, lambda cell: cells.bounded(cell, is_percent=is_percent, floor=0.0, ceiling=1.0)
    if "share_of" in entry:
        return Kind.NUMBER, cells.number
    if entry.get("percent"):
        return Kind.RATE, cells.percent
    if "without" in entry or "separator" in entry:
        leave_out = frozenset(name.lower() for name in entry.get("without", []))
        separator = entry.get("separator", ";") or ";"
        return Kind.LIST, lambda cell: cells.listed(cell, separator=separator, leave_out=leave_out)
    return kind, read


def _value(entry: Mapping[str, Any], read: Any, place: str) -> Any:
    if "value" not in entry:
        return None
    value = read(str(entry["value"]))
    if isinstance(value, cells.Unreadable):
        raise _Fault(f'{place}: the value "{entry["value"]}" {value.what} {value.remedy}')
    return value


def _implied(parsed: Mapping[str, Any]) -> Implied:
    _check(parsed, IMPLIED_KEYS, "implied", *IMPLIED_KEYS)
    table, for_each = _table_name(parsed, "table", "implied"), _table_name(parsed, "for_each", "implied")
    known = table_columns(table)
    values = {}
    for name, value in parsed["values"].items():
        if name not in known:
            raise _Fault(f"implied {table} have no column {name}.")
        values[name] = kind_of(table, name)[1](str(value))
        if isinstance(values[name], cells.Unreadable):
            raise _Fault(f'implied {table}: {name} can\'t be "{value}".')
    wrong = [name for name in (parsed["where_known"], *parsed["copies"]) if name not in table_columns(for_each)]
    wrong += [name for name in parsed["copies"] if name not in known]
    if wrong:
        raise _Fault(f"implied {table}: there is no column {', '.join(wrong)}.")
    return Implied(table, for_each, parsed["where_known"], tuple(parsed["copies"]), values)
