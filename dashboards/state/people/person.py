"""One person of the page People: who they are, what they care for and when, what they can do, what was changed."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import pandas as pd

from dashboards.state.formats import moment_text
from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.people.gathered import Gathered, Ways
from dashboards.state.people.listed import CareRow, PersonRow, care_now, initials, roles
from dashboards.state.people.shapes import CareLine, PersonPanel
from models.people_rules import Span
from models.permissions import ABOUT_A_SCHOOL, Viewer, can
from models.sign_in_ways import SignInWay
from models.today import day_of
from models.vocabulary import N_, Role
from models.wording import people as wording
from models.wording.language import Words

MARGIN = timedelta(days=45)
"""Beyond today, so that what has no end can be seen to go on."""
CARE_TITLES = {Role.COORDINATOR: N_("Clusters, with dates"), Role.LIAISON: N_("Schools, with dates")}


class _Change(NamedTuple):
    happened_at: Any
    person: str
    action: str
    details: dict[str, Any]


class _School(NamedTuple):
    school_id: str
    name: str
    cluster: str | None


class _SignIn(NamedTuple):
    sign_in_id: int
    person_id: int
    way: str
    begun_at: datetime
    seen_at: datetime


def row_of_person(found: Gathered, person_id: int) -> PersonRow | None:
    return next((row for row in rows_of(found.accounts, PersonRow) if row.person_id == person_id), None)


def person_panel(
    words: Words, found: Gathered, changes: pd.DataFrame, ways: Ways, row: PersonRow, viewer: Viewer
) -> PersonPanel:
    """The panel of one person, for the administrator who looks."""
    gettext, role, today = words.gettext, Role(row.role), day_of(found.at)
    care = [one for one in rows_of(found.care, CareRow) if one.person_id == row.person_id]
    spans = [one.span for one in care]
    first, last = _range(spans, today)
    title = gettext(CARE_TITLES[role]) if role in CARE_TITLES else ""
    ending = [one.name for one in care_now(care, role, today)] if row.is_active else []
    administrators = [
        one.person_id for one in rows_of(found.accounts, PersonRow) if one.is_active and one.role == Role.ADMINISTRATOR
    ]
    return {
        "id": row.person_id,
        "initials": initials(row.name),
        "line": _line(words, row, ways),
        "is_closed": not row.is_active,
        "fields": {"name": row.name, "role": role.value, "email": row.known_email, "phone": row.known_phone},
        "roles": roles(words),
        "care_title": title if row.is_active or care else "",
        "care": [_care_line(words, one, first, last, today, is_open=bool(row.is_active)) for one in care],
        "can_give": _can_give(found, role) if row.is_active else [],
        "now": _place(today, first, last),
        "years": [(_place(day, first, last), words.short_month_in_year(day)) for day in _years(first, today)],
        "today": today.isoformat(),
        "rights_title": gettext("So {name} can", name=row.name.split()[0] if row.name.split() else row.name),
        "rights": _rights(words, found, row, care, today),
        "changes": [
            (words.short_day_in_year(day_of(one.happened_at)), _change(words, one, found))
            for one in rows_of(changes, _Change)
        ],
        "closing": _closing(words, row, viewer, administrators),
        "closes": wording.ends_text(words, int(row.sign_ins), ending),
        "inviting": _inviting(words, ways),
        "sign_ins": [
            (int(one.sign_in_id), _sign_in(words, one))
            for one in rows_of(found.sign_ins, _SignIn)
            if one.person_id == row.person_id
        ],
    }


def _line(words: Words, row: PersonRow, ways: Ways) -> str:
    said = [row.login]
    if not row.is_active:
        said.append(words.gettext("closed"))
    elif row.has_provider:
        said.append(words.gettext("district account"))
    elif row.has_password:
        said.append(words.gettext("password"))
    if row.is_active and row.invited_until is not None and is_known(row.invited_until):
        said.append(words.gettext("invited until {day}", day=words.short_day(day_of(row.invited_until))))
    if row.sign_ins and row.is_active and ways.is_switched_on:
        said.append(words.ngettext("{count} sign-in open", "{count} sign-ins open", int(row.sign_ins)))
    return words.listed(said)


def _sign_in(words: Words, one: _SignIn) -> str:
    return words.gettext(
        "{way}, since {begun}; last seen {seen}",
        way=words.gettext(wording.WAYS[SignInWay(one.way)]),
        begun=moment_text(words, one.begun_at),
        seen=moment_text(words, one.seen_at),
    )


def _closing(words: Words, row: PersonRow, viewer: Viewer, administrators: list[int]) -> str:
    """Why the account cannot be closed; "" where it can."""
    if row.person_id == viewer.person_id:
        return words.gettext("Your own account: another administrator can close it.")
    if administrators == [row.person_id]:
        return words.gettext("The only administrator: make somebody else one first.")
    return ""


def _inviting(words: Words, ways: Ways) -> str:
    """Why nobody can be invited by a link; "" where one can."""
    if not ways.is_switched_on:
        return words.gettext("Sign-in is not switched on, so there is nothing to invite to yet.")
    if not ways.has_passwords:
        return words.gettext("People sign in with the district's own accounts, so nobody needs a password here.")
    return ""


def _can_give(found: Gathered, role: Role) -> list[tuple[str, str]]:
    schools = list(rows_of(found.schools, _School))
    if role is Role.COORDINATOR:
        names = sorted({one.cluster for one in schools if one.cluster and is_known(one.cluster)}, key=str.casefold)
        return [(name, name) for name in names]
    return [(one.school_id, one.name) for one in schools] if role is Role.LIAISON else []


def _rights(words: Words, found: Gathered, row: PersonRow, care: list[CareRow], today: date) -> list[tuple[str, str]]:
    """What the table of rights gives somebody with this role and care today, in schools where it is about schools."""
    gettext, role = words.gettext, Role(row.role)
    held = [one for one in care if one.role == row.role and one.span.holds(today)]
    own = frozenset(one.key for one in held if one.role == Role.LIAISON)
    clusters = tuple(one.key for one in held if one.role == Role.COORDINATOR)
    who = Viewer(0, row.person_id, row.name, role, own, clusters)
    schools = list(rows_of(found.schools, _School))
    if not row.is_active:
        return [(gettext("Come in"), gettext("no, the account is closed"))]
    reads = len(schools) if who.sees_district else len([one for one in schools if one.school_id in own])
    lines = [(gettext("Read reports, contacts and reasons"), wording.schools_count_text(words, reads))]
    for action, label in wording.RIGHTS.items():
        if action in ABOUT_A_SCHOOL:
            count = len([one for one in schools if can(who, action, one.cluster, one.school_id)])
            shown = wording.schools_count_text(words, count) if count else gettext("no")
        else:
            shown = gettext("yes") if can(who, action) else gettext("no")
        lines.append((gettext(label), shown))
    return lines


def _change(words: Words, one: _Change, found: Gathered) -> str:
    names = {school.school_id: school.name for school in rows_of(found.schools, _School)}
    text = wording.change_text(words, one.action, one.details, names)
    return words.gettext("{what}, by {who}", what=text, who=one.person)


# ---------------------------------------------------------------- the picture of the days
def _range(spans: list[Span], today: date) -> tuple[date, date]:
    """From the first day of any until a while after today, or after the last day that is planned."""
    days = [today, *(span.begins for span in spans), *(span.ends for span in spans if span.ends is not None)]
    return min([*days, today - timedelta(days=180)]), max(days) + MARGIN


def _place(day: date, first: date, last: date) -> float:
    return round((day - first) / (last - first), 4)


def _years(first: date, today: date) -> list[date]:
    """Augusts, when a school year begins; of many years every second or third."""
    found = [date(year, 8, 1) for year in range(first.year, today.year + 1) if first <= date(year, 8, 1) <= today]
    return found[:: max(1, (len(found) + 2) // 3)]


def _care_line(words: Words, one: CareRow, first: date, last: date, today: date, *, is_open: bool) -> CareLine:
    span = one.span
    return {
        "key": one.key,
        "name": one.name,
        "days": wording.days_text(words, span.begins, span.ends),
        "begins": span.begins.isoformat(),
        "ends": span.ends.isoformat() if span.ends is not None else "",
        "starts": _place(span.begins, first, last),
        "stops": _place(span.ends, first, last) if span.ends is not None else 1.0,
        "may_end": is_open and (span.ends is None or span.ends > today),
    }
