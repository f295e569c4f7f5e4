"""The pages of the product: who has which of them, as every page's navigation names them, and who is led elsewhere."""

from collections.abc import Mapping
from typing import TypedDict
from urllib.parse import urlencode

from models.vocabulary import N_, Role
from models.wording.language import Words

FOR_THE_OFFICE = {"triage": N_("Triage"), "trends": N_("Trends"), "school": N_("Schools"), "method": N_("Method")}
FOR_A_SCHOOL = {"our_school": N_("Our school"), "method": N_("Method")}
"""File name of a page to what people call it, in the order of the navigation; the first is where somebody begins."""
KEPT = ("as", "district", "year", "month", "school")
"""Words of an address that mean the same on every page."""


class PageLink(TypedDict):
    """A page in the navigation; `here` is the one that is open."""

    label: str
    href: str
    here: bool


def pages_of(role: Role) -> Mapping[str, str]:
    """The pages that somebody of a role has."""
    return FOR_A_SCHOOL if role is Role.LIAISON else FOR_THE_OFFICE


def pages(words: Words, role: Role, here: str, kept: str) -> list[PageLink]:
    """Every page of somebody of a role; `kept` are the words of the address that say who is here."""
    return [
        {"label": words.gettext(label), "href": f"{name}?{kept}" if kept else name, "here": name == here}
        for name, label in pages_of(role).items()
    ]


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
    is_known = name in FOR_THE_OFFICE or name in FOR_A_SCHOOL
    if name in own or (own is FOR_THE_OFFICE and not is_known):  # the bare address shows their first page already
        return None
    first = next(iter(own))
    kept = {word: said[word] for word in KEPT if word in said}
    return f"{first}?{urlencode(kept)}" if kept else first
