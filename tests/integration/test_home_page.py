"""Home on a real database: its counts are those of triage and of the rows, and what is new is told since a visit."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import text

from dashboards.state.home.visit import HomeShown, HomeVisit
from dashboards.state.plan.visit import PlanVisit
from dashboards.state.support.visit import SupportVisit
from dashboards.state.support.visits import Wish
from dashboards.state.trends.visit import TrendsVisit
from dashboards.state.visit import Visit
from models import queries
from models.audit_log import keep_audit_line
from models.database import Database, connect
from models.errors import NotAllowedError
from models.permissions import Viewer
from models.support_need.whom_to_visit import VisitOrder
from models.vocabulary import Attention, Role, SupportTier, Topic
from models.wording.language import words_in
from tests.factories import district_rows, make_district
from tests.visits import AS_OF
from tests.visits import decide as decide_by_hand

DIRECTOR, COORDINATOR, VIEWER, ADMINISTRATOR = "m.alvarez", "r.okafor", "h.ellison", "d.petrov"
FEBRUARY = datetime(2026, 3, 15, 15, 0, tzinfo=UTC)
"""Between the list of February and that of March."""


@pytest.fixture(scope="module")
def database(any_sample: Callable[[], str]) -> Iterator[Database]:
    opened = connect(any_sample())
    yield opened
    opened.close()


def leads(page: str, query: str) -> str:
    return f"{page}{query}"


def visit(database: Database, login: str, kind: type[Any] = HomeVisit, **given: Any) -> Any:
    with database.reading() as session:
        viewer = queries.viewer(session, 1, login, AS_OF)
    return kind(database, viewer, "", words_in(), **{"today": lambda: AS_OF} | given)


def home(database: Database, login: str, **given: Any) -> HomeShown:
    shown: HomeShown = visit(database, login, **given).home(leads)
    return shown


def asked(database: Database, statement: str, **values: Any) -> list[Any]:
    with database.reading() as session:
        return list(session.execute(text(statement), {"as_of": str(AS_OF)} | values))


TO_REVIEW = """
    SELECT s.name, c.changed_on FROM report_state_change c
    JOIN school s ON s.district_id = c.district_id AND s.school_id = c.school_id
    JOIN school_in_year y ON y.district_id = c.district_id AND y.school_id = c.school_id AND y.school_year = '2025-26'
    WHERE c.month = '2026-03-01' AND (:cluster = '' OR y.cluster = :cluster) AND c.state = 'submitted'
      AND c.sequence = (SELECT max(x.sequence) FROM report_state_change x WHERE x.district_id = c.district_id
                        AND x.school_id = c.school_id AND x.month = c.month AND x.changed_on <= :as_of)
    ORDER BY c.changed_on, s.name"""


def days_since(day: Any) -> int:
    return (AS_OF - date.fromisoformat(str(day)[:10])).days


# ---------------------------------------------------------------- a coordinator
def test_a_coordinators_reports_to_review_are_those_of_the_rows_the_oldest_first(database: Database):
    shown = home(database, COORDINATOR)
    rows = asked(database, TO_REVIEW, cluster="Lakeview")
    assert shown.part["review"] is not None
    waiting = [(row["name"], row["waited"]) for row in shown.part["review"]["rows"] if row["waited"] != "returned"]
    assert waiting == [(name, f"{days_since(day)} days") for name, day in rows]
    assert shown.answer.startswith(f"{len(rows)} reports wait for your review, the oldest for {days_since(rows[0][1])}")


def test_what_home_counts_is_what_triage_counts(database: Database):
    shown, triage = home(database, COORDINATOR), visit(database, COORDINATOR, Visit)
    counts = triage.screen.counts
    assert shown.part["line"] is not None
    assert [fact["text"] for fact in shown.part["line"]["facts"]] == [
        "10 of 11 received", "5 to review", "1 returned", "1 missing: Pine Hollow",
    ]  # fmt: skip
    assert [fact["address"].partition("?")[0] for fact in shown.part["line"]["facts"]] == [
        "triage", "triage", "triage", "reminders",
    ]  # fmt: skip
    assert [one["text"] for one in triage.screen.reports][:1] == ["10 of 11 received"]
    needs, steps = shown.part["needs"], shown.part["steps"]
    assert needs is not None
    assert steps is not None
    by_tier = {tier.value: sum(row["tier"] == tier for row in needs["rows"]) for tier in SupportTier}
    steady = by_tier | {SupportTier.STEADY.value: len(needs["steady_names"].split(", "))}
    assert steady == {tier.value: count for tier, count in counts.tiers.items()}
    due = [row["name"] for row in steps["rows"] if row["is_due"]]
    assert len(due) == len(counts.attention[Attention.DUE_TODAY] | counts.attention[Attention.OVERDUE])
    assert steps["count"] == f"{len(steps['rows'])} open"


def test_next_steps_are_the_open_ones_of_the_log_the_first_due_first(database: Database):
    steps = home(database, COORDINATOR).part["steps"]
    rows = asked(database, """
        SELECT s.name, min(c.next_step_due) FROM support_contact c
        JOIN school s ON s.district_id = c.district_id AND s.school_id = c.school_id
        JOIN school_in_year y ON y.district_id = c.district_id AND y.school_id = c.school_id
             AND y.school_year = '2025-26'
        WHERE y.cluster = 'Lakeview' AND c.next_step <> '' AND c.closed_on IS NULL AND c.contacted_on <= :as_of
          AND c.contact_id NOT IN (SELECT x.corrects FROM support_contact x WHERE x.corrects IS NOT NULL)
        GROUP BY s.name ORDER BY 2""")  # fmt: skip
    assert steps is not None
    assert [row["name"] for row in steps["rows"]] == [name for name, _ in rows]
    assert all(row["address"].startswith("school?month=2026-03&cluster=Lakeview&school=") for row in steps["rows"])


def test_days_of_visits_follow_the_order_of_travel_as_far_as_its_schools_stay_chosen(database: Database):
    support = visit(database, "s.adeyemi", SupportVisit)
    usual = support.visits(str)
    by_list = [row["id"] for row in usual["chosen"] if not row["is_agreed"]]
    days = sorted(row["day"] for row in usual["chosen"] if not row["is_agreed"])
    assert (len(by_list), usual["travel"]) == (4, [])
    travel = [*reversed(by_list)]
    support.wish = Wish(travel=(*travel, "no school", travel[0]))
    ordered = support.visits(str)
    shown = [(row["id"], row["day"]) for row in ordered["chosen"] if not row["is_agreed"]]
    assert (ordered["travel"], shown) == (travel, list(zip(travel, days, strict=True)))
    assert [row["day"] for row in ordered["chosen"]] == sorted(row["day"] for row in ordered["chosen"])
    agreed = len(usual["chosen"]) - len(by_list)
    support.wish = Wish(room=agreed + 2, travel=tuple(travel))
    fewer = support.visits(str)
    kept = {one.school_id for one in support.plan().to_add}
    assert fewer["travel"] == [one for one in travel if one in kept]
    assert len(kept) == 2
    support.wish = Wish(order=VisitOrder.WAIT, travel=tuple(fewer["travel"]))
    more = support.visits(str)["travel"]  # who is chosen again stands at its end
    assert (more[:2], sorted(more)) == (fewer["travel"], sorted(by_list))


def test_long_after_the_lists_end_support_says_due_and_waited_by_the_day_of_all_pages(database: Database):
    long_after = date(2026, 11, 27)
    support = visit(database, COORDINATOR, SupportVisit, today=lambda: long_after)
    steps, visits = (support.support(str).part[name] for name in ("steps", "visits"))
    said = {group["code"]: [row["due"] for row in group["rows"]] for group in steps["groups"]}
    open_steps = asked(database, """
        SELECT c.next_step_due FROM support_contact c JOIN school_in_year y ON y.district_id = c.district_id
          AND y.school_id = c.school_id AND y.school_year = '2025-26'
        WHERE y.cluster = 'Lakeview' AND c.next_step <> '' AND c.closed_on IS NULL
        ORDER BY c.next_step_due""")  # fmt: skip
    due = [str(day)[:10] for (day,) in open_steps]
    assert said == {
        "today": [day for day in due if day == str(AS_OF)],
        "coming": [day for day in due if day > str(AS_OF)],
    }
    last_answered = asked(database, """
        SELECT school_id, max(contacted_on) FROM support_contact
        WHERE result = 'accepted' AND channel <> 'email' GROUP BY school_id""")  # fmt: skip
    waits = {school_id: f"{days_since(day)} days" for school_id, day in last_answered}
    assert {row["id"]: row["waited"] for row in visits["chosen"]} == {
        row["id"]: waits.get(row["id"], "never") for row in visits["chosen"]
    }
    assert [(cell["day"], cell["now"]) for cell in visits["days"] if cell["now"]] == [(str(AS_OF), "now")]
    assert all(str(AS_OF) < row["day"] <= visits["days"][-1]["day"] for row in visits["chosen"])


# ---------------------------------------------------------------- director, viewer, administrator
def test_a_directors_tiles_and_sentence_are_those_of_the_trends(database: Database):
    shown, trends = home(database, DIRECTOR), visit(database, DIRECTOR, TrendsVisit).trends()
    assert [tile | {"is_on": False} for tile in trends.part["tiles"]] == shown.part["tiles"]
    assert (shown.answer, shown.part["tiers"]) == (trends.answer, trends.part["tiers"])
    assert shown.part["shifts"] is not None
    assert [line["text"].split(" is ")[0] for line in shown.part["shifts"]] == ["Stonebridge"]


def test_clusters_add_up_to_the_district_and_to_the_rows(database: Database):
    part = home(database, DIRECTOR).part["clusters"]
    assert part is not None
    *clusters, whole = part["rows"]

    def number(said: str) -> int:
        found = re.match(r"\d+", said)
        return int(found[0]) if found else 0

    assert sum(number(row["received"]) for row in clusters) == number(whole["received"])
    for at in range(len(part["tiers"])):
        assert sum(number(row["tiers"][at]) for row in clusters) == number(whole["tiers"][at])
    for row in clusters:
        waiting = asked(database, TO_REVIEW, cluster=row["name"])
        assert number(row["review"]) == len(waiting)
    everywhere = asked(database, TO_REVIEW, cluster="")
    assert whole["review"] == f"{len(everywhere)}, {days_since(everywhere[0][1])} days"


def test_only_the_director_hears_what_to_decide_and_an_administrator_what_is_stored(database: Database):
    director, viewer, administrator = (home(database, login) for login in (DIRECTOR, VIEWER, ADMINISTRATOR))
    assert [one["text"] for one in director.part["decide"] or ()] == [
        "Clover Creek is on Check in by hand until 15 May."
    ]
    assert viewer.part["decide"] is None
    assert viewer.part["clusters"] == director.part["clusters"]
    rows = {label: value for card in administrator.part["facts"] for label, value in card["rows"]}
    assert rows["Schools"] == str(asked(database, "SELECT count(*) FROM school")[0][0])
    assert rows["Version of the tables"] == asked(database, "SELECT version_num FROM alembic_version")[0][0]
    assert rows["Receipt"] == "1"


SEND_PLANS = """
    UPDATE action_plan SET state = 'submitted' WHERE school_year = '2025-26' AND school_id IN
    (SELECT school_id FROM school_in_year WHERE school_year = '2025-26' AND cluster IN ('Lakeview', 'Northgate'))"""
PLANS_THAT_WAIT = """
    SELECT s.name FROM action_plan p
    JOIN school s ON s.district_id = p.district_id AND s.school_id = p.school_id
    JOIN school_in_year y ON y.district_id = p.district_id AND y.school_id = p.school_id AND y.school_year = '2025-26'
    WHERE p.school_year = '2025-26' AND p.state = 'submitted' AND (:cluster = '' OR y.cluster = :cluster)
    ORDER BY s.name"""


@pytest.mark.parametrize(("login", "cluster"), [(COORDINATOR, "Lakeview"), (DIRECTOR, ""), (VIEWER, None)])
def test_plans_that_wait_are_counted_as_their_page_and_the_rows_do(
    login: str, cluster: str | None, sample_district: Callable[[], str]
):
    database = connect(sample_district())
    with database.writing() as session:
        session.execute(text(SEND_PLANS))
        keep_audit_line(session, 1, person="Ana", at=FEBRUARY, action="submit_action_plan", topics=[Topic.PLANS])
    shown = home(database, login).part["decide"] or []
    told = [one for one in shown if "wait to be accepted" in one["text"]]
    if cluster is None:
        assert told == []
    else:
        names = [row[0] for row in asked(database, PLANS_THAT_WAIT, cluster=cluster)]
        plans = visit(database, login, PlanVisit).part()
        assert names == [school["name"] for school in plans["schools"] if school["group"] == "waits"]
        [line] = told
        assert line["text"] == f"{len(names)} plans of 2025-26 wait to be accepted."
        assert line["about"] == ", ".join(names[:3])
        asked_for = line["link"]["address"].removeprefix("plan")
        assert visit(database, login, PlanVisit, asked=asked_for).found.school.name == names[0]
    database.close()


def test_kept_totals_are_compared_only_when_asked_and_the_answer_is_kept_until_rows_change(database: Database):
    opened = visit(database, ADMINISTRATOR)
    assert "have not been compared" in opened.home(leads).beside
    failures: list[Exception] = []
    opened.compare_totals(lambda _: None, failures.append)
    assert failures == []
    assert opened.home(leads).beside == "The kept totals are what the reports give."
    assert home(database, ADMINISTRATOR).beside == "The kept totals are what the reports give."


# ---------------------------------------------------------------- since the last visit
def test_who_came_to_another_group_since_the_visit_is_told_with_the_reason(sample_district: Callable[[], str]):
    database = connect(sample_district())
    decide_by_hand(database, DIRECTOR, "4-012")
    since = home(database, COORDINATOR, since=FEBRUARY).part["since"]
    triage = visit(database, COORDINATOR, Visit).screen.news
    assert since is not None
    assert triage is not None
    moved = {school["name"]: school["why"] for group in triage["groups"] for school in group["schools"]}
    told = {line["names"][0]["text"]: line["text"] for line in since["lines"] if line["tier"]}
    assert told.keys() == moved.keys()
    assert all(moved[name] in said for name, said in told.items())
    texts = [line["text"] for line in since["lines"]]
    assert "put on Check in until 10 June by Maria Alvarez" in texts
    assert any(re.fullmatch(r"\d+ reports came in: .*", said) for said in texts)
    after = home(database, COORDINATOR, since=datetime(2027, 1, 1, tzinfo=UTC)).part["since"]
    assert after is not None
    assert (after["lines"], after["none"]) == ([], "Nothing new since then.")
    database.close()


def test_a_first_visit_is_said_and_who_has_no_row_of_their_own_hears_nothing_of_it(database: Database):
    since = home(database, COORDINATOR).part["since"]
    assert since is not None
    assert since["none"].startswith("This is your first visit.")
    nobody = HomeVisit(database, Viewer(1, 0, "This machine", Role.VIEWER), today=lambda: AS_OF)
    assert nobody.home(leads).part["since"] is None


def test_a_liaison_has_no_home_of_the_office(database: Database):
    with pytest.raises(NotAllowedError, match="your own school has a page of its own"):
        home(database, "c.eriksen33")


# ---------------------------------------------------------------- nothing there yet
@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.COORDINATOR, Role.VIEWER])
def test_a_district_without_schools_and_one_without_reports_say_what_to_do(role: Role, sqlite_url: str):
    database = connect(sqlite_url)
    numbers = [
        make_district(database, district_rows(schools=0, months=()), "empty"),
        make_district(database, district_rows(months=()), "silent"),
    ]
    told = [
        HomeVisit(database, Viewer(number, 0, "P", role), today=lambda: AS_OF, since=FEBRUARY).home(leads)
        for number in numbers
    ]
    database.close()
    assert [shown.answer for shown in told] == ["There are no schools yet.", "No monthly reports for 2024-25 yet."]
    assert "partnership import" in told[0].part["start"]
    assert "As soon as monthly reports come in" in told[1].part["start"]
    assert [shown.part["line"] for shown in told] == [None, None]
