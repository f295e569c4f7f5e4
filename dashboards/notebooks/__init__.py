"""The product in a notebook: `from dashboards.notebooks import begin, open_visit, Schools`."""

from dashboards.notebooks.board_picture import BoardPicture
from dashboards.notebooks.one_school import OneSchool
from dashboards.notebooks.opening import begin, chart, months_of, open_visit, said
from dashboards.notebooks.schools import Schools
from dashboards.notebooks.trends import Trends
from dashboards.notebooks.visit import NotebookVisit
from dashboards.notebooks.what_if import WhatIf

__all__ = [
    "BoardPicture",
    "NotebookVisit",
    "OneSchool",
    "Schools",
    "Trends",
    "WhatIf",
    "begin",
    "chart",
    "months_of",
    "open_visit",
    "said",
]
