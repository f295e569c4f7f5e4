"""What the panel of a school of the sample says, and that its figures are those of the school's own months."""

import re
from collections.abc import Callable, Iterator

import pandas as pd
import pytest

from dashboards.state.school.worked_out import worked_out_table
from dashboards.state.visit import Visit
from data.sample.make import STORIES
from models.database import Database, connect
from models.vocabulary import SupportTier
from tests.visits import decide, visit_of

TOLD = re.compile(r"(No|\d+) activit(?:y|ies) in (\d+) reports since January; (\d+) in (\d+)")
LINDEN_HILL, BRAMBLE_HILL, MAPLE_FORK = "4-022", "4-002", STORIES["typing_error"].school_id


@pytest.fixture(scope="module")
def office(sample_district: Callable[[], str]) -> Iterator[Database]:
    database = connect(sample_district())
    yield database
    database.close()


@pytest.fixture(scope="module")
def visit(office: Database) -> Visit:
    return visit_of(office, address="?month=2026-03&cluster=all")


def first_words(visit: Visit, school_id: str) -> str:
    return visit.screen.shown_board.rows[school_id]["why"][0]


def test_a_school_on_check_in_says_what_fell_and_the_figures_are_those_of_its_boxes(visit: Visit):
    said = "No activities in 3 reports since January; 9 in 5 before"
    assert first_words(visit, LINDEN_HILL) == said
    assert visit.why(LINDEN_HILL)["lead"] == f"{said}."
    held = visit.sparks[LINDEN_HILL]["activities"]
    assert (held[5:8], sum(count or 0 for count in held[:5])) == ([0, 0, 0], 9)


def test_activities_that_fell_are_the_activities_of_every_school_s_boxes(visit: Visit):
    board, seen = visit.board, 0
    for school_id in board.schools.index[board.schools["tier"].eq(SupportTier.CHECK_IN.value)]:
        found = TOLD.match(first_words(visit, school_id))
        if not found:
            continue
        seen += 1
        held = visit.sparks[school_id]["activities"][:8]
        received = [[count for count in part if count is not None] for part in (held[5:], held[:5])]
        told = [0 if found[1] == "No" else int(found[1]), *(int(one) for one in found.groups()[1:])]
        assert told == [sum(received[0]), len(received[0]), sum(received[1]), len(received[1])]
    assert seen >= 2


def test_a_school_that_somebody_put_on_check_in_says_their_note(sample_district: Callable[[], str]):
    database = connect(sample_district())
    decide(database, school_id=BRAMBLE_HILL)
    now = visit_of(database, address="?month=2026-03&cluster=all")
    row = now.screen.shown_board.rows[BRAMBLE_HILL]
    assert (row["tier"], row["why"][0]) == (SupportTier.CHECK_IN.value, "Two members left.")
    assert now.why(BRAMBLE_HILL)["lead"] == "Two members left."
    database.close()


def test_the_rows_behind_the_answers_add_up_to_the_sum_below_them(visit: Visit):
    proof = visit.proofs(MAPLE_FORK)["evidence"]["response"]
    assert "hidden" not in str(proof)
    asked = [row for row in proof["rows"] if re.match(r"[\d.]+$", str(row[3]))]
    families = [float(str(row[2]).replace(" (please check)", "").split("counted as ")[-1]) for row in asked]
    answers, participants = re.findall(r"[\d.]+\d", proof["note"])[:2]
    assert round(sum(float(str(row[3])) for row in asked), 1) == float(answers)
    assert round(sum(families), 1) == float(participants)


def test_a_school_like_all_others_keeps_its_reasons(visit: Visit):
    board = visit.board
    extra = board.schools.index[board.schools["tier"].eq(SupportTier.EXTRA_SUPPORT.value)]
    assert not any("before" in first_words(visit, school_id).split(";")[-1] for school_id in extra)


def test_a_month_with_a_figure_to_check_is_marked_in_sparkline_and_chart(visit: Visit):
    assert visit.sparks[MAPLE_FORK]["check"] == [7]
    frame = visit.months(MAPLE_FORK).frame
    marked = frame.loc[frame["reach_check"], "month"]
    assert pd.Timestamp("2026-03-01") in set(marked)


def test_the_method_page_begins_with_the_open_school_s_own_figures_the_same_as_in_its_panel(visit: Visit):
    table = worked_out_table(visit.words, visit.board, LINDEN_HILL)
    assert table is not None
    assert table["caption"] == "Linden Hill on the March 2026 list"
    assert len(table["rows"]) == 8
    row = next(row for row in table["rows"] if row[0] == "Activities, a month")
    reason = next(line for line in visit.why(LINDEN_HILL)["reasons"] if line["evidence"]["key"] == "activity")
    assert reason["text"].startswith(f"{row[1]} activities a month")
    assert reason["aside"] == f"(schools like this: {row[2]})"
    assert row[4:] == ["2", "more need"]
    says = [row[5] for row in table["rows"]]
    order = ["much more need", "more need", "as is typical", "less need", "much less need"]
    assert says == sorted(says, key=order.index)
    assert worked_out_table(visit.words, visit.board, STORIES["closed"].school_id) is None
