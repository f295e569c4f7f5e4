"""The audit log as the director and administrators read it: every line, in order, by who, what, about what and when."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from dashboards.pages.audit import Audit
from dashboards.shell.who import first_visitor
from dashboards.state.audit.visit import AuditLook, AuditVisit, looked_for
from dashboards.views.audit.audit import Lines
from models import queries
from models.actions import decisions, mappings
from models.database import Database
from models.errors import NotAllowedError
from models.queries.audit import MOST_LINES, AuditSought
from models.tables import AuditLine
from models.vocabulary import DecisionKind, Role
from models.wording.audit import action_text
from models.wording.audit_details import FIELDS, details_text
from models.wording.language import words_in
from tests.factories import AT
from tests.people import TODAY, district_with_people, viewer


@pytest.fixture
def district(database: Database) -> int:
    number = district_with_people(database)
    director, coordinator = (viewer(database, number, role) for role in (Role.DIRECTOR, Role.COORDINATOR))
    with database.writing() as session:
        for count in range(3):
            mappings.save_mapping(session, director, f"Layout {count}", 'title = "a"', at=AT)
        decisions.add_decision(
            session, coordinator, "S1", DecisionKind.JUDGEMENT, puts_on_list=True, starts_on=TODAY,
            ends_on=date(2024, 12, 1), note="A call.", at=AT,
        )  # fmt: skip
    return number


def shown(database: Database, district: int, role: Role = Role.DIRECTOR, **look: Any) -> list[tuple[str, str, str]]:
    visit = AuditVisit(database, viewer(database, district, role), "", words_in())
    visit.read(looked_for(look), lambda _: None, _raise)
    return [(row["person"], row["action"], row["subject"]) for row in visit.part()["rows"]]


def _raise(error: Exception) -> None:
    raise error


def test_lines_are_found_by_who_what_about_what_and_when(database: Database, district: int):
    decided = ("Person 2", "Decided by hand", "School S1")
    saved = [("Person 1", "Saved a matching of columns", f"Layout {count}") for count in (2, 1, 0)]
    imported = ("Tests", "Imported files", "receipt 1")
    assert shown(database, district) == [decided, *saved, imported]
    assert shown(database, district, person="Person 1") == saved
    assert shown(database, district, action="add_decision") == [decided]
    for subject in ("S1", "school s1", "School S1"):
        assert shown(database, district, subject=subject) == [decided]
    for subject in ("S", "%", "S%", "Layou_", "Layout%", "Layout/%"):
        assert shown(database, district, subject=subject) == []
    day = f"{AT:%Y-%m-%d}"
    assert len(shown(database, district, since=day, until=day)) == 5
    assert shown(database, district, until="2020-01-01") == []
    assert len(shown(database, district, since="no day")) == 5
    assert shown(database, district, Role.ADMINISTRATOR) == shown(database, district)


def test_it_goes_on_to_older_lines_and_a_file_holds_all(database: Database, district: int):
    director = viewer(database, district, Role.DIRECTOR)
    with database.writing() as session:
        for count in range(MOST_LINES):
            mappings.save_mapping(session, director, f"More {count}", 'title = "a"', at=AT)
    visit = AuditVisit(database, director, "", words_in())
    lines = Lines(visit, said=lambda: None)
    lines.show()
    assert (len(visit.part()["rows"]), visit.part()["has_more"]) == (MOST_LINES, True)
    lines.view._handle_msg({"more": True})
    numbers = [row["id"] for row in visit.part()["rows"]]
    assert (numbers, visit.part()["has_more"]) == (list(range(MOST_LINES + 5, 0, -1)), False)
    lines = visit.frame()
    assert lines["line"].tolist() == numbers
    words = visit.words
    assert lines["what"].tolist() == [action_text(words, action) for action in lines["action"]]
    assert not lines["what"].str.contains("_").any()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LIAISON, Role.VIEWER])
def test_nobody_else_reads_it(database: Database, district: int, role: Role):
    who = viewer(database, district, role)
    visit = AuditVisit(database, who, "", words_in())
    for ask in (visit.part, visit.frame, lambda: visit.read(AuditLook(), lambda _: None, _raise)):
        with pytest.raises(NotAllowedError):
            ask()
    with database.reading() as session:
        assert queries.audit_lines(session, who, AuditSought(person="Person 1")).empty


def test_a_file_of_the_page_says_what_it_holds_and_for_whom(database: Database, district: int):
    director = viewer(database, district, Role.DIRECTOR)
    who = replace(first_visitor(database, TODAY), viewer=director)
    page = Audit(database, who, "")
    page._lines.view._handle_msg({"look": {"person": "Person 2"}})
    text = page._file().decode("utf-8-sig")
    assert "Who: Person 2" in text.replace('"', "").replace(",", ": ")
    assert (text.count("add_decision"), text.count("save_mapping")) == (1, 0)


def test_what_a_line_keeps_is_said_in_words_without_zeros():
    words = words_in()
    assert details_text(words, {"before": None, "after": {"is_active": False, "left": 0}, "counts": {}}) == (
        "Before: –; Now: (Account open no)"
    )
    assert details_text(
        words,
        {
            "ends_on": "2026-05-15",
            "kind": "judgement",
            "reports": [{"school_id": "4-012", "month": "2026-03-01", "before": {"state": "submitted"}}],
            "until": "2026-05-15T15:00+00:00",
            "fields": ["name", "of_tomorrow"],
        },
    ) == (
        "Ends on: 15 May 2026; Kind: Coordinator's judgement; "
        "Reports: (School 4-012, Month March 2026, Before (State waits for review)); "
        "Until: 15 May 2026, 15:00; Fields: Name, of_tomorrow"
    )


def test_every_line_of_the_sample_is_told_by_fields_with_words(sample_looked_at: Database):
    with sample_looked_at.reading() as session:
        lines = list(session.scalars(select(AuditLine)))
    names = {name for line in lines for name in _names_in(line.details)}
    assert len(names) > 10
    assert names - FIELDS.keys() == set()


def _names_in(kept: object) -> Iterator[str]:
    """The names under which a line keeps something, however deep."""
    if isinstance(kept, dict):
        yield from kept
    for one in kept.values() if isinstance(kept, dict) else kept if isinstance(kept, list) else ():
        yield from _names_in(one)
