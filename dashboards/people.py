"""People: who can come in, what they care for and until when, and which schools have nobody."""

from dashboards.pages.people import People
from dashboards.shell.opening import open_page

open_page(People)
