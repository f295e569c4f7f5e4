"""The page "How this is worked out": the method's text, the check of the lists, and the rules so far."""

from typing import Any

import panel as pn
import param

from dashboards.pages.following_page import FollowingPage
from dashboards.shell.component import Component, script
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.who import Visitor
from dashboards.state.plain_text import to_json
from dashboards.state.rules.method_tables import WordsTable, audit_table, rules_table
from dashboards.state.school.worked_out import worked_out_table
from dashboards.state.triage.screen import Screen
from dashboards.state.visit import Visit
from dashboards.views.parts.schools_view import VIEWS, styles
from models.database import Database
from models.settings import ROOT
from models.vocabulary import N_
from models.wording.method import method_text

METHOD = (ROOT / "models" / "support_need" / "method.md").read_text(encoding="utf-8")
LOOK = [(VIEWS / "method" / "method.css").read_text(encoding="utf-8")]
WIDE: dict[str, Any] = {"sizing_mode": "stretch_width"}


class Tables(Component):
    """Small tables of words, one below the other."""

    tables = param.String(default="[]", doc="JSON list of {caption, columns, rows}, every cell a text.")

    _esm = script("tables")
    _stylesheets = styles("method/tables.css")


class Method(FollowingPage[Visit]):
    """How are the lists worked out, do they fall harder on some schools, and who changed the rules?"""

    title = N_("How this is worked out: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        super().__init__(Visit, database, visitor, address)
        title, text = method_text(visitor.words, METHOD)
        self._own = Tables(margin=(0, 0, 20, 0), **WIDE)
        # Raw HTML in the text stays text: the file is ours, and yet nothing on a page is read as markup.
        self._text = pn.pane.Markdown(text, renderer_options={"html": False}, stylesheets=LOOK, margin=0, **WIDE)
        self._tables = Tables(margin=(28, 0, 20, 0), **WIDE)
        self._frame = Frame(sought=self._find, renewed=self.visit.reload)
        self._frame.say(FrameWords(answer=title, address=address.rstrip("?")))
        self._show_tables()
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served."""
        slots = {"text": pn.Column(self._own, self._text, self._tables, margin=0, **WIDE)}
        return Page.of(self.visitor, "method", self.title, self._frame, slots, finds=self._finds())

    def _show(self, screen: Screen) -> None:
        with pn.io.hold():
            self._show_tables()
            self._tell(self.visit.behind_line(), "info")

    def _show_tables(self) -> None:
        visit, words, board = self.visit, self.visitor.words, self.visit.board
        tables: list[WordsTable] = [rules_table(words, visit.rule_sets)]
        if self.visitor.viewer.sees_district and board.month is not None:
            tables.insert(0, audit_table(words, visit.audit(), board.month))
        # The open school's own figures lead: who follows the link from its panel asks about this school.
        own = worked_out_table(words, board, visit.screen.selected) if visit.screen.selected else None
        self._own.param.update(tables=to_json([own] if own else []), visible=own is not None)
        self._tables.tables = to_json(tables)
