"""Steps of the programme on the page about a school: which are reached, and the form to write one down."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import param

from dashboards.shell.component import script
from dashboards.state.background import Change
from dashboards.state.plain_text import to_json
from dashboards.state.school_page.visit import SchoolVisit
from dashboards.views.parts.answering import NOT_UNDERSTOOD, day_of_text, dictionary_of
from dashboards.views.parts.form_desk import FormDesk
from dashboards.views.parts.schools_view import styles
from dashboards.views.parts.typed_days import DayForms, reads_days
from models.actions import programme_steps
from models.errors import PartnershipError
from models.programme_rules import StepSeen
from models.vocabulary import N_, ProgrammeStep

LONGEST_TEXT = 1_000
CHANGES = {
    "write": ("write_programme_step", N_("Saved.")),
    "take_back": ("take_back_programme_step", N_("Taken back. Earlier lists know of it as before.")),
}
"""By the word of a message: the verb of its audit line, and what is said when it is done."""


class ProgrammeStepsView(DayForms):
    """How far has the programme come at this school, and since when? Every message is answered."""

    steps = param.String(default="null", doc="JSON of a ProgrammePart; null shows nothing.")
    answer = param.Dict(default={}, doc="{count, refusal, said}: the answer to the last message.")
    changed = param.Callable(default=None, doc="Called with the name of a change and its message.")

    _property_mapping: dict[str, str | None] = {"changed": None, "day_typed": None}
    _esm = script("programme_steps")
    _stylesheets = styles(
        "school/by_hand.css", "school/disputes.css", "school_page/programme_steps.css", "parts/typed_day.css"
    )

    def _handle_msg(self, data: Any) -> None:
        super()._handle_msg(data)
        named = next((name for name in CHANGES if name in data), None) if isinstance(data, dict) else None
        if named and self.changed:
            self.changed(named, data)


class ProgrammeSteps(FormDesk[SchoolVisit]):
    """The card of one page, and what happens when somebody writes in it."""

    _changes = CHANGES

    def __init__(self, visit: SchoolVisit, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__(visit, clock)
        self._school_id = ""
        self.view = ProgrammeStepsView(changed=self._changed, sizing_mode="stretch_width", margin=0)
        reads_days(self.view, visit)

    def show(self, school_id: str) -> None:
        """Show a school; "" shows nothing."""
        self._school_id = school_id
        self.view.steps = to_json(self._visit.programme(school_id)) if school_id else "null"

    # ------------------------------------------------------------ what each of them writes
    def _to_write(self, typed: dict[str, Any], at: datetime) -> Change[object]:
        said = dictionary_of(typed, "write")
        viewer, school_id, step, note = self._visit.viewer, self._school_of(said), _step(said), _text(said.get("note"))
        seen, day = _seen(said), day_of_text(_text(said.get("on")))
        return lambda session: programme_steps.write_programme_step(
            session, viewer, school_id, step, day, note=note, seen=seen, at=at
        )

    def _to_take_back(self, typed: dict[str, Any], at: datetime) -> Change[object]:
        said = dictionary_of(typed, "take_back")
        viewer, school_id, step, note = self._visit.viewer, self._school_of(said), _step(said), _text(said.get("note"))
        seen = _seen(said)
        return lambda session: programme_steps.take_back_programme_step(
            session, viewer, school_id, step, note=note, seen=seen, at=at
        )

    def _school_of(self, said: dict[str, Any]) -> str:
        if not self._school_id or said.get("school") != self._school_id:
            raise PartnershipError("Another school is open now. Open this one again; nothing was saved.")
        return self._school_id


def _step(said: dict[str, Any]) -> ProgrammeStep:
    if said.get("step") not in set(ProgrammeStep):
        raise PartnershipError(NOT_UNDERSTOOD)
    return ProgrammeStep(said["step"])


def _seen(said: dict[str, Any]) -> StepSeen:
    """The step as the form began with it."""
    version, day = said.get("version"), _text(said.get("seen"))
    if type(version) is not int:
        raise PartnershipError(NOT_UNDERSTOOD)
    return StepSeen(day_of_text(day) if day else None, version)


def _text(value: object) -> str:
    return value[:LONGEST_TEXT] if isinstance(value, str) else ""
