"""A report as it is written: a draft's fields as rows of a report, and a report's rows as fields again. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.report_fields import COLUMNS, FORM, NUMBERS, Kind, UnreadableError, is_blank

Row = dict[str, Any]
Fields = Mapping[str, Any]
"""What was typed, by path."""


@dataclass(frozen=True)
class Unreadable:
    """A field that can't be filed as it stands: what it should be, as a code, and what was typed."""

    path: str
    code: str
    typed: str


@dataclass
class Report:
    """
    One month of one school: columns of its form, and its rows by key (in a draft the row's own, in a filed report its
    number), in their order. Rows hold their number too, and answers the number of the activity they are about.
    """

    school_id: str
    month: date
    form: Row = field(default_factory=dict)
    activities: dict[str, Row] = field(default_factory=dict)
    responses: dict[str, Row] = field(default_factory=dict)
    observations: dict[str, Row] = field(default_factory=dict)
    steps: dict[str, str] = field(default_factory=dict)
    """By number of a step of the plan: the key of the activity that it is."""
    changed: tuple[str, ...] = ()
    """Who changed: "liaison", "principal"."""
    unreadable: list[Unreadable] = field(default_factory=list)

    @property
    def is_nil(self) -> bool:
        return self.form.get("nil_reason") is not None


def report_of(school_id: str, month: date, fields: Fields, used: Iterable[str] = ()) -> Report:
    """
    The report that a draft's fields make. used: numbers of activities that earlier revisions had, so that none is given
    to another one.
    """
    report = Report(school_id, month)
    rows = _by_row(fields)
    is_nil = fields.get("form/is_nil") is True
    for name, kind in FORM.items():
        report.form[name] = _read(report, f"form/{name}", fields.get(f"form/{name}"), kind)
    if not is_nil:
        report.form["nil_reason"] = None
    elif report.form["nil_reason"] is None:
        report.unreadable.append(Unreadable("form/nil_reason", "nil_reason", ""))
    ticks = {name: fields.get(f"form/{name}_changed") for name in ("liaison", "principal")}
    report.changed = tuple(name for name, tick in ticks.items() if tick is True)
    said = any(tick is not None for tick in ticks.values())
    report.form["liaison_or_principal_changed"] = bool(report.changed) if said else None
    if not is_nil:
        _add_rows(report, rows, set(used))
    return report


def _by_row(fields: Fields) -> dict[str, dict[str, Row]]:
    """By kind and key: what was typed in each row that was not taken out, in the order the rows stand in."""
    rows: dict[str, dict[str, Row]] = {kind: {} for kind in COLUMNS}
    for path, value in fields.items():
        parts = path.split("/")
        if parts[0] in rows and len(parts) == 3:
            rows[parts[0]].setdefault(parts[1], {})[parts[2]] = value
    return {
        kind: dict(sorted(found.items(), key=lambda one: (_place(one[1]), one[0])))
        for kind, found in ((kind, _standing(kind, some)) for kind, some in rows.items())
    }


def _standing(kind: str, rows: dict[str, Row]) -> dict[str, Row]:
    said = set(COLUMNS[kind]) - {"scale_id", "instrument"}
    return {
        key: row
        for key, row in rows.items()
        if row.get("gone") is not True and any(not is_blank(row.get(name)) for name in said)
    }


def _place(row: Row) -> float:
    at = row.get("at")
    return float(at) if isinstance(at, (int, float)) and not isinstance(at, bool) else 0.0


def _read(report: Report, path: str, value: Any, kind: Kind) -> Any:
    if is_blank(value):
        return list(kind.empty) if isinstance(kind.empty, list) else kind.empty
    try:
        return kind.read(value)
    except UnreadableError as error:
        report.unreadable.append(Unreadable(path, error.code, str(value)))
        return list(kind.empty) if isinstance(kind.empty, list) else kind.empty


def _add_rows(report: Report, rows: Mapping[str, Mapping[str, Row]], used: set[str]) -> None:
    head = {"school_id": report.school_id, "month": report.month}
    numbers: dict[str, str] = {}
    for key, typed in rows["activity"].items():
        row = head | _columns(report, "activity", key, typed)
        numbers[key] = _number_of("activity", typed) or _next(report, used)
        used.add(numbers[key])
        report.activities[key] = row | {"activity_id": numbers[key]}
        if row["involvement_type"] is None and is_blank(typed.get("involvement_type")):
            report.unreadable.append(Unreadable(f"activity/{key}/involvement_type", "no_type", ""))
        if not is_blank(typed.get("step")):
            report.steps[str(typed["step"])] = key
    for kind, found in (("response", report.responses), ("observation", report.observations)):
        taken: set[str] = {number for typed in rows[kind].values() if (number := _number_of(kind, typed))}
        for key, typed in rows[kind].items():
            about = str(typed.get("of") or "")
            if about and about not in numbers:
                continue  # what was asked about an activity goes with it
            number = _number_of(kind, typed) or _free(kind, numbers.get(about, ""), taken)
            taken.add(number)
            found[key] = head | _columns(report, kind, key, typed)
            found[key] |= {NUMBERS[kind]: number, "activity_id": numbers.get(about)}


def _columns(report: Report, kind: str, key: str, typed: Row) -> Row:
    return {name: _read(report, f"{kind}/{key}/{name}", typed.get(name), how) for name, how in COLUMNS[kind].items()}


def _number_of(kind: str, typed: Row) -> str:
    return str(typed.get(NUMBERS[kind]) or "")


def _next(report: Report, used: set[str]) -> str:
    """The next number of an activity that was written here: w01, w02 ... behind the school and the month."""
    start = f"{report.school_id}-{report.month:%y%m}-w"
    return next(number for count in range(1, 10_000) if (number := f"{start}{count:02d}") not in used)


def _free(kind: str, activity: str, taken: set[str]) -> str:
    """A number for answers: their activity's own, as in a file that gives none; else one after the other."""
    if kind == "response" and activity and activity not in taken:
        return activity
    start = f"{activity}-" if activity else ("survey-" if kind == "response" else "")
    return next(number for count in range(1, 10_000) if (number := f"{start}{count}") not in taken)


# ---------------------------------------------------------------- a stored report as fields
def fields_of(
    form: Row, parts: Mapping[str, Iterable[Row]], steps: Mapping[str, str], changed: Iterable[str] = ()
) -> dict[str, Any]:
    """
    The fields of a draft that says what a stored report says. parts: its rows by kind. steps: number of the plan's step
    by the title of the activity that told it. changed: who changed, where the report says that somebody did.
    """
    fields: dict[str, Any] = {}
    for name, kind in FORM.items():
        _show(fields, f"form/{name}", form.get(name), kind)
    if form.get("nil_reason") is not None:
        fields["form/is_nil"] = True
    if form.get("liaison_or_principal_changed") is not None:
        who = (tuple(changed) or ("liaison",)) if form["liaison_or_principal_changed"] else ()
        fields |= {f"form/{name}_changed": name in who for name in ("liaison", "principal")}
    keys: dict[str, str] = {}
    for part, columns in COLUMNS.items():
        for place, row in enumerate(parts.get(part, ()), start=1):
            key, number = f"s{place}", row[NUMBERS[part]]
            fields[f"{part}/{key}/at"], fields[f"{part}/{key}/{NUMBERS[part]}"] = float(place), number
            if part == "activity":
                keys[number] = key
                if steps.get(row["title"]):
                    fields[f"activity/{key}/step"] = steps[row["title"]]
            elif row.get("activity_id"):
                fields[f"{part}/{key}/of"] = keys.get(row["activity_id"], "")
            for name, how in columns.items():
                _show(fields, f"{part}/{key}/{name}", row.get(name), how)
    return fields


def _show(fields: dict[str, Any], path: str, value: Any, kind: Kind) -> None:
    if value is not None and value not in ("", []) and value != kind.empty:
        fields[path] = kind.shown(value)
