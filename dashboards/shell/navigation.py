"""The pages of the product, as every page's navigation names them."""

from typing import Any

PAGES = {"triage": "Triage", "method": "Method"}
"""File name of a page to what people call it, in the order of the navigation."""


def pages(here: str, kept: str) -> list[dict[str, Any]]:
    """{label, href, here} of every page; `kept` are the words of the address that say who is here."""
    return [
        {"label": label, "href": f"{name}?{kept}" if kept else name, "here": name == here}
        for name, label in PAGES.items()
    ]
