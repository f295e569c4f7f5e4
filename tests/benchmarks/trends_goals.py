"""
Do the ranges and marks of the trends hold? On simulated districts whose truth is known.

    python -m tests.benchmarks.trends_goals [DISTRICTS]

Of each district of 86 schools and four years: how often the true total of months with silent schools lies under the
ceiling, with schools silent by lot and schools that do little silent more often; and whether a month of snow, half of
everything in the whole district, is one mark on the district and none on its clusters.
"""

import sys
from dataclasses import replace

import numpy as np
import pandas as pd

from models.trends.cells import TOLD, Cells, Flags
from models.trends.open_range import all_expectations
from models.trends.quantities import Measure
from models.trends.shifts import DISTRICT, shifts
from tests.unit.trends.worlds import reporting_months

SCHOOLS, CLUSTERS, LEVELS, YEARS, MONTHS_A_YEAR = 86, 9, 4, 4, 10
SEASON = np.array([1.0, 1.3, 1.2, 1.0, 0.6, 0.9, 1.0, 1.1, 1.0, 0.5])
SILENT, SNOW, SNOWED = 0.09, 0.5, 5
"""Share of reports that are not filed, what a month of snow leaves, and which month of the last year it is."""
MEASURES = (Measure.ACTIVITIES, Measure.FAMILIES)


def district(seed: int, *, snow: bool = False) -> Cells:
    """Everything filed. Months differ by 4 % for the whole district, schools by habit, and wander."""
    dice = np.random.default_rng(seed)
    months = YEARS * MONTHS_A_YEAR
    shape = (SCHOOLS, months)
    habit = dice.gamma(4.0, 0.25, SCHOOLS)[:, None]
    wander = np.exp(np.cumsum(dice.normal(0, 0.05, shape), axis=1))
    common = np.tile(SEASON, YEARS) * np.exp(dice.normal(0, 0.04, months))
    if snow:
        common[-MONTHS_A_YEAR + SNOWED] *= SNOW
    activities = dice.poisson(3.0 * habit * wander * common).astype(float)
    enrollment = np.round(dice.gamma(6.0, 80.0, SCHOOLS))
    turnout = 0.06 * enrollment[:, None] * dice.gamma(3.0, 1 / 3, shape)
    families = np.round(dice.poisson(activities * turnout)).astype(float)
    told = dict.fromkeys(TOLD, np.zeros(shape)) | {
        "activities": activities, "counted": activities, "families": families,
    }  # fmt: skip
    names = lambda word, count: tuple(f"{word} {at}" for at in range(count))  # noqa: E731
    of = lambda count: np.repeat((np.arange(SCHOOLS) % count)[:, None], months, axis=1)  # noqa: E731
    return Cells(
        school_ids=np.array([f"{at:03d}" for at in range(SCHOOLS)], dtype=object),
        months=pd.DatetimeIndex(reporting_months("2022-08", months)),
        year=np.repeat(np.arange(YEARS), MONTHS_A_YEAR),
        expected=np.ones(shape, dtype=bool),
        received=np.ones(shape, dtype=bool),
        on_time=np.ones(shape, dtype=bool),
        told=told,
        level=of(LEVELS),
        cluster=of(CLUSTERS),
        level_names=names("level", LEVELS),
        cluster_names=names("cluster", CLUSTERS),
        enrollment=np.repeat(enrollment[:, None], months, axis=1),
        low_income=np.full(shape, np.nan),
        english_learners=np.full(shape, np.nan),
        contacts=np.zeros(shape),
        has_contacts=False,
    )


def with_silence(cells: Cells, seed: int, *, by_lot: bool) -> Cells:
    """The same with reports missing: by lot, or most often where least is done."""
    dice = np.random.default_rng(1_000_000 + seed)
    chance = np.full(cells.expected.shape, SILENT)
    if not by_lot:
        means = cells.activities.mean(axis=1)
        chance *= (2 * (SCHOOLS - 1 - means.argsort().argsort()) / (SCHOOLS - 1))[:, None]
    there = dice.random(chance.shape) >= chance
    told = {name: np.where(there, values, 0.0) for name, values in cells.told.items()}
    return replace(cells, received=there, on_time=there, told=told)


def under_the_ceiling(whole: Cells, seen: Cells) -> dict[tuple[Measure, str], list[tuple[bool, float]]]:
    """Of the last year's months with a silent school: is the truth under the ceiling; and ceiling over floor."""
    expected = all_expectations(seen)
    scopes: list[tuple[str, Flags]] = [("district", np.ones_like(seen.expected))]
    scopes += [("cluster", np.equal(seen.cluster, at)) for at in range(CLUSTERS)]
    found: dict[tuple[Measure, str], list[tuple[bool, float]]] = {}
    for measure in MEASURES:
        truth = whole.told[measure.value]
        for name, there in scopes:
            for month in range(-MONTHS_A_YEAR, 0):
                at = len(seen.months) + month
                if not (there & ~seen.received)[:, at].any():
                    continue
                floor, _, ceiling = expected[measure].of(there[:, at], at)
                true = truth[there[:, at], at].sum()
                found.setdefault((measure, name), []).append((bool(true <= ceiling + 1e-9), ceiling / max(floor, 1.0)))
    return found


def snow_marks(seed: int) -> tuple[bool, int]:
    """Is the month of snow marked on the district, and on how many clusters?"""
    cells = with_silence(district(seed, snow=True), seed, by_lot=True)
    found = shifts(cells, all_expectations(cells))
    month = len(cells.months) - MONTHS_A_YEAR + SNOWED
    clusters = [scope for scope in cells.scopes() if scope.kind == "cluster"]
    return found.is_marked(DISTRICT, month), sum(found.is_marked(scope, month) for scope in clusters)


def main(districts: int) -> None:
    for by_lot, name in ((True, "silent by lot"), (False, "who does least silent most often")):
        together: dict[tuple[Measure, str], list[tuple[bool, float]]] = {}
        for seed in range(districts):
            whole = district(seed)
            for key, some in under_the_ceiling(whole, with_silence(whole, seed, by_lot=by_lot)).items():
                together.setdefault(key, []).extend(some)
        for (measure, scope), some in together.items():
            held, above = np.mean([one for one, _ in some]), np.mean([one for _, one in some])
            beside = f"under the ceiling {held:.3f} of {len(some):,}; ceiling {above:.2f} x floor"
            say(f"{name}, {measure.value}, {scope}: {beside}")
    marks = [snow_marks(seed) for seed in range(districts)]
    on_district, on_clusters = np.mean([one for one, _ in marks]), sum(count for _, count in marks)
    beside = f"marked on the district in {on_district:.3f}; on clusters {on_clusters} of {CLUSTERS * districts:,}"
    say(f"a month of snow: {beside}")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
