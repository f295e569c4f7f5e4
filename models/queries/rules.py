"""Rule sets and what people decided by hand."""

from datetime import date

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.queries.frames import frame, visible
from models.support_need.rule_set import RuleSet
from models.tables import ManualEvent, RuleSetRow
from models.vocabulary import Indicator


def rule_sets(session: Session, district_id: int) -> list[RuleSet]:
    """Every rule set ever saved, in the order of saving. Rules are no secret: without a viewer."""
    rows = session.scalars(
        select(RuleSetRow).where(RuleSetRow.district_id == district_id).order_by(RuleSetRow.rule_set_id)
    )
    return [
        RuleSet(
            weights={Indicator(code): float(weight) for code, weight in row.weights.items()},
            visits=row.visits,
            calls=row.calls,
            speed_mix=row.speed_mix,
            margin=row.margin,
            similar_need=row.similar_need,
            name=row.name,
            author=row.author,
            note=row.note,
            in_force_from=row.in_force_from,
        )
        for row in rows
    ]


def events(session: Session, viewer: Viewer, on: date) -> pd.DataFrame:
    """event_id, school_id, kind, puts_on_list, starts_on, ends_on, note, author: what holds on a day, newest first."""
    statement = (
        select(
            ManualEvent.event_id,
            ManualEvent.school_id,
            ManualEvent.kind,
            ManualEvent.puts_on_list,
            ManualEvent.starts_on,
            ManualEvent.ends_on,
            ManualEvent.note,
            ManualEvent.author,
        )
        .where(ManualEvent.starts_on <= on, ManualEvent.ends_on >= on)
        .order_by(ManualEvent.starts_on.desc(), ManualEvent.event_id.desc())
    )
    return frame(session, visible(statement, viewer, ManualEvent), ("starts_on", "ends_on"))


def events_so_far(session: Session, viewer: Viewer, school_id: str, on: date) -> pd.DataFrame:
    """kind, puts_on_list, starts_on, ends_on, note: what people said by hand about a school until a day, in order."""
    statement = (
        select(ManualEvent.kind, ManualEvent.puts_on_list, ManualEvent.starts_on, ManualEvent.ends_on, ManualEvent.note)
        .where(ManualEvent.school_id == school_id, ManualEvent.starts_on <= on)
        .order_by(ManualEvent.starts_on, ManualEvent.event_id)
    )
    return frame(session, visible(statement, viewer, ManualEvent), ("starts_on", "ends_on"))
