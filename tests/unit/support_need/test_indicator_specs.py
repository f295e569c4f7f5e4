"""One row for each indicator, and every table that goes by an indicator's code holds the codes of those rows."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

import dashboards.state
import data.sample
import models.school_charts
import models.support_need
import models.wording
from data.sample.stories import SCHOOL_STORIES
from models.school_charts import funnel
from models.support_need import scoring
from models.support_need.indicator_specs import DEFAULT_WEIGHTS, SPECS, WEIGHTED, FigureScale
from models.support_need.rule_set import DEFAULT_RULES
from models.vocabulary import Indicator

SPEC = Path(__file__).parents[2] / "spec"
STATES = {Indicator.SILENCE, Indicator.TREND}
"""Codes that words are said about and that earn no points."""

ALL = set(WEIGHTED)
HIDDEN = {Indicator.RESPONSE, Indicator.RATING}
"""What parents answered: not shown where fewer than ten of them did."""
SMOOTHED = {code for code, spec in SPECS.items() if spec.shrink is not None}
ESTIMATED = {code for code, spec in SPECS.items() if spec.scale in (FigureScale.AMOUNT, FigureScale.PLAIN)}

FALLING = {code for code in WEIGHTED if code not in (Indicator.RATING, Indicator.BREADTH)}
"""What can be told as a fall of the last months: a mean and a number of types cannot."""

TABLES = {
    "models.support_need.falls.COUNTED": FALLING,
    "models.support_need.falls.FEWEST": FALLING,
    "models.support_need.falls.ON_SCALE": FALLING,
    "models.wording.falls._TOLD": FALLING,
    "models.wording.our_figures.HELP": ALL | STATES,
    "models.wording.our_figures.GAPS": ALL,
    "models.wording.our_figures.QUANTITIES": ALL,
    "models.wording.our_figures._WITH_FIGURES": ALL,
    "models.wording.school.THINGS": ALL,
    "models.wording.rules.WEIGHTS": ALL,
    "models.wording.rules.WEIGHTS_EXPLAINED": ALL,
    "models.support_need.indicators.RESIDUALS": SMOOTHED,
    "models.support_need.indicators.UNSMOOTHED": ALL - SMOOTHED,
    "models.support_need.indicators.APPLIES": {Indicator.LANGUAGE},
    "models.support_need.figures.FIGURES": ALL,
    "models.support_need.indicator_specs.SPECS": ALL,
    "models.support_need.indicator_specs.DEFAULT_WEIGHTS": ALL,
    "models.support_need.limits.REPEATED": ESTIMATED,
    "models.wording.reasons._WITH_FIGURES": ALL,
    "models.wording.reasons.HIDDEN": HIDDEN,
    "models.wording.by_code.INDICATORS": ALL | STATES,
    "models.wording.by_code.INDICATORS_IN_SENTENCES": ALL | STATES,
    "models.wording.by_code.HELP": ALL | STATES,
    "models.wording.by_code.GAPS": ALL,
    "models.wording.by_code.LESS": ALL,
    "models.wording.by_code.MORE": ALL,
    "models.wording.by_code.EVIDENCE": ALL,
    "models.wording.by_code.FIGURES": ALL,
    "dashboards.state.school.proof_tables.PROOFS": ALL,
}
"""Every table that goes by code, and the codes it has to hold."""


def found_tables() -> dict[str, Mapping[Indicator, object]]:
    """Every mapping of a module whose keys are indicators; one that a module only imports goes by its first name."""
    tables: dict[int, tuple[str, Mapping[Indicator, object]]] = {}
    for module in modules():
        for name, value in vars(module).items():
            if isinstance(value, Mapping) and value and all(isinstance(key, Indicator) for key in value):
                full = f"{module.__name__}.{name}"
                if id(value) not in tables or full in TABLES:
                    tables[id(value)] = full, value
    return dict(tables.values())


def modules() -> Iterator[ModuleType]:
    for package in (models.support_need, models.school_charts, models.wording, data.sample, dashboards.state):
        for room in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(room.name)


def test_there_is_a_row_for_every_indicator_that_can_earn_points():
    assert set(Indicator) - STATES == set(SPECS)
    assert all(spec.code is code for code, spec in SPECS.items())


def test_every_table_that_goes_by_code_is_named_here_and_holds_every_code():
    assert {name: set(table) for name, table in found_tables().items()} == TABLES


def test_every_indicator_has_a_worked_example_and_a_school_of_the_sample():
    assert {code for code in WEIGHTED if not (SPEC / f"{code}.csv").exists()} == set()
    assert {code for code in WEIGHTED if f"first_{code}" not in SCHOOL_STORIES} == set()


def test_the_default_rules_weigh_as_the_rows_say():
    assert DEFAULT_RULES.weights == DEFAULT_WEIGHTS


def test_silence_is_checked_against_what_the_rows_name_whatever_their_order():
    assert {WEIGHTED[column] for column in scoring.REST} == {
        Indicator.PLAN, Indicator.ACTIVITY, Indicator.RESPONSE, Indicator.RATING, Indicator.TURNOUT,
    }  # fmt: skip


def test_every_scale_a_row_names_has_its_formulas_and_only_shares_are_counted_of_n():
    assert set(funnel.SCALES) == set(FigureScale)
    assert all(spec.is_percent for spec in SPECS.values() if spec.is_of_n)
