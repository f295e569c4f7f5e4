"""The drawer in which a contact is logged, over any page: what is sent there is checked and written by actions."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import param

from dashboards.shell.component import script
from dashboards.state.background import Change
from dashboards.state.contacts.contact_form import ContactPart
from dashboards.state.contacts.entries import EntryLine, Reader, WrittenEntry, entry_line
from dashboards.state.contacts.reading import form_of
from dashboards.state.district.data import district_now
from dashboards.state.following import Following
from dashboards.state.plain_text import to_json
from dashboards.state.support.visit import may_log_anywhere
from dashboards.views.parts.answering import day_of_text, raise_error, refuse
from dashboards.views.parts.schools_view import styles
from dashboards.views.parts.typed_days import DayForms, reads_days
from models.actions import contacts
from models.actions.once import once
from models.contact_rules import ContactDetails, StepSeen
from models.errors import PartnershipError
from models.vocabulary import ContactChannel, ContactResult, VisitFinding
from models.wording.language import Words

LONGEST_TEXT = 3_000
MOST_CLOSED = 20


class ContactDrawer(DayForms):
    """What was done for this school today, and what comes next? Every message is answered, a refused one with why."""

    part = param.String(default="null", doc="JSON of a ContactPart; null: no school is asked for.")
    here = param.String(default="", doc="Id of the school that the page shows, for the key L.")
    answer = param.Dict(default={}, doc="{count, operation, refusal, entry, taken}: the answer to the last message.")
    opened = param.Callable(default=None, doc="Called with a school's id, and the entry to be corrected or ''.")
    sent = param.Callable(default=None, doc="Called with what is to be saved, and its operation.")
    taken_back = param.Callable(default=None, doc="Called with the entry to take back, and its operation.")

    _property_mapping: dict[str, str | None] = {"opened": None, "sent": None, "day_typed": None, "taken_back": None}
    _esm = script("contact")
    _stylesheets = styles("support/contact.css")

    def _handle_msg(self, data: Any) -> None:
        super()._handle_msg(data)
        if not isinstance(data, dict):
            return
        operation = data.get("operation")
        if isinstance(data.get("open"), str) and self.opened:
            corrects = data.get("correct")
            self.opened(data["open"], corrects if isinstance(corrects, str) else "")
        elif not isinstance(operation, str):
            return
        elif isinstance(data.get("save"), dict) and self.sent:
            self.sent(data["save"], operation)
        elif isinstance(data.get("take_back"), str) and self.taken_back:
            self.taken_back(data["take_back"], operation)


class ContactDesk:
    """The drawer of one page, and what happens when somebody writes in it."""

    def __init__(
        self,
        visit: Following,
        following: Callable[[str], str] = lambda _: "",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """following: the id of the school after another one on the page, "" for none."""
        self._visit, self._following, self._clock = visit, following, clock
        self._asked = ("", "")
        self._ahead_from = visit.today()
        self.view = ContactDrawer(opened=self._opened, sent=self._sent, taken_back=self._taken_back)
        reads_days(self.view, visit, lambda: self._ahead_from)

    def show_here(self, school_id: str) -> None:
        """The school that the page shows, "" for none."""
        self.view.here = school_id

    def slots(self) -> dict[str, ContactDrawer]:
        """Its place on a page where contacts are logged beside something else; none for who may log no contact."""
        return {"contact": self.view} if may_log_anywhere(self._visit.viewer) else {}

    # ------------------------------------------------------------ opening
    def _opened(self, school_id: str, corrects: str) -> None:
        visit = self._visit
        if school_id not in visit.board.schools.index:  # a browser may name any
            return
        self._asked = school_id, corrects
        self.view.part = "null"  # what was shown before may be another form by now
        database, viewer, words, board, today = visit.database, visit.viewer, visit.words, visit.board, visit.today()
        following = self._following(school_id)

        def read() -> ContactPart:
            with district_now(database, viewer.district_id) as district:
                now = district.viewer_now(viewer, today)
                return form_of(
                    district, now, words, board, school_id, today=today, corrects=corrects, following=following
                )

        def shown(part: ContactPart) -> None:
            if self._asked == (school_id, corrects):  # else another one was asked for meanwhile
                self._ahead_from = date.fromisoformat(part["ahead_from"])
                self.view.part = to_json(part)

        visit.background.read(read, shown, raise_error)

    # ------------------------------------------------------------ writing
    def _sent(self, typed: dict[str, Any], operation: str) -> None:
        try:
            change, told = self._to_write(typed, operation)
        except PartnershipError as refused:
            self._answer(operation, refusal=self._visit.words.refusal(refused))
            return
        words, viewer, at = self._visit.words, self._visit.viewer, self._clock()

        def kept(number: str) -> None:
            entry = entry_of(words, number, told, viewer.name, at)
            self._answer(operation, entry=entry)
            self._reload()

        self._visit.write(change, kept, lambda error: self._refused(operation, error))

    def _to_write(self, typed: dict[str, Any], operation: str) -> tuple[Change[str], ContactDetails]:
        viewer, at = self._visit.viewer, self._clock()
        school_id, corrects = text_of(typed, "school"), text_of(typed, "corrects")
        details = details_of(typed)
        if corrects:
            return (
                lambda session: once(
                    session, viewer, operation, "correct_contact",
                    lambda: contacts.correct_contact(session, viewer, corrects, details, at=at), at=at,
                ),
                details,
            )  # fmt: skip
        closes = steps_of(typed.get("closes"))
        return (
            lambda session: once(
                session, viewer, operation, "log_contact",
                lambda: contacts.log_contact(session, viewer, school_id, details, closes=closes, at=at), at=at,
            ),
            details,
        )  # fmt: skip

    def _taken_back(self, contact_id: str, operation: str) -> None:
        viewer, at = self._visit.viewer, self._clock()

        def change(session: Any) -> None:
            def act() -> None:
                contacts.take_back_contact(session, viewer, contact_id, at=at)

            once(session, viewer, operation, "take_back_contact", act, at=at)

        def kept(_: None) -> None:
            self._answer(operation, taken=contact_id)
            self._reload()

        self._visit.write(change, kept, lambda error: self._refused(operation, error))

    def _refused(self, operation: str, error: Exception) -> None:
        """Always answered, or the form would wait for ever; the page shows what is no PartnershipError."""
        refuse(self._visit.words, error, lambda words: self._answer(operation, refusal=words))
        if self._asked[0]:
            self._opened(*self._asked)  # what somebody else changed is seen beside what was typed

    def _reload(self) -> None:
        """Make the page anew a turn later: that takes the processor from the answer, which is on its way."""
        self._visit.background.read(lambda: None, lambda _: self._visit.reload(), raise_error)

    def _answer(self, operation: str, **said: object) -> None:
        self.view.answer = {"count": self.view.answer.get("count", 0) + 1, "operation": operation, **said}


def entry_of(words: Words, number: str, told: ContactDetails, author: str, at: datetime) -> EntryLine:
    """The line of an entry that was written a moment ago, by whoever looks."""
    never: Any = pd.NaT
    due = never if told.next_step_due is None else pd.Timestamp(told.next_step_due)
    result = None if told.result is None else told.result.value
    finding = None if told.finding is None else told.finding.value
    entry = WrittenEntry(
        number, pd.Timestamp(told.contacted_on), 1, author, told.channel.value, told.purpose.strip(), result, finding,
        told.note.strip(), told.next_step.strip(), due, never, at,
    )  # fmt: skip
    return entry_line(words, entry, Reader(True, 1, at))


# ---------------------------------------------------------------- what a browser sent
def details_of(typed: dict[str, Any]) -> ContactDetails:
    """What somebody typed of a contact. Raises PartnershipError for a code that is none, or no day."""
    channel, result, finding = (text_of(typed, name) for name in ("channel", "result", "finding"))
    if channel not in set(ContactChannel):
        raise PartnershipError("Choose how the contact was made; nothing was saved.")
    if (result and result not in set(ContactResult)) or (finding and finding not in set(VisitFinding)):
        raise PartnershipError("Choose what came of it; nothing was saved.")
    due = text_of(typed, "due")
    return ContactDetails(
        contacted_on=day_of_text(text_of(typed, "on")),
        channel=ContactChannel(channel),
        purpose=text_of(typed, "purpose"),
        result=ContactResult(result) if result else None,
        finding=VisitFinding(finding) if finding else None,
        note=text_of(typed, "note"),
        next_step=text_of(typed, "next_step"),
        next_step_due=day_of_text(due) if due else None,
    )


def steps_of(sent: Any) -> list[StepSeen]:
    """Next steps as a browser names them: {key, due}. Raises PartnershipError for what is none."""
    steps = sent[:MOST_CLOSED] if isinstance(sent, list) else []
    return [step_of(step) for step in steps if isinstance(step, dict)]


def step_of(sent: dict[str, Any]) -> StepSeen:
    """One of them."""
    due = text_of(sent, "due")
    return StepSeen.of(text_of(sent, "key"), day_of_text(due) if due else None)


def text_of(typed: dict[str, Any], name: str) -> str:
    """A text that a browser sent; "" for anything else."""
    value = typed.get(name)
    return value[:LONGEST_TEXT] if isinstance(value, str) else ""
