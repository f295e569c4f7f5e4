"""
Who is here: whoever is signed in; where nobody has to, a choice of persons for whoever sits at the server's machine.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, TypedDict
from urllib.parse import unquote, urlencode

import pandas as pd
from sqlalchemy.orm import Session

from dashboards.shell.sign_in.knowing import NotSignedInError, known
from dashboards.state.district.data import DistrictData
from dashboards.state.filters import NOT_FILTERS
from dashboards.state.frame_rows import rows_of
from models import queries
from models.database import Database
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.settings import settings
from models.vocabulary import N_, Role
from models.wording.language import Words, words_for

LOOPBACK = frozenset({"127.0.0.1", "::1"})
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
BROWSERS_PROTOCOL = "HTTP/1.1"
"""What a browser speaks to a server without TLS. nginx, unless told otherwise, speaks HTTP/1.0 to what is behind it."""
SET_IN_BETWEEN = re.compile(
    r"(?:x[-_](?!requested-with$|purpose$|moz$|client-data$)"  # no browser opens a page with any other X- header
    r"|via$|forwarded|http[-_]|proxy[-_]|surrogate-|front-end-https$|true-client|client[-_]ip$|remote[-_]"
    r"|cf[-_]|cdn-|cloudfront-|fastly-|fly-|akamai-|ali-|incap-|wl-proxy-|ssl[-_]client|tailscale-"
    r"|xroxy-|traceparent$|tracestate$|b3$|uber-trace-id$)",
    re.IGNORECASE,
)
"""Names of headers that proxies, load balancers and delivery networks add to what they pass on."""
ELSEWHERE = N_(
    "There is no log-in yet, so these pages open only on the machine they run on. "
    "Sit there and open http://localhost with the same port."
)
REMEMBERED = "partnership_looks_as"
"""The cookie in which a browser keeps whom somebody looked as last; page.js writes it where one is chosen."""
THIS_MACHINE = N_("This machine")
"""Who looks where a district has no people yet."""
LOOKING_AS = {
    Role.DIRECTOR: N_("You are looking as a director."),
    Role.COORDINATOR: N_("You are looking as a coordinator."),
    Role.LIAISON: N_("You are looking as a school liaison."),
    Role.ADMINISTRATOR: N_("You are looking as an administrator."),
    Role.VIEWER: N_("You are looking as a viewer."),
}
ROLES_AFTER_A_NAME = {
    Role.DIRECTOR: N_("{name}, director"),
    Role.COORDINATOR: N_("{name}, coordinator"),
    Role.LIAISON: N_("{name}, school liaison"),
    Role.ADMINISTRATOR: N_("{name}, administrator"),
    Role.VIEWER: N_("{name}, viewer"),
}


class Identity(TypedDict):
    """Somebody one may look as; `here` is who it is now."""

    code: str
    label: str
    here: bool


class WhoIsHere(TypedDict):
    """What the frame shows of the person."""

    name: str
    role: str
    initials: str


class _Person(NamedTuple):
    login: str
    name: str
    role: str
    care: str


@dataclass(frozen=True)
class Visitor:
    """The viewer every query takes, the language they read, and what the frame says about them."""

    viewer: Viewer
    words: Words
    district: str
    district_code: str
    identities: tuple[Identity, ...]
    """Everybody one may look as."""
    address: str
    """The words of the address that keep the choice, as "as=r.okafor"; empty for the usual one."""
    since: datetime | None = None
    """The end of this person's visit before this one; None: there was none, or nobody is chosen."""
    to_review: int | None = None
    """How many reports wait for this person; None for who reviews none."""
    prepared: DistrictData | None = None
    """What the page is about to show, read and computed beforehand."""
    is_there: bool = True
    """Is somebody there? Not where the server runs a page for itself."""
    nonce: str = ""
    """What the scripts of this answer bear, so that no other is run."""
    sign_in_id: int | None = None
    """The sign-in the page is made for, and which alone may open it; None where nobody has to sign in."""

    @property
    def who(self) -> WhoIsHere:
        viewer = self.viewer
        name = viewer.name if viewer.person_id else self.words.gettext(THIS_MACHINE)
        initials = "".join(part[0] for part in viewer.name.split()[:2]).upper()
        role = self.words.listed([self.words.gettext(viewer.role.label), *viewer.clusters])
        return {"name": name, "role": role, "initials": initials}

    @property
    def banner(self) -> tuple[str, str] | None:
        """The line that says whom somebody looks as; None for whoever is signed in as themselves."""
        if self.sign_in_id is not None:
            return None
        choice = N_("There is no log-in yet; choose who you are at the top right.")
        if not self.identities:
            choice = N_("There is no log-in yet.")
        return self.words.gettext(LOOKING_AS[self.viewer.role]), self.words.gettext(choice)


def words_of(request: Any) -> Words:
    """The language that a request's browser prefers, of those there are; English for a page run without a visitor."""
    real = connection_of(request)
    preferred = real.headers.get("Accept-Language", "") if real is not None else ""
    return words_for([part.partition(";")[0].strip() for part in preferred.split(",") if part.strip()])


def connection_of(request: Any) -> Any:
    """The HTTP request behind Bokeh's proxy of it; None where a page is run without a visitor, to warm the server."""
    return getattr(request, "_request", request)


def nonce_of(request: Any) -> str:
    """What the fence has given this request for the scripts of its answer; "" for a page run without a visitor."""
    return str(getattr(connection_of(request), "nonce", ""))


def header_set_in_between(names: Iterable[str]) -> str:
    """The first of a request's headers that no browser sends but a proxy does; "" where there is none."""
    return next((name for name in names if SET_IN_BETWEEN.match(name)), "")


def is_at_this_machine(request: Any) -> bool:
    """
    Does this request come from the server's own machine, with nothing in between that can be told?

    The address is the connection's own, not a header's: headers of a session come from its token, which a stranger
    can write. A proxy on this machine would make everybody local, so whatever looks like one never counts: a header
    of a proxy, the older protocol, a host that is not this machine's. A proxy that imitates a browser in all three
    can't be told from one; the README says so.
    """
    real = connection_of(request)
    if real is None:
        return False
    host = str(real.headers.get("Host", "")).rsplit(":", 1)[0].lower()
    return (
        real.remote_ip in LOOPBACK
        and real.version == BROWSERS_PROTOCOL
        and host in LOCAL_NAMES
        and not header_set_in_between(real.headers)
    )


def who_is_here(database: Database, request: Any, arguments: dict[str, str], today: date) -> Visitor:
    """
    The visitor of a page. `arguments` are the address's words.

    Raises NotSignedInError where somebody has to sign in first; where nobody has to, NotAllowedError away from this
    machine. PartnershipError where there is no district or nobody to be.
    """
    if settings().needs_sign_in:
        return _signed_in_visitor(database, request, today)
    if not is_at_this_machine(request):
        raise NotAllowedError(ELSEWHERE)
    return _visitor(database, request, arguments, today)


def first_visitor(database: Database, today: date) -> Visitor:
    """
    Whom the page is made for that the server runs before anybody asks: the usual choice. Nobody is shown that page.

    Raises PartnershipError where there is no district or nobody to be.
    """
    return replace(_visitor(database, None, {}, today), is_there=False)


def district_shown(session: Session) -> str:
    """The district's name for whoever is not signed in yet: as set, else of the only one there is; else ""."""
    if settings().title:
        return settings().title
    found = _served(queries.districts(session))
    return str(found["name"].iloc[0]) if len(found) == 1 else ""


def _served(districts: pd.DataFrame) -> pd.DataFrame:
    """The districts that this server is for: the one of the settings, else all."""
    code = settings().district
    return districts[districts["code"].eq(code)] if code else districts


def _signed_in_visitor(database: Database, request: Any, today: date) -> Visitor:
    """Whoever is signed in, as themselves: nothing in the address chooses a person or a district."""
    real = connection_of(request)
    with database.reading() as session:
        found = known(session, real) if real is not None else None
        if found is None:
            raise NotSignedInError("You are not signed in. Load the page again.")
        account = found.account
        districts = queries.districts(session)
        district = districts[districts["district_id"].eq(account.district_id)].iloc[0]
        viewer = queries.viewer(session, account.district_id, account.login, today)
        visits = queries.last_visit(session, viewer)
    since = visits.since(datetime.now(UTC)) if visits else None
    name = settings().title or str(district["name"])
    return Visitor(
        viewer,
        words_of(request),
        name,
        str(district["code"]),
        (),
        "",
        since,
        nonce=nonce_of(request),
        sign_in_id=found.sign_in_id,
    )


def _visitor(database: Database, request: Any, arguments: dict[str, str], today: date) -> Visitor:
    with database.reading() as session:
        districts = _served(queries.districts(session))
        if districts.empty:
            raise PartnershipError(
                "There is no district in the database yet. Run `partnership sample` to look around, "
                "or `partnership import` to bring in your own schools."
            )
        code = arguments.get("district", districts["code"].iloc[0])
        if code not in set(districts["code"]):
            raise PartnershipError(
                'There is no district "{code}" here. There is: {codes}.', code=code, codes=", ".join(districts["code"])
            )
        district = districts[districts["code"].eq(code)].iloc[0]
        district_id = int(district["district_id"])
        people = queries.identities(session, district_id, today)
        if people.empty:
            # ASSUMPTION: whoever can open the page here can open the database file too.
            viewer = Viewer(district_id, 0, THIS_MACHINE, Role.VIEWER)
        else:
            viewer = queries.viewer(
                session, district_id, chosen_login(request, arguments, list(people["login"])), today
            )
        visits = queries.last_visit(session, viewer)
    chosen = "" if people.empty else chosen_login(request, arguments, list(people["login"]))
    words = words_of(request)
    identities = tuple(_identity(words, person, chosen) for person in rows_of(people, _Person))
    kept = urlencode({word: arguments[word] for word in NOT_FILTERS if word in arguments})
    since = visits.since(datetime.now(UTC)) if visits else None
    return Visitor(
        viewer, words, settings().title or district["name"], code, identities, kept, since, nonce=nonce_of(request)
    )


def chosen_login(request: Any, arguments: dict[str, str], logins: list[str]) -> str:
    """
    Whom to look as: who the address names; else whom this browser looked as last, where they are still one of these;
    else the first of `logins`. A name in the address that is none of them is not replaced, so that it can be refused.
    """
    if "as" in arguments:
        return arguments["as"]
    real = connection_of(request)
    kept = real.cookies.get(REMEMBERED) if real is not None else None
    remembered = unquote(kept.value) if kept is not None else ""
    return remembered if remembered in logins else logins[0]


def _identity(words: Words, person: _Person, chosen: str) -> Identity:
    label = words.gettext(ROLES_AFTER_A_NAME[Role(person.role)], name=person.name)
    if person.care:
        label = words.listed([label, person.care])
    return {"code": person.login, "label": label, "here": person.login == chosen}
