"""Rule sets and what people decided by hand."""

from datetime import date

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.queries.frames import frame, visible
from models.support_need.rule_set import RuleSet
from models.tables import Decision, RuleSetRow


def rule_sets(session: Session, district_id: int) -> list[RuleSet]:
    """Every rule set ever saved, in the order of saving. Rules are no secret: without a viewer."""
    rows = session.scalars(
        select(RuleSetRow).where(RuleSetRow.district_id == district_id).order_by(RuleSetRow.rule_set_id)
    )
    return [row.rules for row in rows]


def decisions(session: Session, viewer: Viewer, on: date) -> pd.DataFrame:
    """decision_id, school_id, kind, puts_on_list, starts_on, ends_on, note, author: those that hold, newest first."""
    statement = (
        select(
            Decision.decision_id,
            Decision.school_id,
            Decision.kind,
            Decision.puts_on_list,
            Decision.starts_on,
            Decision.ends_on,
            Decision.note,
            Decision.author,
        )
        .where(Decision.starts_on <= on, Decision.ends_on >= on)
        .order_by(Decision.starts_on.desc(), Decision.decision_id.desc())
    )
    return frame(session, visible(statement, viewer, Decision), ("starts_on", "ends_on"))


def decisions_so_far(session: Session, viewer: Viewer, school_id: str, on: date) -> pd.DataFrame:
    """kind, puts_on_list, starts_on, ends_on, note: what people said by hand about a school until a day, in order."""
    statement = (
        select(Decision.kind, Decision.puts_on_list, Decision.starts_on, Decision.ends_on, Decision.note)
        .where(Decision.school_id == school_id, Decision.starts_on <= on)
        .order_by(Decision.starts_on, Decision.decision_id)
    )
    return frame(session, visible(statement, viewer, Decision), ("starts_on", "ends_on"))
