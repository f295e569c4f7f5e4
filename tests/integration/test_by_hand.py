"""Decisions by hand move a school on and off Check in, never its score, and leave their line in the audit log."""

from datetime import UTC, date, datetime

import numpy as np
import pytest
from sqlalchemy import select

from dashboards.state.school.by_hand import by_hand_part, is_current
from models import queries
from models.actions import decisions
from models.database import Database, connect
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.tables import AuditLine
from models.vocabulary import DecisionKind
from models.wording.language import words_in
from tests.factories import report_row
from tests.visits import bring, district_of

AT = datetime(2026, 4, 12, 16, 0, tzinfo=UTC)
AS_OF = date(2026, 4, 10)
BRAMBLE_HILL = "4-002"
MARCH = np.datetime64("2026-03-01")


@pytest.fixture
def office(sample_district) -> Database:
    database = connect(sample_district())
    yield database
    database.close()


def person(database: Database, login: str) -> Viewer:
    with database.reading() as session:
        return queries.viewer(session, 1, login, AS_OF)


def put_on(
    database: Database, viewer: Viewer, school_id: str = BRAMBLE_HILL, *, puts_on_list: bool = True, at: datetime = AT
) -> int:
    with database.writing() as session:
        return decisions.add_decision(
            session, viewer, school_id, DecisionKind.JUDGEMENT, puts_on_list=puts_on_list, starts_on=AS_OF,
            ends_on=date(2026, 6, 10), note="Two members left.", at=at,
        )  # fmt: skip


def march(database: Database):
    return district_of(database).assessments("2025-26")[MARCH]


def test_a_school_put_on_check_in_is_one_more_and_every_score_stays(office: Database):
    before = march(office).schools
    put_on(office, person(office, "r.okafor"))
    after = march(office).schools
    changed = after.index[after["tier"] != before["tier"]]
    assert list(changed) == [BRAMBLE_HILL]
    assert after.at[BRAMBLE_HILL, "tier"] == "check_in"
    same = ["score", "recent", "p_worst", "rank_lo", "rank_hi", "on_extra_support"]
    assert after[same].equals(before[same])


def test_a_school_taken_off_gives_its_place_to_the_next(office: Database):
    before = march(office).schools["on_check_in"]
    put_on(office, person(office, "r.okafor"), "4-022", puts_on_list=False)
    after = march(office).schools["on_check_in"]
    assert (before["4-022"], after["4-022"]) == (True, False)
    assert after.sum() == before.sum()


def test_what_is_taken_back_is_gone_from_the_list_and_whole_in_the_audit_log(office: Database):
    rosa = person(office, "r.okafor")
    before = march(office).schools["tier"]
    number = put_on(office, rosa)
    with office.writing() as session:
        decisions.take_back_decision(session, rosa, number, at=AT)
    assert march(office).schools["tier"].equals(before)
    with office.reading() as session:
        line = session.scalars(select(AuditLine).order_by(AuditLine.audit_id.desc()).limit(1)).one()
    assert (line.person, line.action, line.subject) == ("Rosa Okafor", "take_back_decision", BRAMBLE_HILL)
    assert line.details["note"] == "Two members left."
    assert (line.details["starts_on"], line.details["ends_on"]) == ("2026-04-10", "2026-06-10")


@pytest.mark.parametrize("login", ["d.whitlock", "h.ellison", "u.rossi54"])
def test_only_the_own_coordinator_or_the_director_decides(login: str, office: Database):
    number = put_on(office, person(office, "m.alvarez"))
    with pytest.raises(NotAllowedError):
        put_on(office, person(office, login))
    with pytest.raises(NotAllowedError), office.writing() as session:
        decisions.take_back_decision(session, person(office, login), number, at=AT)


def test_what_does_not_exist_is_not_taken_back(office: Database):
    with pytest.raises(PartnershipError, match="does not exist any more"), office.writing() as session:
        decisions.take_back_decision(session, person(office, "m.alvarez"), 99, at=AT)


def test_the_form_starts_with_the_list_and_ends_two_months_later(office: Database):
    rosa = person(office, "r.okafor")
    board = district_of(office).board(rosa, "2025-26", "2026-03")
    form = by_hand_part(words_in(), board, BRAMBLE_HILL, rosa, is_current=True)["form"]
    assert (form["first"], form["until"]) == ("2026-04-10", "2026-06-10")
    assert "Holds from 10 April 2026" in form["hint"]


def test_the_list_to_decide_about_is_the_latest_one_judged_by_today():
    march, april = (np.datetime64(f"2026-{month}-01") for month in ("03", "04"))
    as_of = {march: np.datetime64("2026-04-10"), april: np.datetime64("2026-05-10")}
    assert is_current(as_of, march, date(2026, 5, 9))
    assert is_current(as_of, april, date(2026, 5, 9))
    assert not is_current(as_of, march, date(2026, 5, 10))


def test_late_in_the_evening_before_the_next_list_this_one_is_still_decided_about(
    office: Database, monkeypatch: pytest.MonkeyPatch
):
    april = date(2026, 4, 1)
    bring(office, reports=[report_row(BRAMBLE_HILL, april, submitted_date=date(2026, 5, 3))])
    rosa, evening = person(office, "r.okafor"), datetime(2026, 5, 10, 3, 30, tzinfo=UTC)  # 9 May, 22:30 in Chicago
    monkeypatch.setenv("PARTNERSHIP_TIME_ZONE", "UTC")
    with pytest.raises(PartnershipError, match="10 May 2026, the day of the latest list"):
        put_on(office, rosa, at=evening)
    monkeypatch.setenv("PARTNERSHIP_TIME_ZONE", "America/Chicago")
    assert put_on(office, rosa, at=evening)
