"""
The fields a report is written with: what each may hold, how what was typed is read, and how it is shown again. Pure.

A field of a draft has a path: `form/notes`, or `activity/KEY/title` where KEY names a row of the draft. Its value is
what was typed, chosen or ticked; what can't be read stays as it was typed, and is named when the report is sent.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.vocabulary import ActivityMode, Barrier, CountingMethod, InvolvementType, PlanGoal, TimeBand

MOST_COUNTED = 1_000_000
"""More of anything is a slip of the keyboard."""
LONGEST_TEXT = 4_000


class UnreadableError(ValueError):
    """What was typed is not what the field holds; the code says what it should be."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Kind:
    """How a field is read: `read` takes what was typed, not blank. `empty` is what a blank field means."""

    read: Callable[[Any], Any]
    shown: Callable[[Any], Any]
    empty: Any = None


def _text(value: Any) -> str:
    return str(value).strip()


def _whole(value: Any) -> int:
    text = str(value).replace(",", "").replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    if not re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) or int(text) > MOST_COUNTED:
        raise UnreadableError("whole")
    return int(text)


def _number(value: Any) -> float:
    text = str(value).strip().replace(" ", "")
    if re.fullmatch(r"[0-9]{1,9},[0-9]{1,2}", text, re.ASCII):
        text = text.replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", text, re.ASCII):
        raise UnreadableError("number")
    return float(text)


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError as error:
        raise UnreadableError("day") from error


def _yes_no(value: Any) -> bool:
    if value in (True, "yes"):
        return True
    if value in (False, "no"):
        return False
    raise UnreadableError("choice")


def _type(value: Any) -> int:
    text = str(value).strip()
    if text not in {str(int(kind)) for kind in InvolvementType}:
        raise UnreadableError("type")
    return int(text)


def _one_of(kind: Any) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        try:
            return kind(str(value))
        except ValueError as error:
            raise UnreadableError("choice") from error

    return read


def parts_of(value: Any) -> list[str]:
    """Parts of a list that was typed with ; or , between, or chosen."""
    parts = value if isinstance(value, list) else re.split(r"[;,]", str(value))
    return [part for part in (str(part).strip() for part in parts) if part]


def _list(value: Any) -> str:
    return ";".join(dict.fromkeys(parts_of(value)))


def _types(value: Any) -> str:
    return ";".join(str(_type(part)) for part in dict.fromkeys(parts_of(value)))


def _barriers(value: Any) -> list[str]:
    known = {barrier.value for barrier in Barrier}
    if not set(parts_of(value)) <= known:
        raise UnreadableError("choice")
    return list(dict.fromkeys(parts_of(value)))


def _as_yes_no(value: bool) -> str:
    return "yes" if value else "no"


def _as_number(value: float) -> str:
    return f"{value:g}"


def _as_list(value: str) -> str:
    return ", ".join(parts_of(value))


TEXT = Kind(_text, str, "")
TEXT_OR_NONE = Kind(_text, str)
WHOLE, NUMBER, DAY = Kind(_whole, str), Kind(_number, _as_number), Kind(_day, date.isoformat)
YES_NO, FLAG = Kind(_yes_no, _as_yes_no), Kind(_yes_no, _as_yes_no, False)
LIST, TYPES = Kind(_list, _as_list, ""), Kind(_types, _as_list, "")
TYPE = Kind(_type, str)


def _choice(kind: Any) -> Kind:
    return Kind(_one_of(kind), lambda value: kind(value).value)


FORM: Mapping[str, Kind] = {
    "team_met": YES_NO,
    "team_minutes": WHOLE,
    "team_parents_present": WHOLE,
    "principal_took_part": YES_NO,
    "plan_on_track": YES_NO,
    "barriers": Kind(_barriers, list, []),
    "notes": TEXT_OR_NONE,
    "nil_reason": TEXT_OR_NONE,
}
ACTIVITY: Mapping[str, Kind] = {
    "activity_date": DAY,
    "duration_hours": NUMBER,
    "title": TEXT,
    "involvement_type": TYPE,
    "other_types": TYPES,
    "goal": _choice(PlanGoal),
    "audience": TEXT,
    "mode": _choice(ActivityMode),
    "time_band": _choice(TimeBand),
    "was_planned": YES_NO,
    "is_cancelled": FLAG,
    "cancelled_reason": TEXT_OR_NONE,
    "families_invited": WHOLE,
    "families_attended": WHOLE,
    "adults_attended": WHOLE,
    "students_attended": WHOLE,
    "counting_method": _choice(CountingMethod),
    "notice_languages": LIST,
    "interpretation_languages": LIST,
    "child_care": YES_NO,
    "transport": YES_NO,
    "food": YES_NO,
    "partner": TEXT,
    "cost": NUMBER,
    "fund": TEXT,
    "evidence_link": TEXT,
}
RESPONSE: Mapping[str, Kind] = {
    "instrument": TEXT,
    "sent": WHOLE,
    "returned": WHOLE,
    "positive": WHOLE,
    "neutral": WHOLE,
    "negative": WHOLE,
    "mean_rating": NUMBER,
    "scale_id": TEXT,
    "comments": WHOLE,
    "themes": LIST,
    "needs_follow_up": YES_NO,
    "language": TEXT,
}
OBSERVATION: Mapping[str, Kind] = {
    **dict.fromkeys(
        ("asked", "answered", "saw_behaviour", "saw_taking_part", "saw_asking_for_help", "saw_homework",
         "saw_attendance"),
        WHOLE,
    ),
    "note": TEXT,
}  # fmt: skip
COLUMNS: Mapping[str, Mapping[str, Kind]] = {
    "activity": ACTIVITY,
    "response": RESPONSE,
    "observation": OBSERVATION,
}
NUMBERS = {"activity": "activity_id", "response": "response_id", "observation": "observation_id"}
"""Kinds of rows, and their column with the row's number within the report."""
OF_A_ROW = {"at", "gone", "of", "step"}
"""
What a draft keeps of a row beside its columns: its place; whether it was taken out; the key of the activity it is
about, blank for the month; the number of the plan's step it is.
"""
OF_THE_FORM = {"is_nil", "liaison_changed", "principal_changed"}
"""What a draft keeps of the form beside its columns: nothing to report, and who changed."""
KEY = re.compile(r"[a-z][a-z0-9]{0,15}", re.ASCII)
KEPT = re.compile(r"kept/[a-z_]{1,40}/([a-z][a-z0-9]{0,15})?/[a-z_]{1,40}", re.ASCII)


def is_path(path: str) -> bool:
    """Is it a field that a draft may have?"""
    parts = path.split("/")
    if parts[0] == "form" and len(parts) == 2:
        return parts[1] in FORM or parts[1] in OF_THE_FORM
    if parts[0] in COLUMNS and len(parts) == 3 and KEY.fullmatch(parts[1]):
        return parts[2] in COLUMNS[parts[0]] or parts[2] in OF_A_ROW or parts[2] == NUMBERS[parts[0]]
    return KEPT.fullmatch(path) is not None


def is_value(value: Any) -> bool:
    """Is it something that can be typed, chosen or ticked in one field?"""
    if isinstance(value, list):
        return len(value) <= 40 and all(isinstance(part, str) and len(part) <= 100 for part in value)
    if isinstance(value, str):
        return len(value) <= LONGEST_TEXT and "\x00" not in value
    if isinstance(value, float):
        return abs(value) <= MOST_COUNTED
    return value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) <= MOST_COUNTED)


def is_blank(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())
