"""What is said of equity: about what was reached and offered, never about people."""

from collections.abc import Mapping, Sequence

import numpy as np

from models.trends.equity import Concentration, GroupFigure, Split
from models.trends.quantities import Measure
from models.vocabulary import N_, SchoolLevel
from models.wording.language import Words

SPLITS: Mapping[Split, str] = {
    "low_income": N_("By share of low-income pupils"),
    "english_learners": N_("By share of English learners"),
    "level": N_("By school level"),
    "cluster": N_("By cluster"),
}
QUARTERS: Mapping[str, str] = {
    "1": N_("Lowest quarter"),
    "2": N_("Second quarter"),
    "3": N_("Third quarter"),
    "4": N_("Highest quarter"),
    "unknown": N_("Share not known"),
}
COLUMNS: Mapping[Measure, str] = {
    Measure.REACH: N_("Families a month per 100 enrolled"),
    Measure.RESPONSE: N_("Parent response"),
    Measure.ACTIVITIES: N_("Activities a report"),
    Measure.ON_TIME: N_("Reports on time"),
    Measure.CONTACTS: N_("Contacts a school and month"),
}
MOST: Mapping[Split, str] = {
    "low_income": N_("the quarter of schools with most low-income pupils"),
    "english_learners": N_("the quarter of schools with most English learners"),
}
IN_FULL: Mapping[Split, str] = {
    "low_income": N_("{quarter} by low-income pupils"),
    "english_learners": N_("{quarter} by English learners"),
}
FULLEST = {
    "score": N_("support need"),
    "low_income": N_("share of low-income pupils"),
    "english_learners": N_("share of English learners"),
}
"""What need is said by, in the chart of where support goes."""
SHORT = {
    "score": N_("support need"),
    "low_income": N_("low income"),
    "english_learners": N_("English learners"),
}
"""The same beside its curve."""


def group_name(words: Words, split: Split, group: str) -> str:
    """A group as people call it."""
    if split == "cluster":
        return group
    return words.gettext(SchoolLevel(group).label) if split == "level" else words.gettext(QUARTERS[group])


def group_in_full(words: Words, split: Split, group: str) -> str:
    """A group as a sentence names it: "Riverside", "the third quarter by share of low-income pupils"."""
    return group if split == "cluster" else words.gettext(IN_FULL[split], quarter=words.gettext(QUARTERS[group]))


def value_text(words: Words, measure: Measure, value: float) -> str:
    """A value of a group: "14.2", "26 %", "2.9", "0.65"; a dash where it is not known."""
    if np.isnan(value):
        return "–"
    if measure in (Measure.RESPONSE, Measure.ON_TIME):
        return words.percent(value)
    if measure is Measure.REACH:
        return words.number(100 * value, 1)
    return words.number(value, 2 if measure is Measure.CONTACTS else 1)


def interval_text(words: Words, measure: Measure, low: float, high: float) -> str:
    """ "12.1 to 16.6"; empty where there is none. No share is more than all, though its interval may be."""
    if np.isnan(low) or np.isnan(high):
        return ""
    if measure in (Measure.RESPONSE, Measure.ON_TIME):
        high = min(high, 1.0)
    return words.gettext("{low} to {high}", low=value_text(words, measure, low), high=value_text(words, measure, high))


def ratio_text(words: Words, split: Split, figure: GroupFigure) -> str:
    """What a group has of what others have, schools of the same levels; empty where they are not compared."""
    if np.isnan(figure.ratio) or np.isnan(figure.ratio_low):
        return ""
    values = {
        "ratio": words.number(figure.ratio, 2),
        "low": words.number(figure.ratio_low, 2),
        "high": words.number(figure.ratio_high, 2),
    }
    if split == "level":
        return words.gettext("{ratio} of what schools of other levels had ({low} to {high})", **values)
    return words.gettext("{ratio} of what other schools of the same levels had ({low} to {high})", **values)


def ratio_short(words: Words, figure: GroupFigure) -> str:
    """The same in a cell: "0.67 of others"; empty where it is not apart."""
    return words.gettext("{ratio} of others", ratio=words.number(figure.ratio, 2)) if figure.is_apart else ""


def quarter_text(words: Words, split: Split, reach: GroupFigure, contacts: GroupFigure | None) -> str:
    """What the quarter with most need was reached, and what it had of the contacts."""
    values = {"group": words.gettext(MOST[split]), "ratio": ratio_text(words, split, reach)}
    if not values["ratio"]:
        return words.gettext("How families of {group} were reached cannot be compared.", **values)
    text = words.gettext("Families of {group} were reached at {ratio}.", **values)
    if not reach.is_apart:
        text = words.gettext("Families of {group} were reached at {ratio}: no difference can be shown.", **values)
    if contacts is None or np.isnan(contacts.ratio):
        return text
    given = words.number(contacts.ratio, 2)
    more = words.gettext("These schools had {ratio} of the contacts of others.", ratio=given)
    return f"{text} {more}"


def under_served_text(words: Words, groups: Sequence[str]) -> str:
    """Groups that were reached less without being supported more; empty for none."""
    if not groups:
        return ""
    return words.gettext(
        "Reached less than other schools of the same levels, and not contacted more: {groups}.",
        groups=words.listed(groups),
    )


def concentration_text(words: Words, need: str, found: Concentration, share: float) -> str:
    """
    Does support go where need is, and can chance do that? share: of the contacts that the quarter with most need had.
    """
    values = {
        "need": words.gettext(FULLEST[need]),
        "index": _signed(words, found.index),
        "low": _signed(words, found.low),
        "high": _signed(words, found.high),
        "share": words.percent(share),
    }
    if np.isnan(found.index):
        return words.gettext("By {need} there are too few schools or contacts to say where support goes.", **values)
    if found.low > 0:
        text = N_("By {need}, more contacts went to schools with more of it: the fullest quarter had {share}.")
    elif found.high < 0:
        text = N_("By {need}, more contacts went to schools with less of it: the fullest quarter had {share}.")
    else:
        text = N_("By {need}, no link with contacts can be shown: the fullest quarter had {share}.")
    return words.gettext(text, **values)


def index_text(words: Words, found: Concentration) -> str:
    """ "+0.21 (+0.05 to +0.37)"."""
    if np.isnan(found.index):
        return "–"
    return words.gettext(
        "{index} ({low} to {high})",
        index=_signed(words, found.index),
        low=_signed(words, found.low),
        high=_signed(words, found.high),
    )


def _signed(words: Words, value: float) -> str:
    if np.isnan(value):
        return "–"
    text = words.number(abs(value), 2)
    return text if not float(f"{abs(value):.2f}") else f"+{text}" if value > 0 else f"−{text}"
