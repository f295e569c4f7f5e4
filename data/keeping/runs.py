"""
What became of each run of `partnership backup`, in a small file beside the backups.

Old backups are removed and a failed one leaves no file, so what lies in the folder does not tell of every day. No
table of the database either: for a backup that is only read, and a restore would turn it back.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from models.today import day_of

FILE = "partnership-runs.txt"
KEPT_DAYS = 60
MOST_READ = 256 * 1024
"""Bytes from the end of the file: some thousand runs."""
ENDS_WITHIN = timedelta(hours=3)
"""A run that began longer ago and did not end was killed: the unit gives it two hours."""


class Outcome(StrEnum):
    """A run began; it made a backup, or it failed."""

    BEGUN = "begun"
    MADE = "made"
    FAILED = "failed"


class BackedUp(StrEnum):
    """What is known of a day's backup. UNKNOWN: from before runs were written down, and no file is left of it."""

    MADE = "made"
    FAILED = "failed"
    NONE = "none"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Run:
    """A run by the moment it began."""

    at: datetime
    outcome: Outcome


def note(folder: Path, at: datetime, outcome: Outcome) -> None:
    """Write down what became of the run that began `at`; nothing where that can't be, as no backup fails for it."""
    try:
        with os.fdopen(os.open(folder / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a") as file:
            file.write(_line(Run(at, outcome)))
    except OSError:
        return
    if outcome is not Outcome.BEGUN:
        _shorten(folder, at)


def runs(folder: Path) -> list[Run]:
    """The runs of a folder, each with the last that was written of it, the oldest first. What is no run is left out."""
    try:
        with (folder / FILE).open("rb") as file:
            file.seek(max(0, (folder / FILE).stat().st_size - MOST_READ))
            lines = file.read(MOST_READ).decode(errors="replace").splitlines()
    except OSError:
        return []
    told: dict[datetime, Run] = {}
    for line in lines:
        if run := _read(line):
            told[run.at] = run
    return sorted(told.values(), key=lambda run: run.at)


def by_day(
    backups: Iterable[datetime], told: Sequence[Run], *, at: datetime, today: date, days: int
) -> list[tuple[date, BackedUp]]:
    """
    What is known `at` a moment of each of the last `days` days of the district, the oldest first.

    `backups` are the moments of those that are there. A day counts as one without a backup only where runs were
    written down before it already.
    """
    made = {day_of(moment) for moment in backups} | {day_of(run.at) for run in told if run.outcome is Outcome.MADE}
    killed = {run.at for run in told if run.outcome is Outcome.BEGUN and run.at < at - ENDS_WITHIN}
    failed = {day_of(run.at) for run in told if run.outcome is Outcome.FAILED or run.at in killed}
    since = day_of(told[0].at) if told else None

    def known(day: date) -> BackedUp:
        if day in made or day in failed:
            return BackedUp.MADE if day in made else BackedUp.FAILED
        if day == today:
            return BackedUp.NOT_YET
        return BackedUp.NONE if since is not None and since < day else BackedUp.UNKNOWN

    return [(day, known(day)) for day in (today - timedelta(days=back) for back in reversed(range(days)))]


def _line(run: Run) -> str:
    return f"{run.at.astimezone(UTC).isoformat(timespec='microseconds')} {run.outcome}\n"


def _read(line: str) -> Run | None:
    moment, _, outcome = line.partition(" ")
    try:
        at = datetime.fromisoformat(moment)
        return Run(at.astimezone(UTC), Outcome(outcome)) if at.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _shorten(folder: Path, now: datetime) -> None:
    """Leave out what is older than anybody asks for, but for its newest: since then runs are written down."""
    told = runs(folder)
    old = [run for run in told if run.at < now - timedelta(days=KEPT_DAYS)]
    if len(old) < KEPT_DAYS:
        return
    being_made = folder / f".{FILE}-{os.getpid()}.part"
    try:
        with os.fdopen(os.open(being_made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.writelines(_line(run) for run in told[len(old) - 1 :])
        being_made.replace(folder / FILE)
    except OSError:
        being_made.unlink(missing_ok=True)
