"""
The child process that reads one workbook: bytes on standard input, sheets as JSON on standard output.

It runs alone, imports nothing of ours, and gives itself limits before it looks at a byte. Sizes are taken from the
cells themselves, not from what the workbook says of itself.
"""

import datetime
import io
import json
import re
import resource
import sys
import zipfile
from typing import Any

MEMORY = 512 * 1024 * 1024
SECONDS = 20
LARGEST_UNZIPPED = 50 * 1024 * 1024
MOST_PARTS = 1_000
MOST_ROWS, MOST_COLUMNS = 20_000, 60
PIECE = 256 * 1024
CELL = re.compile(
    rb"""<(?:\w+:)?(?:c|row|dimension)\b[^>]*?\br(?:ef)?\s*=\s*["']([A-Z]{0,4}[0-9]{0,9})(?::([A-Z]{1,4}[0-9]{1,9}))?["']"""
)
ERROR_CELL = re.compile(rb"""<(?:\w+:)?c\b(?=[^>]*\bt\s*=\s*["']e["'])[^>]*?\br\s*=\s*["']([A-Z]{1,4}[0-9]{1,9})["']""")
FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ROW = re.compile(rb"<(?:\w+:)?row\b")


class Refused(Exception):
    """The workbook is not taken; the message says why."""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()
    try:
        inspect(content)
        answer: dict[str, Any] = {"sheets": sheets(content)}
    except Refused as refused:
        answer = {"refused": str(refused)}
    except zipfile.BadZipFile:
        answer = {"refused": "The file is no Excel workbook, or a damaged one."}
    sys.stdout.write(json.dumps(answer))


def inspect(content: bytes) -> None:
    """Refuse by what lies in the archive, before a reader of workbooks sees it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if not any(part.filename == "[Content_Types].xml" for part in parts):
            raise Refused("The file is an archive, but no Excel workbook.")
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNZIPPED:
            raise Refused("The workbook is larger than 50 MB when unpacked.")
        if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
            raise Refused("The workbook holds macros.")
        left = LARGEST_UNZIPPED
        errors: dict[str, None] = {}
        for part in parts:
            if part.flag_bits & 1:
                raise Refused("The workbook is protected by a password.")
            if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                left = inspect_part(archive, part, left, errors)
        if errors:
            cells = ", ".join(list(errors)[:20])
            raise Refused(f"The workbook holds errors of Excel, like #DIV/0!, in {cells}. Mend them first.")


def inspect_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, errors: dict[str, None]) -> int:
    """Look through one XML part piece by piece, noting cells with errors; returns the bytes that may still come."""
    is_sheet = "worksheets/" in part.filename.lower()
    rows, kept = 0, b""
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise Refused("The workbook is larger than 50 MB when unpacked.")
            if piece[:2] in (b"\xff\xfe", b"\xfe\xff") and not kept:
                raise Refused("The workbook is written in a way no spreadsheet program writes.")
            text = kept + piece
            if FORBIDDEN.search(text):
                raise Refused("The workbook defines entities of its own, which no spreadsheet program does.")
            if is_sheet:
                rows += len(ROW.findall(piece))
                if rows > MOST_ROWS:
                    raise too_large()
                errors.update(dict.fromkeys(found[1].decode() for found in ERROR_CELL.finditer(text)))
                for found in CELL.finditer(text):
                    require_small(found[1])
                    require_small(found[2] or b"")
            kept = text[-200:]
    return left


def too_large() -> Refused:
    return Refused(f"The sheet is larger than {MOST_ROWS:,} rows and {MOST_COLUMNS} columns.")


def require_small(reference: bytes) -> None:
    letters = reference.rstrip(b"0123456789")
    number = int(reference[len(letters) :] or b"0")
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    if number > MOST_ROWS or column > MOST_COLUMNS:
        raise too_large()


def sheets(content: bytes) -> list[dict[str, Any]]:
    """Every sheet's filled rows with their numbers, each as wide as the sheet."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [sheet(name, workbook.get_sheet_by_name(name)) for name in workbook.sheet_names]
    except CalamineError as error:
        raise Refused("The workbook is damaged or of another kind than .xlsx.") from error


def sheet(name: str, found: Any) -> dict[str, Any]:
    if found.total_height > MOST_ROWS or found.total_width > MOST_COLUMNS:
        raise too_large()
    filled = []
    for number, values in enumerate(found.to_python(skip_empty_area=False), start=1):
        cells = [shown(value) for value in values]
        if any(cells):
            filled.append((number, cells))
    return {"name": name, "rows": filled}


def shown(value: Any) -> str:
    """The cell as text: the way a careful person would type it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str(value)


if __name__ == "__main__":
    main()
