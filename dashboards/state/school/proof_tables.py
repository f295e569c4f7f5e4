"""The rows behind each reason, ready to be shown: the same rows the indicator counts, and what it left out. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from dashboards.state.formats import counted, short_day
from models.support_need.figures import FEWEST_ANSWERS
from models.support_need.source_rows import Evidence, is_cut
from models.vocabulary import Indicator, InvolvementType
from models.wording import reasons as wording

Table = dict[str, Any]
"""{title, columns, rows, note}: a row is a list of texts or numbers, one for each column; note may be empty."""

ARRIVED = {"on_time": "on time", "late": "late", "missing": "missing"}


@dataclass(frozen=True)
class Behind:
    """
    What one school's evidence is told from.

    rows: as `models.support_need.source_rows`. stored: the activities of the reports in force, as `queries.activities`,
    duplicates and cancelled ones included. steps: as `queries.planned_activities`.
    """

    rows: Evidence
    stored: pd.DataFrame
    steps: pd.DataFrame

    @cached_property
    def events(self) -> pd.DataFrame:
        """The counted events of the figures' months, with what was stored about them, latest first."""
        events = self.rows.events[self.rows.events["in_window"]]
        told = self.stored.drop_duplicates(["month", "activity_id"]).drop(columns=["involvement_type", "please_check"])
        events = events.merge(told, on=["month", "activity_id"], how="left")
        when = events["activity_date"].fillna(events["month"])
        return events.assign(when=when).sort_values("when", ascending=False, kind="stable")

    @cached_property
    def left_out(self) -> str:
        """ "Left out: 1 cancelled, 2 written twice.", or empty."""
        months = self.rows.months.loc[self.rows.months["in_window"], "month"]
        stored = self.stored[self.stored["month"].isin(months)]
        cancelled = int(stored["is_cancelled"].sum())
        twice = len(stored) - cancelled - int(self.rows.events["in_window"].sum())
        parts = [f"{cancelled} cancelled"] * bool(cancelled) + [f"{twice} written twice"] * (twice > 0)
        return f"Left out: {', '.join(parts)}." if parts else ""


def proof(code: Indicator, behind: Behind) -> Table:
    """The table of one indicator's rows."""
    return _PROOFS[code](behind)


def _table(title: str, columns: list[str], rows: list[list[Any]], *notes: str) -> Table:
    return {"title": title, "columns": columns, "rows": rows, "note": " ".join(note for note in notes if note)}


def _since(behind: Behind) -> str:
    months = behind.rows.months.loc[behind.rows.months["in_window"], "month"]
    return f"since {wording.month_name(months.iloc[0])}" if len(months) else "so far"


def _reporting(behind: Behind) -> Table:
    months = behind.rows.months
    return _table("The last reports due", *report_rows(months[months["in_last_due"]]))


def report_rows(months: pd.DataFrame) -> tuple[list[str], list[list[str]]]:
    """Month, due date, day of arrival and mark of some months."""
    rows = [
        [
            f"{one.month:%B %Y}",
            short_day(one.due_date),
            short_day(one.arrived_on) if pd.notna(one.arrived_on) else "not arrived",
            ARRIVED[one.mark],
        ]
        for one in months.itertuples()
    ]
    return ["Report", "Due", "Arrived", "Counts as"], rows


def _plan(behind: Behind) -> Table:
    steps = due_steps(behind.rows, behind.steps)
    rows = []
    for one in steps.itertuples():
        is_done = pd.notna(one.done_month)
        state = f"{one.done_month:%b} ({one.reported_month:%b} report)" if is_done else "not yet"
        result = "no report, not counted" if not one.is_counted else "on time" if one.in_time else "not on time"
        rows.append([f"{one.planned_month:%b}", one.title or f"Step {one.item_id}", state, result])
    return _table(f"Plan steps due {_since(behind)}", ["Planned", "Step", "Done (told by)", "Counts as"], rows)


def due_steps(rows: Evidence, steps: pd.DataFrame) -> pd.DataFrame:
    """
    The plan steps due in the figures' months, with is_counted (the report of the month it was planned for is in) and
    in_time (done by then, as a report that has arrived tells).
    """
    months = rows.months[rows.months["in_window"]]
    due = steps[steps["planned_month"].isin(months["month"])]
    received = months.loc[months["mark"].ne("missing"), "month"]
    return due.assign(
        is_counted=due["planned_month"].isin(received), in_time=due["done_month"].le(due["planned_month"])
    )


def _activity(behind: Behind) -> Table:
    rows: list[list[Any]] = []
    events = behind.rows.events[behind.rows.events["in_window"]]
    months = behind.rows.months[behind.rows.months["in_window"]]
    for one in months.iloc[::-1].itertuples():
        held = events[events["month"].eq(one.month)]
        if one.mark == "missing":
            rows.append([f"{one.month:%B}", "no report", "–", "not counted"])
        elif not len(held):
            rows.append([f"{one.month:%B}", "no activity reported", 0, 0])
        for kind, some in held.groupby("involvement_type"):
            rows.append([f"{one.month:%B}", InvolvementType(kind).label, len(some), int(some["in_cap"].sum())])
    received = int(months["mark"].ne("missing").sum())
    total = int(events["in_cap"].sum())
    return _table(
        f"Activities by month and type {_since(behind)}",
        ["Month", "Type", "Reported", "Counted"],
        rows,
        f"{counted(total, 'activity', 'activities')} counted in {counted(received, 'month')} reported; "
        "at most two of a type count in a month.",
        behind.left_out,
    )


def _name(one: Any) -> str:
    return one.title if isinstance(one.title, str) and one.title else InvolvementType(one.involvement_type).label


def _day(one: Any) -> str:
    return short_day(one.activity_date) if pd.notna(one.activity_date) else f"{one.month:%b}"


def _families(one: Any, cut: bool) -> str:
    if pd.isna(one.families):
        return "not counted" if bool(one.is_attendance) else f"{one.counting_method}, not counted"
    stored, counts_as = f"{one.families:,.0f}", f"{one.families_counted:,.0f}"
    if cut and counts_as != stored:
        stored += f", counted as {counts_as}"
    return f"{stored} (please check)" if one.please_check else stored


def _response(behind: Behind) -> Table:
    events = behind.events
    asked = events["answers"].notna()
    total = events.loc[asked, "answers"].sum()
    rows = []
    for one, cut in zip(events.itertuples(), is_cut(events), strict=True):
        answers, rate = "not asked", "–"
        if pd.notna(one.answers):
            answers = f"{one.answers:,.0f}"
            rate = f"{100 * one.answers / one.families_counted:.0f}" if one.answers >= FEWEST_ANSWERS else "hidden"
        elif pd.notna(one.returned):
            answers = f"{one.returned:,.0f}, no attendance"
        rows.append([_day(one), _name(one), _families(one, cut), answers, rate])
    together = (
        f"Together {total:,.0f} answers of {events.loc[asked, 'families_counted'].sum():,.0f} participants."
        if total >= FEWEST_ANSWERS
        else f"Fewer than {FEWEST_ANSWERS} answers together, so no figure is shown."
    )
    return _table(
        f"Events and parents' answers {_since(behind)}",
        ["Date", "Event", "Families", "Answers", "Of 100"],
        rows,
        together,
        f"A rate is hidden under {FEWEST_ANSWERS} answers.",
        behind.left_out,
    )


def _rating(behind: Behind) -> Table:
    ratings = behind.rows.ratings[behind.rows.ratings["in_window"]]
    told = behind.stored.drop_duplicates(["month", "activity_id"])
    rated = ratings.merge(told, on=["month", "activity_id"], how="left").iloc[::-1]
    rows = []
    for one in rated.itertuples():
        mean = f"{one.mean:.1f} of 5" if one.answers >= FEWEST_ANSWERS else "hidden"
        scale = str(one.scale_id) if one.in_figure else f"{one.scale_id}, not counted here"
        rows.append([_day(one), _name(one), f"{one.answers:,.0f}", mean, scale])
    in_figure = ratings[ratings["in_figure"]]
    total = in_figure["answers"].sum()
    together = f"Fewer than {FEWEST_ANSWERS} answers together, so no figure is shown."
    if total >= FEWEST_ANSWERS:
        mean = (in_figure["mean"] * in_figure["answers"]).sum() / total
        together = f"Together {total:,.0f} answers, {mean:.1f} of 5 on average."
    return _table(
        f"Parents' ratings {_since(behind)}",
        ["Date", "Event", "Answers", "Mean", "Scale"],
        rows,
        together,
        f"A mean is hidden under {FEWEST_ANSWERS} answers; another scale is brought to 1 to 5.",
    )


def _turnout(behind: Behind) -> Table:
    rows = []
    events = behind.events
    for one, cut in zip(events.itertuples(), is_cut(events), strict=True):
        known = pd.notna(one.families)
        per = f"{100 * one.families_counted / one.pupils:.0f}" if known and pd.notna(one.pupils) else "–"
        expected = f"{one.expected_families:,.0f}" if known else "–"
        rows.append([_day(one), _name(one), _families(one, cut), per, expected])
    return _table(
        f"Events and families {_since(behind)}",
        ["Date", "Event", "Families", "Per 100 pupils", "Expected"],
        rows,
        "Expected: families at such an event of a school of this level, size and need in that month.",
        behind.left_out,
    )


def _breadth(behind: Behind) -> Table:
    months = behind.rows.months
    rows = []
    for month in months.loc[months["in_last_received"], "month"]:
        kinds = sorted(set(behind.rows.events.loc[behind.rows.events["month"].eq(month), "involvement_type"]))
        rows.append([f"{month:%B %Y}", ", ".join(InvolvementType(kind).label for kind in kinds) or "no activity"])
    found = set(behind.rows.events.loc[behind.rows.events["in_last_received"], "involvement_type"])
    missing = [kind.label for kind in InvolvementType if kind not in found]
    return _table(
        "Types in the last reports received",
        ["Report", "Types"],
        rows,
        f"Not reported in these: {', '.join(missing)}." if missing else "All six types are in these reports.",
    )


def _language(behind: Behind) -> Table:
    rows = [
        [
            _day(one),
            _name(one),
            _named(one.notice_languages),
            _named(one.interpretation_languages, "none"),
            "yes" if one.in_home_language else "no",
        ]
        for one in behind.events.itertuples()
    ]
    return _table(
        f"Languages of activities {_since(behind)}",
        ["Date", "Activity", "Notice", "Interpretation", "Home language"],
        rows,
        behind.left_out,
    )


def _named(languages: Any, otherwise: str = "not told") -> str:
    names = [name.strip() for name in str(languages).split(";") if name.strip()] if isinstance(languages, str) else []
    return ", ".join(names) or otherwise


_PROOFS: dict[Indicator, Callable[[Behind], Table]] = {
    Indicator.REPORTING: _reporting,
    Indicator.PLAN: _plan,
    Indicator.ACTIVITY: _activity,
    Indicator.RESPONSE: _response,
    Indicator.RATING: _rating,
    Indicator.TURNOUT: _turnout,
    Indicator.BREADTH: _breadth,
    Indicator.LANGUAGE: _language,
}
