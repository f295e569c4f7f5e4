"""The sample district looks like a district: its figures, its dates, and the same rows every time."""

import hashlib
import os
import subprocess
import sys
from dataclasses import fields
from datetime import date
from statistics import median

import pandas as pd
import pytest

from data.sample.make import sample_rows
from models.errors import PartnershipError
from models.recording.incoming import IncomingRows
from models.vocabulary import CountingMethod, Role

AS_OF = date(2026, 4, 10)
DIGEST_PROGRAM = (
    "from tests.unit.sample.test_sample import digest; from data.sample.make import sample_rows; "
    "print(digest(sample_rows()))"
)


def digest(rows: IncomingRows) -> str:
    every = [getattr(rows, part.name) for part in fields(rows) if part.name != "holds_whole_months"]
    return hashlib.sha256(repr(every).encode()).hexdigest()


@pytest.fixture(scope="module")
def rows() -> IncomingRows:
    return sample_rows()


@pytest.fixture(scope="module")
def level(rows: IncomingRows) -> dict[str, str]:
    return {row["school_id"]: row["level"].value for row in rows.school_years}


@pytest.fixture(scope="module")
def held(rows: IncomingRows, level: dict[str, str]) -> pd.DataFrame:
    received = {(row["school_id"], row["month"]) for row in rows.reports if row["submitted_date"]}
    activities = [row for row in rows.activities if (row["school_id"], row["month"]) in received]
    frame = pd.DataFrame([row for row in activities if not row["is_cancelled"]])
    return frame.assign(level=frame["school_id"].map(level))


def test_the_same_seed_gives_the_same_rows_in_another_process(rows: IncomingRows):
    made = subprocess.run(
        [sys.executable, "-c", DIGEST_PROGRAM],
        env={**os.environ, "PYTHONHASHSEED": "77"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert made.stdout.strip() == digest(rows)


def test_another_seed_gives_another_district(rows: IncomingRows):
    assert digest(sample_rows(seed=2)) != digest(rows)


def test_86_schools_of_five_levels_stand_in_nine_clusters_of_8_to_11(rows: IncomingRows):
    now = pd.DataFrame([row for row in rows.school_years if row["school_year"] == "2025-26"])
    assert now["level"].map(lambda one: one.value).value_counts().to_dict() == {
        "elementary": 48, "k8": 13, "middle": 10, "high": 10, "alternative": 5,
    }  # fmt: skip
    assert now.groupby("cluster").size().to_dict() == {
        "Northgate": 10, "Riverside": 9, "Old Mill": 10, "Lakeview": 11, "Garden": 9, "Harbor": 8,
        "Stonebridge": 10, "Westfield": 9, "Prairie": 10,
    }  # fmt: skip
    assert 43_000 <= now["enrollment"].sum() <= 47_000


def test_sizes_fit_the_level(rows: IncomingRows, level: dict[str, str]):
    pupils: dict[str, list[int]] = {}
    for row in rows.school_years:
        if row["school_year"] == "2025-26":
            pupils.setdefault(level[row["school_id"]], []).append(row["enrollment"])
    assert min(pupils["elementary"]) >= 200
    assert max(pupils["elementary"]) <= 700
    assert min(pupils["high"]) >= 300
    assert max(pupils["high"]) <= 3000
    assert 350 <= median(pupils["elementary"]) <= 390
    assert 1000 <= median(pupils["high"]) <= 1200


def test_elementary_schools_hold_about_three_activities_a_month_and_alternative_ones_one(
    rows: IncomingRows, level: dict[str, str], held: pd.DataFrame
):
    reports = pd.Series([level[row["school_id"]] for row in rows.reports if row["submitted_date"]]).value_counts()
    a_month = held.groupby("level").size() / reports
    assert a_month["elementary"] == pytest.approx(3.2, abs=0.3)
    assert a_month["k8"] == pytest.approx(3.0, abs=0.3)
    assert a_month["middle"] == pytest.approx(2.3, abs=0.3)
    assert a_month["high"] == pytest.approx(2.0, abs=0.3)
    assert a_month["alternative"] == pytest.approx(1.0, abs=0.3)


def test_types_come_in_the_usual_mix(held: pd.DataFrame):
    shares = held["involvement_type"].value_counts(normalize=True).sort_index() * 100
    assert shares.to_list() == pytest.approx([12, 30, 12, 20, 12, 14], abs=2)


def test_eight_in_a_hundred_activities_are_cancelled_and_have_no_count(rows: IncomingRows):
    cancelled = [row for row in rows.activities if row["is_cancelled"]]
    assert len(cancelled) / len(rows.activities) == pytest.approx(0.08, abs=0.01)
    assert {row["families_attended"] for row in cancelled} == {None}
    assert all(row["cancelled_reason"] for row in cancelled)


def test_a_quarter_of_the_counts_are_estimates_that_end_in_0_or_5(held: pd.DataFrame):
    estimates = held[held["counting_method"] == CountingMethod.ESTIMATE]
    assert len(estimates) / len(held) == pytest.approx(0.25, abs=0.02)
    assert (estimates["families_attended"].dropna() % 5 == 0).all()


def test_parents_answer_as_often_as_a_big_city_measured(rows: IncomingRows, level: dict[str, str]):
    frame = pd.DataFrame(rows.responses)
    totals = frame.groupby(frame["school_id"].map(level))[["returned", "sent"]].sum()
    share = totals["returned"] / totals["sent"]
    assert share["elementary"] == pytest.approx(0.66, abs=0.03)
    assert share["middle"] == pytest.approx(0.615, abs=0.05)
    assert share["high"] == pytest.approx(0.38, abs=0.06)


def test_nothing_is_known_that_happened_after_the_as_of_date(rows: IncomingRows):
    days = [row["activity_date"] for row in rows.activities] + [row["contacted_on"] for row in rows.contacts]
    days += [row["submitted_date"] for row in rows.reports if row["submitted_date"]]
    days += [step["changed_on"] for row in rows.reports for step in row["changes"]]
    days += [row["closed_on"] for row in rows.contacts if row["closed_on"]]
    days += [row["reached_on"] for row in rows.steps] + [row["held_on"] for row in rows.sessions]
    days += [row["accepted_on"] for row in rows.plans if row["accepted_on"]]
    assert max(days) <= AS_OF


def test_every_activity_lies_in_its_reporting_month(rows: IncomingRows):
    assert [row for row in rows.activities if row["activity_date"].replace(day=1) != row["month"]] == []


def test_the_changes_of_a_report_are_in_order_and_end_in_its_state(rows: IncomingRows):
    for report in rows.reports:
        days = [step["changed_on"] for step in report["changes"]]
        assert days == sorted(days)
        assert report["changes"][-1]["state"] == report["state"]


def test_more_parents_never_answer_than_families_came(rows: IncomingRows):
    came = {row["activity_id"]: row["families_attended"] for row in rows.activities}
    assert [row for row in rows.responses if row["returned"] > came[row["activity_id"]]] == []
    assert [
        row for row in rows.responses if row["positive"] + row["neutral"] + row["negative"] != row["returned"]
    ] == []


def test_a_plan_step_is_known_to_be_done_only_through_a_report_that_came(rows: IncomingRows):
    received = {(row["school_id"], row["month"]) for row in rows.reports if row["submitted_date"]}
    done = [row for row in rows.planned_activities if row["done_month"]]
    assert len(done) > 2000
    assert [row for row in done if (row["school_id"], row["reported_month"]) not in received] == []


def test_people_have_one_director_nine_coordinators_and_liaisons_for_most_schools(rows: IncomingRows):
    roles = pd.Series([row["role"] for row in rows.people if row["is_active"]]).value_counts()
    assert roles[Role.DIRECTOR] == 1
    assert roles[Role.COORDINATOR] == 9
    assert roles[Role.VIEWER] == 1
    assert roles[Role.ADMINISTRATOR] == 1
    with_liaison = {row["school_id"] for row in rows.liaison_schools if row["until_date"] is None}
    assert 70 <= len(with_liaison) <= 85
    assert len({row["login"] for row in rows.people}) == len(rows.people)


def test_a_sample_that_ends_in_august_is_a_whole_district_too():
    rows = sample_rows(last_month=date(2025, 8, 1))
    assert len(rows.schools) == 85
    assert len(rows.calendar) == 30
    assert max(row["month"] for row in rows.reports if row["submitted_date"]) == date(2025, 8, 1)


def test_a_sample_can_not_end_in_june():
    with pytest.raises(PartnershipError, match="June 2026 is not a reporting month"):
        sample_rows(last_month=date(2026, 6, 1))
