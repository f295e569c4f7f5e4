"""Notebooks as pages: who sees what in them, what goes wrong in words, and nothing is left behind."""

import gc
import re
import weakref
from dataclasses import replace
from datetime import date
from typing import Any

import panel as pn
import pytest

from dashboards.notebooks import NotebookVisit
from dashboards.pages.notebook import Notebooks
from dashboards.shell.navigation import led_to, pages_of
from dashboards.shell.who import Visitor, first_visitor
from dashboards.state.notebooks import FOLDER, NOTEBOOKS, read_notebook
from data import district_frames, open_district
from models import queries
from models.database import URL_VARIABLE, Database
from models.errors import NotAllowedError
from models.vocabulary import Role

TODAY = date(2026, 4, 20)


@pytest.fixture(scope="module")
def database(sample_looked_at: Database) -> Database:
    return sample_looked_at


@pytest.fixture(autouse=True)
def _as_on_a_server(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(district_frames, "_serves", False)  # put back afterwards: other tests work at a machine
    monkeypatch.setenv(URL_VARIABLE, database.url.render_as_string(hide_password=False))


def visitor_of(database: Database, login: str) -> Visitor:
    with database.reading() as session:
        viewer = queries.viewer(session, 1, login, TODAY)
    return replace(first_visitor(database, TODAY), viewer=viewer)


def opened(database: Database, address: str, login: str = "r.okafor") -> Notebooks:
    """The page, its cells run on the spot as no server runs."""
    page = Notebooks(database, visitor_of(database, login), address)
    page.page()
    return page


def texts(page: Notebooks) -> str:
    return " ".join(str(pane.object) for pane in page._sheet.select() if isinstance(getattr(pane, "object", None), str))


def test_every_notebook_of_the_folder_is_listed_and_none_is_listed_that_is_not_there(database: Database):
    assert {path.stem for path in FOLDER.glob("*.ipynb")} == set(NOTEBOOKS)
    shown = texts(opened(database, "?month=2026-03&open=nothing"))
    assert all(f"notebook?month=2026-03&open={name}" in shown for name in NOTEBOOKS)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_as_a_page_whole_and_every_text_with_cells_shows_something(name: str, database: Database):
    page = opened(database, f"?open={name}")
    assert page._frame.words["notice"] == ""
    blocks = read_notebook(FOLDER / f"{name}.ipynb").blocks
    assert "Being worked out" not in texts(page)
    assert page._frame.words["answer"] == read_notebook(FOLDER / f"{name}.ipynb").title
    assert len(page._sheet[0].select()) > len(blocks)


def test_a_notebook_shows_the_district_as_its_visitor_and_follows_the_address(database: Database):
    assert "as Rosa Okafor (coordinator) sees it" in texts(opened(database, "?open=your_own_question"))
    page = opened(database, "?open=a_school_in_depth&month=2026-02&cluster=Lakeview")
    said = " ".join(str(line.value) for line in page._sheet.select(pn.widgets.StaticText))
    assert re.search(r"of 11 February reports are in.* Showing 11 of \d+ schools", said)


def test_a_served_notebook_never_looks_as_somebody_else(database: Database):
    director = visitor_of(database, "m.alvarez").viewer
    with district_frames.only_as(director), pytest.raises(NotAllowedError, match="as its visitor may see it only"):
        open_district(login="r.okafor")
    with pytest.raises(NotAllowedError, match="as its visitor may see it only"):
        open_district()  # as code would that runs later, when somebody moves a slider


def test_notebooks_are_the_offices_and_a_liaison_is_led_to_the_own_school():
    assert [role.value for role in Role if "notebook" in pages_of(role)] == [
        role.value for role in Role if role is not Role.LIAISON
    ]
    assert led_to("/notebook", Role.LIAISON, {"open": "triage", "month": "2026-03"}) == "our_school?month=2026-03"


def test_what_fails_in_a_cell_is_told_in_words_and_what_ran_before_stays(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    told: list[str] = []
    monkeypatch.setattr("dashboards.pages.notebook.in_words", lambda error: told.append(str(error)))
    monkeypatch.setenv(URL_VARIABLE, "sqlite:////nowhere/none.db")
    page = opened(database, "?open=your_own_question")
    assert len(told) == 1
    assert "database" in told[0]
    assert "Being worked out" not in texts(page)


def test_nothing_of_a_notebook_is_left_when_its_page_is_gone(database: Database):
    before = {id(one) for one in gc.get_objects() if isinstance(one, NotebookVisit)}
    page: Any = opened(database, "?open=explore_trends")
    visits = [weakref.ref(one) for one in gc.get_objects() if isinstance(one, NotebookVisit) and id(one) not in before]
    assert len(visits) == 1
    gone = weakref.ref(page)
    del page
    gc.collect()
    assert gone() is None
    assert [visit for visit in visits if visit() is not None] == []
