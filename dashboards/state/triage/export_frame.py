"""The rows a reader takes away: exactly those on screen, with what they were filtered by. Pure."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple

import pandas as pd

from dashboards.state.filters import Filters
from dashboards.state.formats import MEASURES
from dashboards.state.frame_rows import is_known, row_of
from dashboards.state.plain_text import plain
from dashboards.state.triage.board import APART
from dashboards.state.triage.screen import Screen
from models.vocabulary import SupportTier
from models.wording import reasons as wording
from models.wording import triage as wording_triage
from models.wording.language import Words
from models.wording.lists import THINGS


class _Step(NamedTuple):
    next_step: str
    next_step_due: pd.Timestamp


def triage_frame(screen: Screen, sparks: Mapping[str, Mapping[str, list[float | None]]]) -> pd.DataFrame:
    """
    One row per school shown, tier by tier as on screen, in words. No score leaves the page.

    Columns: school_id, school, cluster, level, enrollment (pupils), then for a year with reports support_tier,
    one_thing_to_raise, why, also, report_2025_08 ... (the mark in words), activities (so far this year) and
    families_per_100_pupils (at a typical activity of the median month), both of the chosen involvement type as in
    `sparks` (`Visit.sparks`), and reports_received, else the published figure about parents; last days_since_contact
    (since somebody answered), tries_since_contact (contacts without an answer since then), and next_step and
    next_step_due (a day), empty where no step is open.
    """
    board = screen.board
    order = {code: place for place, code in enumerate((*(tier.value for tier in SupportTier), APART))}
    shown = (
        sorted(screen.shown, key=lambda school_id: order[str(board.schools.at[school_id, "tier"])])
        if board.has_reports
        else screen.shown
    )
    rows = [_row(screen, school_id, sparks.get(school_id, {})) for school_id in shown]
    # As objects: beside an unknown value a column of whole numbers would turn into 412.0.
    return (
        pd.DataFrame(rows, columns=list(rows[0]), dtype=object)
        if rows
        else pd.DataFrame(columns=["school_id", "school"])
    )


def _row(screen: Screen, school_id: str, sparks: Mapping[str, list[float | None]]) -> dict[str, object]:
    board, words = screen.board, screen.shown_board.words
    row = screen.shown_board.rows[school_id]
    cells: dict[str, object] = {
        "school_id": school_id,
        "school": row["name"],
        "cluster": row["cluster"],
        "level": row["level"],
        "enrollment": row["pupils"],
    }
    if not board.has_reports:
        cells[_survey_column(board.survey_measure)] = row["survey"] or words.gettext("not known")
    else:
        cells["support_tier"] = _tier(words, row["tier"])
        thing = board.assessment.one_things.get(school_id) if board.assessment is not None else None
        cells["one_thing_to_raise"] = words.gettext(THINGS[thing.code]) if thing is not None else None
        cells["why"] = "; ".join(text for text in row["why"] if text)
        listed = wording.also_on_visit_list(words) if row["also_on_list"] else None
        cells["also"] = "; ".join(text for text in (row["flag"], row["drawn"], listed) if text)
        for month, mark in zip(board.frames.marks.columns, row["marks"], strict=True):
            cells[f"report_{month:%Y_%m}"] = wording.month_mark_text(words, mark)
        totals = board.frames.totals
        own = totals[totals["school_id"].eq(school_id) & (totals["month"] <= board.month)]
        counts = [count for count in sparks.get("activities", []) if count is not None]
        reached = [share for share in sparks.get("reach", []) if share is not None]
        cells["activities"] = int(sum(counts)) if counts else None
        cells["families_per_100_pupils"] = _short(median(reached)) if reached else None
        cells["reports_received"] = int(own["reported"].sum())
    cells["days_since_contact"] = row["contact_days"]
    cells["tries_since_contact"] = int(board.schools["tries"].loc[school_id])
    steps = screen.board.open_steps
    step = row_of(steps, school_id, _Step) if school_id in steps.index else None
    cells["next_step"] = step.next_step if step else None
    cells["next_step_due"] = step.next_step_due.date() if step and is_known(step.next_step_due) else None
    return cells


def _tier(words: Words, code: str) -> str:
    return wording_triage.apart_texts(words)[0] if code == APART else wording.tier_text(words, code)


def _survey_column(measure: str) -> str:
    """Name of the column for the published figure about parents: the same in every language."""
    return MEASURES[measure].lower().replace(" ", "_")


def _short(value: float) -> float | int:
    """One decimal, none where it would be 0: both kinds of file then write the same."""
    rounded = round(value, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def held(screen: Screen, chosen: Sequence[str]) -> dict[str, str]:
    """
    What a file of the rows on screen would hold: how many schools, by which filters, as of when, which reports.

    chosen: what the filters limit it to, in words.
    """
    words = screen.shown_board.words
    said = {
        words.gettext("Schools shown"): screen.showing_short,
        words.gettext("Filters"): "; ".join(chosen) or words.gettext("none"),
    }
    if screen.board.month is not None:
        said[words.gettext("As of")] = words.gettext(
            "{day} (what was filed later is not in it)", day=words.day(screen.board.as_of)
        )
        said[screen.month_words] = words.listed(item["text"] for item in screen.reports)
    return said


def about(screen: Screen, filters: Filters, district: str, person: str) -> dict[str, str]:
    """What stands above the rows: what they are, as of when, filtered by what, resting on which reports."""
    words = screen.shown_board.words
    remarks = {
        words.gettext("Schools by support tier"): district,
        words.gettext("School year"): screen.board.school_year,
    } | held(screen, [label for label, _ in filters.chosen()])
    as_of = words.gettext("As of")
    if screen.board.month is not None:
        remarks |= {
            words.gettext("Next steps"): words.listed(item["text"] for item in screen.steps) or words.gettext("none"),
            words.gettext("Missing"): words.gettext("a month without a report is never counted as zero"),
        }
    note = words.gettext("Note")
    remarks |= {label.rstrip(":") or note: value for label, value in screen.stamp if label != as_of}
    remarks[words.gettext("Taken by")] = person
    return {plain(name): plain(value) for name, value in remarks.items()}
