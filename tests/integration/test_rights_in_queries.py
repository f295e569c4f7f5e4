"""Every read keeps to the viewer's own: a liaison gets own schools, nobody gets another district."""

import inspect
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from data.sample.make import STORIES, sample_rows
from models import queries
from models.actions.care import end_cluster
from models.actions.mappings import save_mapping
from models.actions.month_locks import reopen_month
from models.actions.next_steps import end_step
from models.actions.planned_visits import plan_visits
from models.actions.plans import begin_plan
from models.actions.report_drafts import Typed, save_fields
from models.actions.rules import propose_rule_set
from models.contact_rules import StepSeen, WantedVisit
from models.database import Database, connect
from models.people_rules import Span
from models.permissions import Viewer
from models.recording.record import create_district, record
from models.support_need.rule_set import RuleSet
from models.tables import Dispute, KeptFigure, MonthlyReport, ReportDraft, ReportRevision, SchoolInYear, SchoolMove
from models.vocabulary import Role, ScopeKind
from tests.factories import AT, on_the_server

DAY = date(2026, 4, 10)
AT_APRIL = datetime(2026, 4, 10, 15, tzinfo=UTC)
WRITTEN = date(2026, 4, 1)
OWN, OTHER = "4-012", STORIES["lost_liaison"].school_id
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
    "accounts",
    "care",
    "changes_of_person",
    "clusters_without_coordinator",
    "open_schools",
    "schools_without_liaison",
}
"""Who may come in and what they care for: of all roles only an administrator gets a row."""
WITHOUT_SCHOOLS = OF_ADMINISTRATORS | {
    "audit_choices",
    "audit_lines",
    "common_activities",
    "calendar",
    "coordinators_of_clusters",
    "month_reopenings",
    "plan_types",
    "development_sessions",
    "school_years",
    "scope_months",
    "proposed_rules",
    "changes_since",
    "imports",
    "last_import",
    "saved_mappings",
    "stored_counts",
}
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


def propose(session: Session, district_id: int) -> None:
    coordinator = queries.viewer(session, district_id, "r.okafor", DAY)
    propose_rule_set(session, coordinator, RuleSet(visits=4, name="Four visits"), note="Agreed.", at=AT)


def manage(session: Session, district_id: int) -> None:
    """Something was changed about a coordinator, and a cluster has nobody."""
    administrator = queries.viewer(session, district_id, "d.petrov", DAY)
    okafor = queries.viewer(session, district_id, "r.okafor", DAY)
    at = datetime(2026, 4, 10, 15, tzinfo=UTC)
    director = queries.viewer(session, district_id, "m.alvarez", DAY)
    reopen_month(session, director, date(2025, 9, 1), date(2026, 4, 20), "Two sheets were swapped.", at=at)
    end_cluster(
        session, administrator, okafor.person_id, "Lakeview", Span(date(2023, 8, 1)), on=date(2026, 4, 9), at=at
    )


def write(session: Session, district_id: int) -> None:
    """Reports and next year's plans of two schools are being written, and one figure was kept."""
    director = queries.viewer(session, district_id, "m.alvarez", DAY)
    for school_id in (OWN, OTHER):
        begin_plan(session, director, school_id, "2026-27", copies=True, at=AT_APRIL)
        save_fields(
            session, director, school_id, WRITTEN, [Typed("form/notes", school_id, 0)], draft_key="",
            based_on=_revision(session, district_id, school_id), known=0, operation_id="type-0001", at=AT_APRIL,
        )  # fmt: skip
        month = session.scalar(
            select(ReportRevision.month).where(
                ReportRevision.revision == 1,
                ReportRevision.district_id == district_id,
                ReportRevision.school_id == school_id,
            )
        )
        session.add(
            KeptFigure(district_id=district_id, school_id=school_id, month=month, revision=1, code="no_method",
                       row_id="", field="counting_method", figure="", person="Maria Alvarez")
        )  # fmt: skip

    session.flush()
    session.execute(update(ReportDraft).values(draft_key="the same in every database"))


def _revision(session: Session, district_id: int, school_id: str) -> int:
    report = session.get(MonthlyReport, (district_id, school_id, WRITTEN))
    return report.revision if report else 0


def match(session: Session, district_id: int) -> None:
    director = queries.viewer(session, district_id, "m.alvarez", DAY)
    save_mapping(session, director, "Old Mill", 'title = "a"', at=AT)


def dispute(session: Session, district_id: int) -> None:
    """Two schools said that something is wrong."""
    said = {"month": date(2026, 3, 1), "reason": "No.", "author": "Carla Eriksen", "recorded_at": AT}
    for number, school_id in enumerate((OWN, OTHER), 1):
        session.add(Dispute(district_id=district_id, dispute_id=number, school_id=school_id, **said))


def support(session: Session, district_id: int) -> None:
    """A visit is planned at both schools, and one was given up there before."""
    director, at = queries.viewer(session, district_id, "m.alvarez", DAY), datetime(2026, 4, 10, 15, tzinfo=UTC)
    for plan in ("plan-0001", "plan-0002"):
        wanted = [WantedVisit(school_id, date(2026, 4, 20), "Visit: reports") for school_id in (OWN, OTHER)]
        plan_visits(session, director, wanted, plan_id=plan, at=at)
        if plan == "plan-0001":
            for number in (1, 2):
                end_step(session, director, StepSeen.of(f"visit {number}", date(2026, 4, 20)), at=at)


def move(session: Session, district_id: int) -> None:
    """Every school came from another cluster in winter."""
    years = select(SchoolInYear.school_id, SchoolInYear.school_year, SchoolInYear.cluster, SchoolInYear.level)
    for school in session.execute(years.where(SchoolInYear.district_id == district_id)).mappings():
        session.add(SchoolMove(district_id=district_id, before_month=date(2026, 1, 1), **school))


@pytest.fixture(scope="module")
def sample(any_sample: Callable[[], str]) -> Iterator[Database]:
    database = connect(any_sample())
    with database.writing() as session:
        propose(session, 1)
        match(session, 1)
        support(session, 1)
        move(session, 1)
        dispute(session, 1)
        manage(session, 1)
        write(session, 1)
    yield database
    database.close()


@pytest.fixture(scope="module")
def two_districts(any_sample: Callable[[], str]) -> Iterator[Database]:
    """The sample district, and beside it another with the same school numbers and other rows."""
    database = connect(any_sample())
    with database.writing() as session:
        record(
            session,
            on_the_server(create_district(session, "beech-hills", "Beech Hills")),
            sample_rows(seed=7),
            at=AT,
        )
        propose(session, 1)
        support(session, 1)
        propose(session, 2)
        match(session, 1)
        match(session, 2)
        support(session, 2)
        move(session, 1)
        dispute(session, 1)
        move(session, 2)
        write(session, 2)
        manage(session, 1)
        write(session, 1)
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


@pytest.mark.parametrize("name", sorted(OF_ADMINISTRATORS))
def test_who_may_come_in_is_told_to_an_administrator_only(name: str, sample: Database):
    with sample.reading() as session:
        found = {
            role: len(ask(session, name, Viewer(1, 1, "P", role, frozenset({OWN}), ("Lakeview",)))) for role in Role
        }
    assert {role for role, count in found.items() if count} == {Role.ADMINISTRATOR}


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
