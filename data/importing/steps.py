"""
From what the files of a call say to the rows that are stored: a list of steps, each completing what the last one left.

A step takes the call's parts and gives back parts and what it found wrong or odd. Their order matters and is told at
each step. Pure: no database.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from data.files.text_file import FileTable
from data.importing import checking, completing, folding, needed
from data.importing.completing import Known, Parts
from data.importing.layouts import Layout, RowRule
from data.importing.reading import PlacedRows
from models.errors import Problem, RefusedImportError
from models.recording.incoming import IncomingRows, Row
from models.today import day_of

MOST_PROBLEMS = 10_000
"""Problems listed at most; one more line says how many are left out."""


@dataclass
class ReadCall:
    """What the files of one call hold, before anything is compared with the database."""

    layout: Layout
    parts: Parts = field(default_factory=dict)
    each_year: list[tuple[RowRule, PlacedRows]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    """Name, sha256 and number of rows of every file used."""
    tables: list[FileTable] = field(default_factory=list)
    """Every table that was found, used or not, without its cells."""
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    """By file: our column -> theirs, so that a problem names the column a person sees."""

    @property
    def is_whole(self) -> bool:
        """Could every file be read to its end?"""
        return not any(problem.row is None and not problem.is_warning for problem in self.problems)


@dataclass(frozen=True)
class Around:
    """What a step may look at besides the rows."""

    call: ReadCall
    known: Known
    at: datetime
    new_schools: bool = False
    """A person said that schools and clusters nobody knows are new ones."""


Step = Callable[[Parts, Around], tuple[Parts, list[Problem]]]


def with_known_names(parts: Parts, around: Around) -> tuple[Parts, list[Problem]]:
    """Numbers and names written otherwise become the known ones. First: all other steps go by them."""
    tables = _tables(parts, around.call)
    problems = folding.fold_schools(tables, around.known)
    if problems:
        parts, doubled = _joined_again(parts, around.call)
        problems += doubled
    problems += folding.fold_clusters(tables, around.known, new_schools=around.new_schools)
    return parts, problems + folding.doubtful_logins(tables, around.known)


def _tables(parts: Parts, call: ReadCall) -> folding.Tables:
    return [*parts.items(), *((rule.table, placed) for rule, placed in call.each_year)]


def _joined_again(parts: Parts, call: ReadCall) -> tuple[Parts, list[Problem]]:
    """The parts after numbers changed: rows that are one now are joined, or told where only one may stand."""
    joined = {rule.table for file in call.layout.files for rule in file.rows if rule.is_joined}
    parts, problems = dict(parts), []
    for table, placed in parts.items():
        if table in joined:
            parts[table], differing = completing.join_rows(table, placed)
            problems += differing
        else:
            problems += completing.doubled_keys(table, placed)
    return parts, [problem for problem in problems if problem not in call.problems]


def in_every_school_year(parts: Parts, around: Around) -> tuple[Parts, list[Problem]]:
    """Rows that hold in each school year of the call. Early: the keys of these rows are checked with the others."""
    years = completing.school_years_of(parts) or sorted({year for _, year in around.known.enrollment})
    problems = []
    for rule, placed in around.call.each_year:
        if not years:
            first = placed.places[0][0] if placed.places else ""
            remedy = "Send the reports in the same call."
            problems.append(completing.refusal((first, 0), None, None, "No school year occurs in these files.", remedy))
        in_years = completing.in_each_year(placed, years)
        problems += completing.doubled_keys(rule.table, in_years)
        parts = _added(parts, rule.table, in_years)
    return parts, problems


def with_report_states(parts: Parts, around: Around) -> tuple[Parts, list[Problem]]:
    """Every report has its state, and lateness by the dates."""
    reports = parts.get("reports", PlacedRows())
    return parts, completing.complete_reports(reports, around.call.layout, day_of(around.at))


def of_reporting_months(parts: Parts, around: Around) -> tuple[Parts, list[Problem]]:
    return parts, completing.june_and_july(parts)


def with_known_keys(parts: Parts, around: Around) -> tuple[Parts, list[Problem]]:
    """Left out where a file could not be read whole: every row that names its schools would look wrong."""
    return parts, checking.broken_keys(parts, around.known) if around.call.is_whole else []


def with_needed_columns(parts: Parts, around: Around) -> tuple[Parts, list[Problem]]:
    """Left out where a file could not be read whole: it may say them."""
    return parts, needed.unsaid(parts, around.known) if around.call.is_whole else []


def with_implied_rows(parts: Parts, around: Around) -> tuple[Parts, list[Problem]]:
    """What a layout leaves unsaid. Before the implausible is marked, which asks for a response to every activity."""
    for table, placed in completing.implied_rows(parts, around.call.layout):
        parts = _added(parts, table, placed)
    return parts, []


def with_the_implausible_marked(parts: Parts, around: Around) -> tuple[Parts, list[Problem]]:
    return parts, checking.implausible(parts, around.known)


def with_a_calendar(parts: Parts, around: Around) -> tuple[Parts, list[Problem]]:
    """A month for every report. Before the absent months, whose rows say nothing about dates."""
    kept = completing.calendar_kept(parts, around.known)
    return _added(parts, "calendar", _unplaced(completing.calendar_of(parts, around.known))), kept


def with_absent_months(parts: Parts, around: Around) -> tuple[Parts, list[Problem]]:
    """Months a school owes no report for, where the layout lists every month it does."""
    if not around.call.layout.lists_every_month or not parts.get("reports", PlacedRows()).rows:
        return parts, []
    absent, gaps = completing.absent_months(parts, around.known)
    return _added(parts, "reports", _unplaced(absent)), gaps


REFUSING: tuple[Step, ...] = (
    with_known_names,
    in_every_school_year,
    with_report_states,
    of_reporting_months,
    with_known_keys,
    with_needed_columns,
)
"""Steps that may find a row which can't be stored: all of them are taken before anything is refused."""
COMPLETING: tuple[Step, ...] = (
    with_implied_rows,
    with_the_implausible_marked,
    with_a_calendar,
    with_absent_months,
)
"""Steps over rows that are known to be right: what they find is a warning."""


def complete(
    call: ReadCall, known: Known, at: datetime, *, new_schools: bool = False, is_preview: bool = False
) -> tuple[IncomingRows, list[Problem]]:
    """
    The rows to store, and all that is wrong or odd about them together and beside what is stored.

    new_schools: schools and clusters nobody knows may be added to a district that has some; a preview tells of them.
    Raises RefusedImportError where a file, a cell or a key is wrong.
    """
    around = Around(call, known, at, new_schools)
    parts, problems = _taken(REFUSING, call.parts, around)
    new = folding.new_ones(_tables(parts, call), known, new_schools=new_schools, is_preview=is_preview)
    _refuse_errors([*new, *call.problems, *problems], [file["name"] for file in call.files])
    parts, odd = _taken(COMPLETING, parts, around)
    rows = IncomingRows(holds_whole_months=call.layout.holds_whole_months)
    for name, placed in parts.items():
        setattr(rows, name, placed.rows)
    return rows, [*new, *call.problems, *problems, *odd]


def _taken(steps: tuple[Step, ...], parts: Parts, around: Around) -> tuple[Parts, list[Problem]]:
    problems: list[Problem] = []
    for step in steps:
        parts, found = step(parts, around)
        problems += found
    return parts, [_as_named(problem, around.call) for problem in problems]


def _added(parts: Parts, table: str, more: PlacedRows) -> Parts:
    """The parts with more rows of a table, the ones given left as they are."""
    held = parts.get(table, PlacedRows())
    return {**parts, table: PlacedRows([*held.rows, *more.rows], [*held.places, *more.places])}


def _unplaced(rows: list[Row]) -> PlacedRows:
    """Rows no file holds."""
    return PlacedRows(rows, [("", 0)] * len(rows))


def _as_named(problem: Problem, call: ReadCall) -> Problem:
    """The problem with its column's name as the file's header says it."""
    if not problem.column:
        return problem
    return replace(problem, column=call.names.get(problem.file, {}).get(problem.column, problem.column))


def _refuse_errors(problems: list[Problem], files: list[str]) -> None:
    errors = [problem for problem in problems if not problem.is_warning]
    if errors:
        order = {name: number for number, name in enumerate(files)}
        errors.sort(
            key=lambda problem: (order.get(problem.file.partition(", sheet ")[0], len(order)), problem.row or 0)
        )
        more = len(errors) - MOST_PROBLEMS
        if more > 0:
            rest = Problem("all files", None, None, None, f"There are {more} more problems.", "Mend these first.")
            errors = [*errors[:MOST_PROBLEMS], rest]
        raise RefusedImportError(errors)
