"""The page about one school, whole: what is so, two years on one axis, why, and what was done."""

from dashboards.shell.component import script
from dashboards.views.parts.one_school import OneSchool
from dashboards.views.parts.schools_view import VIEWS, styles

CARD = [(VIEWS / "school_page" / "comparing.css").read_text(encoding="utf-8")]
"""How the comparison with other schools stands under the page: a card like the others."""


class SchoolPageView(OneSchool):
    """What is so at this school, since when, why, and what can be done? `school`: JSON of a SchoolPagePart."""

    _esm = script("school_page")
    _first = script("school_page.first")
    _stylesheets = styles("parts/proof_table.css", "school/school_detail.css", "school_page/school_page.css",
                          "school_page/story.css")  # fmt: skip
