"""A server runs each page for itself before anybody asks, and leaves what that loaded out of later collections."""

from collections.abc import Callable

import pytest
from bokeh.document import Document
from panel.io.state import set_curdoc

from dashboards.pages.home import Home
from dashboards.pages.trends import Trends
from dashboards.pages.triage import Triage
from dashboards.shell import opening
from models.database import URL_VARIABLE, connect
from models.tables import LastVisit


@pytest.mark.parametrize("page", [Home, Trends, Triage])
def test_a_page_is_made_whole_for_nobody_and_nothing_is_written(
    page: type[opening.PageClass], sample_district: Callable[[], str], monkeypatch: pytest.MonkeyPatch
):
    url, frozen = sample_district(), []
    monkeypatch.setenv(URL_VARIABLE, url)
    monkeypatch.setattr(opening.gc, "freeze", lambda: frozen.append(page))
    with set_curdoc(Document()):
        opening.open_page(page)
    assert frozen == [page], "made whole: a refusal or an error freezes nothing"
    database = connect(url)
    with database.reading() as session:
        assert session.query(LastVisit).count() == 0
    database.close()


@pytest.mark.parametrize(("page", "is_ready_first", "is_made"), [(Triage, True, True), (Home, False, False)])
def test_of_a_large_district_the_list_is_made_and_other_pages_wait_for_whoever_opens_them(
    page: type[opening.PageClass],
    is_ready_first: bool,
    is_made: bool,
    sample_district: Callable[[], str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv(URL_VARIABLE, sample_district())
    monkeypatch.setattr("dashboards.state.district.warm.LARGE", 86)
    whole, made = page.page, []
    monkeypatch.setattr(page, "page", lambda shown: made.append(shown) or whole(shown))
    with set_curdoc(Document()):
        opening.open_page(page, is_ready_first=is_ready_first)
    assert bool(made) is is_made
