"""Figures about parents and counts of things as the pages write them. Sentences are in `models.wording`."""

import math
from datetime import datetime

from models.today import day_of, time_zone
from models.vocabulary import N_
from models.wording.language import Words

MEASURES = {
    "parent_response_rate": N_("Parent response"),
    "parent_engagement_score": N_("Parent engagement"),
    "family_involvement_score": N_("Family involvement"),
}


def schools_counted(words: Words, count: int) -> str:
    """ "1 school", "11 schools"."""
    return words.ngettext("{count} school", "{count} schools", count)


def survey_figure(words: Words, value: float, low: float, high: float, scale_id: str, please_check: str = "") -> str:
    """
    A published figure about parents: a rate as a share, a score with its scale, without its publisher's verdict.

    One that is marked to be checked says so; a rate above 1 is shown as it was published, never as 6000 %.
    """
    if scale_id in ("", "0-1") and not value > 1:
        figure = share(words, value, low, high)
    else:
        figure = words.gettext("{figure} (scale {scale})", figure=f"{value:.4g}", scale=scale_id or "0-1")
    return words.gettext("{number} (please check)", number=figure) if please_check else figure


def share(words: Words, value: float, low: float, high: float) -> str:
    """
    A share in per cent; a censored one as its bound: "43 %", "under 30 %", "over 75 %", "between 30 % and 40 %".

    value, low and high are 0 to 1, NaN where not given.
    """
    if not math.isnan(value):
        return words.percent(value)
    if not low > 0:
        return words.gettext("under {share}", share=words.percent(high))
    if not high < 1:
        return words.gettext("over {share}", share=words.percent(low))
    return words.gettext("between {low} and {high}", low=words.percent(low), high=words.percent(high))


def moment_text(words: Words, at: datetime) -> str:
    """ "10 April 2026, 14:05", as clocks of the district show it."""
    local = at.astimezone(time_zone())
    return words.gettext("{day}, {time}", day=words.day(day_of(at)), time=f"{local:%H:%M}")
