"""A day typed as people say it, in any form: read in their language, and said back before anything is saved."""

from collections.abc import Callable
from datetime import date
from typing import Any

import param

from dashboards.shell.component import Component
from dashboards.state.following import Following
from models.errors import PartnershipError
from models.wording.typed_days import LONGEST, day_in_words, typed_day


class DayForms(Component):
    """A component in whose forms a day can be typed: "tue", "next fri", "12/3". Each is answered in `day_read`."""

    __abstract = True

    day_read = param.Dict(
        default={}, doc="{count, operation, day, said, refusal}: which day was meant by the last one."
    )
    day_typed = param.Callable(default=None, doc="Called with a typed day, whether it is to come, and its operation.")

    def _handle_msg(self, data: Any) -> None:
        if not isinstance(data, dict) or not self.day_typed:
            return
        day, operation = data.get("day"), data.get("operation")
        if isinstance(day, str) and isinstance(operation, str):
            self.day_typed(day[: LONGEST + 1], data.get("ahead") is True, operation)


def reads_days(view: DayForms, visit: Following, ahead_from: Callable[[], date] | None = None) -> None:
    """Answer each day that is typed in a view. ahead_from: the day that those to come are counted from; None: today."""

    def typed(text: str, is_ahead: bool, operation: str) -> None:
        today = ahead_from() if is_ahead and ahead_from else visit.today()
        answer: dict[str, object]
        try:
            day = typed_day(visit.words, text, today, ahead=is_ahead)
            answer = {"day": day.isoformat(), "said": day_in_words(visit.words, day)}
        except PartnershipError as refused:
            answer = {"refusal": visit.words.refusal(refused)}
        view.day_read = {"count": view.day_read.get("count", 0) + 1, "operation": operation, **answer}

    view.day_typed = typed
