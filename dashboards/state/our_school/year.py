"""The months of a school's year as boxes with words, and how the office answered the last reports. Pure."""

from typing import TypedDict

from dashboards.state.frame_rows import is_known
from dashboards.state.our_school.due import DueReports, Month, months_of
from dashboards.state.our_school.own_school import OwnSchool
from dashboards.state.school.months import sent_for_texts
from models.month_marks import MonthMark
from models.vocabulary import ReportState
from models.wording import our_school as wording
from models.wording.language import Words

LAST_ANSWERS = 3


class MonthBox(TypedDict):
    """
    A month: "Mar", its mark (code of MonthMark), the mark in words, came it late, what stands below, and who of the
    office sent its report for the school ("" for nobody).
    """

    name: str
    mark: str
    words: str
    is_late: bool
    below: str
    sent: str


class ReportAnswer(TypedDict):
    """A report that came in and where it stands: "March waits for review", when it came, and the day it changed."""

    mark: str
    head: str
    text: str
    date: str


class YearPart(TypedDict):
    """The months of a school `year` ("2025-26"); `never_came` names closed months without a report, "" for none."""

    year: str
    boxes: list[MonthBox]
    never_came: str


def year_part(words: Words, year: str, own: OwnSchool, due: DueReports, who: str) -> YearPart:
    closed = [month.month for month in due.closed]
    named = dict(zip(own.sent_for["month"], own.sent_for["name"], strict=True))
    sent = {month: words.gettext("sent by {name}", name=name) for month, name in named.items()}
    return {
        "year": year,
        "boxes": [_box(words, month, sent.get(month.month, "")) for month in months_of(own)],
        "never_came": wording.never_came_text(words, closed, who) if closed else "",
    }


def _box(words: Words, month: Month, sent: str) -> MonthBox:
    mark = MonthMark(month.mark) if month.mark else MonthMark.NOT_EXPECTED
    told, is_late = wording.mark_text(words, mark), bool(month.is_late)
    if is_late:
        told = wording.late_mark_text(words, told)
    below = ""
    if month.is_received and not mark.is_nil and is_known(month.activities):
        below = wording.activities_text(words, round(month.activities))
    elif mark in (MonthMark.NOT_DUE, MonthMark.DRAFT):
        below = wording.due_on_text(words, month.due_date)
    name = words.short_month(month.month)
    return {"name": name, "mark": mark.value, "words": told, "is_late": is_late, "below": below, "sent": sent}


def last_answers(words: Words, own: OwnSchool) -> list[ReportAnswer]:
    """The latest reports that came in, latest first."""
    received = [month for month in reversed(months_of(own)) if month.is_received]
    sent = sent_for_texts(words, own.sent_for)
    return [_answer(words, month, sent.get(month.month, "")) for month in received[:LAST_ANSWERS]]


def _answer(words: Words, month: Month, sent: str) -> ReportAnswer:
    state = ReportState(month.state)
    came = wording.came_text(words, month.came_on, is_late=bool(month.is_late)) if is_known(month.came_on) else ""
    return {
        "mark": month.mark,
        "head": wording.answer_text(words, state, month.month),
        "text": " ".join(
            filter(None, [came, words.gettext("{sentence}.", sentence=words.begun(sent)) if sent else ""])
        ),
        "date": words.short_day(month.changed_on) if is_known(month.changed_on) else "",
    }
