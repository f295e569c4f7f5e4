"""
Histories for the tests of the support-need method: one written row by row, one drawn from a seed with a known truth.
"""

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from models.support_need.assessment import Assessment
from models.support_need.history import COLUMNS, DistrictHistory

DATES = {
    "opened_on",
    "closed_on",
    "known_until",
    "month",
    "due_date",
    "as_of_date",
    "submitted_date",
    "planned_month",
    "done_month",
    "reported_month",
    "known_from",
    "starts_on",
    "ends_on",
    "said_on",
    "due_on",
    "ended_on",
}
NUMBERS = {"enrollment", "low_income_rate", "english_learner_rate", "families_attended", "mean_rating", "returned"}


def school_year(month: pd.Timestamp) -> str:
    start = month.year - (month.month < 7)
    return f"{start}-{(start + 1) % 100:02d}"


def reporting_months(first: str, count: int) -> list[str]:
    """August to May, over the summer where `count` goes on."""
    months = pd.date_range(first, periods=2 * count + 4, freq="MS")
    return [f"{month:%Y-%m}" for month in months if month.month not in (6, 7)][:count]


def frame(name: str, rows: list[dict]) -> pd.DataFrame:
    """Rows as one frame of a history, with every column there and typed, also when empty."""
    table = pd.DataFrame(rows, columns=list(COLUMNS[name]))
    for column in table:
        if column in DATES:
            table[column] = pd.to_datetime(table[column])
        elif column in NUMBERS:
            table[column] = table[column].astype(float)
        elif column in ("revision", "involvement_type"):
            table[column] = table[column].astype("int64")
        elif column in ("is_nil", "is_cancelled", "was_excused"):
            table[column] = table[column].astype(bool)
        else:
            table[column] = table[column].astype("str")
    return table


@dataclass
class District:
    """
    A district written row by row. Months are "YYYY-MM"; a report is due on the 5th of the next month, judged on the
    10th.
    """

    months: list[str]
    rows: dict[str, list[dict]] = field(default_factory=lambda: {name: [] for name in COLUMNS})

    def __post_init__(self) -> None:
        for text in self.months:
            month = pd.Timestamp(text)
            due = month + pd.DateOffset(months=1, days=4)
            self.rows["calendar"].append(
                {
                    "month": month,
                    "school_year": school_year(month),
                    "due_date": due,
                    "as_of_date": due + pd.Timedelta(days=5),
                }
            )

    def school(self, school_id: str, *, months: list[str] | None = None, **attributes: object) -> str:
        known = {"cluster": "C1", "level": "elementary", "enrollment": 500.0, "low_income_rate": 0.5}
        given = known | {"english_learner_rate": 0.0, "home_languages": ""} | attributes
        self.rows["schools"].append({"school_id": school_id, "name": f"School {school_id}"})
        for year in sorted({school_year(pd.Timestamp(month)) for month in self.months}):
            self.rows["school_years"].append({"school_id": school_id, "school_year": year, **given})
        for month in self.months if months is None else months:
            self.rows["expected"].append({"school_id": school_id, "month": month})
        return school_id

    def report(
        self, school_id: str, month: str, *, sent: str | None = None, revision: int = 1, is_nil: bool = False
    ) -> None:
        sent_on = pd.Timestamp(sent) if sent else pd.Timestamp(month) + pd.DateOffset(months=1, days=1)
        self.rows["reports"].append(
            {
                "school_id": school_id,
                "month": month,
                "revision": revision,
                "submitted_date": sent_on,
                "is_nil": is_nil,
            }
        )

    def activity(
        self,
        school_id: str,
        month: str,
        involvement_type: int = 1,
        families: float = np.nan,
        *,
        answers: float | None = None,
        rating: float = np.nan,
        revision: int = 1,
        activity_id: str | None = None,
        same_as: str | None = None,
        counting_method: str = "",
        is_cancelled: bool = False,
        in_home_language: bool = False,
        scale_id: str = "1-5",
    ) -> None:
        key = {"school_id": school_id, "month": month, "revision": revision}
        number = activity_id or f"A{len(self.rows['activities']):05d}"
        self.rows["activities"].append(
            key
            | {
                "activity_id": number,
                "involvement_type": involvement_type,
                "families_attended": families,
                "counting_method": counting_method,
                "is_cancelled": is_cancelled,
                "languages_used": "Spanish" if in_home_language else "",
                "same_as": same_as or number,
            }
        )
        if answers is not None:
            response = {"activity_id": number, "returned": answers, "mean_rating": rating, "scale_id": scale_id}
            self.rows["responses"].append(key | response)

    def plan_item(self, school_id: str, planned: str, done: str | None = None, told: str | None = None) -> None:
        self.rows["plan_items"].append(
            {
                "school_id": school_id,
                "school_year": school_year(pd.Timestamp(planned)),
                "item_id": f"P{len(self.rows['plan_items']):05d}",
                "planned_month": planned,
                "done_month": done,
                "reported_month": told or done,
                "known_from": None,
                "known_until": None,
            }
        )

    def decision(self, school_id: str, kind: str, starts_on: str, ends_on: str | None = None) -> None:
        row = {"school_id": school_id, "kind": kind, "starts_on": starts_on, "ends_on": ends_on}
        self.rows["decisions"].append(row | {"note": "Liaison changed", "author": "R. Okafor"})

    def history(self) -> DistrictHistory:
        return DistrictHistory(**{name: frame(name, rows) for name, rows in self.rows.items()})


def shuffled(history: DistrictHistory, seed: int) -> DistrictHistory:
    """The same rows in another order."""
    return replace(
        history,
        **{name: getattr(history, name).sample(frac=1, random_state=seed + at) for at, name in enumerate(COLUMNS)},
    )


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


def everything(assessment: Assessment) -> bytes:
    """All an assessment says, as bytes."""
    frames = [assessment.schools, assessment.z, assessment.points, assessment.evidence, assessment.figures]
    text = "".join(frame.to_csv(float_format="%.17g") for frame in frames)
    return (text + repr(sorted(assessment.reasons.items())) + assessment.please_check.to_csv(index=False)).encode()
