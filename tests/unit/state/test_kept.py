"""What is kept for everybody stays below its limit, and what nobody asked for longest goes first."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from dashboards.state.district.kept import Kept, limit_from_environment, size_of

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


def test_a_size_counts_the_parts_of_whatever_holds_them():
    @dataclass
    class Two:
        one: np.ndarray
        other: dict[str, list[pd.Series]]

    held = Two(KILOBYTES, {"series": [pd.Series(np.zeros(1_000))]})
    assert 16_000 < size_of(held) < 17_000
    assert size_of([KILOBYTES, KILOBYTES]) < 9_000  # one array, named twice


def test_the_limit_is_a_setting_in_megabytes(monkeypatch: pytest.MonkeyPatch):
    assert limit_from_environment() == 256_000_000
    monkeypatch.setenv("PARTNERSHIP_KEPT_MB", "40")
    assert limit_from_environment() == 40_000_000
