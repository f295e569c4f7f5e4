"""A change that is asked for twice, by a double click or by a page that got no answer, is made once."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models.audit_log import lock_district
from models.errors import PartnershipError
from models.permissions import Viewer
from models.tables import Operation

Answer = TypeVar("Answer")
KEPT_FOR = timedelta(days=31)
"""A page that waits longer for its answer was closed long ago."""
_OPERATION = re.compile(r"[0-9A-Za-z-]{8,64}")


def once(
    session: Session,
    viewer: Viewer,
    operation_id: str,
    action: str,
    act: Callable[[], Answer],
    *,
    at: datetime,
) -> Answer:
    """
    What `act` returns (plain data that JSON holds), or, where this person's operation was carried out before, what was
    answered then.

    operation_id: drawn by the page for each thing that somebody does, 8 to 64 letters, digits and hyphens; action: the
    verb of the audit line. The district is locked before it is looked for, so of two at once the second waits and finds
    the first. `act` asks for its right itself; an answer is given again to the same person only.
    Raises PartnershipError where the operation has no such number, or was another action; and what `act` raises.
    """
    if not _OPERATION.fullmatch(operation_id):
        raise PartnershipError("The page sent something that cannot be understood. Load it again; nothing was saved.")
    lock_district(session, viewer.district_id)
    key = (viewer.district_id, viewer.person_id, operation_id)
    known = session.get(Operation, key)
    if known is not None:
        if known.action != action:
            raise PartnershipError("The page sent two things by one number. Load it again; nothing was saved.")
        answer: Any = known.answered["answer"]
        return answer
    done = act()
    district_id, person_id, number = key
    session.add(
        Operation(
            district_id=district_id,
            person_id=person_id,
            operation_id=number,
            action=action,
            answered={"answer": done},
            done_at=at,
        )
    )
    session.execute(
        delete(Operation).where(Operation.district_id == district_id, Operation.done_at < at - KEPT_FOR),
        execution_options={"synchronize_session": False},
    )
    session.flush()
    return done
