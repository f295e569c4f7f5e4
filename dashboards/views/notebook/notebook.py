"""A notebook on a page: a card for each of its texts, with what the cells below it show."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import panel as pn
import param
from holoviews.core.dimension import Dimensioned

from dashboards.shell.safe import in_html
from dashboards.state.notebooks import NotebookRead, Told
from dashboards.state.plain_text import plain
from dashboards.views.parts.schools_view import VIEWS
from models.wording.language import Words

MOST_ROWS = 100
"""Of a frame on a page; Jupyter shows as many as it is told to."""
WIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0}


def _style(name: str) -> list[str]:
    return [(VIEWS / "notebook" / f"{name}.css").read_text(encoding="utf-8")]


PLACES, TEXT, FRAME = _style("notebook"), _style("text"), _style("frame")


class Contents(pn.viewable.Viewer):
    """The notebooks there are, a card each. addresses: where each opens, by file name."""

    def __init__(self, words: Words, notebooks: Mapping[str, Told], addresses: Mapping[str, str], **more: Any) -> None:
        super().__init__(**more)
        texts = [
            f"## [{words.gettext(told.title)}]({addresses[name]})\n\n{words.gettext(told.purpose)}"
            for name, told in notebooks.items()
        ]
        self._cards = [_card([_text(text)], "told") for text in texts]

    def __panel__(self) -> pn.viewable.Viewable:
        return pn.Column(*self._cards, css_classes=["cells", "contents"], stylesheets=PLACES, **WIDE)


class NotebookView(pn.viewable.Viewer):
    """
    One notebook: its texts at once, and what its cells show when they have run.

    told: what stands where something is still being worked out.
    """

    is_ready = param.Boolean(default=False, doc="Have the cells run?")

    def __init__(self, notebook: NotebookRead, told: str, **params: Any) -> None:
        super().__init__(**params)
        self._notebook, self._told = notebook, told
        self._view = pn.Column(css_classes=["cells"], stylesheets=PLACES, **WIDE)
        self._place([()] * len(notebook.blocks), told)

    def __panel__(self) -> pn.viewable.Viewable:
        return self._view

    def give(self, outputs: Sequence[Sequence[Any]]) -> None:
        """What the cells gave, block by block; blocks that did not run stay text."""
        missing = len(self._notebook.blocks) - len(outputs)
        self._place([*outputs, *[()] * missing], "")
        self.is_ready = True

    def _place(self, outputs: Sequence[Sequence[Any]], told: str) -> None:
        cards = []
        for at, (block, shown) in enumerate(zip(self._notebook.blocks, outputs, strict=True)):
            waits = told if block.code and at else ""  # the first block only gets ready what the others need
            things: list[Any] = [_text(waits)] if waits and not shown else [_shown(thing) for thing in shown]
            parts: list[Any] = [_text(block.text)] if block.text else []
            if things:
                parts.append(pn.Column(*things, css_classes=["shown"], stylesheets=PLACES, **WIDE))
            kind = "told" if len(parts) < 2 else "wide" if block.is_wide else "beside"
            if parts:
                cards.append(_card(parts, kind))
        self._view[:] = cards


def _card(parts: Sequence[Any], kind: str) -> pn.Column:
    return pn.Column(*parts, css_classes=["cell", kind], stylesheets=PLACES, **WIDE)


def _text(text: str) -> pn.pane.Markdown:
    return pn.pane.Markdown(text, renderer_options={"html": False}, stylesheets=TEXT, **WIDE)


def _shown(thing: Any) -> Any:
    """What a cell gives, as a page shows it: nothing of it is read as markup."""
    if isinstance(thing, pn.viewable.Viewable | pn.viewable.Viewer):
        return thing
    if isinstance(thing, Dimensioned):
        return pn.panel(thing, linked_axes=False, **WIDE)
    if isinstance(thing, pd.Series):
        thing = thing.to_frame()
    if isinstance(thing, pd.DataFrame):
        return _table(thing)
    return pn.pane.HTML(f"<pre>{_lines(str(thing))}</pre>", stylesheets=FRAME, **WIDE)


def _table(frame: pd.DataFrame) -> pn.pane.HTML:
    head = frame.head(MOST_ROWS)
    head = head.map(lambda cell: plain(cell) if isinstance(cell, str) else cell)
    rows = head.to_html(border=0, float_format=_figure, escape=True)
    more = f"<p>{len(head)} of {len(frame)} rows</p>" if len(frame) > len(head) else ""
    return pn.pane.HTML(rows + more, stylesheets=FRAME, **WIDE)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def _lines(text: str) -> str:
    """Several lines of text as HTML shows them in a `pre`."""
    return "\n".join(in_html(line) for line in text.splitlines())
