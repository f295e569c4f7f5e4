"""The rows behind reporting, plan, activity, breadth and home language: what the school's reports say. Pure."""

from collections import Counter
from typing import NamedTuple

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.school.behind import Behind, due_steps, named_activities, type_name
from dashboards.state.school.proof_table import ProofTable, Row, left_out, proof_table, titled
from models.vocabulary import N_, InvolvementType
from models.wording.language import Words

ARRIVED = {"on_time": N_("on time"), "late": N_("late"), "missing": N_("missing")}


class _Report(NamedTuple):
    month: pd.Timestamp
    due_date: pd.Timestamp
    arrived_on: pd.Timestamp
    mark: str


class _Step(NamedTuple):
    item_id: str
    title: str | None
    planned_month: pd.Timestamp
    done_month: pd.Timestamp
    reported_month: pd.Timestamp
    is_counted: bool
    in_time: bool


class _Languages(NamedTuple):
    notice_languages: str | None
    interpretation_languages: str | None
    in_home_language: bool


class _Month(NamedTuple):
    month: pd.Timestamp
    mark: str


def reporting_proof(words: Words, behind: Behind) -> ProofTable:
    months = behind.rows.months
    return proof_table(
        words, words.gettext("The last reports due"), REPORT_COLUMNS, report_rows(words, months[months["in_last_due"]])
    )


REPORT_COLUMNS = (N_("Report"), N_("Due"), N_("Arrived"), N_("Counts as"))


def report_rows(words: Words, months: pd.DataFrame) -> list[Row]:
    """Month, due date, day of arrival and mark of some months."""
    return [
        [
            words.month_in_year(report.month),
            words.short_day(report.due_date),
            words.short_day(report.arrived_on) if is_known(report.arrived_on) else words.gettext("not arrived"),
            words.gettext(ARRIVED[report.mark]),
        ]
        for report in rows_of(months, _Report)
    ]


def plan_proof(words: Words, behind: Behind) -> ProofTable:
    rows: list[Row] = []
    for step in rows_of(due_steps(behind.rows, behind.steps), _Step):
        done = words.gettext("not yet")
        if is_known(step.done_month):
            done = words.gettext(
                "{month} ({reported} report)",
                month=words.short_month(step.done_month),
                reported=words.short_month(step.reported_month),
            )
        if not step.is_counted:
            result = words.gettext("no report, not counted")
        else:
            result = words.gettext("on time") if step.in_time else words.gettext("not on time")
        title = step.title or words.gettext("Step {number}", number=step.item_id)
        rows.append([words.short_month(step.planned_month), title, done, result])
    return proof_table(
        words,
        titled(words, behind, N_("Plan steps due since {month}"), N_("Plan steps due so far")),
        (N_("Planned"), N_("Step"), N_("Done (told by)"), N_("Counts as")),
        rows,
    )


def activity_proof(words: Words, behind: Behind) -> ProofTable:
    rows: list[Row] = []
    activities = behind.rows.activities[behind.rows.activities["in_window"]]
    months = behind.rows.months[behind.rows.months["in_window"]]
    for month in rows_of(months.iloc[::-1], _Month):
        name = words.month(month.month)
        of_month = activities[activities["month"].eq(month.month)]
        if month.mark == "missing":
            rows.append([name, words.gettext("no report"), "–", words.gettext("not counted")])
        elif not len(of_month):
            rows.append([name, words.gettext("no activity reported"), 0, 0])
        reported, within = (
            Counter(of_month["involvement_type"]),
            Counter(of_month.loc[of_month["in_cap"], "involvement_type"]),
        )
        rows.extend([name, type_name(words, kind), reported[kind], within[kind]] for kind in sorted(reported))
    received = int(months["mark"].ne("missing").sum())
    total = int(activities["in_cap"].sum())
    counted = words.gettext(
        "{activities} counted in {months} reported; at most two of a type count in a month.",
        activities=words.ngettext("{count} activity", "{count} activities", total),
        months=words.ngettext("{count} month", "{count} months", received),
    )
    return proof_table(
        words,
        titled(
            words,
            behind,
            N_("Activities by month and type since {month}"),
            N_("Activities by month and type so far"),
        ),
        (N_("Month"), N_("Type"), N_("Reported"), N_("Counted")),
        rows,
        counted,
        left_out(words, behind),
    )


def breadth_proof(words: Words, behind: Behind) -> ProofTable:
    months = behind.rows.months
    activities = behind.rows.activities
    rows: list[Row] = []
    for month in months.loc[months["in_last_received"], "month"]:
        kinds = sorted(set(activities.loc[activities["month"].eq(month), "involvement_type"]))
        named = words.listed(type_name(words, kind) for kind in kinds)
        rows.append([words.month_in_year(month), named or words.gettext("no activity")])
    reported = set(activities.loc[activities["in_last_received"], "involvement_type"])
    missing = [words.gettext(kind.label) for kind in InvolvementType if kind not in reported]
    return proof_table(
        words,
        words.gettext("Types in the last reports received"),
        (N_("Report"), N_("Types")),
        rows,
        words.gettext("Not reported in these: {types}.", types=words.listed(missing))
        if missing
        else words.gettext("All six types are in these reports."),
    )


def language_proof(words: Words, behind: Behind) -> ProofTable:
    activities = behind.activities
    rows: list[Row] = [
        [
            day,
            name,
            _named(words, languages.notice_languages) or words.gettext("not told"),
            _named(words, languages.interpretation_languages) or words.gettext("none"),
            words.gettext("yes") if languages.in_home_language else words.gettext("no"),
        ]
        for (day, name), languages in zip(
            named_activities(words, activities), rows_of(activities, _Languages), strict=True
        )
    ]
    return proof_table(
        words,
        titled(words, behind, N_("Languages of activities since {month}"), N_("Languages of activities so far")),
        (N_("Date"), N_("Activity"), N_("Notice"), N_("Interpretation"), N_("Home language")),
        rows,
        left_out(words, behind),
    )


def _named(words: Words, languages: str | None) -> str:
    """Names of languages as stored, "Spanish; Somali", in a list; empty where there are none."""
    if not isinstance(languages, str):
        return ""
    return words.listed(name.strip() for name in languages.split(";") if name.strip())
