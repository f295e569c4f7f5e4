"""Review: which reports wait, what to look at first in each, and accept, return or undo."""

from dashboards.pages.review import Review
from dashboards.shell.opening import open_page

open_page(Review)
