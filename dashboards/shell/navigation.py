"""The pages of the product, as every page's navigation names them."""

from typing import TypedDict

from models.vocabulary import N_
from models.wording.language import Words

PAGES = {"triage": N_("Triage"), "method": N_("Method")}
"""File name of a page to what people call it, in the order of the navigation."""


class PageLink(TypedDict):
    """A page in the navigation; `here` is the one that is open."""

    label: str
    href: str
    here: bool


def pages(words: Words, here: str, kept: str) -> list[PageLink]:
    """Every page; `kept` are the words of the address that say who is here."""
    return [
        {"label": words.gettext(label), "href": f"{name}?{kept}" if kept else name, "here": name == here}
        for name, label in PAGES.items()
    ]
