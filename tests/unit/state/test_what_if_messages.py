"""The conversation of the drawer of the rules with the browser: every message answered once, in its own turn."""

import json
from datetime import date

import pytest

from dashboards.views.rules.what_if import WhatIf
from models.errors import PartnershipError


def test_each_try_is_answered_with_its_own_turn():
    view = WhatIf(tried=lambda moved, is_moving: {"moved": moved, "moving": is_moving})
    view._handle_msg({"try": {"turnout": 3}, "moving": True, "turn": 7})
    assert json.loads(view.effect) == {"moved": {"turnout": 3}, "moving": True, "turn": 7}


def test_a_refused_try_is_told_in_its_words():
    def refuse(moved, is_moving):
        raise PartnershipError("Not like this.")

    view = WhatIf(tried=refuse)
    view._handle_msg({"try": {}, "turn": 1})
    assert json.loads(view.effect) == {"problem": "Not like this.", "turn": 1}


def test_saving_hands_over_rules_name_day_and_note():
    asked = []
    view = WhatIf(saved=lambda *given: asked.append(given))
    view._handle_msg({"save": {"turnout": 3}, "name": "More", "from": "2026-04-10", "note": "Board asked", "turn": 2})
    ((*given, answered),) = asked
    assert given == [{"turnout": 3}, "More", date(2026, 4, 10), "Board asked"]
    assert json.loads(view.answer) == {}  # not before it is kept
    answered("Saved.")
    assert json.loads(view.answer) == {"saved": "Saved.", "turn": 2}


@pytest.mark.parametrize("day", ["", "10.4.2026", None, 5, "2026-02-30"])
def test_a_day_that_is_none_is_refused_before_anything_is_saved(day):
    view = WhatIf(saved=lambda *given: pytest.fail("nothing may be saved"))
    view._handle_msg({"save": {}, "name": "More", "from": day, "note": "Why", "turn": 2})
    assert json.loads(view.answer)["problem"] == ("Choose the day from which the rules hold; nothing was saved.")


def test_after_an_error_of_ours_the_button_comes_back():
    def fail(*given):
        raise RuntimeError("inside")

    view = WhatIf(saved=fail)
    with pytest.raises(RuntimeError):
        view._handle_msg({"save": {}, "name": "", "from": "2026-04-10", "note": "", "turn": 3})
    assert json.loads(view.answer) == {"problem": "It was not saved.", "turn": 3}


def test_what_is_asked_is_handed_over_whole_and_answered_once():
    asked = []
    view = WhatIf(asked=lambda *given: asked.append(given))
    view._handle_msg({"decline": 3, "note": "After the summer", "turn": 4})
    ((kind, data, answered),) = asked
    assert (kind, data["decline"], data["note"]) == ("decline", 3, "After the summer")
    answered(PartnershipError("Not now."))
    assert json.loads(view.answer) == {"problem": "Not now.", "turn": 4}


@pytest.mark.parametrize(
    "message",
    [None, [], "try", {"try": {}}, {"try": {}, "turn": "1"}, {"save": {}}, {"undo": 1}, {"accept": 1, "turn": None}],
)
def test_a_message_without_a_turn_is_no_message(message):
    view = WhatIf(**dict.fromkeys(("tried", "saved", "asked"), lambda *given: pytest.fail("no")))
    view._handle_msg(message)
    assert (view.effect, view.answer) == ("{}", "{}")
