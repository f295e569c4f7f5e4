"""One person's meeting about the schools of a cluster: the schools one by one, and where they stopped."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlencode

import pandas as pd

from dashboards.state.contacts.contact_form import open_steps, step_words
from dashboards.state.contacts.reading import cluster_of, log_now, planned_now
from dashboards.state.frame_rows import is_known
from dashboards.state.meeting.shapes import MeetingPart, MeetingSchool, MonthBar, Stop
from dashboards.state.office_day import office_day_of
from dashboards.state.school_page.shapes import SimilarCard
from dashboards.state.school_page.similar import SimilarFound, found_similar
from dashboards.state.school_page.told_types import own_types, told_types
from dashboards.state.school_page.types_and_plan import similar_card
from dashboards.state.support.visit import Leads, SupportVisit
from dashboards.state.triage.board import APART
from dashboards.state.triage.vocabulary import mark_words
from models import queries
from models.errors import NotAllowedError
from models.permissions import Action, check_can
from models.queries.meetings import Place
from models.today import day_of
from models.vocabulary import N_, ContactChannel, SupportTier
from models.wording import reasons as wording_reasons
from models.wording import support as wording

CHANNELS = {
    ContactChannel.VIRTUAL: N_("Video call"),
    ContactChannel.IN_PERSON: N_("In person"),
    ContactChannel.PHONE: N_("Call"),
}
"""How a meeting may be held."""
MOST_TRIED, MOST_REASONS = 4, 4
NEXT_STEPS = wording.NEXT_STEPS


def cluster_asked(address: str) -> str:
    """The cluster that an address names; "" where it names none."""
    return (parse_qs(address.lstrip("?")).get("cluster") or [""])[0]


class MeetingVisit(SupportVisit):
    """Its filters stand at the usual view; the cluster is the address's, else the first of this person's own."""

    cluster = ""
    leads: Leads = staticmethod(lambda query: query)
    """Where a school's query leads to."""

    @property
    def clusters(self) -> list[str]:
        """Every cluster there is to meet about, this person's own first."""
        names = sorted(self.board.schools["cluster"].dropna().unique(), key=str.casefold)
        own = [name for name in names if name in self.viewer.clusters]
        return own + [name for name in names if name not in own]

    @property
    def schools(self) -> list[str]:
        """The cluster's schools that owe reports, by tier, then by name."""
        schools = self.board.schools
        here = schools[schools["cluster"].eq(self.cluster) & schools["tier"].ne(APART)]
        order = [tier.value for tier in SupportTier]
        names, tiers = here["name"].to_dict(), here["tier"].to_dict()
        return sorted(map(str, here.index), key=lambda one: (order.index(tiers[one]), names[one]))

    def place(self) -> Place | None:
        """Where this person stopped in the meeting that goes on."""
        if not self.viewer.sees_district:
            raise NotAllowedError("This page is the office's; your own school has a page of its own.")
        with self._reading() as district, district.reading() as session:
            return queries.meeting_place(session, self.viewer, self.cluster, datetime.now(UTC))

    def meeting(self, place: Place | None, leave: str) -> MeetingPart:
        """The meeting as it is now. leave: where its end leads."""
        words, rows, stops = self.words, self.screen.shown_board.rows, self.schools
        today = self.today()
        ahead = self.ahead_from()
        at = place.school_id if place and place.school_id in stops else (stops[0] if stops else "")
        begun = day_of(place.begun_at) if place else today
        count = len(stops)
        return {
            "cluster": self.cluster,
            "clusters": [(name, name) for name in self.clusters],
            "title": words.gettext("{cluster} meeting", cluster=self.cluster) if self.cluster else "",
            "day": words.day(today),
            "by": self.viewer.name,
            "stops": [self._stop(school) for school in stops],
            "at": at,
            "skips_steady": bool(place and place.skips_steady),
            "begun": words.day(begun) if begun != today else "",
            "today": today.isoformat(),
            "next_steps": [words.gettext(text) for text in NEXT_STEPS],
            "ahead_from": ahead.isoformat(),
            "week": (ahead + timedelta(days=7)).isoformat(),
            "channels": [(code.value, words.gettext(text)) for code, text in CHANNELS.items()],
            "draft": f"meeting {self.viewer.district_id} {self.viewer.person_id}",
            "leave": leave,
            "none": "" if count and rows else words.gettext("There is no school to meet about here."),
        }

    def _stop(self, school_id: str) -> Stop:
        words, row = self.words, self.screen.shown_board.rows[school_id]
        step, when = row["step"]
        return {
            "id": school_id,
            "name": row["name"],
            "tier": row["tier"],
            "tier_label": wording_reasons.tier_text(words, row["tier"]),
            "sentence": row["why"][0],
            "step": words.listed(filter(None, [step, when])) if when else "",
        }

    def school(self, school_id: str) -> MeetingSchool:
        """One school of the meeting, as much as fits one screen."""
        words, board, today = self.words, self.board, self.today()
        row, why = self.screen.shown_board.rows[school_id], self.why(school_id)

        def read() -> tuple[pd.DataFrame, pd.DataFrame, date]:
            planned = planned_now(self._district, self.viewer, today)
            log = log_now(self._district, self.viewer, school_id, today)
            return log, planned[planned["school_id"].eq(school_id)], office_day_of(self._district, today)

        log, planned, office = self._of_one_moment(read)
        refusal = ""
        try:
            check_can(self.viewer, Action.LOG_CONTACT, cluster_of(board, school_id))
        except NotAllowedError as refused:
            refusal = words.refusal(refused)
        contacts = [*why["next"]["since"], *why["next"]["contacts"]]
        return {
            "id": school_id,
            "name": row["name"],
            "about": row["size"],
            "tier": row["tier"],
            "tier_label": wording_reasons.tier_text(words, row["tier"]),
            "sentence": row["why"][0],
            "aside": words.gettext("; ").join(filter(None, [row["flag"], row["why"][1]])),
            "months": self._months(school_id),
            "reasons": why["reasons"][:MOST_REASONS],
            "tried": [
                {"channel": one["channel"], "label": one["label"], "date": one["date"], "text": one["text"]}
                for one in contacts[:MOST_TRIED]
            ],
            "steps": [step_words(words, step, office) for step in open_steps(log, planned)],
            "similar": self._similar(school_id),
            "log": words.gettext(
                "Becomes one contact in the log of {school}: meeting, {day}.", school=row["name"], day=words.day(today)
            ),
            "refusal": refusal,
        }

    def _similar(self, school_id: str) -> SimilarCard | None:
        """A school that does well what is missing here; None where nothing is missing, or nobody near does it."""

        def found() -> SimilarFound | None:
            told = told_types(self._district, self.board)
            own = own_types(self._district, self.board, school_id, told)
            return found_similar(self._district, self.viewer, self.board, school_id, told, own)

        similar = self._of_one_moment(found)
        address = self.leads(f"?{urlencode({'school': similar.school_id})}") if similar else ""
        card = similar_card(self.words, self.board, school_id, similar, address)
        return card if card and card["name"] else None

    def _months(self, school_id: str) -> list[MonthBar]:
        """The year's months; held None where no report is in."""
        words, marks = self.words, self.screen.shown_board.rows[school_id]["marks"]
        frame = self.months(school_id).frame
        if frame.empty:
            return []
        year = frame[frame["school_year"].eq(self.board.school_year)]
        alike = year["activities_median"] if "activities_median" in year else pd.Series(float("nan"), index=year.index)
        told = mark_words(words)
        return [
            {
                "name": words.month(month),
                "letter": words.short_month(month),
                "mark": mark,
                "told": told.get(mark, ""),
                "held": float(held) if is_known(held) else None,
                "alike": float(usual) if is_known(usual) else None,
            }
            for month, mark, held, usual in zip(year["month"], marks, year["activities"], alike, strict=False)
        ]
