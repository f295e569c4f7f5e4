"""What the meeting page sends to the browser: the schools in their order, and the one that is open."""

from typing import TypedDict

from dashboards.state.contacts.contact_form import OpenStep
from dashboards.state.school.why import ReasonLine
from dashboards.state.school_page.shapes import SimilarCard


class Stop(TypedDict):
    """A school of the meeting. sentence, step: for the agenda."""

    id: str
    name: str
    tier: str
    tier_label: str
    sentence: str
    step: str


class MonthBar(TypedDict):
    """A month of the year: its mark, activities held (None: no report), and what schools like it held."""

    name: str
    letter: str
    mark: str
    told: str
    held: float | None
    alike: float | None


class TriedLine(TypedDict):
    channel: str
    label: str
    date: str
    text: str


class MeetingSchool(TypedDict):
    """The school that is open. similar: one that does well what is missing here; None where there is none to name."""

    id: str
    name: str
    about: str
    tier: str
    tier_label: str
    sentence: str
    aside: str
    months: list[MonthBar]
    reasons: list[ReasonLine]
    tried: list[TriedLine]
    steps: list[OpenStep]
    similar: SimilarCard | None
    log: str
    refusal: str


class MeetingPart(TypedDict):
    """
    A meeting about a cluster. stops: in the order of need. at: the school where it stopped last. skips_steady: schools
    that need nothing are passed over. channels: how the meeting is held. draft: under which key a note is kept.
    """

    cluster: str
    clusters: list[tuple[str, str]]
    title: str
    day: str
    by: str
    stops: list[Stop]
    at: str
    skips_steady: bool
    begun: str
    today: str
    next_steps: list[str]
    ahead_from: str
    week: str
    channels: list[tuple[str, str]]
    draft: str
    leave: str
    none: str
