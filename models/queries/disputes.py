"""What schools say is wrong, and what they were answered."""

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.queries.frames import frame, visible
from models.tables import Dispute


def disputes(session: Session, viewer: Viewer) -> pd.DataFrame:
    """
    dispute_id, school_id, month, about (code of Indicator, None: where the school stands), reason, author, recorded_at,
    is_agreed (None: open, or taken back), answer, answered_by, answered_at (None: no answer): what schools that the
    viewer may see say is wrong, the latest first. What was taken back is left out.
    """
    of = Dispute
    statement = (
        select(
            of.dispute_id,
            of.school_id,
            of.month,
            of.about,
            of.reason,
            of.author,
            of.recorded_at,
            of.is_agreed,
            of.answer,
            of.answered_by,
            of.answered_at,
        )
        .where(of.taken_back_at.is_(None))
        .order_by(of.dispute_id.desc())
    )
    rows = frame(session, visible(statement, viewer, of), ("month",))
    return rows.astype({"about": object, "is_agreed": object, "answered_at": object})
