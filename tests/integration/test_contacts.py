"""The support log is added to and never edited; what becomes of a next step changes nothing about an earlier day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import select

from models import queries
from models.actions.contacts import correct_contact, log_contact, take_back_contact
from models.actions.next_steps import end_step, reopen_step, snooze_step
from models.actions.once import once
from models.actions.planned_visits import plan_visits, take_back_plan
from models.contact_rules import ContactDetails, StepSeen, WantedVisit
from models.database import Database
from models.errors import ConflictError, NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.tables import AuditLine, SupportContact
from models.vocabulary import ContactChannel, ContactResult, Role, VisitFinding
from tests.factories import NOVEMBER, OCTOBER, contact_row, district_rows, record_rows, report_row
from tests.people import district_with_people, viewer

TODAY = date(2024, 11, 20)
AT = datetime(2024, 11, 20, 15, 0, tzinfo=UTC)
OCTOBERS_LIST = date(2024, 11, 10)
VISIT = ContactDetails(
    TODAY, ContactChannel.IN_PERSON, "Name a liaison", ContactResult.ACCEPTED, VisitFinding.RIGHT,
    note="Elena Ortega files from April on.", next_step="Call: first report", next_step_due=date(2024, 12, 5),
)  # fmt: skip


@pytest.fixture
def director(database: Database) -> Viewer:
    """Of a district whose latest list is October's; a call of 1 November agreed a step that was due on the 8th."""
    district = district_with_people(database)
    rows = district_rows(schools=0, months=(OCTOBER, NOVEMBER))
    rows.reports = [report_row("S1", OCTOBER)]
    step = {"next_step": "Call again", "next_step_due": date(2024, 11, 8)}
    rows.contacts = [contact_row("C1", contacted_on=date(2024, 11, 1), **step)]
    record_rows(database, district, rows)
    return viewer(database, district, Role.DIRECTOR)


def write(database: Database, act: Any, *arguments: Any, **more: Any) -> Any:
    with database.writing() as session:
        return act(session, *arguments, **more)


def log(database: Database, who: Viewer, details: ContactDetails = VISIT, **more: Any) -> str:
    return str(write(database, log_contact, who, "S1", details, **({"at": AT} | more)))


def contacts(database: Database, who: Viewer, on: date) -> pd.DataFrame:
    with database.reading() as session:
        return queries.support_contacts(session, who, on)


def overdue(database: Database, who: Viewer, on: date) -> list[str]:
    """Due dates of the steps the method takes for overdue on a day."""
    with database.reading() as session:
        spans = queries.history_part(session, who.district_id, "next_steps")
    day = pd.Timestamp(on)
    is_open = (spans["said_on"] <= day) & ~(spans["ended_on"] <= day) & (spans["due_on"] < day)
    return [f"{due:%d %b}" for due in spans.loc[is_open, "due_on"]]


def last_line(database: Database) -> AuditLine:
    with database.reading() as session:
        return session.scalars(select(AuditLine).order_by(AuditLine.audit_id.desc()).limit(1)).one()


C1 = StepSeen.of("contact C1", date(2024, 11, 8))


def test_a_visit_is_logged_with_its_finding_and_closes_the_open_step(database: Database, director: Viewer):
    number = log(database, director, closes=[C1])
    first, called = contacts(database, director, TODAY).to_dict("records")
    assert (first["contact_id"], first["finding"], first["made_by"]) == (number, "right", "Person 1")
    assert (first["note"], first["next_step_due"]) == (VISIT.note, pd.Timestamp("2024-12-05"))
    assert (called["contact_id"], called["closed_on"]) == ("C1", pd.Timestamp(TODAY))
    line = last_line(database)
    assert (line.person, line.action, line.subject) == ("Person 1", "log_contact", "S1")
    assert (line.details["closes"], line.details["after"]["finding"]) == (["contact C1"], "right")


def test_what_is_written_today_changes_no_earlier_day(database: Database, director: Viewer):
    before = contacts(database, director, OCTOBERS_LIST)
    assert overdue(database, director, OCTOBERS_LIST) == ["08 Nov"]
    log(database, director, ContactDetails(date(2024, 11, 4), ContactChannel.EMAIL, "Reports"), closes=[C1])
    write(database, correct_contact, director, "C1", VISIT, at=AT)
    write(database, plan_visits, director, [WantedVisit("S1", TODAY, "Visit")], plan_id="plan-0001", at=AT)
    assert contacts(database, director, OCTOBERS_LIST).equals(before)
    assert overdue(database, director, OCTOBERS_LIST) == ["08 Nov"]
    assert overdue(database, director, date(2024, 12, 10)) == ["05 Dec", "20 Nov"]
    assert list(contacts(database, director, TODAY)["contact_id"])[-1] != "C1"


def test_a_step_that_was_put_off_was_overdue_until_then(database: Database, director: Viewer):
    until = date(2024, 12, 2)
    after = write(database, snooze_step, director, C1, until=until, reason="She is ill.", at=AT)
    days = [date(2024, 11, 19), TODAY, date(2024, 12, 3)]
    assert [overdue(database, director, day) for day in days] == [["08 Nov"], [], ["02 Dec"]]
    write(database, end_step, director, after, outcome="Called.", at=AT + timedelta(days=14))
    write(database, reopen_step, director, after.key, at=AT + timedelta(days=16))
    days = [date(2024, 12, 3), date(2024, 12, 4), date(2024, 12, 5), date(2024, 12, 6)]
    assert [overdue(database, director, day) for day in days] == [["02 Dec"], [], [], ["02 Dec"]]
    assert contacts(database, director, date(2024, 12, 4))["outcome"].tolist() == ["Called."]
    assert contacts(database, director, OCTOBERS_LIST)["next_step_due"].tolist() == [pd.Timestamp("2024-11-08")]


def test_a_planned_visit_is_a_next_step_until_the_contact_that_tells_of_it(database: Database, director: Viewer):
    wanted = [WantedVisit("S1", date(2024, 11, 26), "Visit: 2 reports")]
    write(database, plan_visits, director, wanted, plan_id="plan-0001", at=AT)
    seen = StepSeen.of("visit 1", date(2024, 11, 26))
    moved = write(database, snooze_step, director, seen, until=date(2024, 11, 28), reason="Testing.", at=AT)
    assert moved == StepSeen.of("visit 2", date(2024, 11, 28))
    later = AT + timedelta(days=9)
    number = log(database, director, closes=[moved], at=later)
    with database.reading() as session:
        assert queries.planned_visits(session, director, date(2024, 11, 28))["visit_id"].tolist() == [2]
        assert queries.planned_visits(session, director, date(2024, 11, 29)).empty
    write(database, take_back_contact, director, number, at=later)
    with database.reading() as session:
        assert queries.planned_visits(session, director, date(2024, 11, 29))["visit_id"].tolist() == [2]
    with pytest.raises(ConflictError, match="Some of these visits"):
        write(database, take_back_plan, director, "plan-0001", at=AT)


def test_visits_are_kept_in_the_order_of_travel(database: Database, director: Viewer):
    rows = district_rows(schools=0, months=(OCTOBER, NOVEMBER))
    rows.reports = [report_row(school, OCTOBER) for school in ("S1", "S2", "S3")]
    record_rows(database, director.district_id, rows)
    wanted = [WantedVisit(school, date(2024, 11, day), "Visit") for school, day in (("S3", 25), ("S1", 28), ("S2", 26))]
    write(database, plan_visits, director, wanted, plan_id="plan-0001", at=AT)
    with database.reading() as session:
        visits = queries.planned_visits(session, director, TODAY).sort_values("visit_id")
    assert visits["school_id"].tolist() == ["S3", "S1", "S2"]
    assert [one["school_id"] for one in last_line(database).details["after"]] == ["S3", "S1", "S2"]


def test_where_the_reports_ended_long_ago_visits_are_planned_from_the_day_of_the_lists_on(
    database: Database, director: Viewer
):
    long_after = datetime(2025, 6, 2, 15, 0, tzinfo=UTC)
    wanted = [WantedVisit("S1", OCTOBERS_LIST - timedelta(days=1), "Visit")]
    with pytest.raises(PartnershipError, match="Choose a due date"):
        write(database, plan_visits, director, wanted, plan_id="plan-0001", at=long_after)
    wanted = [WantedVisit("S1", date(2024, 11, 12), "Visit")]
    write(database, plan_visits, director, wanted, plan_id="plan-0001", at=long_after)
    for seen, until in (("visit 1", date(2024, 11, 14)), ("visit 2", date(2025, 6, 9))):
        due = date(2024, 11, 12) if seen == "visit 1" else date(2024, 11, 14)
        write(database, snooze_step, director, StepSeen.of(seen, due), until=until, reason="Testing.", at=long_after)
    with database.reading() as session:
        assert queries.planned_visits(session, director, date(2025, 6, 1)).empty  # an earlier day knows none of it
        now = queries.planned_visits(session, director, long_after.date())
    assert now["planned_for"].dt.date.tolist() == [date(2025, 6, 9)]


def test_a_correction_stands_in_its_place_and_keeps_what_was_done(database: Database, director: Viewer):
    number = log(database, director)
    write(database, end_step, director, StepSeen.of(f"contact {number}", VISIT.next_step_due), at=AT)
    told = ContactDetails(**{**VISIT.as_fields(), "finding": VisitFinding.PARTLY})
    corrected = write(database, correct_contact, director, number, told, at=AT)
    shown = contacts(database, director, TODAY).set_index("contact_id")
    assert list(shown.index) == [corrected, "C1"]
    assert (shown.at[corrected, "finding"], shown.at[corrected, "closed_on"]) == ("partly", pd.Timestamp(TODAY))
    with database.reading() as session:
        log_of_school = queries.support_log(session, director, TODAY, schools=["S1"]).set_index("contact_id")
    assert log_of_school["corrected_by"].dropna().to_dict() == {number: corrected}
    with pytest.raises(ConflictError, match="Person 1 has corrected this entry already"):
        write(database, correct_contact, director, number, told, at=AT)


def test_an_entry_is_taken_back_for_a_day_and_is_whole_in_the_audit_log(database: Database, director: Viewer):
    number = log(database, director, closes=[C1])
    write(database, take_back_contact, director, number, at=AT + timedelta(hours=2))
    assert contacts(database, director, TODAY)["contact_id"].tolist() == ["C1"]
    assert overdue(database, director, TODAY) == ["08 Nov"]
    line = last_line(database)
    assert (line.action, line.details["opens"]) == ("take_back_contact", ["contact C1"])
    assert line.details["before"]["note"] == VISIT.note
    again = log(database, director)
    with pytest.raises(PartnershipError, match="for a day"):
        write(database, take_back_contact, director, again, at=AT + timedelta(hours=25))
    with pytest.raises(PartnershipError, match="for a day"):
        write(database, take_back_contact, director, "C1", at=AT)


def test_an_entry_that_a_list_was_judged_with_is_not_taken_back(database: Database, director: Viewer):
    evening = datetime(2024, 11, 10, 20, 0, tzinfo=UTC)
    told = ContactDetails(date(2024, 11, 10), ContactChannel.PHONE, "Reports")
    number = log(database, director, told, at=evening)
    with pytest.raises(PartnershipError, match="Past lists stay as they were"):
        write(database, take_back_contact, director, number, at=evening + timedelta(hours=12))


def test_who_did_not_write_an_entry_does_not_take_it_back(database: Database, director: Viewer):
    coordinator = viewer(database, director.district_id, Role.COORDINATOR)
    number = log(database, director)
    with pytest.raises(NotAllowedError, match="Only who wrote an entry or the director can"):
        write(database, take_back_contact, coordinator, number, at=AT)


def test_the_second_of_two_is_told_what_became_of_the_step(database: Database, director: Viewer):
    coordinator = viewer(database, director.district_id, Role.COORDINATOR)
    write(database, snooze_step, coordinator, C1, until=date(2024, 12, 2), reason="Ill.", at=AT)
    with pytest.raises(ConflictError, match="Person 2 has put this step off to 2 December 2024"):
        log(database, director, closes=[C1])
    seen = StepSeen.of("contact C1", date(2024, 12, 2))
    write(database, end_step, coordinator, seen, at=AT)
    with pytest.raises(ConflictError, match="Person 2 has ended this step"):
        log(database, director, closes=[seen])
    assert contacts(database, director, TODAY)["contact_id"].tolist() == ["C1"]
    write(database, plan_visits, director, [WantedVisit("S1", TODAY, "Visit")], plan_id="plan-0001", at=AT)
    with pytest.raises(ConflictError, match="Person 1 has planned a visit to"):
        write(database, plan_visits, coordinator, [WantedVisit("S1", TODAY, "Visit")], plan_id="plan-0002", at=AT)


def test_a_contact_that_is_sent_twice_is_one_row(database: Database, director: Viewer):
    def sent() -> str:
        with database.writing() as session:
            act = lambda: log_contact(session, director, "S1", VISIT, closes=[C1], at=AT)  # noqa: E731
            return once(session, director, "operation-1", "log_contact", act, at=AT)

    assert sent() == sent()
    with database.reading() as session:
        assert len(session.scalars(select(SupportContact)).all()) == 2


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"contacted_on": date(2024, 11, 21)}, "on its day or later"),
        ({"contacted_on": date(2023, 11, 1)}, "within a year"),
        ({"purpose": " "}, "Say what it was about"),
        ({"channel": ContactChannel.PHONE}, "Only a visit that took place"),
        ({"result": ContactResult.NO_ANSWER}, "Only a visit that took place"),
        ({"next_step": ""}, "Say what is due then"),
        ({"next_step_due": date(2024, 11, 19)}, "Choose a due date"),
        ({"note": "x" * 2_001}, "longer than 2000"),
    ],
)
def test_what_can_not_be_is_refused_and_nothing_is_saved(
    more: dict[str, Any], refusal: str, database: Database, director: Viewer
):
    with pytest.raises(PartnershipError, match=refusal):
        log(database, director, ContactDetails(**{**VISIT.as_fields(), **more}))
    assert contacts(database, director, TODAY)["contact_id"].tolist() == ["C1"]
