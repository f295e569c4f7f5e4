"""Our school: what is due, what came back, how the school compares, and whom to turn to."""

from dashboards.pages.our_school import OurSchool
from dashboards.shell.opening import open_page

open_page(OurSchool)
