"""What the page Support sends to the browser: next steps, the coming weeks' visits, the office's plan against need."""

from typing import Literal, TypedDict

from dashboards.state.contacts.contact_form import OpenStep


class StepRow(OpenStep):
    """One next step. by: whose it is and how often it was put off; about: in which school's list it stands."""

    school: str
    name: str
    address: str
    by: str


class EndedRow(TypedDict):
    """A step that was ended in the last days, and may be opened again."""

    key: str
    name: str
    text: str
    when: str


class StepGroup(TypedDict):
    code: Literal["overdue", "today", "coming", "undated"]
    title: str
    rows: list[StepRow]


class StepsList(TypedDict):
    """A person's next steps. none: said where there are none; feed: since when their calendar has an address, or ""."""

    groups: list[StepGroup]
    ended: list[EndedRow]
    none: str
    feed: str
    may_feed: bool
    until: str
    snoozes: list[tuple[str, str]]


class VisitRow(TypedDict):
    """
    A school of the choice. day: agreed or proposed, "" for one that is not chosen; waited: since a visit or call, share
    of the longest wait (0-1); tried: code and name of each contact, newest first.
    """

    id: str
    name: str
    address: str
    about: str
    tier: str
    tier_label: str
    why: str
    aside: str
    waited: str
    share: float
    last: str
    tried: list[tuple[str, str]]
    tried_text: str
    day: str
    is_agreed: bool
    may_swap: bool


class DayCell(TypedDict):
    """A workday of the coming weeks. now: how the day is called from which is counted, "" for others."""

    day: str
    label: str
    name: str
    is_past: bool
    now: str


class VisitsPart(TypedDict):
    """
    Whom the visits of the coming weeks reach. chosen: in the list's order, or in that of `travel`, into which somebody
    put the schools to add; below: who comes next and who is not visited, each with why not. cut, cut_next: what stands
    between. plan: of today, may be taken back; "" none.
    """

    answer: str
    room: int
    order: Literal["need", "wait"]
    leaves_out: bool
    visited: int
    added: list[str]
    travel: list[str]
    chosen: list[VisitRow]
    below: list[VisitRow]
    cut: str
    cut_next: str
    days: list[DayCell]
    weekdays: list[str]
    title: str
    agreed: str
    how: list[tuple[str, str]]
    if_it_were: list[tuple[str, str]]
    past: str
    adds: str
    none: str
    plan: str
    plan_text: str


class OfficeRow(TypedDict):
    """One coordinator: need in the clusters, and what is planned."""

    name: str
    clusters: str
    extra: str
    check_in: str
    planned: str
    made: str
    without: str
    is_short: bool


class OfficePart(TypedDict):
    """The plan of all coordinators against need; the last row is the district."""

    rows: list[OfficeRow]
    note: str


class SupportPart(TypedDict):
    """The page Support by what a role has there; draft: under which key a reason is kept."""

    steps: StepsList | None
    visits: VisitsPart | None
    office: OfficePart | None
    draft: str
