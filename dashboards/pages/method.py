"""The page "How this is worked out": the method's text, the check of the lists, and the rules so far."""

from typing import Any

import panel as pn
import param
from panel.custom import JSComponent

from dashboards.shell.frame import Frame, Page, Words
from dashboards.shell.navigation import pages
from dashboards.shell.who import Visitor
from dashboards.state.plain_text import to_json
from dashboards.state.rules.method_tables import audit_table, plain, rules_table, told
from dashboards.state.visit import Visit
from dashboards.views.parts.component import VIEWS, script, styles
from models.database import ROOT, Database

TITLE, TEXT = told((ROOT / "models" / "support_need" / "method.md").read_text(encoding="utf-8"))
LOOK = [(VIEWS / "method" / "method.css").read_text(encoding="utf-8")]
WIDE: dict[str, Any] = {"sizing_mode": "stretch_width"}


class Tables(JSComponent):
    """Small tables of words, one below the other."""

    tables = param.String(default="[]", doc="JSON list of {caption, columns, rows}, every cell a text.")

    _esm = script("method/tables.js")
    _stylesheets = styles("method/tables.css")


class Method:
    """How are the lists worked out, do they fall harder on some schools, and who changed the rules?"""

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        self.visitor = visitor
        visit = Visit(database, visitor.viewer, address)
        board, district = visit.screen.board, visit.district
        tables = [rules_table(district.rule_sets)]
        if visitor.viewer.sees_district and board.month is not None:
            tables.insert(0, audit_table(district.audit(board.school_year, f"{board.month:%Y-%m}"), board.month))
        # Raw HTML in the text stays text: the file is ours, and yet nothing on a page is read as markup.
        self._text = pn.pane.Markdown(TEXT, renderer_options={"html": False}, stylesheets=LOOK, margin=0, **WIDE)
        self._tables = Tables(tables=to_json([plain(table) for table in tables]), margin=(28, 0, 20, 0), **WIDE)
        self._frame = Frame()
        self._frame.say(Words(answer=TITLE, address=address.rstrip("?")))

    def page(self) -> Page:
        """The page, ready to be served."""
        return Page(
            title="How this is worked out: Family Partnership",
            district=self.visitor.district,
            frame=self._frame,
            slots={"text": pn.Column(self._text, self._tables, margin=0, **WIDE)},
            pages=pages("method", self.visitor.address),
            who=self.visitor.who,
            identities=self.visitor.identities,
            banner=self.visitor.banner,
        )
