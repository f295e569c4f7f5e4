"""What the page People shows, in words that scripts draw: the shapes of it."""

from collections.abc import Sequence
from typing import TypedDict


class CareNote(TypedDict):
    """A cluster or school that somebody cares for, and a word about its days; "" where there is nothing to say."""

    name: str
    note: str


class StaffRow(TypedDict):
    """A person of the list; `group` is a code of StaffGroup, `search` what typed text is looked for in."""

    id: int
    name: str
    initials: str
    role: str
    group: str
    care: Sequence[CareNote]
    signs_in: str
    way: str
    seen: str
    search: str


class StaffSchool(TypedDict):
    """A school of the list by school: who coordinates it and who files for it; `group` says whether nobody does."""

    id: str
    name: str
    cluster: str
    coordinators: Sequence[str]
    liaisons: Sequence[CareNote]
    group: str
    search: str


class StaffGroup(TypedDict):
    """Some of the list, what they are called, and how many they are."""

    code: str
    label: str
    count: int


class AccessAsked(TypedDict):
    """Somebody waits for access: who they are by the district's accounts, and what the form to add them begins with."""

    id: int
    who: str
    when: str
    note: str
    name: str
    email: str
    login: str


class StaffPart(TypedDict):
    """
    The list, by person and by school, and who waits for access; `roles` what there is to choose from when somebody is
    added.
    """

    people: Sequence[StaffRow]
    groups: Sequence[StaffGroup]
    schools: Sequence[StaffSchool]
    school_groups: Sequence[StaffGroup]
    roles: Sequence[tuple[str, str]]
    asked: Sequence[AccessAsked]


class CareLine(TypedDict):
    """One cluster or school with its days. starts, stops: where they lie in the picture, 0 to 1."""

    key: str
    name: str
    days: str
    begins: str
    ends: str
    starts: float
    stops: float
    may_end: bool


class PersonFields(TypedDict):
    """What an administrator says of a person."""

    name: str
    role: str
    email: str
    phone: str


class PersonPanel(TypedDict):
    """
    One person, opened. `care_title` and `can_give` are empty for a role that cares for nothing. `closing` says why the
    account can't be closed, else `closes` says what that ends; `inviting` says why nobody can be invited, "" where one
    can; `sign_ins`: number and words of each that holds; `today` as a day is written in a field; `now` where it lies in
    the picture, `years` what stands under it.
    """

    id: int
    initials: str
    line: str
    is_closed: bool
    fields: PersonFields
    roles: Sequence[tuple[str, str]]
    care_title: str
    care: Sequence[CareLine]
    can_give: Sequence[tuple[str, str]]
    now: float
    years: Sequence[tuple[float, str]]
    today: str
    rights_title: str
    rights: Sequence[tuple[str, str]]
    changes: Sequence[tuple[str, str]]
    closing: str
    closes: str
    inviting: str
    sign_ins: Sequence[tuple[int, str]]
