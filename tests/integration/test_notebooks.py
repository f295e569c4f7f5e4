"""Every notebook runs from the first cell to the last on any district, offline, and stays alive after that."""

import asyncio
import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import nbformat
import pytest
from bokeh.document import Document
from bokeh.models import Div, ImportedStyleSheet, UIElement
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from panel.io.notebook import patch_inline_stylesheets
from panel.models.esm import ReactiveESM
from sqlalchemy import text

from dashboards.notebooks import Schools, open_visit
from data.importing.import_files import import_paths
from models.database import URL_VARIABLE, connect
from models.errors import PartnershipError
from models.settings import ROOT
from tests.factories import ANA, make_district
from tests.integration.test_importing_exchange import AT, FILES

FOLDER = ROOT / "dashboards" / "notebooks"
TRIAGE, QUESTION, SCHOOL = (FOLDER / f"{name}.ipynb" for name in ("triage", "your_own_question", "a_school_in_depth"))
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
NEEDS_NO_DISTRICT = ("check_the_method",)
"""Makes districts of its own."""
OF_A_DISTRICT = [path for path in NOTEBOOKS if path.stem not in NEEDS_NO_DISTRICT]
COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*$", re.DOTALL | re.MULTILINE)
OUTSIDE = re.compile(r"https?://(?!localhost|127\.0\.0\.1|www\.w3\.org/)[^\s\"'\\<>)]*")
LIBRARIES = ("application/javascript", "application/vnd.holoviews_load.v0+json")
"""The libraries themselves, sent along in the first cell: they name hosts in licences and in parts we don't use."""


def run(*more: str, path: Path = TRIAGE) -> NotebookClient:
    """Run a notebook, with cells of `more` behind it."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in more]
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}})
    asyncio.run(client.async_execute())  # a loop of its own that is closed, where execute() leaves one behind
    return client


def run_here(path: Path) -> dict[str, object]:
    """What a notebook's cells leave, run in this process: in the tenth of the time that a kernel takes to start."""
    names: dict[str, object] = {"display": lambda *shown: None}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            exec(cell.source, names)  # noqa: S102 - our own notebook
    return names


def asked(text: str) -> set[str]:
    """Addresses of other hosts in what a browser gets, comments left out."""
    return set(OUTSIDE.findall(COMMENT.sub("", text)))


@pytest.fixture(scope="module")
def ran(sample_district: Callable[[], str]) -> NotebookClient:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(URL_VARIABLE, sample_district())
        return run('visit.filters.cluster = "Lakeview"\nvisit.screen.showing')


def outputs(ran: NotebookClient) -> list[tuple[str, str]]:
    return [
        (kind, str(drawn))
        for cell in ran.nb.cells
        for output in cell.get("outputs", [])
        for kind, drawn in output.get("data", {}).items()
        if kind not in LIBRARIES
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_what_it_drew_and_defines_nothing_that_belongs_elsewhere(path: Path):
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert [cell for cell in cells if cell.outputs or cell.execution_count] == []
    assert [cell.source for cell in cells if re.search(r"^\s*(def|class) ", cell.source, re.MULTILINE)] == []


def test_the_notebook_of_ones_own_questions_runs_and_asks_no_other_host(
    sample_district: Callable[[], str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(URL_VARIABLE, sample_district())
    ran = run("late['late'].sum(), answers.index.tolist()", path=QUESTION)
    database = connect(os.environ[URL_VARIABLE])
    with database.reading() as session:
        late = session.execute(
            text("SELECT count(*) FROM monthly_report WHERE first_submitted_date > due_date")
        ).scalar()
    database.close()
    assert ran.nb.cells[-1].outputs[0]["data"]["text/plain"] == f"(np.int64({late}), [1, 2, 3, 4, 5, 6])"
    assert {url for _, drawn in outputs(ran) for url in asked(drawn)} == set()


def test_the_notebook_draws_the_list_the_months_and_a_chart_and_asks_no_other_host(ran: NotebookClient):
    drawn = [text for kind, text in outputs(ran) if kind == "text/html" and "docs_json" in text]
    signs = {"list": '"class_name":"SchoolList"', "months": '"class_name":"MonthsPicture"', "chart": '"name":"Figure"'}
    shown = [name for text in drawn for name, sign in signs.items() if sign in text]
    assert shown == ["list", "months", "chart"]
    assert {url for _, text in outputs(ran) for url in asked(text)} == set()


def test_a_filter_set_in_a_later_cell_reaches_the_kernel(ran: NotebookClient):
    assert ran.nb.cells[-1].outputs[0]["data"]["text/plain"] == "'Showing 11 of 85 schools'"


@pytest.mark.parametrize("kind", ["list", "months"])
def test_what_a_cell_shows_follows_a_filter_and_needs_no_stylesheet_from_a_cdn(
    kind: str, sample_district: Callable[[], str]
):
    database = connect(sample_district())
    visit = open_visit(database, on=date(2026, 4, 12))
    in_two_cells = [Schools(visit, kind).__panel__().get_root(Document()) for _ in range(2)]
    models = [model for root in in_two_cells for model in root.select({"type": UIElement})]
    for model in models:
        patch_inline_stylesheets(model)  # as Panel does when it draws a cell
    visit.filters.cluster = "Lakeview"
    sentences = [model.text for model in models if isinstance(model, Div)]
    assert sentences == [f"{visit.screen.answer} Showing 11 of 85 schools."] * 2
    shown = [len(model.data.shown) for model in models if isinstance(model, ReactiveESM) and "shown" in dir(model.data)]
    assert shown == [11, 11]
    assert [sheet for model in models for sheet in model.stylesheets if isinstance(sheet, ImportedStyleSheet)] == []
    database.close()


def test_the_notebook_of_one_school_draws_a_bare_chart_of_a_frame_and_asks_no_other_host(
    sample_district: Callable[[], str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(URL_VARIABLE, sample_district())
    ran = run(path=SCHOOL)
    bars = [
        drawn for kind, drawn in outputs(ran) if kind == "text/html" and "Learning at home" in drawn and "VBar" in drawn
    ]
    assert len(bars) == 1
    assert {url for _, drawn in outputs(ran) for url in asked(drawn)} == set()


@pytest.mark.parametrize("path", OF_A_DISTRICT, ids=lambda path: path.stem)
def test_a_notebook_runs_on_a_small_district_of_files_and_on_one_without_schools(
    path: Path, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    database = connect(sqlite_url)
    make_district(database)
    with suppress(PartnershipError):  # that there is nothing yet is said in words
        run_here(path)
    (folder := tmp_path / "district").mkdir()
    for name, content in FILES.items():
        (folder / f"{name}.csv").write_text(content)
    import_paths(database, [folder], mapping="exchange", viewer=ANA, at=AT)
    run_here(path)
    database.close()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_on_an_empty_database_a_notebook_says_what_to_do(path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    if path.stem in NEEDS_NO_DISTRICT:
        run_here(path)
        return
    with pytest.raises(PartnershipError, match=r"There is no district in the database yet\. Run `partnership sample`"):
        run_here(path)


def test_without_a_database_a_notebook_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path / 'none.db'}")
    with pytest.raises(CellExecutionError) as failure:
        run()
    assert "There is no database yet. Run `partnership init`." in str(failure.value)
    assert "require_schema" not in str(failure.value), "the words, not the way to them"
