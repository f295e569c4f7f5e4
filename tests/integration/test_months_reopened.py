"""A locked month that the director opened again is marked among the months of a school and of the district."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

from models import queries
from models.actions.month_locks import reopen_month
from models.database import connect
from tests import trends_page
from tests.school_pages import page_of

OPENED = datetime(2026, 4, 9, 15, tzinfo=UTC)
OCTOBER = date(2025, 10, 1)


def test_a_month_opened_again_is_marked_in_a_schools_months_and_on_the_trends(sample_district: Callable[[], str]):
    database = connect(sample_district())
    marks = trends_page.visit(database).trends().chart.marks
    assert "opened again" not in " ".join(marks["words"]) + json.dumps(page_of(database, "4-012"))
    with database.writing() as session:
        director = queries.viewer(session, 1, "m.alvarez", OPENED.date())
        reopen_month(session, director, OCTOBER, date(2026, 4, 20), "Two sheets were swapped.", at=OPENED)
    marks = trends_page.visit(database).trends().chart.marks
    told = marks[marks["words"].str.startswith("opened again")]
    assert [(month.date(), words) for month, words in told.to_numpy().tolist()] == [(OCTOBER, "opened again 9 Apr")]
    assert "opened again 9 Apr" in json.dumps(page_of(database, "4-012"))
    earlier = trends_page.visit(database, "?month=2026-02&cluster=all").trends().chart.marks
    assert "opened again" not in " ".join(earlier["words"]), "a list's day before it did not know of it"
    database.close()
