"""Who has not reported, counted as triage counts it; who was reminded; and e-mails through a real mail server."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from typer.testing import CliRunner, Result

from dashboards.state.visit import Visit
from data.__main__ import app
from data.mailing.mail_server import BROKE_OFF, REFUSED_EVERYBODY, REFUSED_SENDER, REFUSED_SOME
from data.mailing.reminder_texts import Sender, month_named, reporting_months
from data.mailing.run import UNDER_WAY, Run, send_reminders
from models import queries
from models.actions.reminders import claim_reminders, close_reminder, mark_reminded
from models.database import URL_VARIABLE, Database, connect
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.reminder_rules import ReminderOutcome, ReminderWay
from models.tables import AuditLine, Operation, Reminder
from models.vocabulary import Attention, ReportState, Role
from models.wording.reminders import LetterLanguage
from tests.factories import OCTOBER, SEPTEMBER, district_rows, make_district, report_row, school_row, school_year_row
from tests.mail_server import MailServer, mail_server, mail_settings
from tests.people import person

AT = datetime(2024, 11, 6, 15, tzinfo=UTC)
TODAY = date(2024, 11, 6)
NOT_IN = text(
    """
    SELECT m.school_id, CASE WHEN r.first_submitted_date IS NOT NULL AND r.first_submitted_date <= :day
                             THEN 'returned' ELSE 'missing' END AS state
    FROM school_month m LEFT JOIN monthly_report r USING (district_id, school_id, month)
    WHERE m.month = :month AND m.expected = 1
    AND (r.first_submitted_date IS NULL OR r.first_submitted_date > :day
         OR (SELECT c.state FROM report_state_change c WHERE c.district_id = m.district_id
             AND c.school_id = m.school_id AND c.month = m.month AND c.changed_on <= :day
             ORDER BY c.sequence DESC LIMIT 1) = 'returned')
    """
)
EMAILS = {"S1": ["one@schools.example"], "S2": ["two@schools.example"], "S3": ["a@x.example", "b@x.example"]}


# ---------------------------------------------------------------- the count
@pytest.fixture(scope="module")
def sample(any_sample: Callable[[], str]) -> Iterator[Database]:
    opened = connect(any_sample())
    yield opened
    opened.close()


def test_the_count_is_that_of_triage_and_of_sql_on_the_same_day(sample: Database):
    with sample.reading() as session:
        director = queries.viewer(session, 1, "m.alvarez", date(2026, 4, 10))
        calendar = queries.calendar(session, director)
    judged = calendar[calendar["month"].isin(pd.to_datetime(["2024-05-01", "2025-11-01", "2026-02-01", "2026-03-01"]))]
    assert len(judged) == 4
    for row in judged.itertuples():
        month, day = row.month.date(), row.as_of_date.date()
        address = f"?year={row.school_year}&month={month:%Y-%m}&cluster=all"
        counts = Visit(sample, director, address, today=lambda: date(2026, 4, 10)).screen.counts
        with sample.reading() as session:
            found = queries.not_reported(session, director, month, day)
            rows = session.execute(NOT_IN, {"month": month, "day": day})
            sql = {one.school_id: one.state for one in rows}
        assert dict(zip(found["school_id"], found["state"], strict=True)) == sql
        by_state = {state: set(rows["school_id"]) for state, rows in found.groupby("state")}
        assert by_state.get("missing", set()) == counts.attention[Attention.MISSING]
        assert by_state.get("returned", set()) == counts.attention[Attention.RETURNED]
        assert counts.reports is not None
        assert len(sql) == counts.reports.expected - counts.reports.received + len(by_state.get("returned", ()))


def test_before_the_due_date_everything_that_has_not_come_is_told_as_not_due(sample: Database):
    with sample.reading() as session:
        director = queries.viewer(session, 1, "m.alvarez", date(2026, 4, 10))
        due = queries.not_reported(session, director, date(2026, 3, 1), date(2026, 4, 5))
        late = queries.not_reported(session, director, date(2026, 3, 1), date(2026, 4, 6))
    assert set(due["state"]) <= {"not_due", "draft", "returned"}
    assert set(late["state"]) <= {"missing", "returned"}
    assert set(late["school_id"]) <= set(due["school_id"])
    assert due.loc[due["state"].eq("not_due"), "since"].isna().all()
    assert late.loc[late["state"].eq("missing"), "since"].eq(pd.Timestamp("2026-04-05")).all()


# ---------------------------------------------------------------- a small district
@pytest.fixture
def district(database: Database) -> int:
    """
    S1 and S2 of Lakeview, S3 of Garden and S4 of no cluster owe October; S5 of Lakeview has reported. S1 to S3 have
    liaisons with e-mail, S3 two of them; of S4 only the principal is known, by phone.
    """
    clusters = {"S1": "Lakeview", "S2": "Lakeview", "S3": "Garden", "S4": None, "S5": "Lakeview"}
    rows = district_rows(schools=0)
    rows.schools = [school_row(name) for name in clusters]
    rows.school_years = [school_year_row(name, cluster=cluster) for name, cluster in clusters.items()]
    rows.school_years[3] |= {"principal": "Pat Lee", "principal_phone": "555 0104"}
    liaisons = [(school, email) for school, some in EMAILS.items() for email in some]
    rows.people = [
        person(1, Role.DIRECTOR) | {"email": "director@district.example"},
        person(2, Role.COORDINATOR) | {"email": "rosa@district.example"},
        *(person(number, Role.LIAISON) | {"email": email} for number, (_, email) in enumerate(liaisons, 10)),
        person(20, Role.LIAISON) | {"email": "gone@schools.example", "is_active": False},
    ]
    since = {"from_date": date(2024, 8, 1), "until_date": None}
    rows.coordinator_clusters = [{"person_id": 2, "cluster": "Lakeview"} | since]
    rows.liaison_schools = [
        *({"person_id": number, "school_id": school} | since for number, (school, _) in enumerate(liaisons, 10)),
        {"person_id": 20, "school_id": "S1"} | since,
    ]
    rows.reports = [report_row("S5", OCTOBER)]
    return make_district(database, rows)


def who(database: Database, district: int, number: int = 1) -> Viewer:
    with database.reading() as session:
        return queries.viewer(session, district, f"p{number}", TODAY)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as started:
        yield started


@pytest.fixture
def mailed(server: MailServer, monkeypatch: pytest.MonkeyPatch) -> MailServer:
    for name, value in mail_settings(server).items():
        monkeypatch.setenv(name, value)
    return server


def sent(
    database: Database, viewer: Viewer, schools: list[str], operation: str = "aaaa-1111", at: datetime = AT, **more: Any
) -> Run:
    with database.reading() as session:
        dates = month_named(reporting_months(queries.calendar(session, viewer), TODAY), "2024-10")
    usual = {"language": LetterLanguage.ENGLISH, "again": False, "sender": Sender(viewer.name, "Test Valley Schools")}
    return send_reminders(
        database, viewer, dates, schools, on=TODAY, operation_id=operation, clock=lambda: at, **(usual | more)
    )


def kept(database: Database) -> list[tuple[str, str, str, str]]:
    """school, way, outcome and addresses of every reminder, in their order."""
    with database.reading() as session:
        rows = session.scalars(select(Reminder).order_by(Reminder.reminder_id))
        return [(row.school_id, row.way.value, row.outcome.value, row.sent_to) for row in rows]


def test_whom_to_remind_is_who_files_now_or_the_principal_and_told_to_the_office_only(
    database: Database, district: int
):
    director = who(database, district)
    with database.reading() as session:
        people = queries.whom_to_remind(session, director, TODAY)
        for role in (Role.VIEWER, Role.LIAISON):
            other = replace(director, role=role, school_ids=frozenset({"S1"}))
            assert queries.whom_to_remind(session, other, TODAY).empty
            assert queries.reminders(session, other, OCTOBER).empty
    told = [(row.school_id, row.email or row.phone, row.is_principal) for row in people.itertuples()]
    assert told == [
        ("S1", "one@schools.example", False), ("S2", "two@schools.example", False), ("S3", "a@x.example", False),
        ("S3", "b@x.example", False), ("S4", "555 0104", True),
    ]  # fmt: skip


# ---------------------------------------------------------------- marked by hand
def test_schools_are_marked_as_reminded_each_once_with_an_audit_line(database: Database, district: int):
    coordinator = who(database, district, 2)
    with database.writing() as session:
        numbers = mark_reminded(session, coordinator, ["S1", "S2"], OCTOBER, ReminderWay.PHONE, at=AT)
        kept_lines = session.scalars(select(AuditLine).where(AuditLine.action == "mark_reminded"))
        lines = [(line.subject, line.person, line.details) for line in kept_lines]
    assert numbers == [1, 2]
    assert kept(database) == [("S1", "phone", "done", ""), ("S2", "phone", "done", "")]
    assert lines == [
        (school, "Person 2", {"reminder_id": number, "month": "2024-10", "way": "phone"})
        for number, school in enumerate(["S1", "S2"], 1)
    ]


@pytest.mark.parametrize(
    ("schools", "month", "way", "words"),
    [
        (["S1", "S3"], OCTOBER, ReminderWay.PHONE, "coordinator of Garden or the director"),
        (["S1", "S4"], OCTOBER, ReminderWay.PHONE, "coordinator of that cluster"),
        (["S1", "S9"], OCTOBER, ReminderWay.PHONE, "no such school"),
        (["S1", "S1"], OCTOBER, ReminderWay.PHONE, "each once"),
        ([], OCTOBER, ReminderWay.PHONE, "Choose the schools"),
        (["S1"], date(2031, 1, 1), ReminderWay.PHONE, "no such month"),
        (["S1"], OCTOBER, ReminderWay.SENT, "by e-mail or by phone"),
    ],
)
def test_what_cannot_be_marked_is_refused_whole(
    schools: list[str], month: date, way: ReminderWay, words: str, database: Database, district: int
):
    with pytest.raises(PartnershipError, match=words), database.writing() as session:
        mark_reminded(session, who(database, district, 2), schools, month, way, at=AT)
    assert kept(database) == []


# ---------------------------------------------------------------- e-mails
def test_each_school_gets_one_e_mail_with_its_own_text_and_no_other_schools_name(
    database: Database, district: int, mailed: MailServer
):
    run = sent(database, who(database, district), ["S1", "S2", "S3", "S4", "S5"])
    assert (run.reached, run.failed, run.without, run.came_in) == (
        ["School S1", "School S2", "School S3"], [], ["School S4"], ["S5"],
    )  # fmt: skip
    assert [letter.to for letter in mailed.letters] == list(EMAILS.values())
    for school, letter in zip(EMAILS, mailed.letters, strict=True):
        message = letter.message
        assert message["Subject"] == f"October 2024 report of School {school}"
        assert (message["From"].addresses[0].addr_spec, message["From"].addresses[0].display_name) == (
            "family@district.example", "Person 1",
        )  # fmt: skip
        assert message["Reply-To"] == "director@district.example"
        said = message.get_content()
        assert f"The report of School {school} for October 2024 was due on 5 November 2024" in said
        assert not [other for other in ("S1", "S2", "S3", "S4", "S5") if other != school and f"School {other}" in said]
    assert kept(database) == [(school, "sent", "done", ";".join(some)) for school, some in EMAILS.items()]


def test_one_address_that_fails_does_not_stop_the_others_and_is_told_with_why(
    database: Database, district: int, mailed: MailServer
):
    mailed.refused = {"two@schools.example", "b@x.example"}
    run = sent(database, who(database, district), ["S1", "S2", "S3"])
    assert run.reached == ["School S1"]
    assert run.failed == [("School S2", REFUSED_EVERYBODY)]
    assert run.partly == [("School S3", REFUSED_SOME)]
    assert [outcome for _, _, outcome, _ in kept(database)] == ["done", "failed", "done"]
    again = sent(database, who(database, district), ["S2"], "bbbb-2222")
    assert again.failed == [("School S2", REFUSED_EVERYBODY)], "what failed may be tried again at once"


def test_the_same_message_sent_again_writes_to_nobody_twice(database: Database, district: int, mailed: MailServer):
    director = who(database, district)
    first, second = (sent(database, director, ["S1", "S2"]) for _ in range(2))
    assert first == second
    assert len(mailed.letters) == 2
    both = threading.Barrier(2)
    runs: list[Run] = []

    def send() -> None:
        both.wait()
        runs.append(sent(database, director, ["S3"], "cccc-3333"))

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(mailed.letters) == 3
    told = [(run.reached, run.failed) for run in runs]
    assert (["School S3"], []) in told
    assert {str(one) for one in told} <= {str((["School S3"], [])), str(([], [("School S3", UNDER_WAY)]))}
    with database.reading() as session:
        assert len(list(session.scalars(select(Operation)))) == 2


def test_within_a_day_another_e_mail_needs_a_yes(database: Database, district: int, mailed: MailServer):
    director = who(database, district)
    sent(database, director, ["S1"])
    with pytest.raises(PartnershipError, match="within a day already: School S1"):
        sent(database, who(database, district, 2), ["S1", "S2"], "bbbb-2222", AT + timedelta(hours=23))
    assert len(mailed.letters) == 1
    sent(database, director, ["S1", "S2"], "cccc-3333", AT + timedelta(hours=23), again=True)
    sent(database, director, ["S1"], "dddd-4444", AT + timedelta(days=3))
    assert len(mailed.letters) == 4


def test_nothing_is_locked_while_the_mail_server_is_waited_for(database: Database, district: int, mailed: MailServer):
    """Somebody else marks a school while a letter is on its way."""
    director, wrote = who(database, district), []

    def write() -> None:
        with database.writing() as session:
            wrote.append(mark_reminded(session, director, ["S4"], OCTOBER, ReminderWay.PHONE, at=AT))

    mailed.before_data = write
    assert sent(database, director, ["S1"]).reached == ["School S1"]
    assert wrote == [[2]]


def test_a_line_that_breaks_off_is_told_as_unknown_and_the_next_letter_takes_another(
    database: Database, district: int, mailed: MailServer
):
    mailed.breaks_off_at = 1
    run = sent(database, who(database, district), ["S1", "S2"])
    assert (run.failed, run.reached) == ([("School S1", BROKE_OFF)], ["School S2"])


def test_a_server_that_does_not_answer_or_let_us_in_gets_nothing_and_nothing_is_kept(
    database: Database, district: int, mailed: MailServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    director, password = who(database, district), tmp_path / "password"
    password.write_text("hunter2\n")
    monkeypatch.setenv("PARTNERSHIP_MAIL__USER", "partnership")
    monkeypatch.setenv("PARTNERSHIP_MAIL__PASSWORD_FILE", str(password))
    mailed.user = ("partnership", "hunter2")
    assert sent(database, director, ["S1"]).reached == ["School S1"]
    before = kept(database)
    mailed.user = ("partnership", "other")
    with pytest.raises(PartnershipError, match="does not let this program in"):
        sent(database, director, ["S2"], "bbbb-2222")
    monkeypatch.setenv("PARTNERSHIP_MAIL__SECURITY", "starttls")
    with pytest.raises(PartnershipError, match="cannot encrypt"):
        sent(database, director, ["S2"], "bbbb-2222")
    monkeypatch.setenv("PARTNERSHIP_MAIL__PORT", "9")
    with pytest.raises(PartnershipError, match="does not answer"):
        sent(database, director, ["S2"], "bbbb-2222")
    monkeypatch.delenv("PARTNERSHIP_MAIL__HOST")
    with pytest.raises(PartnershipError, match="No mail server is set"):
        sent(database, director, ["S2"], "bbbb-2222")
    assert kept(database) == before


def test_a_sender_that_is_refused_stops_the_run_and_every_school_is_told(
    database: Database, district: int, mailed: MailServer
):
    mailed.refuses_sender = True
    run = sent(database, who(database, district), ["S1", "S2"])
    assert run.failed == [("School S1", REFUSED_SENDER), ("School S2", REFUSED_SENDER)]
    assert [line for line in mailed.heard if line.upper().startswith(b"MAIL")] != []
    assert mailed.letters == []


def test_hostile_names_and_addresses_never_reach_the_wire_as_headers_or_commands(
    database: Database, district: int, mailed: MailServer
):
    with database.writing() as session:
        for number, email in (
            (10, "one@schools.example\r\nRCPT TO:<evil@x.example>"), (11, "two@schools.example,evil@x.example"),
        ):  # fmt: skip
            session.execute(
                text("UPDATE person SET email = :email WHERE person_id = :number"), {"email": email, "number": number}
            )
        session.execute(
            text("UPDATE person SET name = :name WHERE person_id = 12"), {"name": "A\r\nBcc: evil@x.example\r\n.\r\nB"}
        )
        session.execute(
            text("UPDATE school SET name = :name WHERE school_id = 'S3'"), {"name": "S\r\nBcc: evil@x.example"}
        )
    run = sent(database, who(database, district), ["S1", "S2", "S3"])
    assert (run.without, len(run.reached)) == (["School S1", "School S2"], 1)
    assert [letter.to for letter in mailed.letters] == [["a@x.example", "b@x.example"]]
    assert b"".join(mailed.heard).count(b"evil") == 0
    assert mailed.letters[0].message["Bcc"] is None


def test_a_coordinator_writes_to_own_schools_only_and_the_claim_is_refused_whole(
    database: Database, district: int, mailed: MailServer
):
    with pytest.raises(NotAllowedError, match="coordinator of Garden"):
        sent(database, who(database, district, 2), ["S1", "S3"])
    assert (mailed.letters, kept(database)) == ([], [])


def test_what_was_claimed_is_closed_once(database: Database, district: int):
    director = who(database, district)

    def claim(session: Session) -> int:
        claimed = claim_reminders(session, director, {"S1": ["one@x.example"]}, OCTOBER, again=False, at=AT)
        return claimed.numbers["S1"]

    with database.writing() as session:
        number = claim(session)
        close_reminder(session, director, number, ReminderOutcome.FAILED, "No.", at=AT)
    with pytest.raises(PartnershipError, match="not under way"), database.writing() as session:
        close_reminder(session, director, number, ReminderOutcome.DONE, "", at=AT)
    with database.writing() as session:
        lines = session.scalars(select(AuditLine).where(AuditLine.subject == "S1").order_by(AuditLine.audit_id))
        assert [(line.action, line.details.get("after")) for line in lines] == [
            ("send_reminder", None), ("close_reminder", "failed"),
        ]  # fmt: skip
    for addresses in ({"S1": ["one@x.example\n"]}, {"S1": []}, {"S1": ["a@x.example,b@x.example"]}):
        with pytest.raises(PartnershipError, match="only to an address"), database.writing() as session:
            claim_reminders(session, director, addresses, OCTOBER, again=True, at=AT)


# ---------------------------------------------------------------- by command
@pytest.fixture
def command(database: Database, district: int, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv(URL_VARIABLE, database.url.render_as_string(hide_password=False))
    monkeypatch.setattr("data.remind_commands.now", lambda: AT)
    return lambda *words: CliRunner().invoke(app, ["remind", *words])


def test_the_command_says_what_it_would_do_and_with_send_does_it_and_leaves_out_who_was_reminded_lately(
    command: Callable[..., Result], database: Database, mailed: MailServer
):
    told = command()
    assert told.exit_code == 0, told.output
    assert "2024-10, due 2024-11-05: 4 reports have not come in or came back." in told.output
    assert "S4  School S4: not arrived, was due 2024-11-05; no e-mail address" in told.output
    assert "Would send 3 e-mails to 3 schools. Nothing was sent" in told.output
    assert (mailed.letters, kept(database)) == ([], [])
    assert "Sent 3 e-mails." in command("--send").output
    assert [letter.to for letter in mailed.letters] == list(EMAILS.values())
    assert "Informe de octubre de 2024" in str(mailed.letters[0].message["Subject"])
    again = command("--send")
    assert "Sent 0 e-mails" in again.output
    assert again.output.count("; reminded lately") == 3
    assert len(mailed.letters) == 3


def test_the_command_without_a_mail_server_and_for_a_locked_month(
    command: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
):
    refused = command("--send")
    assert refused.exit_code == 1
    assert "mail.host" in refused.output
    monkeypatch.setattr("data.remind_commands.now", lambda: AT + timedelta(days=60))
    assert "The month is locked since 2024-11-30: nobody is reminded of it." in command("--send").output
    assert "2024-09, due 2024-10-05: 5 reports" in command("--month", "2024-09").output
    assert command("--month", "2031-01").exit_code == 1


def test_everything_in_is_said_so(database: Database, district: int):
    from models.recording.incoming import IncomingRows
    from tests.factories import record_rows

    reports = [report_row(school, SEPTEMBER, state=ReportState.ACCEPTED) for school in ("S1", "S2", "S3", "S4", "S5")]
    record_rows(database, district, IncomingRows(reports=reports))
    with database.reading() as session:
        assert queries.not_reported(session, who(database, district), SEPTEMBER, TODAY).empty
        assert queries.not_reported(session, who(database, district), date(2031, 1, 1), TODAY).empty
