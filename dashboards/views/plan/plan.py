"""A school's plan, and what happens when somebody writes in it: checked and written by actions."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import orjson
import param

from dashboards.shell.component import Component, script
from dashboards.state.background import Change
from dashboards.state.plain_text import plain, to_json
from dashboards.state.plan.part import step_of
from dashboards.state.plan.visit import PlanVisit
from dashboards.views.parts.answering import dictionary_of, refuse
from dashboards.views.parts.schools_view import styles
from models.actions import plan_steps, plans
from models.actions.once import once
from models.errors import PartnershipError
from models.school_year import SchoolYear
from models.vocabulary import N_

LONGEST_WORD = 100
LONGEST_NOTE = 2000
CHANGES = {
    "begin": ("begin_action_plan", N_("The plan is begun. Add its steps.")),
    "save": ("save_plan_step", N_("Saved.")),
    "remove": ("remove_plan_step", N_("Taken out. It can be put back today.")),
    "drop": ("remove_plan_step", N_("Dropped, with the reason. It can be put back today.")),
    "undo": ("undo_plan_step", N_("The step is as it was before.")),
    "submit": ("submit_action_plan", N_("Sent to the office.")),
    "accept": ("accept_action_plan", N_("Accepted.")),
    "give_back": ("return_action_plan", N_("Sent back, with what to change.")),
    "start_next": ("begin_action_plan", N_("The next year's plan is begun with these steps, each a year later.")),
    "take_back": ("take_back_action_plan", N_("Taken back. It is a draft again.")),
}
"""By the word of a message: the verb of its audit line, and what is said when it is done."""


class PlanSheet(Component):
    """What is planned, and how far is it? Every change is answered, a refused one with the words why."""

    plan = param.String(default="null", doc="JSON of a PlanPart; null: there is no school to see.")
    steps = param.String(default="{}", doc="JSON of its steps by number as PlanTyped, each text as it was typed.")
    answer = param.Dict(default={}, doc="{count, kind, refusal, said, step}: the answer to the last change.")
    changed = param.Callable(default=None, doc="Called with the name of a change and its message.")
    chosen = param.Callable(default=None, doc="Called with the school and the year that somebody chooses.")

    _property_mapping: dict[str, str | None] = {"changed": None, "chosen": None}
    _esm = script("plan")
    _first = script("plan.first")
    _stylesheets = styles("plan/plan.css", "plan/steps.css")

    def _handle_msg(self, data: Any) -> None:
        if not isinstance(data, dict):
            return
        if isinstance(data.get("choose"), dict) and self.chosen:
            self.chosen(_text(data["choose"], "school"), _text(data["choose"], "year"))
        named = _text(data, "change")
        if named in CHANGES and self.changed:
            self.changed(named, data)


class PlanDesk:
    """The page's one view, and what happens when somebody changes something in it."""

    def __init__(
        self,
        visit: PlanVisit,
        said: Callable[[], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        **look: Any,
    ) -> None:
        """said: called when the page says something else."""
        self._visit, self._said, self._clock = visit, said, clock
        self.view = PlanSheet(changed=self._changed, chosen=self._chosen, **look)

    def show(self) -> None:
        """The plan as it is now; said last, since then the page is drawn of both."""
        self.view.steps = orjson.dumps(self._visit.steps()).decode()
        self.view.plan = to_json(self._visit.part())

    def _chosen(self, school_id: str, year: str) -> None:
        self._visit.choose(school_id, year)
        self.show()
        self._said()

    # ------------------------------------------------------------ changes
    def _changed(self, named: str, asked: dict[str, Any]) -> None:
        found = self._visit.found
        shown = (found.school.school_id, str(found.year)) if found else ("", "")
        if not found or (_text(asked, "school"), _text(asked, "year")) != shown:
            self._answer(named, refusal=self._visit.words.gettext("Another plan is shown by now; nothing was saved."))
            return
        viewer, at, verb, operation = self._visit.viewer, self._clock(), CHANGES[named][0], _text(asked, "operation")
        change: Change[object] = getattr(self, f"_to_{named}")(shown, asked, at)

        def change_once(session: Any) -> object:
            return once(session, viewer, operation, verb, lambda: change(session), at=at)

        self._visit.write(
            change_once, lambda result: self._kept(named, result), lambda error: self._refused(named, error)
        )

    def _kept(self, named: str, result: object) -> None:
        try:
            if named == "start_next":
                self._visit.choose_next()
            self._renew()
        finally:
            step = result if isinstance(result, str) else ""
            self._answer(named, said=self._visit.words.gettext(CHANGES[named][1]), step=step)

    def _refused(self, named: str, error: Exception) -> None:
        """Always answered, or the form would wait for ever; the page shows what is no PartnershipError."""
        try:
            if isinstance(error, PartnershipError):
                self._renew()  # what another one wrote is seen beside what was typed
        finally:
            refuse(self._visit.words, error, lambda words: self._answer(named, refusal=words))

    def _renew(self) -> None:
        self._visit.renew()
        self.show()
        self._said()

    def _answer(self, named: str, **said: object) -> None:
        self.view.answer = {"count": self.view.answer.get("count", 0) + 1, "kind": named, **said}

    # ------------------------------------------------------------ what each of them writes
    def _to_begin(self, plan: tuple[str, str], asked: dict[str, Any], at: datetime) -> Change[object]:
        viewer, copies = self._visit.viewer, asked.get("copies") is True
        return lambda session: plans.begin_plan(session, viewer, *plan, copies=copies, at=at)

    def _to_save(self, plan: tuple[str, str], asked: dict[str, Any], at: datetime) -> Change[object]:
        viewer, number = self._visit.viewer, _text(asked, "step")
        typed, seen = step_of(dictionary_of(asked, "typed")), step_of(dictionary_of(asked, "seen"))
        if typed.title != seen.title:
            typed = replace(typed, title=plain(typed.title))
        return lambda session: plan_steps.save_plan_step(
            session, viewer, *plan, number, typed, seen=seen if number else None, at=at
        )

    def _to_remove(self, plan: tuple[str, str], asked: dict[str, Any], at: datetime) -> Change[object]:
        viewer, number, seen = self._visit.viewer, _text(asked, "step"), step_of(dictionary_of(asked, "seen"))
        return lambda session: plan_steps.remove_plan_step(session, viewer, *plan, number, seen=seen, at=at)

    def _to_drop(self, plan: tuple[str, str], asked: dict[str, Any], at: datetime) -> Change[object]:
        viewer, number, seen = self._visit.viewer, _text(asked, "step"), step_of(dictionary_of(asked, "seen"))
        reason = _text(asked, "reason", LONGEST_NOTE)
        return lambda session: plan_steps.remove_plan_step(
            session, viewer, *plan, number, seen=seen, reason=reason, at=at
        )

    def _to_undo(self, plan: tuple[str, str], asked: dict[str, Any], at: datetime) -> Change[object]:
        viewer, number = self._visit.viewer, _text(asked, "step")
        return lambda session: plan_steps.undo_plan_step(session, viewer, *plan, number, at=at)

    def _to_start_next(self, plan: tuple[str, str], asked: dict[str, Any], at: datetime) -> Change[object]:
        viewer, school_id, following = self._visit.viewer, plan[0], str(SchoolYear.parse(plan[1]).next)
        return lambda session: plans.begin_plan(session, viewer, school_id, following, copies=True, at=at)

    def _to_submit(self, plan: tuple[str, str], asked: dict[str, Any], at: datetime) -> Change[object]:
        viewer, version = self._visit.viewer, _text(asked, "version")
        return lambda session: plans.submit_plan(session, viewer, *plan, version=version, at=at)

    def _to_accept(self, plan: tuple[str, str], asked: dict[str, Any], at: datetime) -> Change[object]:
        viewer, version = self._visit.viewer, _text(asked, "version")
        return lambda session: plans.accept_plan(session, viewer, *plan, version=version, at=at)

    def _to_give_back(self, plan: tuple[str, str], asked: dict[str, Any], at: datetime) -> Change[object]:
        viewer, version, note = self._visit.viewer, _text(asked, "version"), _text(asked, "note", LONGEST_NOTE)
        return lambda session: plans.return_plan(session, viewer, *plan, version=version, note=note, at=at)

    def _to_take_back(self, plan: tuple[str, str], asked: dict[str, Any], at: datetime) -> Change[object]:
        viewer, version = self._visit.viewer, _text(asked, "version")
        return lambda session: plans.take_back_plan(session, viewer, *plan, version=version, at=at)


def _text(asked: Mapping[str, Any], name: str, longest: int = LONGEST_WORD) -> str:
    """A text of a message; one that is longer than may be is left so long that the action says so."""
    value = asked.get(name)
    return value[: longest + 1].replace("\x00", "") if isinstance(value, str) else ""
