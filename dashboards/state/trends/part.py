"""What the trends page shows beside its main chart, in words and shares that scripts draw: the shapes of it."""

from collections.abc import Sequence
from typing import TypedDict


class Tile(TypedDict):
    """
    A headline figure; `part` of `beside` is filled (0 to 1, null: no bar). `is_on`: the charts are about it. `change`
    is since the same month a year before, `since` names that; `figure` what a click chooses, empty: nothing.
    """

    figure: str
    label: str
    value: str
    change: str
    since: str
    beside: str
    part: float | None
    is_on: bool


class TierCount(TypedDict):
    """A tier and how many schools are on it."""

    code: str
    label: str
    count: str
    part: float


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


class TrendsPart(TypedDict):
    """The page around its main chart; null where there is nothing to show."""

    tiles: Sequence[Tile]
    tiers: Sequence[TierCount]
    change: ChangePart | None
    heat: HeatPart | None
    types: TypesPart | None
