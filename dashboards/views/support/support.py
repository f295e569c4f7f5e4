"""The page Support, whole: what is sent from its lists is checked and written by actions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import param

from dashboards.shell.component import script
from dashboards.state.plain_text import to_json
from dashboards.state.support.visit import SupportShown, SupportVisit
from dashboards.state.support.visits import MOST_ROOM, Wish
from dashboards.views.parts.answering import day_of_text, dictionary_of, refuse
from dashboards.views.parts.schools_view import styles
from dashboards.views.parts.typed_days import DayForms, reads_days
from dashboards.views.support.contact import step_of, text_of
from models.actions import calendar_feeds, next_steps, planned_visits
from models.actions.once import once
from models.contact_rules import WantedVisit
from models.errors import PartnershipError
from models.settings import settings
from models.support_need.whom_to_visit import VisitOrder
from models.vocabulary import N_

CHANGES = ("done", "snooze", "reopen", "plan", "take_back", "make_feed", "revoke_feed")
SAID = {
    "done": N_("Done."),
    "snooze": N_("Put off."),
    "reopen": N_("Open again."),
    "plan": N_("Planned."),
    "take_back": N_("Taken back."),
    "make_feed": N_("The address is made. It is shown only here, once."),
    "revoke_feed": N_("The address is of no use any more."),
}


class SupportBoard(DayForms):
    """What do I do next, and whom do my visits reach? Every change is answered, a refused one with the words why."""

    part = param.String(default="null", doc="JSON of a SupportPart; null shows nothing.")
    answer = param.Dict(default={}, doc="{count, operation, said, refusal, link}: the answer to the last change.")
    looked = param.Callable(default=None, doc="Called with {room, order, leaves_out, added, travel}.")
    changed = param.Callable(default=None, doc="Called with the name of a change, its message and its operation.")

    _property_mapping: dict[str, str | None] = {"looked": None, "changed": None, "day_typed": None}
    _esm = script("support")
    _first = script("support.first")
    _stylesheets = styles("trends/trends.css", "home/home.css", "support/support.css", "parts/typed_day.css")

    def _handle_msg(self, data: Any) -> None:
        super()._handle_msg(data)
        if not isinstance(data, dict):
            return
        if isinstance(data.get("look"), dict) and self.looked:
            self.looked(data["look"])
        named, operation = next((name for name in CHANGES if name in data), None), data.get("operation")
        if named and isinstance(operation, str) and self.changed:
            self.changed(named, data, operation)


class SupportDesk:
    """The page's one view, and what happens when somebody changes something in it."""

    def __init__(
        self,
        visit: SupportVisit,
        leads: Callable[[str], str],
        said: Callable[[SupportShown], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        **look: Any,
    ) -> None:
        """leads: the address of a school's page; said: called with what the page says, whenever that is another."""
        self._visit, self._leads, self._said, self._clock = visit, leads, said, clock
        self.view = SupportBoard(looked=self._look, changed=self._changed, **look)
        reads_days(self.view, visit, visit.ahead_from)

    def show(self) -> None:
        """The page as it is now."""
        shown = self._visit.support(self._leads)
        self.view.part = to_json(shown.part)
        self._said(shown)

    def _look(self, asked: dict[str, Any]) -> None:
        room, order, added = asked.get("room"), asked.get("order"), asked.get("added")
        if type(room) is not int or not 0 <= room <= MOST_ROOM or order not in set(VisitOrder):
            return
        leaves_out, chosen = asked.get("leaves_out") is True, frozenset(self._own(added))
        self._visit.wish = Wish(room, VisitOrder(order), leaves_out, chosen, self._own(asked.get("travel")))
        self.show()

    def _own(self, named: Any) -> tuple[str, ...]:
        """The schools that a message names, as far as they are the viewer's own."""
        own = set(self._visit.own_schools)
        return tuple(one for one in named if isinstance(one, str) and one in own) if isinstance(named, list) else ()

    # ------------------------------------------------------------ changes
    def _changed(self, named: str, typed: dict[str, Any], operation: str) -> None:
        try:
            change = getattr(self, f"_to_{named}")(typed, operation)
        except PartnershipError as refused:
            self._answer(operation, refusal=self._visit.words.refusal(refused))
            return

        def kept(result: object) -> None:
            if named == "plan":
                self._visit.wish = replace(self._visit.wish, added=frozenset())
            self._visit.reload()
            words = self._visit.words
            link = f"{settings().origin}{settings().prefix}/calendar/{result}.ics" if named == "make_feed" else ""
            self._answer(operation, said=words.gettext(SAID[named]), link=link)

        self._visit.write(change, kept, lambda error: self._refused(operation, error))

    def _refused(self, operation: str, error: Exception) -> None:
        """Always answered, or a row would wait for ever; the page shows what is no PartnershipError."""
        refuse(self._visit.words, error, lambda words: self._answer(operation, refusal=words))
        self._visit.reload()  # what somebody else changed is seen beside the refusal

    def _answer(self, operation: str, **said: str) -> None:
        self.view.answer = {"count": self.view.answer.get("count", 0) + 1, "operation": operation, **said}

    def _once(self, operation: str, action: str, act: Callable[[Any], object]) -> Callable[[Any], object]:
        viewer, at = self._visit.viewer, self._clock()

        def acted(session: Any) -> None:
            act(session)

        return lambda session: once(session, viewer, operation, action, lambda: acted(session), at=at)

    # ------------------------------------------------------------ what each of them writes
    def _to_done(self, typed: dict[str, Any], operation: str) -> Callable[[Any], object]:
        step, outcome = step_of(dictionary_of(typed, "done")), text_of(typed, "outcome")
        viewer, at = self._visit.viewer, self._clock()
        return self._once(
            operation, "end_step", lambda session: next_steps.end_step(session, viewer, step, outcome=outcome, at=at)
        )

    def _to_snooze(self, typed: dict[str, Any], operation: str) -> Callable[[Any], object]:
        step, until, reason = step_of(dictionary_of(typed, "snooze")), text_of(typed, "until"), text_of(typed, "reason")
        viewer, at, day = self._visit.viewer, self._clock(), day_of_text(until)
        return self._once(
            operation,
            "snooze_step",
            lambda session: next_steps.snooze_step(session, viewer, step, until=day, reason=reason, at=at),
        )

    def _to_reopen(self, typed: dict[str, Any], operation: str) -> Callable[[Any], object]:
        key, viewer, at = text_of(typed, "reopen"), self._visit.viewer, self._clock()
        return self._once(operation, "reopen_step", lambda session: next_steps.reopen_step(session, viewer, key, at=at))

    def _to_plan(self, typed: dict[str, Any], operation: str) -> Callable[[Any], object]:
        """The visits that the page shows, each on the day that stands beside it; the choice is made anew here."""
        sent = typed.get("plan")
        days = (
            {text_of(one, "school"): text_of(one, "on") for one in sent if isinstance(one, dict)}
            if isinstance(sent, list)
            else {}
        )
        to_add = {one.school_id for one in self._visit.plan().to_add}
        if set(days) != to_add:
            raise PartnershipError("The choice has changed meanwhile. Look at it once more; nothing was saved.")
        wanted = [
            WantedVisit(school_id, day_of_text(day), self._visit.step_text(school_id))
            for school_id, day in days.items()
        ]
        viewer, at = self._visit.viewer, self._clock()
        return self._once(
            operation,
            "plan_visits",
            lambda session: planned_visits.plan_visits(session, viewer, wanted, plan_id=operation, at=at),
        )

    def _to_take_back(self, typed: dict[str, Any], operation: str) -> Callable[[Any], object]:
        plan, viewer, at = text_of(typed, "take_back"), self._visit.viewer, self._clock()
        return self._once(
            operation, "take_back_plan", lambda session: planned_visits.take_back_plan(session, viewer, plan, at=at)
        )

    def _to_make_feed(self, typed: dict[str, Any], operation: str) -> Callable[[Any], object]:
        """A secret is answered once and kept nowhere, so this is no operation that is answered again."""
        viewer, at, language = self._visit.viewer, self._clock(), self._visit.words.language
        return lambda session: calendar_feeds.make_feed(session, viewer, language, at=at)

    def _to_revoke_feed(self, typed: dict[str, Any], operation: str) -> Callable[[Any], object]:
        viewer = self._visit.viewer
        return lambda session: calendar_feeds.revoke_feed(session, viewer)
