"""The filters beside every page: native widgets, each bound to one of the reader's choices."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import panel as pn
import param

FIELDS = [(Path(__file__).parents[2] / "assets" / "fields.css").read_text(encoding="utf-8")]
LONGEST_TEXT = 100


def field(parameter: param.Parameter, placeholder: str = "") -> pn.widgets.Widget:
    """
    The native widget for one choice: a list to pick from, boxes to tick, or a line of text.

    Texts are followed at every key. Raises TypeError for a parameter that is none of these.
    """
    look: dict[str, Any] = {
        "stylesheets": FIELDS,
        "sizing_mode": "stretch_width",
        "margin": (7, 0),
    }
    if isinstance(parameter, param.ListSelector):
        # Boxes to tick draw no label of their own; the stylesheet shows this one above them.
        title = {"--title": json.dumps(parameter.label, ensure_ascii=False)}
        return pn.widgets.CheckBoxGroup.from_param(
            parameter, css_classes=["ticks", parameter.name], styles=title, **look
        )
    if isinstance(parameter, param.Selector):
        return pn.widgets.Select.from_param(parameter, css_classes=["choice", parameter.name], description=None, **look)
    if isinstance(parameter, param.String):
        return _text(parameter, css_classes=["text", parameter.name], placeholder=placeholder, description=None, **look)
    raise TypeError(f"{parameter.name}: no field for a {type(parameter).__name__}.")


def _text(parameter: param.String, **look: Any) -> pn.widgets.TextInput:
    """
    A line of text, followed at every key.

    What was typed is never sent back: the answer to one key would overwrite the next ones.
    """
    owner, name = parameter.owner, parameter.name or ""
    widget = pn.widgets.TextInput(label=parameter.label, value=getattr(owner, name), **look)
    widget.value_input = widget.value

    def typed(*changes: param.parameterized.Event) -> None:
        setattr(owner, name, (changes[-1].new or "")[:LONGEST_TEXT])

    def chosen(change: param.parameterized.Event) -> None:
        if change.new != widget.value_input:
            widget.param.update(value=change.new, value_input=change.new)

    widget.param.watch(typed, ["value_input", "value"])
    owner.param.watch(chosen, name)
    return widget


class FilterBar(pn.viewable.Viewer):
    """
    One field for each name in `names`, in that order, bound both ways to `filters`.

    The names of the parameters are classes of their fields: boxes named "tiers" get the tiers' shapes and counts.
    """

    def __init__(
        self, filters: param.Parameterized, names: Sequence[str], placeholder: str = "", **params: Any
    ) -> None:
        super().__init__(**params)
        self.fields = {name: field(filters.param[name], placeholder) for name in names}
        self._column = pn.Column(*self.fields.values(), sizing_mode="stretch_width", margin=0)

    def __panel__(self) -> pn.viewable.Viewable:
        return self._column
