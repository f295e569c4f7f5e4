"""Moving the rules in a drawer beside the list: who would enter and leave, and saving it as a dated rule set."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import param

from dashboards.shell.component import Component, script
from dashboards.state.plain_text import to_json
from dashboards.state.rules.what_if import WhatIfEffect
from dashboards.state.visit import Visit
from dashboards.views.parts.saving import save
from dashboards.views.parts.schools_view import styles
from models.actions.rules import save_rule_set
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Action, check_can
from models.wording import rules as wording_rules

LONGEST_TEXT = 4_000


class WhatIf(Component):
    """
    What would other rules do to this month's lists?

    Draws nothing until a person opens the drawer: `opened` then fills `rules`. Each try is answered by one new
    `effect` with the number of the try in it, so that a late answer is known as such. The browser is trusted with
    nothing: `tried` and `saved` check what it sent, and a PartnershipError is shown in its words.
    """

    rules = param.String(default="null", doc="JSON of `state.rules.what_if.RulesShown`; null closes the drawer.")
    refusal = param.String(default="", doc="Why this person cannot save a rule set; empty for who can.")
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

    _property_mapping: dict[str, str | None] = {"refuses": None, "opened": None, "tried": None, "saved": None}
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
        if "try" in data and self.tried:
            self._try(turn, data["try"], data.get("moving") is True)
        elif "save" in data and self.saved:
            self._save(turn, data)

    def _try(self, turn: int, moved: object, is_moving: bool) -> None:
        try:
            effect: dict[str, object] = {**self.tried(moved, is_moving)} if self.tried else {}
        except PartnershipError as refusal:
            effect = {"problem": self.refuses(refusal)}
        self.effect = to_json(effect | {"turn": turn})

    def _save(self, turn: int, data: dict[str, Any]) -> None:
        def answer(came: str | Exception) -> None:
            # Whatever goes wrong, the button comes back; the page's notice tells what it was.
            error = came if isinstance(came, PartnershipError) else PartnershipError("It was not saved.")
            told = {"saved": came} if isinstance(came, str) else {"problem": self.refuses(error)}
            self.answer = to_json(told | {"turn": turn})

        try:
            if self.saved:
                self.saved(data["save"], _text(data, "name"), _day(data), _text(data, "note"), answer)
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


class WhatIfDrawer:
    """
    The drawer of one visitor's page, following the month that is shown.

    told: called with what to say after a rule set was saved; it loads the page's data again.
    """

    def __init__(self, visit: Visit, told: Callable[[str], None], **look: Any) -> None:
        self.visit = visit
        self._told = told
        self._is_open = False
        self.view = WhatIf(
            refuses=visit.words.refusal,
            opened=self._open,
            tried=self._try,
            saved=self._save,
            refusal=self._refusal(),
            **look,
        )

    def show(self) -> None:
        """Follow the screen; costs nothing before the drawer was opened for the first time."""
        if self._is_open:
            self.view.rules = to_json(self.visit.rules_shown())

    def _open(self) -> None:
        self._is_open = True
        self.show()

    def _refusal(self) -> str:
        try:
            check_can(self.visit.viewer, Action.SAVE_RULE_SET)
        except NotAllowedError as refusal:
            return self.visit.words.refusal(refusal)
        return ""

    def _try(self, moved: object, is_moving: bool) -> WhatIfEffect:
        return self.visit.what_if(moved, is_moving=is_moving)

    def _save(
        self, moved: object, name: str, in_force_from: date, note: str, answered: Callable[[str | Exception], None]
    ) -> None:
        rules = replace(self.visit.moved_rules(moved), name=name.strip())
        viewer, at, language = self.visit.viewer, datetime.now(UTC), self.visit.words
        words = wording_rules.saved_text(language, rules.name, language.day(in_force_from))

        def change(session: Any) -> object:
            return save_rule_set(session, viewer, rules, in_force_from=in_force_from, note=note, at=at)

        save(self.visit, change, lambda: self._told(words), lambda error: answered(error or words))
