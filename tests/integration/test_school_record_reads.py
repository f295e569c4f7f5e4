"""The reads behind the evidence: what a plan's steps looked like on a day, and what was said by hand until then."""

from datetime import date

import pandas as pd

from models import queries
from models.database import Database
from models.permissions import Viewer
from models.vocabulary import DecisionKind, PlanState, Role
from tests.factories import AT, OCTOBER, SEPTEMBER, district_rows, make_district, report_row

YEAR = "2024-25"


def step(school_id: str, item_id: str, **given: object) -> dict:
    usual = {"title": "Math kits", "planned_month": SEPTEMBER, "done_month": None, "reported_month": None}
    return {"school_id": school_id, "school_year": YEAR, "item_id": item_id, **usual, **given}


def with_plan(database: Database) -> int:
    """Two schools with plans; S1 reports September on 3 October and October on 3 November."""
    rows = district_rows(
        reports=[report_row("S1", SEPTEMBER), report_row("S1", OCTOBER)],
        plans=[{"school_id": name, "school_year": YEAR, "state": PlanState.ACCEPTED} for name in ("S1", "S2")],
        planned_activities=[
            step("S1", "1", done_month=SEPTEMBER, reported_month=SEPTEMBER),
            step("S1", "2", done_month=SEPTEMBER, reported_month=OCTOBER),
            step("S1", "3"),
            step("S2", "1", done_month=SEPTEMBER, reported_month=SEPTEMBER),
        ],
        decisions=[
            {
                "decision_id": 1, "school_id": "S1", "kind": DecisionKind.LIAISON_CHANGED, "puts_on_list": True,
                "starts_on": date(2024, 10, 14), "ends_on": date(2024, 10, 31), "note": "Left.", "author": "Rosa",
                "recorded_at": AT,
            }
        ],
    )  # fmt: skip
    return make_district(database, rows)


def office(district_id: int) -> Viewer:
    return Viewer(district_id, 0, "", Role.VIEWER)


def done(database: Database, viewer: Viewer, day: date) -> dict[tuple[str, str], bool]:
    with database.reading() as session:
        steps = queries.planned_activities(session, viewer, [YEAR], day)
    return {(one.school_id, one.item_id): pd.notna(one.done_month) for one in steps.itertuples()}


def test_a_step_is_known_to_be_done_once_the_report_that_told_it_was_in(database: Database):
    viewer = office(with_plan(database))
    assert done(database, viewer, date(2024, 10, 2)) == {
        ("S1", "1"): False, ("S1", "2"): False, ("S1", "3"): False, ("S2", "1"): False,
    }  # fmt: skip
    assert done(database, viewer, date(2024, 10, 3))[("S1", "1")]
    assert not done(database, viewer, date(2024, 11, 2))[("S1", "2")]
    assert done(database, viewer, date(2024, 11, 3))[("S1", "2")]


def test_a_step_told_by_a_report_that_never_came_stays_open(database: Database):
    viewer = office(with_plan(database))
    assert not done(database, viewer, date(2025, 6, 1))[("S2", "1")]


def test_a_liaison_reads_the_own_plan_only(database: Database):
    liaison = Viewer(with_plan(database), 0, "", Role.LIAISON, school_ids=frozenset({"S2"}))
    assert list(done(database, liaison, date(2025, 6, 1))) == [("S2", "1")]


def test_a_decision_that_has_ended_is_still_told_and_one_to_come_is_not(database: Database):
    viewer = office(with_plan(database))
    with database.reading() as session:
        before, after = (
            queries.decisions_so_far(session, viewer, "S1", day) for day in (date(2024, 10, 13), date(2025, 1, 10))
        )
    assert len(before) == 0
    assert after["kind"].tolist() == ["liaison_changed"]


# ---------------------------------------------------------------- what reports say beside their figures
def said(database: Database, viewer: Viewer, day: date, school_id: str = "S1") -> dict[str, list[object]]:
    with database.reading() as session:
        rows = queries.reports_said(session, viewer, YEAR, day, school_id)
    names = ("state", "return_reason", "liaison_or_principal_changed", "barriers", "notes")
    rows[["return_reason"]] = rows[["return_reason"]].astype(object).where(rows[["return_reason"]].notna(), None)
    return {f"{one['month']:%Y-%m}": [one[name] for name in names] for one in rows.to_dict("records")}


def with_remarks(database: Database) -> int:
    returned = {"state": "returned", "changed_on": date(2024, 10, 9), "reason": "Please count the families."}
    back = {"state": "submitted", "changed_on": date(2024, 10, 14), "reason": None}
    first = {"state": "submitted", "changed_on": date(2024, 10, 3), "reason": None}
    report = report_row(
        "S1", SEPTEMBER, liaison_or_principal_changed=True, barriers=["transport"], notes="Snow.",
        changes=[first, returned, back],
    )  # fmt: skip
    return make_district(database, district_rows(reports=[report, report_row("S1", OCTOBER)]))


def test_a_return_s_reason_is_told_as_long_as_the_report_is_not_back(database: Database):
    viewer = office(with_remarks(database))
    assert said(database, viewer, date(2024, 10, 8))["2024-09"][:2] == ["submitted", None]
    assert said(database, viewer, date(2024, 10, 9)) == {
        "2024-09": ["returned", "Please count the families.", True, ["transport"], "Snow."]
    }
    assert said(database, viewer, date(2024, 10, 14))["2024-09"][:2] == ["submitted", None]


def test_what_a_report_says_is_known_once_it_is_in_and_to_those_who_may_see_the_school(database: Database):
    district = with_remarks(database)
    assert said(database, office(district), date(2024, 10, 2)) == {}
    liaison = Viewer(district, 0, "", Role.LIAISON, school_ids=frozenset({"S2"}))
    assert said(database, liaison, date(2024, 12, 1)) == {}


# ---------------------------------------------------------------- whom to call
def test_principal_and_liaison_are_told_with_phone_and_e_mail_of_the_year_and_day(database: Database):
    person = {"person_id": 7, "login": "m.lund", "name": "Marit Lund", "role": "liaison", "is_active": True}
    rows = district_rows(
        people=[person | {"phone": "555-0107 ext. 2"}],
        liaison_schools=[{"person_id": 7, "school_id": "S1", "from_date": SEPTEMBER, "until_date": date(2024, 11, 1)}],
    )
    rows.school_years[0] |= {"principal": "Ines Moreau", "principal_email": "i.moreau@example.org"}
    viewer = office(make_district(database, rows))
    with database.reading() as session:
        principals = queries.principals(session, viewer, YEAR)
        liaisons = queries.liaisons(session, viewer, date(2024, 11, 1))
        later = queries.liaisons(session, viewer, date(2024, 11, 2))
    assert principals.to_numpy().tolist() == [["S1", "Ines Moreau", None, "i.moreau@example.org"]]
    assert liaisons.to_numpy().tolist() == [["S1", "Marit Lund", "555-0107 ext. 2", None]]
    assert later.empty
