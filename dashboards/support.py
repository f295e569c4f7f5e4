"""Support: a person's next steps, and whom their visits of the coming weeks reach."""

from dashboards.pages.support import Support
from dashboards.shell.opening import open_page

open_page(Support)
