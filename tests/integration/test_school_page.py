"""The page about one school on a real database: which school it shows, to whom, and how it follows the data."""

import json
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest

from dashboards.state.district.data import district_now, kept_for_all
from dashboards.state.district.kept import Kept
from dashboards.state.filters import Filters
from dashboards.state.ready import Wanted
from dashboards.state.school_page.gathered import gathered
from dashboards.state.school_page.visit import SchoolVisit, make_school_page_ready
from data.sample.make import STORIES
from models import queries
from models.database import Database, connect
from models.errors import NotAllowedError
from models.vocabulary import Role, SupportTier
from models.wording.language import words_in
from tests.school_pages import DIRECTOR, MARCH, TODAY, page_of, rows, visit
from tests.visits import bring, rename

COORDINATOR, LIAISON = "r.okafor", "c.eriksen33"
HARLAN_CREEK = STORIES["lost_liaison"].school_id


@pytest.fixture(scope="module")
def database(sample_looked_at: Database) -> Database:
    return sample_looked_at


# ---------------------------------------------------------------- which school
def test_previous_and_next_lead_through_the_schools_of_the_filters_in_their_order(database: Database):
    page = visit(database, "?month=2026-03&cluster=Lakeview")
    names, seen = [page.board.schools.at[school, "name"] for school in page.screen.shown], []
    for place in range(1, len(names) + 1):
        shown = page.school_page()
        assert shown.part["place"] == f"{place} of {len(names)} schools: Lakeview"
        seen.append(shown.answer)
        if shown.part["next"]:
            page.follow(shown.part["next"]["address"])
    assert seen == names
    assert shown.part["next"] is None
    assert shown.part["previous"]["name"] == names[-2]


def test_a_school_outside_the_filters_opens_and_leads_into_them(database: Database):
    shown = visit(database, f"?month=2026-03&cluster=Garden&school={HARLAN_CREEK}").school_page()
    assert shown.answer == "Harlan Creek"
    assert shown.part["place"].startswith("not among the ")
    assert shown.part["previous"] is None
    assert shown.part["next"] is not None
    assert shown.trail == (("Triage", "?month=2026-03&cluster=Garden"), ("Lakeview", "?month=2026-03&cluster=Lakeview"))


def test_without_a_school_in_the_address_the_first_of_the_filters_is_shown_and_stays(database: Database):
    page = visit(database, "?month=2026-03&cluster=Garden&level=middle")
    first = page.school_page()
    assert first.part["id"] == page.screen.shown[0]
    assert first.address.endswith(f"school={first.part['id']}")
    page.choose("month", "2025-10")
    assert page.school_page().part["id"] == first.part["id"]
    assert page.school_page().stamp[0] == ("As of", "10 November 2025")
    page.choose("year", "2024-25")
    assert (page.school_page().part["id"], page.filters.month) == (first.part["id"], "2025-05")


def test_what_is_no_school_is_said_with_the_way_to_triage(database: Database):
    unknown = visit(database, "?month=2026-03&cluster=all&school=9-999").school_page()
    assert unknown.answer == "No school has the number 9-999"
    assert (unknown.part["head"], unknown.part["instead"]["address"]) == (None, "?month=2026-03&cluster=all")
    assert unknown.address == "?month=2026-03&cluster=all&school=9-999"
    opened = STORIES["opened"]
    before = visit(database, f"?month=2025-05&cluster=all&school={opened.school_id}").school_page()
    assert (before.answer, before.sentence) == (
        opened.name,
        f"{opened.name} was not among the schools of 2024-25. Choose another school year.",
    )
    nobody = visit(database, "?month=2026-03&cluster=Garden&level=alternative&search=qqqq").school_page()
    assert nobody.answer == "No school fits these filters"


def test_a_closed_a_silent_and_a_new_school_say_what_is_so(database: Database):
    said = {
        story: visit(database, f"{MARCH}&school={STORIES[story].school_id}").school_page().sentence
        for story in ("closed", "silent")
    }
    assert said["closed"] == "Closed on 31 December 2025; no report is expected."
    assert said["silent"].startswith(
        "Nothing received since 7 October; call first; the figures are from older reports."
    )
    first = page_of(database, STORIES["opened"].school_id, "2025-08")
    assert [year for year, _ in first["story"]["years"]] == ["2025-26"]


# ---------------------------------------------------------------- whose page it is, kept, made ready, followed
def test_a_liaison_has_the_same_page_of_the_own_school_and_no_neighbours_there(database: Database):
    shown, offices = (
        visit(database, "?month=2026-03&cluster=Lakeview&school=4-012", login).school_page()
        for login in (LIAISON, DIRECTOR)
    )
    assert (shown.answer, shown.sentence, shown.stamp) == (offices.answer, offices.sentence, offices.stamp)
    assert shown.part["head"] == offices.part["head"] | {"steps": ""}, "no way to a card that a school has not"
    for card in ("story", "proofs", "types", "plan", "activities", "parents", "teachers", "sessions"):
        assert shown.part[card] == offices.part[card], card
    assert shown.part["log"] == offices.part["log"] | {"may_log": False}, "a school reads the log and writes none of it"
    assert offices.part["next"] is not None
    assert (shown.part["place"], shown.part["previous"], shown.part["next"]) == ("", None, None)
    assert shown.trail == (("Our school", "?month=2026-03&cluster=Lakeview&school=4-012"),)
    assert offices.part["why"]["interval"] is not None
    assert (shown.part["why"]["interval"], shown.part["why"]["bars"]) == (None, None), "no place among the others"


def test_another_school_in_a_liaisons_address_is_left_out_and_refused(database: Database):
    page = visit(database, f"{MARCH}&school={HARLAN_CREEK}", LIAISON)
    assert page.school_page().answer == "Fairbrook"
    assert page.screen.notice.startswith(f"Not understood in the address, so left out: school={HARLAN_CREEK}.")
    with district_now(database, 1) as district, pytest.raises(NotAllowedError, match="open to its own liaison"):
        gathered(district, page.viewer, page.board, HARLAN_CREEK)


def test_a_liaison_of_two_schools_leafs_through_these_whatever_the_filters_choose(sample_district: Callable[[], str]):
    database = connect(sample_district())
    person = {"person_id": 900, "login": "of.two", "name": "of.two", "role": Role.LIAISON, "is_active": True}
    held = {"person_id": 900, "from_date": date(2023, 8, 1), "until_date": None}
    bring(database, people=[person], liaison_schools=[held | {"school_id": own} for own in ("4-012", "4-022")])
    page = visit(database, "?month=2026-03&tiers=extra_support&level=high", "of.two")
    first = page.school_page()
    assert (first.answer, first.part["place"], first.part["previous"]) == ("Fairbrook", "1 of 2 schools", None)
    page.follow(first.part["next"]["address"])
    second = page.school_page()
    assert (second.answer, second.part["previous"]["name"], second.part["next"]) == ("Linden Hill", "Fairbrook", None)
    database.close()


def test_no_similar_school_is_named_to_a_liaison(database: Database):
    """Every liaison of the sample; what the office is told of the similar school stays but for its name and titles."""
    logins = rows(database, "SELECT login, school_id FROM person JOIN liaison_school USING (district_id, person_id) "
                            "WHERE until_date IS NULL ORDER BY login LIMIT 20")  # fmt: skip
    found = 0
    for login, school in logins:
        shown, offices = (
            visit(database, f"{MARCH}&school={school}", who).school_page().part for who in (login, DIRECTOR)
        )
        if not offices["similar"] or not offices["similar"]["school"]:
            continue
        found += 1
        assert shown["similar"]["school"] is None
        assert shown["similar"]["name"].startswith("A similar ")
        assert [line["type"] for line in shown["similar"]["lines"]] == [
            line["type"] for line in offices["similar"]["lines"]
        ]
        assert offices["similar"]["name"] not in json.dumps(shown)
    assert found >= 5


@pytest.mark.parametrize(
    "address", [f"{MARCH}&school={HARLAN_CREEK}", "?cluster=Garden&tiers=steady", f"{MARCH}&school=9-999"]
)
def test_what_was_made_ready_is_shown_without_reading_anything(database: Database, address: str):
    with database.reading() as session:
        viewer = queries.viewer(session, 1, COORDINATOR, TODAY)
    with district_now(database, 1) as district:
        filters = Filters(district.choices(viewer, TODAY), words_in())
        filters.follow(address)
        make_school_page_ready(district, viewer, Wanted.of(filters, TODAY))
    page = SchoolVisit(database, viewer, address, today=lambda: TODAY, prepared=district)
    with page._district.only_kept():
        assert page.school_page().answer


def test_of_a_large_district_earlier_years_are_not_kept_whole(database: Database, monkeypatch: pytest.MonkeyPatch):
    def made() -> tuple[dict[str, pd.DataFrame], Kept]:
        kept_for_all().clear()
        with district_now(database, 1) as district:
            years = ("2023-24", "2024-25", "2025-26")
            return {year: district.tiers(year) for year in years}, district.kept

    of_small, kept = made()
    kept_small = kept.size
    monkeypatch.setattr("dashboards.state.district.whole.LARGE", 86)
    of_large, kept = made()
    for year, tiers in of_small.items():
        pd.testing.assert_frame_equal(of_large[year], tiers)
        assert {*tiers.melt()["value"].dropna()} == {tier.value for tier in SupportTier}
    assert kept.size < kept_small / 4


def test_two_visitors_of_one_school_share_what_was_computed(database: Database):
    address = f"{MARCH}&school={STORIES['first_plan'].school_id}"
    first = visit(database, address)
    first.school_page()
    made = first._district.kept.made
    visit(database, address, COORDINATOR).school_page()
    assert first._district.kept.made - made <= 2, "who the other one is, and what they are asked"


def test_the_page_follows_what_somebody_writes_meanwhile(sample_district: Callable[[], str]):
    database = connect(sample_district())
    page = visit(database, f"{MARCH}&school=4-012")
    before = len(page.school_page().part["log"]["lines"])
    rename(database, "Fairbrook North")
    call = {"contact_id": "new", "school_id": "4-012", "contacted_on": date(2026, 4, 9), "channel": "phone"}
    bring(database, contacts=[call | {"purpose": "Plan", "next_step": "Visit", "next_step_due": date(2026, 4, 30)}])
    assert page.school_page().answer == "Fairbrook", "nothing moves by itself"
    page.reload()
    shown = page.school_page()
    assert shown.answer == "Fairbrook North"
    assert len(shown.part["log"]["lines"]) == before + 1
    assert {"text": "Visit", "when": "due 30 Apr", "mark": ""} in shown.part["log"]["steps"]
    database.close()


def test_all_schools_in_all_years_have_a_page(database: Database):
    page = visit(database)
    for year in page.filters.param.school_year.objects:
        page.filters.school_year = year
        for school in list(page.board.schools.index)[::12]:
            page.filters.school = school
            shown = page.school_page()
            months = shown.part["story"]["months"]
            assert shown.answer
            assert shown.sentence.endswith(".")
            assert len(months) in (10, 20)
            assert all(before["name"] != after["name"] for before, after in pairwise(months))
