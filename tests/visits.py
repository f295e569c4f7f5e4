"""The sample district as a visitor's page has it, and what others write into it meanwhile."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from dashboards.state.background import AtOnce
from dashboards.state.district.data import DistrictData, district_now
from dashboards.state.visit import Visit
from models import queries
from models.actions.decisions import add_decision
from models.database import Database
from models.errors import PartnershipError
from models.permissions import administrator_on_the_server
from models.recording.incoming import IncomingRows
from models.recording.record import record
from models.vocabulary import DecisionKind
from tests.factories import school_row

AS_OF = date(2026, 4, 10)
AT = datetime(2026, 4, 12, 15, 0, tzinfo=UTC)
IMPORTED_AT = datetime(2026, 4, 9, 15, 0, tzinfo=UTC)
"""Before the list of March is made, so that it holds what is imported."""
MARCH, SCHOOL = date(2026, 3, 1), "4-012"


class Held(AtOnce):
    """A background whose work is done when a test says so."""

    is_at_once = False

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]]] = []

    def read(self, work: Callable[[], Any], then: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        self.waiting.append((work, then, failed))

    def go_on(self) -> None:
        work, then, failed = self.waiting.pop(0)
        try:
            result = work()
        except PartnershipError as error:
            failed(error)
            return
        then(result)


def visit_of(database: Database, login: str = "m.alvarez", address: str = "") -> Visit:
    with database.reading() as session:
        return Visit(database, queries.viewer(session, 1, login, AS_OF), address, today=lambda: AS_OF)


def bring(database: Database, **rows: Any) -> None:
    """Import rows of the sample's district."""
    with database.writing() as session:
        record(session, administrator_on_the_server("Ana", 1), IncomingRows(**rows), at=IMPORTED_AT)


def rename(database: Database, name: str) -> None:
    """Import the school again, under another name."""
    bring(database, schools=[school_row(SCHOOL, name=name, opened_on=date(1990, 8, 1))])


def decide(database: Database, login: str = "m.alvarez", school_id: str = SCHOOL) -> None:
    with database.writing() as session:
        add_decision(
            session, queries.viewer(session, 1, login, AS_OF), school_id, DecisionKind.JUDGEMENT, puts_on_list=True,
            starts_on=AS_OF, ends_on=date(2026, 6, 10), note="Two members left.", at=AT,
        )  # fmt: skip


def district_of(database: Database) -> DistrictData:
    """The sample's district as of now, to read later as long as nobody writes."""
    with district_now(database, 1) as district:
        return district
