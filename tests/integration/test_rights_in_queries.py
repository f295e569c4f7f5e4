"""Every read keeps to the viewer's own: a liaison gets own schools, nobody gets another district."""

import inspect
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from sqlalchemy.orm import Session

from data.sample.make import sample_rows
from models import queries
from models.database import Database, connect
from models.permissions import READERS_OF_REMINDERS, Viewer
from models.recording.incoming import IncomingRows
from models.recording.record import create_district, record
from models.vocabulary import Role, ScopeKind
from tests.factories import AT, on_the_server
from tests.integration.planted_rows import DAY, OTHER, OWN, WRITTEN, plant

DIRECTOR = Viewer(1, 1, "Maria Alvarez", Role.DIRECTOR)
ADMINISTRATOR = Viewer(1, 12, "Dana Petrov", Role.ADMINISTRATOR)
LIAISON = Viewer(1, 43, "Carla Eriksen", Role.LIAISON, frozenset({OWN}))
STRANGER = Viewer(1, 43, "Carla Eriksen", Role.LIAISON)
ARGUMENTS: dict[str, Any] = {
    "school_year": "2025-26",
    "school_years": ["2024-25", "2025-26"],
    "as_of": DAY,
    "on": DAY,
    "at": AT,
    "login": "r.okafor",
    "school_id": OTHER,
    "scope": ScopeKind.DISTRICT,
    "since": datetime(2020, 1, 1, tzinfo=UTC),
}
MARCH = date(2026, 3, 1)
SPECIAL = {
    "not_reported": {"month": date(2026, 3, 1)},
    "reminders": {"month": date(2026, 3, 1)},
    "common_activities": {"month": date(2026, 3, 1), "level": "elementary", "since": date(2025, 3, 1)},
    "draft_fields": {"months": [WRITTEN]},
    "states_of_reports": {"school_ids": [OWN, OTHER]},
    "report_part": {"part": "activities", "schools": [OWN, OTHER], "months": [MARCH, date(2026, 2, 1)]},
    "report_history": {"month": MARCH},
    "review_rows": {"month": MARCH},
    "cancelled_activities": {"month": date(2025, 9, 1)},
    "surveys": {"school_year": "2024-25"},
    "decisions_so_far": {"on": date(2026, 5, 1)},
    "steps_ended": {"since": date(2020, 1, 1)},
    "teacher_observations": {"school_year": "2024-25"},
    "plan_types": {"level": "elementary"},
    "plan_changes": {"school_year": "2026-27"},
    "plan_step_changes": {"school_year": "2026-27"},
}
"""Where the usual values find no row in the sample."""
OF_ADMINISTRATORS = {
    "access_requests",
    "accounts",
    "care",
    "changes_of_person",
    "clusters_without_coordinator",
    "open_schools",
    "schools_without_liaison",
    "sign_ins",
}
"""Who may come in and what they care for: of all roles only an administrator gets a row."""
OF_REMINDERS = {"reminders", "whom_to_remind"}
"""Whom to remind and who was: not told to who only reads, or to a school."""
WITHOUT_SCHOOLS = (
    OF_ADMINISTRATORS
    | OF_REMINDERS
    | {
        "audit_choices",
        "audit_lines",
        "common_activities",
        "plan_types",
        "calendar",
        "coordinators_of_clusters",
        "month_reopenings",
        "development_sessions",
        "planned_trainings",
        "training_changes",
        "step_changes",
        "school_years",
        "scope_months",
        "proposed_rules",
        "changes_since",
        "imports",
        "last_import",
        "saved_mappings",
        "stored_counts",
    }
)
"""Dates and sums over many schools, and the office's own: nothing of one school is in them."""
WITHOUT_VIEWER = {
    "database_facts",
    "district_history",
    "districts",
    "feed_made_at",
    "history_of_months",
    "history_part",
    "identities",
    "last_saved_rules",
    "last_visit",
    "month_ends",
    "meeting_place",
    "month_stamps",
    "own_last_review",
    "rule_sets",
    "topic_stamps",
    "viewer",
    "viewer_now",
}
"""
Who is here, what they did last and by which rules; the calendar's locks; and the method's own input, which never leaves
`dashboards.state`.
"""


def reads(module: ModuleType = queries) -> dict[str, Callable[..., Any]]:
    found = {name: getattr(module, name) for name in module.__all__}
    return {
        name: read
        for name, read in found.items()
        if "viewer" in inspect.signature(read).parameters and name not in WITHOUT_VIEWER
    }


def ask(session: Session, name: str, viewer: Viewer, **instead: Any) -> Any:
    """Call a read for a viewer, with a fitting value for whatever else it must be given."""
    parameters = list(inspect.signature(getattr(queries, name)).parameters.values())[2:]
    needed = {one.name for one in parameters if one.default is inspect.Parameter.empty}
    given = {argument: (ARGUMENTS | SPECIAL.get(name, {}) | instead)[argument] for argument in needed | set(instead)}
    return getattr(queries, name)(session, viewer, **given)


@pytest.fixture(scope="session")
def other_rows() -> IncomingRows:
    """Another district's, once for both databases."""
    return sample_rows(seed=7)


@pytest.fixture(scope="module")
def sample(any_sample: Callable[[], str]) -> Iterator[Database]:
    database = connect(any_sample())
    with database.writing() as session:
        plant(session, 1)
    yield database
    database.close()


@pytest.fixture(scope="module")
def two_districts(any_sample: Callable[[], str], other_rows: IncomingRows) -> Iterator[Database]:
    """The sample district, and beside it another with the same school numbers and other rows."""
    database = connect(any_sample())
    with database.writing() as session:
        record(
            session,
            on_the_server(create_district(session, "beech-hills", "Beech Hills")),
            other_rows,
            at=AT,
        )
        plant(session, 1)
        plant(session, 2)
    yield database
    database.close()


def test_a_read_without_a_viewer_is_one_of_the_known_few():
    assert set(queries.__all__) - set(reads()) == WITHOUT_VIEWER


@pytest.mark.parametrize("name", sorted(reads()))
def test_every_read_has_something_to_hide(name: str, sample: Database):
    with sample.reading() as session:
        assert len(ask(session, name, ADMINISTRATOR if name in OF_ADMINISTRATORS else DIRECTOR)) > 0


@pytest.mark.parametrize("name", sorted(set(reads()) - WITHOUT_SCHOOLS))
def test_a_liaison_gets_own_schools_whole_and_no_other(name: str, sample: Database):
    with sample.reading() as session:
        about = {"school_id": OWN} if "school_id" in inspect.signature(getattr(queries, name)).parameters else {}
        own, whole = (ask(session, name, viewer, **about) for viewer in (LIAISON, DIRECTOR))
    expected = whole[whole["school_id"].eq(OWN)].reset_index(drop=True) if "school_id" in whole else whole
    assert_same(own, expected)


@pytest.mark.parametrize("name", sorted(set(reads()) - WITHOUT_SCHOOLS))
def test_a_liaison_who_asks_for_another_school_gets_nothing(name: str, sample: Database):
    read = inspect.signature(getattr(queries, name)).parameters
    instead = {"schools": [OTHER]} if "schools" in read else {}
    with sample.reading() as session:
        answer = ask(session, name, LIAISON, **instead)
    assert OTHER not in set(answer.get("school_id", []))
    if instead or "school_id" in read:
        assert answer.empty


@pytest.mark.parametrize("name", sorted(set(reads()) - WITHOUT_SCHOOLS))
def test_a_liaison_without_a_school_gets_nothing(name: str, sample: Database):
    with sample.reading() as session:
        assert len(ask(session, name, STRANGER)) == 0


@pytest.mark.parametrize("name", sorted(set(reads()) - WITHOUT_SCHOOLS))
def test_no_other_school_is_named_in_what_a_liaison_gets(name: str, sample: Database):
    with sample.reading() as session:
        schools = queries.schools_in_year(session, DIRECTOR, "2025-26").set_index("school_id")["name"].drop(OWN)
        said = ask(session, name, LIAISON).to_csv()
    assert [school for school in (*schools, *schools.index) if school in said] == []


def test_what_is_proposed_is_the_offices_own(sample: Database):
    with sample.reading() as session:
        assert [len(ask(session, "proposed_rules", viewer)) for viewer in (DIRECTOR, LIAISON, STRANGER)] == [1, 0, 0]
        assert [len(ask(session, "step_changes", viewer)) for viewer in (DIRECTOR, LIAISON, STRANGER)] == [2, 0, 0]


@pytest.mark.parametrize("name", sorted(OF_ADMINISTRATORS))
def test_who_may_come_in_is_told_to_an_administrator_only(name: str, sample: Database):
    with sample.reading() as session:
        found = {
            role: len(ask(session, name, Viewer(1, 1, "P", role, frozenset({OWN}), ("Lakeview",)))) for role in Role
        }
    assert {role for role, count in found.items() if count} == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("name", sorted(OF_REMINDERS))
def test_whom_to_remind_is_told_to_who_may_see_who_has_not_reported(name: str, sample: Database):
    with sample.reading() as session:
        found = {
            role: len(ask(session, name, Viewer(1, 1, "P", role, frozenset({OWN}), ("Lakeview",)))) for role in Role
        }
    assert {role for role, count in found.items() if count} == READERS_OF_REMINDERS


@pytest.mark.parametrize("name", sorted(reads()))
@pytest.mark.parametrize("viewer", [DIRECTOR, LIAISON, ADMINISTRATOR], ids=["director", "liaison", "administrator"])
def test_another_district_in_the_database_changes_no_answer(
    viewer: Viewer, name: str, sample: Database, two_districts: Database
):
    with sample.reading() as alone, two_districts.reading() as beside:
        assert_same(ask(alone, name, viewer), ask(beside, name, viewer))


@pytest.mark.parametrize("name", ["identities", "district_history", "rule_sets", "last_saved_rules"])
def test_what_is_read_for_a_whole_district_is_read_for_that_district_only(
    name: str, sample: Database, two_districts: Database
):
    day = (DAY,) if name == "identities" else ()
    with sample.reading() as alone, two_districts.reading() as beside:
        one, two = (getattr(queries, name)(session, 1, *day) for session in (alone, beside))
    if name == "district_history":
        for part in vars(one):
            assert_same(getattr(one, part), getattr(two, part))
    else:
        assert_same(one, two)


def test_a_login_of_one_district_opens_nothing_in_another(two_districts: Database):
    with two_districts.reading() as session:
        here = queries.viewer(session, 1, "r.okafor", DAY)
        there = queries.viewer(session, 2, "r.okafor", DAY)
        assert (here.district_id, there.district_id) == (1, 2)
        named_here = queries.liaisons(session, here, DAY)["name"].tolist()
        named_there = queries.liaisons(session, there, DAY)["name"].tolist()
    assert named_here != named_there


def assert_same(one: Any, two: Any) -> None:
    """Two answers are equal; frames row by row, whatever their order, absent is absent."""
    if not isinstance(one, pd.DataFrame):
        assert one == two
        return
    one, two = (some.astype(object).where(some.notna(), "").astype(str) for some in (one, two))
    assert_frame_equal(*(some.sort_values(list(some.columns), ignore_index=True) for some in (one, two)))
