"""What is computed for the whole district, and shown to nobody as it is: history, order, comparisons, assessments."""

from dataclasses import replace
from typing import cast

import pandas as pd
from sqlalchemy.orm import Session

from dashboards.state.district.moment import Moment
from models import queries
from models.permissions import Viewer
from models.queries.history import TOPICS_OF_PART
from models.support_need.assess import assess_ordered, measured_both_ways
from models.support_need.assessment import Assessment
from models.support_need.cleaning import ordered, with_decisions
from models.support_need.comparison import Comparison, compare
from models.support_need.history import COLUMNS, DistrictHistory
from models.support_need.known_rows import OrderedHistory
from models.support_need.rule_set import RuleSet
from models.vocabulary import Role, Topic

MEASURED_FROM = (Topic.SCHOOLS, Topic.REPORTS, Topic.PLANS)
"""What the figures of a month rest on; its lists also on decisions by hand and rules."""
JUDGED_FROM = (*MEASURED_FROM, Topic.SUPPORT, Topic.RULES)


class WholeDistrict(Moment):
    """The whole district of one moment: never leaves `dashboards.state` as it is."""

    @property
    def history(self) -> DistrictHistory:
        """Everything the method may use; each frame is read again only when its own topics moved."""

        def made() -> DistrictHistory:
            return DistrictHistory(**{part: self.part(part) for part in COLUMNS})

        return self.keep(("history",), (*MEASURED_FROM, Topic.SUPPORT), made)

    def part(self, part: str) -> pd.DataFrame:
        """One frame of `history`, by its name there."""
        return self.read(
            ("history", part),
            TOPICS_OF_PART[part],
            lambda session: queries.history_part(session, self.district_id, part),
        )

    @property
    def rule_sets(self) -> list[RuleSet]:
        return self.read(("rules",), (Topic.RULES,), lambda session: queries.rule_sets(session, self.district_id))

    @property
    def ordered(self) -> OrderedHistory:
        """The history in order; a decision by hand alone puts nothing in order again."""

        def without_decisions() -> OrderedHistory:
            history = self.history
            return ordered(replace(history, decisions=history.decisions[:0]))

        def made() -> OrderedHistory:
            rows = self.keep(("ordered",), MEASURED_FROM, without_decisions)
            return with_decisions(rows, self.part("decisions"))

        return self.keep(("ordered",), (*MEASURED_FROM, Topic.SUPPORT), made)

    def assessments(self, school_year: str) -> dict[pd.Timestamp, Assessment]:
        """Every month of a year that has been judged by now, in one pass."""

        def made() -> dict[pd.Timestamp, Assessment]:
            calendar = self.part("calendar")
            year = calendar[calendar["school_year"].eq(school_year)]
            latest = self.latest_month(school_year)
            if latest is None:
                return {}
            # What was measured stays as long as no report, plan or school moved: only the lists are made again.
            measured = (self.place, ("measured", school_year), self.stamps_of(MEASURED_FROM))
            known = cast("dict[pd.Timestamp, Assessment] | None", self.kept.get(measured))
            months = assess_ordered(self.ordered, self.rule_sets, year["month"].min(), latest, known=known)
            self.kept.put(measured, months)
            return months

        return self.keep(("assessments", school_year), JUDGED_FROM, made)

    @property
    def district_code(self) -> str:
        def read(session: Session) -> str:
            districts = queries.districts(session).set_index("district_id")
            return str(districts.at[self.district_id, "code"])

        return self.read(("code",), (), read)

    def latest_month(self, school_year: str) -> pd.Timestamp | None:
        """The latest month of a year that any report has come in for; None for a year without reports."""
        calendar = self.part("calendar")
        months = set(calendar.loc[calendar["school_year"].eq(school_year), "month"])
        return max((month for month in self.part("reports")["month"].unique() if month in months), default=None)

    def before(self, school_year: str, month: pd.Timestamp) -> Assessment | None:
        """The list before a month's, in the same school year."""
        year = self.assessments(school_year)
        return (
            year[max(judged)] if (judged := [judged_month for judged_month in year if judged_month < month]) else None
        )

    @property
    def latest_as_of(self) -> pd.Timestamp:
        """The day of the latest list: the first one that other rules may change. Raises ValueError without reports."""
        calendar = self.part("calendar")
        return calendar.loc[calendar["month"].isin(self.part("reports")["month"]), "as_of_date"].max()

    def measured_both_ways(self, school_year: str, month: pd.Timestamp) -> Assessment:
        """A month with the similar-need switch measured both ways: only somebody who turns it pays for that."""
        return self.keep(
            ("both ways", month),
            JUDGED_FROM,
            lambda: measured_both_ways(self.ordered, self.assessments(school_year)[month]),
        )

    def compared(self, month: pd.Timestamp, similar_need: bool) -> Comparison:
        """All schools' rows beside what is expected of them, as of a month."""

        def made() -> Comparison:
            at = int(self.ordered.calendar.starts.get_loc(month))  # type: ignore[arg-type]
            return compare(self.ordered, at, similar_need=similar_need)

        return self.keep(("compared", month, similar_need), MEASURED_FROM, made)

    @property
    def office(self) -> Viewer:
        """Reads the whole district, for sums and peers; what it reads must not leave `dashboards.state`."""
        return Viewer(self.district_id, 0, "", Role.VIEWER)
