"""What an administrator looks at first: what came in last, whether kept totals agree, and what is stored in what."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pandas as pd

from dashboards.state.district.data import ALL_TOPICS, DistrictData, district_now, scope
from dashboards.state.formats import moment_text
from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.home.part import Facts
from models import queries
from models.database import Database
from models.permissions import Viewer
from models.queries.administration import DatabaseFacts
from models.today import day_of
from models.totals.keep import differences
from models.vocabulary import N_, Topic
from models.wording.language import Words

CHECKED_FROM = (Topic.SCHOOLS, Topic.REPORTS)
CHECKED = ("kept totals compared",)
MEGABYTE = 1024 * 1024
COUNTED = {
    "schools": N_("Schools"),
    "people": N_("People"),
    "reports": N_("Monthly reports"),
    "activities": N_("Activities, all revisions"),
    "responses": N_("Parent responses, all revisions"),
    "contacts": N_("Support contacts"),
}
"""What is counted, as `queries.stored_counts` calls it."""


class Compared(NamedTuple):
    """When the kept totals were compared with the rows, and how many differed."""

    at: datetime
    differing: int


class _Import(NamedTuple):
    receipt_id: int
    imported_at: datetime
    person: str
    files: list[Any]
    counts: dict[str, dict[str, int]]
    warnings: list[Any]
    undone_at: datetime | None


class Stored(NamedTuple):
    """What is read for the page."""

    imports: pd.DataFrame
    counts: pd.DataFrame
    database: DatabaseFacts


def stored(district: DistrictData, viewer: Viewer) -> Stored:
    """What is stored, as of the last write that anybody can see."""
    return district.read(
        ("stored", scope(viewer)),
        ALL_TOPICS,
        lambda session: Stored(
            queries.last_import(session, viewer),
            queries.stored_counts(session, viewer),
            queries.database_facts(session),
        ),
    )


def compare_totals(database: Database, district_id: int) -> Compared:
    """
    Compare the kept totals with what the rows give, and keep the answer for all until these rows change. It takes
    seconds in a large district: only when somebody asks.
    """
    with district_now(database, district_id) as district, district.reading() as session:
        found = Compared(datetime.now(UTC), len(differences(session, district_id)))
        district.kept.put(district.key_of(CHECKED, CHECKED_FROM), found)
    return found


def compared_last(district: DistrictData) -> Compared | None:
    """The last answer about these very rows; None where nobody has asked since they changed or the server started."""
    is_kept, found = district.kept.find(district.key_of(CHECKED, CHECKED_FROM))
    return found if is_kept and isinstance(found, Compared) else None


def answer(words: Words, now: Stored) -> str:
    """The sentence on top: the last import."""
    for one in rows_of(now.imports, _Import):
        if one.undone_at is not None and is_known(one.undone_at):
            return words.gettext("The last import was taken back on {day}.", day=words.day(day_of(one.undone_at)))
        return words.gettext("The last import was on {day}.", day=words.day(day_of(one.imported_at)))
    return words.gettext("Nothing was imported yet.")


def beside(words: Words, compared: Compared | None) -> str:
    """The line under it: whether the kept totals agree."""
    if compared is None:
        return words.gettext("The kept totals have not been compared with the reports since these last changed.")
    if not compared.differing:
        return words.gettext("The kept totals are what the reports give.")
    return words.ngettext(
        "{count} kept total differs from what the reports give.",
        "{count} kept totals differ from what the reports give.",
        compared.differing,
    )


def facts(words: Words, now: Stored, compared: Compared | None, people: str) -> list[Facts]:
    """The cards. people: the address of the page People."""
    counts = _counts(words, now) | {"link": {"text": words.gettext("People"), "address": people}}
    return [_import(words, now.imports), counts, _database(words, now.database), _check(words, compared)]


def _import(words: Words, imports: pd.DataFrame) -> Facts:
    gettext = words.gettext
    card: Facts = {"title": gettext("Last import"), "rows": [], "note": "", "check": "", "link": None, "days": None}
    for one in rows_of(imports, _Import):
        new, changed = (_sum(one.counts, what) for what in ("new", "changed"))
        rows = [
            (gettext("Receipt"), words.number(one.receipt_id)),
            (gettext("When"), moment_text(words, one.imported_at)),
            (gettext("By"), one.person),
            (gettext("Files"), words.listed(str(file.get("name", "")) for file in one.files) or "–"),
            (gettext("Rows"), gettext("{new} new, {changed} changed",
                                      new=words.number(new), changed=words.number(changed))),
            (gettext("Warnings"), words.number(len(one.warnings))),
        ]  # fmt: skip
        if is_known(one.undone_at) and one.undone_at is not None:
            rows.append((gettext("Taken back"), moment_text(words, one.undone_at)))
        return card | {"rows": rows, "note": gettext("Every receipt: partnership import --receipts")}
    return card | {"note": gettext("Nothing was imported yet. Bring your schools in: partnership import FOLDER")}


def _check(words: Words, compared: Compared | None) -> Facts:
    gettext = words.gettext
    card: Facts = {
        "title": gettext("Check"),
        "rows": [],
        "note": "",
        "check": gettext("Compare now"),
        "link": None,
        "days": None,
    }
    if compared is None:
        note = gettext("Every total a page reads is kept beside the reports it sums up.")
        return card | {"note": note}
    rows = [
        (gettext("Compared"), moment_text(words, compared.at)),
        (gettext("Differ"), words.number(compared.differing)),
    ]
    note = gettext("Make them anew: partnership check --rebuild") if compared.differing else ""
    return card | {"rows": rows, "note": note}


def _database(words: Words, found: DatabaseFacts) -> Facts:
    gettext = words.gettext
    size = gettext("{number} MB", number=words.number(found.size / MEGABYTE, 1))
    rows: Sequence[tuple[str, str]] = [
        (gettext("Kind"), f"{found.kind} {found.version}"),
        (gettext("Size"), size),
        (gettext("Version of the tables"), found.schema),
    ]
    return {"title": gettext("Database"), "rows": rows, "note": "", "check": "", "link": None, "days": None}


def _counts(words: Words, now: Stored) -> Facts:
    counts: Mapping[str, int] = dict(zip(now.counts["what"], now.counts["rows"], strict=True))
    rows = [(words.gettext(label), words.number(counts.get(what, 0))) for what, label in COUNTED.items()]
    return {
        "title": words.gettext("Stored of this district"),
        "rows": rows,
        "note": "",
        "check": "",
        "link": None,
        "days": None,
    }


def _sum(counts: Mapping[str, Mapping[str, int]], what: str) -> int:
    return sum(int(table.get(what, 0)) for table in counts.values())
