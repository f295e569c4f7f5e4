"""What people decided by hand about one school, and what the form for a new decision offers. Pure."""

from datetime import date
from typing import NamedTuple, TypedDict

import pandas as pd

from dashboards.state.frame_rows import rows_of
from dashboards.state.triage.board import Board
from models.permissions import Action, Viewer, can
from models.vocabulary import N_, DecisionKind, SupportTier
from models.wording import lists as wording_lists
from models.wording.language import Words

USUAL_LENGTH = pd.DateOffset(months=2)
LONGEST = pd.DateOffset(days=366)


def is_current(months: dict[pd.Timestamp, pd.Timestamp], shown: pd.Timestamp, today: date) -> bool:
    """
    Is the shown month still the one to decide about? False once a later month's list has been judged.

    months: reporting months that have reports, with their as-of dates. A decision holds from the shown list's as-of
    date on, so deciding on an older list would change lists that people have already worked with.
    """
    return not any(month > shown and as_of <= pd.Timestamp(today) for month, as_of in months.items())


class HeldDecision(TypedDict):
    """A decision that holds on the list's as-of date. `note` is the office's own, None for a liaison."""

    id: int
    words: str
    what: str
    note: str | None
    may_end: bool


class DecisionForm(TypedDict):
    """
    What the form for a new decision offers: kinds as (code, name); days as "2026-04-10"; `on` is what it begins with.
    """

    title: str
    on: bool
    kinds: list[tuple[str, str]]
    first: str
    until: str
    last: str
    hint: str


class ByHandPart(TypedDict):
    """
    Decisions about one school; `form` is None for who may not decide, `past` then says where that would be done.

    draft: the key of what this person types about this school; list: which school's list of which day this is.
    """

    id: str
    draft: str
    list: str
    held: list[HeldDecision]
    beside: str
    form: DecisionForm | None
    past: str


class _Decision(NamedTuple):
    decision_id: int
    kind: str
    puts_on_list: bool
    starts_on: pd.Timestamp
    ends_on: pd.Timestamp
    note: str
    author: str


def by_hand_part(words: Words, board: Board, school_id: str, viewer: Viewer, *, is_current: bool) -> ByHandPart | None:
    """
    What holds for a school on the list's as-of date, and the form for whoever may decide; None without lists.

    A liaison sees that something holds and until when; the note is the office's own.
    """
    if board.assessment is None or school_id not in board.assessment.index:
        return None
    cluster = board.schools.at[school_id, "cluster"]
    may = can(viewer, Action.ADD_DECISION, cluster if isinstance(cluster, str) else None)
    decisions = board.frames.decisions[board.frames.decisions["school_id"].eq(school_id)]
    tier = str(board.schools.at[school_id, "tier"])
    on_extra = tier == SupportTier.EXTRA_SUPPORT
    return {
        "id": school_id,
        "draft": f"decision {viewer.district_id} {viewer.person_id} {school_id}",
        "list": f"{board.as_of:%Y-%m-%d} {school_id}",
        "held": [
            {
                "id": int(decision.decision_id),
                "words": wording_lists.by_hand_text(words, bool(decision.puts_on_list), words.day(decision.ends_on)),
                "what": words.gettext(
                    "{kind}; {author}, {day}",
                    kind=words.gettext(DecisionKind(decision.kind).label),
                    author=decision.author,
                    day=words.day(decision.starts_on),
                ),
                "note": decision.note if viewer.sees_district else None,
                "may_end": may and is_current,
            }
            for decision in rows_of(decisions, _Decision)
        ],
        "beside": wording_lists.by_hand_beside_extra_support_text(words) if on_extra and len(decisions) else "",
        "form": _form(words, board, tier) if may and is_current else None,
        "past": words.gettext(PAST) if may and not is_current else "",
    }


PAST = N_("Decide on the latest list: past lists stay as they were.")


def _form(words: Words, board: Board, tier: str) -> DecisionForm:
    start = board.as_of
    hint = words.gettext(
        "Holds from {day}, the as-of date of this list, so the list changes at once. The score stays.",
        day=words.day(start),
    )
    if tier == SupportTier.EXTRA_SUPPORT:
        hint = f"{hint} {wording_lists.by_hand_beside_extra_support_text(words)}"
    is_on = tier == SupportTier.CHECK_IN
    return {
        "title": words.gettext("Take off Check in") if is_on else words.gettext("Put on Check in"),
        "on": not is_on,
        "kinds": [(kind.value, words.gettext(kind.label)) for kind in DecisionKind],
        "first": f"{start:%Y-%m-%d}",
        "until": f"{start + USUAL_LENGTH:%Y-%m-%d}",
        "last": f"{start + LONGEST:%Y-%m-%d}",
        "hint": hint,
    }
