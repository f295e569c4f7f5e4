"""Writes about the programme itself, each as it is tried by every role: sessions with who came, steps reached."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from models import queries
from models.actions import programme_steps, training
from models.permissions import Action, Viewer
from models.programme_rules import StepSeen, Training
from models.vocabulary import ProgrammeStep
from tests.people import TODAY

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)
HELD = Training(date(2024, 10, 9), "Welcoming families", 2.0, {"S1": 3})
BOUGHT_IN, REACHED, UNWRITTEN = ProgrammeStep.PRINCIPAL_BOUGHT_IN, date(2024, 9, 12), StepSeen(None, 0)
PLANNED = Training(date(2024, 11, 20), "Reaching families", None, {"S1": None})
Write = Callable[[Session, Viewer, str], object]


def director(session: Session) -> Viewer:
    return queries.viewer(session, 1, "p1", TODAY)


def held(session: Session) -> str:
    """Written down by the director beforehand."""
    number = training.save_training(session, director(session), "", HELD, seen=None, at=AT)
    session.flush()
    return number


def planned(session: Session) -> str:
    """Planned by the director beforehand."""
    number = training.plan_training(session, director(session), "", PLANNED, seen=None, at=AT)
    session.flush()
    return number


def put_back(session: Session, who: Viewer, _: str) -> None:
    number = held(session)
    training.take_back_training(session, director(session), number, seen=HELD, at=AT)
    session.flush()
    training.put_back_training(session, who, number, at=AT)


def stepped_back(session: Session, who: Viewer, school_id: str) -> None:
    programme_steps.write_programme_step(
        session, director(session), school_id, BOUGHT_IN, REACHED, seen=UNWRITTEN, at=AT
    )
    session.flush()
    programme_steps.take_back_programme_step(session, who, school_id, BOUGHT_IN, seen=StepSeen(REACHED, 1), at=AT)


WRITES_OF_PROGRAMME: dict[str, tuple[Action, Write]] = {
    "models.actions.training.save_training": (
        Action.WRITE_TRAINING,
        lambda session, who, _: training.save_training(session, who, "", HELD, seen=None, at=AT),
    ),
    "models.actions.training.take_back_training": (
        Action.WRITE_TRAINING,
        lambda session, who, _: training.take_back_training(session, who, held(session), seen=HELD, at=AT),
    ),
    "models.actions.training.put_back_training": (Action.WRITE_TRAINING, put_back),
    "models.actions.training.plan_training": (
        Action.WRITE_TRAINING,
        lambda session, who, _: training.plan_training(session, who, "", PLANNED, seen=None, at=AT),
    ),
    "models.actions.training.hold_training": (
        Action.WRITE_TRAINING,
        lambda session, who, _: training.hold_training(session, who, planned(session), HELD, seen=PLANNED, at=AT),
    ),
    "models.actions.training.drop_training": (
        Action.WRITE_TRAINING,
        lambda session, who, _: training.drop_training(session, who, planned(session), seen=PLANNED, at=AT),
    ),
    "models.actions.programme_steps.write_programme_step": (
        Action.WRITE_PROGRAMME_STEP,
        lambda session, who, school: programme_steps.write_programme_step(
            session, who, school, BOUGHT_IN, REACHED, seen=UNWRITTEN, at=AT
        ),
    ),
    "models.actions.programme_steps.take_back_programme_step": (Action.WRITE_PROGRAMME_STEP, stepped_back),
}
