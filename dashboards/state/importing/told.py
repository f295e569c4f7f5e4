"""What an upload was told, in a reader's words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import pandas as pd

from dashboards.state.formats import moment_text
from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.importing.shapes import (
    CorrectionLine,
    FoundLine,
    LayoutChoice,
    OurColumns,
    ReceiptLine,
    TheirTable,
    UploadPart,
)
from data.importing.correcting import Correction
from data.uploading.upload import Told
from models.errors import Problem
from models.vocabulary import N_
from models.wording.language import Words

SHOWN = 200
"""Problems shown at once; the others are counted and stand in the file to take away."""
TICKS: Mapping[str, str] = {
    "new_schools": N_("Schools and clusters that are not known yet are new"),
    "removing": N_("Months sent whole: take away what they lack"),
    "older": N_("Bring back what is older than what is stored"),
    "into_locked": N_("Change months the district has locked"),
    "past_dates": N_("Move dates that lists were made by"),
}
FLAGS: Mapping[str, str] = {
    "--new-schools": "new_schools",
    "--replace": "removing",
    "--older": "older",
    "--into-locked": "into_locked",
    "--past-dates": "past_dates",
}
"""What the command line calls the same."""
TABLES: Mapping[str, str] = {
    "reports": N_("Reports"),
    "activities": N_("Activities"),
    "responses": N_("Parents' answers"),
    "schools": N_("Schools"),
    "school_years": N_("Schools in a year"),
    "contacts": N_("Support log"),
    "observations": N_("Teachers' observations"),
    "people": N_("People"),
}
"""Our tables that columns can be matched with."""
STORED_TABLES: Mapping[str, str] = {
    "monthly_report": N_("Reports"),
    "activity": N_("Activities"),
    "parent_response": N_("Parents' answers"),
    "teacher_observation": N_("Teachers' observations"),
    "school": N_("Schools"),
    "school_in_year": N_("Schools in a year"),
    "action_plan": N_("Plans"),
    "planned_activity": N_("Steps of plans"),
    "support_contact": N_("Support log"),
    "person": N_("People"),
}


class _Import(NamedTuple):
    receipt_id: int
    imported_at: datetime
    person: str
    files: list[Any]
    counts: dict[str, dict[str, int]]
    warnings: list[Any]
    undone_at: datetime | None


@dataclass
class Looked:
    """What a page holds of the files somebody dropped, as far as words need it."""

    files: Sequence[tuple[str, int]] = ()
    """Name and size in bytes."""
    layout: str = ""
    allowed: frozenset[str] = frozenset()
    corrections: list[Correction] = field(default_factory=list)
    told: Told | None = None
    stage: str = ""
    doing: str = ""
    """While it works: what is being done, in words."""


def receipt_lines(words: Words, imports: pd.DataFrame) -> list[ReceiptLine]:
    """The imports, the newest first; the newest that is in force can be taken back."""
    in_force = imports.loc[imports["undone_at"].isna(), "receipt_id"]
    latest = int(in_force.max()) if len(in_force) else 0
    lines: list[ReceiptLine] = []
    for row in rows_of(imports, _Import):
        is_undone = row.undone_at is not None and is_known(row.undone_at)
        counted = {what: sum(numbers.get(what, 0) for numbers in row.counts.values()) for what in ("new", "changed")}
        said = words.gettext(
            "{new} new, {changed} changed",
            new=words.number(counted["new"]),
            changed=words.number(counted["changed"]),
        )
        if is_undone and row.undone_at is not None:
            said = words.gettext("taken back {moment}", moment=moment_text(words, row.undone_at))
        lines.append(
            {
                "at": moment_text(words, row.imported_at),
                "files": words.listed([str(file["name"]) for file in row.files]) or words.gettext("no file"),
                "person": row.person,
                "said": said,
                "undo": latest if row.receipt_id == latest else 0,
                "is_undone": bool(is_undone),
                "warnings": list(map(str, row.warnings))[:SHOWN],
            }
        )
    return lines


def tick_choices(words: Words) -> list[LayoutChoice]:
    return [{"code": code, "label": words.gettext(label)} for code, label in TICKS.items()]


def our_columns(words: Words, tables: Mapping[str, Any]) -> list[OurColumns]:
    """Our tables with their columns. A column is called by its name, as in the templates."""
    return [
        {
            "code": code,
            "label": words.gettext(TABLES[code]),
            "columns": [(name, name.replace("_", " "), bool(is_needed)) for name, is_needed in columns],
        }
        for code, columns in tables.items()
    ]


def upload_part(words: Words, looked: Looked) -> UploadPart:
    """The files that are being looked at, as the page shows them."""
    told = looked.told or Told()
    errors = [one for one in told.problems if not one.is_warning]
    warnings = [one for one in told.problems if one.is_warning]
    shown = [*errors, *warnings][:SHOWN]
    left = len(told.problems) - len(shown)
    return {
        "stage": looked.stage,
        "title": _title(words, looked, errors, warnings),
        "beside": _beside(words, looked, told),
        "files": [f"{name}, {_size(words, size)}" for name, size in looked.files],
        "layout": looked.layout,
        "allowed": sorted(looked.allowed),
        "found": [_found(words, one) for one in shown],
        "left": words.ngettext("And {count} more.", "And {count} more.", left) if left > 0 else "",
        "corrected": [_corrected(one) for one in looked.corrections],
        "would": _would(words, told),
        "button": _button(words, looked, told),
        "theirs": _theirs(told),
        "ours": our_columns(words, next(iter(told.matched))["tables"]) if told.matched else [],
        "receipt": told.receipt_id or 0,
    }


def _title(words: Words, looked: Looked, errors: Sequence[Problem], warnings: Sequence[Problem]) -> str:
    gettext, ngettext = words.gettext, words.ngettext
    if looked.stage == "":
        return gettext("Drop files here, and see what an import of them would do.")
    if looked.stage == "working":
        return gettext("Looking at the files. {doing}", doing=looked.doing).strip()
    if looked.stage == "undone":
        return gettext("The import is taken back. Everything is as it was before it.")
    told = looked.told
    if looked.stage == "stored" and told is not None:
        if told.receipt_id is None:
            return gettext("Everything in these files was stored already: nothing was changed.")
        return gettext("Imported. Receipt {number} says what came in.", number=words.number(told.receipt_id))
    if looked.stage == "refused":
        said = ngettext("One thing has to be mended.", "{count} things have to be mended.", len(errors))
        return gettext("Nothing is stored.") + " " + (said if errors else (told.refused if told else ""))
    if warnings:
        look = ngettext("One thing is worth a look.", "{count} things are worth a look.", len(warnings))
        return gettext("Nothing is stored yet.") + " " + look
    return gettext("Nothing is stored yet. Nothing odd was found.")


def _beside(words: Words, looked: Looked, told: Told) -> str:
    if looked.stage not in ("ready", "stored"):
        return words.gettext("An import is all or nothing, and the latest can be taken back whole.")
    rows = sum(rows for _, rows in told.files)
    said = words.ngettext("{count} row", "{count} rows", rows)
    if looked.stage == "ready":
        reports = words.ngettext("{count} report", "{count} reports", told.reports)
        schools = words.ngettext("{count} school", "{count} schools", told.schools)
        return words.gettext(
            "{rows} read; {reports} of {schools} would be new or change. An import is all or nothing.",
            rows=said,
            reports=reports,
            schools=schools,
        )
    return words.gettext("{rows} read. The latest import can be taken back whole.", rows=said)


def _button(words: Words, looked: Looked, told: Told) -> str:
    if looked.stage != "ready":
        return ""
    rows = sum(rows for _, rows in told.files)
    return words.ngettext("Import {count} row", "Import {count} rows", rows)


def _found(words: Words, problem: Problem) -> FoundLine:
    remedy = _without_flags(words, problem.remedy)
    return {
        "file": problem.file,
        "row": problem.row or 0,
        "column": problem.column or "",
        "value": problem.value or "",
        "what": f"{problem.what} {remedy}".strip(),
        "is_warning": problem.is_warning,
        "may_mend": bool(problem.row and problem.column),
    }


def _without_flags(words: Words, remedy: str) -> str:
    """What the command line asks for by a word is a tick or a choice on the page."""

    def ticked(found: re.Match[str]) -> str:
        return words.gettext("the tick “{label}”", label=words.gettext(TICKS[FLAGS[found.group()]]))

    remedy = re.sub("|".join(map(re.escape, FLAGS)), ticked, remedy)
    return re.sub(r"--mapping (\S+?)(?=[.)\s]|$)", r"the layout “\1”", remedy).replace(" (--mapping)", "")


def _corrected(one: Correction) -> CorrectionLine:
    return {"file": one.file, "row": one.row, "column": one.column, "value": one.value}


def _would(words: Words, told: Told) -> list[tuple[str, str]]:
    lines = []
    for table, numbers in told.counts.items():
        kinds = {
            "new": words.gettext("{number} new", number=words.number(numbers.get("new", 0))),
            "changed": words.gettext("{number} changed", number=words.number(numbers.get("changed", 0))),
            "removed": words.gettext("{number} taken away", number=words.number(numbers.get("removed", 0))),
            "unchanged": words.gettext("{number} as stored", number=words.number(numbers.get("unchanged", 0))),
        }
        said = [text for kind, text in kinds.items() if numbers.get(kind)]
        label = STORED_TABLES.get(table)
        name = words.gettext(label) if label else table.replace("_", " ").capitalize()
        if said:
            lines.append((name, ", ".join(said)))
    return lines


def _theirs(told: Told) -> list[TheirTable]:
    return [{"file": one["file"], "table": one["table"], "columns": one["columns"]} for one in told.matched]


def _size(words: Words, size: int) -> str:
    if size >= 1024 * 1024:
        return words.gettext("{size} MB", size=words.number(size / 1024 / 1024, 1))
    return words.gettext("{size} KB", size=words.number(max(1, round(size / 1024))))
