"""
Who is at the door: read before there is a viewer, by what a browser or a provider brings.

Nothing of a district's figures is read here, and nothing that is read leaves the shell.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from models.sign_in_ways import SignInWay
from models.tables import Credential, District, Person, SignIn
from models.tables.joins import same_person


@dataclass(frozen=True)
class Account:
    """A person who may come in. `login` is what the district calls them by."""

    district_id: int
    person_id: int
    login: str
    email: str = ""


@dataclass(frozen=True)
class SignedIn:
    """A person who is in, by one browser."""

    sign_in_id: int
    account: Account
    way: SignInWay
    seen_at: datetime
    until: datetime


def hash_of(key: str) -> str:
    """What is kept of a key that only a browser or a letter has: whoever reads the database cannot sign in with it."""
    return hashlib.sha256(key.encode()).hexdigest()


def signed_in(session: Session, key: str, at: datetime, idle: timedelta) -> SignedIn | None:
    """Whose browser brings this key; None where it was ended, ran out, or belongs to somebody who may not come in."""
    row = session.execute(
        select(SignIn, Person.login, Person.email)
        .join(Person, same_person(Person, SignIn))
        .where(SignIn.key_hash == hash_of(key), *_holds(at, idle))
    ).one_or_none()
    if row is None:
        return None
    of = row.SignIn
    account = Account(of.district_id, of.person_id, row.login, row.email or "")
    return SignedIn(of.sign_in_id, account, of.way, of.seen_at, of.until)


def still_signed_in(session: Session, sign_ins: Iterable[int], at: datetime, idle: timedelta) -> set[int]:
    """Those of these sign-ins that hold at this moment."""
    asked = select(SignIn.sign_in_id).join(Person, same_person(Person, SignIn))
    return set(session.scalars(asked.where(SignIn.sign_in_id.in_(list(sign_ins)), *_holds(at, idle))))


def account_named(session: Session, name: str, district: str = "") -> Account | None:
    """
    The one active person with this login or, with an @ in it, this e-mail, in capitals or not; None for nobody, and
    where several have it. district: the code of the only district to look in; "" looks in all.
    """
    said = name.strip().lower()
    column = Person.email if "@" in said else Person.login
    return _only(session, _accounts(district).where(func.lower(column) == said)) if said else None


def district_at_the_door(session: Session, code: str = "") -> int | None:
    """The district that people without a row here ask: the one with this code, else the only one; None for neither."""
    of = District
    asked = select(of.district_id).limit(2)
    found = session.scalars(asked.where(of.code == code) if code else asked).all()
    return found[0] if len(found) == 1 else None


def account_of_provider(session: Session, issuer: str, subject: str, district: str = "") -> Account | None:
    """The active person who signed in with this account of a provider before."""
    asked = _accounts(district).join(Credential, same_person(Credential, Person))
    return _only(session, asked.where(Credential.issuer == issuer, Credential.subject == subject))


def provider_of(session: Session, account: Account) -> tuple[str, str] | None:
    """The provider and its number of the account a person signed in with first; None where they never did."""
    kept = session.get(Credential, (account.district_id, account.person_id))
    return (kept.issuer, kept.subject or "") if kept is not None and kept.issuer else None


def account_of_link(session: Session, key: str, at: datetime) -> Account | None:
    """Who may choose a password by a link with this key; None where it was used, ran out, or never was."""
    asked = _accounts("").join(Credential, same_person(Credential, Person))
    return _only(session, asked.where(Credential.link_hash == hash_of(key), Credential.link_until > at))


def password_hash_of(session: Session, account: Account) -> str:
    """The hash of a person's password; "" where they have none."""
    kept = session.get(Credential, (account.district_id, account.person_id))
    return (kept.password_hash or "") if kept is not None else ""


def _accounts(district: str) -> Select[Any]:
    columns: tuple[Any, ...] = (Person.district_id, Person.person_id, Person.login, Person.email)
    of = select(*columns).where(Person.is_active.is_(True))
    if not district:
        return of
    return of.join(District, District.district_id == Person.district_id).where(District.code == district)


def _only(session: Session, asked: Select[Any]) -> Account | None:
    rows = session.execute(asked.limit(2)).all()
    if len(rows) != 1:
        return None
    district_id, person_id, login, email = rows[0]
    return Account(district_id, person_id, login, email or "")


def _holds(at: datetime, idle: timedelta) -> tuple[Any, ...]:
    ended = or_(SignIn.ended_at.is_(None), SignIn.ended_at > at)
    return (ended, SignIn.until > at, SignIn.seen_at > at - idle, Person.is_active.is_(True))
