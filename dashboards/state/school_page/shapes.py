"""The shapes of what the page about one school shows: in a reader's words, ready to be drawn."""

from typing import Literal, TypedDict

from dashboards.state.contacts.entries import EntryLine
from dashboards.state.our_school.part import Field
from dashboards.state.school.next_step import PersonLine, StepLine
from dashboards.state.school.proof_table import ProofTable
from dashboards.state.school.proofs import ProofsPart
from dashboards.state.school.why import WhyPart


class SchoolLink(TypedDict):
    """A school, and the query of the address that shows it on this page."""

    name: str
    address: str


class PageLink(TypedDict):
    """A link to another page: its words, and the query of its address."""

    label: str
    address: str


class PageHead(TypedDict):
    """
    Who the school is. tier: a code, "" where it is on no list; since: from which list on. flag, drawn: as in WhyPart.
    steps: what the way to the card of the programme's steps is called, "" for who has no such card.
    """

    tier: str
    tier_label: str
    since: str
    flag: str | None
    drawn: str | None
    facts: list[str]
    steps: str
    people: list[PersonLine]


class StoryMonth(TypedDict):
    """
    A month of the story. name: "Nov 2025", short: "Nov". tier and mark are codes, "" for none. missing: a report was
    due and has not arrived.
    """

    name: str
    short: str
    tier: str
    tier_label: str
    mark: str
    mark_label: str
    missing: bool


class StoryLine(TypedDict):
    """
    One quantity over the months. own: None no report, or nobody counted; check: figures to be checked, places of
    months. low, middle, high: of schools like it, None where nobody is compared; peers: who these are, "" nobody.
    """

    code: str
    title: str
    unit: str
    own: list[float | None]
    check: list[int]
    low: list[float | None]
    middle: list[float | None]
    high: list[float | None]
    peers: str
    sentence: str
    table: ProofTable


class StoryEvent(TypedDict):
    """What happened, at the place of a month."""

    at: int
    text: str


class StoryCard(TypedDict):
    """Months of the years shown, in order. years: each one's name and the place of its first month."""

    about: str
    years: list[tuple[str, int]]
    months: list[StoryMonth]
    lines: list[StoryLine]
    events: list[StoryEvent]
    none: str


class TypeLine(TypedDict):
    """
    A type of involvement: activities so far, what schools like it hold (None: nobody is compared), and steps planned by
    now (None: there is no plan).
    """

    name: str
    own: int
    usual: float | None
    plan: int | None


class TypesCard(TypedDict):
    """The six types. peers: who is compared with, "" nobody; none: what is said where no report is in."""

    about: str
    lines: list[TypeLine]
    peers: str
    none: str


class PlanLine(TypedDict):
    """A step of the plan; state: done, open (was due, is not done), unknown (its report is not in), later."""

    month: str
    title: str
    state: Literal["done", "open", "unknown", "later"]
    state_label: str


class PlanCard(TypedDict):
    """
    about: how much of what is due is done; compared: the same beside schools like it, "" where it is not. address: of
    the page on which the plan is written.
    """

    about: str
    compared: str
    plan: str
    steps: list[PlanLine]
    address: str


class SimilarLine(TypedDict):
    """A type that is missing here, and what the similar school did of it."""

    type: str
    text: str


class SimilarCard(TypedDict):
    """A similar school. school: None where it is not named; name: what it is called; none: where there is none."""

    name: str
    school: SchoolLink | None
    size: str
    about: str
    lines: list[SimilarLine]
    chosen: str
    none: str


class HeldActivity(TypedDict):
    """One activity of the reports in force. `found`: what a search looks through, in lower case."""

    date: str
    title: str
    type: str
    families: str
    counted: str
    answers: str
    attention: bool
    found: str


class ActivitiesCard(TypedDict):
    """about: how many they are, and of when; none: said where there is none."""

    about: str
    rows: list[HeldActivity]
    none: str


class FigureLine(TypedDict):
    """A figure under its name; aside: on how much it rests, and what schools like it have."""

    label: str
    figure: str
    aside: str


class AnswersCard(TypedDict):
    """What parents answered, or teachers saw: figures, or why there are none; said: their words."""

    about: str
    lines: list[FigureLine]
    note: str
    said: list[str]


class ProgrammeLine(TypedDict):
    """
    A step of the programme. reached: the day, or that none is recorded; on: the same for a field, "" none; since: that
    it was written after the list's day, "" where it was not. version: how often it was written here; told: of each
    time, the last first, the note ("" none) and who wrote it.
    """

    step: str
    name: str
    reached: str
    since: str
    on: str
    version: int
    told: list[tuple[str, str]]


class ProgrammePart(TypedDict):
    """
    Every step of the programme at a school. usual: the day that a form begins with; until: the last one it may say;
    note: why nothing can be written, "" where it can. draft: the key of what somebody has typed.
    """

    school: str
    about: str
    lines: list[ProgrammeLine]
    may_write: bool
    usual: str
    until: str
    note: str
    draft: str


class SessionLine(TypedDict):
    """
    A session of the year, its day, and whether the school's team came. since: that it was written after the list's day,
    "" where it was not.
    """

    topic: str
    date: str
    came: str
    is_here: bool
    since: str


class LogLine(TypedDict):
    """An entry of the support log. below: who made it, what was agreed and how it ended."""

    id: str
    channel: str
    label: str
    date: str
    text: str
    below: str


class LogCard(TypedDict):
    """The support log, latest first, and the next steps; no_step, none: said where there are none."""

    about: str
    reached: str
    steps: list[StepLine]
    no_step: str
    lines: list[LogLine]
    none: str
    since: list[EntryLine]
    since_title: str
    may_log: bool
    id: str


class SchoolPagePart(TypedDict):
    """
    The page about one school; what is None is not drawn. `head` None: there is no such school here, and `instead` leads
    to where one can be chosen. place: where it stands among the schools of the filters; previous, next: its neighbours
    there.
    """

    id: str
    year: str
    fields: list[Field]
    place: str
    previous: SchoolLink | None
    next: SchoolLink | None
    instead: PageLink
    head: PageHead | None
    story: StoryCard | None
    why: WhyPart | None
    proofs: ProofsPart | None
    survey: FigureLine | None
    types: TypesCard | None
    plan: PlanCard | None
    similar: SimilarCard | None
    activities: ActivitiesCard | None
    parents: AnswersCard | None
    teachers: AnswersCard | None
    sessions: list[SessionLine]
    log: LogCard | None
    estimates: str
