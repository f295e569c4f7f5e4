"""The page Status and `partnership status`: is all well, the one thing to do, and figures that the database has."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from typer.testing import CliRunner

from dashboards.state.status.visit import ServedNow, StatusVisit
from data.__main__ import app
from data.doctor.checks import CHECKS
from data.doctor.facts import Facts, StoredFacts
from data.doctor.judging import Finding, Severity, findings
from data.keeping.backup import make_backup
from data.keeping.runs import Outcome, Run, runs
from data.standing import Standing, answer, beside, cards, in_words, standing
from models import queries
from models.actions.access_requests import ask_for_access
from models.database import URL_VARIABLE, connect
from models.errors import NotAllowedError
from models.people_rules import Asking
from models.settings import Settings
from models.wording.language import words_in
from tests.pseudo_language import LANGUAGE, write

TODAY = date(2026, 4, 10)
AT = datetime(2026, 4, 10, 9, tzinfo=UTC)
LATE = Finding("no_backup", Severity.WARN, "There is no backup of the last 7 days.", {})
LOW = Finding("disk_full", Severity.REFUSE, "Only {free} MB are free.", {"free": 3})


def stands(*found: Finding, backups: tuple[datetime, ...] = ()) -> Standing:
    return Standing(AT, found, None, None, None, backups)


def test_the_first_sentence_is_the_one_thing_to_do_or_that_all_is_well():
    words = words_in()
    assert answer(words, stands()) == "All is well."
    assert answer(words, stands(backups=(AT,))).startswith("All is well. The last backup is of 10 April 2026, ")
    assert answer(words, stands(LOW, LATE)) == "Only 3 MB are free."
    assert beside(words, stands(LOW, LATE)) == "2 things to do, the first one above."
    to_do = cards(words, stands(LOW, LATE), TODAY)[0]
    assert to_do.rows == [("To mend first", "Only 3 MB are free."), ("To mend", LATE.sentence)]


def test_what_is_to_do_is_said_in_the_readers_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path / f"{LANGUAGE}.po")
    monkeypatch.setenv("PARTNERSHIP_CATALOGUES", str(tmp_path))
    words = words_in(LANGUAGE)
    facts = Facts(Settings(origins=("http://family.example",)), AT, stored=StoredFacts(old_sqlite="3.40.1"))
    found = findings(facts, CHECKS)
    assert {one.severity for one in found} == set(Severity)
    for one in found:
        assert re.fullmatch(r"\[.+\]", in_words(words, one)), one.sentence


def test_a_day_with_two_backups_counts_once_and_older_ones_not():
    twice = (AT - timedelta(days=40), AT - timedelta(days=2), AT - timedelta(days=1), AT - timedelta(hours=1), AT)
    rows = dict(cards(words_in(), stands(backups=twice), TODAY)[2].rows)
    assert (rows["Days with one"], rows["Kept"]) == ("3 of the last 30", "5")


def test_each_of_thirty_days_has_a_mark_and_those_without_a_backup_are_named():
    failed = Run(AT - timedelta(days=20), Outcome.FAILED)
    made = [Run(AT - timedelta(days=back), Outcome.MADE) for back in (19, 18, 17, *range(10, 0, -1))]
    card = cards(words_in(), replace(stands(), runs=[failed, *made]), TODAY)[2]
    assert card.rows == [
        ("Last", "none yet"),
        ("Days with one", "13 of the last 30"),
        ("Failed on", "21 March"),
        ("None on", "30 March, 29 March, 28 March, 27 March, 2 more days"),
        ("Kept", "0"),
    ]
    assert card.note == "Not known: from before runs were written down, and no file is left."
    assert card.days is not None
    assert (card.days.first, card.days.last, len(card.days.marks)) == ("12 Mar", "10 Apr", 30)
    assert card.days.marks[8:12] == [
        ("unknown", "20 March 2026: not known"),
        ("failed", "21 March 2026: the backup failed"),
        ("made", "22 March 2026: a backup was made"),
        ("made", "23 March 2026: a backup was made"),
    ]
    assert card.days.said == ("Backups of the last 30 days: made: 13, failed: 1, none: 6, not yet: 1, not known: 9")


def test_where_there_was_never_a_backup_no_day_is_drawn():
    card = cards(words_in(), stands(), TODAY)[2]
    assert (card.rows, card.note, card.days) == ([], "No backup yet: run partnership backup", None)


def test_a_backup_that_fails_and_one_that_was_removed_are_known_afterwards(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    folder = Path(make_url(sqlite_url).database or "").parent / "backups"
    assert CliRunner().invoke(app, ["backup"]).exit_code == 0
    (first,) = runs(folder)
    assert first.outcome is Outcome.MADE
    for path in folder.glob("partnership-2*"):
        path.unlink()
    assert "1 of the last 30" in CliRunner().invoke(app, ["status"]).stdout
    database = connect(sqlite_url)
    with database.writing() as session:
        session.execute(text("DROP TABLE alembic_version"))
    database.close()
    assert CliRunner().invoke(app, ["backup"]).exit_code == 1
    assert [run.outcome for run in runs(folder)] == [Outcome.MADE, Outcome.FAILED]


def test_the_page_has_the_databases_own_figures_and_only_an_administrator_has_it(
    sample_district: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PARTNERSHIP_BACKUPS__FOLDER", str(tmp_path))
    database = connect(sample_district())
    make_backup(database, tmp_path, datetime.now(UTC))
    with database.reading() as session:
        counted = session.scalar(text("SELECT count(*) FROM school"))
        newest = session.scalar(text("SELECT max(happened_at) FROM audit_line"))
        viewers = {login: queries.viewer(session, 1, login, TODAY) for login in ("d.petrov", "m.alvarez", "r.okafor")}
    for login in ("m.alvarez", "r.okafor"):
        with pytest.raises(NotAllowedError):
            StatusVisit(database, viewers[login], "", words_in()).status(None, ServedNow(1, ()))
    now = standing(database)
    assert now.newest_change is not None
    assert f"{now.newest_change:%Y-%m-%d %H:%M:%S}" == str(newest)[:19]
    shown = StatusVisit(database, viewers["d.petrov"], "", words_in()).status(now, ServedNow(7, [("/triage", 0.25)]))
    rows = {card["title"]: dict(card["rows"]) for card in shown.part["facts"]}
    assert rows["Stored of this district"]["Schools"] == str(counted)
    assert rows["Database"]["Size"] == f"{os.path.getsize(database.url.database or '') / 1024**2:.1f} MB"
    assert rows["Backups"]["Days with one"] == "1 of the last 30"
    assert rows["Served now"] == {"Pages open now": "7", "Slowest: triage": "0.25 s"}
    json.dumps(shown.part)
    assert rows["To do"].keys() <= {"To mend", "To mend first"}
    with database.writing() as session:
        for who, name in (("noor@valley.example", "Noor \u202eHaddad"), ("p.lund@valley.example", "")):
            ask_for_access(session, 1, Asking(who, name), "", at=AT)
    page = StatusVisit(database, viewers["d.petrov"], "", words_in())
    asked = page.status(replace(now, found=()), ServedNow(7, ()))
    assert asked.answer.startswith("All is well. ")
    assert asked.answer.endswith(" 2 people ask for access.")
    to_do = next(card for card in page.status(now, ServedNow(7, ())).part["facts"] if card["title"] == "To do")
    assert dict(to_do["rows"])["Ask for access"] == "Noor Haddad, p.lund@valley.example"
    assert to_do["link"] == {"text": "People", "address": "people"}
    database.close()


def test_the_backups_are_those_that_the_command_makes_where_it_puts_them(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
):
    """Beside SQLite's file, where no setting says otherwise, and each counted once, whatever lies beside it."""
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    for _ in range(2):
        assert CliRunner().invoke(app, ["backup", "--keep-all"]).exit_code == 0
    said = CliRunner().invoke(app, ["status"]).stdout.split()
    assert said[said.index("Kept") + 1] == "2"


def test_the_command_says_the_same_and_that_there_is_no_backup(
    sample_district: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(URL_VARIABLE, sample_district())
    monkeypatch.setenv("PARTNERSHIP_BACKUPS__FOLDER", str(tmp_path / "none"))
    said = CliRunner().invoke(app, ["status"])
    assert said.exit_code == 0
    assert said.stdout.startswith("All is well.\n")
    assert "No backup yet: run partnership backup" in said.stdout
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path / 'none.db'}")
    said = CliRunner().invoke(app, ["status"])
    assert said.stdout.startswith("There is no database yet. Run `partnership init`.\n1 thing to do.")
