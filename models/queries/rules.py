"""Rule sets and what people decided by hand."""

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.queries.frames import frame, visible
from models.support_need.rule_set import RuleSet
from models.tables import Decision, RuleProposal, RuleSetRow


@dataclass(frozen=True)
class SavedRules:
    """A rule set with its number and the moment it was saved."""

    number: int
    rules: RuleSet
    saved_at: datetime
    proposed_by: str
    """Who had proposed it; empty where nobody had."""


@dataclass(frozen=True)
class ProposedRules:
    """
    Rules that somebody asks for, and what became of it: it waits until decided_at; `answer` is why it was declined.
    """

    number: int
    rules: RuleSet
    person_id: int
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    answer: str


def rule_sets(session: Session, district_id: int) -> list[RuleSet]:
    """Every rule set ever saved, in the order of saving. Rules are no secret: without a viewer."""
    rows = session.scalars(
        select(RuleSetRow).where(RuleSetRow.district_id == district_id).order_by(RuleSetRow.rule_set_id)
    )
    return [row.rules for row in rows]


def last_saved_rules(session: Session, district_id: int) -> SavedRules | None:
    """The rule set saved last, None before any. Rules are no secret: without a viewer."""
    row = session.scalar(
        select(RuleSetRow).where(RuleSetRow.district_id == district_id).order_by(RuleSetRow.rule_set_id.desc()).limit(1)
    )
    if row is None:
        return None
    asked = select(RuleProposal.author).where(
        RuleProposal.district_id == district_id, RuleProposal.rule_set_id == row.rule_set_id
    )
    return SavedRules(row.rule_set_id, row.rules, row.recorded_at, session.scalar(asked) or "")


def proposed_rules(session: Session, viewer: Viewer) -> list[ProposedRules]:
    """Proposals that wait or were declined, the latest first, for the office; none for a liaison."""
    if not viewer.sees_district:
        return []
    rows = session.scalars(
        select(RuleProposal)
        .where(
            RuleProposal.district_id == viewer.district_id,
            RuleProposal.decided_at.is_(None) | (RuleProposal.answer != ""),
        )
        .order_by(RuleProposal.proposal_id.desc())
    )
    return [
        ProposedRules(
            row.proposal_id,
            row.rules,
            row.person_id,
            row.recorded_at,
            row.decided_by,
            row.decided_at,
            row.answer,
        )
        for row in rows
    ]


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
