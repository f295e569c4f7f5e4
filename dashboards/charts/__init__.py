"""Functions from a frame to a HoloViews element, for pages and notebooks alike."""

import holoviews as hv
from holoviews.plotting import bokeh

# What `hv.extension("bokeh")` does, without its scripts for a notebook: options of elements are read by this backend.
hv.Store.set_current_backend(bokeh.BokehRenderer.backend)
