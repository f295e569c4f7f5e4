"""The pages at the door, by path."""

import logging
import secrets
from dataclasses import asdict
from datetime import UTC, datetime
from urllib.parse import urlencode

import orjson
from sqlalchemy.orm import Session

from dashboards.shell.door.asking import AskForAccess, no_access
from dashboards.shell.door.at_the_door import AtTheDoor
from dashboards.shell.door.door_page import DoorPage, Field, Form, Link
from dashboards.shell.door.script_failed import ScriptFailed
from dashboards.shell.in_time import in_time
from dashboards.shell.sign_in import cookies, provider
from dashboards.shell.sign_in.attempts import Attempts
from dashboards.shell.sign_in.knowing import known
from dashboards.shell.sign_in.request_facts import client_address, user_of_proxy
from models.actions.sign_in import (
    choose_password,
    is_password,
    keep_provider,
    sign_out,
)
from models.errors import NoAnswerError, PartnershipError
from models.people_rules import Asking
from models.queries.sign_in import (
    Account,
    account_named,
    account_of_link,
    account_of_provider,
    password_hash_of,
    provider_of,
)
from models.settings import settings
from models.sign_in_ways import SignInWay
from models.vocabulary import N_

log = logging.getLogger(__name__)
WRONG = N_("Name or password is not right. After five tries, wait a minute.")
TOO_OFTEN = N_("Too many tries. Wait a minute, then try again.")
attempts = Attempts()


class SignInPage(AtTheDoor):
    """Sign in: by the district's account, by a password, or because the proxy in front has said who it is."""

    async def get(self) -> None:
        out = self.get_argument("out", "")
        by_proxy = (
            SignInWay.PROXY in settings().sign_in.ways and out != "1"
        )  # who signs out is not let in at once again
        if user := user_of_proxy(self.request) if by_proxy else "":
            return await self._by_proxy(user)
        if await self.reading(lambda session: known(session, self.request)) is not None:
            self.redirect(self.next_page, status=303)
            return None
        done = self.words.gettext("You are signed out on this computer.") if out == "1" else ""
        return await self.show(self._page(done=done))

    async def post(self) -> None:
        name, password = self.get_body_argument("name", ""), self.get_body_argument("password", "", strip=False)
        address = client_address(self.request)
        if SignInWay.PASSWORD not in settings().sign_in.ways:
            return await self.show(self._page(wrong=self.words.gettext(WRONG), name=name), 403)
        if not attempts.may_try(name, address):
            self.set_header("Retry-After", "60")
            return await self.show(self._page(wrong=self.words.gettext(TOO_OFTEN), name=name), 429)
        attempts.was_wrong(name, address)  # taken back below: many tries sent at once count all the same

        def compared(session: Session) -> Account | None:
            account = account_named(session, name, settings().district)
            kept = password_hash_of(session, account) if account else ""
            return account if is_password(kept, password) else None

        account = await self.reading(compared)
        if account is None:
            log.warning("A wrong password from %s", address)
            return await self.show(self._page(wrong=self.words.gettext(WRONG), name=name), 403)
        attempts.was_right(name, address)
        return await self.let_in(account, SignInWay.PASSWORD)

    async def _by_proxy(self, user: str) -> None:
        account = await self.reading(lambda session: account_named(session, user, settings().district))
        if account is None:
            return await self.show(no_access(self, Asking(user)), 403)
        return await self.let_in(account, SignInWay.PROXY)

    def _page(self, *, wrong: str = "", done: str = "", name: str = "") -> DoorPage:
        gettext, ways, hidden = self.words.gettext, settings().sign_in.ways, {"next": self.get_argument("next", "")}
        by_provider, form = None, None
        if SignInWay.OIDC in ways:
            named = settings().sign_in.oidc.name
            label = gettext("Sign in with {name}", name=named) if named else gettext("Sign in with my district account")
            by_provider = Link(label, f"{self.prefix}/sign-in/provider?{urlencode(hidden)}")
        if SignInWay.PASSWORD in ways:
            fields = [
                Field(gettext("Name"), "name", autocomplete="username", value=name, here=not by_provider and not name),
                Field(gettext("Password"), "password", "password", "current-password", here=bool(name)),
            ]
            form = Form(f"{self.prefix}/sign-in", fields, gettext("Sign in"), hidden)
        lines = [gettext("For the office, coordinators and school liaisons.")]
        if ways == (SignInWay.PROXY,):
            lines = [gettext("Open these pages by the address that your district gave you.")]
        hours = self.words.number(settings().sign_in.hours)
        note = gettext("You stay signed in for {hours} hours on this computer.", hours=hours)
        title = gettext("Sign in with your district account") if by_provider else gettext("Sign in")
        return DoorPage(title, lines, wrong, done, by_provider, form, note=note if by_provider or form else "")


class ToProvider(AtTheDoor):
    """Leave for the district's accounts."""

    async def get(self) -> None:
        address, way = await in_time(lambda: provider.leave(self.next_page, back_address(self.prefix)))
        cookies.give_for_the_way(self, self.application.secret_key, orjson.dumps(asdict(way)).decode())  # type: ignore[attr-defined]
        self.redirect(address, status=303)


class FromProvider(AtTheDoor):
    """Back from the district's accounts, with a code that only we can use."""

    async def get(self) -> None:
        kept = cookies.from_the_way(self.request, self.application.secret_key)  # type: ignore[attr-defined]
        cookies.take_away(self, cookies.ON_THE_WAY)
        way = provider.OnTheWay(**orjson.loads(kept)) if kept else None
        if way is None or not secrets.compare_digest(self.get_argument("state", "").encode(), way.state.encode()):
            raise PartnershipError("This sign-in was begun in another window, or too long ago. Sign in again.")
        code = self.get_argument("code", "")
        if not code:
            raise PartnershipError("You were not signed in: your district's accounts did not say who you are.")
        self.request.arguments["next"] = [way.next.encode()]
        told = await in_time(lambda: provider.come_back(way, code, back_address(self.prefix)))
        account = await self.reading(lambda session: _account_of(session, told))
        if account is None:
            await self.show(no_access(self, Asking(told.email, told.name)), 403)
            return
        await self.let_in(
            account, SignInWay.OIDC, lambda session: keep_provider(session, account, told.issuer, told.subject)
        )


class SignOut(AtTheDoor):
    """End the sign-in of this browser, and close its open pages."""

    def get(self) -> None:
        self.redirect(f"{self.prefix}/sign-in", status=303)

    async def post(self) -> None:
        found = await self.reading(lambda session: known(session, self.request))
        if found is not None:
            await self.writing(lambda session: sign_out(session, found.sign_in_id, at=datetime.now(UTC)))
            self.pages.close_all_of(found.sign_in_id)
        cookies.take_away(self, cookies.KEY)
        self.redirect(f"{self.prefix}/sign-in?out=1", status=303)


class IsSignedIn(AtTheDoor):
    """Asked by a page whose connection was lost: load again, or sign in again?"""

    async def get(self) -> None:
        is_in = True
        if settings().needs_sign_in:
            is_in = await self.reading(lambda session: known(session, self.request)) is not None
        self.set_status(200 if is_in else 401)
        self.set_header("Content-Type", "application/json")
        self.finish(orjson.dumps({"signed_in": is_in}))


class ChoosePassword(AtTheDoor):
    """The first password, or a new one, by the link that the office gave."""

    async def get(self) -> None:
        await self._show(self.get_argument("key", ""))

    async def post(self) -> None:
        key = self.get_body_argument("key", "")
        password = self.get_body_argument("password", "", strip=False)
        if password != self.get_body_argument("again", "", strip=False):
            return await self._show(key, self.words.gettext("The two are not the same. Write the password twice."))
        try:
            account = await self.writing(lambda session: choose_password(session, key, password, at=datetime.now(UTC)))
        except NoAnswerError:
            raise
        except PartnershipError as refusal:
            return await self._show(key, self.words.refusal(refusal))
        return await self.let_in(account, SignInWay.PASSWORD)

    async def _show(self, key: str, wrong: str = "") -> None:
        gettext = self.words.gettext
        account = None
        if SignInWay.PASSWORD in settings().sign_in.ways:
            account = await self.reading(lambda session: account_of_link(session, key, datetime.now(UTC)))
        if account is None:
            text = gettext("This link was used, or is too old. Ask the office for a new one.")
            return await self.show(DoorPage(gettext("Choose a password"), wrong=text), 403)
        fields = [
            Field(gettext("Password"), "password", "password", "new-password", here=True),
            Field(gettext("The same again"), "again", "password", "new-password"),
        ]
        form = Form(f"{self.prefix}/password", fields, gettext("Keep this password"), {"key": key})
        lines = [gettext("For {login}. Ten characters or more; three words that do not belong together are good.",
                         login=account.login)]  # fmt: skip
        return await self.show(DoorPage(gettext("Choose a password"), lines, wrong, form=form), 403 if wrong else 200)


HANDLERS: dict[str, type[AtTheDoor]] = {
    "sign-in": SignInPage,
    "sign-in/provider": ToProvider,
    "sign-in/back": FromProvider,
    "sign-out": SignOut,
    "signed-in": IsSignedIn,
    "script-failed": ScriptFailed,
    "password": ChoosePassword,
    "ask": AskForAccess,
}
"""Path within the pages to what answers it."""


def back_address(prefix: str) -> str:
    """Where the provider sends people back to: fixed by the settings, whatever a request calls this host."""
    return f"{settings().origin}{prefix}/sign-in/back"


def _account_of(session: Session, told: provider.AtProvider) -> Account | None:
    """
    Who has this account: whoever signed in with it before; else who has its e-mail, and no other account of it.

    So an address that is given to somebody else later opens nothing.
    """
    district = settings().district
    before = account_of_provider(session, told.issuer, told.subject, district)
    if before is not None or not told.email:
        return before
    by_email = account_named(session, told.email, district)
    return by_email if by_email is not None and provider_of(session, by_email) is None else None
