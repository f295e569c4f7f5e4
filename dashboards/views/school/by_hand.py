"""What people decided by hand about the open school, and the form to put it on Check in or take it off."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import param

from dashboards.shell.component import script
from dashboards.state.plain_text import to_json
from dashboards.state.visit import Visit
from dashboards.views.parts.saving import save
from dashboards.views.parts.schools_view import styles
from dashboards.views.parts.typed_days import DayForms, reads_days
from models.actions import decisions
from models.errors import PartnershipError
from models.today import day_of
from models.vocabulary import N_, DecisionKind

LONGEST_TEXT = 10_000


class ByHand(DayForms):
    """
    What did somebody decide about this school, and until when?

    Every message is answered, a refused one with the words why; the form closes only once its decision is kept.
    """

    school = param.String(default="null", doc="JSON as `state.school.by_hand.ByHandPart`; null shows nothing.")
    answer = param.Dict(default={}, doc="{count, refusal}: the answer to the last message; no refusal: it is kept.")
    refuses = param.Callable(default=str, doc="Says a PartnershipError in the visitor's language.")
    saves = param.Callable(
        default=None,
        doc="Called with {school, kind, on, until, note}, and with what to call once it is kept (with None) or refused "
        "(with the error); raises PartnershipError.",
    )
    ends = param.Callable(default=None, doc="The same with the number of a decision to end.")
    restores = param.Callable(default=None, doc="The same with the number of a decision that was ended here.")

    _property_mapping: dict[str, str | None] = {
        "refuses": None,
        "saves": None,
        "ends": None,
        "restores": None,
        "day_typed": None,
    }
    _esm = script("by_hand")
    _stylesheets = styles("school/by_hand.css", "parts/typed_day.css")

    def _handle_msg(self, data: Any) -> None:
        super()._handle_msg(data)
        if not isinstance(data, dict):
            return
        try:
            if isinstance(data.get("save"), dict) and self.saves:
                self.saves(data["save"], self._answer)
            elif type(data.get("end")) is int and self.ends:
                self.ends(data["end"], self._answer)
            elif type(data.get("undo")) is int and self.restores:
                self.restores(data["undo"], self._answer)
        except PartnershipError as refused:
            self._answer(refused)
        except Exception as error:
            self._answer(error)
            raise

    def _answer(self, error: Exception | None) -> None:
        """Always given, or the form would wait for ever; the page itself shows what is no PartnershipError."""
        if error is not None and not isinstance(error, PartnershipError):
            error = PartnershipError("Something went wrong; nothing was saved.")
        refusal = self.refuses(error) if error else ""
        self.answer = {"count": self.answer.get("count", 0) + 1, "refusal": refusal}


Answered = Callable[[Exception | None], None]


class Decisions:
    """The section "Decided by hand" of one page: what it shows, and what happens when somebody decides."""

    def __init__(
        self, visit: Visit, said: Callable[[str], None], clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._visit = visit
        self._said = said
        self._clock = clock
        self._school_id = ""
        self._words = visit.words
        self._ended: dict[int, str] = {}
        """What was ended on this page, and the school it was about: only that may be undone here."""
        self.view = ByHand(
            refuses=visit.words.refusal,
            saves=self._save,
            ends=self._end,
            restores=self._restore,
            sizing_mode="stretch_width",
            margin=0,
        )
        reads_days(self.view, visit)

    def show(self, school_id: str) -> None:
        """Show a school; "" shows nothing."""
        self._school_id = school_id
        part = self._visit.by_hand(school_id, day_of(self._clock()), as_shown=True) if school_id else None
        self.view.school = to_json(part)

    def _save(self, typed: dict[str, Any], answered: Answered) -> None:
        visit, board, school_id = self._visit, self._visit.screen.board, self._school_id
        part = visit.by_hand(school_id, day_of(self._clock())) if school_id else None
        if part is None or typed.get("school") != school_id:
            raise PartnershipError("Another school is open now. Open this one again; nothing was saved.")
        if part["past"]:
            raise PartnershipError("Decide on the latest list: past lists stay as they were. Nothing was saved.")
        puts_on_list, note = typed.get("on"), typed.get("note")
        if not isinstance(puts_on_list, bool):
            raise PartnershipError("Choose whether to put the school on Check in or take it off; nothing was saved.")
        kind, ends_on = _kind(typed.get("kind")), _day(typed.get("until"))
        viewer, at = visit.viewer, self._clock()

        def change(session: Any) -> object:
            return decisions.add_decision(
                session,
                viewer,
                school_id,
                kind,
                puts_on_list=puts_on_list,
                starts_on=board.as_of.date(),
                ends_on=ends_on,
                note=note[:LONGEST_TEXT] if isinstance(note, str) else "",
                at=at,
            )

        name = str(board.schools.at[school_id, "name"])
        saved = (
            N_("Saved. {name} is on Check in by hand; “End now” takes it back.")
            if puts_on_list
            else N_("Saved. {name} is off Check in by hand; “End now” takes it back.")
        )
        words = self._words.gettext(saved, name=name)
        save(visit, change, lambda: self._said(words), answered)

    def _end(self, decision_id: int, answered: Answered) -> None:
        """
        End a decision for the list that is shown: its last day is the day before the list's as-of date. One that begins
        with this list is taken back instead, as if never entered.
        """
        visit, board, school_id = self._visit, self._visit.screen.board, self._school_id
        part = visit.by_hand(school_id, day_of(self._clock())) if school_id else None
        if part is None or decision_id not in {decision["id"] for decision in part["held"] if decision["may_end"]}:
            raise PartnershipError("This decision cannot be ended on the list that is shown; nothing was saved.")
        held = board.frames.decisions.set_index("decision_id")
        is_new = bool(pd.Timestamp(held["starts_on"].loc[decision_id]) >= board.as_of)
        viewer, at = visit.viewer, self._clock()

        def change(session: Any) -> None:
            if is_new:
                decisions.take_back_decision(session, viewer, decision_id, at=at)
            else:
                last_day = board.as_of.date() - timedelta(days=1)
                decisions.end_decision(session, viewer, decision_id, on=last_day, at=at)

        saved = (
            N_("Saved. The decision about {name} is taken back; the list follows its figures.")
            if is_new
            else N_("Saved. The decision about {name} has ended; the list follows its figures.")
        )
        words = self._words.gettext(saved, name=str(board.schools.at[school_id, "name"]))

        def said() -> None:
            self._ended[decision_id] = school_id
            self._said(words)

        save(visit, change, said, answered)

    def _restore(self, decision_id: int, answered: Answered) -> None:
        """Undo the ending of a decision, on the page where it was ended."""
        visit, school_id = self._visit, self._school_id
        if not school_id or self._ended.get(decision_id) != school_id:
            raise PartnershipError("Only what was ended on this page can be undone here; nothing was saved.")
        viewer, at = visit.viewer, self._clock()
        name = str(visit.screen.board.schools.at[school_id, "name"])
        words = self._words.gettext("Undone. The decision about {name} holds again.", name=name)

        def said() -> None:
            del self._ended[decision_id]
            self._said(words)

        save(
            visit,
            lambda session: decisions.restore_decision(session, viewer, decision_id, at=at),
            said,
            answered,
        )


def _kind(text: Any) -> DecisionKind:
    if not isinstance(text, str) or text not in set(DecisionKind):
        raise PartnershipError("Choose what happened; nothing was saved.")
    return DecisionKind(text)


def _day(text: Any) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise PartnershipError("Give the last day as a date; nothing was saved.") from error
