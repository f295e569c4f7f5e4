"""What a report says: its activities with their marks, what stood in the way, plan and notes, and corrected cells."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

import pandas as pd

from dashboards.state.district.data import DistrictData
from dashboards.state.frame_rows import is_known
from dashboards.state.review.changes import CellChange, cell_changes
from dashboards.state.review.gathered import Whole
from dashboards.state.review.judged import Judged, Row
from dashboards.state.review.shapes import ActivityRow, Changed
from models.review_findings import Finding, FindingCode
from models.vocabulary import Barrier, CountingMethod, InvolvementType
from models.wording import review as wording
from models.wording.language import Words
from models.wording.reports import BARRIERS

OF_FAMILIES = {
    FindingCode.ABOVE_ENROLLMENT,
    FindingCode.FAR_MORE,
    FindingCode.FAR_FEWER,
    FindingCode.FAMILIES_ABOVE_ADULTS,
    FindingCode.COUNT_MISSING,
    FindingCode.METHOD_MISSING,
    FindingCode.MARKED,
}
OF_ANSWERS = {
    FindingCode.ANSWERS_ABOVE_SENT,
    FindingCode.ANSWERS_ABOVE_ATTENDANCE,
    FindingCode.SIDES_ABOVE_ANSWERS,
    FindingCode.RATING_OFF_SCALE,
    FindingCode.RATING_WITHOUT_SCALE,
}
OF_DAY = {FindingCode.DATE_OUTSIDE_MONTH, FindingCode.REPEATED}


def activity_rows(words: Words, one: Whole, judged: Judged) -> list[ActivityRow]:
    """The activities of a report in order of their day; one: that revision."""
    answers: dict[str, list[Any]] = {}
    for row in one.responses.to_dict("records"):
        answers.setdefault(str(row["activity_id"]) if is_known(row["activity_id"]) else "", []).append(row)
    rows = sorted(
        one.activities.to_dict("records"),
        key=lambda row: (not is_known(row["activity_date"]), row["activity_date"], row["activity_id"]),
    )
    made = [_activity(words, row, answers.get(row["activity_id"], []), judged) for row in rows]
    forms = answers.get("", [])
    if forms:
        made.append(_form(words, forms, judged))
    return made


def _activity(words: Words, row: Mapping[Any, Any], answers: Sequence[Any], judged: Judged) -> ActivityRow:
    found = [one for one in judged.found if one.about == row["activity_id"]]
    kind, method = int(row["involvement_type"]), row["counting_method"]
    cancelled = bool(row["is_cancelled"])
    under = [" ".join(filter(None, wording.finding_text(words, one, judged.titles))) for one in found]
    if cancelled and is_known(row["cancelled_reason"]):
        under.append(words.gettext("Cancelled: {reason}.", reason=str(row["cancelled_reason"]).rstrip(".")))
    return {
        "day": words.short_day(row["activity_date"]) if is_known(row["activity_date"]) else "",
        "title": row["title"] or words.gettext("without a title"),
        "kind": kind,
        "kind_label": words.gettext(InvolvementType(kind).label),
        "families": _number(words, row["families_attended"], words.gettext("blank")),
        "adults": _number(words, row["adults_attended"], ""),
        "method": words.gettext(wording.METHODS[CountingMethod(method)]) if is_known(method) else "",
        "answers": _answers(words, answers),
        "marks": _marks(found),
        "under": " ".join(under),
        "is_cancelled": cancelled,
    }


def _form(words: Words, answers: Sequence[Any], judged: Judged) -> ActivityRow:
    """Answers to a form of the month, which no activity is about."""
    found = [one for one in judged.found if one.response and not one.about]
    return {
        "day": "",
        "title": words.gettext("Form of the month"),
        "kind": 0,
        "kind_label": "",
        "families": "",
        "adults": "",
        "method": "",
        "answers": _answers(words, answers),
        "marks": _marks(found),
        "under": " ".join(wording.finding_text(words, one, judged.titles)[0] for one in found),
        "is_cancelled": False,
    }


def _marks(found: Sequence[Finding]) -> list[str]:
    codes = {one.code for one in found}
    places = {"families": OF_FAMILIES, "answers": OF_ANSWERS, "day": OF_DAY}
    return [name for name, some in places.items() if codes & some]


def _number(words: Words, cell: Any, otherwise: str) -> str:
    return words.number(cell) if is_known(cell) else otherwise


def _answers(words: Words, answers: Sequence[Any]) -> str:
    if not answers:
        return words.gettext("not asked")
    returned = [one["returned"] for one in answers if is_known(one["returned"])]
    sent = [one["sent"] for one in answers if is_known(one["sent"])]
    if not returned:
        return words.gettext("blank")
    if not sent:
        return words.number(sum(returned))
    return words.gettext("{part} of {whole}", part=words.number(sum(returned)), whole=words.number(sum(sent)))


# ---------------------------------------------------------------- beside the activities
def said_rows(
    words: Words, district: DistrictData, whole: Whole, row: Row, before: pd.Timestamp | None
) -> list[tuple[str, str]]:
    """What the report says beside its activities, as label and text."""
    rows = whole.of(row.school_id, row.month, row.revision).revisions
    if not len(rows):
        return []
    now = rows.iloc[0]
    earlier = whole.revisions[whole.revisions["month"].eq(before)] if before is not None else rows[:0]
    found = []
    if is_known(now["nil_reason"]):
        found.append((words.gettext("Nothing to report"), str(now["nil_reason"])))
    barriers = _barriers(words, now["barriers"]) or words.gettext("nothing said")
    if len(earlier) and (past := _barriers(words, earlier.iloc[-1]["barriers"])):
        barriers = words.gettext("{now} ({month}: {before})", now=barriers, month=words.month(before), before=past)  # type: ignore[arg-type]
    found.append((words.gettext("In the way"), barriers))
    found.append((words.gettext("Plan"), _plan(words, district, row, now)))
    if is_known(now["principal_took_part"]):
        yes, no = words.gettext("took part"), words.gettext("did not take part")
        found.append((words.gettext("Principal"), yes if now["principal_took_part"] else no))
    observed = whole.of(row.school_id, row.month, row.revision).observations
    if len(observed):
        asked, answered = observed["asked"].sum(), observed["answered"].sum()
        told = words.gettext("{answered} of {asked} teachers answered", answered=words.number(answered),
                             asked=words.number(asked))  # fmt: skip
        found.append((words.gettext("Teachers"), told))
    if is_known(now["notes"]) and now["notes"]:
        found.append((words.gettext("Note"), words.gettext('"{text}"', text=str(now["notes"]))))
    return found


def _barriers(words: Words, codes: Any) -> str:
    return words.listed(words.gettext(BARRIERS[Barrier(code)]) for code in codes or [])


def _plan(words: Words, district: DistrictData, row: Row, now: pd.Series) -> str:
    steps = district.part("plan_items")
    mine = steps[steps["school_id"].eq(row.school_id) & steps["planned_month"].eq(row.month)]
    mine = mine[mine["known_until"].isna()]
    done = int(mine["done_month"].notna().sum())
    said = []
    if len(mine):
        month, of_steps = words.month(row.month), words.number(done)
        said.append(words.ngettext("{done} of {count} step of {month} is done",
                                   "{done} of {count} steps of {month} are done", len(mine), done=of_steps,
                                   month=month))  # fmt: skip
    else:
        said.append(words.gettext("no step was planned for {month}", month=words.month(row.month)))
    if is_known(now["plan_on_track"]):
        on, off = words.gettext("the school calls it on track"), words.gettext("the school calls it behind")
        said.append(on if now["plan_on_track"] else off)
    return words.gettext("{text}.", text=words.begun(words.listed(said)))


# ---------------------------------------------------------------- a correction
def changed_part(words: Words, title: str, old: Whole, new: Whole) -> Changed:
    """Both values of every cell that a correction changes."""
    found = cell_changes(old, new)
    return {
        "title": title if found else words.gettext("{title}: nothing", title=title),
        "cells": [
            {
                "place": _place(words, one),
                "what": words.gettext(one.label) if one.label else words.gettext("the whole row"),
                "before": _cell(words, one.before, is_before=True, is_row=not one.label),
                "after": _cell(words, one.after, is_before=False, is_row=not one.label),
            }
            for one in found
        ],
    }


def _place(words: Words, one: CellChange) -> str:
    if one.table == "revisions":
        return words.gettext("The report")
    named = one.title or words.gettext("Form of the month")
    if one.table == "responses":
        return words.gettext("Answers, {activity}", activity=named)
    return words.gettext("Teachers, {activity}", activity=named) if one.table == "observations" else named


def _cell(words: Words, value: Any, *, is_before: bool, is_row: bool) -> str:
    if is_row:
        if value is None:
            return words.gettext("not there") if is_before else words.gettext("taken out")
        return words.listed(
            words.gettext("{what} {value}", what=words.gettext(label), value=_value(words, cell))
            for label, cell in cast("dict[str, Any]", value).items()
        )
    return words.gettext("blank") if value is None else _value(words, value)


def _value(words: Words, value: Any) -> str:
    if isinstance(value, bool):
        return words.gettext("yes") if value else words.gettext("no")
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, (int, float)):
        return words.number(value, 0 if float(value).is_integer() else 1)
    if isinstance(value, tuple):
        return _barriers(words, value)
    label = wording.CODES.get(value)
    return words.gettext(label) if label else str(value)
