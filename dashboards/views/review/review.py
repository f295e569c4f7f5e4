"""The queue, a report and the decision about it: what somebody decides is checked and written by actions."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import param

from dashboards.shell.component import script
from dashboards.state.background import Change
from dashboards.state.plain_text import to_json
from dashboards.state.review.shapes import ReportPanel
from dashboards.state.review.visit import ReviewVisit
from dashboards.views.parts.answering import NOT_UNDERSTOOD, day_of_text, raise_error, refuse
from dashboards.views.parts.schools_view import styles
from dashboards.views.parts.typed_days import DayForms, reads_days
from models.actions import care, month_locks, reviewing
from models.actions.once import once
from models.actions.reviewing import SeenReport
from models.errors import PartnershipError
from models.people_rules import Span
from models.permissions import Viewer
from models.vocabulary import N_, ReportState

LONGEST_TEXT = 2_000
MOST_AHEAD = 4
CHANGES = ("accept", "give_back", "put_back", "undo", "unlock", "lend", "end_lent")
SAID = {
    "accept": N_("Accepted."),
    "give_back": N_("Returned."),
    "put_back": N_("Back to review."),
    "undo": N_("Undone."),
    "unlock": N_("The month is open again."),
    "lend": N_("Saved."),
    "end_lent": N_("Saved."),
}


class ReviewDesk(DayForms):
    """Which reports wait, and what is to be said of this one? Every decision is answered, a refused one in words."""

    queue = param.String(default="null", doc="JSON of a ReviewQueue.")
    reports = param.String(default="[]", doc="JSON of ReportPanels: the one that was asked for, and those beside it.")
    answer = param.Dict(default={}, doc="{count, operation, refusal, said}: the answer to the last decision.")
    opened = param.Callable(default=None, doc="Called with the keys of reports that are wanted, the first at once.")
    looked = param.Callable(default=None, doc="Called with {cluster} or {month} that is chosen.")
    changed = param.Callable(default=None, doc="Called with the name of a decision and its message.")

    _property_mapping: dict[str, str | None] = {"opened": None, "looked": None, "changed": None, "day_typed": None}
    _esm = script("review")
    _first = script("review.first")
    _stylesheets = styles("review/review.css", "review/report.css", "review/decide.css", "parts/typed_day.css")

    def _handle_msg(self, data: Any) -> None:
        super()._handle_msg(data)
        if not isinstance(data, dict):
            return
        keys = data.get("open")
        if isinstance(keys, list) and self.opened and all(isinstance(key, str) for key in keys):
            self.opened(keys[:MOST_AHEAD])
        if isinstance(data.get("look"), dict) and self.looked:
            self.looked(data["look"])
        named = next((name for name in CHANGES if name in data), None)
        if named and self.changed:
            self.changed(named, data)


class Desk:
    """The page's one view, and what happens when somebody decides something in it."""

    def __init__(
        self,
        visit: ReviewVisit,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        **look: Any,
    ) -> None:
        self._visit, self._clock = visit, clock
        self._held: dict[str, ReportPanel] = {}
        self._wanted: list[str] = []
        self.view = ReviewDesk(opened=self._opened, looked=self._look, changed=self._changed, **look)
        reads_days(self.view, visit)

    def show(self) -> None:
        """The queue as it is now, and the reports that are held anew."""
        self.view.queue = to_json(self._visit.queue())
        if self._wanted:
            self._opened(self._wanted)

    def _opened(self, keys: Sequence[str]) -> None:
        self._wanted = list(keys)

        def opened(panels: list[ReportPanel]) -> None:
            self._held |= {one["key"]: one for one in panels}
            self.view.reports = to_json(panels)

        self._visit.open_reports(keys, opened, raise_error)

    def _look(self, asked: dict[str, Any]) -> None:
        for name in ("cluster", "month"):
            if isinstance(asked.get(name), str):
                self._visit.choose(name, asked[name])

    # ------------------------------------------------------------ decisions
    def _changed(self, named: str, typed: dict[str, Any]) -> None:
        operation = typed.get("operation")
        operation = operation if isinstance(operation, str) else ""
        try:
            change = getattr(self, f"_to_{named}")(typed[named], operation)
        except PartnershipError as refused:
            self._answer(operation, refusal=self._visit.words.refusal(refused))
            return
        self._visit.write(
            change,
            lambda _: self._kept(named, operation),
            lambda error: self._refused(operation, error),
        )

    def _kept(self, named: str, operation: str) -> None:
        self._answer(operation, said=self._visit.words.gettext(SAID[named]))
        self._visit.reload()

    def _refused(self, operation: str, error: Exception) -> None:
        """Always answered, or the page would wait for ever; the page shows what is no PartnershipError."""
        refuse(self._visit.words, error, lambda words: self._answer(operation, refusal=words))
        self._visit.reload()  # what somebody else did is seen beside what was refused

    def _answer(self, operation: str, **said: str) -> None:
        self.view.answer = {"count": self.view.answer.get("count", 0) + 1, "operation": operation, **said}

    def _once(self, operation: str, action: str, act: Callable[[Any, Viewer, datetime], Any]) -> Change[object]:
        viewer, at = self._visit.viewer, self._clock()
        return lambda session: once(session, viewer, operation, action, lambda: act(session, viewer, at), at=at)

    # ------------------------------------------------------------ what each of them writes
    def _to_accept(self, typed: Any, operation: str) -> Change[object]:
        if not isinstance(typed, list) or not 0 < len(typed) <= reviewing.MOST_AT_ONCE:
            raise PartnershipError(NOT_UNDERSTOOD)
        seen = [_seen(one, ReportState.SUBMITTED) for one in typed]
        return self._once(
            operation, "accept_reports",
            lambda session, viewer, at: reviewing.accept_reports(session, viewer, seen, at=at),
        )  # fmt: skip

    def _to_give_back(self, typed: Any, operation: str) -> Change[object]:
        seen, form = _seen(typed, ReportState.SUBMITTED), _dictionary(typed)
        text = _text(form, "text")
        if form.get("spanish") is True and (spanish := self._spanish(_text(form, "key"), form.get("codes"))):
            text = f"{text}\n\n{spanish}"
        return self._once(
            operation, "return_report",
            lambda session, viewer, at: reviewing.return_report(session, viewer, seen, text, at=at),
        )  # fmt: skip

    def _spanish(self, key: str, codes: object) -> str:
        """The ready sentences that were chosen, in Spanish; what was typed is not translated."""
        panel = self._held.get(key)
        if panel is None or not isinstance(codes, list):
            return ""
        form = panel["comes_back"]
        chosen = [one["spanish"] for one in form["comments"] if one["code"] in codes]
        if not chosen:
            return ""
        things = form["one_spanish"] if len(chosen) == 1 else form["two_spanish"]
        return " ".join([form["begun_spanish"], things, *chosen, form["ended_spanish"]])

    def _to_put_back(self, typed: Any, operation: str) -> Change[object]:
        state = _text(_dictionary(typed), "state")
        if state not in (ReportState.ACCEPTED, ReportState.RETURNED):
            raise PartnershipError(NOT_UNDERSTOOD)
        seen = _seen(typed, ReportState(state))
        return self._once(
            operation, "reopen_report",
            lambda session, viewer, at: reviewing.reopen_report(session, viewer, seen, at=at),
        )  # fmt: skip

    def _to_undo(self, typed: Any, operation: str) -> Change[object]:
        if type(typed) is not int or not 0 < typed < 2**31:
            raise PartnershipError(reviewing.NOT_OWN_LAST)
        return self._once(
            operation, "undo_review",
            lambda session, viewer, at: reviewing.undo_review(session, viewer, typed, at=at),
        )  # fmt: skip

    def _to_unlock(self, typed: Any, operation: str) -> Change[object]:
        form = _dictionary(typed)
        month, until, reason = _month(_text(form, "month")), _day(form, "until"), _text(form, "reason")
        return self._once(
            operation, "reopen_month",
            lambda session, viewer, at: month_locks.reopen_month(session, viewer, month, until, reason, at=at),
        )  # fmt: skip

    def _to_lend(self, typed: Any, operation: str) -> Change[object]:
        form = _dictionary(typed)
        person, cluster, span = _number(form, "person"), _text(form, "cluster"), _span(form)
        return self._once(
            operation, "lend_cluster",
            lambda session, viewer, at: care.lend_cluster(session, viewer, person, cluster, span, at=at),
        )  # fmt: skip

    def _to_end_lent(self, typed: Any, operation: str) -> Change[object]:
        form = _dictionary(typed)
        person, cluster, span = _number(form, "person"), _text(form, "cluster"), _span(form)
        on = _day(form, "on")
        return self._once(
            operation, "end_lent_cluster",
            lambda session, viewer, at: care.end_lent_cluster(session, viewer, person, cluster, span, on=on, at=at),
        )  # fmt: skip


def _dictionary(typed: Any) -> dict[str, Any]:
    if not isinstance(typed, dict):
        raise PartnershipError(NOT_UNDERSTOOD)
    return typed


def _text(form: dict[str, Any], name: str) -> str:
    value = form.get(name)
    return value[: LONGEST_TEXT + 1] if isinstance(value, str) else ""


def _number(form: dict[str, Any], name: str) -> int:
    value = form.get(name)
    if type(value) is not int or not 0 < value < 2**31:
        raise PartnershipError(NOT_UNDERSTOOD)
    return value


def _seen(typed: Any, state: ReportState) -> SeenReport:
    """A report as a browser names it, "4-002|2026-03", and the revision it was seen in."""
    form = _dictionary(typed)
    school_id, _, month = _text(form, "key").rpartition("|")
    revision = form.get("revision")
    if type(revision) is not int or not 0 <= revision < 2**31:
        raise PartnershipError(NOT_UNDERSTOOD)
    return SeenReport(school_id, _month(month), state, revision)


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise PartnershipError(NOT_UNDERSTOOD) from error


def _day(form: dict[str, Any], name: str) -> date:
    return day_of_text(_text(form, name))


def _span(form: dict[str, Any]) -> Span:
    return Span(_day(form, "begins"), _day(form, "ends") if form.get("ends") else None)
