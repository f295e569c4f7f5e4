"""Who may write what: the table the office agreed, and that every writing function holds to it."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from models import actions, queries
from models.actions import care, decisions, filing, mappings, people, reminders, report_drafts
from models.actions.rules import (
    accept_proposal,
    decline_proposal,
    propose_rule_set,
    save_rule_set,
    take_back_proposal,
    undo_rule_set,
)
from models.database import Database
from models.errors import NotAllowedError
from models.people_rules import PersonDetails, Span
from models.permissions import Action, Viewer, administrator_on_the_server, can, in_district
from models.recording import record as recording
from models.reminder_rules import ReminderOutcome, ReminderWay
from models.settings import ROOT
from models.support_need.rule_set import RuleSet
from models.tables import RuleProposal
from models.vocabulary import DecisionKind, Role
from tests.factories import OCTOBER, base_rows, district_rows, on_the_server, school_row
from tests.people import TODAY, district_with_people, viewer

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)
TABLE = """
                 director coordinator administrator liaison viewer
import_files     yes      no          yes           no      no
save_rule_set    yes      no          no            no      no
propose_rule_set yes      yes         no            no      no
add_decision     yes      own         no            no      no
manage_people    no       no          yes           no      no
file_report      yes      own         no            school  no
remind           yes      own         no            no      no
"""
"""The coordinator's own cluster is Lakeview."""
ANSWERS = {
    "yes": (True, True, True),
    "own": (True, False, False),
    "school": (True, False, False),
    "no": (False, False, False),
}
"""For S1 of Lakeview, S2 of Garden, S3 of no cluster. own: by the cluster; school: by the school itself."""
RIGHTS = {
    (Action(line.split()[0]), Role(role)): ANSWERS[answer]
    for line in TABLE.strip().splitlines()[1:]
    for role, answer in zip(TABLE.split()[:5], line.split()[1:], strict=True)
}
SCHOOLS = ("S1", "S2", "S3")
"""In Lakeview, in Garden, in no cluster."""


@pytest.fixture
def district(database: Database) -> int:
    return district_with_people(database)


# ---------------------------------------------------------------- the table
@pytest.mark.parametrize(("action", "role"), RIGHTS)
def test_the_rights_are_the_table_the_office_agreed(action: Action, role: Role):
    who = Viewer(1, 1, "P", role, frozenset({"S1"}), ("Lakeview",))
    schools = zip(("Lakeview", "Garden", None), SCHOOLS, strict=True)
    assert tuple(can(who, action, *school) for school in schools) == RIGHTS[action, role]


def test_every_action_and_every_role_stands_in_the_table():
    assert set(RIGHTS) == {(action, role) for action in Action for role in Role}


def test_every_action_is_checked_by_a_writing_function():
    checked = set()
    for path in (ROOT / "models").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "check_can":
                checked |= {part.attr for part in call.args if isinstance(part, ast.Attribute)}
    assert checked == {action.name for action in Action}


# ---------------------------------------------------------------- every writing function
def added(session: Session, who: Viewer, school_id: str) -> int:
    return decisions.add_decision(
        session, who, school_id, DecisionKind.JUDGEMENT, puts_on_list=True, starts_on=TODAY, ends_on=date(2024, 12, 20),
        note="The principal asked for a call.", at=AT,
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


def typed(session: Session, who: Viewer, school_id: str) -> report_drafts.Saved:
    """A word in the notes of October."""
    words = [report_drafts.Typed("form/notes", "Quiet.", 0)]
    return report_drafts.save_fields(
        session, who, school_id, OCTOBER, words, draft_key="", based_on=0, known=0, operation_id="type-0001", at=AT
    )


def begun_by_director(session: Session, school_id: str) -> report_drafts.Saved:
    return typed(session, queries.viewer(session, 1, "p1", TODAY), school_id)


def sent(session: Session, who: Viewer, school_id: str) -> None:
    """Begun by the director beforehand."""
    draft = begun_by_director(session, school_id)
    filing.send_report(
        session, who, school_id, OCTOBER, draft_key=draft.draft_key, version=draft.version, over=0,
        operation_id="send-0001", at=AT,
    )  # fmt: skip


def thrown_away(session: Session, who: Viewer, school_id: str) -> None:
    """Begun by the director beforehand."""
    draft = begun_by_director(session, school_id)
    report_drafts.discard_draft(
        session, who, school_id, OCTOBER, draft_key=draft.draft_key, operation_id="gone-0001", at=AT
    )


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
    "models.actions.report_drafts.begin_draft": (
        Action.FILE_REPORT,
        lambda session, who, school: report_drafts.begin_draft(
            session, who, school, OCTOBER, operation_id="begin-001", at=AT
        ),
    ),
    "models.actions.report_drafts.save_fields": (Action.FILE_REPORT, typed),
    "models.actions.report_drafts.discard_draft": (Action.FILE_REPORT, thrown_away),
    "models.actions.filing.send_report": (Action.FILE_REPORT, sent),
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
        lambda session, who, _: recording.undo(session, who, 2, at=AT),
    ),
}
ASK_NOBODY = {
    "models.actions.once.once": "what it carries out asks for its own right",
    "models.actions.care.end_all_care": "who closes an account or gives another role has asked",
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


def test_every_writing_function_takes_a_viewer_and_is_tried_here():
    rooms = [importlib.import_module(f"models.actions.{room.name}") for room in pkgutil.iter_modules(actions.__path__)]
    offered = [thing for room in rooms for thing in vars(room).values() if inspect.isfunction(thing)]
    offered = [thing for thing in offered if thing.__module__.startswith("models.actions.")]
    offered += [thing for name in recording.__all__ if inspect.isfunction(thing := getattr(recording, name))]
    functions = {
        f"{one.__module__}.{one.__name__}": list(inspect.signature(one).parameters)
        for one in offered
        if not one.__name__.startswith("_") and one.__module__ != "models.actions.checks"
    }
    assert set(functions) == set(WRITES) | set(ASK_NOBODY)
    assert {name for name in WRITES if functions[name][:2] != ["session", "viewer"]} == set()


ABOUT_A_SCHOOL = (Action.ADD_DECISION, Action.FILE_REPORT, Action.REMIND)
ATTEMPTS = [
    (name, role, school_id)
    for name, (action, _) in WRITES.items()
    for role in Role
    for school_id in (SCHOOLS if action in ABOUT_A_SCHOOL else SCHOOLS[:1])
]


@pytest.mark.parametrize(("name", "role", "school_id"), ATTEMPTS)
def test_every_writing_function_refuses_whom_the_table_refuses(
    name: str, role: Role, school_id: str, district: int, database: Database
):
    action, write = WRITES[name]
    with database.writing() as session:
        added(session, viewer(database, district, Role.DIRECTOR), school_id)
        more = district_rows(schools=0)
        more.schools = [school_row("S4")]
        recording.record(session, on_the_server(district), more, at=AT)
    who = viewer(database, district, role)
    if RIGHTS[action, role][SCHOOLS.index(school_id)]:
        with database.writing() as session:
            write(session, who, school_id)
        return
    with database.reading() as session:
        before = base_rows(session)
    with pytest.raises(NotAllowedError, match=r"^Only .+ can "), database.writing() as session:
        write(session, who, school_id)
    with database.reading() as session:
        assert base_rows(session) == before


@pytest.mark.parametrize("name", WRITES)
def test_a_right_that_was_taken_away_since_does_not_count(name: str, district: int, database: Database):
    _, write = WRITES[name]
    somebody = Viewer(district, 99, "Nobody", Role.DIRECTOR)
    with database.writing() as session:
        added(session, viewer(database, district, Role.DIRECTOR), "S1")
    with pytest.raises(NotAllowedError, match="Your rights have changed"), database.writing() as session:
        write(session, somebody, "S1")


# ---------------------------------------------------------------- who runs a command on the server
def test_whoever_runs_a_command_on_the_server_brings_rows_in_and_people_and_reminds_and_decides_nothing():
    who = administrator_on_the_server("ana", 1)
    assert [action for action in Action if can(who, action, "Lakeview")] == [
        Action.IMPORT_FILES,
        Action.MANAGE_PEOPLE,
        Action.REMIND,
    ]


def test_a_person_writes_in_their_own_district_only():
    assert in_district(administrator_on_the_server("ana"), 7).district_id == 7
    own = Viewer(1, 1, "P", Role.ADMINISTRATOR)
    assert in_district(own, 1) is own
    with pytest.raises(NotAllowedError, match="your own district"):
        in_district(own, 7)
