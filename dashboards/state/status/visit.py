"""An administrator's visit to Status: how the installation stands, beside the last import and the kept totals."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboards.state.background import Failed, Then
from dashboards.state.district.data import scope
from dashboards.state.home import administrator
from dashboards.state.home.coordinator import Leads
from dashboards.state.home.part import DayStrip, Facts, Link
from dashboards.state.home.visit import NOTHING, HomeShown, HomeVisit
from dashboards.state.links import PEOPLE_PAGE
from dashboards.state.plain_text import plain
from data.standing import Standing, Strip, answer, beside, cards, standing
from models import queries
from models.errors import NotAllowedError
from models.settings import settings
from models.today import today
from models.vocabulary import Role, Topic
from models.wording.language import Words


@dataclass(frozen=True)
class ServedNow:
    """What this process has served since it started: pages open now, and the slowest by name in seconds."""

    open_pages: int
    slowest: Sequence[tuple[str, float]]


class StatusVisit(HomeVisit):
    """How it stands is asked beside the event loop, and anew whenever somebody opens the page."""

    def examine(self, then: Then[Standing], failed: Failed) -> None:
        """Have it looked at."""
        database = self.database
        self.background.read(lambda: standing(database), then, failed)

    leads: Leads = staticmethod(lambda page, query: f"{page}{query}")
    """The whole address of a page with a query."""

    def status(self, now: Standing | None, served: ServedNow) -> HomeShown:
        """The page; now: None while it is being looked at. Raises NotAllowedError for everybody but administrators."""
        if self.viewer.role is not Role.ADMINISTRATOR:
            raise NotAllowedError("Only an administrator has this page.")
        return self._of_one_moment(lambda: self._status(now, served))

    def _status(self, now: Standing | None, served: ServedNow) -> HomeShown:
        words = self.words
        stored = administrator.stored(self._district, self.viewer)
        compared = administrator.compared_last(self._district)
        address = self.leads(PEOPLE_PAGE, "")
        people = Link(text=words.gettext("People"), address=address)
        imported, counted, _, checked = administrator.facts(words, stored, compared, address)
        if now is None:
            part = NOTHING | {"facts": [imported, checked, counted]}
            return HomeShown(words.gettext("Looking at everything"), "", part, [])
        to_do, database, backups, program = (
            Facts(title=card.title, rows=card.rows, note=card.note, check="", link=None, days=_days(card.days))
            for card in cards(words, now, today())
        )
        first = answer(words, now)
        if waiting := self._waiting():
            row = (words.gettext("Ask for access"), plain(words.listed(waiting)))
            to_do = to_do | {"rows": [*to_do["rows"], row], "note": "", "link": people}
            asking = words.ngettext("{count} person asks for access.", "{count} people ask for access.", len(waiting))
            first = first if now.to_do else f"{first} {asking}"
        told = [to_do, database, backups, imported, counted, _served(words, now, served), checked, program]
        return HomeShown(first, beside(words, now), NOTHING | {"facts": told}, [])

    def _waiting(self) -> list[str]:
        """Who asks for access."""
        viewer = self.viewer
        asked = self._district.read(
            ("access asked for", scope(viewer)),
            (Topic.PEOPLE,),
            lambda session: queries.access_requests(session, viewer),
        )
        return [name or who for name, who in zip(asked["name"], asked["who"], strict=True)]


def _days(strip: Strip | None) -> DayStrip | None:
    if strip is None:
        return None
    return {"first": strip.first, "last": strip.last, "marks": strip.marks, "said": strip.said, "key": strip.key}


def _served(words: Words, now: Standing, served: ServedNow) -> Facts:
    gettext = words.gettext
    rows = [(gettext("Pages open now"), words.number(served.open_pages))]
    if settings().needs_sign_in:
        rows.append((gettext("People signed in"), words.number(now.signed_in)))
    rows += [
        (
            gettext("Slowest: {page}", page=page.lstrip("/") or "home"),
            gettext("{seconds} s", seconds=words.number(seconds, 2)),
        )
        for page, seconds in served.slowest
    ]
    note = gettext("Pages and times of this process since it started; counts and times only.")
    return {"title": gettext("Served now"), "rows": rows, "note": note, "check": "", "link": None, "days": None}
