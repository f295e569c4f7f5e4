"""A school's own page: what to send and mend, the year, how the school compares, and the people to turn to."""

from dashboards.shell.component import script
from dashboards.views.parts.one_school import OneSchool
from dashboards.views.parts.schools_view import VIEWS, styles

SIDE_BY_SIDE = [(VIEWS / "our_school" / "charts.css").read_text(encoding="utf-8")]
"""How the two charts of a school's months stand under its page: beside each other where there is room."""


class OwnSchool(OneSchool):
    """What does my school have to do, and what does the district see of us? `school`: JSON of an OurSchoolPart."""

    _esm = script("our_school")
    _first = script("our_school.first")
    _stylesheets = styles("parts/proof_table.css", "our_school/our_school.css")
