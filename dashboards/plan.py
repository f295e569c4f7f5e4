"""Plan: a school's action plan of a year is written, sent, and accepted or returned."""

from dashboards.pages.plan import Plan
from dashboards.shell.opening import open_page

open_page(Plan)
