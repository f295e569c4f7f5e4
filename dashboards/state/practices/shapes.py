"""What the page Practices shows, in words that scripts draw: the shapes of it."""

from collections.abc import Sequence
from typing import TypedDict


class PracticeTexts(TypedDict):
    """What was written about a practice, each text as its lines."""

    title: Sequence[str]
    aim: Sequence[str]
    what_was_done: Sequence[str]
    materials: Sequence[str]
    how_it_went: Sequence[str]


class PracticeFigure(TypedDict):
    """One figure of the report, and what it is of: "23", "families, of 224 invited"."""

    value: str
    label: str


class PracticeRow(TypedDict):
    """
    One practice. `group` is published, in_work or taken_back; `type` its involvement type, 1 to 6, 0 not known; `fits`
    codes of the levels it fits; `counted` people or estimate, "" where nobody was counted. `line` and `school` stand on
    its card, `about`, `beside`, `figures` and `said` over its text; `news` where it stands. `may`: what this reader may
    do: write, publish, ask, take_back; `log`: the school's number where they may log contacts there, else "". `draft`:
    the key of what somebody has typed.
    """

    id: int
    version: int
    group: str
    state: str
    type: int
    type_name: str
    year: str
    goal: str
    fits: Sequence[str]
    counted: str
    title: str
    line: str
    school: str
    is_own: bool
    about: str
    beside: str
    figures: Sequence[PracticeFigure]
    said: str
    news: str
    texts: PracticeTexts
    may: Sequence[str]
    log: str
    draft: str
    search: str


class PracticeChoices(TypedDict):
    """Code and name of what there is to choose from."""

    years: Sequence[str]
    levels: Sequence[tuple[str, str]]
    goals: Sequence[tuple[str, str]]
    types: Sequence[tuple[int, str]]
    counted: Sequence[tuple[str, str]]
    groups: Sequence[tuple[str, str]]


class PracticeLook(TypedDict):
    """What is chosen; "" for all of it, types as their numbers."""

    group: str
    year: str
    level: str
    goal: str
    types: Sequence[int]
    counted: Sequence[str]
    search: str


class PracticesPart(TypedDict):
    """
    Every practice that this reader sees, published ones first, by type and title. `look`: what is chosen to begin with.
    `schools`: whose activities they may mark; `none`: what to say where nothing is there.
    """

    rows: Sequence[PracticeRow]
    choices: PracticeChoices
    look: PracticeLook
    schools: Sequence[tuple[str, str]]
    year: str
    none: str
    opened: int


class SharedActivity(TypedDict):
    """An activity that may be marked."""

    month: str
    id: str
    title: str
    about: str


class SharedActivities(TypedDict):
    """A school's activities of accepted reports, latest first; `none` says that there are none."""

    school: str
    rows: Sequence[SharedActivity]
    none: str
