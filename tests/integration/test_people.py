"""People are added, changed, invited and closed; what they care for has dates; each change leaves its audit line."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import queries
from models.actions import care, people
from models.actions.sign_in import begin_sign_in, choose_password
from models.database import Database
from models.errors import ConflictError, PartnershipError
from models.people_rules import PersonDetails, Span
from models.permissions import Viewer, administrator_on_the_server
from models.queries.sign_in import Account, account_of_link, signed_in
from models.recording.incoming import IncomingRows
from models.recording.record import preview, record, undo
from models.sign_in_ways import SignInWay
from models.tables import AuditLine, CoordinatorCluster, LiaisonSchool, Person, SignIn
from models.vocabulary import Role, Topic
from tests.factories import base_rows, district_rows, make_district, record_rows
from tests.people import TODAY, district_with_people, person, viewer

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)
IDLE = timedelta(hours=2)
AUGUST = Span(date(2024, 8, 1))
NEW = PersonDetails("Nia Odum", Role.COORDINATOR, "n.odum@example.org", "555-0199")


@pytest.fixture
def district(database: Database) -> int:
    return district_with_people(database)


@pytest.fixture
def ana(district: int, database: Database) -> Viewer:
    """The district's one administrator, p4."""
    return viewer(database, district, Role.ADMINISTRATOR)


def written(database: Database, change: Callable[[Session], Any]) -> Any:
    with database.writing() as session:
        return change(session)


def refused(database: Database, change: Callable[[Session], Any], words: str) -> None:
    """The change is refused in these words and leaves no trace."""
    before = everything(database)
    with pytest.raises(PartnershipError, match=words):
        written(database, change)
    assert everything(database) == before


def everything(database: Database) -> tuple[object, ...]:
    with database.reading() as session:
        lines = [line.action for line in session.scalars(select(AuditLine).order_by(AuditLine.audit_id))]
        return base_rows(session), lines, queries.topic_stamps(session, 1)


def last_line(database: Database) -> AuditLine:
    with database.reading() as session:
        return session.scalars(select(AuditLine).order_by(AuditLine.audit_id.desc())).first()


def add(database: Database, who: Viewer, login: str = "n.odum", details: PersonDetails = NEW) -> int:
    return written(database, lambda session: people.add_person(session, who, login, details, at=AT))


def sign_in(database: Database, number: int, login: str) -> str:
    account = Account(1, number, login)
    return written(
        database,
        lambda session: begin_sign_in(session, account, SignInWay.PASSWORD, at=AT, lasts=timedelta(hours=8)),
    )


def is_in(database: Database, key: str, at: datetime = AT) -> bool:
    with database.reading() as session:
        return signed_in(session, key, at, IDLE) is not None


# ---------------------------------------------------------------- adding and changing
def test_a_person_is_added_with_an_audit_line_and_the_topic_is_raised(ana: Viewer, database: Database):
    with database.reading() as session:
        before = queries.topic_stamps(session, 1)
    number = add(database, ana, " N.Odum ")
    with database.reading() as session:
        row, after = session.get_one(Person, (1, number)), queries.topic_stamps(session, 1)
    assert (row.login, row.name, row.role, row.email, row.is_active) == (
        "n.odum", "Nia Odum", Role.COORDINATOR, "n.odum@example.org", True,
    )  # fmt: skip
    assert {topic for topic in Topic if after[topic] != before[topic]} == {Topic.PEOPLE}
    line = last_line(database)
    assert (line.action, line.subject, line.person) == ("add_person", "n.odum", "Person 4")
    assert line.details["after"]["role"] == "coordinator"


def test_a_person_of_a_file_with_the_next_number_takes_nobodys_place(ana: Viewer, database: Database):
    number = add(database, ana)
    rows = district_rows(schools=0)
    rows.people = [person(6, Role.VIEWER)]
    record_rows(database, 1, rows)
    with database.reading() as session:
        assert [session.get_one(Person, (1, one)).login for one in (number, 6)] == ["n.odum", "p6"]


def test_a_login_or_an_email_that_somebody_has_is_refused(ana: Viewer, database: Database):
    add(database, ana)
    again = replace(NEW, email="N.ODUM@example.org")
    refused(database, lambda s: people.add_person(s, ana, "N.odum", again, at=AT), '"n.odum" already')
    refused(database, lambda s: people.add_person(s, ana, "n.o", again, at=AT), "has this e-mail already")
    with database.writing() as session:
        people.add_person(session, ana, "n.o", replace(NEW, email=""), at=AT)
        people.add_person(session, ana, "n.p", replace(NEW, email=""), at=AT)  # nobody's e-mail is no e-mail


def test_an_email_of_a_closed_account_is_free_and_the_account_cannot_be_opened_with_it(ana: Viewer, database: Database):
    number = add(database, ana)
    written(database, lambda s: people.close_account(s, ana, number, at=AT))
    add(database, ana, "n.odum2")
    refused(database, lambda s: people.reopen_account(s, ana, number, at=AT), "has this e-mail already")


def test_a_change_says_before_and_after_and_leaves_what_it_does_not_name(ana: Viewer, database: Database):
    number = add(database, ana)
    phoned = replace(NEW, phone="555-0101")
    written(database, lambda s: people.change_person(s, ana, number, phoned, seen=NEW, at=AT))
    line = last_line(database)
    assert (line.action, line.details) == (
        "change_person",
        {"person_id": number, "before": {"phone": "555-0199"}, "after": {"phone": "555-0101"}},
    )
    # Begun before the phone was changed: another field is joined to it.
    renamed = replace(NEW, name="Nia Odum-Ray")
    written(database, lambda s: people.change_person(s, ana, number, renamed, seen=NEW, at=AT))
    with database.reading() as session:
        row = session.get_one(Person, (1, number))
        assert (row.name, row.phone) == ("Nia Odum-Ray", "555-0101")


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ({"role": Role.VIEWER}, {"role": Role.DIRECTOR}, "Person 4 gave Nia Odum another role"),
        ({"email": "nia@example.org"}, {"email": "n.o@example.org"}, 'Person 4 changed this .* "nia@example.org"'),
    ],
)
def test_the_second_of_two_administrators_is_told_what_the_first_changed(
    first: dict[str, Any], second: dict[str, Any], words: str, ana: Viewer, database: Database
):
    number = add(database, ana)
    written(database, lambda s: people.change_person(s, ana, number, replace(NEW, **first), seen=NEW, at=AT))
    late = replace(NEW, **second)
    with pytest.raises(ConflictError, match=words):
        written(database, lambda s: people.change_person(s, ana, number, late, seen=NEW, at=AT))
    with database.reading() as session:
        assert all(getattr(session.get_one(Person, (1, number)), name) == value for name, value in first.items())


def test_the_last_administrator_keeps_role_and_account_and_nobody_closes_their_own(ana: Viewer, database: Database):
    four = PersonDetails("Person 4", Role.ADMINISTRATOR)
    server = administrator_on_the_server("root", 1)
    other = replace(four, role=Role.VIEWER)
    for who in (ana, server):
        refused(database, lambda s, w=who: people.change_person(s, w, 4, other, seen=four, at=AT), "only administrator")
    refused(database, lambda s: people.close_account(s, ana, 4, at=AT), "Nobody closes their own account")
    refused(database, lambda s: people.close_account(s, server, 4, at=AT), "only administrator")
    second = add(database, ana, "n.odum", replace(NEW, role=Role.ADMINISTRATOR))
    written(database, lambda s: people.close_account(s, ana, second, at=AT))
    refused(database, lambda s: people.close_account(s, server, 4, at=AT), "only administrator")  # a closed one is none
    written(database, lambda s: people.reopen_account(s, ana, second, at=AT))
    written(database, lambda s: people.change_person(s, ana, 4, other, seen=four, at=AT))
    with database.reading() as session:
        assert session.get_one(Person, (1, 4)).role is Role.VIEWER


@pytest.mark.parametrize("instead", [{"is_active": False}, {"role": "viewer"}])
def test_no_file_and_nothing_taken_back_leaves_a_district_without_an_administrator(
    instead: dict[str, Any], ana: Viewer, database: Database
):
    four = {"person_id": 4, "login": "p4", "name": "Person 4", "role": "administrator", "is_active": True}
    fifth = four | {"person_id": 50, "login": "p50", "name": "Person 50"}
    file = IncomingRows(people=[four | instead])
    for change in (record, preview):
        refused(database, lambda s, do=change: do(s, ana, file, at=AT), "without an active administrator")
    receipt = written(database, lambda s: record(s, ana, IncomingRows(people=[fifth]), at=AT))
    with database.reading() as session:
        second = queries.viewer(session, 1, "p50", AT.date())
    seen = PersonDetails("Person 4", Role.ADMINISTRATOR)
    written(database, lambda s: people.change_person(s, second, 4, replace(seen, role=Role.VIEWER), seen=seen, at=AT))
    refused(database, lambda s: undo(s, second, receipt.receipt_id, at=AT), "without an active administrator")
    written(database, lambda s: undo(s, administrator_on_the_server("root", 1), receipt.receipt_id, at=AT))


# ---------------------------------------------------------------- closing, inviting, signing out
def test_a_closed_account_is_out_everywhere_and_its_care_ends_today(ana: Viewer, database: Database):
    keys = [sign_in(database, 2, "p2"), sign_in(database, 2, "p2")]
    others = sign_in(database, 5, "p5")
    written(database, lambda s: care.give_cluster(s, ana, 2, "Garden", Span(date(2024, 12, 1)), at=AT))
    assert [is_in(database, key) for key in keys] == [True, True]
    written(database, lambda s: people.close_account(s, ana, 2, at=AT))
    assert [is_in(database, key) for key in (*keys, others)] == [False, False, True]
    with database.reading() as session:
        rows = session.scalars(select(CoordinatorCluster)).all()
        assert [(row.cluster, row.until_date) for row in rows] == [("Lakeview", TODAY)]  # the one to come is gone
        assert {row.ended_by for row in session.scalars(select(SignIn)) if row.person_id == 2} == {"account_closed"}
        without = queries.clusters_without_coordinator(session, ana, TODAY)["cluster"].tolist()
    assert without == ["Garden", "Lakeview"]
    assert last_line(database).details["ended"] == ["Garden", "Lakeview"]
    refused(database, lambda s: people.close_account(s, ana, 2, at=AT), "closed already")


def test_another_role_ends_what_only_the_old_one_cares_for(ana: Viewer, database: Database):
    three = PersonDetails("Person 3", Role.LIAISON)
    moved = replace(three, role=Role.COORDINATOR)
    written(database, lambda s: people.change_person(s, ana, 3, moved, seen=three, at=AT))
    with database.reading() as session:
        assert [row.until_date for row in session.scalars(select(LiaisonSchool))] == [TODAY]
        assert queries.schools_without_liaison(session, ana, TODAY)["school_id"].tolist() == ["S1", "S2", "S3"]


def test_an_invitation_lets_choose_a_password_once_and_no_key_is_kept(ana: Viewer, database: Database):
    old = written(database, lambda s: people.invite(s, ana, 5, at=AT))
    new = written(database, lambda s: people.invite(s, ana, 5, at=AT))
    assert new.until == AT + timedelta(days=7)
    with database.reading() as session:
        assert account_of_link(session, old.key, AT) is None
        assert account_of_link(session, new.key, AT + timedelta(days=6)) == Account(1, 5, "p5")
        assert account_of_link(session, new.key, AT + timedelta(days=8)) is None
        assert new.key not in str(base_rows(session))
        assert new.key not in str([line.details for line in session.scalars(select(AuditLine))])
        assert queries.accounts(session, ana, AT).set_index("person_id")["invited_until"][5] == new.until
    written(database, lambda s: choose_password(s, new.key, "three odd words", at=AT))
    with database.reading() as session:
        row = queries.accounts(session, ana, AT).set_index("person_id").loc[5]
        assert (
            bool(row["has_password"]),
            row["invited_until"] is None or row["invited_until"] != row["invited_until"],
        ) == (True, True)
        assert account_of_link(session, new.key, AT) is None
    written(database, lambda s: people.close_account(s, ana, 5, at=AT))
    refused(database, lambda s: people.invite(s, ana, 5, at=AT), "closed")


def test_signing_out_everywhere_ends_every_sign_in_and_leaves_the_account(ana: Viewer, database: Database):
    key = sign_in(database, 5, "p5")
    assert written(database, lambda s: people.end_sign_ins_of(s, ana, 5, at=AT)) == 1
    assert not is_in(database, key)
    assert (last_line(database).action, last_line(database).details["ended"]) == ("end_sign_ins", 1)
    assert is_in(database, sign_in(database, 5, "p5"))


def test_a_person_whom_a_file_closes_is_out_too(ana: Viewer, database: Database):
    key = sign_in(database, 5, "p5")
    rows = district_rows(schools=0)
    rows.people = [person(5, Role.VIEWER) | {"is_active": False}]
    record_rows(database, 1, rows)
    assert not is_in(database, key)


# ---------------------------------------------------------------- care
def test_care_is_given_and_ended_with_its_days_in_the_audit_line(ana: Viewer, database: Database):
    april = Span(date(2025, 4, 1), date(2025, 4, 30))
    written(database, lambda s: care.give_cluster(s, ana, 2, "Garden", april, at=AT))
    assert last_line(database).details == {
        "person_id": 2, "cluster": "Garden", "before": None,
        "after": {"from_date": "2025-04-01", "until_date": "2025-04-30"},
    }  # fmt: skip
    written(database, lambda s: care.end_cluster(s, ana, 2, "Lakeview", AUGUST, on=TODAY, at=AT))
    assert last_line(database).details["after"] == {"from_date": "2024-08-01", "until_date": "2024-11-06"}
    written(database, lambda s: care.end_cluster(s, ana, 2, "Garden", april, on=TODAY, at=AT))
    assert (last_line(database).action, last_line(database).details["after"]) == ("end_cluster", None)
    with database.reading() as session:
        rows = queries.care(session, ana)
    assert rows[rows["person_id"].eq(2)][["name", "until_date"]].astype(str).values.tolist() == [
        ["Lakeview", "2024-11-06"]
    ]


def test_care_that_cannot_be_is_refused_and_leaves_no_trace(ana: Viewer, database: Database):
    def give(number: int, cluster: str, span: Span) -> Callable[[Session], None]:
        return lambda s: care.give_cluster(s, ana, number, cluster, span, at=AT)

    refused(database, give(2, "Lakeview", Span(TODAY)), "already from 1 August 2024 on, without an end")
    refused(database, give(3, "Garden", Span(TODAY)), "Only a coordinator cares for clusters")
    refused(database, give(2, "Nowhere", Span(TODAY)), "no such cluster")
    refused(database, give(99, "Garden", Span(TODAY)), "no such person")
    refused(database, lambda s: care.give_school(s, ana, 2, "S2", Span(TODAY), at=AT), "Only a school liaison")
    refused(database, lambda s: care.give_school(s, ana, 3, "S9", Span(TODAY), at=AT), "no such school")
    moved = Span(AUGUST.begins, date(2024, 12, 1))
    refused(
        database,
        lambda s: care.end_cluster(s, ana, 2, "Lakeview", moved, on=TODAY, at=AT),
        "Somebody changed these days",
    )


# ---------------------------------------------------------------- what an administrator reads
def test_last_seen_is_the_newest_of_sign_ins_and_visits(ana: Viewer, database: Database):
    with database.reading() as session:
        assert queries.accounts(session, ana, AT)["seen_at"].isna().all()
    sign_in(database, 5, "p5")
    with database.reading() as session:
        rows = queries.accounts(session, ana, AT + timedelta(hours=1)).set_index("login")
    assert (rows["seen_at"]["p5"], rows["sign_ins"]["p5"], rows["sign_ins"]["p2"]) == (AT, 1, 0)


def test_people_of_another_district_do_not_exist_here(ana: Viewer, database: Database):
    neighbours = district_rows(schools=1)
    neighbours.people = [person(1, Role.ADMINISTRATOR), person(9, Role.VIEWER)]
    other = make_district(database, neighbours, code="beech-hills")
    refused(database, lambda s: people.close_account(s, ana, 9, at=AT), "no such person in this district")
    with database.reading() as session:
        stranger = queries.viewer(session, other, "p1", TODAY)
        assert queries.accounts(session, stranger, AT)["login"].tolist() == ["p1", "p9"]
        assert len(queries.accounts(session, ana, AT)) == 5
