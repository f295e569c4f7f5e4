"""
Frames -> files people open: CSV with remarks before the header, XLSX with a sheet About. No cell is ever a formula.

Every export says what it shows: filters, date and report states come in `about` and are written beside the rows.
"""

import io
import os
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from models.errors import PartnershipError

FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
PARTS_CELLS = re.compile(r'[,;|"\t\r\n]')
NUMERAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
TURNS_TEXT = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of what follows them, in the next cells too."""
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_575


def escape(text: str) -> str:
    """
    The text as no spreadsheet takes it for a formula: with a ' before it where it starts like one. Numerals stay.

    Why: a spreadsheet runs a cell that starts with = + - or @, also after a tab or a return, in CSV and in XLSX. Marks
    of direction go, so that no name turns round what stands beside it, or hides how it starts.
    """
    text = TURNS_TEXT.sub("", text)
    return f"'{text}" if text.lstrip(" \n").startswith(FORMULA_START) and not NUMERAL.fullmatch(text) else text


def cell(value: Any) -> str | int | float | None:
    """A value as a cell holds it: days in ISO 8601, yes and no, lists with ; between, None where it is not known."""
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value) or value is pd.NA:
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)) and type(value) in (int, float):
        return value if value not in (float("inf"), float("-inf")) else None
    if isinstance(value, datetime):
        is_day = value.time() == datetime.min.time() and value.tzinfo is None
        return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple, set, frozenset)):
        return escape(";".join(str(part) for part in value))
    return escape(str(value))


def write_csv(frame: pd.DataFrame, about: Mapping[str, Any]) -> bytes:
    """
    The frame's columns as CSV, `about` as lines "# name: value", each of them one cell. A byte order mark tells Excel
    it is UTF-8.
    """
    lines = [_csv_line([f"# {_one_line(name)}: {_one_line(cell(value))}"]) for name, value in about.items()]
    lines.append(_csv_line([cell(str(name)) for name in frame.columns]))
    lines += [_csv_line(map(cell, row)) for row in frame.itertuples(index=False, name=None)]
    return "".join(lines).encode("utf-8-sig", errors="replace")


def write_xlsx(frame: pd.DataFrame, about: Mapping[str, Any], *, sheet: str = "Rows") -> bytes:
    """
    The frame's columns as the first sheet of a workbook, `about` as the sheet About. Text cells are text, never links;
    days are real dates, shown as 2026-04-10.

    Raises ValueError where the frame has more rows than a sheet holds.
    """
    return write_workbook({sheet: frame}, about)


def write_workbook(frames: Mapping[str, pd.DataFrame], about: Mapping[str, Any]) -> bytes:
    """`write_xlsx` of several frames, each a sheet of its own name, the sheet About last."""
    if any(len(frame) > MOST_ROWS for frame in frames.values()):
        raise ValueError(f"a sheet holds {MOST_ROWS} rows at most")
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        bold, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "yyyy-mm-dd"})
        for sheet, frame in frames.items():
            rows = workbook.add_worksheet(sheet[:31])
            _write_row(rows, 0, list(map(str, frame.columns)), day, bold)
            for number, row in enumerate(frame.itertuples(index=False, name=None), start=1):
                _write_row(rows, number, row, day)
            rows.freeze_panes(1, 0)
        words = workbook.add_worksheet("About")
        for number, (name, value) in enumerate(about.items()):
            _write_row(words, number, (name, value), day)
        words.set_column(0, 1, 30)
    return out.getvalue()


def save(frame: pd.DataFrame, about: Mapping[str, Any], path: Path) -> None:
    """Write the frame as the path's ending says: .xlsx, else CSV."""
    is_workbook = path.suffix.lower() == ".xlsx"
    path.write_bytes(write_xlsx(frame, about) if is_workbook else write_csv(frame, about))


def _write_row(sheet: Any, number: int, values: Iterable[Any], day: Any, style: Any = None) -> None:
    for column, value in enumerate(values):
        shown = cell(value)
        if _is_day_of_excel(value):
            sheet.write_datetime(number, column, value, day)
        elif isinstance(shown, str):
            sheet.write_string(number, column, NO_XML.sub("\N{REPLACEMENT CHARACTER}", shown)[:LONGEST_CELL], style)
        elif shown is not None:
            sheet.write_number(number, column, shown, style)


def _is_day_of_excel(value: Any) -> bool:
    """Is it a day without a time, in the years that a workbook can count?"""
    if not isinstance(value, date) or value is pd.NaT:
        return False
    has_time = isinstance(value, datetime) and (value.tzinfo is not None or value.time() != datetime.min.time())
    return not has_time and value.year > 1900


def _csv_line(values: Iterable[Any]) -> str:
    return ",".join(map(_csv_cell, values)) + "\r\n"


def _csv_cell(value: Any) -> str:
    """
    A cell as RFC 4180 has it, in quotes also where another country's spreadsheet would part it: at ; or a tab, behind
    which a formula could begin.
    """
    text = "" if value is None else str(value)
    return '"' + text.replace('"', '""') + '"' if PARTS_CELLS.search(text) else text


def _one_line(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())


def write_whole(path: Path, text: str) -> None:
    """
    Write a text file in the place of the one that is there once all of it is on the disk; until then that one stays.

    Raises PartnershipError where it can't be written.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise PartnershipError(
            "{file} can't be written: {why}. Choose another file.", file=path, why=error.strerror
        ) from error


def check_range(first: date, last: date) -> None:
    """Raises PartnershipError for months in the wrong order."""
    if first > last:
        raise PartnershipError(
            "{first} is after {last}. Give the earlier month first.", first=f"{first:%Y-%m}", last=f"{last:%Y-%m}"
        )


def nothing_in_range(first: date, last: date) -> PartnershipError:
    """What to say where the calendar holds none of the months asked for."""
    return PartnershipError(
        "The calendar has no reporting month from {first} to {last}. Import reports first, or give another range.",
        first=f"{first:%Y-%m}",
        last=f"{last:%Y-%m}",
    )


def folder_made(path: Path) -> None:
    """Make a folder where there is none. Raises PartnershipError where that can't be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PartnershipError(
            "The folder {folder} can't be made: {why}. Choose another one.", folder=path, why=error.strerror
        ) from error
