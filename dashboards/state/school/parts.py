"""One school's detail: why it stands where it stands, what was reported and done. Frames in, plain data out. Pure."""

from collections.abc import Collection
from typing import Any

import pandas as pd

from dashboards.state.formats import counted, day, short_day
from dashboards.state.school.proof_tables import Behind, proof
from dashboards.state.school.quality_strip import quality_strip
from dashboards.state.triage.board import Board
from models.school_year import SchoolYear
from models.support_need.assessment import Assessment
from models.support_need.changes import Change
from models.support_need.rule_set import WEIGHTED
from models.vocabulary import ContactChannel, ContactResult, Indicator, InvolvementType, SupportTier
from models.wording import lists as wording_lists
from models.wording import reasons as wording
from models.wording import school as wording_school
from models.wording import triage as wording_triage

SMALL = 0.05
"""Points (SD of the district) below which an indicator is not worth a bar of its own."""


def why_part(
    board: Board,
    school_id: str,
    behind: Behind | None,
    liaison: str | None,
    before: Assessment | None,
    changes: Collection[Change] = (),
) -> dict[str, Any]:
    """The upper half: tier, reasons with the rows behind them, how sure, what changed, what the office can offer."""
    row = board.rows[school_id]
    in_year = board.schools.loc[school_id]
    facts = [
        row["level"],
        counted(int(row["pupils"]), "pupil") if row["pupils"] else "enrollment unknown",
        f"{in_year['cluster']} cluster" if pd.notna(in_year["cluster"]) else "no cluster",
        f"liaison {liaison}" if liaison else "no liaison named",
    ]
    part: dict[str, Any] = {
        "id": school_id,
        "name": row["name"],
        "facts": " · ".join(facts),
        "tier": row["tier"] if board.has_reports else None,
        "tier_label": wording.tier_text(str(row["tier"])) if board.has_reports else None,
        "flag": row["flag"] or row["closed"],
        "drawn": row["drawn"],
        "reasons": [],
        "smaller": None,
        "lead": "",
        "bars": None,
        "interval": None,
        "since": "",
        "offer": "",
        "evidence": {},
        "quality": [],
    }
    assessment = board.assessment
    if assessment is None or school_id not in assessment.index:
        return part | {"lead": _not_judged(board, school_id)}
    since = _since(assessment, before, school_id, changes)
    return part | _judged(board, assessment, school_id, behind) | {"since": since}


def _not_judged(board: Board, school_id: str) -> str:
    if board.assessment is None:
        return wording_triage.no_reports_text(board.school_year)
    state, aside = board.rows[school_id]["why"]
    return wording_school.not_judged_lead_text(state, aside)


def _judged(board: Board, assessment: Assessment, school_id: str, behind: Behind | None) -> dict[str, Any]:
    standing = assessment.schools.loc[school_id]
    reasons = assessment.reasons[school_id]
    strength = assessment.strengths[school_id]
    told = [(reason, wording.reason_text(reason), False) for reason in reasons]
    if strength is not None:
        told.append((strength, wording.strength_text(strength), True))
    since = standing["silent_since"]
    return {
        "lead": wording_school.lead_text(
            enough_data=bool(standing["enough_data"]),
            silent_since=since if pd.notna(since) else None,
            score=float(standing["score"]),
            has_reasons=bool(reasons),
            trend_state=standing["trend_state"],
        ),
        "reasons": [
            {
                "text": f"{sentence[0].upper()}{sentence[1:]}",
                "aside": aside,
                "evidence": {"label": wording.evidence_text(reason), "key": reason.code.value},
                "points": float(reason.points),
                "strength": is_strength,
            }
            for reason, (sentence, aside), is_strength in told
        ],
        "smaller": _smaller(assessment, school_id, {reason.code for reason, *_ in told}),
        "bars": _bars(assessment, school_id),
        "interval": _interval(assessment, school_id),
        "offer": wording_school.office_text(SupportTier(standing["tier"]), reasons),
        "evidence": {reason.code.value: proof(reason.code, behind) for reason, *_ in told} if behind else {},
        "quality": quality_strip(board, school_id, behind) if behind else [],
    }


def _smaller(assessment: Assessment, school_id: str, named: set[Indicator]) -> dict[str, Any] | None:
    """All indicators without a line of their own, in one: with it the bars add up."""
    points = assessment.points.loc[school_id]
    rest = [code for code in WEIGHTED if code not in named]
    if not rest:
        return None
    text, aside = wording_school.rest_text(
        [code for code in rest if points[code.value] > SMALL], [code for code in rest if points[code.value] < -SMALL]
    )
    return {"text": text, "aside": aside, "points": float(points[[code.value for code in rest]].sum())}


def _bars(assessment: Assessment, school_id: str) -> dict[str, Any] | None:
    """Where the staircase starts and ends, and the score from which a school is on the visit list."""
    listed = assessment.schools.loc[assessment.schools["on_extra_list"], "score"]
    if not len(listed):
        return None
    return {
        "typical": float(assessment.typical),
        "total": float(assessment.schools.at[school_id, "score"]),
        "visit_list": float(listed.min()),
    }


def _interval(assessment: Assessment, school_id: str) -> dict[str, Any]:
    row = assessment.schools.loc[school_id]
    count = len(assessment.index)
    last = max(count - 1, 1)
    rank = int(assessment.schools["score"].rank(ascending=False, method="first")[school_id])
    return {
        "lo": (row["rank_lo"] - 1) / last,
        "hi": (row["rank_hi"] - 1) / last,
        "at": (rank - 1) / last,
        "list_share": assessment.worst / count,
        "words": wording.certainty_text(row["p_worst"], assessment.worst),
    }


def _since(assessment: Assessment, before: Assessment | None, school_id: str, changes: Collection[Change]) -> str:
    """What is different from last month, where the year has one; `changes` may be of many schools."""
    if before is None or school_id not in before.index:
        return ""
    was, now = before.schools.at[school_id, "tier"], assessment.schools.at[school_id, "tier"]
    own = [change for change in changes if change.school_id == school_id]
    return wording_lists.since_text(was, now, own)


# ---------------------------------------------------------------- the record: activities and contacts
def record_part(board: Board, school_id: str, activities: pd.DataFrame) -> dict[str, Any]:
    """The lower half: months, activities and contacts, latest first."""
    contacts = board.frames.contacts[board.frames.contacts["school_id"].eq(school_id)]
    return {
        "id": school_id,
        "tier": board.rows[school_id]["tier"],
        "months": board.rows[school_id]["marks"],
        "activities": [_activity(one) for one in activities.iloc[::-1].itertuples()],
        "contacts": [
            {"channel": one.channel, "date": _dated(one.contacted_on, board), "text": _contact_words(one)}
            for one in contacts.itertuples()
        ],
    }


def _cells(one: Any) -> tuple[str, str, str, str, str]:
    """One activity: date, title, type, families, answers; what nobody counted is said, never a zero."""
    kind = InvolvementType(one.involvement_type).label
    when = short_day(one.activity_date) if pd.notna(one.activity_date) else f"{one.month:%b}"
    families = f"{one.families_attended:,.0f}" if pd.notna(one.families_attended) else "not counted"
    answers = f"{one.returned:,.0f}" if pd.notna(one.returned) else "not asked"
    return when, one.title or kind, kind, "cancelled" if one.is_cancelled else families, answers


def _dated(when: pd.Timestamp, board: Board) -> str:
    """ "12 Mar", with the year where it is not the school year that is shown."""
    is_shown = str(SchoolYear.of(when.date())) == board.school_year
    return short_day(when) if is_shown else f"{short_day(when)} {when:%Y}"


def _activity(one: Any) -> dict[str, str]:
    when, title, kind, families, answers = _cells(one)
    counted_families = families if families in ("cancelled", "not counted") else f"{families} families"
    note = answers if answers == "not asked" else f"{answers} answers"
    check = "please check this figure" if one.please_check else ""
    return {"date": when, "title": title, "type": kind, "families": counted_families, "note": check or note}


def _contact_words(contact: Any) -> str:
    parts = [contact.purpose or ContactChannel(contact.channel).label]
    if isinstance(contact.result, str):
        parts.append(ContactResult(contact.result).label)
    if contact.next_step:
        due = f" by {day(contact.next_step_due)}" if pd.notna(contact.next_step_due) else ""
        parts.append(f"Next: {contact.next_step}{due}{' (done)' if pd.notna(contact.closed_on) else ''}")
    return ". ".join(part.rstrip(".") for part in parts) + "."
