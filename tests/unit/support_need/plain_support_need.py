"""
The support-need method a second time, written as one would work it out on paper: loops, dictionaries, one tall matrix.

Slow, for districts of a few schools, levels of five or more, one revision a report and one rating scale. It shares no
line with `models`, so that a slip has to be made twice to stay unseen.
"""

from collections import defaultdict

import numpy as np
import pandas as pd

SHRINK = {"reporting": 0.3, "plan": 0.8, "activity": 0.3, "response": 1, "rating": 0.8, "turnout": 1, "language": 1.5}
WEIGHT = {
    "reporting": 3,
    "plan": 3,
    "activity": 2,
    "response": 2,
    "rating": 2,
    "turnout": 1,
    "breadth": 1,
    "language": 1,
}


class Month:
    """One month of one district as known on its as-of date."""

    def __init__(self, history, month):
        self.history, self.month = history, month
        self.calendar = history.calendar.set_index("month").sort_index()
        self.months = [one for one in self.calendar.index if one <= month]
        self.attributes = history.school_years.set_index(["school_id", "school_year"]).to_dict("index")
        expected = history.expected[history.expected["month"].isin(self.months)]
        self.expected = expected.groupby("school_id")["month"].apply(sorted).to_dict()
        self.schools = sorted(school for school, months in self.expected.items() if month in months)
        reports = history.reports[history.reports["submitted_date"] <= self.calendar.loc[month, "as_of_date"]]
        self.sent = dict(
            zip(zip(reports["school_id"], reports["month"], strict=True), reports["submitted_date"], strict=True)
        )
        self.sent = {key: day for key, day in self.sent.items() if key[1] in self.months}
        self.level = {school: self.of(school, month, "level") for school in self.schools}
        self.applies = np.array([self.of(school, month, "english_learner_rate") >= 0.1 for school in self.schools])
        self.events = self._events()

    def of(self, school, month, name):
        return self.attributes[school, self.calendar.loc[month, "school_year"]][name]

    def _events(self):
        rows = self.history.activities.sort_values("activity_id").drop_duplicates("same_as")
        rows = rows[[key in self.sent for key in zip(rows["school_id"], rows["month"], strict=True)]]
        answers = self.history.responses.set_index("activity_id")
        rows = rows.assign(
            answers=answers["returned"].reindex(rows["activity_id"]).to_numpy(),
            rating=answers["mean_rating"].reindex(rows["activity_id"]).to_numpy(),
            type=rows["involvement_type"],
        )
        for name in ("level", "enrollment", "low_income_rate", "english_learner_rate"):
            rows[name] = [
                self.of(school, month, name) for school, month in zip(rows["school_id"], rows["month"], strict=True)
            ]
        return rows

    def line(self, rows, y, dummies, slopes, cut):
        parts = [pd.get_dummies(rows[name].astype(str), dtype=float) for name in dummies]
        tall = np.column_stack([*parts, *(rows[name].to_numpy(float) for name in slopes)])
        fit = tall @ np.linalg.lstsq(tall, y, rcond=None)[0]
        for _ in range(3):
            fit = tall @ np.linalg.lstsq(tall, fit + np.clip(y - fit, -cut, cut), rcond=None)[0]
        return fit

    def residuals(self):
        found = {"reporting": self._reporting(), "plan": self._plan(), "activity": self._activity()}
        events = self.events.assign(size=np.log(self.events["enrollment"] / 500))
        came = events[events["families_attended"] > 0].copy()
        y = np.log(came["families_attended"])
        fit = self.line(came, y, ["level", "month", "type"], ["size", "low_income_rate"], 1.2)
        off = np.clip(y - fit, -np.log(3.3), np.log(3.3))
        found["turnout"] = _rows(came, np.clip(off, -1.2, 1.2), 1)
        came["families"] = np.where(np.abs(y - fit) > np.log(3.3), np.exp(fit + off), came["families_attended"])
        asked = came[came["answers"].notna()].copy()
        asked["answers"] = np.minimum(asked["answers"], asked["families"])
        p = asked["answers"].sum() / asked["families"].sum()
        share = (asked["answers"] + 10 * p) / (asked["families"] + 10)
        y = np.log(share / (1 - share))
        fit = self.line(asked, y, ["level", "month", "type"], ["size", "low_income_rate"], 1.2)
        found["response"] = _rows(asked, np.clip(y - fit, -1.2, 1.2), asked["families"] / (asked["families"] + 15))
        found["rating"] = self._rating(events, came["families"])
        spoken = events[events["english_learner_rate"] >= 0.1]
        told = spoken["languages_used"].ne("").astype(float)
        found["language"] = _rows(spoken, told - told.mean(), 1)
        return found

    def _reporting(self):
        rows = []
        for month in self.months:
            credit = {}
            for school in (one for one, months in self.expected.items() if month in months):
                day = self.sent.get((school, month))
                credit[school] = 0 if day is None else 1 if day <= self.calendar.loc[month, "due_date"] else 0.5
            usual = np.mean(list(credit.values()))
            rows += [(school, month, value - usual, 1) for school, value in credit.items()]
        return rows

    def _plan(self):
        rows = []
        for item in self.history.plan_items.itertuples():
            if (item.school_id, item.planned_month) in self.sent:
                told = (item.school_id, item.reported_month) in self.sent
                rows.append((item.school_id, item.planned_month, float(told and item.done_month <= item.planned_month)))
        usual = np.mean([done for _, _, done in rows]) if rows else 0
        return [(school, month, done - usual, 1) for school, month, done in rows]

    def _activity(self):
        held = defaultdict(int)
        for (school, month, _), count in self.events.groupby(["school_id", "month", "type"]).size().items():
            held[school, month] += min(count, 2)
        rows = pd.DataFrame(sorted(self.sent), columns=["school_id", "month"])
        keys = list(zip(rows["school_id"], rows["month"], strict=True))
        rows["level"] = [self.of(*key, "level") for key in keys]
        rows["size"] = [np.log(self.of(*key, "enrollment") / 500) for key in keys]
        y = np.sqrt(np.array([held[key] for key in keys]) + 3 / 8)
        return _rows(rows, np.clip(y - self.line(rows, y, ["level", "month"], ["size"], 1.5), -1.5, 1.5), 1)

    def _rating(self, events, families):
        rated = events[events["rating"].notna() & (events["answers"] > 0)].copy()
        n = np.fmin(rated["answers"], families.reindex(rated.index))
        w = n / (n + 13)
        level = (w * rated["rating"]).groupby(rated["level"]).sum() / w.groupby(rated["level"]).sum()
        return _rows(rated, rated["rating"] - rated["level"].map(level), w)

    def breadth(self):
        types, received = {}, {}
        for school in self.schools:
            received[school] = sorted(month for one, month in self.sent if one == school)[-4:]
            mine = self.events[(self.events["school_id"] == school) & self.events["month"].isin(received[school])]
            types[school] = mine["type"].nunique()
        usual = {
            level: np.median([types[one] for one in self.schools if self.level[one] == level and received[one]] or [0])
            for level in self.level.values()
        }
        return np.array([types[one] - usual[self.level[one]] if received[one] else 0.0 for one in self.schools])

    def last_four(self, school):
        return [(school, month) in self.sent for month in self.expected[school][-4:]]


def _rows(frame, residual, weight):
    keys = frame["school_id"], frame["month"]
    return list(zip(*keys, residual, np.broadcast_to(weight, len(frame)), strict=True))


def plain_month(history, month, last_list):
    """score, recent, p_worst, rank_lo, rank_hi, both lists and enough_data, by school."""
    known = Month(history, month)
    residuals, schools = known.residuals(), known.schools
    need, evidence = {}, {"breadth": np.array([np.mean(known.last_four(school)) for school in schools])}
    for code in WEIGHT:
        for keep in (0.5, 0.9):
            if code == "breadth":
                need[code, keep] = -known.breadth()
                continue
            top, total = defaultdict(float), defaultdict(float)
            for school, when, r, w in residuals[code]:
                age = 12 * (month.year - when.year) + month.month - when.month
                top[school] += keep**age * w * r
                total[school] += keep**age * w
            need[code, keep] = np.array([-top[school] / (total[school] + SHRINK[code]) for school in schools])
            evidence[code] = np.array([total[school] / (total[school] + SHRINK[code]) for school in schools])
    for keep in (0.5, 0.9):
        need["language", keep] = np.where(known.applies, need["language", keep], 0)
    evidence["language"] = np.where(known.applies, evidence["language"], 0)
    at = {key: np.clip((value - value.mean()) / (value.std() or 1), -2.5, 2.5) for key, value in need.items()}
    for keep in (0.5, 0.9):
        at["language", keep] = np.where(known.applies, at["language", keep], 0)
    z = {code: (at[code, 0.5] + at[code, 0.9]) / 2 for code in WEIGHT}
    return _lists(known, z, {code: at[code, 0.5] for code in WEIGHT}, evidence, last_list)


def _lists(known, z, recent_z, evidence, last_list):
    schools, weight = known.schools, dict(WEIGHT)
    rest = sum(weight[code] * z[code] for code in ("plan", "activity", "response", "rating", "turnout"))
    ranks = [pd.Series(np.round(values, 9)).rank() for values in (z["reporting"], rest)]
    weight["reporting"] *= np.clip(ranks[0].corr(ranks[1]) / 0.15, 0.3, 1)
    parts = np.array([weight[code] * z[code] for code in WEIGHT])
    total, recent = parts.sum(axis=0), sum(weight[code] * recent_z[code] for code in WEIGHT)
    score, recent = (total - total.mean()) / total.std(), (recent - recent.mean()) / recent.std()
    alpha = np.clip(8 / 7 * (1 - parts.var(axis=1).sum() / total.var()), 0.2, 0.9)
    trust = 0.85 * np.sqrt(alpha)
    have = sum(weight[code] * evidence[code] for code in WEIGHT)
    have = np.minimum(have / have.mean(), 1)
    noise = np.random.default_rng(0).normal(size=(1000, len(schools)))
    draws = trust * score + np.sqrt(1 - trust**2 * have) * noise
    rank = (-draws).argsort(axis=1).argsort(axis=1) + 1
    room = round(0.15 * len(schools))
    with_margin = [value + 0.2 * (school in last_list) for school, value in zip(schools, score, strict=True)]
    extra = sorted(range(len(schools)), key=lambda at: (-with_margin[at], schools[at]))[:room]
    free = [at for at in range(len(schools)) if at not in extra]
    check = sorted(free, key=lambda at: (-recent[at], schools[at]))[:room]
    four = [known.last_four(school) for school in schools]
    return pd.DataFrame(
        {
            "score": score,
            "recent": recent,
            "p_worst": (rank <= room).mean(axis=0),
            "rank_lo": np.percentile(rank, 5, axis=0),
            "rank_hi": np.percentile(rank, 95, axis=0),
            "on_extra_support": [at in extra for at in range(len(schools))],
            "on_check_in": [at in check for at in range(len(schools))],
            "enough_data": [sum(came) > (1 if len(came) == 4 else 0) for came in four],
        },
        index=pd.Index(schools, name="school_id"),
    )
