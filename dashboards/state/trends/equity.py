"""Who is reached, heard and supported, by groups of schools, and whether support goes where need is."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboards.state.district.data import DistrictData
from dashboards.state.district.whole import JUDGED_FROM
from dashboards.state.formats import schools_counted
from dashboards.state.school.proof_table import ProofTable, Row
from dashboards.state.trends.measured import district_trends
from dashboards.state.trends.part import SectionCell, SectionGroup, SectionRow
from dashboards.state.trends.section import (
    Asked,
    ChartShown,
    Reader,
    Section,
    SectionShown,
    cell,
    on_axis,
    span_of_year,
)
from models.trends.cells import Floats
from models.trends.equity import (
    MEASURES,
    NEEDS,
    QUARTERS,
    SPLITS,
    Concentration,
    GroupFigure,
    Split,
    concentration_curve,
    concentration_of,
    equity,
    groups,
    needs,
    sums,
)
from models.trends.quantities import Measure
from models.vocabulary import N_
from models.wording import trends_equity as wording
from models.wording.language import Words

MOST_NEED = str(QUARTERS)
SCORE = "score"


@dataclass(frozen=True)
class NeedAndSupport:
    """Contacts along one way to say what need is. share: of the contacts, what the quarter with most need had."""

    need: str
    found: Concentration
    schools: Floats
    contacts: Floats
    share: float


@dataclass(frozen=True)
class EquityFigures:
    """
    By split and measure the figures of groups, of the school year's months so far (first and last) and the schools that
    are chosen; a split that leaves them in one group is none.
    """

    groups: dict[Split, dict[Measure, list[GroupFigure]]]
    along: tuple[NeedAndSupport, ...]
    first: pd.Timestamp
    last: pd.Timestamp
    schools: int


def equity_figures(district: DistrictData, asked: Asked) -> EquityFigures | None:
    """Groups are compared with all others that are chosen; quarters are quarters of these."""
    trends = district_trends(district, asked.month, asked.chosen.kind)
    cells = trends.cells.only(asked.there(district, trends))
    first, last = span_of_year(cells)
    months = np.arange(first, last + 1)
    schools = int(cells.expected[:, months].any(axis=1).sum())
    if not schools:
        return None
    is_whole = asked.chosen.has_all_schools
    splits = [split for split in SPLITS if is_whole or len(groups(cells, split, months)) != 1]
    found = {split: {measure: equity(cells, split, measure, first, last) for measure in MEASURES} for split in splits}
    contacts = sums(cells, Measure.CONTACTS, months)[0]
    scores = district.assessments(asked.school_year)[cells.months[first]].schools["score"]
    expected = cells.expected[:, months].any(axis=1)
    known = scores.reindex(cells.school_ids).to_numpy(dtype=float)
    along = {SCORE: np.where(expected, known, np.nan)} | {split: needs(cells, split, months) for split in NEEDS}
    curves = (_along(name, contacts, need) for name, need in along.items())
    return EquityFigures(found, tuple(filter(None, curves)), cells.months[first], cells.months[last], schools)


def _along(name: str, contacts: Floats, need: Floats) -> NeedAndSupport | None:
    found = concentration_of(contacts, need)
    if found is None or contacts[~np.isnan(need)].sum() == 0:
        return None
    schools, given = concentration_curve(contacts, need)
    return NeedAndSupport(name, found, schools, given, float(np.interp(0.25, schools, given)))


def equity_shown(reader: Reader, figures: EquityFigures) -> SectionShown:
    words = reader.words
    shown = {split: by for split, by in figures.groups.items() if by[Measure.ON_TIME]}
    sentences = [
        wording.quarter_text(words, split, _of(shown[split][Measure.REACH]), _contacts(shown[split]))
        for split in NEEDS
        if split in shown
    ]
    if not shown:
        sentences.append(words.gettext("These schools are one group, so there is nothing to set beside it."))
    elif not any(split in shown for split in NEEDS):
        sentences.append(
            words.gettext("Need is known of fewer than 8 schools, so only levels and clusters can be told apart.")
        )
    undrawn = "" if _drawn(figures.along) else _along_text(words, figures.along)
    served = wording.under_served_text(words, _under_served(words, shown))
    quarters = [] if reader.chosen.has_all_schools or not any(split in shown for split in NEEDS) else [
        words.gettext("Quarters are quarters of these schools, and others are the others of these.")
    ]  # fmt: skip
    note = words.gettext(
        "Lines are 95 % intervals with schools as the units; groups of under 5 schools have none. A mark: apart from "
        "other schools of the same levels by more than chance. Figures on fewer than 10 people are not shown."
    )
    return SectionShown(
        part={
            "small": reader.about(figures.first, figures.last, figures.schools),
            "sentences": [*sentences, *filter(None, [served, undrawn]), *quarters, *reader.of_kind()],
            "warning": "",
            "tables": []
            if not shown
            else [
                {
                    "title": words.gettext("Equity"),
                    "about": words.gettext("Schools"),
                    "columns": [words.gettext(wording.COLUMNS[measure]) for measure in MEASURES],
                    "groups": [_group(reader, split, by) for split, by in shown.items()],
                    "note": note,
                }
            ],
        },
        charts=_chart(words, figures.along),
    )


def _of(found: list[GroupFigure], group: str = MOST_NEED) -> GroupFigure:
    return next(figure for figure in found if figure.group == group)


def _contacts(by: dict[Measure, list[GroupFigure]]) -> GroupFigure | None:
    return _of(by[Measure.CONTACTS]) if by[Measure.CONTACTS] else None


def _under_served(words: Words, shown: dict[Split, dict[Measure, list[GroupFigure]]]) -> list[str]:
    """
    Reached less than others of the same levels, and not contacted more, beyond chance.

    Levels are left out: a high school reaches fewer families of a hundred than an elementary school everywhere.
    """
    found = []
    for split, by in shown.items():
        if split == "level":
            continue
        contacts = {figure.group: figure for figure in by[Measure.CONTACTS]}
        for reach in by[Measure.REACH]:
            given = contacts.get(reach.group)
            if reach.ratio_high < 1 and not (given is not None and given.ratio_low > 1):
                found.append(wording.group_in_full(words, split, reach.group))
    return found


def _group(reader: Reader, split: Split, by: dict[Measure, list[GroupFigure]]) -> SectionGroup:
    words = reader.words
    tops = {measure: _top(measure, found) for measure, found in by.items()}
    counted = {figure.group: figure for figure in by[Measure.ON_TIME]}
    chosen = {*reader.filters.clusters} if split == "cluster" else {reader.filters.level} if split == "level" else set()
    rows: list[SectionRow] = []
    for group, whole in counted.items():
        cells = []
        for measure in MEASURES:
            figure = next((one for one in by[measure] if one.group == group), None)
            cells.append(cell("–") if figure is None else _cell(words, split, measure, figure, tops[measure]))
        schools = schools_counted(words, whole.schools)
        name = wording.group_name(words, split, group)
        rows.append({"name": name, "beside": schools, "is_on": group in chosen, "cells": cells})
    return {"title": words.gettext(wording.SPLITS[split]), "rows": rows}


def _top(measure: Measure, found: list[GroupFigure]) -> float:
    if measure in (Measure.RESPONSE, Measure.ON_TIME):
        return 1.0
    known = [value for figure in found for value in (figure.high, figure.value) if not np.isnan(value)]
    return max(known, default=0.0)


def _cell(words: Words, split: Split, measure: Measure, figure: GroupFigure, top: float) -> SectionCell:
    if figure.hidden:
        return cell(
            words.gettext("under 10"), mark="quiet", told=words.gettext("Too few people to show, or next to it")
        )
    return cell(
        wording.value_text(words, measure, figure.value),
        beside=wording.interval_text(words, measure, figure.low, figure.high),
        told=wording.ratio_text(words, split, figure),
        short=wording.ratio_short(words, figure),
        mark="" if not figure.is_apart else "above" if figure.ratio > 1 else "below",
        span=on_axis(figure.low, figure.value, figure.high, top),
    )


# ------------------------------------------------------------ is support going where need is
def _along_text(words: Words, along: tuple[NeedAndSupport, ...]) -> str:
    return " ".join(wording.concentration_text(words, one.need, one.found, one.share) for one in along)


def _drawn(along: tuple[NeedAndSupport, ...]) -> list[NeedAndSupport]:
    """Those with enough schools and contacts for a curve."""
    return [one for one in along if not np.isnan(one.found.index)]


def _chart(words: Words, along: tuple[NeedAndSupport, ...]) -> tuple[ChartShown, ...]:
    drawn = _drawn(along)
    if not drawn:
        return ()
    names = {one.need: words.begun(words.gettext(wording.FULLEST[one.need])) for one in along}
    rows: list[Row] = [
        [
            names[one.need],
            words.number(one.found.schools),
            words.percent(one.share),
            wording.index_text(words, one.found),
        ]
        for one in along
    ]
    table: ProofTable = {
        "title": words.gettext("Is support going where need is?"),
        "columns": [
            words.gettext("Need by"),
            words.gettext("Schools"),
            words.gettext("Contacts of the fullest quarter"),
            words.gettext("Concentration index"),
        ],
        "rows": rows,
        "note": words.gettext(
            "Above 0: support goes to schools with more need. In brackets what chance leaves open; where that includes "
            "0 no link can be shown."
        ),
    }
    curves = [(one.schools, one.contacts, words.gettext(wording.SHORT[one.need])) for one in drawn]
    sentence = _along_text(words, along)
    return (
        ChartShown(
            kind="concentration",
            title=words.gettext("Is support going where need is?"),
            unit=words.gettext("share of contacts"),
            sentence=sentence,
            table=table,
            data={"curves": curves},
        ),
    )


EQUITY = Section(
    code="equity",
    title=N_("Equity: who is reached, heard and supported"),
    topics=JUDGED_FROM,
    figures=equity_figures,
    shown=equity_shown,
    heeds=("cluster", "level"),
)
