"""`partnership remind`: who has not reported, and e-mails to them; without --send it only says what it would do."""

from datetime import date, datetime, timedelta
from typing import Annotated

import pandas as pd
import typer

from data.command_database import opened
from data.command_line import DistrictCode, now, whoever_runs_this
from data.mailing.reminder_texts import Sender, Unreported, month_named, read_unreported, reporting_months, with_drafts
from models.database import Database
from models.errors import PartnershipError
from models.permissions import Viewer, in_district
from models.reminder_rules import ReminderOutcome, ReportingDates
from models.settings import settings
from models.today import day_of
from models.wording.reminders import LetterLanguage

QUIET = 5
STATES = {
    "missing": "not arrived, was due {due:%Y-%m-%d}",
    "not_due": "not arrived, due {due:%Y-%m-%d}",
    "draft": "begun, due {due:%Y-%m-%d}",
    "returned": "returned, not mended",
}


def remind(
    month: Annotated[
        datetime | None, typer.Option("--month", formats=["%Y-%m"], metavar="YYYY-MM", help="Else the latest one due.")
    ] = None,
    send: Annotated[
        bool, typer.Option("--send", help="Send the e-mails; without, only say what would be sent.")
    ] = False,
    language: Annotated[
        LetterLanguage, typer.Option("--language", help="Of the e-mails: English, Spanish or both.")
    ] = LetterLanguage.BOTH,
    quiet: Annotated[
        int, typer.Option("--quiet", min=1, metavar="DAYS", help="Leave out who was reminded within so many days.")
    ] = QUIET,
    district: DistrictCode = None,
) -> None:
    """
    Say which schools have not reported, and remind them by e-mail with --send.

    A month is asked for from 5 days before its due date until it is locked; a locked one only where --month names it.
    """
    from models import queries
    from models.queries.reminders import district_name
    from models.recording.record import district_named

    at = now()
    # The true day, not the office's: where time stands still, as in a sample, no timer may write to people.
    on = day_of(at)
    with opened() as database:
        with database.reading() as session:
            viewer = in_district(whoever_runs_this(), district_named(session, district))
            months = reporting_months(queries.calendar(session, viewer), on)
            dates = month_named(months, f"{month:%Y-%m}" if month else "")
            found = with_drafts(session, viewer, read_unreported(session, viewer, dates.month, on), dates.month)
            sender = Sender("", district_name(session, viewer))
            lately = _lately(queries.reminders(session, viewer, dates.month), at - timedelta(days=quiet))
        due = f"{dates.due_date:%Y-%m-%d}"
        typer.echo(f"{dates.month:%Y-%m}, due {due}: {len(found)} reports have not come in or came back.")
        wanted = [one for one in found if one.school_id not in lately and one.addresses]
        for one in found:
            typer.echo(_line(one, is_lately=one.school_id in lately))
        if month is None and on > dates.lock_date:
            typer.echo(f"The month is locked since {dates.lock_date:%Y-%m-%d}: nobody is reminded of it.")
            return
        count = len(wanted)
        if not send:
            typer.echo(f"Would send {count} e-mails to {count} schools. Nothing was sent: --send sends them.")
            return
        _send(database, viewer, dates, wanted, language, sender, on)


def _send(
    database: Database,
    viewer: Viewer,
    dates: ReportingDates,
    wanted: list[Unreported],
    language: LetterLanguage,
    sender: Sender,
    on: date,
) -> None:
    from data.mailing.run import send_reminders

    if not settings().mail.is_on:
        raise PartnershipError(
            "No mail server is set, so nothing can be sent. Write mail.host and mail.from_address into the settings."
        )
    if not wanted:
        typer.echo("Sent 0 e-mails: everybody who can be reached was reminded lately, or has reported.")
        return
    run = send_reminders(
        database, viewer, dates, [one.school_id for one in wanted],
        language=language, sender=sender, on=on, again=False, operation_id="", clock=now,
    )  # fmt: skip
    typer.echo(f"Sent {len(run.reached) + len(run.partly)} e-mails.")
    for name, why in (*run.partly, *run.failed):
        typer.echo(f"{name}: {why}", err=True)
    if run.failed and not run.reached and not run.partly:
        raise PartnershipError("None of the e-mails went out.")


def _lately(kept: pd.DataFrame, since: datetime) -> set[str]:
    """Ids of the schools that somebody reminded since then, in whichever way."""
    rows = zip(kept["school_id"], kept["outcome"], kept["reminded_at"], strict=True)
    return {school for school, outcome, moment in rows if outcome != ReminderOutcome.FAILED and moment > since}


def _line(one: Unreported, *, is_lately: bool) -> str:
    said = STATES[one.state].format(due=one.due_date)
    whom = ", ".join(one.addresses) or "no e-mail address"
    return f"  {one.school_id}  {one.name}: {said}; {whom}{'; reminded lately' if is_lately else ''}"
