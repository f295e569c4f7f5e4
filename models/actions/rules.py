"""
The rules of the district: coordinators propose them, the director puts them in force, answers, and undoes.

Dated, signed, and never for lists that are past.
"""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.actions.checks import checked_note, keep_line, latest_list, next_number
from models.audit_log import lock_district
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Action, Viewer, check_can
from models.queries.people import present
from models.support_need.rule_set import RuleSet, rules_in_force
from models.tables import RuleProposal, RuleSetRow
from models.today import day_of
from models.vocabulary import Topic

LONGEST_NAME = 100
MOST_WAITING = 20
"""Proposals that may wait for the director at a time."""


def save_rule_set(
    session: Session, viewer: Viewer, rules: RuleSet, *, in_force_from: date, note: str, at: datetime
) -> int:
    """
    Save rules under a name, in force for months judged on that day or later; returns the rule set's number.

    Raises NotAllowedError, or PartnershipError for an empty note or name, or a day before the latest list's.
    """
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.SAVE_RULE_SET)
    return _put_in_force(session, viewer, _checked(rules, note), in_force_from, at, "save_rule_set", {})


def undo_rule_set(session: Session, viewer: Viewer, rule_set_id: int, *, note: str, at: datetime) -> int:
    """
    Undo the last change of the rules: those from before it are put in force again, as a rule set of their own.

    They hold from the day the undone ones did, or from the latest list's where that is past. Returns the new number.
    Raises NotAllowedError, or PartnershipError where that rule set is not the last one any more.
    """
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.SAVE_RULE_SET)
    saved = session.scalars(
        select(RuleSetRow).where(RuleSetRow.district_id == viewer.district_id).order_by(RuleSetRow.rule_set_id)
    ).all()
    if not saved or saved[-1].rule_set_id != rule_set_id:
        raise PartnershipError("The rules were changed by somebody else meanwhile. Look again; nothing was saved.")
    undone, latest = saved[-1], latest_list(session, viewer.district_id, judged_by=day_of(at))
    before = rules_in_force([row.rules for row in saved[:-1]], undone.in_force_from)
    starts_on = max(undone.in_force_from, latest or undone.in_force_from)
    return _put_in_force(
        session, viewer, _checked(before, note), starts_on, at, "undo_rule_set", {"undoes": rule_set_id}
    )


def propose_rule_set(session: Session, viewer: Viewer, rules: RuleSet, *, note: str, at: datetime) -> int:
    """
    Ask the director for other rules, under a name and with a reason; returns the proposal's number. No list changes.

    Raises NotAllowedError, or PartnershipError for an empty note or name, or where too many wait already.
    """
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.PROPOSE_RULE_SET)
    rules = _checked(rules, note)
    waiting = session.scalar(
        select(func.count())
        .select_from(RuleProposal)
        .where(RuleProposal.district_id == viewer.district_id, RuleProposal.decided_at.is_(None))
    )
    if (waiting or 0) >= MOST_WAITING:
        raise PartnershipError(
            "{most} proposals wait for the director already. Take one back first; nothing was saved.",
            most=MOST_WAITING,
        )
    number = next_number(session, viewer.district_id, RuleProposal, RuleProposal.proposal_id)
    session.add(
        RuleProposal(
            district_id=viewer.district_id,
            proposal_id=number,
            name=rules.name,
            proposed=RuleProposal.kept(rules),
            note=rules.note,
            person_id=viewer.person_id,
            author=viewer.name,
            recorded_at=at,
        )
    )
    keep_line(session, viewer, at, "propose_rule_set", Topic.RULES, rules.name, {"proposal_id": number})
    return number


def accept_proposal(session: Session, viewer: Viewer, proposal_id: int, *, in_force_from: date, at: datetime) -> int:
    """
    Put proposed rules in force from a day on, signed by who decides, with the proposal's reason; returns the rule
    set's number.

    Raises NotAllowedError, or PartnershipError where it does not wait any more, or a past list would change.
    """
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.SAVE_RULE_SET)
    proposal = _waiting(session, viewer, proposal_id)
    details: dict[str, object] = {"proposal_id": proposal_id, "proposed_by": proposal.author}
    rules = _checked(proposal.rules, proposal.note)
    number = _put_in_force(session, viewer, rules, in_force_from, at, "accept_proposal", details)
    session.flush()  # before the proposal names it
    proposal.rule_set_id = number
    _decide(proposal, viewer, at)
    return number


def decline_proposal(session: Session, viewer: Viewer, proposal_id: int, *, note: str, at: datetime) -> None:
    """
    Leave the rules as they are, with a sentence for who proposed others.

    Raises NotAllowedError, or PartnershipError for an empty sentence, or where it does not wait any more.
    """
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.SAVE_RULE_SET)
    proposal = _waiting(session, viewer, proposal_id)
    proposal.answer = checked_note(note)
    _decide(proposal, viewer, at)
    keep_line(session, viewer, at, "decline_proposal", Topic.RULES, proposal.name, {"proposal_id": proposal_id})


def take_back_proposal(session: Session, viewer: Viewer, proposal_id: int, *, at: datetime) -> None:
    """
    Take an own proposal back.

    Raises NotAllowedError for somebody else's, or PartnershipError where it does not wait any more.
    """
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.PROPOSE_RULE_SET)
    proposal = _waiting(session, viewer, proposal_id)
    if proposal.person_id != viewer.person_id:
        raise NotAllowedError("Only who made a proposal can take it back.")
    _decide(proposal, viewer, at)
    keep_line(session, viewer, at, "take_back_proposal", Topic.RULES, proposal.name, {"proposal_id": proposal_id})


def _checked(rules: RuleSet, note: str) -> RuleSet:
    """The rules with a name and a note as they may be stored; a RuleSet refuses values out of range once more."""
    name = rules.name.strip()
    if not name:
        raise PartnershipError("Give the rule set a name; nothing was saved.")
    return replace(rules, name=name[:LONGEST_NAME], note=checked_note(note))


def _put_in_force(
    session: Session,
    viewer: Viewer,
    rules: RuleSet,
    in_force_from: date,
    at: datetime,
    action: str,
    details: dict[str, object],
) -> int:
    latest = latest_list(session, viewer.district_id, judged_by=day_of(at))
    if latest is not None and in_force_from < latest:
        raise PartnershipError(
            "Past lists stay as they were: choose {day}, the day of the latest list, or a later day; "
            "nothing was saved.",
            day=latest,
        )
    number = next_number(session, viewer.district_id, RuleSetRow, RuleSetRow.rule_set_id)
    rules = replace(rules, author=viewer.name, in_force_from=in_force_from)
    session.add(RuleSetRow.of(rules, district_id=viewer.district_id, rule_set_id=number, recorded_at=at))
    told = {"rule_set_id": number, "in_force_from": str(in_force_from)} | details
    keep_line(session, viewer, at, action, Topic.RULES, rules.name, told)
    return number


def _waiting(session: Session, viewer: Viewer, proposal_id: int) -> RuleProposal:
    proposal = session.get(RuleProposal, (viewer.district_id, proposal_id))
    if proposal is None or proposal.decided_at is not None:
        raise PartnershipError("This proposal does not wait any more. Look again; nothing was saved.")
    return proposal


def _decide(proposal: RuleProposal, viewer: Viewer, at: datetime) -> None:
    proposal.decided_by, proposal.decided_at = viewer.name, at
