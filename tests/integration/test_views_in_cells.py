"""Views in cells: they follow one visit, say what they show as a frame, and keep to what their person may see."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import holoviews as hv
import hvplot.pandas  # noqa: F401 - gives frames `.hvplot`
import pandas as pd
import pytest
from bokeh.document import Document
from sqlalchemy import text

from dashboards.charts.month_chart import month_chart
from dashboards.charts.trend_chart import trend_chart
from dashboards.notebooks import BoardPicture, NotebookVisit, OneSchool, Schools, Trends, WhatIf, months_of, open_visit
from dashboards.views.parts.in_place import InPlace
from dashboards.views.rules.what_if import WhatIf as WhatIfView
from data import open_district
from models.database import Database, connect
from models.errors import NotAllowedError, PartnershipError

ON = date(2026, 4, 12)
OUTSIDE = re.compile(r"<(?:script|link|img)[^>]*(?:src|href)=\"https?://")
FAMILIES = text("""
    SELECT sum(activity.families_attended) FROM activity
    JOIN monthly_report AS report USING (school_id, month)
    JOIN school_in_year AS school ON school.school_id = activity.school_id AND school.school_year = '2025-26'
    WHERE activity.revision = report.revision AND NOT activity.is_cancelled
    AND coalesce(activity.counting_method, '') NOT IN ('views', 'tickets')
    AND activity.month = '2026-03-01' AND school.cluster = 'Lakeview'
""")
HVPLOTS: dict[str, Callable[[pd.DataFrame], Any]] = {
    "schools": lambda frame: frame.hvplot.scatter("enrollment", "low_income_rate", by="level"),
    "reports": lambda frame: frame.hvplot.line("month", "families", by="school_id"),
    "activities": lambda frame: frame.hvplot.scatter("activity_date", "families_attended", by="involvement_type"),
    "responses": lambda frame: frame.hvplot.hist("returned", by="instrument"),
    "plans": lambda frame: frame.groupby("goal").size().hvplot.bar(),
    "contacts": lambda frame: frame.groupby("contacted_on").size().hvplot.step(),
    "indicators": lambda frame: frame.hvplot.box("points", by="indicator"),
    "support_need": lambda frame: frame.hvplot.scatter("rank_lo", "score", by="enough_data"),
}


@pytest.fixture(scope="module")
def sample(sample_district: Callable[[], str]) -> Iterator[Database]:
    database = connect(sample_district())
    yield database
    database.close()


@pytest.fixture
def visit(sample: Database) -> NotebookVisit:
    return open_visit(sample, on=ON)


def test_a_filter_set_in_any_cell_reaches_every_view_and_its_frame(visit: NotebookVisit, sample: Database):
    schools, whole, months = Schools(visit), OneSchool(visit), OneSchool(visit, "months")
    trends = [Trends(visit, kind) for kind in ("tiles", "over_time", "clusters")]
    board, what_if = BoardPicture(visit), WhatIf(visit)
    views = [schools, whole, months, *trends, board, what_if]
    shown = [view.__panel__().get_root(Document()) for view in views]
    assert len(schools.selected) == 86
    board.filters.cluster = "Lakeview"
    assert schools.selected["cluster"].unique().tolist() == ["Lakeview"]
    with sample.reading() as session:
        families = session.execute(FAMILIES).scalar()
    for view in (*trends, board):
        assert view.selected.iloc[-1][["value", "received", "expected"]].tolist() == [families, 10, 11]
    assert whole.school_id == months.school_id == schools.selected["school_id"][0]
    assert "Lakeview" in str([title.text for title in board._plot.handles["around"].values()])
    assert what_if.filters is schools.filters
    assert "11 rows selected" in repr(schools)
    assert len(shown) == len(views)


def test_opening_a_school_in_the_list_opens_it_beside(visit: NotebookVisit):
    schools, school = Schools(visit), OneSchool(visit)
    schools._view._handle_msg({"open": "5-007"})
    assert school.school_id == "5-007"
    assert school.selected["month"].max() == pd.Timestamp("2026-05-01")
    school._choice.value = "4-017"
    assert visit.filters.school == "4-017"


def test_a_link_inside_a_view_is_followed_by_the_visit_and_no_other_message_is(visit: NotebookVisit):
    place = InPlace(went=visit.follow)
    for message in ({"go": 3}, {"go": ""}, "?cluster=Garden", {"other": "?cluster=Garden"}):
        place._handle_msg(message)
    assert visit.computations == 1
    place._handle_msg({"go": "?cluster=Garden&month=2026-03"})
    assert visit.filters.cluster == "Garden"


def test_a_moved_rule_changes_the_frame_and_can_only_be_proposed(sample_district: Callable[[], str]):
    database = connect(sample_district())
    visit = open_visit(database, on=ON)
    what_if = WhatIf(visit)
    (view,) = what_if.__panel__().select(WhatIfView)
    assert (view.may, view.stands, view.draft) == ("propose", True, "")
    assert what_if.selected["moves"].unique().tolist() == [""]
    moved = {"visits": 14}
    view._handle_msg({"try": moved, "moving": True, "turn": 1})
    assert what_if.selected["moves"].unique().tolist() == [""], "a slider that moves still"
    view._handle_msg({"try": moved, "moving": False, "turn": 2})
    effect = json.loads(view.effect)
    entering = what_if.selected[what_if.selected["moves"].eq("enters")]
    assert entering["school_id"].tolist() == [school["id"] for school in effect["enter"]]
    assert len(entering) == 1
    view._handle_msg({"propose": moved, "name": "One visit more", "note": "April has room", "turn": 3})
    assert what_if._said.visible
    with database.reading() as session:
        names = session.execute(text("SELECT name FROM rule_proposal WHERE note = 'April has room'")).scalars().all()
        saved = session.execute(text("SELECT count(*) FROM rule_set WHERE name = 'One visit more'")).scalar()
    assert (names, saved) == (["One visit more"], 0)
    database.close()


def test_a_liaison_sees_the_own_school_alone(sample: Database):
    liaison = open_visit(sample, login=_a_liaison(sample), on=ON)
    assert len(Schools(liaison).selected) == 1
    assert [OneSchool(liaison).school_id] == Schools(liaison).selected["school_id"].tolist()
    for refused in (Trends, BoardPicture, WhatIf):
        with pytest.raises(NotAllowedError):
            refused(liaison)
    with pytest.raises(NotAllowedError):
        _ = liaison.judged


def _a_liaison(database: Database) -> str:
    with database.reading() as session:
        return str(session.execute(text("SELECT login FROM person WHERE role = 'liaison' ORDER BY login")).scalar())


def test_the_boards_picture_is_kept_as_one_file_that_asks_nobody(visit: NotebookVisit, tmp_path: Path):
    board = BoardPicture(visit)
    page = board.save(tmp_path / "families.html").read_text(encoding="utf-8")
    assert "Families attended a month, the whole district" in page
    assert "as known on 10 April 2026" in page
    assert OUTSIDE.findall(page) == []
    with pytest.raises(PartnershipError, match="press PNG"):
        board.save(tmp_path / "families.png")


@pytest.mark.parametrize("frame", HVPLOTS)
def test_one_line_of_hvplot_draws_every_frame(frame: str, sample: Database):
    found = getattr(open_district(sample, on=ON), frame)
    drawn = HVPLOTS[frame](found() if callable(found) else found)
    assert hv.renderer("bokeh").get_plot(drawn).state.renderers


def test_the_products_charts_take_what_a_visit_gives(visit: NotebookVisit):
    over_time = visit.trends().chart
    assert over_time is not None
    months = months_of(visit, "5-007")
    for chart in (
        trend_chart(Trends(visit).selected, marks=over_time.marks, last=over_time.last),
        month_chart(months, "activities"),
        month_chart(months, "reach"),
    ):
        assert hv.renderer("bokeh").get_plot(chart).state.renderers
