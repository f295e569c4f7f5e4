"""The trends of the sample district as a visitor's page has them, and one of its cards."""

from datetime import date

from dashboards.state.trends.section import SectionShown
from dashboards.state.trends.visit import TrendsVisit
from models import queries
from models.database import Database
from models.wording.language import words_in

TODAY = date(2026, 4, 20)


def visit(database: Database, address: str = "?month=2026-03&cluster=all", login: str = "m.alvarez") -> TrendsVisit:
    with database.reading() as session:
        viewer = queries.viewer(session, 1, login, TODAY)
    return TrendsVisit(database, viewer, address, words_in(), today=lambda: TODAY)


def section(page: TrendsVisit, code: str) -> SectionShown:
    shown: list[SectionShown] = []

    def failed(error: Exception) -> None:
        raise error

    page.prepare_section(code, shown.append, failed)
    (only,) = shown
    return only
