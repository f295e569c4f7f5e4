"""What people care for: a coordinator's clusters and a liaison's schools, each from a day until a day."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.checks import keep_line
from models.audit_log import lock_district
from models.errors import ConflictError, PartnershipError
from models.people_rules import Span, checked_span
from models.permissions import Action, Viewer, check_can
from models.queries.people import present
from models.tables import Cluster, CoordinatorCluster, LiaisonSchool, Person, School
from models.today import day_of
from models.vocabulary import Role, Topic

TABLES: dict[Role, tuple[Any, str]] = {
    Role.COORDINATOR: (CoordinatorCluster, "cluster"),
    Role.LIAISON: (LiaisonSchool, "school_id"),
}
"""What a role cares for: the table, and its column that names the cluster or school."""


def give_cluster(session: Session, viewer: Viewer, person_id: int, cluster: str, span: Span, *, at: datetime) -> None:
    """
    Give a coordinator a cluster from a day on. Another one may have it too, as while somebody is away.

    Raises NotAllowedError, or PartnershipError for who is no coordinator, no such cluster, or days they have already.
    """
    _begin(session, viewer, at)
    if session.get(Cluster, (viewer.district_id, cluster)) is None:
        raise PartnershipError("There is no such cluster in this district; nothing was saved.")
    _give(session, viewer, person_id, Role.COORDINATOR, cluster, span, at)


def give_school(session: Session, viewer: Viewer, person_id: int, school_id: str, span: Span, *, at: datetime) -> None:
    """
    Give a liaison a school from a day on.

    Raises NotAllowedError, or PartnershipError for who is no liaison, no such school, or days they have it already.
    """
    _begin(session, viewer, at)
    if session.get(School, (viewer.district_id, school_id)) is None:
        raise PartnershipError("There is no such school in this district; nothing was saved.")
    _give(session, viewer, person_id, Role.LIAISON, school_id, span, at)


def end_cluster(
    session: Session, viewer: Viewer, person_id: int, cluster: str, given: Span, *, on: date, at: datetime
) -> None:
    """
    Let a coordinator's care for a cluster end with a day. given: the days as they stood when this was begun; one that
    has not begun by then is taken back.

    Raises NotAllowedError; ConflictError where somebody else changed its days since; PartnershipError for another day.
    """
    _begin(session, viewer, at)
    _end(session, viewer, person_id, Role.COORDINATOR, cluster, given, on, at)


def end_school(
    session: Session, viewer: Viewer, person_id: int, school_id: str, given: Span, *, on: date, at: datetime
) -> None:
    """The same for a liaison's school."""
    _begin(session, viewer, at)
    _end(session, viewer, person_id, Role.LIAISON, school_id, given, on, at)


def lend_cluster(session: Session, viewer: Viewer, person_id: int, cluster: str, span: Span, *, at: datetime) -> None:
    """
    Give a cluster to another coordinator besides, from a day until a day, while its own one is away.

    Raises NotAllowedError, or PartnershipError for who is no coordinator, no such cluster, no last day, a first day in
    the past, or days they have already.
    """
    _begin_lending(session, viewer, at)
    if session.get(Cluster, (viewer.district_id, cluster)) is None:
        raise PartnershipError("There is no such cluster in this district; nothing was saved.")
    if span.ends is None:
        raise PartnershipError("Say until when: a leave has a last day; nothing was saved.")
    if span.begins < day_of(at):
        raise PartnershipError("The first day lies in the past. Choose today or a later one; nothing was saved.")
    _give(session, viewer, person_id, Role.COORDINATOR, cluster, span, at)


def end_lent_cluster(
    session: Session, viewer: Viewer, person_id: int, cluster: str, given: Span, *, on: date, at: datetime
) -> None:
    """
    Let a cluster that was lent end earlier. given: the days as they stood when this was begun.

    Raises as `end_cluster`, and PartnershipError for care that has no last day: that is nobody's leave.
    """
    _begin_lending(session, viewer, at)
    if given.ends is None:
        raise PartnershipError("This is their own cluster, without a last day; nothing was saved.")
    _end(session, viewer, person_id, Role.COORDINATOR, cluster, given, on, at)


def end_all_care(session: Session, viewer: Viewer, person_id: int, *, on: date, but: Role | None = None) -> list[str]:
    """
    End with a day whatever a person cares for, but what this role does; returns the clusters and schools that ended.

    For who closes an account or gives another role, has asked for the right and leaves the audit line.
    """
    ended = []
    for role, (table, column) in TABLES.items():
        if role is but:
            continue
        mine = (table.district_id == viewer.district_id, table.person_id == person_id)
        for row in session.scalars(select(table).where(*mine)).all():
            if row.from_date > on:
                session.delete(row)
            elif row.until_date is None or row.until_date > on:
                row.until_date = on
            else:
                continue
            ended.append(str(getattr(row, column)))
    session.flush()
    return sorted(ended)


def _begin(session: Session, viewer: Viewer, at: datetime) -> None:
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.MANAGE_PEOPLE)


def _begin_lending(session: Session, viewer: Viewer, at: datetime) -> None:
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.LEND_CLUSTER)


def _give(session: Session, viewer: Viewer, person_id: int, role: Role, key: str, span: Span, at: datetime) -> None:
    person = _person(session, viewer, person_id)
    if not person.is_active:
        raise PartnershipError("This account is closed. Open it again first; nothing was saved.")
    if person.role is not role:
        if role is Role.COORDINATOR:
            raise PartnershipError("Only a coordinator cares for clusters. Change the role first; nothing was saved.")
        raise PartnershipError("Only a school liaison files for schools. Change the role first; nothing was saved.")
    table, column = TABLES[role]
    rows = session.scalars(
        select(table).where(
            table.district_id == viewer.district_id, table.person_id == person_id, getattr(table, column) == key
        )
    )
    others = [Span(row.from_date, row.until_date) for row in rows]
    checked_span(span, others, today=day_of(at))
    row = table(district_id=viewer.district_id, person_id=person_id, from_date=span.begins, until_date=span.ends)
    setattr(row, column, key)
    session.add(row)
    session.flush()
    _keep(session, viewer, at, f"give_{_what(role)}", person, {column: key, "before": None, "after": _days(span)})


def _end(
    session: Session, viewer: Viewer, person_id: int, role: Role, key: str, given: Span, on: date, at: datetime
) -> None:
    table, column = TABLES[role]
    person = _person(session, viewer, person_id)
    row = session.get(table, (viewer.district_id, person_id, key, given.begins))
    if row is None or row.until_date != given.ends:
        raise ConflictError("Somebody changed these days since you opened them. Look at them; nothing was saved.")
    if row.from_date > on and row.from_date > day_of(at):
        session.delete(row)
        after = None
    elif on < row.from_date:
        raise PartnershipError("The last day lies before the first. Choose a later one; nothing was saved.")
    elif row.until_date is not None and on >= row.until_date:
        raise PartnershipError(
            "It ends on {day} already. Choose an earlier day; nothing was saved.", day=row.until_date
        )
    else:
        checked_span(Span(row.from_date, on), (), today=day_of(at))
        row.until_date = on
        after = _days(Span(row.from_date, on))
    session.flush()
    _keep(session, viewer, at, f"end_{_what(role)}", person, {column: key, "before": _days(given), "after": after})


def _what(role: Role) -> str:
    return "cluster" if role is Role.COORDINATOR else "school"


def _person(session: Session, viewer: Viewer, person_id: int) -> Person:
    person = session.get(Person, (viewer.district_id, person_id))
    if person is None:
        raise PartnershipError("There is no such person in this district; nothing was saved.")
    return person


def _days(span: Span) -> dict[str, str | None]:
    return {"from_date": str(span.begins), "until_date": None if span.ends is None else str(span.ends)}


def _keep(
    session: Session, viewer: Viewer, at: datetime, action: str, person: Person, details: dict[str, object]
) -> None:
    keep_line(session, viewer, at, action, Topic.PEOPLE, person.login, {"person_id": person.person_id, **details})
