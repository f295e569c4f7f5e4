"""The list of people with the one who is open: what an administrator does there is checked and written by actions."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import param

from dashboards.shell.component import Component, script
from dashboards.state.background import Change
from dashboards.state.people.shapes import PersonPanel
from dashboards.state.people.visit import Look, PeopleVisit
from dashboards.state.plain_text import to_json
from dashboards.views.parts.answering import day_of_text, dictionary_of, raise_error, refuse
from dashboards.views.parts.schools_view import styles
from models.actions import access_requests, care, people
from models.errors import PartnershipError
from models.people_rules import PersonDetails, Span
from models.today import day_of
from models.vocabulary import N_, Role

LONGEST_TEXT = 300
CHANGES = ("add", "save", "give", "end", "close", "reopen", "invite", "sign_out", "end_sign_in", "put_away")
SAID = {
    "add": N_("Added."),
    "save": N_("Saved."),
    "give": N_("Saved."),
    "end": N_("Saved."),
    "close": N_("The account is closed."),
    "reopen": N_("The account is open again."),
    "invite": N_("The link is made. It is shown only here, once."),
    "sign_out": N_("Signed out everywhere."),
    "end_sign_in": N_("The sign-in is ended."),
    "put_away": N_("The request is put away."),
}


class PeopleList(Component):
    """Who can come in, and what do they care for? Every change is answered, a refused one with the words why."""

    people = param.String(default="null", doc="JSON of a StaffPart.")
    person = param.String(default="null", doc="JSON of a PersonPanel; null: nobody is open.")
    answer = param.Dict(default={}, doc="{count, refusal, said, link, until}: the answer to the last change.")
    opened = param.Callable(default=None, doc="Called with a person's number, 0 for nobody.")
    looked = param.Callable(default=None, doc="Called with {by, group, search} of what is on screen.")
    changed = param.Callable(default=None, doc="Called with the name of a change and its message.")

    _property_mapping: dict[str, str | None] = {"opened": None, "looked": None, "changed": None}
    _esm = script("people")
    _first = script("people.first")
    _stylesheets = styles("people/people.css", "people/panel.css")

    def _handle_msg(self, data: Any) -> None:
        if not isinstance(data, dict):
            return
        if type(data.get("open")) is int and self.opened:
            self.opened(data["open"])
        if isinstance(data.get("look"), dict) and self.looked:
            self.looked(data["look"])
        named = next((name for name in CHANGES if name in data), None)
        if named and self.changed:
            self.changed(named, data)


class Desk:
    """The page's one view, and what happens when somebody changes something in it."""

    def __init__(
        self,
        visit: PeopleVisit,
        looked: Callable[[], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        **look: Any,
    ) -> None:
        """looked: called when another part of the list is on screen."""
        self._visit, self._looked, self._clock = visit, looked, clock
        self._open = 0
        self.look = Look()
        self.view = PeopleList(opened=self._opened, looked=self._look, changed=self._changed, **look)

    def show(self) -> None:
        """The list as it is now, and the open person anew."""
        self.view.people = to_json(self._visit.people())
        if self._open:
            self._opened(self._open)

    def _opened(self, number: int) -> None:
        self._open = number
        if not number:
            self.view.person = "null"
            return

        def opened(panel: PersonPanel) -> None:
            if self._open == number:  # else somebody else was opened meanwhile
                self.view.person = to_json(panel)

        self._visit.open_person(number, opened, raise_error)

    def _look(self, asked: dict[str, Any]) -> None:
        by, group, search = asked.get("by"), asked.get("group"), asked.get("search")
        part = self._visit.people()
        groups = part["groups"] if by == "person" else part["school_groups"]
        if by not in ("person", "school") or group not in {one["code"] for one in groups}:
            return
        typed = search[:LONGEST_TEXT].lower().strip() if isinstance(search, str) else ""
        self.look = Look("person" if by == "person" else "school", str(group), typed)
        self._looked()

    # ------------------------------------------------------------ changes
    def _changed(self, named: str, typed: dict[str, Any]) -> None:
        try:
            change = getattr(self, f"_to_{named}")(typed)
        except PartnershipError as refused:
            self._answer(refusal=self._visit.words.refusal(refused))
            return
        self._visit.write(change, lambda result: self._kept(named, result), self._refused)

    def _kept(self, named: str, result: object) -> None:
        words = self._visit.words
        if named == "add" and isinstance(result, int):
            self._open = result
        self._visit.reload()
        if isinstance(result, people.Invitation):
            until = words.gettext("It can be used once, until {day}.", day=words.day(day_of(result.until)))
            self._answer(said=words.gettext(SAID[named]), link=result.address, until=until)
        else:
            self._answer(said=words.gettext(SAID[named]))

    def _refused(self, error: Exception) -> None:
        """Always answered, or the form would wait for ever; the page shows what is no PartnershipError."""
        refuse(self._visit.words, error, lambda words: self._answer(refusal=words))
        self._visit.reload()  # what another administrator changed is seen beside what was typed

    def _answer(self, **said: str) -> None:
        self.view.answer = {"count": self.view.answer.get("count", 0) + 1, **said}

    # ------------------------------------------------------------ what each of them writes
    def _to_add(self, typed: dict[str, Any]) -> Change[object]:
        form, viewer, at = dictionary_of(typed, "add"), self._visit.viewer, self._clock()
        login, details = _text(form, "login"), _details(form)
        return lambda session: people.add_person(session, viewer, login, details, at=at)

    def _to_save(self, typed: dict[str, Any]) -> Change[object]:
        number, viewer, at = _number(typed, "save"), self._visit.viewer, self._clock()
        details, seen = _details(dictionary_of(typed, "fields")), _details(dictionary_of(typed, "seen"))
        return lambda session: people.change_person(session, viewer, number, details, seen=seen, at=at)

    def _to_give(self, typed: dict[str, Any]) -> Change[object]:
        number, viewer, at = _number(typed, "give"), self._visit.viewer, self._clock()
        key, span = _text(typed, "key"), _span(typed)
        give = care.give_cluster if self._visit.role_of(number) is Role.COORDINATOR else care.give_school
        return lambda session: give(session, viewer, number, key, span, at=at)

    def _to_end(self, typed: dict[str, Any]) -> Change[object]:
        number, viewer, at = _number(typed, "end"), self._visit.viewer, self._clock()
        key, span, on = _text(typed, "key"), _span(typed), day_of_text(_text(typed, "on"))
        end = care.end_cluster if self._visit.has_cluster(number, key) else care.end_school
        return lambda session: end(session, viewer, number, key, span, on=on, at=at)

    def _to_close(self, typed: dict[str, Any]) -> Change[object]:
        number, viewer, at = _number(typed, "close"), self._visit.viewer, self._clock()
        return lambda session: people.close_account(session, viewer, number, at=at)

    def _to_reopen(self, typed: dict[str, Any]) -> Change[object]:
        number, viewer, at = _number(typed, "reopen"), self._visit.viewer, self._clock()
        return lambda session: people.reopen_account(session, viewer, number, at=at)

    def _to_invite(self, typed: dict[str, Any]) -> Change[object]:
        number, viewer, at = _number(typed, "invite"), self._visit.viewer, self._clock()
        return lambda session: people.invite(session, viewer, number, at=at)

    def _to_sign_out(self, typed: dict[str, Any]) -> Change[object]:
        number, viewer, at = _number(typed, "sign_out"), self._visit.viewer, self._clock()
        return lambda session: people.end_sign_ins_of(session, viewer, number, at=at)

    def _to_end_sign_in(self, typed: dict[str, Any]) -> Change[object]:
        number, viewer, at = _number(typed, "end_sign_in"), self._visit.viewer, self._clock()
        return lambda session: people.end_sign_in(session, viewer, number, at=at)

    def _to_put_away(self, typed: dict[str, Any]) -> Change[object]:
        number, viewer, at = _number(typed, "put_away"), self._visit.viewer, self._clock()
        return lambda session: access_requests.put_request_away(session, viewer, number, at=at)


def _number(typed: dict[str, Any], name: str) -> int:
    value = typed.get(name)
    if type(value) is not int:
        raise PartnershipError("There is no such person in this district; nothing was saved.")
    return value


def _text(typed: dict[str, Any], name: str) -> str:
    value = typed.get(name)
    return value[:LONGEST_TEXT] if isinstance(value, str) else ""


def _details(form: dict[str, Any]) -> PersonDetails:
    role = _text(form, "role")
    if role not in set(Role):
        raise PartnershipError("Choose what they may do; nothing was saved.")
    return PersonDetails(_text(form, "name"), Role(role), _text(form, "email"), _text(form, "phone"))


def _span(typed: dict[str, Any]) -> Span:
    return Span(day_of_text(_text(typed, "begins")), day_of_text(_text(typed, "ends")) if typed.get("ends") else None)
