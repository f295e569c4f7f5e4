"""The programme's own health: what waits, how far the roll-out came, who came to sessions."""

import numpy as np
import pandas as pd

from models.trends.programme_health import Backlog, Development, backlog, development, roll_out, to_review
from models.vocabulary import ProgrammeStep
from tests.unit.trends.worlds import World

AS_OF = pd.Timestamp("2025-01-10")


def days(*texts: str) -> pd.DatetimeIndex:
    return pd.to_datetime(list(texts))


def test_what_waits_is_parted_by_how_far_it_is_past_its_day():
    answers = pd.DataFrame(
        {
            "school_id": ["A", "B", "C", "D", "E"],
            "month": days("2024-12-01", "2024-11-01", "2024-10-01", "2024-08-01", "2024-12-01"),
            "state": ["submitted", "submitted", "submitted", "submitted", "accepted"],
            "changed_on": days("2025-01-04", "2024-12-31", "2024-12-11", "2024-09-12", "2025-01-04"),
            "reason": [None] * 5,
        }
    )
    months, by = (
        ("2024-08-01", "2024-10-01", "2024-11-01", "2024-12-01"),
        ("2024-09-20", "2024-12-15", "2025-01-03", "2025-01-10"),
    )
    calendar = pd.DataFrame({"month": days(*months), "review_by": days(*by)})
    waiting = to_review(answers, calendar, AS_OF)
    assert waiting["days"].tolist() == [6, 10, 30, 120]
    assert waiting["past"].tolist() == [0, 7, 26, 112]
    assert backlog(waiting) == Backlog(4, 20.0, 120.0, not_due=1, week=1, month=1, longer=1)


def test_a_step_counts_from_its_month_on_and_implies_no_earlier_one():
    world = World(["2024-08", "2024-09"])
    for school in ("A", "B", "C"):
        for month in world.months:
            world.report(school, month)
    steps = pd.DataFrame(
        {
            "school_id": ["A", "A", "B", "Z"],
            "step": [ProgrammeStep.AWARE, ProgrammeStep.ACTIVE, ProgrammeStep.ACTIVE, ProgrammeStep.AWARE],
            "reached_on": days("2024-08-31", "2024-09-01", "2024-09-30", "2024-01-01"),
        }
    )
    rolled = roll_out(world.cells(), steps)
    by_step = dict(zip(ProgrammeStep, rolled.reached.tolist(), strict=True))
    assert by_step[ProgrammeStep.AWARE] == [1, 1]
    assert by_step[ProgrammeStep.ACTIVE] == [0, 2]
    assert by_step[ProgrammeStep.TEAM_FORMED] == [0, 0]
    assert (rolled.none.tolist(), rolled.expected.tolist()) == ([2, 1], [3, 3])


def test_sessions_count_teams_of_schools_that_are_expected():
    attended = pd.DataFrame(
        {
            "school_id": ["A", "A", "B", "Z", "C"],
            "session_id": ["1", "2", "2", "2", "0"],
            "held_on": days("2024-09-12", "2024-11-05", "2024-11-05", "2024-11-05", "2023-12-01"),
            "people": [4, None, 3, 9, 5],
        }
    )
    found = development(attended, frozenset("ABC"), pd.Timestamp("2024-08-01"), AS_OF)
    assert found == Development(expected=3, schools=2, sessions=2, people=16.0, none_for_a_year=1)
    nobody = development(attended[:0], frozenset("ABC"), pd.Timestamp("2024-08-01"), AS_OF)
    assert np.isnan(nobody.people)
    assert (nobody.schools, nobody.none_for_a_year) == (0, 3)
