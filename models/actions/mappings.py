"""Mappings for files of a foreign layout: saved under a name, and taken out again."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.audit_log import keep_audit_line, lock_district
from models.errors import PartnershipError
from models.permissions import Action, Viewer, check_can
from models.queries.people import present
from models.tables import SavedMappingRow

LONGEST_NAME = 60
LONGEST_TEXT = 200_000


def save_mapping(session: Session, viewer: Viewer, name: str, text: str, *, at: datetime) -> None:
    """
    Save a mapping under a name; one of this name is written over. The caller has read the text as a mapping.

    Raises NotAllowedError, or PartnershipError for a name or text that is empty or far too long.
    """
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.IMPORT_FILES)
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise PartnershipError(
            "Give the matching a name of at most {most} characters; nothing was saved.", most=LONGEST_NAME
        )
    if not 0 < len(text) <= LONGEST_TEXT:
        raise PartnershipError("The matching is empty or far too long; nothing was saved.")
    stored = session.get(SavedMappingRow, (viewer.district_id, name))
    details: dict[str, object] = {"replaced": stored is not None, "characters": len(text)}
    if stored is None:
        stored = SavedMappingRow(district_id=viewer.district_id, name=name)
        session.add(stored)
    stored.text, stored.author, stored.recorded_at = text, viewer.name, at
    _keep(session, viewer, at, "save_mapping", name, details)


def remove_mapping(session: Session, viewer: Viewer, name: str, *, at: datetime) -> None:
    """Take a saved mapping out. Raises NotAllowedError, or PartnershipError where there is none of this name."""
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.IMPORT_FILES)
    stored = session.get(SavedMappingRow, (viewer.district_id, name))
    if stored is None:
        raise PartnershipError("There is no saved matching {name} any more; nothing was changed.", name=name)
    session.delete(stored)
    _keep(session, viewer, at, "remove_mapping", name, {})


def _keep(session: Session, viewer: Viewer, at: datetime, action: str, name: str, details: dict[str, object]) -> None:
    """Nobody's figures change by it, so no topic is raised."""
    keep_audit_line(
        session,
        viewer.district_id,
        person=viewer.name,
        at=at,
        action=action,
        topics=(),
        subject=name,
        details=details,
    )
