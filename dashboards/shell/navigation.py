"""The pages of the product: who has which of them, as every page's navigation names them, and who is led elsewhere."""

from collections.abc import Mapping
from typing import Literal, TypedDict
from urllib.parse import urlencode

from dashboards.state.links import OWN_PAGE, SCHOOL_PAGE
from models.vocabulary import N_, Role
from models.wording.language import Words

LABELS: Mapping[str, str] = {
    "home": N_("Home"),
    "our_school": N_("Our school"),
    "triage": N_("Triage"),
    "review": N_("Review"),
    "support": N_("Support"),
    "trends": N_("Trends"),
    "school": N_("Schools"),
    "practices": N_("Practices"),
    "report": N_("Write a report"),
    "plan": N_("Action plans"),
    "meeting": N_("Meeting"),
    "training": N_("Professional development"),
    "reminders": N_("Reminders"),
    "status": N_("Status"),
    "people": N_("People"),
    "import": N_("Import"),
    "audit": N_("Audit log"),
    "notebook": N_("Notebooks"),
    "method": N_("Method"),
}
"""File name of a page to what people call it."""
LABELS_FOR_A_SCHOOL: Mapping[str, str] = {"school": N_("Full record"), "report": N_("Report"), "plan": N_("Plan")}
"""What a liaison calls the same page."""
PAGES: Mapping[Role, tuple[str, ...]] = {
    Role.COORDINATOR: (
        *("home", "triage", "review", "support", "trends", "school", "practices"),
        *("meeting", "report", "plan", "training", "reminders", "notebook", "method"),
    ),
    Role.DIRECTOR: (
        *("home", "triage", "review", "support", "trends", "school", "practices"),
        *("meeting", "report", "plan", "training", "reminders", "import", "audit", "notebook", "method"),
    ),
    Role.VIEWER: (
        "home",
        "triage",
        "support",
        "trends",
        "school",
        "practices",
        "meeting",
        "plan",
        "training",
        "notebook",
        "method",
    ),
    Role.ADMINISTRATOR: (
        *("home", "status", "people", "import", "audit"),
        *("triage", "support", "trends", "school", "practices", "meeting", "plan", "training", "reminders"),
        *("notebook", "method"),
    ),
    Role.LIAISON: ("our_school", "report", "plan", "school", "practices", "method"),
}
"""Each role's pages in the order of the navigation; the first is where somebody begins, and what the bare address shows
the office (`data.serving.INDEX_PAGE`)."""
FOLDED = frozenset({"trends", "school", "practices"})
"""Pages of the office that stand in the bar where it is wide, and else under *More*."""
UNDER_MORE = frozenset({"report", "reminders", "plan", "training", "meeting", "import", "audit", "notebook", "method"})
"""Pages of the office that are needed less often: always under *More*."""
OF_ADMINISTRATORS = frozenset({"home", "status", "people", "import", "audit"})
"""Pages in the bar of an administrator, whose others are under *More*."""
KEPT = ("as", "district", "year", "month", "school")
"""Words of an address that mean the same on every page."""


Place = Literal["bar", "folded", "more"]


class PageLink(TypedDict):
    """
    A page in the navigation, by its file name too; `here` is the one that is open, `place` where it stands. waiting:
    how much waits there, None for a page where nothing does.
    """

    name: str
    label: str
    href: str
    here: bool
    place: Place
    waiting: int | None


def pages_of(role: Role) -> Mapping[str, str]:
    """The pages that somebody of a role has, with what they are called, in the order of the navigation."""
    own = LABELS_FOR_A_SCHOOL if role is Role.LIAISON else {}
    return {name: own.get(name, LABELS[name]) for name in PAGES[role]}


def pages(words: Words, role: Role, here: str, query: str, to_review: int | None = None) -> list[PageLink]:
    """
    Every page of somebody of a role. query: of the page that is open, with its "?"; whoever goes to another page takes
    along what is chosen, also what says nothing there, so that it still holds when they come back. to_review: how many
    reports wait for this person.
    """
    return [
        {
            "name": name,
            "label": words.gettext(label),
            "href": f"{name}{query}",
            "here": name == here,
            "place": _place(name, role),
            "waiting": to_review if name == "review" else None,
        }
        for name, label in pages_of(role).items()
    ]


def _place(name: str, role: Role) -> Place:
    if role is Role.LIAISON:  # few pages, and all of them are needed
        return "bar"
    if role is Role.ADMINISTRATOR:
        return "bar" if name in OF_ADMINISTRATORS else "more"
    return "folded" if name in FOLDED else "more" if name in UNDER_MORE else "bar"


def name_of(path: str) -> str:
    """The page that a path asks for, by its file name; empty for the bare address."""
    return path.rstrip("/").rpartition("/")[2]


def led_to(path: str, role: Role, said: Mapping[str, str]) -> str | None:
    """
    The address that somebody of a role is led to from a page that is not theirs; None where it is.

    path: as the browser asked for it; the bare address opens the first page of whoever asks. said: the words of the
    address. What they say of a place that both pages have is kept, what only the other page knows is left out.
    """
    name, own = name_of(path), pages_of(role)
    is_known = name in LABELS
    if name in own or (role is not Role.LIAISON and not is_known):  # the bare address shows their first page already
        return None
    first = SCHOOL_PAGE if name == OWN_PAGE else next(iter(own))
    kept = {word: said[word] for word in KEPT if word in said}
    return f"{first}?{urlencode(kept)}" if kept else first
