"""What is known of each day's backup: from the files that are there, and from what was written of each run."""

import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data.keeping.runs import ENDS_WITHIN, FILE, KEPT_DAYS, Outcome, Run, by_day, note, runs

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 27)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTNERSHIP_TIME_ZONE", "UTC")


def night(day: int, outcome: Outcome = Outcome.MADE) -> Run:
    return Run(datetime(2026, 11, day, 2, 10, tzinfo=UTC), outcome)


def told(backups: list[datetime], written: list[Run], days: int = 6, at: datetime = NOW) -> list[str]:
    return [f"{day.day} {what}" for day, what in by_day(backups, written, at=at, today=TODAY, days=days)]


def test_a_day_is_what_its_files_and_runs_say():
    written = [night(22), night(24, Outcome.FAILED), night(25, Outcome.FAILED), night(25), night(26)]
    assert told([], written) == ["22 made", "23 none", "24 failed", "25 made", "26 made", "27 not_yet"]


def test_before_runs_were_written_down_only_a_file_tells_of_a_day():
    files = [night(day).at for day in (22, 24, 27)]
    assert told(files, []) == ["22 made", "23 unknown", "24 made", "25 unknown", "26 unknown", "27 made"]
    written = [night(25, Outcome.FAILED)]
    assert told(files, written) == ["22 made", "23 unknown", "24 made", "25 failed", "26 none", "27 made"]
    assert told([], []) == [f"{day} unknown" for day in range(22, 27)] + ["27 not_yet"]


def test_a_run_that_never_ended_has_failed_once_it_must_be_over():
    begun = Run(NOW - ENDS_WITHIN, Outcome.BEGUN)
    assert told([], [begun], days=1) == ["27 not_yet"]
    assert told([], [begun], days=1, at=NOW + SECOND) == ["27 failed"]


def test_a_day_is_the_districts_own(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PARTNERSHIP_TIME_ZONE", "America/Chicago")
    assert told([], [night(26)], days=3) == ["25 made", "26 none", "27 not_yet"]


def test_what_is_written_of_a_run_is_read_again_and_the_last_of_it_counts(tmp_path: Path):
    note(tmp_path, night(24).at, Outcome.BEGUN)
    note(tmp_path, night(25).at, Outcome.BEGUN)
    note(tmp_path, night(24).at, Outcome.MADE)
    assert runs(tmp_path) == [night(24), night(25, Outcome.BEGUN)]
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_what_is_no_run_is_left_out(tmp_path: Path):
    assert runs(tmp_path) == []
    lines = ["", "2026-11-24 made", "2026-11-24T02:10:00 made", "2026-11-24T02:10:00+00:00 lost", "\x00 made",
             "2026-11-24T02:10:00+00:00 made", "0001-01-01T00:00:00+14:00 made"]  # fmt: skip
    (tmp_path / FILE).write_bytes(b"\xff\xfe made\n" + "\n".join(lines).encode())
    assert runs(tmp_path) == [night(24)]
    assert runs(tmp_path / "none") == []


def test_where_nothing_can_be_written_no_run_fails_for_it(tmp_path: Path):
    note(tmp_path / "none", NOW, Outcome.BEGUN)
    (tmp_path / FILE).mkdir()
    note(tmp_path, NOW, Outcome.MADE)
    assert runs(tmp_path) == []


def test_old_runs_go_but_for_the_newest_of_them(tmp_path: Path):
    for back in reversed(range(KEPT_DAYS * 2 + 1)):
        note(tmp_path, NOW - timedelta(days=back), Outcome.MADE)
    kept = runs(tmp_path)
    assert kept[0].at == NOW - timedelta(days=KEPT_DAYS + 1)
    assert [run.at for run in kept] == [NOW - timedelta(days=back) for back in reversed(range(KEPT_DAYS + 2))]
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    note(tmp_path, NOW + timedelta(days=400), Outcome.MADE)
    assert runs(tmp_path)[0].at == NOW
