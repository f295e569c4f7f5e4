"""Every story planted in the sample stands in its rows."""

from datetime import date

import pytest

from data.sample.make import STORIES, sample_rows
from models.recording.incoming import IncomingRows, Row
from models.school_year import usual_dates
from models.vocabulary import PlanState, ReportState, VisitFinding

YEAR = [date(2025, month, 1) for month in (8, 9, 10, 11, 12)] + [date(2026, month, 1) for month in (1, 2, 3)]


@pytest.fixture(scope="module")
def rows() -> IncomingRows:
    return sample_rows()


def of(story: str, rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["school_id"] == STORIES[story].school_id]


def marks(story: str, rows: IncomingRows) -> list[str]:
    """on time, late or missing for August to March of the last school year."""
    sent = {row["month"]: row["submitted_date"] for row in of(story, rows.reports)}
    found = []
    for month in YEAR:
        day = sent.get(month)
        found.append("missing" if day is None else "late" if day > usual_dates(month).due_date else "on time")
    return found


def activities_in(rows: IncomingRows, schools: set[str], months: list[date]) -> int:
    return sum(
        row["school_id"] in schools and row["month"] in months and not row["is_cancelled"] for row in rows.activities
    )


def families_in(rows: IncomingRows, schools: set[str], months: list[date]) -> int:
    return sum(
        row["families_attended"]
        for row in rows.activities
        if row["school_id"] in schools and row["month"] in months and row["families_attended"]
        and row["counting_method"].is_attendance
    )  # fmt: skip


def test_the_silent_school_has_sent_nothing_since_october(rows: IncomingRows):
    assert STORIES["silent"].name == "Pine Hollow"
    assert marks("silent", rows) == ["on time", "late", *["missing"] * 6]


def test_the_school_that_lost_its_liaison_reports_unevenly_from_november(rows: IncomingRows):
    assert STORIES["lost_liaison"].school_id == "4-017"
    assert marks("lost_liaison", rows) == [*["on time"] * 3, "late", "missing", "late", "missing", "late"]
    assert [row["until_date"] for row in of("lost_liaison", rows.liaison_schools)] == [date(2025, 11, 18)]
    since = [row for row in of("lost_liaison", rows.activities) if row["month"] >= date(2025, 11, 1)]
    assert {row["involvement_type"] for row in since} <= {1, 2}
    assert [row["note"] for row in of("lost_liaison", rows.decisions)] == ["Liaison left; nobody named yet."]


def test_the_one_type_school_reports_communicating_only(rows: IncomingRows):
    last_year = [row for row in of("one_type", rows.activities) if row["month"] >= YEAR[0]]
    assert {row["involvement_type"] for row in last_year} == {2}


def test_the_school_that_recovered_is_on_time_since_the_visit(rows: IncomingRows):
    assert marks("recovered", rows) == ["missing", "late", "late", *["on time"] * 5]
    visits = [row for row in of("recovered", rows.contacts) if row["finding"]]
    assert [(row["contacted_on"], row["finding"]) for row in visits] == [(date(2025, 11, 13), VisitFinding.RIGHT)]


def test_the_typing_error_is_stored_as_typed_and_marked_once(rows: IncomingRows):
    marked = [row for row in rows.activities if row["please_check"]]
    assert [(row["school_id"], row["month"], row["families_attended"], row["please_check"]) for row in marked] == [
        (STORIES["typing_error"].school_id, date(2026, 3, 1), 480, "attendance_above_enrollment")
    ]
    pupils = [row["enrollment"] for row in of("typing_error", rows.school_years) if row["school_year"] == "2025-26"]
    assert pupils == [214]


def test_the_snow_month_hits_every_cluster(rows: IncomingRows):
    clusters = {row["cluster"] for row in rows.school_years}
    for cluster in clusters:
        schools = {row["school_id"] for row in rows.school_years if row["cluster"] == cluster}
        snow = activities_in(rows, schools, [date(2026, 1, 1)])
        assert snow < activities_in(rows, schools, [date(2025, 1, 1)]), cluster
    every = {row["school_id"] for row in rows.schools}
    assert activities_in(rows, every, [date(2026, 1, 1)]) < 0.6 * activities_in(rows, every, [date(2025, 1, 1)])


def test_the_falling_cluster_falls_while_the_others_do_not(rows: IncomingRows):
    falling = {row["school_id"] for row in rows.school_years if row["cluster"] == STORIES["falling_cluster"].name}
    others = {row["school_id"] for row in rows.schools} - falling
    now, before = [date(2026, 2, 1), date(2026, 3, 1)], [date(2025, 2, 1), date(2025, 3, 1)]
    assert activities_in(rows, falling, now) < 0.7 * activities_in(rows, falling, before)
    assert families_in(rows, falling, now) < 0.7 * families_in(rows, falling, before)
    assert families_in(rows, others, now) > families_in(rows, others, before)


def test_a_closed_school_reports_until_december_and_a_new_one_from_november(rows: IncomingRows):
    assert max(row["month"] for row in of("closed", rows.reports)) == date(2025, 12, 1)
    assert min(row["month"] for row in of("opened", rows.reports)) == date(2025, 11, 1)
    assert [row["school_year"] for row in of("opened", rows.school_years)] == ["2025-26"]
    assert [row["state"] for row in of("opened", rows.plans)] == [PlanState.DRAFT]


def test_visits_found_the_list_right_19_times_of_29(rows: IncomingRows):
    found = [row["finding"] for row in rows.contacts if row["finding"]]
    assert (len(found), found.count(VisitFinding.RIGHT), found.count(VisitFinding.PARTLY)) == (29, 19, 6)


def test_march_has_reports_to_review_returned_and_april_drafts(rows: IncomingRows):
    march = [row["state"] for row in rows.reports if row["month"] == date(2026, 3, 1)]
    assert march.count(ReportState.SUBMITTED) >= 10
    assert march.count(ReportState.RETURNED) >= 1
    assert 3 <= sum(row["month"] == date(2026, 4, 1) for row in rows.reports) <= 25


def test_the_next_steps_of_lakeview_are_due_in_april(rows: IncomingRows):
    lakeview = {row["school_id"] for row in rows.school_years if row["cluster"] == "Lakeview"}
    due = [
        row for row in rows.contacts if row["next_step_due"] and not row["closed_on"] and row["school_id"] in lakeview
    ]
    assert sorted(row["next_step_due"] for row in due) == [date(2026, 4, day) for day in (10, 13, 14, 16, 30)]


def test_every_story_names_a_school_of_the_sample_or_none(rows: IncomingRows):
    names = {row["school_id"]: row["name"] for row in rows.schools}
    assert [key for key, story in STORIES.items() if story.school_id and names[story.school_id] != story.name] == []
