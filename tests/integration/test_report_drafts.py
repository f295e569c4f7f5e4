"""A report while it is typed: by whom, until when, twice, and by two at once; nothing typed is lost."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy import text as statement

from models import queries
from models.actions.report_drafts import Typed, discard_draft, save_fields
from models.database import Database, connect
from models.errors import ConflictError, NotAllowedError, PartnershipError
from models.queries.report_drafts import reporting_history
from models.tables import (
    AuditLine,
    ReportDraft,
    ReportDraftField,
    ReportingMonth,
    ReportRevision,
)
from models.vocabulary import Role
from tests.factories import (
    AT,
    OCTOBER,
    record_rows,
    writes,
)
from tests.filing import FIELDS, FILE, save, send
from tests.people import district_with_people, viewer


@pytest.fixture
def district(database: Database) -> int:
    return district_with_people(database)


# ---------------------------------------------------------------- who, and when
@pytest.mark.parametrize(
    ("role", "school_id", "may"),
    [
        (Role.DIRECTOR, "S2", True),
        (Role.COORDINATOR, "S1", True),
        (Role.COORDINATOR, "S2", False),
        (Role.COORDINATOR, "S3", False),
        (Role.LIAISON, "S1", True),
        (Role.LIAISON, "S2", False),
        (Role.LIAISON, "S3", False),
        (Role.VIEWER, "S1", False),
        (Role.ADMINISTRATOR, "S1", False),
    ],
)
def test_a_school_is_written_for_by_its_own(role: Role, school_id: str, may: bool, database: Database, district: int):
    who = viewer(database, district, role)
    if may:
        assert save(database, who, {"form/notes": "A"}, school_id=school_id).fields == {"form/notes": 1}
        return
    with pytest.raises(NotAllowedError, match=r"^Only .+ can write (its|this) report"):
        save(database, who, {"form/notes": "A"}, school_id=school_id)
    with database.reading() as session:
        assert session.scalars(select(ReportDraft)).all() == []


def test_a_locked_month_and_one_to_come_are_refused_in_words(database: Database, district: int):
    liaison = viewer(database, district, Role.LIAISON)
    saved = save(database, liaison, FIELDS)
    december = datetime(2024, 12, 1, 9, tzinfo=UTC)
    for refused in (
        lambda: send(database, liaison, saved, at=december),
        lambda: save(database, liaison, {"form/notes": "B"}, draft_key=saved.draft_key, at=december),
    ):
        with pytest.raises(PartnershipError, match="locked since 30 November 2024"):
            refused()
    with pytest.raises(PartnershipError, match="This month begins on 1 October"):
        save(database, liaison, {"form/notes": "B"}, at=datetime(2024, 9, 30, 9, tzinfo=UTC))
    with pytest.raises(PartnershipError, match="no such month"):
        save(database, liaison, {"form/notes": "B"}, month=date(2024, 6, 1))
    with database.writing() as session:  # the director has reopened it
        session.execute(update(ReportingMonth).values(lock_date=date(2024, 12, 10)))
    assert send(database, liaison, saved, at=december)["revision"] == 1


def test_a_saved_draft_raises_no_topic_and_leaves_a_line_when_it_begins_and_when_it_goes(
    database: Database, district: int
):
    liaison = viewer(database, district, Role.LIAISON)
    with database.reading() as session:
        stamps, before = queries.topic_stamps(session, district), writes(session)
    saved = save(database, liaison, {"form/notes": "A"})
    for text in ("AB", "ABC"):
        saved = save(database, liaison, {"form/notes": text}, seen=saved.fields, draft_key=saved.draft_key)
    with database.reading() as session:
        assert (queries.topic_stamps(session, district), writes(session)) == (stamps, before + 1)
    with database.writing() as session:
        discard_draft(session, liaison, "S1", OCTOBER, draft_key=saved.draft_key, operation_id="gone-0001", at=AT)
    with database.reading() as session:
        assert queries.topic_stamps(session, district) == stamps
        lines = session.execute(select(AuditLine.action, AuditLine.person).order_by(AuditLine.audit_id)).all()
        assert [tuple(line) for line in lines[-2:]] == [
            ("begin_report_draft", "Person 3"), ("discard_report_draft", "Person 3"),
        ]  # fmt: skip
    with pytest.raises(ConflictError, match="sent or thrown away"):
        save(database, liaison, {"form/notes": "D"}, draft_key=saved.draft_key)


# ---------------------------------------------------------------- what the school usually reports
MOST = """
SELECT a.school_id, max(a.families_attended) FROM activity a
JOIN monthly_report r USING (district_id, school_id, month, revision)
WHERE a.month >= '2024-04-01' AND a.month < '2026-04-01' AND NOT a.is_cancelled AND a.please_check = ''
  AND (a.counting_method IS NULL OR a.counting_method NOT IN ('tickets', 'views')) GROUP BY 1"""


def test_the_most_families_of_a_school_are_counted_without_tickets_and_views(sample_district: Callable[[], str]):
    database = connect(sample_district())
    with database.writing() as session:
        changed = "counting_method = 'views', families_attended = 900 + CAST(substr(activity_id, -1) AS INTEGER)"
        session.execute(statement(f"UPDATE activity SET {changed} WHERE month = '2026-02-01' AND please_check = ''"))
    with database.reading() as session:
        director = queries.viewer(session, 1, "m.alvarez", date(2026, 4, 10))
        most = dict(session.execute(statement(MOST)).all())
        for school_id in ("4-012", "4-017", "4-037", "5-022"):
            history = reporting_history(session, director, school_id, date(2026, 4, 1))
            assert history.most_families == most[school_id] < 900
    database.close()


# ---------------------------------------------------------------- twice, and two at once
def test_what_is_sent_again_after_a_lost_answer_is_done_once(database: Database, district: int):
    liaison = viewer(database, district, Role.LIAISON)
    first = save(database, liaison, FIELDS, operation_id="save-0001")
    again = save(database, liaison, FIELDS, operation_id="save-0001")
    assert (again.version, again.fields, again.differs) == (1, first.fields, [])
    answers = [send(database, liaison, first) for _ in range(2)]
    assert answers[0] == answers[1]
    with database.reading() as session:
        assert len(session.scalars(select(ReportRevision)).all()) == 1
    # Typed on, after an answer that got lost: the field's last save was this page's own.
    saved = save(database, liaison, {"form/notes": "A"}, operation_id="save-0002", based_on=1)
    with database.writing() as session:
        typed = [Typed("form/notes", "AB", 0, sent="save-0002")]
        on = save_fields(session, liaison, "S1", OCTOBER, typed, draft_key="", based_on=1, known=0,
                         operation_id="save-0003", at=AT)  # fmt: skip
    assert (on.fields, on.differs, on.draft_key) == ({"form/notes": 2}, [], saved.draft_key)


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("aabb", ["a2", "a2"]),
        ("abab", ["a1", "a2"]),
        ("abba", ["a1", "a1"]),
        ("baab", ["b1", "b1"]),
        ("baba", ["b1", "b2"]),
        ("bbaa", ["b2", "b2"]),
    ],
)
def test_two_who_write_lose_nothing_in_any_order_of_two_saves_each(
    order: str, told: list[str], database: Database, district: int
):
    """told: what stands in the notes, as whoever came second there hears at each of their saves."""
    people = {"a": viewer(database, district, Role.LIAISON), "b": viewer(database, district, Role.DIRECTOR)}
    known: dict[str, dict[str, int]] = {"a": {}, "b": {}}
    heard, count = [], dict.fromkeys("ab", 0)
    for who in order:
        count[who] += 1
        text = f"{who}{count[who]}"
        saved = save(database, people[who], {"form/notes": text, f"activity/{who}1/title": text}, seen=known[who],
                     operation_id=f"save-{who}-{count[who]}-00")  # fmt: skip
        known[who] |= saved.fields
        heard += [one.value for one in saved.differs]
    with database.reading() as session:
        rows = dict(session.execute(select(ReportDraftField.path, ReportDraftField.value)).all())
    assert rows == {"form/notes": f"{order[0]}2", "activity/a1/title": "a2", "activity/b1/title": "b2"}
    assert heard == told


def test_what_another_has_typed_comes_with_the_answer_and_sending_over_it_is_refused(database: Database, district: int):
    liaison, director = viewer(database, district, Role.LIAISON), viewer(database, district, Role.DIRECTOR)
    mine = save(database, liaison, {"form/notes": "A"})
    theirs = save(database, director, {"form/team_minutes": "45"}, draft_key=mine.draft_key, known=mine.version)
    with pytest.raises(ConflictError, match="Person 1 has typed in this report since"):
        send(database, liaison, mine)
    seen = save(database, liaison, {"form/notes": "AB"}, seen=mine.fields, draft_key=mine.draft_key, known=mine.version)
    assert [(one.path, one.value, one.person) for one in seen.others] == [("form/team_minutes", "45", "Person 1")]
    assert theirs.others == []
    assert send(database, liaison, seen)["revision"] == 1


def test_a_file_that_came_meanwhile_is_not_written_over_unseen(database: Database, district: int):
    liaison = viewer(database, district, Role.LIAISON)
    saved = save(database, liaison, FIELDS)
    record_rows(database, district, FILE, AT + timedelta(hours=1))
    with pytest.raises(ConflictError, match="Another report of this month has come in"):
        send(database, liaison, saved)
    with database.writing() as session:
        session.execute(update(ReportDraftField).where(ReportDraftField.path == "form/notes").values(value="Mine."))
    assert send(database, liaison, saved, over=1)["revision"] == 2


def test_what_no_form_sends_is_refused(database: Database, district: int):
    liaison = viewer(database, district, Role.LIAISON)
    for path, value in (("form/state", "accepted"), ("activity/../title", "x"), ("form/notes", {"a": 1}),
                        ("form/notes", "x" * 5_000), ("activity/a1/revision", 7)):  # fmt: skip
        with pytest.raises(PartnershipError, match="cannot be understood"):
            save(database, liaison, {path: value})
