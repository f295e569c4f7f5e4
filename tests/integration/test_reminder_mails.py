"""E-mails to schools that have not reported, through a real mail server; and the same by command."""

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from typer.testing import CliRunner, Result

from data.__main__ import app
from data.mailing.mail_server import BROKE_OFF, REFUSED_EVERYBODY, REFUSED_SENDER, REFUSED_SOME
from data.mailing.reminder_texts import Sender, month_named, reporting_months
from data.mailing.run import UNDER_WAY, Run, send_reminders
from models import queries
from models.actions.reminders import claim_reminders, close_reminder, mark_reminded
from models.database import URL_VARIABLE, Database
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.reminder_rules import ReminderOutcome, ReminderWay
from models.tables import AuditLine, Operation
from models.wording.reminders import LetterLanguage
from tests.factories import OCTOBER
from tests.mail_server import MailServer, mail_server, mail_settings
from tests.reminders import AT, EMAILS, TODAY, kept, owing_district, who


@pytest.fixture
def district(database: Database) -> int:
    return owing_district(database)


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
