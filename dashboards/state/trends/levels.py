"""How schools of a level differ by the chosen figure, and which types of involvement each level has seen."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dashboards.state.district.data import DistrictData
from dashboards.state.district.whole import JUDGED_FROM
from dashboards.state.school.proof_table import ProofTable, Row
from dashboards.state.trends.measured import district_trends
from dashboards.state.trends.part import SectionRow, SectionTable
from dashboards.state.trends.section import (
    Asked,
    ChartShown,
    Reader,
    Section,
    SectionShown,
    cell,
    span_of_year,
)
from models.support_need.limits import LIMITS
from models.trends.by_school import LevelSpread, SchoolsFunnel, level_spreads, school_values, schools_funnel
from models.trends.cells import Flags, Floats, Scope
from models.trends.equity import groups
from models.trends.quantities import Measure, type_coverage
from models.trends.round_marks import round_marks
from models.vocabulary import N_, InvolvementType
from models.wording import trends_levels as wording
from models.wording.language import Words

STEPS = 7
FUNNELS = (Measure.REACH, Measure.RESPONSE)


@dataclass(frozen=True)
class SchoolsFigures:
    """
    Of the school year so far (first and last month), by measure each school's figure and each level's spread, of the
    chosen levels whatever cluster and tier; `shown`: of which schools, `own`: those that are chosen, which stand on top
    of the others. coverage: of the chosen schools ("") and their levels, how many had an activity of each type, how
    many sent any report, and how many were expected to. funnels: of the whole district, with limits by all its schools.
    """

    first: pd.Timestamp
    last: pd.Timestamp
    shown: Flags
    own: Flags
    names: list[str]
    level: list[str]
    by_school: dict[Measure, Floats]
    spreads: dict[Measure, list[LevelSpread]]
    coverage: dict[str, tuple[Floats, int, int]]
    funnels: dict[Measure, SchoolsFunnel | None]


def schools_figures(district: DistrictData, asked: Asked) -> SchoolsFigures | None:
    """
    Schools of a tier are chosen by their figures: limits and middles of them alone would say nothing about chance.
    """
    trends = district_trends(district, asked.month, asked.chosen.kind)
    whole = trends.cells
    first, last = span_of_year(whole)
    months = np.arange(first, last + 1)
    own = whole.only(asked.there(district, trends))
    if not own.expected[:, months].any():
        return None
    cells = whole.only(asked.chosen.only(("level",)).cells(whole))
    values = {measure: school_values(cells, measure, first, last) for measure in Measure}
    coverage = {}
    for name in ("", *groups(own, "level", months)):
        scope = Scope("level", name) if name else Scope("district", "")
        held, reported = type_coverage(own, scope, first, last)
        due = int((own.of(scope) & own.expected)[:, months].any(axis=1).sum())
        coverage[name] = (held, reported, due)
    return SchoolsFigures(
        first=cells.months[first],
        last=cells.months[last],
        shown=np.asarray(cells.expected[:, months].any(axis=1)),
        own=np.asarray(own.expected[:, months].any(axis=1)),
        names=[trends.names.get(str(school), str(school)) for school in cells.school_ids],
        level=_of_school(groups(whole, "level", months), len(cells.school_ids)),
        by_school=values,
        spreads={measure: level_spreads(cells, values[measure], first, last) for measure in Measure},
        coverage=coverage,
        funnels={measure: schools_funnel(whole, measure, first, last) for measure in FUNNELS},
    )


def _of_school(found: dict[str, np.ndarray], schools: int) -> list[str]:
    """The group of each school; "" for none."""
    names = [""] * schools
    for name, flags in found.items():
        for at in np.flatnonzero(flags):
            names[at] = name
    return names


# ------------------------------------------------------------ levels, and types by level
def levels_shown(reader: Reader, figures: SchoolsFigures) -> SectionShown:
    words, measure = reader.words, Measure(reader.filters.figure)
    spreads = figures.spreads[measure]
    sentences = [wording.spreads_text(words, measure, spreads)] if spreads else []
    if not spreads:
        sentences.append(words.gettext("No school has sent two reports yet, so there is nothing to set beside others."))
    if reader.chosen.has_some_on_top and (known := _own_known(figures, measure)):
        median = {one.level: one.median for one in spreads}
        above = sum(figures.by_school[measure][at] > median[figures.level[at]] for at in known)
        sentences.append(wording.above_text(words, above, reader.chosen.schools_in_words(words, len(known))))
    return SectionShown(
        {
            "small": reader.about(figures.first, figures.last, int(figures.own.sum())),
            "sentences": [*sentences, *reader.of_kind()],
            "warning": "",
            "tables": [_coverage_table(reader, figures)],
        },
        (_dots(reader, figures, measure),) if spreads else (),
    )


def _own_known(figures: SchoolsFigures, measure: Measure) -> list[int]:
    """The chosen schools with a figure and a level, by position."""
    levels = {one.level for one in figures.spreads[measure]}
    known = np.flatnonzero(figures.own & ~np.isnan(figures.by_school[measure]))
    return [int(at) for at in known if figures.level[at] in levels]


def _dots(reader: Reader, figures: SchoolsFigures, measure: Measure) -> ChartShown:
    words, spreads = reader.words, figures.spreads[measure]
    levels = [one.level for one in spreads]
    is_on = figures.own & reader.chosen.has_some_on_top
    values = figures.by_school[measure]
    known = [at for at in np.flatnonzero(~np.isnan(values)) if figures.level[at] in levels]
    schools = pd.DataFrame(
        {
            "value": values[known],
            "level": [levels.index(figures.level[at]) for at in known],
            "is_on": is_on[known],
            "name": [figures.names[at] for at in known],
            "told": [wording.value_text(words, measure, values[at]) for at in known],
        }
    )
    of_levels = pd.DataFrame(
        {
            "level": range(len(spreads)),
            "median": [one.median for one in spreads],
            "low": [one.low for one in spreads],
            "high": [one.high for one in spreads],
        }
    )

    def text(value: float) -> str:
        return wording.value_text(words, measure, value)

    names = [wording.level_name(words, level) for level in levels]
    rows: list[Row] = [
        [name, words.number(one.schools), text(one.low), text(one.median), text(one.high)]
        for name, one in zip(names, spreads, strict=True)
    ]
    on_top = ""
    if is_on.any():
        own = reader.chosen.schools_in_words(words, len(_own_known(figures, measure)))
        on_top = words.gettext("Larger dots: {schools}.", schools=own)
    what = words.gettext("A dot is a school, the line the middle one, the band the middle half of at least 5 schools.")
    table: ProofTable = {
        "title": words.gettext("{figure} by level", figure=words.gettext(measure.label)),
        "columns": [
            words.gettext("Level"), words.gettext("Schools"), words.gettext("A quarter below"),
            words.gettext("Middle"), words.gettext("A quarter above"),
        ],
        "rows": rows,
        "note": words.gettext("Schools with at least two reports; figures on fewer than 10 people are left out."),
    }  # fmt: skip
    return ChartShown(
        kind="levels",
        title=table["title"],
        unit=words.gettext(wording.UNITS[measure]),
        sentence=" ".join(filter(None, [what, on_top])),
        table=table,
        data={"schools": schools, "spreads": of_levels, "levels": names, "ticks": _ticks(words, measure, values)},
    )


def _ticks(words: Words, measure: Measure, values: Floats) -> list[tuple[float, str]]:
    """Round marks from 0 to the largest figure or just over it."""
    top = float(np.nanmax(values, initial=0.0)) or 1.0
    marks = round_marks(top, reaches_top=True)
    if all(at.is_integer() for at in marks):
        return [(at, wording.whole_text(words, measure, at)) for at in marks]
    return [(at, wording.value_text(words, measure, at)) for at in marks]


def _coverage_table(reader: Reader, figures: SchoolsFigures) -> SectionTable:
    """Share of each level's schools with an activity of a type, of those that sent any report."""
    words, chosen = reader.words, reader.filters.involvement_type
    rows: list[SectionRow] = []
    for at, kind in enumerate(InvolvementType):
        cells = []
        for held, reported, _ in figures.coverage.values():
            if not reported:
                cells.append(cell("–"))
                continue
            share = float(held[at]) / reported
            counts = words.gettext("{held} of {reported}", held=words.number(held[at]), reported=words.number(reported))
            cells.append(cell(words.percent(share), beside=counts, step=min(STEPS - 1, int(share * STEPS))))
        is_on = chosen == str(kind.value)
        rows.append({"name": words.gettext(kind.label), "beside": "", "is_on": is_on, "cells": cells})
    silent = [cell(words.number(due - reported)) for _, reported, due in figures.coverage.values()]
    rows.append({"name": words.gettext("Schools without any report"), "beside": "", "is_on": False, "cells": silent})
    return {
        "title": words.gettext("Types of involvement by level"),
        "about": words.gettext("Share of schools with an activity of a type this school year"),
        "columns": [
            wording.level_name(words, level) if level else words.gettext("All levels") for level in figures.coverage
        ],
        "groups": [{"title": "", "rows": rows}],
        "note": words.gettext("Of the schools that sent any report; the others are counted apart."),
    }


# ------------------------------------------------------------ single schools, small and large
def funnel_shown(reader: Reader, figures: SchoolsFigures) -> SectionShown:
    words = reader.words
    charts = tuple(
        _funnel(reader, figures, measure, replace(found, points=points))
        for measure, found in figures.funnels.items()
        if found is not None and len(points := found.points[figures.shown[found.points["school"]]])
    )
    said = words.gettext(
        "The less a school's figure rests on, the further it strays by chance. Each school is set beside its own "
        "level; limits allow for usual differences between schools. No school is ranked."
    )
    none = words.gettext("No school has sent two reports yet, so there is nothing to set beside others.")
    if any(figures.funnels.values()):
        none = words.gettext("None of them has sent two reports yet, so there is nothing to set beside others.")
    limits = []
    if not reader.chosen.has_all_schools:
        limits.append(words.gettext("Limits are those of all schools of the district."))
    if reader.chosen.has_some_on_top:
        limits.append(words.gettext("Larger dots: the schools that are chosen."))
    return SectionShown(
        {
            "small": reader.about(figures.first, figures.last, int(figures.own.sum())),
            "sentences": [said, *limits, *reader.of_kind()] if charts else [none],
            "warning": "",
            "tables": [],
        },
        charts,
    )


def _funnel(reader: Reader, figures: SchoolsFigures, measure: Measure, found: SchoolsFunnel) -> ChartShown:
    words, is_on = reader.words, figures.own & reader.chosen.has_some_on_top
    places = found.points["school"].to_numpy()

    def text(value: float) -> str:
        return wording.value_text(words, measure, value)

    points = found.points.assign(
        is_own=is_on[places],
        name=[figures.names[at] for at in places],
        told=[
            words.gettext("{figure} (its level: {peers})", figure=text(own), peers=text(peers))
            for own, peers in zip(found.points["own"], found.points["peers"], strict=True)
        ],
        words="",
        count=1,
    )
    outside, beyond = found.outside("95"), found.outside("998")
    few = words.gettext("Fewer than five schools can be compared, so there are no limits.")
    behind = words.gettext("months reported") if measure is Measure.REACH else words.gettext("families asked")
    rows: list[Row] = [
        [str(row["name"]), text(row["own"]), text(row["peers"]), words.number(row["x"])]
        for _, row in points[points["deviations"].abs() > LIMITS["95"]].sort_values("name").iterrows()
    ]
    title = words.gettext("{figure} and size", figure=words.gettext(measure.label))
    table: ProofTable = {
        "title": words.gettext("Schools outside the 95 % limits, A to Z"),
        "columns": [words.gettext("School"), words.gettext("Figure"), words.gettext("Its level"), words.begun(behind)],
        "rows": rows,
        "note": "",
    }
    return ChartShown(
        kind=f"funnel_{measure.value}",
        title=title,
        unit=words.gettext(wording.UNITS[measure]),
        sentence=wording.outside_text(words, outside, beyond, len(points)) if len(found.limits) else few,
        table=table,
        data={
            "points": points.drop(columns=["school", "own", "peers", "deviations"]),
            "limits": found.limits,
            "target": found.target,
            "peers": words.gettext("district, {figure}", figure=text(found.target)),
            "x_label": behind,
            "unit": " %" if measure is Measure.RESPONSE else "",
        },
    )


LEVELS = Section(
    code="levels",
    title=N_("Levels: how schools differ"),
    topics=JUDGED_FROM,
    figures=schools_figures,
    shown=levels_shown,
    heeds=("figure", "cluster"),
)
FUNNEL = Section(
    code="funnel",
    title=N_("Reach and response, small schools and large"),
    topics=JUDGED_FROM,
    figures=schools_figures,
    shown=funnel_shown,
    heeds=("cluster",),
)
