"""Triage: which schools need extra support first, why, and what was already tried."""

from dashboards.shell.opening import open_page
from dashboards.views.triage import Triage

open_page("Triage: Family Partnership", lambda *visit: Triage(*visit).page())
