"""The page Review on a real database: its queue is that of the rows, of the ledger and of Home; decisions are kept."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import text

from dashboards.pages.review import Review
from dashboards.shell.who import first_visitor
from dashboards.state.home.visit import HomeVisit
from dashboards.state.review.shapes import ReportPanel
from dashboards.state.review.visit import ReviewVisit, waiting_count
from dashboards.state.triage.ledger import ledger
from dashboards.views.review.review import Desk
from models import queries
from models.actions import reviewing
from models.actions.reviewing import SeenReport
from models.database import Database, connect
from models.errors import NotAllowedError
from models.permissions import Viewer
from models.recording.incoming import IncomingRows
from models.today import today
from models.vocabulary import Attention, ReportState
from models.wording.language import words_in
from tests.factories import activity_row, record_rows, report_row
from tests.visits import district_of

FAIRBROOK, MARCH = "4-012", date(2026, 3, 1)
WAITING = """
    SELECT y.cluster, r.month, COUNT(*) FROM monthly_report r JOIN school_in_year y ON y.school_id = r.school_id
    WHERE y.school_year = '2025-26' AND r.state = 'submitted' GROUP BY 1, 2
"""


@pytest.fixture(scope="module")
def looked_at(any_sample: Callable[[], str]) -> Iterator[Database]:
    opened = connect(any_sample())
    yield opened
    opened.close()


@pytest.fixture
def office(sample_district: Callable[[], str]) -> Iterator[Database]:
    opened = connect(sample_district())
    yield opened
    opened.close()


def viewer(database: Database, login: str = "r.okafor") -> Viewer:
    with database.reading() as session:
        return queries.viewer(session, 1, login, today())


def visit(database: Database, login: str = "r.okafor", address: str = "") -> ReviewVisit:
    return ReviewVisit(database, viewer(database, login), address, words_in())


def panel(page: ReviewVisit, key: str) -> ReportPanel:
    found: list[list[ReportPanel]] = []
    page.open_reports([key], found.append, lambda error: pytest.fail(str(error)))
    return found[0][0]


def row(page: ReviewVisit, school_id: str = FAIRBROOK) -> dict[str, Any]:
    return next(one for one in page.queue()["rows"] if one["key"] == f"{school_id}|2026-03")  # type: ignore[return-value]


def sent(desk: Desk, **message: Any) -> dict[str, Any]:
    desk.view._handle_msg({"operation": f"operation-{len(str(message))}-{desk.view.answer.get('count', 0)}", **message})
    return desk.view.answer


# ---------------------------------------------------------------- numbers add up
@pytest.mark.parametrize("login", ["r.okafor", "m.alvarez", "l.haddad"])
def test_the_queue_is_that_of_the_rows_the_ledger_and_home(login: str, looked_at: Database):
    page, who = visit(looked_at, login), viewer(looked_at, login)
    with looked_at.reading() as session:
        rows = [tuple(one) for one in session.execute(text(WAITING))]
    mine = [one for one in rows if who.role == "director" or one[0] in who.clusters]
    waits = [one for one in page.queue()["rows"] if one["state"] == "submitted"]
    assert len(waits) == sum(count for *_, count in mine) == page.to_review()
    assert waiting_count(district_of(looked_at), who) == len(waits)
    of_march = [one for one in waits if one["key"].endswith("2026-03")]
    counts = ledger(page.board, page.filters)
    assert {one["key"].split("|")[0] for one in of_march} == counts.attention[Attention.TO_REVIEW]
    groups = {group["code"]: sum(one["group"] == group["code"] for one in page.queue()["rows"])
              for group in page.queue()["groups"]}  # fmt: skip
    assert groups["look"] + groups["clean"] == len(waits)
    assert page.queue()["title"].startswith(f"{len(of_march)} March report")
    home = HomeVisit(looked_at, who, "", words_in()).home(lambda name, query: name + query)
    if home.part["review"] is not None:
        named = {one["name"]: one["waited"] for one in home.part["review"]["rows"] if one["waited"] != "returned"}
        assert named == {one["name"]: one["waited"] for one in of_march}


def test_the_directors_backlog_adds_up_by_coordinator_and_age(looked_at: Database):
    page = visit(looked_at, "m.alvarez")
    backlog = page.queue()["backlog"]
    assert backlog is not None
    with looked_at.reading() as session:
        rows = [tuple(one) for one in session.execute(text(WAITING))]
    assert {one["code"]: one["waiting"] for one in backlog["rows"] if one["waiting"]} == {
        cluster: sum(count for name, _, count in rows if name == cluster) for cluster, *_ in rows
    }
    assert all(sum(one["ages"]) == one["waiting"] for one in backlog["rows"])
    assert visit(looked_at).queue()["backlog"] is None
    page.choose("cluster", "Garden")
    assert {one["key"][0] for one in page.queue()["rows"]} == {"5"}
    page.choose("cluster", "no such cluster")
    assert page.filters.cluster == "Garden"


def test_a_reports_figures_are_those_of_the_kept_totals(looked_at: Database):
    page = visit(looked_at)
    shown = panel(page, f"{FAIRBROOK}|2026-03")
    with looked_at.reading() as session:
        kept = session.execute(
            text("SELECT activities, families, counted, answers, asked_families FROM school_month "
                 "WHERE school_id = :school AND month = :month"), {"school": FAIRBROOK, "month": MARCH}
        ).one()  # fmt: skip
    said = {one["label"]: one["now"] for one in shown["figures"]}
    assert said["Activities"] == str(kept.activities)
    assert said["Families, all activities"] == str(kept.families)
    assert said["Answers, of families asked"] == f"{kept.answers} of {kept.asked_families}"
    assert len([one for one in shown["activities"] if not one["is_cancelled"]]) == kept.activities
    assert shown["looks"][0]["head"].startswith("Nobody counted the families at ")
    assert shown["refusal"] == shown["locked"] == ""
    elsewhere = panel(visit(looked_at, address="?cluster=Garden"), "5-002|2026-03")
    assert elsewhere["refusal"] == "Only the coordinator of Garden or the director can review this report."


# ---------------------------------------------------------------- decisions
def test_decisions_are_answered_shown_and_undone(office: Database):
    page = visit(office)
    desk = Desk(page)
    key, revision = row(page)["key"], row(page)["revision"]
    desk.view._handle_msg({"open": [key]})
    codes = [json.loads(desk.view.reports)[0]["comes_back"]["comments"][0]["code"]]
    back = {"key": key, "revision": revision, "text": "Is it blank?", "spanish": True, "codes": codes}
    assert sent(desk, give_back=back)["said"] == "Returned."
    assert row(page)["group"] == "returned"
    english, _, spanish = panel(page, key)["returned_with"].partition("\n\n")
    assert english == "Is it blank?"
    assert spanish.startswith("Gracias por marzo, Carla. Una cosa: En «Study skills evening for families» falta")
    undo = page.queue()["undo"]
    assert undo is not None
    assert undo["text"].startswith("Fairbrook returned, ")
    assert sent(desk, undo=undo["number"])["said"] == "Undone."
    clean = [{"key": one["key"], "revision": one["revision"]} for one in page.queue()["clean"]]
    assert sent(desk, accept=clean)["said"] == "Accepted."
    assert page.queue()["clean"] == []
    assert page.to_review() == 3
    home = HomeVisit(office, viewer(office), "", words_in()).home(lambda name, query: name + query)
    assert home.answer.startswith("3 reports wait for your review")
    put_back = clean[0] | {"state": "accepted"}
    assert sent(desk, put_back=put_back)["said"] == "Back to review."
    assert page.to_review() == 4


def test_a_double_click_decides_once_and_the_second_person_is_told(office: Database):
    page = visit(office)
    desk, key = Desk(page), row(page)["key"]
    message = {"accept": [{"key": key, "revision": 1}], "operation": "0123-4567-89ab"}
    for _ in range(2):
        desk.view._handle_msg(message)
        assert desk.view.answer["said"] == "Accepted."
    with office.reading() as session:
        lines = session.execute(text("SELECT COUNT(*) FROM audit_line WHERE action = 'accept_reports'")).scalar()
    assert lines == 1
    with pytest.raises(Exception, match="Rosa Okafor accepted this report on"):
        Desk(visit(office, "m.alvarez")).view._handle_msg(message | {"operation": "another-one-1"})


def test_what_a_correction_changes_is_shown_before_it_is_accepted(office: Database):
    at = datetime(2026, 4, 11, 9, tzinfo=UTC)
    with office.writing() as session:
        seen = SeenReport(FAIRBROOK, MARCH, ReportState.SUBMITTED, 1)
        reviewing.accept_reports(session, viewer(office), [seen], at=at)
    page = visit(office)
    assert panel(page, f"{FAIRBROOK}|2026-03")["changed"] is None
    held = [one for one in panel(page, f"{FAIRBROOK}|2026-03")["activities"] if one["families"] == "17"]
    with office.reading() as session:
        number = session.execute(
            text("SELECT activity_id FROM activity WHERE school_id = :school AND month = :month AND title = :title"),
            {"school": FAIRBROOK, "month": MARCH, "title": held[0]["title"]},
        ).scalar_one()
    mended = activity_row(number, FAIRBROOK, MARCH, title=held[0]["title"], families_attended=27)
    rows = IncomingRows(reports=[report_row(FAIRBROOK, MARCH, submitted_date=date(2026, 4, 12))], activities=[mended])
    record_rows(office, 1, rows, at=datetime(2026, 4, 12, 9, tzinfo=UTC))
    page = visit(office)
    assert row(page)["revision"] == 2
    changed = panel(page, f"{FAIRBROOK}|2026-03")["changed"]
    assert changed is not None
    assert changed["title"] == "What this changes in the report accepted on 11 April 2026"
    assert ("Families", "17", "27") in [(one["what"], one["before"], one["after"]) for one in changed["cells"]]


# ---------------------------------------------------------------- who may
@pytest.mark.parametrize("login", ["h.ellison", "d.petrov", "c.eriksen33"])
def test_the_page_is_made_for_coordinators_and_the_director(login: str, looked_at: Database):
    someone = first_visitor(looked_at, today())
    with pytest.raises(NotAllowedError, match="Only a coordinator or director"):
        Review(looked_at, replace(someone, viewer=viewer(looked_at, login)), "")
    made = Review(looked_at, replace(someone, viewer=viewer(looked_at)), "")
    assert made._frame.words["answer"] == "5 reports to review: 3 to look at first, 2 clean."


FORGED: list[dict[str, Any]] = [
    {"accept": [{"key": "5-002|2026-03", "revision": 1}]},
    {"accept": [{"key": "4-012|2026-03", "revision": 9}]},
    {"accept": [{"key": "4-012|2026-03", "revision": 1}, {"key": "5-002|2026-03", "revision": 1}]},
    {"accept": [{"key": "no such|2026-03", "revision": 1}]},
    {"accept": [{"key": "4-012|1999-01", "revision": 1}]},
    {"accept": []},
    {"accept": "all"},
    {"accept": [5]},
    {"accept": [{"key": "4-012|2026-03", "revision": "1"}]},
    {"accept": [{"key": "4-012|2026-03", "revision": 1}] * 2},
    {"accept": [{"key": "4-012|2026-03", "revision": 1}] * 999},
    {"accept": [{"key": "4-012", "revision": 1}]},
    {"accept": [{"key": "4-042|2026-03", "revision": 0}]},
    {"give_back": {"key": "4-012|2026-03", "revision": 1, "text": " "}},
    {"give_back": {"key": "4-012|2026-03", "revision": 1, "text": "x" * 2_001}},
    {"give_back": {"key": "4-012|2026-03", "revision": 1, "text": 5}},
    {"give_back": None},
    {"put_back": {"key": "4-012|2026-03", "revision": 1, "state": "submitted"}},
    {"put_back": {"key": "4-012|2026-03", "revision": 1, "state": "draft"}},
    {"put_back": {"key": "5-017|2026-03", "revision": 1, "state": "accepted"}},
    {"undo": 1},
    {"undo": -1},
    {"undo": True},
    {"undo": 10**30},
    {"undo": "1"},
    {"unlock": {"month": "2026-02", "until": "2026-11-30", "reason": "Because."}},
    {"unlock": {"month": "soon", "until": "", "reason": ""}},
    {"lend": {"person": 5, "cluster": "Garden", "begins": "2027-01-01", "ends": "2027-02-01"}},
    {"lend": {"person": "5", "cluster": "Garden", "begins": "x", "ends": None}},
    {"end_lent": {"person": 6, "cluster": "Garden", "begins": "2023-08-01", "ends": "", "on": "2026-11-27"}},
    {"accept": [{"key": "4-012|2026-03", "revision": 1}], "operation": "no"},
    {"accept": [{"key": "4-012|2026-03", "revision": 1}], "operation": 5},
]
"""What a coordinator of Lakeview may not write, whatever the browser says."""


def test_a_forged_message_writes_no_row(office: Database):
    desk = Desk(visit(office))
    desk._visit.background = _Refusing(desk._visit.background)  # type: ignore[assignment]
    with office.reading() as session:
        before = _every_row(session)
    for number, message in enumerate(FORGED):
        desk.view._handle_msg({"operation": f"forged-{number:04d}"} | message)
        assert desk.view.answer["refusal"], message
    for nonsense in (
        None,
        5,
        [],
        {"open": "x"},
        {"open": [5]},
        {"open": ["no such|2026-03"]},
        {"look": {"month": "x"}},
    ):
        desk.view._handle_msg(nonsense)
    with office.reading() as session:
        assert _every_row(session) == before


class _Refusing:
    """At once, as in a notebook, but what is refused is told as on a page."""

    is_at_once = True

    def __init__(self, before: Any) -> None:
        self.read = before.read

    def write(self, database: Database, change: Any, then: Any, failed: Any) -> None:
        try:
            with database.writing() as session:
                result = change(session)
        except Exception as error:  # noqa: BLE001 - as the background of a page tells it
            failed(error)
        else:
            then(result)


def _every_row(session: Any) -> dict[str, list[str]]:
    names = ("monthly_report", "report_state_change", "audit_line", "operation", "month_reopening",
             "coordinator_cluster", "school_month")  # fmt: skip
    return {name: sorted(map(str, session.execute(text(f"SELECT * FROM {name}")))) for name in names}
