"""
How long the support-need method takes, and how often it is right on simulated districts whose truth is known.

python -m tests.benchmarks.method timing | nation | truth [districts] | raise [districts]
"""

import resource
import sys
from collections import Counter
from dataclasses import replace
from multiprocessing import Pool
from time import perf_counter, process_time

import numpy as np
import pandas as pd

from models.support_need.assess import assess, reweigh, stays_in
from models.support_need.assessment import Assessment
from models.support_need.rule_set import DEFAULT_RULES, worst_count
from models.vocabulary import Indicator, SupportTier
from tests.unit.support_need.districts import simulated


def cpu_seconds(action, repeats: int = 3) -> float:
    """Best of a few runs, CPU time."""
    best = np.inf
    for _ in range(repeats):
        began = process_time()
        action()
        best = min(best, process_time() - began)
    return float(best)


def read_all(assessments: dict[pd.Timestamp, Assessment]) -> None:
    """Ask for what a screen and an export would: frames, reasons, strengths."""
    for assessment in assessments.values():
        _ = assessment.schools, assessment.points, assessment.figures, assessment.reasons, assessment.strengths


def timing() -> None:
    history, doing = simulated(1)
    first, last = doing.index[0], doing.index[-1]
    report("86 schools, 10th month of a year", cpu_seconds(lambda: read_all(assess(history, [], last, last))))
    report("86 schools, 20 months", cpu_seconds(lambda: read_all(assess(history, [], first, last))))
    month = assess(history, [], last, last)[last]
    report("86 schools, reweigh with reasons", cpu_seconds(lambda: reweigh(month, DEFAULT_RULES).reasons))
    report("86 schools, 200 weightings", cpu_seconds(lambda: stays_in(month)))
    large, doing = simulated(1, schools=2500, months=10)
    first, last = doing.index[0], doing.index[-1]
    report("2,500 schools, 1st month of a year", cpu_seconds(lambda: read_all(assess(large, [], first, first))))
    report("2,500 schools, 10th month of a year", cpu_seconds(lambda: read_all(assess(large, [], last, last)), 1))
    districts = [simulated(seed, schools=33, months=10) for seed in range(10)]
    for name, month in (("1st", districts[0][1].index[0]), ("10th", districts[0][1].index[-1])):
        every = cpu_seconds(lambda m=month: [read_all(assess(district, [], m, m)) for district, _ in districts])
        report(f"3,000 districts of 33, {name} month, two cores", 150 * every)


def nation() -> None:
    """3,000 districts of 33 schools, 10th month of a year, district by district in two processes."""
    began = perf_counter()
    with Pool(2) as pool:
        worked = pool.map(_score_districts, [range(half, 3000, 2) for half in (0, 1)])
    for seconds, megabytes in worked:
        print(f"1,500 districts: {seconds:.1f} s, at most {megabytes:.0f} MB")
    print(f"99,000 schools on two cores, the making of districts included: {perf_counter() - began:.1f} s")


def _score_districts(numbers: range) -> tuple[float, float]:
    """Seconds of scoring only, and the process's peak memory in MB. Thirty districts are made and scored over again."""
    made = [simulated(seed, schools=33, months=10) for seed in range(30)]
    began = perf_counter()
    for number in numbers:
        history, doing = made[number % len(made)]
        read_all(assess(history, [], doing.index[-1], doing.index[-1]))
    return perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(what: str, seconds: float) -> None:
    print(f"{what + ':':48}{1000 * seconds:9,.0f} ms")


def truth(districts: int) -> None:
    """P@13, AUC, share of listed schools in the better half, calibration of p_worst and cover of the intervals."""
    for silence in (1.0, 0.0):
        rows = [row for seed in range(districts) for row in _scored(seed, silence)]
        print(f"trouble causes silence: {silence:g}", pd.DataFrame(rows).mean().round(3).to_dict())


def _scored(seed: int, silence: float) -> list[dict[str, float]]:
    history, doing = simulated(1000 + seed, silence=silence)
    assessed = assess(history, [], doing.index[0], doing.index[-1])
    rows = []
    for at in range(4, len(doing) - 2):
        schools = assessed[doing.index[at]].schools
        place = doing.iloc[at + 1 : at + 3].mean().rank()
        count = worst_count(len(place))
        worst = place <= count
        top = schools["score"].rank(ascending=False) <= count
        rows.append(
            {
                "P@13": float(worst[top].mean()),
                "AUC": float((schools["score"].rank()[worst].mean() - (count + 1) / 2) / (len(place) - count)),
                "better half": float((place[schools["on_extra_support"]] > len(place) / 2).mean()),
                "said": float(schools.loc[top, "p_worst"].mean()),
                "covered": float(((place >= schools["rank_lo"]) & (place <= schools["rank_hi"])).mean()),
                "ceiling today": float((doing.iloc[at].rank() <= count)[worst].mean()),
            }
        )
    return rows


def one_thing(districts: int) -> None:
    """
    How many of 86 schools a month are named for one thing: where nothing is wrong with any school, where schools differ
    for good, with sudden troubles too; and how many schools with one planted gap, on no list, are named for that gap.
    """
    for name, troubles in (("no trouble", None), ("lasting differences", 0.0), ("sudden troubles", 0.06)):
        named: Counter[str] = Counter()
        months = 0
        for seed in range(districts):
            history, _ = simulated(5000 + seed, troubles=troubles)
            for assessment in assess(history, [], FIRST_MONTH, LAST_MONTH).values():
                months += 1
                named.update(thing.by.value for thing in assessment.one_things.values())
        print(f"{name:22}", {by: round(count / months, 2) for by, count in sorted(named.items())})
    planted = [planted_gap(6000 + seed, code) for seed in range(districts) for code in PLANTED]
    for code in PLANTED:
        found = [answer for answer in planted if answer[0] is code]
        apart = [answer for answer in found if answer[1] == "apart from the lists"]
        right = sum(named for _, _, named in apart)
        print(f"planted {code.value:10} {len(found)} schools, {len(apart)} on no list, {right} of these named for it")


PLANTED = (Indicator.LANGUAGE, Indicator.RATING, Indicator.RESPONSE, Indicator.TURNOUT)
FIRST_MONTH, LAST_MONTH = pd.Timestamp("2023-08-01"), pd.Timestamp("2025-03-01")


def planted_gap(seed: int, code: Indicator) -> tuple[Indicator, str, bool]:
    """One school far out in one thing from the beginning: where it stands in the last month, and is it named for it."""
    history, _ = simulated(seed)
    years = history.school_years
    school = str(years.loc[years["english_learner_rate"] >= 0.1, "school_id"].iloc[0])
    activities, responses = history.activities.copy(), history.responses.copy()
    own, answered = activities["school_id"].eq(school), responses["school_id"].eq(school)
    if code is Indicator.LANGUAGE:
        activities.loc[own, "languages_used"] = ""
    elif code is Indicator.RATING:
        responses.loc[answered, "mean_rating"] = (responses.loc[answered, "mean_rating"] - 0.9).clip(1, 5)
    elif code is Indicator.RESPONSE:
        responses.loc[answered, "returned"] = (responses.loc[answered, "returned"] * 0.25).round()
    else:
        activities.loc[own, "families_attended"] = (activities.loc[own, "families_attended"] * 0.25).round()
    moved = replace(history, activities=activities, responses=responses)
    assessment = assess(moved, [], LAST_MONTH, LAST_MONTH)[LAST_MONTH]
    tier = SupportTier(str(assessment.schools.at[school, "tier"]))
    thing = assessment.one_things.get(school)
    return code, "on a list" if tier.is_list else "apart from the lists", thing is not None and thing.code == code


if __name__ == "__main__":
    if sys.argv[1:2] == ["raise"]:
        one_thing(int(sys.argv[2]) if len(sys.argv) > 2 else 20)
    elif sys.argv[1:2] == ["truth"]:
        truth(int(sys.argv[2]) if len(sys.argv) > 2 else 20)
    elif sys.argv[1:2] == ["nation"]:
        nation()
    else:
        timing()
