"""Professional development: the sessions that were held, whose teams came, and which schools had none for a year."""

from dashboards.pages.training import Training
from dashboards.shell.opening import open_page

open_page(Training)
