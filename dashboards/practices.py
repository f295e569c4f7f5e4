"""Practices: accepted activities that are worth sharing, as their schools wrote them up."""

from dashboards.pages.practices import Practices
from dashboards.shell.opening import open_page

open_page(Practices)
