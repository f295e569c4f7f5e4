"""A similar school that does what is missing: who is near, who is chosen among the near, and what counts as missing."""

import pandas as pd
import pytest

from models.school_charts.similar_school import NEAREST, Similar, lacking, similar_school, usual_by_type

NAN = float("nan")


def schools(**rows: tuple[str, float, float, float]) -> pd.DataFrame:
    columns = ["level", "enrollment", "low_income_rate", "english_learner_rate"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


OWN = ("elementary", 400.0, 0.50, 0.20)


def test_of_the_near_schools_the_one_that_does_most_of_what_is_wanted_is_chosen():
    rows = schools(own=OWN, twin=OWN, larger=("elementary", 500.0, 0.50, 0.20))
    found = similar_school(rows, "own", (3, 4, 5), {"twin": {2, 3}, "larger": {3, 4, 6}})
    assert found == Similar("larger", (3, 4), among=2)


def test_of_two_that_do_as_much_the_nearer_one_is_chosen():
    rows = schools(
        own=OWN,
        twice=("elementary", 800.0, 0.50, 0.20),  # one doubling: 1
        poorer=("elementary", 400.0, 0.70, 0.20),  # 0.20 of 0.25: 0.8
        both=("elementary", 400.0, 0.65, 0.35),  # 0.6 + 0.6
    )
    done = {other: {3} for other in ("twice", "poorer", "both")}
    assert similar_school(rows, "own", [3], done) == Similar("poorer", (3,), among=3)
    assert similar_school(rows.drop(index="poorer"), "own", [3], done) == Similar("twice", (3,), among=2)


def test_what_is_unknown_is_as_far_as_twice_the_size():
    rows = schools(own=OWN, unknown=("elementary", NAN, 0.50, 0.20), far=("elementary", 820.0, 0.50, 0.20))
    done = {"unknown": {3}, "far": {3}}
    assert similar_school(rows, "own", [3], done) == Similar("unknown", (3,), among=2)
    rows.loc["far", "enrollment"] = 780.0
    assert similar_school(rows, "own", [3], done) == Similar("far", (3,), among=2)


def test_another_level_the_school_itself_and_schools_without_accepted_reports_are_never_chosen():
    rows = schools(own=OWN, silent=OWN, high=("high", 400.0, 0.50, 0.20))
    assert similar_school(rows, "own", [3], {"own": {3}, "silent": set(), "high": {3}}) is None


def test_nobody_is_named_where_nobody_near_does_any_of_it_or_nothing_is_wanted():
    near = {f"near{place:02}": ("elementary", 400.0 + place, 0.50, 0.20) for place in range(NEAREST)}
    rows = schools(own=OWN, **near, far=("elementary", 900.0, 0.50, 0.20))
    done = {other: {1} for other in near} | {"far": {3}}
    assert similar_school(rows, "own", [3], done) is None
    assert similar_school(rows, "own", [], done) is None
    assert similar_school(rows, "own", [1], done) == Similar("near00", (1,), among=NEAREST)


# ---------------------------------------------------------------- what is usual, and what is missing
def test_peers_are_compared_by_what_they_do_a_report_so_that_a_missing_report_is_no_zero():
    counts = pd.DataFrame({1: [8.0, 2.0, 99.0], 2: [4.0, 0.0, 99.0]}, index=["a", "b", "no peer"])
    reports = pd.Series({"a": 8, "b": 1, "silent": 0, "no peer": 1})
    usual = usual_by_type(counts, reports, ["a", "b", "silent"], 6)
    assert usual.to_dict() == {1: pytest.approx(9.0), 2: pytest.approx(1.5)}  # medians 1.5 and 0.25 a report


def test_where_no_peer_reported_nothing_is_usual():
    usual = usual_by_type(pd.DataFrame(columns=[1, 2]), pd.Series(dtype=float), ["a"], 6)
    assert usual.isna().all()


def test_a_type_is_missing_at_no_activity_and_little_under_half_of_what_is_usual():
    usual = pd.Series(dict.fromkeys(range(1, 7), 4.0))
    assert lacking({1: 3, 2: 9, 4: 1}, usual) == ((3, 5, 6), True)
    assert lacking({1: 1, 2: 9, 3: 2, 4: 4, 5: 4, 6: 1}, usual) == ((1, 6), False)
    assert lacking(dict.fromkeys(range(1, 7), 2), usual) == ((), False)
    assert lacking(dict.fromkeys(range(1, 7), 1), pd.Series(dtype=float)) == ((), False)
