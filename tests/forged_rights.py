"""Messages as the pages send them, well formed, of people whose right they are not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from models.today import today
from tests.forged import LOGINS, OTHER, OWN

OTHERS = "5-007"
"""A school of Garden whose report of March waits for review."""
OTHERS_STEP = {"key": "contact C01328", "due": "2026-03-27"}
"""An open next step of a school of Garden."""
_NUMBERS = count(1)


@dataclass(frozen=True)
class Unrightful:
    """
    One message to a component of a page. role: whose page it is; loses: that person is made a viewer once the page is
    open.
    """

    role: str
    page: str
    to: str
    message: dict[str, Any]
    loses: bool = False

    @property
    def login(self) -> str:
        return LOGINS[self.role]


def unrightful() -> Iterator[Unrightful]:
    """Every one of them, those of one page and person one after the other."""
    for role, school, loses in (("liaison", OWN, True), ("coordinator", OWN, True)):
        for message in _report(school):
            yield Unrightful(role, "report", "ReportForm", message, loses)
    for message in (*_review(), *_review_of_the_director()):
        yield Unrightful("coordinator", "review", "ReviewDesk", message)
    for message in (*_review(), *_review_of_the_director()):
        yield Unrightful("director", "review", "ReviewDesk", message, loses=True)
    for role in ("viewer", "administrator", "coordinator"):
        for message in _support():
            yield Unrightful(role, "support", "SupportBoard", message)
    for role, loses in (("coordinator", False), ("director", True)):
        for message in _contacts():
            yield Unrightful(role, "support", "ContactDrawer", message, loses)
    for message in ({"mark": _reminded()}, {"send": _reminded()}):
        yield Unrightful("administrator", "reminders", "RemindersList", message)
    yield Unrightful("coordinator", "reminders", "RemindersList", {"mark": _reminded()})
    for message in _people():
        yield Unrightful("administrator", "people", "PeopleList", message, loses=True)
    yield Unrightful("director", "import", "ImportDesk", {"undo": 1}, loses=True)
    for role in ("viewer", "administrator", "liaison", "coordinator"):
        school = OWN if role == "liaison" else OTHERS
        for message in _disputes(school, is_liaison=role == "liaison"):
            yield Unrightful(role, "school", "DisputesView", message, loses=role == "coordinator")
    for role, loses in (("viewer", False), ("administrator", False), ("coordinator", True)):
        for message in _training():
            yield Unrightful(role, "training", "TrainingList", message, loses)
    for role in ("viewer", "administrator", "liaison", "coordinator"):
        school = OWN if role == "liaison" else OTHERS
        for message in _programme(school):
            yield Unrightful(role, "school", "ProgrammeStepsView", message)


def operation() -> str:
    return f"{next(_NUMBERS):032x}"


def _report(school: str) -> Iterator[dict[str, Any]]:
    field = {"path": "form/team_minutes", "value": "30", "seen": 0, "sent": ""}
    yield {"save": {"school": school, "op": operation(), "draft": "", "based_on": 0, "known": 0, "fields": [field]}}
    yield {"begin": {"school": school, "op": operation()}}
    yield {"send": {"school": school, "op": operation(), "draft": "", "version": 0, "over": 0}}
    yield {"discard": {"school": school, "op": operation(), "draft": ""}}


def _review() -> Iterator[dict[str, Any]]:
    seen = {"key": f"{OTHERS}|2026-03", "revision": 1}
    yield {"accept": [seen], "operation": operation()}
    back = {"text": "Please add the parents' answers.", "codes": [], "spanish": False}
    yield {"give_back": seen | back, "operation": operation()}
    accepted = {"key": f"{OTHER}|2026-03", "revision": 1, "state": "accepted"}
    yield {"put_back": accepted, "operation": operation()}
    yield {"undo": 1, "operation": operation()}


def _review_of_the_director() -> Iterator[dict[str, Any]]:
    now = today()
    until = str(now + timedelta(days=7))
    yield {"unlock": {"month": "2026-02", "until": until, "reason": "Two sheets."}, "operation": operation()}
    lent = {"person": 6, "cluster": "Lakeview", "begins": str(now), "ends": until}
    yield {"lend": lent, "operation": operation()}
    yield {"end_lent": lent | {"on": str(now)}, "operation": operation()}


def _support() -> Iterator[dict[str, Any]]:
    yield {"done": OTHERS_STEP, "outcome": "", "operation": operation()}
    until = str(today() + timedelta(days=7))
    yield {"snooze": OTHERS_STEP, "until": until, "reason": "Testing.", "operation": operation()}
    yield {"reopen": OTHERS_STEP["key"], "operation": operation()}
    yield {"take_back": "plan-0001", "operation": operation()}


def _contacts() -> Iterator[dict[str, Any]]:
    contact = {"channel": "phone", "purpose": "Reports", "result": "accepted", "on": str(today()), "note": "Forged."}
    yield {"save": contact | {"school": OTHERS, "closes": []}, "operation": operation()}
    yield {"save": contact | {"school": "5-037", "corrects": "C01328"}, "operation": operation()}
    yield {"take_back": "C01328", "operation": operation()}


def _reminded() -> dict[str, Any]:
    return {"schools": ["5-032"], "way": "mail", "operation": operation()}


def _people() -> Iterator[dict[str, Any]]:
    new = {"login": "n.new", "name": "Nora New", "role": "director", "email": "", "phone": ""}
    yield {"add": new}
    fields = {"name": "Howard Ellison", "role": "viewer", "email": "h.ellison@example.org", "phone": "555-0198"}
    yield {"save": 13, "fields": fields | {"role": "director"}, "seen": fields}
    yield {"give": 6, "key": "Lakeview", "begins": str(today())}
    yield {"end": 6, "key": "Garden", "begins": "2023-08-01", "on": str(today())}
    for kind, number in (("close", 13), ("reopen", 13), ("invite", 13), ("sign_out", 13)):
        yield {kind: number}


def _training() -> Iterator[dict[str, Any]]:
    held = {"held_on": "2026-04-01", "topic": "Forged", "hours": "2", "came": {OWN: "3"}}
    yield {"save": {"id": "", "typed": held, "seen": held, "operation": operation()}}
    yield {"take_back": {"id": "PD-2026-02", "seen": held, "operation": operation()}}
    yield {"put_back": {"id": "PD-2026-02", "operation": operation()}}
    yield {"plan": {"id": "", "typed": held | {"held_on": "2027-06-01"}, "operation": operation()}}
    yield {"hold": {"id": "PD-9", "typed": held, "seen": held, "operation": operation()}}
    yield {"drop": {"id": "PD-9", "seen": held, "operation": operation()}}


def _programme(school: str) -> Iterator[dict[str, Any]]:
    said = {"school": school, "step": "evaluating", "note": "Forged.", "seen": "", "version": 0}
    yield {"write": said | {"on": "2026-04-01"}, "operation": operation()}
    yield {"take_back": said, "operation": operation()}


def _disputes(school: str, *, is_liaison: bool) -> Iterator[dict[str, Any]]:
    if not is_liaison:
        yield {"say": {"school": school, "about": "", "reason": "We held nine."}, "operation": operation()}
        yield {"take_back": 1, "operation": operation()}
    yield {"reply": 1, "is_agreed": True, "text": "It is.", "operation": operation()}
