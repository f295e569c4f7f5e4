"""Files -> rows -> the database: one call is taken whole or not at all, with every problem told at once."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.files.foreign import stem_of
from data.files.text_file import LARGEST_FILE, FileTable
from data.importing import completing, matching
from data.importing.completing import Known
from data.importing.correcting import Correction, corrected_table
from data.importing.file_shape import without_left_out
from data.importing.incoming_files import IncomingFile, files_at, numbered
from data.importing.layouts import Layout
from data.importing.mapping import layout_named, shipped_mappings
from data.importing.opening import tables_of
from data.importing.reading import PlacedRows, file_rule_of, read_rows
from data.importing.steps import ReadCall, complete
from data.importing.stored import known_to
from models.database import Database
from models.errors import Problem, RefusedImportError
from models.permissions import Viewer, in_district
from models.queries.people import topic_stamps
from models.recording.incoming import IncomingRows
from models.recording.record import Preview, Progress, Receipt, create_district, district_named, preview, record
from models.recording.report_rules import NOTHING, Allowed
from models.tables import District
from models.vocabulary import Topic

SOURCE_COLUMNS = {"reports": "source_file", "surveys": "source"}
FIRST_DISTRICT = "district"
Completed = Callable[[ReadCall, Known], tuple[IncomingRows, list[Problem]]]
"""`complete` with what this call may do."""


@dataclass(frozen=True)
class ImportOutcome:
    """What a call changed, or (with preview) would change. receipt is None in a preview."""

    receipt: Receipt | None
    counts: dict[str, dict[str, int]]
    warnings: list[Problem]
    files: Sequence[tuple[str, int]]
    """Name and rows of each file that was read."""
    preview: Preview | None = None


def read_files(
    files: Sequence[IncomingFile],
    layout: Layout,
    *,
    largest: int = LARGEST_FILE,
    corrections: Sequence[Correction] = (),
) -> ReadCall:
    """
    Everything these files hold, with every problem of the files and cells themselves. Looks at no database.

    corrections: cells that are read in place of the files' own, each told as a warning.
    """
    call = ReadCall(layout)
    for file in numbered(files):
        found = tables_of(file.name, file.content, layout, largest, by_columns=file.is_chosen)
        for place, as_sent in enumerate(found.tables if corrections else ()):
            found.tables[place], told = corrected_table(as_sent, corrections)
            call.problems += told
        if not file.is_chosen and not any(file_rule_of(one, layout, by_columns=False) for one in found.tables):
            # A file called like one of the layout that can't be read is no foreign one.
            is_missed = not found.tables and stem_of(file.name) in {one.name for one in layout.files}
            call.problems += found.problems if is_missed else matching.ignored(file.name, found.tables, layout)
            if not is_missed:
                continue
        else:
            call.problems += found.problems
        call.tables += [replace(table, rows=[], numbers=[]) for table in found.tables]
        used = [table for table in found.tables if _read_table(call, file, table, alone=len(found.tables) == 1)]
        digest = hashlib.sha256(file.content).hexdigest()
        call.files.append({"name": file.name, "sha256": digest, "rows": sum(len(table.rows) for table in used)})
        unused = [table for table in found.tables if not any(table is one for one in used)]
        near = [problem for table in unused if (problem := matching.near_miss(table, layout)) is not None]
        if used:
            named = {problem.file for problem in near}
            near += [matching.left_out(table, layout) for table in unused if table.file not in named]
        elif unused and not near:
            near = [_unknown_file(file.name, found.tables, layout)]
        call.problems += near
    for name, placed in call.parts.items():
        call.problems += completing.doubled_keys(name, placed)
    if not layout.name and any(not problem.is_warning for problem in call.problems):
        call.problems += _other_layout(call.tables)
    return call


def _other_layout(tables: list[FileTable]) -> list[Problem]:
    """
    A problem that names the shipped mappings all these files fit; [] where none fits.

    Two years of a publisher may be laid out alike, so that only the person who sends them knows which it is.
    """
    fitting = [
        layout
        for layout in map(layout_named, shipped_mappings())
        if tables and all(file_rule_of(table, layout, by_columns=True, by_name=False) for table in tables)
    ]
    if not fitting:
        return []
    names = ", ".join(table.file for table in tables)
    titles = " or ".join(layout.title for layout in fitting)
    mappings = " or ".join(f"--mapping {layout.name}" for layout in fitting)
    return [Problem(names, None, None, None, f"This looks like {titles}.", f"Add {mappings}.")]


def _unknown_file(name: str, tables: list[FileTable], layout: Layout) -> Problem:
    known = ", ".join(file.name for file in layout.files)
    columns = ", ".join(filter(None, tables[0].header[:6]))[:120]
    what = f"The file is none of {layout.title} ({known}); its columns are {columns} ..."
    return Problem(name, None, None, None, what, "Use a template, or name the mapping of this layout (--mapping).")


def _read_table(call: ReadCall, file: IncomingFile, table: FileTable, *, alone: bool) -> bool:
    rule = file_rule_of(table, call.layout, by_columns=file.is_chosen)
    if rule is None:
        return False
    table, left_out = without_left_out(table, rule.leave_out)
    made, problems = read_rows(table, rule, call.layout)
    call.problems += [*left_out, *matching.own_problems(table, rule), *problems]
    call.names[table.file] = {
        column.target: column.source for row in rule.rows for column in row.columns if column.source is not None
    }
    for row_rule, placed in made:
        if row_rule.table in SOURCE_COLUMNS:
            for row in placed.rows:
                row.setdefault(SOURCE_COLUMNS[row_rule.table], file.name)
        if row_rule.each_school_year:
            call.each_year.append((row_rule, placed))
            continue
        held = call.parts.setdefault(row_rule.table, PlacedRows())
        held.extend(placed)
        if row_rule.is_joined:
            call.parts[row_rule.table], differing = completing.join_rows(row_rule.table, held)
            call.problems += differing
    return True


def import_paths(
    database: Database,
    paths: Sequence[str | Path],
    *,
    viewer: Viewer,
    mapping: str | Path | None = None,
    district: str | None = None,
    at: datetime,
    is_preview: bool = False,
    new_schools: bool = False,
    progress: Progress | None = None,
    allowed: Allowed = NOTHING,
) -> ImportOutcome:
    """
    Take over the files and folders at these paths, all of them or nothing; with `is_preview`, say what would change.

    district: code, for the server's administrator, who acts in any; a person imports into their own district only.
    allowed: what a person says yes to beforehand.
    new_schools: schools and clusters that are not known are new; without, a district that has schools takes none, and
    a preview names them.
    Raises RefusedImportError with every problem, NotAllowedError, PartnershipError where the mapping, district or a
    path is wrong.
    """
    files, ignored = files_at(paths, layout=layout_named(mapping))
    return import_files(
        database, files, viewer=viewer, mapping=mapping, district=district, at=at, is_preview=is_preview,
        new_schools=new_schools, progress=progress, noted=ignored, allowed=allowed,
    )  # fmt: skip


def import_files(
    database: Database,
    files: Sequence[IncomingFile],
    *,
    viewer: Viewer,
    mapping: str | Path | None = None,
    district: str | None = None,
    at: datetime,
    is_preview: bool = False,
    new_schools: bool = False,
    progress: Progress | None = None,
    largest: int = LARGEST_FILE,
    noted: Sequence[Problem] = (),
    allowed: Allowed = NOTHING,
    layout: Layout | None = None,
    corrections: Sequence[Correction] = (),
) -> ImportOutcome:
    """
    The same for files that were handed in, as by an upload; `largest` bytes at most each. layout: one that was read
    already, in the place of `mapping`. Raises the same.
    """
    database.require_schema()
    database.require_whole()
    layout = layout or layout_named(mapping)

    def read() -> ReadCall:
        if progress:
            progress(0, 1, "Reading")
        call = read_files(files, layout, largest=largest, corrections=corrections)
        call.problems[:0] = noted
        return call

    call = read()
    if not call.files:
        known = ", ".join(file.name for file in layout.files)
        names = ", ".join(file.name for file in files) or "no file"
        what = f"There is no file of {layout.title} among these."
        raise RefusedImportError([*call.problems, Problem(names, None, None, None, what, f"They are: {known}.")])
    completed = partial(complete, at=at, new_schools=new_schools, is_preview=is_preview)
    checked = _check_before_the_lock(database, viewer, district, call, completed)
    with database.writing() as session:
        trial = session.begin_nested()
        viewer = in_district(viewer, _district(session, viewer, district))
        if checked is None or checked.stamps != topic_stamps(session, viewer.district_id):
            checked = _check(session, viewer.district_id, read() if checked else call, completed)
        if is_preview:
            shown = preview(session, viewer, checked.rows, at, allowed)
            trial.rollback()
            return ImportOutcome(None, shown.counts, [*checked.problems, *shown.notes], _rows_of(call), shown)
        receipt = record(
            session, viewer, checked.rows, at=at, mapping=layout.name, files=call.files,
            warnings=[str(problem) for problem in checked.problems], progress=progress, allowed=allowed,
        )  # fmt: skip
        return ImportOutcome(receipt, receipt.counts, [*checked.problems, *receipt.notes], _rows_of(call))


def _rows_of(call: ReadCall) -> list[tuple[str, int]]:
    """Name and rows of each file of a call."""
    return [(file["name"], file["rows"]) for file in call.files]


@dataclass(frozen=True)
class _Checked:
    """Rows that fit what was stored when the district's topics had these stamps, and warnings about them."""

    stamps: dict[Topic, str]
    rows: IncomingRows
    problems: list[Problem]


def _check_before_the_lock(
    database: Database, viewer: Viewer, district: str | None, call: ReadCall, completed: Completed
) -> _Checked | None:
    """
    The call's rows, checked before anybody else has to wait for its writing; None for a district that is yet to be
    made. Raises RefusedImportError.
    """
    with database.reading() as session:
        if session.scalar(select(District.district_id).limit(1)) is None:
            return None
        viewer = in_district(viewer, _district(session, viewer, district))
        return _check(session, viewer.district_id, call, completed)


def _check(session: Session, district_id: int, call: ReadCall, completed: Completed) -> _Checked:
    rows, problems = completed(call, known_to(session, district_id, call.parts))
    return _Checked(topic_stamps(session, district_id), rows, problems)


def _district(session: Session, viewer: Viewer, code: str | None) -> int:
    """The district that is meant; on the server the first import of an empty database makes it."""
    if code is None and not viewer.is_on_the_server:
        return viewer.district_id
    if session.scalar(select(District.district_id).limit(1)) is None:
        return create_district(session, code or FIRST_DISTRICT, "School district")
    return district_named(session, code)
