"""Status: is all well, for the administrator; and if not, the one thing to do."""

from dashboards.pages.status import Status
from dashboards.shell.opening import open_page

open_page(Status)
