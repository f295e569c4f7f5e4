"""Notebooks: which there are, and one of them as a page, its cells run for whoever is there."""

import dashboards.notebooks  # noqa: F401 - a page tells its browser of the components that are known when it is made
from dashboards.pages.notebook import Notebooks
from dashboards.shell.opening import open_page

open_page(Notebooks)
