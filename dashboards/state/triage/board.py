"""One month's schools for everybody who may see the same ones: codes and figures, no words. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

from models.month_marks import MonthMark
from models.school_charts.peer_months import reach
from models.support_need.assessment import Assessment
from models.support_need.falls import Fall
from models.vocabulary import Attention, ContactResult, SupportTier

APART = "apart"
"""In place of a tier: a school that owes no report on the as-of date stands in a group of its own, and in no count."""


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
    decisions: pd.DataFrame
    """As `queries.decisions`."""
    year_before: pd.DataFrame
    """school_id, reported, activities of the same month a year before; empty where there is none."""
    cancelled: pd.DataFrame
    """school_id, reason ("" unknown): an activity of the month each that was cancelled."""
    liaisons: pd.DataFrame
    """As `queries.liaisons` of the as-of date."""
    log: pd.DataFrame | None = None
    """As `queries.support_log`, with what was written since, until the next list; None: as `contacts`."""
    planned: pd.DataFrame | None = None
    """As `queries.planned_visits`, by then."""


@dataclass(frozen=True, eq=False)
class Board:
    """
    One month's schools.

    `schools` is by school_id, in order of name: name, cluster (None: none), level, enrollment, tier (APART: owes no
    report), closed_on (NaT: open on the as-of date), contact_days (since somebody answered; NaN: nobody ever did),
    tries (contacts without an answer since then), step_due (NaT: none), survey (0-1, NaN: none), search (name and
    number in lower case).
    """

    school_year: str
    month: pd.Timestamp | None
    as_of: pd.Timestamp
    assessment: Assessment | None
    """Of the whole district, for scores and peers: never leaves `dashboards.state` as it is."""
    frames: BoardFrames
    schools: pd.DataFrame
    falls: Mapping[str, Fall] = field(default_factory=dict)
    """What fell most at each school this year, by school id; as `models.support_need.falls`, of the whole district."""
    spot_checks: frozenset[str] = frozenset()
    """School ids drawn at random for a visit that checks the lists, see `models.support_need.list_checks`."""

    @cached_property
    def counted(self) -> dict[tuple[str, str], object]:
        """What `ledger` counted of it, by cluster and level: kept as long as the board is."""
        return {}

    @cached_property
    def in_words(self) -> dict[object, object]:
        """The board in each reader's `Words`, by them: see `rows.in_words`. Kept as long as the board is."""
        return {}

    @property
    def has_reports(self) -> bool:
        return self.assessment is not None

    def is_judged(self, school_id: str) -> bool:
        """Is the school among those whose lists were made? False for one that owes no report."""
        return self.assessment is not None and school_id in self.assessment.index

    @cached_property
    def marks_of_month(self) -> pd.Series:
        """Code of MonthMark of the month that is judged, by school id; empty in a year without reports."""
        return self.frames.marks[self.month].dropna() if self.has_reports else pd.Series(dtype=str)

    @cached_property
    def totals_of_month(self) -> pd.DataFrame:
        """`frames.totals` of the month that is judged, by school id; only with reports."""
        totals = self.frames.totals
        return totals[totals["month"] == self.month].set_index("school_id")

    @cached_property
    def attention(self) -> dict[Attention, frozenset[str]]:
        """School ids by what asks for attention, of the schools a report is expected from; empty without reports."""
        if not self.has_reports:
            return {}
        judged = self.schools.index[self.schools["tier"].ne(APART)]
        marks = self.marks_of_month.reindex(judged).dropna().map(MonthMark)
        totals = self.totals_of_month.reindex(judged)
        due = self.open_steps["next_step_due"].reindex(judged)
        is_listed = self.schools["tier"].reindex(judged).isin([tier.value for tier in SupportTier if tier.is_list])
        found: dict[Attention, pd.Index] = {
            Attention.NIL: marks.index[[mark.is_nil for mark in marks]],
            Attention.LATE: marks.index[[mark.is_late for mark in marks]],
            Attention.BLANK: judged[(totals["blank_counts"] > 0).to_numpy()],
            Attention.TO_CHECK: judged[((totals["to_check"] > 0) | judged.isin(self._odd_figures)).to_numpy()],
            Attention.DUE_TODAY: judged[due.eq(self.as_of).to_numpy()],
            Attention.OVERDUE: judged[(due < self.as_of).to_numpy()],
            Attention.NO_STEP: judged[(is_listed & ~judged.isin(self.open_steps.index)).to_numpy()],
        }
        for code in (Attention.MISSING, Attention.TO_REVIEW, Attention.RETURNED):
            found[code] = marks.index[[mark.state.value == code.value for mark in marks]]
        return {code: frozenset(map(str, found[code])) for code in Attention}

    @property
    def _odd_figures(self) -> pd.Series:
        """Schools with an attendance of the month that the method asks about."""
        if self.assessment is None:
            return pd.Series(dtype=str)
        found = self.assessment.please_check
        return found.loc[found["month"] == self.month, "school_id"]

    @property
    def survey_measure(self) -> str:
        """Code of the year's figure about parents."""
        measures = self.frames.surveys["measure"]
        return str(measures.iloc[0]) if len(measures) else "parent_response_rate"

    @cached_property
    def open_steps(self) -> pd.DataFrame:
        """The next step of each school that has one, the earliest due first: next_step, next_step_due, by school_id."""
        return first_of_each_school(self.steps)

    @cached_property
    def steps(self) -> pd.DataFrame:
        """
        school_id, next_step, next_step_due of every step that is not done, also what was planned or done since the
        list was made, until the next one; the earliest due first, those without a day last.
        """
        columns = ["school_id", "next_step", "next_step_due"]
        log = self.frames.contacts if self.frames.log is None else self.frames.log
        if "corrected_by" in log:
            log = log[log["corrected_by"].isna()]
        steps = log.loc[log["next_step"].ne("") & log["closed_on"].isna(), columns]
        if self.frames.planned is not None and len(self.frames.planned):
            visits = self.frames.planned.rename(columns={"planned_for": "next_step_due"})[columns]
            steps = pd.concat([steps, visits], ignore_index=True)
        return steps.sort_values("next_step_due", kind="stable", na_position="last")

    @cached_property
    def since(self) -> pd.DataFrame:
        """The entries of the log that were written since the list was made, until the next one, newest first."""
        log = self.frames.log
        if log is None:
            return self.frames.contacts[:0]
        return log[(log["known_on"] > self.as_of) & log["corrected_by"].isna()]


def first_of_each_school(rows: pd.DataFrame) -> pd.DataFrame:
    """The first row of every school, by school_id."""
    return rows.drop_duplicates("school_id").set_index("school_id")


def last_answered(contacts: pd.DataFrame) -> pd.DataFrame:
    """The latest contact of each school that was answered, by school_id; contacts as `queries.support_contacts`."""
    return first_of_each_school(contacts[contacts["result"].ne(ContactResult.NO_ANSWER.value)])


def tries_since(contacts: pd.DataFrame) -> pd.Series:
    """
    How many contacts of each school had no answer since the last that had one, by school_id; none: left out.

    contacts: newest first, as `queries.support_contacts`.
    """
    was_answered = contacts["result"].ne(ContactResult.NO_ANSWER.value)
    tries = contacts[~was_answered.groupby(contacts["school_id"]).cummax()]
    return tries["school_id"].value_counts()


def make_board(
    school_year: str,
    month: pd.Timestamp | None,
    as_of: pd.Timestamp,
    assessment: Assessment | None,
    frames: BoardFrames,
    spot_checks: Collection[str] = (),
    falls: Mapping[str, Fall] | None = None,
) -> Board:
    """The board of one month; `assessment` is None for a year without monthly reports."""
    schools = frames.schools.set_index("school_id")
    schools = schools.sort_values("name", key=lambda names: names.str.casefold(), kind="stable")
    tiers = pd.Series(SupportTier.NOT_ENOUGH_DATA.value, index=schools.index)
    if assessment is not None:
        tiers = assessment.schools["tier"].reindex(schools.index).fillna(APART)
    contact = last_answered(frames.contacts)
    survey = frames.surveys.set_index("school_id")
    shown = pd.DataFrame(
        {
            "name": schools["name"],
            "cluster": schools["cluster"],
            "level": schools["level"],
            "enrollment": schools["enrollment"],
            "tier": tiers.astype(object),
            "closed_on": schools["closed_on"].where(schools["closed_on"] <= as_of),
            "contact_days": (as_of - contact["contacted_on"]).dt.days.reindex(schools.index),
            "tries": tries_since(frames.contacts).reindex(schools.index, fill_value=0),
            "survey": survey["value"].fillna(survey["high"]).reindex(schools.index) if len(survey) else float("nan"),
            "search": (schools["name"] + " " + schools.index).str.lower(),
        }
    )
    board = Board(school_year, month, as_of, assessment, frames, shown, falls or {}, frozenset(spot_checks))
    shown["step_due"] = board.open_steps["next_step_due"].reindex(schools.index)
    return board


def sparks(totals: pd.DataFrame, enrollment: pd.Series, last_month: pd.Timestamp) -> dict[str, dict[str, list]]:
    """
    By school id: activities (count) and reach (families per 100 pupils at a typical activity; per activity where
    enrollment is unknown) of each month so far; None where no report is in or nobody counted. Where a month's families
    are marked to be checked also check: the places of those months.
    """
    rows = totals[totals["month"] <= last_month]
    unknown_as_100 = enrollment.fillna(100)
    rows = rows.assign(reach=reach(rows, unknown_as_100).round(1))
    shown = rows[["activities", "reach"]].astype(object).where(rows[["activities", "reach"]].notna(), None)
    school, ids = pd.factorize(rows["school_id"])
    one_after_the_other = np.argsort(school, kind="stable")
    shown, to_check = shown.iloc[one_after_the_other], rows["to_check"].gt(0).to_numpy()[one_after_the_other]
    activities, reached = shown["activities"].tolist(), shown["reach"].tolist()
    ends = np.cumsum(np.bincount(school, minlength=len(ids))).tolist()
    answer = {}
    # Cut out of lists: a frame for each of a state's schools would take a second.
    for school_id, (begin, end) in zip(ids, pairwise([0, *ends]), strict=True):
        made = answer[str(school_id)] = {"activities": activities[begin:end], "reach": reached[begin:end]}
        if to_check[begin:end].any():
            made["check"] = np.flatnonzero(to_check[begin:end]).tolist()
    return answer
