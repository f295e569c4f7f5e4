"""The parts of a report (activities, responses, observations): what a call names of them, and what stays as it is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import PartnershipError
from models.recording.upsert import row_name
from models.tables.row_values import Row, shape_of

ReportKey = tuple[str, date]
"""school_id and month."""
PARTS = {"activity": "activity_id", "parent_response": "response_id", "teacher_observation": "observation_id"}
"""Tables of a report's parts and their number within the report."""


@dataclass
class Part:
    """One part of one report: its rows in force and as the call makes them, by number, without their revision."""

    before: dict[Any, Row] = field(default_factory=dict)
    after: dict[Any, Row] = field(default_factory=dict)
    named: frozenset[Any] = frozenset()
    """Numbers of the rows that the call holds."""

    @property
    def removed(self) -> list[Any]:
        """Numbers of the rows in force that would be gone."""
        return [number for number in self.before if number not in self.after]

    @property
    def rows(self) -> list[Row]:
        """In the order of their number."""
        return [self.after[number] for number in sorted(self.after, key=str)]

    def counts(self) -> dict[str, int]:
        """new, changed, unchanged and removed rows of a part that the call touches, and those left as they were."""
        if not self.named:
            return {}
        old = [number for number in self.named if number in self.before]
        changed = sum(self.before[number] != self.after[number] for number in old)
        left = sum(number not in self.named for number in self.after)
        return {
            "new": len(self.named) - len(old),
            "changed": changed,
            "unchanged": len(old) - changed,
            "removed": len(self.removed),
            "left": left,
        }


def grouped(rows: Sequence[Row]) -> dict[ReportKey, list[Row]]:
    groups: dict[ReportKey, list[Row]] = {}
    for row in rows:
        groups.setdefault((row["school_id"], row["month"]), []).append(row)
    return groups


def merged(table: str, key: ReportKey, before: dict[Any, Row], named: Sequence[Row], *, is_whole: bool) -> Part:
    """
    A part after the call: a known number replaces that row's columns as far as they are named, a new one is added.

    What is not named stays, unless the call holds the part whole (`is_whole`). Raises PartnershipError where a number
    comes twice.
    """
    shape, number = shape_of(table), PARTS[table]
    converted = sorted((shape.convert(row) for row in named), key=lambda row: str(row[number]))
    for first, second in pairwise(converted):
        if first[number] == second[number]:
            raise PartnershipError(
                "{row} comes twice in the report of {school} for {month}; nothing was saved.",
                row=row_name(table, (first[number],)),
                school=key[0],
                month=f"{key[1]:%Y-%m}",
            )
    after = {} if is_whole else dict(before)
    for row in converted:
        if "please_check" in shape.converters:
            row.setdefault("please_check", "")  # what was odd about it is judged anew
        whole = {**before[row[number]], **row} if row[number] in before else shape.complete(row)
        whole.pop("revision", None)
        after[row[number]] = whole
    return Part(before, after, frozenset(row[number] for row in converted))


def parts_in_force(
    session: Session, district_id: int, table: str, revisions: dict[ReportKey, int]
) -> dict[ReportKey, dict[Any, Row]]:
    """Rows of one kind in these revisions, by report and number, without the revision's number."""
    found: dict[ReportKey, dict[Any, Row]] = {}
    for row in _rows_of(session, district_id, table, revisions):
        if revisions.get((row["school_id"], row["month"])) == row.pop("revision"):
            found.setdefault((row["school_id"], row["month"]), {})[row[PARTS[table]]] = row
    return found


def _rows_of(session: Session, district_id: int, table: str, keys: Iterable[ReportKey]) -> Iterator[Row]:
    schools, months = {key[0] for key in keys}, {key[1] for key in keys}
    if not schools:
        return
    columns = shape_of(table).table.c
    names = list(shape_of(table).converters)
    statement = select(*(columns[name] for name in names)).where(
        columns.district_id == district_id, columns.school_id.in_(schools), columns.month.in_(months)
    )
    for values in session.execute(statement):
        yield dict(zip(names, values, strict=True))
