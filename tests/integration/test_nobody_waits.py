"""What takes long is made in the background: the page stands as it was, and follows once it is there."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import update

import dashboards.state.following
from dashboards.state.district.data import DistrictData, district_now, kept_for_all
from dashboards.state.district.stamps import Stamps
from dashboards.state.ready import Wanted, make_ready
from dashboards.state.visit import Visit
from models import queries
from models.audit_log import keep_audit_line
from models.database import Database
from models.errors import NoAnswerError, NotAllowedError
from models.permissions import Viewer
from models.tables import Person
from models.vocabulary import Topic
from tests.factories import report_row
from tests.visits import AS_OF, AT, MARCH, SCHOOL, Held, bring, decide, rename


@pytest.fixture(scope="module", autouse=True)
def _nothing_kept() -> None:
    """Each test that needs a month nobody has asked for has one of its own."""
    kept_for_all().clear()


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
def page(office: Database, held: Held) -> Visit:
    with district_now(office, 1) as district, district.reading() as session:
        viewer = district.viewer_now(queries.viewer(session, 1, "m.alvarez", AS_OF), AS_OF)
        make_ready(district, viewer, Wanted("2025-26", "2026-03", "", "", AS_OF))
    return Visit(office, viewer, "?month=2026-03", today=lambda: AS_OF, background=held, prepared=district)


def month(page: Visit) -> str:
    """Of the list that is shown."""
    return f"{page.board.month:%Y-%m}"


def test_what_is_kept_is_shown_at_once(page: Visit, held: Held):
    page.filters.cluster = "Lakeview"
    assert (held.waiting, page.is_waiting, page.computations) == ([], False, 2)
    assert {row["cluster"] for row in map(page.screen.shown_board.rows.get, page.screen.shown)} == {"Lakeview"}


def test_another_month_is_shown_once_it_is_there(page: Visit, held: Held):
    page.filters.month = "2025-12"
    assert (month(page), page.is_waiting, page.computations) == ("2026-03", True, 1)
    held.go_on()
    assert (month(page), page.is_waiting, page.computations) == ("2025-12", False, 2)
    assert held.waiting == []


def test_a_school_opened_meanwhile_is_asked_for_after_it(page: Visit, held: Held):
    page.filters.month = "2025-11"
    page.filters.school = SCHOOL
    assert len(held.waiting) == 1
    held.go_on()
    assert (month(page), page.is_waiting) == ("2026-03", True)
    held.go_on()
    assert (month(page), page.screen.selected, page.is_waiting) == ("2025-11", SCHOOL, False)
    assert page.why(SCHOOL)["name"]


def test_who_turns_back_meanwhile_has_the_page_at_once_and_keeps_it(page: Visit, held: Held):
    page.filters.month = "2025-10"
    page.filters.month = "2026-03"
    assert (month(page), page.is_waiting) == ("2026-03", False)
    shown = page.screen
    held.go_on()
    assert page.screen is shown


def test_what_cannot_be_read_leaves_page_and_filters_as_they_were(
    page: Visit, held: Held, monkeypatch: pytest.MonkeyPatch
):
    def no_answer(*given: Any) -> Any:
        raise NoAnswerError("The database is busy with another change.")

    page.filters.month = "2025-09"
    monkeypatch.setattr(dashboards.state.following, "make_ready", no_answer)
    with pytest.raises(NoAnswerError):
        held.go_on()
    assert (month(page), page.filters.month, page.is_waiting) == ("2026-03", "2026-03", False)


def test_what_cannot_be_read_after_a_write_leaves_the_filter_on_the_figures_from_before(
    office: Database, page: Visit, held: Held, monkeypatch: pytest.MonkeyPatch
):
    def no_answer(*given: Any) -> Any:
        raise NoAnswerError("The database is busy with another change.")

    rename(office, "Renamed")
    page.filters.cluster = "Lakeview"
    shown = page.screen
    monkeypatch.setattr(dashboards.state.following, "make_ready", no_answer)
    with pytest.raises(NoAnswerError):
        held.go_on()
    assert (page.screen is shown, page.filters.cluster, page.is_waiting) == (True, "Lakeview", False)


def test_a_write_of_others_is_shown_with_the_next_change(office: Database, page: Visit, held: Held):
    rename(office, "Renamed")
    page.filters.cluster = "Lakeview"
    assert page.is_waiting
    # The filter holds at once, on the figures from before.
    assert {page.screen.shown_board.rows[school]["cluster"] for school in page.screen.shown} == {"Lakeview"}
    assert page.board.schools.at[SCHOOL, "name"] != "Renamed"
    held.go_on()
    assert page.board.schools.at[SCHOOL, "name"] == "Renamed"
    assert (page.filters.cluster, page.is_waiting) == ("Lakeview", False)


def test_who_may_have_lost_the_right_is_shown_nothing_meanwhile(office: Database, page: Visit, held: Held):
    shown = page.screen
    with office.writing() as session:
        session.execute(update(Person).where(Person.login == "m.alvarez").values(is_active=False))
        keep_audit_line(session, 1, person="Ana", at=AT, action="test", topics=[Topic.PEOPLE])
    page.filters.cluster = "Lakeview"
    assert page.screen is shown
    with pytest.raises(NotAllowedError):
        held.go_on()
    assert (page.filters.cluster, page.is_waiting) == ("", False)


def test_others_who_keep_writing_do_not_keep_the_page_waiting_for_ever(office: Database, page: Visit, held: Held):
    page.filters.month = "2025-12"
    for name in ("First", "Second", "Third", "Fourth"):
        rename(office, name)  # after the work was asked for, before what it made is shown
        page.filters.search = name
        if held.waiting:
            held.go_on()
    while held.waiting:
        held.go_on()
    assert (month(page), page.is_waiting) == ("2025-12", False)
    assert page.board.schools.at[SCHOOL, "name"] == "Fourth"


def test_where_there_is_no_room_to_keep_it_it_is_made_all_the_same(
    page: Visit, held: Held, monkeypatch: pytest.MonkeyPatch
):
    def never_kept(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
        with district.reading():  # raises where only what is kept may be given
            make_ready(district, viewer, wanted)

    monkeypatch.setattr(dashboards.state.following, "make_ready", never_kept)
    page.filters.month = "2025-12"
    while held.waiting:
        held.go_on()
    assert (month(page), page.is_waiting) == ("2025-12", False)


def test_an_address_of_what_an_import_brought_is_followed(office: Database, page: Visit, held: Held):
    april = MARCH.replace(month=4)
    bring(office, reports=[report_row(SCHOOL, april, submitted_date=april.replace(month=5, day=3))])
    page.follow(f"?month=2026-04&school={SCHOOL}")
    while held.waiting:
        held.go_on()
    assert (month(page), page.screen.selected, page.screen.notice) == ("2026-04", SCHOOL, "")


def test_a_decision_moves_the_page_of_who_made_it(office: Database, page: Visit, held: Held):
    decide(office)
    page.reload()
    assert page.is_waiting
    held.go_on()
    assert SCHOOL in set(page.board.frames.decisions["school_id"])


@pytest.fixture
def no_answer(page: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the database does not answer; what it said last is known."""

    class Silent:
        def now(self, database: Database, district_id: int, known: Mapping[Topic, str]) -> Stamps:
            return Stamps(dict(known), is_fresh=False)

    monkeypatch.setattr(dashboards.state.following, "stamps_asked", Silent)


@pytest.mark.usefixtures("no_answer")
def test_while_the_database_does_not_answer_what_is_known_is_shown_and_said(page: Visit):
    page.filters.cluster = "Lakeview"
    assert (page.is_behind, page.is_waiting, month(page)) == (True, False, "2026-03")


@pytest.mark.usefixtures("no_answer")
def test_while_the_database_does_not_answer_nothing_is_taken_away(page: Visit):
    with pytest.raises(NoAnswerError, match="does not answer"):
        page.check_rights()


def test_stamps_of_the_page_are_those_of_the_database(office: Database, page: Visit):
    with office.reading() as session:
        assert dict(page._district.stamps) == queries.topic_stamps(session, 1)
    assert set(page._district.stamps) == set(Topic)
    assert kept_for_all().size > 0
