"""Two people over one thing, in every order of two looks and two saves each: nothing that was saved is lost unsaid."""

from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from sqlalchemy import select

from models.actions import next_steps, plan_steps, practices, report_drafts, reviewing
from models.actions.reviewing import SeenReport
from models.contact_rules import StepSeen
from models.database import Database
from models.errors import ConflictError
from models.permissions import Viewer
from models.practice_rules import WriteUp
from models.queries.plans import step_of
from models.recording.incoming import IncomingRows
from models.tables import MonthlyReport, NextStepChange, PlannedActivity, PracticeWriteUp, ReportDraftField
from models.vocabulary import ReportState, Role
from tests.factories import AT, OCTOBER, record_rows, report_row
from tests.integration.support_writes import CALL_AGAIN, logged
from tests.integration.writes_of_plans import YEAR, begun
from tests.integration.writes_of_schools import accepted_reports, marked
from tests.people import district_with_people, viewer

ORDERS = ["".join("A" if place in ours else "B" for place in range(8)) for ours in combinations(range(8), 4)]
"""Each of the two looks, saves, looks and saves: 70 orders."""


class Thing(ABC):
    """What two people change. `stands`: as it is stored; save: what it becomes; ConflictError: who saves is told."""

    def __init__(self, database: Database, district: int, people: tuple[Viewer, Viewer]) -> None:
        self.database, self.district, self.people = database, district, people
        self.begin()

    @abstractmethod
    def begin(self) -> None:
        """Make it."""

    @abstractmethod
    def stands(self) -> Any: ...

    @abstractmethod
    def save(self, who: Viewer, seen: Any, number: int) -> Any: ...


class FieldOfADraft(Thing):
    key = ""

    def begin(self) -> None:
        """The first save does."""

    def stands(self) -> Any:
        with self.database.reading() as session:
            of = ReportDraftField
            row = session.execute(select(of.value, of.version).where(of.path == "form/notes")).one_or_none()
            return (None, 0) if row is None else tuple(row)

    def save(self, who: Viewer, seen: Any, number: int) -> Any:
        typed = [report_drafts.Typed("form/notes", f"{who.name} {number}", seen[1])]
        with self.database.writing() as session:
            saved = report_drafts.save_fields(
                session, who, "S1", OCTOBER, typed,
                draft_key=self.key, based_on=0, known=seen[1], operation_id=f"operation-{number}", at=AT,
            )  # fmt: skip
        self.key = saved.draft_key
        if saved.differs:
            told = saved.differs[0]
            assert (told.value, told.version) == self.stands(), "what the other one typed is told"
            raise ConflictError("told")
        return f"{who.name} {number}", saved.version


class ReviewOfAReport(Thing):
    def begin(self) -> None:
        record_rows(self.database, self.district, IncomingRows(reports=[report_row("S1", OCTOBER)]))

    def stands(self) -> Any:
        with self.database.reading() as session:
            return session.get_one(MonthlyReport, (self.district, "S1", OCTOBER)).state

    def save(self, who: Viewer, seen: Any, number: int) -> Any:
        report = SeenReport("S1", OCTOBER, seen, 1)
        with self.database.writing() as session:
            if seen is not ReportState.SUBMITTED:
                reviewing.reopen_report(session, who, report, at=AT)
                return ReportState.SUBMITTED
            if who is self.people[0]:
                reviewing.accept_reports(session, who, [report], at=AT)
                return ReportState.ACCEPTED
            reviewing.return_report(session, who, report, f"Is {number} right?", at=AT)
            return ReportState.RETURNED


class NextStep(Thing):
    def begin(self) -> None:
        with self.database.writing() as session:
            self.contact = logged(session, "S1")

    def stands(self) -> Any:
        with self.database.reading() as session:
            of = NextStepChange
            last = session.scalar(select(of.due_on).where(of.contact_id == self.contact).order_by(of.change_id.desc()))
            return last or CALL_AGAIN

    def save(self, who: Viewer, seen: Any, number: int) -> Any:
        until = date(2024, 12, 2) + timedelta(days=number)
        with self.database.writing() as session:
            step = StepSeen.of(f"contact {self.contact}", seen)
            next_steps.snooze_step(session, who, step, until=until, reason="Ill.", at=AT)
        return until


class WriteUpOfAPractice(Thing):
    def begin(self) -> None:
        with self.database.writing() as session:
            self.number = marked(session, self.people[0], "S1")

    def stands(self) -> Any:
        with self.database.reading() as session:
            of = PracticeWriteUp
            last = select(of).where(of.practice_id == self.number).order_by(of.version.desc()).limit(1)
            row = session.scalars(last).one()
            return WriteUp(row.title, row.aim, row.what_was_done, row.materials, row.how_it_went)

    def save(self, who: Viewer, seen: Any, number: int) -> Any:
        told = WriteUp(f"By {who.name} {number}")
        with self.database.writing() as session:
            practices.write_up(session, who, self.number, told, seen=seen, at=AT)
        return told


class StepOfAPlan(Thing):
    def begin(self) -> None:
        with self.database.writing() as session:
            begun(session, self.people[0], "S1")

    def stands(self) -> Any:
        with self.database.reading() as session:
            return step_of(session.get_one(PlannedActivity, (self.district, "S1", YEAR, "W1")))

    def save(self, who: Viewer, seen: Any, number: int) -> Any:
        typed = replace(seen, title=f"By {who.name} {number}")
        with self.database.writing() as session:
            plan_steps.save_plan_step(session, who, "S1", YEAR, "W1", typed, seen=seen, at=AT)
        return typed


KINDS = (FieldOfADraft, ReviewOfAReport, NextStep, WriteUpOfAPractice, StepOfAPlan)


@pytest.fixture
def people(database: Database) -> tuple[int, tuple[Viewer, Viewer]]:
    district = district_with_people(database)
    accepted_reports(database, district)
    return district, (viewer(database, district, Role.DIRECTOR), viewer(database, district, Role.COORDINATOR))


@pytest.mark.parametrize("kind", KINDS)
def test_of_two_who_look_and_save_twice_each_in_any_order_nobody_writes_over_what_they_have_not_seen(
    kind: type[Thing], database: Database, people: tuple[int, tuple[Viewer, Viewer]]
):
    """
    All orders on one thing, one after the other: each goes on from what the one before left. On PostgreSQL every third:
    what decides is the program's, and a save there costs twice as much.
    """
    thing = kind(database, *people)
    orders = ORDERS if database.is_sqlite else ORDERS[::3]
    stands, number, told = thing.stands(), 0, 0
    for order in orders:
        seen: dict[str, Any] = {}
        for one in order:
            if one not in seen:
                seen[one] = thing.stands()
                continue
            number += 1
            was_seen = seen.pop(one)
            who = thing.people["AB".index(one)]
            if was_seen == stands:
                stands = thing.save(who, was_seen, number)
            else:
                told += 1
                with pytest.raises(ConflictError):
                    thing.save(who, was_seen, number)
            assert thing.stands() == stands, (order, number)
    assert told > len(orders) / 2
