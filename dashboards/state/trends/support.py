"""Is support working: exactly what may be said of it, with its warning, and nothing more."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboards.state.district.data import DistrictData
from dashboards.state.district.whole import JUDGED_FROM
from dashboards.state.trends.measured import DistrictTrends, district_trends
from dashboards.state.trends.part import SectionRow, SectionTable
from dashboards.state.trends.section import Asked, Reader, Section, SectionShown, cell
from models import queries
from models.support_need.list_checks import HitRate, also_visit, unlisted
from models.trends.random_visits import Draw, RandomVisits, random_visits
from models.trends.support_effect import SupportEffect, support_effect
from models.vocabulary import N_, ContactChannel, Topic
from models.wording import trends_support as wording
from models.wording.language import Words


@dataclass(frozen=True)
class SupportFigures:
    """
    effect: of all months so far; drawn: of all visits that were drawn by chance; hits: of the school year's visits;
    has_contacts: was any logged.
    """

    effect: SupportEffect
    drawn: RandomVisits
    hits: HitRate | None
    has_contacts: bool


def support_figures(district: DistrictData, asked: Asked) -> SupportFigures:
    """Of the whole district: in one cluster, level or coordinator's care it cannot be asked honestly."""
    trends = district_trends(district, asked.month)
    cells = trends.cells
    hits = district.beside(asked.school_year, asked.month).hits
    return SupportFigures(support_effect(cells), _drawn(district, trends), hits, cells.has_contacts)


def _drawn(district: DistrictData, trends: DistrictTrends) -> RandomVisits:
    """Of every list up to the month."""
    months = trends.cells.months
    lists = {
        month: made
        for year in dict.fromkeys(trends.school_years)
        for month, made in district.assessments(year).items()
        if month <= months[-1]
    }
    draws = {}
    for month, made in lists.items():
        drawn, free = also_visit(made, district.district_code), unlisted(made)
        draws[month] = Draw(made.as_of, drawn, free - drawn)
    if not draws:
        return random_visits(trends.cells, {}, pd.DataFrame({"school_id": [], "contacted_on": []}))
    with district.reading() as session:
        contacts = queries.support_contacts(session, district.office, max(one.as_of for one in draws.values()).date())
    return random_visits(trends.cells, draws, contacts[contacts["channel"].eq(ContactChannel.IN_PERSON.value)])


def support_shown(reader: Reader, figures: SupportFigures) -> SectionShown:
    words, found = reader.words, figures.effect
    small = words.gettext("the whole district, all months kept")
    whole = words.gettext(
        "This is asked of the whole district, whatever is chosen: of one cluster, level, tier or type it cannot be "
        "answered honestly."
    )
    only_whole = [] if reader.chosen.is_whole else [whole]
    if not figures.has_contacts:
        none = words.gettext("No support contact was logged up to this day.")
        return SectionShown({"small": small, "sentences": [none, *only_whole], "warning": "", "tables": []})
    sentences = [wording.effect_text(words, found), wording.rests_on_text(words, found)]
    if not found.shown:
        sentences.append(wording.needed_text(words))
    sentences.append(wording.drawn_text(words, figures.drawn))
    if figures.hits is not None:
        sentences.append(wording.findings_text(words, figures.hits))
    table = _table(words, found)
    return SectionShown(
        {
            "small": small,
            "sentences": [*filter(None, sentences), *only_whole],
            "warning": wording.warning_text(words, found.naive),
            "tables": [table] if table else [],
        }
    )


def _table(words: Words, found: SupportEffect) -> SectionTable | None:
    """The comparison and, for what it is worth, before and after alone, on one axis with 0 in its middle."""
    known = [value for value in (found.low, found.high, found.naive) if not np.isnan(value)]
    if not known:
        return None
    top = max(abs(value) for value in known) or 1.0

    def place(value: float) -> float:
        return round(0.5 + 0.5 * value / top, 4)

    rows: list[SectionRow] = []
    if found.shown:
        between = words.gettext("{low} to {high}", low=wording.signed(words, found.low),
                                high=wording.signed(words, found.high))  # fmt: skip
        span = [place(found.low), place(found.effect), place(found.high)]
        shown = cell(wording.signed(words, found.effect), beside=between, mark="centred", span=span)
        rows.append({"name": words.gettext("Beside similar schools"), "beside": "", "is_on": False, "cells": [shown]})
    if not np.isnan(found.naive):
        span = [place(min(0.0, found.naive)), place(found.naive), place(max(0.0, found.naive))]
        alone = cell(wording.signed(words, found.naive), beside=words.gettext("no effect of support"),
                     mark="centred", span=span)  # fmt: skip
        name = words.gettext("Before and after alone")
        rows.append({"name": name, "beside": "", "is_on": False, "cells": [alone]})
    return {
        "title": words.gettext("Activities a month after support"),
        "about": words.gettext("Compared"),
        "columns": [words.gettext("Activities a month, more or fewer")],
        "groups": [{"title": "", "rows": rows}],
        "note": words.gettext(
            "A start is a contact after four reporting months without one. Compared are the three months after it with "
            "schools in the same month and with the same months behind them."
        ),
    }


SUPPORT = Section(
    code="support",
    title=N_("Is support working?"),
    topics=(*JUDGED_FROM, Topic.PEOPLE),
    figures=support_figures,
    shown=support_shown,
    heeds=("cluster", "level", "tiers", "involvement_type"),
    chooses=(),
)
