"""The lines of the audit log, and what is looked for in them."""

from collections.abc import Callable
from typing import Any

import param

from dashboards.shell.component import Component, script
from dashboards.state.audit.visit import AuditVisit, looked_for
from dashboards.state.plain_text import to_json
from dashboards.views.parts.answering import raise_error
from dashboards.views.parts.schools_view import styles


class AuditLog(Component):
    """Who did what, and when?"""

    log = param.String(default="null", doc="JSON of an AuditPart.")
    looked = param.Callable(default=None, doc="Called with {person, action, subject, since, until} to look for.")
    went_on = param.Callable(default=None, doc="Called when older lines are wanted.")

    _property_mapping: dict[str, str | None] = {"looked": None, "went_on": None}
    _esm = script("audit")
    _first = script("audit.first")
    _stylesheets = styles("audit/audit.css")

    def _handle_msg(self, data: Any) -> None:
        if not isinstance(data, dict):
            return
        if isinstance(data.get("look"), dict) and self.looked:
            self.looked(data["look"])
        if data.get("more") is True and self.went_on:
            self.went_on()


class Lines:
    """The page's one view, and what happens when somebody looks for other lines."""

    def __init__(self, visit: AuditVisit, said: Callable[[], None], **look: Any) -> None:
        """said: called when other lines are on screen."""
        self._visit, self._said = visit, said
        self.view = AuditLog(looked=self._look, went_on=self._go_on, **look)

    def show(self) -> None:
        """The lines as they are now."""
        self._visit.read(self._visit.look, self._shown, raise_error)

    def _look(self, typed: dict[str, Any]) -> None:
        self._visit.read(looked_for(typed), self._shown, raise_error)

    def _go_on(self) -> None:
        self._visit.read(self._visit.look, self._shown, raise_error, goes_on=True)

    def _shown(self, _: None) -> None:
        self.view.log = to_json(self._visit.part())
        self._said()
