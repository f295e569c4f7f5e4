"""What people decided by hand about the open school, and the form to put it on Check in or take it off."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import param
from panel.custom import JSComponent

from dashboards.state.plain_text import to_json
from dashboards.state.visit import Visit
from dashboards.views.parts.component import script, styles
from models.actions import decisions
from models.errors import PartnershipError
from models.vocabulary import EventKind

LONGEST_TEXT = 10_000


class ByHand(JSComponent):
    """
    What did somebody decide about this school, and until when?

    Every message is answered, a refused one with the words why; the form closes only once its decision is kept.
    """

    school = param.String(default="null", doc="JSON as `state.school.by_hand.by_hand_part`; null shows nothing.")
    answer = param.Dict(default={}, doc="{count, refusal}: the answer to the last message; no refusal: it is kept.")
    saves = param.Callable(default=None, doc="Called with {school, kind, on, until, note}; raises PartnershipError.")
    ends = param.Callable(default=None, doc="Called with the number of a decision to end; raises PartnershipError.")

    _property_mapping: dict[str, str | None] = {"saves": None, "ends": None}
    _esm = script("school/by_hand.js")
    _stylesheets = styles("school/by_hand.css")

    def _handle_msg(self, data: Any) -> None:
        if not isinstance(data, dict):
            return
        refusal = "Something went wrong; nothing was saved."
        try:
            if isinstance(data.get("save"), dict) and self.saves:
                self.saves(data["save"])
            elif type(data.get("end")) is int and data["end"] in self._may_end() and self.ends:
                self.ends(data["end"])
            else:
                return
            refusal = ""
        except PartnershipError as refused:
            refusal = str(refused)
        finally:  # whatever else went wrong is told by the page; the form must not wait for ever
            self.answer = {"count": self.answer.get("count", 0) + 1, "refusal": refusal}

    def _may_end(self) -> set[int]:
        school = json.loads(self.school) or {"held": []}
        return {event["id"] for event in school["held"] if event["may_end"]}


class Decisions:
    """The section "Decided by hand" of one page: what it shows, and what happens when somebody decides."""

    def __init__(
        self, visit: Visit, said: Callable[[str], None], clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._visit = visit
        self._said = said
        self._clock = clock
        self._school_id = ""
        self.view = ByHand(saves=self._save, ends=self._end, sizing_mode="stretch_width", margin=0)

    def show(self, school_id: str) -> None:
        """Show a school; "" shows nothing."""
        self._school_id = school_id
        part = self._visit.by_hand(school_id, self._clock().date()) if school_id else None
        self.view.school = to_json(part)

    def _save(self, typed: dict[str, Any]) -> None:
        visit, board, school_id = self._visit, self._visit.screen.board, self._school_id
        part = visit.by_hand(school_id, self._clock().date()) if school_id else None
        if part is None or typed.get("school") != school_id:
            raise PartnershipError("Another school is open now. Open this one again; nothing was saved.")
        if part["past"]:
            raise PartnershipError(f"{part['past']} Nothing was saved.")
        puts_on_list = typed.get("on") is True
        with visit.database.writing() as session:
            decisions.add_event(
                session,
                visit.viewer,
                school_id,
                _kind(typed.get("kind")),
                puts_on_list=puts_on_list,
                starts_on=board.as_of.date(),
                ends_on=_day(typed.get("until")),
                note=str(typed.get("note") or "")[:LONGEST_TEXT],
                at=self._clock(),
            )
        name = board.rows[school_id]["name"]
        where = "on Check in" if puts_on_list else "off Check in"
        self._said(f"Saved. {name} is {where} by hand; “End now” takes it back.")

    def _end(self, event_id: int) -> None:
        """Off the list that is shown: the day before it is the last day; what began with this list never held."""
        visit, board, school_id = self._visit, self._visit.screen.board, self._school_id
        events = board.frames.events.set_index("event_id")
        is_new = events.at[event_id, "starts_on"] >= board.as_of
        with visit.database.writing() as session:
            if is_new:
                decisions.take_back_event(session, visit.viewer, event_id, at=self._clock())
            else:
                last_day = board.as_of.date() - timedelta(days=1)
                decisions.end_event(session, visit.viewer, event_id, on=last_day, at=self._clock())
        ended = "is taken back" if is_new else "has ended"
        self._said(f"Saved. The decision about {board.rows[school_id]['name']} {ended}; the list follows its figures.")


def _kind(text: Any) -> EventKind:
    if text not in set(EventKind):
        raise PartnershipError("Choose what happened; nothing was saved.")
    return EventKind(text)


def _day(text: Any) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise PartnershipError("Give the last day as a date; nothing was saved.") from error
