"""How this is worked out: the method in words and formulas, the check of the lists, and the rules so far."""

from dashboards.pages.method import Method
from dashboards.shell.opening import open_page

open_page(Method)
