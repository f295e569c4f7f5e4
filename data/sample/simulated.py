"""
A simulated district whose truth is known: how well each school does, whatever its reports say. The method is checked
against it, as no real district can be.
"""

import numpy as np
import pandas as pd

from data.sample.written import District, reporting_months
from models.support_need.history import DistrictHistory

LEVELS = (("elementary", 0.55, 370), ("k8", 0.16, 500), ("middle", 0.14, 550), ("high", 0.15, 1100))
TYPE_SHARE = np.array([0.12, 0.30, 0.12, 0.20, 0.12, 0.14])
LEVEL_AMOUNT = {"elementary": 3.2, "k8": 3.0, "middle": 2.3, "high": 2.0}


def simulated(
    seed: int,
    *,
    schools: int = 86,
    months: int = 20,
    silence: float = 1.0,
    troubles: float | None = 0.06,
) -> tuple[DistrictHistory, pd.DataFrame]:
    """
    A district drawn from a seed, and its truth: how well each school does, (school_id, month), higher is better.

    Truth = a lasting part, a slow drift and sudden troubles that stay. silence: how much trouble makes reports late
    or missing (0: lateness is habit only). troubles: a school's chance of a sudden one per month; None: no school does
    better or worse than another, but for what is usual between schools.
    """
    rng = np.random.default_rng(seed)
    names = [f"S{number:04d}" for number in range(1, schools + 1)]
    level = rng.choice(len(LEVELS), size=schools, p=[share for _, share, _ in LEVELS])
    enrollment = np.round(np.array([LEVELS[code][2] for code in level]) * np.exp(rng.normal(0, 0.45, schools)))
    low_income = np.clip(rng.normal(0.64, 0.19, schools), 0.05, 0.99)
    learners = np.clip(rng.normal(0.14, 0.08, schools), 0, 0.5)
    truth = _truth(rng, schools, months, troubles)
    district = District(reporting_months("2023-08", months))
    habit, own = rng.normal(0, 0.8, schools), rng.normal(0, 0.5, (7, schools))
    for at, name in enumerate(names):
        district.school(
            name,
            level=LEVELS[level[at]][0],
            enrollment=enrollment[at],
            low_income_rate=low_income[at],
            english_learner_rate=learners[at],
            home_languages="Spanish" if learners[at] >= 0.1 else "",
        )
        size = np.log(enrollment[at] / 500)
        for position, month in enumerate(district.months):
            doing = truth[position, at]
            _simulate_plan(rng, district, name, month, doing + own[0, at])
            if not _simulate_report(rng, district, name, month, silence * doing + habit[at]):
                continue
            mean = LEVEL_AMOUNT[LEVELS[level[at]][0]] * np.exp(0.18 * (doing + own[1, at]) + 0.1 * size)
            for _ in range(rng.poisson(mean)):
                _simulate_activity(
                    rng, district, name, month, doing, own[2:, at], size, low_income[at], learners[at] >= 0.1
                )
    return district.history(), pd.DataFrame(truth, index=pd.to_datetime(district.months), columns=names)


def _truth(rng: np.random.Generator, schools: int, months: int, troubles: float | None) -> np.ndarray:
    if troubles is None:
        return np.zeros((months, schools))
    lasting, drift = rng.normal(0, 0.8, schools), np.zeros((months, schools))
    for month in range(1, months):
        drift[month] = 0.85 * drift[month - 1] + rng.normal(0, 0.3, schools)
        hit = rng.random(schools) < troubles / 4
        drift[month, hit] -= 1.5
    return lasting + drift


def _simulate_report(rng: np.random.Generator, district: District, name: str, month: str, doing: float) -> bool:
    chance = 1 / (1 + np.exp(-(2.6 + 0.9 * doing)))
    due = pd.Timestamp(month) + pd.DateOffset(months=1, days=4)
    if rng.random() > chance:
        if rng.random() < 0.5:
            return False
        late = int(rng.integers(1, 40))
        district.report(name, month, sent=f"{due + pd.Timedelta(days=late):%Y-%m-%d}")
        return True
    district.report(name, month, sent=f"{due - pd.Timedelta(days=int(rng.integers(0, 5))):%Y-%m-%d}")
    return True


def _simulate_plan(rng: np.random.Generator, district: District, name: str, month: str, doing: float) -> None:
    if rng.random() < 0.8:
        done = rng.random() < 1 / (1 + np.exp(-(0.7 + 0.6 * doing)))
        district.plan_item(name, month, month if done else None)


def _simulate_activity(
    rng: np.random.Generator,
    district: District,
    name: str,
    month: str,
    doing: float,
    own: np.ndarray,
    size: float,
    need: float,
    learners: bool,
) -> None:
    kind = int(rng.choice(6, p=TYPE_SHARE))
    families = np.exp(3.9 + 0.6 * size - 0.3 * (need - 0.64) + 0.14 * (doing + own[0]) + rng.normal(0, 0.7))
    families = max(1, round(families)) * (10 if rng.random() < 0.01 else 1)
    rate = 1 / (1 + np.exp(-(-0.8 - 0.5 * (need - 0.64) + 0.3 * (doing + own[1]) + rng.normal(0, 0.5))))
    answers = int(rng.binomial(families, rate))
    rating = np.clip(4.2 + 0.15 * (doing + own[2]) + rng.normal(0, 0.8) / np.sqrt(max(answers, 1)), 1, 5)
    district.activity(
        name,
        month,
        kind + 1,
        np.nan if rng.random() < 0.08 else families,
        answers=answers,
        rating=round(float(rating), 2) if answers else np.nan,
        in_home_language=bool(learners and rng.random() < 1 / (1 + np.exp(-(0.2 + 0.5 * (doing + own[3]))))),
    )
