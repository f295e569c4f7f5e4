"""
Gentle checks of a monthly report: figures that may be a slip, beside what the school itself usually reports. Pure.

They ask and never refuse. The same functions serve the form, while it is typed, and whoever reviews what was filed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from models.report_form import Report, Row
from models.report_marks import activity_marks, is_off_scale, sides_of
from models.vocabulary import CountingMethod

FAR_ABOVE = 3
"""More than so many times the most families the school ever had is asked about ..."""
FAR_MORE = 30
"""... where it is at least so many more."""
LONG_MEETING = 240
"""Minutes of a team's meeting."""
FEWEST_MONTHS = 3
"""Months of reports before a school is said to usually do something."""


@dataclass(frozen=True)
class History:
    """What a school reported before a month: as far as it helps to see a slip. None: not known."""

    pupils: int | None = None
    most_families: int | None = None
    """At one activity of any type, of all that were counted. Review compares by type (`review_findings`)."""
    activities: tuple[int, int] | None = None
    """Usual number a month: the lowest and highest of the middle eight in ten months."""
    team_minutes: int | None = None
    families: tuple[int, int] | None = None
    """Usual number of families a month, all activities together."""
    answers: tuple[float, float] | None = None
    """Usual share of cards that came back, of months that asked."""


@dataclass(frozen=True)
class Finding:
    """
    One figure to look at: what is odd about it, as a code; the key of its row ("": the form) and its field; the figure
    as filed; what it is held against; and what it may have been meant to be, where that can be guessed.
    """

    code: str
    kind: str
    row: str
    field: str
    figure: str
    expected: str = ""
    instead: str = ""
    about: str = ""
    """What the activity is called."""

    @property
    def path(self) -> str:
        """Of the field in a draft."""
        return f"form/{self.field}" if self.kind == "form" else f"{self.kind}/{self.row}/{self.field}"

    @property
    def kept(self) -> str:
        """Where a draft keeps that somebody kept this figure."""
        return f"kept/{self.code}/{self.row}/{self.field}"


def checks_of(report: Report, history: History) -> list[Finding]:
    """Every figure of a report that may be a slip, in the order of its rows; whether somebody kept it is not asked."""
    found: list[Finding] = []
    for key, row in report.activities.items():
        found += _activity(key, row, history)
    found += _repeated(report)
    attended = {row["activity_id"]: row for row in report.activities.values()}
    for key, row in report.responses.items():
        about = attended.get(row.get("activity_id") or "")
        found += _response(key, row, about)
    found += _form(report, history)
    return found


def open_findings(found: Iterable[Finding], fields: Mapping[str, Any]) -> list[Finding]:
    """Those that nobody has answered yet: a figure that was kept is asked about again only when it changes."""
    return [one for one in found if fields.get(one.kept) != one.figure]


def _activity(key: str, row: Row, history: History) -> Iterator[Finding]:
    if row.get("is_cancelled"):
        return
    name = row.get("title") or ""

    def finding(code: str, column: str, expected: Any = "", instead: Any = "") -> Finding:
        value = row.get(column)
        figure = value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
        return Finding(code, "activity", key, column, figure, str(expected), str(instead), name)

    marks = set(activity_marks(row, history.pupils))
    families, adults, method = row.get("families_attended"), row.get("adults_attended"), row.get("counting_method")
    most = history.most_families
    if families is not None and "attendance_above_enrollment" in marks:
        yield finding(
            "families_above_pupils", "families_attended", history.pupils, _a_digit_less(families, history.pupils)
        )
    elif families is not None and most and _is_far_above(families, most) and _is_attendance(method):
        yield finding("families_far_above", "families_attended", most, _a_digit_less(families, most))
    elif families is not None and adults is not None and adults < families and _is_attendance(method):
        yield finding("adults_below_families", "adults_attended", families)
    if families is not None and method is None:
        yield finding("no_method", "counting_method")
    if "date_outside_month" in marks:
        yield finding("day_outside_month", "activity_date", row["month"].isoformat())


def _is_attendance(method: Any) -> bool:
    return method is None or CountingMethod(method).is_attendance


def _is_far_above(families: int, most: int) -> bool:
    return families > FAR_ABOVE * most and families - most >= FAR_MORE


def _a_digit_less(figure: int, most: int | None = None) -> str:
    """48 for 480: the commonest slip is a digit too many at the end, or two. most: what it can be at most."""
    meant = figure
    while meant >= 10 and meant % 10 == 0 and (meant == figure or (most is not None and meant > most)):
        meant //= 10
    return str(meant) if meant != figure else ""


def _repeated(report: Report) -> Iterator[Finding]:
    seen: dict[tuple[Any, ...], str] = {}
    for key, row in report.activities.items():
        what = (row.get("activity_date"), (row.get("title") or "").strip().lower(), row.get("involvement_type"))
        if not what[1] or row.get("is_cancelled"):
            continue
        if what in seen:
            day = what[0].isoformat() if what[0] else ""
            yield Finding("twice", "activity", key, "title", row["title"], day, "", row["title"])
        seen.setdefault(what, key)


def _response(key: str, row: Row, about: Row | None) -> Iterator[Finding]:
    name = (about or {}).get("title") or row.get("instrument") or ""
    returned, sent, mean, scale = (
        row.get("returned"),
        row.get("sent"),
        row.get("mean_rating"),
        row.get("scale_id") or "",
    )

    def finding(code: str, column: str, expected: Any = "") -> Finding:
        figure = row.get(column)
        return Finding(code, "response", key, column, "" if figure is None else f"{figure:g}", str(expected), "", name)

    if returned is not None and sent is not None and returned > sent:
        yield finding("more_back_than_sent", "returned", sent)
    families = (about or {}).get("families_attended")
    if returned is not None and families is not None and returned > families:
        yield finding("more_back_than_came", "returned", families)
    if returned is not None and sum(sides_of(row)) > returned:
        yield Finding(
            "more_said_than_back", "response", key, "positive", str(sum(sides_of(row))), str(returned), "", name
        )
    if mean is not None and is_off_scale(mean, scale):
        yield finding("off_scale", "mean_rating", scale)


def _form(report: Report, history: History) -> Iterator[Finding]:
    minutes = report.form.get("team_minutes")
    if minutes is not None and minutes > LONG_MEETING:
        expected = "" if history.team_minutes is None else str(history.team_minutes)
        yield Finding("long_meeting", "form", "", "team_minutes", str(minutes), expected, _a_digit_less(minutes))
    if minutes and report.form.get("team_met") is False:
        yield Finding("met_or_not", "form", "", "team_minutes", str(minutes))


# ---------------------------------------------------------------- what a school usually reports
@dataclass(frozen=True)
class PastMonth:
    """One earlier report: its activities (families None: nobody counted), its meeting, its answers."""

    titles: tuple[str, ...]
    families: tuple[int | None, ...]
    team_minutes: int | None = None
    returned: int | None = None
    sent: int | None = None


def history_of(pupils: int | None, past: Iterable[PastMonth]) -> History:
    """What a school usually reports, from its earlier reports; what too few months tell stays None."""
    months = list(past)
    counted = [families for month in months for families in month.families if families is not None]
    minutes = [month.team_minutes for month in months if month.team_minutes]
    enough = len(months) >= FEWEST_MONTHS
    sums = [sum(some) for month in months if (some := [one for one in month.families if one is not None])]
    shares = [month.returned / month.sent for month in months if month.returned is not None and month.sent]
    return History(
        pupils=pupils,
        most_families=max(counted, default=None) if enough else None,
        activities=_usual([len(month.titles) for month in months]) if enough else None,
        team_minutes=round(median(minutes)) if len(minutes) >= FEWEST_MONTHS else None,
        families=_usual(sums) if len(sums) >= FEWEST_MONTHS else None,
        answers=_usual_share(shares) if len(shares) >= FEWEST_MONTHS else None,
    )


def _usual(values: list[int]) -> tuple[int, int]:
    """The lowest and highest of the middle eight in ten."""
    ordered = sorted(values)
    cut = len(ordered) // 10
    return ordered[cut], ordered[-1 - cut]


def _usual_share(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values)
    cut = len(ordered) // 10
    return ordered[cut], ordered[-1 - cut]
