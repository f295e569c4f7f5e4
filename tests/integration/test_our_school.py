"""A school's own page on a real database: whose it is, what reaches it, how it follows what is written."""

import json
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from dashboards.state.district.data import district_now
from dashboards.state.filters import Filters
from dashboards.state.our_school.own_school import own_school
from dashboards.state.own_visit import OwnVisit
from dashboards.state.ready import Wanted, make_ready
from dashboards.state.school.months import mark_texts, months_words
from data.sample.make import STORIES
from models import queries
from models.database import Database, connect
from models.errors import NotAllowedError
from models.permissions import Viewer
from models.vocabulary import Role
from models.wording.language import words_in
from tests.factories import district_rows, make_district
from tests.visits import bring, rename

TODAY = date(2026, 4, 10)
OWN, OTHER = "4-012", STORIES["lost_liaison"]
FAIRBROOK, LINDEN_HILL, ON_A_LIST = "c.eriksen33", "q.serrano35", "u.rossi54"


OF_TWO, OF_NONE, OF_OPENED, OF_CLOSED = "of.two", "of.none", "of.opened", "of.closed"
MORE_LIAISONS = {
    OF_TWO: (OWN, "4-022"),
    OF_NONE: (),
    OF_OPENED: (STORIES["opened"].school_id,),
    OF_CLOSED: (STORIES["closed"].school_id,),
}


@pytest.fixture(scope="module")
def database(sample_district: Callable[[], str]) -> Iterator[Database]:
    """The sample, with liaisons that it has none of."""
    opened = connect(sample_district())
    numbers = {login: 900 + place for place, login in enumerate(MORE_LIAISONS)}
    bring(
        opened,
        people=[
            {"person_id": number, "login": login, "name": login, "role": Role.LIAISON, "is_active": True}
            for login, number in numbers.items()
        ],
        liaison_schools=[
            {"person_id": numbers[login], "school_id": school, "from_date": date(2023, 8, 1), "until_date": None}
            for login, schools in MORE_LIAISONS.items()
            for school in schools
        ],
    )
    yield opened
    opened.close()


def visit(database: Database, login: str = FAIRBROOK, address: str = "", today: date = TODAY) -> OwnVisit:
    with database.reading() as session:
        viewer = queries.viewer(session, 1, login, today)
    return OwnVisit(database, viewer, address, today=lambda: today)


def everything_sent(page: OwnVisit) -> str:
    """All that the page's parts are given."""
    shown, months = page.own_page(), page.own_months()
    parts = [shown.answer, json.dumps(shown.part, default=str), str(shown.stamp), page.own_address()]
    if months is not None:
        parts += [months.frame.to_csv(), str(mark_texts(page.words, months)), months_words(page.words, months, "reach")]
    return "\n".join(parts)


@pytest.fixture(scope="module")
def others(database: Database) -> list[str]:
    """Names and numbers of all schools but Fairbrook."""
    with database.reading() as session:
        office = Viewer(1, 0, "", Role.VIEWER)
        schools = queries.schools_in_year(session, office, "2025-26").set_index("school_id")["name"].drop(OWN)
    return [*schools, *schools.index]


# ---------------------------------------------------------------- whose page it is
def test_in_every_year_and_month_nothing_of_another_school_is_on_the_page(database: Database, others: list[str]):
    visit(database, "q.serrano35")  # whoever came before
    page = visit(database)
    seen = 0
    for field in page.own_page().part["fields"]:
        assert field["name"] != "school"
    for year in page.filters.param.school_year.objects:
        page.choose("year", year)
        for month in list(page.filters.param.month.objects.values()):
            page.choose("month", month)
            said = everything_sent(page)
            assert [word for word in others if word in said] == []
            seen += 1
    assert seen == 28


def test_no_tier_or_place_of_others_is_told_and_no_place_of_ones_own(database: Database):
    said = everything_sent(visit(database, ON_A_LIST))
    assert "Extra support" in said
    for word in ("need most", "in 10", "rank", "p_worst", "score"):
        assert word not in said


def test_another_school_in_the_address_is_named_and_the_own_one_shown(database: Database):
    page = visit(database, address=f"?school={OTHER.school_id}")
    assert page.own_page().part["id"] == OWN
    assert page.screen.notice.startswith(f"Not understood in the address, so left out: school={OTHER.school_id}.")
    assert OTHER.name not in everything_sent(page)


def test_another_school_is_refused_however_it_is_asked_for(database: Database):
    with database.reading() as session:
        viewer = queries.viewer(session, 1, FAIRBROOK, TODAY)
    with district_now(database, 1) as district, pytest.raises(NotAllowedError, match="open to its own liaison"):
        own_school(district, viewer, "2025-26", "2026-03", OTHER.school_id, TODAY)
    page = visit(database)
    page.choose("school", OTHER.school_id)
    assert page.own_page().part["id"] == OWN


def test_a_liaison_of_two_schools_sees_each_and_chooses(database: Database):
    page = visit(database, OF_TWO)
    fields = {field["name"]: field for field in page.own_page().part["fields"]}
    assert fields["school"]["options"] == [(OWN, "Fairbrook"), ("4-022", "Linden Hill")]
    assert page.own_page().part["name"] == "Fairbrook"
    page.choose("school", "4-022")
    assert page.own_page().part["name"] == "Linden Hill"
    assert page.own_address() == "?school=4-022"
    page.choose("month", "2026-02")
    assert (page.own_page().part["name"], page.own_address()) == ("Linden Hill", "?school=4-022&month=2026-02")


# ---------------------------------------------------------------- what it says
def test_what_came_back_is_said_with_its_reason_and_its_day(database: Database):
    shown = visit(database, LINDEN_HILL).own_page()
    assert shown.answer == (
        "Your March report came back. Please mend it by 15 April: 5 days are left. "
        "Your April report is due on 5 May, in 25 days."
    )
    assert shown.part["todo"][0]["quote"] == "“Please add the parent responses of the report card evening.”"
    assert shown.part["people"] is not None
    (coordinator,) = shown.part["people"]["coordinators"]
    assert coordinator["name"] == "Rosa Okafor"


def test_a_later_day_of_the_same_month_counts_its_days_from_there(database: Database):
    shown = visit(database, LINDEN_HILL, today=date(2026, 4, 20)).own_page()
    assert shown.answer.startswith("Your March report came back and was to be mended by 15 April. Your April report")
    assert shown.stamp == [("As of", "20 April 2026"), ("Compared as of", "10 April 2026")]


def test_a_past_list_shows_what_was_known_then(database: Database):
    page = visit(database, LINDEN_HILL, "?month=2026-02", today=date(2026, 4, 20))
    shown = page.own_page()
    assert shown.answer.endswith("Your March report is due on 5 April, in 26 days.")
    assert [box["words"] for box in shown.part["year"]["boxes"]][-4:] == [
        "waits for review, late",
        *["not due yet"] * 3,
    ]
    assert page.own_address() == "?month=2026-02"


def test_a_blank_count_and_a_typing_error_are_named_with_their_activity(database: Database):
    (blank,) = visit(database).own_page().part["todo"]
    assert blank["lines"] == ["Study skills evening for families, 11 Mar: families not counted"]
    (slip,) = visit(database, "k.pruitt36").own_page().part["todo"]
    assert slip["lines"] == ["Family reading night, 6 Mar: 480 families, and the school has 214 pupils"]


def test_a_school_that_is_not_open_yet_is_told_when_it_opens(database: Database):
    page = visit(database, OF_OPENED, "?month=2025-09")
    assert page.own_page().answer == "Quarry Road opens on 3 November 2025. No report is due before."
    assert page.own_page().part["compare"] is None


def test_a_closed_school_owes_nothing_and_is_not_compared(database: Database):
    shown = visit(database, OF_CLOSED).own_page()
    assert shown.answer == "Aspen Heights closed on 31 December 2025. No report is due any more."
    assert (shown.part["due"], shown.part["compare"]) == (None, None)


def test_without_a_school_the_liaison_is_told_whom_to_ask(database: Database):
    shown = visit(database, OF_NONE).own_page()
    assert shown.answer == "No school is entered for you yet."
    assert shown.part["note"].startswith("Ask the office to enter you as the liaison of your school.")


def test_a_year_without_monthly_reports_says_so_and_shows_its_survey(sqlite_url: str):
    survey = {
        "school_id": "S1", "school_year": "2024-25", "measure": "parent_response_rate", "instrument": "Survey",
        "value": None, "low": None, "high": 0.3, "scale_id": "0-1", "source": "Survey",
    }  # fmt: skip
    rows = district_rows(schools=1, surveys=[survey])
    rows.calendar = []
    rows.people = [{"person_id": 1, "login": FAIRBROOK, "name": "Carla", "role": Role.LIAISON, "is_active": True}]
    rows.liaison_schools = [{"person_id": 1, "school_id": "S1", "from_date": date(2024, 8, 1), "until_date": None}]
    database = connect(sqlite_url)
    make_district(database, rows)
    page = visit(database)
    shown = page.own_page()
    assert shown.answer == "There are no monthly reports for 2024-25."
    assert (shown.part["survey"], shown.part["year"], shown.stamp) == (("Parent response", "under 30 %"), None, [])
    assert page.own_months() is None
    database.close()


def test_every_liaison_of_the_sample_gets_a_whole_page(database: Database):
    with database.reading() as session:
        people = queries.identities(session, 1, TODAY)
    logins = people.loc[people["role"].eq("liaison"), "login"]
    assert len(logins) > 70
    for login in logins.iloc[::6]:
        page = visit(database, login)
        shown = page.own_page()
        if page.school_id:
            assert shown.part["year"] is not None
            assert len(shown.part["year"]["boxes"]) == 10
            assert shown.answer.endswith(".")


# ---------------------------------------------------------------- kept, made ready, followed
def test_what_was_made_ready_is_shown_without_reading_anything(database: Database):
    with database.reading() as session:
        viewer = queries.viewer(session, 1, LINDEN_HILL, TODAY)
    with district_now(database, 1) as district:
        filters = Filters(district.choices(viewer, TODAY), words_in())
        filters.follow("")
        make_ready(district, viewer, Wanted.of(filters, TODAY))
    page = OwnVisit(database, viewer, today=lambda: TODAY, prepared=district)
    with page._district.only_kept():
        assert page.own_page().part["name"] == "Linden Hill"
        assert page.own_months() is not None


def test_two_visitors_of_one_school_share_what_was_computed(database: Database):
    first = visit(database, LINDEN_HILL)
    first.own_page()
    made = first._district.kept.made
    second = visit(database, LINDEN_HILL)
    second.own_page()
    second.own_months()
    assert second._district.kept.made == made


def test_the_page_follows_what_somebody_writes_meanwhile(sample_district: Callable[[], str]):
    database = connect(sample_district())
    page = visit(database)
    rename(database, "Fairbrook North")
    page.reload()
    assert page.own_page().part["name"] == "Fairbrook North"
    database.close()
