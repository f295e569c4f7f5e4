"""Which backups stay."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.keeping.manifest import ASKED, BEFORE_RESTORE, SQLITE, Backup, Manifest
from data.keeping.thinning import Rule, stay
from data.keeping_commands import age, refuse_password, size
from models.errors import PartnershipError

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTNERSHIP_TIME_ZONE", "UTC")


def backup(made_at: datetime, reason: str = ASKED) -> Backup:
    manifest = Manifest(made_at, SQLITE, "p.db", "0010", {}, 0, "", "0", reason)
    return Backup(Path(f"{made_at:%Y-%m-%d %H}"), manifest)


def kept(backups: list[Backup], rule: Rule) -> list[str]:
    return sorted((str(path) for path in stay(backups, rule, NOW)), reverse=True)


def test_of_a_day_the_newest_stays():
    three = [backup(NOW - timedelta(hours=hours)) for hours in (0, 3, 25)]
    assert kept(three, Rule(2, 0, 0)) == ["2026-11-27 12", "2026-11-26 11"]


def test_a_year_of_nights_leaves_14_days_8_weeks_and_12_months():
    nights = [backup(NOW - timedelta(days=days)) for days in range(400)]
    found = kept(nights, Rule())
    assert found[:14] == [f"{NOW - timedelta(days=days):%Y-%m-%d %H}" for days in range(14)]
    # Weeks end on Sunday 22 and 15 November, which are days too; then six more, and months from October on.
    assert found[14:] == [
        "2026-11-08 12", "2026-11-01 12", "2026-10-31 12", "2026-10-25 12", "2026-10-18 12", "2026-10-11 12",
        "2026-09-30 12", "2026-08-31 12", "2026-07-31 12", "2026-06-30 12", "2026-05-31 12", "2026-04-30 12",
        "2026-03-31 12", "2026-02-28 12", "2026-01-31 12", "2025-12-31 12",
    ]  # fmt: skip


def test_days_without_a_backup_do_not_count():
    assert len(kept([backup(NOW - timedelta(days=30 * number)) for number in range(5)], Rule(3, 0, 0))) == 3


def test_the_newest_stays_whatever_the_rule_and_what_a_restore_put_aside_for_as_many_days():
    old = [backup(NOW - timedelta(days=days), BEFORE_RESTORE) for days in (1, 3)]
    today = [backup(NOW), backup(NOW - timedelta(hours=1))]
    assert kept([*old, *today], Rule(2, 0, 0)) == ["2026-11-27 12", "2026-11-26 12"]
    assert kept(today, Rule(0, 0, 0)) == ["2026-11-27 12"]
    assert kept([], Rule()) == []


def test_the_rule_is_said_in_words():
    assert "14 days, 8 weeks and 12 months" in str(Rule())


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(hours=47), "1 day"),
        (timedelta(days=400), "400 days"),
    ],
)
def test_an_age_is_said_in_its_largest_unit(since: timedelta, words: str):
    assert age(since) == words


def test_sizes_are_said_in_megabytes():
    assert [size(0), size(6_545_408), size(12_000_000_000)] == ["0.0 MB", "6.5 MB", "12,000.0 MB"]


@pytest.mark.parametrize("url", ["postgresql://a:b@host/c", "postgresql://host/c?password=b"])
def test_an_address_with_a_password_is_refused_without_saying_it(url: str):
    with pytest.raises(PartnershipError, match="PGPASSWORD") as refused:
        refuse_password(url)
    assert ":b" not in str(refused.value)


@pytest.mark.parametrize("url", [None, "sqlite:///a.db", "postgresql://a@host/c", "nonsense"])
def test_other_addresses_are_not(url: str | None):
    refuse_password(url)
