"""Other figures for a chart that is drawn already: the data of its Bokeh sources are replaced, layer by layer."""

from collections.abc import Iterable, Mapping
from typing import Any

import holoviews as hv
import numpy as np

SHORT = 200
"""An array goes to the browser in two messages of its own; up to so many numbers it is quicker written out."""


def columns_of(element: hv.Element) -> dict[str, np.ndarray]:
    """The columns of a HoloViews element, as Bokeh's source of its layer has them."""
    return {of.name: element.dimension_values(of) for of in element.dimensions()}


def give_data(plot: Any, layers: Iterable[Mapping[str, Any]]) -> None:
    """
    Replace what the layers of a chart show.

    plot: what the Bokeh renderer of HoloViews made of it. layers: the columns of each of its layers, in their order.
    Raises ValueError where these are not as many as the chart has.
    """
    for layer, columns in zip(plot.subplots.values(), layers, strict=True):
        layer.handles["source"].data = {name: _written_out(values) for name, values in columns.items()}


def _written_out(values: Any) -> Any:
    short = isinstance(values, np.ndarray) and values.dtype.kind in "biuf" and values.size <= SHORT
    return values.tolist() if short else values
