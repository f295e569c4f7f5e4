"""Writes about one school, each as it is tried by every role: of practices, plans and disputes."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from models import queries
from models.actions import disputes, practices
from models.database import Database
from models.permissions import Action, Viewer
from models.practice_rules import WriteUp
from models.recording.incoming import IncomingRows
from models.tables import Dispute
from models.vocabulary import Indicator
from tests.factories import SEPTEMBER, activity_row, record_rows, report_row
from tests.integration.writes_of_plans import WRITES_OF_PLANS
from tests.integration.writes_of_programme import WRITES_OF_PROGRAMME
from tests.people import TODAY

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)
SCHOOLS = ("S1", "S2", "S3")
"""In Lakeview, in Garden, in no cluster."""
Write = Callable[[Session, Viewer, str], object]


def accepted_reports(database: Database, district_id: int) -> None:
    """Every school has reported one activity, and it was accepted."""
    reports = [report_row(school_id, state="accepted") for school_id in SCHOOLS]
    held = [activity_row(f"A-{school_id}", school_id) for school_id in SCHOOLS]
    record_rows(database, district_id, IncomingRows(reports=reports, activities=held))


def marked(session: Session, who: Viewer, school_id: str) -> int:
    return practices.mark_practice(session, who, school_id, SEPTEMBER, f"A-{school_id}", at=AT)


def after_a_mark(write: Callable[[Session, Viewer, int], object]) -> Write:
    """Marked and written up by the director beforehand."""

    def done(session: Session, who: Viewer, school_id: str) -> None:
        director = queries.viewer(session, 1, "p1", TODAY)
        number = marked(session, director, school_id)
        told = WriteUp("Buddies", what_was_done="We read.")
        practices.write_up(session, director, number, told, seen=WriteUp("Family workshop"), at=AT)
        session.flush()
        write(session, who, number)

    return done


WRITES_OF_PRACTICES: dict[str, tuple[Action, Write]] = {
    "models.actions.practices.mark_practice": (Action.SHARE_PRACTICE, marked),
    "models.actions.practices.ask_for_write_up": (
        Action.SHARE_PRACTICE,
        after_a_mark(lambda session, who, one: practices.ask_for_write_up(session, who, one, version=2, ask="", at=AT)),
    ),
    "models.actions.practices.write_up": (
        Action.WRITE_UP_PRACTICE,
        after_a_mark(
            lambda session, who, one: practices.write_up(
                session, who, one, WriteUp("B"), seen=WriteUp("Buddies"), at=AT
            )
        ),
    ),
    "models.actions.practices.publish_practice": (
        Action.SHARE_PRACTICE,
        after_a_mark(lambda session, who, one: practices.publish_practice(session, who, one, version=2, at=AT)),
    ),
    "models.actions.practices.take_back_practice": (
        Action.WRITE_UP_PRACTICE,
        after_a_mark(
            lambda session, who, one: practices.take_back_practice(session, who, one, version=2, note="No.", at=AT)
        ),
    ),
}


def disputed(session: Session, who: Viewer, school_id: str) -> int:
    return disputes.dispute_figure(session, who, school_id, SEPTEMBER, Indicator.TURNOUT, reason="We had 31.", at=AT)


def after_a_dispute(write: Callable[[Session, Viewer, int], object]) -> Write:
    """Said by somebody who cared for the school then."""

    def done(session: Session, who: Viewer, school_id: str) -> None:
        session.add(
            Dispute(
                district_id=1, dispute_id=1, school_id=school_id, month=SEPTEMBER, reason="No.", author="P",
                recorded_at=AT,
            )
        )  # fmt: skip
        session.flush()
        write(session, who, 1)

    return done


WRITES_OF_DISPUTES: dict[str, tuple[Action, Write]] = {
    "models.actions.disputes.dispute_figure": (Action.DISPUTE_FIGURE, disputed),
    "models.actions.disputes.take_back_dispute": (
        Action.DISPUTE_FIGURE,
        after_a_dispute(lambda session, who, one: disputes.take_back_dispute(session, who, one, at=AT)),
    ),
    "models.actions.disputes.answer_dispute": (
        Action.ANSWER_DISPUTE,
        after_a_dispute(
            lambda session, who, one: disputes.answer_dispute(session, who, one, is_agreed=False, answer="No.", at=AT)
        ),
    ),
}
WRITES_OF_SCHOOLS = WRITES_OF_PRACTICES | WRITES_OF_DISPUTES | WRITES_OF_PLANS | WRITES_OF_PROGRAMME
