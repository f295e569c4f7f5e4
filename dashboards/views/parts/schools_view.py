"""What views have in common: their stylesheets, and messages that name a school."""

import json
from pathlib import Path
from typing import Any

import param

from dashboards.shell.component import Component

VIEWS = Path(__file__).parents[1]


def styles(*names: str) -> list[str]:
    """The shared and the own stylesheets of one component; colours and sizes come from the page's tokens."""
    return [(VIEWS / name).read_text(encoding="utf-8") for name in ("parts/marks.css", *names)]


class SchoolsView(Component):
    """
    Something that shows many schools and says which one a person opened.

    `schools` is sent once; a filter change sends only `shown`. A message is believed only as far as it names
    one of the schools that were sent: the browser is not trusted with anything else.
    """

    schools = param.String(default="[]", doc="JSON list of schools, each with id, name, level, tier, marks and words.")
    vocabulary = param.String(default="{}", doc="JSON of tiers, marks, months and columns, with the words to show.")
    shown = param.List(default=[], item_type=str, doc="Ids of the schools to show, in display order.")
    selected = param.String(default="", doc="Id of the school that is open, empty when none is.")
    chosen = param.Callable(default=None, doc="Called with the id of a school when a person opens it.")

    _property_mapping: dict[str, str | None] = {"chosen": None}
    __abstract = True

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)
        self._learn_ids()

    @param.depends("schools", watch=True)
    def _learn_ids(self) -> None:
        self._ids = frozenset(str(school["id"]) for school in json.loads(self.schools))

    def _handle_msg(self, data: Any) -> None:
        opened = data.get("open") if isinstance(data, dict) else None
        if isinstance(opened, str) and opened in self._ids and self.chosen:
            self.chosen(opened)
