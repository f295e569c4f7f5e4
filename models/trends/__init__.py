"""The district over time: figures, what missing reports leave open, and what may be said of a change. Pure."""
