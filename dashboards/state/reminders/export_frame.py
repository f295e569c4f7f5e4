"""The schools of the page Reminders as rows for a mail merge: one a school, with its ready text."""

from collections.abc import Sequence

import pandas as pd

from dashboards.state.reminders.listed import Found
from dashboards.state.reminders.shapes import ReminderRow
from models.wording.language import Words
from models.wording.reminders import LetterLanguage


def mail_merge_frame(words: Words, found: Found, rows: Sequence[ReminderRow], language: LetterLanguage) -> pd.DataFrame:
    """
    A row a school. The day it is of and the state of each report are columns: a mail merge reads the first line as the
    names of columns, so nothing stands above them.
    """
    gettext = words.gettext
    columns = [
        gettext("School"), gettext("School number"), gettext("Cluster"), gettext("Month"), gettext("As of"),
        gettext("What has not come in"), gettext("Names"), gettext("E-mail"), gettext("Phone"), gettext("Language"),
        gettext("Subject"), gettext("Text"), gettext("Last reminded"),
    ]  # fmt: skip
    named = words.gettext(language.label)
    made = [
        (
            row["name"],
            row["id"],
            row["cluster"],
            words.month_in_year(found.dates.month),
            found.on,
            " ".join(filter(None, [row["what"], row["reason"]])),
            words.listed(one["name"] for one in row["people"] if one["name"]),
            "; ".join(row["to"]),
            "; ".join(one["phone"] for one in row["people"] if one["phone"]),
            named,
            row["subject"],
            "\n".join(row["lines"]),
            row["last"][0] if row["last"] else "",
        )
        for row in rows
    ]
    return pd.DataFrame(made, columns=columns, dtype=object)
