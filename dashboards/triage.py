"""Triage: which schools need extra support first, why, and what was already tried."""

from dashboards.pages.triage import Triage
from dashboards.shell.opening import open_page

open_page(Triage, is_ready_first=True)
