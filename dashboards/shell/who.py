"""Who is here. Until there is a log-in: a choice of persons, for whoever sits at the server's own machine only."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from dashboards.state.filters import NOT_FILTERS
from models import queries
from models.database import Database
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.vocabulary import Role

LOOPBACK = frozenset({"127.0.0.1", "::1"})
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")


@dataclass(frozen=True)
class Visitor:
    """The viewer every query takes, and what the frame says about them."""

    viewer: Viewer
    district: str
    district_code: str
    identities: tuple[dict[str, Any], ...]
    """{code, label, here} of everybody one may look as."""
    address: str
    """The words of the address that keep the choice, as "as=r.okafor"; empty for the usual one."""

    @property
    def who(self) -> dict[str, str]:
        viewer = self.viewer
        initials = "".join(part[0] for part in viewer.name.split()[:2]).upper()
        care = f", {', '.join(viewer.clusters)}" if viewer.clusters else ""
        return {"name": viewer.name, "role": f"{viewer.role.label}{care}", "initials": initials}

    @property
    def banner(self) -> tuple[str, str]:
        role = self.viewer.role.label.lower()
        article = "an" if role[0] in "aeiou" else "a"
        choice = "There is no log-in yet; choose above who you are." if self.identities else "There is no log-in yet."
        return f"You are looking as {article} {role}.", choice


def connection_of(request: Any) -> Any:
    """The HTTP request behind Bokeh's proxy of it; None where a page is run without a visitor, to warm the server."""
    return getattr(request, "_request", request)


def is_at_this_machine(request: Any) -> bool:
    """
    Does this request come from the server's own machine, with nothing in between?

    The address is the connection's own, not a header's: headers of a session come from its token, which a stranger
    can write. A proxy on this machine would make everybody local, so a forwarded request never counts.
    """
    real = connection_of(request)
    if real is None:
        return False
    host = str(real.headers.get("Host", "")).rsplit(":", 1)[0]
    is_forwarded = any(name in real.headers for name in FORWARDED)
    return real.remote_ip in LOOPBACK and host in LOCAL_NAMES and not is_forwarded


def who_is_here(database: Database, request: Any, arguments: dict[str, str], today: date) -> Visitor:
    """
    The visitor of a page. `arguments` are the address's words.

    Raises NotAllowedError away from this machine, PartnershipError where there is no district or nobody to be.
    """
    if not is_at_this_machine(request):
        raise NotAllowedError(
            "There is no log-in yet, so these pages open only on the machine they run on. "
            "Sit there and open http://localhost with the same port."
        )
    with database.reading() as session:
        districts = queries.districts(session)
        if districts.empty:
            raise PartnershipError(
                "There is no district in the database yet. Run `partnership sample` to look around, "
                "or `partnership import` to bring in your own schools."
            )
        code = arguments.get("district", districts["code"].iloc[0])
        if code not in set(districts["code"]):
            raise PartnershipError(f'There is no district "{code}" here. There is: {", ".join(districts["code"])}.')
        district = districts[districts["code"].eq(code)].iloc[0]
        district_id = int(district["district_id"])
        people = queries.identities(session, district_id, today)
        if people.empty:
            # ASSUMPTION: whoever can open the page here can open the database file too.
            viewer = Viewer(district_id, 0, "This machine", Role.VIEWER)
        else:
            login = arguments.get("as", people["login"].iloc[0])
            viewer = queries.viewer(session, district_id, login, today)
    chosen = arguments.get("as", "" if people.empty else people["login"].iloc[0])
    identities = tuple(
        {"code": one.login, "label": _label(one.name, one.role, one.care), "here": one.login == chosen}
        for one in people.itertuples()
    )
    kept = urlencode({word: arguments[word] for word in NOT_FILTERS if word in arguments})
    return Visitor(viewer, district["name"], code, identities, kept)


def _label(name: str, role: str, care: str) -> str:
    return f"{name}, {Role(role).label.lower()}" + (f", {care}" if care else "")
