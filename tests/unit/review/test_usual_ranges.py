"""What is usual comes from reports of schools like it, by the pencil; with too few nothing is said."""

import pandas as pd
import pytest

from models.school_charts.usual_ranges import Figure, turnout_ranges, usual_range, usual_report

MARCH = pd.Timestamp("2026-03-01")


def sums(school_id: str, activities: int, families: int = 40, month: pd.Timestamp = MARCH) -> dict[str, object]:
    return {
        "school_id": school_id, "month": month, "activities": activities, "types": 2, "counted": 2,
        "families": families, "answers": 5, "asked_families": 20, "rating_answers": 5, "rating_sum": 20.0,
    }  # fmt: skip


def schools(enrollment: float = 100) -> pd.DataFrame:
    rows = {f"S{n}": {"level": "elementary", "enrollment": enrollment} for n in range(12)}
    return pd.DataFrame.from_dict(rows, orient="index")


def test_nine_in_ten_lie_within_the_range():
    found = usual_range(pd.Series(range(101), dtype=float).to_numpy())
    assert found is not None
    assert (found.low, found.high, found.reports) == (5, 95, 101)
    assert (found.far_low, found.far_high) == pytest.approx((0.5, 99.5))
    assert usual_range(pd.Series([1.0] * 9 + [float("nan")] * 9).to_numpy()) is None


def test_the_school_itself_and_later_months_are_left_out_and_families_go_by_pupils():
    rows = [sums(f"S{n}", 3) for n in range(1, 12)] + [sums("S0", 99)]
    rows += [sums(f"S{n}", 50, month=pd.Timestamp("2026-04-01")) for n in range(1, 12)]
    of = schools()
    of.loc["S0", "enrollment"] = 150
    found = usual_report(pd.DataFrame(rows), of, "S0", MARCH)
    assert found.peers is not None
    assert found.peers.count == 11
    assert (found.ranges[Figure.ACTIVITIES].low, found.ranges[Figure.ACTIVITIES].high) == (3, 3)
    assert found.ranges[Figure.FAMILIES].high == 60  # 40 families of 100 pupils are 60 of 150
    assert found.ranges[Figure.ANSWERS].high == pytest.approx(0.25)
    assert found.ranges[Figure.RATING].low == pytest.approx(4.0)


def test_neighbouring_months_help_where_the_month_alone_has_too_few():
    rows = [sums(f"S{n}", 3) for n in range(1, 6)]
    rows += [sums(f"S{n}", 5, month=pd.Timestamp("2026-02-01")) for n in range(1, 12)]
    rows += [sums(f"S{n}", 90, month=pd.Timestamp("2025-10-01")) for n in range(1, 12)]
    found = usual_report(pd.DataFrame(rows), schools(), "S0", MARCH)
    assert (found.ranges[Figure.ACTIVITIES].low, found.ranges[Figure.ACTIVITIES].high) == (3, 5)
    assert found.ranges[Figure.ACTIVITIES].reports == 16


def test_a_small_level_or_an_unknown_school_has_no_range():
    rows = pd.DataFrame([sums(f"S{n}", 3) for n in range(12)])
    assert usual_report(rows, schools().head(5), "S0", MARCH).ranges == {}
    assert usual_report(rows, schools(), "S99", MARCH).peers is None


def test_turnout_is_per_pupil_by_level_and_type_of_the_revision_in_force():
    held = [
        {"school_id": f"S{n}", "month": MARCH, "school_year": "2025-26", "revision": revision, "involvement_type": 4,
         "families_attended": 10 * revision, "counting_method": "sign_in", "is_cancelled": False}
        for n in range(30) for revision in (1, 2)
    ]  # fmt: skip
    held.append(held[-1] | {"families_attended": 900, "counting_method": "views"})
    reports = pd.DataFrame([{"school_id": one["school_id"], "month": MARCH, "revision": 2} for one in held])
    years = pd.DataFrame(
        {"school_id": [f"S{n}" for n in range(30)], "school_year": "2025-26", "level": "middle", "enrollment": 200.0}
    )
    found = turnout_ranges(pd.DataFrame(held), reports, years)
    assert found.loc[("middle", 4), ["low", "high", "reports"]].tolist() == [10, 10, 30]
    assert turnout_ranges(pd.DataFrame(held).head(0), reports, years).empty
