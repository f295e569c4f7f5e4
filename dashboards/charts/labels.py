"""Words on a chart that follow the page's theme, and what all charts share in size and colour."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from bokeh.model import Model
from bokeh.models import FixedTicker, LinearAxis
from bokeh.models.annotations import Label

OWN, PEER, BAND, OCHRE = "#4C86C6", "#7E8A97", "#7E8A97", "#B8770A"
"""Contrast of OWN and PEER: 3.8 and 3.5 on the light surface, 4.4 and 4.8 on the dark one (marks need 3)."""
HEIGHT = 184
FONT = "Inter Variable"
NARROWEST, LETTER, MOST_ROOM = 290, 6.1, 0.45
"""Narrowest an axis gets on a phone and usual width of a letter, px; most of an axis that words beyond it may take."""
SPARE = "\u00a0\u00a0"
WORDS_KEPT = 12
"""
Most charts' words. Bokeh does not lay out a label that is added to a hidden plot, so all are made up front and shown
when needed.
"""


class Word(NamedTuple):
    """A few words at a place in the chart's own units. align: left, center or right; baseline: top, middle, bottom."""

    x: float
    y: float
    text: str
    align: str = "left"
    baseline: str = "middle"
    is_strong: bool = False


def written(words: Sequence[Word], kept: int = WORDS_KEPT) -> Callable[[Any, Any], None]:
    """
    A hook that writes words on the canvas, as labels rather than as a layer of text. kept: how many are made up front;
    each costs half a millisecond of every drawing, also while it is hidden.

    Labels take their colour from the page's style sheet, so that they stay readable when the theme changes; text of a
    layer would keep the one it was drawn with.
    """

    def hook(plot: Any, element: Any) -> None:
        labels: list[Label] = plot.handles.setdefault("words", [])
        while len(labels) < max(len(words), kept):
            labels.append(Label(x=0, y=0, text="", text_font=FONT, text_font_size="12px", text_line_height=1.1))
            plot.state.add_layout(labels[-1])
        for label, word in zip(labels, words, strict=False):
            label.update(
                x=float(word.x),
                y=float(word.y),
                text=word.text,
                text_align=word.align,
                text_baseline=word.baseline,
                text_font_style="bold" if word.is_strong else "normal",
                visible=True,
            )
        for label in labels[len(words) :]:
            label.visible = False

    return hook


def named(name: str) -> Callable[[Any, Any], None]:
    """A hook that names the figure, so that the page finds it when somebody asks for the picture; keeps axes plain."""

    def hook(plot: Any, element: Any) -> None:
        plot.state.name = name
        plot.state.xgrid.visible = False  # the page's style sheet would colour a grid that only has no colour
        for axis in (*plot.state.xaxis, *plot.state.yaxis):
            axis.major_label_text_font = axis.axis_label_text_font = FONT
            axis.major_label_text_font_size = axis.axis_label_text_font_size = "12px"
            axis.axis_label_text_font_style = "normal"
            axis.minor_tick_line_color = None

    return hook


def name_for_readers(plot: Any, words: str) -> None:
    """Tell a screen reader what the picture shows: `plot` as the Bokeh renderer of HoloViews made it."""
    plot.state.html_attributes = {"role": "img", "aria-label": words}


def share_of_words(texts: Iterable[str]) -> float:
    """The share of an axis that words beyond its last figure take, so that none of them is cut; at most 0.45."""
    longest = max((len(text) for text in texts), default=0)
    return min(MOST_ROOM, (longest * LETTER + 6) / NARROWEST) if longest else 0.0


def have(owner: Any, name: str, wanted: Model) -> None:
    """
    Give a Bokeh model another one under a name. One of the same kind that is there already takes over what is said of
    the other: for a new model Bokeh would walk all models of the page, 13 ms each time.
    """
    there = getattr(owner, name)
    if type(there) is type(wanted):
        there.update(**wanted.properties_with_values(include_defaults=False))
    else:
        setattr(owner, name, wanted)


def written_beside(plot: Any, lines: Sequence[tuple[float, str]]) -> None:
    """
    Write words right of the frame, each at its height: as an axis without lines, which Bokeh gives the room it needs.

    Words at a share of the frame's own width would leave half of a wide chart empty. The axis is clear, not without a
    colour: the page's style sheet would give it its own.
    """
    axis: Any = plot.handles.get("beside")
    if axis is None:
        axis = plot.handles["beside"] = LinearAxis(
            axis_line_alpha=0,
            major_tick_line_alpha=0,
            minor_tick_line_alpha=0,
            major_tick_out=0,
            major_label_text_font=FONT,
            major_label_text_font_size="12px",
            major_label_text_align="left",
        )
        plot.state.add_layout(axis, "right")
    have(axis, "ticker", FixedTicker(ticks=[at for at, _ in lines]))
    # Bokeh gives the room that the words take in the font of the moment; the page's own may come later and be wider.
    axis.major_label_overrides = {at: text.replace("\n", f"{SPARE}\n") + SPARE for at, text in lines}


def apart(heights: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """The same heights moved as little as it takes to stand `least` apart, between low and high."""
    order = sorted(range(len(heights)), key=lambda at: heights[at])
    placed = [min(max(heights[at], low), high) for at in order]
    for at in range(1, len(placed)):
        placed[at] = max(placed[at], placed[at - 1] + least)
    if placed and placed[-1] > high:
        placed[-1] = high
        for at in range(len(placed) - 2, -1, -1):
            placed[at] = min(placed[at], placed[at + 1] - least)
    answer = [0.0] * len(heights)
    for at, height in zip(order, placed, strict=True):
        answer[at] = height
    return answer
