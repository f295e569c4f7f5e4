"""
One district's rows put in order, numbered and cleaned for the score. Pure.

Nothing stored is changed: duplicates, blanks and typing errors are set aside for the score only.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from models.support_need.as_known import as_known_before, days_of_change
from models.support_need.expectation import Floats, Integers
from models.support_need.history import DistrictHistory
from models.support_need.home_languages import in_home_language
from models.support_need.known_rows import (
    Activities,
    Calendar,
    Decisions,
    Flags,
    NextSteps,
    OrderedHistory,
    PlanItems,
    Ratings,
    Reports,
    Schools,
)
from models.vocabulary import CountingMethod

UNCOUNTED = [method.value for method in CountingMethod if not method.is_attendance]
TYPICAL_ENROLLMENT = 500.0


def month_number(months: pd.Series | pd.DatetimeIndex) -> Integers:
    """Calendar months since year 0, -1 where there is none."""
    index = pd.DatetimeIndex(months)
    number = np.asarray(index.year * 12 + index.month - 1, dtype=float)
    return np.where(np.isnan(number), -1, number).astype(np.int64)


def ordered(history: DistrictHistory) -> OrderedHistory:
    """
    Sort, number and clean one district's rows, and with them what was known of its schools earlier. Rows of schools or
    months nobody expects are left out.
    """
    rows = _in_order(history)
    before = []
    for known_until in days_of_change(history):
        was = as_known_before(history, known_until)
        is_same = was.expected is history.expected
        before.append((known_until, _with_years(rows, was.school_years) if is_same else _in_order(was)))
    return replace(rows, before=tuple(before))


def _with_years(rows: OrderedHistory, school_years: pd.DataFrame) -> OrderedHistory:
    """The same rows with other attributes of the schools' years, given as in DistrictHistory."""
    schools = _schools(school_years, _Places(pd.Index(rows.schools.ids, dtype=object), rows.calendar))
    activities = rows.activities
    if not np.array_equal(schools.home_languages, rows.schools.home_languages):
        activities = _heard_at_home(activities, schools, rows.calendar)
    return replace(rows, schools=schools, activities=activities)


def _in_order(history: DistrictHistory) -> OrderedHistory:
    calendar = _calendar(history.calendar)
    ids = np.unique(history.expected["school_id"].to_numpy(dtype=object).astype(str)).astype(object)
    place = _Places(pd.Index(ids, dtype=object), calendar)
    school, month = place.of(history.expected, "month")
    known = (school >= 0) & (month >= 0)
    expected = np.zeros((len(ids), len(calendar.number)), dtype=bool)
    expected[school[known], month[known]] = True
    reports, report_key = _reports(history.reports, place, expected)
    activities, ratings = _activities(history, place, report_key)
    schools = _schools(history.school_years, place)
    return OrderedHistory(
        calendar=calendar,
        schools=schools,
        expected=expected,
        reports=reports,
        activities=_heard_at_home(activities, schools, calendar),
        ratings=ratings,
        plan_items=_plan_items(history.plan_items, place),
        decisions=_decisions(history.decisions, place),
        next_steps=_next_steps(history.next_steps, place),
    )


def with_support(rows: OrderedHistory, decisions: pd.DataFrame, next_steps: pd.DataFrame) -> OrderedHistory:
    """The same rows with other decisions by hand and next steps, given as in DistrictHistory."""
    place = _Places(pd.Index(rows.schools.ids, dtype=object), rows.calendar)
    before = tuple((known_until, with_support(was, decisions, next_steps)) for known_until, was in rows.before)
    return replace(
        rows, decisions=_decisions(decisions, place), next_steps=_next_steps(next_steps, place), before=before
    )


@dataclass(frozen=True)
class _Places:
    """Positions of school ids and months; -1 where a row's school or month is not one of the district's."""

    ids: pd.Index
    calendar: Calendar

    def school(self, ids: pd.Series) -> Integers:
        return self.ids.get_indexer(pd.Index(ids.to_numpy(dtype=object))).astype(np.int64)

    def month(self, months: pd.Series) -> Integers:
        return pd.Index(self.calendar.number).get_indexer(pd.Index(month_number(months))).astype(np.int64)

    def of(self, frame: pd.DataFrame, month: str) -> tuple[Integers, Integers]:
        return self.school(frame["school_id"]), self.month(frame[month])


def _calendar(frame: pd.DataFrame) -> Calendar:
    months = frame.drop_duplicates("month").sort_values("month")
    year, names = pd.factorize(months["school_year"].astype(str), sort=True)
    return Calendar(
        starts=pd.DatetimeIndex(months["month"]),
        number=month_number(months["month"]),
        year=year.astype(np.int64),
        year_names=list(names),
        due=months["due_date"].to_numpy(dtype="datetime64[ns]"),
        as_of=months["as_of_date"].to_numpy(dtype="datetime64[ns]"),
    )


def _schools(frame: pd.DataFrame, place: _Places) -> Schools:
    school = place.school(frame["school_id"])
    year = pd.Index(place.calendar.year_names).get_indexer(
        pd.Index(frame["school_year"].astype(str).to_numpy(dtype=object))
    )
    rows = np.flatnonzero((school >= 0) & (year >= 0))
    frame, at = frame.iloc[rows], (school[rows], year[rows])
    shape = (len(place.ids), len(place.calendar.year_names))
    known_level = frame["level"].notna().to_numpy()
    codes, names = pd.factorize(frame["level"].astype(str).where(known_level), sort=True)
    level = np.full(shape, -1)
    level[at] = codes

    def grid(column: str) -> Floats:
        values = np.full(shape, np.nan)
        values[at] = frame[column].to_numpy(dtype=float, na_value=np.nan)
        return values

    enrollment = grid("enrollment")
    enrollment[~(enrollment > 0)] = np.nan
    languages = np.full(shape, "", dtype=object)
    languages[at] = frame["home_languages"].fillna("").astype(str).to_numpy(dtype=object)
    size = _level_median_where_unknown(enrollment, level, TYPICAL_ENROLLMENT)
    return Schools(
        ids=place.ids.to_numpy(dtype=object),
        level=level.astype(np.int64),
        level_names=[str(name) for name in names],
        enrollment=enrollment,
        log_size=np.log(size / TYPICAL_ENROLLMENT),
        low_income=_level_median_where_unknown(grid("low_income_rate"), level, 0.0),
        english_learners=grid("english_learner_rate"),
        home_languages=languages,
    )


def _level_median_where_unknown(values: Floats, level: Integers, otherwise: float) -> Floats:
    """
    The level's median of that school year; where a level knows none the year's, then the district's, then `otherwise`.
    """
    filled = values.copy()
    all_known = values[~np.isnan(values)]
    for year in range(values.shape[1]):
        column = values[:, year]
        known = ~np.isnan(column)
        if known.all():
            continue
        for code in np.unique(level[~known, year]):
            same = column[known & (level[:, year] == code)]
            nearest = next((pool for pool in (same, column[known], all_known) if len(pool)), np.array([otherwise]))
            filled[~known & (level[:, year] == code), year] = np.median(nearest)
    return filled


def _reports(frame: pd.DataFrame, place: _Places, expected: Flags) -> tuple[Reports, pd.MultiIndex]:
    school, month = place.of(frame, "month")
    revision = frame["revision"].to_numpy(dtype=np.int64)
    sent = frame["submitted_date"].to_numpy(dtype="datetime64[ns]")
    rows = np.flatnonzero((school >= 0) & (month >= 0) & ~np.isnat(sent))
    rows = rows[expected[school[rows], month[rows]]]
    cell = school * expected.shape[1] + month
    is_nil = frame["is_nil"].to_numpy(dtype=bool)
    rows = rows[np.lexsort((is_nil[rows], sent[rows], revision[rows], cell[rows]))]
    repeated = np.zeros(len(rows), dtype=bool)
    repeated[1:] = (np.diff(cell[rows]) == 0) & (np.diff(revision[rows]) == 0)
    rows = rows[~repeated]
    key = pd.MultiIndex.from_arrays([cell[rows], revision[rows]])
    return Reports(cell=cell[rows], sent=sent[rows], is_nil=is_nil[rows]), key


def _report_of(frame: pd.DataFrame, place: _Places, key: pd.MultiIndex) -> tuple[Integers, Integers, Integers]:
    school, month = place.of(frame, "month")
    cell = np.where((school >= 0) & (month >= 0), school * len(place.calendar.number) + month, -1)
    report = key.get_indexer(pd.MultiIndex.from_arrays([cell, frame["revision"].to_numpy(dtype=np.int64)]))
    return report.astype(np.int64), school, month


def _activities(history: DistrictHistory, place: _Places, key: pd.MultiIndex) -> tuple[Activities, Ratings]:
    frame = history.activities
    report, school, month = _report_of(frame, place, key)
    columns = pd.DataFrame(
        {
            "report": report,
            "id": frame["activity_id"].to_numpy(dtype=object),
            "same_as": frame["same_as"].to_numpy(),
            "school": school,
            "month": month,
            "involvement_type": frame["involvement_type"].to_numpy(dtype=np.int64),
            "families": frame["families_attended"].to_numpy(dtype=float, na_value=np.nan),
            "counted": ~frame["counting_method"].isin(UNCOUNTED).to_numpy(),
            "cancelled": frame["is_cancelled"].to_numpy(dtype=bool),
            "languages": frame["languages_used"].to_numpy(dtype=object),
        }
    )
    columns = columns[columns["report"] >= 0]
    # As arrays of text and numbers, not objects: numpy sorts them without keeping every other thread from working.
    same = columns["same_as"].to_numpy()
    keys = (same.astype(str) if same.dtype == object else same, columns["id"].to_numpy().astype(str), columns["report"])
    columns = columns.iloc[np.lexsort(keys)]
    columns = columns[~columns.duplicated(["report", "same_as"])]
    # A row sent twice under one id is one activity, even where the two differ.
    columns = columns[~columns.duplicated(["report", "id"]) & ~columns["cancelled"]]
    answers, ratings = _answers(history.responses, place, key, columns)
    families = columns["families"].to_numpy()
    return Activities(
        report=columns["report"].to_numpy(),
        school=columns["school"].to_numpy(),
        month=columns["month"].to_numpy(),
        ids=columns["id"].to_numpy(dtype=object),
        involvement_type=columns["involvement_type"].to_numpy(),
        families=np.where(columns["counted"].to_numpy() & (families > 0), families, np.nan),
        languages=columns["languages"].to_numpy(dtype=object),
        in_home_language=np.zeros(len(columns)),
        answers=answers,
    ), ratings


def _heard_at_home(activities: Activities, schools: Schools, calendar: Calendar) -> Activities:
    """The activities, each with whether a home language of its school's year was used."""
    spoken = schools.home_languages[activities.school, calendar.year[activities.month]]
    pairs = zip(activities.languages.tolist(), spoken.tolist(), strict=True)
    heard = np.array([in_home_language(*pair) for pair in pairs], dtype=float)
    return replace(activities, in_home_language=heard)


def _answers(
    frame: pd.DataFrame, place: _Places, key: pd.MultiIndex, activities: pd.DataFrame
) -> tuple[Floats, Ratings]:
    report, _, _ = _report_of(frame, place, key)
    ids = np.concatenate([activities["id"].to_numpy(dtype=object), frame["activity_id"].to_numpy(dtype=object)])
    numbers, different = pd.factorize(ids)
    keys = np.concatenate([activities["report"].to_numpy(), report]) * (len(different) + 1) + numbers
    activity = pd.Index(keys[: len(activities)]).get_indexer(pd.Index(keys[len(activities) :]))
    returned = frame["returned"].to_numpy(dtype=float, na_value=np.nan)
    mean = frame["mean_rating"].to_numpy(dtype=float, na_value=np.nan)
    scale = frame["scale_id"].fillna("").astype(str).to_numpy(dtype=object)
    rows = np.flatnonzero((activity >= 0) & (returned >= 0))
    rows = rows[np.lexsort((mean[rows], returned[rows], scale[rows].astype(str), activity[rows]))]
    activity, returned = activity[rows], returned[rows]
    answers = np.full(len(activities), np.nan)
    answers[activity] = 0.0
    answers += np.bincount(activity, weights=returned, minlength=len(activities))
    codes, names = pd.factorize(scale[rows].astype(str), sort=True)
    ends = np.array([_scale_ends(name) for name in names]).reshape(-1, 2)[codes]
    low, high = ends[:, 0], ends[:, 1]
    # A mean outside its scale is a typing error: it counts as the scale's end, so as not to distort the peers' mean.
    on_five = 1 + 4 * (np.clip(mean[rows], low, high) - low) / (high - low)
    rated = np.flatnonzero(~np.isnan(on_five) & (returned > 0))
    return answers, Ratings(activity[rated], returned[rated], on_five[rated], codes[rated].astype(np.int64))


def _scale_ends(scale_id: str) -> tuple[float, float]:
    """Ends of a "low-high" scale. Any other name says nothing about size: its means cannot be compared and stay out."""
    low, dash, high = scale_id.partition("-")
    try:
        ends = (float(low), float(high)) if dash else (np.nan, np.nan)
    except ValueError:
        return np.nan, np.nan
    return ends if ends[0] < ends[1] else (np.nan, np.nan)


def _plan_items(frame: pd.DataFrame, place: _Places) -> PlanItems:
    key = ["school_id", "school_year", "item_id", "known_from"]
    frame = frame.sort_values([*key, "planned_month", "done_month"], kind="stable").drop_duplicates(key)
    school, planned = place.of(frame, "planned_month")
    done, reported_in = month_number(frame["done_month"]), place.month(frame["reported_month"])
    rows = np.flatnonzero((school >= 0) & (planned >= 0))
    school, planned, done, reported_in = school[rows], planned[rows], done[rows], reported_in[rows]
    in_time = (done >= 0) & (done <= place.calendar.number[planned])
    reported_by = np.where((done >= 0) & (reported_in >= 0), school * len(place.calendar.number) + reported_in, -1)
    days = [frame[name].to_numpy(dtype="datetime64[ns]")[rows] for name in ("known_from", "known_until")]
    return PlanItems(school, planned, in_time, reported_by, *days)


def _decisions(frame: pd.DataFrame, place: _Places) -> Decisions:
    school = place.school(frame["school_id"])
    starts, ends = (frame[name].to_numpy(dtype="datetime64[ns]") for name in ("starts_on", "ends_on"))
    is_on = (frame["kind"] == "on").to_numpy(dtype=bool)
    rows = np.lexsort((is_on, starts, school))
    rows = rows[school[rows] >= 0]
    return Decisions(school[rows], starts[rows], ends[rows], is_on[rows])


def _next_steps(frame: pd.DataFrame, place: _Places) -> NextSteps:
    school = place.school(frame["school_id"])
    said, due, ended = (frame[name].to_numpy(dtype="datetime64[ns]") for name in ("said_on", "due_on", "ended_on"))
    rows = np.lexsort((ended, said, due, school))
    rows = rows[(school[rows] >= 0) & ~np.isnat(due[rows])]
    return NextSteps(school[rows], said[rows], due[rows], ended[rows])
