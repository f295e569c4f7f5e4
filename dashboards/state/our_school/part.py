"""A school's own page, whole: everything its component shows, in a reader's words. Pure."""

from typing import Literal, NamedTuple, TypedDict

import pandas as pd

from dashboards.state.choices import Choices
from dashboards.state.formats import MEASURES
from dashboards.state.frame_rows import is_known, row_of
from dashboards.state.our_school.comparing import ComparePart, compare_part
from dashboards.state.our_school.due import ToDo, answer, due_reports, figures_to_mend, next_report, to_do
from dashboards.state.our_school.own_school import OwnSchool
from dashboards.state.our_school.people import PeoplePart, people_part, who_to_tell
from dashboards.state.our_school.year import ReportAnswer, YearPart, last_answers, year_part
from dashboards.state.school.detail import Detail
from dashboards.state.school.disputed import Marks
from dashboards.state.school.months import Months
from dashboards.state.triage.board import Board
from dashboards.state.triage.rows import BoardInWords, cluster_words, size_words
from models.vocabulary import SchoolLevel
from models.wording import our_school as wording
from models.wording.language import Words


class Field(TypedDict):
    """A choice at the head of the page: its name in the address, its label, (code, label) of each option."""

    name: Literal["school", "year", "month"]
    label: str
    options: list[tuple[str, str]]
    chosen: str


class OurSchoolPart(TypedDict):
    """
    A school's own page. `id` is "" where there is no school; what is None or empty is not drawn.

    `due` is the report to send next, `todo` what to mend, `all_well` the sentence in its place,
    `closed` what is open in months that can't be changed any more; `survey` the year's
    figure about parents, of a year without reports; `charts` what the charts below show, "" where there are none.
    """

    id: str
    name: str
    facts: str
    fields: list[Field]
    note: str
    due: ToDo | None
    todo: list[ToDo]
    all_well: str
    closed: list[ToDo]
    year: YearPart | None
    answers: list[ReportAnswer]
    compare: ComparePart | None
    people: PeoplePart | None
    survey: tuple[str, str] | None
    charts: str


class OwnPage(NamedTuple):
    """What a page of one school needs: the sentence on top, the component's part, and the stamp below."""

    answer: str
    part: OurSchoolPart
    stamp: list[tuple[str, str]]


class _School(NamedTuple):
    name: str
    cluster: str | None
    level: str
    enrollment: float


class _Dates(NamedTuple):
    opened_on: pd.Timestamp
    closed_on: pd.Timestamp


def own_page(
    words: Words,
    choices: Choices,
    shown_board: BoardInWords,
    school_id: str,
    own: OwnSchool | None,
    compared: Board | None,
    detail: Detail | None,
    months: Months | None,
    disputed: Marks | None = None,
) -> OwnPage:
    """
    choices: the years and months there are. shown_board: of the chosen ones. school_id: "" for a viewer without
    schools. own: None for a year without monthly reports. compared, detail, months: of the list the school is
    compared by, None where there is none yet. disputed: by the school, on that list.
    """
    board = shown_board.board
    part = _empty(words, choices, board, school_id, own)
    if not school_id:
        part["note"] = wording.no_school_help_text(words)
        return OwnPage(wording.no_school_text(words), part, [])
    school = row_of(board.schools, school_id, _School)
    pupils = round(school.enrollment) if is_known(school.enrollment) else None
    cluster = school.cluster if isinstance(school.cluster, str) else None
    facts = [size_words(words, words.gettext(SchoolLevel(school.level).label), pupils), cluster_words(words, cluster)]
    part |= {"id": school_id, "name": school.name, "facts": " · ".join(facts)}
    if own is None:
        survey = shown_board.rows[school_id]["survey"]
        part["survey"] = (words.gettext(MEASURES[board.survey_measure]), survey) if survey else None
        return OwnPage(wording.no_reports_in_year_text(words, board.school_year), part, [])
    due = due_reports(own)
    who = who_to_tell(words, own)
    dates = row_of(board.frames.schools.set_index("school_id"), school_id, _Dates)
    has_closed = is_known(dates.closed_on) and dates.closed_on <= own.day
    is_to_open = is_known(dates.opened_on) and dates.opened_on > own.day
    assessment = compared.assessment if compared is not None else None
    part["due"] = next_report(words, own, due, who)
    figures, part["closed"] = figures_to_mend(words, own, who, assessment, pupils)
    part["todo"] = [*to_do(words, own, due, who), *figures]
    part["all_well"] = "" if part["todo"] or not own.has_reported else wording.nothing_to_mend_text(words)
    part["year"] = year_part(words, board.school_year, own, due, who)
    part["answers"] = last_answers(words, own)
    part["people"] = people_part(words, own, school.name, school_id, cluster)
    if not has_closed and not is_to_open:
        behind = detail.behind if detail is not None else None
        part["compare"] = compare_part(words, own, compared, school_id, behind, disputed)
    if months is not None and not months.frame.empty:
        part["charts"] = wording.charts_text(words)
    told = answer(words, own, due, school.name, sum(len(one["lines"]) for one in figures))
    if has_closed:
        told = wording.closed_text(words, school.name, dates.closed_on)
    elif is_to_open:
        told = wording.not_open_text(words, school.name, dates.opened_on)
    return OwnPage(told, part, _stamp(words, own, compared))


def _empty(words: Words, choices: Choices, board: Board, school_id: str, own: OwnSchool | None) -> OurSchoolPart:
    return {
        "id": "", "name": "", "facts": "", "fields": _fields(words, choices, board, school_id, own), "note": "",
        "due": None, "todo": [], "all_well": "", "closed": [], "year": None, "answers": [], "compare": None,
        "people": None, "survey": None, "charts": "",
    }  # fmt: skip


def _fields(words: Words, choices: Choices, board: Board, school_id: str, own: OwnSchool | None) -> list[Field]:
    """The choices there are; one option alone is no choice."""
    schools: Field = {
        "name": "school",
        "label": words.gettext("School"),
        "options": [(str(number), str(name)) for number, name in board.schools["name"].items()],
        "chosen": school_id,
    }
    # The latest month is as of the page's day, not the list's.
    times = when_fields(words, choices, board, None if own is None else own.day)
    return [field for field in (schools, *times) if len(field["options"]) > 1]


def when_fields(words: Words, choices: Choices, board: Board, day: pd.Timestamp | None = None) -> list[Field]:
    """The school years, and the days of the shown year's lists; `day` instead of the shown one's."""
    month = "" if board.month is None else f"{board.month:%Y-%m}"
    days = dict(choices.months.get(board.school_year, {}))
    if day is not None:
        days[month] = day
    return [
        {
            "name": "year",
            "label": words.gettext("School year"),
            "options": [(year, year) for year in reversed(list(choices.months))],
            "chosen": board.school_year,
        },
        {
            "name": "month",
            "label": words.gettext("As of"),
            "options": [(code, words.day(day)) for code, day in days.items()],
            "chosen": month,
        },
    ]


def _stamp(words: Words, own: OwnSchool, compared: Board | None) -> list[tuple[str, str]]:
    stamp = [(words.gettext("As of"), words.day(own.day))]
    if compared is not None:
        stamp.append((words.gettext("Compared as of"), words.day(compared.as_of)))
    return stamp
