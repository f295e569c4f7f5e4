"""The collection that somebody takes away: every practice on screen with its figures and its whole text."""

import pandas as pd

from dashboards.state.practices.shapes import PracticeRow
from models.practice_rules import TEXTS
from models.wording.language import Words


def practices_frame(words: Words, rows: list[PracticeRow]) -> pd.DataFrame:
    """A row for each practice, texts whole, as the page prints them."""
    gettext = words.gettext
    columns = [
        gettext("Title"), gettext("Type"), gettext("School year"), gettext("About"), gettext("School"),
        gettext("Figures"), gettext("What it was for"), gettext("What was done"), gettext("What it takes"),
        gettext("How it went"), gettext("What parents said"), gettext("Where it stands"),
    ]  # fmt: skip
    made = [
        (
            row["title"],
            row["type_name"],
            row["year"],
            row["about"],
            row["beside"],
            row["line"],
            *("\n".join(row["texts"][name]) for name in TEXTS[1:]),  # type: ignore[literal-required]
            row["said"],
            row["state"] or gettext("published"),
        )
        for row in rows
    ]
    return pd.DataFrame(made, columns=columns, dtype=str)
