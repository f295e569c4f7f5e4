"""What became of the rules: the last change and its undo, and what somebody proposes, with what it would do. Pure."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TypedDict

import pandas as pd

from dashboards.state.rules.what_if import SchoolMoved, check_in, movers
from models.permissions import Action, Viewer, can
from models.queries.rules import ProposedRules, SavedRules
from models.support_need.assess import reweigh
from models.support_need.assessment import Assessment
from models.support_need.rule_set import DECIDING, RuleSet
from models.today import day_of
from models.wording import rule_changes as wording
from models.wording import rules as wording_rules
from models.wording.language import Words

TOLD_FOR = timedelta(days=14)
"""So long an answer is told to who made the proposal; it stays stored."""


class ProposalShown(TypedDict):
    """
    Rules that somebody proposes, and what they would do to the list that is shown.

    moved: what differs from the rules of that list, by rule, as a browser moves them; None means 15 % of the schools.
    draft: the key of what this person answers. answer: what became of it; empty while it waits.
    """

    id: int
    name: str
    by: str
    note: str
    question: str
    enter: list[SchoolMoved]
    leave: list[SchoolMoved]
    check_in: str
    moved: dict[str, float | bool | None]
    draft: str
    may_decide: bool
    may_take_back: bool
    answer: str


class RulesNews(TypedDict):
    """The last change of the rules in a line, empty before any; `undo`: its number, for who may undo it."""

    changed: str
    undo: int | None
    proposals: list[ProposalShown]


def may_do(viewer: Viewer) -> str:
    """What a reader may do with moved rules: "save" them, "propose" them, or "" neither."""
    if can(viewer, Action.SAVE_RULE_SET):
        return "save"
    return "propose" if can(viewer, Action.PROPOSE_RULE_SET) else ""


def told_to(viewer: Viewer, proposals: Iterable[ProposedRules], today: date) -> list[ProposedRules]:
    """Of all proposals those that wait, and a viewer's own that were declined a short while ago."""
    return [
        one
        for one in proposals
        if one.decided_at is None or (one.person_id == viewer.person_id and day_of(one.decided_at) >= today - TOLD_FOR)
    ]


def news_line(words: Words, viewer: Viewer, proposals: Iterable[ProposedRules], today: date) -> str:
    """One line for the page: to the director how many proposals wait, to who made one that it was declined."""
    told = told_to(viewer, proposals, today)
    if can(viewer, Action.SAVE_RULE_SET):
        return wording.waiting_text(words, sum(one.decided_at is None for one in told))
    declined = next((one for one in told if one.decided_at is not None), None)
    return wording.answered_text(words, declined.decided_by, declined.rules.name) if declined else ""


def rules_news(
    words: Words,
    viewer: Viewer,
    last: SavedRules | None,
    proposals: Iterable[ProposedRules],
    schools: pd.DataFrame,
    judged: Callable[[RuleSet], Assessment],
    today: date,
) -> RulesNews:
    """
    The last change, and the proposals to show, the latest first.

    schools: as `Board.schools`; judged: the list that is shown, measured as these rules need it.
    """
    may_decide = can(viewer, Action.SAVE_RULE_SET)
    told = told_to(viewer, proposals, today)
    return {
        "changed": "" if last is None else _changed(words, last),
        "undo": last.number if last is not None and may_decide else None,
        "proposals": [_shown(words, viewer, one, schools, judged(one.rules), may_decide=may_decide) for one in told],
    }


def _changed(words: Words, last: SavedRules) -> str:
    rules = last.rules
    starts_on = words.day(rules.in_force_from or day_of(last.saved_at))
    return wording.changed_text(words, rules, words.day(day_of(last.saved_at)), starts_on, last.proposed_by)


def _shown(
    words: Words, viewer: Viewer, one: ProposedRules, schools: pd.DataFrame, listed: Assessment, *, may_decide: bool
) -> ProposalShown:
    after = reweigh(listed, one.rules)
    enter, leave = movers(words, listed, after, schools)
    waits = one.decided_at is None
    return {
        "id": one.number,
        "name": one.rules.name,
        "by": words.gettext("{author}, {day}", author=one.rules.author, day=words.day(one.proposed_at)),
        "note": one.rules.note,
        "question": wording_rules.what_if_text(words, listed, after),
        "enter": enter,
        "leave": leave,
        "check_in": check_in(words, after, schools),
        "moved": _moved(listed.rules, one.rules),
        "draft": f"answer {viewer.district_id} {viewer.person_id} {one.number}",
        "may_decide": waits and may_decide,
        "may_take_back": waits and one.person_id == viewer.person_id,
        "answer": ""
        if one.decided_at is None
        else wording.declined_text(words, one.decided_by, words.day(day_of(one.decided_at)), one.answer),
    }


def _moved(now: RuleSet, proposed: RuleSet) -> dict[str, float | bool | None]:
    moved: dict[str, float | bool | None] = {
        code.value: weight for code, weight in proposed.weights.items() if weight != now.weights[code]
    }
    others = [rule for rule in DECIDING if rule != "weights" and getattr(now, rule) != getattr(proposed, rule)]
    return moved | {rule: getattr(proposed, rule) for rule in others}
