"""Reminders sent: whom they would go to, and one run of them; a school is written to once, whatever goes wrong."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from data.mailing.mail_server import message_of, posting
from data.mailing.reminder_texts import Sender, Unreported, letter_of, read_unreported, with_drafts
from models.actions.once import once
from models.actions.reminders import claim_reminders, close_reminder
from models.database import Database
from models.errors import PartnershipError
from models.permissions import Viewer
from models.queries import reminders
from models.queries.reminders import own_address
from models.reminder_rules import ReminderOutcome, ReportingDates, is_address
from models.settings import Mail, settings
from models.vocabulary import N_
from models.wording.reminders import LetterLanguage

ACTION = "send_reminders"
UNDER_WAY = N_("It is being sent, or the server ended meanwhile: it may have gone out or not.")
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Plan:
    """Whom e-mails would go to: `to` has an address; `without` has none; `came_in` owes no report any more (ids)."""

    to: tuple[Unreported, ...]
    without: tuple[Unreported, ...]
    came_in: tuple[str, ...]


@dataclass
class Run:
    """What became of a run: names of schools; failed and partly with why, a text of the catalogue."""

    reached: list[str] = field(default_factory=list)
    partly: list[tuple[str, str]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    came_in: list[str] = field(default_factory=list)


def planned(found: Sequence[Unreported], wanted: Collection[str]) -> Plan:
    """Of the schools that have not reported those that are wanted."""
    chosen = [one for one in found if one.school_id in wanted]
    here = {one.school_id for one in chosen}
    return Plan(
        tuple(one for one in chosen if one.addresses),
        tuple(one for one in chosen if not one.addresses),
        tuple(school_id for school_id in wanted if school_id not in here),
    )


def send_reminders(
    database: Database,
    viewer: Viewer,
    dates: ReportingDates,
    wanted: Collection[str],
    *,
    language: LetterLanguage,
    sender: Sender,
    on: date,
    again: bool,
    operation_id: str,
    clock: Callable[[], datetime],
    progress: Progress = lambda done, whole: None,
) -> Run:
    """
    Write to each of these schools that has not reported, and keep what became of it.

    on: the day the texts speak of. operation_id: of the page's message, "" for a command: sent again, nobody is written
    to twice. The mail server is asked before anything is kept, and while it is waited for nothing is locked.
    Raises PartnershipError where nothing is set, or it does not answer; NotAllowedError; and what `claim_reminders`
    raises. Then nothing was sent.
    """
    mail = settings().mail
    if not mail.is_on:
        raise PartnershipError("No mail server is set, so nothing can be sent from here.")
    with database.reading() as session:
        found = with_drafts(session, viewer, read_unreported(session, viewer, dates.month, on), dates.month)
        plan = planned(found, wanted)
        reply_to = mail.reply_to or own_address(session, viewer)
    letters = {one.school_id: _message(mail, one, dates, language, sender, on, reply_to) for one in plan.to}
    run = Run(without=[one.name for one in plan.without])
    if not letters:
        run.came_in = list(plan.came_in)
        return run
    names = {one.school_id: one.name for one in plan.to}
    fresh: list[bool] = []

    def claim() -> dict[str, Any]:
        addresses = {one.school_id: one.addresses for one in plan.to}
        claimed = claim_reminders(session, viewer, addresses, dates.month, again=again, at=at)
        fresh.append(True)
        return {"numbers": dict(claimed.numbers), "came_in": [*plan.came_in, *claimed.came_in]}

    with posting(mail) as post:
        at = clock()
        with database.writing() as session:
            kept = once(session, viewer, operation_id, ACTION, claim, at=at) if operation_id else claim()
        run.came_in = list(kept["came_in"])
        if not fresh:
            return _told_before(database, viewer, dates.month, kept["numbers"], names, run)
        for done, (school_id, number) in enumerate(kept["numbers"].items(), 1):
            posted = post.send(letters[school_id])
            outcome = ReminderOutcome.DONE if posted.is_sent else ReminderOutcome.FAILED
            with database.writing() as session:
                close_reminder(session, viewer, number, outcome, posted.why, at=clock())
            _tell(run, names[school_id], outcome, posted.why)
            progress(done, len(letters))
    return run


def _message(
    mail: Mail,
    one: Unreported,
    dates: ReportingDates,
    language: LetterLanguage,
    sender: Sender,
    on: date,
    reply_to: str,
) -> Any:
    ready = letter_of(one, dates, language, sender, on)
    answer_to = reply_to if is_address(reply_to) else ""
    named = sender.name or sender.district
    message = message_of(mail, one.addresses, ready.subject, ready.body, sender_name=named, reply_to=answer_to)
    message.as_bytes()  # what could not be written must be known before anything is claimed
    return message


def _tell(run: Run, name: str, outcome: ReminderOutcome, why: str) -> None:
    if outcome is not ReminderOutcome.DONE:
        run.failed.append((name, why or UNDER_WAY))
    elif why:
        run.partly.append((name, why))
    else:
        run.reached.append(name)


def _told_before(
    database: Database, viewer: Viewer, month: date, numbers: dict[str, int], names: dict[str, str], run: Run
) -> Run:
    """What became of the same run, which was asked for before."""
    with database.reading() as session:
        kept = reminders(session, viewer, month)
    told = {row["reminder_id"]: row for row in kept.to_dict("records")}
    for school_id, number in numbers.items():
        one = told[number]
        _tell(run, names.get(school_id, school_id), ReminderOutcome(one["outcome"]), one["why"])
    return run
