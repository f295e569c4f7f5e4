"""
A district as plain frames: for notebooks, and for questions that no page answers.

Read only, as one person may see it, with what was known on one day.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

import pandas as pd
from sqlalchemy.orm import Session

from data.frame_columns import COLUMNS
from data.support_need_export import support_need_csv
from data.trends_export import trends_csv
from models import queries
from models.database import Database, connect
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.support_need.assess import assess
from models.today import today
from models.vocabulary import Role

_visitor: ContextVar[Viewer | None] = ContextVar("visitor", default=None)
_serves = False
"""Has this process shown a notebook to a visitor? From then on nobody is looked as but visitors."""


@contextmanager
def only_as(viewer: Viewer) -> Iterator[None]:
    """Inside, whoever opens the district sees it as this visitor of a served notebook, and as nobody else."""
    global _serves
    _serves = True
    token = _visitor.set(viewer)
    try:
        yield
    finally:
        _visitor.reset(token)


def who(session: Session, login: str, on: date) -> Viewer:
    """
    The person behind `login` on that day; without a login the first of the office, its director; where a district has
    no people yet, whoever sits at this machine. In a notebook that is served, the visitor, whatever `login` says.

    Raises PartnershipError where the database holds no district, or where nobody has this login; NotAllowedError where
    a served notebook asks without a visitor, or for somebody else.
    """
    if _serves:
        visitor = _visitor.get()
        if visitor is None or login:
            raise NotAllowedError("A notebook that is served shows the district as its visitor may see it only.")
        return visitor
    districts = queries.districts(session)
    if districts.empty:
        raise PartnershipError("There is no district in the database yet. Run `partnership sample` to look around.")
    district_id = int(districts["district_id"].iloc[0])
    people = queries.identities(session, district_id, on)
    if people.empty:
        return Viewer(district_id, 0, "This machine", Role.VIEWER)
    return queries.viewer(session, district_id, login or people["login"].iloc[0], on)


def open_district(database: Database | None = None, *, login: str = "", on: date | None = None) -> "District":
    """
    The district as frames, as somebody may see it and as it was known on a day.

    database: where none is given, the one that `PARTNERSHIP_DATABASE_URL` names, or this folder's own. login: without
    one, the director. on: today where none is given; an earlier day shows what had come in by then.
    Raises PartnershipError as `who` does.
    """
    database, on = database or connect(), on or today()
    with database.reading() as session:
        viewer = who(session, login, on)
        names = queries.districts(session).set_index("district_id")["name"]
    return District(database, viewer, str(names[viewer.district_id]), on)


class District:
    """
    One district. Each frame is read anew when it is asked for, and is yours: nothing done to it reaches the database.

        district = open_district()
        district.schools                       a row a school and school year
        district.reports                       a row a school and reporting month
        district.activities                    a row an activity of the reports in force
        district.responses                     a row a parents' form or survey of the reports in force
        district.plans                         a row a step of the action plans
        district.contacts                      a row an entry of the support log, newest first
        district.training                      a row a school whose team came to a session
        district.programme_steps               a row a step of the programme that a school reached
        district.indicators("2026-03")         a row a school and indicator, of a month's list
        district.support_need("2026-03")       a row a school, of a month's list, as it was on its day
        district.trends("2025-08", "2026-03")  eight frames by name

    `district.columns` says what every column holds, with its unit. A month without a report is NaN, never zero.
    """

    def __init__(self, database: Database, viewer: Viewer, name: str, on: date) -> None:
        self.name, self.on = name, on
        self._database, self._viewer = database, viewer

    @property
    def district_id(self) -> int:
        """The number of this district in every table, for statements of your own."""
        return self._viewer.district_id

    # ------------------------------------------------------------ frames
    @property
    def schools(self) -> pd.DataFrame:
        """Schools as they were in each school year; columns as in `columns`."""
        return self._by_year("schools", queries.schools_in_year)

    @property
    def reports(self) -> pd.DataFrame:
        """Every month of every school, as the day knew it: expected or not, in or not, and what it adds up to."""

        def read(session: Session, viewer: Viewer, year: str) -> pd.DataFrame:
            months = queries.school_months(session, viewer, year, self.on)
            states = queries.report_states(session, viewer, year, self.on)
            return months.merge(states, on=["school_id", "month"], how="left")

        rows = self._by_year("reports", read)
        rows["revision"] = rows["revision"].fillna(0).astype(int)
        rows["is_nil"] = rows["is_nil"].eq(True)
        return rows

    @property
    def activities(self) -> pd.DataFrame:
        """Activities of the reports that were in force on the day, cancelled ones too, with their parents' answers."""
        return self._by_year("activities", lambda *asked: self._in_force(queries.activities(*asked), *asked))

    @property
    def responses(self) -> pd.DataFrame:
        """What parents answered, of the reports that were in force on the day."""
        return self._by_year("responses", lambda *asked: self._in_force(queries.parent_responses(*asked), *asked))

    @property
    def plans(self) -> pd.DataFrame:
        """Steps of the action plans, done as far as reports had told by the day."""
        return self._read(
            "plans",
            lambda session, viewer: queries.planned_activities(
                session, viewer, queries.school_years(session, viewer), self.on
            ),
        )

    @property
    def contacts(self) -> pd.DataFrame:
        """The support log up to the day; an entry that was corrected by then is left out."""
        return self._read("contacts", lambda session, viewer: queries.support_contacts(session, viewer, self.on))

    @property
    def training(self) -> pd.DataFrame:
        """Whose teams came to which professional development session up to the day, as it was known then."""

        def read(session: Session, viewer: Viewer) -> pd.DataFrame:
            held = queries.development_sessions(session, viewer, self.on)
            came = queries.sessions_attended(session, viewer, self.on)
            people = pd.to_numeric(came["people"]).astype(float)
            return came.assign(people=people).merge(held[["session_id", "topic", "hours"]], on="session_id")

        return self._read("training", read)

    @property
    def programme_steps(self) -> pd.DataFrame:
        """The steps of the programme that schools had reached by the day, as it was known then."""
        return self._read("programme_steps", lambda session, viewer: queries.steps_reached(session, viewer, self.on))

    def indicators(self, month: str = "") -> pd.DataFrame:
        """The needs of each school in a month's list, and the figures behind them. month: "2026-03"; the last one."""

        def read(session: Session, viewer: Viewer) -> pd.DataFrame:
            chosen = self._month(session, month)
            history = queries.district_history(session, viewer.district_id)
            judged = assess(history, queries.rule_sets(session, viewer.district_id), chosen, chosen)[chosen]
            names = history.schools.set_index("school_id")["name"]
            tables = {"need": judged.z, "points": judged.points, "evidence": judged.evidence}
            figures = judged.figures.stack(level=0, future_stack=True)  # noqa: PD013 - its columns have two levels
            long = pd.DataFrame({name: table.unstack() for name, table in tables.items()})
            long = long.join(figures.swaplevel())
            long = long.rename_axis(["indicator", "school_id"]).reset_index()
            long["name"], long["tier"] = long["school_id"].map(names), long["school_id"].map(judged.schools["tier"])
            return self._own(long)

        return self._read("indicators", read)

    def support_need(self, month: str = "") -> pd.DataFrame:
        """A month's list as it was on its as-of date: as `partnership export support-need`. month: the last one."""

        def read(session: Session, viewer: Viewer) -> pd.DataFrame:
            chosen = self._month(session, month).date()
            text, _ = support_need_csv(session, viewer.district_id, chosen, chosen)
            rows = pd.read_csv(io.StringIO(text), dtype={"school_id": str, "reasons": str, "raise": str})
            return self._own(rows)

        return self._read("support_need", read)

    def trends(self, first: str, last: str = "") -> dict[str, pd.DataFrame]:
        """
        The district's trends of a range of months, as of the last one: eight frames as `partnership export trends`.

        Raises NotAllowedError for a liaison: they are of the whole district, cluster by cluster.
        """
        if not self._viewer.sees_district:
            raise NotAllowedError("Trends are of the whole district. Ask the office for them.")
        with self._database.reading() as session:
            until = self._month(session, last)
            files = trends_csv(session, self._viewer.district_id, _first_day(first).date(), until.date())
        return {name: pd.read_csv(io.StringIO(text), dtype={"name": str}) for name, text in files.items()}

    @property
    def columns(self) -> pd.DataFrame:
        """Of every frame each column and what it holds."""
        told = [(frame, column, says) for frame, columns in COLUMNS.items() for column, says in columns.items()]
        return pd.DataFrame(told, columns=["frame", "column", "holds"])

    # ------------------------------------------------------------ what it says of itself
    def __repr__(self) -> str:
        with self._database.reading() as session:
            years = queries.school_years(session, self._viewer)
            last = self._last_list(session)
            schools = len(queries.schools_in_year(session, self._viewer, years[-1])) if years else 0
        lines = [
            f"{self.name}, as {self._viewer.name} ({self._viewer.role.label.lower()}) sees it on {self.on}",
            f"  {schools} schools in {years[-1]}; school years {years[0]} to {years[-1]}"
            if years
            else "  no schools yet",
            "  no list yet" if last is None else f"  last list: {last:%Y-%m}",
            f"  frames: {', '.join(COLUMNS)}, trends",
        ]
        return "\n".join(lines)

    # ------------------------------------------------------------ reading
    def _read(self, frame: str, read: Callable[[Session, Viewer], pd.DataFrame]) -> pd.DataFrame:
        with self._database.reading() as session:
            return read(session, self._viewer).reset_index(drop=True)[list(COLUMNS[frame])]

    def _by_year(self, frame: str, read: Callable[[Session, Viewer, str], pd.DataFrame]) -> pd.DataFrame:
        def every(session: Session, viewer: Viewer) -> pd.DataFrame:
            years = queries.school_years(session, viewer)
            read_years = [read(session, viewer, year).assign(school_year=year) for year in years]
            return pd.concat(read_years, ignore_index=True) if years else pd.DataFrame(columns=list(COLUMNS[frame]))

        return self._read(frame, every)

    def _in_force(self, rows: pd.DataFrame, session: Session, viewer: Viewer, year: str) -> pd.DataFrame:
        states = queries.report_states(session, viewer, year, self.on)
        return rows.merge(states[["school_id", "month", "revision"]], on=["school_id", "month", "revision"])

    def _own(self, rows: pd.DataFrame) -> pd.DataFrame:
        return rows if self._viewer.sees_district else rows[rows["school_id"].isin(self._viewer.school_ids)]

    def _month(self, session: Session, month: str) -> pd.Timestamp:
        last = _first_day(month) if month else self._last_list(session)
        if last is None:
            raise PartnershipError("No month has been judged yet. Import reports first.")
        return last

    def _last_list(self, session: Session) -> pd.Timestamp | None:
        """The last month that was judged by the day and that any report had come in for; None: there is none."""
        calendar = queries.calendar(session, self._viewer)
        judged = calendar[calendar["as_of_date"] <= pd.Timestamp(self.on)]
        for year in reversed(list(judged["school_year"].unique())):
            states = queries.report_states(session, self._viewer, year, self.on)
            came = states.loc[states["first_submitted_date"].notna(), "month"]
            if len(months := judged.loc[judged["month"].isin(came), "month"]):
                return pd.Timestamp(months.iloc[-1])
        return None


def _first_day(month: str) -> pd.Timestamp:
    try:
        return pd.Timestamp(date.fromisoformat(f"{month}-01"))
    except ValueError as error:
        raise PartnershipError('"{month}" is no month. Write one as 2026-03.', month=month) from error
