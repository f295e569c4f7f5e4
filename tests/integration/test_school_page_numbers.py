"""Every number on the page about one school is that of the rows, on several days of several schools."""

from collections import Counter
from datetime import date

import pytest

from dashboards.state.school_page.shapes import SchoolPagePart
from dashboards.state.visit import Visit
from data.sample.make import STORIES
from models import queries
from models.database import Database
from models.month_marks import MonthMark
from models.vocabulary import InvolvementType
from tests.school_pages import DIRECTOR, TODAY, page_of, rows, visit

SCHOOLS = [STORIES[story].school_id for story in ("lost_liaison", "silent", "closed", "opened")]
DAYS = [
    ("2026-03", "2026-04-10", "2025-26"),
    ("2025-05", "2025-06-10", "2024-25"),
]
"""A list's month, its as-of date and its school year."""

IN_FORCE = """(SELECT r.month, max(r.revision) revision FROM report_revision r
    JOIN reporting_month m USING (district_id, month)
    WHERE r.school_id = :school AND m.school_year = :year AND r.submitted_date <= :day GROUP BY r.month)"""


@pytest.fixture(scope="module")
def database(sample_looked_at: Database) -> Database:
    return sample_looked_at


# ---------------------------------------------------------------- every number against SQL
@pytest.mark.parametrize(("month", "day", "year"), DAYS)
@pytest.mark.parametrize("school", SCHOOLS)
def test_the_numbers_of_the_page_are_those_of_the_rows(
    database: Database, school: str, month: str, day: str, year: str
):
    about = {"school": school, "year": year, "day": day}
    if not rows(database, "SELECT 1 FROM school_in_year WHERE school_id = :school AND school_year = :year", **about):
        assert visit(database, f"?month={month}&cluster=all&school={school}").school_page().part["head"] is None
        return
    part = page_of(database, school, month)
    held = rows(
        database,
        f"SELECT a.involvement_type, a.is_cancelled, a.families_attended, a.counting_method FROM activity a "
        f"JOIN {IN_FORCE} f ON f.month = a.month AND f.revision = a.revision WHERE a.school_id = :school",
        **about,
    )
    assert part["activities"] is not None
    assert len(part["activities"]["rows"]) == len(held)
    cancelled = sum(1 for one in held if one[1])
    assert sum(row["families"] == "cancelled" for row in part["activities"]["rows"]) == cancelled
    if part["types"] is not None and part["types"]["lines"]:
        by_type = Counter(kind for kind, is_cancelled, *_ in held if not is_cancelled)
        assert [line["own"] for line in part["types"]["lines"]] == [by_type[kind.value] for kind in InvolvementType]
    counted = [one for one in held if not one[1] and one[2] is not None and one[3] not in ("views", "tickets")]
    if counted:
        estimates = sum(method == "estimate" for *_, method in counted)
        assert part["estimates"].startswith(f"{estimates} of {len(counted)} count")
    _assert_plan(database, part, month, about)
    _assert_answers(database, part, about)
    _assert_office(database, part, about)


def _assert_plan(database: Database, part: SchoolPagePart, month: str, about: dict[str, str]) -> None:
    arrived = "SELECT month FROM report_revision WHERE school_id = :school AND submitted_date <= :day"
    steps = rows(
        database,
        f"SELECT planned_month <= :month, done_month IS NOT NULL AND reported_month IN ({arrived}) "
        "FROM planned_activity WHERE school_id = :school AND school_year = :year",
        month=f"{month}-01",
        **about,
    )
    assert part["plan"] is not None
    states = Counter(step["state"] for step in part["plan"]["steps"])
    assert states["done"] == sum(1 for _, is_done in steps if is_done)
    assert states["open"] + states["unknown"] == sum(1 for is_due, is_done in steps if is_due and not is_done)
    assert states["later"] == sum(1 for is_due, is_done in steps if not is_due and not is_done)
    done, due = sum(1 for one in steps if one == (1, 1)), sum(1 for is_due, _ in steps if is_due)
    assert part["plan"]["about"].startswith(f"{done} of {due} step" if steps else "")


def _assert_answers(database: Database, part: SchoolPagePart, about: dict[str, str]) -> None:
    joined = f"JOIN {IN_FORCE} f ON f.month = p.month AND f.revision = p.revision WHERE p.school_id = :school"
    answers = rows(
        database, f"SELECT sum(sent), sum(returned), count(returned) FROM parent_response p {joined}", **about
    )
    sent, returned, forms = answers[0]
    assert part["parents"] is not None
    lines = {line["label"]: line["figure"] for line in part["parents"]["lines"]}
    if not forms or returned < 10:
        assert lines == {}
        assert part["parents"]["note"]
    else:
        assert lines["Forms that came back"].startswith(f"{returned} of {sent} handed out")
    asked, answered, saw = rows(
        database, f"SELECT sum(asked), sum(answered), sum(saw_homework) FROM teacher_observation p {joined}", **about
    )[0]
    if not asked:
        assert part["teachers"] is None
        return
    assert part["teachers"] is not None
    lines = {line["label"]: line["figure"] for line in part["teachers"]["lines"]}
    assert lines.get("Saw change in homework") == (str(saw) if answered >= 10 else None)
    if answered >= 10:
        assert part["teachers"]["note"] == f"{answered} of {asked} teachers answered"


def _assert_office(database: Database, part: SchoolPagePart, about: dict[str, str]) -> None:
    entries = rows(
        database,
        "SELECT c.contacted_on >= substr(:year, 1, 4) || '-08-01' FROM support_contact c WHERE c.school_id = :school "
        "AND c.contacted_on <= :day AND c.contact_id NOT IN (SELECT corrects FROM support_contact "
        "WHERE corrects IS NOT NULL AND contacted_on <= :day)",
        **about,
    )
    assert part["log"] is not None
    assert len(part["log"]["lines"]) == len(entries)
    if entries:
        this_year = sum(is_this_year for (is_this_year,) in entries)
        assert part["log"]["about"].endswith(f"in {about['year']}, {len(entries)} in all")
        assert part["log"]["about"].startswith(f"{this_year} contact")
    open_steps = rows(
        database,
        "SELECT count(*) FROM support_contact WHERE school_id = :school AND contacted_on <= :day AND next_step <> '' "
        "AND (closed_on IS NULL OR closed_on > :day)",
        **about,
    )[0][0]
    assert len(part["log"]["steps"]) == open_steps
    sessions = rows(
        database,
        "SELECT s.topic, a.people FROM development_session s LEFT JOIN development_attendance a "
        "ON a.session_id = s.session_id AND a.school_id = :school "
        "WHERE s.held_on >= substr(:year, 1, 4) || '-08-01' AND s.held_on <= :day ORDER BY s.held_on DESC",
        **about,
    )
    assert [line["topic"] for line in part["sessions"]] == [topic for topic, _ in sessions]
    assert [line["is_here"] for line in part["sessions"]] == [people is not None for _, people in sessions]


@pytest.mark.parametrize(("month", "day"), [one[:2] for one in DAYS])
@pytest.mark.parametrize("school", SCHOOLS)
def test_each_month_has_the_report_of_that_day_and_the_tier_of_its_own_list(
    database: Database, school: str, month: str, day: str
):
    part = page_of(database, school, month)
    if part["story"] is None:
        return
    stored = {
        f"{date.fromisoformat(start):%b %Y}": (state, late)
        for start, state, late in rows(
            database,
            "SELECT r.month, (SELECT c.state FROM report_state_change c WHERE c.school_id = r.school_id "
            "AND c.month = r.month AND c.changed_on <= :day ORDER BY c.sequence DESC LIMIT 1), "
            "r.first_submitted_date <= :day AND r.first_submitted_date > r.due_date "
            "FROM monthly_report r WHERE r.school_id = :school",
            school=school,
            day=day,
        )
    }
    received = {"submitted": "to_review", "accepted": "accepted", "returned": "returned"}
    for one in part["story"]["months"]:
        state, late = stored.get(one["name"], (None, 0))
        mark = MonthMark(one["mark"]) if one["mark"] else MonthMark.NOT_EXPECTED
        assert mark.is_received == (state in received), one
        if mark.is_received and not mark.is_nil:
            assert mark.state.value == received[state]
        assert mark.is_late == bool(mark.is_received and late)
    by_list = [
        (one["name"], one["tier"]) for one in part["story"]["months"] if one["tier"] and one["name"].endswith("2025")
    ]
    for name, tier in by_list[:3]:
        start = next(f"{m:%Y-%m}" for m in (date(2025, n, 1) for n in range(1, 13)) if f"{m:%b %Y}" == name)
        with database.reading() as session:
            triage = Visit(
                database, queries.viewer(session, 1, DIRECTOR, TODAY), f"?month={start}", today=lambda: TODAY
            )
        assert triage.board.schools.at[school, "tier"] == tier, "as triage's list of that month says"


def test_what_a_similar_school_did_stands_in_its_accepted_reports(database: Database):
    with_one = [(school, part) for school in _all(database) if (part := page_of(database, school))["similar"]]
    found = [(school, part["similar"]) for school, part in with_one if part["similar"] and part["similar"]["school"]]
    assert len(found) > 5
    levels = dict(rows(database, "SELECT school_id, level FROM school_in_year WHERE school_year = '2025-26'"))
    for school, similar in found[::2]:
        other = similar["school"]["address"].rpartition("school=")[2]
        assert levels[other] == levels[school]
        assert other != school
        for line in similar["lines"]:
            kind = next(kind.value for kind in InvolvementType if kind.label == line["type"])
            accepted = rows(
                database,
                f"SELECT a.title FROM activity a JOIN {IN_FORCE} f ON f.month = a.month AND f.revision = a.revision "
                "WHERE a.school_id = :school AND NOT a.is_cancelled AND a.involvement_type = :kind AND "
                "(SELECT c.state FROM report_state_change c WHERE c.school_id = a.school_id AND c.month = a.month "
                "AND c.changed_on <= :day ORDER BY c.sequence DESC LIMIT 1) = 'accepted'",
                school=other,
                year="2025-26",
                day="2026-04-10",
                kind=kind,
            )
            if line["text"] == "none reported either":
                assert accepted == []
            else:
                assert any(line["text"].startswith(title) for (title,) in accepted)
                assert ("in all" in line["text"]) == (len(accepted) > 1)


def _all(database: Database) -> list[str]:
    return [school for (school,) in rows(database, "SELECT school_id FROM school ORDER BY school_id")][::6]
