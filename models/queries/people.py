"""Who is here: districts, identities, and the viewer every other query takes."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.queries.frames import frame
from models.tables import CoordinatorCluster, District, LiaisonSchool, Person, School
from models.tables.joins import same_school
from models.vocabulary import Role


def districts(session: Session) -> pd.DataFrame:
    """district_id, code, name, data_version: one row per district, by code."""
    return frame(
        session,
        select(District.district_id, District.code, District.name, District.data_version).order_by(District.code),
    )


def data_version(session: Session, district_id: int) -> int:
    """Number of writing transactions so far; two equal numbers mean equal data."""
    return session.scalar(select(District.data_version).where(District.district_id == district_id)) or 0


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
    clusters = session.scalars(
        select(CoordinatorCluster.cluster).where(
            CoordinatorCluster.district_id == district_id,
            CoordinatorCluster.person_id == person.person_id,
            holds(CoordinatorCluster, on),
        )
    )
    schools = session.scalars(
        select(LiaisonSchool.school_id).where(
            LiaisonSchool.district_id == district_id,
            LiaisonSchool.person_id == person.person_id,
            holds(LiaisonSchool, on),
        )
    )
    return Viewer(district_id, person.person_id, person.name, person.role, frozenset(schools), tuple(sorted(clusters)))


def present(session: Session, viewer: Viewer, at: datetime) -> Viewer:
    """
    The viewer with the rights the database gives them now: those taken away since the page opened are gone.

    Raises NotAllowedError for somebody who left or got another role. The server's administrator has no row to read
    and is returned as given.
    """
    if viewer.is_on_the_server:
        return viewer
    person = session.get(Person, (viewer.district_id, viewer.person_id))
    if person is None or not person.is_active or person.role != viewer.role:
        raise NotAllowedError("Your rights have changed since you opened this page. Load it again; nothing was saved.")
    clusters = session.scalars(
        select(CoordinatorCluster.cluster).where(
            CoordinatorCluster.district_id == viewer.district_id,
            CoordinatorCluster.person_id == viewer.person_id,
            holds(CoordinatorCluster, at.date()),
        )
    )
    return replace(viewer, clusters=tuple(sorted(clusters)))


def holds(table: Any, on: date) -> Any:
    return and_(table.from_date <= on, or_(table.until_date.is_(None), table.until_date >= on))
