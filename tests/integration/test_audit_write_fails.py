"""A change and its audit line are kept together: where the line can't be written, no row of any table has changed."""

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from models.database import Database
from models.tables import AuditLine, Base
from tests.integration.test_rights_in_writes import RIGHTS, SCHOOLS, decided_about
from tests.integration.writes_of_schools import accepted_reports
from tests.integration.writes_tried import WRITES
from tests.people import district_with_people, viewer

WITHOUT_A_LINE = {
    "models.recording.record.record": "what is brought here is stored already, so nothing is written",
    "models.actions.calendar_feeds.make_feed": "an address of one's own; nothing about a school changes",
    "models.recording.record.preview": "writes nothing that stays",
}


class LineNotWritten(Exception):
    """Nothing of ours raises it."""


def every_row(database: Database) -> dict[str, list[str]]:
    with database.reading() as session:
        return {one.name: sorted(map(repr, session.execute(select(one)))) for one in Base.metadata.sorted_tables}


def test_where_the_audit_line_is_not_written_nothing_else_is(database: Database):
    """Every writing function, one after the other on one database, as somebody who may."""
    district = district_with_people(database)
    accepted_reports(database, district)
    decided_about("S1", district, database)
    before = every_row(database)
    silent = set()
    for name, (action, write) in WRITES.items():
        role = next(role for (one, role), may in RIGHTS.items() if one is action and may[SCHOOLS.index("S1")])
        who = viewer(database, district, role)
        lines = 0

        def count(session: Session, *_: object) -> None:
            nonlocal lines
            lines += sum(isinstance(row, AuditLine) for row in session.new)

        with pytest.raises(KeyboardInterrupt), database.writing() as session:  # noqa: PT012 - one transaction
            event.listen(session, "before_flush", count)
            write(session, who, "S1")
            session.flush()
            raise KeyboardInterrupt  # tried once to know how many lines it leaves, and nothing of it kept
        if not lines:
            silent.add(name)
            continue
        left = lines

        def refuse(session: Session, *_: object) -> None:
            nonlocal left
            left -= sum(isinstance(row, AuditLine) for row in session.new)
            if left <= 0:
                raise LineNotWritten

        with pytest.raises(LineNotWritten), database.writing() as session:  # noqa: PT012 - one transaction
            event.listen(session, "before_flush", refuse)
            write(session, who, "S1")
        assert every_row(database) == before, name
    assert silent == set(WITHOUT_A_LINE)
