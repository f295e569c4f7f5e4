"""What people decided by hand about one school, and what the form for a new decision offers. Pure."""

from datetime import date
from typing import Any

import pandas as pd

from dashboards.state.formats import day
from dashboards.state.triage.board import Board
from models.permissions import Viewer, can
from models.vocabulary import EventKind, SupportTier
from models.wording import lists as wording_lists

USUAL_LENGTH = pd.DateOffset(months=2)
LONGEST = pd.DateOffset(days=366)


def is_current(months: dict[pd.Timestamp, pd.Timestamp], shown: pd.Timestamp, today: date) -> bool:
    """
    Is the shown month still the one to decide about? False once a later month's list has been judged.

    months: reporting months that have reports, with their as-of dates. A decision holds from the shown list's as-of
    date on, so deciding on an older list would change lists that people have already worked with.
    """
    return not any(month > shown and as_of <= pd.Timestamp(today) for month, as_of in months.items())


def by_hand_part(board: Board, school_id: str, viewer: Viewer, *, is_current: bool) -> dict[str, Any] | None:
    """
    What holds for a school on the list's as-of date, and the form for whoever may decide; None without lists.

    A liaison sees that something holds and until when; the note is the office's own.
    """
    if board.assessment is None or school_id not in board.assessment.index:
        return None
    cluster = board.schools.at[school_id, "cluster"]
    may = can(viewer, "add_event", cluster if isinstance(cluster, str) else None)
    held = board.frames.events[board.frames.events["school_id"].eq(school_id)]
    on_extra = board.schools.at[school_id, "tier"] == SupportTier.EXTRA_SUPPORT
    return {
        "id": school_id,
        "held": [
            {
                "id": int(event.event_id),
                "words": wording_lists.by_hand_text(bool(event.puts_on_list), day(event.ends_on)),
                "what": f"{EventKind(event.kind).label}; {event.author}, {day(event.starts_on)}",
                "note": event.note if viewer.sees_district else None,
                "may_end": may and is_current,
            }
            for event in held.itertuples()
        ],
        "beside": wording_lists.by_hand_beside_extra_support_text() if on_extra and len(held) else "",
        "form": _form(board, on_extra) if may and is_current else None,
        "past": "Decide on the latest list: past lists stay as they were." if may and not is_current else "",
    }


def _form(board: Board, on_extra: bool) -> dict[str, Any]:
    start = board.as_of
    hint = f"Holds from {day(start)}, the as-of date of this list, so the list changes at once. The score stays."
    return {
        "kinds": [[kind.value, kind.label] for kind in EventKind],
        "first": f"{start:%Y-%m-%d}",
        "until": f"{start + USUAL_LENGTH:%Y-%m-%d}",
        "last": f"{start + LONGEST:%Y-%m-%d}",
        "hint": f"{hint} {wording_lists.by_hand_beside_extra_support_text()}" if on_extra else hint,
    }
