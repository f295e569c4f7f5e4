"""A school's month as a workbook, to be filled in away from the page: sheets of the templates, with what is known."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from typing import Any

import pandas as pd

from dashboards.state.district.data import DistrictData
from dashboards.state.frame_rows import is_known
from dashboards.state.report.gathered import Gathered, Step, gathered
from data.exporting import write_workbook
from data.importing.layouts import templates
from models.errors import NotAllowedError
from models.permissions import Viewer
from models.vocabulary import ReportState
from models.wording.language import Words

SHEETS = ("monthly_reports", "activities", "parent_responses")


def month_workbook(words: Words, district: str, found: Gathered) -> bytes:
    """
    An .xlsx with a sheet each for the report, its activities and its answers, as the import takes them: the report's
    row and the plan's steps that are due by this month and not done stand in it; what people know is blank.
    """
    columns = {
        rule.name: [column.source for row in rule.rows for column in row.columns]
        for rule in templates().files
        if rule.name in SHEETS
    }
    rows = _rows(found)
    frames = {name: pd.DataFrame(rows.get(name, []), columns=columns[name], dtype=object) for name in SHEETS}
    return write_workbook(frames, _about(words, district, found))


def workbook_name(found: Gathered) -> str:
    """As files of several schools and months can lie in one folder."""
    return f"report-{found.school.school_id}-{found.month:%Y-%m}.xlsx"


def month_workbooks(
    words: Words, named: str, data: DistrictData, viewer: Viewer, schools: Iterable[str], month: str, today: date
) -> bytes:
    """
    A .zip with the workbook of each of these schools whose report the viewer may write. Raises NotAllowedError where
    that is none.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for school_id in schools:
            found = gathered(data, viewer, school_id, month, today)
            if found is not None and found.school.school_id == school_id:
                archive.writestr(workbook_name(found), month_workbook(words, named, found))
        if not archive.namelist():
            raise NotAllowedError("None of these reports is written by you, so there is nothing to fill in.")
    return out.getvalue()


def in_file(words: Words, found: Gathered) -> list[tuple[str, str]]:
    """What the workbook would be of, in pairs of words."""
    month = words.month(found.month)
    return [(words.gettext("School"), found.school.name), (words.gettext("Month"), month)]


def _rows(found: Gathered) -> dict[str, list[dict[str, Any]]]:
    own = {"school_id": found.school.school_id, "month": f"{found.month:%Y-%m}"}
    due = {"state": ReportState.SUBMITTED.value, "due_date": found.dates.due_date.date()}
    free = (number for number in map("A-{}".format, count(1)) if number not in found.used)
    return {
        "monthly_reports": [own | due],
        "activities": [own | {"activity_id": next(free)} | _of_step(step) for step in found.open_steps],
    }


def _of_step(step: Step) -> dict[str, Any]:
    kind = int(step.involvement_type) if is_known(step.involvement_type) else None
    return {
        "title": step.title,
        "involvement_type": kind,
        "goal": step.goal,
        "was_planned": True,
        "is_cancelled": False,
    }


def _about(words: Words, district: str, found: Gathered) -> Mapping[str, str]:
    gettext = words.gettext
    return {
        gettext("District"): district,
        **dict(in_file(words, found)),
        gettext("Due"): words.day(found.dates.due_date),
        gettext("How to"): gettext(
            "Fill in the day it is sent (submitted_date) and what was held, then send the file to your coordinator."
        ),
        gettext("Plan"): gettext(
            "Steps of the plan that are due stand in the sheet activities: delete what was not held."
        ),
        gettext("Blank"): gettext("Leave a cell blank when something is not known. 0 means counted, and nobody came."),
    }
