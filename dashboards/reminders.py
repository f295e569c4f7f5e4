"""Reminders: whose report has not come in, ready texts to remind them, and who was reminded."""

from dashboards.pages.reminders import Reminders
from dashboards.shell.opening import open_page

open_page(Reminders)
