"""One school's month as the form shows it, in words: what may be chosen, what is one click away, what came back."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.report.gathered import Gathered, Step, copied, is_open
from dashboards.state.report.shapes import (
    Choices,
    CommonActivity,
    FieldNow,
    Option,
    PlanStep,
    ReportPart,
    Returned,
    StripMonth,
)
from models.month_marks import MonthMark
from models.permissions import Viewer
from models.school_year import next_month
from models.vocabulary import Barrier, InvolvementType, ReportState, Role, SchoolLevel
from models.wording import our_school
from models.wording import report as wording
from models.wording.by_code import GOALS
from models.wording.language import Words
from models.wording.reports import BARRIERS
from models.wording.school_page import COUNTED_BY

OPEN_STEPS = 6


class _Common(NamedTuple):
    title: str
    involvement_type: float
    mode: str | None
    time_band: str | None


def report_part(
    words: Words, found: Gathered, viewer: Viewer, district: str, marks: pd.Series, clock: Any
) -> ReportPart:
    """The page's part. marks: code of MonthMark by month of the year; clock: writes a moment as "9:42"."""
    gettext, month, who = words.gettext, found.month, who_reviews(words, found, viewer)
    state, draft = found.state, found.draft
    is_in = state is not None and ReportState(state.state).is_received
    mode: Literal["write", "ask", "closed"] = (
        "closed" if not found.is_open else "ask" if is_in and not draft else "write"
    )
    return {
        "mode": mode,
        "keeps": f"report {district} {viewer.person_id} {found.school.school_id} {month:%Y-%m}",
        "school": found.school.name,
        "school_id": found.school.school_id,
        "month": f"{month:%Y-%m}",
        "month_name": words.month(month),
        "month_days": _days(month),
        "year": f"{month:%Y}",
        "schools": [{"code": one.school_id, "label": one.name} for one in found.schools],
        "months": _months(words, found),
        "for_others": _for_others(words, found, viewer),
        "who": who,
        "coordinator": found.coordinators[0].name if found.coordinators else "",
        "phone": (found.coordinators[0].phone or "") if found.coordinators else "",
        "level": gettext(SchoolLevel(found.school.level).label).lower(),
        "before": words.month(found.before_month) if found.before_month else "",
        "why": "" if found.is_open else _why_closed(words, found),
        "begins": _begins(words, found) if mode == "ask" else "",
        "returned": _returned(words, found),
        "draft": draft.draft_key if draft else "",
        "version": draft.version if draft else 0,
        "based_on": draft.based_on if draft else state.revision if state else 0,
        "over": state.revision if state else 0,
        "is_correction": state is not None and state.state == ReportState.ACCEPTED,
        "saved": clock(draft.changed_at) if draft else "",
        "choices": _choices(words),
        "common": _common(found),
        "steps": [_step(words, one, found) for one in _open_steps(found)],
        "copies": [{"fields": fields} for fields in copied(found.before)],
        "strip": _strip(words, found, marks),
        "strip_label": gettext("The school year, month by month"),
        "strip_note": gettext("{month} is a draft", month=words.month(month)) if draft else "",
    }


def fields_now(found: Gathered, viewer: Viewer, clock: Any) -> list[FieldNow]:
    """Every field of the draft as it is saved."""
    return [
        {
            "path": path,
            "value": one.value,
            "version": one.version,
            "person": "" if one.person == viewer.name else one.person,
            "when": clock(one.saved_at),
        }
        for path, one in found.fields.items()
    ]


def who_reviews(words: Words, found: Gathered, viewer: Viewer) -> str:
    """Whom it goes to, by first name; "the office" to that person, and where nobody cares for the cluster."""
    name = found.coordinators[0].name if found.coordinators else viewer.name
    return words.gettext("the office") if name == viewer.name else name.split()[0]


def _days(month: date) -> Sequence[str]:
    """First and last day of the month."""
    return [month.isoformat(), (next_month(month) - timedelta(days=1)).isoformat()]


def _months(words: Words, found: Gathered) -> list[Option]:
    """The months that can be written, and the one that is shown; the latest first."""
    now = (found.today, found.reopened)
    shown = [one for one in found.months if is_open(one, found.school, *now) or one.month == found.dates.month]
    return [{"code": f"{one.month:%Y-%m}", "label": words.month_in_year(one.month.date())} for one in reversed(shown)]


def _for_others(words: Words, found: Gathered, viewer: Viewer) -> str:
    if viewer.role is Role.LIAISON:
        return ""
    return words.gettext("You write for {school}; the report says that it was you.", school=found.school.name)


def _why_closed(words: Words, found: Gathered) -> str:
    lock = found.dates.lock_date.date()
    if found.today > lock and found.month not in found.reopened:
        return words.gettext(
            "{month} is locked since {day}. Ask the director to reopen it.",
            month=words.month_in_year(found.month),
            day=words.day(lock),
        )
    return words.gettext(
        "{school} owes no report of {month}.", school=found.school.name, month=words.month(found.month)
    )


def _begins(words: Words, found: Gathered) -> str:
    assert found.state is not None
    return {
        ReportState.RETURNED: words.gettext("Mend it"),
        ReportState.SUBMITTED: words.gettext("Change it"),
        ReportState.ACCEPTED: words.gettext("Correct it"),
    }[ReportState(found.state.state)]


def _returned(words: Words, found: Gathered) -> Returned | None:
    state = found.state
    if state is None or state.state != ReportState.RETURNED:
        return None
    return {
        "head": words.gettext("{month} came back.", month=words.month(found.month)),
        "quote": our_school.why_text(words, state.return_reason) if state.return_reason else "",
        "how": words.gettext("Mend it by {day}, then send it again.", day=words.day_in_year(found.dates.mend_by)),
    }


def _options(words: Words, texts: Any) -> list[Option]:
    return [{"code": code.value, "label": words.gettext(text)} for code, text in texts.items()]


def _choices(words: Words) -> Choices:
    return {
        "types": [
            {"code": str(kind.value), "label": words.gettext(text)}
            for kind, text in zip(InvolvementType, wording.SHORT_TYPES, strict=True)
        ],
        "methods": _options(words, COUNTED_BY),
        "modes": _options(words, wording.MODES),
        "bands": _options(words, wording.BANDS),
        "goals": _options(words, GOALS),
        "barriers": [{"code": one.value, "label": words.gettext(BARRIERS[one])} for one in Barrier],
        "reasons": [words.gettext(text) for text in wording.NIL_REASONS],
    }


def _common(found: Gathered) -> list[CommonActivity]:
    def fields(row: _Common) -> dict[str, str]:
        said = {"involvement_type": str(int(row.involvement_type)), "mode": row.mode, "time_band": row.time_band}
        return {"title": row.title} | {name: text for name, text in said.items() if isinstance(text, str) and text}

    return [{"title": row.title, "fields": fields(row)} for row in rows_of(found.common, _Common)]


def _open_steps(found: Gathered) -> list[Step]:
    """The latest month first."""
    return sorted(found.open_steps, key=lambda one: one.planned_month, reverse=True)[:OPEN_STEPS]


def _step(words: Words, one: Step, found: Gathered) -> PlanStep:
    fields = {"title": one.title, "was_planned": "yes"}
    if is_known(one.involvement_type):
        fields["involvement_type"] = str(int(one.involvement_type))
    if isinstance(one.goal, str):
        fields["goal"] = one.goal
    due = one.planned_month.date()
    is_now = due == found.month
    return {"item": one.item_id, "title": one.title, "due": "" if is_now else words.month(due), "fields": fields}


def _strip(words: Words, found: Gathered, marks: pd.Series) -> list[StripMonth]:
    strip: list[StripMonth] = []
    for month, code in marks.items():
        day = pd.Timestamp(str(month)).date()
        is_draft = found.draft is not None and day == found.month
        mark = "draft" if is_draft else code if isinstance(code, str) else ""
        if mark:
            said = our_school.mark_text(words, MonthMark(mark))
            strip.append({"mark": mark, "label": words.gettext("{month}: {state}", month=words.month(day), state=said)})
    return strip
