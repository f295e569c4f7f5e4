"""Home: what waits for the person who opens it, by role, and what is new since they were last here."""

from dashboards.pages.home import Home
from dashboards.shell.opening import open_page

open_page(Home)
