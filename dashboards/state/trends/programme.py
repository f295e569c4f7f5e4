"""Is the programme healthy: what waits, who cares for how many needs, how far the roll-out and the plans are."""

import numpy as np

from dashboards.state.district.data import ALL_TOPICS
from dashboards.state.school.proof_table import ProofTable, Row
from dashboards.state.trends.part import SectionRow, SectionTable
from dashboards.state.trends.programme_figures import LATELY, NEEDS, Care, ProgrammeFigures, programme_figures
from dashboards.state.trends.section import ChartShown, Reader, Section, SectionShown, cell
from models.vocabulary import N_, DecisionKind, Role
from models.wording import trends_programme as wording
from models.wording.language import Words


def programme_shown(reader: Reader, figures: ProgrammeFigures) -> SectionShown:
    words = reader.words
    last_plan = figures.plans[-1][1]
    month = words.month_in_year(figures.month.date())
    begun = sum(count for *_, count in figures.by_hand)
    sentences = [
        wording.backlog_text(words, figures.whole.waiting),
        wording.returned_text(words, sum(count for _, count, _ in figures.returned)),
        wording.plan_text(words, last_plan),
        wording.development_text(words, figures.sessions),
        wording.by_hand_text(words, begun, month, figures.places),
    ]
    if any(figures.since):
        sentences.append(wording.since_text(words, *figures.since))
    if reader.filters.involvement_type:
        sentences.append(words.gettext("None of this has a type of involvement."))
    tables = [_care_table(reader, figures)]
    if any(plan.due for _, plan in figures.plans):
        tables.append(_plan_table(words, figures))
    if figures.returned:
        tables.append(_returned_table(words, figures))
    if figures.by_hand:
        tables.append(_by_hand_table(words, figures))
    return SectionShown(
        {
            "small": words.gettext(
                "as of {day}, {schools}",
                day=words.day(figures.as_of.date()),
                schools=reader.chosen.whom(words, figures.schools),
            ),
            "sentences": sentences,
            "warning": "",
            "tables": tables,
        },
        _chart(words, figures),
    )


def _care_table(reader: Reader, figures: ProgrammeFigures) -> SectionTable:
    """Who cares for how much: by coordinator for the office, by cluster for who only looks on."""
    words = reader.words
    sees_names = reader.viewer.role is not Role.VIEWER
    chosen = set(reader.filters.clusters)

    def name(one: Care) -> str:
        if not sees_names:
            return words.listed(one.clusters) or words.gettext("No cluster")
        return words.listed(one.names) or words.gettext(wording.NOBODY)

    def row(label: str, below: str, one: Care, *, is_on: bool = False) -> SectionRow:
        waiting, number = one.waiting, words.number
        median = words.gettext("{days} days", days=number(waiting.median_days)) if waiting.reports else ""
        oldest = words.gettext("{days} days", days=number(waiting.oldest_days)) if waiting.reports else "–"
        late = [waiting.week, waiting.month, waiting.longer]
        logged = [one.open_steps, one.overdue, one.contacts]
        counts = [*map(number, one.tiers), *(number(n) if figures.has_contacts else "–" for n in logged)]
        cells = [cell(number(waiting.reports), beside=median), cell(oldest), cell(" · ".join(map(number, late)))]
        return {"name": label, "beside": below, "is_on": is_on, "cells": [*cells, *map(cell, counts)]}

    rows = [
        row(name(one), words.listed(one.clusters) if sees_names else "", one, is_on=bool(chosen & set(one.clusters)))
        for one in sorted(figures.care, key=lambda one: (not one.names, name(one).casefold()))
    ]
    total = row(words.gettext("All"), "", figures.whole)
    return {
        "title": words.gettext("In whose care"),
        "about": words.gettext("Coordinator") if sees_names else words.gettext("Cluster"),
        "columns": [
            words.gettext("To review (median wait)"),
            words.gettext("Oldest"),
            words.gettext("Days late: 1–7 · 8–30 · more"),
            *(words.gettext(tier.label) for tier in NEEDS),
            words.gettext("Schools with an open next step"),
            words.gettext("of them overdue"),
            words.gettext("Contacts in {days} days", days=LATELY),
        ],
        "groups": [{"title": "", "rows": [*rows, total]}],
        "note": words.gettext("A count of needs, not of anybody's work. A school in the care of two is counted once."),
    }


def _plan_table(words: Words, figures: ProgrammeFigures) -> SectionTable:
    rows: list[SectionRow] = []
    for month, plan in figures.plans:
        known = plan.due - plan.unknown
        share = cell(words.percent(plan.share_done), part=plan.share_done) if known else cell("–")
        counts = [cell(words.number(count)) for count in (plan.due, plan.done, plan.open, plan.unknown)]
        name = words.month_in_year(month.date())
        rows.append({"name": name, "beside": "", "is_on": False, "cells": [share, *counts]})
    return {
        "title": words.gettext("Plan steps done of due"),
        "about": words.gettext("Plan steps due up to"),
        "columns": [
            words.gettext("Done of those known"),
            words.gettext("Due"),
            words.gettext("Done"),
            words.gettext("Open"),
            words.gettext("Not known: no report since"),
        ],
        "groups": [{"title": "", "rows": rows}],
        "note": "",
    }


def _returned_table(words: Words, figures: ProgrammeFigures) -> SectionTable:
    rows: list[SectionRow] = [
        {
            "name": reason or words.gettext("No reason given"),
            "beside": "",
            "is_on": False,
            "cells": [cell(words.number(count)), cell(words.gettext("{days} days", days=words.number(days)))],
        }
        for reason, count, days in sorted(figures.returned, key=lambda one: -one[1])
    ]
    return {
        "title": words.gettext("Returned reports that are not mended"),
        "about": words.gettext("Returned because"),
        "columns": [words.gettext("Reports"), words.gettext("Open for, at most")],
        "groups": [{"title": "", "rows": rows}],
        "note": "",
    }


def _by_hand_table(words: Words, figures: ProgrammeFigures) -> SectionTable:
    rows: list[SectionRow] = [
        {
            "name": words.gettext(DecisionKind(kind).label),
            "beside": words.gettext("put on Check in") if puts else words.gettext("taken off Check in"),
            "is_on": False,
            "cells": [
                cell(words.number(count), beside=words.share_of(count, figures.places) if figures.places else "")
            ],
        }
        for kind, puts, count in figures.by_hand
    ]
    return {
        "title": words.gettext("Decided by hand in the month"),
        "about": words.gettext("Decided by hand"),
        "columns": [words.gettext("Begun in the month, of the lists' places")],
        "groups": [{"title": "", "rows": rows}],
        "note": "",
    }


def _chart(words: Words, figures: ProgrammeFigures) -> tuple[ChartShown, ...]:
    """The roll-out; none where no step was ever recorded."""
    rolled = figures.rolled
    if not rolled.reached.any():
        return ()
    shares = np.divide(
        rolled.reached, rolled.expected, out=np.full(rolled.reached.shape, np.nan), where=rolled.expected > 0
    )
    names = [words.gettext(text) for text in wording.STEPS.values()]
    last = {"expected": words.number(rolled.expected[-1]), "none": words.number(rolled.none[-1])}
    rows: list[Row] = [
        [name, words.number(reached[-1]), words.percent(share[-1]) if rolled.expected[-1] else "–"]
        for name, reached, share in zip(names, rolled.reached, shares, strict=True)
    ]
    table: ProofTable = {
        "title": words.gettext("Steps of the programme"),
        "columns": [words.gettext("Step"), words.gettext("Schools"), words.gettext("Share")],
        "rows": [*rows, [words.gettext("No step at all"), last["none"], ""]],
        "note": words.gettext("Of {expected} schools expected in the month.", **last),
    }
    sentence = words.gettext("Of {expected} schools, {none} have no step recorded. A later step does not imply an "
                             "earlier one.", **last)  # fmt: skip
    return (
        ChartShown(
            kind="staircase",
            title=words.gettext("Steps of the programme"),
            unit=words.gettext("share of schools that reached each"),
            sentence=sentence,
            table=table,
            data={"months": figures.months, "shares": shares, "names": names},
        ),
    )


PROGRAMME = Section(
    code="programme",
    title=N_("Is the programme healthy?"),
    topics=ALL_TOPICS,
    figures=programme_figures,
    shown=programme_shown,
    heeds=("cluster", "involvement_type"),
    chooses=("cluster", "level", "tiers"),
)
