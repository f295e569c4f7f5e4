"""Saving a rule set: dated, signed, and never for lists that are past."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.actions.checks import checked_note, keep_line, latest_list, next_number
from models.audit_log import lock_district
from models.errors import PartnershipError
from models.permissions import Action, Viewer, check_can
from models.queries.people import present
from models.support_need.rule_set import RuleSet
from models.tables import RuleSetRow
from models.vocabulary import Topic


def save_rule_set(
    session: Session, viewer: Viewer, rules: RuleSet, *, in_force_from: date, note: str, at: datetime
) -> int:
    """
    Save rules under a name, in force for months judged on that day or later; returns the rule set's number.

    Raises NotAllowedError, or PartnershipError for an empty note or name, or a day before the latest list's.
    """
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.SAVE_RULE_SET)
    rules = replace(rules)  # checked again: a RuleSet refuses values out of range
    if not rules.name.strip():
        raise PartnershipError("Give the rule set a name; nothing was saved.")
    latest = latest_list(session, viewer.district_id, judged_by=at.date())
    if latest is not None and in_force_from < latest:
        raise PartnershipError(
            "Past lists stay as they were: choose {day}, the day of the latest list, or a later day; "
            "nothing was saved.",
            day=latest,
        )
    number = next_number(session, viewer.district_id, RuleSetRow, RuleSetRow.rule_set_id)
    rules = replace(
        rules,
        name=rules.name.strip()[:100],
        note=checked_note(note),
        author=viewer.name,
        in_force_from=in_force_from,
    )
    session.add(RuleSetRow.of(rules, district_id=viewer.district_id, rule_set_id=number, recorded_at=at))
    keep_line(
        session,
        viewer,
        at,
        "save_rule_set",
        Topic.RULES,
        rules.name,
        {"rule_set_id": number, "in_force_from": str(in_force_from)},
    )
    return number
