"""The rows of the page People that somebody takes away: those on screen, with what was chosen beside them."""

import pandas as pd

from dashboards.state.people.shapes import StaffPart, StaffRow, StaffSchool
from models.wording.language import Words


def shown_people(part: StaffPart, group: str, search: str) -> list[StaffRow]:
    """The people of a group that what is typed is found in, as the page shows them."""
    return [row for row in part["people"] if group in ("all", row["group"]) and search in row["search"]]


def shown_schools(part: StaffPart, group: str, search: str) -> list[StaffSchool]:
    return [row for row in part["schools"] if group in ("all", row["group"]) and search in row["search"]]


def people_frame(words: Words, part: StaffPart, group: str, search: str) -> pd.DataFrame:
    gettext = words.gettext
    columns = [gettext("Name"), gettext("Role"), gettext("Clusters and schools"), gettext("Signs in as"),
               gettext("Account"), gettext("Last here")]  # fmt: skip
    rows = [
        (
            row["name"],
            row["role"],
            "; ".join(" ".join(filter(None, [one["name"], one["note"]])) for one in row["care"]),
            row["signs_in"],
            row["way"],
            row["seen"],
        )
        for row in shown_people(part, group, search)
    ]
    return pd.DataFrame(rows, columns=columns, dtype=str)


def schools_frame(words: Words, part: StaffPart, group: str, search: str) -> pd.DataFrame:
    gettext = words.gettext
    columns = [gettext("School"), gettext("Cluster"), gettext("Coordinator"), gettext("School liaison")]
    rows = [
        (
            row["name"],
            row["cluster"],
            "; ".join(row["coordinators"]),
            "; ".join(" ".join(filter(None, [one["name"], one["note"]])) for one in row["liaisons"]),
        )
        for row in shown_schools(part, group, search)
    ]
    return pd.DataFrame(rows, columns=columns, dtype=str)
