"""The rows a reader takes away: exactly those on screen, with what they were filtered by. Pure."""

from collections.abc import Mapping
from statistics import median

import pandas as pd

from dashboards.state.filters import Filters
from dashboards.state.formats import day
from dashboards.state.triage.screen import Screen
from models.month_marks import ZERO
from models.vocabulary import SchoolLevel, SupportTier
from models.wording import reasons as wording


def triage_frame(screen: Screen, sparks: Mapping[str, Mapping[str, list[float | None]]]) -> pd.DataFrame:
    """
    One row per school shown, tier by tier as on screen, in words. No score leaves the page.

    Columns: school_id, school, cluster, level, enrollment (pupils), then for a year with reports support_tier,
    why, also, report_2025_08 ... (the mark in words), activities (so far this
    year) and families_per_100_pupils (at a typical activity of the median month), both of the chosen involvement type
    as in `sparks` (`Visit.sparks`), reports_received, last contact (days), next step and when; else the published
    figure about parents.
    """
    board = screen.board
    order = {tier.value: place for place, tier in enumerate(SupportTier)}
    shown = (
        sorted(screen.shown, key=lambda school_id: order[str(board.rows[school_id]["tier"])])
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
    board = screen.board
    row, school = board.rows[school_id], board.schools.loc[school_id]
    said: dict[str, object] = {
        "school_id": school_id,
        "school": row["name"],
        "cluster": row["cluster"],
        "level": SchoolLevel(school["level"]).label,
        "enrollment": row["pupils"],
    }
    if not board.has_reports:
        said[board.survey_head.lower().replace(" ", "_")] = row["survey"] or "not known"
    else:
        said["support_tier"] = wording.tier_text(str(row["tier"]))
        said["why"] = "; ".join(str(text) for text in row["why"] if text)  # type: ignore[attr-defined]
        listed = wording.also_on_visit_list() if row["also_on_list"] else None
        said["also"] = "; ".join(str(words) for words in (row["flag"], row["drawn"], listed) if words)
        for month, mark in board.frames.marks.loc[school_id].items():
            zero = mark.endswith(ZERO)
            words = wording.month_mark_text(mark.removesuffix(ZERO))
            said[f"report_{month:%Y_%m}"] = f"{words}, no activities" if zero else words
        totals = board.frames.totals
        own = totals[totals["school_id"].eq(school_id) & (totals["month"] <= board.month)]
        counts = [count for count in sparks.get("activities", []) if count is not None]
        reached = [share for share in sparks.get("reach", []) if share is not None]
        said["activities"] = int(sum(counts)) if counts else None
        said["families_per_100_pupils"] = _short(median(reached)) if reached else None
        said["reports_received"] = int(own["reported"].sum())
    said["days_since_contact"] = row["contact_days"]
    said["next_step"], said["next_step_due"] = row["step"]  # type: ignore[misc]
    return said


def _short(value: float) -> float | int:
    """One decimal, none where it would be 0: both kinds of file then write the same."""
    rounded = round(value, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def about(screen: Screen, filters: Filters, district: str, person: str) -> dict[str, str]:
    """What stands above the rows: what they are, as of when, filtered by what, resting on which reports."""
    chosen = "; ".join(words for words, _ in filters.chosen()) or "none"
    said = {
        "Schools by support tier": district,
        "School year": screen.board.school_year,
        "Shown": screen.showing,
        "Filters": chosen,
    }
    if screen.board.month is not None:
        said |= {
            "As of": f"{day(screen.board.as_of)} (what was filed later is not in it)",
            screen.month_words: ", ".join(screen.quality),
            "Missing": "a month without a report is never counted as zero",
        }
    said |= {label.rstrip(":") or "Note": value for label, value in screen.stamp if label != "As of"}
    return said | {"Taken by": person}
