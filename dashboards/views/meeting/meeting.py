"""A meeting about a cluster's schools: notes become contacts, checked and written by actions."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import param

from dashboards.shell.component import script
from dashboards.state.meeting.visit import MeetingVisit
from dashboards.state.plain_text import to_json
from dashboards.views.parts.answering import day_of_text, raise_error, refuse
from dashboards.views.parts.schools_view import styles
from dashboards.views.parts.typed_days import DayForms, reads_days
from dashboards.views.support.contact import steps_of, text_of
from models.actions import contacts
from models.actions.meetings import keep_place
from models.actions.once import once
from models.contact_rules import ContactDetails
from models.errors import PartnershipError
from models.today import day_of
from models.vocabulary import ContactChannel, ContactResult


class MeetingBoard(DayForms):
    """Which school next, what is so there, and what do we agree? Every note is answered, a refused one with why."""

    meeting = param.String(default="null", doc="JSON of a MeetingPart; null shows nothing.")
    school = param.String(default="null", doc="JSON of the MeetingSchool that is open.")
    answer = param.Dict(default={}, doc="{count, operation, school, contact, at, refusal}: to the last note.")
    went = param.Callable(default=None, doc="Called with the id of a school, and whether steady ones are passed over.")
    noted = param.Callable(default=None, doc="Called with a note, and its operation.")

    _property_mapping: dict[str, str | None] = {"went": None, "noted": None, "day_typed": None}
    _esm = script("meeting")
    _stylesheets = styles("meeting/meeting.css", "parts/typed_day.css")

    def _handle_msg(self, data: Any) -> None:
        super()._handle_msg(data)
        if not isinstance(data, dict):
            return
        if isinstance(data.get("go"), str) and self.went:
            self.went(data["go"], data.get("skips") is True)
        if isinstance(data.get("note"), dict) and isinstance(data.get("operation"), str) and self.noted:
            self.noted(data["note"], data["operation"])


class MeetingDesk:
    """The page's one view, and what happens when somebody goes on or writes a note."""

    def __init__(
        self,
        visit: MeetingVisit,
        leave: str,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        **look: Any,
    ) -> None:
        """leave: where the end of the meeting leads."""
        self._visit, self._leave, self._clock = visit, leave, clock
        self._place = visit.place()
        self.view = MeetingBoard(went=self._went, noted=self._noted, **look)
        reads_days(self.view, visit, visit.ahead_from)
        self._open = ""

    def show(self) -> None:
        """The meeting as it is now, with the school that is open."""
        part = self._visit.meeting(self._place, self._leave)
        if self._open not in self._visit.schools:
            self._open = part["at"]
        school = to_json(self._visit.school(self._open)) if self._open else "null"
        self.view.param.update(meeting=to_json(part), school=school)

    def _went(self, school_id: str, skips: bool) -> None:
        visit = self._visit
        if school_id not in visit.schools:
            return
        self._open = school_id
        self.view.school = to_json(visit.school(school_id))
        keep = partial(keep_place, viewer=visit.viewer, at=self._clock())
        change = partial(keep, cluster=visit.cluster, school_id=school_id, skips_steady=skips)
        visit.background.write(visit.database, change, lambda _: None, raise_error)

    def _noted(self, typed: dict[str, Any], operation: str) -> None:
        visit, at = self._visit, self._clock()
        school_id = text_of(typed, "school")
        try:
            if school_id not in visit.schools:
                raise PartnershipError("There is no such school in this meeting; nothing was saved.")
            change = self._to_note(typed, operation, school_id, at)
        except PartnershipError as refused:
            self._answer(operation, school_id, refusal=visit.words.refusal(refused))
            return

        def kept(number: str) -> None:
            self._answer(operation, school_id, contact=number, at=f"{at.astimezone():%-H:%M}")
            visit.reload()

        visit.write(change, kept, lambda error: self._refused(operation, school_id, error))

    def _to_note(self, typed: dict[str, Any], operation: str, school_id: str, at: datetime) -> Callable[[Any], str]:
        viewer, corrects, closes = self._visit.viewer, text_of(typed, "corrects"), steps_of(typed.get("closes"))
        details = meeting_details(typed, self._visit.words.gettext("Cluster meeting"), day_of(at))
        if corrects:
            return lambda session: once(
                session, viewer, operation, "correct_contact",
                lambda: contacts.correct_contact(session, viewer, corrects, details, at=at), at=at,
            )  # fmt: skip
        return lambda session: once(
            session, viewer, operation, "log_contact",
            lambda: contacts.log_contact(session, viewer, school_id, details, closes=closes, at=at), at=at,
        )  # fmt: skip

    def _refused(self, operation: str, school_id: str, error: Exception) -> None:
        """Always answered, or the note would wait for ever; the page shows what is no PartnershipError."""
        refuse(self._visit.words, error, lambda words: self._answer(operation, school_id, refusal=words))

    def _answer(self, operation: str, school_id: str, **said: str) -> None:
        count = self.view.answer.get("count", 0) + 1
        self.view.answer = {"count": count, "operation": operation, "school": school_id, **said}


def meeting_details(typed: dict[str, Any], purpose: str, today: date) -> ContactDetails:
    """A note as a contact. A meeting is no visit that finds whether the list was right."""
    channel, due = text_of(typed, "channel"), text_of(typed, "due")
    if channel not in set(ContactChannel):
        raise PartnershipError("Choose how the meeting is held; nothing was saved.")
    return ContactDetails(
        contacted_on=today,
        channel=ContactChannel(channel),
        purpose=purpose,
        result=ContactResult.ACCEPTED,
        note=text_of(typed, "note"),
        next_step=text_of(typed, "next_step"),
        next_step_due=day_of_text(due) if due and text_of(typed, "next_step") else None,
    )
