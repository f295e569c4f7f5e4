"""Saving a rule set: dated, signed, and never for lists that are past."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from models.actions.checks import checked_note, keep_line, next_number, present
from models.audit_log import lock_district
from models.errors import PartnershipError
from models.permissions import Viewer, check_can
from models.support_need.rule_set import RuleSet
from models.tables import MonthlyReport, ReportingMonth, RuleSetRow


def save_rule_set(
    session: Session, viewer: Viewer, rules: RuleSet, *, in_force_from: date, note: str, at: datetime
) -> int:
    """
    Save rules under a name, in force for months judged on that day or later; returns the rule set's number.

    Raises NotAllowedError, or PartnershipError for an empty note or name, or a day before the latest list's.
    """
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), "save_rule_set")
    rules = replace(rules)  # checked again: a RuleSet refuses values out of range
    if not rules.name.strip():
        raise PartnershipError("Give the rule set a name; nothing was saved.")
    latest = _latest_list(session, viewer.district_id)
    if latest is not None and in_force_from < latest:
        raise PartnershipError(
            f"Past lists stay as they were: choose {latest:%-d %B %Y}, the day of the latest list, or a later day; "
            "nothing was saved."
        )
    number = next_number(session, viewer.district_id, RuleSetRow, RuleSetRow.rule_set_id)
    session.add(
        RuleSetRow(
            district_id=viewer.district_id,
            rule_set_id=number,
            name=rules.name.strip()[:100],
            in_force_from=in_force_from,
            weights={code.value: weight for code, weight in rules.weights.items()},
            visits=rules.visits,
            calls=rules.calls,
            speed_mix=rules.speed_mix,
            margin=rules.margin,
            similar_need=rules.similar_need,
            note=checked_note(note),
            author=viewer.name,
            recorded_at=at,
        )
    )
    keep_line(
        session, viewer, at, "save_rule_set", rules.name, {"rule_set_id": number, "in_force_from": str(in_force_from)}
    )
    return number


def _latest_list(session: Session, district_id: int) -> date | None:
    """The as-of date of the latest month that a report has come in for; None without reports."""
    return session.scalar(
        select(func.max(ReportingMonth.as_of_date))
        .join(
            MonthlyReport,
            and_(MonthlyReport.district_id == ReportingMonth.district_id, MonthlyReport.month == ReportingMonth.month),
        )
        .where(ReportingMonth.district_id == district_id, MonthlyReport.first_submitted_date.is_not(None))
    )
