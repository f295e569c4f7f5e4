"""Decisions that are kept: who may take which, what is written with it, and that a refusal writes nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, update

from models import queries
from models.actions import decisions
from models.actions.rules import save_rule_set
from models.database import Database
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.support_need.rule_set import DEFAULT_RULES, RuleSet
from models.tables import AuditLine, CoordinatorCluster, Decision, Person, RuleSetRow
from models.vocabulary import DecisionKind, Indicator, Role, Topic
from tests.factories import base_rows, district_rows, make_district
from tests.people import TODAY, district_with_people, person, viewer

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)


@pytest.fixture
def district(database: Database) -> int:
    return district_with_people(database)


def kept(database: Database) -> tuple[object, ...]:
    """All rows, the audit lines and the versions: what a refusal must leave alone."""
    with database.reading() as session:
        return (
            base_rows(session),
            session.scalar(select(func.count()).select_from(AuditLine)),
            queries.topic_stamps(session, 1),
        )


def add_decision(database: Database, who: Viewer, school_id: str = "S1", **instead: object) -> int:
    given = {
        "puts_on_list": True,
        "starts_on": TODAY,
        "ends_on": date(2024, 12, 20),
        "note": "The principal asked for a call.",
        "at": AT,
    } | instead
    with database.writing() as session:
        return decisions.add_decision(session, who, school_id, DecisionKind.JUDGEMENT, **given)


def save_rules(database: Database, who: Viewer, rules: RuleSet = DEFAULT_RULES, **instead: object) -> int:
    given = {"in_force_from": TODAY, "note": "Agreed in the meeting.", "at": AT} | instead
    with database.writing() as session:
        return save_rule_set(session, who, replace(rules, name="Autumn"), **given)


# ---------------------------------------------------------------- a refusal writes nothing
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LIAISON, Role.ADMINISTRATOR, Role.VIEWER])
def test_a_refused_decision_leaves_no_trace(role: Role, district: int, database: Database):
    who, before = viewer(database, district, role), kept(database)
    for attempt in (lambda: add_decision(database, who, "S2"), lambda: save_rules(database, who)):
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
        add_decision(database, who, **wrong)
    assert kept(database) == before


def test_a_school_the_district_does_not_have_is_refused(district: int, database: Database):
    who, before = viewer(database, district, Role.DIRECTOR), kept(database)
    with pytest.raises(PartnershipError, match="no such school in this district; nothing was saved"):
        add_decision(database, who, "S9")
    assert kept(database) == before


def test_a_decision_of_another_district_does_not_exist_here(district: int, database: Database):
    number = add_decision(database, viewer(database, district, Role.DIRECTOR))
    neighbours = district_rows(schools=1)
    neighbours.people = [person(1, Role.DIRECTOR)]
    other = make_district(database, neighbours, code="beech-hills")
    stranger, before = viewer(database, other, Role.DIRECTOR), kept(database)
    for attempt in (
        lambda session: decisions.end_decision(session, stranger, number, on=TODAY, at=AT),
        lambda session: decisions.take_back_decision(session, stranger, number, at=AT),
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
    for attempt in (lambda: add_decision(database, who), lambda: save_rules(database, who)):
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
        add_decision(database, who)
    assert kept(database) == before


def test_somebody_who_is_nobody_is_refused(district: int, database: Database):
    with pytest.raises(NotAllowedError):
        add_decision(database, Viewer(district, 99, "Nobody", Role.DIRECTOR))


# ---------------------------------------------------------------- what is kept with a decision
def test_a_decision_its_audit_line_and_the_version_are_one_change(district: int, database: Database):
    who = viewer(database, district, Role.COORDINATOR)
    with database.reading() as session:
        before = queries.topic_stamps(session, district)
    number = add_decision(database, who)
    with database.reading() as session:
        line = session.scalars(select(AuditLine).order_by(AuditLine.audit_id.desc())).first()
        assert (line.action, line.subject, line.person, line.details["decision_id"]) == (
            "add_decision",
            "S1",
            "Person 2",
            number,
        )
        after = queries.topic_stamps(session, district)
        assert {topic for topic in Topic if after[topic] != before[topic]} == {Topic.SUPPORT}


def test_a_decision_that_fails_on_its_last_step_leaves_no_trace(district: int, database: Database):
    who, before = viewer(database, district, Role.DIRECTOR), kept(database)

    class Interrupted(Exception):
        pass

    def interrupted() -> None:
        with database.writing() as session:
            given = {"puts_on_list": True, "starts_on": TODAY, "ends_on": TODAY, "note": "Asked for.", "at": AT}
            decisions.add_decision(session, who, "S1", DecisionKind.JUDGEMENT, **given)
            raise Interrupted

    with pytest.raises(Interrupted):
        interrupted()
    assert kept(database) == before


def test_a_decision_that_is_sent_twice_is_one_row(district: int, database: Database):
    director = viewer(database, district, Role.DIRECTOR)
    first = add_decision(database, director)
    before = kept(database)
    assert add_decision(database, director) == first
    assert kept(database) == before
    assert add_decision(database, director, note="Three members left.") == first + 1


def test_a_decision_that_ended_early_stays_on_record(district: int, database: Database):
    who = viewer(database, district, Role.DIRECTOR)
    number = add_decision(database, who)
    with database.writing() as session:
        decisions.end_decision(session, who, number, on=date(2024, 11, 20), at=AT)
    with database.reading() as session:
        assert session.get(Decision, (district, number)).ends_on == date(2024, 11, 20)
        assert list(session.scalars(select(AuditLine.action).order_by(AuditLine.audit_id)))[-2:] == [
            "add_decision",
            "end_decision",
        ]


def test_a_decision_taken_back_is_gone_and_its_audit_line_tells_all_of_it(district: int, database: Database):
    who = viewer(database, district, Role.DIRECTOR)
    number = add_decision(database, who)
    with database.writing() as session:
        decisions.take_back_decision(session, who, number, at=AT)
    with database.reading() as session:
        assert session.get(Decision, (district, number)) is None
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
