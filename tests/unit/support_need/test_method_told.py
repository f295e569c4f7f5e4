"""The page that tells the method tells the one that runs."""

import re

import numpy as np

from models.school_charts import funnel, month_limits
from models.settings import ROOT
from models.support_need import activity_comparison as of_activities
from models.support_need import comparison, figures, indicators, lists, raising, school_status, scoring
from models.support_need.assess import WEIGHTINGS
from models.support_need.assessment import CLEARLY, MOST_REASONS, REASON_FROM
from models.support_need.indicator_specs import SPECS
from models.support_need.rule_set import DEFAULT_RULES, WORST_SHARE
from models.vocabulary import Indicator

METHOD = " ".join((ROOT / "models" / "support_need" / "method.md").read_text(encoding="utf-8").split())
NAMES = {code: code.value for code in SPECS} | {Indicator.LANGUAGE: "home language"}


def test_the_table_of_indicators_has_their_weights_and_shrinkage():
    rows = re.findall(r"\| ([a-z ]+) \| (\d) \| [^|]+ \|[^|]*\| ([\d.]*) ?\|", METHOD)
    told = {name: (float(weight), k and float(k)) for name, weight, k in rows}
    assert told == {NAMES[code]: (spec.weight, spec.shrink or "") for code, spec in SPECS.items()}


def test_the_numbers_in_the_sentences_are_those_of_the_code():
    told = {
        f"recent f = {indicators.RECENT} and long run f = {indicators.LONG_RUN}",
        f"cut at {indicators.Z_CUT} either way",
        f"rho / {scoring.RHO_FULL}, at least {scoring.REPORTING_FLOOR}, at most 1",
        f"r = {scoring.RELIABILITY} sqrt(alpha)",
        f"{scoring.FUTURES:,} futures",
        f"gets {DEFAULT_RULES.margin} more",
        f"{WORST_SHARE:.0%} of the schools".replace("%", " %"),
        f"z of {REASON_FROM} or more",
        f"fewer than {figures.FEWEST_ANSWERS} answers",
        f"share of {WEIGHTINGS} random weightings",
        f"minus expected, cut at {comparison.ACTIVITY_CUT}",
        f"cut at log({np.exp(of_activities.TYPING_ERROR):.1f}) = {of_activities.TYPING_ERROR:.2f}",
        f"answers / (answers + {of_activities.RATING_EVIDENCE:g})",
        f"families / (families + {indicators.RESPONSE_EVIDENCE:g})",
        f"(answers + {of_activities.PRIOR_PARTICIPANTS:g} p) / (families + {of_activities.PRIOR_PARTICIPANTS:g})",
        f"{of_activities.LEARNERS_FROM:.0%} English learners or more".replace("%", " %"),
        f"from {CLEARLY:g} on",
        f"{funnel.LIMITS['95']} or {funnel.LIMITS['998']} x sqrt(v / n + between)",
        f"{month_limits.PER_RANGE} x the median distance",
        f"a trial under {month_limits.FIRM_FROM} months",
        f"{raising.FEWEST_MISSING} of its last four reports missing",
        f"or {raising.FEWEST_MISSING_OR_LATE} missing or late",
        f"{raising.EMPTY_MONTHS} received reports running",
        f"under {month_limits.SHIFT} of the same month a year before",
    }
    assert {words for words in told if words not in METHOD} == set()
    assert (MOST_REASONS, comparison.LAST_REPORTS, comparison.PER_TYPE, lists.TIE) == (3, 4, 2, 1e-9)
    assert (funnel.FEWEST_SCHOOLS, month_limits.FEWEST_RANGES) == (5, 4)
    assert [round(float(of), 4) for of in (of_activities.TYPING_ERROR, school_status.PLEASE_CHECK)] == [
        1.1939,
        1.6094,
    ]
