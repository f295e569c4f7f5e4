"""Who is here: districts, identities, and the viewer every other query takes."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.queries.frames import frame
from models.tables import CoordinatorCluster, District, LiaisonSchool, MonthVersion, Person, School, TopicVersion
from models.tables.joins import same_person, same_school
from models.today import day_of
from models.vocabulary import N_, Role, Topic


def districts(session: Session) -> pd.DataFrame:
    """district_id, code, name: one row per district, by code."""
    return frame(
        session,
        select(District.district_id, District.code, District.name).order_by(District.code),
    )


def topic_stamps(session: Session, district_id: int) -> dict[Topic, str]:
    """The stamp of every topic's last write, "" where none was; two equal stamps mean equal rows of that topic."""
    mine = TopicVersion.district_id == district_id
    rows = session.execute(select(TopicVersion.topic, TopicVersion.stamp).where(mine))
    return dict.fromkeys(Topic, "") | {row.topic: row.stamp for row in rows}


def month_stamps(session: Session, district_id: int) -> dict[date, str]:
    """The stamp of each month whose reports were ever written; two equal stamps mean equal reports of that month."""
    mine = MonthVersion.district_id == district_id
    return {row.month: row.stamp for row in session.execute(select(MonthVersion.month, MonthVersion.stamp).where(mine))}


def identities(session: Session, district_id: int, on: date) -> pd.DataFrame:
    """
    login, name, role, care: everybody who may be chosen while there is no log-in, director first, then by name.

    `care` names the coordinator's clusters or the liaison's schools on that day, ", " between.
    """
    people = frame(
        session,
        select(Person.person_id, Person.login, Person.name, Person.role)
        .where(Person.district_id == district_id, Person.is_active.is_(True))
        .order_by(Person.name),
    )
    clusters = frame(
        session,
        select(CoordinatorCluster.person_id, CoordinatorCluster.cluster.label("care")).where(
            CoordinatorCluster.district_id == district_id, holds(CoordinatorCluster, on)
        ),
    )
    schools = frame(
        session,
        select(LiaisonSchool.person_id, School.name.label("care"))
        .join(School, same_school(School, LiaisonSchool))
        .where(LiaisonSchool.district_id == district_id, holds(LiaisonSchool, on)),
    )
    care = pd.concat([clusters, schools]).groupby("person_id")["care"].agg(lambda names: ", ".join(sorted(names)))
    people["care"] = people["person_id"].map(care).fillna("")
    order = {role: place for place, role in enumerate((Role.DIRECTOR, Role.COORDINATOR, Role.LIAISON))}
    people["place"] = people["role"].map(lambda role: order.get(role, len(order)))
    return people.sort_values(["place", "name"], kind="stable", ignore_index=True)[["login", "name", "role", "care"]]


def active_administrators(session: Session, district_id: int) -> list[int]:
    """person_id of everybody who can give access."""
    of = Person
    those = (of.district_id == district_id, of.role == Role.ADMINISTRATOR, of.is_active.is_(True))
    return list(session.scalars(select(of.person_id).where(*those)))


def viewer(session: Session, district_id: int, login: str, on: date) -> Viewer:
    """
    The person behind a login, with schools and clusters in their care on that day.

    Raises PartnershipError where nobody active has this login.
    """
    person = session.execute(
        select(Person.person_id, Person.name, Person.role).where(
            Person.district_id == district_id, Person.login == login, Person.is_active.is_(True)
        )
    ).one_or_none()
    if person is None:
        raise PartnershipError('Nobody here signs in as "{login}".', login=login)
    schools = _in_care(session, district_id, person.person_id, LiaisonSchool.school_id, on)
    clusters = _in_care(session, district_id, person.person_id, CoordinatorCluster.cluster, on)
    return Viewer(district_id, person.person_id, person.name, person.role, frozenset(schools), tuple(sorted(clusters)))


def present(session: Session, viewer: Viewer, at: datetime) -> Viewer:
    """
    The viewer as the database knows them now: what was taken away since the page opened does not count any more.

    Raises NotAllowedError for somebody who left or got another role. The server's administrator is nobody's row.
    """
    refusal = N_("Your rights have changed since you opened this page. Load it again; nothing was saved.")
    return _now(session, viewer, day_of(at), refusal)


def viewer_now(session: Session, viewer: Viewer, on: date) -> Viewer:
    """
    The viewer with the schools and clusters in their care on a day, for a page that reads on.

    Raises NotAllowedError for somebody who left or got another role. A viewer without a row of their own, where a
    district has no people yet, reads on.
    """
    if viewer.person_id == 0:
        return viewer
    return _now(session, viewer, on, N_("Your rights have changed since you opened this page. Load it again."))


def _now(session: Session, viewer: Viewer, on: date, refusal: str) -> Viewer:
    if viewer.is_on_the_server:
        return viewer
    rows = session.execute(
        _WITH_CARE, {"district_id": viewer.district_id, "person_id": viewer.person_id, "on": on}
    ).all()
    if not rows or not rows[0].is_active or rows[0].role != viewer.role:
        raise NotAllowedError(refusal)
    clusters = {row.cluster for row in rows} - {None}
    return replace(
        viewer,
        clusters=tuple(sorted(clusters)),
        school_ids=frozenset({row.school_id for row in rows} - {None}),
    )


def _in_care(session: Session, district_id: int, person_id: int, column: Any, on: date) -> list[str]:
    """Clusters of a coordinator or schools of a liaison, on a day."""
    table = column.class_
    mine = select(column).where(table.district_id == district_id, table.person_id == person_id, holds(table, on))
    return list(session.scalars(mine))


def holds(table: Any, on: Any) -> Any:
    """Is a care held on a day, or on the day that a statement is given?"""
    return and_(table.from_date <= on, or_(table.until_date.is_(None), table.until_date >= on))


# Asked at every save, and made once: a person, beside each cluster and school in their care on a day.
_WITH_CARE = (
    select(Person.is_active, Person.role, CoordinatorCluster.cluster, LiaisonSchool.school_id)
    .outerjoin(
        CoordinatorCluster, and_(same_person(CoordinatorCluster, Person), holds(CoordinatorCluster, bindparam("on")))
    )
    .outerjoin(LiaisonSchool, and_(same_person(LiaisonSchool, Person), holds(LiaisonSchool, bindparam("on"))))
    .where(Person.district_id == bindparam("district_id"), Person.person_id == bindparam("person_id"))
)
