"""Which types of involvement the activities of each month are of."""

import numpy as np

from dashboards.state.trends.measured import DistrictTrends
from dashboards.state.trends.part import TypesPart
from models.trends.cells import Flags
from models.trends.first_sentence import year_so_far
from models.trends.quantities import type_mix
from models.vocabulary import InvolvementType
from models.wording.language import Words


def types_part(words: Words, trends: DistrictTrends, there: Flags) -> TypesPart | None:
    """The school year so far; None where no activity was told of."""
    months = year_so_far(trends.cells, trends.month)
    counts = type_mix(trends.cells, there)[:, months]
    whole = counts.sum(axis=0)
    if not whole.sum():
        return None
    shares = np.divide(counts, whole, out=np.full(counts.shape, np.nan), where=whole > 0)
    return {
        "months": [words.short_month(trends.cells.months[month].date()) for month in months],
        "types": [
            {
                "code": str(kind.value),
                "label": words.gettext(kind.label),
                "shares": [None if np.isnan(share) else round(float(share), 4) for share in shares[at]],
                "text": "–" if np.isnan(shares[at, -1]) else words.percent(shares[at, -1]),
            }
            for at, kind in enumerate(InvolvementType)
        ],
    }
