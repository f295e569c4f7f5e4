"""Rules saved from the drawer change the list that is shown, and only for those who may see and save them."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from dashboards.state.visit import Visit
from dashboards.views.rules.what_if import WhatIfDrawer
from models import queries
from models.database import Database
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.support_need.indicator_specs import DEFAULT_WEIGHTS
from models.tables import AuditLine, RuleSetRow
from models.vocabulary import Role
from tests.factories import SEPTEMBER, district_rows, make_district

AS_OF = date(2026, 4, 10)
SAVE = {"save": {"reporting": 0, "visits": 16}, "name": "No paperwork", "from": "2026-04-10", "note": "Snow", "turn": 1}


def store_of(database: Database, login: str, address: str = "") -> Visit:
    with database.reading() as session:
        return Visit(database, queries.viewer(session, 1, login, AS_OF), address)


def drawer_of(visit: Visit) -> WhatIfDrawer:
    """As the page has it: what is said after saving loads the data again."""
    drawer = WhatIfDrawer(visit, lambda words: visit.reload())
    visit.param.watch(lambda change: drawer.show(), "screen")
    drawer.view._handle_msg({"open": 1})
    return drawer


def extra_support(visit: Visit) -> set[str]:
    schools = visit.screen.board.schools
    return set(
        schools["name"][visit.screen.board.assessment.schools["on_extra_support"].reindex(schools.index).eq(True)]
    )


def saved_rules(database: Database) -> list[RuleSetRow]:
    with database.reading() as session:
        return list(session.scalars(select(RuleSetRow)))


def test_the_list_is_what_the_drawer_had_told_before_saving(office: Database):
    visit = store_of(office, "m.alvarez")
    drawer, before = drawer_of(visit), extra_support(visit)
    drawer.view._handle_msg({"try": SAVE["save"], "turn": 1})
    told = json.loads(drawer.view.effect)
    drawer.view._handle_msg(SAVE)
    after = extra_support(visit)
    assert after - before == {school["name"] for school in told["enter"]}
    assert before - after == {school["name"] for school in told["leave"]}
    assert len(after) == 16
    assert ("Rules:", "No paperwork, from 10 April 2026, Maria Alvarez") in visit.screen.stamp


def test_months_judged_before_keep_their_list(office: Database):
    visit = store_of(office, "m.alvarez", "?month=2026-02")
    before = extra_support(visit)
    drawer_of(visit).view._handle_msg(SAVE)
    assert extra_support(visit) == before
    assert ("Rules:", "Default") in visit.screen.stamp


def test_a_saved_rule_set_has_an_author_a_reason_and_a_line_in_the_log(office: Database):
    drawer_of(store_of(office, "m.alvarez")).view._handle_msg(SAVE)
    (row,) = saved_rules(office)
    assert (row.name, row.author, row.note, row.in_force_from) == ("No paperwork", "Maria Alvarez", "Snow", AS_OF)
    assert (row.weights["reporting"], row.weights["plan"], row.visits, row.calls) == (0, 3, 16, None)
    with office.reading() as session:
        line = session.scalars(select(AuditLine).order_by(AuditLine.audit_id.desc()).limit(1)).one()
    assert (line.person, line.action, line.subject) == ("Maria Alvarez", "save_rule_set", "No paperwork")


def test_after_saving_the_sliders_stand_at_the_saved_rules(office: Database):
    drawer = drawer_of(store_of(office, "m.alvarez"))
    drawer.view._handle_msg(SAVE)
    shown = json.loads(drawer.view.rules)
    assert {slider["rule"]: slider["today"] for slider in shown["weights"]} == DEFAULT_WEIGHTS | {"reporting": 0}
    assert (shown["list"][0]["today"], shown["list"][0]["default"], shown["usual"]) == (16, None, 13)


@pytest.mark.parametrize("field", ["note", "name"])
def test_without_a_reason_or_a_name_nothing_is_saved(office: Database, field: str):
    drawer = drawer_of(store_of(office, "m.alvarez"))
    drawer.view._handle_msg(SAVE | {field: "   "})
    assert json.loads(drawer.view.answer)["problem"].endswith("nothing was saved.")
    assert saved_rules(office) == []


def test_a_viewer_sees_why_not_and_is_refused_whatever_the_browser_sends(office: Database):
    drawer = drawer_of(store_of(office, "h.ellison"))
    assert drawer.view.refusal == "Only a coordinator or director can propose other rules."
    drawer.view._handle_msg(SAVE)
    refusal = "Only the director can put rules in force or answer a proposal."
    assert json.loads(drawer.view.answer) == {"problem": refusal, "turn": 1}
    assert saved_rules(office) == []


def test_a_coordinator_moves_the_rules_of_the_whole_district(office: Database):
    drawer = drawer_of(store_of(office, "r.okafor"))
    drawer.view._handle_msg({"try": {"visits": 85}, "turn": 2})
    clusters = {school["cluster"] for school in json.loads(drawer.view.effect)["enter"]}
    assert len(clusters) == 9


def test_a_liaison_is_told_no_rule_and_no_school(office: Database):
    visit = store_of(office, "a.abbott27")
    drawer = drawer_of(visit)
    drawer.view._handle_msg({"try": {"visits": 85}, "turn": 1})
    assert drawer.view.rules == "null"
    assert json.loads(drawer.view.effect) == {
        "problem": "The rules are the office's; this page shows your own school.",
        "turn": 1,
    }
    with pytest.raises(NotAllowedError):
        visit.moved_rules({})


def test_a_year_without_reports_has_no_rules_to_move(database: Database):
    district_id = make_district(database, district_rows(months=(SEPTEMBER,)))
    visit = Visit(database, Viewer(district_id, 0, "", Role.VIEWER))
    assert visit.rules_shown() is None
    with pytest.raises(PartnershipError, match="no monthly reports"):
        visit.what_if({"turnout": 3}, is_moving=False)


def test_rules_from_before_the_latest_list_are_refused_and_past_lists_stay(office: Database):
    drawer = drawer_of(store_of(office, "m.alvarez"))
    drawer.view._handle_msg(SAVE | {"from": "2026-04-09"})
    assert json.loads(drawer.view.answer)["problem"] == (
        "Past lists stay as they were: choose 10 April 2026, the day of the latest list, or a later day; "
        "nothing was saved."
    )
    assert saved_rules(office) == []


def test_the_drawer_offers_the_latest_lists_day_on_a_past_list_too(office: Database):
    drawer = drawer_of(store_of(office, "m.alvarez", "?month=2025-11"))
    assert json.loads(drawer.view.rules)["from"] == "2026-04-10"


# ---------------------------------------------------------------- proposing, deciding, undoing
PROPOSE = {"propose": {"reporting": 5}, "name": "Reporting 5", "note": "Late after the snow.", "turn": 1}


def news(drawer: WhatIfDrawer) -> dict:
    return json.loads(drawer.view.news)


def answer(drawer: WhatIfDrawer) -> dict:
    return json.loads(drawer.view.answer)


def test_a_coordinator_puts_nothing_in_force_whatever_the_browser_sends(office: Database):
    drawer = drawer_of(store_of(office, "r.okafor"))
    assert (drawer.view.may, drawer.view.refusal) == ("propose", "")
    for turn, message in enumerate([SAVE, {"undo": 1}, {"accept": 1}, {"decline": 1, "note": "No"}], start=2):
        drawer.view._handle_msg(message | {"turn": turn})
        assert answer(drawer)["problem"]
    assert saved_rules(office) == []


def test_a_proposal_tells_the_director_who_asks_why_and_who_would_move(office: Database):
    rosa = store_of(office, "r.okafor")
    before = extra_support(rosa)
    drawer_of(rosa).view._handle_msg(PROPOSE)
    assert extra_support(rosa) == before
    maria = store_of(office, "m.alvarez")
    assert maria.rules_line() == "1 proposal to change the rules waits for you in What if."
    assert rosa.rules_line() == ""
    drawer = drawer_of(maria)
    (one,) = news(drawer)["proposals"]
    assert (one["name"], one["note"], one["moved"]) == ("Reporting 5", "Late after the snow.", {"reporting": 5.0})
    assert one["by"].startswith("Rosa Okafor, ")
    assert (one["may_decide"], one["may_take_back"], one["answer"]) == (True, False, "")
    drawer.view._handle_msg({"try": one["moved"], "turn": 7})
    tried = json.loads(drawer.view.effect)
    assert (one["enter"], one["leave"], one["check_in"]) == (tried["enter"], tried["leave"], tried["check_in"])
    drawer.view._handle_msg({"accept": one["id"], "turn": 8})
    assert "Undo stands in What if." in answer(drawer)["saved"]
    maria.reload()
    after = extra_support(maria)
    assert (after - before, before - after) == tuple(
        {school["name"] for school in tried[way]} for way in ("enter", "leave")
    )
    assert maria.rules_line() == ""


def test_the_last_change_is_told_to_everybody_and_undone_by_the_director_in_one_click(office: Database):
    visit = store_of(office, "m.alvarez")
    before = extra_support(visit)
    drawer = drawer_of(visit)
    assert (news(drawer)["changed"], news(drawer)["undo"]) == ("", None)
    drawer.view._handle_msg(SAVE)
    saved_on = visit.words.day(saved_rules(office)[0].recorded_at)
    told = f"Rules changed on {saved_on} by Maria Alvarez: No paperwork. In force for lists from 10 April 2026 on."
    assert (news(drawer)["changed"], news(drawer)["undo"]) == (told, 1)
    others = drawer_of(store_of(office, "h.ellison"))
    assert (news(others)["changed"], news(others)["undo"]) == (told, None)
    drawer.view._handle_msg({"undo": 1, "turn": 2})
    assert answer(drawer)["saved"].startswith("Undone.")
    visit.reload()
    assert extra_support(visit) == before
    assert [row.note for row in saved_rules(office)] == ["Snow", "Undoes “No paperwork”"]
    drawer.view._handle_msg({"undo": 1, "turn": 3})
    assert "changed by somebody else meanwhile" in answer(drawer)["problem"]


def test_who_proposed_reads_the_answer_for_two_weeks(office: Database):
    rosa = store_of(office, "r.okafor")
    drawer_of(rosa).view._handle_msg(PROPOSE)
    drawer_of(store_of(office, "m.alvarez")).view._handle_msg({"decline": 1, "note": "After the summer.", "turn": 2})
    rosa.reload()
    assert rosa.rules_line() == (
        "Maria Alvarez has declined your proposal “Reporting 5”. The reason stands in What if."
    )
    (one,) = news(drawer_of(rosa))["proposals"]
    assert one["answer"].startswith("Declined by Maria Alvarez on ")
    assert one["answer"].endswith(": After the summer.")
    assert news(drawer_of(store_of(office, "d.whitlock")))["proposals"] == []
    with office.reading() as session:
        later = Visit(office, queries.viewer(session, 1, "r.okafor", AS_OF),
                      today=lambda: datetime.now(UTC).date() + timedelta(days=15))  # fmt: skip
    assert later.rules_line() == ""


def test_who_proposed_takes_it_back(office: Database):
    drawer = drawer_of(store_of(office, "r.okafor"))
    drawer.view._handle_msg(PROPOSE)
    assert news(drawer)["proposals"][0]["may_take_back"] is True
    drawer.view._handle_msg({"take_back": 1, "turn": 2})
    assert news(drawer)["proposals"] == []


def test_a_liaison_is_told_nothing_of_the_rules(office: Database):
    drawer_of(store_of(office, "r.okafor")).view._handle_msg(PROPOSE)
    visit = store_of(office, "a.abbott27")
    assert (visit.rules_news(), visit.rules_line()) == (None, "")
    for turn, message in enumerate([PROPOSE, {"accept": 1}, {"take_back": 1}], start=2):
        drawer = drawer_of(visit)
        drawer.view._handle_msg(message | {"turn": turn})
        assert answer(drawer)["problem"]


@pytest.mark.parametrize("number", [True, None, "1", 1.0, [1], 9, -1, 10**30])
@pytest.mark.parametrize("kind", ["accept", "decline", "take_back", "undo"])
def test_a_number_that_is_none_or_waits_no_more_is_refused_in_a_sentence(kind: str, number, office: Database):
    drawer = drawer_of(store_of(office, "m.alvarez"))
    drawer.view._handle_msg({kind: number, "note": "No", "turn": 1})
    assert answer(drawer)["problem"].endswith("nothing was saved.")
