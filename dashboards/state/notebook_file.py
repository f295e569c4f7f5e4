"""A small notebook that shows what a page shows: filters and nothing else. Pure."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from dashboards.state.plain_text import plain
from models.vocabulary import N_
from models.wording.language import Words

Page = Literal["triage", "trends", "school"]
TITLES: dict[Page, str] = {
    "triage": N_("Triage, as it was on screen"),
    "trends": N_("Trends, as they were on screen"),
    "school": N_("A school, as it was on screen"),
}
VIEWS: dict[Page, tuple[str, ...]] = {
    "triage": (
        "schools = Schools(visit, kind={view!r})\nschools",
        "visit.screen.answer",
        'schools.selected["tier"].value_counts()',
        "schools.selected",
    ),
    "trends": (
        "trends = Trends(visit)\ntrends",
        'Trends(visit, "over_time")',
        'Trends(visit, "clusters")',
        "trends.selected",
    ),
    "school": (
        "school = OneSchool(visit)\nschool",
        "district = open_district(on=visit_day)\nschool_id = visit.filters.school",
        'district.activities.query("school_id == @school_id").tail(20)',
    ),
}
"""The cells of each page's notebook after the one that opens the district."""
NEEDED: dict[Page, str] = {"triage": "Schools", "trends": "Trends", "school": "OneSchool"}


def notebook_file(
    words: Words, page: Page, *, address: str, on: date, chosen: Sequence[str], view: str = "list"
) -> bytes:
    """
    The file of a notebook. It holds no figure and nobody's name: it asks the database as whoever runs it.

    address: the query of the page's address. on: the day on which it was asked for, so that it shows the same later.
    chosen: what the filters limit it to, in words.
    """
    filters = words.listed(plain(one) for one in chosen) or words.gettext("none")
    told = words.gettext(
        "Taken on {day}. Filters: {filters}. Run all cells: they ask the database, and may be changed at will.",
        day=words.day(on),
        filters=filters,
    )
    names = ", ".join([NEEDED[page], "begin", "open_visit"])
    opening = [
        "from datetime import date",
        "",
        f"from dashboards.notebooks import {names}",
        *(["from data.district_frames import open_district"] if page == "school" else []),
        "",
        "begin()",
        f"visit_day = date({on.year}, {on.month}, {on.day})",
        f"visit = open_visit(on=visit_day, address={address!r})",
    ]
    cells = [_text(f"# {words.gettext(TITLES[page])}\n\n{told}"), _code("\n".join(opening))]
    cells += [_code(source.format(view=view)) for source in VIEWS[page]]
    for at, cell in enumerate(cells):
        cell["id"] = f"{page}-{at}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()


def _text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _code(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
