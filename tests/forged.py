"""What a visitor may send to the components without touching a button: their own words, with anything in them."""

import json
from dataclasses import dataclass
from typing import Any

OWN, OTHER = "4-012", "5-022"
"""A school of Lakeview, the liaison's own and in the coordinator's care, and one of Garden."""
HELD_OWN, HELD_OTHER = "4-017", "6-007"
"""Schools of Lakeview and of Harbor that somebody has put on Check in by hand: decisions 3 and 4."""
LOGINS = {
    "director": "m.alvarez",
    "coordinator": "r.okafor",
    "administrator": "d.petrov",
    "viewer": "h.ellison",
    "liaison": "c.eriksen33",
}
DIRECTOR, WITH_COORDINATOR, NOBODY = frozenset({"director"}), frozenset({"director", "coordinator"}), frozenset[str]()
DECISION = {"kind": "judgement", "on": True, "until": "2026-06-10", "note": "Two members left."}
RULES = {"save": {"turnout": 3}, "name": "Spring", "from": "2026-04-10", "note": "Agreed in the meeting.", "turn": 1}
PROPOSAL = {"propose": {"turnout": 3}, "name": "Spring", "note": "Agreed in the meeting.", "turn": 1}
NAN, INFINITE = float("nan"), 1e308

BY_HAND, WHAT_IF = "ByHand", "WhatIf"
"""The components that write, by the name of their class."""


@dataclass(frozen=True)
class Forged:
    """
    One message to a component, while a school is open on the list of a month.

    by: the roles whose message is to be written; for everybody else it may write nothing. pretended: what is written
    into the component's own `school` before.
    """

    school: str
    to: str
    message: Any
    by: frozenset[str] = NOBODY
    month: str = "2026-03"
    pretended: str = ""


def decision(about: str, **instead: Any) -> dict[str, Any]:
    return {"save": {"school": about} | DECISION | instead}


def _pretend(school: str, number: int) -> str:
    return json.dumps({"id": school, "held": [{"id": number, "may_end": True}], "form": {}, "past": ""})


RIGHT = [
    Forged(OWN, BY_HAND, decision(OWN), WITH_COORDINATOR),
    Forged(OWN, BY_HAND, decision(OWN, on=False, kind="data_dispute"), WITH_COORDINATOR),
    Forged(OTHER, BY_HAND, decision(OTHER), DIRECTOR),
    Forged(HELD_OWN, BY_HAND, {"end": 3}, WITH_COORDINATOR),
    Forged(HELD_OTHER, BY_HAND, {"end": 4}, DIRECTOR),
    Forged(OWN, WHAT_IF, PROPOSAL, WITH_COORDINATOR),
    Forged(OWN, WHAT_IF, RULES, DIRECTOR),
    Forged(OWN, WHAT_IF, RULES | {"save": {"visits": 9, "similar_need": False}, "from": "2026-09-01"}, DIRECTOR),
]
"""The right words: written for whom they are meant, so that the wrong ones below are known to speak the language."""

_OUT_OF_RANGE_DECISIONS = [
    *({"until": day} for day in ("1900-01-01", "2026-04-09", "2027-04-12", "9999-12-31", "soon", "", None, 5, ["x"])),
    *({"kind": kind} for kind in ("holiday", "", None, 5, ["judgement"], {"judgement": 1})),
    *({"note": note} for note in ("", "  \n", "x" * 2_001, None, 5, ["x"], {"a": 1})),
    *({"on": on} for on in ("yes", 1, None)),
    *({"school": school} for school in (OTHER, HELD_OWN, "", None, 5, [OWN], "no such school", "' OR 1=1 --")),
]
_OUT_OF_RANGE_ENDS = [4, 1, 2, 999, 0, -1, 10**30, 3.0, "3", True, None, [3], {"id": 3}]
_OUT_OF_RANGE_RULES = [
    *({"save": {"turnout": value}} for value in (5.5, 99, -1, INFINITE, NAN, True, "3", None, [3])),
    *({"save": {"visits": value}} for value in (1.5, -1, 87, 10**30, "9", True)),
    *({"save": {rule: value}} for rule in ("speed_mix", "margin") for value in (-0.1, 2.5, NAN, "x", None)),
    *({"save": {"similar_need": value}} for value in ("yes", 1, None)),
    *({"save": {rule: 1}} for rule in ("no_such_rule", "author", "in_force_from", "name", "__class__", "district_id")),
    *({"save": rules} for rules in (None, [], "x", 5, [["turnout", 3]])),
    *({"from": day} for day in ("2026-04-09", "1900-01-01", "2025-12-31", "soon", "", None, 20260410, ["x"])),
    *({"name": name} for name in ("", "   ", None, 5, ["x"])),
    *({"note": note} for note in ("", "  ", "x" * 2_001, None, 5)),
    *({"turn": turn} for turn in (None, "1", 1.5)),
]
_OUT_OF_RANGE_PROPOSALS = [
    *({"propose": rules} for rules in ({"turnout": 5.5}, {"visits": 87}, {"author": 1}, None, [], "x", 5)),
    *({"name": name} for name in ("", "   ", None, 5)),
    *({"note": note} for note in ("", "  ", "x" * 2_001, None, 5)),
    *({"turn": turn} for turn in (None, "1", 1.5)),
]
WRONG = [
    *(Forged(OWN, BY_HAND, decision(OWN, **instead)) for instead in _OUT_OF_RANGE_DECISIONS),
    *(Forged(OWN, BY_HAND, {"save": save}) for save in (None, [], "x", {}, 5)),
    *(Forged(HELD_OWN, BY_HAND, {"end": number}) for number in _OUT_OF_RANGE_ENDS),
    *(Forged(HELD_OWN, BY_HAND, {"end": n}, pretended=_pretend(HELD_OWN, n)) for n in (4, 1, 2, 999)),
    Forged(OWN, BY_HAND, {"end": 3}, pretended=_pretend(OWN, 3)),
    *(Forged(HELD_OWN, BY_HAND, {"end": 3}, month=month, pretended=pretended)
      for month in ("2025-12", "2026-02") for pretended in ("", _pretend(HELD_OWN, 3))),
    *(Forged(HELD_OWN, BY_HAND, {"undo": number}) for number in (3, 4, 1, 999, True, "3", None, [3])),
    *(Forged(HELD_OWN, BY_HAND, {"undo": 3}, month=month, pretended=_pretend(HELD_OWN, 3))
      for month in ("2025-12", "2026-02")),
    *(Forged(HELD_OWN, BY_HAND, decision(HELD_OWN), month=month) for month in ("2025-12", "2026-02")),
    *(Forged(OWN, WHAT_IF, RULES | instead) for instead in _OUT_OF_RANGE_RULES),
    *(Forged(OWN, WHAT_IF, PROPOSAL | instead) for instead in _OUT_OF_RANGE_PROPOSALS),
    *(Forged(OWN, WHAT_IF, {kind: number, "note": "No.", "turn": 1})
      for kind in ("accept", "decline", "take_back", "undo") for number in (1, 0, -1, 10**30, True, "1", None, [1])),
]  # fmt: skip
"""Written for nobody: other schools, past lists, values out of range."""

READING = [
    {"open": OTHER}, {"open": HELD_OWN}, {"open": "no such school"}, {"open": "4-012'; DROP TABLE school; --"},
    {"sort": "contact"}, {"sort": "-survey"}, {"sort": "score"}, {"sort": "__class__"}, {"sort": 5},
    {"close": 1}, {"close": "yes"}, {"opened": True}, {"opened": "yes"}, {"option": "turnout"}, {"option": "x"},
    {"opened": True, "option": ["x"]}, {"find": ""}, {"find": "x" * 100_000}, {"find": {"a": 1}},
    {"find": "hill"}, {"open": "x"}, {"open": 4}, {"close": True},
    {"address": f"?cluster=all&school={HELD_OWN}"}, {"address": f"?cluster=Garden&school={OTHER}"},
    {"address": "?month=2025-12&view=months"}, {"address": "?as=m.alvarez&district=other"}, {"address": "x" * 100_000},
    {"address": 5}, {"open": 1}, {"try": {"turnout": 3}, "moving": False, "turn": 1},
    {"try": {"visits": 20}, "moving": True, "turn": 2}, {"try": {"turnout": 99}, "turn": 3},
    {"choose": {"school": OTHER}}, {"choose": {"month": "2025-12"}}, {"choose": {"year": 5}}, {"choose": [OTHER]},
    {"try": {"x": 1}, "turn": 4}, {"try": [], "turn": 5}, {"try": {"turnout": 3}, "turn": "x"},
]  # fmt: skip
"""Every word by which a component is asked to show something, right and wrong ones; it is sent to all of them."""
