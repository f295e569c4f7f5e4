"""The two indicators without points, silence and trend, by the worked examples of tests/spec."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.support_need.assess import assess, reweigh
from models.support_need.indicator_specs import WEIGHTED
from models.support_need.indicators import Needs
from models.support_need.rule_set import DEFAULT_RULES
from models.vocabulary import Indicator
from tests.unit.support_need.districts import District

SPEC = Path(__file__).parents[2] / "spec"
SILENCE = pd.read_csv(SPEC / "silence.csv", dtype=str, keep_default_na=False)
TREND = pd.read_csv(SPEC / "trend.csv", dtype=str, keep_default_na=False)


def last_of(district: District):
    month = pd.Timestamp(district.months[-1])
    return assess(district.history(), [], month, month)[month]


def test_silence_begins_with_the_second_report_in_a_row_that_has_not_come():
    district = District([column for column in SILENCE if column.startswith("20")])
    for _, row in SILENCE.iterrows():
        district.school(row["school"])
        for month in district.months:
            if row[month]:
                district.report(row["school"], month, sent=row[month])
    found = last_of(district).schools
    told = pd.DataFrame(
        {
            "months_since_report": found["months_since_report"].map("{:.0f}".format),
            "silent": found["is_silent"].map({True: "yes", False: "no"}),
            "silent_since": found["silent_since"].map(lambda day: "" if pd.isna(day) else f"{day:%Y-%m-%d}"),
        }
    )
    pencilled = SILENCE.set_index("school")[list(told)]
    assert told.to_dict("index") == pencilled.to_dict("index")


@pytest.mark.parametrize("case", TREND["case"].unique())
def test_the_trend_is_the_recent_score_less_the_long_run(case):
    rows = TREND[TREND["case"] == case].set_index("school")
    district = District(["2024-08"])
    for school in rows.index:
        district.school(school)
        district.report(school, "2024-08")
    assessment = last_of(district)
    measured = assessment.measured[True]
    at = [WEIGHTED.index(Indicator.PLAN), WEIGHTED.index(Indicator.ACTIVITY)]
    recent, long_run = np.zeros((2, len(rows), len(WEIGHTED)))
    recent[:, at] = rows[["plan_recent", "activity_recent"]].astype(float)
    long_run[:, at] = rows[["plan_long_run", "activity_long_run"]].astype(float)
    needs = Needs(recent=recent, long_run=long_run, evidence=measured.needs.evidence)
    given = replace(assessment, measured={True: replace(measured, needs=needs)})
    found = reweigh(given, DEFAULT_RULES).schools
    for column, values in (
        ("recent", found["recent"]),
        ("long_run", found["recent"] - found["trend"]),
        ("trend", found["trend"]),
    ):
        assert values.to_numpy() == pytest.approx(rows[column].astype(float).to_numpy(), abs=1e-6), column
    assert found["trend_state"].tolist() == rows["state"].tolist()
