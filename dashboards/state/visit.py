"""One visitor's data: what the screen shows, and what a page asks for besides: the list, one school, the rules."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import orjson
import pandas as pd

from dashboards.state.background import Failed
from dashboards.state.contacts.reading import reader_of
from dashboards.state.district.data import ALL_TOPICS, DistrictData, district_now
from dashboards.state.district.moment import NotKeptError
from dashboards.state.following import TRIES, Following
from dashboards.state.rules.proposals import RulesNews, news_line, rules_news
from dashboards.state.rules.what_if import RulesShown, WhatIfEffect, moved_rules, rules_shown, what_if
from dashboards.state.school.by_hand import ByHandPart, by_hand_part, is_current
from dashboards.state.school.detail import (
    Detail,
    detail_months,
    funnel_codes,
    school_detail,
    school_funnel,
    school_told,
)
from dashboards.state.school.disputed import disputed_of, row_text
from dashboards.state.school.disputes import DisputesPart, disputes_of, disputes_part
from dashboards.state.school.funnels import FunnelShown, funnel_shown
from dashboards.state.school.months import Months
from dashboards.state.school.proofs import ProofsPart, proofs_part
from dashboards.state.school.record import RecordPart, record_part
from dashboards.state.school.why import WhyPart, why_part
from dashboards.state.triage.board import Board
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.queries.rules import ProposedRules, SavedRules
from models.support_need.assessment import Assessment
from models.support_need.rule_set import RuleSet
from models.wording import reasons as wording


class Visit(Following):
    """Views depend on `screen`, and ask here for what stands beside it; all of it is of the moment that is shown."""

    _moved_in_vain = 0
    """How often in a row others wrote before the rest of a school was read."""

    # ------------------------------------------------------------ the list
    @property
    def sparks_json(self) -> str:
        """Activities and reach of the chosen involvement type, for the list."""
        filters = self.filters
        return self._of_one_moment(
            lambda: self._district.sparks_json(
                self.viewer, filters.school_year, filters.month, filters.involvement_type
            )
        )

    @property
    def sparks(self) -> dict[str, dict[str, list[float | None]]]:
        """The same by school id, for what people take away."""
        sparks: dict[str, dict[str, list[float | None]]] = orjson.loads(self.sparks_json)
        return sparks

    # ------------------------------------------------------------ one school
    def _detail(self, school_id: str) -> Detail:
        return self._of_one_moment(lambda: school_detail(self._district, self.viewer, self.board, school_id))

    def why(self, school_id: str) -> WhyPart:
        """Why a school stands where it stands. Raises NotAllowedError for a school of others."""

        def made() -> WhyPart:
            district, board = self._district, self.board
            told = school_told(district, self.viewer, board, school_id)
            has_list = board.month is not None
            return why_part(
                self.screen.shown_board,
                school_id,
                principals=told.principals,
                said=told.said,
                before=district.before(board.school_year, board.month) if board.month is not None else None,
                reader=reader_of(self.viewer, board, school_id),
                changes=district.beside(board.school_year, f"{board.month:%Y-%m}").changes if has_list else (),
                disputed=self._disputed(board).get(school_id, {}),
            )

        return self._of_one_moment(made)

    def proofs(self, school_id: str) -> ProofsPart:
        """The rows behind what `why` says. Raises NotAllowedError for a school of others."""
        return proofs_part(self.screen.shown_board, school_id, self._detail(school_id).behind)

    def record(self, school_id: str) -> RecordPart:
        """What a school reported and what was done. Raises NotAllowedError for a school of others."""
        return record_part(self.screen.shown_board, school_id, self._detail(school_id).activities)

    def months(self, school_id: str) -> Months:
        """A school's months beside those of schools like it. Raises NotAllowedError for a school of others."""
        return self._of_one_moment(lambda: detail_months(self._district, self.viewer, self.board, school_id))

    def prepare_rest(self, school_id: str, then: Callable[[], None], failed: Failed) -> None:
        """Have read what a page shows of a school after its words, then go on as `_prepare` says."""
        self._prepare(school_detail, school_id, then, failed)

    def prepare_months(self, school_id: str, then: Callable[[], None], failed: Failed) -> None:
        """Have read what a school's charts show, then go on as `_prepare` says."""
        self._prepare(detail_months, school_id, then, failed)

    def _prepare(
        self,
        read_of: Callable[[DistrictData, Viewer, Board, str], object],
        school_id: str,
        then: Callable[[], None],
        failed: Failed,
    ) -> None:
        """
        Have it read, and go on when it is the page's turn: what was said before has gone out by then.

        Where somebody wrote since, the page is made anew instead, and asks again: what is shown is of one moment.
        """
        database, viewer, board, shown = self.database, self.viewer, self.board, self._district

        def read() -> bool:
            with district_now(database, viewer.district_id) as now:
                if is_moment := now.stamps_of(ALL_TOPICS) == shown.stamps_of(ALL_TOPICS):
                    read_of(now, viewer, board, school_id)
            return is_moment

        def go_on(is_moment: bool) -> None:
            self._moved_in_vain = 0 if is_moment else self._moved_in_vain + 1
            if is_moment or self._moved_in_vain > TRIES or self._district is not shown:
                then()
            else:
                self._compute()

        is_kept = False
        with suppress(NotKeptError), shown.only_kept():
            read_of(shown, viewer, board, school_id)
            is_kept = True
        if self.background.is_at_once or is_kept:
            self.background.read(_nothing, lambda _: then(), failed)
        else:  # the reading takes the processor from what is being sent, so it begins a turn later
            self.background.read(_nothing, lambda _: self.background.read(read, go_on, failed), failed)

    def funnel_options(self, school_id: str) -> list[tuple[str, str]]:
        """Code and name of the indicators by which a school can be compared, its first reason first."""
        codes = funnel_codes(self.board, school_id)
        return [(code.value, wording.indicator_text(self.words, code)) for code in codes]

    def funnel(self, school_id: str, code: str) -> FunnelShown | None:
        """One indicator of a school among all schools. Raises NotAllowedError for a school of others."""
        found = self._of_one_moment(lambda: school_funnel(self._district, self.viewer, self.board, school_id, code))
        return None if found is None else funnel_shown(self.words, found)

    def by_hand(self, school_id: str, today: date, *, as_shown: bool = False) -> ByHandPart | None:
        """What people decided by hand about one school, and what this viewer may decide today."""
        if self.board.month is None:
            return None

        def lists(now: DistrictData) -> dict[Any, Any]:
            calendar = now.part("calendar").set_index("month")["as_of_date"]
            return dict(calendar[calendar.index.isin(now.part("reports")["month"].unique())])

        # Who decides does so as the data are now, not as the page shows them: a list made since then is the one to
        # decide about. Drawing the page asks for nothing a second time.
        so_far = self._of_one_moment(lambda: lists(self._district)) if as_shown else self._as_of_now(lists)
        current = is_current(so_far, self.board.month, today)
        return by_hand_part(self.words, self.board, school_id, self.viewer, is_current=current)

    def disputes(self, school_id: str) -> DisputesPart:
        """What a school says is wrong, and what this viewer may say to it."""

        def made() -> DisputesPart:
            rows = disputes_of(self._district, self.viewer)
            cluster = self.board.schools["cluster"].get(school_id)
            named = cluster if isinstance(cluster, str) else None
            return disputes_part(self.words, self.viewer, self._judged_board(), rows, school_id, named)

        return self._of_one_moment(made)

    @property
    def disputed(self) -> dict[str, str]:
        """What schools of the list dispute, in words by school id; schools that dispute nothing are left out."""
        marks = self._of_one_moment(lambda: self._disputed(self.board))
        return {school_id: row_text(self.words, of_school) for school_id, of_school in marks.items()}

    def _disputed(self, board: Board | None) -> dict[str, dict[str, str]]:
        if board is None or board.month is None:
            return {}
        rows = disputes_of(self._district, self.viewer)
        return disputed_of(self.words, rows, board.month, self._district.next_list(board.as_of)) if len(rows) else {}

    def _judged_board(self) -> Board | None:
        """The list that a school's figures on the page are of; None where there is none."""
        return self.board

    # ------------------------------------------------------------ the rules
    @property
    def rule_sets(self) -> list[RuleSet]:
        """Every rule set ever saved, in the order of saving."""
        return self._of_one_moment(lambda: self._district.rule_sets)

    def audit(self) -> pd.DataFrame:
        """The shown month's lists by kinds of schools, as `list_audit`."""
        month = "" if self.board.month is None else f"{self.board.month:%Y-%m}"
        return self._of_one_moment(lambda: self._district.audit(self.board.school_year, month))

    def rules_shown(self) -> RulesShown | None:
        """What this viewer may move to see other lists; None for a liaison, and for a year without reports."""
        if not (self.viewer.sees_district and self.board.has_reports):
            return None
        return rules_shown(self.words, self._judged(), pd.Timestamp(self.first_day_of_rules()))

    def first_day_of_rules(self) -> date:
        """The first day that other rules may hold from: the latest list's, else that of the list that is shown."""
        latest = self._of_one_moment(lambda: self._district.latest_as_of(self._today()))
        return (self.board.as_of if latest is None else latest).date()

    def moved_rules(self, moved: object) -> RuleSet:
        """The shown month's rules with those moved that a browser names. Raises PartnershipError, see `what_if`."""
        return moved_rules(self._judged(), moved)

    def what_if(self, moved: object, *, is_moving: bool) -> WhatIfEffect:
        """What moved rules would do to the shown month's lists. Raises PartnershipError for rules that cannot be."""

        def made() -> WhatIfEffect:
            rules = self.moved_rules(moved)
            return what_if(self.words, self._judged_for(rules), rules, self.board.schools, is_moving=is_moving)

        return self._of_one_moment(made)

    def rules_news(self) -> RulesNews | None:
        """The last change of the rules, and what is proposed; None for a liaison, and for a year without reports."""
        if not (self.viewer.sees_district and self.board.has_reports):
            return None

        def made() -> RulesNews:
            return rules_news(
                self.words,
                self.viewer,
                self._district.last_saved_rules,
                self._district.proposed_rules(self.viewer),
                self.board.schools,
                self._judged_for,
                self._today(),
            )

        return self._of_one_moment(made)

    @property
    def last_saved_rules(self) -> SavedRules | None:
        """The rule set saved last, by whom and when; None before any."""
        return self._of_one_moment(lambda: self._district.last_saved_rules)

    def proposal(self, number: int) -> ProposedRules | None:
        """One of the proposals that this viewer may see; None for another."""
        proposals = self._of_one_moment(lambda: self._district.proposed_rules(self.viewer))
        return next((one for one in proposals if one.number == number), None)

    def rules_line(self) -> str:
        """One line for the page about proposals to this viewer, or from them; empty where there is none."""
        if not self.viewer.sees_district:
            return ""
        proposals = self._of_one_moment(lambda: self._district.proposed_rules(self.viewer))
        return news_line(self.words, self.viewer, proposals, self._today())

    def _judged_for(self, rules: RuleSet) -> Assessment:
        """The shown month, measured as these rules need it."""
        today = self._judged()
        if rules.similar_need in today.measured:
            return today
        return self._district.measured_both_ways(today.school_year, today.month)

    def _judged(self) -> Assessment:
        if not self.viewer.sees_district:
            raise NotAllowedError("The rules are the office's; this page shows your own school.")
        if self.board.assessment is None:
            raise PartnershipError("This year has no monthly reports, so no rules are applied to it.")
        return self.board.assessment


def _nothing() -> None:
    """What there is to read where it is kept already."""
