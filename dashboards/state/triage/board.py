"""The triage page's rows for one month and everybody who may see the same schools: frames in, plain data out. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from dashboards.state.formats import MEASURES, counted, day, short_day, survey_figure
from dashboards.state.plain_text import to_json
from models.month_marks import ZERO
from models.support_need.assessment import Assessment
from models.vocabulary import EventKind, MonthMark, SchoolLevel, SupportTier
from models.wording import lists as wording_lists
from models.wording import reasons as wording
from models.wording import triage as wording_triage


@dataclass(frozen=True)
class BoardFrames:
    """What a board is made from; every frame holds only schools its viewers may see."""

    schools: pd.DataFrame
    """As `queries.schools_in_year`."""
    marks: pd.DataFrame
    """As `month_marks`; empty where the year has no calendar."""
    totals: pd.DataFrame
    """As `queries.school_months`, all involvement types."""
    contacts: pd.DataFrame
    """As `queries.support_contacts`."""
    surveys: pd.DataFrame
    """As `queries.surveys`."""
    events: pd.DataFrame
    """As `queries.events`."""


@dataclass(frozen=True, eq=False)
class Board:
    """
    One month's triage rows.

    `schools` is by school_id, in order of name: name, cluster (None: none), level, enrollment, tier, contact_days (NaN:
    never), step_due (NaT: none), survey (0-1, NaN: none), words (lower case, for search). `rows` are the same schools
    ready to be shown.
    """

    school_year: str
    month: pd.Timestamp | None
    as_of: pd.Timestamp
    assessment: Assessment | None
    """Of the whole district, for scores and peers: never leaves `dashboards.state` as it is."""
    frames: BoardFrames
    schools: pd.DataFrame
    rows: dict[str, dict[str, object]]

    @property
    def has_reports(self) -> bool:
        return self.assessment is not None

    @cached_property
    def month_marks(self) -> dict[str, str]:
        """Code of MonthMark of the month that is judged, by school id; a zero is what it would be without ZERO."""
        marks = self.frames.marks[self.month].dropna() if self.has_reports else pd.Series(dtype=str)
        return dict(zip(marks.index, marks.str.removesuffix(ZERO), strict=True))

    @cached_property
    def month_checks(self) -> pd.DataFrame:
        """blank_counts and to_check of the month that is judged, by school id."""
        totals = self.frames.totals
        of_month = totals[totals["month"].eq(self.month)].set_index("school_id")
        return of_month[["blank_counts", "to_check"]].fillna(0)

    @property
    def survey_head(self) -> str:
        """What the year's figure about parents is called."""
        measures = self.frames.surveys["measure"]
        return MEASURES[measures.iloc[0]] if len(measures) else MEASURES["parent_response_rate"]

    @cached_property
    def rows_json(self) -> str:
        return to_json(list(self.rows.values()))

    @cached_property
    def vocabulary_json(self) -> str:
        """Words and columns the list and the months picture need beside the rows."""
        marks = {mark.value: wording.month_mark_text(mark) for mark in MonthMark}
        zero = wording.month_mark_text(wording.ZERO)
        marks |= {
            f"{code}{ZERO}": zero if code == MonthMark.ACCEPTED else f"{words}; {zero}"
            for code, words in marks.items()
            if code in (MonthMark.ACCEPTED, MonthMark.LATE, MonthMark.TO_REVIEW)
        }
        months = [
            {"code": f"{month:%Y-%m}", "letter": f"{month:%B}"[0], "name": f"{month:%B}"} for month in self.frames.marks
        ]
        tiers = [
            {"code": tier.value, "label": wording.tier_text(tier), "offer": wording.offer_text(tier)}
            for tier in SupportTier
        ]
        if not self.has_reports:
            label, offer = wording_triage.no_tiers_text()
            tiers = [{"code": SupportTier.NOT_ENOUGH_DATA.value, "label": label, "offer": offer}]
        return to_json(
            {
                "tiers": tiers,
                "marks": marks if self.has_reports else {},
                "months": months,
                "year": self.school_year,
                "heads": {"survey": self.survey_head},
                "columns": ["school", "why", "months", "sparks", "contact", "step"]
                if self.has_reports
                else ["school", "survey", "cluster", "contact", "step"],
                "levels": {level.label: level.short_label for level in SchoolLevel},
                "empty_head": "No school fits these filters" if len(self.schools) else "Bring in your schools",
                "empty": "Choose other filters, or Reset to see all of them."
                if len(self.schools)
                else "Fill in the templates in data/examples, then run: partnership import data/examples",
            }
        )


def make_board(
    school_year: str,
    month: pd.Timestamp | None,
    as_of: pd.Timestamp,
    assessment: Assessment | None,
    frames: BoardFrames,
    drawn: Collection[str] = (),
) -> Board:
    """
    The board of one month; `assessment` is None for a year without monthly reports.

    drawn: ids of the schools that chance has chosen for a visit, see `models.support_need.list_checks`.
    """
    schools = frames.schools.set_index("school_id")
    schools = schools.sort_values("name", key=lambda names: names.str.casefold(), kind="stable")
    tiers = pd.Series(SupportTier.NOT_ENOUGH_DATA.value, index=schools.index)
    if assessment is not None:
        tiers = assessment.schools["tier"].reindex(schools.index).fillna(SupportTier.STEADY.value)
    contact = frames.contacts.drop_duplicates("school_id").set_index("school_id")
    open_steps = frames.contacts[frames.contacts["next_step"].ne("") & frames.contacts["closed_on"].isna()]
    steps = open_steps.sort_values("next_step_due", kind="stable").drop_duplicates("school_id").set_index("school_id")
    survey = frames.surveys.set_index("school_id")
    events = frames.events.drop_duplicates("school_id").set_index("school_id")
    shown = pd.DataFrame(
        {
            "name": schools["name"],
            "cluster": schools["cluster"],
            "level": schools["level"],
            "enrollment": schools["enrollment"],
            "tier": tiers.astype(object),
            "contact_days": (as_of - contact["contacted_on"]).dt.days.reindex(schools.index),
            "step_due": steps["next_step_due"].reindex(schools.index),
            "survey": survey["value"].fillna(survey["high"]).reindex(schools.index) if len(survey) else float("nan"),
            "words": (schools["name"] + " " + schools.index).str.lower(),
        }
    )
    rows = {}
    for school_id, school in zip(shown.index, shown.itertuples(), strict=True):
        in_year = schools.loc[school_id]
        is_judged = assessment is not None and school_id in assessment.index
        why, also_on_list = ("", ""), False
        if is_judged:
            why = why_words(assessment, school_id)
            on_list = bool(assessment.schools.at[school_id, "on_extra_list"])
            also_on_list = on_list and school.tier == SupportTier.NOT_ENOUGH_DATA
        elif assessment is not None:
            closed = _closed(in_year, as_of)
            why = wording_triage.not_judged_text(day(closed) if closed is not None else None)
        rows[str(school_id)] = _row(school_id, school, in_year, as_of, why, also_on_list, frames.marks) | {
            "flag": _flag(events, school_id),
            "drawn": wording_lists.also_visit_text() if school_id in drawn else None,
            "step": _step(steps, school_id, school.tier, as_of),
            "survey": _survey(survey, school_id),
        }
    return Board(school_year, month, as_of, assessment, frames, shown, rows)


def _row(
    school_id: str,
    school: Any,
    in_year: pd.Series,
    as_of: pd.Timestamp,
    why: tuple[str, str],
    also_on_list: bool,
    marks: pd.DataFrame,
) -> dict[str, object]:
    days = None if pd.isna(school.contact_days) else int(school.contact_days)
    closed = _closed(in_year, as_of)
    return {
        "id": school_id,
        "name": school.name,
        "level": SchoolLevel(school.level).label,
        "pupils": None if pd.isna(school.enrollment) else int(school.enrollment),
        "cluster": school.cluster if pd.notna(school.cluster) else "No cluster",
        "tier": school.tier,
        "why": list(why),
        "marks": list(marks.loc[school_id]) if school_id in marks.index else [],
        "also_on_list": also_on_list,
        "closed": f"closed {short_day(closed)}" if closed is not None else None,
        "contact_days": days,
        "contact_words": "none yet" if days is None else "today" if days == 0 else counted(days, "day"),
    }


def _closed(in_year: pd.Series, as_of: pd.Timestamp) -> pd.Timestamp | None:
    return in_year["closed_on"] if pd.notna(in_year["closed_on"]) and in_year["closed_on"] <= as_of else None


def why_words(assessment: Assessment, school_id: str) -> tuple[str, str]:
    """Why a school stands where it stands, in a sentence and an aside, as a row has room for."""
    row = assessment.schools.loc[school_id]
    reasons = assessment.reasons[school_id]
    if not row["enough_data"]:
        since = row["silent_since"]
        return wording.silence_text(since if pd.notna(since) else None), wording_triage.older_reports_text()
    beside = wording_triage.row_aside_text(reasons[1:], row["trend_state"])
    if not reasons:
        return wording.no_reason_text(row["score"]), beside
    sentence, aside = wording.reason_text(reasons[0])
    return f"{sentence[0].upper()}{sentence[1:]} {aside}".strip(), beside


def _step(steps: pd.DataFrame, school_id: str, tier: str, as_of: pd.Timestamp) -> list[str]:
    if school_id not in steps.index:
        return ["–" if tier == SupportTier.STEADY else "none yet", ""]
    step = steps.loc[school_id]
    if pd.isna(step["next_step_due"]):
        return [step["next_step"], ""]
    when = short_day(step["next_step_due"])
    if step["next_step_due"] < as_of:
        return [step["next_step"], f"was due {when}"]
    return [step["next_step"], "due today" if step["next_step_due"] == as_of else f"due {when}"]


def _flag(events: pd.DataFrame, school_id: str) -> str | None:
    """Who put the school on Check in or took it off is in the detail; the row says what and until when."""
    if school_id not in events.index:
        return None
    event = events.loc[school_id]
    return f"{EventKind(event['kind']).label}, until {short_day(event['ends_on'])}"


def _survey(survey: pd.DataFrame, school_id: str) -> str | None:
    if school_id not in survey.index:
        return None
    figure = survey.loc[school_id]
    bounds = (float(figure[name]) if pd.notna(figure[name]) else float("nan") for name in ("value", "low", "high"))
    return survey_figure(*bounds, figure["scale_id"])
