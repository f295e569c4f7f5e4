"""Twenty generated districts: every number on the page and in the files against every other, and against SQL."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest
from sqlalchemy import text

from dashboards.state.district.data import district_now
from dashboards.state.triage.board import APART
from dashboards.state.triage.export_frame import about, triage_frame
from dashboards.state.triage.finding import find_schools
from dashboards.state.triage.screen import Screen, clusters_json
from dashboards.state.visit import Visit
from data.exporting import write_csv
from data.support_need_export import support_need_csv
from models import queries
from models.actions.rules import save_rule_set
from models.database import Database, connect
from models.support_need.rule_set import DEFAULT_RULES
from models.vocabulary import Attention, Indicator, SupportTier
from tests.generated_districts import AS_OF, AT, CLUSTERS, YEAR, generated

SEEDS = range(20)
VIEWS = ("", "?cluster=all", *(f"?cluster={name}" for name in CLUSTERS), "?cluster=-", "?cluster=all&level=high")
MONTHS = tuple(f"{month:%Y-%m}" for month in YEAR)
FIGURES = text(
    """
    SELECT m.school_id, m.expected,
           r.first_submitted_date IS NOT NULL AND r.first_submitted_date <= :day AS received,
           r.first_submitted_date IS NOT NULL AND r.first_submitted_date <= :day
               AND r.first_submitted_date > r.due_date AS late,
           (SELECT c.state FROM report_state_change c WHERE c.district_id = m.district_id
               AND c.school_id = m.school_id AND c.month = m.month AND c.changed_on <= :day
               ORDER BY c.sequence DESC LIMIT 1) AS state,
           (SELECT v.nil_reason IS NOT NULL FROM report_revision v WHERE v.district_id = m.district_id
               AND v.school_id = m.school_id AND v.month = m.month AND v.submitted_date <= :day
               ORDER BY v.revision DESC LIMIT 1) AS is_nil
    FROM school_month m LEFT JOIN monthly_report r USING (district_id, school_id, month)
    WHERE m.district_id = :district AND m.month = :month
    """
)
STEPS = text(
    """
    SELECT school_id, next_step_due FROM support_contact WHERE district_id = :district AND next_step <> ''
    AND contacted_on <= :day AND (closed_on IS NULL OR closed_on > :day)
    """
)


@pytest.fixture(scope="module")
def districts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, list[int]]]:
    """All of them in one database, with their numbers in the order of seeds; every third has saved rules of its own."""
    database = connect(f"sqlite:///{tmp_path_factory.mktemp('generated') / 'districts.db'}")
    database.upgrade()
    numbers = [generated(database, seed) for seed in SEEDS]
    for number in numbers[::3]:
        weights = dict(DEFAULT_RULES.weights) | {Indicator.ACTIVITY: 5.0, Indicator.REPORTING: 1.0}
        rules = replace(DEFAULT_RULES, name="Activity first", weights=weights, visits=3, calls=2)
        with database.writing() as session:
            director = queries.viewer(session, number, "director", AS_OF)
            save_rule_set(session, director, rules, in_force_from=AS_OF, note="Asked by the board", at=AT)
    yield database, numbers
    database.close()


def visit_as(database: Database, district: int, login: str, address: str = "") -> Visit:
    with database.reading() as session:
        return Visit(database, queries.viewer(session, district, login, AS_OF), address, today=lambda: AT.date())


def stored(visit: Visit) -> pd.DataFrame:
    """What SQL says of the month on screen, by school."""
    board = visit.screen.board
    with visit.database.reading() as session:
        asked = {"district": visit.viewer.district_id, "day": board.as_of.date(), "month": board.month.date()}
        rows = [dict(row) for row in session.execute(FIGURES, asked).mappings()]
    return pd.DataFrame(rows).set_index("school_id")


def numbers_in(sentence: str) -> list[int]:
    return [int(number) for number in re.findall(r"\b\d+\b(?!\.\d)", sentence)]


def shown_tiers(screen: Screen) -> Counter[str]:
    return Counter(screen.board.schools.loc[list(screen.shown), "tier"])


def assert_the_month_is_what_sql_says(visit: Visit) -> None:
    screen, sql = visit.screen, stored(visit)
    counts = screen.counts
    of_these = sql.loc[list(counts.counted)]
    received = of_these[of_these["received"].eq(1)]
    assert set(counts.fitting.index[counts.fitting["tier"].eq(APART)]).isdisjoint(sql.index[sql["expected"].eq(1)])
    assert (of_these["expected"] == 1).all()
    assert (counts.reports.expected, counts.reports.received) == (len(of_these), len(received))
    assert counts.reports.late == int(received["late"].sum())
    states = received["state"].value_counts()
    by_attention = {code: len(ids) for code, ids in counts.attention.items()}
    assert by_attention[Attention.TO_REVIEW] == states.get("submitted", 0)
    assert by_attention[Attention.RETURNED] == states.get("returned", 0)
    assert by_attention[Attention.LATE] == counts.reports.late
    assert by_attention[Attention.MISSING] == len(of_these) - len(received)
    in_all = sum(counts.reports.states[mark] for mark in counts.reports.states if mark.is_received)
    assert in_all == len(received)
    returned_nil = received["state"].eq("returned") & received["is_nil"].eq(1)
    assert by_attention[Attention.NIL] == int((received["is_nil"].eq(1) & ~returned_nil).sum())


def assert_the_steps_are_what_sql_says(visit: Visit) -> None:
    board, counts = visit.screen.board, visit.screen.counts
    with visit.database.reading() as session:
        asked = {"district": visit.viewer.district_id, "day": board.as_of.date()}
        steps = pd.DataFrame(
            [dict(row) for row in session.execute(STEPS, asked).mappings()], columns=["school_id", "next_step_due"]
        )
    steps = steps[steps["school_id"].isin(counts.counted)]
    first = pd.to_datetime(steps.set_index("school_id")["next_step_due"]).groupby("school_id").min()
    by_attention = {code: len(ids) for code, ids in counts.attention.items()}
    assert by_attention[Attention.DUE_TODAY] == int((first == board.as_of).sum())
    assert by_attention[Attention.OVERDUE] == int((first < board.as_of).sum())
    listed = [school for school in counts.counted if SupportTier(board.schools.at[school, "tier"]).is_list]
    assert by_attention[Attention.NO_STEP] == len(set(listed) - set(steps["school_id"]))
    assert counts.to_contact == len(listed)


def assert_heads_rows_filters_and_sentences_agree(visit: Visit) -> None:
    screen = visit.screen
    counts, sentence, room = screen.counts, screen.answer, screen.room
    rows = shown_tiers(screen)
    assert {tier.value: rows[tier.value] for tier in SupportTier} == screen.tier_counts
    assert rows[APART] == counts.apart
    assert sum(screen.tier_counts.values()) == len(counts.counted)
    if len(counts.counted) > 1:
        assert numbers_in(sentence)[:2] == [counts.reports.received, counts.reports.expected]
    judged = len(screen.board.schools[screen.board.schools["tier"].ne(APART)])
    assert numbers_in(screen.showing)[:2] == [len(counts.counted), judged]
    assert screen.showing_short == f"{len(counts.counted)} of {judged}"
    if len(counts.fitting) > 1 and len(counts.counted):
        named = {
            SupportTier.EXTRA_SUPPORT: r"(\d+) to visit(?! or)",
            SupportTier.CHECK_IN: r"(\d+) to call\b",
            SupportTier.NOT_ENOUGH_DATA: r"(\d+) that ha(?:s|ve) sent too little",
            SupportTier.ONE_THING: r"(\d+) with one thing",
        }
        for tier, pattern in named.items():
            found = re.search(pattern, room)
            assert (int(found[1]) if found else 0) == counts.tiers[tier], room


def assert_filters_of_rows_change_no_sentence(visit: Visit) -> None:
    before = visit.screen
    said = (before.answer, before.room, before.tier_counts, before.reports, before.steps, before.news)
    visit.filters.tiers = [SupportTier.STEADY, SupportTier.ONE_THING]
    assert (said[:5], said[5]) == (
        (visit.screen.answer, visit.screen.room, visit.screen.tier_counts, visit.screen.reports, visit.screen.steps),
        visit.screen.news,
    )
    assert len(visit.screen.shown) == before.tier_counts["steady"] + before.tier_counts["one_thing"]
    visit.filters.tiers = list(SupportTier)
    for code, ids in before.counts.attention.items():
        visit.filters.only = code.value
        assert set(visit.screen.shown) == set(ids)
        assert (visit.screen.answer, visit.screen.room) == said[:2]
    visit.filters.only = ""
    assert visit.screen.shown == before.shown


def assert_the_news_lead_from_the_last_list_to_this_one(visit: Visit) -> None:
    screen = visit.screen
    if screen.news is None or not screen.news["head"]:
        return
    with district_now(visit.database, visit.viewer.district_id) as district:
        earlier = district.before(screen.board.school_year, screen.board.month)
    fitting = screen.counts.fitting
    before = earlier.schools["tier"].reindex(fitting.index).fillna(APART)
    moved = [school["id"] for group in screen.news["groups"] for school in group["schools"]]
    assert len(moved) == len(set(moved))
    assert set(moved) == set(fitting.index[before.ne(fitting["tier"])])
    for group in screen.news["groups"]:
        assert numbers_in(group["text"])[0] == len(group["schools"])
    came, left = Counter(fitting.loc[moved, "tier"]), Counter(before[moved])
    stood = Counter(before)
    assert {tier: stood[tier] + came[tier] - left[tier] for tier in (*SupportTier, APART)} == {
        tier: Counter(fitting["tier"])[tier] for tier in (*SupportTier, APART)
    }


def assert_the_months_show_the_same_schools(visit: Visit) -> None:
    screen = visit.screen
    blocks = json.loads(clusters_json(screen))
    assert sorted(school for block in blocks for school in block["ids"]) == sorted(screen.shown)
    assert sum(numbers_in(block["words"])[0] for block in blocks) == len(screen.counts.counted)


def assert_the_file_is_the_screen(visit: Visit) -> None:
    screen = visit.screen
    rows = triage_frame(screen, visit.sparks)
    remarks = about(screen, visit.filters, "Generated", "Dora")
    lines = list(csv.reader(io.StringIO(write_csv(rows, remarks).decode("utf-8-sig"))))
    said = [line for line in lines if line and line[0].startswith("#")]
    assert all(len(line) == 1 for line in said)
    table = [line for line in lines if line and not line[0].startswith("#")]
    assert [line[0] for line in table[1:]] == list(rows["school_id"]) if len(rows) else True
    assert sorted(rows["school_id"]) == sorted(screen.shown)
    assert remarks["Schools shown"] == screen.showing_short
    if len(rows):
        tiers = Counter(rows["support_tier"])
        assert tiers["Steady"] == screen.tier_counts["steady"]
        assert rows["one_thing_to_raise"].notna().sum() == screen.tier_counts["one_thing"]
        marks = rows.set_index("school_id").loc[list(screen.counts.counted), f"report_{screen.board.month:%Y_%m}"]
        assert marks.str.contains("came late").sum() == screen.counts.reports.late
        assert marks.eq("missing").sum() == len(screen.counts.attention[Attention.MISSING])
        assert marks.str.startswith("to review").sum() == len(screen.counts.attention[Attention.TO_REVIEW])


@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_agrees_with_every_other_and_with_sql(districts: tuple[Database, list[int]], seed: int):
    database, numbers = districts
    district = numbers[seed]
    for month in MONTHS:
        visit = visit_as(database, district, "director", f"?cluster=all&month={month}")
        assert_the_month_is_what_sql_says(visit)
        assert_heads_rows_filters_and_sentences_agree(visit)
        assert_the_news_lead_from_the_last_list_to_this_one(visit)
    for login, addresses in (("director", VIEWS), ("coordinator", VIEWS[:1]), ("stand-in", VIEWS[2:3])):
        visit = visit_as(database, district, login)
        for address in addresses:
            visit.follow(address)
            assert_the_month_is_what_sql_says(visit)
            assert_the_steps_are_what_sql_says(visit)
            assert_heads_rows_filters_and_sentences_agree(visit)
            assert_the_news_lead_from_the_last_list_to_this_one(visit)
            assert_the_months_show_the_same_schools(visit)
            assert_the_file_is_the_screen(visit)
        visit.follow("?cluster=all")
        assert_filters_of_rows_change_no_sentence(visit)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_export_for_machines_names_the_groups_of_the_page(districts: tuple[Database, list[int]], seed: int):
    database, numbers = districts
    with database.reading() as session:
        lists, _ = support_need_csv(session, numbers[seed], YEAR[0], YEAR[-1])
    rows = pd.DataFrame(list(csv.DictReader(io.StringIO(lists))))
    for month in MONTHS:
        visit = visit_as(database, numbers[seed], "director", f"?cluster=all&month={month}")
        screen, board = visit.screen, visit.screen.board
        own = rows[rows["as_of_month"].eq(month)].set_index("school_id")
        assert sorted(own.index) == sorted(screen.counts.counted)
        tiers = board.schools.loc[own.index, "tier"]
        assert (own["enough_data"].eq("0") == tiers.eq(SupportTier.NOT_ENOUGH_DATA)).all()
        assert (own["raise"].ne("") == tiers.eq(SupportTier.ONE_THING)).all()
        listed = own["flagged"].eq("1") & own["enough_data"].eq("1")
        assert (listed == tiers.eq(SupportTier.EXTRA_SUPPORT)).all()
        assert int(own["flagged"].eq("1").sum()) == min(board.assessment.visits, len(own))


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_every_school_opens_and_is_found_whatever_group_it_stands_in(districts: tuple[Database, list[int]], seed: int):
    database, numbers = districts
    visit = visit_as(database, numbers[seed], "director", "?cluster=all")
    board = visit.screen.board
    for school in board.schools.index:
        told = visit.why(school)
        assert (told["tier"] is None) == (board.schools.at[school, "tier"] == APART)
        assert visit.record(school)["id"] == school
        hits = find_schools(visit.screen.shown_board, visit.screen.shown, school)["hits"]
        assert school in {hit["id"] for hit in hits}


def test_among_them_is_everything_that_made_numbers_disagree(districts: tuple[Database, list[int]]):
    """Otherwise the districts above would prove little."""
    database, numbers = districts
    seen: Counter[str] = Counter()
    for number in numbers:
        screen = visit_as(database, number, "director", "?cluster=all").screen
        seen.update({code.value: len(ids) for code, ids in screen.counts.attention.items()})
        seen.update({tier.value: count for tier, count in screen.counts.tiers.items()})
        seen.update(apart=screen.counts.apart, also=len(screen.counts.to_visit_too))
        seen.update(thing.by.value for thing in screen.board.assessment.one_things.values())
        seen.update(by_hand=int(screen.board.assessment.schools["put_on_by_hand"].sum()))
        seen.update(waiting_and_late=sum(mark == "to_review_late" for mark in screen.board.marks_of_month))
        seen.update(waiting_and_nil=sum(mark.startswith("to_review_nil") for mark in screen.board.marks_of_month))
    nothing = {name for name in (*Attention, *SupportTier, "apart", "also", "reports", "empty", "step", "by_hand",
                                 "waiting_and_late", "waiting_and_nil") if not seen[name]}  # fmt: skip
    assert nothing == set()
