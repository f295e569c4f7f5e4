"""What is said of trends: the first sentence, what a change is made of, and what missing reports leave open."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from models.trends.change_explained import REAL, Explained
from models.trends.first_sentence import FirstSentence, SentenceCode
from models.trends.quantities import Measure
from models.vocabulary import N_
from models.wording.language import Words

PARTS: Mapping[str, str] = {
    "months": N_("Months"),
    "schools": N_("Schools opened or closed"),
    "mix": N_("Mix of schools"),
    "reporting": N_("Reporting"),
    "levels": N_("Levels that were asked"),
    "asked": N_("Who was asked"),
    "activities": N_("Activities a report"),
    "counting": N_("Events counted"),
    "turnout": N_("Families an event"),
    "response": N_("Response"),
    "punctual": N_("Punctual reports"),
}
"""The rows of a change, by part."""
CAUSES: Mapping[str, tuple[str, str]] = {
    "months": (N_("more reporting months"), N_("fewer reporting months")),
    "schools": (N_("schools that opened"), N_("schools that closed")),
    "mix": (N_("another mix of schools"), N_("another mix of schools")),
    "reporting": (N_("better reporting"), N_("missing reports")),
    "levels": (N_("other levels being asked"), N_("other levels being asked")),
    "asked": (N_("others being asked"), N_("others being asked")),
    "activities": (N_("more activities a report"), N_("fewer activities a report")),
    "counting": (N_("more events counted"), N_("fewer events counted")),
    "turnout": (N_("more families an event"), N_("fewer families an event")),
    "response": (N_("more answers of those asked"), N_("fewer answers of those asked")),
    "punctual": (N_("more punctual reports"), N_("fewer punctual reports")),
}
"""What made a rise and a fall, by part."""
FEWEST_SHARE, MOST_PARTS = 0.1, 3
"""Parts that are named: at least a tenth of all, three at most."""

Sayings = Mapping[SentenceCode, tuple[str, str]]
FAMILIES: Sayings = {
    SentenceCode.REPORTING_HALF: (
        N_("More families came {when}, but over half of the rise is {cause}."),
        N_("Fewer families came {when}, but over half of the fall is {cause}."),
    ),
    SentenceCode.ACTIVITIES: (
        N_("More families came {when}, mostly because more activities were held."),
        N_("Fewer families came {when}, mostly because fewer activities were held."),
    ),
    SentenceCode.TURNOUT: (
        N_("More families came {when}, mostly because more came to each activity."),
        N_("Fewer families came {when}, mostly because fewer came to each activity."),
    ),
    SentenceCode.HIDDEN_BY_REPORTING: (
        N_("More families were reported {when}; schools that reported both times had fewer."),
        N_("Fewer families were reported {when}; schools that reported both times had more."),
    ),
    SentenceCode.MOSTLY_REPORTING: (
        N_("More families were reported {when}; most of the rise is {cause}."),
        N_("Fewer families were reported {when}; most of the fall is {cause}."),
    ),
    SentenceCode.CHANCE: (
        N_("More families were reported {when}, within what chance between schools can do."),
        N_("Fewer families were reported {when}, within what chance between schools can do."),
    ),
    SentenceCode.SAME: (
        N_("About as many families {when} as a year before."),
        N_("About as many families {when} as a year before."),
    ),
}
ACTIVITIES: Sayings = {
    SentenceCode.REPORTING_HALF: (
        N_("More activities were held {when}, but over half of the rise is {cause}."),
        N_("Fewer activities were held {when}, but over half of the fall is {cause}."),
    ),
    SentenceCode.ACTIVITIES: (
        N_("More activities were held {when}."),
        N_("Fewer activities were held {when}."),
    ),
    SentenceCode.HIDDEN_BY_REPORTING: (
        N_("More activities were reported {when}; schools that reported both times had fewer."),
        N_("Fewer activities were reported {when}; schools that reported both times had more."),
    ),
    SentenceCode.MOSTLY_REPORTING: (
        N_("More activities were reported {when}; most of the rise is {cause}."),
        N_("Fewer activities were reported {when}; most of the fall is {cause}."),
    ),
    SentenceCode.CHANCE: (
        N_("More activities were reported {when}, within what chance between schools can do."),
        N_("Fewer activities were reported {when}, within what chance between schools can do."),
    ),
    SentenceCode.SAME: (
        N_("About as many activities {when} as a year before."),
        N_("About as many activities {when} as a year before."),
    ),
}
SAYINGS = {Measure.FAMILIES: FAMILIES, Measure.ACTIVITIES: ACTIVITIES}
DECIMALS = {Measure.REACH: 1, Measure.RESPONSE: 1, Measure.ON_TIME: 1}


def figure(words: Words, measure: Measure, value: float) -> str:
    """ "10,914", "24.1", "85 %"; a dash where it is not known."""
    if np.isnan(value):
        return "–"
    if measure in (Measure.ON_TIME, Measure.RESPONSE):
        return words.percent(value / 100)
    return words.number(value, 1 if measure is Measure.REACH else 0)


def change(words: Words, measure: Measure, value: float) -> str:
    """ "+1,074", "−6 points", "0"; empty where it is not known."""
    if np.isnan(value):
        return ""
    text = words.number(abs(value), DECIMALS.get(measure, 0))
    is_none = not float(f"{abs(value):.{DECIMALS.get(measure, 0)}f}")
    signed = text if is_none else f"+{text}" if value > 0 else f"−{text}"
    if measure in (Measure.ON_TIME, Measure.RESPONSE):
        return words.gettext("{number} points", number=signed)
    return signed


def usual_text(words: Words, measure: Measure, value: float, usual: tuple[float, float]) -> str:
    """A month's place in the district's own history: "usually 5,100 to 7,400"; empty where that is not known."""
    low, high = usual
    if np.isnan(value) or np.isnan(low) or np.isnan(high):
        return ""
    values = {"low": figure(words, measure, low), "high": figure(words, measure, high)}
    if value < low:
        return words.gettext("below the usual {low} to {high}", **values)
    if value > high:
        return words.gettext("above the usual {low} to {high}", **values)
    return words.gettext("usually {low} to {high}", **values)


# ------------------------------------------------------------ the first sentence
def first_sentence_text(
    words: Words, said: FirstSentence, measure: Measure, month: date, counts: tuple[int, int], value: float, way: int
) -> str:
    """
    One honest sentence about a month, or the school year up to it.

    counts: reports received and expected; value: the measure's own in the month, NaN unknown. way: of the
    district where it stood out, above (1) or below (-1).
    """
    gettext = words.gettext
    when = (
        gettext("in {month}", month=words.month(month)) if said.span == "month" else gettext("this school year so far")
    )
    received, expected = counts
    if not expected:
        return gettext("No reports are expected in {month}.", month=words.month_in_year(month))
    if said.code is SentenceCode.TOO_EARLY:
        return gettext(
            "Only {received} of {expected} reports for {month} are in: too early to say.",
            received=words.number(received), expected=words.number(expected), month=words.month(month),
        )  # fmt: skip
    explained = said.explained
    if said.code is SentenceCode.DISTRICT_SHIFT:
        far = (
            N_("{month} was far above what this month usually brings, in the whole district.")
            if way > 0
            else N_("{month} was far below what this month usually brings, in the whole district.")
        )
        return gettext(far, month=words.month(month))
    if explained is None or said.code in (SentenceCode.NO_YEAR_BEFORE, SentenceCode.TOO_FEW):
        if np.isnan(value):
            return gettext("Nothing is known of this figure in {month}.", month=words.month_in_year(month))
        shown = figure(words, measure, value)
        return gettext("{figure}: {value} {when}; there is too little to compare with.",
                       figure=gettext(measure.label), value=shown, when=when)  # fmt: skip
    sayings = SAYINGS.get(measure, {})
    if said.code in sayings:
        rise, fall = sayings[said.code]
        text = rise if explained.change >= 0 else fall
        return gettext(text, when=when, cause=_cause(words, explained))
    return _of_a_rate(words, said, explained, when)


def _of_a_rate(words: Words, said: FirstSentence, explained: Explained, when: str) -> str:
    values = {
        "figure": words.gettext(explained.measure.label),
        "first": figure(words, explained.measure, explained.first),
        "second": figure(words, explained.measure, explained.second),
        "when": when,
    }
    if explained.is_claimed:
        return words.gettext("{figure}: {second} {when}, {first} a year before.", **values)
    return words.gettext(
        "{figure}: {second} {when}, {first} a year before, within what chance between schools can do.", **values
    )


def _cause(words: Words, explained: Explained) -> str:
    """The largest part of bookkeeping that goes the way of the change."""
    sign = 1 if explained.change >= 0 else -1
    book = {name: sign * value for name, value in explained.parts.items() if name not in REAL}
    largest = max(book, key=lambda name: book[name])
    return words.gettext(CAUSES[largest][0 if explained.change >= 0 else 1])


def shift_text(words: Words, above: Sequence[str], below: Sequence[str], month: date) -> str:
    """Which clusters stand out while the district does not; empty for none."""
    values = {"month": words.month(month)}
    said = [
        words.ngettext(
            "{clusters} was above what its schools usually do in {month}, while the district was not.",
            "{clusters} were above what their schools usually do in {month}, while the district was not.",
            len(above), clusters=words.listed(above), **values,
        ) if above else "",
        words.ngettext(
            "{clusters} was below what its schools usually do in {month}, while the district was not.",
            "{clusters} were below what their schools usually do in {month}, while the district was not.",
            len(below), clusters=words.listed(below), **values,
        ) if below else "",
    ]  # fmt: skip
    return " ".join(filter(None, said))


# ------------------------------------------------------------ what a change is made of
def explained_text(words: Words, explained: Explained) -> str:
    """ "Families attended rose by 1,074 (9,840 to 10,914): +620 by better reporting, ..."."""
    measure, whole = explained.measure, sum(abs(value) for value in explained.parts.values())
    named = sorted(
        ((name, value) for name, value in explained.parts.items() if whole and abs(value) >= FEWEST_SHARE * whole),
        key=lambda part: -abs(part[1]),
    )[:MOST_PARTS]
    causes = [
        words.gettext(
            "{number} by {cause}",
            number=change(words, measure, value),
            cause=words.gettext(CAUSES[name][0 if value > 0 else 1]),
        )
        for name, value in named
    ]
    values = {
        "figure": words.gettext(measure.label),
        "change": change(words, measure, abs(explained.change)).lstrip("+"),
        "first": figure(words, measure, explained.first),
        "second": figure(words, measure, explained.second),
        "parts": words.listed(causes),
    }
    if not causes:
        return words.gettext("{figure} did not change ({first} to {second}).", **values)
    if explained.change >= 0:
        text = words.gettext("{figure} rose by {change} ({first} to {second}): {parts}.", **values)
    else:
        text = words.gettext("{figure} fell by {change} ({first} to {second}): {parts}.", **values)
    if explained.is_claimed:
        return text
    chance = words.gettext("Within what chance between schools can do.")
    return f"{text} {chance}"


# ------------------------------------------------------------ what missing reports leave open
def range_text(words: Words, measure: Measure, bounds: tuple[float, float, float], received: int, expected: int) -> str:
    """What was reported by how many schools, and what the others would likely and at most add."""
    floor, likely, ceiling = bounds
    silent = expected - received
    if np.isnan(floor):
        return words.gettext("Nobody has reported yet.")
    values = {
        "floor": figure(words, measure, floor),
        "received": words.number(received),
        "expected": words.number(expected),
    }
    text = words.gettext("{floor} reported by {received} of {expected} schools.", **values)
    if silent <= 0 or likely <= floor:
        return text
    other = words.ngettext(
        "If the other one did what it usually does: about {likely}; at most {ceiling} (19 in 20).",
        "If the other {count} did what they usually do: about {likely}; at most {ceiling} (19 in 20).",
        silent,
        likely=figure(words, measure, likely),
        ceiling=figure(words, measure, ceiling),
    )
    return f"{text} {other}"
