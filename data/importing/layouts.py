"""What a kind of file looks like: its columns, their kinds, and the rows of ours they become. Mappings say the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, cast

from sqlalchemy import JSON, Boolean, Date, Enum, Float, Integer
from sqlalchemy import Column as TableColumn

from data.files import cells
from data.files.cells import Kind
from data.files.signs import identifier, is_identifier
from data.importing.file_shape import PLAIN, FileShape, LeaveOut
from data.importing.template_columns import EXTRA, KNOWN_BY
from models import tables
from models.tables.row_values import shape_of
from models.vocabulary import Barrier, ReportState

TABLES: Mapping[str, type[tables.Base]] = {
    "calendar": tables.ReportingMonth,
    "schools": tables.School,
    "school_years": tables.SchoolInYear,
    "reports": tables.ReportRevision,
    "activities": tables.Activity,
    "responses": tables.ParentResponse,
    "observations": tables.TeacherObservation,
    "plans": tables.ActionPlan,
    "planned_activities": tables.PlannedActivity,
    "sessions": tables.DevelopmentSession,
    "session_attendance": tables.DevelopmentAttendance,
    "contacts": tables.SupportContact,
    "surveys": tables.SurveyResult,
    "people": tables.Person,
    "coordinator_clusters": tables.CoordinatorCluster,
    "liaison_schools": tables.LiaisonSchool,
}
"""Rows of `IncomingRows` that files bring, and the table each column's kind comes from."""

KEYS: Mapping[str, tuple[str, ...]] = {
    name: tuple(column for column in shape_of(table.__tablename__).key if column != "revision")
    for name, table in TABLES.items()
}
"""What tells two rows of a file apart: the table's own key; a file never names the revision."""
STATED_TIMELINESS = "stated_timeliness"
"""A column of `reports` that is compared with the dates and then left out: on_time, late or missing."""


SPREAD = " | "
"""Stands between the cells of a list that is spread over several columns, read as one."""


class Timeliness(StrEnum):
    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"


@dataclass(frozen=True)
class ColumnRule:
    """How one of our columns is filled from one of theirs."""

    target: str
    """Ours; of a bounded figure, the three columns value, low and high together."""
    source: str | None
    """Theirs, as the header says it; None where `value` stands in every row."""
    kind: Kind
    read: Callable[[str], Any]
    is_required: bool = False
    value: Any = None
    """What stands in every row without `source`, and where the cell is blank otherwise."""
    codes: Mapping[str, str] = field(default_factory=dict)
    """Their code (lower case) -> what to read in its place; "" is unknown."""
    are_codes_closed: bool = False
    """A code that is not listed is refused."""
    zero_is_unknown: bool = False
    share_of: str | None = None
    """Their column with the whole this count is a share of."""
    date_order: str = ""
    """"mdy" or "dmy": what comes first in days like 11/12/2025; "": found from the column's own cells."""
    blank_as: str | None = None
    """Our column that fills a blank cell, as activity_id a response's number."""
    prepare: Callable[[str], Any] | None = None
    """Takes the part of a cell that is meant; text -> text, or what is wrong with it."""
    month_of_day: str = ""
    """The column holds days and ours a month: the "same", or the one "before"."""
    more_sources: tuple[str, ...] = ()
    """Their further columns of a list that is spread over several."""
    written: Mapping[str, Any] = field(default_factory=dict)
    """What a mapping says of it, as it stands there."""


@dataclass(frozen=True)
class RowRule:
    """What one row of a file becomes in one of our tables."""

    table: str
    columns: tuple[ColumnRule, ...]
    needs_one_of: tuple[str, ...] = ()
    """No row is made where all of these are unknown."""
    each_school_year: bool = False
    """One row for every school year that occurs in the call."""
    is_joined: bool = False
    """Rows with the same key, of one file or several, are one row: each fills what the others leave blank."""


@dataclass(frozen=True)
class FileRule:
    """One file of a layout: what it is called, or known by, and what its rows become."""

    name: str
    """Its usual name without ending, lower case."""
    rows: tuple[RowRule, ...]
    known_by: tuple[str, ...]
    """Columns no other file of the layout has all of, by which a renamed file is known."""
    extra_columns: tuple[str, ...] = ()
    """Columns that may stand there and are ignored without a warning; `leaves_others`: so is every other."""
    leaves_others: bool = False
    shape: FileShape = PLAIN
    """Where its header is, and what stands between its cells."""
    sheet: str = ""
    """The sheet of a workbook it is, by name or pattern."""
    leave_out: tuple[LeaveOut, ...] = ()
    """Rows that are no rows."""

    @property
    def sources(self) -> list[str]:
        """Every column of theirs that is used, in order."""
        rules = [rule for row in self.rows for rule in row.columns]
        named = [name for rule in rules for name in (rule.source, *rule.more_sources, rule.share_of) if name]
        return list(dict.fromkeys([*named, *(rule.column for rule in self.leave_out)]))

    @property
    def required(self) -> list[str]:
        """Columns of theirs without which the file can't be read."""
        rules = [rule for row in self.rows for rule in row.columns]
        needed = [rule.source for rule in rules if rule.source and (rule.is_required or rule.more_sources)]
        spread = [name for rule in rules for name in rule.more_sources]
        return list(dict.fromkeys([*needed, *spread, *(rule.column for rule in self.leave_out)]))


@dataclass(frozen=True)
class Implied:
    """A row made for what a layout leaves out: an activity that was counted and has no response had 0 answers."""

    table: str
    for_each: str
    where_known: str
    copies: tuple[str, ...]
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Layout:
    """A family of files that come together, and what it means when rows are left out of them."""

    name: str
    title: str
    files: tuple[FileRule, ...]
    filed_reports_are: ReportState = ReportState.SUBMITTED
    lists_every_month: bool = False
    """Reports hold one row per expected school and month, so that a school without rows was not open yet or closed."""
    implied: tuple[Implied, ...] = ()
    holds_whole_months: bool = False
    """What a file holds of a school's month is all there is of its kind, not rows to add or to replace."""


@cache
def table_columns(table: str) -> Mapping[str, TableColumn[Any]]:
    """The columns rows of this name may have, by name."""
    more = _columns(tables.MonthlyReport) if table == "reports" else {}
    return more | _columns(TABLES[table])


def _columns(table: type[tables.Base]) -> dict[str, TableColumn[Any]]:
    return {column.name: cast(TableColumn[Any], column) for column in table.__table__.columns}


def kind_of(table: str, target: str) -> tuple[Kind, Callable[[str], Any]]:
    """The kind of one of our columns, from the type the database gives it. Raises KeyError where there is none."""
    if table == "reports" and target == STATED_TIMELINESS:
        return Kind.CODES, cells.one_of(Timeliness)
    column = table_columns(table)[target]
    kind = _kind(target, column)
    if target == "barriers":
        one_barrier = cells.one_of(Barrier)
        return kind, lambda cell: cells.several(cell, one_barrier)
    if target == "cost":
        return kind, cells.money
    if isinstance(column.type, Enum):
        return kind, cells.one_of(cast(type[StrEnum], column.type.enum_class))
    if kind is Kind.TEXT and is_identifier(target):
        return kind, identifier
    return kind, cells.READERS[kind]


NAMED_KINDS = {
    "involvement_type": Kind.TYPE,
    "other_types": Kind.TYPES,
    "school_year": Kind.SCHOOL_YEAR,
    "home_languages": Kind.LIST,
    "notice_languages": Kind.LIST,
    "interpretation_languages": Kind.LIST,
    "themes": Kind.LIST,
}


def _kind(target: str, column: TableColumn[Any]) -> Kind:
    if target in NAMED_KINDS:
        return NAMED_KINDS[target]
    for type_, kind in ((Enum, Kind.CODES), (JSON, Kind.CODES), (Boolean, Kind.YES_NO), (Integer, Kind.WHOLE)):
        if isinstance(column.type, type_):
            return kind
    if isinstance(column.type, Float):
        return Kind.RATE if target.endswith("_rate") else Kind.NUMBER
    if isinstance(column.type, Date):
        return Kind.MONTH if target == "month" or target.endswith("_month") else Kind.DATE
    return Kind.TEXT


def is_needed(table: str, target: str) -> bool:
    """Must a file say this? A key, or what the database neither leaves blank nor fills by itself."""
    if target in KEYS[table]:
        return True
    if target == STATED_TIMELINESS or table == "reports":
        return False
    column = table_columns(table)[target]
    return not column.nullable and column.default is None


def own_column(table: str, target: str, *, source: str | None = None, **options: Any) -> ColumnRule:
    kind, read = kind_of(table, target)
    options.setdefault("is_required", is_needed(table, target))
    return ColumnRule(target, source or target, kind, read, **options)


def _own(
    table: str, *targets: str, is_joined: bool = False, needs: tuple[str, ...] = (), **special: dict[str, Any]
) -> RowRule:
    columns = tuple(own_column(table, target, **special.get(target, {})) for target in targets)
    return RowRule(table, columns, needs, is_joined=is_joined)


def _every(table: str, *left_out: str) -> list[str]:
    outside = ("district_id", "revision", *left_out)
    return [name for name in table_columns(table) if name not in outside]


@cache
def templates() -> Layout:
    """The files a district fills in itself, one row per thing, columns named as ours are."""
    plan = {"source": "plan_state", "is_required": False, "value": "submitted"}
    by_rule = {"is_required": False}
    files = {
        "schools": (
            _own("schools", "school_id", "name", "opened_on", "closed_on", is_joined=True),
            _own("school_years", *_every("school_years"), enrollment={"zero_is_unknown": True}),
        ),
        "monthly_reports": (
            _own(
                "reports",
                *("school_id", "month", "report_id", "state", "due_date", "submitted_date", "nil_reason", "team_met"),
                *("team_minutes", "team_parents_present", "principal_took_part", "plan_on_track"),
                *("liaison_or_principal_changed", "barriers", "notes", "reviewed_on", "return_reason"),
            ),
        ),
        "activities": (_own("activities", *_every("activities", "please_check")),),
        "parent_responses": (
            _own(
                "responses",
                *_every("responses", "please_check"),
                response_id={"blank_as": "activity_id", "is_required": False},
            ),
        ),
        "teacher_observations": (_own("observations", *_every("observations")),),
        "action_plans": (
            _own("plans", "school_id", "school_year", "state", "accepted_on", is_joined=True, state=plan),
            _own("planned_activities", *_every("planned_activities")),
        ),
        "professional_development": (
            _own("sessions", "session_id", "held_on", "topic", "hours", is_joined=True),
            # A session nobody is noted for has a row without a school.
            _own(
                "session_attendance",
                *("session_id", "school_id", "people"),
                needs=("school_id", "people"),
                school_id={"is_required": False},
            ),
        ),
        "support_contacts": (_own("contacts", *_every("contacts", "person_id", "known_on", "recorded_at")),),
        "reporting_months": (
            _own(
                "calendar",
                *_every("calendar", "school_year"),
                as_of_date=by_rule,
                review_by=by_rule,
                mend_by=by_rule,
                lock_date=by_rule,
            ),
        ),
        "survey_results": (_own("surveys", *_every("surveys", "please_check")),),
        "people": (_own("people", *_every("people"), is_active={"is_required": False, "value": True}),),
        "coordinator_clusters": (_own("coordinator_clusters", *_every("coordinator_clusters")),),
        "liaison_schools": (_own("liaison_schools", *_every("liaison_schools")),),
    }
    return Layout(
        "",
        "our own templates",
        tuple(
            FileRule(name, rows, known_by=KNOWN_BY[name], extra_columns=EXTRA.get(name, ()))
            for name, rows in files.items()
        ),
    )
