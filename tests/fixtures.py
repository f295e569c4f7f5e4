"""What all tests share: real databases, the served dashboards, a watched browser, and repeatable random examples."""

import fcntl
import gc
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dashboards.state.district.data import kept_for_all
from data.sample.make import make_sample
from models.database import Database, connect
from tests.commands import end_ready_program
from tests.copying import copy_rows
from tests.factories import assert_kept_equals_rebuilt
from tests.one_browser import OneBrowser
from tests.postgres import PostgresServer
from tests.serving import Server
from tests.watching import Watch, leave

# The same examples on every run and machine: a red run can be repeated, and a slow machine is no failure.
settings.register_profile("house", derandomize=True, deadline=None, database=None, print_blob=True)
settings.load_profile("house")
expect.set_options(timeout=30_000)  # ms: how long until a test that waits for something is called red, not a wait

HERE = Path(__file__).parent
LONGEST = (
    "browser/test_pseudo_language.py",
    "browser/test_jupyter_lab.py",
    "browser/test_access.py",
    "browser/test_nobody_stuck.py",
    "browser/test_by_hand.py",
    "browser/test_behind_nginx.py",
    "browser/test_what_if.py",
    "browser/test_every_payload.py",
    "browser/test_a_whole_month.py",
    "browser/",
    "integration/test_readme.py",
    "integration/test_forged_messages.py",
    "integration/test_forged_month.py",
    "integration/test_rights_in_writes.py",
    "integration/test_websocket_writes.py",
    "integration/test_notebooks.py",
    "integration/test_write_costs.py",
    "integration/test_migrations_with_rows.py",
    "integration/test_rights_in_queries.py",
    "integration/test_backups.py",
    "integration/test_numbers_add_up.py",
    "integration/",
)
"""
What is begun first, so that no worker is left alone with a long file at the end; within a line as collected. Tests of
the browser before all others: who comes back to them begins a browser anew, at 0.9 seconds of processor.
"""
TEMPLATE = "partnership_template"
OBJECTS_BETWEEN_LOOKS = 20_000
SAMPLE_RECORDED = datetime(2026, 4, 12, 15, 0, tzinfo=UTC)
ONE_BROWSER = OneBrowser()
_last_file: dict[str, Path] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, see `LONGEST`; the tests of a file stay in their order."""

    def place(item: pytest.Item) -> int:
        name = item.path.relative_to(HERE).as_posix()
        return next((number for number, begins in enumerate(LONGEST) if name.startswith(begins)), len(LONGEST))

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """
    What was read by now stays until the end: Python need not look through these million objects again and again for
    some that nobody holds, nor look after every 700 new ones. A fifth of the work of a small test with a database.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS, 20, 20)


def pytest_sessionfinish() -> None:
    """The program of this worker's servers ends before the lines that were run are put together."""
    ONE_BROWSER.end()
    end_ready_program()


def _make_tables(url: str) -> None:
    database = connect(url)
    database.upgrade()
    database.close()  # PostgreSQL copies a database only while nobody is connected to it


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "empty.sqlite"
    _make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The PostgreSQL server of this worker, to make databases on, or to freeze."""
    server = PostgresServer()
    try:
        server.start()
        _make_tables(server.create(TEMPLATE))
        yield server
    finally:
        server.stop()


@pytest.fixture
def sqlite_url(_sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a migrated, empty SQLite database of this test's own."""
    path = tmp_path / "partnership.sqlite"
    shutil.copyfile(_sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of a migrated, empty PostgreSQL database of this test's own."""
    url = postgres_server.clone(TEMPLATE)
    yield url
    postgres_server.drop(url)


@pytest.fixture(scope="session")
def _sqlite_again(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    path = tmp_path_factory.mktemp("again") / "partnership.sqlite"

    def again() -> str:
        for left in path.parent.iterdir():
            left.unlink()
        shutil.copyfile(_sqlite_template, path)
        return f"sqlite:///{path}"

    return again


@pytest.fixture(scope="session")
def _postgresql_again(postgres_server: PostgresServer, _opened: dict[str, Database]) -> Callable[[], str]:
    url = postgres_server.url("again")
    tables = ""

    def again() -> str:
        nonlocal tables
        if not tables or not postgres_server.empty(url, tables):
            if url in _opened:
                _opened[url].close()
            postgres_server.drop(url)
            postgres_server.create("again", template=TEMPLATE)
            tables = postgres_server.tables_as_they_are(url)
        return url

    return again


@pytest.fixture(scope="session")
def _opened() -> Iterator[dict[str, Database]]:
    """Databases by address. An engine remembers each statement it has translated: half the time of a small test."""
    opened: dict[str, Database] = {}
    yield opened
    for database in opened.values():
        database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, _opened: dict[str, Database]) -> Iterator[Database]:
    """
    A migrated, empty database, opened: runs the test on SQLite and on PostgreSQL; closed by itself.

    Whatever the test wrote, the kept totals are afterwards what the stored rows give.
    """
    url = request.getfixturevalue(f"_{request.param}_again")()
    kept_for_all().clear()  # kept by stamps, and rows that a test writes past the program have none
    opened = _opened.setdefault(url, connect(url))
    yield opened
    assert_kept_equals_rebuilt(opened)
    if opened.is_sqlite:  # whose file is about to be another; on PostgreSQL the connections serve the next test too
        opened.close()


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample district in SQLite, made once for all workers of a run: to be copied, never changed."""
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent  # which the workers share
    template = folder / "sample-district.sqlite"
    with (folder / "sample-district.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            being_made = folder / "being-made.sqlite"
            database = connect(f"sqlite:///{being_made}")
            database.upgrade()
            make_sample(database, at=SAMPLE_RECORDED)
            database.close()
            being_made.rename(template)
    return template


@pytest.fixture(scope="session")
def _copies() -> dict[str, Path]:
    """The addresses of copies, each with the file it was copied from."""
    return {}


@pytest.fixture(scope="session")
def sample_district(
    sample_template: Path, tmp_path_factory: pytest.TempPathFactory, _copies: dict[str, Path]
) -> Callable[[], str]:
    """`sample_district()` is the URL of a fresh SQLite copy of the sample district, the caller's own to change."""
    folder = tmp_path_factory.mktemp("sample")
    numbers = count(1)

    def copy() -> str:
        path = folder / f"sample-{next(numbers)}.sqlite"
        shutil.copyfile(sample_template, path)
        _copies[url := f"sqlite:///{path}"] = sample_template
        return url

    return copy


@pytest.fixture(scope="session")
def sample_looked_at(sample_district: Callable[[], str]) -> Iterator[Database]:
    """The sample district, opened once for all tests of a worker that only look: nobody changes a row of it."""
    database = connect(sample_district())
    yield database
    database.close()


@pytest.fixture(scope="session")
def _sample_on_postgresql(postgres_server: PostgresServer, sample_template: Path) -> Callable[[], str]:
    copy_rows(f"sqlite:///{sample_template}", postgres_server.create("sample_template", template=TEMPLATE))
    return lambda: postgres_server.clone("sample_template")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def any_sample(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Like `sample_district`, and runs the test twice: on a copy in SQLite and on one in PostgreSQL."""
    return request.getfixturevalue("sample_district" if request.param == "sqlite" else "_sample_on_postgresql")


@pytest.fixture(scope="session")
def _servers() -> Iterator[list[Server]]:
    servers: list[Server] = []
    yield servers
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def served(
    _servers: list[Server], tmp_path_factory: pytest.TempPathFactory, _copies: dict[str, Path]
) -> Callable[..., Server]:
    """Serve a database's dashboards: `served(url)`, or with settings `served(url, NAME="value")`. Ends by itself."""

    def serve(database_url: str, **environment: str) -> Server:
        log = tmp_path_factory.mktemp("served") / "server.log"
        _servers.append(Server(database_url, log, environment, template=_copies.get(database_url)))
        return _servers[-1]

    return serve


def pytest_runtest_setup(item: pytest.Item) -> None:
    """The browser ends where the browser tests do."""
    if item.path.parent != HERE / "browser" and item.path != _last_file.get("path"):
        ONE_BROWSER.end()
    _last_file["path"] = item.path


@pytest.fixture(scope="module")
def browser() -> Browser:
    """A real Chromium: CHROMIUM, or the first one on the PATH. Fails where there is none."""
    return ONE_BROWSER.browser()


@pytest.fixture(scope="module")
def visitors(browser: Browser) -> BrowserContext:
    """Where the pages of the tests are opened, one visitor after the other."""
    return ONE_BROWSER.visitors()


@pytest.fixture
def watch(visitors: BrowserContext, _servers: list[Server]) -> Iterator[Watch]:
    """The watch over this test's pages; at the end of the test nothing may have gone wrong on any of them."""
    watch = Watch(visitors, _servers)
    yield watch
    leave(visitors, watch.origins)
    watch.end()
    assert watch.problems() == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A red browser test also shows what its watch saw and the end of what the servers said."""
    report = yield
    watch = getattr(item, "funcargs", {}).get("watch")
    if report.failed and isinstance(watch, Watch):
        report.sections.append(("What went wrong on the pages", "\n".join(watch.problems()) or "nothing"))
        report.sections += [(f"What {server.url} said last", server.said()[-3000:]) for server in watch.servers]
    return report


@pytest.fixture
def page(watch: Watch) -> Page:
    """A page of a fresh, watched visitor, 1440 wide; more visitors of the same test: `watch.context.new_page()`."""
    return watch.context.new_page()
