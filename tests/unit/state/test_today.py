"""What day it is in the district: late in the evening, around a change of clocks, and where its zone is no zone."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from typer.testing import CliRunner

from data.__main__ import app
from models.errors import PartnershipError
from models.today import day_of, time_zone, today


@pytest.fixture
def chicago(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTNERSHIP_TIME_ZONE", "America/Chicago")


@pytest.fixture
def machine_in_auckland(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose own zone is New Zealand's."""
    with monkeypatch.context() as there:
        there.delenv("PARTNERSHIP_TIME_ZONE", raising=False)
        there.setenv("TZ", "Pacific/Auckland")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("chicago")
def test_half_past_eleven_in_the_evening_is_still_the_day():
    assert day_of(datetime(2026, 4, 11, 4, 30, tzinfo=UTC)) == date(2026, 4, 10)


@pytest.mark.usefixtures("chicago")
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        # On 8 March 2026 clocks go from 2:00 to 3:00, on 1 November from 2:00 back to 1:00.
        (datetime(2026, 3, 8, 5, 59, tzinfo=UTC), date(2026, 3, 7)),
        (datetime(2026, 3, 8, 6, 0, tzinfo=UTC), date(2026, 3, 8)),
        (datetime(2026, 3, 9, 4, 59, tzinfo=UTC), date(2026, 3, 8)),
        (datetime(2026, 3, 9, 5, 0, tzinfo=UTC), date(2026, 3, 9)),
        (datetime(2026, 11, 1, 5, 0, tzinfo=UTC), date(2026, 11, 1)),
        (datetime(2026, 11, 2, 5, 59, tzinfo=UTC), date(2026, 11, 1)),
        (datetime(2026, 11, 2, 6, 0, tzinfo=UTC), date(2026, 11, 2)),
    ],
)
def test_the_day_that_clocks_change_begins_and_ends_at_midnight(moment: datetime, day: date):
    assert day_of(moment) == day


@pytest.mark.usefixtures("machine_in_auckland")
def test_where_no_zone_is_named_it_is_the_machines():
    assert day_of(datetime(2026, 4, 10, 13, 0, tzinfo=UTC)) == date(2026, 4, 11)


def test_today_is_the_day_of_now(monkeypatch: pytest.MonkeyPatch):
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # 25 hours apart: never the same day
        monkeypatch.setenv("PARTNERSHIP_TIME_ZONE", zone)
        assert today() == datetime.now(time_zone()).date()


def test_a_moment_without_a_zone_has_no_day():
    with pytest.raises(ValueError, match="needs a time zone"):
        day_of(datetime(2026, 4, 10, 13, 0))  # noqa: DTZ001 - that it has none is the point


@pytest.mark.parametrize("name", ["Chicago", "America", "../etc/passwd", "/etc/localtime", "America/Chicago\x00", "é"])
def test_a_name_that_is_no_zone_is_told_with_the_setting_and_an_example(name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("os.environ", {"PARTNERSHIP_TIME_ZONE": name})
    with pytest.raises(PartnershipError) as refusal:
        time_zone()
    assert str(refusal.value) == (
        f'PARTNERSHIP_TIME_ZONE is "{name}", which is no time zone. Write one by its name, such as America/Chicago.'
    )


@pytest.mark.parametrize("command", [["serve", "--port", "5299"], ["import", "--receipts"], ["check"]])
def test_a_wrong_name_is_told_before_anything_is_done(command: list[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PARTNERSHIP_TIME_ZONE", "Chicago")
    done = CliRunner().invoke(app, command)
    assert (done.exit_code, done.stdout) == (1, "")
    assert 'PARTNERSHIP_TIME_ZONE is "Chicago", which is no time zone.' in done.stderr
