"""School: what is so at one school, since when and why, what it reported, and what the office did."""

from dashboards.pages.school import School
from dashboards.shell.opening import open_page

open_page(School)
