"""The rules are the district's: coordinators propose, the director decides and undoes, and nothing past changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from models import queries
from models.actions import rules as actions
from models.database import Database
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.support_need.rule_set import DEFAULT_RULES, RuleSet, rules_in_force
from models.tables import AuditLine, RuleProposal
from models.vocabulary import Indicator, Role
from tests.factories import base_rows
from tests.people import TODAY, district_with_people, viewer

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)
LOUDER = RuleSet(weights={Indicator.REPORTING: 5.0}, visits=4, name="Reporting 5")
WHY = "Reports were late everywhere after the snow."


@pytest.fixture
def district(database: Database) -> int:
    return district_with_people(database)


def propose(database: Database, who: Viewer, rules: RuleSet = LOUDER, note: str = WHY) -> int:
    with database.writing() as session:
        return actions.propose_rule_set(session, who, rules, note=note, at=AT)


def accept(database: Database, who: Viewer, number: int, day: date = TODAY) -> int:
    with database.writing() as session:
        return actions.accept_proposal(session, who, number, in_force_from=day, at=AT)


def decline(database: Database, who: Viewer, number: int, note: str = "After the summer.") -> None:
    with database.writing() as session:
        actions.decline_proposal(session, who, number, note=note, at=AT)


def save(database: Database, who: Viewer, rules: RuleSet, day: date = TODAY) -> int:
    with database.writing() as session:
        return actions.save_rule_set(session, who, rules, in_force_from=day, note=WHY, at=AT)


def undo(database: Database, who: Viewer, number: int, at: datetime = AT) -> int:
    with database.writing() as session:
        return actions.undo_rule_set(session, who, number, note="Undoes it", at=at)


def people(database: Database, district: int) -> tuple[Viewer, Viewer]:
    return viewer(database, district, Role.DIRECTOR), viewer(database, district, Role.COORDINATOR)


def shown(database: Database, who: Viewer) -> list[queries.rules.ProposedRules]:
    with database.reading() as session:
        return queries.proposed_rules(session, who)


def in_force(database: Database, district: int, day: date = TODAY) -> RuleSet:
    with database.reading() as session:
        return rules_in_force(queries.rule_sets(session, district), day)


def lines(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        kept = session.scalars(select(AuditLine).order_by(AuditLine.audit_id)).all()
    return [(line.person, line.action, line.subject) for line in kept if line.action != "import_files"]


# ---------------------------------------------------------------- proposing
def test_a_proposal_changes_no_list_and_is_seen_by_the_office_with_author_and_reason(district: int, database: Database):
    director, coordinator = people(database, district)
    number = propose(database, coordinator)
    assert in_force(database, district).decides_like(DEFAULT_RULES)
    (one,) = shown(database, director)
    assert (one.number, one.rules.author, one.rules.note, one.rules.name) == (number, "Person 2", WHY, "Reporting 5")
    assert one.rules.decides_like(LOUDER)
    assert (one.decided_at, one.answer) == (None, "")
    assert shown(database, viewer(database, district, Role.LIAISON)) == []


@pytest.mark.parametrize(
    ("rules", "note"),
    [(replace(LOUDER, name="  "), WHY), (LOUDER, "  \n"), (LOUDER, "x" * 2_001)],
    ids=["no name", "no reason", "endless reason"],
)
def test_a_proposal_without_a_name_or_reason_is_refused(rules: RuleSet, note: str, district: int, database: Database):
    _, coordinator = people(database, district)
    with pytest.raises(PartnershipError, match="nothing was saved"):
        propose(database, coordinator, rules, note)
    assert shown(database, coordinator) == []


def test_no_more_proposals_wait_than_a_director_can_read(district: int, database: Database):
    director, coordinator = people(database, district)
    for _ in range(actions.MOST_WAITING):
        number = propose(database, coordinator)
    with pytest.raises(PartnershipError, match="20 proposals wait for the director already"):
        propose(database, coordinator)
    decline(database, director, number)
    assert propose(database, coordinator) == 21


# ---------------------------------------------------------------- deciding
def test_an_accepted_proposal_is_a_rule_set_of_the_directors_and_says_who_proposed_it(
    district: int, database: Database
):
    director, coordinator = people(database, district)
    number = accept(database, director, propose(database, coordinator))
    now = in_force(database, district)
    assert now.decides_like(LOUDER)
    assert (now.name, now.author, now.note, now.in_force_from) == ("Reporting 5", "Person 1", WHY, TODAY)
    assert shown(database, director) == []
    with database.reading() as session:
        last = queries.last_saved_rules(session, district)
    assert (last.number, last.proposed_by, last.saved_at) == (number, "Person 2", AT)
    assert lines(database) == [
        ("Person 2", "propose_rule_set", "Reporting 5"),
        ("Person 1", "accept_proposal", "Reporting 5"),
    ]


def test_a_declined_proposal_leaves_the_rules_and_gives_who_made_it_a_sentence(district: int, database: Database):
    director, coordinator = people(database, district)
    decline(database, director, propose(database, coordinator))
    assert in_force(database, district).decides_like(DEFAULT_RULES)
    (one,) = shown(database, coordinator)
    assert (one.decided_by, one.decided_at, one.answer) == ("Person 1", AT, "After the summer.")


def test_a_proposal_is_declined_with_a_sentence_or_not_at_all(district: int, database: Database):
    director, coordinator = people(database, district)
    number = propose(database, coordinator)
    with pytest.raises(PartnershipError, match="Write why, in a sentence"):
        decline(database, director, number, note=" ")
    assert shown(database, director)[0].decided_at is None


def test_who_proposed_takes_it_back_and_nobody_else_does(district: int, database: Database):
    director, coordinator = people(database, district)
    number = propose(database, coordinator)
    with (
        pytest.raises(NotAllowedError, match="Only who made a proposal can take it back"),
        database.writing() as session,
    ):
        actions.take_back_proposal(session, director, number, at=AT)
    with database.writing() as session:
        actions.take_back_proposal(session, coordinator, number, at=AT)
    assert shown(database, coordinator) == []
    with database.reading() as session:
        assert session.get(RuleProposal, (district, number)).decided_by == "Person 2"


@pytest.mark.parametrize("end", ["accepted", "declined", "taken back", "never made"])
def test_a_proposal_is_decided_once(end: str, district: int, database: Database):
    director, coordinator = people(database, district)
    number = 9 if end == "never made" else propose(database, coordinator)
    if end == "accepted":
        accept(database, director, number)
    elif end == "declined":
        decline(database, director, number)
    elif end == "taken back":
        with database.writing() as session:
            actions.take_back_proposal(session, coordinator, number, at=AT)
    with database.reading() as session:
        before = base_rows(session)
    for again in (
        lambda: accept(database, director, number),
        lambda: decline(database, director, number),
        lambda: database_take_back(database, coordinator, number),
    ):
        with pytest.raises(PartnershipError, match="does not wait any more"):
            again()
    with database.reading() as session:
        assert base_rows(session) == before


def database_take_back(database: Database, who: Viewer, number: int) -> None:
    with database.writing() as session:
        actions.take_back_proposal(session, who, number, at=AT)


def test_a_proposal_of_another_district_does_not_wait_here(district: int, database: Database):
    _, coordinator = people(database, district)
    number = propose(database, coordinator)
    neighbour = replace(viewer(database, district, Role.DIRECTOR), district_id=district + 1)
    with pytest.raises(PartnershipError), database.writing() as session:
        actions.accept_proposal(session, neighbour, number, in_force_from=TODAY, at=AT)


# ---------------------------------------------------------------- undoing
def test_the_last_change_is_undone_by_putting_the_rules_from_before_in_force_again(district: int, database: Database):
    director, _ = people(database, district)
    quiet = RuleSet(weights={Indicator.TURNOUT: 0.0}, name="Turnout 0")
    save(database, director, quiet)
    number = undo(database, director, save(database, director, LOUDER))
    now = in_force(database, district)
    assert number == 3
    assert now.decides_like(quiet)
    assert (now.name, now.author, now.note, now.in_force_from) == ("Turnout 0", "Person 1", "Undoes it", TODAY)
    assert lines(database)[-1] == ("Person 1", "undo_rule_set", "Turnout 0")


def test_undoing_the_first_change_brings_the_default_back_and_undoing_that_the_change(
    district: int, database: Database
):
    director, _ = people(database, district)
    back = undo(database, director, save(database, director, LOUDER))
    assert in_force(database, district).decides_like(DEFAULT_RULES)
    undo(database, director, back)
    assert in_force(database, district).decides_like(LOUDER)


def test_rules_that_are_to_hold_later_are_undone_for_that_day(district: int, database: Database):
    director, _ = people(database, district)
    later = TODAY + timedelta(days=60)
    undo(database, director, save(database, director, LOUDER, later))
    assert in_force(database, district, later).decides_like(DEFAULT_RULES)


def test_only_the_last_change_can_be_undone(district: int, database: Database):
    director, _ = people(database, district)
    first = save(database, director, LOUDER)
    save(database, director, replace(LOUDER, visits=5))
    with pytest.raises(PartnershipError, match="changed by somebody else meanwhile"):
        undo(database, director, first)
    with pytest.raises(PartnershipError, match="changed by somebody else meanwhile"):
        undo(database, director, 9)
