"""
Whoever the district's accounts know and nobody has added here: told so, and may ask the office for access, once.

Who they are travels along in the form, signed for some minutes, so that nobody asks in another one's name.
"""

from datetime import UTC, datetime
from typing import Any

import orjson
from tornado.web import create_signed_value, decode_signed_value

from dashboards.shell.door.at_the_door import AtTheDoor
from dashboards.shell.door.door_page import DoorPage, Field, Form, Link
from dashboards.shell.sign_in.attempts import Attempts
from dashboards.shell.sign_in.request_facts import client_address
from models.actions.access_requests import ask_for_access
from models.errors import NoAnswerError, PartnershipError
from models.people_rules import LONGEST_REQUEST, Asking
from models.queries.sign_in import district_at_the_door
from models.settings import settings

SIGNED_FOR = "asks for access"
MINUTES = 30
attempts = Attempts()
"""Requests count as wrong tries do: so many a minute for a person, and for an address."""


class AskForAccess(AtTheDoor):
    """Takes the request; what is written in it is read by an administrator, and believed by nobody else."""

    def get(self) -> None:
        self.redirect(f"{self.prefix}/sign-in", status=303)

    async def post(self) -> None:
        gettext, again = self.words.gettext, f"{self.prefix}/sign-in"
        title = gettext("Access to these pages")
        asking = _signed(self, self.get_body_argument("who", "", strip=False))
        if asking is None:
            text = gettext("This page is too old. Sign in again, and ask then.")
            return await self.show(DoorPage(title, wrong=text, link=Link(gettext("Sign in"), again)), 403)
        address = client_address(self.request)
        if not attempts.may_try(asking.who, address):
            self.set_header("Retry-After", "60")
            text = gettext("Too many tries. Wait a minute, then try again.")
            return await self.show(no_access(self, asking, wrong=text), 429)
        attempts.was_wrong(asking.who, address)
        note = self.get_body_argument("note", "")
        try:
            await self.writing(lambda session: ask_for_access(session, _district(session), asking, note, at=_now()))
        except NoAnswerError:
            raise
        except PartnershipError as refusal:
            return await self.show(no_access(self, asking, wrong=self.words.refusal(refusal)), 403)
        lines = [gettext("Come back once the office has added you.")]
        link = Link(gettext("Sign in"), again)
        return await self.show(DoorPage(title, lines, done=gettext("The office has your request."), link=link))


def no_access(handler: AtTheDoor, asking: Asking, wrong: str = "") -> DoorPage:
    """What is told somebody who is signed in at the district and has no row here. asking.who is empty: not known."""
    gettext, again = handler.words.gettext, f"{handler.prefix}/sign-in"
    named = gettext("The office has not given {who} a role.", who=asking.who) if asking.who else gettext(
        "Your account has no e-mail address that the district has confirmed, so nobody here can be found by it."
    )  # fmt: skip
    lines = [named + " " + gettext("Nothing can be seen until it does."), gettext("Ask the office to add you.")]
    note = gettext("No schools, names or figures are on this page, and none are in its address.")
    form = None
    if asking.who:
        said = Field(gettext("A line to the office, if you like"), "note", longest=LONGEST_REQUEST, is_needed=False)
        form = Form(f"{handler.prefix}/ask", [said], gettext("Ask for access"), {"who": _sign(handler, asking)})
    link = Link(gettext("Sign in as somebody else"), again)
    return DoorPage(
        gettext("You are signed in, but have no access yet"), lines, wrong=wrong, form=form, link=link, note=note
    )


def _sign(handler: AtTheDoor, asking: Asking) -> str:
    said = orjson.dumps([asking.who, asking.name]).decode()
    return create_signed_value(_secret(handler), SIGNED_FOR, said).decode()


def _signed(handler: AtTheDoor, value: str) -> Asking | None:
    """Who asks, as this server has signed it within the last minutes; None for anything else."""
    found = decode_signed_value(_secret(handler), SIGNED_FOR, value, max_age_days=MINUTES / 24 / 60)
    return Asking(*orjson.loads(found)) if found else None


def _secret(handler: AtTheDoor) -> Any:
    return handler.application.secret_key  # type: ignore[attr-defined]


def _district(session: Any) -> int:
    found = district_at_the_door(session, settings().district)
    if found is None:
        raise PartnershipError("These pages are of several districts: ask the office yourself. Nothing was sent.")
    return found


def _now() -> datetime:
    return datetime.now(UTC)
