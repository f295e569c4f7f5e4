"""The page Reminders on a real database: its counts and texts, its file, and what a browser may not make it do."""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dashboards.pages.reminders import Reminders
from dashboards.shell.who import first_visitor
from dashboards.state.home.visit import HomeVisit
from dashboards.state.reminders.visit import RemindersVisit
from dashboards.views.reminders.reminders import Desk
from data.exporting import write_csv
from models import queries
from models.database import Database, connect
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.queries.reminders import reminders
from models.vocabulary import Role
from models.wording.language import words_in

NOW = date(2026, 4, 12)
MARCH = date(2026, 3, 1)


@pytest.fixture(scope="module")
def database(sample_district: Callable[[], str]) -> Iterator[Database]:
    opened = connect(sample_district())
    yield opened
    opened.close()


def viewer(database: Database, login: str) -> Viewer:
    with database.reading() as session:
        return queries.viewer(session, 1, login, NOW)


def opened(database: Database, login: str = "r.okafor", on: date = NOW, **said: str) -> RemindersVisit:
    return RemindersVisit(
        database, viewer(database, login), "", words_in(), lambda: on, said=said, district="Alder Valley Schools"
    )


def shown(visit: RemindersVisit) -> list[str]:
    part = visit.part()
    return [row["name"] for row in part["rows"]] if part else []


def test_the_page_counts_what_home_counts_and_shows_own_schools_first(database: Database):
    visit = opened(database, on=date(2026, 4, 10))
    assert visit.answer() == "1 report for March 2026 has not arrived; 1 was returned and not mended."
    assert shown(visit) == ["Linden Hill", "Pine Hollow"]
    home = HomeVisit(database, viewer(database, "r.okafor"), "", words_in(), lambda: date(2026, 4, 10))
    line = home.home(lambda page, query: f"{page}{query}").part["line"]
    assert line is not None
    assert [fact["text"] for fact in line["facts"]][-2:] == ["1 returned", "1 missing: Pine Hollow"]
    everybody = opened(database, cluster="all")
    assert shown(everybody)[:2] == ["Linden Hill", "Pine Hollow"]
    part = everybody.part()
    assert part is not None
    assert {row["cluster"] for row in part["rows"] if row["may"]} == {"Lakeview"}
    assert [(one["code"], one["count"]) for one in part["whiches"]] == [
        ("all", str(len(part["rows"]))), ("missing", "6"), ("returned", "2"), ("new", str(len(part["rows"]))),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("on", "month"),
    [
        (date(2026, 3, 30), "2026-02"),
        (date(2026, 3, 31), "2026-03"),
        (date(2026, 4, 29), "2026-03"),
        (date(2026, 4, 30), "2026-04"),
    ],
)
def test_the_latest_month_is_shown_from_five_days_before_its_due_date(on: date, month: str, database: Database):
    assert f"{opened(database, on=on).dates.month:%Y-%m}" == month


def test_what_an_address_says_and_is_not_understood_is_told_or_left_out(database: Database):
    assert opened(database, month="2025-11").dates.month == date(2025, 11, 1)
    unknown = opened(database, month="1999-01", cluster="Nowhere", which="x", text="klingon")
    assert "no month 1999-01" in unknown.notice()
    assert (unknown.look.cluster, unknown.look.which, unknown.look.language.value) == ("own", "all", "en")


def test_the_file_holds_the_chosen_schools_and_no_cell_is_a_formula(database: Database):
    visit = opened(database, "m.alvarez", text="both")
    visit.chosen = ("4-042",)
    lines = list(csv.reader(io.StringIO(write_csv(visit.frame(), {}).decode("utf-8-sig"))))
    assert [len(line) for line in lines] == [13, 13]
    row = dict(zip(*lines, strict=True))
    assert (row["School"], row["Month"], row["As of"], row["Language"]) == (
        "Pine Hollow", "March 2026", "2026-04-12", "English and Spanish",
    )  # fmt: skip
    assert row["Text"].startswith("Hello Terrence Iverson,\n\nThe report of Pine Hollow")
    assert "El informe de Pine Hollow" in row["Text"]
    assert all(cell[:1] not in "=+-@\t" or not cell for line in lines for cell in line)
    visit.chosen = ()
    assert len(visit.frame()) == len(shown(visit))


def test_no_text_names_another_school_or_person(database: Database):
    part = opened(database, "m.alvarez", text="both").part()
    assert part is not None
    named = {row["name"]: {one["name"] for one in row["people"]} for row in part["rows"]}
    with database.reading() as session:
        schools = queries.schools_in_year(session, viewer(database, "m.alvarez"), "2025-26")["name"]
    for row in part["rows"]:
        said = " ".join([row["subject"], *row["lines"]])
        assert row["name"] in said
        assert [name for name in schools if name in said and name not in row["name"]] == []
        assert not [one for name, some in named.items() if name != row["name"] for one in some if one in said]


def test_who_may_not_see_it_is_refused_and_an_administrator_only_reads(database: Database):
    part = opened(database, "d.petrov", cluster="all").part()
    assert part is not None
    assert not any(row["may"] for row in part["rows"])
    assert "their coordinator or the director" in part["note"]
    for role in (Role.LIAISON, Role.VIEWER):
        visitor = first_visitor(database, NOW)
        somebody = Viewer(1, 0, "Carla Eriksen", role, frozenset({"4-012"}))
        with pytest.raises(NotAllowedError, match="Only coordinators"):
            Reminders(database, replace(visitor, viewer=somebody), "")
        with pytest.raises(NotAllowedError, match="Only coordinators"):
            RemindersVisit(database, somebody, "", words_in(), lambda: NOW)


HOSTILE: list[Any] = [
    None, 7, "mark", [], {}, {"mark": None}, {"mark": {"schools": "4-042", "way": "phone", "operation": "abcd-1234"}},
    {"mark": {"schools": ["4-042"], "way": "pigeon", "operation": "abcd-1234"}},
    {"mark": {"schools": ["4-042"], "way": "sent", "operation": "abcd-1234"}},
    {"mark": {"schools": ["4-042"], "way": "phone"}},
    {"mark": {"schools": [], "way": "phone", "operation": "abcd-1234"}},
    {"mark": {"schools": ["5-012"], "way": "phone", "operation": "abcd-1234"}},
    {"mark": {"schools": ["nowhere"], "way": "phone", "operation": "abcd-1234"}},
    {"mark": {"schools": ["4-042"] * 600, "way": "phone", "operation": "abcd-1234"}},
    {"send": {"schools": ["4-022"], "operation": "abcd-1234"}}, {"send": {"schools": [4]}},
    {"choose": {"schools": [["4-042"]]}}, {"look": {"month": 7, "cluster": {"a": 1}}}, {"_do": {}}, {"refused": {}},
]  # fmt: skip


@pytest.mark.parametrize("message", HOSTILE, ids=lambda message: str(message)[:60])
def test_a_message_that_cannot_be_meant_changes_nothing(message: Any, database: Database):
    desk = Desk(opened(database), said=lambda: None, clock=lambda: datetime(2026, 4, 12, 15, tzinfo=UTC))
    with suppress(PartnershipError):  # raised where a served page tells it
        desk.view._handle_msg(message)
    with database.reading() as session:
        assert reminders(session, viewer(database, "m.alvarez"), MARCH).empty


def test_a_message_that_comes_twice_marks_once(database: Database):
    visit = opened(database)
    desk = Desk(visit, said=lambda: None, clock=lambda: datetime(2026, 4, 12, 15, tzinfo=UTC))
    for _ in range(2):
        desk.view._handle_msg({"mark": {"schools": ["4-042"], "way": "phone", "operation": "abcd-9999"}})
    assert desk.view.answer["said"] == "1 school is marked as reminded by phone."
    with database.reading() as session:
        assert len(reminders(session, viewer(database, "m.alvarez"), MARCH)) == 1
    part = visit.part()
    assert part is not None
    assert [row["last"] for row in part["rows"] if row["id"] == "4-042"] == [["12 Apr, phone, Rosa Okafor"]]
    assert [one["count"] for one in part["whiches"]] == ["2", "1", "1", "1"]
