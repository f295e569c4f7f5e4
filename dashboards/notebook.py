"""Notebooks: which there are, and one of them as a page, its cells run for whoever is there."""

from dashboards.pages.notebook import Notebooks
from dashboards.shell.opening import open_page

open_page(Notebooks)
