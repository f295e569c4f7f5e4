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
