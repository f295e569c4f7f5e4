"""What the page Home shows, in words and figures that scripts draw: the shapes of it. Addresses are whole."""

from collections.abc import Sequence
from typing import TypedDict

from dashboards.state.trends.part import TierCount, Tile


class Link(TypedDict):
    """Words, and where they lead."""

    text: str
    address: str


class LinePoint(TypedDict):
    """A day of the month's line; `at` from 0 to 1. `is_past`: it has come; `is_now`: the line stands there."""

    at: float
    day: str
    text: str
    is_past: bool
    is_now: bool


class MonthLine(TypedDict):
    """The reporting month: "March reports", its figures, and its days in order; `done`: how far it is, 0 to 1."""

    title: str
    facts: Sequence[Link]
    points: Sequence[LinePoint]
    done: float


class ReviewRow(TypedDict):
    """A report to review, or one that was returned: days it waits in words and as a part of the longest (0 to 1)."""

    name: str
    address: str
    mark: str
    arrived: str
    waited: str
    part: float
    look: str
    is_marked: bool


class ReviewPart(TypedDict):
    """Reports to review, the oldest first, then those returned; `none` is said where there is none."""

    rows: Sequence[ReviewRow]
    more: Link | None
    none: str
    note: str


class StepRow(TypedDict):
    """The next step at a school; `is_due`: by the day of the list it is due, or was."""

    name: str
    address: str
    when: str
    text: str
    is_due: bool


class StepsPart(TypedDict):
    """The next steps, the first due first; `more` where there are others, and a word about schools without any."""

    count: str
    rows: Sequence[StepRow]
    more: Link | None
    without: Link | None
    none: str


class NeedRow(TypedDict):
    """A school that is not steady: why, its months (codes and in words), and the last contact."""

    name: str
    address: str
    tier: str
    tier_label: str
    why: str
    marks: Sequence[str]
    months: str
    contact: str


class NeedsPart(TypedDict):
    """Schools by need, and the steady ones by name; `lists` leads to triage."""

    title: str
    rows: Sequence[NeedRow]
    more: Link | None
    steady: str
    steady_names: str
    lists: Link


class ClusterRow(TypedDict):
    """A cluster: who cares for it, its reports, what waits for review, and its schools by tier as in `heads`."""

    name: str
    address: str
    coordinator: str
    received: str
    review: str
    is_old: bool
    tiers: Sequence[str]


class ClustersPart(TypedDict):
    """Every cluster of the district, and all of it as the last row; `tiers` are (code, label) of its last columns."""

    rows: Sequence[ClusterRow]
    tiers: Sequence[tuple[str, str]]


class NewsLine(TypedDict):
    """
    Something that came since: of whom (empty: of nobody), what, and when. `tier`: the group somebody came to; of
    several at once (`is_group`) the words come before the names.
    """

    tier: str
    is_group: bool
    names: Sequence[Link]
    text: str
    day: str


class SincePart(TypedDict):
    """What is new since the last visit; `none` is said where there is nothing, or where there was no visit before."""

    since: str
    lines: Sequence[NewsLine]
    none: str


class ToDecide(TypedDict):
    """Something that waits for this person, in whose words (`note`), and where it can be seen."""

    text: str
    about: str
    note: str
    link: Link


class DayStrip(TypedDict):
    """Days in a row, a mark each: `marks` and `key` are (code, words), `said` is all of it in a sentence."""

    first: str
    last: str
    marks: Sequence[tuple[str, str]]
    said: str
    key: Sequence[tuple[str, str]]


class Facts(TypedDict):
    """
    A card of labels and values; `check` is what a button asks for, empty: none; `link` leads to the whole of it. `days`
    are drawn above them, where there are any.
    """

    title: str
    rows: Sequence[tuple[str, str]]
    note: str
    check: str
    link: Link | None
    days: DayStrip | None


class HomePart(TypedDict):
    """The page by role: what a role has no use for is None or empty."""

    tiles: Sequence[Tile]
    tile_links: Sequence[str]
    tiers: Sequence[TierCount]
    line: MonthLine | None
    review: ReviewPart | None
    needs: NeedsPart | None
    clusters: ClustersPart | None
    steps: StepsPart | None
    decide: Sequence[ToDecide] | None
    shifts: Sequence[ToDecide] | None
    since: SincePart | None
    facts: Sequence[Facts]
    start: str
