"""
A draft's rows as a save reads and writes them.

The statements are made once, and of plain columns: a save comes with every pause in somebody's typing, and to make them
anew and load rows as objects costs more than all that the database does for it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.tables import ReportDraft, ReportDraftField

_DRAFTS, _FIELDS = cast(Table, ReportDraft.__table__), cast(Table, ReportDraftField.__table__)
_DRAFT, _FIELD = _DRAFTS.c, _FIELDS.c


def _given(columns: Any, *names: str) -> dict[str, Any]:
    """Each column beside the value that a statement is given for it."""
    return {name: bindparam(f"_{name}", type_=columns[name].type) for name in names}


def _of_draft(columns: Any) -> list[Any]:
    return [columns[name] == value for name, value in _given(columns, "district_id", "school_id", "month").items()]


_HELD = select(_DRAFT.draft_key, _DRAFT.version, _DRAFT.based_on).where(*_of_draft(_DRAFT)).with_for_update()
_FOUND = select(_FIELD.path, _FIELD.value, _FIELD.version, _FIELD.operation_id, _FIELD.person, _FIELD.saved_at).where(
    *_of_draft(_FIELD), _FIELD.path.in_(bindparam("_paths", expanding=True)) | (_FIELD.version > bindparam("_known"))
)
_NUMBER = select(func.count()).select_from(_FIELDS).where(*_of_draft(_FIELD))
_ADD = insert(_FIELDS).values(_given(_FIELD, *_FIELD.keys()))
_CHANGE = (
    update(_FIELDS)
    .where(*_of_draft(_FIELD), _FIELD.path == bindparam("_path"))
    .values(_given(_FIELD, "value", "version", "operation_id", "person_id", "person", "saved_at"))
)
_MOVE_ON = update(_DRAFTS).where(*_of_draft(_DRAFT)).values(_given(_DRAFT, "version", "changed_by", "changed_at"))


class OpenDraft(NamedTuple):
    """A draft as far as a save asks about it."""

    draft_key: str
    version: int
    based_on: int


class Stamp(NamedTuple):
    """What is kept of a save beside what was typed."""

    version: int
    operation_id: str
    viewer: Viewer
    at: datetime


@dataclass(frozen=True)
class DraftRows:
    """The rows of one school's draft of a month. Who asks or changes has asked for the right."""

    district_id: int
    school_id: str
    month: date

    def held(self, session: Session) -> OpenDraft | None:
        """The draft, held until the transaction ends; None where there is none."""
        row = session.execute(_HELD, self._key()).one_or_none()
        return None if row is None else OpenDraft(*row)

    def fields(self, session: Session, paths: Collection[str], known: int) -> dict[str, Any]:
        """Rows by path, as `_FOUND` names their columns: these fields, and what is newer than a version."""
        rows = session.execute(_FOUND, self._key() | {"_paths": sorted(paths), "_known": known})
        return {row.path: row for row in rows}

    def number(self, session: Session) -> int:
        """How many fields it has."""
        return session.scalar(_NUMBER, self._key()) or 0

    def add(self, session: Session, typed: Mapping[str, Any], stamp: Stamp) -> None:
        """Add fields by path."""
        if typed:
            session.execute(_ADD, [self._row(path, value, stamp) for path, value in typed.items()])

    def change(self, session: Session, typed: Mapping[str, Any], stamp: Stamp) -> None:
        """Change fields by path, which are there."""
        if typed:
            session.execute(_CHANGE, [self._row(path, value, stamp) for path, value in typed.items()])

    def move_on(self, session: Session, stamp: Stamp) -> None:
        """The draft has this save's version from now on."""
        said = {"_version": stamp.version, "_changed_by": stamp.viewer.name, "_changed_at": stamp.at}
        session.execute(_MOVE_ON, self._key() | said)

    def _key(self) -> dict[str, Any]:
        return {"_district_id": self.district_id, "_school_id": self.school_id, "_month": self.month}

    def _row(self, path: str, value: Any, stamp: Stamp) -> dict[str, Any]:
        return self._key() | {
            "_path": path,
            "_value": value,
            "_version": stamp.version,
            "_operation_id": stamp.operation_id,
            "_person_id": stamp.viewer.person_id,
            "_person": stamp.viewer.name,
            "_saved_at": stamp.at,
        }
