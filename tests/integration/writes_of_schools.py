"""Writes about one school, each as it is tried by every role: of practices, plans and disputes."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from models import queries
from models.actions import practices
from models.permissions import Action, Viewer
from models.practice_rules import WriteUp
from tests.factories import SEPTEMBER
from tests.people import TODAY

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)
Write = Callable[[Session, Viewer, str], object]


def marked(session: Session, who: Viewer, school_id: str) -> int:
    return practices.mark_practice(session, who, school_id, SEPTEMBER, f"A-{school_id}", at=AT)


def after_a_mark(write: Callable[[Session, Viewer, int], None]) -> Write:
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
