"""The notebook that a page hands out shows what was on screen, and holds no figure and nobody's name."""

import json
import re
from typing import Any

import panel as pn
import pytest

from dashboards.state.notebook_file import notebook_file
from dashboards.state.school_page.visit import SchoolVisit
from dashboards.state.trends.visit import TrendsVisit
from dashboards.state.triage.export_frame import triage_frame
from dashboards.views.trends.downloads import download_buttons as trends_buttons
from dashboards.views.triage.downloads import download_buttons as triage_buttons
from models import queries
from models.database import URL_VARIABLE, Database
from models.wording.language import words_in
from tests.visits import AS_OF, visit_of

LOGIN = "m.alvarez"
DISTRICT = "Alder Valley Schools"


@pytest.fixture(scope="module")
def database(sample_looked_at: Database) -> Database:
    return sample_looked_at


@pytest.fixture(autouse=True)
def _of_this_district(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL_VARIABLE, database.url.render_as_string(hide_password=False))


def visit(kind: Any, database: Database, address: str) -> Any:
    with database.reading() as session:
        viewer = queries.viewer(session, 1, LOGIN, AS_OF)
    return kind(database, viewer, address, words_in(), today=lambda: AS_OF)


def notebook_in(view: pn.viewable.Viewable) -> bytes:
    buttons = [one for one in view.select(pn.widgets.FileDownload) if str(one.filename).endswith(".ipynb")]
    content: bytes = buttons[0].callback().read()
    return content


def run(notebook: bytes) -> dict[str, Any]:
    """What its cells leave, run from the first to the last."""
    names: dict[str, Any] = {}
    for cell in json.loads(notebook)["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            exec(cell["source"], names)  # noqa: S102 - made by our own page
    return names


def test_the_filtered_list_comes_back_school_by_school_and_tier_by_tier(database: Database):
    page = visit_of(database, LOGIN, "?month=2026-02&cluster=all&level=elementary&tiers=extra_support,steady")
    notebook = notebook_in(triage_buttons(page, DISTRICT))
    shown = run(notebook)["schools"]
    rows = triage_frame(page.screen, page.sparks)
    assert sorted(shown.selected["school_id"]) == sorted(rows["school_id"])
    assert len(rows) > 20
    tiers = shown.selected.set_index("school_id")["tier"]
    assert tiers.to_dict() == page.board.schools.loc[list(page.screen.shown), "tier"].to_dict()
    assert shown.visit.screen.answer == page.screen.answer
    assert shown.selected.set_index("school_id")["contact_days"].to_dict() == pytest.approx(
        rows.set_index("school_id")["days_since_contact"].astype(float).to_dict(), nan_ok=True
    )
    with database.reading() as session:
        names = [*queries.identities(session, 1, AS_OF)["name"], *page.board.schools["name"]]
    assert [name for name in names if name in notebook.decode()] == []
    assert LOGIN not in notebook.decode()


def test_a_view_of_the_trends_comes_back_tile_by_tile_and_month_by_month(database: Database):
    page = visit(TrendsVisit, database, "?month=2026-03&cluster=Lakeview&figure=activities&compare=month")
    shown = run(notebook_in(trends_buttons(page, DISTRICT)))["trends"]
    told = page.trends()
    assert shown.visit.trends().part["tiles"] == told.part["tiles"]
    assert shown.visit.trends().answer == told.answer
    assert told.chart is not None
    assert shown.selected.equals(told.chart.frame)


def test_a_schools_page_comes_back_and_with_it_the_rows_of_that_school(database: Database):
    page = visit(SchoolVisit, database, "?month=2026-02&school=4-012")
    address = page.filters.address(school=page.school_id)
    names = run(notebook_file(words_in(), "school", address=address, on=AS_OF, chosen=[]))
    again = names["school"].visit.school_page()
    assert (again.answer, again.sentence) == (page.school_page().answer, page.school_page().sentence)
    assert set(names["district"].activities.query("school_id == @names['school_id']")["school_id"]) == {"4-012"}


def test_a_filter_that_reads_like_code_stays_text(database: Database):
    page = visit_of(database, LOGIN, "?month=2026-02&cluster=all&search=%27%29%3Bimport+os%23%7Bx%7D")
    notebook = notebook_in(triage_buttons(page, DISTRICT))
    assert re.findall(r"^import os", "\n".join(str(cell["source"]) for cell in json.loads(notebook)["cells"])) == []
    assert list(run(notebook)["schools"].selected["school_id"]) == []
