"""Training sessions in words, and the schools whose teams came to none for a year. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.training.gathered import Gathered
from dashboards.state.training.shapes import (
    PlannedTraining,
    TrainingCluster,
    TrainingRow,
    TrainingSchool,
    TrainingTyped,
)
from models.permissions import Action, Viewer, can
from models.school_year import SchoolYear
from models.today import day_of
from models.vocabulary import Role
from models.wording import training as wording
from models.wording.language import Words


class _Session(NamedTuple):
    session_id: str
    held_on: pd.Timestamp
    topic: str
    hours: float


class _Came(NamedTuple):
    school_id: str
    session_id: str
    held_on: pd.Timestamp
    people: float | None


class _Change(NamedTuple):
    session_id: str
    change_id: int
    author: str
    changed_at: datetime


class _Planned(NamedTuple):
    session_id: str
    planned_on: pd.Timestamp
    topic: str
    hours: float
    expected: list[str]
    author: str
    written_at: datetime


class Place(NamedTuple):
    """A school of the page: its name and cluster (None: in no cluster)."""

    name: str
    cluster: str | None


@dataclass(frozen=True)
class Schools:
    """The schools there are, by number and in order of their names, and which of them are the reader's own."""

    places: Mapping[str, Place]
    own: frozenset[str]
    address: Callable[[str], str]
    """Of the page of a school."""


def years_of(found: Gathered, now: SchoolYear) -> list[str]:
    """The school years to choose from, the latest first."""
    return sorted({str(now), *(str(SchoolYear.of(day.date())) for day in found.sessions["held_on"])}, reverse=True)


def of_year(found: Gathered, year: str) -> pd.DataFrame:
    """The sessions of a school year."""
    return found.sessions.loc[[str(SchoolYear.of(day.date())) == year for day in found.sessions["held_on"]]]


def training_rows(words: Words, viewer: Viewer, found: Gathered, schools: Schools, year: str) -> list[TrainingRow]:
    """The sessions of a school year, the newest first."""
    came: dict[str, list[_Came]] = {}
    for one in rows_of(found.came, _Came):
        came.setdefault(one.session_id, []).append(one)
    changed = {one.session_id: one for one in rows_of(found.changes, _Change)}
    return [
        _row(words, viewer, one, came.get(one.session_id, []), changed.get(one.session_id), schools)
        for one in rows_of(of_year(found, year), _Session)
    ]


def _row(
    words: Words, viewer: Viewer, one: _Session, came: list[_Came], change: _Change | None, schools: Schools
) -> TrainingRow:
    hours = one.hours if is_known(one.hours) else None
    people = {each.school_id: _whole(each.people) for each in came}
    named = sorted(((schools.places[each].name if each in schools.places else each, count)
                    for each, count in people.items()), key=lambda pair: pair[0].casefold())  # fmt: skip
    missed = [place.name for school_id, place in schools.places.items() if school_id in schools.own - people.keys()]
    said = ""
    if change is not None and viewer.role is not Role.VIEWER:
        said = wording.said_text(words, change.author, day_of(change.changed_at), change.change_id)
    return {
        "id": one.session_id,
        "topic": one.topic,
        "about": wording.about_text(words, one.held_on.date(), hours),
        "counted": wording.came_text(words, list(people.values())),
        "own": wording.own_text(words, len(schools.own & people.keys()), missed) if schools.own else "",
        "came": [(name, "–" if count is None else words.number(count)) for name, count in named],
        "said": said,
        "typed": typed_of(one.held_on.date(), one.topic, hours, people),
    }


def planned_rows(words: Words, viewer: Viewer, found: Gathered, schools: Schools, today: date) -> list[PlannedTraining]:
    """The sessions that are planned and not held yet, the next first."""
    return [_planned(words, viewer, one, schools, today) for one in rows_of(found.planned, _Planned)]


def _planned(words: Words, viewer: Viewer, one: _Planned, schools: Schools, today: date) -> PlannedTraining:
    hours, day = one.hours if is_known(one.hours) else None, one.planned_on.date()
    named = sorted(
        (schools.places[each].name if each in schools.places else each for each in one.expected), key=str.casefold
    )
    is_known_by = viewer.role is not Role.VIEWER
    return {
        "id": one.session_id,
        "topic": one.topic,
        "about": wording.about_text(words, day, hours),
        "expected": wording.expected_text(words, len(named)),
        "schools": named,
        "past": words.gettext("Its day is over: was it held?") if day < today else "",
        "all_came": wording.all_came_text(words, len(named)) if named and day <= today else "",
        "said": wording.planned_text(words, one.author, day_of(one.written_at)) if is_known_by else "",
        "typed": typed_of(day, one.topic, hours, dict.fromkeys(one.expected)),
    }


def typed_of(held_on: date, topic: str, hours: float | None, came: Mapping[str, int | None]) -> TrainingTyped:
    """A session as its form holds it."""
    return {
        "held_on": held_on.isoformat(),
        "topic": topic,
        "hours": "" if hours is None else f"{hours:g}",
        "came": {school_id: "" if people is None else str(people) for school_id, people in came.items()},
    }


def _whole(people: float | None) -> int | None:
    return round(people) if people is not None and is_known(people) else None


# ---------------------------------------------------------------- schools
def clusters_of(
    words: Words, viewer: Viewer, schools: Schools, found: Gathered, only: Iterable[str] | None = None
) -> list[TrainingCluster]:
    """The schools by cluster, the reader's own clusters first. only: of these schools."""
    last = {str(school_id): day.date() for school_id, day in found.came.groupby("school_id")["held_on"].max().items()}
    wanted = schools.places.keys() if only is None else set(only)
    by_cluster: dict[str | None, list[TrainingSchool]] = {}
    for school_id, place in schools.places.items():
        if school_id in wanted:
            by_cluster.setdefault(place.cluster, []).append(
                {
                    "id": school_id,
                    "name": place.name,
                    "last": wording.last_text(words, last.get(school_id)),
                    "address": schools.address(school_id),
                    "may_log": can(viewer, Action.LOG_CONTACT, place.cluster, school_id),
                }
            )
    clusters: list[TrainingCluster] = [
        {
            "name": words.gettext("No cluster") if cluster is None else cluster,
            "is_own": any(one["id"] in schools.own for one in some),
            "schools": some,
        }
        for cluster, some in by_cluster.items()
    ]
    return sorted(clusters, key=lambda one: (not one["is_own"], one["name"].casefold()))
