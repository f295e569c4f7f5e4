"""What the page of action plans shows, in words that scripts draw: the shapes of it."""

from collections.abc import Sequence
from typing import Literal, TypedDict


class PlanTyped(TypedDict):
    """A step as its form has it, sign for sign: type 1 to 6, 0 none; goal its code, month as "2025-10", "" none."""

    title: str
    goal: str
    type: int
    month: str
    in_charge: str


class PlanRow(TypedDict):
    """
    A step on screen. state: done, late (done later than planned), open (due, not done), unknown (due, its report is not
    in), later. at, done_at: place of its months among the plan's, -1 outside or not done. may_undo: this reader changed
    it today.
    """

    id: str
    title: str
    type: int
    state: Literal["done", "late", "open", "unknown", "later"]
    state_label: str
    about: str
    at: int
    done_at: int
    is_told: bool
    may_undo: bool


class PlanGroup(TypedDict):
    """The steps that serve one goal."""

    goal: str
    about: str
    rows: Sequence[PlanRow]


class PlanTaken(TypedDict):
    """A step that this reader took out today, to put back."""

    id: str
    text: str


class PlanWaiting(TypedDict):
    """A step that is due and not done, which this reader may move. month: to which, "" where no month is left."""

    id: str
    type: int
    title: str
    about: str
    month: str
    move: str


class PlanType(TypedDict):
    """How many steps of a type the plan has, and a plan of this level on average; None where there is none."""

    type: int
    name: str
    own: int
    usual: float | None
    label: str


class PlanExample(TypedDict):
    """Something that schools of this level did, by accepted reports."""

    title: str
    type: int
    about: str


class PlanMonth(TypedDict):
    """A month of the plan's year; `label` short, `name` in full."""

    code: str
    label: str
    name: str
    is_now: bool


class PlanSchool(TypedDict):
    """A school to choose, with where its plan stands. group: waits, own or other."""

    id: str
    name: str
    state: str
    group: Literal["waits", "own", "other"]


class PlanChoices(TypedDict):
    """Code and name of what a step's form has to choose from."""

    goals: Sequence[tuple[str, str]]
    types: Sequence[tuple[int, str]]
    roles: Sequence[tuple[str, str]]


class PlanPart(TypedDict):
    """
    A school's plan of a year. state: "" where none was begun, else a code of PlanState. version: as actions want it.
    may: what this reader may do: begin, copy, start_next, write, submit, take_back, accept, give_back. why_not: why
    they may not write; may_log: whether they may log contacts there. note: what the office asks to change, and by whom.
    now: where today is among the months, None outside. next_label: "Start 2026-27 from this". to_copy: how many steps
    last year's plan has. draft: the key of what somebody has typed.
    """

    school: str
    year: str
    schools: Sequence[PlanSchool]
    years: Sequence[str]
    state: str
    state_label: str
    version: str
    note: str
    note_by: str
    why_not: str
    may: Sequence[str]
    may_log: bool
    months: Sequence[PlanMonth]
    now: float | None
    groups: Sequence[PlanGroup]
    taken: Sequence[PlanTaken]
    waiting: Sequence[PlanWaiting]
    wait_text: str
    compared: str
    types: Sequence[PlanType]
    left_out: Sequence[str]
    examples: Sequence[PlanExample]
    moves: Sequence[str]
    choices: PlanChoices
    next_label: str
    to_copy: int
    last_year: str
    draft: str
