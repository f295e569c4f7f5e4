"""Questions about the rows of one call together: broken keys are refused, the implausible is marked and told. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from data.importing import completing, scales
from data.importing.completing import Known, Parts, refusal, warning
from data.importing.reading import Place, PlacedRows
from data.importing.scales import mark
from models.errors import Problem
from models.recording.incoming import Row
from models.report_marks import activity_marks, repetitions, response_marks, sides_of
from models.school_year import SchoolYear, is_expected

Enrollment = dict[tuple[str, str], int | None]


def broken_keys(parts: Parts, known: Known) -> list[Problem]:
    """
    Rows that name a school, or a support entry to correct, that is neither in the call nor stored; and rows whose
    second value of a pair (closed_on, high, as_of_date) is below its first, or whose unit can't be what they say.
    """
    schools = known.schools | {row.get("school_id") for row in _part(parts, "schools").rows}
    problems = []
    for name, placed in parts.items():
        if name in ("schools", "calendar", "sessions"):
            continue
        for row, place in placed.placed():
            school = row.get("school_id")
            if school is not None and school not in schools:
                what, remedy = "is no school that is known.", "Mend the number, or send the school in schools."
                problems.append(refusal(place, "school_id", school, what, remedy))
    entries = known.contacts | {row.get("contact_id") for row in _part(parts, "contacts").rows}
    for row, place in _part(parts, "contacts").placed():
        if row.get("corrects") is not None and row["corrects"] not in entries:
            remedy = "Write the contact_id of the entry it corrects, or leave it blank."
            problems.append(refusal(place, "corrects", row["corrects"], "is no entry that is known.", remedy))
    return [*problems, *_closing_before_opening(parts), *_due_too_early(parts), *scales.wrong_units(parts)]


def _due_too_early(parts: Parts) -> Iterator[Problem]:
    for row, place in _part(parts, "calendar").placed():
        month, due = row.get("month"), row.get("due_date")
        if month is not None and due is not None and due < completing.last_day_of(month):
            yield completing.due_too_early(place, due, month)


def _closing_before_opening(parts: Parts) -> Iterator[Problem]:
    pairs = (("schools", "opened_on", "closed_on"), ("surveys", "low", "high"), ("calendar", "due_date", "as_of_date"))
    for name, first, last in pairs:
        for row, place in _part(parts, name).placed():
            if row.get(first) is not None and row.get(last) is not None and row[last] < row[first]:
                yield refusal(place, last, row[last], f"is less than {first}, {row[first]}.", "Mend one of the two.")


def implausible(parts: Parts, known: Known) -> list[Problem]:
    """What is possible but looks wrong; activities, responses and surveys are marked by code in please_check."""
    enrollment: Enrollment = dict(known.enrollment)
    enrollment |= {
        (row["school_id"], row["school_year"]): row["enrollment"]
        for row in _part(parts, "school_years").rows
        if row.get("enrollment") is not None  # a blank is no news
    }
    activities, responses = _part(parts, "activities"), _part(parts, "responses")
    problems = [*_activities(activities, enrollment), *_blank_attendance(activities), *_repeated(activities)]
    attended = dict(known.activities)
    attended |= {_activity_key(row, row["activity_id"]): row.get("families_attended") for row in activities.rows}
    problems += _responses(responses, attended)
    problems += scales.off_scale(parts)
    problems += _not_expected(parts, known)
    return [*problems, *_without_report(parts, known), *_plan_items(_part(parts, "planned_activities"))]


def _part(parts: Parts, name: str) -> PlacedRows:
    return parts.get(name, PlacedRows())


def _activity_key(row: Row, activity_id: str) -> tuple[str, date, str]:
    return row["school_id"], row["month"], activity_id


def _activities(placed: PlacedRows, enrollment: Enrollment) -> Iterator[Problem]:
    years: dict[date, str] = {}
    for row, place in placed.placed():
        month = row["month"]
        if month not in years:
            years[month] = str(SchoolYear.of(month))
        pupils = enrollment.get((row["school_id"], years[month]))
        for code in activity_marks(row, pupils):
            mark(row, code)
            if code == "attendance_above_enrollment":
                what = f"families came, but the school has {pupils} pupils."
                mend = "Stored and marked; mend it if it is a slip."
                yield warning(place, "families_attended", row["families_attended"], what, mend)
            else:
                what = f"is not in the month it is reported in, {month:%Y-%m}."
                mend = "Stored and marked; mend the date or the month."
                yield warning(place, "activity_date", row["activity_date"], what, mend)


def _blank_attendance(placed: PlacedRows) -> Iterator[Problem]:
    blank: defaultdict[str, int] = defaultdict(int)
    for row, place in placed.placed():
        if "families_attended" in row and row["families_attended"] is None and not row.get("is_cancelled"):
            blank[place[0]] += 1
    for file, count in blank.items():
        what = f"{count} of {len(placed.rows)} activities have no attendance."
        yield warning((file, 0), "families_attended", None, what, "It counts as not known, never as zero.")


def _repeated(placed: PlacedRows) -> Iterator[Problem]:
    for here, first in repetitions(placed.rows):
        row = placed.rows[here]
        mark(row, "repeated")
        what = f"says the same as row {placed.places[first][1]}, under another number."
        yield warning(placed.places[here], "activity_id", row["activity_id"], what, "Stored and marked; counted once.")


def _responses(placed: PlacedRows, attended: dict[tuple[str, date, str], int | None]) -> Iterator[Problem]:
    for row, place in placed.placed():
        for code in response_marks(row, attended):
            mark(row, code)
            yield _odd_answers(code, row, place, attended)


def _odd_answers(code: str, row: Row, place: Place, attended: dict[tuple[str, date, str], int | None]) -> Problem:
    returned, mend = row.get("returned"), "Stored and marked; mend it if it is a slip."
    if code == "answers_without_activity":
        what = "is no activity of this school and month."
        return warning(place, "activity_id", row["activity_id"], what, "Stored and marked; mend the number.")
    if code == "answers_above_attendance":
        families = attended[_activity_key(row, row["activity_id"])]
        return warning(place, "returned", returned, f"answers, but {families} families came.", mend)
    if code == "answers_above_sent":
        what = f"is more than were sent, {row['sent']}."
        return warning(place, "returned", returned, what, "Stored and marked.")
    if code == "sides_above_answers":
        what = f"opinions of {returned} answers."
        return warning(place, "positive", sum(sides_of(row)), what, "Stored and marked.")
    mean = row["mean_rating"]
    if code == "rating_without_scale":
        mend = "Stored and marked; it is compared with nothing."
        return warning(place, "mean_rating", mean, "has no scale_id.", mend)
    return warning(place, "mean_rating", mean, f"is outside its scale, {row['scale_id']}.", "Stored and marked.")


def _without_report(parts: Parts, known: Known) -> Iterator[Problem]:
    """Activities, responses and plan news of months whose report is not in: kept, not counted until it comes."""
    filed = known.filed | {
        (row["school_id"], row["month"]) for row in _part(parts, "reports").rows if row.get("submitted_date")
    }
    belongs_by = dict.fromkeys(("activities", "responses", "observations"), "month")
    for name, column in (belongs_by | {"planned_activities": "reported_month"}).items():
        waiting: dict[tuple[str, date], tuple[Place, int]] = {}
        for row, place in _part(parts, name).placed():
            month = row.get(column)
            if month is not None and (row["school_id"], month) not in filed:
                first, count = waiting.get((row["school_id"], month), (place, 0))
                waiting[row["school_id"], month] = (first, count + 1)
        for (school, month), (place, count) in waiting.items():
            rows = "row belongs" if count == 1 else "rows belong"
            what = f"{count} {rows} to {school}'s report of {month:%Y-%m}, which is not in."
            yield warning(place, column, None, what, "Kept, and not counted until the report comes in.")


def _not_expected(parts: Parts, known: Known) -> Iterator[Problem]:
    """Reports, or rows of reports, of months before a school opened or after it closed: kept, and counted nowhere."""
    days = dict(known.open_days)
    for row in _part(parts, "schools").rows:
        opened, closed = days.get(row["school_id"], (None, None))
        days[row["school_id"]] = (row.get("opened_on") or opened, row.get("closed_on") or closed)
    expected: dict[tuple[str, date], bool] = {}
    for name in ("reports", "activities", "responses", "observations"):
        for row, place in _part(parts, name).placed():
            key = row["school_id"], row["month"]
            if key in expected or (name == "reports" and not row.get("submitted_date")):
                continue
            opened, closed = days.get(key[0], (None, None))
            expected[key] = is_expected(key[1], opened, closed)
            if not expected[key]:
                why = f"closed on {closed}" if is_expected(key[1], opened, None) else f"opened on {opened}"
                what = f"is a month for which {key[0]} owes no report: it {why}."
                remedy = "Stored, and counted nowhere; mend the month or the day."
                yield warning(place, "month", f"{key[1]:%Y-%m}", what, remedy)


def _plan_items(placed: PlacedRows) -> Iterator[Problem]:
    for row, place in placed.placed():
        planned, done, reported = row["planned_month"], row.get("done_month"), row.get("reported_month")
        if str(SchoolYear.of(planned)) != row["school_year"]:
            what = f"is not in the plan's school year, {row['school_year']}."
            yield warning(place, "planned_month", f"{planned:%Y-%m}", what, "Stored; mend one of the two.")
        if done is not None and reported is None:
            what = "is done, but no report tells it."
            yield warning(place, "done_month", f"{done:%Y-%m}", what, "It counts as open until a report tells it.")
        elif done is None and reported is not None:
            what = "tells of a step without a done_month."
            yield warning(place, "reported_month", f"{reported:%Y-%m}", what, "It counts as open; fill in done_month.")
