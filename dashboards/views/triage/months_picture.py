"""The months of all schools in one picture: what arrived, what is late, and where nothing came."""

import param

from dashboards.shell.component import script
from dashboards.views.parts.schools_view import SchoolsView, styles


class MonthsPicture(SchoolsView):
    """
    Which reports came, which did not, and where do gaps gather?

    A block per cluster, schools in the order of the cluster's ids, one box per month in the marks of the legend.
    Of `vocabulary` it also reads `levels`, the short word for a level ("Elementary": "ES").
    """

    clusters = param.String(
        default="[]", doc='JSON list of {name, words, ids}: "Lakeview", "11 schools, 89 % in", its schools in order.'
    )

    totals = param.String(default="null", doc="JSON as `state.triage.month_totals.MonthTotals`; null shows none.")

    _esm = script("months_picture")
    _first = script("months_picture.first")
    _stylesheets = styles("triage/months_picture.css")
