"""Who may write what: the table the office agreed, and that every writing function holds to it."""

import ast
import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import actions, queries
from models.database import Database, connect
from models.errors import NotAllowedError, PartnershipError
from models.permissions import ABOUT_A_SCHOOL, Action, Viewer, administrator_on_the_server, can, in_district
from models.recording import record as recording
from models.settings import ROOT
from models.tables import AuditLine, Base
from models.vocabulary import Role
from models.wording.audit import ACTIONS
from tests.factories import base_rows, district_rows, make_district, on_the_server, school_row
from tests.fixtures import TEMPLATE
from tests.integration.writes_of_schools import SCHOOLS, accepted_reports
from tests.integration.writes_tried import ASK_NOBODY, AT, WRITES, added
from tests.people import PEOPLE, TODAY, district_with_people, person, viewer

TABLE = """
                 director coordinator administrator liaison viewer
import_files     yes      no          yes           no      no
save_rule_set    yes      no          no            no      no
propose_rule_set yes      yes         no            no      no
add_decision     yes      own         no            no      no
review_reports   yes      own         no            no      no
reopen_month     yes      no          no            no      no
lend_cluster     yes      no          no            no      no
log_contact      yes      own         no            no      no
manage_people    no       no          yes           no      no
file_report      yes      own         no            own     no
share_practice   yes      own         no            no      no
write_up_practice yes     own         no            own     no
dispute_figure   no       no          no            own     no
answer_dispute   yes      own         no            no      no
write_plan       yes      own         no            own     no
accept_plan      yes      own         no            no      no
write_training   yes      yes         no            no      no
write_programme_step yes  own         no            no      no
remind           yes      own         no            no      no
"""
"""The coordinator's own cluster is Lakeview, the liaison's own school the one in it."""
ANSWERS = {"yes": (True, True, True), "own": (True, False, False), "no": (False, False, False)}
"""For a school of Lakeview, of Garden, of no cluster."""
RIGHTS = {
    (Action(line.split()[0]), Role(role)): ANSWERS[answer]
    for line in TABLE.strip().splitlines()[1:]
    for role, answer in zip(TABLE.split()[:5], line.split()[1:], strict=True)
}


class TakenBackError(Exception):
    """Takes back what was written: the next one finds the rows as they were."""


class Office:
    """By the school that is tried: a database with a decision about it and its district; `before`: its rows by then."""

    def __init__(self, address: Callable[[], str]) -> None:
        self._address = address
        self._made: dict[str, tuple[Database, int]] = {}
        self.before: dict[str, dict[str, list[str]]] = {}

    def __call__(self, school_id: str) -> tuple[Database, int]:
        if school_id not in self._made:
            database = connect(self._address())
            number = district_with_people(database)
            accepted_reports(database, number)
            decided_about(school_id, number, database)
            others = district_rows(schools=0)
            others.people = [person(90 + one, role) for role, one in PEOPLE.items()]
            make_district(database, others, "other-valley")
            self._made[school_id] = database, number
            self.before[school_id] = rows_of(database)
        return self._made[school_id]

    def close(self) -> None:
        for database, _ in self._made.values():
            database.close()


def rows_of(database: Database) -> dict[str, list[str]]:
    with database.reading() as session:
        return base_rows(session)


KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="module")
def offices(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Office]]:
    """By the kind of database."""

    def on_sqlite() -> str:
        path = tmp_path_factory.mktemp("office") / "office.sqlite"
        shutil.copyfile(request.getfixturevalue("_sqlite_template"), path)
        return f"sqlite:///{path}"

    def on_postgresql() -> str:
        return request.getfixturevalue("postgres_server").clone(TEMPLATE)

    made = {"sqlite": Office(on_sqlite), "postgresql": Office(on_postgresql)}
    yield made
    for one in made.values():
        one.close()


# ---------------------------------------------------------------- the table
@pytest.mark.parametrize(("action", "role"), RIGHTS)
def test_the_rights_are_the_table_the_office_agreed(action: Action, role: Role):
    who = Viewer(1, 1, "P", role, frozenset({"S1"}), ("Lakeview",))
    places = zip(("Lakeview", "Garden", None), SCHOOLS, strict=True)
    assert tuple(can(who, action, cluster, school_id) for cluster, school_id in places) == RIGHTS[action, role]


def test_every_action_and_every_role_stands_in_the_table():
    assert set(RIGHTS) == {(action, role) for action in Action for role in Role}


def test_every_action_is_checked_by_a_writing_function():
    checked = set()
    for path in (ROOT / "models").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "check_can":
                checked |= {part.attr for part in call.args if isinstance(part, ast.Attribute)}
    assert checked == {action.name for action in Action}


def test_every_writing_function_takes_a_viewer_and_is_tried_here():
    rooms = [importlib.import_module(f"models.actions.{room.name}") for room in pkgutil.iter_modules(actions.__path__)]
    offered = [thing for room in rooms for thing in vars(room).values() if inspect.isfunction(thing)]
    offered = [thing for thing in offered if thing.__module__.startswith("models.actions.")]
    offered += [thing for name in recording.__all__ if inspect.isfunction(thing := getattr(recording, name))]
    functions = {
        f"{one.__module__}.{one.__name__}": list(inspect.signature(one).parameters)
        for one in offered
        if not one.__name__.startswith("_") and one.__module__ != "models.actions.checks"
    }
    assert set(functions) == set(WRITES) | set(ASK_NOBODY)
    assert {name for name in WRITES if functions[name][:2] != ["session", "viewer"]} == set()


ATTEMPTS = [
    (name, school_id)
    for name, (action, _) in WRITES.items()
    for school_id in (SCHOOLS if action in ABOUT_A_SCHOOL and "calendar" not in name else SCHOOLS[:1])
]
ALLOWED = [
    (name, school_id, role)
    for name, school_id in ATTEMPTS
    for role in Role
    if RIGHTS[WRITES[name][0], role][SCHOOLS.index(school_id)]
]


def on_each_database(cases: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """
    Which kind of database comes first of a case, then its function and school.

    All of them on SQLite; on PostgreSQL every function for the school of one's own cluster: for another school it is
    asked for by the same statements.
    """
    return [(kind, *case) for kind in KINDS for case in cases if kind == "sqlite" or case[1] == SCHOOLS[0]]


def decided_about(school_id: str, district: int, database: Database) -> None:
    """A decision about a school, and an import, for those who would end the one or take the other back."""
    with database.writing() as session:
        added(session, viewer(database, district, Role.DIRECTOR), school_id, "The principal asked for a call.")
        more = district_rows(schools=0)
        more.schools = [school_row("S4")]
        recording.record(session, on_the_server(district), more, at=AT)


@pytest.mark.parametrize(("kind", "name", "school_id", "role"), on_each_database(ALLOWED))
def test_every_writing_function_lets_those_in_whom_the_table_lets(
    kind: str, name: str, school_id: str, role: Role, offices: dict[str, Office]
):
    database, district = offices[kind](school_id)
    who = viewer(database, district, role)
    with suppress(TakenBackError), database.writing() as session:
        WRITES[name][1](session, who, school_id)
        session.flush()
        verbs = set(session.scalars(select(AuditLine.action)))
        assert verbs <= set(ACTIONS), "the page Audit log has no words for these"
        raise TakenBackError


@pytest.mark.parametrize(("kind", "name", "school_id"), on_each_database(ATTEMPTS))
def test_every_writing_function_refuses_whom_the_table_refuses(
    kind: str, name: str, school_id: str, offices: dict[str, Office]
):
    """One after the other, as every one of them leaves all rows as they were."""
    database, district = offices[kind](school_id)
    _, write = WRITES[name]
    refused = [role for role in Role if (name, school_id, role) not in ALLOWED]
    assert refused
    for role in refused:
        who = viewer(database, district, role)
        with pytest.raises(NotAllowedError, match=r"^Only .+ can "), database.writing() as session:
            write(session, who, school_id)
    assert rows_of(database) == offices[kind].before[school_id], refused


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_right_that_was_taken_away_since_does_not_count(kind: str, name: str, offices: dict[str, Office]):
    database, district = offices[kind]("S1")
    _, write = WRITES[name]
    somebody = Viewer(district, 99, "Nobody", Role.DIRECTOR)
    with pytest.raises(NotAllowedError, match="Your rights have changed"), database.writing() as session:
        write(session, somebody, "S1")


# ---------------------------------------------------------------- somebody of another district
IN_THEIR_OWN = {
    "models.actions.calendar_feeds.make_feed",
    "models.actions.mappings.save_mapping",
    "models.actions.month_locks.reopen_month",
    "models.actions.people.add_person",
    "models.actions.rules.propose_rule_set",
    "models.actions.rules.save_rule_set",
    "models.recording.record.preview",
    "models.recording.record.record",
}
"""What somebody of another district may do with the very same words: it happens in their own."""


def rows_of_the_first(session: Session) -> list[str]:
    """Every row of the first district, as text."""
    tables = [table for table in Base.metadata.sorted_tables if "district_id" in table.columns]
    return sorted(
        repr(row) for table in tables for row in session.execute(select(table).where(table.c.district_id == 1))
    )


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_of_another_district_changes_a_row_here(kind: str, offices: dict[str, Office]):
    database, _ = offices[kind]("S1")
    with database.reading() as session:
        strangers = [queries.viewer(session, 2, f"p{90 + one}", TODAY) for one in PEOPLE.values()]
        before = rows_of_the_first(session)
    let_in = set()
    for name, (_, write) in WRITES.items():
        for who in strangers:
            with suppress(PartnershipError, TakenBackError), database.writing() as session:
                write(session, who, "S1")
                session.flush()
                let_in.add(name)
                assert rows_of_the_first(session) == before, (name, who.role)
                raise TakenBackError
    assert let_in == IN_THEIR_OWN
    assert rows_of(database) == offices[kind].before["S1"]


# ---------------------------------------------------------------- who runs a command on the server
def test_whoever_runs_a_command_on_the_server_brings_rows_in_and_people_and_reminds_and_decides_nothing():
    who = administrator_on_the_server("ana", 1)
    assert [action for action in Action if can(who, action, "Lakeview")] == [
        Action.IMPORT_FILES,
        Action.MANAGE_PEOPLE,
        Action.REMIND,
    ]


def test_a_person_writes_in_their_own_district_only():
    assert in_district(administrator_on_the_server("ana"), 7).district_id == 7
    own = Viewer(1, 1, "P", Role.ADMINISTRATOR)
    assert in_district(own, 1) is own
    with pytest.raises(NotAllowedError, match="your own district"):
        in_district(own, 7)
