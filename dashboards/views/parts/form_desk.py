"""What happens when somebody writes in a view of forms: it is done once, answered in any case, and shown."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from dashboards.state.background import Change
from dashboards.state.following import Following
from dashboards.views.parts.answering import refuse
from models.actions.once import once
from models.errors import PartnershipError

LONGEST_OPERATION = 100
Visited = TypeVar("Visited", bound=Following)


class FormDesk(Generic[Visited]):
    """
    The desk behind one view whose property `answer` tells what came of the last message.

    `_changes`: by the word of a message, the verb of its audit line and what is said when it is done. What a message
    writes is made by the method `_to_` and its word, from the message and the moment.
    """

    _changes: ClassVar[Mapping[str, tuple[str, str]]]
    view: Any

    def __init__(self, visit: Visited, clock: Callable[[], datetime]) -> None:
        self._visit, self._clock = visit, clock

    def _changed(self, named: str, typed: dict[str, Any]) -> None:
        verb, _ = self._changes[named]
        sent = typed.get("operation")
        operation = sent[:LONGEST_OPERATION] if isinstance(sent, str) else ""
        viewer, at = self._visit.viewer, self._clock()
        try:
            change: Change[object] = getattr(self, f"_to_{named}")(typed, at)
        except PartnershipError as refused:
            self._answer(refusal=self._visit.words.refusal(refused))
            return
        self._visit.write(
            lambda session: once(session, viewer, operation, verb, lambda: change(session), at=at),
            lambda result: self._kept(named, result),
            self._refused,
        )

    def _kept(self, named: str, result: object) -> None:
        self._visit.reload()
        self._answer(said=self._visit.words.gettext(self._changes[named][1]), **self._made(named, result))

    def _made(self, named: str, result: object) -> dict[str, object]:
        """What the answer tells besides of what was written."""
        return {}

    def _refused(self, error: Exception) -> None:
        """Always answered, or the form would wait for ever; the page shows what is no PartnershipError."""
        if isinstance(error, PartnershipError):
            self._visit.reload()  # what another one wrote is seen beside what was typed
        refuse(self._visit.words, error, lambda words: self._answer(refusal=words))

    def _answer(self, **said: object) -> None:
        self.view.answer = {"count": self.view.answer.get("count", 0) + 1, **said}
