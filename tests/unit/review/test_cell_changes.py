"""What a correction changes is told cell by cell, and nothing else."""

from datetime import date

import pandas as pd

from dashboards.state.review.changes import CellChange, cell_changes
from dashboards.state.review.gathered import Whole

NOTHING = pd.DataFrame()
REPORT = {"nil_reason": None, "team_met": True, "team_minutes": 60.0, "barriers": ["transport"], "notes": "Rain."}
NIGHT = {
    "activity_id": "A1", "title": "Reading night", "involvement_type": 4, "families_attended": 480.0,
    "activity_date": pd.Timestamp("2026-03-23"), "counting_method": None,
}  # fmt: skip
CARDS = {"response_id": "R1", "activity_id": "A1", "sent": 30.0, "returned": 32.0}


def whole(report=REPORT, activities=(NIGHT,), responses=(CARDS,)) -> Whole:
    return Whole(pd.DataFrame([report]), pd.DataFrame(activities), pd.DataFrame(responses), NOTHING)


def test_equal_revisions_differ_in_no_cell():
    assert cell_changes(whole(), whole()) == []


def test_each_cell_that_differs_is_told_with_both_values():
    after = whole(
        REPORT | {"team_minutes": float("nan"), "barriers": []},
        [
            NIGHT
            | {"families_attended": 48.0, "activity_date": pd.Timestamp("2026-03-24"), "counting_method": "sign_in"}
        ],
        [CARDS | {"sent": 35}],
    )
    assert cell_changes(whole(), after) == [
        CellChange("revisions", "", "", "Minutes of the team's meeting", 60, None),
        CellChange("revisions", "", "", "In the way", ("transport",), None),
        CellChange("activities", "A1", "Reading night", "Day", date(2026, 3, 23), date(2026, 3, 24)),
        CellChange("activities", "A1", "Reading night", "Families", 480, 48),
        CellChange("activities", "A1", "Reading night", "Counted by", None, "sign_in"),
        CellChange("responses", "R1", "Reading night", "Cards sent", 30, 35),
    ]


def test_a_row_that_came_or_went_is_told_once_with_what_it_holds():
    more = NIGHT | {"activity_id": "A2", "title": "Budget hearing", "families_attended": 9.0}
    found = cell_changes(whole(responses=()), whole(activities=[NIGHT, more], responses=()))
    assert [(one.row, one.label, one.before) for one in found] == [("A2", "", None)]
    assert found[0].after["Families"] == 9
    gone = cell_changes(whole(activities=[NIGHT, more]), whole())
    assert [(one.row, one.label, one.after) for one in gone] == [("A2", "", None)]
