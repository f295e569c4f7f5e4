"""The page that files a month: what it asks about is the draft as it stands, however reads and writes overtake."""

import json
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from dashboards.pages.report import Report
from dashboards.shell.who import Visitor
from dashboards.state.report.visit import ReportVisit
from models import queries
from models.actions.report_drafts import Saved
from models.database import Database, connect
from models.wording.language import words_in
from tests.filing import save
from tests.visits import AS_OF, AT, Held, decide

LIAISON, FINCH_BRIDGE, MARCH = "p.underhill45", "5-012", date(2026, 3, 1)
CAME_BACK = "response/r1/returned"
ASKED = {
    "activity/a1/at": 1.0,
    "activity/a1/title": "Family math evening",
    "response/r1/of": "a1",
    "response/r1/sent": "40",
}


@pytest.fixture(scope="module")
def office(sample_district: Callable[[], str]) -> Iterator[Database]:
    database = connect(sample_district())
    yield database
    database.close()


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
def page(office: Database, held: Held) -> Report:
    with office.reading() as session:
        viewer = queries.viewer(session, 1, LIAISON, AS_OF)
    visitor = Visitor(viewer, words_in(), "Alder Valley Schools", "alder-valley", (), "")
    page = Report(office, visitor, "?month=2026-03")
    page.page()
    page.visit.background = held
    return page


def _draft(page: Report) -> str:
    found = page.visit.found
    return "" if found is None or found.draft is None else found.draft.draft_key


def type_in(page: Report, came_back: str) -> Saved:
    fields = ASKED | {CAME_BACK: came_back}
    seen = dict.fromkeys(fields, 1_000)
    saved = save(
        page.visit.database, page.visit.viewer, fields, school_id=FINCH_BRIDGE, month=MARCH, seen=seen, at=AT,
        draft_key=_draft(page), operation_id=f"save-{came_back}-0000",
    )  # fmt: skip
    page.visit.renew()
    return saved


def asked(page: Report) -> list[str]:
    checked = json.loads(page._desk.view.checked)
    return [one["text"] for one in checked["questions"] + checked["odd"]]


def look(visit: ReportVisit, held: Held, told: list[str], name: str) -> Callable[[], None]:
    """A read that is made now, and told when a test says so."""
    visit.read_draft(lambda fields: told.append(f"{name} {fields[CAME_BACK].value}"), pytest.fail)
    work, then, _ = held.waiting.pop()
    result = work()
    return lambda: then(result)


def test_what_was_read_first_and_told_last_is_not_said(page: Report, held: Held):
    told = list[str]()
    type_in(page, "44")
    first = look(page.visit, held, told, "first")
    save(
        page.visit.database, page.visit.viewer, {CAME_BACK: "34"}, school_id=FINCH_BRIDGE, month=MARCH,
        seen={CAME_BACK: 1_000}, at=AT, draft_key=_draft(page), operation_id="save-mended-0000",
    )  # fmt: skip
    second = look(page.visit, held, told, "second")
    second()
    first()
    assert told == ["second 34"]
    assert "44" not in json.dumps(page.visit.checked())


def test_what_others_write_meanwhile_takes_no_question_away(page: Report, held: Held, office: Database):
    type_in(page, "44")
    read = look(page.visit, held, [], "first")
    decide(office)
    page.visit.reload()
    while held.waiting:
        held.go_on()
    read()
    assert any("44 came back" in text for text in asked(page))
