"""Which backups stay: the newest of each day, week and month, so many of each. Pure but for the removing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from time import time

from data.keeping.manifest import ASKED, Backup, listed, manifest_of
from models.sqlite_file import remove
from models.today import day_of

UNFINISHED_SECONDS = 24 * 3600
"""A file in the making that is older was left by somebody who was killed."""


@dataclass(frozen=True)
class Rule:
    """How many days, weeks and months keep their newest backup."""

    daily: int = 14
    weekly: int = 8
    monthly: int = 12

    def __str__(self) -> str:
        return (
            f"the newest of each of the last {self.daily} days, {self.weekly} weeks and {self.monthly} months that "
            f"have one, and for {self.daily} days what was kept before a restore"
        )


def stay(backups: Iterable[Backup], rule: Rule, now: datetime) -> set[Path]:
    """
    Those that the rule keeps, of one database. The newest always stays; days are the district's own.

    What was kept before a restore stays as many days as days are kept, whatever else was made on its day.
    """
    newest_first = sorted(backups, key=lambda one: one.manifest.made_at, reverse=True)
    kept = {one.path for one in newest_first[:1]}
    since = now - timedelta(days=rule.daily)
    kept |= {one.path for one in newest_first if one.manifest.reason != ASKED and one.manifest.made_at >= since}
    for number, period in ((rule.daily, _day), (rule.weekly, _week), (rule.monthly, _month)):
        kept |= _newest_of_each(newest_first, period, number)
    return kept


def thin(folder: Path, like: Backup, rule: Rule, now: datetime) -> int:
    """
    Remove the backups of the same database as `like` that the rule does not keep, and what was never finished; how
    many backups went. Nothing is touched that this program did not make.
    """
    same = [one for one in listed(folder) if _source(one) == _source(like)]
    kept = stay(same, rule, now) | {like.path}
    gone = [one for one in same if one.path not in kept]
    for one in gone:
        manifest_of(one.path).unlink(missing_ok=True)  # first: without it the file is no backup any more
        one.path.unlink(missing_ok=True)
    for part in folder.glob(".partnership-*.part"):
        if time() - part.stat().st_mtime > UNFINISHED_SECONDS:
            remove(part)
    return len(gone)


def _source(backup: Backup) -> tuple[str, str]:
    return backup.manifest.kind, backup.manifest.database


def _newest_of_each(newest_first: list[Backup], period: Callable[[date], object], number: int) -> set[Path]:
    found: dict[object, Path] = {}
    for one in newest_first:
        found.setdefault(period(day_of(one.manifest.made_at)), one.path)
    return set(list(found.values())[:number])


def _day(day: date) -> object:
    return day


def _week(day: date) -> object:
    return day.isocalendar()[:2]


def _month(day: date) -> object:
    return day.year, day.month
