"""The form of a month's report, and what happens when somebody types in it: saved and sent by actions."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
import param

from dashboards.shell.component import Component, script
from dashboards.state.background import Change
from dashboards.state.plain_text import to_json
from dashboards.state.report.visit import Newer, ReportVisit, clock
from dashboards.views.parts.answering import NOT_UNDERSTOOD, raise_error, refuse
from dashboards.views.parts.schools_view import styles
from models.actions.filing import send_report
from models.actions.report_drafts import Saved, Standing, Typed, begin_draft, discard_draft, save_fields
from models.errors import ConflictError, PartnershipError

LONGEST_TEXT = 100
CHANGES = ("save", "begin", "send", "discard", "look")


class ReportForm(Component):
    """What did the school do this month? Every change is answered, a refused one with the words why."""

    report = param.String(default="null", doc="JSON of a ReportPart; null: there is no report to write.")
    fields = param.String(default="[]", doc="JSON of the draft's fields as FieldNow, each value as it was typed.")
    checked = param.String(default="null", doc="JSON of a CheckedPart.")
    answer = param.String(default="{}", doc="JSON of the answer to the last change, by its operation.")
    changed = param.Callable(default=None, doc="Called with the name of a change and its message.")
    chosen = param.Callable(default=None, doc="Called with the school and the month that somebody chooses.")

    _property_mapping: dict[str, str | None] = {"changed": None, "chosen": None}
    _esm = script("report")
    _first = script("report.first")
    _stylesheets = styles("report/report.css", "report/rows.css", "report/aside.css")

    def _handle_msg(self, data: Any) -> None:
        if not isinstance(data, dict):
            return
        if isinstance(data.get("choose"), dict) and self.chosen:
            self.chosen(_text(data["choose"], "school"), _text(data["choose"], "month"))
        named = next((name for name in CHANGES if isinstance(data.get(name), dict)), None)
        if named and self.changed:
            self.changed(named, data[named])


class Desk:
    """The page's one view, and what happens when somebody types in it, sends it or throws it away."""

    def __init__(
        self,
        visit: ReportVisit,
        said: Callable[[], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        **look: Any,
    ) -> None:
        """said: called when the page says something else."""
        self._visit, self._said, self._clock = visit, said, clock
        self._count = 0
        self.view = ReportForm(changed=self._changed, chosen=self._chosen, **look)

    def show(self) -> None:
        """The report as it is now; said last, since then the form is built of the others."""
        self.view.fields = _as_typed(self._visit.fields())
        self.tell_checked()
        self.view.report = to_json(self._visit.part())

    def tell_checked(self) -> None:
        """What the draft says by now."""
        self.view.checked = to_json(self._visit.checked())

    def _chosen(self, school_id: str, month: str) -> None:
        self._visit.choose(school_id, month)
        self.show()
        self._said()

    # ------------------------------------------------------------ changes
    def _changed(self, named: str, asked: dict[str, Any]) -> None:
        found = self._visit.found
        if found is None or _text(asked, "school") != found.school.school_id:
            self._answer(named, asked, refusal=self._visit.words.gettext("Another report is shown by now."))
            return
        if named == "look":
            self._look(asked)
            return
        try:
            change = getattr(self, f"_to_{named}")(asked)
        except PartnershipError as refused:
            self._refused(named, asked, refused)
            return
        self._visit.write(
            change,
            lambda result: getattr(self, f"_did_{named}")(asked, result),
            lambda error: self._refused(named, asked, error),
        )

    def _refused(self, named: str, asked: dict[str, Any], error: Exception) -> None:
        """Always answered, or the form would wait for ever; the page shows what is no PartnershipError."""
        is_over = isinstance(error, ConflictError) and named in ("save", "send")
        refuse(self._visit.words, error, lambda words: self._answer(named, asked, refusal=words, is_over=is_over))

    def _answer(self, named: str, asked: dict[str, Any], **said: Any) -> None:
        self._count += 1
        answer = {"count": self._count, "kind": named, "op": _text(asked, "op"), **said}
        self.view.answer = orjson.dumps(answer).decode()

    # ------------------------------------------------------------ typed and saved
    def _to_save(self, asked: dict[str, Any]) -> Change[Saved]:
        found, viewer, at = self._visit.found, self._visit.viewer, self._clock()
        assert found is not None
        fields = asked.get("fields")
        typed = [_typed(one) for one in fields] if isinstance(fields, list) else []
        key, op = _text(asked, "draft"), _text(asked, "op")
        based_on, known = _number(asked, "based_on"), _number(asked, "known")
        return lambda session: save_fields(
            session, viewer, found.school.school_id, found.month, typed,
            draft_key=key, based_on=based_on, known=known, operation_id=op, at=at,
        )  # fmt: skip

    def _did_save(self, asked: dict[str, Any], saved: Saved) -> None:
        self._answer(
            "save",
            asked,
            draft=saved.draft_key,
            version=saved.version,
            at=clock(saved.at),
            saved=saved.fields,
            differs=self._standing(saved.differs),
            others=self._standing(saved.others),
        )
        if asked.get("check") is True or saved.others:
            self._check()

    def _check(self) -> None:
        def told(_: Any) -> None:
            self.tell_checked()
            self._said()

        self._visit.read_draft(told, raise_error)

    def _standing(self, fields: list[Standing]) -> list[dict[str, Any]]:
        return [
            {
                "path": one.path,
                "value": one.value,
                "version": one.version,
                "person": one.person,
                "when": clock(one.saved_at),
            }
            for one in fields
        ]

    def _look(self, asked: dict[str, Any]) -> None:
        """What others have typed since: asked by the page every few seconds."""

        def told(newer: Newer | None) -> None:
            if newer is not None:
                self._answer("look", asked, draft=newer.draft_key, version=newer.version, others=newer.fields)
                self.tell_checked()
                self._said()

        self._visit.read_newer(_text(asked, "draft"), _number(asked, "known"), told, raise_error)

    # ------------------------------------------------------------ begun, sent, thrown away
    def _to_begin(self, asked: dict[str, Any]) -> Change[str]:
        found, viewer, at, op = self._visit.found, self._visit.viewer, self._clock(), _text(asked, "op")
        assert found is not None
        return lambda session: begin_draft(session, viewer, found.school.school_id, found.month, operation_id=op, at=at)

    def _did_begin(self, asked: dict[str, Any], draft: str) -> None:
        self._renew("begin", asked)

    def _to_send(self, asked: dict[str, Any]) -> Change[dict[str, Any]]:
        found, viewer, at, op = self._visit.found, self._visit.viewer, self._clock(), _text(asked, "op")
        assert found is not None
        key, version, over = _text(asked, "draft"), _number(asked, "version"), _number(asked, "over")
        return lambda session: send_report(
            session, viewer, found.school.school_id, found.month,
            draft_key=key, version=version, over=over, operation_id=op, at=at,
        )  # fmt: skip

    def _did_send(self, asked: dict[str, Any], sent: dict[str, Any]) -> None:
        self._renew("send", asked, said=self._visit.sent_words(int(sent["late"])))
        self._visit.reload()

    def _to_discard(self, asked: dict[str, Any]) -> Change[None]:
        found, viewer, at, op = self._visit.found, self._visit.viewer, self._clock(), _text(asked, "op")
        assert found is not None
        key = _text(asked, "draft")
        return lambda session: discard_draft(
            session, viewer, found.school.school_id, found.month, draft_key=key, operation_id=op, at=at
        )

    def _did_discard(self, asked: dict[str, Any], nothing: None) -> None:
        self._renew("discard", asked)

    def _renew(self, named: str, asked: dict[str, Any], **said: Any) -> None:
        self._visit.renew()
        self._answer(named, asked, **said)
        self.show()
        self._said()


def _as_typed(fields: Any) -> str:
    """JSON that keeps every sign of what was typed: it stands in fields, never in the page's text."""
    return orjson.dumps(fields).decode()


def _text(asked: dict[str, Any], name: str) -> str:
    value = asked.get(name)
    return value[:LONGEST_TEXT] if isinstance(value, str) else ""


def _number(asked: dict[str, Any], name: str) -> int:
    value = asked.get(name)
    return value if type(value) is int else 0


def _typed(one: Any) -> Typed:
    if not isinstance(one, dict) or not isinstance(one.get("path"), str):
        raise PartnershipError(NOT_UNDERSTOOD)
    return Typed(one["path"], one.get("value"), _number(one, "seen"), _text(one, "sent"))
