"""Decisions that are kept: who may take which, what is written with it, and that a refusal writes nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, update

from models import queries
from models.actions import decisions
from models.actions.rules import save_rule_set
from models.database import Database
from models.errors import NotAllowedError, PartnershipError
from models.permissions import _WRITERS, Viewer, can
from models.support_need.rule_set import DEFAULT_RULES, RuleSet
from models.tables import AuditLine, CoordinatorCluster, District, ManualEvent, Person, RuleSetRow
from models.vocabulary import EventKind, Indicator, Role
from tests.factories import base_rows, district_rows, make_district, school_row, school_year_row

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)
TODAY = date(2024, 11, 6)
PEOPLE = {
    Role.DIRECTOR: 1,
    Role.COORDINATOR: 2,
    Role.LIAISON: 3,
    Role.ADMINISTRATOR: 4,
    Role.VIEWER: 5,
}


def person(number: int, role: Role) -> dict[str, object]:
    return {"person_id": number, "login": f"p{number}", "name": f"Person {number}", "role": role, "is_active": True}


@pytest.fixture
def district(database: Database) -> int:
    """S1 in Lakeview, S2 in Garden, S3 in no cluster; the coordinator cares for Lakeview, the liaison for S1."""
    incoming = district_rows(schools=0)
    incoming.schools = [school_row(name) for name in ("S1", "S2", "S3")]
    incoming.school_years = [
        school_year_row("S1"),
        school_year_row("S2", cluster="Garden"),
        school_year_row("S3", cluster=None),
    ]
    incoming.people = [person(number, role) for role, number in PEOPLE.items()]
    incoming.coordinator_clusters = [
        {"person_id": 2, "cluster": "Lakeview", "from_date": date(2024, 8, 1), "until_date": None}
    ]
    incoming.liaison_schools = [{"person_id": 3, "school_id": "S1", "from_date": date(2024, 8, 1), "until_date": None}]
    return make_district(database, incoming)


def viewer(database: Database, district: int, role: Role) -> Viewer:
    with database.reading() as session:
        return queries.viewer(session, district, f"p{PEOPLE[role]}", TODAY)


def kept(database: Database) -> tuple[object, ...]:
    """All rows, the audit lines and the versions: what a refusal must leave alone."""
    with database.reading() as session:
        return (
            base_rows(session),
            session.scalar(select(func.count()).select_from(AuditLine)),
            list(session.scalars(select(District.data_version))),
        )


def add_event(database: Database, who: Viewer, school_id: str = "S1", **instead: object) -> int:
    given = {
        "puts_on_list": True,
        "starts_on": TODAY,
        "ends_on": date(2024, 12, 20),
        "note": "The principal asked for a call.",
        "at": AT,
    } | instead
    with database.writing() as session:
        return decisions.add_event(session, who, school_id, EventKind.JUDGEMENT, **given)


def save_rules(database: Database, who: Viewer, rules: RuleSet = DEFAULT_RULES, **instead: object) -> int:
    given = {"in_force_from": TODAY, "note": "Agreed in the meeting.", "at": AT} | instead
    with database.writing() as session:
        return save_rule_set(session, who, replace(rules, name="Autumn"), **given)


def with_event(do: Callable[..., None]) -> Callable[[Database, Viewer, str], None]:
    """Take `do` about an event that the director has put on the school before."""

    def taken(database: Database, who: Viewer, school_id: str) -> None:
        number = add_event(database, viewer(database, who.district_id, Role.DIRECTOR), school_id)
        with database.writing() as session:
            do(session, who, number)

    return taken


ABOUT_A_SCHOOL = {
    "add_event": lambda database, who, school_id: add_event(database, who, school_id),
    "end_event": with_event(lambda session, who, number: decisions.end_event(session, who, number, on=TODAY, at=AT)),
    "take_back_event": with_event(lambda session, who, number: decisions.take_back_event(session, who, number, at=AT)),
}
ALLOWED = {
    (Role.DIRECTOR, "S1"),
    (Role.DIRECTOR, "S2"),
    (Role.DIRECTOR, "S3"),
    (Role.COORDINATOR, "S1"),
}
"""Who may decide about S1 (the coordinator's cluster), S2 (another) and S3 (none)."""


# ---------------------------------------------------------------- the truth table
@pytest.mark.parametrize("school_id", ["S1", "S2", "S3"])
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", ABOUT_A_SCHOOL)
def test_only_the_director_and_the_clusters_own_coordinator_decide_about_a_school(
    action: str, role: Role, school_id: str, district: int, database: Database
):
    who = viewer(database, district, role)
    if (role, school_id) in ALLOWED:
        ABOUT_A_SCHOOL[action](database, who, school_id)
    else:
        with pytest.raises(NotAllowedError, match=r"^Only .+ or (the )?director can "):
            ABOUT_A_SCHOOL[action](database, who, school_id)


@pytest.mark.parametrize("role", Role)
def test_only_the_director_and_coordinators_save_rules(role: Role, district: int, database: Database):
    who = viewer(database, district, role)
    if role in (Role.DIRECTOR, Role.COORDINATOR):
        assert save_rules(database, who) == 1
    else:
        with pytest.raises(NotAllowedError, match="Only a coordinator or director can save a rule set"):
            save_rules(database, who)


TABLE = """
                 director coordinator administrator liaison viewer
import_files     yes      no          yes           no      no
log_support      yes      own         no            no      no
save_rule_set    yes      yes         no            no      no
add_event        yes      own         no            no      no
"""


@pytest.mark.parametrize("line", TABLE.strip().splitlines()[1:])
def test_the_rights_are_the_table_the_office_agreed(line: str):
    action, *answers = line.split()
    for role, answer in zip(TABLE.split()[:5], answers, strict=True):
        who = Viewer(1, 1, "P", Role(role), frozenset({"S1"}), ("Lakeview",))
        given = (can(who, action, "Lakeview"), can(who, action, "Garden"), can(who, action, None))
        assert given == {"yes": (True, True, True), "own": (True, False, False), "no": (False, False, False)}[answer]


def test_every_action_stands_in_the_table():
    assert {line.split()[0] for line in TABLE.strip().splitlines()[1:]} == set(_WRITERS)


# ---------------------------------------------------------------- a refusal writes nothing
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LIAISON, Role.ADMINISTRATOR, Role.VIEWER])
def test_a_refused_decision_leaves_no_trace(role: Role, district: int, database: Database):
    who, before = viewer(database, district, role), kept(database)
    attempts = [lambda: add_event(database, who, "S2")]
    if role is not Role.COORDINATOR:  # of the rest of the office, who may save rules
        attempts.append(lambda: save_rules(database, who))
    for attempt in attempts:
        with pytest.raises(NotAllowedError):
            attempt()
    assert kept(database) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"note": "  \n"},
        {"note": "x" * 2_001},
        {"ends_on": date(2024, 11, 5)},
        {"ends_on": date(2025, 12, 1)},
    ],
    ids=["no reason", "endless reason", "ends before it starts", "ends after a year"],
)
def test_an_impossible_entry_is_refused_in_a_sentence_and_leaves_no_trace(wrong, district: int, database: Database):
    who, before = viewer(database, district, Role.DIRECTOR), kept(database)
    with pytest.raises(PartnershipError, match="nothing was saved"):
        add_event(database, who, **wrong)
    assert kept(database) == before


def test_a_school_the_district_does_not_have_is_refused(district: int, database: Database):
    who, before = viewer(database, district, Role.DIRECTOR), kept(database)
    with pytest.raises(PartnershipError, match="no such school in this district; nothing was saved"):
        add_event(database, who, "S9")
    assert kept(database) == before


def test_an_event_of_another_district_does_not_exist_here(district: int, database: Database):
    number = add_event(database, viewer(database, district, Role.DIRECTOR))
    neighbours = district_rows(schools=1)
    neighbours.people = [person(1, Role.DIRECTOR)]
    other = make_district(database, neighbours, code="beech-hills")
    stranger, before = viewer(database, other, Role.DIRECTOR), kept(database)
    for attempt in (
        lambda session: decisions.end_event(session, stranger, number, on=TODAY, at=AT),
        lambda session: decisions.take_back_event(session, stranger, number, at=AT),
    ):
        with pytest.raises(PartnershipError, match="does not exist"), database.writing() as session:
            attempt(session)
    assert kept(database) == before


# ---------------------------------------------------------------- rights that changed under an open page
@pytest.mark.parametrize("change", [{"role": Role.VIEWER}, {"is_active": False}], ids=["another role", "left"])
def test_a_right_taken_away_since_the_page_opened_does_not_count(change, district: int, database: Database):
    who = viewer(database, district, Role.DIRECTOR)
    with database.writing() as session:
        session.execute(update(Person).where(Person.person_id == who.person_id).values(**change))
    before = kept(database)
    for attempt in (lambda: add_event(database, who), lambda: save_rules(database, who)):
        with pytest.raises(NotAllowedError, match="Your rights have changed since you opened this page"):
            attempt()
    assert kept(database) == before


def test_a_cluster_handed_over_since_the_page_opened_does_not_count(district: int, database: Database):
    who = viewer(database, district, Role.COORDINATOR)
    with database.writing() as session:
        session.execute(
            update(CoordinatorCluster)
            .where(CoordinatorCluster.person_id == who.person_id)
            .values(until_date=date(2024, 10, 31))
        )
    before = kept(database)
    with pytest.raises(NotAllowedError):
        add_event(database, who)
    assert kept(database) == before


def test_somebody_who_is_nobody_is_refused(district: int, database: Database):
    with pytest.raises(NotAllowedError):
        add_event(database, Viewer(district, 99, "Nobody", Role.DIRECTOR))


# ---------------------------------------------------------------- what is kept with a decision
def test_a_decision_its_audit_line_and_the_version_are_one_change(district: int, database: Database):
    who = viewer(database, district, Role.COORDINATOR)
    with database.reading() as session:
        version = queries.data_version(session, district)
    number = add_event(database, who)
    with database.reading() as session:
        line = session.scalars(select(AuditLine).order_by(AuditLine.audit_id.desc())).first()
        assert (line.action, line.subject, line.person, line.details["event_id"]) == (
            "add_event",
            "S1",
            "Person 2",
            number,
        )
        assert queries.data_version(session, district) == version + 1


def test_a_decision_that_fails_on_its_last_step_leaves_no_trace(district: int, database: Database):
    who, before = viewer(database, district, Role.DIRECTOR), kept(database)

    class Interrupted(Exception):
        pass

    def interrupted() -> None:
        with database.writing() as session:
            given = {"puts_on_list": True, "starts_on": TODAY, "ends_on": TODAY, "note": "Asked for.", "at": AT}
            decisions.add_event(session, who, "S1", EventKind.JUDGEMENT, **given)
            raise Interrupted

    with pytest.raises(Interrupted):
        interrupted()
    assert kept(database) == before


def test_an_event_that_ended_early_stays_on_record(district: int, database: Database):
    who = viewer(database, district, Role.DIRECTOR)
    number = add_event(database, who)
    with database.writing() as session:
        decisions.end_event(session, who, number, on=date(2024, 11, 20), at=AT)
    with database.reading() as session:
        assert session.get(ManualEvent, (district, number)).ends_on == date(2024, 11, 20)
        assert list(session.scalars(select(AuditLine.action).order_by(AuditLine.audit_id)))[-2:] == [
            "add_event",
            "end_event",
        ]


def test_an_event_taken_back_is_gone_and_its_audit_line_tells_all_of_it(district: int, database: Database):
    who = viewer(database, district, Role.DIRECTOR)
    number = add_event(database, who)
    with database.writing() as session:
        decisions.take_back_event(session, who, number, at=AT)
    with database.reading() as session:
        assert session.get(ManualEvent, (district, number)) is None
        line = session.scalars(select(AuditLine).order_by(AuditLine.audit_id.desc())).first()
    assert line.details["note"] == "The principal asked for a call."


def test_saved_rules_read_back_as_they_were_saved(district: int, database: Database):
    who = viewer(database, district, Role.DIRECTOR)
    save_rules(database, who, RuleSet(weights={Indicator.TURNOUT: 2.5}, visits=4))
    with database.reading() as session:
        (read,) = queries.rule_sets(session, district)
        assert session.scalar(select(func.count()).select_from(RuleSetRow)) == 1
    assert (read.weights[Indicator.TURNOUT], read.visits, read.author) == (2.5, 4, "Person 1")
    assert (read.name, read.in_force_from, read.note) == ("Autumn", TODAY, "Agreed in the meeting.")


def test_a_weight_slipped_past_the_page_is_refused(district: int, database: Database):
    who, before = viewer(database, district, Role.DIRECTOR), kept(database)
    forged = RuleSet()
    object.__setattr__(forged, "weights", dict(forged.weights) | {Indicator.TURNOUT: 50.0})
    with pytest.raises(PartnershipError, match="nothing was saved"):
        save_rules(database, who, forged)
    assert kept(database) == before
