"""Who may come in and what they care for, for an administrator; nobody else gets a row."""

from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import and_, exists, false, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from models.permissions import Action, Viewer, can
from models.queries.frames import Statement, frame
from models.queries.people import holds
from models.tables import (
    AccessRequest,
    AuditLine,
    CoordinatorCluster,
    Credential,
    LastVisit,
    LiaisonSchool,
    Person,
    School,
    SchoolInYear,
    SignIn,
)
from models.tables.joins import same_person, same_school
from models.vocabulary import Role

MOST_CHANGES = 20


def accounts(session: Session, viewer: Viewer, at: datetime) -> pd.DataFrame:
    """
    person_id, login, name, role, email, phone, is_active, has_password, has_provider, invited_until, seen_at, sign_ins:
    every person of the district, by name.

    email and phone None where not known. has_provider: an account of the district's provider is known as theirs.
    invited_until: of a link that holds at this moment, else None. seen_at: when they were last here, None for never.
    sign_ins: how many hold.
    """
    open_one = and_(SignIn.ended_at.is_(None), SignIn.until > at)
    signed = (
        select(
            SignIn.district_id,
            SignIn.person_id,
            func.max(SignIn.seen_at).label("signed_seen_at"),
            func.count(SignIn.sign_in_id).filter(open_one).label("sign_ins"),
        )
        .where(SignIn.district_id == viewer.district_id)
        .group_by(SignIn.district_id, SignIn.person_id)
        .subquery()
    )
    statement = (
        select(
            Person.person_id,
            Person.login,
            Person.name,
            Person.role,
            Person.email,
            Person.phone,
            Person.is_active,
            Credential.password_hash.is_not(None).label("has_password"),
            Credential.issuer.is_not(None).label("has_provider"),
            Credential.link_until,
            signed.c.signed_seen_at,
            LastVisit.opened_at,
            func.coalesce(signed.c.sign_ins, 0).label("sign_ins"),
        )
        .outerjoin(Credential, same_person(Credential, Person))
        .outerjoin(signed, and_(signed.c.district_id == Person.district_id, signed.c.person_id == Person.person_id))
        .outerjoin(LastVisit, same_person(LastVisit, Person))
        .order_by(Person.name, Person.person_id)
    )
    rows = frame(session, _administrators(statement, viewer, Person))
    seen = [_latest(*pair) for pair in zip(rows.pop("signed_seen_at"), rows.pop("opened_at"), strict=True)]
    links = [until if isinstance(until, datetime) and until > at else None for until in rows.pop("link_until")]
    return rows.assign(invited_until=pd.Series(links, dtype=object), seen_at=pd.Series(seen, dtype=object))


def sign_ins(session: Session, viewer: Viewer, at: datetime) -> pd.DataFrame:
    """sign_in_id, person_id, way, begun_at, seen_at: every sign-in that holds, by person, the one seen last first."""
    of = SignIn
    statement = (
        select(of.sign_in_id, of.person_id, of.way, of.begun_at, of.seen_at)
        .where(of.ended_at.is_(None), of.until > at)
        .order_by(of.person_id, of.seen_at.desc(), of.sign_in_id)
    )
    return frame(session, _administrators(statement, viewer, of))


def care(session: Session, viewer: Viewer) -> pd.DataFrame:
    """
    person_id, role, key, name, from_date, until_date: clusters and schools that people cared, care or will care for,
    by person and first day.

    role: as what, coordinator or liaison. key: the cluster's name or the school's id; until_date NaT without an end.
    """
    of, there = CoordinatorCluster, LiaisonSchool
    clusters = select(
        of.person_id,
        literal(Role.COORDINATOR.value).label("role"),
        of.cluster.label("key"),
        of.cluster.label("name"),
        of.from_date,
        of.until_date,
    )
    schools = select(
        there.person_id, literal(Role.LIAISON.value), there.school_id, School.name, there.from_date, there.until_date
    ).join(School, same_school(School, there))
    both = union_all(_administrators(clusters, viewer, of), _administrators(schools, viewer, there)).subquery()
    ordered = select(both).order_by(both.c.person_id, both.c.from_date, both.c.name)
    return frame(session, ordered, ("from_date", "until_date"))


def changes_of_person(session: Session, viewer: Viewer, login: str) -> pd.DataFrame:
    """happened_at, person, action, details: what was changed about somebody, the latest first, MOST_CHANGES at most."""
    statement = (
        select(AuditLine.happened_at, AuditLine.person, AuditLine.action, AuditLine.details)
        .where(AuditLine.subject == login, AuditLine.action.in_(ABOUT_PEOPLE))
        .order_by(AuditLine.audit_id.desc())
        .limit(MOST_CHANGES)
    )
    return frame(session, _administrators(statement, viewer, AuditLine))


def open_schools(session: Session, viewer: Viewer, on: date) -> pd.DataFrame:
    """school_id, name, cluster: schools that are open on a day with the latest cluster, None without one, by name."""
    of = SchoolInYear
    latest = (
        select(of.school_id, func.max(of.school_year).label("school_year"))
        .where(of.district_id == viewer.district_id)
        .group_by(of.school_id)
        .subquery()
    )
    statement = (
        select(School.school_id, School.name, of.cluster)
        .outerjoin(latest, latest.c.school_id == School.school_id)
        .outerjoin(of, and_(same_school(of, School), of.school_year == latest.c.school_year))
        .where(_is_open(on))
        .order_by(School.name, School.school_id)
    )
    return frame(session, _administrators(statement, viewer, School))


def schools_without_liaison(session: Session, viewer: Viewer, on: date) -> pd.DataFrame:
    """school_id, name: schools that are open on a day and that no open account of a liaison files for, by name."""
    files_for = exists().where(
        same_school(LiaisonSchool, School),
        same_person(Person, LiaisonSchool),
        holds(LiaisonSchool, on),
        Person.is_active.is_(True),
        Person.role == Role.LIAISON,
    )
    statement = select(School.school_id, School.name).where(_is_open(on), ~files_for)
    return frame(session, _administrators(statement.order_by(School.name), viewer, School))


def clusters_without_coordinator(session: Session, viewer: Viewer, on: date) -> pd.DataFrame:
    """cluster: clusters with a school that is open on a day and no open account of a coordinator, by name."""
    of = SchoolInYear
    latest = select(func.max(of.school_year)).where(of.district_id == viewer.district_id).scalar_subquery()
    cared_for = exists().where(
        CoordinatorCluster.district_id == of.district_id,
        CoordinatorCluster.cluster == of.cluster,
        same_person(Person, CoordinatorCluster),
        holds(CoordinatorCluster, on),
        Person.is_active.is_(True),
        Person.role == Role.COORDINATOR,
    )
    statement = (
        select(of.cluster)
        .join(School, same_school(School, of))
        .where(of.school_year == latest, of.cluster.is_not(None), _is_open(on), ~cared_for)
        .distinct()
        .order_by(of.cluster)
    )
    return frame(session, _administrators(statement, viewer, of))


def access_requests(session: Session, viewer: Viewer) -> pd.DataFrame:
    """request_id, who, name, note, asked_at: who waits for access, the longest first; nothing for who may not add."""
    of = AccessRequest
    statement = select(of.request_id, of.who, of.name, of.note, of.asked_at).order_by(of.asked_at, of.request_id)
    return frame(session, _administrators(statement, viewer, of))


ABOUT_PEOPLE = (
    "add_person",
    "change_person",
    "close_account",
    "reopen_account",
    "invite_person",
    "give_password",
    "choose_password",
    "end_sign_ins",
    "end_sign_in",
    "give_cluster",
    "end_cluster",
    "give_school",
    "end_school",
)
"""What audit lines about people say was done; their subject is the login."""


def _administrators(statement: Statement, viewer: Viewer, table: Any) -> Statement:
    """The same statement for an administrator, of the own district; for anybody else without a row."""
    own = statement.where(table.district_id == viewer.district_id)
    return own if can(viewer, Action.MANAGE_PEOPLE) else own.where(false())


def _is_open(on: date) -> Any:
    return and_(
        or_(School.opened_on.is_(None), School.opened_on <= on), or_(School.closed_on.is_(None), School.closed_on >= on)
    )


def _latest(*moments: Any) -> datetime | None:
    known = [moment for moment in moments if not pd.isna(moment)]
    return max(known, default=None)
