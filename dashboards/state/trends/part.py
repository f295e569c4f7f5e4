"""What the trends page shows beside its main chart, in words and shares that scripts draw: the shapes of it."""

from collections.abc import Sequence
from typing import TypedDict


class Tile(TypedDict):
    """
    A headline figure; `part` of `beside` is filled (0 to 1, null: no bar). `is_on`: the charts are about it. `change`
    is since what is compared with, `since` names that; `usual` is its place in the district's own history, empty: not
    known; `figure` what a click chooses, empty: nothing.
    """

    figure: str
    label: str
    value: str
    change: str
    since: str
    usual: str
    beside: str
    part: float | None
    is_on: bool


class TierCount(TypedDict):
    """A tier and how many schools are on it."""

    code: str
    label: str
    count: str
    part: float


class ComparedPart(TypedDict):
    """
    What is set beside what: `kind` of `kinds`, code and words; months to choose from, and the four `ends` of two
    periods, empty for the other kinds.
    """

    kind: str
    kinds: Sequence[tuple[str, str]]
    months: Sequence[tuple[str, str]]
    ends: Sequence[str]


class ChangeRow(TypedDict):
    """A row of the waterfall: from and to are places (0 to 1) on its axis. kind: whole, rise, fall."""

    label: str
    text: str
    begin: float
    end: float
    kind: str


class ChangePart(TypedDict):
    """What a change is made of; `is_broken`: the axis does not begin at 0."""

    periods: str
    sentence: str
    rows: Sequence[ChangeRow]
    is_broken: bool
    note: str


class HeatCell(TypedDict):
    """A figure with its step of seven (null: none), and whether under 90 % of its reports were in."""

    text: str
    step: int | None
    is_low: bool
    title: str


class HeatRow(TypedDict):
    """
    A cluster, or a school of one. `address`: where a click leads. `change`: school year so far less last year's same
    months; `way` from -1 to 1 of the largest; `is_claimed`: more than chance between schools.
    """

    name: str
    address: str
    cells: Sequence[HeatCell]
    change: str
    way: float
    is_claimed: bool


class HeatPart(TypedDict):
    """Rows by months; `steps` are the lowest and highest figure of the seven steps."""

    title: str
    unit: str
    of: str
    months: Sequence[str]
    rows: Sequence[HeatRow]
    steps: Sequence[str]
    since: str


class TypeShare(TypedDict):
    """A type of involvement and its share by month (0 to 1, null: no activity), and now."""

    code: str
    label: str
    shares: Sequence[float | None]
    text: str


class TypesPart(TypedDict):
    """Which types the activities of each month are of."""

    months: Sequence[str]
    types: Sequence[TypeShare]


class SectionCell(TypedDict):
    """
    A figure of a section's table. beside: small, after it; told: more of it in words, `short` as far as there is room.
    mark: "above" or "below" (apart from the others), "quiet" (nothing to show), else empty. span: low, value and high
    as places (0 to 1) on the column's axis; part: a bar of 0 to 1; step: one of seven shades. Null: none of it.
    """

    text: str
    beside: str
    told: str
    short: str
    mark: str
    span: Sequence[float] | None
    part: float | None
    step: int | None


class SectionRow(TypedDict):
    """A row: what it is about, on how much it rests, and whether it is what the filters chose."""

    name: str
    beside: str
    is_on: bool
    cells: Sequence[SectionCell]


class SectionGroup(TypedDict):
    """Rows under a heading of their own; empty: none."""

    title: str
    rows: Sequence[SectionRow]


class SectionTable(TypedDict):
    """A table of a section: `about` is what its rows are, in the head of the first column."""

    title: str
    about: str
    columns: Sequence[str]
    groups: Sequence[SectionGroup]
    note: str


class SectionPart(TypedDict):
    """
    A card below the first screen. small: what it is about, in grey; sentences: what it says, the first one first;
    warning: what always has to be said with it. tables stand before the charts.
    """

    small: str
    sentences: Sequence[str]
    warning: str
    tables: Sequence[SectionTable]


class TrendsPart(TypedDict):
    """The page around its main chart; null where there is nothing to show."""

    tiles: Sequence[Tile]
    tiers: Sequence[TierCount]
    compared: ComparedPart | None
    change: ChangePart | None
    heat: HeatPart | None
    types: TypesPart | None
