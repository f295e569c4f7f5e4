"""What the page of training sessions shows, in words that scripts draw: the shapes of it."""

from collections.abc import Mapping, Sequence
from typing import TypedDict


class TrainingTyped(TypedDict):
    """
    A session as its form holds it, all of it text. hours: "" not known. came: by the number of each school whose team
    came, how many of its members, "" where nobody counted.
    """

    held_on: str
    topic: str
    hours: str
    came: Mapping[str, str]


class TrainingRow(TypedDict):
    """
    A session that was held. about: its day and hours; counted: how many teams came; own: how many of the reader's own
    schools, and which did not, "" for who cares for none; came: name of each school and how many, in words. said: who
    wrote it here last, "" for who may not know or where a file brought it.
    """

    id: str
    topic: str
    about: str
    counted: str
    own: str
    came: Sequence[tuple[str, str]]
    said: str
    typed: TrainingTyped


class PlannedTraining(TypedDict):
    """
    A session that is planned and not held yet; nothing counts it. about, own, said: as of a TrainingRow; expected: how
    many teams are expected, `schools` their names. past: what is said once its day is over; all_came: what one click
    writes, "" before its day and where nobody is expected.
    """

    id: str
    topic: str
    about: str
    expected: str
    schools: Sequence[str]
    past: str
    all_came: str
    said: str
    typed: TrainingTyped


class TrainingSchool(TypedDict):
    """
    A school whose team may have come. last: when it did last; address: of its page; may_log: may this reader log
    contacts there?
    """

    id: str
    name: str
    last: str
    address: str
    may_log: bool


class TrainingCluster(TypedDict):
    """Schools of a cluster, by name; is_own: in the reader's care."""

    name: str
    is_own: bool
    schools: Sequence[TrainingSchool]


class TrainingPart(TypedDict):
    """
    years: code and name; rows: sessions of `year`, newest first, `none` where there is none; planned: those to come,
    whatever the year. schools: all that a form offers; without: those whose team came to none in twelve months,
    `all_came` where there is none. beside_list: the same count as the latest list's day has it. usual: what a new form
    begins with; until: the last day it may say.
    """

    years: Sequence[str]
    year: str
    rows: Sequence[TrainingRow]
    none: str
    planned: Sequence[PlannedTraining]
    schools: Sequence[TrainingCluster]
    without: Sequence[TrainingCluster]
    without_title: str
    all_came: str
    beside_list: str
    may_write: bool
    usual: TrainingTyped
    until: str
    draft: str
