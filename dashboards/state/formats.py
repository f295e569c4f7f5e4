"""Days, shares and counts as the pages write them. Other words: `models.wording`."""

import math

import pandas as pd


def day(when: pd.Timestamp) -> str:
    """ "10 April 2026"."""
    return f"{when.day} {when:%B %Y}"


def short_day(when: pd.Timestamp) -> str:
    """ "14 Apr"."""
    return f"{when.day} {when:%b}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """ "1 school", "11 schools"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


MEASURES = {
    "parent_response_rate": "Parent response",
    "parent_engagement_score": "Parent engagement",
    "family_involvement_score": "Family involvement",
}


def survey_figure(value: float, low: float, high: float, scale_id: str) -> str:
    """A published figure about parents: a rate as a share, a score with its scale, without its publisher's verdict."""
    return share(value, low, high) if scale_id in ("", "0-1") else f"{value:g} (scale {scale_id})"


def share(value: float, low: float, high: float) -> str:
    """
    A share in per cent; a censored one as its bound: "43 %", "under 30 %", "over 75 %", "between 30 % and 40 %".

    value, low and high are 0 to 1, NaN where not given.
    """
    if not math.isnan(value):
        return f"{100 * value:.0f} %"
    if low <= 0:
        return f"under {100 * high:.0f} %"
    if high >= 1:
        return f"over {100 * low:.0f} %"
    return f"between {100 * low:.0f} % and {100 * high:.0f} %"
