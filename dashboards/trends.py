"""Trends: is it moving, where, how sure can we be, and what is a change made of?"""

from dashboards.pages.trends import Trends
from dashboards.shell.opening import open_page

open_page(Trends)
