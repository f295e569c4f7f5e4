"""The command line a district types: what it says, and the code it ends with."""

import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data.__main__ import app
from models.database import URL_VARIABLE

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "examples"


@pytest.fixture
def told(sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)

    def run(*words: str | Path) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words])

    return run


def test_an_import_says_its_receipt_and_the_next_one_that_nothing_changed(told):
    first, again, kept = told("import", EXAMPLES), told("import", EXAMPLES), told("import", "--receipts")
    assert (first.exit_code, again.exit_code, kept.exit_code) == (0, 0, 0)
    assert first.stdout.startswith("Receipt 1:\n  reporting month: 2 new\n")
    assert again.stdout.startswith("Everything was stored already: nothing was changed.")
    assert "36 new, 0 changed, 2 warnings" in kept.stdout


def test_warnings_go_to_standard_error(told):
    outcome = told("import", EXAMPLES)
    assert "Warning: activities.csv, families_attended: 1 of 3 activities have no attendance." in outcome.stderr
    assert "Warning" not in outcome.stdout


def test_a_refused_import_lists_its_problems_and_ends_with_1(told, tmp_path: Path):
    wrong = tmp_path / "activities.csv"
    wrong.write_text("school_id,month,activity_id,involvement_type\n7,2025-09,A1,9\n")
    outcome = told("import", wrong)
    assert outcome.exit_code == 1
    assert 'activities.csv, row 2, involvement_type: "9" is not one of' in outcome.stderr
    assert outcome.stderr.endswith("Nothing was saved: 2 problems to mend.\n")
    assert "Traceback" not in outcome.output


def test_an_import_can_be_taken_back_once(told):
    told("import", EXAMPLES)
    back, twice = told("import", "--undo", "1"), told("import", "--undo", "1")
    assert (back.exit_code, twice.exit_code) == (0, 1)
    assert back.stdout == "Receipt 1 is taken back: everything is as it was before it.\n"
    assert "taken back already" in twice.stderr


def test_a_preview_changes_nothing(told):
    assert told("import", "--preview", EXAMPLES).stdout.startswith("A preview: nothing was changed.")
    assert "There is no district yet" in told("import", "--receipts").stderr


@pytest.mark.parametrize(
    "words", [("import",), ("import", "x.csv", "--receipts"), ("import", "--undo", "one"), ("fly",)]
)
def test_a_wrong_use_ends_with_2(told, words: tuple[str, ...]):
    assert told(*words).exit_code == 2


def test_kept_totals_are_compared_and_computed_again(told):
    told("import", EXAMPLES)
    assert told("check").stdout == "Every kept total is what the stored rows give.\n"
    assert told("check", "--rebuild").exit_code == 0


def test_without_a_database_every_command_says_what_to_do(told, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path / 'none.sqlite'}")
    for words in (("import", EXAMPLES), ("check",), ("serve",)):
        outcome = told(*words)
        assert (outcome.exit_code, outcome.stderr) == (1, "There is no database yet. Run `partnership init`.\n")


def test_a_busy_port_is_a_sentence(told):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        outcome = told("serve", "--port", port)
    assert outcome.exit_code == 1
    assert outcome.stderr.startswith(f"Port {port} can't be used on 127.0.0.1: ")


def test_init_makes_a_district_with_its_name(told):
    outcome = told("init", "--district", "east", "--name", "East District")
    assert outcome.stdout.startswith("District east is made.\nThe database is ready: sqlite:///")
    assert told("init", "--district", "east").exit_code == 1
