"""
Moving the rules in a drawer beside the list: who would enter and leave; proposing it, putting it in force, undoing it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import param

from dashboards.shell.component import Component, script
from dashboards.state.background import Change
from dashboards.state.plain_text import to_json
from dashboards.state.rules.proposals import may_do
from dashboards.state.rules.what_if import WhatIfEffect
from dashboards.state.visit import Visit
from dashboards.views.parts.saving import save
from dashboards.views.parts.schools_view import styles
from models.actions import rules as actions
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Action, check_can
from models.wording import rule_changes as wording

LONGEST_TEXT = 4_000
ASKED = ("propose", "accept", "decline", "take_back", "undo")
Answered = Callable[[str | Exception], None]
"""Called once with what to say when it is kept, or with the error."""


class WhatIf(Component):
    """
    What would other rules do to this month's lists?

    Draws nothing until a person opens the drawer: `opened` then fills `rules`. Where it `stands` in a place of its own
    it has its rules from the beginning, and nothing to close. Each try is answered by one new
    `effect` with the number of the try in it, so that a late answer is known as such. The browser is trusted with
    nothing: `tried` and `saved` check what it sent, and a PartnershipError is shown in its words.
    """

    rules = param.String(default="null", doc="JSON of `state.rules.what_if.RulesShown`; null closes the drawer.")
    news = param.String(default="null", doc="JSON of `state.rules.proposals.RulesNews`; null before it was opened.")
    may = param.String(default="", doc="What this person may do with moved rules: save, propose, or neither.")
    stands = param.Boolean(default=False, doc="It is no drawer: it stands open in a place of its own.")
    draft = param.String(default="", doc="The key of what this person has moved and typed; empty keeps nothing.")
    refusal = param.String(default="", doc="Why this person can neither save nor propose rules; empty for who can.")
    effect = param.String(default="{}", doc="JSON of `state.rules.what_if.WhatIfEffect` and its turn, or of a problem.")
    answer = param.String(default="{}", doc="JSON of what came of saving: turn, and saved or problem in words.")
    refuses = param.Callable(default=str, doc="Says a PartnershipError in the visitor's language.")
    opened = param.Callable(default=None, doc="Called when a person opens the drawer.")
    tried = param.Callable(
        default=None, doc="Called with moved rules and whether one is still moving; returns their effect."
    )
    saved = param.Callable(
        default=None,
        doc="Called with moved rules, name, day in force and note, and with what to call once they are kept (with what "
        "to say) or refused (with the error); raises PartnershipError.",
    )
    asked = param.Callable(
        default=None,
        doc="Called with a word of ASKED, the whole message, and what to call once it is kept or refused, as `saved`.",
    )

    _property_mapping: dict[str, str | None] = {
        "refuses": None,
        "opened": None,
        "tried": None,
        "saved": None,
        "asked": None,
    }
    _esm = script("what_if")
    _stylesheets = styles("rules/what_if.css")

    def _handle_msg(self, data: Any) -> None:
        if not isinstance(data, dict):
            return
        if data.get("open") and self.opened:
            self.opened()
        turn = data.get("turn")
        if not isinstance(turn, int):
            return
        kind = next((word for word in ASKED if word in data), "")
        if "try" in data and self.tried:
            self._try(turn, data["try"], data.get("moving") is True)
        elif "save" in data and (saved := self.saved):
            self._keep(
                turn,
                lambda answer: saved(data["save"], _text(data, "name"), _day(data), _text(data, "note"), answer),
            )
        elif kind and (asked := self.asked):
            self._keep(turn, lambda answer: asked(kind, data, answer))

    def _try(self, turn: int, moved: object, is_moving: bool) -> None:
        try:
            effect: dict[str, object] = {**self.tried(moved, is_moving)} if self.tried else {}
        except PartnershipError as refusal:
            effect = {"problem": self.refuses(refusal)}
        self.effect = to_json(effect | {"turn": turn})

    def _keep(self, turn: int, act: Callable[[Answered], None]) -> None:
        def answer(came: str | Exception) -> None:
            # Whatever goes wrong, the button comes back; the page's notice tells what it was.
            error = came if isinstance(came, PartnershipError) else PartnershipError("It was not saved.")
            told = {"saved": came} if isinstance(came, str) else {"problem": self.refuses(error)}
            self.answer = to_json(told | {"turn": turn})

        try:
            act(answer)
        except PartnershipError as refusal:
            answer(refusal)
        except Exception as error:
            answer(error)
            raise


def _text(data: dict[str, Any], name: str) -> str:
    text = data.get(name)
    return text[:LONGEST_TEXT] if isinstance(text, str) else ""


def _day(data: dict[str, Any]) -> date:
    try:
        return date.fromisoformat(_text(data, "from"))
    except ValueError as error:
        raise PartnershipError("Choose the day from which the rules hold; nothing was saved.") from error


def _number(data: dict[str, Any], name: str) -> int:
    number = data.get(name)
    if type(number) is not int:
        raise PartnershipError("This did not arrive whole. Load the page again; nothing was saved.")
    return number


class WhatIfDrawer:
    """
    The drawer of one visitor's page, following the month that is shown.

    told: called with what to say after something was saved; it loads the page's data again. stands: it is no drawer but
    stands open in a place of its own, as in a notebook. There rules are only proposed, whoever asks, and what was moved
    is not kept through a reload.
    """

    def __init__(
        self,
        visit: Visit,
        told: Callable[[str], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        stands: bool = False,
        **look: Any,
    ) -> None:
        self.visit = visit
        self._told = told
        self._clock = clock
        self._is_open = False
        viewer, may = visit.viewer, may_do(visit.viewer)
        self.view = WhatIf(
            refuses=visit.words.refusal,
            opened=self._open,
            tried=self._try,
            saved=self._save,
            asked=self._asked,
            may="propose" if stands and may else may,
            stands=stands,
            draft="" if stands else f"rules {viewer.district_id} {viewer.person_id}",
            refusal=self._refusal(),
            **look,
        )
        if stands:
            self._open()

    def show(self) -> None:
        """Follow the screen; costs nothing before the drawer was opened for the first time."""
        if self._is_open:
            self.view.param.update(rules=to_json(self.visit.rules_shown()), news=to_json(self.visit.rules_news()))

    def _open(self) -> None:
        self._is_open = True
        self.show()

    def _refusal(self) -> str:
        try:
            check_can(self.visit.viewer, Action.PROPOSE_RULE_SET)
        except NotAllowedError as refusal:
            return self.visit.words.refusal(refusal)
        return ""

    def _try(self, moved: object, is_moving: bool) -> WhatIfEffect:
        return self.visit.what_if(moved, is_moving=is_moving)

    def _write(self, change: Change[object], words: str, answered: Answered) -> None:
        save(self.visit, change, lambda: self._told(words), lambda error: answered(error or words))

    def _save(self, moved: object, name: str, in_force_from: date, note: str, answered: Answered) -> None:
        rules = replace(self.visit.moved_rules(moved), name=name.strip())
        viewer, at, words = self.visit.viewer, self._clock(), self.visit.words
        self._write(
            lambda session: actions.save_rule_set(
                session, viewer, rules, in_force_from=in_force_from, note=note, at=at
            ),
            wording.saved_text(words, rules.name, words.day(in_force_from)),
            answered,
        )

    def _asked(self, kind: str, data: dict[str, Any], answered: Answered) -> None:
        """What is no saving: proposing rules, answering a proposal, taking one back, undoing the last change."""
        {
            "propose": self._propose,
            "accept": self._accept,
            "decline": self._decline,
            "take_back": self._take_back,
            "undo": self._undo,
        }[kind](data, answered)

    def _propose(self, data: dict[str, Any], answered: Answered) -> None:
        rules = replace(self.visit.moved_rules(data["propose"]), name=_text(data, "name").strip())
        viewer, at, note = self.visit.viewer, self._clock(), _text(data, "note")
        self._write(
            lambda session: actions.propose_rule_set(session, viewer, rules, note=note, at=at),
            wording.proposed_text(self.visit.words, rules.name),
            answered,
        )

    def _accept(self, data: dict[str, Any], answered: Answered) -> None:
        number, day, name, _ = self._proposal(data, "accept")
        viewer, at, words = self.visit.viewer, self._clock(), self.visit.words
        self._write(
            lambda session: actions.accept_proposal(session, viewer, number, in_force_from=day, at=at),
            wording.saved_text(words, name, words.day(day)),
            answered,
        )

    def _decline(self, data: dict[str, Any], answered: Answered) -> None:
        number, _, _, author = self._proposal(data, "decline")
        viewer, at, note = self.visit.viewer, self._clock(), _text(data, "note")
        self._write(
            lambda session: actions.decline_proposal(session, viewer, number, note=note, at=at),
            wording.answer_given_text(self.visit.words, author),
            answered,
        )

    def _take_back(self, data: dict[str, Any], answered: Answered) -> None:
        number, _, name, _ = self._proposal(data, "take_back")
        viewer, at = self.visit.viewer, self._clock()
        self._write(
            lambda session: actions.take_back_proposal(session, viewer, number, at=at),
            wording.taken_back_text(self.visit.words, name),
            answered,
        )

    def _proposal(self, data: dict[str, Any], kind: str) -> tuple[int, date, str, str]:
        """
        Number, first possible day, name and author of the proposal that a message is about, as the page shows them.

        Raises PartnershipError for one that is not shown; whether it still waits is asked where it is decided.
        """
        number, shown = _number(data, kind), self.visit.proposal(_number(data, kind))
        if shown is None:
            raise PartnershipError("This proposal does not wait any more. Look again; nothing was saved.")
        return number, self.visit.first_day_of_rules(), shown.rules.name, shown.rules.author

    def _undo(self, data: dict[str, Any], answered: Answered) -> None:
        number, viewer, at, words = _number(data, "undo"), self.visit.viewer, self._clock(), self.visit.words
        last = self.visit.last_saved_rules
        if last is None or last.number != number:
            raise PartnershipError("The rules were changed by somebody else meanwhile. Look again; nothing was saved.")
        note = wording.undo_note(words, last.rules.name)
        self._write(
            lambda session: actions.undo_rule_set(session, viewer, number, note=note, at=at),
            wording.undone_text(words),
            answered,
        )
