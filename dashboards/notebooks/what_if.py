"""Moving the rules in a cell: who would enter and leave, and how sure that is."""

import json
from typing import Any

import pandas as pd
import panel as pn

from dashboards.notebooks.live_view import WIDE, LiveView, in_the_pages_colours, sentence
from dashboards.shell.safe import in_html
from dashboards.state.plain_text import to_json
from dashboards.state.triage.screen import Screen
from dashboards.state.visit import Visit
from dashboards.views.rules.what_if import WhatIfDrawer

COLUMNS = ["school_id", "name", "cluster", "tier", "moves", "where", "why", "tenths", "how_sure"]


class WhatIf(LiveView):
    """
    Sliders on the rules of the month that is shown, and what they would do to its lists. Nothing is put in force here:
    rules can only be proposed, and wait for the director.

    `.selected`: the schools that would enter or leave *Extra support*, those that stand on it and those near it.
    Columns: school_id, name, cluster, tier (today's), moves ("enters", "leaves" or ""), where (from or to which group,
    in words), why (today's reasons), tenths (in how many of ten random weightings it is on the list, None: not drawn)
    and how_sure, the same in words. It changes whenever a slider comes to rest.

    Raises NotAllowedError for a liaison.
    """

    def __init__(self, visit: Visit, **params: Any) -> None:
        super().__init__(visit, **params)
        self._said = sentence(visible=False)
        self._drawer = WhatIfDrawer(visit, self._tell, stands=True, **WIDE)
        self._drawer.view.param.watch(lambda change: self._learn(json.loads(change.new)), "effect")
        self._show(visit.screen)

    def __panel__(self) -> pn.viewable.Viewable:
        return in_the_pages_colours(self._said, self._drawer.view)

    def _tell(self, words: str) -> None:
        self.visit.reload()
        self._said.param.update(value=in_html(words), visible=True)

    def _show(self, screen: Screen) -> None:
        """Another month, or other data: its rules as they are. Where no rule is moved by hand, so is the frame."""
        self._drawer.show()
        has_rules = screen.board.has_reports
        self._said.param.update(
            visible=not has_rules,
            value=in_html(self.visit.words.gettext("This year has no monthly reports, so no rules are applied to it.")),
        )
        effect: dict[str, object] = {**self.visit.what_if({}, is_moving=False)} if has_rules else {}
        self._learn(effect)
        self._drawer.view.effect = to_json(effect | {"turn": 0})

    def _learn(self, effect: Any) -> None:
        if effect and effect.get("stays") is None:
            return  # a slider is moving, or the rules cannot be
        rows: dict[str, dict[str, object]] = {}
        for kind, moves in (("enter", "enters"), ("leave", "leaves"), ("stays", "")):
            for school in effect.get(kind, []):
                rows.setdefault(school["id"], self._row(school["id"]) | {"moves": moves, "where": ""})
                rows[school["id"]] |= (
                    {"tenths": school["tenths"], "how_sure": school["words"]}
                    if kind == "stays"
                    else {"where": school["words"]}
                )
        self.selected = pd.DataFrame(list(rows.values()), columns=COLUMNS)

    def _row(self, school_id: str) -> dict[str, object]:
        school, row = self.visit.board.schools.loc[school_id], self.visit.screen.shown_board.rows[school_id]
        return {
            "school_id": school_id,
            "name": school["name"],
            "cluster": school["cluster"],
            "tier": school["tier"],
            "why": "; ".join(text for text in row["why"] if text),
        }
