"""The page Reminders: what somebody does there is checked and written by actions; e-mails go out in a thread."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import param

from dashboards.shell.component import Component, script
from dashboards.state.plain_text import to_json
from dashboards.state.reminders.look import Look
from dashboards.state.reminders.visit import RemindersVisit
from dashboards.views.parts.answering import NOT_UNDERSTOOD, refuse
from dashboards.views.parts.schools_view import styles
from data.mailing.run import Run, send_reminders
from models.actions.once import once
from models.actions.reminders import mark_reminded
from models.errors import PartnershipError
from models.reminder_rules import MOST_SCHOOLS, ReminderWay
from models.wording import not_reported as wording

DOINGS = ("look", "choose", "mark", "send")
LONGEST_TEXT = 200


class RemindersList(Component):
    """Whose report has not come in, and who was reminded of it?"""

    part = param.String(default="null", doc="JSON of a RemindersPart; null where no month is due yet.")
    answer = param.Dict(default={}, doc="{count, refusal, said, lines}: the answer to the last thing somebody did.")
    done = param.Callable(default=None, doc="Called with the name of what somebody did and its message.")

    _property_mapping: dict[str, str | None] = {"done": None}
    _esm = script("reminders")
    _first = script("reminders.first")
    _stylesheets = styles("reminders/reminders.css")

    def _handle_msg(self, data: Any) -> None:
        named = next((name for name in DOINGS if name in data), None) if isinstance(data, dict) else None
        if named and self.done:
            self.done(named, data[named])


class Desk:
    """The page's one view, and what happens when somebody does something in it."""

    def __init__(
        self,
        visit: RemindersVisit,
        said: Callable[[], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        **look: Any,
    ) -> None:
        """said: called when what the page says above it has changed."""
        self._visit, self._said, self._clock = visit, said, clock
        self._count = 0
        self._is_sending = False
        self.view = RemindersList(done=self._do, **look)

    def show(self) -> None:
        """The schools as they are now."""
        self.view.part = to_json(self._visit.part())

    def _do(self, named: str, typed: Any) -> None:
        try:
            getattr(self, f"_to_{named}")(typed if isinstance(typed, dict) else {})
        except PartnershipError as refused:
            self._answer(refusal=self._visit.words.refusal(refused))

    def _answer(self, **said: Any) -> None:
        self._count += 1
        self.view.answer = {"count": self._count, **said}

    # ------------------------------------------------------------ what somebody does
    def _to_look(self, typed: dict[str, Any]) -> None:
        """Another month, cluster, kind of school or language."""
        texts = {word: text for word, text in typed.items() if isinstance(text, str)}
        self._visit.choose(Look.of(texts, self._visit.look))

    def _to_choose(self, typed: dict[str, Any]) -> None:
        """Which schools are ticked, for the file."""
        self._visit.chosen = tuple(_schools(typed))
        self._said()

    def _to_mark(self, typed: dict[str, Any]) -> None:
        """The ticked schools were reminded by a person."""
        schools, way, operation = _schools(typed), str(typed.get("way", ""))[:LONGEST_TEXT], _operation(typed)
        if way not in set(ReminderWay):
            raise PartnershipError(NOT_UNDERSTOOD)
        viewer, month, at = self._visit.viewer, self._visit.dates.month, self._clock()

        def kept(numbers: Sequence[int]) -> None:
            self._visit.chosen = ()
            self._visit.reload()
            self._answer(said=wording.marked_text(self._visit.words, len(numbers), ReminderWay(way)))

        self._visit.write(
            lambda session: once(
                session, viewer, operation, "mark_reminded",
                lambda: mark_reminded(session, viewer, schools, month, ReminderWay(way), at=at), at=at,
            ),
            kept,
            self._refused,
        )  # fmt: skip

    def _to_send(self, typed: dict[str, Any]) -> None:
        """Write to the ticked schools; `again` also to those written to within a day."""
        schools, again, operation = _schools(typed), typed.get("again") is True, _operation(typed)
        if self._is_sending:
            raise PartnershipError("E-mails are being sent. Wait a moment.")
        visit = self._visit
        database, viewer, clock = visit.database, visit.viewer, self._clock
        dates, language, sender, on = visit.dates, visit.look.language, visit.sender, visit.found.on
        self._is_sending = True
        visit.background.run(
            lambda: send_reminders(
                database, viewer, dates, schools, language=language, sender=sender, on=on, again=again,
                operation_id=operation, clock=clock,
            ),
            self._sent,
            self._refused,
        )  # fmt: skip

    def _sent(self, run: Run) -> None:
        self._is_sending = False
        words, names = self._visit.words, {one.school_id: one.name for one in self._visit.found.schools}
        lines = [
            *(f"{name}: {words.gettext(why)}" for name, why in (*run.failed, *run.partly)),
            wording.without_text(words, run.without),
            wording.came_in_text(words, [names.get(school, school) for school in run.came_in]),
        ]
        self._visit.chosen = ()
        self._visit.reload()
        said = wording.sent_text(words, len(run.reached) + len(run.partly))
        self._answer(said=said, lines=[line for line in lines if line])

    def _refused(self, error: Exception) -> None:
        """Always answered, or the page would wait for ever; it shows what is no PartnershipError itself."""
        self._is_sending = False
        if isinstance(error, PartnershipError):
            self._visit.reload()  # what another person did meanwhile is seen beside the words why
        refuse(self._visit.words, error, lambda words: self._answer(refusal=words))


def _schools(typed: dict[str, Any]) -> list[str]:
    """The ids a browser names, believed as far as they are text; an action looks whether there are such schools."""
    value = typed.get("schools")
    if not isinstance(value, list) or len(value) > MOST_SCHOOLS or not all(isinstance(one, str) for one in value):
        raise PartnershipError(NOT_UNDERSTOOD)
    return list(dict.fromkeys(one[:LONGEST_TEXT] for one in value))


def _operation(typed: dict[str, Any]) -> str:
    value = typed.get("operation")
    return value if isinstance(value, str) else ""
