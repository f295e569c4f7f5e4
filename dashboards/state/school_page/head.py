"""Who a school is, what is so there in one passage, and where it stands among the schools of the filters. Pure."""

from typing import NamedTuple

import pandas as pd

from dashboards.state.filters import Filters
from dashboards.state.frame_rows import is_known, row_of, rows_of
from dashboards.state.school.next_step import PersonLine
from dashboards.state.school.why import WhyPart
from dashboards.state.school_page.gathered import Gathered
from dashboards.state.school_page.shapes import PageHead, SchoolLink
from dashboards.state.triage.board import APART, Board
from dashboards.state.triage.rows import BoardInWords
from dashboards.state.triage.screen import Screen
from models.permissions import Viewer
from models.school_year import SchoolYear
from models.wording import reasons as wording_reasons
from models.wording import school_page as wording
from models.wording import triage as wording_triage
from models.wording.language import Words

HEEDED = frozenset({"cluster", "level", "search", "tiers", "only"})
"""Filters that choose which schools are the neighbours."""


class _Dates(NamedTuple):
    opened_on: pd.Timestamp
    closed_on: pd.Timestamp


class _Step(NamedTuple):
    step: str
    reached_on: pd.Timestamp


def sentence(words: Words, shown_board: BoardInWords, school_id: str) -> str:
    """What is so at a school, in one passage."""
    board, assessment = shown_board.board, shown_board.board.assessment
    if assessment is None:
        return wording_triage.no_reports_text(words, board.school_year)
    if board.schools.at[school_id, "tier"] == APART:
        dates = row_of(board.frames.schools.set_index("school_id"), school_id, _Dates)
        if is_known(dates.closed_on) and dates.closed_on <= board.as_of:
            return wording.closed_text(words, dates.closed_on)
        opens = dates.opened_on if is_known(dates.opened_on) and dates.opened_on > board.as_of else None
        return wording.not_open_text(words, opens)
    told, beside = shown_board.rows[school_id]["why"]
    strength = wording_reasons.strength_text(words, assessment.strengths[school_id])
    return wording.standing_text(words, words.begun(told), beside, strength)


def head(
    words: Words,
    shown_board: BoardInWords,
    school_id: str,
    why: WhyPart,
    found: Gathered,
    steps: pd.DataFrame,
    *,
    has_steps: bool,
) -> PageHead:
    """
    why: as the panel of the school says it. steps: of the programme, the latest last. has_steps: the reader has a card
    in which these are written.
    """
    board = shown_board.board
    number = words.gettext("School {number}", number=school_id)
    step = next(iter(reversed(list(rows_of(steps, _Step)))), None)
    programme = [wording.programme_text(words, step.step, step.reached_on)] if step else []
    since = ""
    if why["tier"] and found.tier_since is not None:
        is_this_year = str(SchoolYear.of(found.tier_since.date())) == board.school_year
        since = wording.since_text(words, found.tier_since, is_this_year=is_this_year)
    return {
        "tier": why["tier"] or "",
        "tier_label": why["tier_label"] or "",
        "since": since,
        "flag": why["flag"],
        "drawn": why["drawn"],
        "facts": [number, why["facts"], *programme],
        "steps": words.gettext("Steps of the programme") if has_steps else "",
        "people": [*_coordinators(words, found), *why["next"]["people"]],
    }


def _coordinators(words: Words, found: Gathered) -> list[PersonLine]:
    role = words.gettext("Coordinator")
    if not found.coordinators:
        return [{"role": role, "name": words.gettext("none named"), "phone": "", "email": ""}]
    return [
        {"role": role, "name": one.name, "phone": one.phone or "", "email": one.email or ""}
        for one in found.coordinators
    ]


# ---------------------------------------------------------------- among the schools of the filters
class Around(NamedTuple):
    """Where a school stands among those of the filters, in words, and its neighbours there."""

    place: str
    previous: SchoolLink | None
    next: SchoolLink | None


def in_turn(viewer: Viewer, screen: Screen, filters: Filters) -> tuple[list[str], list[str]]:
    """The schools one leafs through, and the filters that chose them; a liaison's are their own, whatever is chosen."""
    if not viewer.sees_district:
        return [str(school) for school in screen.board.schools.index], []
    return list(screen.shown), [label for label, _ in filters.chosen(HEEDED)]


def around(words: Words, viewer: Viewer, screen: Screen, filters: Filters, school_id: str) -> Around:
    """Outside the filters there is no way back, and the next one is the first inside."""
    shown, chosen = in_turn(viewer, screen, filters)
    if school_id in shown:
        at = shown.index(school_id)
        previous = shown[at - 1] if at else None
        following = shown[at + 1] if at + 1 < len(shown) else None
        place = wording.place_text(words, at + 1, len(shown), chosen) if len(shown) > 1 or chosen else ""
    else:
        previous, following = None, shown[0] if shown else None
        place = wording.outside_text(words, len(shown), chosen) if shown else ""
    return Around(place, _link(screen.board, filters, previous), _link(screen.board, filters, following))


def _link(board: Board, filters: Filters, school_id: str | None) -> SchoolLink | None:
    if school_id is None:
        return None
    return {"name": str(board.schools.at[school_id, "name"]), "address": filters.address(school=school_id)}
