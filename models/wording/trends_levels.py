"""What is said of levels, of types by level, and of single schools beside the others. No school is ranked."""

from collections.abc import Sequence

import numpy as np

from models.trends.by_school import LevelSpread
from models.trends.quantities import Measure
from models.vocabulary import N_, SchoolLevel
from models.wording.counted import NN_, counted
from models.wording.language import Words

UNITS = {
    Measure.ON_TIME: N_("of a school's expected reports"),
    Measure.ACTIVITIES: N_("a report"),
    Measure.FAMILIES: N_("a report"),
    Measure.REACH: N_("families a month per 100 enrolled"),
    Measure.RESPONSE: N_("answers of families asked"),
    Measure.CONTACTS: N_("a month"),
}
"""What a school's figure over the school year counts."""
OUTSIDE = NN_(
    "{count} of {schools} schools lies outside the 95 % limits; by chance about {chance} would.",
    "{count} of {schools} schools lie outside the 95 % limits; by chance about {chance} would.",
)
FAR = NN_(
    "{count} lies outside the 99.8 % limits too, which chance hardly explains.",
    "{count} lie outside the 99.8 % limits too, which chance hardly explains.",
)
ABOVE = NN_(
    "{count} of {schools} lies above the middle of its level.",
    "{count} of {schools} lie above the middle of their levels.",
)


def value_text(words: Words, measure: Measure, value: float) -> str:
    """A school's or level's figure: "14.2", "26 %"; a dash where it is not known."""
    if np.isnan(value):
        return "–"
    if measure in (Measure.ON_TIME, Measure.RESPONSE):
        return words.percent(value / 100)
    return words.number(value, 2 if measure is Measure.CONTACTS else 1)


def whole_text(words: Words, measure: Measure, value: float) -> str:
    """The same of a whole number, on an axis: "20", "50 %"."""
    return words.percent(value / 100) if measure in (Measure.ON_TIME, Measure.RESPONSE) else words.number(value)


def level_name(words: Words, level: str) -> str:
    return words.gettext(SchoolLevel(level).label)


def spreads_text(words: Words, measure: Measure, spreads: Sequence[LevelSpread]) -> str:
    """The middle of each level, where its schools differ: "in the middle 3.2 at Elementary, 1.9 at High"."""
    middles = words.listed(
        words.gettext("{value} ({level})", value=value_text(words, measure, one.median),
                      level=level_name(words, one.level))
        for one in spreads
    )  # fmt: skip
    return words.gettext("The middle school of each level: {middles}.", middles=middles)


def above_text(words: Words, above: int, schools: str) -> str:
    """schools: those that are chosen, as `trends_schools.schools_text` says them."""
    return counted(words, ABOVE, above, schools=schools)


def outside_text(words: Words, outside: int, far: int, schools: int) -> str:
    """How many schools lie outside the limits, and how many would by chance."""
    text = counted(words, OUTSIDE, outside, schools=schools, chance=words.number(0.05 * schools))
    return f"{text} {counted(words, FAR, far)}" if far else text
