"""Import: files dropped on the page, what they would do, and the imports before them."""

from dashboards.pages.importing import Importing
from dashboards.shell.opening import open_page

open_page(Importing)
