"""How each writing function is tried: as somebody, for a school; and which of them ask for no right, and why."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import queries
from models.actions import access_requests, care, decisions, mappings, people, reminders
from models.actions.rules import (
    accept_proposal,
    decline_proposal,
    propose_rule_set,
    save_rule_set,
    take_back_proposal,
    undo_rule_set,
)
from models.actions.sign_in import begin_sign_in
from models.people_rules import Asking, PersonDetails, Span
from models.permissions import Action, Viewer
from models.queries.sign_in import Account
from models.recording import record as recording
from models.reminder_rules import ReminderOutcome, ReminderWay
from models.sign_in_ways import SignInWay
from models.support_need.rule_set import RuleSet
from models.tables import RuleProposal, SignIn
from models.vocabulary import DecisionKind, Role
from tests import report_writes
from tests.factories import OCTOBER, district_rows
from tests.integration import support_writes
from tests.integration.reviews import REVIEWS
from tests.integration.writes_of_schools import WRITES_OF_SCHOOLS
from tests.people import TODAY

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)


def added(session: Session, who: Viewer, school_id: str, note: str = "The team asked for a visit.") -> int:
    return decisions.add_decision(
        session, who, school_id, DecisionKind.JUDGEMENT, puts_on_list=True, starts_on=TODAY, ends_on=date(2024, 12, 20),
        note=note, at=AT,
    )  # fmt: skip


def saved(session: Session, who: Viewer, school_id: str) -> None:
    save_rule_set(session, who, RuleSet(name="Autumn"), in_force_from=TODAY, note="Agreed.", at=AT)


def proposed(session: Session, who: Viewer, _: str) -> int:
    return propose_rule_set(session, who, RuleSet(name="Autumn"), note="Agreed.", at=AT)


def accepted(session: Session, who: Viewer, school_id: str) -> None:
    number = proposed(session, queries.viewer(session, 1, "p2", TODAY), school_id)
    accept_proposal(session, who, number, in_force_from=TODAY, at=AT)


def declined(session: Session, who: Viewer, school_id: str) -> None:
    number = proposed(session, queries.viewer(session, 1, "p2", TODAY), school_id)
    decline_proposal(session, who, number, note="After the summer.", at=AT)


def proposed_and_taken_back(session: Session, who: Viewer, school_id: str) -> None:
    """Somebody's own, made when they had the right."""
    number = proposed(session, queries.viewer(session, 1, "p1", TODAY), school_id)
    row = session.get_one(RuleProposal, (1, number))
    row.person_id = who.person_id
    session.flush()
    take_back_proposal(session, who, number, at=AT)


def saved_and_undone(session: Session, who: Viewer, school_id: str) -> None:
    """Saved by the director beforehand."""
    saved(session, queries.viewer(session, 1, "p1", TODAY), school_id)
    session.flush()
    undo_rule_set(session, who, 1, note="Undoes it.", at=AT)


def ended_and_restored(session: Session, who: Viewer, _: str) -> None:
    """Ended by the director beforehand."""
    decisions.end_decision(session, queries.viewer(session, 1, "p1", TODAY), 1, on=TODAY, at=AT)
    session.flush()
    decisions.restore_decision(session, who, 1, at=AT)


def mapping_saved(session: Session, who: Viewer, _: str) -> None:
    mappings.save_mapping(session, who, "Old Mill", 'title = "a"', at=AT)


def password_given(session: Session, who: Viewer, _: str) -> None:
    people.give_password(session, who, 5, "three odd words", at=AT)


def mapping_removed(session: Session, who: Viewer, _: str) -> None:
    mapping_saved(session, queries.viewer(session, 1, "p1", TODAY), "")
    session.flush()
    mappings.remove_mapping(session, who, "Old Mill", at=AT)


def claimed(session: Session, who: Viewer, school_id: str) -> reminders.Claimed:
    addresses = {school_id: ["one@schools.example"]}
    return reminders.claim_reminders(session, who, addresses, OCTOBER, again=False, at=AT)


def claimed_and_closed(session: Session, who: Viewer, school_id: str) -> None:
    """Claimed by the director beforehand."""
    number = claimed(session, queries.viewer(session, 1, "p1", TODAY), school_id).numbers[school_id]
    reminders.close_reminder(session, who, number, ReminderOutcome.DONE, "", at=AT)


FIVE = PersonDetails("Person 5", Role.VIEWER)
SINCE_AUGUST = Span(date(2024, 8, 1))


def closed_and_reopened(session: Session, who: Viewer, _: str) -> None:
    """Somebody whom the administrator added and closed beforehand."""
    administrator = queries.viewer(session, 1, "p4", TODAY)
    number = people.add_person(session, administrator, "n.new", PersonDetails("N", Role.VIEWER), at=AT)
    people.close_account(session, administrator, number, at=AT)
    people.reopen_account(session, who, number, at=AT)


def signed_in_elsewhere(session: Session, who: Viewer, _: str) -> None:
    begin_sign_in(session, Account(1, 5, "p5"), SignInWay.PASSWORD, at=AT, lasts=timedelta(hours=8))
    session.flush()
    people.end_sign_in(session, who, session.scalars(select(func.max(SignIn.sign_in_id))).one(), at=AT)


def request_put_away(session: Session, who: Viewer, _: str) -> None:
    """Of somebody who asked at the door."""
    access_requests.ask_for_access(session, 1, Asking("n.new@district.example"), "", at=AT)
    access_requests.put_request_away(session, who, 1, at=AT)


WRITES: dict[str, tuple[Action, Callable[[Session, Viewer, str], object]]] = {
    "models.actions.decisions.add_decision": (Action.ADD_DECISION, added),
    "models.actions.decisions.end_decision": (
        Action.ADD_DECISION,
        lambda session, who, _: decisions.end_decision(session, who, 1, on=TODAY, at=AT),
    ),
    "models.actions.decisions.take_back_decision": (
        Action.ADD_DECISION,
        lambda session, who, _: decisions.take_back_decision(session, who, 1, at=AT),
    ),
    "models.actions.decisions.restore_decision": (Action.ADD_DECISION, ended_and_restored),
    "models.actions.people.add_person": (
        Action.MANAGE_PEOPLE,
        lambda session, who, _: people.add_person(session, who, "n.new", PersonDetails("N", Role.VIEWER), at=AT),
    ),
    "models.actions.people.change_person": (
        Action.MANAGE_PEOPLE,
        lambda session, who, _: people.change_person(
            session, who, 5, PersonDetails("N", Role.VIEWER), seen=FIVE, at=AT
        ),
    ),
    "models.actions.people.close_account": (
        Action.MANAGE_PEOPLE,
        lambda session, who, _: people.close_account(session, who, 5, at=AT),
    ),
    "models.actions.people.reopen_account": (Action.MANAGE_PEOPLE, closed_and_reopened),
    "models.actions.people.invite": (Action.MANAGE_PEOPLE, lambda db, who, _: people.invite(db, who, 5, at=AT)),
    "models.actions.people.give_password": (Action.MANAGE_PEOPLE, password_given),
    "models.actions.people.end_sign_ins_of": (
        Action.MANAGE_PEOPLE,
        lambda session, who, _: people.end_sign_ins_of(session, who, 5, at=AT),
    ),
    "models.actions.people.end_sign_in": (Action.MANAGE_PEOPLE, signed_in_elsewhere),
    "models.actions.access_requests.put_request_away": (Action.MANAGE_PEOPLE, request_put_away),
    "models.actions.care.give_cluster": (
        Action.MANAGE_PEOPLE,
        lambda session, who, _: care.give_cluster(session, who, 2, "Garden", Span(TODAY), at=AT),
    ),
    "models.actions.care.give_school": (
        Action.MANAGE_PEOPLE,
        lambda session, who, _: care.give_school(session, who, 3, "S2", Span(TODAY), at=AT),
    ),
    "models.actions.care.end_cluster": (
        Action.MANAGE_PEOPLE,
        lambda session, who, _: care.end_cluster(session, who, 2, "Lakeview", SINCE_AUGUST, on=TODAY, at=AT),
    ),
    "models.actions.care.end_school": (
        Action.MANAGE_PEOPLE,
        lambda session, who, _: care.end_school(session, who, 3, "S1", SINCE_AUGUST, on=TODAY, at=AT),
    ),
    "models.actions.mappings.save_mapping": (Action.IMPORT_FILES, mapping_saved),
    "models.actions.mappings.remove_mapping": (Action.IMPORT_FILES, mapping_removed),
    **REVIEWS,
    **support_writes.WRITES,
    "models.actions.reminders.mark_reminded": (
        Action.REMIND,
        lambda session, who, school: reminders.mark_reminded(session, who, [school], OCTOBER, ReminderWay.MAIL, at=AT),
    ),
    "models.actions.reminders.claim_reminders": (Action.REMIND, claimed),
    "models.actions.reminders.close_reminder": (Action.REMIND, claimed_and_closed),
    "models.actions.rules.save_rule_set": (Action.SAVE_RULE_SET, saved),
    "models.actions.rules.undo_rule_set": (Action.SAVE_RULE_SET, saved_and_undone),
    "models.actions.rules.propose_rule_set": (Action.PROPOSE_RULE_SET, proposed),
    "models.actions.rules.accept_proposal": (Action.SAVE_RULE_SET, accepted),
    "models.actions.rules.decline_proposal": (Action.SAVE_RULE_SET, declined),
    "models.actions.rules.take_back_proposal": (Action.PROPOSE_RULE_SET, proposed_and_taken_back),
    **report_writes.WRITES,
    **WRITES_OF_SCHOOLS,
    "models.recording.record.record": (
        Action.IMPORT_FILES,
        lambda session, who, _: recording.record(session, who, district_rows(schools=1), at=AT),
    ),
    "models.recording.record.preview": (
        Action.IMPORT_FILES,
        lambda session, who, _: recording.preview(session, who, district_rows(schools=1), AT),
    ),
    "models.recording.undo.undo": (
        Action.IMPORT_FILES,
        lambda session, who, _: recording.undo(session, who, 3, at=AT),
    ),
}
ASK_NOBODY = {
    "models.actions.once.once": "what it carries out asks",
    "models.actions.calendar_feeds.revoke_feed": "everybody takes back their own",
    "models.actions.meetings.keep_place": "everybody keeps their own place, and no other's",
    **{
        f"models.actions.next_steps.{name}": "a part of writing a contact, which has asked"
        for name in ("close_with", "last_change", "opened_again_without")
    },
    "models.actions.access_requests.ask_for_access": "before there is a viewer: it gives no right",
    "models.actions.access_requests.forget_requests_of": "who adds a person has asked",
    "models.actions.care.end_all_care": "who closes an account or gives another role has asked",
    **report_writes.ASK_NOBODY,
    **{
        f"models.actions.sign_in.{name}": "before there is a viewer: they act for themselves, with what they showed"
        for name in (
            "begin_sign_in",
            "check_password",
            "choose_password",
            "end_all_of",
            "end_sign_ins",
            "is_password",
            "keep_alive",
            "keep_provider",
            "new_link",
            "set_password",
            "sign_out",
        )
    },
    "models.actions.decisions.tell_of_change": "who sends a report has asked",
    "models.actions.filing.incoming": "makes rows, and writes none",
    "models.actions.report_drafts.draft_of": "who sends or throws away a draft has asked",
    "models.actions.report_drafts.keep_line_of_draft": "who begins or throws away a draft has asked",
    "models.actions.visits.begin_visit": "everybody keeps their own visit, and no other's",
    "models.recording.record.create_district": "nobody belongs to a district that is not there yet",
    "models.recording.record.district_named": "reads",
    "models.recording.record.receipts": "reads",
}
