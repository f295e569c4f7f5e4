"""
Who works here: people are added, changed, invited and signed out, and accounts are closed and opened again.

A person is never deleted: what they wrote keeps its name. What they care for is in `care`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.actions.access_requests import forget_requests_of
from models.actions.care import end_all_care
from models.actions.checks import keep_line, next_number
from models.actions.sign_in import end_all_of, end_sign_ins, new_link, set_password
from models.audit_log import lock_district
from models.errors import ConflictError, PartnershipError
from models.people_rules import PersonDetails, checked_details, checked_login, require_an_administrator
from models.permissions import Action, Viewer, check_can
from models.queries.people import active_administrators, present
from models.queries.sign_in import Account
from models.settings import settings
from models.sign_in_ways import SignInEnd
from models.tables import AuditLine, Person, SignIn
from models.today import day_of
from models.vocabulary import Role, Topic

LINK_LASTS = timedelta(days=7)
FIRST_NUMBER = 1_000_001
"""Of a person added here: the numbers below are those of files, so that an import never takes one for another."""


@dataclass(frozen=True)
class Invitation:
    """A link's key, which is kept nowhere and can be shown once, and the moment after which it is of no use."""

    key: str
    until: datetime

    @property
    def address(self) -> str:
        """The link as somebody opens it: the first address that people reach the pages by, with the key in it."""
        chosen = settings()
        return f"{chosen.origin}{chosen.prefix}/password?key={self.key}"


def add_person(session: Session, viewer: Viewer, login: str, details: PersonDetails, *, at: datetime) -> int:
    """
    Add somebody who may sign in from now on, once they have a way to; returns the person's number.

    Raises NotAllowedError, or PartnershipError for a login or e-mail somebody has, or a detail that can't be.
    """
    _begin(session, viewer, at)
    wanted, told = checked_login(login), checked_details(details)
    taken = select(Person.name).where(Person.district_id == viewer.district_id, func.lower(Person.login) == wanted)
    if name := session.scalar(taken):
        raise PartnershipError(
            '{name} signs in as "{login}" already. Choose another one; nothing was saved.', name=name, login=wanted
        )
    _check_email(session, viewer, told.email, None)
    number = max(next_number(session, viewer.district_id, Person, Person.person_id), FIRST_NUMBER)
    person = Person(district_id=viewer.district_id, person_id=number, login=wanted, is_active=True)
    _put(person, told)
    session.add(person)
    session.flush()
    forget_requests_of(session, viewer.district_id, wanted, told.email)
    _keep(session, viewer, at, "add_person", person, after={"login": wanted, **_fields(told)})
    return number


def change_person(
    session: Session, viewer: Viewer, person_id: int, details: PersonDetails, *, seen: PersonDetails, at: datetime
) -> None:
    """
    Say anew who somebody is and what they may do. seen: what stood there when the change was begun; what it leaves as
    it was stays as it is by now. With another role ends what the new one does not care for.

    Raises NotAllowedError; ConflictError where somebody else changed the same thing since; PartnershipError for the
    only administrator's role, an e-mail somebody has, or a detail that can't be.
    """
    _begin(session, viewer, at)
    person = _person(session, viewer, person_id)
    told, now = _fields(checked_details(details)), _fields(_details(person))
    before = _fields(seen)
    wanted = {name: value for name, value in told.items() if value != before[name] and value != now[name]}
    for name in wanted:
        if now[name] != before[name]:
            raise _conflict(session, viewer, person, name)
    if not wanted:
        return
    if "role" in wanted and person.role is Role.ADMINISTRATOR and person.is_active:
        require_an_administrator(person_id, active_administrators(session, viewer.district_id))
    if "email" in wanted and person.is_active:
        _check_email(session, viewer, wanted["email"], person_id)
    _put(person, PersonDetails(**(now | wanted)))
    session.flush()
    ended = end_all_care(session, viewer, person_id, on=day_of(at), but=person.role) if "role" in wanted else []
    changed = {name: now[name] for name in wanted}
    _keep(session, viewer, at, "change_person", person, before=changed, after=wanted, **_ended(ended))


def close_account(session: Session, viewer: Viewer, person_id: int, *, at: datetime) -> None:
    """
    Close somebody's account: they are out within seconds, and what they care for ends today. Nothing is deleted.

    Raises NotAllowedError, or PartnershipError for the own account, the only administrator's, or one that is closed.
    """
    _begin(session, viewer, at)
    person = _person(session, viewer, person_id)
    if person_id == viewer.person_id:
        raise PartnershipError(
            "Nobody closes their own account. Ask another administrator to do it; nothing was saved."
        )
    if not person.is_active:
        raise PartnershipError("This account is closed already; nothing was changed.")
    if person.role is Role.ADMINISTRATOR:
        require_an_administrator(person_id, active_administrators(session, viewer.district_id))
    person.is_active = False
    session.flush()
    end_all_of(session, _account(person), SignInEnd.ACCOUNT_CLOSED, at=at)
    ended = end_all_care(session, viewer, person_id, on=day_of(at))
    state = {"before": {"is_active": True}, "after": {"is_active": False}}
    _keep(session, viewer, at, "close_account", person, **state, **_ended(ended))


def reopen_account(session: Session, viewer: Viewer, person_id: int, *, at: datetime) -> None:
    """
    Open a closed account again; what they cared for is given anew.

    Raises NotAllowedError, or PartnershipError for one that is open, or whose e-mail somebody else has by now.
    """
    _begin(session, viewer, at)
    person = _person(session, viewer, person_id)
    if person.is_active:
        raise PartnershipError("This account is open already; nothing was changed.")
    _check_email(session, viewer, person.email or "", person_id)
    person.is_active = True
    session.flush()
    _keep(session, viewer, at, "reopen_account", person, before={"is_active": False}, after={"is_active": True})


def invite(session: Session, viewer: Viewer, person_id: int, *, at: datetime) -> Invitation:
    """
    Open a link by which somebody chooses a password, once; an older link is of no use any more.

    Raises NotAllowedError, or PartnershipError for a closed account.
    """
    _begin(session, viewer, at)
    person = _open_person(session, viewer, person_id)
    key = new_link(session, _account(person), at=at, lasts=LINK_LASTS)
    until = at + LINK_LASTS
    session.flush()
    _keep(session, viewer, at, "invite_person", person, until=until.isoformat(timespec="minutes"))
    return Invitation(key, until)


def give_password(session: Session, viewer: Viewer, person_id: int, password: str, *, at: datetime) -> None:
    """
    Keep a password for somebody, as its hash; whoever is signed in as them is out. The caller has it checked.

    Raises NotAllowedError, or PartnershipError for a closed account.
    """
    _begin(session, viewer, at)
    person = _open_person(session, viewer, person_id)
    set_password(session, _account(person), password, at=at)
    session.flush()
    _keep(session, viewer, at, "give_password", person)


def end_sign_ins_of(session: Session, viewer: Viewer, person_id: int, *, at: datetime) -> int:
    """
    Sign somebody out everywhere, their open pages within seconds; returns how many sign-ins were ended.

    Raises NotAllowedError, or PartnershipError where there is no such person.
    """
    _begin(session, viewer, at)
    person = _person(session, viewer, person_id)
    theirs = (SignIn.district_id == viewer.district_id, SignIn.person_id == person_id, SignIn.ended_at.is_(None))
    open_ones = session.scalar(select(func.count()).select_from(SignIn).where(*theirs, SignIn.until > at)) or 0
    end_all_of(session, _account(person), SignInEnd.ENDED_BY_ADMINISTRATOR, at=at)
    _keep(session, viewer, at, "end_sign_ins", person, ended=open_ones)
    return open_ones


def end_sign_in(session: Session, viewer: Viewer, sign_in_id: int, *, at: datetime) -> None:
    """
    End one sign-in of somebody, as of a browser left open elsewhere: its pages within seconds, the others stay.

    Raises NotAllowedError, or PartnershipError where it is none of this district, or has ended already.
    """
    _begin(session, viewer, at)
    found = session.get(SignIn, sign_in_id)
    if found is None or found.district_id != viewer.district_id or found.ended_at is not None or found.until <= at:
        raise PartnershipError("This sign-in has ended already; nothing was changed.")
    end_sign_ins(session, [sign_in_id], SignInEnd.ENDED_BY_ADMINISTRATOR, at=at)
    person = _person(session, viewer, found.person_id)
    _keep(session, viewer, at, "end_sign_in", person, begun=f"{found.begun_at:%Y-%m-%d}")


def _details(person: Person) -> PersonDetails:
    return PersonDetails(person.name, Role(person.role), person.email or "", person.phone or "")


def _begin(session: Session, viewer: Viewer, at: datetime) -> None:
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.MANAGE_PEOPLE)


def _person(session: Session, viewer: Viewer, person_id: int) -> Person:
    person = session.get(Person, (viewer.district_id, person_id))
    if person is None:
        raise PartnershipError("There is no such person in this district; nothing was saved.")
    session.refresh(person)
    return person


def _open_person(session: Session, viewer: Viewer, person_id: int) -> Person:
    person = _person(session, viewer, person_id)
    if not person.is_active:
        raise PartnershipError("This account is closed. Open it again first; nothing was saved.")
    return person


def _account(person: Person) -> Account:
    return Account(person.district_id, person.person_id, person.login, person.email or "")


def _check_email(session: Session, viewer: Viewer, email: str, person_id: int | None) -> None:
    """Raises PartnershipError where another active person has it: whoever signs in by it must be one person."""
    if not email:
        return
    same = (func.lower(Person.email) == email.lower(), Person.is_active.is_(True))
    asked = select(Person.name).where(Person.district_id == viewer.district_id, *same)
    if person_id is not None:
        asked = asked.where(Person.person_id != person_id)
    if name := session.scalar(asked.limit(1)):
        raise PartnershipError(
            "{name} has this e-mail already. Two people cannot sign in by one; nothing was saved.", name=name
        )


def _fields(details: PersonDetails) -> dict[str, Any]:
    return {"name": details.name, "role": Role(details.role), "email": details.email, "phone": details.phone}


def _put(person: Person, details: PersonDetails) -> None:
    person.name, person.role = details.name, Role(details.role)
    person.email, person.phone = details.email or None, details.phone or None


def _ended(care: list[str]) -> dict[str, Any]:
    return {"ended": care} if care else {}


def _conflict(session: Session, viewer: Viewer, person: Person, name: str) -> ConflictError:
    """Who changed this field first, and what it says by now."""
    mine = (AuditLine.district_id == viewer.district_id, AuditLine.subject == person.login)
    lines = session.scalars(
        select(AuditLine).where(*mine, AuditLine.action == "change_person").order_by(AuditLine.audit_id.desc())
    )
    who = next((line.person for line in lines if name in line.details["after"]), "")
    now = _fields(_details(person))[name]
    if not who:
        return ConflictError("An import changed this person since you opened it. Look at it; nothing was saved.")
    if name == "role":
        return ConflictError(
            "{who} gave {name} another role since you opened this. Look at it; nothing was saved.",
            who=who,
            name=person.name,
        )
    return ConflictError(
        '{who} changed this since you opened it: now it says "{now}". Look at it; nothing was saved.', who=who, now=now
    )


def _keep(session: Session, viewer: Viewer, at: datetime, action: str, person: Person, **details: object) -> None:
    """The audit line. Neither a password nor a link's key is ever in it."""
    keep_line(session, viewer, at, action, Topic.PEOPLE, person.login, {"person_id": person.person_id, **details})
