"""Meeting: a cluster's schools one by one; what is agreed becomes contacts."""

from dashboards.pages.meeting import Meeting
from dashboards.shell.opening import open_page

open_page(Meeting)
