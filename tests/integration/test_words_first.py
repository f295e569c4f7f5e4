"""A school opened on a page that is served: its words go out first; the rest is of the school that is open then."""

import json
from collections.abc import Callable, Iterator

import pytest

from dashboards.pages.triage import Triage
from dashboards.shell.who import Visitor
from dashboards.state.district.data import district_now, kept_for_all
from dashboards.state.ready import Wanted, make_ready
from dashboards.state.visit import Visit
from models import queries
from models.database import Database, connect
from models.errors import NoAnswerError
from models.wording.language import words_in
from tests.visits import AS_OF, SCHOOL, Held, decide

OTHER = "4-002"


@pytest.fixture(scope="module")
def office(sample_district: Callable[[], str]) -> Iterator[Database]:
    database = connect(sample_district())
    yield database
    database.close()


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
def page(office: Database, held: Held) -> Triage:
    """Of a server where both schools' words are kept, and nothing else of them."""
    kept_for_all().clear()
    with district_now(office, 1) as district, district.reading() as session:
        viewer = district.viewer_now(queries.viewer(session, 1, "m.alvarez", AS_OF), AS_OF)
        for school in (SCHOOL, OTHER):
            make_ready(district, viewer, Wanted("2025-26", "2026-03", "", school, AS_OF))
    visitor = Visitor(viewer, words_in(), "Alder Valley Schools", "alder-valley", (), "")
    page = Triage(office, visitor, "?month=2026-03")
    page.page()
    page.visit.background = held
    return page


def go_on(held: Held) -> None:
    while held.waiting:
        held.go_on()


def shown(page: Triage) -> dict[str, str]:
    """The id of the school that each part is about; "" where it shows none."""
    parts = {"why": page._why.detail, "proofs": page._why.proofs, "record": page._record.detail}
    return {part: (json.loads(text) or {"id": ""})["id"] for part, text in parts.items()}


def test_the_words_are_there_at_once_and_what_is_behind_them_follows(page: Triage, held: Held):
    page.visit.filters.school = SCHOOL
    assert shown(page) == {"why": SCHOOL, "proofs": "", "record": ""}
    assert page._frame.is_rest_coming
    assert not page._charts.are_drawn
    go_on(held)
    assert shown(page) == {"why": SCHOOL, "proofs": SCHOOL, "record": SCHOOL}
    assert not page._frame.is_rest_coming
    assert page._charts.are_drawn
    proofs = json.loads(page._why.proofs)
    keys = {line["evidence"]["key"] for line in json.loads(page._why.detail)["reasons"]}
    assert keys
    assert keys == proofs["evidence"].keys()
    assert proofs["quality"]


def test_the_charts_follow_once_all_words_are_there(page: Triage, held: Held):
    page.visit.filters.school = SCHOOL
    while not shown(page)["record"]:
        held.go_on()
    assert not page._frame.is_rest_coming
    assert page._frame.are_charts_coming
    assert not page._charts.are_drawn
    page.visit.filters.school = OTHER
    go_on(held)
    assert shown(page) == {"why": OTHER, "proofs": OTHER, "record": OTHER}
    assert not page._frame.are_charts_coming
    assert page._charts.are_drawn


def test_the_rest_of_a_school_that_is_not_open_any_more_is_not_shown(page: Triage, held: Held):
    page.visit.filters.school = SCHOOL
    page.visit.filters.school = OTHER
    assert shown(page) == {"why": OTHER, "proofs": "", "record": ""}
    go_on(held)
    assert shown(page) == {"why": OTHER, "proofs": OTHER, "record": OTHER}
    page.visit.filters.school = SCHOOL
    page.visit.filters.school = ""
    go_on(held)
    assert shown(page) == {"why": "", "proofs": "", "record": ""}
    assert not page._frame.is_rest_coming


def test_a_rest_that_others_wrote_before_comes_of_the_newer_data_and_nobody_waits_for_it(
    page: Triage, held: Held, monkeypatch: pytest.MonkeyPatch
):
    def on_the_loop(visit: Visit) -> None:
        raise AssertionError("everybody would wait for this")

    monkeypatch.setattr(Visit, "_compute_at_once", on_the_loop)
    page.visit.filters.school = SCHOOL
    before = page.visit.board
    decide(page.visit.database, school_id="4-037")
    go_on(held)
    assert shown(page) == {"why": SCHOOL, "proofs": SCHOOL, "record": SCHOOL}
    assert not page._frame.is_rest_coming
    assert not page._frame.are_charts_coming
    assert page.visit.board is not before
    assert not page.visit.is_newer_there


def test_a_rest_that_could_not_be_read_stays_out_of_sight_and_is_asked_for_again(
    page: Triage, held: Held, monkeypatch: pytest.MonkeyPatch
):
    def no_answer(*about: object) -> None:
        raise NoAnswerError("The database does not answer.")

    told: list[Exception] = []
    monkeypatch.setattr("dashboards.pages.triage.in_words", told.append)
    page.visit.filters.school = SCHOOL
    with monkeypatch.context() as broken:
        broken.setattr("dashboards.state.visit.district_now", no_answer)
        go_on(held)
    assert [str(error) for error in told] == ["The database does not answer."]
    assert page._frame.is_rest_coming
    page.visit.filters.sort = "-contact"
    go_on(held)
    assert shown(page) == {"why": SCHOOL, "proofs": SCHOOL, "record": SCHOOL}
    assert not page._frame.is_rest_coming
