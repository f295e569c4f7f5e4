"""The keys a mapping may hold, how each is written, and what is said where one is not."""

from collections.abc import Mapping
from typing import Any, cast

from data.importing.layouts import TABLES

IMPLIED_KEYS = {"table": str, "for_each": str, "where_known": str, "copies": list, "values": dict}
FILE_KEYS = {
    "name": str,
    "known_by": list,
    "sheet": str,
    "header_row": int,
    "skip_rows": int,
    "header_rows": int,
    "delimiter": str,
    "leave_out": object,
    "extra_columns": list,
    "leaves_others": bool,
    "rows": list,
}
LEAVE_OUT_KEYS = {"column": str, "values": list, "starting_with": list}
ROW_KEYS = {"table": str, "columns": dict, "needs_one_of": list, "each_school_year": bool, "joined": bool}
COLUMN_KEYS = {
    "column": str,
    "columns": list,
    "value": object,
    "required": bool,
    "codes": dict,
    "only_codes": bool,
    "unknown": list,
    "zero_is_unknown": bool,
    "percent": bool,
    "share_of": str,
    "numerator": str,
    "denominator": str,
    "bounded": str,
    "date_order": str,
    "month_of_day": str,
    "characters": list,
    "before": str,
    "after": str,
    "digits": int,
    "separator": str,
    "without": list,
    "blank_as": str,
}
WRITTEN = {
    str: "a text in double quotes",
    bool: "true or false",
    int: "a whole number",
    list: "a list in square brackets",
    dict: "names with values, in braces",
}
NOT_OF_TEXTS = ("file", "rows", "implied", "characters", "leave_out")
"""Lists that hold something else."""


class Fault(Exception):
    """Where a mapping says what can't be; told with the file's name by `layout_named`."""


def check_keys(parsed: Mapping[str, Any], known: Mapping[str, type], where: str, *needed: str) -> None:
    """Raises Fault where a key is not known, not written as it must be, or missing."""
    for key, value in parsed.items():
        if key not in known:
            raise Fault(f'"{key}" in {where} is not known; known are {", ".join(known)}.')
        if not isinstance(value, known[key]) or (known[key] is int and isinstance(value, bool)):
            raise Fault(f'"{key}" in {where} is not written as it must be: {WRITTEN[known[key]]}.')
        if isinstance(value, list) and known[key] is list and key not in NOT_OF_TEXTS:
            _all_text(value, f'"{key}" in {where}')
    for key in needed:
        if key not in parsed:
            raise Fault(f'"{key}" is missing in {where}.')


def _all_text(values: list[Any], where: str) -> None:
    if not all(isinstance(value, str) for value in values):
        raise Fault(f"{where} must hold texts in double quotes.")


def as_table(entry: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(entry, dict):
        raise Fault(f"every {where} must be a table.")
    return cast(Mapping[str, Any], entry)


def table_name(parsed: Mapping[str, Any], key: str, where: str) -> str:
    if parsed[key] not in TABLES:
        raise Fault(f'{where} names "{parsed[key]}", which is none of {", ".join(TABLES)}.')
    return str(parsed[key])


def one_blank(name: str) -> str:
    """A header's name as files are read: single blanks, none at its ends."""
    return " ".join(name.split())
