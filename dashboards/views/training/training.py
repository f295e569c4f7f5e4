"""The page of training sessions: what is written there is checked and kept by actions."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import param

from dashboards.shell.component import script
from dashboards.state.background import Change
from dashboards.state.plain_text import to_json
from dashboards.state.training.visit import TrainingVisit
from dashboards.views.parts.answering import NOT_UNDERSTOOD, day_of_text, dictionary_of
from dashboards.views.parts.form_desk import FormDesk
from dashboards.views.parts.schools_view import styles
from dashboards.views.parts.typed_days import DayForms, reads_days
from models.actions import training
from models.errors import PartnershipError
from models.programme_rules import Training
from models.vocabulary import N_

LONGEST_TEXT = 1_000
MOST_SCHOOLS = 5_000
CHANGES = {
    "save": ("save_training", N_("Saved.")),
    "take_back": ("take_back_training", N_("Taken back. Earlier lists know of it as before.")),
    "plan": ("plan_training", N_("Planned.")),
    "hold": ("hold_training", N_("Written down as held.")),
    "drop": ("drop_training", N_("Dropped.")),
    "put_back": ("put_back_training", N_("Put back as it was.")),
}
"""By the word of a message: the verb of its audit line, and what is said when it is done."""


class TrainingList(DayForms):
    """Which sessions were held, whose teams came, who had none for a year, and what is planned?"""

    training = param.String(default="null", doc="JSON of a TrainingPart.")
    answer = param.Dict(default={}, doc="{count, refusal, said, id, put_back}: the answer to the last change.")
    looked = param.Callable(default=None, doc="Called with the school year that is chosen.")
    changed = param.Callable(default=None, doc="Called with the name of a change and its message.")

    _property_mapping: dict[str, str | None] = {"looked": None, "changed": None, "day_typed": None}
    _esm = script("training")
    _first = script("training.first")
    _stylesheets = styles("training/training.css", "parts/typed_day.css")

    def _handle_msg(self, data: Any) -> None:
        super()._handle_msg(data)
        if not isinstance(data, dict):
            return
        if isinstance(data.get("year"), str) and self.looked:
            self.looked(data["year"])
        named = next((name for name in CHANGES if name in data), None)
        if named and self.changed:
            self.changed(named, dictionary_of(data, named))


class TrainingDesk(FormDesk[TrainingVisit]):
    """The page's one view, and what happens when somebody writes in it."""

    _changes = CHANGES

    def __init__(
        self,
        visit: TrainingVisit,
        looked: Callable[[], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        **look: Any,
    ) -> None:
        """looked: called when another school year is on screen."""
        super().__init__(visit, clock)
        self._looked = looked
        self.view = TrainingList(looked=self._look, changed=self._changed, **look)
        reads_days(self.view, visit)

    def show(self) -> None:
        """The sessions as they are now."""
        self.view.training = to_json(self._visit.part())

    def _look(self, year: str) -> None:
        self._visit.chosen_year = year[:LONGEST_TEXT]
        self.show()
        self._looked()

    def _made(self, named: str, result: object) -> dict[str, object]:
        return {"id": result, "put_back": result if named == "take_back" else ""}

    # ------------------------------------------------------------ what each of them writes
    def _to_save(self, typed: dict[str, Any], at: datetime) -> Change[object]:
        viewer, number, told = self._visit.viewer, _text(typed.get("id")), _training(dictionary_of(typed, "typed"))
        seen = _training(dictionary_of(typed, "seen")) if number else None
        return lambda session: training.save_training(session, viewer, number, told, seen=seen, at=at)

    def _to_plan(self, typed: dict[str, Any], at: datetime) -> Change[object]:
        viewer, number, told = self._visit.viewer, _text(typed.get("id")), _training(dictionary_of(typed, "typed"))
        seen = _training(dictionary_of(typed, "seen")) if number else None
        return lambda session: training.plan_training(session, viewer, number, told, seen=seen, at=at)

    def _to_hold(self, typed: dict[str, Any], at: datetime) -> Change[object]:
        viewer, number, told = self._visit.viewer, _text(typed.get("id")), _training(dictionary_of(typed, "typed"))
        seen = _training(dictionary_of(typed, "seen"))
        return lambda session: training.hold_training(session, viewer, number, told, seen=seen, at=at)

    def _to_drop(self, typed: dict[str, Any], at: datetime) -> Change[object]:
        viewer, number, seen = self._visit.viewer, _text(typed.get("id")), _training(dictionary_of(typed, "seen"))
        return lambda session: training.drop_training(session, viewer, number, seen=seen, at=at)

    def _to_take_back(self, typed: dict[str, Any], at: datetime) -> Change[object]:
        viewer, number, seen = self._visit.viewer, _text(typed.get("id")), _training(dictionary_of(typed, "seen"))
        return lambda session: training.take_back_training(session, viewer, number, seen=seen, at=at)

    def _to_put_back(self, typed: dict[str, Any], at: datetime) -> Change[object]:
        viewer, number = self._visit.viewer, _text(typed.get("id"))
        return lambda session: training.put_back_training(session, viewer, number, at=at)


def _training(form: dict[str, Any]) -> Training:
    """A session as its form holds it. Raises PartnershipError for what is no day or number."""
    came = dictionary_of(form, "came")
    if len(came) > MOST_SCHOOLS:
        raise PartnershipError(NOT_UNDERSTOOD)
    hours = _text(form.get("hours")).strip().replace(",", ".")
    try:
        known_hours = float(hours) if hours else None
    except ValueError as error:
        raise PartnershipError("Write the hours as a number, as 2 or 1.5; nothing was saved.") from error
    return Training(
        held_on=day_of_text(_text(form.get("held_on"))),
        topic=_text(form.get("topic")),
        hours=known_hours,
        came={str(school_id)[:LONGEST_TEXT]: _people(people) for school_id, people in came.items()},
    )


def _people(value: object) -> int | None:
    text = _text(value).strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise PartnershipError("Write how many came as a whole number, or leave it out; nothing was saved.")
    return int(text)


def _text(value: object) -> str:
    return value[:LONGEST_TEXT] if isinstance(value, str) else ""
