"""What may be said of support: an association, its doubt, and why before and after alone would mislead."""

import numpy as np

from models.support_need.list_checks import HitRate
from models.trends.random_visits import FEWEST_VISITS, RandomVisits
from models.trends.support_effect import FEWEST_COMPARED, FEWEST_SCHOOLS, FEWEST_STARTS, SupportEffect
from models.wording.counted import NN_, counted
from models.wording.language import Words


def signed(words: Words, value: float) -> str:
    """ "+0.5", "−0.4", "0.0"; a dash where it is not known."""
    if np.isnan(value):
        return "–"
    text = words.number(abs(value), 1)
    return text if not float(f"{abs(value):.1f}") else f"+{text}" if value > 0 else f"−{text}"


def effect_text(words: Words, found: SupportEffect) -> str:
    """The one sentence that may be said of what schools do after support."""
    if not found.shown:
        return words.gettext("Too few schools were supported so far to compare them with similar ones.")
    values = {"low": signed(words, found.low), "high": signed(words, found.high)}
    if found.low > 0:
        return words.gettext(
            "After support, schools held {effect} activities a month more than similar schools without it ({low} to "
            "{high}). This does not prove that support was the cause.",
            effect=words.number(found.effect, 1), **values,
        )  # fmt: skip
    if found.high < 0:
        return words.gettext(
            "After support, schools held {effect} activities a month fewer than similar schools without it ({low} to "
            "{high}); coordinators may have chosen schools whose trouble the figures do not show.",
            effect=words.number(-found.effect, 1), **values,
        )  # fmt: skip
    return words.gettext("No difference can be shown yet ({low} to {high} activities a month).", **values)


def rests_on_text(words: Words, found: SupportEffect) -> str:
    """On how many starts, schools and months without support it rests."""
    return words.gettext(
        "{starts} times a school was contacted after four quiet months, at {schools} schools; compared with {compared} "
        "months of schools that were not.",
        starts=words.number(found.episodes),
        schools=words.number(found.supported),
        compared=words.number(found.compared),
    )


def needed_text(words: Words) -> str:
    """What it takes before anything is said."""
    return words.gettext(
        "It takes {starts} such starts at {schools} schools, and {compared} months of others to compare with.",
        starts=words.number(FEWEST_STARTS),
        schools=words.number(FEWEST_SCHOOLS),
        compared=words.number(FEWEST_COMPARED),
    )


def warning_text(words: Words, naive: float) -> str:
    """Always said with it: what before and after alone would show, and why that is no effect."""
    why = words.gettext("Schools get support when their figures are low, and low figures rise by themselves.")
    if np.isnan(naive):
        return why
    if naive > 0:
        here = words.gettext("Here they rose by {number} activities a month on average.", number=words.number(naive, 1))
    else:
        here = words.gettext(
            "Here they changed by {number} activities a month on average.", number=signed(words, naive)
        )
    never = words.gettext("Before and after alone is therefore no effect of support.")
    return f"{why} {here} {never}"


DRAWN_SO_FAR = NN_(
    "{count} visit that was drawn by chance has enough reports after it. From {fewest} on, what these schools did "
    "afterwards stands here beside schools that were not drawn: the honest test.",
    "{count} visits that were drawn by chance have enough reports after them. From {fewest} on, what these schools did "
    "afterwards stands here beside schools that were not drawn: the honest test.",
)


def drawn_text(words: Words, drawn: RandomVisits) -> str:
    """What visits drawn by chance show, or how many are still to come."""
    if not drawn.shown:
        return counted(words, DRAWN_SO_FAR, drawn.known, fewest=FEWEST_VISITS)
    return words.gettext(
        "The honest test: after {visits} visits drawn by chance, schools held {after} activities a month beside their "
        "level; schools that could have been drawn and were not, {others}.",
        visits=words.number(drawn.known),
        after=signed(words, drawn.after),
        others=signed(words, drawn.others),
    )


FINDINGS = NN_(
    "{count} visit to a school on a list this school year found whether the list was right: right at {right}, in part "
    "at {partly}, not at {not_right}.",
    "{count} visits to schools on a list this school year found whether the list was right: right at {right}, in part "
    "at {partly}, not at {not_right}.",
)


def findings_text(words: Words, hits: HitRate) -> str:
    """What visits found of the lists; empty where none was made."""
    if not hits.listed:
        return ""
    wrong = hits.listed - hits.agreed - hits.in_part
    return counted(words, FINDINGS, hits.listed, right=hits.agreed, partly=hits.in_part, not_right=wrong)
