"""What a draft says by now, in words: questions, what the coordinator will see, what is left to do. Pure."""

from collections.abc import Mapping
from typing import Any

from dashboards.state.report.gathered import Gathered
from dashboards.state.report.shapes import (
    CheckedPart,
    ComparedLine,
    OddField,
    Question,
    Reply,
    ToDoLine,
)
from models.report_checks import Finding, checks_of, open_findings
from models.report_form import Report, report_of
from models.vocabulary import CountingMethod
from models.wording import report as wording
from models.wording.language import Words
from models.wording.school_page import COUNTED_BY

OFFERED_METHODS = (CountingMethod.SIGN_IN, CountingMethod.HEAD_COUNT, CountingMethod.ESTIMATE)


def written(found: Gathered, fields: Mapping[str, Any]) -> Report:
    """The report that the fields make so far."""
    return report_of(found.school.school_id, found.month, fields, found.used)


def checked_part(words: Words, found: Gathered, fields: Mapping[str, Any], who: str) -> tuple[CheckedPart, str]:
    """What stands beside the form, and the sentence on top of the page. who: whom the report goes to."""
    report = written(found, fields)
    findings = checks_of(report, found.history)
    waiting = open_findings(findings, fields)
    is_nil = fields.get("form/is_nil") is True
    activities = len(report.activities)
    to_check = len(waiting) + len(report.unreadable)
    part: CheckedPart = {
        "count": words.gettext("{count} in {month}", count=activities, month=words.month(found.month)),
        "questions": [_question(words, one, one in waiting) for one in findings],
        "odd": [_odd(words, one.path, one.code, one.typed) for one in report.unreadable],
        "compared": _compared(words, found, report, waiting),
        "todo": _to_do(words, report, waiting),
        "plan": _plan(words, found, report),
        "before": wording.before_sending(words, len(waiting), who, is_correction=_is_correction(found)),
        "to_check": wording.to_check_text(words, to_check),
        "is_nil": is_nil,
    }
    due = found.dates.due_date.date()
    return part, wording.answer(words, found.month, due, found.today, activities, to_check, is_nil=is_nil)


def _is_correction(found: Gathered) -> bool:
    return found.state is not None and found.state.state == "accepted"


def _question(words: Words, one: Finding, is_open: bool) -> Question:
    replies: list[Reply] = []
    if one.instead:
        replies.append({"label": wording.instead(words, one), "path": one.path, "value": one.instead})
    if one.code == "no_method":
        replies += [
            {"label": words.gettext(COUNTED_BY[method]), "path": one.path, "value": method.value}
            for method in OFFERED_METHODS
        ]
    replies.append({"label": wording.keep(words, one), "path": one.kept, "value": one.figure})
    return {
        "path": one.path,
        "about": one.about,
        "text": wording.question(words, one),
        "is_open": is_open,
        "replies": replies,
    }


def _odd(words: Words, path: str, code: str, typed: str) -> OddField:
    return {"path": path, "text": wording.unreadable(words, code, typed)}


# ---------------------------------------------------------------- what the coordinator will see
def _compared(words: Words, found: Gathered, report: Report, waiting: list[Finding]) -> list[ComparedLine]:
    history, before = found.history, found.before
    odd = {one.field for one in waiting}

    def span(usual: tuple[int, int] | None) -> str:
        return "" if usual is None else words.gettext("{low} to {high}", low=usual[0], high=usual[1])

    def line(label: str, of: Any, usual: str, *, is_odd: bool = False) -> ComparedLine:
        then = of(before) if before is not None else ""
        return {"label": label, "now": of(report), "before": then, "usual": usual, "is_odd": is_odd}

    def activities(of: Report) -> str:
        return str(len(_held(of)))

    def types(of: Report) -> str:
        return str(len({row["involvement_type"] for row in _held(of) if row["involvement_type"]}))

    def families(of: Report) -> str:
        counted = [row["families_attended"] for row in _held(of) if _counts(row)]
        return words.number(sum(counted)) if counted else words.gettext("not counted")

    def answers(of: Report) -> str:
        asked = [row for row in of.responses.values() if row["returned"] is not None]
        if not asked:
            return words.gettext("none")
        back, sent = sum(row["returned"] for row in asked), [row["sent"] for row in asked]
        if None in sent:
            return str(back)
        return words.gettext("{part} of {whole}", part=back, whole=sum(sent))

    def team(of: Report) -> str:
        minutes, met = of.form.get("team_minutes"), of.form.get("team_met")
        if minutes:
            return words.gettext("{minutes} min", minutes=minutes)
        return "" if met is None else words.gettext("yes") if met else words.gettext("no")

    shares = history.answers
    share = "" if shares is None else words.gettext(
        "{low} to {high}", low=f"{100 * shares[0]:.0f}", high=words.percent(shares[1])
    )  # fmt: skip
    usual_team = "" if history.team_minutes is None else words.gettext("{minutes} min", minutes=history.team_minutes)
    return [
        line(words.gettext("Activities"), activities, span(history.activities)),
        line(words.gettext("Types, of six"), types, ""),
        line(words.gettext("Families"), families, span(history.families), is_odd="families_attended" in odd),
        line(words.gettext("Answers"), answers, share, is_odd="returned" in odd),
        line(words.gettext("Team met"), team, usual_team, is_odd="team_minutes" in odd),
    ]


def _held(report: Report) -> list[dict[str, Any]]:
    return [row for row in report.activities.values() if not row.get("is_cancelled")]


def _counts(row: dict[str, Any]) -> bool:
    method = row.get("counting_method")
    return row["families_attended"] is not None and (method is None or CountingMethod(method).is_attendance)


# ---------------------------------------------------------------- before sending
def _to_do(words: Words, report: Report, waiting: list[Finding]) -> list[ToDoLine]:
    lines: list[ToDoLine] = [
        {"done": False, "text": _named(words, one), "path": one.path} for one in waiting if one.code != "no_method"
    ]
    lines += [
        {"done": False, "text": wording.unreadable(words, one.code, one.typed), "path": one.path}
        for one in report.unreadable
    ]
    if report.is_nil or any(one.path == "form/nil_reason" for one in report.unreadable):
        return lines
    if report.activities:
        lines.append(_activities_done(words, report))
    held, asked = _held(report), {row["activity_id"] for row in report.responses.values() if row["activity_id"]}
    if held:
        answered = sum(row["activity_id"] in asked for row in held)
        text = words.gettext("Parents' answers: {count} of {all} activities", count=answered, all=len(held))
        lines.append({"done": answered > 0, "text": text, "path": ""})
    said = report.form.get("team_met") is not None and report.form.get("principal_took_part") is not None
    text = words.gettext("Team meeting, principal") if said else words.gettext("Did the team meet? And the principal?")
    lines.append({"done": said, "text": text, "path": "" if said else "form/team_met"})
    return lines


def _named(words: Words, one: Finding) -> str:
    text = wording.question(words, one)
    return words.gettext("{activity}: {question}", activity=one.about, question=text) if one.about else text


def _activities_done(words: Words, report: Report) -> ToDoLine:
    for name in wording.MISSES:
        without = [key for key, row in report.activities.items() if _misses(row, name)]
        if without:
            text = wording.missing_text(words, name, len(without))
            return {"done": False, "text": text, "path": f"activity/{without[0]}/{name}"}
    return {"done": True, "text": words.gettext("Activities: each has a day, a type, a count"), "path": ""}


def _misses(row: dict[str, Any], name: str) -> bool:
    if row.get("is_cancelled"):
        return False
    if name == "counting_method":
        return row["families_attended"] is not None and row[name] is None
    if name == "families_attended" and row["counting_method"] in (CountingMethod.TICKETS, CountingMethod.VIEWS):
        return False
    return row[name] is None


def _plan(words: Words, found: Gathered, report: Report) -> list[ToDoLine]:
    """Steps of the plan that are due by this month: done in this report, done before, or open."""
    lines: list[ToDoLine] = []
    for step in found.steps:
        due = step.planned_month.date()
        if due > found.month:
            continue
        is_here = step.item_id in report.steps
        was_done = str(step.done_month) != "NaT"
        if was_done and due != found.month and not is_here:
            continue
        when = "" if due == found.month else words.month(due)
        text = words.gettext("{title} ({month})", title=step.title, month=when) if when else step.title
        lines.append({"done": is_here or was_done, "text": text, "path": ""})
    return lines
