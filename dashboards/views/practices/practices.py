"""The cards of the page Practices with the one that is open: what is done there is checked and written by actions."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, cast

import param

from dashboards.shell.component import Component, script
from dashboards.state.background import Change
from dashboards.state.plain_text import to_json
from dashboards.state.practices.shapes import PracticeLook, SharedActivities
from dashboards.state.practices.visit import PracticesVisit
from dashboards.views.parts.answering import dictionary_of, raise_error
from dashboards.views.parts.form_desk import FormDesk
from dashboards.views.parts.schools_view import styles
from models.actions import practices
from models.errors import PartnershipError
from models.practice_rules import LONGEST_TEXT, TEXTS, WriteUp
from models.vocabulary import N_

LONGEST_WORD = 100
CHANGES = {
    "mark": ("mark_practice", N_("Marked. The school is asked to write it up.")),
    "write": ("write_up_practice", N_("Saved.")),
    "publish": ("publish_practice", N_("Shared with the schools of the district, without the school's name.")),
    "ask": ("ask_for_write_up", N_("The school is asked.")),
    "take_back": ("take_back_practice", N_("Taken back. Only the school and the office see it now.")),
}
"""By the word of a message: the verb of its audit line, and what is said when it is done."""


class PracticeCards(Component):
    """Which practices fit here, and how did they do it? Every change is answered, a refused one with the words why."""

    practices = param.String(default="null", doc="JSON of a PracticesPart.")
    activities = param.String(default="null", doc="JSON of a SharedActivities; null: no school is chosen.")
    answer = param.Dict(default={}, doc="{count, refusal, said, id, version}: the answer to the last change.")
    looked = param.Callable(default=None, doc="Called with what is chosen, as a PracticeLook.")
    asked = param.Callable(default=None, doc="Called with the id of a school whose activities are asked for.")
    changed = param.Callable(default=None, doc="Called with the name of a change and its message.")

    _property_mapping: dict[str, str | None] = {"looked": None, "asked": None, "changed": None}
    _esm = script("practices")
    _first = script("practices.first")
    _stylesheets = styles("practices/practices.css", "practices/write_up.css")

    def _handle_msg(self, data: Any) -> None:
        if not isinstance(data, dict):
            return
        if isinstance(data.get("look"), dict) and self.looked:
            self.looked(data["look"])
        if isinstance(data.get("activities"), str) and self.asked:
            self.asked(data["activities"])
        named = next((name for name in CHANGES if name in data), None)
        if named and self.changed:
            self.changed(named, data)


class PracticeDesk(FormDesk[PracticesVisit]):
    """The page's one view, and what happens when somebody changes something in it."""

    _changes = CHANGES

    def __init__(
        self,
        visit: PracticesVisit,
        looked: Callable[[], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        **look: Any,
    ) -> None:
        """looked: called when other practices are on screen."""
        super().__init__(visit, clock)
        self._looked = looked
        self.look = visit.usual_look()
        self.view = PracticeCards(looked=self._look, asked=self._asked, changed=self._changed, **look)

    def show(self) -> None:
        """The practices as they are now."""
        self.view.practices = to_json(self._visit.part())

    def _look(self, asked: dict[str, Any]) -> None:
        self.look = _look_of(asked, self._visit.usual_look())
        self._looked()

    def _asked(self, school_id: str) -> None:
        def read(activities: SharedActivities) -> None:
            self.view.activities = to_json(activities)

        self._visit.activities_of(school_id[:LONGEST_WORD], read, raise_error)

    # ------------------------------------------------------------ changes
    def _kept(self, named: str, result: object) -> None:
        super()._kept(named, result)
        if named == "mark":
            self.view.activities = "null"

    def _made(self, named: str, result: object) -> dict[str, object]:
        is_new = named == "mark"
        return {"id": result if is_new else 0, "version": 1 if is_new else result}

    # ------------------------------------------------------------ what each of them writes
    def _to_mark(self, typed: dict[str, Any], at: datetime) -> Change[object]:
        viewer, form = self._visit.viewer, dictionary_of(typed, "mark")
        school_id, activity_id, ask = _text(form, "school"), _text(form, "activity"), _text(form, "ask", LONGEST_TEXT)
        month = _month(form)
        return lambda session: practices.mark_practice(session, viewer, school_id, month, activity_id, ask=ask, at=at)

    def _to_write(self, typed: dict[str, Any], at: datetime) -> Change[object]:
        viewer, number = self._visit.viewer, _number(typed, "write")
        told, seen = _write_up(dictionary_of(typed, "texts")), _write_up(dictionary_of(typed, "seen"))
        return lambda session: practices.write_up(session, viewer, number, told, seen=seen, at=at)

    def _to_publish(self, typed: dict[str, Any], at: datetime) -> Change[object]:
        viewer, number, version = self._visit.viewer, _number(typed, "publish"), _number(typed, "version")
        return lambda session: practices.publish_practice(session, viewer, number, version=version, at=at)

    def _to_ask(self, typed: dict[str, Any], at: datetime) -> Change[object]:
        viewer, number, version = self._visit.viewer, _number(typed, "ask"), _number(typed, "version")
        note = _text(typed, "note", LONGEST_TEXT)
        return lambda session: practices.ask_for_write_up(session, viewer, number, version=version, ask=note, at=at)

    def _to_take_back(self, typed: dict[str, Any], at: datetime) -> Change[object]:
        viewer, number, version = self._visit.viewer, _number(typed, "take_back"), _number(typed, "version")
        note = _text(typed, "note", LONGEST_TEXT)
        return lambda session: practices.take_back_practice(session, viewer, number, version=version, note=note, at=at)


def _look_of(asked: dict[str, Any], usual: PracticeLook) -> PracticeLook:
    """What a browser says is chosen, as far as it can be."""
    types, counted = asked.get("types"), asked.get("counted")
    said = {
        name: _text(asked, name).casefold() if name == "search" else _text(asked, name)
        for name in ("group", "year", "level", "goal", "search")
    }
    return cast(
        "PracticeLook",
        {
            **said,
            "types": [one for one in types if type(one) is int] if isinstance(types, list) else usual["types"],
            "counted": [one for one in counted if isinstance(one, str)]
            if isinstance(counted, list)
            else usual["counted"],
        },
    )


def _number(typed: dict[str, Any], name: str) -> int:
    value = typed.get(name)
    if type(value) is not int:
        raise PartnershipError("There is no such practice in this district; nothing was saved.")
    return value


def _text(typed: dict[str, Any], name: str, longest: int = LONGEST_WORD) -> str:
    """A text of a message; one that is longer than may be is left so long that the action says so."""
    value = typed.get(name)
    return value[: longest + 1] if isinstance(value, str) else ""


def _write_up(typed: dict[str, Any]) -> WriteUp:
    return WriteUp(**{name: _text(typed, name, LONGEST_TEXT) for name in TEXTS})


def _month(form: dict[str, Any]) -> date:
    try:
        return date.fromisoformat(f"{_text(form, 'month')}-01")
    except ValueError as error:
        raise PartnershipError("Choose an activity; nothing was saved.") from error
