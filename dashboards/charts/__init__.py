"""Functions from a frame to a HoloViews element, for pages and notebooks alike."""
