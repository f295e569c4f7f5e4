"""
Coming in and going out: a browser's key, the first link, the password.

Nobody asks here whether somebody may: they act for themselves, with what they have just shown. `people` is for those
who act for others.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from models.audit_log import keep_audit_line, lock_district
from models.errors import PartnershipError
from models.queries.sign_in import Account, account_of_link, hash_of
from models.sign_in_ways import SignInEnd, SignInWay
from models.tables import Credential, Person, SignIn

SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
KEPT_DAYS = 90
"""How long a sign-in that has ended stays in the list of them."""
_hasher = PasswordHasher()
NOBODYS = _hasher.hash(secrets.token_urlsafe(24))
"""Compared where nobody has the name, so that a wrong name takes as long as a wrong password."""


def begin_sign_in(session: Session, account: Account, way: SignInWay, *, at: datetime, lasts: timedelta) -> str:
    """Let a person in with one browser; the key for its cookie, which is kept nowhere else."""
    key = secrets.token_urlsafe(32)
    session.execute(delete(SignIn).where(SignIn.until < at - timedelta(days=KEPT_DAYS)))
    session.add(
        SignIn(
            district_id=account.district_id,
            person_id=account.person_id,
            key_hash=hash_of(key),
            way=way,
            begun_at=at,
            seen_at=at,
            until=at + lasts,
        )
    )
    return key


def sign_out(session: Session, sign_in_id: int, *, at: datetime) -> None:
    end_sign_ins(session, [sign_in_id], SignInEnd.SIGNED_OUT, at=at)


def end_sign_ins(session: Session, sign_ins: Iterable[int], by: SignInEnd, *, at: datetime) -> None:
    """End these sign-ins where they have not ended; open pages of theirs are closed within seconds."""
    open_ones = SignIn.sign_in_id.in_(list(sign_ins)), SignIn.ended_at.is_(None)
    session.execute(update(SignIn).where(*open_ones).values(ended_at=at, ended_by=by))


def end_all_of(session: Session, account: Account, by: SignInEnd, *, at: datetime) -> None:
    """End every sign-in of a person."""
    theirs = SignIn.district_id == account.district_id, SignIn.person_id == account.person_id
    session.execute(update(SignIn).where(*theirs, SignIn.ended_at.is_(None)).values(ended_at=at, ended_by=by))


def keep_alive(session: Session, sign_ins: Iterable[int], *, at: datetime) -> None:
    """Somebody has a page open: their sign-ins are not idle."""
    session.execute(update(SignIn).where(SignIn.sign_in_id.in_(list(sign_ins))).values(seen_at=at))


def keep_provider(session: Session, account: Account, issuer: str, subject: str) -> None:
    """Keep which account of the provider is a person's: from now on no other with the same e-mail is."""
    kept = _credential(session, account)
    kept.issuer, kept.subject = issuer, subject


def is_password(password_hash: str, password: str) -> bool:
    """Is it the password behind the hash? It takes as long where there is none."""
    try:
        _hasher.verify(password_hash or NOBODYS, password)
    except (Argon2Error, InvalidHashError):
        return False
    return bool(password_hash)


def new_link(session: Session, account: Account, *, at: datetime, lasts: timedelta) -> str:
    """Open a link by which a person chooses a password, once; the key in it. An older link is of no use any more."""
    kept = _credential(session, account)
    key = secrets.token_urlsafe(32)
    kept.link_hash, kept.link_until = hash_of(key), at + lasts
    return key


def choose_password(session: Session, key: str, password: str, *, at: datetime) -> Account:
    """
    Keep the password somebody chose by their link; the link is used up, and whoever was signed in as them is out.

    Raises PartnershipError for a link that was used or ran out, and for a password too short, too long or too plain.
    """
    account = account_of_link(session, key, at)
    if account is None:
        raise PartnershipError("This link was used, or is too old. Ask the office for a new one.")
    check_password(password, account)
    set_password(session, account, password, at=at)
    lock_district(session, account.district_id)
    person = session.get(Person, (account.district_id, account.person_id))
    keep_audit_line(
        session,
        account.district_id,
        person=person.name if person else account.login,
        at=at,
        action="choose_password",
        topics=(),
        subject=account.login,
    )
    return account


def set_password(session: Session, account: Account, password: str, *, at: datetime) -> None:
    """Keep a password as its hash, use up the link, and end every sign-in of the person."""
    kept = _credential(session, account)
    kept.password_hash, kept.link_hash, kept.link_until = _hasher.hash(password), None, None
    end_all_of(session, account, SignInEnd.PASSWORD_CHANGED, at=at)


def check_password(password: str, account: Account) -> None:
    """Raises PartnershipError where a password is too short, too long, their own name, or one letter over and over."""
    if len(password) < SHORTEST_PASSWORD:
        raise PartnershipError("Choose a password of {least} characters or more.", least=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise PartnershipError("Choose a password of at most {most} characters.", most=LONGEST_PASSWORD)
    plain = password.lower()
    if account.login.lower() in plain or len(set(plain)) < 5:
        raise PartnershipError(
            "This password is too easy to guess. Three words that do not belong together are better."
        )


def _credential(session: Session, account: Account) -> Credential:
    kept = session.get(Credential, (account.district_id, account.person_id), with_for_update=True)
    if kept is None:
        kept = Credential(district_id=account.district_id, person_id=account.person_id)
        session.add(kept)
    return kept
