"""What somebody who writes a report may do, each once: for the tests of who may write what."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from models import queries
from models.actions import filing, report_drafts
from models.permissions import Action, Viewer
from tests.factories import OCTOBER
from tests.people import TODAY

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)


def typed(session: Session, who: Viewer, school_id: str) -> report_drafts.Saved:
    """A word in the notes of October."""
    words = [report_drafts.Typed("form/notes", "Quiet.", 0)]
    return report_drafts.save_fields(
        session, who, school_id, OCTOBER, words, draft_key="", based_on=0, known=0, operation_id="type-0001", at=AT
    )


def begun_by_director(session: Session, school_id: str) -> report_drafts.Saved:
    return typed(session, queries.viewer(session, 1, "p1", TODAY), school_id)


def sent(session: Session, who: Viewer, school_id: str) -> None:
    """Begun by the director beforehand."""
    draft = begun_by_director(session, school_id)
    filing.send_report(
        session, who, school_id, OCTOBER, draft_key=draft.draft_key, version=draft.version, over=0,
        operation_id="send-0001", at=AT,
    )  # fmt: skip


def thrown_away(session: Session, who: Viewer, school_id: str) -> None:
    """Begun by the director beforehand."""
    draft = begun_by_director(session, school_id)
    report_drafts.discard_draft(
        session, who, school_id, OCTOBER, draft_key=draft.draft_key, operation_id="gone-0001", at=AT
    )


WRITES: Mapping[str, tuple[Action, Callable[[Session, Viewer, str], Any]]] = {
    "models.actions.report_drafts.begin_draft": (
        Action.FILE_REPORT,
        lambda session, who, school: report_drafts.begin_draft(
            session, who, school, OCTOBER, operation_id="begin-001", at=AT
        ),
    ),
    "models.actions.report_drafts.save_fields": (Action.FILE_REPORT, typed),
    "models.actions.report_drafts.discard_draft": (Action.FILE_REPORT, thrown_away),
    "models.actions.filing.send_report": (Action.FILE_REPORT, sent),
}
ASK_NOBODY = {
    "models.actions.decisions.tell_of_change": "who sends a report has asked",
    "models.actions.filing.incoming": "makes rows, and writes none",
    "models.actions.report_drafts.draft_of": "who sends or throws away a draft has asked",
    "models.actions.report_drafts.keep_line_of_draft": "who begins or throws away a draft has asked",
}
