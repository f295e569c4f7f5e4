"""What a school says is wrong, the form to say so, and the form to answer: on a school's pages and in its panel."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import param

from dashboards.shell.component import Component, script
from dashboards.state.background import Change
from dashboards.state.plain_text import to_json
from dashboards.state.visit import Visit
from dashboards.views.parts.form_desk import FormDesk
from dashboards.views.parts.schools_view import styles
from models.actions import disputes
from models.errors import PartnershipError
from models.vocabulary import N_, Indicator

LONGEST_TEXT = 10_000
CHANGES = {
    "say": ("dispute_figure", N_("Said. Your coordinator is asked to look at it; the figure stays meanwhile.")),
    "reply": ("answer_dispute", N_("Answered. The school sees it on its page.")),
    "take_back": ("take_back_dispute", N_("Taken back.")),
}
"""By the word of a message: the verb of its audit line, and what is said when it is done."""


class DisputesView(Component):
    """What does the school say is wrong? Every message is answered, a refused one with the words why."""

    school = param.String(default="null", doc="JSON of a DisputesPart; null shows nothing.")
    is_card = param.Boolean(default=False, doc="It stands on a page by itself, as a card; else in a panel.")
    answer = param.Dict(default={}, doc="{count, refusal, said}: the answer to the last message.")
    changed = param.Callable(default=None, doc="Called with the name of a change and its message.")

    _property_mapping: dict[str, str | None] = {"changed": None}
    _esm = script("disputes")
    _stylesheets = styles("school/by_hand.css", "school/disputes.css")

    def _handle_msg(self, data: Any) -> None:
        named = next((name for name in CHANGES if name in data), None) if isinstance(data, dict) else None
        if named and self.changed:
            self.changed(named, data)


class Disputes(FormDesk[Visit]):
    """The section of one page: what it shows, and what happens when somebody says or answers something."""

    _changes = CHANGES

    def __init__(
        self,
        visit: Visit,
        *,
        is_card: bool = False,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(visit, clock)
        self._school_id = ""
        self.view = DisputesView(changed=self._changed, is_card=is_card, sizing_mode="stretch_width", margin=0)

    def show(self, school_id: str) -> None:
        """Show a school; "" shows nothing."""
        self._school_id = school_id
        self.view.school = to_json(self._visit.disputes(school_id)) if school_id else "null"

    # ------------------------------------------------------------ what each of them writes
    def _to_say(self, typed: dict[str, Any], at: datetime) -> Change[object]:
        said, viewer, school_id = typed["say"], self._visit.viewer, self._school_id
        part = self._visit.disputes(school_id) if school_id else None
        if not isinstance(said, dict) or part is None or said.get("school") != school_id or not part["month"]:
            raise PartnershipError("Another school is open now. Open this one again; nothing was saved.")
        about = said.get("about")
        if about not in {code for code, _ in part["options"]}:
            raise PartnershipError("Choose what is wrong; nothing was saved.")
        month, code = date.fromisoformat(f"{part['month']}-01"), Indicator(about) if about else None
        reason = _text(said.get("reason"))
        return lambda session: disputes.dispute_figure(session, viewer, school_id, month, code, reason=reason, at=at)

    def _to_reply(self, typed: dict[str, Any], at: datetime) -> Change[object]:
        viewer, number, is_agreed = self._visit.viewer, _number(typed["reply"]), typed.get("is_agreed")
        if not isinstance(is_agreed, bool):
            raise PartnershipError("Choose whether it is wrong or stays; nothing was saved.")
        answer = _text(typed.get("text"))
        return lambda session: disputes.answer_dispute(
            session, viewer, number, is_agreed=is_agreed, answer=answer, at=at
        )

    def _to_take_back(self, typed: dict[str, Any], at: datetime) -> Change[object]:
        viewer, number = self._visit.viewer, _number(typed["take_back"])
        return lambda session: disputes.take_back_dispute(session, viewer, number, at=at)


def _number(value: object) -> int:
    if type(value) is not int:
        raise PartnershipError("There is no such dispute in this district; nothing was saved.")
    return value


def _text(value: object) -> str:
    return value[:LONGEST_TEXT] if isinstance(value, str) else ""
