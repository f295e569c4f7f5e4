"""Commands where there is no database to work on, and two that begin a new one at once."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from models.database import connect
from tests.commands import Heard, ready_program

ADDRESSES = {
    "postgresql+psycopg://x@no-such-host.invalid/db": "Start its server",
    "postgresql+psycopg://x:secret@127.0.0.1:1/db": "Start its server",
    "sqlite:////dev/null/no/folder.db": "Make its folder writable",
    "sqlite:////proc/nowhere/district.db": "Make its folder writable",
}
SCHOOLS = (
    "school_id,name,school_year,cluster,level,enrollment\nS1,Oak,2024-25,North,high,300\nS2,Elm,2024-25,North,high,\n"
)
REPORTS = "school_id,month,submitted_date\nS1,2024-09,2024-10-03\nS2,2024-09,2024-10-04\n"


def command(url: str, *words: str) -> Heard:
    return ready_program().command(*words, PARTNERSHIP_DATABASE_URL=url)


@pytest.mark.parametrize(("url", "remedy"), ADDRESSES.items())
def test_a_database_that_cannot_be_reached_is_named_in_one_sentence(url: str, remedy: str):
    done = command(url, "init").ended()
    address = url.replace("secret", "***")
    assert done.stderr == (
        f"{remedy}, or mend PARTNERSHIP_DATABASE_URL: the database {address} cannot be reached, and nothing was "
        "changed.\n"
    )
    assert done.returncode == 1


@pytest.mark.parametrize("words", [("import", "README.md"), ("check",), ("sample",)])
@pytest.mark.parametrize("url", ADDRESSES)
def test_no_command_shows_a_traceback_without_a_database(url: str, words: tuple[str, ...]):
    done = command(url, *words).ended()
    said = done.stderr
    assert (done.returncode, len(said.splitlines())) == (1, 1), said
    assert "cannot be reached" in said or said == "There is no database yet. Run `partnership init`.\n"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_who_begin_a_new_database_at_once_leave_one_district(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
):
    url = empty_database(request, tmp_path, kind)
    (tmp_path / "schools.csv").write_text(SCHOOLS)
    (tmp_path / "monthly_reports.csv").write_text(REPORTS)
    both_in_words([command(url, "init", "--district", "new-valley") for _ in range(2)])
    files = [str(tmp_path / name) for name in ("schools.csv", "monthly_reports.csv")]
    both_in_words([command(url, "import", *files) for _ in range(2)])
    database = connect(url)
    with database.reading() as session:
        counts = {
            table: session.scalar(text(f"SELECT count(*) FROM {table}"))
            for table in ("district", "school", "school_in_year", "monthly_report", "report_revision", "import_receipt")
        }
    database.close()
    assert counts == {
        "district": 1, "school": 2, "school_in_year": 2, "monthly_report": 2, "report_revision": 2, "import_receipt": 1,
    }  # fmt: skip


def both_in_words(running: list[Heard]) -> None:
    """Each ended well, or said why not in words; one of them ended well."""
    said = [one.ended() for one in running]
    assert all("Traceback" not in one.stderr for one in said), said
    codes = [one.returncode for one in said]
    assert set(codes) <= {0, 1}, said
    assert 0 in codes, said


def empty_database(request: pytest.FixtureRequest, tmp_path: Path, kind: str) -> str:
    """The address of a database without tables."""
    if kind == "sqlite":
        return f"sqlite:///{tmp_path / 'new.db'}"
    url = request.getfixturevalue("postgresql_url")
    engine = create_engine(connect(url).url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return str(url)


def test_a_new_database_is_nobody_elses_to_read(tmp_path: Path):
    path = tmp_path / "new.db"
    database = connect(f"sqlite:///{path}")
    database.upgrade()
    database.close()
    assert oct(path.stat().st_mode & 0o777) == "0o640"
    path.chmod(0o600)
    connect(f"sqlite:///{path}").upgrade()
    assert oct(path.stat().st_mode & 0o777) == "0o600"
