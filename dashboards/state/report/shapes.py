"""What the page that files a month shows, in words that scripts draw: the shapes of it."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict


class Option(TypedDict):
    """One of several, by its code."""

    code: str
    label: str


class CommonActivity(TypedDict):
    """What many schools of the level do: one click makes a row of it. Its fields, by column, are as they are typed."""

    title: str
    fields: Mapping[str, str]


class PlanStep(TypedDict):
    """An open step of the school's plan; `due` says which month it is planned for, "" for this one."""

    item: str
    title: str
    due: str
    fields: Mapping[str, str]


class CopyRow(TypedDict):
    """An activity of the month before, without its day and its counts."""

    fields: Mapping[str, str]


class Returned(TypedDict):
    """Why a report came back, and until when it is mended; `quote` is the reviewer's own words."""

    head: str
    quote: str
    how: str


class StripMonth(TypedDict):
    """A month of the year: the code of its mark, and what it says."""

    mark: str
    label: str


class Choices(TypedDict):
    """What there is to choose from in the form's fields."""

    types: Sequence[Option]
    methods: Sequence[Option]
    modes: Sequence[Option]
    bands: Sequence[Option]
    goals: Sequence[Option]
    barriers: Sequence[Option]
    reasons: Sequence[str]


class ReportPart(TypedDict):
    """
    One school's month as the form shows it.

    mode: "write" shows the form, "ask" a report that is in, with a button to mend or correct it (`begins`), "closed"
    why it can't be written (`why`). draft: the key of the draft, "" where there is none yet. keeps: under which key the
    browser keeps what is typed.
    """

    mode: Literal["write", "ask", "closed"]
    keeps: str
    school: str
    school_id: str
    month: str
    month_name: str
    month_days: Sequence[str]
    year: str
    schools: Sequence[Option]
    months: Sequence[Option]
    for_others: str
    who: str
    coordinator: str
    phone: str
    level: str
    before: str
    why: str
    begins: str
    returned: Returned | None
    draft: str
    version: int
    based_on: int
    over: int
    is_correction: bool
    saved: str
    choices: Choices
    common: Sequence[CommonActivity]
    steps: Sequence[PlanStep]
    copies: Sequence[CopyRow]
    strip: Sequence[StripMonth]
    strip_label: str
    strip_note: str


class FieldNow(TypedDict):
    """A field of the draft as it is saved, `value` as it was typed. person, when: who saved it; "" where it was me."""

    path: str
    value: object
    version: int
    person: str
    when: str


class Reply(TypedDict):
    """An answer to a question about a figure: what it says on its button, and what it puts into which field."""

    label: str
    path: str
    value: str


class Question(TypedDict):
    """A question about one figure, under its field; `is_open` until somebody answers it."""

    path: str
    about: str
    text: str
    is_open: bool
    replies: Sequence[Reply]


class OddField(TypedDict):
    """A field that can't be filed as it stands, and what should stand there."""

    path: str
    text: str


class ComparedLine(TypedDict):
    """A figure of the month beside the month before and what is usual at the school; "" where there is none."""

    label: str
    now: str
    before: str
    usual: str
    is_odd: bool


class ToDoLine(TypedDict):
    """A line of what is to be done before sending; `path` leads to the field."""

    done: bool
    text: str
    path: str


class CheckedPart(TypedDict):
    """What the draft says by now: the sentence on top, questions, and what the coordinator will see."""

    count: str
    questions: Sequence[Question]
    odd: Sequence[OddField]
    compared: Sequence[ComparedLine]
    todo: Sequence[ToDoLine]
    plan: Sequence[ToDoLine]
    before: str
    to_check: str
    is_nil: bool
