"""The list of the page People: everybody by person and by school, in groups that add up, and the sentence on top."""

import re
from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.people.gathered import Gathered, Ways
from dashboards.state.people.shapes import AccessAsked, CareNote, StaffGroup, StaffPart, StaffRow, StaffSchool
from models.people_rules import Span
from models.today import day_of
from models.vocabulary import N_, Role
from models.wording import people as wording
from models.wording.language import Words

GROUPS = {
    "all": N_("All"),
    "coordinators": N_("Coordinators"),
    "liaisons": N_("Liaisons"),
    "others": N_("Others"),
    "closed": N_("Closed"),
}
SCHOOL_GROUPS = {"all": N_("All"), "without": N_("Without a liaison")}
GROUP_OF_ROLE = {Role.COORDINATOR: "coordinators", Role.LIAISON: "liaisons"}
ORDER = (Role.DIRECTOR, Role.ADMINISTRATOR, Role.COORDINATOR, Role.VIEWER, Role.LIAISON)


class PersonRow(NamedTuple):
    """A row of `queries.accounts`."""

    person_id: int
    login: str
    name: str
    role: str
    email: str | None
    phone: str | None
    is_active: bool
    has_password: bool
    has_provider: bool
    invited_until: datetime | None
    seen_at: datetime | None
    sign_ins: int

    @property
    def known_email(self) -> str:
        return str(self.email) if is_known(self.email) else ""

    @property
    def known_phone(self) -> str:
        return str(self.phone) if is_known(self.phone) else ""


class CareRow(NamedTuple):
    """A row of `queries.care`."""

    person_id: int
    role: str
    key: str
    name: str
    from_date: pd.Timestamp
    until_date: pd.Timestamp

    @property
    def span(self) -> Span:
        return Span(self.from_date.date(), self.until_date.date() if is_known(self.until_date) else None)


class _School(NamedTuple):
    school_id: str
    name: str
    cluster: str | None


class _Request(NamedTuple):
    """A row of `queries.access_requests`."""

    request_id: int
    who: str
    name: str
    note: str
    asked_at: datetime


def roles(words: Words) -> list[tuple[str, str]]:
    """Code and name of every role, as somebody chooses one."""
    return [(role.value, words.gettext(role.label)) for role in ORDER]


def can_sign_in(ways: Ways, row: PersonRow) -> bool:
    return ways.can_sign_in(
        is_active=bool(row.is_active),
        has_password=bool(row.has_password),
        has_provider=bool(row.has_provider),
        has_email=bool(row.known_email),
    )


def initials(name: str) -> str:
    return "".join(part[0] for part in name.split()[:2]).upper()


def answer(words: Words, found: Gathered, ways: Ways) -> str:
    """The sentence on top; every open account is counted once in it."""
    people = list(rows_of(found.accounts, PersonRow))
    here = [row for row in people if row.is_active]
    without = len(found.without_liaison)
    if not ways.is_switched_on:
        return wording.answer_without_sign_in_text(words, len(here), len(people) - len(here), without)
    can = [row for row in here if can_sign_in(ways, row)]
    invited = [row for row in here if not can_sign_in(ways, row) and is_known(row.invited_until)]
    return wording.answer_text(words, len(can), len(invited), len(here) - len(can) - len(invited), without)


def staff_part(words: Words, found: Gathered, ways: Ways) -> StaffPart:
    """Everybody, directors first, then by name; and every open school."""
    today = day_of(found.at)
    care: dict[int, list[CareRow]] = defaultdict(list)
    for one in rows_of(found.care, CareRow):
        care[one.person_id].append(one)
    people = [_person(words, row, care[row.person_id], ways, today) for row in _ordered(found)]
    schools = _schools(words, found, today)
    return {
        "people": people,
        "groups": [_group(words, code, label, [row["group"] for row in people]) for code, label in GROUPS.items()],
        "schools": schools,
        "school_groups": [
            _group(words, code, label, [row["group"] for row in schools]) for code, label in SCHOOL_GROUPS.items()
        ],
        "roles": roles(words),
        "asked": [_asked(words, row) for row in rows_of(found.access_requests, _Request)],
    }


def _asked(words: Words, row: _Request) -> AccessAsked:
    """A login is proposed from what stands before the @, as far as it can be one."""
    login = re.sub(r"[^a-z0-9._-]", "", row.who.partition("@")[0]).lstrip("._-")[:40]
    when = words.gettext("asked on {day}", day=words.day(day_of(row.asked_at)))
    return {
        "id": row.request_id,
        "who": f"{row.name} ({row.who})" if row.name else row.who,
        "when": when,
        "note": row.note,
        "name": row.name,
        "email": row.who if "@" in row.who else "",
        "login": login,
    }


def care_now(rows: list[CareRow], role: Role, today: date) -> list[CareRow]:
    """What somebody of a role cares for today or will; what is over counts only where nothing else is there."""
    own = [row for row in rows if row.role == role.value]
    return [row for row in own if row.span.ends is None or row.span.ends >= today]


def _ordered(found: Gathered) -> list[PersonRow]:
    rows = list(rows_of(found.accounts, PersonRow))
    return sorted(rows, key=lambda row: ORDER.index(Role(row.role)))


def _person(words: Words, row: PersonRow, care: list[CareRow], ways: Ways, today: date) -> StaffRow:
    role = Role(row.role)
    shown = care_now(care, role, today) if row.is_active else care[-1:]
    notes: list[CareNote] = [
        {"name": one.name, "note": wording.note_text(words, one.span.begins, one.span.ends, today)} for one in shown
    ]
    if not notes:
        notes = [{"name": "", "note": words.gettext(wording.WITHOUT_CARE[role])}]
    seen = day_of(row.seen_at) if row.seen_at is not None and is_known(row.seen_at) else None
    role_label = words.gettext(role.label)
    said = [row.name, row.login, row.known_email, role_label, *(one.name for one in care)]
    return {
        "id": row.person_id,
        "name": row.name,
        "initials": initials(row.name),
        "role": role_label,
        "group": GROUP_OF_ROLE.get(role, "others") if row.is_active else "closed",
        "care": notes,
        "signs_in": row.login,
        "way": _way(words, row, ways),
        "seen": wording.seen_text(words, seen, today),
        "search": " ".join(said).lower(),
    }


def _way(words: Words, row: PersonRow, ways: Ways) -> str:
    """A word beside the login: closed, invited, or that there is no way in yet."""
    if not row.is_active:
        return words.gettext("closed")
    if not ways.is_switched_on or can_sign_in(ways, row):
        return ""
    if row.invited_until is not None and is_known(row.invited_until):
        return words.gettext("invited until {day}", day=words.short_day(day_of(row.invited_until)))
    return words.gettext("no way in yet")


def _schools(words: Words, found: Gathered, today: date) -> list[StaffSchool]:
    names = {row.person_id: row.name for row in rows_of(found.accounts, PersonRow) if row.is_active}
    of_role = {row.person_id: row.role for row in rows_of(found.accounts, PersonRow)}
    liaisons: dict[str, list[CareNote]] = defaultdict(list)
    coordinators: dict[str, list[str]] = defaultdict(list)
    for one in rows_of(found.care, CareRow):
        if one.person_id not in names or of_role[one.person_id] != one.role:
            continue
        if one.role == Role.COORDINATOR and one.span.holds(today):
            coordinators[one.key].append(names[one.person_id])
        if one.role == Role.LIAISON and (one.span.ends is None or one.span.ends >= today):
            note = wording.note_text(words, one.span.begins, one.span.ends, today)
            liaisons[one.key].append({"name": names[one.person_id], "note": note})
    without = set(found.without_liaison["school_id"])
    rows: list[StaffSchool] = []
    for school in rows_of(found.schools, _School):
        cluster = school.cluster if is_known(school.cluster) and school.cluster else ""
        said = [school.name, school.school_id, cluster, *coordinators[cluster]]
        rows.append({
            "id": school.school_id,
            "name": school.name,
            "cluster": cluster,
            "coordinators": coordinators[cluster] if cluster else [],
            "liaisons": liaisons[school.school_id],
            "group": "without" if school.school_id in without else "with",
            "search": " ".join([*said, *(one["name"] for one in liaisons[school.school_id])]).lower(),
        })  # fmt: skip
    return rows


def _group(words: Words, code: str, label: str, groups: list[str]) -> StaffGroup:
    count = len(groups) if code == "all" else groups.count(code)
    return {"code": code, "label": words.gettext(label), "count": count}
