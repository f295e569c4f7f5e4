"""Audit log: who did what, and when."""

from dashboards.pages.audit import Audit
from dashboards.shell.opening import open_page

open_page(Audit)
