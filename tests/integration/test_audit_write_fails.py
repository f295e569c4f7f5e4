"""A change and its audit line are kept together: where the line can't be written, no row of any table has changed."""

from collections.abc import Callable

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from models.database import Database
from models.permissions import Viewer
from models.recording import record as recording
from models.tables import AuditLine, Base
from tests.factories import district_rows, school_row
from tests.integration.test_rights_in_writes import RIGHTS, SCHOOLS, decided_about
from tests.integration.writes_of_schools import accepted_reports
from tests.integration.writes_tried import AT, WRITES
from tests.people import district_with_people, viewer

RECORD = "models.recording.record.record"
WITHOUT_A_LINE = {
    "models.actions.calendar_feeds.make_feed": "an address of one's own; nothing about a school changes",
    "models.recording.record.preview": "writes nothing that stays",
}


class LineNotWrittenError(Exception):
    """Nothing of ours raises it."""


class TriedOnlyError(Exception):
    """Takes back what was tried."""


def recorded(session: Session, who: Viewer, _: str) -> None:
    """More than the table of rights tries, which brings rows that are stored already and leaves no line."""
    rows = district_rows(schools=0)
    rows.schools = [school_row("S9")]
    recording.record(session, who, rows, at=AT)


def every_row(database: Database) -> dict[str, list[str]]:
    with database.reading() as session:
        return {one.name: sorted(map(repr, session.execute(select(one)))) for one in Base.metadata.sorted_tables}


def attempt(database: Database, write: Callable[[Session], object], lines: list[AuditLine], *, last: int = 0) -> None:
    """
    Writes, with the audit lines of the transaction in `lines`, and takes all of it back by TriedOnlyError. Where there
    is a last line, that one is refused as it is about to be inserted.
    """

    def heard(session: Session, *_: object) -> None:
        lines.extend(row for row in session.new if isinstance(row, AuditLine))
        if last and len(lines) == last:
            raise LineNotWrittenError

    with database.writing() as session:
        event.listen(session, "before_flush", heard)
        write(session)
        session.flush()
        raise TriedOnlyError


def test_where_the_audit_line_is_not_written_nothing_else_is(database: Database):
    """Every writing function, one after the other on one database, as somebody who may."""
    district = district_with_people(database)
    accepted_reports(database, district)
    decided_about("S1", district, database)
    before = every_row(database)
    silent = set()
    for name, (action, write) in (WRITES | {RECORD: (WRITES[RECORD][0], recorded)}).items():
        role = next(role for (one, role), may in RIGHTS.items() if one is action and may[SCHOOLS.index("S1")])
        who = viewer(database, district, role)
        lines: list[AuditLine] = []
        with pytest.raises(TriedOnlyError):
            attempt(database, lambda session: write(session, who, "S1"), lines)  # noqa: B023
        if not lines:
            silent.add(name)
            continue
        with pytest.raises(LineNotWrittenError):
            attempt(database, lambda session: write(session, who, "S1"), [], last=len(lines))  # noqa: B023
        assert every_row(database) == before, name
    assert silent == set(WITHOUT_A_LINE)
