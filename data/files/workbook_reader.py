"""
The child process that reads one workbook: bytes on standard input, sheets as JSON on standard output.

It runs alone, imports nothing of ours, and gives itself limits before it looks at a byte. Sizes are taken from the
filled cells themselves, not from what the workbook says of itself: a coloured blank cell is blank.

A library reads the values; what it does not tell is read here: formats, formulas without a value, what is hidden.
"""

import datetime
import io
import json
import posixpath
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any
from xml.parsers import expat

MEMORY = 512 * 1024 * 1024
SECONDS = 20
LARGEST_UNZIPPED = 50 * 1024 * 1024
MOST_PARTS = 1_000
MOST_ROWS, MOST_COLUMNS, LAST_ROW = 20_000, 60, 100_000
PIECE = 256 * 1024
FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
KNOWN_FORMATS = {9: "0%", 10: "0.00%", 17: "mmm-yy"}
"""The formats Excel knows by number only, of those that matter here."""
TOLD_FORMULAS = 200
DIGITS = "0123456789"


class Refused(Exception):
    """The workbook is not taken; the message says why."""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()
    try:
        inspect(content)
        answer = read(content)
    except Refused as refused:
        answer = {"refused": str(refused)}
    except zipfile.BadZipFile:
        answer = {"refused": "The file is no Excel workbook, or a damaged one."}
    except expat.ExpatError:
        answer = {"refused": str(damaged())}
    sys.stdout.write(json.dumps(answer))


def inspect(content: bytes) -> None:
    """Refuse by what lies in the archive, before anything reads it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        names = {part.filename.lower() for part in parts}
        if "[content_types].xml" not in names:
            raise Refused(other_archive(archive, names))
        if any(name.startswith("word/") for name in names):
            raise Refused("The file is a Word document, no workbook.")
        if "xl/workbook.bin" in names:
            raise Refused("The file is a binary workbook (.xlsb).")
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNZIPPED:
            raise Refused("The workbook is larger than 50 MB when unpacked.")
        if any(name.endswith("vbaproject.bin") for name in names):
            raise Refused("The workbook holds macros.")
        left = LARGEST_UNZIPPED
        for part in parts:
            if part.flag_bits & 1:
                raise Refused("The workbook is protected by a password.")
            if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                left = inspect_part(archive, part, left)


def other_archive(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:100]:
        return "The file is an OpenDocument file (.ods), no Excel workbook."
    if any(name.endswith(".iwa") for name in names):
        return "The file is an Apple Numbers document, no Excel workbook."
    return "The file is an archive, but no Excel workbook."


def inspect_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """Look through one XML part piece by piece; returns the bytes that may still come."""
    kept = b""
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise Refused("The workbook is larger than 50 MB when unpacked.")
            if piece[:2] in (b"\xff\xfe", b"\xfe\xff") and not kept:
                raise Refused("The workbook is written in a way no spreadsheet program writes.")
            if FORBIDDEN.search(kept + piece):
                raise Refused("The workbook defines entities of its own, which no spreadsheet program does.")
            kept = piece[-200:]
    return left


def too_large() -> Refused:
    return Refused(f"The sheet is larger than {MOST_ROWS:,} rows and {MOST_COLUMNS} columns.")


def damaged() -> Refused:
    return Refused("The workbook is damaged or of another kind than .xlsx.")


def read(content: bytes) -> dict[str, Any]:
    """The sheets that are shown, with filled rows, and the hidden ones by name and number of rows."""
    from python_calamine import CalamineError, CalamineWorkbook

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        listed, is_left_to_excel = sheets_listed(archive)
        formats = number_formats(archive)
        answer: dict[str, Any] = {"formats": formats, "sheets": [], "hidden": []}
        marked = {style for style, code in enumerate(formats) if code}
        scans = []
        for name, part, is_shown in listed:
            scan = SheetScan(marked, is_left_to_excel=is_left_to_excel, has_limits=is_shown)
            scan.take(archive, part)
            if is_shown:
                scans.append((name, scan))
            else:
                answer["hidden"].append({"name": name, "rows": scan.filled})
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name, scan in scans:
            rows = list(filled_rows(workbook.get_sheet_by_name(name), scan))
            told = {"hidden_rows": scan.hidden_rows, "hidden_columns": sorted(scan.hidden_columns)}
            formulas = {"formulas": scan.formulas[:TOLD_FORMULAS], "formula_count": len(scan.formulas)}
            answer["sheets"].append({"name": name, "rows": rows, **told, **formulas})
    except CalamineError as error:
        raise damaged() from error
    return answer


def sheets_listed(archive: zipfile.ZipFile) -> tuple[list[tuple[str, str, bool]], bool]:
    """(Name, part, is shown) of every sheet of cells; and whether its formulas wait for Excel to work them out."""
    parts = {name.lower(): name for name in archive.namelist()}
    if "xl/workbook.xml" not in parts:
        raise damaged()
    targets = {}
    if "xl/_rels/workbook.xml.rels" in parts:
        for _, kind, attributes in elements(archive, parts["xl/_rels/workbook.xml.rels"]):
            if kind == "Relationship":
                target = attributes.get("Target", "").replace("\\", "/")
                path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
                targets[attributes.get("Id")] = parts.get(path.lower(), "")
    listed, is_left_to_excel = [], False
    for _, kind, attributes in elements(archive, parts["xl/workbook.xml"]):
        if kind == "sheet":
            part = targets.get(next((value for key, value in attributes.items() if key.endswith("}id")), ""), "")
            if not part:
                raise damaged()
            if "worksheets/" in part.lower():
                listed.append((attributes.get("name", ""), part, attributes.get("state", "visible") == "visible"))
        elif kind == "calcPr":
            is_left_to_excel = attributes.get("fullCalcOnLoad") in ("1", "true")
    return listed, is_left_to_excel


def number_formats(archive: zipfile.ZipFile) -> list[str]:
    """The format of each cell style, by its number; "" where it changes nothing about what a cell says."""
    part = next((name for name in archive.namelist() if name.lower() == "xl/styles.xml"), None)
    codes, styles = dict(KNOWN_FORMATS), []
    for inside, kind, attributes in elements(archive, part) if part else ():
        if (inside, kind) == ("numFmts", "numFmt"):
            codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif (inside, kind) == ("cellXfs", "xf"):
            styles.append(int(attributes.get("numFmtId", "0")))
    return [codes[style] if changes_what_is_said(codes.get(style, "")) else "" for style in styles]


def elements(archive: zipfile.ZipFile, part: str) -> list[tuple[str, str, dict[str, str]]]:
    """(Name of what it stands in, name, attributes) of every element of a small part."""
    found: list[tuple[str, str, dict[str, str]]] = []
    inside = [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition("}")[2]
        found.append((inside[-1], kind, attributes))
        inside.append(kind)

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler, parser.EndElementHandler = start, lambda _: inside.pop()
    parser.Parse(archive.read(part), True)
    return found


def changes_what_is_said(code: str) -> bool:
    """Percent, padding with zeros, and months without a day: what Excel shows is another text than the value's."""
    bare = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.|_.|\*.', "", code)
    is_month = re.search("m", bare, re.I) and re.search("y", bare, re.I) and not re.search("[dhs]", bare, re.I)
    return "%" in bare or bool(re.match(r"[^#?.0]*0[-0 ]*0", bare)) or bool(is_month)


class SheetScan:
    """What one sheet's XML tells beside its values. Rows and columns are counted by filled cells, while it is read."""

    def __init__(self, marked: set[int], *, is_left_to_excel: bool, has_limits: bool):
        self.marked = {str(style) for style in marked}
        self.is_left_to_excel, self.has_limits = is_left_to_excel, has_limits
        self.filled = 0
        self.marks: dict[int, dict[int, int | str]] = {}
        """Row -> column -> style that changes what is said, or the error that stands there."""
        self.formulas: list[tuple[int, int]] = []
        """Row and column of formulas that were saved without their value."""
        self.hidden_rows: list[int] = []
        self.hidden_columns: set[int] = set()
        self._row, self._column, self._kind, self._style = 0, 0, "", ""
        self._texts: list[str] = []
        self._is_row_hidden = self._is_row_filled = self._is_formula = False

    def take(self, archive: zipfile.ZipFile, part: str) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._root
        # Texts outside of cells are swept away with the next cell.
        parser.CharacterDataHandler = self._texts.append
        self._parser = parser
        with archive.open(part) as stream:
            while piece := stream.read(PIECE):
                parser.Parse(piece, False)
        parser.Parse(b"", True)

    def _root(self, name: str, _: dict[str, str]) -> None:
        """The first element tells the prefix of all; an element in five is a cell, so that every step counts."""
        prefix = name.removesuffix("worksheet")
        self._c, self._f, self._row_name, self._col = (prefix + kind for kind in ("c", "f", "row", "col"))
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._c:
            reference = attributes.get("r")
            self._column = column_of(reference.rstrip(DIGITS)) if reference else self._column + 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
            self._is_formula = False
            self._texts.clear()
        elif name == self._row_name:
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            self._is_row_hidden, self._is_row_filled = attributes.get("hidden") in ("1", "true"), False
        elif name == self._f:
            self._is_formula = True
        elif name == self._col and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes["min"]), int(attributes["max"])
            self.hidden_columns.update(range(first, min(last, MOST_COLUMNS) + 1))

    def _end(self, name: str) -> None:
        if name == self._c:
            if self._texts or self._is_formula:
                self._take_cell()
        elif name == self._f:
            # The formula itself is no value.
            self._texts.clear()

    def _take_cell(self) -> None:
        value = "".join(self._texts).strip() if self._kind == "e" or self._is_formula else self._texts[0]
        if not value and not self._is_formula:
            return
        if not self._is_row_filled:
            self._is_row_filled = True
            self.filled += 1
            if self._is_row_hidden:
                self.hidden_rows.append(self._row)
        if not self.has_limits:
            return
        if self.filled > MOST_ROWS or self._row > LAST_ROW or self._column > MOST_COLUMNS:
            raise too_large()
        is_waiting = self.is_left_to_excel and self._kind == "n" and value == "0"
        # An empty text may be a formula's answer; a 0 is none where the workbook leaves the sums to Excel.
        if self._is_formula and (is_waiting or (not value and self._kind != "str")):
            self.formulas.append((self._row, self._column))
        elif self._kind == "e":
            self.marks.setdefault(self._row, {})[self._column] = value
        elif self._style in self.marked and self._kind in ("n", "d"):
            self.marks.setdefault(self._row, {})[self._column] = int(self._style)


@cache
def column_of(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def filled_rows(sheet: Any, scan: SheetScan) -> Iterator[tuple[int, list[str | list[Any]]]]:
    """Filled rows with their numbers, each as wide as the sheet: texts, or [text, style] where its format matters."""
    for number, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        cells: list[Any] = [shown(value) for value in values]
        for column, mark in scan.marks.get(number, {}).items():
            if column <= len(cells):
                cells[column - 1] = mark if isinstance(mark, str) else [cells[column - 1], mark]
        if any(cells):
            yield number, cells


def shown(value: Any) -> str:
    """The cell as text: the way a careful person would type it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        value = (value + datetime.timedelta(microseconds=500_000)).replace(microsecond=0)
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str(value)


if __name__ == "__main__":
    main()
