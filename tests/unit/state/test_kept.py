"""What is kept for everybody stays below its limit, and what nobody asked for longest goes first."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event

import numpy as np
import pandas as pd
import pytest

from dashboards.state.district.kept import Kept, KeptApart, limit_of_settings, size_of

KILOBYTES = np.zeros(1_000)
"""8,000 bytes."""


def test_a_value_is_made_once():
    kept, made = Kept(100_000), []
    for _ in range(3):
        kept.value("a", lambda: made.append(1) or "value")
    assert (len(made), kept.made, kept.found) == (1, 1, 2)


def test_what_nobody_asked_for_longest_goes_first_and_the_limit_holds():
    kept = Kept(20_000)
    for key in ("a", "b"):
        kept.value(key, KILOBYTES.copy)
    kept.value("a", KILOBYTES.copy)
    kept.value("c", KILOBYTES.copy)
    assert [kept.get(key) is not None for key in ("a", "b", "c")] == [True, False, True]
    assert kept.size <= 20_000


def test_what_is_larger_than_the_limit_is_made_each_time():
    kept = Kept(1_000)
    assert kept.value("a", KILOBYTES.copy).nbytes == 8_000
    assert (kept.get("a"), kept.size) == (None, 0)


def test_what_is_made_apart_is_seen_by_nobody_else_and_pushes_nothing_out():
    kept = Kept(10_000)
    kept.value("a", KILOBYTES.copy)
    apart = KeptApart(kept)
    assert apart.value("a", lambda: pytest.fail("it is kept for all")) is kept.get("a")
    mine = apart.value("b", KILOBYTES.copy)
    assert apart.value("b", KILOBYTES.copy) is mine is apart.get("b")
    apart.put("c", "a text")
    assert (apart.get("c"), kept.get("b"), kept.get("c"), kept.get("a") is None) == ("a text", None, None, False)


def test_a_size_counts_the_parts_of_whatever_holds_them():
    @dataclass
    class Two:
        one: np.ndarray
        other: dict[str, list[pd.Series]]

    held = Two(KILOBYTES, {"series": [pd.Series(np.zeros(1_000))]})
    assert 16_000 < size_of(held) < 17_000
    assert size_of([KILOBYTES, KILOBYTES]) < 9_000  # one array, named twice
    names = pd.Series(["Linden Hill", "Maple Fork"] * 500)
    for texts in (names, pd.DataFrame({"name": names}), names.to_numpy(dtype=object), pd.Index(names)):
        assert size_of(texts) == pytest.approx(names.memory_usage(deep=True), rel=0.15)


def test_the_limit_is_a_setting_in_megabytes(monkeypatch: pytest.MonkeyPatch):
    assert limit_of_settings() == 256_000_000
    monkeypatch.setenv("PARTNERSHIP_KEPT_MB", "40")
    assert limit_of_settings() == 40_000_000


def test_who_asks_for_what_is_being_made_waits_and_everybody_else_goes_on():
    kept, begun, may_go_on, made = Kept(100_000), Event(), Event(), []

    def make() -> str:
        begun.set()
        assert may_go_on.wait(20)
        made.append(1)
        return "slow"

    with ThreadPoolExecutor(2) as threads:
        slow = [threads.submit(kept.value, "a", make) for _ in range(2)]
        assert begun.wait(20)
        assert kept.value("b", lambda: "quick") == "quick"
        assert kept.find("a") == (False, None)
        may_go_on.set()
        assert [one.result(20) for one in slow] == ["slow", "slow"]
    assert made == [1]


def test_what_could_not_be_made_is_made_by_the_next_who_asks():
    kept = Kept(100_000)
    with pytest.raises(ZeroDivisionError):
        kept.value("a", lambda: 1 / 0)
    assert kept.value("a", lambda: 2.0) == 2.0
