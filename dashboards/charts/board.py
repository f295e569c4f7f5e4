"""A chart for the board: read from the back of a room, and whole without the page around it."""

from textwrap import fill
from typing import Any

from bokeh.models.annotations import Label, Title

from dashboards.charts.labels import FONT

HEIGHT = 560
NARROWEST = 940
"""Pixels: a narrower screen shows a part of the picture and is scrolled. Said as a style, since Panel would make all
that stands around it as wide."""
LETTERS, LETTERS_OF_SENTENCE, LETTERS_OF_SOURCE = "18px", "20px", "14px"
WIDEST_SENTENCE, WIDEST_SOURCE = 92, 130
"""Letters in a line of the narrowest picture: a title does not wrap by itself."""
LOOK: dict[str, dict[str, Any]] = {
    "sentence": {"text_font_size": LETTERS_OF_SENTENCE, "text_font_style": "normal", "standoff": 14},
    "title": {"text_font_size": "28px", "text_font_style": "bold", "standoff": 6},
    "source": {"text_font_size": LETTERS_OF_SOURCE, "text_font_style": "normal", "standoff": 12},
}
"""In the order in which they stand around the chart, from inside outwards."""


def for_the_board(plot: Any, *, title: str, sentence: str, source: str) -> None:
    """
    Give a chart that is drawn large letters, and write around it what it is, what it says and where that is from.

    plot: what the Bokeh renderer of HoloViews made of it; once more after each time it was drawn again.
    """
    figure = plot.state
    figure.update(name="board", height=HEIGHT, styles={"min-width": f"{NARROWEST}px"})
    for axis in (*figure.xaxis, *figure.yaxis):
        axis.major_label_text_font_size = LETTERS
    for label in figure.select({"type": Label}):
        label.text_font_size = LETTERS
    said = {
        "sentence": fill(sentence, WIDEST_SENTENCE),
        "title": title,
        "source": fill(source, WIDEST_SOURCE),
    }
    around = plot.handles.setdefault("around", {})
    for name, text in said.items():
        if name not in around:
            around[name] = Title(text_font=FONT, text_line_height=1.35, **LOOK[name])
            figure.add_layout(around[name], "below" if name == "source" else "above")
        around[name].text = text
