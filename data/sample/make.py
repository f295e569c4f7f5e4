"""
The sample district "Alder Valley Schools": 86 made-up schools over three school years, the same for the same seed.

What is planted, so that tests, screenshots and the README tell the same (all in `STORIES`, in the last school year):
a silent school, a school that lost its liaison, a one-type school, a small school with noisy rates, a school that
recovered after support, a typing error (480 for 48), a month of snow that hits everyone, a falling cluster, a school
that closed, one that opened, and for each of the eight weighted indicators one school whose first reason it is.
The figures are those of a believable middle-sized district; each stands, with what it means, beside its constant.
"""

from datetime import date, datetime

from data.sample.activities import activity_rows
from data.sample.answers import observation_rows, response_rows, survey_row
from data.sample.district import SampleSchool, Span, calendar, school_rows, school_year_rows, schools, span_of
from data.sample.names import CLUSTERS, DISTRICT_CODE, DISTRICT_NAME, short_name_parts
from data.sample.people import people, principals, session_rows, step_rows
from data.sample.plans import plan_row, planned_rows
from data.sample.practices import share_practices
from data.sample.reports import Sending, draft_rows, report_row, sendings
from data.sample.stories import DISTRICT_STORIES, SCHOOL_STORIES, Story
from data.sample.support import contact_rows, decision_rows
from models.database import Database
from models.permissions import administrator_on_the_server
from models.recording.incoming import IncomingRows, Row
from models.recording.record import Progress, Receipt, create_district, record
from models.school_year import SchoolYear

DEFAULT_SEED = 6
"""The district of the screenshots: the tests of its lists and reasons are about this one."""
DEFAULT_LAST_MONTH = date(2026, 3, 1)
MAKER = "Sample"
"""Whose name the receipt bears, whoever ran the command: nobody typed these rows."""


def _stories() -> dict[str, Story]:
    ids = {
        short_name_parts(entry)[0]: f"{number}-{5 * place + 2:03d}"
        for number, entries in enumerate(CLUSTERS.values(), 1)
        for place, entry in enumerate(entries.split(";"))
    }
    return {key: Story(ids[name], name, text) for key, (name, text) in SCHOOL_STORIES.items()} | DISTRICT_STORIES


STORIES: dict[str, Story] = _stories()
"""What is planted, by a short key; `first_reporting` ... `first_language` are the eight schools of one cause each."""


def sample_rows(seed: int = DEFAULT_SEED, last_month: date = DEFAULT_LAST_MONTH) -> IncomingRows:
    """
    The whole sample as rows ready to be recorded: three school years up to `last_month`, as known on its as-of date.

    The same seed and month give the same rows on every machine. Raises PartnershipError where `last_month` is June or
    July.
    """
    span = span_of(seed, last_month)
    every = [school for school in schools(span) if any(school.expected(month) for month in span.months)]
    staff = people(span, every)
    sessions, came = session_rows(span, every)
    heads = principals(span, every)
    rows = IncomingRows(
        calendar=calendar(span),
        schools=school_rows(every),
        school_years=[row | heads[row["school_id"]] for row in school_year_rows(span, every)],
        sessions=sessions,
        session_attendance=came,
        steps=step_rows(span, every),
        people=staff.rows,
        coordinator_clusters=staff.coordinator_clusters,
        liaison_schools=staff.liaison_schools,
        decisions=decision_rows(span, every, staff),
    )
    sent = {school.school_id: sendings(span, school) for school in every}
    rows.contacts = contact_rows(span, every, [one for many in sent.values() for one in many], staff)
    enrollment = {(row["school_id"], row["school_year"]): row["enrollment"] for row in rows.school_years}
    for school in every:
        of_years = {year: enrollment.get((school.school_id, str(year)), 0) for year in span.years}
        _add_school(rows, span, school, sent[school.school_id], of_years, staff.coordinators[school.cluster][0])
    return rows


def _add_school(
    rows: IncomingRows,
    span: Span,
    school: SampleSchool,
    sent: list[Sending],
    pupils: dict[SchoolYear, int],
    reviewer: int,
) -> None:
    """A school's plans, then its reports, which tell of the plan's steps."""
    done: dict[date, list[Row]] = {}
    for year in (year for year in span.years if pupils[year]):
        plan = plan_row(span, school, year)
        received = [one.month for one in sent if one.is_received and SchoolYear.of(one.month) == year]
        steps = planned_rows(span, school, year, received)
        rows.plans.append(plan)
        rows.planned_activities += steps
        for step in steps:
            done.setdefault(step["done_month"], []).append(step)
        if year != span.last_year:
            rows.surveys.append(survey_row(span, school, year))
    for one in sent:
        if one.is_received:
            _add_report(rows, span, one, pupils[SchoolYear.of(one.month)], done.get(one.month, []), reviewer)
    for draft in draft_rows(span, school, sent):
        rows.reports.append(draft)
        if draft["month"] > span.last_month:
            begun = activity_rows(span, school, draft["month"], enrollment=pupils[span.last_year], done=[])
            rows.activities += [row for row in begun if not row["is_cancelled"]][:2]


def _add_report(rows: IncomingRows, span: Span, one: Sending, pupils: int, done: list[Row], reviewer: int) -> None:
    month, school = one.month, one.school
    is_nil = "nil" in one.marks
    activities = [] if is_nil else activity_rows(span, school, month, enrollment=pupils, done=done)
    rows.reports.append(report_row(span, one, bool(activities), reviewer))
    rows.activities += activities
    rows.responses += response_rows(span, school, month, activities)
    rows.observations += observation_rows(span, school, month, bool(activities))


def make_sample(
    database: Database,
    *,
    seed: int = DEFAULT_SEED,
    last_month: date = DEFAULT_LAST_MONTH,
    at: datetime,
    progress: Progress | None = None,
) -> Receipt:
    """
    Create the sample district in `database`, record its rows and share its practices, in one transaction.

    at: the moment of recording, with its time zone. progress: as in models.recording.record.record.
    Raises PartnershipError where the district is there already.
    """
    rows = sample_rows(seed, last_month)
    with database.writing() as session:
        district_id = create_district(session, DISTRICT_CODE, DISTRICT_NAME)
        viewer = administrator_on_the_server(MAKER, district_id)
        receipt = record(session, viewer, rows, at=at, progress=progress)
        session.flush()
        share_practices(session, district_id, str(SchoolYear.of(last_month)), at)
        return receipt
