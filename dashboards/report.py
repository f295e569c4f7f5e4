"""Report: a month is written and sent, by a school's liaison or for the school."""

from dashboards.pages.report import Report
from dashboards.shell.opening import open_page

open_page(Report)
