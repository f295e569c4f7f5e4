"""What is other schools' or other people's own is in nothing that a liaison is sent: planted, and looked for."""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from openpyxl import load_workbook
from sqlalchemy import Enum, String, Table

from dashboards.pages.practices import Practices
from dashboards.pages.report import Report
from dashboards.shell.navigation import PAGES
from dashboards.shell.who import Visitor
from models import queries
from models.database import connect
from models.tables import Base
from models.vocabulary import Role
from models.wording.language import words_in
from tests.hostile_text import KEPT
from tests.integration.planted_rows import plant
from tests.serving import Server
from tests.signing_in import BY_PASSWORD, give_passwords, key_of
from tests.socket_client import SocketClient

LIAISON, DIRECTOR, OWN, CLUSTER = "c.eriksen33", "m.alvarez", "4-012", "Lakeview"
SHARED = ("practice_answer", "practice_state_change", "practice_write_up", "practice")
"""What schools publish for all; `test_our_school.py` sees to it that no school is named there."""
SECRET = re.compile(r"Quartz-[a-z_]+\.[a-z_]+")


def planted_in(database_url: str) -> list[str]:
    """Every free text of other schools, and how to reach people the liaison does not turn to; by table and column."""
    connection = sqlite3.connect(database_url.removeprefix("sqlite:///"))
    connection.execute("PRAGMA foreign_keys = OFF")
    refusing = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in refusing:
        connection.execute(f'DROP TRIGGER "{name}"')
    done = []
    for table in Base.metadata.sorted_tables:
        if table.name in SHARED:
            connection.execute(f'DELETE FROM "{table.name}"')
        elif "school_id" in table.columns:
            done += [put(connection, table, column, "school_id <> ?", OWN) for column in free_texts(table)]
    theirs = "login <> ? AND person_id NOT IN (SELECT person_id FROM coordinator_cluster WHERE cluster = ?)"
    person = Base.metadata.tables["person"]
    done += [put(connection, person, column, theirs, LIAISON, CLUSTER) for column in ("email", "phone")]
    connection.commit()
    connection.close()
    return [name for name in done if name]


def free_texts(table: Table) -> list[str]:
    return [
        column.name
        for column in table.columns
        if isinstance(column.type, String)
        and not (isinstance(column.type, Enum) or column.primary_key or column.foreign_keys or column.name in KEPT)
    ]


def put(connection: sqlite3.Connection, table: Table, column: str, where: str, *of: str) -> str:
    """Its name, where there was a row to plant in."""
    name = f"{table.name}.{column}"
    changed = connection.execute(
        f'UPDATE "{table.name}" SET "{column}" = \'Quartz-{name}-\' || rowid WHERE {where}', of
    )
    return name if changed.rowcount > 0 else ""


@dataclass(frozen=True)
class Planted:
    """names: of the columns there was a row to plant in. keys: of the browsers of two people who are signed in."""

    server: Server
    names: list[str]
    keys: dict[str, str]


@pytest.fixture(scope="module")
def planted(sample_district: Callable[[], str], served: Callable[..., Server]) -> Planted:
    url = sample_district()
    give_passwords(url, DIRECTOR)
    database = connect(url)
    with database.writing() as session:
        plant(session, 1)
    keys = {login: key_of(database, login) for login in (LIAISON, DIRECTOR)}
    database.close()
    names = planted_in(url)
    return Planted(served(url, **BY_PASSWORD, PARTNERSHIP_SIGN_IN__PAGES_AT_ONCE="1000"), names, keys)


def sent(planted: Planted, login: str, page: str, query: str) -> str:
    """All that comes to somebody who asks for a page: the page, its address and frames, or why there is none."""
    server, cookie = planted.server, {"Cookie": f"partnership={planted.keys[login]}"}
    if login != LIAISON or page in PAGES[Role.LIAISON]:
        with SocketClient(server.url, page, query, **cookie) as client:
            client.look_again()
            return client.received()
    try:
        with urlopen(Request(f"{server.url}/{page}{query}", headers=cookie), timeout=20) as answer:
            return str(answer.read().decode() + answer.url)
    except HTTPError as error:
        return f"{error.headers}{error.read().decode()}"


def test_nothing_of_others_is_sent_to_a_liaison(planted: Planted):
    assert len(planted.names) >= 50
    assert "Fairbrook" in sent(planted, LIAISON, "our_school", "")
    pages = sorted({page for role in Role for page in PAGES[role]})
    for query in ("", "?school=4-002&month=2026-03", f"?school={OWN}"):
        for page in pages:
            assert set(SECRET.findall(sent(planted, LIAISON, page, query))) == set(), f"{page}{query}"


def test_nor_is_it_in_a_file_that_a_liaison_downloads(planted: Planted):
    database = connect(planted.server.database_url)
    with database.reading() as session:
        viewer = queries.viewer(session, 1, LIAISON, date(2026, 4, 12))
    visitor = Visitor(viewer, words_in(), "Alder Valley Schools", "alder-valley", (), "")
    month = load_workbook(BytesIO(Report(database, visitor, "?month=2026-03")._file()))
    cells = [str(cell.value) for sheet in month for row in sheet.iter_rows() for cell in row if cell.value is not None]
    files = ["\n".join(cells), Practices(database, visitor, "")._file("csv").decode("utf-8-sig")]
    database.close()
    assert "Fairbrook" in files[0]
    assert [SECRET.findall(text) for text in files] == [[], []]


def test_the_office_is_sent_what_was_planted(planted: Planted):
    """So that the test above looks for what would be there."""
    pages = ("triage", "school", "plan", "review", "report", "support")
    seen = {name for page in pages for name in SECRET.findall(sent(planted, DIRECTOR, page, "?school=4-002"))}
    assert len(seen) >= 10, seen
